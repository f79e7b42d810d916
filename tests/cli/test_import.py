"""The command import: what it says, what it writes and leaves alone, and the walk through what is uncertain on a real terminal."""

import io
import json
import os
import pty
import select
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from referat.book import Book
from referat.cli.review import around
from referat.model.text import width
from tests.changes.old_minutes import BOOK, LATER, MINUTES, REPORT, TODO, UNDATED
from tests.cli.prompt import Said, run, run_alone
from tests.repositories import git, home, make_repository, put

__all__ = ["home"]

DRAFT = "meetings/2019-03-04-styret.md"
GROUP = "meetings/groups/arbeidsgruppe-for-lekeplassen.md"
PILE = {"2019-03-04 styret.txt": MINUTES, "later.txt": LATER, "gjerdet.txt": UNDATED, "todo.txt": TODO}


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder of old papers, far from any book."""
    put(tmp_path / "pile", PILE)
    return tmp_path / "pile"


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    return make_repository(tmp_path / "book", BOOK)


def texts_of(book: Path) -> dict[str, bytes]:
    """Every file of the book by its path."""
    return {str(path.relative_to(book)): path.read_bytes() for path in book.rglob("*") if path.is_file() and ".git" not in path.parts}


def english(book: Path) -> None:
    put(book, {"meetings/book.yaml": "language: en\n"})


# ---------------------------------------------------------------- only looking


def test_json_needs_no_book_and_keeps_the_contract(pile: Path) -> None:
    said = run_alone(pile, "import", "--dry-run", "--format", "json", "2019-03-04 styret.txt")
    assert (said.code, said.err) == (0, "")
    data = json.loads(said.out)
    assert data["schema"] == "referat/import/1"
    assert {"meeting", "items", "decisions", "actions", "suggestions", "groups", "next", "problems"} <= set(data)
    meeting = data["meeting"]
    assert (meeting["date"], meeting["start"], meeting["end"], meeting["place"]) == ("2019-03-04", "18:00", "20:00", "Grendehuset")
    assert [item["number"] for item in data["items"]] == ["1/19", "2/19", "3/19"]
    (action,) = data["actions"]
    assert (action["owners"], action["due"], action["evidence"]["line"]) == (["Ola Berg"], "2019-04-01", 12)


def test_several_documents_are_a_list_and_one_that_cannot_be_read_says_why_in_it(pile: Path) -> None:
    put(pile, {"old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "empty.txt": ""})
    said = run_alone(pile, "import", "--dry-run", "--format", "json", ".")
    assert (said.code, said.err) == (0, "")
    data = json.loads(said.out)
    assert [one["source"]["file"] for one in data] == sorted([*PILE, "old.doc", "empty.txt"])
    problems = {one["source"]["file"]: [problem["code"] for problem in one["problems"]] for one in data}
    assert (problems["old.doc"], problems["empty.txt"]) == (["old-word-document"], ["unreadable-document"])
    assert all(one["schema"] == "referat/import/1" for one in data)


def test_what_is_pasted_is_read(pile: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "referat", "import", "-", "--dry-run", "--format", "json"],
        input=MINUTES.encode("utf-16"),
        capture_output=True,
        cwd=pile,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert json.loads(done.stdout)["meeting"]["date"] == "2019-03-04"


def test_one_document_is_shown_in_full_with_lines_and_how_sure_it_is(book: Path, pile: Path) -> None:
    english(book)
    said = run(book, "import", str(pile / "2019-03-04 styret.txt"), "--dry-run", "--format", "table")
    assert said.code == 0
    assert "Grendehuset" in said.out
    assert "Perhaps an action: Styret" in " ".join(said.out.split())
    plain = run(book, "import", str(pile / "2019-03-04 styret.txt"), "--dry-run", "--format", "plain").out.splitlines()
    assert "found\tWhat was found\tdate\t2019-03-04\t2\t0.95\t4. mars 2019" in plain
    assert "eyes\tNeeds eyes\t2019-03-04 styret.txt:4\t“Siri Dal” may be “Siri Dahl”.\tSiri Dal" in plain


@pytest.mark.parametrize("shape", ["table", "plain", "json", "diff"])
def test_a_dry_run_writes_nothing(book: Path, pile: Path, shape: str) -> None:
    before = texts_of(book)
    said = run(book, "import", str(pile), "--dry-run", "--format", shape)
    assert said.code == 0
    assert texts_of(book) == before
    assert ("+dato: 2019-03-04" in said.out) == (shape == "diff")


def test_a_name_typed_wrongly_stops_before_anything_is_read(book: Path, pile: Path) -> None:
    before = texts_of(book)
    said = run(book, "import", str(pile), str(pile / "laterr.txt"))
    assert (said.code, said.out) == (3, "")
    assert "laterr.txt" in said.err
    assert texts_of(book) == before


# ---------------------------------------------------------------- taking in


def test_a_whole_folder_becomes_drafts_and_nothing_is_saved(book: Path, pile: Path) -> None:
    english(book)
    was = git(book, "rev-parse", "HEAD")
    before = texts_of(book)
    said = run(book, "import", str(pile), "--group", "styret", "--format", "plain")
    assert said.code == 0, said.err
    assert "referat save" in said.err
    after = texts_of(book)
    new = {path for path in after if path not in before}
    assert new == {
        DRAFT,
        GROUP,
        "meetings/2019-04-08-styret.md",
        "meetings/udatert-gjerdet.md".replace("udatert", "undated"),
        "meetings/todo.md",
        *(f"meetings/originals/{name}" for name in PILE),
    }
    assert {path: after[path] for path in before} == before
    assert {name: after[f"meetings/originals/{name}"].decode() for name in PILE} == PILE
    assert git(book, "rev-parse", "HEAD") == was
    assert [m.source.is_draft for m in Book.open(book).minutes] == [True, True]
    assert any(line.startswith("eyes\tNeeds eyes\tgjerdet.txt:1\tNo day of the meeting is written.") for line in said.out.splitlines())


def test_the_same_document_is_taken_in_once(book: Path, pile: Path) -> None:
    put(pile, {"copy of later.txt": LATER})
    assert run(book, "import", str(pile)).code == 0
    before = texts_of(book)
    assert [path for path in before if "later" in path] == ["meetings/originals/copy of later.txt"]
    assert len([m for m in Book.open(book).minutes if m.on.isoformat() == "2019-04-08"]) == 1
    (pile / "later.txt").rename(pile / "renamed.txt")
    said = run(book, "import", str(pile), "--format", "plain")
    assert said.code == 0
    assert texts_of(book) == before
    assert said.out.count("meetings/2019-04-08") == 2


def test_one_bad_document_never_hides_the_others(book: Path, pile: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:document>" + b" " * 200_000_000)
    put(pile, {"bombe.docx": bomb.getvalue(), "a.pdf": b"%PDF-1.7\ngarbage", "scan.png": bytes(range(256)) * 4})
    os.mkfifo(pile / "pipe")
    os.symlink("nowhere", pile / "broken-link.txt")
    os.symlink(book / "meetings/people.yaml", pile / "link.txt")  # what lies elsewhere is not taken in on the side
    begun = time.monotonic()
    said = run(book, "import", str(pile), "--format", "plain")
    assert said.code == 0
    assert time.monotonic() - begun < 30
    assert len(Book.open(book).minutes) == 2
    told = [line for line in said.out.splitlines() if line.startswith("eyes\t")]
    assert all(any(name in line for line in told) for name in ("bombe.docx", "a.pdf"))
    assert "link.txt" not in said.out


def test_a_pipe_is_not_waited_for(book: Path, pile: Path) -> None:
    os.mkfifo(pile / "pipe")
    said = run(book, "import", str(pile / "pipe"))
    assert said.code == 3


def test_a_reader_that_stumbles_is_our_mistake_and_the_rest_goes_on(book: Path, pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from referat.cli import documents

    real = documents.read_document

    def stumbling(data: bytes, **facts: object) -> object:
        if data == LATER.encode():
            raise RecursionError("too deep")
        return real(data, **facts)  # type: ignore[arg-type]

    monkeypatch.setattr(documents, "read_document", stumbling)
    english(book)
    said = run(book, "import", str(pile), "--format", "plain")
    assert said.code == 0
    assert "RecursionError: too deep" in said.out
    assert (book / "meetings/2019-03-04-styret.md").is_file()


def test_files_of_one_name_are_told_apart_by_their_folders_and_what_windows_leaves_there_is_passed_over(book: Path, pile: Path) -> None:
    put(pile, {"2018/referat.txt": MINUTES, "2019/referat.txt": LATER, "2019/tomt.txt": "", "2019/Thumbs.db": "x", "2019/desktop.ini": "x"})
    said = run(book, "import", str(pile / "2018"), str(pile / "2019"), "--dry-run", "--format", "plain")
    assert "read\tDokumenter\treferat.txt\t2019-03-04" in said.out
    said = run(book, "import", str(pile), "--dry-run", "--format", "plain")
    names = [line.split("\t")[2] for line in said.out.splitlines() if line.startswith("read\t")]
    assert {"2018/referat.txt", "2019/referat.txt", "2019/tomt.txt"} < set(names)
    assert not any("Thumbs" in name or "desktop" in name for name in names)
    assert "6 dokumenter lest, ett ikke lest" in said.err
    scripts = json.loads(run(book, "import", str(pile), "--dry-run", "--format", "json").out)
    assert {"2018/referat.txt", "2019/referat.txt"} < {one["source"]["file"] for one in scripts}


def test_why_a_document_is_not_read_is_said_in_the_language_of_the_book(book: Path, pile: Path) -> None:
    put(pile, {"tom.txt": "", "lang.txt": "a\n" * 70_000, "halv.docx": b"PK\x03\x04 word/document.xml"})
    said = run(book, "import", str(pile), "--dry-run", "--format", "plain")
    assert "«tom.txt» kan ikke leses: filen er tom." in said.out
    assert "«halv.docx» kan ikke leses: filen er ødelagt." in said.out
    assert "«lang.txt» er for stor til å hentes inn: antallet linjer er over 60000." in said.out


def test_nothing_that_could_be_read_is_exit_3(book: Path, pile: Path) -> None:
    put(pile, {"empty.txt": ""})
    assert run(book, "import", str(pile / "empty.txt")).code == 3


def test_an_original_that_lies_in_the_book_is_not_copied(book: Path) -> None:
    put(book, {"meetings/arkiv/gammelt.txt": MINUTES})
    assert run(book, "import", str(book / "meetings/arkiv/gammelt.txt")).code == 0
    assert not (book / "meetings/originals").exists()


def test_the_books_own_files_are_left_alone(book: Path) -> None:
    put(book, {DRAFT: "---\ndato: 2019-03-04\n---\n", "meetings/arkiv/gammelt.txt": LATER})
    before = texts_of(book)
    assert run(book, "import", str(book)).code == 0
    after = texts_of(book)
    assert set(after) - set(before) == {"meetings/2019-04-08-mote.md"}
    assert {path: after[path] for path in before} == before


def test_signs_that_move_a_cursor_reach_no_terminal(book: Path, pile: Path) -> None:
    put(pile, {"a\x1b[2J\u202e.txt": MINUTES.replace("Grendehuset", "Grende\x1b[2J\u202ehuset")})
    os.rename(pile / "later.txt", os.fsencode(pile) + b"/\xff\xfe.txt")  # a name that is no text
    for shape in ("table", "plain", "json", "diff"):
        said = run(book, "import", str(pile), "--dry-run", "--format", shape)
        assert said.code == 0, said.err
        assert not {"\x1b", "\u202e"} & {*said.out, *said.err}
    assert run(book, "import", str(pile)).code == 0
    assert len(Book.open(book).minutes) == 3
    assert not any(char.encode() in text for char in "\x1b\u202e" for path, text in texts_of(book).items() if path.endswith(".md"))


def test_book_yaml_can_say_no_to_originals(book: Path, pile: Path) -> None:
    put(book, {"meetings/book.yaml": "language: nb\nimport: {originals: no}\n"})
    assert run(book, "import", str(pile)).code == 0
    assert not (book / "meetings/originals").exists()
    assert (book / DRAFT).is_file()


def test_an_original_with_personal_data_is_not_kept_and_the_line_is_told(book: Path, pile: Path) -> None:
    english(book)
    put(pile, {"2019-03-04 styret.txt": MINUTES + "\nSpørsmål: ring tlf. 99 88 77 66\n"})
    said = run(book, "import", str(pile / "2019-03-04 styret.txt"), "--format", "plain")
    assert "2019-03-04 styret.txt:20\tHere is personal data" in said.out
    assert not (book / "meetings/originals").exists()
    assert run(book, "save").code == 4  # and the draft itself is stopped until it is taken out


def test_an_unknown_group_is_refused_with_the_nearest(book: Path, pile: Path) -> None:
    english(book)
    said = run(book, "import", str(pile), "--group", "styrt")
    assert said.code == 2
    assert "styret" in said.err


def test_a_draft_whose_group_is_not_seen_says_none_and_that_is_said(book: Path, pile: Path) -> None:
    english(book)
    said = run(book, "import", str(pile / "later.txt"))
    assert "no group" in said.err
    assert (book / "meetings/2019-04-08-meeting.md").is_file()


def test_scripts_get_the_path_of_each_draft(book: Path, pile: Path) -> None:
    data = json.loads(run(book, "import", str(pile / "2019-03-04 styret.txt"), "--format", "json").out)
    assert data["path"] == DRAFT


def test_people_come_into_the_register_only_when_asked(book: Path, pile: Path) -> None:
    assert run(book, "import", str(pile / "later.txt")).code == 0
    assert (book / "meetings/people.yaml").read_text(encoding="utf-8") == BOOK["meetings/people.yaml"]
    assert run(book, "import", str(pile / "2019-03-04 styret.txt"), "--people").code == 0
    assert (book / "meetings/people.yaml").read_text(encoding="utf-8").startswith(BOOK["meetings/people.yaml"] + "kari: Kari Moen\n")


# ---------------------------------------------------------------- attendance reports


def test_an_attendance_report_fills_the_draft_of_its_day_and_leaves_no_addresses(book: Path, pile: Path) -> None:
    english(book)
    put(pile, {"report.csv": REPORT.encode("utf-16")})
    said = run(book, "import", str(pile / "2019-03-04 styret.txt"), str(pile / "report.csv"), "--format", "plain")
    assert said.code == 0, said.err
    assert [p.name for p in Book.open(book).minutes[0].present or ()] == ["Kari Moen", "Ola Berg", "Siri Dal", "Nina Strand"]
    assert "“Per Lie” was there, but is listed as absent." in said.out
    assert "“Ola Bergh” was not added: it may be “Ola Berg”" in said.out
    assert not any(b"lysgard.example" in text or "lysgard.example".encode("utf-16-le") in text for text in texts_of(book).values())


def test_a_report_goes_into_the_minutes_that_are_named(book: Path, pile: Path) -> None:
    english(book)
    put(book, {DRAFT: "---\ndato: 2019-03-04\n---\n", "meetings/2019-03-11-styret.md": "---\ndato: 2019-03-11\n---\n"})
    put(pile, {"report.csv": REPORT})
    said = run(book, "import", str(pile / "report.csv"), "--into", "2019-03-11")
    assert said.code == 0, said.err
    assert (book / DRAFT).read_text(encoding="utf-8") == "---\ndato: 2019-03-04\n---\n"
    assert "Nina Strand" in (book / "meetings/2019-03-11-styret.md").read_text(encoding="utf-8")
    said = run(book, "import", str(pile / "report.csv"), "--into", "2020-01-01")
    assert said.code == 3
    assert "2020-01-01" in said.out


# ---------------------------------------------------------------- the walk, on a terminal


def walked(book: Path, answers: str, *words: str) -> Said:
    """The command on a pseudo-terminal; each letter of `answers` is a line typed when it asks, "." an empty one, "$" the end of input."""
    here, there = pty.openpty()
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "COLUMNS": "100", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "referat", "import", *words, "--format", "plain"]
    with subprocess.Popen(command, cwd=book, env=variables, stdin=there, stderr=there, stdout=subprocess.PIPE) as running:
        os.close(there)
        try:
            heard = _answered(here, list(answers))
        except BaseException:
            running.kill()  # or leaving `with` would wait for it for ever
            raise
        assert running.stdout is not None
        out = running.stdout.read().decode()
        os.close(here)
        return Said(running.wait(10), out, heard.replace("\r\n", "\n"))


def _answered(terminal: int, answers: list[str]) -> str:
    """Types each answer when a question stands there; returns all that was shown, once the other end is closed."""
    heard, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        try:
            heard += os.read(terminal, 4096) if ready else b""
        except OSError:
            break
        if ready and answers and heard.endswith((b": ", b"] ")):
            word = answers.pop(0)
            one_key = "Key, or Enter" in heard.decode(errors="replace").rpartition("\n")[2]
            os.write(terminal, {"$": b"\x04", ".": b"\n"}.get(word, word.encode() if one_key else f"{word}\n".encode()))
            heard += b"\n"
    assert not answers, f"never asked for {answers}: {heard.decode()}"
    return heard.decode()


@pytest.fixture
def doubtful(book: Path, pile: Path) -> str:
    """Minutes with another day in the file's name, a near spelling and a task that is only likely."""
    english(book)
    put(pile, {"2019-03-05 styret.txt": MINUTES})
    return str(pile / "2019-03-05 styret.txt")


def test_enter_takes_the_proposals_and_the_spelling_is_remembered(book: Path, doubtful: str) -> None:
    said = walked(book, "....", "--review", doubtful)
    assert said.code == 0
    assert "    Dato: 4. mars 2019 kl. 18.00–20.00\n" in said.err  # the line stands beside the question
    minutes = Book.open(book).minutes[0]
    assert (minutes.on.isoformat(), [p.name for p in minutes.secretary]) == ("2019-03-05", ["Siri Dahl"])
    assert [row.text for row in Book.open(book).action_rows] == ["kaller inn til dugnad innen 1. april 2019"]
    assert (book / "meetings/people.yaml").read_text(encoding="utf-8") == "# de faste\nsiri: {name: Siri Dahl, org: Lysgård, aliases: [Siri Dal]}\n"
    assert "eyes\t" not in said.out  # what was answered needs eyes no more


def test_of_a_long_line_that_part_is_shown_which_the_question_is_about() -> None:
    line = f"Til stede: {', '.join(f'Person Nummer{number}' for number in range(30))}, Siv-Åse Hauglannd, Kåre Næss"
    shown, marker = around(line, "Siv-Åse Hauglannd", 60)
    assert (width(shown) <= 60, shown[marker.index("^") : marker.rindex("^") + 1]) == (True, "Siv-Åse Hauglannd")
    assert around("Til stede: Siv-Åse", "Siv-Åse", 60) == ["Til stede: Siv-Åse"]
    assert around("et annet sted i fila", "Kari", 10) == ["et annet…"]


def test_letters_choose_and_people_are_put_in(book: Path, doubtful: str) -> None:
    said = walked(book, "bbay", "--review", doubtful)
    assert said.code == 0
    opened = Book.open(book)
    assert opened.minutes[0].on.isoformat() == "2019-03-04"
    assert [row.text for row in opened.action_rows] == ["kaller inn til dugnad innen 1. april 2019", "se på gjerdet"]
    assert [p.name for p in opened.register.people] == ["Siri Dahl", "Kari Moen", "Ola Berg", "Siri Dal", "Per Lie"]


def test_q_keeps_what_was_answered_and_leaves_the_rest(book: Path, doubtful: str) -> None:
    said = walked(book, "bq", "--review", doubtful)
    assert said.code == 0
    assert Book.open(book).minutes[0].on.isoformat() == "2019-03-04"
    assert (book / "meetings/people.yaml").read_text(encoding="utf-8") == BOOK["meetings/people.yaml"]
    assert "“Siri Dal” may be “Siri Dahl”." in said.out


@pytest.mark.parametrize("stop", ["$", "xq", "zyq"])
def test_the_end_of_the_keyboard_and_answers_that_are_none(book: Path, doubtful: str, stop: str) -> None:
    said = walked(book, stop, "--review", doubtful)
    assert said.code == 0
    assert ("none of the answers" in said.err) == (stop != "$")


def test_the_group_is_asked_for_once_for_all(book: Path, pile: Path) -> None:
    english(book)
    put(book, {"meetings/groups/fau.md": "---\ntittel: FAU\n---\n"})
    said = walked(book, "xa", str(pile / "later.txt"), str(pile / "gjerdet.txt"))
    assert said.code == 0
    assert said.err.count("whose these 2 meetings are") == 1
    assert [m.group for m in Book.open(book).minutes] == ["fau"]


def test_a_review_needs_somebody_at_the_keyboard(book: Path, doubtful: str) -> None:
    before = texts_of(book)
    said = run_alone(book, "import", "--review", doubtful)
    assert said.code == 2
    assert "Run it on a terminal" in said.err
    assert texts_of(book) == before


def test_a_name_is_asked_about_once_for_the_whole_pile(book: Path, doubtful: str, pile: Path) -> None:
    put(pile, {"2019-05-06 styret.txt": MINUTES.replace("4. mars 2019", "6. mai 2019")})
    said = walked(book, ".....", "--review", doubtful, str(pile / "2019-05-06 styret.txt"))
    assert said.code == 0
    assert said.err.count("the same as “Siri Dahl”") == 1
