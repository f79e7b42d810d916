"""Plain text and Markdown: bytes to characters, whatever encoding they were saved in, and characters to lines."""

import codecs
import re
import unicodedata

from referat.documents.block import LARGEST_TEXT, MOST_LINES, Block, Content, Doubt, tidy
from referat.documents.errors import DocumentTooLarge, UnknownDocument
from referat.documents.front_matter import front_matter
from referat.languages.mark import N_

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# UTF-8 read as Latin-1 and saved again: "Ã¸" for ø; and what such text becomes when read once more.
_BROKEN = re.compile("Ã[\u0080-\u00bf¥¦¸˜†…„–‰¶ ]|â€[\u0080-\u00bf™œ“”˜¦\u009d]|Â[\u0080-\u00bf]|ï¿½|\ufffd")
_FAULTS = frozenset("\ufffd")


def decode(data: bytes, name: str) -> tuple[str, list[Doubt]]:
    """The text of a file: by its byte order mark, as UTF-8, as UTF-16 without a mark, else as Windows-1252."""
    problems: list[Doubt] = []
    if len(data) > LARGEST_TEXT * 2:
        raise DocumentTooLarge(name=name, what=N_("the text"), limit=f"{LARGEST_TEXT // 1_000_000} MB", reason="")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) if encoding == "utf-8" else 0 :].decode(encoding, errors="replace").lstrip("\ufeff"), problems
    zeros = data[:2000].count(0)
    if zeros:
        sample = data[:2000]
        little, big = sample[1::2].count(0), sample[0::2].count(0)
        if max(little, big) > zeros * 0.9 and zeros > len(sample) * 0.3:
            return data.decode("utf-16-le" if little > big else "utf-16-be", errors="replace"), problems
        raise UnknownDocument(name=name, reason="")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _western(data, problems)
    return _mend(text, problems), problems


def _western(data: bytes, problems: list[Doubt]) -> str:
    """Text that is not UTF-8. A few bad bytes in text that is otherwise UTF-8 are faults, not another encoding."""
    loose = data.decode("utf-8", errors="replace")
    bad = loose.count("\ufffd")
    good = sum(1 for char in loose if ord(char) > 127) - bad
    if good > bad * 4 and good > 3:
        problems.append(
            Doubt(
                "broken-text",
                _line_of(loose, "\ufffd"),
                N_("Some characters of the file are broken; they are shown as “{sign}”."),
                {"sign": "\ufffd"},
            )
        )
        return loose
    return data.decode("cp1252", errors="replace") if not any(byte in data for byte in b"\x81\x8d\x8f\x90\x9d") else data.decode("latin-1")


def _mend(text: str, problems: list[Doubt]) -> str:
    """Text that was decoded wrongly once before is set right where that can be done without a guess, else reported."""
    found = _BROKEN.findall(text)
    if not found:
        return text
    line = _line_of(text, found[0])
    lines, mended = [], 0
    for one in text.split("\n"):
        if _BROKEN.search(one):
            for encoding in ("cp1252", "latin-1"):
                try:
                    better = one.encode(encoding).decode("utf-8")
                except UnicodeError:
                    continue
                if not _BROKEN.search(better):
                    one, mended = better, mended + 1
                    break
        lines.append(one)
    text = "\n".join(lines)
    if mended:
        problems.append(
            Doubt(
                "mended-text",
                line,
                N_("Letters like “{sign}” were broken in the file and are set right in {count} lines."),
                {"sign": found[0], "count": str(mended)},
            )
        )
    if _BROKEN.search(text):
        problems.append(
            Doubt(
                "broken-text",
                _line_of(text, _BROKEN.findall(text)[0]),
                N_("Some characters of the file are broken; they are shown as “{sign}”."),
                {"sign": _BROKEN.findall(text)[0]},
            )
        )
    return text


def _line_of(text: str, sign: str) -> int:
    return text.count("\n", 0, max(text.find(sign), 0)) + 1


def split_lines(text: str, name: str) -> tuple[str, ...]:
    """The lines of a text, composed (NFC), whatever ends them; a form feed ends one too."""
    if len(text) > LARGEST_TEXT:
        raise DocumentTooLarge(name=name, what=N_("the text"), limit=f"{LARGEST_TEXT // 1_000_000} MB", reason="")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n").replace("\x85", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    if len(lines) > MOST_LINES:
        raise DocumentTooLarge(name=name, what=N_("the number of lines"), limit=str(MOST_LINES), reason="")
    return tuple(lines)


def first_lines(text: str, count: int) -> list[str]:
    """The beginnings of a text's first lines: enough to tell what kind of document it is, and never much to look through."""
    return [line[:400] for line in text[: count * 400].split("\n", count)[:count]]


_MARKER = re.compile(r"^(?P<mark>[-*+•●◦▪■·‣⁃–—○]|--|[➢➔➜→⇒✓»]|\d{1,3}[.)](?=\s*\[[ xX]\]))(?:\s+|(?<=[•●◦▪■·‣➢→])(?=\S))(?P<rest>\S.*)$")
_LETTERED = re.compile(r"^(?P<mark>\(?(?:i{1,3}|iv|v|[a-h])[.)])\s+(?P<rest>\S.*)$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_WIKI_HEADING = re.compile(r"^(={2,6}|=(?=\s))\s*([^=].*?)\s*\1$")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__|'{3}(?=\S)(.+?)(?<=\S)'{3}")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w_])|'{2}(?=\S)(.+?)(?<=\S)'{2}"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_PAGE = re.compile(r"^(?:side|page|sida|sid|s\.)\s*\d+(?:\s*(?:av|of|/|\()\s*\d+\)?)?$|^-\s*\d+\s*-$", re.IGNORECASE)
_RULE = re.compile(r"^\s*(?:[-=_*~]\s*){3,}$")
_TABLE_RULE = re.compile(r"^\|?[\s:|+-]*-[\s:|+-]*\|?$")
_WIDE = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_BOX = re.compile(r"^(?:\[(?P<state>[ xX✓]?)\]|(?P<sign>[☐❑□☑☒✅✔]))\s*(?=\S)")
LONGEST_READ = 4000  # a longer line is kept as it is, and nothing is read out of it unless it can be cut


def is_page_number(text: str) -> bool:
    return bool(_PAGE.match(text.strip())) or text.strip().isdecimal()


def plain(text: str) -> str:
    """The words of a line without emphasis, escapes and what is not seen."""
    text = tidy(text)
    if "*" in text or "_" in text or "''" in text:
        text = _STRONG.sub(lambda found: found[1] or found[2] or found[3], text)
        text = _EMPHASIS.sub(lambda found: found[1] or found[2] or found[3], text)
    return _ESCAPE.sub(r"\1", text).strip() if "\\" in text else text


def read_text(text: str, name: str, doubts: tuple[Doubt, ...] = ()) -> Content:
    """Plain text or Markdown."""
    lines = split_lines(text, name)
    end, claims, machine = front_matter(lines)
    blocks = [Block("front", line.strip(), line, place=index) for index, line in enumerate(lines[:end], 1)]
    blocks += with_headings([block_of(line, index) for index, line in enumerate(lines[end:], end + 1)])
    return Content(tuple(blocks), claims=claims, doubts=doubts, machine=machine)


def block_of(raw: str, place: int) -> Block:
    """A line of text with its outward signs read."""
    if len(raw) > LONGEST_READ:
        return Block("text", tidy(raw), raw, place=place)
    if not raw.strip() or _RULE.match(raw) or _PAGE.match(raw.strip()) or ("|" in raw and _TABLE_RULE.match(raw.strip())):
        return Block("blank", "", raw, place=place)
    clean = raw.replace("\u00a0", " ")
    body = tidy(clean)
    if not body:
        return Block("blank", "", raw, place=place)
    if body.startswith("> "):
        return Block("aside", plain(body[2:]), raw, place=place)
    if found := _HEADING.match(body) or (_WIKI_HEADING.match(body) if body.startswith("=") else None):
        return Block("heading", plain(found[2]), raw, level=len(found[1]), strong=_bold(found[2]), place=place)
    cells = _cells(clean)
    if cells and body.startswith("|"):
        return Block("row", " ".join(filter(None, cells)), raw, cells=cells, place=place, strong=_bold(body))
    kind, number, marks = "text", "", 0
    indent = _columns(clean)
    while found := (_MARKER.match(body) or _LETTERED.match(body)) if marks < 4 else None:  # "- i. **Name**" carries two marks
        marks += 1
        number, body, kind = number or found["mark"], found["rest"], "entry"
    box = ""
    if found := _BOX.match(body):
        box = "done" if (found["state"] or "").strip() or (found["sign"] or "") in tuple("☑☒✅✔") else "open"
        body, kind = body[found.end() :], "entry"
    level = min(indent // 2, 6) if kind == "entry" else 0
    return Block(kind, plain(body), raw, level, number, cells, _bold(body), place=place, indent=indent, box=box)


def _bold(body: str) -> tuple[str, ...]:
    if "**" not in body and "__" not in body and "'''" not in body:
        return ()
    return tuple(plain(found[1] or found[2] or found[3]) for found in _STRONG.finditer(body))


def _columns(text: str) -> int:
    """Width of the leading white space, a tab going to the next multiple of four."""
    width = 0
    for char in text:
        if not char.isspace():
            break
        width += 4 - width % 4 if char == "\t" else 1
    return width


def _cells(raw: str) -> tuple[str, ...]:
    body = raw.strip()
    if body.startswith("|") and body.count("|") >= 2:
        return tuple(plain(cell) for cell in body.strip("|").split("|"))
    if body.count(" | ") >= 2:
        return tuple(plain(cell) for cell in body.split(" | "))
    if body and raw.rstrip(" ").endswith("\t") and "\t" not in body:  # a row of which only the first cell says anything
        return (plain(body), "")
    if "\t" in body:
        return tuple(plain(cell) for cell in body.split("\t"))
    if "   " in body and _WIDE.search(body):  # columns set with spaces
        return tuple(plain(cell) for cell in _WIDE.split(body))
    return ()


def with_headings(blocks: list[Block]) -> list[Block]:
    """A line that is underlined is a heading."""
    out = list(blocks)
    for index in range(len(out) - 1):
        under = out[index + 1].raw.strip()
        block = out[index]
        if block.kind == "text" and not block.cells and len(block.text) < 100 and re.fullmatch(r"={3,}|-{3,}|~{3,}", under):
            alone = index == 0 or out[index - 1].blank
            if alone or abs(len(under) - len(block.text)) <= 4:
                out[index] = Block("heading", block.text, block.raw, 1 if "=" in under else 2, strong=block.strong, place=block.place)
    return out
