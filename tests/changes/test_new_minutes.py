"""Preparing minutes: which group, which day, which template, which file."""

from datetime import date
from pathlib import Path

import pytest

from referat.book import Book
from referat.changes.new_minutes import (
    InTheWay,
    NewOptions,
    NoSuchTime,
    NoTemplate,
    NothingToRefresh,
    NotRefreshed,
    Prepared,
    TemplateUnreadable,
    WhichDay,
    WhichGroup,
    prepare,
)
from referat.changes.transaction import Save, begin_transaction
from referat.changes.typed import FarOff
from referat.query.days import NotADay
from referat.query.lookup import UnknownGroup
from tests.small_books import group, minutes, on_disk

TODAY = date(2024, 5, 1)
STYRET = {"groups/styret.md": group("Styret i Elvdal", "møteplan: [2024-06-04, 2024-09-10]\nmedlemmer: [Ada Vik]\n")}


def prepared(root: Path, today: date = TODAY, **asked: object) -> Prepared:
    with begin_transaction(root) as transaction:
        found = prepare(transaction, NewOptions(**asked), today)  # type: ignore[arg-type]
        transaction.write("", Save.NEVER)
    return found


@pytest.fixture
def book(tmp_path: Path) -> Path:
    last = minutes("2024-04-23", "- [ ] @ada Ring ^b7r2k\n", more="neste: 2024-06-01 kl. 18.00, Låven")
    return on_disk(tmp_path, {**STYRET, "2024-04-23-styret.md": last})


def test_the_last_minutes_give_day_time_and_place(book: Path) -> None:
    found = prepared(book)
    (made,) = [m for m in Book.open(book).minutes if m.path == found.path]
    assert (found.path, made.on, made.start, made.venue) == ("meetings/2024-06-01-styret.md", date(2024, 6, 1), "18:00", "Låven")
    assert made.next_on == date(2024, 6, 4)


def test_what_is_asked_for_goes_first(book: Path) -> None:
    found = prepared(book, day="fredag", time="09.00–10.00", venue="Teams", title="Ekstra møte: bru")
    (made,) = [m for m in Book.open(book).minutes if m.path == found.path]
    assert (made.on, made.time_text, made.venue, made.title) == (date(2024, 5, 3), "09.00–10.00", "Teams", "Ekstra møte: bru")


def test_a_due_date_in_words_is_carried_as_the_day_it_meant_where_it_was_born(tmp_path: Path) -> None:
    body = "- [ ] @ada Ring innen fredag ^b7r2k\n"
    book = on_disk(tmp_path, {**STYRET, **{f"{day}-styret.md": minutes(day, body) for day in ("2024-04-02", "2024-04-23")}})
    assert "- [ ] @ada Ring frist:2024-04-05 ^b7r2k" in (book / prepared(book, day="fredag").path).read_text()


def test_the_title_of_an_annual_meeting_is_not_for_the_next_one(tmp_path: Path) -> None:
    files = {"2024-03-05-styret.md": minutes("2024-03-05", ""), "2024-04-02-styret.md": minutes("2024-04-02", "")}
    files["2024-03-05-styret.md"] = files["2024-03-05-styret.md"].replace("tittel: Møte", "tittel: Møte i hagelaget")
    files["2024-04-02-styret.md"] = files["2024-04-02-styret.md"].replace("tittel: Møte", "tittel: Årsmøte")
    book = on_disk(tmp_path, {**STYRET, **files})
    assert "tittel: Møte i hagelaget\n" in (book / prepared(book, day="fredag").path).read_text()


def test_twice_is_as_once(book: Path) -> None:
    found = prepared(book)
    text = (book / found.path).read_bytes()
    for asked in ({}, {"day": "2024-06-01"}, {"day": "next"}, {"day": "2024-06-01", "time": "18.00"}, {"refresh": True}):
        again = prepared(book, **asked)
        assert (again.path, again.was_there) == (found.path, True)
        assert (book / found.path).read_bytes() == text
    assert len(Book.open(book).minutes) == 2


def test_another_meeting_on_the_same_day_is_named_by_its_time_or_a_word(book: Path) -> None:
    prepared(book)
    found = prepared(book, day="2024-06-01", time="20.00")
    assert (found.path, found.was_there) == ("meetings/2024-06-01-styret-2000.md", False)
    extra = prepared(book, day="2024-06-01", extra="Budsjett")
    assert (extra.path, extra.was_there) == ("meetings/2024-06-01-styret-budsjett.md", False)
    assert prepared(book, day="2024-06-01", extra="budsjett").was_there


def test_earlier_files_are_not_touched(book: Path) -> None:
    before = {path: path.read_bytes() for path in book.rglob("*.md")}
    prepared(book)
    prepared(book, refresh=True)
    assert {path: path.read_bytes() for path in before} == before


def test_a_draft_gets_what_is_new_since_and_keeps_what_was_written(book: Path) -> None:
    found = prepared(book)
    draft = book / found.path
    draft.write_text(draft.read_text().replace("## 1.", "Velkommen!\n\n## 1."))
    (book / "meetings/items").mkdir()
    (book / "meetings/items/kart.md").write_text("---\ntittel: Nytt kart\ngruppe: styret\ntil: neste\n\n---\n")
    earlier = book / "meetings/2024-04-23-styret.md"
    earlier.write_text(earlier.read_text() + "\n- [ ] @bo Skriv ^c7r2k\n")
    again = prepared(book, refresh=True)
    assert [one.id for one in again.agenda.actions] == ["c7r2k"]
    text = draft.read_text()
    assert "Velkommen!\n\n## 1." in text
    assert text.index("^b7r2k") < text.index("^c7r2k") < text.index("items/kart.md")


@pytest.mark.parametrize("status", ["sendt", "godkjent", "godkjendt"])
def test_minutes_that_are_no_draft_are_refused(book: Path, status: str) -> None:
    path = book / "meetings/2024-06-01-styret.md"
    path.write_text(minutes("2024-06-01", "", status=status))
    with pytest.raises(NotRefreshed):
        prepared(book, day="2024-06-01", refresh=True)
    assert path.read_text() == minutes("2024-06-01", "", status=status)


def test_a_refresh_without_a_draft_says_so(book: Path) -> None:
    with pytest.raises(NothingToRefresh):
        prepared(book, day="2024-06-01", refresh=True)


def test_a_refresh_without_a_day_takes_the_newest_draft_even_when_its_day_has_passed(book: Path) -> None:
    assert prepared(book, today=date(2024, 12, 1), refresh=True).path == "meetings/2024-04-23-styret.md"


def test_a_file_in_the_way_is_neither_overwritten_nor_passed_over(book: Path) -> None:
    path = book / "meetings/2024-06-01-styret.md"
    path.write_text("---\ntittel: [\n---\n")
    with pytest.raises(InTheWay):
        prepared(book)
    assert path.read_text() == "---\ntittel: [\n---\n"


def test_a_name_that_another_kind_of_file_has_is_not_given_out(book: Path) -> None:
    (book / "meetings/items").mkdir()
    (book / "meetings/items/2024-06-01-STYRET.md").write_text("---\ntittel: Sak\n---\n")
    assert prepared(book).path == "meetings/2024-06-01-styret-2.md"


@pytest.mark.parametrize(("day", "on"), [("i går", "2024-04-30"), ("sist fredag", "2024-04-26"), ("i dag", "2024-05-01"), ("fredag", "2024-05-03")])
def test_minutes_may_be_begun_when_the_meeting_has_been(book: Path, day: str, on: str) -> None:
    assert prepared(book, day=day).path == f"meetings/{on}-styret.md"


def test_a_day_far_off_is_refused_with_the_two_days_that_it_may_be(book: Path) -> None:
    with pytest.raises(FarOff) as refused:
        prepared(book, day="12.4.")
    assert str(refused.value.facts["days"]) == "2024-04-12, 2025-04-12"


@pytest.mark.parametrize(
    ("asked", "error"),
    [({"day": "i fjor"}, NotADay), ({"time": "snart"}, NoSuchTime), ({"group": "styrt"}, UnknownGroup), ({"template": "x"}, NoTemplate)],
)
def test_what_cannot_be_understood_is_said(book: Path, asked: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        prepared(book, **asked)
    assert len(list((book / "meetings").glob("*.md"))) == 1


def test_a_day_that_nobody_named_is_asked_for(tmp_path: Path) -> None:
    root = on_disk(tmp_path, {"groups/styret.md": group("Styret")})
    for day in ("", "neste"):
        with pytest.raises(WhichDay):
            prepared(root, day=day)


def test_a_book_with_several_groups_asks_which(tmp_path: Path) -> None:
    root = on_disk(tmp_path, {"groups/styret.md": group("Styret"), "groups/rad.md": group("Rådet"), "groups/sti.md": group("Sti", "under: styret\n")})
    with pytest.raises(WhichGroup):
        prepared(root, day="2024-06-01")
    assert prepared(root, group="sti", day="2024-06-01").path == "meetings/2024-06-01-sti.md"


def test_the_first_meeting_of_a_new_book_needs_no_group_file(tmp_path: Path) -> None:
    found = prepared(on_disk(tmp_path, {}), group="../../Ærlig råd", day="2024-06-01")
    assert (found.path, found.lacks_group_file) == ("meetings/2024-06-01-aerlig-rad.md", "meetings/groups/aerlig-rad.md")


def test_members_written_after_the_draft_are_expected_once_it_is_refreshed(tmp_path: Path) -> None:
    root = on_disk(tmp_path, {})
    draft = tmp_path / "meetings" / "2024-06-01-styret.md"
    prepared(root, group="styret", day="2024-06-01")
    before = draft.read_text("utf-8")
    on_disk(tmp_path, {"groups/styret.md": group("Styret", "leder: Ada Vik\nmedlemmer: [Bo Lie, N.N.]\n")})
    found = prepared(root, refresh=True)
    expected = "møteleder: Ada Vik\ntil stede:\n  - Ada Vik\n  - Bo Lie\nforfall: []\n"
    assert before.replace("status: utkast\n", "status: utkast\n" + expected) == draft.read_text("utf-8").partition("\n## 6.")[0]
    assert [person.name for person in found.agenda.present] == ["Ada Vik", "Bo Lie"]
    assert prepared(root, refresh=True).agenda.present == ()


@pytest.mark.parametrize("said", ["til stede:", "forfall: [Bo Lie]", "møteleder: Kari Ås"])
def test_whoever_has_said_something_of_who_comes_is_left_to_it(tmp_path: Path, said: str) -> None:
    text = minutes("2024-06-01", "## 1. Bru\n", more=said)
    root = on_disk(tmp_path, {**STYRET, "2024-06-01-styret.md": text})
    assert prepared(root, day="2024-06-01", refresh=True).agenda.present == ()
    assert (root / "meetings/2024-06-01-styret.md").read_text("utf-8") == text


def test_who_came_to_a_meeting_that_was_held_is_not_made_up(tmp_path: Path) -> None:
    text = "---\ndato: 2024-04-23\ngruppe: styret\nstatus: utkast\n---\n\n## 1. Bru\n"
    root = on_disk(tmp_path, {**STYRET, "2024-04-23-styret.md": text})
    assert prepared(root, day="2024-04-23", refresh=True).agenda.present == ()
    assert (root / "meetings/2024-04-23-styret.md").read_text("utf-8") == text


@pytest.mark.parametrize(("language", "path"), [("nb", "meetings/2024-06-01-mote.md"), ("en", "meetings/2024-06-01-meeting.md")])
def test_a_book_without_groups_has_meetings_too(tmp_path: Path, language: str, path: str) -> None:
    assert prepared(on_disk(tmp_path, {}, language), day="2024-06-01").path == path


def test_a_group_with_a_name_that_is_no_file_name_stays_in_the_book(tmp_path: Path) -> None:
    root = on_disk(tmp_path, {"2024-04-23.md": minutes("2024-04-23", "", group='"../../etc"')})
    found = prepared(root, day="2024-06-01")
    assert found.path == "meetings/2024-06-01-etc.md"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["meetings"]


# ---------------------------------------------------------------- templates of the book's own


def test_a_template_of_the_book_goes_first(book: Path) -> None:
    (book / "templates").mkdir()
    (book / "templates" / "Styre.md").write_text("---\ntittel: Vårt møte\n---\n## {{nummer}}. Vårt\n\n{{oppfølging}}\n\n{{hei}}\n")
    found = prepared(book, day="2024-06-01", template="board")
    text = (book / found.path).read_text()
    assert "tittel: Vårt møte" in text
    assert "## 1. Vårt\n\n- [ ] @ada Ring ^b7r2k\n\n{{hei}}\n" in text
    assert (found.left_out, found.unknown) == (("approvals",), ("{{hei}}",))
    refreshed = prepared(book, day="2024-06-01", template="board", refresh=True)
    assert refreshed.left_out == ("approvals",)
    assert (book / found.path).read_text() == text


def test_a_template_named_as_the_group_is_the_groups_own(book: Path) -> None:
    (book / "templates").mkdir()
    (book / "templates" / "styret.md").write_text("## {{nummer}}. Bare dette\n")
    found = prepared(book)
    assert found.template == "styret"
    assert (book / found.path).read_text().endswith("## 1. Bare dette\n")


def test_a_template_that_cannot_be_read_is_named(book: Path) -> None:
    (book / "templates").mkdir()
    (book / "templates" / "styre.md").write_text("---\ntittel: &a x\n---\n")
    with pytest.raises(TemplateUnreadable):
        prepared(book)


def test_the_groups_own_fixed_items_go_before_the_templates(tmp_path: Path) -> None:
    root = on_disk(tmp_path, {"groups/styret.md": group("Styret", "faste saker:\n  - Økonomi\n  - Hytta (O)\n")})
    text = (root / prepared(root, day="2024-06-01").path).read_text()
    assert "## 2. Økonomi\n\n## 3. Hytta (O)\n\n## 4. Eventuelt\n" in text


def test_a_fixed_item_that_was_postponed_comes_back_once(tmp_path: Path) -> None:
    files = {
        "groups/styret.md": group("Styret", "faste saker:\n  - Økonomi\n  - Hytta (O)\n"),
        "2024-04-23-styret.md": minutes("2024-04-23", "## 1. Hytta (O)\n\nUtsatt.\n"),
    }
    root = on_disk(tmp_path, files)
    text = (root / prepared(root, day="2024-06-01").path).read_text()
    assert text.count("Hytta") == 1
    assert "Fra: 2024-04-23-styret, sak 1\n" in text
    assert "Økonomi\n" in text


def test_a_title_that_names_no_day_lasts(tmp_path: Path) -> None:
    first = minutes("2024-04-23", "").replace("tittel: Møte", "tittel: Onsdagsmøtet på låven")
    root = on_disk(tmp_path, {**STYRET, "2024-04-23-styret.md": first})
    assert "tittel: Onsdagsmøtet på låven\n" in (root / prepared(root).path).read_text()
    dated = first.replace("på låven", "23. april")
    root = on_disk(tmp_path / "b", {**STYRET, "2024-04-23-styret.md": dated})
    assert "tittel: Møte i styret i Elvdal\n" in (root / prepared(root).path).read_text()
