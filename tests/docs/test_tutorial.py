"""The tutorial is true: its commands are run, and answer what it says. `REFERAT_UPDATE=1` writes down what they answer now."""

import os
from pathlib import Path

import pytest

from tests.docs.transcripts import Page

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
# Read before the tests' own surroundings take it away.
UPDATE = bool(os.environ.get("REFERAT_UPDATE"))


def test_the_tutorial_says_what_happens(tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="a terminal of its own is something only POSIX systems give")
    page = Page(TUTORIAL.read_text(encoding="utf-8"), tmp_path)
    if UPDATE:
        TUTORIAL.write_text(page.updated(), encoding="utf-8")
        return
    assert page.differences() == []


def test_a_page_that_is_wrong_is_found(tmp_path: Path) -> None:
    page = Page("```console\n$ referat --version\nreferat 0.0\n```\n", tmp_path)
    assert len(page.differences()) == 1
