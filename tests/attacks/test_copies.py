"""No false alarm where one book lies in several places, where rules and registers change, and where actions move in boxes within boxes.

Each history is one function, from an honest book to the places in which it is verified last; notes are allowed there, findings are not.
"""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.approved_books import M1, M2, M3, M4, M5, change, commit, copy, done, on_day, page, referat
from tests.attacks.around import nested
from tests.repositories import git, put

DAY = "2024-06-01"
BY = ("--by", "Signe Haugstad")
History = Callable[[Path], Sequence[Path]]
HISTORIES: list[History] = []


def history(function: History) -> History:
    HISTORIES.append(function)
    return function


def seen(*books: Path) -> None:
    for book in books:
        done(referat(book, "verify", day=DAY))


def clone(book: Path, name: str, *words: str) -> Path:
    git(book.parent, "clone", "--quiet", "--no-local", *words, f"file://{book}", name)
    return book.parent / name


def tick(book: Path, action: str) -> None:
    done(referat(book, "done", action, day=DAY))


def pull(book: Path) -> None:
    with on_day(DAY):
        git(book, "pull", "--quiet", "--no-rebase", "--no-edit")


@history
def a_clone_that_is_behind_by_a_tick(book: Path) -> Sequence[Path]:
    other = clone(book, "other")
    tick(book, "02k14a")
    seen(book)
    return [other]


@history
def a_clone_that_is_behind_by_an_approval(book: Path) -> Sequence[Path]:
    other = clone(book, "other")
    done(referat(book, "approve", M4, "--in", M5, *BY, day=DAY))
    seen(book)
    return [other, book]


@history
def a_clone_that_is_behind_by_a_correction(book: Path) -> Sequence[Path]:
    other = clone(book, "other")
    change(book, M2, "retningen", "retningen og farten")
    done(referat(book, "correct", M2, "--in", M5, *BY, day=DAY))
    seen(book)
    return [other, book]


@history
def a_clone_that_is_behind_by_new_rules(book: Path) -> Sequence[Path]:
    other = clone(book, "other")
    seen(book)
    (book / "meetings/book.yaml").write_text("approval: {by: [chair, secretary]}\n", encoding="utf-8")
    commit(book, day=DAY)
    done(referat(book, "verify", "--accept", "--yes"))
    return [other, book]


@history
def a_clone_that_was_verified_and_is_behind(book: Path) -> Sequence[Path]:
    other = clone(book, "other")
    seen(book, other)
    done(referat(book, "approve", M4, "--in", M5, *BY, day=DAY))
    seen(book)
    return [other, book, other]


@history
def ticks_in_two_clones(book: Path) -> Sequence[Path]:
    other = clone(book, "other")
    tick(book, "02k14a")
    tick(other, "03k13a")
    seen(book, other, book)
    pull(other)
    return [other, book]


@history
def an_approval_in_one_clone_and_a_tick_in_the_other(book: Path) -> Sequence[Path]:
    other = clone(book, "other")
    seen(other)
    tick(other, "02k14a")
    done(referat(book, "approve", M4, "--in", M5, *BY, day=DAY))
    seen(book)
    seen(other)
    pull(other)
    return [other, book]


@history
def a_clone_that_catches_up(book: Path) -> Sequence[Path]:
    other = clone(book, "other")
    tick(book, "02k14a")
    seen(book, other)
    pull(other)
    return [other, book]


@history
def an_unrelated_history_merged_in(book: Path) -> Sequence[Path]:
    """Whichever of the two first commits sorts first."""
    seen(book)
    for number in range(4):
        beside = book.parent / f"beside{number}"
        put(beside, {f"papers/{number}.txt": "Noter\n"})
        git(beside, "init", "--quiet")
        commit(beside, day=f"2024-05-{10 + number}")
        with on_day(DAY):
            git(book, "fetch", "--quiet", str(beside), "HEAD")
            git(book, "merge", "--quiet", "--no-edit", "--allow-unrelated-histories", "FETCH_HEAD")
        seen(book)
    return [clone(book, "other"), book]


@history
def a_work_tree_that_is_behind(book: Path) -> Sequence[Path]:
    tick(book, "02k14a")
    seen(book)
    git(book, "worktree", "add", "--quiet", "-b", "aside", str(book.parent / "aside"), "HEAD~1")
    return [book.parent / "aside", book]


@history
def a_folder_with_another_name(book: Path) -> Sequence[Path]:
    seen(book)
    book.rename(book.parent / "boka")
    return [book.parent / "boka"]


@history
def a_copy_of_the_folder(book: Path) -> Sequence[Path]:
    seen(book)
    other = copy(book, book.parent / "copy")
    tick(book, "02k14a")
    seen(book)
    return [other, book]


@history
def a_shallow_clone(book: Path) -> Sequence[Path]:
    seen(book)
    return [clone(book, "other", "--depth", "1")]


@history
def a_clone_without_all_texts(book: Path) -> Sequence[Path]:
    git(book, "config", "uploadpack.allowFilter", "true")
    other = clone(book, "other", "--filter=blob:none")
    seen(book)
    return [other]


@history
def a_branch_with_another_name(book: Path) -> Sequence[Path]:
    seen(book)
    git(book, "branch", "--quiet", "-m", "main", "hovedgren")
    tick(book, "02k14a")
    return [book]


@history
def no_branch_at_all(book: Path) -> Sequence[Path]:
    seen(book)
    tick(book, "02k14a")
    git(book, "checkout", "--quiet", "--detach")
    return [book]


@history
def stricter_rules(book: Path) -> Sequence[Path]:
    seen(book)
    (book / "meetings/book.yaml").write_text("approval: {by: [secretary], signatures: wanted}\n", encoding="utf-8")
    commit(book, day=DAY)
    done(referat(book, "verify", "--accept", "--yes"))
    return [book, clone(book, "other")]


@history
def looser_rules_after_approvals_that_were_right(book: Path) -> Sequence[Path]:
    (book / "meetings/book.yaml").unlink()
    commit(book, day=DAY)
    return [book, clone(book, "other")]


@history
def new_rules_saved_after_the_first_approval_by_them(book: Path) -> Sequence[Path]:
    """They lay in the folder when somebody approved by them, and were saved that evening."""
    (book / "meetings/book.yaml").write_text("approval: {by: [member]}\n", encoding="utf-8")
    change(book, M5, "- Oddvar Bråten (Øvre", "- Oddvar Bråten (medlem, Øvre")
    with on_day(DAY):
        git(book, "commit", "--quiet", "--message", "roles", "--", f"meetings/{M5}.md")
    done(referat(book, "approve", M4, "--in", M5, "--by", "Oddvar Bråten", day=DAY))
    commit(book, day=DAY)
    return [book, clone(book, "other")]


@history
def boxes_in_boxes_go_on(book: Path) -> Sequence[Path]:
    nested(book)
    done(referat(book, "defer", "0loft1", "--due", "2024-12-24", day=DAY))
    tick(book, "0loft1")
    done(referat(book, "reopen", "0kass1", day=DAY))
    return [book, clone(book, "other")]


@history
def actions_handed_to_people_that_the_book_knows(book: Path) -> Sequence[Path]:
    done(referat(book, "assign", "02k14a", "@signe,@oddvar", day=DAY))
    assert "R20" not in referat(book, "verify", day=DAY).out
    return [book]


@history
def ticks_taken_back_with_git(book: Path) -> Sequence[Path]:
    tick(book, "02k14a")
    seen(book)
    git(book, "reset", "--quiet", "--hard", "HEAD~1")
    return [book, book]


@history
def taken_back_and_approved_again(book: Path) -> Sequence[Path]:
    seen(book)
    done(referat(book, "withdraw", M3, day=DAY))
    done(referat(book, "approve", M3, "--in", M4, "--by", "Signe Haugstad", day=DAY))
    return [book]


@history
def a_correction_taken_back_before_it_was_saved(book: Path) -> Sequence[Path]:
    seen(book)
    done(referat(book, "withdraw", M1, "--no-save", day=DAY))
    seen(book)
    done(referat(book, "save"))
    return [book, clone(book, "other")]


@history
def signs_of_mathematics(book: Path) -> Sequence[Path]:
    change(book, M4, "retningen.", "retningen: 3 < 4 \u2260 5, `kode`; 20 \u00b5m.")
    commit(book, day="2024-05-09")
    done(referat(book, "approve", M4, "--in", M5, "--as-amended", *BY, day=DAY))
    assert "R20" not in referat(book, "verify", day=DAY).out
    return [book]


@history
def a_history_packed_anew(book: Path) -> Sequence[Path]:
    seen(book)
    git(book, "repack", "-q", "-a", "-d")
    git(book, "pack-refs", "--all")
    return [book]


@pytest.mark.parametrize("told", HISTORIES, ids=lambda told: told.__name__)
def test_a_history_in_several_places_raises_no_alarm(told: History, chain: Path) -> None:
    for book in told(chain):
        ran = referat(book, "verify", day="2024-09-01")
        assert ran.code == 0, f"{book.name}: {ran.out}{git(book, 'log', '--oneline', '-5')}"


def rolled_back(book: Path) -> None:
    done(referat(book, "approve", M4, "--in", M5, *BY, day=DAY))
    seen(book)
    git(book, "reset", "--quiet", "--hard", "HEAD~1")


def cloned_anew_as_it_was(book: Path) -> None:
    """A server hands out an old state to the folder in which the newer one was verified."""
    kept = copy(book, book.parent / "kept")
    done(referat(book, "approve", M4, "--in", M5, *BY, day=DAY))
    seen(book)
    shutil.rmtree(book)
    clone(kept, book.name)


def exchanged_in_a_clone_that_is_behind(book: Path) -> None:
    """Another approval than was seen is no older state."""
    from tests.attacks.tampering import recirculated, recompute

    other = clone(book, "other")
    tick(book, "02k14a")
    seen(book)
    shutil.rmtree(book)
    other.rename(book)
    change(book, M3, "retningen", "det motsatte")
    recompute(book, M3, M4)
    recirculated(book, M4)
    commit(book, day=DAY)


@pytest.mark.parametrize(
    ("deed", "rules"),
    [(rolled_back, {"R09c", "R10"}), (cloned_anew_as_it_was, {"R09c", "R10"}), (exchanged_in_a_clone_that_is_behind, {"R11"})],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_an_older_state_where_the_newer_was_verified_is_a_finding(chain: Path, deed: Callable[[Path], None], rules: set[str]) -> None:
    deed(chain)
    ran = referat(chain, "verify", day=DAY)
    assert ran.code == 1, ran.out
    found = {line.split(" ")[line.split(" ").index("finding") + 1].rstrip(":") for line in ran.out.splitlines() if "finding R" in line}
    assert rules <= found, ran.out
    assert page(chain, M2).exists()
