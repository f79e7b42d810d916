"""The minutes the project began with, and the score it is held to; they lie beside the project and are not part of it."""

import json
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import pytest

from referat.intake import read_document, to_json

MINUTES = Path(__file__).parents[3] / "shared" / "minutes"
TODAY = date(2026, 1, 1)

pytestmark = pytest.mark.skipif(not MINUTES.is_dir(), reason="the real minutes are not beside the project")


def test_the_founding_document() -> None:
    (found,) = read_document(MINUTES / "osloregionen-2023-08-31.txt", today=TODAY)
    assert found.held_on == date(2023, 8, 31)
    assert [problem.code for problem in found.problems] == ["date-conflict"]
    assert (len(found.present), len(found.others), len(found.items)) == (18, 1, 5)
    assert [(len(action.owners), action.item, action.group) for action in found.actions] == [(1, "4", "1"), (1, "4", "2"), (1, "4", "3")]
    assert [len(group.seats) for group in found.groups] == [4, 6, 5]
    assert {group.until for group in found.groups} == {"2024-08-31"}
    groups = to_json(found)["groups"]
    assert isinstance(groups, list)
    assert [len(group["open_seats"]) for group in groups] == [0, 2, 1]
    assert all(group["lead"] for group in groups)


def answer(words: list[str], **_: object) -> SimpleNamespace:
    """What the command would print of the file it is given last, without a start of Python for each."""
    found = [to_json(one) for one in read_document(Path(words[-1]), today=TODAY)]
    return SimpleNamespace(stdout=json.dumps(found, ensure_ascii=False), stderr="", returncode=0)


def test_the_score(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(subprocess, "run", answer)
    monkeypatch.setattr(sys, "argv", ["score.py", "--cmd", "referat"])
    with suppress(SystemExit):
        run_path(str(MINUTES / "score.py"), run_name="__main__")
    totals = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert totals["unreadable"] == 0
    assert totals["invented"] == 0
    assert totals["date"] >= 0.95
    assert totals["item"] >= 0.9
    assert totals["item_precision"] >= 0.85
    assert totals["action"] >= 0.7
    assert totals["action_precision"] >= 0.8
    assert totals["present"] >= 0.8
    assert totals["warned"] == 1
    assert totals["warned_precision"] >= 0.8
