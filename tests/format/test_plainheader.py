"""The quick reading of plain headers says what the parser says, or nothing."""

from hypothesis import given
from hypothesis import strategies as st

from referat.format import yaml_parser as yamldoor
from referat.format.header import HeaderError
from referat.format.nodes import Mapping, Node
from referat.format.plainheader import plain_header

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
    quick = plain_header(text)
    if quick is not None:
        assert repr(quick) == repr(parsed(text))


def test_it_reads_what_the_tool_writes() -> None:
    text = (
        "tittel: Møte i gruppa\ndato: 2026-01-10\ntil stede:\n  - Ada Vik (møteleder, Elvdal kommune)\n  - 'Bo: Lie'\nforfall: []\nstatus: godkjent\n"
        'approval: {text: "sha256:ab12", in: 2026-02-10-styret, item: "2", on: 2026-02-10, by: Ada Vik, recorded: 2026-02-10T12:00:00Z}\n\n'
    )
    quick = plain_header(text)
    assert quick is not None
    assert repr(quick) == repr(parsed(text))
    assert [key.text for key, _ in quick] == ["tittel", "dato", "til stede", "forfall", "status", "approval"]
    assert isinstance(quick.get("approval"), Mapping)


def parsed(text: str) -> Node | None:
    """The header as the parser reads it, the quick way left out."""
    try:
        return yamldoor.build(text, 2)
    except HeaderError:
        return None
