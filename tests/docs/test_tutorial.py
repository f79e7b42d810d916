"""The tutorials are true: their commands are run, and answer what they say. `pytest --update` writes down what they answer now."""

from pathlib import Path

import pytest

from tests.docs.transcripts import Page

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", ["tutorial.md", "nb/kom-i-gang.md", "nb/fra-mote-til-mote.md", "nb/nar-noe-gikk-galt.md", "nb/sende-ut.md"])
def test_a_tutorial_says_what_happens(tmp_path: Path, update: bool, name: str) -> None:
    pytest.importorskip("pty", reason="a terminal of its own is something only POSIX systems give")
    tutorial = DOCS / name
    page = Page(tutorial.read_text(encoding="utf-8"), tmp_path)
    if update:
        tutorial.write_text(page.updated(), encoding="utf-8")
        return
    assert page.differences() == []


def test_a_page_that_is_wrong_is_found(tmp_path: Path) -> None:
    page = Page("```console\n$ referat --version\nreferat 0.0\n```\n", tmp_path)
    assert len(page.differences()) == 1
