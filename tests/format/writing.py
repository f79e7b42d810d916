"""Texts as people and programs write them: what the property tests of the format draw from."""

from hypothesis import strategies as st

# Pieces that mean something to the format, so that a random text often comes near its edges.
PIECES = (
    "---",
    "\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "\t",
    "- ",
    "* ",
    "1. ",
    "[ ]",
    "[x]",
    "[-]",
    "[/]",
    "[?]",
    "[]",
    "- [ ] ",
    "  - ",
    "^a1b2c",
    " ^a1b2c",
    "@berte",
    "@håkon",
    "@ha\u030akon",
    "+kraft",
    "frist:2023-10-01",
    "due:next",
    "2023-09-20",
    "2023-02-30",
    " ferdig",
    " utga\u030ar",
    " utgår",
    "done",
    "```",
    "~~~",
    "`",
    "``",
    "<!--",
    "-->",
    ">",
    "#",
    "## ",
    "Vedtak:",
    "**Vedtak:**",
    "Utsatt",
    "Fra: a, sak 1",
    "Ny sak: b",
    ":",
    ",",
    "(",
    ")",
    "\u00a0",
    "\ufeff",
    "\u2028",
    "\u0085",
    "\u200b",
    "\u202e",
    "\x1b[31m",
    "\x00",
    "å",
    "a\u030a",
    "x\u0301",
    "☐",
    "•",
    "<<<<<<< ",
    "dato: 2023-08-31",
    "tittel: x",
    "til stede:",
    "[/foo]",
    "../../etc/passwd",
    "&a",
    "*a",
    "!!x",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "|",
    "%",
)

texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)

# Only what can stand in a line of a body: no header, no line ends.
words = st.sampled_from(("Kalle inn", "møtet", "a\u030apent", "@berte", "+kraft", "frist:2023-10-01", "(x)", "`kode`", "^a1b2c", "ferdig"))

log_words = st.sampled_from(
    (
        "ferdig",
        "done",
        "DONE",
        "utgår",
        "utga\u030ar",
        "@berte",
        "@ha\u030akon,@eli",
        "frist:2023-11",
        "due:neste",
        "startet",
        "gjenåpnet",
        "fri tekst",
    )
)
days = st.sampled_from(("2023-08-30", "2023-08-31", "2023-09-01", "2023-02-30"))
indents = st.sampled_from(("", "  ", "    ", "\t", " "))
states = st.sampled_from(" xX/-?")

lines = st.one_of(
    st.builds(
        lambda i, s, w, k: f"{i}- [{s}] {' '.join(w)}{k}",
        indents,
        states,
        st.lists(words, max_size=3),
        st.sampled_from(("", " ^a1b2c", " ^z9y8x ", "^a1b2c")),
    ),
    st.builds(lambda i, d, w: f"{i}- {d} {' '.join(w)}", indents, days, st.lists(log_words, min_size=1, max_size=3)),
    st.sampled_from(
        (
            "",
            "  ",
            "```",
            "~~~~",
            "> - [ ] sitat ^a1b2c",
            "<!-- - [ ] gjemt ^a1b2c",
            "-->",
            "tekst",
            "## 1. Sak",
            "- punkt",
            "Vedtak: Ja.",
            "\t* notat",
        )
    ),
)
bodies = st.lists(lines, max_size=14)
