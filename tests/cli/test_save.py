"""save: exactly the book's own files, told in a secretary's words, and nothing that must not enter the history."""

from pathlib import Path

import pytest

from referat.format.canon import digest
from referat.format.document import parse
from referat.model.dates import iso_day
from tests.changes.bjorkerud import APPROVED, DRAFT, FILES, NOTE, text_of
from tests.cli.prompt import run, run_alone
from tests.repositories import git, home, make_repository, put

__all__ = ["home"]


def with_approval(text: str) -> str:
    """Minutes with the digest they would have been approved with."""
    on = iso_day("2024-01-10")
    assert on is not None
    block = f'approval: {{text: "{digest(parse(APPROVED, text), on)}", in: 2024-02-14-styret}}\n'
    return text.replace("status: godkjent\n", "status: godkjent\n" + block)


BOOK = FILES | {APPROVED: with_approval(FILES[APPROVED])}


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    return make_repository(tmp_path / "book", {**BOOK, ".gitignore": "meetings/contacts.yaml\n", "other.txt": "x\n", "meetings/.gitkeep": ""})


def saved(book: Path) -> list[str]:
    """What the newest entry of the history holds: A, M or D, and the path."""
    listed = git(book, "-c", "core.quotePath=false", "show", "--format=", "--name-status", "--no-renames", "HEAD")
    return [line.replace("\t", " ") for line in listed.splitlines()]


def test_new_changed_removed_and_attached_files_and_nothing_else(book: Path) -> None:
    put(book, {DRAFT: FILES[DRAFT].replace("- [ ] @haakon Kjøp", "- [x] @haakon Kjøp"), "meetings/2024-04-10-styret.md": "# Ny\n"})
    put(book, {"meetings/vedlegg/kart.pdf": b"%PDF\0", "templates/min.md": "mal\n", "other.txt": "y\n", "new.txt": "z\n"})
    put(book, {"meetings/contacts.yaml": "berte: b@x.no\n", "meetings/.swp": "x", "meetings/.kladd/x.md": "x"})
    (book / NOTE).unlink()
    said = run(book, "save")
    assert said.code == 0, said.err
    assert saved(book) == [
        f"M {DRAFT}",
        "A meetings/2024-04-10-styret.md",
        f"D {NOTE}",
        "A meetings/vedlegg/kart.pdf",
        "A templates/min.md",
    ]
    assert "Kjøp inn pølser" in said.out
    assert len(said.out.splitlines()) == 5
    left = git(book, "status", "--porcelain", "-uall").splitlines()
    assert sorted(left) == [" M other.txt", "?? meetings/.kladd/x.md", "?? meetings/.swp", "?? new.txt"]


def test_the_ignore_file_of_a_new_book_is_saved_and_one_that_is_in_the_history_is_left_to_its_writer(home: Path, tmp_path: Path) -> None:
    book = make_repository(tmp_path / "book", BOOK)
    put(book, {".gitignore": "meetings/contacts.yaml\n"})
    assert run(book, "save").code == 0
    assert saved(book) == ["A .gitignore"]
    put(book, {".gitignore": "meetings/contacts.yaml\n*.bak\n"})
    assert run(book, "save").out == ""


def test_the_line_that_init_wrote_into_an_ignore_file_that_was_there_is_saved(home: Path, tmp_path: Path) -> None:
    book = make_repository(tmp_path / "book", {"notes.txt": "x\n", ".gitignore": "*.bak"})
    assert run_alone(book, "init", ".", "--language", "nb").code == 0
    assert "meetings/contacts.yaml" in (book / ".gitignore").read_text("utf-8")
    assert run(book, "save").code == 0
    assert git(book, "status", "--porcelain") == ""
    assert "M .gitignore" in saved(book)


def test_nothing_to_save(book: Path) -> None:
    was = git(book, "rev-parse", "HEAD")
    said = run(book, "save")
    assert (said.code, said.out) == (0, "")
    assert said.err
    assert git(book, "rev-parse", "HEAD") == was


def test_what_others_have_staged_stays_staged(book: Path) -> None:
    put(book, {"other.txt": "staged\n", NOTE: "# Annet\n"})
    git(book, "add", "other.txt")
    assert run(book, "save", "-m", "Notatet er\nskrevet om").code == 0
    assert saved(book) == [f"M {NOTE}"]
    assert git(book, "status", "--porcelain") == "M  other.txt"
    assert git(book, "log", "-1", "--format=%B") == "Notatet er skrevet om"


def test_a_dry_run_saves_nothing(book: Path) -> None:
    was = git(book, "rev-parse", "HEAD")
    put(book, {NOTE: "# Annet\n"})
    said = run(book, "save", "--dry-run")
    assert said.code == 0
    assert NOTE in said.out
    assert git(book, "rev-parse", "HEAD") == was


def test_a_file_with_another_name_is_told_as_that(book: Path) -> None:
    (book / NOTE).rename(book / "meetings/notis.md")
    said = run(book, "save")
    assert said.code == 0
    assert len(said.out.splitlines()) == 1
    assert said.out.startswith("meetings/notis.md: ")
    assert NOTE in said.out
    assert saved(book) == [f"D {NOTE}", "A meetings/notis.md"]
    assert git(book, "status", "--porcelain") == ""


def test_a_book_in_a_folder_of_a_larger_repository(home: Path, tmp_path: Path) -> None:
    inside = {f"møter i år/{path}": text for path, text in FILES.items()}
    top = make_repository(tmp_path / "top", {**inside, "meetings/x.md": "x\n", "other.txt": "x\n"})
    book = top / "møter i år"
    put(top, {"meetings/x.md": "y\n", "other.txt": "y\n"})
    put(book, {NOTE: "# Annet\n", "meetings/ny.md": "# Ny\n"})
    assert run(book, "save").code == 0
    assert saved(top) == [f"M møter i år/{NOTE}", "A møter i år/meetings/ny.md"]
    assert run(book, "done", "str0m").code == 0
    assert saved(top) == ["M møter i år/meetings/2024-02-14-styret.md"]


def test_contacts_that_git_is_not_told_to_ignore_stay_out_all_the_same(book: Path) -> None:
    (book / ".gitignore").unlink()
    put(book, {"meetings/contacts.yaml": "berte: b@x.no\n", NOTE: "# Annet\n"})
    said = run(book, "save")
    assert said.code == 0
    assert "meetings/contacts.yaml" in said.err
    assert saved(book) == [f"M {NOTE}"]


def test_what_cannot_be_read_is_left_out_and_not_taken_for_removed(book: Path) -> None:
    note = book / NOTE
    note.unlink()
    note.symlink_to(book / "other.txt")
    put(book, {DRAFT: FILES[DRAFT] + "\nMer.\n", "meetings/stor.md": "x" * (5 << 20)})
    (book / "meetings/under").mkdir()
    git(book / "meetings/under", "init", "--quiet")
    put(book, {"meetings/under/x.md": "x\n"})
    said = run(book, "save")
    assert said.code == 0
    assert saved(book) == [f"M {DRAFT}"]
    assert NOTE in said.err
    assert "meetings/stor.md" in said.err


def test_a_header_that_cannot_be_read_is_saved_and_said(book: Path) -> None:
    put(book, {DRAFT: FILES[DRAFT].replace("tittel: Styremøte", "tittel: [")})
    said = run(book, "save")
    assert said.code == 0
    assert DRAFT in said.err
    assert said.out == f"{DRAFT}: teksten er endret\n"
    assert saved(book) == [f"M {DRAFT}"]


def test_a_file_that_cannot_be_read_is_neither_called_new_nor_gone_where_it_is_not(book: Path) -> None:
    put(book, {"meetings/brutt.md": "---\ntittel: [\n---\n"})
    (book / "meetings/bytes.md").write_bytes(b"\xff\xfe")
    said = run(book, "save")
    assert said.out == "meetings/brutt.md: ny fil\nmeetings/bytes.md: ny fil\n"
    put(book, {"meetings/brutt.md": "---\ntittel: Notat\n---\n"})
    (book / "meetings/bytes.md").unlink()
    assert run(book, "save").out == "meetings/brutt.md: teksten er endret\nmeetings/bytes.md: fjernet\n"


def moved_back(text: str) -> str:
    return text.replace("status: godkjent", "status: utkast")


REFUSED = {
    "approved text changed": (APPROVED, lambda text: text.replace("brøyting", "strøing")),
    "approved text moved back to a draft": (APPROVED, moved_back),
    "approved text gone": (APPROVED, lambda text: None),
    "approved text that is no text any more": (APPROVED, lambda text: b"\xff\xfe"),
    "two versions": (DRAFT, lambda text: text + "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n"),
    "a telephone number": (DRAFT, lambda text: text + "\nRing Per på 912 34 567.\n"),
    "an address": (DRAFT, lambda text: text + "\nSkriv til per.aas@example.com.\n"),
    "a number that is somebody": (DRAFT, lambda text: text + "\nFødt: 010190 01083 eller 13097248022.\n"),
}


@pytest.mark.parametrize(("path", "change"), REFUSED.values(), ids=REFUSED)
def test_what_must_not_enter_the_history_is_refused(book: Path, path: str, change: object) -> None:
    assert callable(change)
    was = git(book, "rev-parse", "HEAD")
    new = change(text_of(book, path))
    if new is None:
        (book / path).unlink()
    else:
        put(book, {path: new})
    put(book, {NOTE: "# Annet\n"})
    said = run(book, "save")
    assert (said.code, said.out) == (4, "")
    assert path in said.err
    assert git(book, "rev-parse", "HEAD") == was
    if path == DRAFT and "HEAD" not in str(new):
        assert "912 34 567" not in said.err
        assert "per.aas" not in said.err
        assert run(book, "save", "--anyway").code == 0
        assert saved(book) == [f"M {DRAFT}", f"M {NOTE}"]


def test_personal_data_that_the_history_holds_already_does_not_stop_it(book: Path) -> None:
    put(book, {NOTE: "# Ring Per på 912 34 567\n"})
    assert run(book, "save", "--anyway").code == 0
    put(book, {NOTE: "# Ring Per på 912 34 567\n\nGjort.\n"})
    assert run(book, "save").code == 0


def test_personal_data_that_the_book_does_not_mind(book: Path) -> None:
    put(book, {"meetings/book.yaml": FILES["meetings/book.yaml"] + "severities:\n  phone-number: off\n", NOTE: "# Ring Per på 912 34 567\n"})
    assert run(book, "save").code == 0


def test_approved_minutes_may_get_another_name(book: Path) -> None:
    (book / APPROVED).rename(book / "meetings/2024-01-10-vel.md")
    assert run(book, "save").code == 0


def test_live_changes_in_approved_text_are_saved(book: Path) -> None:
    put(book, {APPROVED: BOOK[APPROVED].replace("- [ ] @haakon Mål", "- [x] @haakon Mål")})
    assert run(book, "save").code == 0
    assert saved(book) == [f"M {APPROVED}"]


def test_a_book_without_history(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "book", FILES)
    said = run(tmp_path / "book", "save")
    assert said.code == 3
    assert "referat init" in said.err


def test_in_a_merge_nothing_is_saved(book: Path) -> None:
    put(book, {NOTE: "# Annet\n"})
    (book / ".git/MERGE_HEAD").write_text("0" * 40 + "\n", encoding="utf-8")
    assert run(book, "items", "add", "En sak til").code == 4
    assert run(book, "save").code == 6  # what git has noted of the merge is no commit, so it cannot be finished
