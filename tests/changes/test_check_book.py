"""A large book is checked file by file, by two processes: whatever is wrong with it, the findings are those of all at once."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from referat.book import Book
from referat.changes import check_book as checking
from referat.changes.check_book import check_at_once, check_by_file, findings
from referat.format.document import parse
from referat.model.problems import PROBLEMS, Problem
from tests.broken_books import broken_book
from tests.small_books import minutes, on_disk
from tools.examples import TODAY, example, laid_out


def told(problems: Sequence[Problem]) -> list[str]:
    return [f"{p.place}:{p.place.column}+{p.length} {p.code} {p.facts}" for p in problems]


def assert_same(root: Path, today: date = TODAY) -> None:
    assert told(check_by_file(Book.open(root), today)) == told(check_at_once(Book.open(root), today))


@pytest.mark.parametrize("seed", range(24))
def test_of_a_book_written_and_broken_at_random_both_ways_find_the_same(seed: int, tmp_path: Path) -> None:
    assert_same(broken_book(tmp_path, seed, 30))


@pytest.mark.parametrize("code", PROBLEMS)
def test_of_the_example_of_each_problem_both_ways_find_the_same(code: str) -> None:
    one = example(code)
    with laid_out(one) as root:
        assert code in {problem.code for problem in check_by_file(Book.open(root), one.today)}
        assert_same(root, one.today)


def test_the_books_broken_at_random_are_broken_in_most_of_the_ways_there_are(tmp_path: Path) -> None:
    found = {p.code for seed in range(24) for p in check_at_once(Book.open(broken_book(tmp_path / str(seed), seed, 30)), TODAY)}
    assert len(found) > 50, sorted(PROBLEMS.keys() - found)


def test_a_large_book_is_not_held_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "## 1. Sak\n\n- [ ] @ida Ring kommunen frist:2024-07-01 ^k3p7d\n"
    book = Book.open(on_disk(tmp_path, {f"2024-05-{day:02d}-styret.md": minutes(f"2024-05-{day:02d}", body) for day in range(1, 31)}))
    monkeypatch.setattr(checking, "WORTH_GOING_THROUGH", 30)
    steps: list[tuple[int, int]] = []
    found = findings(book, TODAY, progress=lambda done, of: steps.append((done, of)))
    assert not book.is_read
    assert steps[-1] == (30, 30)
    assert [p for p, _ in found] == list(check_at_once(book, TODAY))


def test_a_book_with_changes_laid_over_it_is_checked_as_it_would_be(tmp_path: Path) -> None:
    files = {"2024-05-14-styret.md": minutes("2024-05-14", "- [ ] Ring ^k3p7d\n"), "2024-05-15-styret.md": minutes("2024-05-15", "")}
    root = on_disk(tmp_path, files)
    path = "meetings/2024-05-14-styret.md"
    changed = Book.open(root).with_documents({path: parse(path, minutes("2024-05-14", "- [x] Ring ^k3p7d\n")), "meetings/2024-05-15-styret.md": None})
    codes = [(p.place.path, p.code) for p in check_by_file(changed, TODAY)]
    assert (path, "tick-without-day") in codes
    assert {where for where, _ in codes} == {path}
    assert told(check_by_file(changed, TODAY)) == told(check_at_once(changed, TODAY))


def test_files_that_go_away_while_they_are_checked_end_no_run(tmp_path: Path) -> None:
    root = broken_book(tmp_path, 3, 30)

    def remove(done: int, of: int) -> None:
        if done == of:
            for file in (root / "meetings").rglob("*.md"):
                file.unlink()

    before = check_by_file(Book.open(root), TODAY)
    after = check_by_file(Book.open(root), TODAY, remove)
    assert {(p.place.path, p.code) for p in after} <= {(p.place.path, p.code) for p in before}
