"""The tutorial is true: its commands are run, and answer what it says. `pytest --update` writes down what they answer now."""

from pathlib import Path

import pytest

from tests.docs.transcripts import Page

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"


def test_the_tutorial_says_what_happens(tmp_path: Path, update: bool) -> None:
    pytest.importorskip("pty", reason="a terminal of its own is something only POSIX systems give")
    page = Page(TUTORIAL.read_text(encoding="utf-8"), tmp_path)
    if update:
        TUTORIAL.write_text(page.updated(), encoding="utf-8")
        return
    assert page.differences() == []


def test_a_page_that_is_wrong_is_found(tmp_path: Path) -> None:
    page = Page("```console\n$ referat --version\nreferat 0.0\n```\n", tmp_path)
    assert len(page.differences()) == 1
