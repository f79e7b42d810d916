"""Minutes of every kind are read without a fault, and every fact stands where it says that it does."""

import random
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpus import sheets
from referat.format import document
from referat.format.boxes import read_box, read_log
from referat.format.reader import Reading, read_page
from referat.model.group import Group
from referat.model.meeting import Minutes, Note
from tests.examples import MOST

PATH = "meetings/2024-01-09-styret.md"

HEADER = """---
tittel: Styremøte
gruppe: styret
dato: 2024-01-09
tid: 18.00–20.00
til stede:
  - Ida Moen (leder)
  - Per Aas (Øvre Elvdal)
forfall: []
status: utkast

---
"""

HEADER_LINES = (
    "møteleder: Ida Moen",
    "referent:",
    "chair: [Ola]",
    "møtte også:",
    '  - "Per: Aas"',
    "vara: Ola, Kari",
    "  - Ida Moen",
    "  - Ola (vara)",
    "tittel: Styremøte",
    "title: 'Møte'",
    'tittel: "Styre"',
    "tittel: [a, b]",
    "Tittel: Annet",
    "tittel:",
    "gruppe: Styret",
    "group: kraft",
    "dato: 2024-01-09",
    "date: 2024-02-30",
    "dato: 9.1.2024",
    'dato: "2024-01-09"',
    "dato:  2024-01-09",
    "dato: 2024-01-09 # kl",
    "dato:",
    "tid: 18.00\u201320.00",
    "tid: kl. 18",
    "tid: 1800",
    "tid: 18:00-20:00",
    "tid: 25.00",
    "tid: 6.30pm",
    "status: sendt",
    "status: GODKJENT",
    "status: tull",
    "status:",
    "status: [utkast]",
    "til stede:",
    "  - Ida Moen (leder)",
    "- Per Aas",
    "   - Ola",
    "  - {name: Ola, org: Lia}",
    "forfall: []",
    "forfall:",
    "neste: 2024-02-13 kl. 18, Lia",
    "neste: 2024-02-13, kl. 18",
    "neste: i vår",
    "neste: 2024-02-30",
    "ukjent: @ida",
    'circulation: {text: "sha256:ab", on: 2024-01-12}',
    "x: *y",
    "a: &b c",
    "? a",
    "note: |",
    "  fritekst",
    "",
    "   ",
    "# en merknad",
    "sted: Lia: huset",
    "sted: [",
    "sted: Øvre sal",
    "--- ",
    "sted: \xa0rom",
    "sted: o\u0308st",
)

BODY_LINES = (
    "- [ ] @per To blanke  ^bbcd7",
    "- [ ] @per To blanke  frist:2024-03-01",
    "- [ ] @per To blanke  +sti ^bbcd8",
    "- [ ]  @per Enda to",
    "\t#",
    "\t## Nei",
    "  \t#",
    "## 1. Godkjenning",
    "## 2. Økonomi (D)",
    "## Sak 3/24 Drift",
    "## § 4",
    "## 2023 i tall",
    "## 5.",
    "## 6) Annet (V)",
    "##",
    "#",
    "# Referat",
    " ## 7. Innrykk",
    "    ## ikke",
    "### Under",
    "##7. Nei",
    "## 8. 2023 i tall",
    "## 9.1 Mer",
    "Løpende tekst.",
    "<b>tekst</b>",
    "**Vedtak:** Ja.",
    "> sitat",
    "> - [ ] @ida Sitert ^abcd1",
    "  > sitat",
    "- [ ] @ida Ring +kraft frist:2024-03-01 ^abcd1",
    "- [x] @per Skriv ^abcd2",
    "- [x] Bare haket",
    "- [-] @per Droppet frist:2024-04-01",
    "- [/] Startet @ola ^abcd3",
    "* [X] @ida.m Send brev ^abcd4",
    "+ [ ] Uten eier",
    "1. [ ] @ida Talt ^abcd5",
    "- [ ] @ida og @per To eiere ^abcd6",
    "- [ ] @ida @per Enda to",
    "- [ ] @ida Send brev ^",
    "- [ ] Send brev +",
    "- [ ] @ Send brev",
    "- [ ] @ida Send brev frist:",
    "- [ ] @ida og Per",
    "- [ ] ... ^abcd7",
    "- [x] ... ^abcd8",
    "- [ ] ...",
    "- [ ]",
    "- [ ] ",
    "- [ ]  To mellomrom",
    "-  [ ] @ida Bredt",
    "- [å] Rart tegn ^abcd9",
    "  - [ ] @per Under ^bbcd1",
    "\t- [ ] @per Tabulator ^bbcd2",
    "- [ ] frist:2024-02-30 Umulig",
    "- [ ] Ring (frist: 1.11)",
    "- [ ] @ida Ring frist:neste ^bbcd3",
    "- [ ] @ida Ring Frist:2024-W10",
    "- [ ] @ida Ring ^ab",
    "- [ ] @ida Ring ^Abcd",
    "- [ ] @ida Ring ^abcd1  ",
    "- [ ] @ida Ring (til @per) ^bbcd4",
    "- [ ] ola@x.no skriver ^bbcd5",
    "- [ ] @ida, Ring ^bbcd6",
    "- [ ] @ida. Ring",
    "- [ ] @ida +kraft",
    "- [ ] & mer",
    "- [ ] @ida Ring +a +b",
    "- [ ] Ring\xa0Per",
    "- [ ] o\u0308l",
    "- [] ingen",
    "-[ ] ingen",
    "\u2022 [ ] ingen",
    "- [lenke](x.md)",
    "- [x](y)",
    "  - 2024-01-20 ferdig",
    "  - 2024-01-20 Ferdig",
    "  - 2024-02-30 ferdig",
    "  - 2024-01-21 frist:2024-05-01 @per",
    "  * 2024-01-22 gjenåpnet",
    "  - 2024-01-22  utgår",
    "  - 2024-01-20 ferdig nesten",
    "  - 2024-01-20",
    "- 2024-01-20 ferdig",
    "    - 2024-01-23 startet",
    "\t- 2024-01-24 ferdig",
    "  1) 2024-01-24 @ida,@per",
    "  - en merknad",
    "    mer om det",
    "",
    "   ",
    "\t",
    "```",
    "~~~",
    "<!-- skjult",
    "-->",
    "<<<<<<< HEAD",
    "tekst <!-- x --> mer",
    "\u2028",
    "\x0c",
    "a" * 1001,
)

SPOKEN = (
    "**Vedtak:** Godkjent.", "Vedtak: Godkjent.", "__Vedtak__: Godkjent.", "Enstemmig vedtak: Godkjent.", "- Vedtak: Godkjent.", "**Vedtak:**",
    "Agreed: adjourned to May", "Vedtak: Utsatt til neste møte", "**Vedtak:** Utsatt", "Utsatt til 2024-02-13-styret", "Utsatt.", "Utsyn: fint",
    "Forslag til vedtak: Godkjent.", "Votering: 3 mot 2", "Merknad: Per var uenig.", "Fra: 2023-12-05-styret, sak 4", "Ny sak: Brua (styret)",
    "Møtet slutt kl. 20:15", "Avgjort: nei", "vedtaket: ja", "Et avsnitt.", "- et punkt", "1. et punkt", "_kursiv_ tekst", "## 1. Sak om brua (D)",
    "## 2. Sak om *brua* (V)", "## Eventuelt", "## 3. [Sak](x.md)", "# Møte", "### Under", "#Nei", "Se [saken](2024-01-01-kraft.md).", "a ] b",
    "a ^ b", "", "", "", "- [ ] @ida Ring +styret frist:2024-03-01 ^abcd1",
    "- [x] @per Skriv om [x] ^abcd2", "- [x] Skriv ^abcd3", "  - 2024-01-20 ferdig",
    "  - 2024-01-20 @ida frist:2024-04-01", "  - 2024-01-20 tull", "☐ @ida Ring",
)  # fmt: skip


def hold(text: str, path: str = PATH) -> Reading:
    """What a text is read as; that its facts stand where they say is asserted, and that it makes no difference how the text is stored."""
    read = read_page(document.parse(path, text))
    page = read.page
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for action in page.action_lines if isinstance(page, Minutes | Group | Note) else ():
        box = read_box(lines[action.place.line - 1])
        assert box is not None
        assert (box.state, box.state_at) == (action.box, action.place.column)
        wrapped = lines[action.place.line : action.place.line + 4]  # the id of a sentence over several lines stands at its end
        assert box.id == action.id or (box.id is None and any(line.rstrip().endswith(f"^{action.id}") for line in wrapped))
        for event in action.events:
            log = read_log(lines[event.place.line - 1])
            assert log is not None
            assert log[0] == event.on
            assert event.place.line > action.place.line
    if isinstance(page, Minutes):
        for item in page.items:
            assert item.place.line <= item.last_line <= len(lines)
            for decision in (*item.decisions, *item.proposals):
                assert item.place.line < decision.place.line <= item.last_line
                assert decision.word.split()[-1] in lines[decision.place.line - 1]
    assert all(1 <= problem.place.line <= len(lines) for problem in read.problems)
    if "\r" not in text:
        stored = read_page(document.parse(path, text.replace("\n", "\r\n"), has_bom=True))
        assert repr(stored) == repr(read)
    return read


@MOST
@given(st.lists(st.sampled_from((*SPOKEN, *BODY_LINES)), max_size=14))
def test_any_body(lines: list[str]) -> None:
    hold(HEADER + "\n" + "\n".join(lines))


@MOST
@given(st.lists(st.sampled_from(SPOKEN), max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_what_is_said_in_items(lines: list[str], end: str) -> None:
    hold(HEADER + end.join(["## 1. Sak om brua (D)", *lines]))


@MOST
@given(st.lists(st.sampled_from(HEADER_LINES), max_size=9), st.booleans())
def test_any_header(lines: list[str], has_title: bool) -> None:
    first = ["tittel: Møte", "dato: 2024-01-09"] if has_title else []
    hold("\n".join(["---", *first, *lines, "---", "", "## 1. Sak", "", "- [ ] @ida Ring ^abcd1", ""]))


@MOST
@given(st.integers(0, 2**32))
def test_ordinary_minutes_with_a_slip_of_the_pen(seed: int) -> None:
    r = random.Random(seed)
    text = r.choice(ORDINARY)
    for _ in range(r.randrange(1, 4)):
        at = r.randrange(len(text))
        sign = r.choice(("", " ", "\n", "\r", "-", "[", "]", "^", "@", "#", ">", ":", "\t", "x", "`", "\u0301", "å", "~", "<!--", "](", "**", "u"))
        text = text[:at] + sign + text[at + r.randrange(2) :]
    hold(text)


@pytest.mark.parametrize("line", [*SPOKEN, *BODY_LINES])
def test_each_line_in_an_item_and_under_an_action(line: str) -> None:
    for before in ("", "Tekst\n", "## 1. Sak\n", "## 1. Sak\n\n", "## 1. Sak\n\n- [ ] @ida Ring ^abcd1\n", "## 1. Sak\n\nVedtak: Ja.\n"):
        for after in ("", "\n", "\nTekst", "\n\nTekst\n", "\n  - 2024-01-20 ferdig\n"):
            hold(f"{HEADER}\n{before}{line}{after}")


ORDINARY = [sheet.text for sheet in sheets(20)]


@pytest.mark.parametrize("number", range(3))
def test_ordinary_minutes_say_all_that_was_put_in(number: int) -> None:
    sheet = list(sheets(3))[number]
    page = hold(sheet.text, sheet.path).page
    assert isinstance(page, Minutes)
    assert [(line.id, line.task, line.owners, line.groups, line.due) for line in page.action_lines] == [
        (task.id, task.text, (task.owner,), (task.group,), task.due.isoformat()) for task in sheet.tasks
    ]
    assert [line.events[-1].on if line.events else None for line in page.action_lines] == [task.closed for task in sheet.tasks]
    assert all(len(item.decisions) == 1 and item.kind == "discussion" for item in page.items)
    assert page.on > date(1980, 1, 1)
