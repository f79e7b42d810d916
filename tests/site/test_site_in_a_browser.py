"""The site in Chromium, from its files: the style sheet and the search are allowed, whatever else a page might hold is not."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.site.books import ELVDAL, made

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.real, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")]
# Stands in for somebody who types, in the page's own script file: the policy lets no other script run.
TYPING = """
addEventListener("load", () => {
  const field = document.getElementById("search");
  field.focus(); field.dispatchEvent(new Event("focus")); field.value = "HØRI fylk"; field.dispatchEvent(new Event("input"));
});
"""


def shown(page: Path, folder: Path) -> str:
    """The page as the browser has it once its scripts have run."""
    assert CHROMIUM is not None
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}", "--virtual-time-budget=4000", "--dump-dom"]
    return subprocess.run([CHROMIUM, *flags, page.as_uri()], capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.fixture
def site(tmp_path: Path) -> Path:
    made(ELVDAL, tmp_path / "site")
    script = tmp_path / "site/assets/site.js"
    script.write_text(script.read_text("utf-8") + TYPING, "utf-8")
    return tmp_path / "site"


def test_beginnings_of_words_are_found_without_a_server(site: Path, tmp_path: Path) -> None:
    page = shown(site / "meetings/2024-03-12-styret.html", tmp_path / "profile")
    assert "Treff: 2" in page
    assert 'href="../meetings/2024-04-23-styret.html#4"' in page


def test_no_script_in_a_page_runs(site: Path, tmp_path: Path) -> None:
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", "<script>document.title = 'broken in'</script></main>"), "utf-8")
    assert "<title>broken in" not in shown(page, tmp_path / "profile")
