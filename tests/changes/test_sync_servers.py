"""sync with real servers on the loopback, over https and ssh: what goes through, and what is left when they refuse, vanish or lie."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from referat.cli.app import main
from referat.errors import Exit
from tests.approved_books import Ran
from tests.format.test_merge import BASE, added, done
from tests.format.test_merge import PATH as PAGE
from tests.repositories import git, make_repository, put
from tests.servers import GitServer, https_server, ssh_server

pytestmark = pytest.mark.real

OURS, THEIRS = done(BASE, "aaaa1"), added(done(BASE, "aaaa2"), "- [ ] @tore Ringe ^bbbb1")
BOTH = added(done(done(BASE, "aaaa1"), "aaaa2"), "- [ ] @tore Ringe ^bbbb1")


def at_the_prompt(folder: Path) -> Ran:
    """`referat sync` as a person starts it, but with nobody at the terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "referat", "sync"], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def synced(folder: Path) -> Ran:
    """The same in this process, which is quicker."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["sync", "--book", str(folder)])
    return Ran(code, out.getvalue(), err.getvalue())


def read(folder: Path) -> str:
    return (folder / PAGE).read_text(encoding="utf-8")


def state(folder: Path) -> tuple[str, str, str]:
    return read(folder), git(folder, "rev-parse", "HEAD"), git(folder, "status", "--porcelain")


class Met:
    """A bare repository on a server, and two clones that have both been written in; b's is still to be sent."""

    def __init__(self, folder: Path) -> None:
        self.a, self.b, self.bare = folder / "a", folder / "b", folder / "srv" / "felles.git"
        make_repository(self.a, {PAGE: BASE})
        self.bare.parent.mkdir()
        git(folder, "clone", "-q", "--bare", str(self.a), str(self.bare))
        git(self.bare, "config", "http.receivepack", "true")
        shutil.copytree(self.a, self.b)

    def at(self, address: str) -> None:
        for folder, text in ((self.a, THEIRS), (self.b, OURS)):
            git(folder, "remote", "add", "origin", address)
            put(folder, {PAGE: text})
            git(folder, "commit", "-qam", "skrevet")

    def are_one(self) -> bool:
        tips = {git(folder, "rev-parse", "main") for folder in (self.a, self.b, self.bare)}
        return (
            len(tips) == 1
            and read(self.a) == read(self.b) == BOTH
            and all(git(one, "fsck", "--no-dangling") == "" for one in (self.a, self.b, self.bare))
        )


@pytest.fixture
def met(home: Path, tmp_path: Path) -> Met:
    return Met(tmp_path)


@pytest.fixture
def https(met: Met, home: Path, tmp_path: Path) -> Iterator[GitServer]:
    """The server, whose certificate the user's own settings know."""
    with https_server(met.bare.parent, tmp_path / "bok.pem") as (server, address):
        git(home, "config", "--global", "http.sslCAInfo", str(tmp_path / "bok.pem"))
        met.at(f"{address}/felles.git")
        yield server


def test_two_clones_meet_over_https(met: Met, https: GitServer) -> None:
    for folder in (met.a, met.b, met.a):
        told = at_the_prompt(folder)
        assert (told.code, told.err) == (0, "")
    assert met.are_one()


def test_two_clones_meet_over_ssh_with_the_users_own_ssh_command(met: Met, home: Path, tmp_path: Path) -> None:
    with ssh_server(tmp_path) as (address, ssh):
        git(home, "config", "--global", "core.sshCommand", ssh)
        met.at(f"{address}{met.bare}")
        for folder in (met.a, met.b, met.a):
            told = at_the_prompt(folder)
            assert (told.code, told.err) == (0, "")
    assert met.are_one()
    gone = synced(met.a)
    assert gone.code == Exit.NETWORK
    assert "127.0.0.1" in gone.err


def test_a_place_that_only_gives_over_ssh(met: Met, home: Path, tmp_path: Path) -> None:
    with ssh_server(tmp_path, only=f"git upload-pack {met.bare}") as (address, ssh):
        git(home, "config", "--global", "core.sshCommand", ssh)
        met.at(f"{address}{met.bare}")
        git(met.a, "push", "-q", str(met.bare), "main")
        told = synced(met.b)
        assert told.code == Exit.NETWORK, told
        assert (read(met.b), git(met.b, "status", "--porcelain")) == (BOTH, "")
        assert git(met.bare, "rev-parse", "main") == git(met.a, "rev-parse", "main")
    assert git(met.b, "fsck", "--no-dangling") == ""


def test_a_certificate_that_nobody_knows_is_not_spoken_to(met: Met, https: GitServer, home: Path) -> None:
    git(home, "config", "--global", "--unset", "http.sslCAInfo")
    before = state(met.b)
    told = synced(met.b)
    assert (told.code, "certificate" in told.err, state(met.b)) == (Exit.NETWORK, True, before)


def test_a_password_is_taken_from_the_users_own_helper_and_never_asked_for_off_a_terminal(met: Met, https: GitServer, home: Path) -> None:
    https.password = "hemmelig"
    before = state(met.b)
    told = synced(met.b)
    assert (told.code, state(met.b)) == (Exit.NETWORK, before)
    address = git(met.b, "remote", "get-url", "origin")
    (home / ".git-credentials").write_text(address.replace("//", "//kari:hemmelig@") + "\n", encoding="utf-8")
    git(home, "config", "--global", "credential.helper", "store")
    for folder in (met.a, met.b, met.a):
        told = synced(folder)
        assert (told.code, "hemmelig" in told.out + told.err) == (0, False)
    assert met.are_one()


def test_a_place_that_only_gives_over_https(met: Met, https: GitServer) -> None:
    assert synced(met.a).code == 0
    git(met.bare, "config", "http.receivepack", "false")
    told = synced(met.b)
    assert told.code == Exit.NETWORK
    assert (read(met.b), git(met.b, "status", "--porcelain")) == (BOTH, "")
    git(met.bare, "config", "http.receivepack", "true")
    assert synced(met.b).code == synced(met.a).code == 0
    assert met.are_one()


@pytest.mark.parametrize("when", ["drop_before", "cut_after"])
@pytest.mark.parametrize("step", ["service=git-upload-pack", "/git-upload-pack", "service=git-receive-pack", "/git-receive-pack"])
def test_a_server_that_vanishes_midway_loses_nothing(met: Met, https: GitServer, when: str, step: str) -> None:
    assert synced(met.a).code == 0
    setattr(https, when, step)
    before = state(met.b)
    told = synced(met.b)
    assert told.code == Exit.NETWORK, told
    assert "Traceback" not in told.err
    assert git(met.b, "status", "--porcelain") == ""
    if "upload" in step:
        assert state(met.b) == before
    else:
        assert read(met.b) == BOTH
    setattr(https, when, "")
    for folder in (met.b, met.a):
        assert synced(folder).code == 0
    assert met.are_one()
    assert git(met.b, "rev-list", "--count", "main") == "4"


def test_a_history_that_was_forced_on_the_server_is_not_taken_in(met: Met, https: GitServer) -> None:
    for folder in (met.a, met.b, met.a):
        assert synced(folder).code == 0
    git(met.bare, "update-ref", "refs/heads/main", git(met.bare, "rev-list", "--max-parents=0", "main"))
    before, there = state(met.b), git(met.bare, "rev-parse", "main")
    told = synced(met.b)
    assert (told.code, state(met.b), git(met.bare, "rev-parse", "main")) == (Exit.REFUSED, before, there)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, check=False)
    if made.returncode != 0:
        pytest.skip("no disk may be made here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, left: int) -> Path:
    """A file that leaves so many bytes."""
    free = os.statvfs(disk)
    (disk / "fyll").write_bytes(b"\0" * max(free.f_bavail * free.f_frsize - left, 0))
    return disk / "fyll"


@pytest.mark.parametrize("left", [0, 16, 64, 128])
@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_a_full_disk_here_or_there_loses_nothing(met: Met, https: GitServer, small_disk: Path, whose: str, left: int) -> None:
    noise = "\n".join(str(os.urandom(40).hex()) for _ in range(900)) + "\n"
    for folder, name in ((met.a, "a.md"), (met.b, "b.md")):
        put(folder, {f"meetings/{name}": noise + name})
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "mer")
    assert synced(met.a).code == 0
    moved = small_disk / "b" if whose == "ours" else small_disk / "felles.git"
    shutil.move(met.b if whose == "ours" else met.bare, moved)
    (met.b if whose == "ours" else met.bare).symlink_to(moved)
    before = state(met.b)
    filling = fill(small_disk, left * 1024)
    told = synced(moved if whose == "ours" else met.b)
    assert "Traceback" not in told.err
    if told.code != 0:
        assert told.err
        assert read(met.b) in {before[0], BOTH}
    filling.unlink()
    for folder in (moved if whose == "ours" else met.b, met.a):
        again = synced(folder)
        assert again.code == 0, again.err
    assert met.are_one()
