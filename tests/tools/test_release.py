"""A release is tagged with its own notes, and only where it is whole."""

from pathlib import Path

import pytest
import yaml

from tests.repositories import git, home
from tools import release
from tools.release import NotYet, is_tagged, notes, tag

__all__ = ["home"]

ROOT = Path(__file__).resolve().parents[2]
CHANGELOG = """# Changes

## 0.3.0 – not released yet

* To come.

## 0.2.0 – 2027-01-15

* **New.** One thing.

### For those who build on it

* Another.

## 0.1.0 – 2026-12-01

The first version.
"""


@pytest.fixture
def project(home: Path, tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "src/referat").mkdir(parents=True)
    (root / "src/referat/__init__.py").write_text('__version__ = "0.2.0"\n', encoding="utf-8")
    (root / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "release: 0.2.0")
    return root


def test_the_notes_are_the_section_of_the_version_and_no_more() -> None:
    assert notes(CHANGELOG, "0.2.0") == "* **New.** One thing.\n\n### For those who build on it\n\n* Another.\n"
    assert notes(CHANGELOG, "0.1.0") == "The first version.\n"


@pytest.mark.parametrize(("number", "why"), [("0.3.0", "does not end in the day"), ("0.4.0", "no section"), ("0.2", "no section")])
def test_a_version_without_dated_notes_is_refused(number: str, why: str) -> None:
    with pytest.raises(NotYet, match=why):
        notes(CHANGELOG, number)
    with pytest.raises(NotYet, match="empty"):
        notes("## 0.2.0 – 2027-01-15\n\n## 0.1.0 – 2026-12-01\n\nFirst.\n", "0.2.0")


def test_a_tag_is_of_the_version_and_tells_its_notes(project: Path) -> None:
    assert tag(project) == is_tagged(project) == "v0.2.0"
    told = git(project, "tag", "--list", "--format=%(contents)", "v0.2.0")
    assert told.startswith("referat 0.2.0\n\n* **New.** One thing.\n\n### For those")
    with pytest.raises(NotYet, match="never moved"):
        tag(project)


def test_nothing_is_tagged_that_is_not_committed(project: Path) -> None:
    (project / "left.txt").write_text("left\n", encoding="utf-8")
    with pytest.raises(NotYet, match="not committed"):
        tag(project)
    assert git(project, "tag") == ""


def test_a_tag_that_stands_elsewhere_is_not_taken_for_this_one(project: Path) -> None:
    tag(project)
    git(project, "commit", "--quiet", "--allow-empty", "--message", "later")
    with pytest.raises(NotYet, match="does not stand"):
        is_tagged(project)


def test_a_folder_without_this_versions_wheel_is_refused(tmp_path: Path) -> None:
    for name in ("referat-0.0.1-py3-none-any.whl", f"referat-{release.version()}.tar.gz"):
        (tmp_path / name).touch()
    with pytest.raises(NotYet, match="make dist"):
        release.check(tmp_path)


def test_every_action_of_a_workflow_is_pinned_to_a_commit() -> None:
    used = []
    for file in sorted((ROOT / ".github/workflows").glob("*.yml")):
        jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]
        used += [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
        assert all(job["timeout-minutes"] for job in jobs.values())
    assert len(used) > 5
    assert [action for action in used if len(action.partition("@")[2]) != 40] == []


def test_the_changelog_has_a_section_for_what_is_here() -> None:
    assert f"\n## {release.version()} – " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
