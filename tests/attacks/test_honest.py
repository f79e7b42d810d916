"""No false alarm: whatever honest people do, in any order, `verify` finds nothing, whether one has seen the book before or not."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.approved_books import copy, referat
from tests.attacks.honest import DEEDS
from tests.repositories import git

HISTORIES = 50
DEEDS_EACH = 3


def told(book: Path, numbers: list[int], chance: Random) -> None:
    """Do the deeds with these numbers, a week apart, and verify after each."""
    assert referat(book, "verify").code == 0
    for week, number in enumerate(numbers):
        day = (date(2024, 6, 3) + timedelta(weeks=week)).isoformat()
        deed = DEEDS[number]
        deed(book, chance, day)
        ran = referat(book, "verify", day=day)
        assert ran.code == 0, f"{deed.__name__}: {ran.out}{git(book, 'log', '--oneline')}"


@pytest.mark.parametrize("number", range(HISTORIES))
def test_an_honest_history_raises_no_alarm(number: int, template: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(number)
    numbers = [(number + step) % len(DEEDS) if step == 0 else chance.randrange(len(DEEDS)) for step in range(DEEDS_EACH)]
    book = copy(template, tmp_path / "book")
    told(book, numbers, chance)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another state"))
    assert referat(book, "verify", day="2024-09-01").code == 0


@pytest.mark.soak
@pytest.mark.parametrize("number", range(500))
def test_long_honest_histories_raise_no_alarm(number: int, template: Path, home: Path, tmp_path: Path) -> None:
    chance = Random(1000 + number)
    told(copy(template, tmp_path / "book"), [chance.randrange(len(DEEDS)) for _ in range(12)], chance)
