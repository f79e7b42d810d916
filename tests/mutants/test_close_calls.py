"""Cases that one sign of the code decides: bugs planted on purpose (bugs.txt) lived through the tests of their rooms, and are found here."""

import hashlib
import os
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from referat.approvals.facts import Facts, History
from referat.approvals.filed import Filed
from referat.approvals.filing import read_filed
from referat.approvals.findings import Finding
from referat.approvals.live_places import live_places
from referat.approvals.rules_history import forgotten
from referat.approvals.verify import Verified
from referat.book import Book
from referat.changes.check_book import findings
from referat.checks import days as days_checked
from referat.checks.groups import loops
from referat.checks.references import attachments_of
from referat.cli.problem_output import marked_line
from referat.documents import days as days_read
from referat.documents.pdf import _in_columns
from referat.documents.task_lists import read_taskwarrior
from referat.format import due_words, lookalikes, person, tasks
from referat.format.document import parse
from referat.format.settings import read_people
from referat.git import gitdir
from referat.git.entries import Entries
from referat.handouts import minutes as held_out
from referat.handouts.reports import ReportScope, moves
from referat.index import signatures
from referat.intake.presence import _once
from referat.languages.lexicon import Phrases, tokens
from referat.model.action import State
from referat.model.approval import ApprovalPolicy
from referat.model.dates import read_day
from referat.model.isoday import is_day
from referat.model.place import Place
from referat.query.decisions import decided
from referat.query.timeline import SavedHistory, life_of
from referat.render import ics, layout
from referat.store import attached_files
from referat.templates.refresh import _trimmed
from tests.small_books import known, minutes, on_disk, page


def test_a_day_without_year_far_ahead_may_be_last_years() -> None:
    match = days_checked._DATE.match("20. desember")
    assert match is not None
    assert days_checked._days(match, date(2024, 1, 10)) == [date(2024, 12, 20), date(2023, 12, 20)]
    assert days_checked._days(match, date(2024, 11, 10)) == [date(2024, 12, 20)]


def test_two_groups_each_under_the_other_are_both_named() -> None:
    ring = [SimpleNamespace(id=own, parent=above, path=own, title=own) for own, above in (("a", "b"), ("b", "A"), ("c", "a"))]
    context = SimpleNamespace(groups=ring, groups_by_id={one.id: one for one in ring}, at=lambda code, path, *_, **__: (code, path))
    assert list(loops(context)) == [("group-under-itself", "a"), ("group-under-itself", "b")]  # type: ignore[comparison-overlap, arg-type]


def test_attachments_are_named_without_the_blanks_around_them() -> None:
    assert attachments_of(" kart.pdf \n\n  budsjett.xlsx\t", "") == ["kart.pdf", "budsjett.xlsx"]


def test_a_line_that_just_fits_is_not_cut() -> None:
    assert marked_line("abcdefXyyyyy", 7, 1, 10)[0].startswith("abcdefX")
    assert marked_line("abcdefgXyyyyy", 8, 1, 10)[0].startswith("…")


def test_days_come_as_they_stand_whatever_their_form() -> None:
    found = days_read.days("3. mai 2024 og ikke 2024-05-01")
    assert [(day.day, day.month) for day in found] == [(3, 5), (1, 5)]


def test_a_cell_alone_is_of_the_table_where_the_first_column_is_empty() -> None:
    starts = (10.0, 50.0)
    assert _in_columns([(50.0, "mer om det", 90.0)], starts) == ["", "mer om det"]  # type: ignore[list-item]
    assert _in_columns([(10.0, "en ny linje", 90.0)], starts) is None  # type: ignore[list-item]


def test_a_task_of_a_list_stands_on_one_line() -> None:
    content = read_taskwarrior('[{"description": "Ring   kommunen\\n straks", "status": "pending"}]', "x.json")
    assert "Ring kommunen straks" in content.blocks[0].text


@pytest.mark.parametrize(("text", "plain"), [("_fredag_ nå", " fredag  nå"), ("*fredag* nå", " fredag  nå"), ("a < b", "a < b")])
def test_emphasis_counts_for_nothing(text: str, plain: str) -> None:
    assert due_words.masked(text) == plain


def test_a_row_of_a_table_with_a_day_alone_is_an_action_without_a_box() -> None:
    assert lookalikes.forgotten_box("| @kari | Ring rådmannen | 2024-05-01 |")
    assert lookalikes.forgotten_box("| @kari | Ring rådmannen | siden |") is None


def test_all_that_stands_behind_a_name_is_about_the_person() -> None:
    assert person._cut("Kari Nes (leder) (Oslo)") == ("Kari Nes", "leder, Oslo")


@pytest.mark.parametrize(("text", "is_one"), [("kari", True), ("kari.nes", True), ("kari..nes", False), ("kari.", False), ("1a", False)])
def test_what_is_a_handle(text: str, is_one: bool) -> None:
    assert tasks.is_name(text) is is_one


def test_words_between_owners_are_read_in_capitals_too() -> None:
    assert tasks.read_task("@ada ELLER @bo ring").is_either
    assert not tasks.read_task("@ada OG @bo ring").is_either


def test_a_head_that_leads_elsewhere_is_gits_to_read(tmp_path: Path) -> None:
    (tmp_path / "HEAD").write_text("ref: refs/heads/.invalid\n", encoding="utf-8")
    assert gitdir.branch_in(str(tmp_path), str(tmp_path)) is None


def test_head_and_the_branch_that_it_names_are_on_its_way(tmp_path: Path) -> None:
    (tmp_path / "refs/heads").mkdir(parents=True)
    (tmp_path / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (tmp_path / "refs/heads/main").write_text("0" * 40 + "\n", encoding="utf-8")
    assert [os.path.relpath(path, tmp_path) for path in gitdir.way_of_head(str(tmp_path), str(tmp_path))] == ["HEAD", "refs/heads/main"]


def test_what_was_closed_on_no_known_day_is_said_without_one() -> None:
    action = SimpleNamespace(closed_on=date.min, state=State.DONE, due=None, moved=(), is_overdue=lambda _: False, is_open=False)
    assert "januar" not in repr(held_out._standing(SimpleNamespace(language="nb", facts=SimpleNamespace(today=date(2024, 6, 1))), action, ""))  # type: ignore[arg-type]
    action.closed_on = date(2024, 1, 5)
    assert "januar" in repr(held_out._standing(SimpleNamespace(language="nb", facts=SimpleNamespace(today=date(2024, 6, 1))), action, ""))  # type: ignore[arg-type]


def test_a_report_takes_both_its_days_in() -> None:
    asked = ReportScope(since="2024-01-01", until="2024-05-01")
    assert [asked.has(day) for day in ("2023-12-31", "2024-01-01", "2024-05-01", "2024-05-02")] == [False, True, True, False]


def test_the_first_due_date_of_an_action_is_not_moved() -> None:
    row = SimpleNamespace(born_on="2024-05-01", events=[("2024-05-01", "due:2024-06-01", "a", 3), ("2024-05-02", "due:2024-07-01", "a", 4)])
    assert moves(row) == [("2024-05-02", ("a", 4))]  # type: ignore[arg-type]


def test_one_young_time_is_enough_to_distrust_a_file() -> None:
    """As `rsync -t`, git and `cp -p` leave it: an old day of change, and a young one of the entry in the folder."""
    look = signatures.BookFiles.__new__(signatures.BookFiles)
    look.now = 1_000 * signatures.YOUNG
    assert look._is_young(0, look.now)
    assert not look._is_young(0, 0)


def test_somebody_who_is_named_already_is_not_there_twice() -> None:
    found = [SimpleNamespace(person=SimpleNamespace(name=name)) for name in ("KARI NES", "Ola Li", "ola li")]
    assert [one.name for one in _once(found, [SimpleNamespace(name="Kari Nes")])] == ["Ola Li"]  # type: ignore[arg-type, list-item]


def test_of_phrases_that_begin_alike_the_longest_is_read() -> None:
    phrases = Phrases([("til", "kort"), ("til stede", "lang"), ("til stede var", "lengst")])
    assert phrases.at(tuple(tokens("til stede var alle")), 0) == (3, "lengst")


@pytest.mark.parametrize(
    ("word", "today", "day"),
    [
        ("+1m", date(2024, 1, 31), date(2024, 2, 29)),
        ("+1m", date(2024, 12, 5), date(2025, 1, 5)),
        ("+12m", date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_so_many_months_ahead(word: str, today: date, day: date) -> None:
    assert read_day(word, today) == day


@pytest.mark.parametrize(("text", "is_one"), [("0000-01-01", False), ("0001-01-01", True), ("1900-02-29", False), ("2000-02-29", True)])
def test_which_days_there_are(text: str, is_one: bool) -> None:
    assert is_day(text) is is_one


def test_decisions_until_a_day_are_those_of_that_day_too() -> None:
    book = known({f"{day}-styret.md": minutes(day, "## 1. Brua\n\n**Vedtak:** Brua males.\n") for day in ("2024-05-01", "2024-05-02")})
    assert [one.minutes.on for one in decided(book.minutes, until="2024-05-01")] == [date(2024, 5, 1)]


def test_what_was_ticked_in_the_meeting_is_no_later_life_of_its_minutes() -> None:
    held = page("meetings/2024-05-01-styret.md", minutes("2024-05-01", "- [x] Ring ^abcd1\n  - 2024-05-01 ferdig\n  - 2024-05-02 gjenåpnet\n"))
    assert [day for _, day, _ in life_of(held, SavedHistory()).followed_up] == [date(2024, 5, 2)]  # type: ignore[arg-type]


def test_a_line_of_a_calendar_is_never_too_long() -> None:
    for line in ("a" + "æ" * 120, "ab" + "æ" * 120):
        assert {len(piece.encode()) for piece in ics._folded(line).split("\r\n")[:-1]} <= {74, 75}


def test_as_much_of_a_word_as_fits() -> None:
    assert (layout._beginning("abcdef", 3), layout._beginning("ab", 3)) == ("abc", "ab")


def test_a_file_with_a_nul_is_no_text_whatever_comes_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached_files, "_PIECE", 4)
    for name, data, forms in (("a.bin", b"\0abc\r\nabcd", 1), ("a.txt", b"xabc\r\nabcd", 2)):
        (tmp_path / name).write_bytes(data)
        with open(tmp_path / name, "rb") as file:
            found = attached_files._digests(file.fileno())
        assert hashlib.sha256(data).hexdigest() in str(found)
        assert len(set(found)) == forms


def test_the_last_line_of_a_file_can_be_shown(tmp_path: Path) -> None:
    book = Book.open(on_disk(tmp_path, {"2024-05-01-styret.md": minutes("2024-05-01", "første\nsiste")}))
    last = book.document("meetings/2024-05-01-styret.md").texts
    assert book.line_text(Place("meetings/2024-05-01-styret.md", len(last))) == last[-1] != ""
    assert book.line_text(Place("meetings/2024-05-01-styret.md", len(last) + 1)) == ""


def test_no_blank_line_is_left_at_either_end() -> None:
    assert _trimmed(["", " \t", "a", "", "b", "  ", ""]) == ["a", "", "b"]


# ---------------------------------------------------------------- approvals


def approved(name: str) -> Filed:
    approval = '{text: "sha256:0", in: 2024-06-01-styret, item: "2", on: 2024-06-01, by: Signe Haugstad, recorded: 2024-06-02T10:00:00Z}'
    text = f"---\ntittel: Møte\ngruppe: styret\ndato: 2024-05-01\nstatus: godkjent\napproval: {approval}\n---\n\nTekst.\n"
    return read_filed(f"meetings/{name}.md", text.encode())


def test_an_approval_that_the_history_tells_of_is_not_forgotten_under_another_name() -> None:
    one = approved("2024-05-01-styremøte")
    assert one.approval is not None

    def told(digest: str) -> list[str]:
        entries = Entries(("e1",), ("",), (0,), (f"Referat-Approve: 2024-05-01-styret {digest}",))
        return [found.rule for found in forgotten(Facts((one,), history=History(entries=entries)))]

    assert (told(one.digest), told("sha256:" + "1" * 64)) == ([], ["R09"])


def test_a_policy_holds_from_its_very_moment() -> None:
    new, old = ApprovalPolicy(signatures="required"), ApprovalPolicy()
    facts = Facts((), policies=lambda: ((100, new), (0, old)))
    assert [facts.policy_at(moment) for moment in (99, 100, 101)] == [old, new, new]


def test_a_number_of_more_than_three_signs_in_a_later_line_is_named() -> None:
    lines = "- [x] Ring ^abcd1\n  123. 2024-05-02 ferdig\n  1234. 2024-05-03 gjenåpnet\n"
    live = live_places(parse("meetings/a.md", minutes("2024-05-01", lines)), date(2024, 5, 1))
    assert "1234" in repr(live.named)
    assert "'123'" not in repr(live.named)


def test_what_differs_from_what_was_seen_can_be_accepted_and_nothing_else() -> None:
    def accepted(*rules: str) -> bool:
        verified = SimpleNamespace(findings=tuple(Finding(rule, "x") for rule in rules))
        return Verified.can_be_accepted.fget(verified)  # type: ignore[attr-defined, no-any-return]

    assert [accepted("R10", "R08c"), accepted("R15"), accepted("R10", "R01")] == [True, True, False]


# ---------------------------------------------------------------- registers, headings, tags


@pytest.mark.parametrize(("said", "is_reminded"), [("Nei", False), ("NO", False), ("Ja", True), ("kanskje", False)])
def test_who_wants_no_reminders_may_say_so_in_capitals(said: str, is_reminded: bool) -> None:
    (one,), _ = read_people("meetings/people.yaml", f'kari: {{navn: Kari Nes, reminders: "{said}"}}\n')
    assert one.is_reminded is is_reminded


def test_a_numbered_heading_with_deeper_ones_under_it_is_an_item() -> None:
    held = page("meetings/2024-05-01-a.md", minutes("2024-05-01", "## 1. Økonomi\n\n### 1.1 Regnskap\n\nSett.\n\n## 2. Brua\n\nMales.\n"))
    assert next(item.number for item in held.items) == "1"  # type: ignore[union-attr]


def test_a_group_that_minutes_name_is_known_without_a_file(tmp_path: Path) -> None:
    text = minutes("2024-05-01", "- [ ] @kari Ring +styret ^abcd1\n- [ ] @kari Skriv +skogen ^abcd2\n")
    book = Book.open(on_disk(tmp_path, {"2024-05-01-styret.md": text, "groups/kraft.md": "---\ntittel: Kraft\n---\n"}))
    assert [one.place.column for one, _ in findings(book, date(2024, 5, 2)) if "group" in one.code] == [9, 19]  # the header, and +skogen
