"""The book's merge driver as plain git starts it: merges that git alone would leave to a person, and those that stay a person's."""

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from referat.cli.app import main
from referat.errors import Exit
from referat.format.document import parse
from referat.git import driver
from referat.git.home_branch import record_home_branch
from tests.format.test_merge import BASE, added, done, events
from tests.format.test_merge import PATH as PAGE
from tests.repositories import git, git_of, make_repository, put


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    folder = make_repository(tmp_path / "bok", {PAGE: BASE, "meetings/liste.txt": "a\n"})
    driver.install(git_of(folder))
    git(folder, "branch", "annen")
    return folder


def merged(book: Path, ours: str, theirs: str) -> tuple[int, str]:
    for branch, text in (("main", ours), ("annen", theirs)):
        git(book, "checkout", "-q", branch)
        put(book, {PAGE: text})
        git(book, "commit", "-qam", branch)
    git(book, "checkout", "-q", "main")
    try:
        git(book, "merge", "-q", "--no-edit", "annen")
        code = 0
    except AssertionError:
        code = 1
    return code, (book / PAGE).read_text(encoding="utf-8")


def test_ticks_on_neighbouring_lines_merge(book: Path) -> None:
    assert merged(book, done(BASE, "aaaa1"), done(BASE, "aaaa2")) == (0, done(done(BASE, "aaaa1"), "aaaa2"))


def test_what_really_disagrees_stands_between_gits_own_marks(book: Path) -> None:
    code, text = merged(book, BASE.replace("Ingen saker.", "Ingen."), added(BASE, "- [ ] Ringe ^bbbb1").replace("Ingen saker.", "Én sak."))
    assert code == 1
    assert "<<<<<<< ours\nIngen.\n=======\nÉn sak.\n>>>>>>> theirs\n" in text
    assert text.count("^bbbb1") == 1


def test_bytes_that_are_no_text_are_left_between_marks_and_none_is_lost(book: Path) -> None:
    for branch, words in (("main", b"\xe5 en\n"), ("annen", b"\xe5 to\n")):
        git(book, "checkout", "-q", branch)
        put(book, {PAGE: BASE.encode() + words})
        git(book, "commit", "-qam", branch)
    git(book, "checkout", "-q", "main")
    with pytest.raises(AssertionError):
        git(book, "merge", "-q", "annen")
    assert b"<<<<<<< ours\n\xe5 en\n=======\n\xe5 to\n>>>>>>> theirs\n" in (book / PAGE).read_bytes()


def test_other_files_are_merged_by_git_alone(book: Path) -> None:
    assert "merge: unspecified" in git(book, "check-attr", "merge", "meetings/liste.txt")
    assert "merge: referat" in git(book, "check-attr", "merge", PAGE, "meetings/2026/mars/2026-03-04-vel.md").splitlines()[1]


def test_it_is_told_to_git_once_and_taken_away_whole(book: Path) -> None:
    put(book, {".git/info/attributes": "*.png binary\n" + (book / ".git/info/attributes").read_text()})
    driver.install(git_of(book))
    assert (book / ".git/info/attributes").read_text().count("merge=referat") == 2
    assert driver.remove(git_of(book))
    assert not driver.remove(git_of(book))
    assert (book / ".git/info/attributes").read_text() == "*.png binary\n"
    assert "merge.referat" not in git(book, "config", "--local", "--list")


def test_two_people_who_are_new_in_the_register_are_both_kept(book: Path) -> None:
    for branch, line in (("main", "ane: Ane Rud\n"), ("annen", "odd: {navn: Odd Vik, rolle: vara}\n")):
        git(book, "checkout", "-q", branch)
        put(book, {"meetings/people.yaml": f"tore: Tore Lid\n{line}"})
        git(book, "add", "-A")
        git(book, "commit", "-qm", branch)
    git(book, "checkout", "-q", "main")
    git(book, "merge", "-q", "--no-edit", "annen")
    assert (book / "meetings/people.yaml").read_text() == "ane: Ane Rud\nodd: {navn: Odd Vik, rolle: vara}\ntore: Tore Lid\n"


def test_events_of_a_merge_stand_under_their_own_actions(book: Path) -> None:
    _, text = merged(book, done(added(BASE, "- [ ] @tore Ringe ^bbbb1"), "bbbb1"), done(added(BASE, "- [ ] @tore Male ^bbbb2"), "aaaa3"))
    assert {i for i, (sign, _) in events(parse(PAGE, text)).items() if sign == "x"} == {"bbbb1", "aaaa3"}


def test_a_merge_left_to_a_person_is_finished_by_save_once_no_mark_is_left(book: Path) -> None:
    merged(book, BASE.replace("Ingen saker.", "Ingen."), BASE.replace("Ingen saker.", "Én sak."))
    assert "<<<<<<<" in (book / PAGE).read_text(encoding="utf-8")
    assert prompt(book, "save")[0] == Exit.REFUSED
    put(book, {PAGE: BASE.replace("Ingen saker.", "Én sak.")})
    assert prompt(book, "save") == (0, f"{PAGE}\n")
    assert git(book, "log", "-1", "--format=%P").count(" ") == 1
    assert git(book, "status", "--porcelain", "-uno") == ""


def test_marks_in_a_register_are_not_saved_either(book: Path) -> None:
    for branch, line in (("main", "ane: Ane Rud\n"), ("annen", "ane: Ane Lie\n")):
        git(book, "checkout", "-q", branch)
        put(book, {"meetings/people.yaml": line, "meetings/liste.txt": f"{branch}\n"})
        git(book, "add", "-A")
        git(book, "commit", "-qm", branch)
    git(book, "checkout", "-q", "main")
    with pytest.raises(AssertionError):
        git(book, "merge", "-q", "annen")
    for path in ("meetings/people.yaml", "meetings/liste.txt"):
        assert at_the_prompt(book, "save") == Exit.REFUSED
        put(book, {path: "ane: Ane Rud\n"})
    assert at_the_prompt(book, "save") == 0
    assert git(book, "log", "-1", "--format=%P").count(" ") == 1


@pytest.mark.parametrize("words", [("save",), ("add", "Kjøpe kake", "--meeting", "velforening"), ("done", "aaaa1")])
def test_on_no_branch_nothing_is_saved_or_written(book: Path, words: tuple[str, ...]) -> None:
    git(book, "checkout", "-q", "--detach")
    if words == ("save",):
        put(book, {PAGE: done(BASE, "aaaa1")})
    before = ((book / PAGE).read_text(encoding="utf-8"), git(book, "rev-parse", "HEAD"))
    assert prompt(book, *words)[0] == Exit.REFUSED
    assert ((book / PAGE).read_text(encoding="utf-8"), git(book, "rev-parse", "HEAD")) == before


def at_the_prompt(book: Path, *words: str) -> int:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return main([*words, "--book", str(book)])


def prompt(book: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", "referat", *words], cwd=book, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_on_another_branch_than_the_books_own_it_is_said(book: Path) -> None:
    record_home_branch(git_of(book), "main")
    git(book, "checkout", "-q", "-b", "utkast")
    done = subprocess.run([sys.executable, "-m", "referat", "done", "aaaa1"], cwd=book, capture_output=True, text=True, check=False)
    assert (done.returncode, "utkast" in done.stderr) == (0, True)
    git(book, "checkout", "-q", "main")
    done = subprocess.run([sys.executable, "-m", "referat", "done", "aaaa2"], cwd=book, capture_output=True, text=True, check=False)
    assert (done.returncode, "utkast" in done.stderr) == (0, False)
