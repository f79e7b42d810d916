"""The jobs in docs/forge.md, taken from the page and run as a forge would run them: step by step in a clone, the first that fails ends the job."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.approved_books import done, referat
from tests.repositories import git, home, make_repository
from tests.small_books import group, minutes

__all__ = ["home"]

PAGE = Path(__file__).resolve().parents[2] / "docs/forge.md"
BOOK = {
    "meetings/book.yaml": "tittel: Sagvollen vel\nspråk: nb\n",
    "meetings/people.yaml": "gunnhild: Gunnhild Tveit\n",
    "meetings/groups/styret.md": group("Styret", "medlemmer:\n  - Gunnhild Tveit\n"),
    "meetings/2024-01-10-styret.md": minutes(
        "2024-01-10",
        "## 1. Lekeplass\n\nVedtak: Lekeplassen bygges.\n\n## 2. Personalsak (unntatt: offl. § 13)\n\nForliket godtas.\n",
        more="til stede: [Gunnhild Tveit]",
    ),
}


def jobs() -> dict[str, list[str]]:
    """The commands of each forge's job, in order."""
    github, gitlab = (yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE))
    steps: list[dict[str, Any]] = github["jobs"]["book"]["steps"]
    return {"github": [step["run"] for step in steps if "run" in step], "gitlab": list(gitlab["book"]["script"])}


def run(commands: list[str], clone: Path) -> tuple[int, str]:
    """What a forge does, but for installing the program, which is here."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    said = ""
    for command in commands:
        if command.startswith("pip install"):
            assert "referat[site]" in command
            continue
        around = {**os.environ, "PATH": path, "REFERAT_TODAY": "2024-05-20"}
        ran = subprocess.run(["sh", "-ec", command], cwd=clone, env=around, capture_output=True, text=True, check=False)
        said += ran.stdout + ran.stderr
        if ran.returncode:
            return ran.returncode, said
    return 0, said


@pytest.fixture
def origin(home: Path, tmp_path: Path) -> Path:
    book = make_repository(tmp_path / "origin", BOOK)
    git(book, "add", "--all")
    git(book, "commit", "--quiet", "--message", "the book", "--allow-empty")
    done(referat(book, "circulate", "2024-01-10", day="2024-01-15"))
    return book


def test_the_job_publishes_the_public_site_and_the_calendars_of_groups(origin: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(origin), "clone")
    code, said = run(jobs()["github"], tmp_path / "clone")
    assert code == 0, said
    public = tmp_path / "clone/public"
    assert [path.name for path in (public / "calendar").iterdir()] == ["group-styret.ics"]
    text = "".join(path.read_text("utf-8") for path in public.rglob("*") if path.is_file())
    assert "Lekeplassen bygges" in text
    assert "Personalsak" not in text
    assert "Forliket" not in text


def test_both_forges_do_the_same() -> None:
    github, gitlab = ([line for step in steps for line in step.replace(" --format github", "").splitlines()] for steps in jobs().values())
    assert github == gitlab


def test_a_book_that_is_written_wrongly_is_not_published(origin: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(origin), "clone")
    (tmp_path / "clone/meetings/2024-02-10-styret.md").write_text("---\ntittel: [\n---\n", "utf-8")
    assert run(jobs()["gitlab"], tmp_path / "clone")[0] != 0
    assert not (tmp_path / "clone/public").exists()
