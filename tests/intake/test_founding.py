"""The minutes the project began with, and the score it is held to; they lie beside the project and are not part of it."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from referat.intake import read_document, to_json

MINUTES = Path(__file__).parents[3] / "shared" / "minutes"
TODAY = date(2026, 1, 1)

pytestmark = pytest.mark.skipif(not MINUTES.is_dir(), reason="the real minutes are not beside the project")

DRIVER = """
import json, sys
from datetime import date
from pathlib import Path
from referat.intake import read_document, to_json
path = Path(sys.argv[-1])
print(json.dumps([to_json(one) for one in read_document(path, today=date(2026, 1, 1))], ensure_ascii=False))
"""


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


def test_the_score(tmp_path: Path) -> None:
    driver = tmp_path / "driver.py"
    driver.write_text(DRIVER, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, str(MINUTES / "score.py"), "--cmd", f"{sys.executable} {driver}"],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    )
    totals = json.loads(run.stdout.splitlines()[-1])
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
