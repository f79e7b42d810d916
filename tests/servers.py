"""Real servers on the loopback that a book is exchanged with: git's own over https, and sshd. Each can vanish midway."""

import base64
import getpass
import gzip
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.repositories import git

_SSHD = shutil.which("sshd") or ("/usr/sbin/sshd" if os.path.exists("/usr/sbin/sshd") else None)


class GitServer(ThreadingHTTPServer):
    """Bare repositories in a folder, over https."""

    daemon_threads = True
    folder: str
    password = ""  # asked for where there is one, with the name "kari"
    drop_before = ""  # a request whose address ends so is not answered at all
    cut_after = ""  # the answer to a request whose address ends so is cut in its middle, when git has done its work

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are none of a test's business."""


class _Handler(BaseHTTPRequestHandler):
    server: GitServer

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        body = self._chunks() if self.headers.get("Transfer-Encoding") == "chunked" else self.rfile.read(int(self.headers["Content-Length"]))
        self._serve(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)

    def _serve(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        if self.server.drop_before and self.path.endswith(self.server.drop_before):
            self.close_connection = True
            return
        wanted = "Basic " + base64.b64encode(f"kari:{self.server.password}".encode()).decode()
        if self.server.password and self.headers.get("Authorization") != wanted:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="bok"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        said = {
            "GIT_PROJECT_ROOT": self.server.folder,
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        done = subprocess.run(["git", "http-backend"], input=body, env={**os.environ, **said}, capture_output=True, check=False)
        head, _, answer = done.stdout.partition(b"\r\n\r\n")
        fields = [line.partition(": ")[::2] for line in head.decode().split("\r\n") if line]
        self.send_response(next((int(value[:3]) for name, value in fields if name == "Status"), 200))
        for name, value in fields:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        is_cut = bool(self.server.cut_after) and self.path.endswith(self.server.cut_after)
        self.wfile.write(answer[: len(answer) // 2] if is_cut else answer)
        self.close_connection = self.close_connection or is_cut

    def _chunks(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, *_: object) -> None:
        """Nothing is said on the screen."""


@contextmanager
def https_server(folder: Path, certificate: Path) -> Iterator[tuple[GitServer, str]]:
    """What lies in `folder`, over https; the server and its address. The certificate is made, for 127.0.0.1."""
    key = certificate.with_suffix(".key")
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=bok", "-addext", "subjectAltName=IP:127.0.0.1"]
    if shutil.which("openssl") is None or not (Path(git(folder, "--exec-path")) / "git-http-backend").exists():
        pytest.skip("openssl or git's http-backend is missing")
    made = subprocess.run([*words, "-keyout", str(key), "-out", str(certificate)], capture_output=True, check=False)
    assert made.returncode == 0, made.stderr.decode()
    server = GitServer(("127.0.0.1", 0), _Handler)
    server.folder = str(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server, f"https://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def ssh_server(folder: Path, only: str = "") -> Iterator[tuple[str, str]]:
    """sshd on a free port, with keys of its own in `folder`; its address, and the ssh that knows its key. `only`: all that may be started."""
    if _SSHD is None or shutil.which("ssh-keygen") is None:
        pytest.skip("sshd is missing")
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    port = _free_port()
    allowed = (folder / "user.pub").read_text(encoding="utf-8")
    (folder / "allowed").write_text(f'command="{only}" {allowed}' if only else allowed, encoding="utf-8")
    settings = {
        "Port": str(port),
        "ListenAddress": "127.0.0.1",
        "HostKey": str(folder / "host"),
        "AuthorizedKeysFile": str(folder / "allowed"),
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PermitRootLogin": "yes",
        "PasswordAuthentication": "no",
    }
    (folder / "sshd_config").write_text("".join(f"{name} {value}\n" for name, value in settings.items()), encoding="utf-8")
    if os.getuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)  # where it shuts itself in; its service makes it at boot
    with open(folder / "log", "wb") as log:
        running = subprocess.Popen([_SSHD, "-D", "-e", "-f", str(folder / "sshd_config")], stderr=log, stdin=subprocess.DEVNULL)
    known, kind_and_key = folder / "known", (folder / "host.pub").read_text(encoding="utf-8").split()[:2]
    known.write_text(f"[127.0.0.1]:{port} {' '.join(kind_and_key)}\n", encoding="utf-8")
    ssh = f"ssh -F /dev/null -i {folder / 'user'} -o IdentitiesOnly=yes -o UserKnownHostsFile={known}"
    try:
        if not _answers(port):
            pytest.skip(f"sshd does not start here: {(folder / 'log').read_text(errors='replace')}")
        yield f"ssh://{getpass.getuser()}@127.0.0.1:{port}", ssh
    finally:
        running.terminate()
        running.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(port: int) -> bool:
    for _ in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.05)
    return False
