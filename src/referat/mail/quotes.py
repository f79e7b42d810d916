"""What of a mail's text somebody wrote themselves, and what is quoted: by `>`, or below the lines that mail programs put before what they quote."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from referat.languages.answer_words import FORWARDED, ORIGINAL, SENDER_FIELDS, SENT_FIELDS, WROTE

_MARKS = re.compile(r"(?:[>|] ?)+")
_ORIGINAL = re.compile(rf"[\s*_]*-{{2,}}\s*(?:{'|'.join(ORIGINAL)})\s*-{{2,}}", re.IGNORECASE)
_FORWARDED = re.compile(rf"[\s*_]*(?:-{{2,}}\s*)?(?:{'|'.join(FORWARDED)})\s*(?:-{{2,}}|:)", re.IGNORECASE)
_RULE = re.compile(r"\s*_{10,}\s*\Z")
_FIELD = re.compile(rf"\s*\**(?:{'|'.join(SENDER_FIELDS)})\s*:", re.IGNORECASE)
_SENT = re.compile(rf"\s*\**(?:{'|'.join(SENT_FIELDS)})\s*:", re.IGNORECASE)
_WROTE = re.compile(rf"(?=.*\d).*\b(?:{'|'.join(WROTE)})\b.*:\s*\Z", re.IGNORECASE | re.DOTALL)
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """A line without the marks before it; `depth` is how deep it is quoted, 0 for what was written for this mail."""

    depth: int
    text: str


class Forwarded(Exception):
    """The text is somebody else's, handed on."""


def lines_of(text: str) -> list[QuotedLine]:
    """The lines of a mail, without the signature. Raises Forwarded."""
    found: list[QuotedLine] = []
    rows = [row.translate(_UNSEEN).replace("\xa0", " ").rstrip() for row in text.split("\n")]
    below, is_signature = 0, False
    at = 0
    while at < len(rows):
        row = rows[at]
        match = _MARKS.match(row)
        depth = (match[0].count(">") + match[0].count("|") if match else 0) + below
        words = row[match.end() :] if match else row
        if not depth and _FORWARDED.match(words):
            raise Forwarded
        taken = 0 if depth else _opening(rows, at)
        if taken:
            is_signature = False
            found += [QuotedLine(1, "")] * taken
            at += taken
            if not _is_marked(rows[at:]):
                below = 1
            continue
        if not depth and words in {"--", "-- "}:
            is_signature = True
        found.append(QuotedLine(1 if is_signature and not depth else depth, "" if is_signature and not depth else words))
        at += 1
    return found


def _opening(rows: Sequence[str], at: int) -> int:
    """On how many lines from here a mail program says whose words follow; 0 where it does not."""
    row = rows[at]
    if _ORIGINAL.match(row) or (_RULE.match(row) and _is_head(rows, at + 1)):
        return 1
    if _is_head(rows, at):
        return 1
    return next((more for more in (1, 2, 3) if _is_attribution(rows[at : at + more])), 0)


def _is_attribution(rows: Sequence[str]) -> bool:
    """`Den 20. mai 2024 kl. 08:00 skrev Ola <ola@…>:`, on as many lines as it takes: with an hour or an address, and no sign of a task in it."""
    told = " ".join(rows)
    if len(told) > 400 or "^" in told or not all(row.strip() and not row.startswith(">") for row in rows):
        return False
    if any(_is_attribution(rows[later:]) for later in range(1, len(rows))):  # it begins farther down
        return False
    return bool(_WROTE.match(told) and re.search(r"\d[:.]\d\d|@", told))


def _is_head(rows: Sequence[str], at: int) -> bool:
    """Whether lines such as `Fra:` and `Sendt:` begin here."""
    near = [row for row in rows[at : at + 8] if row.strip()][:5]
    return bool(near) and bool(_FIELD.match(near[0])) and any(_SENT.match(row) for row in near[1:])


def _is_marked(rows: Sequence[str]) -> bool:
    """Whether what follows is marked as quoted."""
    first = next(_written(rows), "")
    return first.startswith((">", "|"))


def _written(rows: Sequence[str]) -> Iterator[str]:
    yield from (row for row in rows if row.strip())
