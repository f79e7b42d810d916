"""What a command has written of approvals and could not save is finished by `save`, by nothing else, and only as a whole."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from referat.approvals import pending
from referat.approvals.pending import ApprovedStep, way
from referat.store.places import find_places
from tests.approved_books import M1, M2, M3, M4, M5, Ran, chain, change, done, fast_disk, page, referat, template
from tests.repositories import git, home

__all__ = ["chain", "fast_disk", "home", "template"]

BY = ("--by", "Signe Haugstad")
Deed = Callable[[Path], object]


def correct(book: Path, *words: str) -> Ran:
    change(book, M2, "retningen", "retningen og farten")
    return referat(book, "correct", M2, "--in", M5, *BY, *words)


def correct_unsaved(book: Path) -> None:
    done(correct(book, "--no-save"))


def withdraw_unsaved(book: Path) -> None:
    done(referat(book, "withdraw", M3, "--no-save"))


def withdraw_correction_unsaved(book: Path) -> None:
    done(referat(book, "withdraw", M1, "--no-save"))


def approve_unsaved(book: Path) -> None:
    done(referat(book, "approve", M4, "--in", M5, *BY, "--no-save"))


def tick(meeting: str) -> Deed:
    """An action of the minutes, ticked off while they wait to be saved."""
    return lambda book: done(referat(book, "done", f"{meeting[5:7]}k{meeting[8:10]}a"))


def finished(book: Path, trailers: str) -> None:
    """`save` finishes it: one entry that says what the command would have said, nothing left, and nothing for `verify` to find."""
    before = git(book, "rev-list", "--count", "HEAD")
    done(referat(book, "save"))
    assert git(book, "status", "--porcelain") == ""
    assert int(git(book, "rev-list", "--count", "HEAD")) == int(before) + 1
    assert trailers in git(book, "log", "-1", "--format=%B")
    ran = done(referat(book, "verify"))
    assert "R09" not in ran.out, ran.out
    assert pending.noted(find_places(str(book))) == ()


FINISHED: dict[str, tuple[tuple[Deed, ...], str]] = {
    "a correction": ((correct_unsaved,), f"Referat-Correct: {M2} sha256:"),
    "a correction, and an action ticked off": ((correct_unsaved, tick(M2)), f"Referat-In: {M5}"),
    "a withdrawal": ((withdraw_unsaved,), f"Referat-Withdraw: {M3} sha256:"),
    "a withdrawal, and the text written on": (
        (withdraw_unsaved, lambda book: change(book, M3, "retningen", "noe annet")),
        f"Referat-Withdraw: {M3} sha256:",
    ),
    "a correction taken back": ((withdraw_correction_unsaved,), f"Referat-Withdraw: {M1} sha256:"),
    "an approval": ((approve_unsaved,), f"Referat-Approve: {M4} sha256:"),
    "an approval, and an action ticked off": ((approve_unsaved, tick(M4)), f"Referat-Approve: {M4} sha256:"),
    "two at once": ((withdraw_correction_unsaved, correct_unsaved), f"Referat-Withdraw: {M1} sha256:"),
}


@pytest.mark.parametrize("name", FINISHED)
@pytest.mark.parametrize("seen", [False, True])
def test_save_finishes_what_was_not_saved(chain: Path, name: str, seen: bool) -> None:
    deeds, trailers = FINISHED[name]
    if seen:
        done(referat(chain, "verify"))
    for deed in deeds:
        deed(chain)
    finished(chain, trailers)


def by_hand(book: Path) -> None:
    """The records are taken out of both files with an editor."""
    one, other = page(book, M3), page(book, M4)
    lines = one.read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("approval:")).replace("status: godkjent", "status: sendt")
    one.write_text(text, "utf-8")
    other.write_text("".join(line for line in other.read_text("utf-8").splitlines(keepends=True) if f"id: {M3}" not in line), "utf-8")


def put_back(path: str) -> Deed:
    return lambda book: git(book, "checkout", "--", path)


REFUSED: dict[str, tuple[Deed, ...]] = {
    "no command wrote it": (by_hand,),
    "the earlier text is gone again": (correct_unsaved, lambda book: shutil.rmtree(book / "meetings" / ".superseded")),
    "the approving minutes are as they were": (withdraw_unsaved, put_back(f"meetings/{M4}.md")),
    "the record of the correction is gone": (correct_unsaved, put_back(f"meetings/{M5}.md")),
    "the corrected text was changed again": (correct_unsaved, lambda book: change(book, M2, "farten", "fartsgrensa")),
    "other minutes were withdrawn": (withdraw_unsaved, lambda book: change(book, M2, "status: godkjent", "status: sendt")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_save_finishes_nothing_else(chain: Path, name: str) -> None:
    for deed in REFUSED[name]:
        deed(chain)
    before = git(chain, "rev-parse", "HEAD")
    ran = referat(chain, "save")
    assert ran.code == 4, ran.out + ran.err
    assert git(chain, "rev-parse", "HEAD") == before


def failing_hook(book: Path) -> Callable[[], None]:
    hook = book / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    done(referat(book, "trust", "--yes"))
    return hook.unlink


def nobody_known(book: Path) -> Callable[[], None]:
    git(book, "config", "user.name", "")
    return lambda: git(book, "config", "--unset", "user.name") and None


STOPPED = [failing_hook, nobody_known]


@pytest.mark.parametrize("stop", STOPPED, ids=lambda stop: stop.__name__)
@pytest.mark.parametrize("command", ["correct", "withdraw", "approve"])
def test_what_git_would_not_take_is_saved_later(chain: Path, home: Path, stop: Callable[[Path], Callable[[], None]], command: str) -> None:
    start = stop(chain)
    words = {"withdraw": (M3,), "approve": (M4, "--in", M5, *BY)}
    ran = correct(chain) if command == "correct" else referat(chain, command, *words[command])
    assert ran.code == 6, ran.err
    assert "referat save" in ran.err
    start()
    finished(chain, f"Referat-{command.title()}: ")


def test_the_same_words_again_say_that_it_waits_to_be_saved(chain: Path) -> None:
    correct_unsaved(chain)
    again = referat(chain, "correct", M2, "--in", M5, *BY)
    assert (again.code, "referat save" in again.err) == (4, True)
    git(chain, "checkout", "--", "meetings")
    shutil.rmtree(chain / "meetings" / ".superseded")
    git(chain, "checkout", "--", "meetings")
    withdraw_unsaved(chain)
    again = referat(chain, "withdraw", M3)
    assert (again.code, "referat save" in again.err) == (4, True)


def test_what_cannot_be_noted_is_not_written(chain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "full").write_text("no folder", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "full"))
    before = git(chain, "status", "--porcelain")
    ran = referat(chain, "withdraw", M3)
    assert ran.code == 3
    assert str(tmp_path / "full") in ran.err
    assert git(chain, "status", "--porcelain") == before


def test_nothing_is_said_to_be_kept_where_nothing_was_written(chain: Path) -> None:
    ran = correct(chain, "--dry-run")
    assert ran.code == 0
    assert "is kept in" not in ran.out + ran.err


def test_circulating_waits_for_the_withdrawal_to_be_saved(chain: Path) -> None:
    """Else one of its two files would be in the history without the other."""
    withdraw_unsaved(chain)
    change(chain, M3, "retningen", "noe annet")
    ran = referat(chain, "circulate", M3, "--force", "a test")
    assert (ran.code, "referat save" in ran.err) == (4, True), ran.err


def test_a_note_that_makes_no_sense_says_nothing(chain: Path, home: Path) -> None:
    withdraw_unsaved(chain)
    note = next((home / ".local" / "state" / "referat" / "pending").iterdir())
    for text in ("", "[]", "{}", '{"schema": "referat/pending/1"}', note.read_text("utf-8").replace(str(chain), "/other"), "[" * 100_000):
        note.write_text(text, "utf-8")
        assert referat(chain, "save").code == 4


def test_steps_lead_over_several() -> None:
    steps = (ApprovedStep("m", "a", ""), ApprovedStep("m", "", "b"), ApprovedStep("n", "b", "c"))
    assert way(steps, "m", "a", "b") == steps[:2]
    assert way(steps, "m", "a", "c") == ()
    assert way(steps, "m", "b", "a") == ()
    assert way(steps, "m", "a", "a") == ()
