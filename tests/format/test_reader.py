from datetime import date

import pytest

from referat.format.document import parse
from referat.format.paths import file_id
from referat.format.reader import Reading, read_page
from referat.model.action import SourceKind, Status
from referat.model.group import Group
from referat.model.meeting import Minutes, Note, PreparedItem

FULL = """---
tittel: Møte i tunrådet
gruppe: tun
dato: 2024-01-10
tid: 09.00–10.30
sted: Låven
møteleder: Eli Nes
referent: Per Lie (sekretariatet)
til stede:
  - Eli Nes (møteleder)
  - Siv Moe
møtte også: [Per Lie]
forfall: []
status: sendt
neste: 2024-02-10 kl. 09.00, Teams
circulation: {text: "sha256:aa", on: 2024-01-12, comments-by: 2024-01-20, hemmelig: ja}
approval:
  text: "sha256:bb"
  in: 2024-02-10-tun
  item: 2.
  on: 2024-02-10
  by: Eli Nes
  recorded: 2024-02-10T11:04:00Z
  supersedes: [{text: "sha256:cc", in: 2024-01-20-tun}]
  ekstra: nei
approves:
  - {id: 2023-12-10-tun, text: "sha256:dd", item: "Sak 2", result: approved}
  - {date: 2023-11-10, item: "3"}

---
# Møte

## 1. Sak
"""


def read(text: str, path: str = "meetings/2024-01-10-tun.md") -> Reading:
    return read_page(parse(path, text))


def test_minutes_in_full() -> None:
    reading = read(FULL)
    page = reading.page
    assert reading.problems == ()
    assert isinstance(page, Minutes)
    assert (page.id, page.title, page.group, page.on, page.venue) == ("2024-01-10-tun", "Møte i tunrådet", "tun", date(2024, 1, 10), "Låven")
    assert (page.start, page.end, page.time_text, page.status) == ("09:00", "10:30", "09.00–10.30", Status.CIRCULATED)
    assert (page.next_on, page.next_text) == (date(2024, 2, 10), "kl. 09.00, Teams")
    assert page.absent == ()
    assert page.substitutes is None
    assert [person.name for person in page.attendance] == ["Eli Nes", "Siv Moe", "Per Lie"]
    assert page.circulation is not None
    assert (page.circulation.comments_by, page.circulation.unknown) == ("2024-01-20", ("hemmelig",))
    assert page.approval is not None
    assert (page.approval.in_, page.approval.item, page.approval.unknown) == ("2024-02-10-tun", "2", ("ekstra",))
    assert page.approval.supersedes == (("sha256:cc", "2024-01-20-tun"),)
    assert [(e.id, e.on, e.item, e.result) for e in page.approves] == [("2023-12-10-tun", "", "2", "approved"), ("", "2023-11-10", "3", "")]


NYNORSK = (
    FULL.replace("sted:", "stad:").replace("møteleder: ", "møteleiar: ").replace("til stede:", "til stades:").replace("møtte også:", "møtte òg:")
)
ENGLISH = (
    FULL.replace("tittel:", "title:")
    .replace("gruppe:", "group:")
    .replace("dato:", "date:")
    .replace("tid:", "time:")
    .replace("sted:", "place:")
    .replace("møteleder: ", "chair: ")
    .replace("referent: ", "secretary: ")
    .replace("til stede:", "present:")
    .replace("møtte også:", "others:")
    .replace("forfall:", "absent:")
    .replace("sendt", "circulated")
    .replace("neste:", "Next:")
)


@pytest.mark.parametrize("text", [NYNORSK, ENGLISH, FULL.replace("dato:", "DATO:").replace("sendt", "Sendt")])
def test_every_language_says_the_same(text: str) -> None:
    assert text != FULL
    assert read(text).page == read(FULL).page


PROBLEMS = [
    ("a day that does not exist", "dato: 2024-02-30", [("bad-date", 2, 7)]),
    ("two days", "dato: 2024-01-10/11", [("bad-date", 2, 7)]),
    ("an unknown status", "dato: 2024-01-10\nstatus: ferdig", [("bad-status", 3, 9)]),
    ("no time", "dato: 2024-01-10\ntid: etter lunsj", [("bad-time", 3, 6)]),
    ("one meaning twice", "dato: 2024-01-10\ndate: 2024-01-11", [("duplicate-field", 3, 1)]),
    ("a value cut short", "dato: 2024-01-10\ntittel: Sak #5 # og #6", [("lost-in-yaml", 3, 13)]),
    ("a value cut short at once", "dato: 2024-01-10\ntittel: #5", [("lost-in-yaml", 3, 9)]),
    ("a value cut short in a list", "dato: 2024-01-10\ntil stede:\n  - Eli Nes # leder", [("lost-in-yaml", 4, 13)]),
    ("a value cut short below a field", "dato: 2024-01-10\napproves:\n  - id: a #1", [("lost-in-yaml", 4, 11)]),
    ("a value cut short on its second line", "dato: 2024-01-10\ntittel: Møte i\n  rådet # igjen", [("lost-in-yaml", 4, 9)]),
    ("no such next", "dato: 2024-01-10\nneste: avtales", [("bad-date", 3, 8)]),
    ("a list for a title", "dato: 2024-01-10\ntittel: [a]", [("bad-value", 3, 9)]),
]


@pytest.mark.parametrize(("header", "wanted"), [row[1:] for row in PROBLEMS], ids=[row[0] for row in PROBLEMS])
def test_what_cannot_be_read_in_a_field_is_a_problem_in_its_place(header: str, wanted: list[tuple[str, int, int]]) -> None:
    reading = read(f"---\n{header}\n---\n")
    assert reading.page is not None
    assert [(p.code, p.place.line, p.place.column) for p in reading.problems] == wanted


@pytest.mark.parametrize(
    "header",
    [
        "# en merknad\ndato: 2024-01-10",
        "dato: 2024-01-10\ntittel: 'Sak #5 # 6'",
        "dato: 2024-01-10\ntittel: Sak#5",
        "dato: 2024-01-10\ntittel: |\n  a # b",
    ],
)
def test_a_remark_of_its_own_and_a_quoted_sign_are_no_loss(header: str) -> None:
    assert read(f"---\n{header}\n---\n").problems == ()


def test_a_date_that_is_none_leaves_the_actions_in_sight() -> None:
    reading = read("---\ndato: 2024-13-01\n---\n- [ ] @eli a\n")
    assert isinstance(reading.page, Note)
    assert [line.owners for line in reading.page.action_lines] == [("eli",)]


COUNTED = """- [ ] åpen
- [/] begynt
- [x] lukket
- [x] lukket med eier @eli
- [-] lukket med frist frist:2024-01-01
- [x] lukket med gruppe +tun
- [x] lukket med id ^a1b2c
- [ ] ---
- [ ] med id ^b2c3d
- [?] ukjent ^c3d4e
"""


@pytest.mark.parametrize(
    ("path", "header", "lines"),
    [
        ("meetings/m.md", "---\ndato: 2024-01-10\n---\n", [1, 2, 4, 5, 6, 7, 9]),
        ("meetings/groups/g.md", "", [1, 2, 4, 5, 6, 7, 9]),
        ("meetings/n.md", "", [4, 5, 7, 9]),
        ("meetings/items/i.md", "", []),
    ],
)
def test_what_counts_as_an_action(path: str, header: str, lines: list[int]) -> None:
    page = read(header + COUNTED, path).page
    found = () if isinstance(page, PreparedItem) else page.action_lines if page else ()
    assert [line.place.line - header.count("\n") for line in found] == lines


def test_the_note_of_an_action_is_its_further_lines() -> None:
    text = "- [ ] @eli a ^a1b2c\n  en\n  - 2024-01-11 startet\n\n    to\n  - [ ] b ^b1b2c\n    tre\n  fire\nfem\n"
    page = read("---\ndato: 2024-01-10\n---\n" + text).page
    assert isinstance(page, Minutes)
    assert [line.note for line in page.action_lines] == [("en", "to"), ("tre",)]


def test_a_group_in_full() -> None:
    text = """---
tittel: Arbeidsgruppe for tak
under: tun
oppnevnt: {i: 2024-01-10-tun, sak: Sak 4.}
fra: 2024-01-10
til: 2024-12-31
rapport: [2024-06-01, 2024-11-01 skriftlig]
leder: Siv Moe
nestleder: Per Lie
medlemmer:
  - Siv Moe (Moss)
  - Odd Vik?
  - N.N. (Hamar)
avsluttet: 2025-01-10-tun
møteplan: |
  2024-02-01
  2024-03-01, kl. 10
faste saker: [Godkjenning, Eventuelt]
---
Mandat.
"""
    reading = read(text, "meetings/groups/tak.md")
    page = reading.page
    assert reading.problems == ()
    assert isinstance(page, Group)
    assert (page.parent, page.appointed, page.closed) == ("tun", ("2024-01-10-tun", "4"), ("2025-01-10-tun", ""))
    assert (page.report, page.calendar) == ((date(2024, 6, 1), date(2024, 11, 1)), (date(2024, 2, 1), date(2024, 3, 1)))
    assert ([seat.name for seat in page.seats], len(page.open_seats)) == (["Siv Moe", "Per Lie", "Odd Vik", ""], 2)
    assert (page.standing, page.mandate) == (("Godkjenning", "Eventuelt"), "Mandat.")


@pytest.mark.parametrize("value", ["|\n  \u00a0\n  2024-02-01", "['', ' ', 2024-02-01]", "- {a: b}\n"])
def test_a_list_of_days_with_odd_lines_is_read_or_named(value: str) -> None:
    reading = read(f"---\nmøteplan: {value}\n---\n" if not value.startswith("-") else f"---\nmøteplan:\n  {value}---\n", "meetings/groups/g.md")
    assert isinstance(reading.page, Group)
    assert reading.page.calendar == (date(2024, 2, 1),) or [p.code for p in reading.problems] == ["bad-value"]


def test_a_prepared_item() -> None:
    page = read(
        "---\ntittel: Kraft\ntil: neste\nmeldt av: Eli\nbehandlet: {i: 2024-01-10-tun, sak: 3}\n---\nInnstilling: Ja.\n", "meetings/items/kraft.md"
    ).page
    assert isinstance(page, PreparedItem)
    assert (page.for_, page.by, page.handled, page.proposals[0].text, page.has_text) == ("neste", "Eli", ("2024-01-10-tun", "3"), "Ja.", True)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("meetings/a.md", SourceKind.NOTE),
        ("meetings/2024/groups/a.md", SourceKind.NOTE),
        ("meetings/groups/b/a.md", SourceKind.GROUP),
        ("meetings/items/a.md", SourceKind.ITEM),
    ],
)
def test_only_two_folders_are_special(path: str, kind: SourceKind) -> None:
    assert read("tekst\n", path).kind is kind


def test_an_id_is_the_composed_stem() -> None:
    assert file_id("meetings/na\u0308ring.md") == "näring"


def test_what_is_read_is_composed_whatever_the_file_is_stored_as() -> None:
    page = read(
        "---\ndato: 2024-01-10\ntittel: Mo\u0308te\n---\n## 1. A\u030apning\n- [ ] @ha\u030akon Ga\u030a ^a1b2c\n  - 2024-01-11 utga\u030ar\n"
    ).page
    assert isinstance(page, Minutes)
    (line,) = page.action_lines
    assert (page.title, page.items[0].title, line.owners, line.task, line.events[0].kind) == ("Möte", "Åpning", ("håkon",), "Gå", "dropped")


LOOKALIKES = [
    ("• [ ] a", True),
    ("-[ ] a", True),
    ("- [] a", True),
    ("- [ ]a", True),
    ("- [  ] a", True),
    ("[ ] a", True),
    ("☐ a", True),
    ("- ☑ a", True),
    ("-\u00a0[ ] a", True),
    ("- [a](b)", False),
    ("- [ ] a", False),
    ("tekst [ ] a", False),
    ("- [1] a", False),
    ("[a]: b", False),
]


@pytest.mark.parametrize(("line", "wanted"), LOOKALIKES)
def test_what_looks_like_an_action_is_named(line: str, wanted: bool) -> None:
    assert ["looks-like-action" in [p.code for p in read(line + "\n", "meetings/n.md").problems]] == [wanted]


LINE_PROBLEMS = [
    ("- [ ] a ^abcd x", ["misplaced-id"]),
    ("- [ ] a ^abcd ^efgh", ["misplaced-id"]),
    ("- [ ] a ^ABCD", ["bad-id"]),
    ("- [ ] a â7qkm", ["looks-like-action"]),
    ("- [ ] a frist:1.2", ["due-not-iso"]),
    ("- [ ] a frist:snarest", ["bad-due"]),
    ("- [ ] a frist:", ["bad-due"]),
    ("- [ ] a frist:2024-02-30", ["bad-due"]),
    ("- [ ] a frist:2024-02-01 frist:2024-03-01", ["two-dues"]),
    ("- [ ] a\n  - 2024-01-11 ferdig", ["log-without-id"]),
    ("- [ ] a ^abcd\n  - 2024-01-11 ferdig nå", ["log-not-read"]),
    ("- [ ] a ^abcd\n  - 2024-02-30 ferdig", ["log-not-read"]),
    ("- [ ] a ^abcd\n  - 2024-01-11 vi ringte dem", []),
    ("```\n- [ ] a", ["unclosed-fence"]),
    ("<!--\n- [ ] a", ["unclosed-comment"]),
    ("- [ ] a frist:neste ^abcd\n  - 2024-01-11 frist:2024-W07", []),
]


@pytest.mark.parametrize(("body", "codes"), LINE_PROBLEMS)
def test_what_is_wrong_with_a_line(body: str, codes: list[str]) -> None:
    assert [p.code for p in read(f"---\ndato: 2024-01-10\n---\n{body}\n").problems] == codes
