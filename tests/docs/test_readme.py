"""The README shows what the example book really answers."""

from pathlib import Path

import pytest

from tests.docs.transcripts import Page

ROOT = Path(__file__).resolve().parents[2]


def test_the_example_book_answers_what_the_readme_shows(tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="a terminal of its own is something only POSIX systems give")
    shown = (ROOT / "README.md").read_text(encoding="utf-8").split("```console\n")[1].split("```")[0]
    page = Page(f"```console\n{shown}```\n", tmp_path)
    page.here = ROOT
    assert page.differences() == []
