"""sync starts nothing that a stranger's repository names: it is refused with the name; where the user trusts the book, nothing is started either."""

import shlex
from pathlib import Path

import pytest

from referat.changes import sync_book, sync_place
from referat.changes.sync_book import MergeQuestion, sync
from referat.git.git_errors import UntrustedRepository
from referat.git.transport import UnfitAddress
from referat.git.trust import record_trust
from tests.format.test_merge import BASE, done
from tests.format.test_merge import PATH as PAGE
from tests.hostile.corpus import HELPERS, SETTINGS, VECTORS, plant
from tests.repositories import git, git_of, make_repository, put

# What leads a fetch or a push astray, beyond what the corpus holds.
ASTRAY = {
    "remote.origin.receivepack": "{run}",
    "remote.origin.vcs": "evil",
    "remote.origin.proxy": "http://127.0.0.1:9",
    "remote.origin.pushurl": "ext::{run}",
    "url.ext::{run}.insteadOf": "/",
    "url.ext::{run}.pushInsteadOf": "/",
    "http.sslVerify": "false",
    "http.proxy": "http://127.0.0.1:9",
    "http.sslCert": "/dev/null",
    "protocol.allow": "always",
    "credential.username": "kari",
    "include.path": "planted",
    "push.gpgSign": "true",
    "transfer.bundleURI": "true",
    "fetch.bundleURI": "file:///planted",
    "core.askPass": "{run}",
    "ssh.variant": "simple",
    "merge.referat.driver": "{run}",
}
# Settings of the corpus that neither fetching, merging nor pushing knows.
ELSEWHERE = {name for name in SETTINGS if name.startswith(("pager.", "alias.", "interactive.", "submodule.", "tar.", "browser.", "difftool."))}


@pytest.fixture
def two(home: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """The book here and there, both written in since; and a folder in which whatever is started makes a file."""
    there = make_repository(tmp_path / "there", {PAGE: BASE, "notes.txt": "x\n"})
    git(there, "config", "receive.denyCurrentBranch", "ignore")
    git(tmp_path, "clone", "-q", "--no-hardlinks", str(there), "here")
    for folder, action_id in ((there, "aaaa1"), (tmp_path / "here", "aaaa2")):
        put(folder, {PAGE: done(BASE, action_id)})
        git(folder, "commit", "-qam", action_id)
    (tmp_path / "fired").mkdir()
    return tmp_path / "here", there, tmp_path / "fired"


def meet(folder: Path) -> sync_book.Synced:
    def nobody(question: MergeQuestion) -> str:
        raise AssertionError(question)

    return sync(str(folder), nobody, opened=lambda _: None)


def test_each_is_named_and_none_is_started_where_the_book_is_not_trusted(two: tuple[Path, Path, Path]) -> None:
    here, _, fired = two
    config = (here / ".git/config").read_text()
    run = f"touch {shlex.quote(str(fired / 'astray'))}"
    for name, value in ASTRAY.items():
        setting = name.format(run=run)
        git(here, "config", "--file", str(here / ".git/config"), setting, value.format(run=run))
        with pytest.raises(UntrustedRepository) as refused:
            meet(here)
        named = str(refused.value.facts["setting"]).lower()
        assert setting.split(".")[0].lower() in named, setting
        (here / ".git/config").write_text(config)
    for vector in (one for one in VECTORS if one.partition(" ")[2] not in ELSEWHERE):
        plant(here, fired, lambda one, only=vector: one == only)  # type: ignore[misc]
        for name in (".gitattributes", "planted-attributes", ".mailmap"):
            (here / name).unlink()
        with pytest.raises((UntrustedRepository, UnfitAddress)):
            meet(here)
        (here / ".git/config").write_text(config)
        for file in (*(here / ".git/planted").iterdir(), *(hook for hook in (here / ".git/hooks").iterdir() if hook.suffix != ".sample")):
            file.unlink()
        (here / ".git/planted").rmdir()
    assert list(fired.iterdir()) == []


def test_a_folder_is_not_gone_to_before_the_book_is_trusted(two: tuple[Path, Path, Path]) -> None:
    here, there, fired = two
    hook = there / ".git/hooks/post-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {fired}/hook\n")
    hook.chmod(0o755)
    with pytest.raises(sync_place.UntrustedFolder):
        meet(here)
    assert list(fired.iterdir()) == []


def test_nothing_that_a_trusted_book_names_is_started_either(two: tuple[Path, Path, Path]) -> None:
    here, there, fired = two
    put(there, {"notes.txt": "y\n"})
    git(there, "commit", "-qam", "beside the book")
    useless = {"remote.origin.url", "remote.origin.uploadpack", "core.worktree", "extensions.partialClone", "remote.origin.promisor", "gpg.format"}
    plant(here, fired, lambda vector: vector.partition(" ")[2] not in useless | HELPERS)
    git(here, "config", "--file", str(here / ".git/config"), "receive.denyCurrentBranch", "ignore")
    for name in (".gitattributes", "planted-attributes", ".mailmap"):
        (here / name).unlink()
    put(here, {".git/info/attributes": "*.md merge=evil filter=evil diff=evil\n"})
    for marker in fired.iterdir():
        marker.unlink()
    record_trust(git_of(here))
    assert meet(here).merged
    assert (here / PAGE).read_text() == done(done(BASE, "aaaa1"), "aaaa2")
    assert (here / "notes.txt").read_text() == "y\n"
    assert git(there, "log", "-1", "--format=%P", "main").count(" ") == 1
    assert list(fired.iterdir()) == []
