"""Meetings that are moved or cancelled, and what every question then says of them."""

from datetime import date
from pathlib import Path

import pytest

from referat.book import Book
from referat.format.reader import read_page
from referat.query.backlog import waiting_list
from referat.query.carryover import MeetingToPrepare, agenda
from tests.cli.prompt import Said, run
from tests.repositories import git, home, make_repository
from tests.small_books import group, known, minutes, on_disk

__all__ = ["home"]

TODAY = "2025-02-20"
CANCELLED = "cancelled: {on: 2025-02-18, why: Snøstorm}\n"
FILES = {
    "meetings/book.yaml": "språk: nb\n",
    "meetings/groups/laget.md": group("Laget", "leder: Ada Lie\nmøteplan: [2025-03-04, 2025-04-08]\n"),
    "meetings/groups/stien.md": group("Stien", "under: laget\noppnevnt: {i: 2025-03-04-laget, sak: 1}\n"),
    "meetings/items/bro.md": "---\ntittel: Ny bro\ngruppe: laget\ntil: 2025-03-04\n\n---\n\nSaken.\n",
    "meetings/2025-02-04-laget.md": minutes(
        "2025-02-04", "## 1. Løypa\n\nUtsatt til 2025-03-04.\n", group="laget", more="neste: 2025-03-04 kl. 18.00\n"
    ),
    "meetings/2025-03-04-laget.md": minutes(
        "2025-03-04", "## 1. Løypa\n\nFra: 2025-02-04-laget, sak 1\n\n- [ ] @ada Ring frist:8.3. ^r1ng\n", group="laget"
    ),
}


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    return make_repository(tmp_path / "book", FILES)


def typed(book: Path, *words: str) -> Said:
    return run(book, *words, "--today", TODAY)


def text(book: Path, path: str) -> str:
    return (book / "meetings" / path).read_text(encoding="utf-8")


def test_a_moved_meeting_takes_its_name_its_references_and_its_day_along(book: Path) -> None:
    said = typed(book, "move", "neste", "--date", "2025-03-11", "--time", "19.00")
    assert (said.code, git(book, "status", "--porcelain")) == (0, "")
    assert not (book / "meetings/2025-03-04-laget.md").exists()
    now = text(book, "2025-03-11-laget.md")
    assert "dato: 2025-03-11\n" in now
    assert "tid: 19.00\n" in now
    assert "moved:\n  - {from: 2025-03-04-laget, on: 2025-02-20}\n" in now
    assert "frist:2025-03-08 ^r1ng" in now  # read against the day it was on, before that changed
    assert "i: 2025-03-11-laget" in text(book, "groups/stien.md")
    assert "møteplan: [2025-03-11, 2025-04-08]" in text(book, "groups/laget.md")
    assert "neste: 2025-03-11 kl. 18.00" in text(book, "2025-02-04-laget.md")
    assert "til: 2025-03-11" in text(book, "items/bro.md")
    assert typed(book, "show", "2025-03-04-laget").out == typed(book, "show", "2025-03-11").out
    assert "2025-03-11-laget" in typed(book, "actions", "--meeting", "2025-03-04-laget").out
    assert typed(book, "check").code == 0
    assert typed(book, "move", "2025-03-11", "--date", "2025-03-11").code == 0  # already


def test_text_that_was_sent_out_keeps_the_old_name_and_still_finds_the_meeting(book: Path) -> None:
    sent = FILES["meetings/2025-02-04-laget.md"].replace("utkast", "sendt")
    (book / "meetings/2025-02-04-laget.md").write_text(sent, encoding="utf-8")
    assert typed(book, "move", "neste", "--date", "2025-03-01").code == 0
    assert text(book, "2025-02-04-laget.md") == sent
    files = {
        path.removeprefix("meetings/"): (book / path).read_text(encoding="utf-8") for path in git(book, "ls-files").split() if path.endswith(".md")
    }
    facts = known(files)
    assert [case.title for case in agenda(facts, MeetingToPrepare("laget", date(2025, 3, 1), "x")).cases] == [
        "Ny bro"
    ]  # the other is on the moved agenda
    bare = {**files, "2025-03-01-laget.md": files["2025-03-01-laget.md"].replace("Fra:", "Jf.")}
    assert [c.title for c in agenda(known(bare), MeetingToPrepare("laget", date(2025, 3, 1), "x")).cases] == ["Løypa", "Ny bro"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("move", "2025-02-04", "--date", "2025-03-20"), 4, "holdt 2025-02-04"),
        (("move", "neste", "--date", "2025-02-01"), 4, "forbi"),
        (("move", "neste", "--date", "15.1."), 4, "2026-01-15"),
        (("move", "neste", "--date", "29.2."), 4, "2028-02-29"),
        (("cancel", "2025-02-04", "--why", "x"), 4, "cancelled: {on: 2025-02-04"),
        (("cancel", "neste", "--why", " "), 2, "--why"),
        (("circulate", "neste"), 4, "referat notice 2025-03-04-laget"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_meant(book: Path, words: tuple[str, ...], code: int, told: str) -> None:
    said = typed(book, *words)
    assert (said.code, told in said.err) == (code, True), said.err
    assert git(book, "status", "--porcelain") == ""


def test_a_taken_day_is_refused_with_the_name_to_use_and_a_time_makes_it_another_meeting(book: Path) -> None:
    assert typed(book, "new", "laget", "--date", "2025-04-08").code == 0
    typed(book, "save")
    refused = typed(book, "move", "2025-03-04", "--date", "2025-04-08")
    assert (refused.code, "2025-04-08-laget-1800" in refused.err) == (4, True)
    (book / "meetings/2025-04-08-laget.md").write_text(text(book, "2025-04-08-laget.md").replace("tid:", "tid: 10.00"), encoding="utf-8")
    assert typed(book, "move", "2025-03-04", "--date", "2025-04-08", "--time", "18.00").code == 0
    assert (book / "meetings/2025-04-08-laget-1800.md").exists()


def test_a_cancelled_meeting_is_told_everywhere(book: Path) -> None:
    said = typed(book, "cancel", "neste", "--why", "Snøstorm: veien er stengt")
    assert (said.code, git(book, "log", "-1", "--format=%s").strip()) == (0, "Avlyst: 2025-03-04-laget")
    assert 'cancelled: {on: 2025-02-20, why: "Snøstorm: veien er stengt"}' in text(book, "2025-03-04-laget.md")
    assert typed(book, "cancel", "2025-03-04", "--why", "igjen").code == 0
    assert "cancelled" in typed(book, "meetings", "--status", "cancelled").out
    assert "avlyst" in typed(book, "meetings", "--format", "table").out
    assert "Løypa" in typed(book, "items").out
    assert typed(book, "move", "2025-03-04", "--date", "2025-03-20").code == 4
    made = typed(book, "new", "laget")  # the calendar's next day, since the meeting of the fourth is not held
    assert (made.code, (book / "meetings/2025-04-08-laget.md").exists()) == (0, True)
    draft = text(book, "2025-04-08-laget.md")
    assert ("^r1ng" in draft, "Fra: 2025-02-04-laget, sak 1" in draft, "(2025-03-04-laget.md)" in draft) == (True, True, False)
    assert typed(book, "show", "neste").out.startswith("Møte") or "2025-04-08" in typed(book, "show", "neste").out


def test_what_only_a_cancelled_agenda_held_waits_again() -> None:
    files = {
        "groups/laget.md": group("Laget"),
        "2025-02-04-laget.md": minutes("2025-02-04", "## 1. Eventuelt\n\nIngenting.\n", group="laget"),
        "2025-03-04-laget.md": minutes(
            "2025-03-04", "## 1. Nytt tak\n\nVi må ta stilling.\n\n## 2. Eventuelt\n\nHei.\n", group="laget", more=CANCELLED
        ),
    }
    facts = known(files)
    assert [w.title for w in waiting_list(facts.minutes, facts.groups, facts.items)] == ["Nytt tak"]
    files["2025-04-08-laget.md"] = minutes("2025-04-08", "## 1. Nytt tak\n\nFra: 2025-03-04-laget, sak 1\n", group="laget")
    facts = known(files)
    assert waiting_list(facts.minutes, facts.groups, facts.items) == ()


def test_what_stands_on_every_agenda_waits_nowhere_though_it_was_the_first_of_the_kind(book: Path) -> None:
    assert typed(book, "new", "laget", "--date", "2025-05-06").code == 0
    said = typed(book, "cancel", "2025-05-06", "--why", "Snøstorm")
    assert (said.code, len(said.out.splitlines())) == (0, 1), said.out


def test_drafts_and_cancelled_meetings_count_in_no_attendance(tmp_path: Path) -> None:
    who = "til stede: [Ada Lie]\n"
    root = on_disk(
        tmp_path,
        {
            "2025-01-07-laget.md": minutes("2025-01-07", "", group="laget", status="sendt", more=who),
            "2025-02-04-laget.md": minutes("2025-02-04", "", group="laget", more=who),
            "2025-03-04-laget.md": minutes("2025-03-04", "", group="laget", more=who + CANCELLED),
        },
    )
    book = Book.open(root)
    (ada,) = book.people
    assert [m.id for m in book.meetings_of(ada)[0]] == ["2025-01-07-laget"]
    assert ada.attended == 1
    assert [row.status for row in book.meeting_rows] == ["circulated", "draft", "cancelled"]


def test_cancelled_counts_in_a_draft_alone() -> None:
    from referat.format.document import parse

    for status, expected in (("utkast", True), ("sendt", False), ("godkjent", False)):
        page = read_page(parse("meetings/2025-03-04-laget.md", minutes("2025-03-04", "", status=status, more=CANCELLED))).page
        assert page.is_cancelled is expected  # type: ignore[union-attr]


def test_a_meeting_keeps_its_day_and_gets_another_end(book: Path) -> None:
    assert typed(book, "move", "neste", "--date", "2025-03-04", "--time", "18.00-19.00").code == 0
    assert typed(book, "move", "neste", "--date", "2025-03-04", "--time", "18.00-20.30").code == 0
    (now,) = [one for one in Book.open(book).minutes if one.on == date(2025, 3, 4)]
    assert (now.start, now.end) == ("18:00", "20:30")
