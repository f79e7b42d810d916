from datetime import date
from pathlib import Path

import pytest

from referat.book import Book
from referat.errors import ReferatError
from referat.query.days import NotADay, due_by, since
from referat.query.decisions import decided
from referat.query.group_tree import groups_under, heard_from
from referat.query.groups import in_order, stand
from referat.query.identity import handles_of_identity
from referat.query.lookup import Ambiguous, UnknownView
from referat.query.resolve import pick_anything
from referat.query.views import ViewOption, ViewValue, with_view
from tests.small_books import group, on_disk

TODAY = date(2024, 5, 20)


@pytest.fixture(scope="module")
def book() -> Book:
    return Book.open(Path(__file__).parents[1] / "books" / "elvdal")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2024-05-20"),
        ("uke", "2024-05-26"),
        ("week", "2024-05-26"),
        ("måned", "2024-05-31"),
        ("2024-06", "2024-06-30"),
        ("fredag", "2024-05-24"),
    ],
)
def test_due_by(typed: str, day: str) -> None:
    assert due_by(typed, TODAY, lambda group: None).isoformat() == day


def test_due_by_the_next_meeting(book: Book) -> None:
    assert due_by("next styr", TODAY, lambda group: book.next_meeting(group, TODAY)) == date(2024, 6, 4)
    assert due_by("neste", TODAY, lambda group: book.next_meeting(group, TODAY)) == date(2024, 6, 4)
    with pytest.raises(NotADay):
        due_by("some day", TODAY, lambda group: None)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2024-03-01", "2024-03-01"),
        ("2024-03", "2024-03-01"),
        ("last", "2024-04-23"),
        ("03-12", "2024-03-12"),
        ("1.4.2024", "2024-04-01"),
        ("12.3.", "2024-03-12"),
        ("i går", "2024-05-19"),
        ("sist fredag", "2024-05-17"),
    ],
)
def test_since(book: Book, typed: str, day: str) -> None:
    assert since(typed, TODAY, book.minutes).isoformat() == day


def test_on_the_day_of_a_meeting_the_last_one_is_the_one_before(book: Book) -> None:
    assert since("last", date(2024, 4, 23), book.minutes) == date(2024, 3, 12)
    assert since("last", date(2024, 4, 24), book.minutes) == date(2024, 4, 23)


def test_decisions_of_the_last_day_asked_for_are_there(book: Book) -> None:
    days = sorted({one.minutes.on for one in decided(book.minutes)})
    assert len(days) > 1
    assert max(one.minutes.on for one in decided(book.minutes, until=days[-2].isoformat())) == days[-2]
    assert min(one.minutes.on for one in decided(book.minutes, since=days[-2].isoformat())) == days[-2]


def test_an_owner_is_looked_up_among_all_the_groups_above(tmp_path: Path) -> None:
    files = {
        "groups/styret.md": group("Styret", "medlemmer: [Ida Moen (Lia)]\n"),
        "groups/sti.md": group("Stigruppa", "under: styret\n"),
        "groups/kart.md": group("Kartlaget", "under: sti\n", "- [ ] @ida Tegn kartet ^b7r2k\n"),
    }
    (row,) = Book.open(on_disk(tmp_path, files)).rows()
    assert row.owners == (("ida", "Ida Moen", "Lia"),)


def test_a_group_holds_those_under_it_and_hears_news_from_above(book: Book) -> None:
    assert groups_under("styret", book.groups) == ["styret", "bad", "sti"]
    assert groups_under("sti", book.groups) == ["sti"]
    assert [g.id for g in in_order(book.groups)] == ["styret", "bad", "sti"]
    assert [m.group for m in book.minutes_for(["sti"])] == ["styret"] * 3
    standing = {g.group.id: g for g in stand(book.groups, book.open_counts(TODAY), TODAY)}
    assert (standing["bad"].days_left, standing["bad"].is_past_term) == (-19, True)
    assert (standing["sti"].open_actions, standing["sti"].overdue) == (2, 1)


def test_groups_in_a_ring_are_each_listed_once(tmp_path: Path) -> None:
    folder = tmp_path / "meetings" / "groups"
    folder.mkdir(parents=True)
    for name, parent in (("a", "b"), ("b", "a"), ("c", "c")):
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\nparent: {parent}\n---\n")
    groups = Book.open(tmp_path).groups
    assert sorted(g.id for g in in_order(groups)) == ["a", "b", "c"]
    assert list(heard_from(["a"], groups)) == [{"a"}, {"b"}]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sti", ("group", "sti")),
        ("+bad", ("group", "bad")),
        ("kartblad", ("item", "kartblad")),
        ("last", ("meeting", "2024-04-23-styret")),
        ("siste", ("meeting", "2024-04-23-styret")),
        ("2024-06", ("meeting", "2024-06-04-styret")),
        ("Turid Æsøy", ("person", "turid")),
        ("bråten", ("person", "oddvar")),
        ("@sig", ("person", "signe")),
        ("per", ("person", "Per Aas")),
        ("b7r2k", ("action", "b7r2k")),
        ("^b7", ("action", "b7r2k")),
    ],
)
def test_anything_is_found_by_enough_of_its_name(book: Book, typed: str, found: tuple[str, str]) -> None:
    assert pick_anything(typed, book.names, book.minutes, TODAY) == found


@pytest.mark.parametrize("typed", ["", "2024", "xyz", "r2k", "@sti"])
def test_what_is_no_name_or_several_is_said(book: Book, typed: str) -> None:
    with pytest.raises(ReferatError) as caught:
        pick_anything(typed, book.names, book.minutes, TODAY)
    assert isinstance(caught.value, Ambiguous) == (typed == "2024")


def test_people_are_one_however_they_are_written(book: Book) -> None:
    people = {p.called: p for p in book.people}
    assert people["Kåre Lindset"].handle == "kåre"
    assert people["Kåre Lindset"].seats == [("sti", "lead"), ("styret", "member")]
    assert (people["Oddvar Bråten"].attended, people["Oddvar Bråten"].absent) == (1, 1)
    attended, absent = book.meetings_of(people["Oddvar Bråten"])
    assert ([m.id for m in attended], [m.id for m in absent]) == (["2024-03-12-styret"], ["2024-04-23-styret"])
    assert len(people) == 7


def test_a_view_is_a_start_and_what_is_typed_wins() -> None:
    views = {"Mine": {"group": "kraft", "overdue": "ja", "sort": "owner due"}}
    assert with_view({"group": None, "words": None}, "mine", views) == {"group": "kraft", "words": None, "overdue": True, "sort": ["owner", "due"]}
    assert with_view({"group": "bad", "overdue": False}, "mine", views)["group"] == "bad"
    with pytest.raises(UnknownView):
        with_view({}, "yours", views)
    with pytest.raises(ViewOption):
        with_view({}, "x", {"x": {"colour": "red"}})
    with pytest.raises(ViewValue):
        with_view({}, "x", {"x": {"overdue": "maybe"}})


def test_who_is_at_the_keyboard(book: Book) -> None:
    owners = [("jorunn", "Jorunn Sletten", ""), ("nils", "", "")]
    assert handles_of_identity(("Signe Haugstad", ""), book.register, {}, owners) == {"signe"}
    assert handles_of_identity(("X Y", "x@example.org"), book.register, {}, owners) == frozenset()
    assert handles_of_identity(("S. H.", "X@example.org"), book.register, {"signe": "x@example.org"}, owners) == {"signe"}
    assert handles_of_identity(("Jorunn Sletten", ""), book.register, {}, owners) == {"jorunn"}
    assert handles_of_identity(("Nils Lien", ""), book.register, {}, owners) == {"nils"}
    # A name in the middle is left out as people like; of two who differ in it alone, neither is meant.
    among = [("kari", "Kari Anne Moe", ""), ("per.o", "Per Ola Lie", ""), ("per.k", "Per Kai Lie", "")]
    assert handles_of_identity(("Kari Moe", ""), book.register, {}, among) == {"kari"}
    assert handles_of_identity(("Per Lie", ""), book.register, {}, among) == frozenset()
    assert handles_of_identity(("Kari", ""), book.register, {}, among) == frozenset()
