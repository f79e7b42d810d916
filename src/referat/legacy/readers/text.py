"""Plain text and Markdown: bytes to characters, whatever encoding they were saved in, and characters to lines."""

import codecs
import re
import unicodedata

from referat.languages.mark import N_
from referat.legacy.errors import DocumentTooLarge, UnknownDocument
from referat.legacy.readers.shape import LARGEST_TEXT, MOST_LINES
from referat.legacy.result import FoundProblem

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


def decode(data: bytes, name: str) -> tuple[str, list[FoundProblem]]:
    """The text of a file: by its byte order mark, as UTF-8, as UTF-16 without a mark, else as Windows-1252."""
    problems: list[FoundProblem] = []
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


def _western(data: bytes, problems: list[FoundProblem]) -> str:
    """Text that is not UTF-8. A few bad bytes in text that is otherwise UTF-8 are faults, not another encoding."""
    loose = data.decode("utf-8", errors="replace")
    bad = loose.count("\ufffd")
    good = sum(1 for char in loose if ord(char) > 127) - bad
    if good > bad * 4 and good > 3:
        problems.append(
            FoundProblem(
                "broken-text",
                _line_of(loose, "\ufffd"),
                N_("Some characters of the file are broken; they are shown as “{sign}”."),
                {"sign": "\ufffd"},
            )
        )
        return loose
    return data.decode("cp1252", errors="replace") if not any(byte in data for byte in b"\x81\x8d\x8f\x90\x9d") else data.decode("latin-1")


def _mend(text: str, problems: list[FoundProblem]) -> str:
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
            FoundProblem(
                "mended-text",
                line,
                N_("Letters like “{sign}” were broken in the file and are set right in {count} lines."),
                {"sign": found[0], "count": str(mended)},
            )
        )
    if _BROKEN.search(text):
        problems.append(
            FoundProblem(
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
