"""What answers a hot question must load next to nothing."""

import os
import subprocess
import sys

import pytest

HOT = [
    "referat.query.rows",
    "referat.query.filters",
    "referat.query.followup",
    "referat.query.meetings",
    "referat.render.plain",
    "referat.render.formats",
    "referat.render.action_sheet",
    "referat.render.followup_report",
    "referat.render.meeting_sheet",
]
# collections.abc is there in every Python; collections is not.
HEAVY = {"typing", "re", "dataclasses", "enum", "datetime", "json", "collections", "pathlib", "unicodedata"}
HEAVY |= {"rich", "yaml", "git", "typer", "subprocess"}


@pytest.mark.parametrize("module", HOT)
def test_a_hot_module_loads_nothing_heavy(module: str) -> None:
    asked = f"import {module}, sys; print(*sys.modules)"
    surroundings = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path.endswith("src")), "PATH": os.environ["PATH"]}
    ran = subprocess.run([sys.executable, "-S", "-c", asked], capture_output=True, text=True, env=surroundings, check=True)
    assert HEAVY & set(ran.stdout.split()) == set()
