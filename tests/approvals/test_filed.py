"""What the trail knows of a text is what the reader says of it, and stays so when it is handed from one process to another."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.approvals.filed import Filed
from referat.approvals.filing import read_filed
from referat.approvals.packed import pack, unpack
from referat.format import document
from referat.format.canon import digest
from referat.format.paths import file_id
from referat.format.person import person_parts
from referat.format.reader import read_page
from referat.model.meeting import Minutes
from tests.examples import MOST

PATH = "meetings/2024-01-09-styret.md"
DIGEST = "sha256:" + "0123456789abcdef" * 4
RECORD = f'{{text: "{DIGEST}", in: 2024-02-13-styret, item: "2", on: 2024-02-13, by: Ida Moen, recorded: 2024-02-13T18:00:00Z}}'
LINK = f'{{id: 2023-12-12-styret, text: "{DIGEST}", item: "2", result: approved}}'

HEADER = f"""---
tittel: Styremøte
gruppe: styret
dato: 2024-01-09
tid: 18.00–20.00
møteleder: Ida Moen (leder)
til stede:
  - Ida Moen (leder)
  - Per Aas (Øvre Elvdal)
forfall: []
status: godkjent
approves:
  - {LINK}
circulation: {{text: "{DIGEST}", on: 2024-01-12, comments-by: 2024-01-20}}
approval: {RECORD}
---
"""

HEADER_LINES = (
    "møteleder: Ida Moen",
    "møteleder: ''",
    "møteleder: N.N.",
    "chair: Per?",
    "referent:",
    "referent: Ola, Lia",
    "chair: [Ola]",
    "møtte også:",
    '  - "Per: Aas"',
    "  - ' Per '",
    "  - []",
    "vara: Ola, Kari",
    "  - Ida Moen",
    "  - Ola (vara)",
    "til stede: Ola",
    "present:",
    "Til Stede: Per",
    "tittel: Styremøte",
    "title: 'Møte'",
    'tittel: "Styre"',
    "tittel: [a, b]",
    "Tittel: Annet",
    "TITTEL: x",
    "tittel:",
    "gruppe: Styret",
    "gruppe: []",
    "group: kraft",
    "gruppe: ' kraft '",
    "dato: 2024-01-09",
    "date: 2024-02-30",
    "dato: 9.1.2024",
    'dato: "2024-01-09"',
    "dato: ' 2024-01-10 '",
    "dato:  2024-01-09",
    "dato: 2024-01-09 # kl",
    "dato: []",
    "dato:",
    "tid: 18.00\u201320.00",
    "tid: kl. 18",
    "tid: i kveld",
    "tid: 6.30pm",
    "tid: []",
    "status: sendt",
    "status: GODKJENT",
    "Status: utkast",
    "STATUS: utkast",
    "status: tull",
    "status:",
    "status: [utkast]",
    "  - {name: Ola, org: Lia}",
    "forfall: []",
    "approves: []",
    "approves:",
    f"  - {LINK}",
    "  - {id: 2023-12-12-styret}",
    "  - {date: 2023-12-12}",
    f"  - {{id: a, text: {DIGEST}, supersedes: {DIGEST}}}",
    f"approves: {LINK}",
    f"approval: {RECORD}",
    f"Approval: {RECORD}",
    "approval:",
    f"  - {RECORD}",
    "approval: ja",
    "approval: []",
    "approval: {text: ja}",
    f'approval: {{text: "{DIGEST}", in: 2024-02-13-styret}}',
    f'approval: {{text: "{DIGEST}", sig: U1NIU0lHab}}',
    f'approval: {{text: "{DIGEST}", sig: "x y"}}',
    f'approval: {{text: "{DIGEST}", mer: x}}',
    f'approval: {{text: " {DIGEST} ", item: " sak 4. "}}',
    f'approval: {{text: "{DIGEST}", supersedes: [{{text: "{DIGEST}", in: a}}]}}',
    f'circulation: {{text: "{DIGEST}", on: 2024-01-12}}',
    f'circulation: {{text: "{DIGEST}", on: i går}}',
    "circulation: {}",
    f'circulation: {{text: "{DIGEST}", forced: hastet: sak}}',
    f'circulation: {{text: "{DIGEST}", forced: hastet}}',
    "circulation: {text: a, text: b}",
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
    "---x",
    "sted: \xa0rom",
    "sted: o\u0308st",
    "\u1e9b\u0323: \u0344",
    "sted: \u1e0d\u0307",
    "o\u0308: x",
    "kopi: {a: b}",
    'kopi: {a: "b, c", d: e}',
    "kopi: {b: x, a: y}",
    "sted: " + "x" * 1001,
    "sted: " + "å" * 1001,
    "sted: x" + "\u0323" * 1001,
)
BODY_LINES = (
    "## 1. Godkjenning",
    "Løpende tekst.",
    "Tekst med blanke.  ",
    "\tInnrykk",
    "| a | b |",
    "`kode`",
    "```",
    "~~~",
    "<!-- skjult",
    "-->",
    "<b>x</b>",
    "> sitat",
    "> - [x] @ida Sitert ^abcd1",
    "  > sitat",
    "- [ ] @ida Ring ^abcd1",
    "- [x] @per Skriv ^abcd2",
    "- [x] Bare haket",
    "- [-] @per Droppet ^a-b-c",
    "- [/] Startet @ola ^abcd3",
    "* [X] @ida.m Send brev ^abcd4",
    "1. [x] @ida Talt ^abcd5",
    "1) [x] a ^zz99",
    "- [x] @ida Send brev ^",
    "- [x]",
    "- [x] ",
    "-  [x]  @ida Bredt ^abcd6",
    "-\t[x]\t@ida Tabulator ^abcd6",
    "  - [x] @per Under ^bbcd1",
    "\t- [x] @per Tabulator ^bbcd2  ",
    "- [x] a ^Abcd",
    "- [x] a^abcd7",
    "- [å] Rart tegn ^abcd9",
    "- [x\u0302] a ^abcd9",
    "- [x] ^abcd9",
    "- [x] x ^abcd9 x",
    "  - 2024-01-20 ferdig",
    "  - 2024-01-09 ferdig",
    "  - 2023-12-20 ferdig",
    "  - 2024-01-21 frist:2024-05-01 @per",
    "  - 2024-01-20 ferdig nesten",
    "- 2024-01-20 ferdig",
    "  1) 2024-01-24 @ida,@per",
    "\t- 2024-01-24 ferdig",
    "  - en merknad",
    "    mer om det",
    "",
    "   ",
    "\t",
    "<<<<<<< HEAD",
    "=======",
    ">>>>>>> x",
    "a|||||||",
    "---",
    "--- ",
    "\u2028",
    "\x0c",
    "\x85",
    "o\u0308l",
    "\u0344",
    "\u1100\u1161",
    "\U0001f600",
    "漢字",
    "x\r",
    "a\rb",
    "a" * 1001,
    "x" + "\u0323" * 1001,
    "\x00",
    "\ufeff",
)

SLIPS = (
    "",
    " ",
    "\n",
    "\r",
    "-",
    "[",
    "]",
    "^",
    "@",
    "#",
    ">",
    ":",
    "\t",
    "x",
    "`",
    "\u0301",
    "å",
    '"',
    "'",
    "{",
    "}",
    ",",
    "\\",
    "\ud800",
)


def hold(data: bytes, path: str = PATH) -> Filed:
    """What the trail knows of a text: the same as its page says, and still that when it was handed from one process to another."""
    found = read_filed(path, data)
    assert unpack(pack([found])) == [found]
    try:
        there = document.read(path, data)
    except document.NotText:
        there = None
    if there is None:
        assert found == Filed(path, file_id(path), problem="not-text", marked=found.marked)
        return found
    page = read_page(there).page
    if isinstance(page, Minutes):
        assert (found.id, found.on, found.start, found.group, found.status) == (page.id, page.on, page.start, page.group, page.status)
        assert (found.circulation, found.approval, found.approves) == (page.circulation, page.approval, page.approves)
        assert found.digest == digest(there, page.on)
        assert {person_parts(text.strip())[0] for _, text in found.people} >= {person.name for person in page.attendance}
    else:
        assert not found.is_minutes
    return found


def written(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@MOST
@given(st.lists(st.sampled_from(BODY_LINES), max_size=14), st.sampled_from(("", "\n", "\n\n", " ")))
def test_any_body(lines: list[str], end: str) -> None:
    hold(written(HEADER + "\n".join(lines) + end))


@MOST
@given(st.lists(st.sampled_from(HEADER_LINES), max_size=9), st.booleans())
def test_any_header(lines: list[str], has_day: bool) -> None:
    first = ["tittel: Møte", "dato: 2024-01-09"] if has_day else []
    hold(written("\n".join(["---", *first, *lines, "---", "", "- [x] @ida Ring ^abcd1", ""])))


@MOST
@given(st.integers(0, 2**32))
def test_ordinary_minutes_with_a_slip_of_the_pen(seed: int) -> None:
    r = random.Random(seed)
    lines = [*HEADER.split("\n")[:-1], "", *r.choices(BODY_LINES[:33], k=12), ""]
    if r.randrange(3) == 0:
        lines.insert(r.randrange(1, 14), r.choice(HEADER_LINES))
    if r.randrange(3) == 0:
        del lines[r.randrange(len(lines))]
    text = "\n".join(lines)
    for _ in range(r.randrange(3)):
        at = r.randrange(len(text))
        sign = r.choice(SLIPS)
        text = text[:at] + sign + text[at + r.randrange(2) :]
    hold(written(text))


@pytest.mark.parametrize("line", HEADER_LINES)
def test_each_line_of_a_header_by_itself(line: str) -> None:
    for at in range(1, HEADER.count("\n")):
        lines = HEADER.split("\n")
        hold(written("\n".join([*lines[:at], line, *lines[at:]])))
        hold(written("\n".join([*lines[:at], line, *lines[at + 1 :]])))


@pytest.mark.parametrize("line", BODY_LINES)
def test_each_line_of_a_body_by_itself_and_under_an_action(line: str) -> None:
    for before in ("", "- [ ] @ida Ring ^abcd1\n", "- [x] Bare haket\n", "> - [x] Sitert ^abcd1\n"):
        for after in ("", "\n", "\n  - 2024-01-20 ferdig\n"):
            hold(written(HEADER + before + line + after))


@pytest.mark.parametrize("beginning", ["\ufeff", "\n", " ", "--- \n", "---\n", "x"])
def test_another_beginning(beginning: str) -> None:
    hold(written(beginning + HEADER))


@pytest.mark.parametrize("path", ["meetings/groups/a.md", "meetings/items/a.md", "meetings/2024/a.b.md", "meetings/.md", "meetings/o\u0308st.md"])
def test_another_path(path: str) -> None:
    hold(written(HEADER), path)


def test_bytes_that_are_no_text() -> None:
    for broken in (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xc3"):
        assert hold(written(HEADER) + broken).problem == "not-text"
        assert hold(written(HEADER).replace(b"styret", broken)).problem == "not-text"


def test_what_the_tool_writes_is_nothing_strange() -> None:
    found = hold(written(HEADER))
    assert found.extra == ()
    assert found.remarks == ()
    assert found.approval is not None
    assert (found.approval_line, found.status_line, found.approves_line) == (15, 11, 12)
    assert [text for _, text in found.people] == ["Ida Moen (leder)", "Ida Moen (leder)", "Per Aas (Øvre Elvdal)"]
