"""The site as it is shown while somebody writes: on this computer alone, to our own pages, and anew when the book changes."""

import shutil
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from referat.cli.site_server import Shown, watch
from tests.site.books import ELVDAL, made


class Showing:
    def __init__(self, book: Path, folder: Path) -> None:
        self.book, self.folder, self.stop, self.address = book, folder, Event(), ""
        self.thread = Thread(target=watch, args=(Shown(folder), str(book), self.make, 0, self.begun, self.stop))
        self.thread.start()
        while not self.address and self.thread.is_alive():
            sleep(0.01)
        self.port = int(self.address.rstrip("/").rpartition(":")[2])

    def make(self) -> frozenset[str]:
        made(self.book, self.folder)
        return frozenset(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())

    def begun(self, address: str) -> None:
        self.address = address

    def ask(self, path: str, method: str = "GET", host: str = "") -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, headers={"Host": host or f"127.0.0.1:{self.port}"})
            answer = connection.getresponse()
            return answer, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()


@pytest.fixture
def showing(tmp_path: Path) -> Iterator[Showing]:
    shutil.copytree(ELVDAL, tmp_path / "book")
    found = Showing(tmp_path / "book", tmp_path / "site")
    yield found
    found.stop.set()
    found.thread.join()


def test_it_is_served_to_this_computer_alone(showing: Showing) -> None:
    assert showing.address.startswith("http://127.0.0.1:")
    answer, page = showing.ask("/")
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    assert '<script src="/-/reload.js" defer>' in page
    assert "connect-src 'self'" in page
    assert "/-/" not in (showing.folder / "index.html").read_text("utf-8")
    for host in ("evil.example", f"evil.example:{showing.port}", "127.0.0.1", f"127.0.0.1:{showing.port + 1}"):
        assert showing.ask("/", host=host)[0].status == 421
    for method in ("POST", "PUT", "HEAD", "OPTIONS", "DELETE"):
        assert showing.ask("/", method)[0].status == 501
    (showing.folder.parent / "hemmelig.txt").write_text("x", "utf-8")
    for path in ("/../hemmelig.txt", "/%2e%2e/hemmelig.txt", "/meetings/..%2f..%2fhemmelig.txt", "//etc/passwd", "/nothing.html", "/meetings"):
        assert showing.ask(path)[0].status == 404, path


def test_a_change_of_the_book_is_shown(showing: Showing) -> None:
    assert showing.ask("/-/state")[1] == "0"
    page = showing.book / "meetings/2024-03-12-styret.md"
    page.write_text(page.read_text("utf-8").replace("løst på nordsiden", "borte på sørsiden"), "utf-8")
    end = monotonic() + 30
    while showing.ask("/-/state")[1] == "0" and monotonic() < end:
        sleep(0.05)
    assert "borte på sørsiden" in showing.ask("/meetings/2024-03-12-styret.html")[1]
