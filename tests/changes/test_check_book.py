"""A book is checked file by file, and what was found is kept: whatever is wrong with it, the findings are those of all at once."""

import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from referat.book import Book
from referat.changes.check_book import check_book
from referat.format.document import parse
from referat.index import signatures
from referat.model.problems import PROBLEMS, Problem
from tests.broken_books import broken_book
from tests.changes.all_at_once import check_at_once
from tests.seeds import seeds
from tests.small_books import minutes, on_disk
from tools.examples import TODAY, example, laid_out


def told(problems: Sequence[Problem]) -> list[str]:
    return [f"{p.place}:{p.place.column}+{p.length} {p.code} {sorted(p.facts.items())}" for p in problems]


def assert_same(root: Path, today: date = TODAY) -> None:
    """Also when it is asked again, and what was found is at hand."""
    expected = told(check_at_once(Book.open(root), today))
    for _ in range(2):
        assert told(check_book(Book.open(root), today)) == expected


@pytest.mark.parametrize("seed", seeds(8, of=240))
def test_of_a_book_written_and_broken_at_random_the_same_is_found(seed: int, tmp_path: Path) -> None:
    assert_same(broken_book(tmp_path, seed, 30))


@pytest.mark.parametrize("code", PROBLEMS)
def test_of_the_example_of_each_problem_the_same_is_found(code: str) -> None:
    one = example(code)
    with laid_out(one) as root:
        assert code in {problem.code for problem in check_book(Book.open(root), one.today)}
        assert_same(root, one.today)


def test_the_books_broken_at_random_are_broken_in_most_of_the_ways_there_are(tmp_path: Path) -> None:
    found = {p.code for seed in range(24) for p in check_at_once(Book.open(broken_book(tmp_path / str(seed), seed, 30)), TODAY)}
    assert len(found) > 50, sorted(PROBLEMS.keys() - found)


@pytest.mark.parametrize("seed", seeds(4, of=120))
def test_what_is_kept_says_the_same_on_other_days_and_after_changes(seed: int, tmp_path: Path) -> None:
    """Files are changed, taken away, and the day goes on or back, one after the other, without the book being asked anew in between."""
    root, random = broken_book(tmp_path, seed, 20), Random(seed)
    for _ in range(6):
        files = sorted((root / "meetings").rglob("*.md")) + sorted((root / "meetings").glob("*.yaml"))
        file = random.choice(files)
        lines = file.read_bytes().splitlines(keepends=True)
        kind = random.randrange(5)
        if kind == 0:
            file.unlink()
        elif kind == 1 and lines:
            del lines[random.randrange(len(lines))]
            file.write_bytes(b"".join(lines))
        elif kind == 2:
            other = random.choice(files[:-1]) if len(files) > 1 else file
            taken = [line for line in (other.read_bytes() if other.exists() else b"").splitlines(keepends=True) if b"[" in line]
            file.write_bytes(b"".join([*lines, *taken[:3]]))
        assert_same(root, TODAY + timedelta(days=random.choice((-400, -30, -1, 0, 0, 1, 30, 400))))


def test_only_what_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "time_ns", lambda: time.time_ns() + 60 * 10**9)  # nothing is so young that it is distrusted
    body = "## 1. Sak\n\n- [ ] @ida Ring kommunen frist:2024-07-01 ^k3p7d\n"
    root = on_disk(tmp_path, {f"2024-05-{day:02d}-styret.md": minutes(f"2024-05-{day:02d}", body) for day in range(1, 31)})
    first = check_book(Book.open(root), TODAY)
    (root / "meetings/2024-05-14-styret.md").write_text(minutes("2024-05-14", body.replace("- [ ]", "- [x]")), encoding="utf-8")
    steps: list[tuple[int, int]] = []
    second = check_book(Book.open(root), TODAY, lambda done, of: steps.append((done, of)))
    assert steps[-1] == (1, 1)
    assert {p.place.path for p in first} != {p.place.path for p in second}
    assert told(second) == told(check_at_once(Book.open(root), TODAY))


def test_a_book_with_changes_laid_over_it_is_checked_as_it_would_be(tmp_path: Path) -> None:
    files = {"2024-05-14-styret.md": minutes("2024-05-14", "- [ ] Ring ^k3p7d\n"), "2024-05-15-styret.md": minutes("2024-05-15", "")}
    root = on_disk(tmp_path, files)
    path = "meetings/2024-05-14-styret.md"
    changed = Book.open(root).with_documents({path: parse(path, minutes("2024-05-14", "- [x] Ring ^k3p7d\n")), "meetings/2024-05-15-styret.md": None})
    codes = [(p.place.path, p.code) for p in check_book(changed, TODAY)]
    assert (path, "tick-without-day") in codes
    assert {where for where, _ in codes} == {path}
    assert told(check_book(changed, TODAY)) == told(check_at_once(changed, TODAY))


def test_files_that_go_away_while_they_are_checked_end_no_run(tmp_path: Path) -> None:
    root = broken_book(tmp_path, 3, 30)

    def remove(done: int, of: int) -> None:
        if done == of:
            for file in (root / "meetings").rglob("*.md"):
                file.unlink()

    before = check_book(Book.open(root), TODAY)
    after = check_book(Book.open(root), TODAY, remove)
    assert {(p.place.path, p.code) for p in after} <= {(p.place.path, p.code) for p in before}
