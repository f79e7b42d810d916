"""No false alarm in an ordinary week: what people do with git, with files, with the program and with the settings, and `verify` after each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.approved_books import M2, M5, PEOPLE, change, commit, copy, done, on_day, page, referat
from tests.repositories import git, put

Deed = Callable[[Path], object]
DAY, NEW = "2024-06-01", "2024-06-12"


def program(*words: str) -> Deed:
    return lambda book: done(referat(book, *words, day=DAY))


def saved(path: str, text: str) -> Deed:
    """A file written by hand and saved with plain git."""

    def write(book: Path) -> None:
        put(book, {path: text})
        commit(book, day=DAY)

    return write


def on_a_branch(book: Path, name: str) -> None:
    """A tick on a branch of its own; we stand on the first branch again."""
    git(book, "switch", "-qc", name)
    done(referat(book, "done", "02k14a"))
    git(book, "switch", "-q", "-")


def picked_from_a_branch(book: Path) -> None:
    on_a_branch(book, "haster")
    git(book, "cherry-pick", "haster")
    git(book, "branch", "-D", "haster")


def taken_back_with_git(book: Path) -> None:
    git(book, "revert", "--no-edit", "HEAD")


def merged_without_fast_forward(book: Path) -> None:
    on_a_branch(book, "forslag")
    git(book, "merge", "-q", "--no-ff", "--no-edit", "forslag")


def laid_aside_and_taken_up(book: Path) -> None:
    change(book, M5, "retningen", "retningen og tempoet")
    git(book, "stash", "-q")
    assert referat(book, "verify").code == 0
    git(book, "stash", "pop", "-q")
    commit(book, day=DAY)


def tidied(book: Path) -> None:
    git(book, "tag", "-a", "-m", "før ferien", "ferie")
    git(book, "gc", "-q", "--prune=now")
    git(book, "pack-refs", "--all")


def executable(book: Path) -> None:
    page(book, M2).chmod(0o755)
    commit(book, day=DAY)


def touched(book: Path) -> None:
    for file in (book / "meetings").rglob("*.md"):
        file.touch()


def another_main(book: Path) -> None:
    git(book, "branch", "-m", "hovedbok")


def written_and_saved_later(book: Path) -> None:
    done(referat(book, "done", "03k13a", "--no-save"))
    assert referat(book, "verify").code == 0
    done(referat(book, "save"))


def cloned_and_back(book: Path) -> None:
    there = book.parent / "heime"
    git(book.parent, "clone", "-q", str(book), there.name)
    done(referat(there, "start", "03k13b"))
    assert referat(there, "verify").code == 0
    git(book, "pull", "-q", "--ff-only", str(there), "HEAD")


WEEKS: dict[str, list[Deed]] = {
    "git": [picked_from_a_branch, taken_back_with_git, merged_without_fast_forward, laid_aside_and_taken_up, tidied],
    "files": [
        executable,
        touched,
        saved(".gitattributes", "* text=auto\n"),
        saved("meetings/vedlegg/skisse.svg", "<svg/>\n"),
        saved("LESMEG.md", "# Om boka\n\nstatus: godkjent\n"),
    ],
    "the program": [
        written_and_saved_later,
        program("undo"),
        program("add", "Ring kommunen om grus", "--owner", "signe", "--group", "styret"),
        program("new", "styret", "--date", NEW),
        program("cancel", NEW, "--why", "for få meldte seg"),
    ],
    "people and places": [
        saved("meetings/people.yaml", PEOPLE + "maren: Maren Tveit (Elvdal kommune)\n"),
        saved("meetings/people.yaml", "# de som møter\n" + PEOPLE + "maren: Maren Tveit (Elvdal kommune)\n"),
        saved("meetings/book.yaml", "tittel: Elvdal og Øvre Elvdal friluftsråd\napproval: {by: [chair]}\n"),
        another_main,
        cloned_and_back,
    ],
}


@pytest.mark.parametrize("week", WEEKS)
def test_an_ordinary_week_raises_no_alarm(week: str, template: Path, home: Path, tmp_path: Path) -> None:
    book = copy(template, tmp_path / "book")
    done(referat(book, "verify"))
    for number, deed in enumerate(WEEKS[week], 1):
        with on_day(DAY):
            deed(book)
        ran = referat(book, "verify")
        assert ran.code == 0, f"deed {number}: {ran.out}"
