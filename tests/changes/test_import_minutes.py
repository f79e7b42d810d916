"""Importing: what lies there afterwards, under which names, and what is left alone."""

import hashlib
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from referat.book import Book
from referat.changes.attendance_report import AttendanceTaken, WhichMeeting, _Likeness, fill_present, minutes_of
from referat.changes.import_minutes import Intake, NotInBook, Taken, Wish, WordsLost, digests_in, folder_in, group_of
from referat.changes.register_people import new_people, register_people, remember
from referat.changes.transaction import Save, Transaction, begin_transaction
from referat.intake import Alias, Imported, lost_words, read_document
from referat.model.meeting import Minutes
from referat.model.text import fold
from tests.changes.old_minutes import BOOK, LATER, MINUTES, REPORT, TODO, UNDATED
from tests.repositories import put
from tests.small_books import problems_of

TODAY = date(2024, 3, 20)
DRAFT = "meetings/2019-03-04-styret.md"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    put(tmp_path, BOOK)
    return tmp_path


def found(text: str, name: str = "2019-03-04 styret.txt") -> Imported:
    (one,) = read_document(text.encode(), name=name, today=TODAY)
    return one


def taken_in(book: Path, *texts: str, wish: Wish | None = None, names: tuple[str, ...] = ()) -> list[Taken]:
    """The texts taken in one after the other, and written."""
    with begin_transaction(book) as transaction:
        intake = Intake(transaction, wish or Wish("styret"))
        done = [intake.take(found(text, *names[number : number + 1])) for number, text in enumerate(texts)]
        transaction.write("Import", Save.NEVER)
    return done


def texts_of(book: Path) -> dict[str, bytes]:
    return {str(path.relative_to(book)): path.read_bytes() for path in book.rglob("*") if path.is_file() and ".git" not in path.parts}


def test_minutes_become_a_draft_named_by_day_and_group_with_the_digest_of_their_source(book: Path) -> None:
    (taken,) = taken_in(book, MINUTES)
    assert taken.path == DRAFT
    opened = Book.open(book)
    (minutes,) = opened.minutes
    assert minutes.source.is_draft
    assert (minutes.group, minutes.on, [p.name for p in minutes.present or ()]) == ("styret", date(2019, 3, 4), ["Kari Moen", "Ola Berg", "Siri Dal"])
    assert digests_in(opened) == {hashlib.sha256(MINUTES.encode()).hexdigest(): DRAFT}
    assert not lost_words(MINUTES, opened.document(DRAFT).text)


def test_a_working_group_gets_a_file_under_the_group_and_names_the_draft(book: Path) -> None:
    (taken,) = taken_in(book, MINUTES)
    opened = Book.open(book)
    group = next(group for group in opened.groups if group.parent)
    assert taken.new_groups == (group.path,)
    assert (group.parent, group.appointed, [p.name for p in group.lead]) == ("styret", ("2019-03-04-styret", "3/19"), ["Kari Moen"])


def test_a_group_that_the_book_has_is_told_of_and_not_touched(book: Path) -> None:
    text = "---\ntittel: Arbeidsgruppe for lekeplassen\n---\nvår egen tekst\n"
    put(book, {"meetings/groups/lek.md": text})
    (taken,) = taken_in(book, MINUTES)
    assert (taken.new_groups, [stem for _, stem in taken.known_groups]) == ((), ["lek"])
    assert (book / "meetings/groups/lek.md").read_text(encoding="utf-8") == text


def test_names_that_are_taken_are_never_written_over(book: Path) -> None:
    put(book, {DRAFT: "min egen\n", "meetings/groups/2019-03-04-styret-2.md": "---\ntittel: X\n---\n"})
    before = texts_of(book)
    (taken,) = taken_in(book, MINUTES)
    assert taken.path == "meetings/2019-03-04-styret-3.md"  # an id is unique over all kinds
    after = texts_of(book)
    assert {path: after[path] for path in before} == before


def test_minutes_without_a_day_wait_under_a_name_that_says_so_and_check_asks_for_the_day(book: Path) -> None:
    (taken,) = taken_in(book, UNDATED, names=("gjerdet.txt",))
    assert taken.path == "meetings/udatert-gjerdet.md"
    opened = Book.open(book)
    assert not opened.minutes
    assert [problem.code for problem in problems_of(opened)] == ["bad-date"]


def test_a_task_list_becomes_a_note_with_neither_day_nor_status(book: Path) -> None:
    (taken,) = taken_in(book, TODO, names=("todo.txt",))
    opened = Book.open(book)
    assert (taken.path, problems_of(opened)) == ("meetings/todo.md", ())
    assert [row.text for row in opened.action_rows if row.state == "open"] == ["Ring kommunen", "Kjøp maling"]


def test_two_people_with_one_given_name_get_two_handles_over_all_documents(book: Path) -> None:
    taken_in(book, MINUTES, LATER, names=("a.txt", "b.txt"))
    owners = sorted(row.owners[0][:2] for row in Book.open(book).action_rows)
    assert owners == [("ola", "Ola Berg"), ("ola.vik", "Ola Vik")]


def test_a_given_name_that_is_anothers_handle_is_not_used(book: Path) -> None:
    put(book, {"meetings/people.yaml": "ola: Ola Nordmann\n"})
    taken_in(book, MINUTES)
    assert [row.owners[0][1] for row in Book.open(book).action_rows] == ["Ola Berg"]


def test_words_that_would_be_lost_stop_the_document(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referat.changes.import_minutes.to_draft", lambda *_, **__: "---\ntittel: x\ndato: 2019-03-04\n---\n")
    with pytest.raises(WordsLost), begin_transaction(book) as transaction:
        Intake(transaction, Wish("styret")).take(found(MINUTES))
    assert not transaction.changed


def test_lines_with_personal_data_are_named(book: Path) -> None:
    (taken,) = taken_in(book, MINUTES + "Ring meg på tlf. 99 88 77 66 eller ola.berg@lysgard.example\n")
    assert taken.personal == (len(MINUTES.splitlines()) + 1,)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Møte 4. mars.docx", "meetings/originals/Møte 4. mars.docx"),
        ("referat.md", "meetings/originals/referat.md.txt"),  # else the book would read it as a page
        ("-", "meetings/originals/2019-03-04-styret.txt"),
        ("..skjult.txt", "meetings/originals/skjult.txt"),
        ("a\u202eb\x1b[2J.txt", "meetings/originals/a-b-[2J.txt"),
        ("CON:x|y.txt", "meetings/originals/CON-x-y.txt"),
        ("x" * 300 + ".pdf", f"meetings/originals/{'x' * 96}.pdf"),
    ],
)
def test_the_original_is_kept_byte_for_byte_under_a_name_that_is_safe(book: Path, name: str, kept: str) -> None:
    data = MINUTES.encode("utf-16")
    with begin_transaction(book) as transaction:
        intake = Intake(transaction, Wish("styret"))
        assert intake.keep_original(found(MINUTES, name), data, DRAFT) == kept
        transaction.write("Import", Save.NEVER)
    assert (book / kept).read_bytes() == data
    assert not Book.open(book).minutes
    assert not Book.open(book).notes


def test_originals_of_one_name_do_not_meet(book: Path) -> None:
    put(book, {"meetings/originals/a.txt": "fra før"})
    with begin_transaction(book) as transaction:
        intake = Intake(transaction, Wish())
        kept = [intake.keep_original(found(MINUTES, "a.txt"), bytes([number]), DRAFT) for number in range(2)]
        transaction.write("Import", Save.NEVER)
    assert kept == ["meetings/originals/a-2.txt", "meetings/originals/a-3.txt"]
    assert (book / "meetings/originals/a.txt").read_bytes() == b"fra f\xc3\xb8r"


@pytest.mark.parametrize(("typed", "folder"), [("2019", "meetings/2019"), ("meetings/2019/", "meetings/2019"), ("./gamle/år", "meetings/gamle/år")])
def test_folders_for_drafts(book: Path, typed: str, folder: str) -> None:
    assert folder_in(Book.open(book), typed) == folder
    (taken,) = taken_in(book, MINUTES, wish=Wish("styret", folder))
    assert (book / taken.path).is_file()


@pytest.mark.parametrize("typed", ["groups", "meetings/items/x", "originals", "../ute", "/etc", ".skjult", "a/../../b", "a.md", "a:b", "-x"])
def test_folders_that_are_not_for_drafts(book: Path, typed: str) -> None:
    with pytest.raises(NotInBook):
        folder_in(Book.open(book), typed)


@pytest.mark.parametrize(
    ("title", "name", "folder", "group"),
    [
        ("Møte i Styret 4.3.2019", "x.txt", "", "styret"),
        ("Møte", "2019-03-04_styret.docx", "", "styret"),
        ("Møte", "x.txt", "Styret", "styret"),
        ("Møte i Styret for idrett", "x.txt", "", "idrett"),  # the longer name holds the shorter
        ("Felles møte for styret og FAU", "x.txt", "", ""),
        ("Styrets møte", "x.txt", "", ""),  # a word that only begins so
        ("Møte", "x.txt", "", ""),
    ],
)
def test_the_group_is_the_one_that_is_named(book: Path, title: str, name: str, folder: str, group: str) -> None:
    put(book, {"meetings/groups/idrett.md": "---\ntittel: Styret for idrett\n---\n", "meetings/groups/fau.md": "---\ntittel: FAU\n---\n"})
    assert group_of(Book.open(book), found(f"{title}\nDato: 4. mars 2019\nTil stede: Kari Moen\n\nSak 1 Gjerdet\n", name), folder) == group


# ---------------------------------------------------------------- people


def at_people(book: Path, change: Callable[[Transaction], object]) -> str:
    with begin_transaction(book) as transaction:
        change(transaction)
        transaction.write("People", Save.NEVER)
    return (book / "meetings/people.yaml").read_text(encoding="utf-8")


def test_new_people_are_added_once_each_with_the_handles_of_the_drafts(book: Path) -> None:
    with begin_transaction(book) as transaction:
        intake = Intake(transaction, Wish("styret"))
        intake.take(found(MINUTES))
        register_people(transaction, new_people(transaction, intake.met))
        transaction.write("Import", Save.NEVER)
    people = Book.open(book).register
    assert [(p.handle, p.name) for p in people.people][:3] == [("siri", "Siri Dahl"), ("kari", "Kari Moen"), ("ola", "Ola Berg")]
    assert (book / "meetings/people.yaml").read_text(encoding="utf-8").startswith(BOOK["meetings/people.yaml"])


def test_the_register_is_begun_where_there_is_none(book: Path) -> None:
    (book / "meetings/people.yaml").unlink()
    with begin_transaction(book) as transaction:
        intake = Intake(transaction, Wish("styret"))
        intake.take(found(MINUTES))
        register_people(transaction, new_people(transaction, intake.met))
        transaction.write("Import", Save.NEVER)
    assert [p.name for p in Book.open(book).register.people] == ["Kari Moen", "Ola Berg", "Siri Dal", "Per Lie"]


def test_a_spelling_is_remembered_once_and_only_of_those_in_the_register(book: Path) -> None:
    aliases = [Alias("Siri Dahl", "Siri Dal"), Alias("Siri Dahl", "Siri Dal", "siri"), Alias("Siri Dahl", "siri dahl"), Alias("Nobody", "Noboddy")]
    text = at_people(book, lambda transaction: remember(transaction, aliases))
    assert text == "# de faste\nsiri: {navn: Siri Dahl, organisasjon: Lysgård, kallenavn: [Siri Dal]}\n"


# ---------------------------------------------------------------- attendance reports


def attended(book: Path, text: str, into: str = "") -> AttendanceTaken:
    report = found(REPORT, "report.csv")
    put(book, {DRAFT: text})
    with begin_transaction(book) as transaction:
        done = fill_present(transaction, minutes_of(transaction.book, report, into, TODAY), report)
        transaction.write("Attendance", Save.NEVER)
    return done


@pytest.mark.parametrize(
    ("listed", "after"),
    [
        ("til stede:\n  - Kari Moen (leder) # hun\n  - Ola Berg\n", "til stede:\n  - Kari Moen (leder) # hun\n  - Ola Berg\n  - Nina Strand\n"),
        ("til stede:\n- Kari Moen\n\n- Ola Berg\n", "til stede:\n- Kari Moen\n\n- Ola Berg\n- Nina Strand\n"),
        ("til stede: [Kari Moen, Ola Berg]\n", "til stede: [Kari Moen, Ola Berg, Nina Strand]\n"),
        ("til stede: [Kari Moen, Ola Berg,]\n", "til stede: [Kari Moen, Ola Berg, Nina Strand]\n"),
        ("til stede: |\n  Kari Moen\n  Ola Berg\n", "til stede: |\n  Kari Moen\n  Ola Berg\n  Nina Strand\n"),
        ("present: ['Kari Moen', Ola Berg]\n", "present: ['Kari Moen', Ola Berg, Nina Strand]\n"),
        ("møteleder: Kari Moen\nreferent: Ola Berg\ntil stede: []\n", "møteleder: Kari Moen\nreferent: Ola Berg\ntil stede: [Nina Strand]\n"),
        ("møteleder: Kari Moen\nreferent: Ola Berg\ntil stede:\n", "møteleder: Kari Moen\nreferent: Ola Berg\ntil stede:\n  - Nina Strand\n"),
        ("møteleder: Kari Moen\nreferent: Ola Berg\n", "møteleder: Kari Moen\nreferent: Ola Berg\ntil stede:\n  - Nina Strand\n"),
    ],
)
def test_who_was_there_is_added_and_nothing_else_moves(book: Path, listed: str, after: str) -> None:
    head = "---\ntittel: Møte\ndato: 2019-03-04\nforfall: [Per Lie]\nstatus: utkast\n"
    done = attended(book, f"{head}{listed}\n---\n\nTekst #1\n")
    assert (book / DRAFT).read_text(encoding="utf-8") == f"{head}{after}\n---\n\nTekst #1\n"
    assert (done.added, done.near, done.absent) == (("Nina Strand",), (("Ola Bergh", "Ola Berg"),), ("Per Lie",))
    again = attended(book, (book / DRAFT).read_text(encoding="utf-8"))
    assert again.added == ()


@pytest.mark.parametrize(
    ("listed", "name", "like"),
    [
        (["Tuva Lien"], "Tuva Marie Lien", "Tuva Lien"),
        (["Tuva Marie Lien"], "Tuva Lien", "Tuva Marie Lien"),
        (["Tuva"], "Tuva Lien", "Tuva"),
        (["Tuva Liem", "Tuva"], "Tuva Lien", "Tuva"),  # a first name alone is a person, two letters are a guess
        (["Tuva Liem"], "Tuva Lien", "Tuva Liem"),
        (["Tuva Lien"], "Tuva", ""),  # another Tuva, as far as anybody knows
        (["Tuva Lien"], "Tove Lund", ""),
        (["Tuva"], "Tove Tuva", ""),
    ],
)
def test_a_name_of_a_report_is_somebody_in_the_minutes_or_new(listed: list[str], name: str, like: str) -> None:
    assert _Likeness(map(fold, listed)).find(fold(name)) == fold(like)


def test_a_report_of_many_is_compared_so_often_and_no_more() -> None:
    def took(n: int) -> float:
        likeness, begun = _Likeness(f"per nes{number:05}" for number in range(n)), time.process_time()
        for number in range(n):
            if not likeness.find(name := f"per{number} nesx{number:05}"):
                likeness.add(name)
        return time.process_time() - begun

    assert took(1600) < 8 * max(took(400), 0.1)


def test_a_report_finds_its_draft_by_the_day_or_by_name_and_nothing_else(book: Path) -> None:
    put(book, {"meetings/2019-03-05-styret.md": "---\ndato: 2019-03-05\n---\n"})
    with pytest.raises(WhichMeeting):
        minutes_of(Book.open(book), found(REPORT, "report.csv"), "", TODAY)
    assert minutes_of(Book.open(book), found(REPORT, "report.csv"), "03-05", TODAY).id == "2019-03-05-styret"
    put(book, {DRAFT: "---\ndato: 2019-03-04\n---\n", "meetings/2019-03-04-fau.md": "---\ndato: 2019-03-04\n---\n"})
    with pytest.raises(WhichMeeting):  # two that day
        minutes_of(Book.open(book), found(REPORT, "report.csv"), "", TODAY)


def test_minutes_that_were_sent_out_take_nobody_in(book: Path) -> None:
    from referat.changes.add_action import NotDraft

    with pytest.raises(NotDraft):
        attended(book, "---\ndato: 2019-03-04\nstatus: sendt\n---\n", DRAFT.split("/")[1].removesuffix(".md"))


def test_a_person_known_by_another_spelling_is_not_added_twice(book: Path) -> None:
    put(book, {"meetings/people.yaml": "nina: {navn: Nina Aune, kallenavn: [Nina Strand]}\n"})
    done = attended(book, "---\ndato: 2019-03-04\ntil stede: [Kari Moen, Nina Aune, Ola Bergh, Per Lie]\n---\n")
    assert done == AttendanceTaken(DRAFT, ())
    assert isinstance(Book.open(book).minutes[0], Minutes)
