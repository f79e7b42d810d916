"""What honest people do to a book, by the program and by hand: one function each, from a book to the same book later."""

import re
import shutil
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.approved_books import M1, M2, M3, M4, M5, Ran, change, commit, done, minutes, on_day, page, referat
from tests.repositories import git, put

Deed = Callable[[Path, Random, str], None]
DEEDS: list[Deed] = []


def deed(function: Deed) -> Deed:
    DEEDS.append(function)
    return function


def done_or_refused(ran: Ran) -> None:
    """An earlier deed may have closed the action on a later day, or changed the minutes that would record an approval."""
    assert ran.code in {0, 4}, ran.out + ran.err


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _an_action(book: Path, chance: Random) -> str:
    texts = "".join(page(book, meeting).read_text("utf-8") for meeting in (M1, M2, M3, M4))
    return chance.choice(re.findall(r"\^(0\dk\d\d[ab])$", texts, re.MULTILINE))


@deed
def tick(book: Path, chance: Random, day: str) -> None:
    action = _an_action(book, chance)
    referat(book, "reopen", action, day=day)
    done_or_refused(referat(book, "done", action, "--on", _after(day), day=day))


@deed
def reopen_and_drop(book: Path, chance: Random, day: str) -> None:
    action = _an_action(book, chance)
    referat(book, "reopen", action, day=day)
    done_or_refused(referat(book, "drop", action, "--on", _after(day), day=day))


@deed
def defer(book: Path, chance: Random, day: str) -> None:
    done_or_refused(referat(book, "defer", _an_action(book, chance), "--due", "2025-03-01", day=day))


@deed
def hand_over(book: Path, chance: Random, day: str) -> None:
    done_or_refused(referat(book, "assign", _an_action(book, chance), "@signe", day=day))


@deed
def tick_by_hand(book: Path, chance: Random, day: str) -> None:
    path = page(book, chance.choice([M1, M2, M3]))
    path.write_bytes(re.sub(rb"\[ \]", b"[x]", path.read_bytes(), count=1))
    commit(book, day=day)


@deed
def write_on_in_a_draft(book: Path, chance: Random, day: str) -> None:
    path = page(book, M5)
    path.write_bytes(path.read_bytes() + f"\n{day}: mer ble sagt.\n".encode())
    commit(book, day=day)


@deed
def new_minutes(book: Path, chance: Random, day: str) -> None:
    put(book, {f"meetings/{day}-styret.md": minutes(day, "Noe nytt", "Gjør noe nytt")})
    commit(book, day=day)


@deed
def new_group_and_note(book: Path, chance: Random, day: str) -> None:
    put(book, {f"meetings/groups/g{day}.md": "---\ntittel: En gruppe\n---\n", f"meetings/notat-{day}.md": "Et notat uten dato.\n"})
    commit(book, day=day)


@deed
def move_into_a_folder(book: Path, chance: Random, day: str) -> None:
    path = page(book, chance.choice([M1, M2, M3]))
    folder = book / "meetings" / f"arkiv-{day}"
    folder.mkdir(exist_ok=True)
    git(book, "mv", str(path), str(folder / path.name))
    commit(book, day=day)


@deed
def another_name(book: Path, chance: Random, day: str) -> None:
    """The same minutes in capital letters, or in small ones again."""
    path = page(book, M1)
    git(book, "mv", str(path), str(path.with_name(f"{path.stem.swapcase()}.md")))
    commit(book, day=day)


@deed
def windows_line_ends(book: Path, chance: Random, day: str) -> None:
    path = page(book, chance.choice([M1, M2, M3]))
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    commit(book, day=day)


@deed
def trailing_blanks(book: Path, chance: Random, day: str) -> None:
    path = page(book, chance.choice([M1, M2, M3]))
    path.write_bytes(path.read_bytes().replace(b"godkjent.", b"godkjent.  ", 1) + b"\n\n")
    commit(book, day=day)


@deed
def byte_order_mark(book: Path, chance: Random, day: str) -> None:
    path = page(book, chance.choice([M1, M2, M3]))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    commit(book, day=day)


@deed
def letters_taken_apart(book: Path, chance: Random, day: str) -> None:
    path = page(book, chance.choice([M1, M2, M3]))
    path.write_bytes(unicodedata.normalize("NFD", path.read_bytes().decode()).encode())
    commit(book, day=day)


@deed
def header_in_quotes(book: Path, chance: Random, day: str) -> None:
    path = page(book, chance.choice([M1, M2, M3]))
    path.write_bytes(path.read_bytes().replace(b"gruppe: styret", b'gruppe: "styret"', 1))
    commit(book, day=day)


@deed
def uncommitted_tick(book: Path, chance: Random, day: str) -> None:
    action = _an_action(book, chance)
    referat(book, "reopen", action, "--no-save", day=day)
    done_or_refused(referat(book, "done", action, "--no-save", "--on", _after(day), day=day))


@deed
def merge_of_two_ticks(book: Path, chance: Random, day: str) -> None:
    _clean(book, day)
    git(book, "checkout", "--quiet", "-b", f"side-{day}")
    tick_one(book, M2, "b", day)
    git(book, "checkout", "--quiet", "main")
    tick_one(book, M3, "b", day)
    with on_day(day):
        git(book, "merge", "--quiet", "--no-edit", f"side-{day}")


@deed
def squashed_branch(book: Path, chance: Random, day: str) -> None:
    _clean(book, day)
    git(book, "checkout", "--quiet", "-b", f"squash-{day}")
    tick_one(book, M3, "a", day)
    write_on_in_a_draft(book, chance, day)
    git(book, "checkout", "--quiet", "main")
    git(book, "merge", "--quiet", "--squash", f"squash-{day}")
    commit(book, day=day)


@deed
def squashed_approval(book: Path, chance: Random, day: str) -> None:
    """Approved and verified on a branch; the server makes one entry of it on a branch that was never verified here."""
    _clean(book, day)
    branch = git(book, "symbolic-ref", "--short", "HEAD")
    git(book, "checkout", "--quiet", "-b", f"approval-{day}")
    approve_the_fourth(book, chance, day)
    done(referat(book, "verify", day=day))
    git(book, "checkout", "--quiet", "-b", f"released-{day}", branch)
    git(book, "merge", "--quiet", "--squash", f"approval-{day}")
    commit(book, day=day)
    done(referat(book, "verify", day=day))
    git(book, "checkout", "--quiet", "-B", branch)
    git(book, "branch", "--quiet", "-D", f"approval-{day}")


@deed
def rebased_ticks(book: Path, chance: Random, day: str) -> None:
    """Entries that were seen, put in another order, as `git pull --rebase` may."""
    _clean(book, day)
    before = git(book, "rev-parse", "HEAD")
    new_group_and_note(book, chance, day)
    tick_one(book, M2, "a", day)
    assert referat(book, "verify", day=day).code == 0
    first, *others = git(book, "rev-list", "--reverse", f"{before}..HEAD").split()
    git(book, "reset", "--quiet", "--hard", before)
    with on_day(day, hour=13):
        git(book, "cherry-pick", *others, first)


@deed
def amended_draft(book: Path, chance: Random, day: str) -> None:
    write_on_in_a_draft(book, chance, day)
    assert referat(book, "verify", day=day).code == 0
    with on_day(day, hour=14):
        git(book, "commit", "--quiet", "--amend", "--message", "better words")


@deed
def approve_the_fourth(book: Path, chance: Random, day: str) -> None:
    _clean(book, day)
    if "approval:" not in page(book, M4).read_text("utf-8"):
        done_or_refused(referat(book, "approve", M4, "--in", M5, "--by", "Signe Haugstad", day=day))


@deed
def approve_verify_withdraw(book: Path, chance: Random, day: str) -> None:
    _clean(book, day)
    if "approval:" not in page(book, M4).read_text("utf-8"):
        done_or_refused(referat(book, "approve", M4, "--in", M5, "--by", "Signe Haugstad", day=day))
        done(referat(book, "verify", day=day))
        done_or_refused(referat(book, "withdraw", M4, day=day))


@deed
def correct_the_second(book: Path, chance: Random, day: str) -> None:
    _clean(book, day)
    change(book, M2, "retningen", "retningen og farten")
    done_or_refused(referat(book, "correct", M2, "--in", M5, "--by", "Signe Haugstad", day=day))
    git(book, "checkout", "--quiet", "--", "meetings")  # where it was refused, the secretary takes the change back


@deed
def send_out_the_fifth(book: Path, chance: Random, day: str) -> None:
    done(referat(book, "circulate", M5, "--force", "en prøve", "--out", str(book.parent / "copies"), day=day))


@deed
def housekeeping(book: Path, chance: Random, day: str) -> None:
    git(book, "tag", f"seen-{day}")
    git(book, "gc", "--quiet")


@deed
def another_work_tree(book: Path, chance: Random, day: str) -> None:
    """The same repository in a second folder, on a branch of its own, verified there."""
    _clean(book, day)
    other = book.parent / f"tree-{day}"
    git(book, "worktree", "add", "--quiet", "-b", f"tree-{day}", str(other))
    done(referat(other, "verify", day=day))
    git(book, "worktree", "remove", "--force", str(other))


@deed
def an_earlier_branch(book: Path, chance: Random, day: str) -> None:
    """Somebody looks at the book as it was, on a branch of its own, and comes back."""
    _clean(book, day)
    git(book, "checkout", "--quiet", "-b", f"look-{day}")
    git(book, "checkout", "--quiet", "main")


@deed
def other_file_beside(book: Path, chance: Random, day: str) -> None:
    put(book, {f"notes-{day}.txt": "unsaved", "meetings/.draft.md": "---\n", "meetings/vedlegg.pdf": b"%PDF"})
    shutil.rmtree(book / "copies", ignore_errors=True)


def tick_one(book: Path, meeting: str, which: str, day: str) -> None:
    path = page(book, meeting)
    found = re.findall(rf"\^(0\dk\d\d{which})[ \t]*$", path.read_bytes().decode().replace("\r", ""), re.MULTILINE)
    referat(book, "reopen", found[0], day=day)
    done_or_refused(referat(book, "done", found[0], "--on", _after(day), day=day))
    _clean(book, day)


def _clean(book: Path, day: str) -> None:
    """What others left uncommitted is saved first, as `referat save` would."""
    if git(book, "status", "--porcelain"):
        commit(book, "the day's writing", day)
