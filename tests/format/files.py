"""Files of every sort that a secretary's editor leaves behind, for the property tests: line endings, tabs, remarks, quotes, letters, code."""

import unicodedata

from hypothesis import strategies as st

from referat.format.document import Document, parse

ENDINGS = ("\n", "\r\n", "\r")

FIELDS = (
    "tittel: Møte i Bjørkeråd",
    'tittel: "Møte: «Bjørk» # 2"',
    "# en merknad mellom feltene",
    "til stede:\n  - Åse 👩‍👧 Ødegård (møteleder)\n  - 'Per: Pål'  # kom sent",
    "forfall: []",
    "vara: [Kari, 'Nils, jr.']",
    "notat: |\n  første linje\n  # ingen merknad\n\n  siste",
    "avsnitt: >-\n  brettet\n  tekst",
    "hale: |+\n  med luft etter\n",
    "sted: 'Hamar'   # Rådhuset",
    "neste:",
    "tom: # ingen ennå",
    "flyt: {a: b, c: [d, e]}",
    "lang: [en,\n  to,\n  tre]",
    "ledd: ett som\n  fortsetter",
    "vedlegg:\n- kart.pdf\n- |\n  # tegnet\n  tekst",
    "? status\n: utkast",
    "dato: 2023-08-31",
    "kopi: ''",
)
BULLETS = ("-", "*", "+", "3.", "12)")
GAPS = (" ", "  ", "   ", "\t")
TASKS = (
    "Ring Åse",
    "@berte Kalle inn 👩‍👧 +kraft frist:2023-10-01",
    "Skriv til Påls kontor",
    "é",
    "@ola sjekk [kart](kart.pdf) <!-- ferdig? -->",
    "kode `x`",
)
LOGS = ("2023-09-20 frist:2023-11-01", "2023-10-12 @haakon", "2023-10-28 ferdig", "2023-09-20 startet  frist:2023-12", "2023-09-21 ferdig gjenåpnet")
TEXTS = (
    "",
    "   ",
    "## 2. Sak (V)",
    "**Vedtak:** Slik ble det.",
    "En linje med\u00a0hardt mellomrom og\ttabulator  ",
    "> - [ ] sitert ^quote",
    "<!-- en merknad -->",
    "---",
    "- et punkt",
    "﻿usynlig",
    "2023-09-20 ferdig",
    "\x0cskilt av",
)
BLOCKS = ("```\n- [ ] kode ^codee\n```", "~~~ py\nx\n~~~", "<!--\n- [ ] gjemt ^hidde\n-->", "```\nuten slutt", "<!-- uten slutt")


@st.composite
def _box(draw: st.DrawFn, depth: int = 0) -> str:
    indent = draw(st.sampled_from(("", "  ", "    ", "\t"))) if depth else draw(st.sampled_from(("", "", "", "  ", "\t")))
    bullet = draw(st.sampled_from(BULLETS))
    action_id = draw(st.sampled_from(("", " ^7qk2m", " ^a4x9b", "   ^k-3f", " ^zz9zz")))
    tail = draw(st.sampled_from(("", "", " ", "\t", "  ")))
    lines = [f"{indent}{bullet}{draw(st.sampled_from(GAPS))}[{draw(st.sampled_from(' xX/-'))}] {draw(st.sampled_from(TASKS))}{action_id}{tail}"]
    inner = indent + draw(st.sampled_from(("  ", "    ", "\t")))
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(("log", "log", "note", "blank", "box", "block")))
        if kind == "log":
            lines.append(f"{inner}{draw(st.sampled_from(BULLETS))} {draw(st.sampled_from(LOGS))}")
        elif kind == "note":
            lines.append(f"{inner}{draw(st.sampled_from(('notat', '- delpunkt', '<!-- husk', '> sitat', 'slutt -->')))}")
        elif kind == "blank":
            lines.append(draw(st.sampled_from(("", inner))))
        elif kind == "block":
            lines += [draw(st.sampled_from((inner, ""))) + line for line in draw(st.sampled_from(BLOCKS)).split("\n")]
        elif depth < 2:
            lines += [inner + line for line in draw(_box(depth + 1)).split("\n")]
    return "\n".join(lines)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """The text of a file, with one line ending throughout or with a mixture."""
    lines: list[str] = []
    if draw(st.integers(0, 4)):
        fields = draw(st.lists(st.sampled_from(FIELDS), max_size=7, unique_by=lambda field: field.partition(":")[0].strip("? ")))
        lines = ["---", *fields, *draw(st.sampled_from(([""], [], ["", ""]))), draw(st.sampled_from(("---", "---  ")))]
        if draw(st.integers(0, 9)) == 0:
            lines = ["---", "{tittel: Møte, dato: 2023-08-31, tom: }", "---"]
        elif draw(st.integers(0, 9)) == 0:
            lines = ["---", *("  " + line for field in fields for line in field.split("\n")), "---"]
    for _ in range(draw(st.integers(0, 7))):
        lines.append(draw(st.one_of(_box(), _box(), st.sampled_from(TEXTS), st.sampled_from(BLOCKS[:3]))))
    flat = "\n".join(lines).split("\n")
    form = draw(st.sampled_from(("NFC", "NFC", "NFD")))
    one = draw(st.sampled_from((*ENDINGS, None)))
    ends = [one or draw(st.sampled_from(ENDINGS)) for _ in flat]
    text = "".join(unicodedata.normalize(form, line) + end for line, end in zip(flat, ends, strict=True))
    return text if draw(st.booleans()) else text.rstrip("\r\n")


@st.composite
def documents(draw: st.DrawFn) -> Document:
    return parse("meetings/2023-08-31-naering.md", draw(texts()), has_bom=draw(st.booleans()))
