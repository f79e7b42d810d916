"""The quick way of reading minutes for their actions says what the reader says, or nothing."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.format import document
from referat.format.plainhead import PlainHead
from referat.format.plainminutes import read_plain_minutes
from referat.format.reader import read_extract
from referat.format.roster import read_person
from referat.format.skim import skim_plain_minutes
from referat.model.action import ActionLine
from referat.model.meeting import attended

ROOT = Path(__file__).resolve().parents[2]
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


def as_extract(path: str, data: bytes) -> object:
    """What the reader says of the file, in the words of the quick way; None where it is no minutes, or no text."""
    try:
        found = read_extract(document.read(path, data))
    except document.NotText:
        return None
    if found is None:
        return None
    source = found.source
    day = source.on.isoformat() if source.on else ""
    next_on = found.next_on.isoformat() if found.next_on else ""
    status = source.status.value if source.status else ""
    return (source.path, source.id, source.group, day, source.start, status, next_on, found.title, tuple(map(as_tuple, found.lines)))


def as_tuple(line: ActionLine) -> tuple[object, ...]:
    events = tuple((e.on.isoformat(), e.kind.value, e.value, e.place.line, e.place.column) for e in line.events)
    return (line.place.line, line.place.column, line.item, line.box, line.task, line.id or "", line.owners, line.groups, line.due, events)


def quickly(path: str, data: bytes) -> object:
    found = read_plain_minutes(path, data)
    if found is None:
        return None
    head, lines = found
    return (*of_head(head), lines)


def of_head(head: PlainHead) -> tuple[str, ...]:
    return (head.path, head.id, head.group, head.on, head.start, head.status, head.next_on, head.title)


def agree(text: str, path: str = PATH) -> bool:
    """Whether the quick way had something to say; that it is what the reader says is asserted."""
    data = text.encode("utf-8", "surrogatepass")
    found = quickly(path, data)
    if found is not None:
        assert found == as_extract(path, data)
        written = read_plain_minutes(path, data)[0].people
        if written is not None:
            assert attended(map(read_person, written), (), (), (), ()) == read_extract(document.read(path, data)).attendance
    skimmed_too(path, data)
    return found is not None


def skimmed_too(path: str, data: bytes) -> None:
    """Who skims reads the same head, and misses no group and no action that the reader finds."""
    if skimmed := skim_plain_minutes(path, data):
        read = as_extract(path, data)
        assert isinstance(read, tuple)
        assert of_head(skimmed.head) == read[:-1]
        assert {action_id for _, _, _, _, _, action_id, *_ in read[-1] if action_id} <= set(skimmed.ids)
        assert {tag for *_, tags, _, _ in read[-1] for tag in tags} <= set(skimmed.tags)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(BODY_LINES), max_size=14))
def test_any_body(lines: list[str]) -> None:
    agree(HEADER + "\n" + "\n".join(lines))


@settings(max_examples=500)
@given(st.lists(st.sampled_from(HEADER_LINES), max_size=9), st.booleans())
def test_any_header(lines: list[str], has_title: bool) -> None:
    first = ["tittel: Møte", "dato: 2024-01-09"] if has_title else []
    agree("\n".join(["---", *first, *lines, "---", "", "## 1. Sak", "", "- [ ] @ida Ring ^abcd1", ""]))


@settings(max_examples=500)
@given(st.integers(0, 2**32))
def test_ordinary_minutes_with_a_slip_of_the_pen(seed: int) -> None:
    r = random.Random(seed)
    text = HEADER + "\n" + "\n".join(r.choices(BODY_LINES[:40], k=12)) + "\n"
    for _ in range(r.randrange(1, 4)):
        at = r.randrange(len(text))
        sign = r.choice(("", " ", "\n", "\r", "-", "[", "]", "^", "@", "#", ">", ":", "\t", "x", "`", "\u0301", "å", "\ud800"))
        text = text[:at] + sign + text[at + r.randrange(2) :]
    agree(text)


@pytest.mark.parametrize("line", BODY_LINES)
def test_each_line_by_itself_and_under_an_action(line: str) -> None:
    for before in ("", "- [ ] @ida Ring ^abcd1\n", "- [x] Bare haket\n"):
        agree(f"{HEADER}\n## 1. Sak\n\n{before}{line}\n")


def test_the_books_of_the_repository_are_read_the_quick_way() -> None:
    """Else the quick way would not be worth having."""
    minutes = [path for path in sorted(ROOT.glob("meetings/*.md")) + sorted(ROOT.glob("tests/**/meetings/**/*.md")) if path.name[:4].isdigit()]
    said = [agree(path.read_text(encoding="utf-8", errors="replace"), str(path.relative_to(ROOT))) for path in minutes]
    assert sum(said) > len(said) * 0.7
    assert agree(HEADER + "\n" + "\n".join(line for line in BODY_LINES[:20] if line.isprintable()))


def test_the_same_books_can_be_skimmed() -> None:
    minutes = [path for path in sorted(ROOT.glob("meetings/*.md")) if path.name[:4].isdigit()]
    assert minutes
    assert all(skim_plain_minutes(str(path.relative_to(ROOT)), path.read_bytes()) for path in minutes)
    text = HEADER + "- [ ] @ida Ring +kraft (og +Sti-2) ^abcd1\n1 + 1 ^ 2\n- [x] @per Skriv\t+sti ^a-b-c \n"
    skimmed = skim_plain_minutes(PATH, text.replace(")", " )").encode())
    assert (sorted(skimmed.tags), skimmed.ids) == (["Sti-2", "kraft", "sti"], ["abcd1", "a-b-c"])
    assert skim_plain_minutes(PATH, text.encode()) is None  # where a group's name may end is for the reader to say
