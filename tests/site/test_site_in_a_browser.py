"""The site in Chromium, from its files: for all eyes and hands, found by keyboard, and with nothing that leaves the page or gets into it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.handouts.browser import Browser, browser
from tests.site.books import ELVDAL, HOSTILE_BOOK, TODAY, made, small

pytestmark = [pytest.mark.real, pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium")]
KINDS = (
    *("index", "actions/index", "meetings/index", "meetings/2024-03-12-styret", "decisions/index", "decisions/2024-03-12-styret-4"),
    *("cases/index", "cases/2024-03-12-styret-6", "groups/index", "groups/styret", "people/index", "people/Oddvar-Bråten", "figures/index"),
)
WATCHED = "addEventListener('securitypolicyviolation', event => (self.kept_out ||= []).push(event.effectiveDirective), true)"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as found:
        found.ask("Network.enable")
        yield found


@pytest.fixture
def strict(chromium: Browser) -> Iterator[Browser]:
    """The browser as people have it: the page's own policy holds."""
    chromium.ask("Page.setBypassCSP", enabled=False)
    script = chromium.ask("Page.addScriptToEvaluateOnNewDocument", source=WATCHED)["identifier"]
    yield chromium
    chromium.ask("Page.removeScriptToEvaluateOnNewDocument", identifier=script)
    chromium.ask("Page.setBypassCSP", enabled=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elvdal") / "site"
    made(ELVDAL, folder)
    return folder


def asked_for(chromium: Browser) -> list[str]:
    """The addresses that pages have asked for since the last time."""
    chromium.run("new Promise(done => setTimeout(done, 50))")
    found = [one["params"]["request"]["url"] for one in chromium.events if one.get("method") == "Network.requestWillBeSent"]
    chromium.events.clear()
    return found


def typed(chromium: Browser, text: str) -> None:
    """Somebody searches, and waits for what is found."""
    chromium.run("document.getElementById('search').focus()")
    chromium.write(text)
    loaded = "self.referatShards && document.querySelectorAll('head script[src*=search-]').length === referatShards.length"
    chromium.run(f"new Promise(done => {{ const look = () => ({loaded}) ? setTimeout(done, 300) : setTimeout(look, 10); look(); }})")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_no_kind_of_page_has_a_violation(chromium: Browser, site: Path, scheme: str, width: int) -> None:
    found = []
    for kind in KINDS:
        chromium.open(site / f"{kind}.html", width=width, scheme=scheme)
        found += [(kind, *one) for one in chromium.violations()]
        assert chromium.run("document.documentElement.scrollWidth") <= width, kind
    chromium.open(site / "index.html", width=width, scheme=scheme)
    typed(chromium, "bru")
    assert chromium.run("document.querySelectorAll('#hits a').length") > 0
    found += [("hits", *one) for one in chromium.violations()]
    assert found == []


def test_no_request_leaves_the_site(strict: Browser, site: Path) -> None:
    asked_for(strict)
    for kind in KINDS:
        strict.open(site / f"{kind}.html")
    typed(strict, "høri fylk")
    asked = asked_for(strict)
    assert len(asked) > 3 * len(KINDS)
    assert [url for url in asked if not url.startswith(site.as_uri())] == []
    assert strict.run("self.kept_out || []") == []


def test_beginnings_of_words_are_found_and_reached_by_keyboard(strict: Browser, site: Path) -> None:
    strict.open(site / "meetings/2024-03-12-styret.html")
    strict.ask("Input.dispatchKeyEvent", type="keyDown", key="k", code="KeyK", modifiers=2)
    assert strict.run("document.activeElement.id") == "search"
    typed(strict, "HØRI fylk")
    assert strict.run("document.querySelector('#hits p').textContent") == "Treff: 2"
    links = strict.run("[...document.querySelectorAll('#hits a')].map(link => link.getAttribute('href'))")
    assert "../meetings/2024-04-23-styret.html#4" in links
    for key, at in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        strict.press(key)
        assert strict.run("document.activeElement.getAttribute('href')") == links[at]
    strict.press("Escape")
    assert strict.run("document.getElementById('hits').hidden")


def test_lists_are_narrowed_by_keyboard(strict: Browser, site: Path) -> None:
    strict.open(site / "actions/index.html")
    shown = "[...document.querySelectorAll('#all-actions tbody tr')].filter(row => row.offsetHeight).length"
    assert strict.run(shown) == 5
    for _ in range(30):
        strict.press("Tab")
        if strict.run("document.activeElement.name") == "words":
            break
    strict.write("REKKVERK")
    assert (strict.run(shown), strict.run("document.querySelector('output').textContent")) == (1, "1 / 5")
    strict.run("document.querySelector('form.filter').reset()")
    for _ in range(10):
        strict.press("Tab")
        if strict.run("document.activeElement.name") == "late":
            break
    strict.press(" ")
    assert strict.run(shown) == strict.run("document.querySelectorAll('tr.is-late').length") == 3


def test_a_hostile_book_gets_nothing_run_or_loaded(strict: Browser, tmp_path: Path) -> None:
    folder = small(tmp_path, HOSTILE_BOOK)
    asked_for(strict)
    for page in sorted(folder.rglob("*.html")):
        strict.open(page)
        assert strict.run("[document.title === 'broken in', self.kept_out || []]") == [False, []], page
    typed(strict, "script")
    assert all(url.startswith(folder.as_uri()) for url in asked_for(strict))


def test_what_had_got_past_both_walls_would_still_not_run(strict: Browser, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    page = tmp_path / "site/index.html"
    attack = (
        "<script>document.title = 'broken in'</script><img src='https://evil.example/x.png' onerror=\"document.title = 'broken in'\">"
        "<p style='color: red'>x</p><iframe src='https://evil.example/'></iframe><script src='https://evil.example/x.js'></script>"
        "<form action='https://evil.example/'><button id=sent>x</button></form><base href='https://evil.example/'>"
    )
    page.write_text(page.read_text("utf-8").replace("</main>", f"{attack}</main>"), "utf-8")
    asked_for(strict)
    strict.open(page)
    strict.run("document.getElementById('sent').click()")
    # What is kept out is named as asked for and never sent: no answer, and no word to the other end.
    sent = {one["params"]["response"]["url"] for one in strict.events if one.get("method") == "Network.responseReceived"}
    ours = ((tmp_path / "site").as_uri(), "data:")  # data: is the browser's own sign for a frame it does not show
    assert [url for url in sent if not url.startswith(ours)] == []
    assert strict.run("document.title") != "broken in"
    kept_out = set(strict.run("self.kept_out"))
    assert {"script-src-elem", "img-src", "style-src-attr", "frame-src", "base-uri"} <= kept_out


def test_the_command_shows_it_until_it_is_interrupted(tmp_path: Path) -> None:
    shutil.copytree(ELVDAL, tmp_path / "book")
    words = ["site", str(tmp_path / "site"), "--watch", "--book", str(tmp_path / "book"), "--today", TODAY.isoformat()]
    with subprocess.Popen(
        [sys.executable, "-m", "referat", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as run:
        assert run.stdout
        address = [run.stdout.readline(), run.stdout.readline()][1].strip()
        assert address.startswith("http://127.0.0.1:")
        connection = HTTPConnection("127.0.0.1", int(address.rstrip("/").rpartition(":")[2]), timeout=20)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=20)
    assert run.returncode == 0, said
    assert "Traceback" not in said
