"""Texts made to make a reader slow: twice as much may cost about twice as much, never four times."""

import time

import pytest

from referat.errors import ReferatError
from referat.format.canon import digest
from referat.format.document import parse
from referat.format.reader import read_page
from referat.model.dates import iso_day

SIZE = 100_000
LIMIT = 1.5  # seconds; what is linear takes a tenth of it, what is quadratic minutes

BODIES = {
    "brackets": "[" * SIZE,
    "backticks": "`" * SIZE,
    "backticks before a remark": "<!-- x\n-->" + "a `" * 30_000 + "<!--",
    "runs of backticks": "".join("`" * n + " " for n in range(440)) + "<!--",
    "boxes": "- [ ] a\n" * 12_000,
    "empty boxes": "- [ ]\n" * 16_000,
    "boxes in a line": "- [ ] " * 16_000,
    "nested boxes": "".join(" " * n + "- [ ] a\n" for n in range(440)),
    "a long note": "- [ ] a\n" + "  b\n" * 25_000,
    "logs": "- [ ] a ^abcd\n" + "  - 2024-01-01 done\n" * 5_000,
    "a long log": "- [ ] a ^abcd\n  - 2024-01-01 " + "done " * 20_000,
    "owners": "- [ ] " + "@a " * 30_000,
    "owners in a word": "- [ ] @a" + ",@a" * 30_000,
    "due dates": "- [ ] " + "due:x " * 16_000,
    "a due date with a tail": "- [ ] due:" + ")." * 50_000,
    "groups": "- [ ] " + "+a " * 30_000,
    "carets": "^abcd1 " * 14_000,
    "blanks and a colon": " " * SIZE + ":x",
    "tabs and a colon": "- " + "\t" * SIZE + ":x",
    "a heading with a gap": "## a" + " " * SIZE + "b",
    "a heading of signs": "## " + "# " * 50_000,
    "headings": "## a\n" * 20_000,
    "numbers": "## " + "1." * 50_000,
    "links": "## a\n" + "](" * 50_000,
    "links with words": "## a\n" + "](a" * 30_000,
    "decisions": "## a\n" + "Vedtak: a\n" * 10_000,
    "empty decisions": "## a\n" + "Vedtak:\n\n" * 11_000,
    "a decision of blanks": "## a\nVedtak" + " " * SIZE,
    "an origin": "## a\nFra: " + " a" * 50_000,
    "a new item": "Ny sak: " + " )" * 50_000,
    "remarks": "<!-- --> " * 11_000,
    "fences": "```\n" * 25_000,
    "bullets that look like boxes": "• [ ] a\n" * 12_000,
    "loose accents": "- [ ] a" + "\u0301\u0327" * 25_000,
    "loose accents in a box": "- [x" + "\u0301\u0327" * 25_000 + "] a",
}

HEADERS = {
    "brackets": "a: " + "[" * 60_000,
    "fields in fields": "{a: " * 15_000,
    "fields": "".join(f"k{n}: v\n" for n in range(7_000)),
    "parentheses": "møteleder: " + "(" * 60_000,
    "pairs of parentheses": "møteleder: " + "()" * 30_000,
    "blanks before a parenthesis": "møteleder: a" + " " * 60_000 + "(",
    "people": "til stede:\n" + "- a (b)\n" * 7_000,
    "either or": "møteleder: a? " + "/ " * 30_000,
    "remarks": "til stede:\n" + "- a #\n" * 10_000,
    "keys of keys": "? " * 30_000,
    "a time": "tid: 9" + " " * 60_000 + "x",
    "a time of digits": "tid: " + "0" * 60_000,
    "escapes": 'a: "' + "\\n" * 30_000 + '"',
}


def _seconds(text: str) -> float:
    day = iso_day("2024-01-10")
    assert day
    started = time.process_time()
    document = parse("meetings/x.md", text)
    read_page(document)
    try:
        digest(document, day)
    except ReferatError:
        assert document.has_broken_header
    return time.process_time() - started


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_no_body_makes_reading_slow(body: str) -> None:
    assert _seconds(f"---\ndato: 2024-01-10\n---\n{body}\n") < LIMIT


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_no_header_makes_reading_slow(header: str) -> None:
    assert _seconds(f"---\ndato: 2024-01-10\n{header}\n---\n") < LIMIT
