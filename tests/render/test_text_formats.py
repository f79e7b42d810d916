"""What a stranger's text can and cannot do in each format, and whether the format's own readers read it back."""

import csv
import io
import json
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from referat.model.text import safe, width
from referat.query.rows import ActionRow
from referat.render.action_sheet import action_sheet
from referat.render.csvtext import _quoted
from referat.render.formats import FORMATS, written
from referat.render.ics import task
from referat.render.layout import broken, fitted
from referat.render.markdown import escaped
from referat.render.sheet import Column

TODAY = "2024-05-20"
HOSTILE = [
    "\x1b[31mrød\x1b[0m",
    "\x9b2J",
    "\x1b]8;;http://evil.example\x07lenke",
    "a\u202eb",
    "[/foo] [red]x[/red]",
    "=SUM(A1)",
    "+47 900",
    "-1+1|cmd",
    "@ada",
    "＝1",
    "a\tb",
    'sa "nei"',
    "a;b,c",
    "<script>alert(1)</script>",
    "| kolonne |",
    "* punkt",
    "1. punkt",
    "# tittel",
    "`kode`",
    "x",
    "x ferdig",
    "(A)",
    "(A) viktig",
    "2024-01-01 dato",
    "æøå",
    "日本語のとても長い文章",
    "👩‍👩‍👧",
    "\\n",
    "--option",
    "'",
    "$HOME",
    "%s {0}",
]
LINE_ENDS = "\n\r\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e"
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"], exclude_characters=LINE_ENDS), max_size=60))
DAYS = st.one_of(st.just(""), st.dates(date(2020, 1, 1), date(2027, 12, 31)).map(date.isoformat))


def made(text: str = "Ring", **fields: object) -> ActionRow:
    whole = {
        "id": "abcd1",
        "text": text,
        "state": "open",
        "owners": (),
        "groups": (),
        "due": "",
        "due_written": "",
        "closed_on": "",
        "carried": 0,
        "moved": 0,
        "born_on": "2024-01-01",
        "born_start": "",
        "born_meeting": "2024-01-01-a",
        "born_item": "",
        "born_path": "meetings/a.md",
        "born_line": 3,
        "newest_on": "2024-01-01",
        "newest_meeting": "2024-01-01-a",
        "newest_path": "meetings/a.md",
        "newest_line": 3,
        "meetings": ("2024-01-01-a",),
        "events": (),
    }
    return ActionRow(**{**whole, **fields})


ROWS = st.builds(
    made,
    TEXT.map(lambda text: text if any(c.isalnum() for c in text) else text + "a"),  # nothing else is an action
    id=st.sampled_from(["", "abcd1"]),
    state=st.sampled_from(["open", "in-progress", "done", "dropped"]),
    owners=st.lists(st.tuples(st.sampled_from(["ada", "åse.k"]), TEXT, TEXT), max_size=3).map(tuple),
    groups=st.lists(st.sampled_from(["kraft", "næring"]), max_size=2).map(tuple),
    due=DAYS,
    closed_on=DAYS,
    born_on=DAYS,
    moved=st.integers(0, 3),
)


@given(st.lists(ROWS, max_size=4), st.sampled_from(sorted(FORMATS)), st.integers(20, 130))
def test_nothing_reaches_a_screen_that_could_move_its_cursor(rows: list[ActionRow], name: str, screen: int) -> None:
    text = written(action_sheet(rows, TODAY), name, screen=screen, today=TODAY)
    for character in text.removeprefix("\ufeff"):
        assert character in "\t\r\n\u00ad\u200d" or character.isprintable() or unicodedata.category(character) == "Zs", repr(character)


@given(st.lists(ROWS, max_size=4), st.integers(20, 130))
def test_a_table_never_leaves_the_screen(rows: list[ActionRow], screen: int) -> None:
    for line in written(action_sheet(rows, TODAY), "table", screen=screen).splitlines():
        # Terminals differ on how wide joined emoji are, and so do Rich and we.
        assert min(width(line), cell_len(line)) <= screen


@given(st.lists(ROWS, max_size=4))
def test_plain_text_is_a_line_a_row_with_the_same_columns_always(rows: list[ActionRow]) -> None:
    lines = written(action_sheet(rows, TODAY), "plain").split("\n")
    assert lines.pop() == ""
    assert [line.count("\t") for line in lines] == [13] * len(rows)
    assert all(all(line.split("\t")) for line in lines)


@given(st.lists(ROWS, max_size=4))
def test_json_gives_the_text_back_as_it_was(rows: list[ActionRow]) -> None:
    told = json.loads(written(action_sheet(rows, TODAY), "json"))["actions"]
    names = [[name for _, name, _ in row.owners] for row in rows]
    assert [one["text"] for one in told] == [row.text for row in rows]
    assert [[owner["name"] or "" for owner in one["owners"]] for one in told] == names
    assert [one["overdue"] for one in told] == [bool(row.due) and row.due < TODAY and row.state in {"open", "in-progress"} for row in rows]


@given(st.lists(ROWS, max_size=4), st.sampled_from([("csv", ","), ("csv-excel", ";")]))
def test_csv_is_read_back_and_holds_no_formula(rows: list[ActionRow], dialect: tuple[str, str]) -> None:
    name, separator = dialect
    text = written(action_sheet(rows, TODAY), name).removeprefix("\ufeff")
    assert text.endswith("\r\n")
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    assert len(table) == len(rows) + 1
    assert {len(row) for row in table} == {14}
    for cell in (cell for row in table for cell in row):
        if name == "csv-excel" and re.fullmatch('="[^"]*"', cell):  # a text, and no more
            continue
        assert not cell.startswith(tuple("=+-@\t\r＝＋－＠")), cell
    for row, cells in zip(rows, table[1:], strict=True):
        assert cells[6].removeprefix("'").removeprefix('="').startswith(row.text[:1] if row.text[:1].isalnum() else "")


@pytest.mark.parametrize(
    "text",
    [
        "09e02",
        "12/26",
        "3/26",
        "1-26",
        "45.2",
        "7:3",
        "0042",
        "1234567890123",
        "mar 26",
        "3. mai",
        "12. des.",
        "mai 2026",
        "1,10",
        "5 %",
        "kr 200",
        "1 1/2",
        "2026/3",
        "1,5E3",
        "SANN",
        "3 p",
        "10.02.2026",
        "2/24-25",
        "sep-24",
        "100 000",
        "okt. 24",
        "17. september",
        "00",
        "1.000",
        "des-26",
    ],
)
def test_excel_is_told_what_is_text(text: str) -> None:
    shown = written(action_sheet([made(text)], TODAY), "csv-excel")
    assert f';"=""{text}""";' in shown
    assert f',"{text}",' in written(action_sheet([made(text)], TODAY), "csv")  # other programs get the text alone


@pytest.mark.parametrize(
    "text", ["abcd1", "09x02", "Sak 12/26", "12/26 Veien", "mai", "e", "Møte 3. mai i bua", "3 mars til", "5 kg", "24/7 vakt", "18:00"]
)
def test_what_excel_leaves_alone_is_written_plainly(text: str) -> None:
    assert f';"{text}";' in written(action_sheet([made(text)], TODAY), "csv-excel")


def test_days_and_counts_stay_what_a_list_can_be_sorted_by() -> None:
    shown = written(action_sheet([made(id="09e02", due="2026-04-01", moved=2)], TODAY), "csv-excel").split("\r\n")[1].split(";")
    assert shown[0] == '"=""09e02"""'
    assert '"2026-04-01"' in shown
    assert '"2"' in shown


@given(st.lists(ROWS, max_size=4))
def test_a_calendar_keeps_to_its_standard(rows: list[ActionRow]) -> None:
    text = written(action_sheet(rows, TODAY), "ics", today=TODAY)
    assert text.endswith("END:VCALENDAR\r\n")
    physical = text.removesuffix("\r\n").split("\r\n")
    assert all(0 < len(line.encode()) <= 75 for line in physical)
    lines = re.sub("\r\n ", "", text).removesuffix("\r\n").split("\r\n")
    assert "\n" not in "".join(lines)
    assert lines.count("BEGIN:VTODO") == lines.count("END:VTODO") == len(rows)
    assert sum(line.startswith("DUE;") for line in lines) == sum(bool(row.due) for row in rows)
    for line in lines:
        name, colon, value = line.partition(":")
        assert colon
        assert re.fullmatch(r"[A-Z]+(;VALUE=DATE)?", name)
        if name == "SUMMARY":
            assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    summaries = [line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")]
    unescaped = [re.sub(r"\\(.)", lambda m: m[1], one) for one in summaries]
    assert unescaped == [safe(row.text) for row in rows]


def test_the_same_action_keeps_its_name_in_the_calendar_when_it_moves() -> None:
    before, after = made(due="2024-06-01"), made(due="2024-07-01", newest_line=90, newest_path="meetings/b.md", moved=1)
    uids = [re.findall(r"UID:(.*)\r", written(action_sheet([row], TODAY), "ics", today=TODAY)) for row in (before, after)]
    assert uids[0] == uids[1] == ["abcd1-20240101@referat"]


@given(st.lists(ROWS, max_size=4))
def test_todo_txt_reads_every_line_as_the_task_it_is(rows: list[ActionRow]) -> None:
    lines = written(action_sheet(rows, TODAY), "todotxt").split("\n")[:-1]
    assert len(lines) == len(rows)
    for row, line in zip(rows, lines, strict=True):
        assert line.startswith("x ") == (not row.is_open)
        assert not re.match(r"\([A-Z]\) ", line)
        assert (f"due:{row.due}" in line.split()) == bool(row.due) or "due:" in row.text
        if row.is_open and (found := re.match(r"(\d{4}-\d{2}-\d{2})(?: |\Z)", line)):
            assert found[1] == row.born_on


@given(ROWS)
def test_todo_txt_has_no_context_project_or_day_that_the_action_has_not(row: ActionRow) -> None:
    words = written(action_sheet([row], TODAY), "todotxt").split()
    assert sorted(word for word in words if re.match(r"@\S", word)) == sorted(f"@{safe(handle)}" for handle, *_ in row.owners)
    assert sorted(word for word in words if re.match(r"\+\S", word)) == sorted(f"+{safe(group)}" for group in row.groups)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ring +47 90 og spør @alle", "Ring '+47 90 og spør '@alle"),
        ("Svar start:2026-05-01 om det", "Svar start: 2026-05-01 om det"),
        ("Se id:7 og due:snart", "Se id: 7 og due: snart"),
        ("Møt kl. 18:00, skriv til a@b.no, http://x.no", "Møt kl. 18:00, skriv til a@b.no, http://x.no"),
    ],
)
def test_todo_txt_takes_words_of_a_task_for_words(text: str, shown: str) -> None:
    assert written(action_sheet([made(text)], TODAY), "todotxt") == f"2024-01-01 {shown} id:abcd1\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*x* _y_ `z`", r"\*x\* \_y\_ \`z\`"),
        ("a | b", r"a \| b"),
        ("[l](http://x)", r"\[l\](http://x)"),
        ("<b>", r"\<b\>"),
        ("- punkt", r"\- punkt"),
        ("12. punkt", r"12\. punkt"),
        ("vanlig tekst, 1.2 og a-b", "vanlig tekst, 1.2 og a-b"),
        ("&amp;", r"\&amp;"),
        ("\x1b", r"\\x1b"),
    ],
)
def test_markdown_shows_the_text_as_written(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_a_markdown_table_has_as_many_cells_in_every_row(rows: list[ActionRow]) -> None:
    lines = written(action_sheet(rows, TODAY), "md").splitlines()
    assert len(lines) == len(rows) + 2
    cells = [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in lines]
    assert len(set(cells)) == 1


def test_a_report_is_no_calendar() -> None:
    from referat.render.sheet import Report

    with pytest.raises(ValueError, match="cannot write a report"):
        written(Report("x", "X", {}), "ics")


@given(TEXT, st.integers(4, 60))
def test_breaking_a_text_loses_none_of_it(text: str, cells: int) -> None:
    lines = broken(text, cells, "  ")
    assert "".join("".join(line.split()) for line in lines) == "".join(text.split())
    assert all(width(line) <= max(cells, 4) for line in lines)


def test_no_word_is_cut_where_another_column_has_room() -> None:
    columns = [Column("what", "What", lambda row: row[0], wraps=True), Column("how", "How", lambda row: row[1], wraps=True)]
    cells = [["meetings/2026-11-30-velforeningen.md", "referat save"], ["short", "referat circulate 2026-11-30-velforeningen"]]
    assert [wide for _, wide in fitted(columns, cells, 70) or []] == [36, 32]


def test_a_word_that_does_not_fit_is_broken_where_the_line_is_full() -> None:
    assert broken("abcdefghij", 4, "") == ["abcd", "efgh", "ij"]
    assert broken("ab cdefghij", 6, "  ") == ["  ab", "  cdef", "  ghij"]


def test_only_what_was_done_has_a_day_of_completion_in_a_calendar() -> None:
    assert "COMPLETED:20240501" in "\n".join(task(made(state="done", closed_on="2024-05-01"), "2024-06-01"))
    assert "COMPLETED" not in "\n".join(task(made(state="dropped", closed_on="2024-05-01"), "2024-06-01"))


def test_a_number_below_zero_is_no_formula() -> None:
    assert _quoted("-5") == '"-5"'
    assert _quoted("-5+1") != '"-5+1"'
