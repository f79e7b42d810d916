"""A change taken back leaves what has come since in other lines, and says where something stands in the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format.take_back import LineInTheWay, take_back

OLD = b"## 1. Tak\n\n- [ ] @ada Ring ^r1ng\n- [ ] @bo Mal ^m4ling\n\nSlutt.\n"
LEFT = b"## 1. Tak\n\n- [x] @ada Ring ^r1ng\n  - 2025-03-20 ferdig\n- [ ] @bo Mal ^m4ling\n\nSlutt.\n"


@pytest.mark.parametrize(
    ("what", "into"),
    [
        (b"## 1. Tak\n", b"## 1. Tak og pipe\n"),
        (b"## 1. Tak\n", b"F\xc3\xb8r.\n\n## 1. Tak\n"),
        (b"- [ ] @bo Mal", b"- [x] @bo Mal"),
        (b"- [ ] @bo Mal ^m4ling\n", b""),
        (b"- [ ] @bo Mal", b"- [ ] @bo Kjop ^k10p\n- [ ] @bo Mal"),
        (b"- [ ] @bo Mal", b"  Hun har nummeret.\n- [ ] @bo Mal"),
        (b"^m4ling\n", b"^m4ling\n  - 2025-03-21 ferdig\n"),
        (b"Slutt.\n", b"Slutt."),
        (b"\n\n", b"\n\n\n"),
    ],
)
def test_what_came_elsewhere_stays(what: bytes, into: bytes) -> None:
    assert take_back(OLD, LEFT, LEFT.replace(what, into, 1)) == OLD.replace(what, into, 1)
    assert take_back(LEFT, OLD, OLD.replace(what, into, 1)) == LEFT.replace(what, into, 1)


@pytest.mark.parametrize(
    ("what", "into", "line"),
    [
        (b"@ada Ring", b"@ada Ring Bo", 3),
        (b"- [x]", b"- [ ]", 3),
        (b"2025-03-20 ferdig", b"2025-03-19 ferdig", 4),
        (b"  - 2025-03-20 ferdig\n", b"", 4),
        (b"  - 2025-03-20 ferdig\n", b"  - 2025-03-20 ferdig\n  - 2025-03-21 gjenopna\n", 5),
        (b"  - 2025-03-20", b"  - 2025-03-19 startet\n  - 2025-03-20", 4),
        (b"- [x] @ada Ring ^r1ng\n  - 2025-03-20 ferdig\n", b"", 3),
    ],
)
def test_what_came_in_its_lines_stands_in_the_way(what: bytes, into: bytes, line: int) -> None:
    assert take_back(OLD, LEFT, LEFT.replace(what, into, 1)) == LineInTheWay(line)


def test_lines_that_are_there_again_are_not_put_in_twice() -> None:
    there = OLD.replace(b"@bo Mal", b"@bo Mal pent").replace(b"Slutt", b"Siste")
    assert isinstance(take_back(OLD, OLD.replace(b"- [ ] @ada Ring ^r1ng\n", b""), there), LineInTheWay)


LINES = st.lists(st.integers(0, 10**6).map(lambda number: b"%d\n" % number), max_size=8)


@given(LINES, LINES, LINES, st.sampled_from([LINES]).flatmap(lambda lines: st.tuples(lines, lines)), st.booleans())
def test_two_changes_apart_are_each_their_own(
    head: list[bytes], between: list[bytes], tail: list[bytes], two: tuple[list[bytes], ...], first: bool
) -> None:
    mine, other = two
    apart = [b"---\n", *between, b"***\n"]

    def text(changed: bool, since: bool) -> bytes:
        one, another = (mine if changed else [b"as it was\n"]), (other if since else [b"so far\n"])
        above, below = (one, another) if first else (another, one)
        return b"".join([*head, b"(\n", *above, *apart, *below, b")\n", *tail])

    assert take_back(text(False, False), text(True, False), text(True, True)) == text(False, True)
