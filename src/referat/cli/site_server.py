"""Showing a site while somebody writes: on this computer alone, made again when the book changes, with pages that load themselves anew.

What is served is the site as it lies in its folder, file by file as its manifest lists them; only the copy that is served has the script that
asks whether there is something new. No other page may look in: the address is the loopback's, the port is drawn, and `Host` must be ours.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
_PAUSE = 0.5  # seconds between two looks at the book
_KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
_SCRIPT = b"""let known;
setInterval(async () => {
  try {
    const now = await (await fetch("/-/state")).text();
    if (known !== undefined && now !== known) location.reload();
    known = now;
  } catch (gone) {}
}, 1000);
"""
_TAG = b'<script src="/-/reload.js" defer></script>\n</head>'
_POLICY = b"script-src 'self'"


@dataclass
class Shown:
    """What is served: the folder, the files of the site in it, and a number that moves when anything is new."""

    folder: Path
    paths: frozenset[str] = frozenset()
    state: int = 0

    def answer(self, target: str) -> tuple[bytes, str] | None:
        """A file and its kind by what was asked for; None for all that is not the site's."""
        path = unquote(urlsplit(target).path).removeprefix("/")
        if path == "-/state":
            return str(self.state).encode(), "text/plain; charset=utf-8"
        if path == "-/reload.js":
            return _SCRIPT, _KINDS["js"]
        path = f"{path}index.html" if not path or path.endswith("/") else path
        if path not in self.paths:
            return None
        try:
            data = (self.folder / path).read_bytes()
        except OSError:  # it is just being made anew
            return None
        if path.endswith(".html"):
            data = data.replace(b"</head>", _TAG, 1).replace(_POLICY, _POLICY + b"; connect-src 'self'", 1)
        return data, _KINDS.get(path.rpartition(".")[2], "application/octet-stream")


def server_of(shown: Shown, port: int) -> ThreadingHTTPServer:
    """A server on this computer; port 0 has one drawn."""

    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version = "referat", ""

        def do_GET(self) -> None:
            ours = server.server_port
            if self.headers.get_all("Host", []) not in [[f"{name}:{ours}"] for name in (HOST, "localhost")]:
                return self.send_error(421)
            found = shown.answer(self.path)
            if found is None:
                return self.send_error(404)
            self.send_response(200)
            for name, value in (("Content-Type", found[1]), ("Content-Length", str(len(found[0])))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(found[0])
            return None

        def end_headers(self) -> None:
            for name, value in _HEADERS:
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
            """Say nothing of what is looked at."""

    server = ThreadingHTTPServer((HOST, port), Handler)
    server.daemon_threads = True
    return server


_HEADERS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
)


def look_of_book(root: str) -> tuple[tuple[str, int, int], ...]:
    """When each file of the book was changed last: another answer, another book."""
    found = []
    for folder, below, names in os.walk(Path(root) / "meetings"):
        below.sort()
        for name in sorted(names):
            try:
                facts = os.lstat(os.path.join(folder, name))
            except OSError:
                continue
            found.append((os.path.join(folder, name), facts.st_mtime_ns, facts.st_size))
    return tuple(found)


def watch(shown: Shown, root: str, make: Callable[[], frozenset[str]], port: int, begun: Callable[[str], None], stop: Event) -> None:
    """Serve the site until somebody says stop, and make it anew whenever the book has changed. `make` gives the files of the site."""
    looked = look_of_book(root)
    shown.paths = make()
    with server_of(shown, port) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        begun(f"http://{HOST}:{server.server_port}/")
        try:
            while not stop.wait(_PAUSE):
                now = look_of_book(root)
                if now != looked:
                    looked = now
                    shown.paths = make()
                    shown.state += 1
        finally:
            server.shutdown()
