"""A header read line by line says what YAML says of it, or is left to YAML."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format import yaml_parser as yamldoor
from referat.format.header import Header, plain, read_header
from referat.format.nodes import HeaderError, Mapping, Node, Sequence
from referat.format.record_writing import record_text
from tests.examples import MOST

KEYS = ("tittel", "dato", "til stede", "møtte også", "approval", "x-y", "a b  c", "no", "1a", "y", "status", "forfall", "<<")
VALUES = (
    "Møte i gruppa",
    "2023-08-31",
    "09.00–10.30",
    "14:30",
    "",
    "[]",
    "[a, b]",
    '"sitat"',
    "'a b'",
    "'it''s'",
    '"a\\n"',
    "a: b",
    "a #b",
    "a#b",
    "a:b",
    '{text: "sha256:ab", on: 2023-09-05, by: Eli A (x), recorded: 2023-10-12T11:04:00Z}',
    "{a: b",
    "{a: b}",
    "{a: [b]}",
    "{a:b}",
    "{a: }",
    "{}",
    "{a: b, a: c}",
    "{a: b} x",
    "{a: b ,c: d}",
    "{a: b, c: d }",
    "{a: 'x'}",
    "{ a: b}",
    "@x",
    "- x",
    "| ",
    "> tekst",
    "a, b",
    "x ",
    "~",
    "*a",
    "!a",
    "%a",
    "a\tb",
    "0x10",
    "a  b",
    "?x",
    "-1",
    ":x",
    "a:",
    "\u00a0x",
    "[] x",
    '"a" b',
    "😀 x",
    "=",
    "Kari (leder, Oslo)",
    "a'b",
    'a"b',
    "#x",
    "x}",
    "`a`",
)

field = st.builds("{}:{}{}".format, st.sampled_from(KEYS), st.sampled_from([" ", " ", "  ", ""]), st.sampled_from(VALUES))
item = st.builds("{}- {}".format, st.sampled_from(["  ", "  ", "", "    "]), st.sampled_from(VALUES))
bare = st.builds("{}:".format, st.sampled_from(KEYS))
texts = st.builds(
    lambda lines, end: "\n".join(lines) + end,
    st.lists(st.one_of(field, field, item, bare, st.sampled_from(["", "# merknad"])), max_size=7),
    st.sampled_from(["\n", "\n", "\n\n", ""]),
)


@given(texts)
def test_it_says_what_the_parser_says(text: str) -> None:
    agree(text)


DIGEST = "sha256:" + "0123456789abcdef" * 4
APPROVAL = {"text": DIGEST, "in": "2024-02-13-styret", "item": "2", "on": "2024-02-13", "by": "Åse Ødegård-Lie", "recorded": "2024-02-13T18:00:00Z"}
CIRCULATION = {"text": DIGEST, "on": "2024-01-12"}
RECORDS = (
    APPROVAL, {**APPROVAL, "item": "12/24", "sig": "U1NIU0lHAAAA="}, CIRCULATION, {**CIRCULATION, "comments-by": "2024-01-20"},
    {"id": "2023-12-12-styret", "text": DIGEST, "item": "3a", "result": "approved-as-amended"},
)  # fmt: skip
SLIPS = ("", " ", "  ", ",", ", ", ":", ": ", '"', "'", "{", "}", "[", "]", "#", " #", "-", "a", "å", "0", "!", "&", "\\", "\t", "\u0301")


@MOST
@given(st.integers(0, 2**32))
def test_a_record_with_slips_of_the_pen(seed: int) -> None:
    r = random.Random(seed)
    text = record_text(r.choice(RECORDS))
    for _ in range(r.randrange(1, 4)):
        at = r.randrange(len(text))
        text = text[:at] + r.choice(SLIPS) + text[at + r.randrange(3) :]
    agree(f"approval: {text}\n")
    agree(f"approves:\n  - {text}\n")


@pytest.mark.parametrize("record", RECORDS)
def test_what_the_tool_writes_is_read_line_by_line(record: dict[str, str]) -> None:
    text = f"tittel: Møte\napproval: {record_text(record)}\n"
    agree(text)
    header = read_header(text)
    assert header.is_strict
    assert header.values == {"tittel": "Møte", "approval": record}


def test_it_reads_what_the_tool_writes() -> None:
    text = (
        "tittel: Møte i gruppa\ndato: 2026-01-10\ntil stede:\n  - Ada Vik (møteleder, Elvdal kommune)\n  - 'Bo: Lie'\nforfall: []\nstatus: godkjent\n"
        'approval: {text: "sha256:ab12", in: 2026-02-10-styret, item: "2", on: 2026-02-10, by: Ada Vik, recorded: 2026-02-10T12:00:00Z}\n\n'
    )
    agree(text)
    header = read_header(text)
    assert header.is_strict
    assert list(header.values) == ["tittel", "dato", "til stede", "forfall", "status", "approval"]
    assert isinstance(header.nodes.get("approval"), Mapping)


def agree(text: str) -> None:
    """Whatever is read line by line is what YAML says, in values and in places."""
    header = _strictly(text)
    if header is None:
        return
    assert repr(header.nodes) == repr(parsed(text))
    assert header.values == plain(header.nodes)
    for row, (key, node) in zip(header.rows, header.nodes, strict=True):
        assert (row.key, row.line) == (key.text, key.line)
        if row.entries is None:
            assert (row.line, row.column) == (node.line, node.column)
        else:
            assert isinstance(node, Sequence)
            assert [entry[1:] for entry in row.entries] == [(item.line, item.column) for item in node.items]


def _strictly(text: str) -> Header | None:
    try:
        header = read_header(text)
    except HeaderError:
        return None
    return header if header.is_strict else None


def parsed(text: str) -> Node | None:
    """The header as the parser reads it, the quick way left out."""
    try:
        return yamldoor.build(text, 2)
    except HeaderError:
        return None
