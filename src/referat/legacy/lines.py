"""Lines of a source as the recognisers see them: numbered, stripped of marks, and classed by what they look like."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Zero-width marks and soft hyphens come with text pasted from web pages and word processors; they are no part of a word.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_BULLET = re.compile(r"^(?P<mark>[-*+•●◦▪■·‣⁃o–—]|--|➢|✓|→|(?:i{1,3}|iv|v|[a-h])[.)])(?:\s+|(?<=[•●◦▪■·‣])(?=\S))(?P<rest>\S.*)$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_WIKI_HEADING = re.compile(r"^(={2,6}|=(?=\s))\s*([^=].*?)\s*\1$")
_WIKI_STRONG = re.compile(r"'{3}(?=\S)(.+?)(?<=\S)'{3}|'{2}(?=\S)(.+?)(?<=\S)'{2}")
_RULE = re.compile(r"^\s*(?:[-=_*~]\s*){3,}$")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w_])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_PAGE = re.compile(r"^(?:side|page|sida|sid|s\.)\s*\d+(?:\s*(?:av|of|/|\()\s*\d+\)?)?$|^-\s*\d+\s*-$", re.IGNORECASE)
_WIDE = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_TABLE_RULE = re.compile(r"^\|?[\s:|+-]*-[\s:|+-]*\|?$")

LONGEST_READ = 4000  # a longer line is no line of minutes: it is kept as it is, and nothing is read out of it unless it can be cut


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line. `text` is what it says without marks; `raw` is the slice of the source it came from, from which quotes are cut."""

    number: int
    text: str
    raw: str
    indent: int = 0
    bullet: str = ""
    heading: int = 0  # level of a Markdown or word-processor heading
    strong: tuple[str, ...] = ()  # the parts in bold
    cells: tuple[str, ...] = ()
    after_blank: bool = True
    before_blank: bool = True
    part: int = 0  # 0 for a whole line, 1... for the parts of a line that holds several

    @property
    def blank(self) -> bool:
        return not self.text

    @property
    def all_strong(self) -> bool:
        return bool(self.strong) and len(" ".join(self.strong)) >= len(self.text.rstrip(" :.")) - 2


def plain(text: str) -> str:
    """The words of a line without emphasis, escapes and invisible characters."""
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    if "*" in text or "_" in text:
        text = _STRONG.sub(lambda m: m[1] or m[2], text)
        text = _EMPHASIS.sub(lambda m: m[1] or m[2], text)
    if "''" in text:
        text = _WIKI_STRONG.sub(lambda m: m[1] or m[2], text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return text.strip()


def columns(text: str) -> int:
    """Width of the leading white space, a tab going to the next multiple of four."""
    width = 0
    for char in text:
        if char == "\t":
            width += 4 - width % 4
        elif char.isspace():
            width += 1
        else:
            break
    return width


def _cells(raw: str) -> tuple[str, ...]:
    stripped = raw.strip()
    if stripped.startswith("|") and stripped.count("|") >= 2:
        return tuple(plain(cell) for cell in stripped.strip("|").split("|"))
    if stripped.count(" | ") >= 2:
        return tuple(plain(cell) for cell in stripped.split(" | "))
    if "\t" not in stripped and _WIDE.search(stripped):  # columns set with spaces
        return tuple(plain(cell) for cell in _WIDE.split(stripped))
    if "\t" in stripped:
        return tuple(plain(cell) for cell in stripped.split("\t"))
    if stripped and raw.rstrip(" ").endswith("\t"):  # a row of which only the first cell says anything
        return (plain(stripped), "")
    return ()


def classify(number: int, raw: str, part: int = 0) -> Line:
    """The line with its outward signs read; neighbours are filled in by `read_lines`."""
    if raw.isspace() or len(raw) > LONGEST_READ or not raw:
        return Line(number, "", raw, part=part)
    if _RULE.match(raw) or _PAGE.match(raw.strip()) or ("|" in raw and _TABLE_RULE.match(raw.strip())):
        return Line(number, "", raw, part=part)
    clean = _SPACES.sub(" ", _INVISIBLE.sub("", raw))
    indent, body, bullet, heading = columns(clean), clean.strip(), "", 0
    body = body.removeprefix(">").strip() if body.startswith("> ") else body
    while found := _BULLET.match(body):  # "- i. **Name**" carries two marks
        bullet, body = bullet or found["mark"], found["rest"]
    if (found := _HEADING.match(body)) or (body.startswith("=") and (found := _WIKI_HEADING.match(body))):
        heading, body = len(found[1]), found[2]
    strong = tuple(m[1] or m[2] for m in _STRONG.finditer(body)) if "**" in body or "__" in body else ()
    return Line(number, plain(body), raw, indent, bullet, heading, strong, _cells(clean), part=part)


def read_lines(source: Sequence[str], first: int = 1) -> list[Line]:
    """Every line of the source as a logical line, one for one."""
    lines = [classify(first + index, raw) for index, raw in enumerate(source)]
    return with_neighbours(lines)


def _front_matter(lines: Sequence[Line]) -> int:
    """How many lines the front matter at the top takes, its two rules with it."""
    first = next((index for index, line in enumerate(lines[:5]) if line.raw.strip()), None)
    if first is None or lines[first].raw.strip() != "---":
        return 0
    return next((index + 1 for index in range(first + 1, min(first + 40, len(lines))) if lines[index].raw.strip() == "---"), 0)


def with_neighbours(lines: list[Line]) -> list[Line]:
    """Fill in which lines stand at a blank line; a setext underline makes its line a heading."""
    result: list[Line] = []
    last = len(lines) - 1
    matter = _front_matter(lines)
    for index, line in enumerate(lines):
        before, after = index == 0 or lines[index - 1].blank, index == last or lines[index + 1].blank
        level = line.heading
        if (
            not level
            and not line.blank
            and matter <= index < last
            and re.fullmatch(r"={3,}|-{3,}", lines[index + 1].raw.strip())
            and len(line.text) < 100
            and not line.cells
        ):
            level = 1 if "=" in lines[index + 1].raw else 2
        if before is line.after_blank and after is line.before_blank and level == line.heading:
            result.append(line)
        else:
            result.append(Line(line.number, line.text, line.raw, line.indent, line.bullet, level, line.strong, line.cells, before, after, line.part))
    return result


def cut(raw: str, words: str) -> str:
    """The slice of `raw` that says `words`, so that a quote is always the source's own text; all of it when it cannot be found."""
    at = raw.find(words)
    if at >= 0:
        return raw[at : at + len(words)].strip()
    tokens = words.split()
    if len(tokens) > 1:  # the same words with marks or a line break between them
        found = re.search(r"[\s*_]+".join(re.escape(token) for token in tokens[:60]), raw)
        if found:
            return found.group(0).strip() if len(tokens) <= 60 else raw[found.start() :].strip()
    return raw.strip()
