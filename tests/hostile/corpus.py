"""A corpus of what an unpacked repository can plant to have a program run: each vector touches a file of its own when it fires."""

import shlex
from collections.abc import Callable
from pathlib import Path

from tests.repositories import git, put

HOOKS = (
    "pre-commit",
    "prepare-commit-msg",
    "commit-msg",
    "post-commit",
    "post-index-change",
    "reference-transaction",
    "post-checkout",
    "post-merge",
    "pre-push",
    "pre-auto-gc",
    "post-rewrite",
    "pre-rebase",
    "fsmonitor-watchman",
    "pre-merge-commit",
    "push-to-checkout",
)

# setting -> its value, where {run} is a command that fires; several need .gitattributes or a caller that asks for them
SETTINGS: dict[str, str] = {
    "core.fsmonitor": "{run}",
    "core.sshCommand": "{run}",
    "core.editor": "{run}",
    "core.pager": "{run}",
    "core.askPass": "{run}",
    "core.gitProxy": "{run}",
    "core.alternateRefsCommand": "{run}",
    "sequence.editor": "{run}",
    "pager.log": "{run}",
    "pager.show": "{run}",
    "filter.evil.clean": "{run}; cat",
    "filter.evil.smudge": "{run}; cat",
    "filter.evil2.process": "{run}",
    "diff.external": "{run}",
    "diff.evil.command": "{run}",
    "diff.evil.textconv": "{run}; cat",
    "diff.evil.cachetextconv": "true",
    "merge.evil.driver": "{run}",
    "gpg.program": "{script}",
    "gpg.openpgp.program": "{script}",
    "gpg.x509.program": "{script}",
    "gpg.ssh.program": "{script}",
    "gpg.ssh.defaultKeyCommand": "{run}",
    "credential.helper": "!{run}",
    "credential.https://example.org.helper": "!{run}",
    "trailer.evil.command": "{run}",
    "trailer.evil.cmd": "{run}",
    "alias.evil": "!{run}",
    "alias.log": "!{run}",
    "alias.rev-parse": "!{run}",
    "hook.evil.command": "{run}",
    "hook.evil.event": "pre-commit",
    "uploadpack.packObjectsHook": "{run}",
    "gc.recentObjectsHook": "{run}",
    "interactive.diffFilter": "{run}",
    "remote.origin.url": "ext::{run}",
    "remote.origin.uploadpack": "{run}",
    "remote.origin.promisor": "true",
    "submodule.evil.update": "!{run}",
    "tar.tgz.command": "{run}",
    "browser.evil.cmd": "{run}",
    "difftool.evil.cmd": "{run}",
    "log.showSignature": "true",
    "commit.gpgSign": "true",
    "gpg.format": "ssh",
    "gpg.ssh.allowedSignersFile": "{signers}",
    "protocol.ext.allow": "always",
    "extensions.partialClone": "origin",
    "core.attributesFile": "planted-attributes",
    "core.worktree": "{elsewhere}",
    "log.mailmap": "true",
}

# Settings that only help others to fire.
HELPERS = frozenset(
    (
        "diff.evil.cachetextconv",
        "hook.evil.event",
        "remote.origin.promisor",
        "log.showSignature",
        "commit.gpgSign",
        "gpg.format",
        "gpg.ssh.allowedSignersFile",
        "protocol.ext.allow",
        "extensions.partialClone",
        "core.attributesFile",
        "core.worktree",
        "log.mailmap",
    )
)

VECTORS = [f"hook {name}" for name in HOOKS] + [f"setting {name}" for name in SETTINGS if name not in HELPERS]

ATTRIBUTES = "*.md filter=evil diff=evil merge=evil\n*.txt filter=evil2\n"  # other files have nothing of their own


def plant(repository: Path, fired: Path, only: Callable[[str], bool] = lambda vector: True) -> None:
    """Plant the vectors in a repository that has its commits already; each makes a file in `fired` named after itself."""
    scripts = repository / ".git/planted"
    scripts.mkdir()
    for vector in VECTORS:
        kind, _, name = vector.partition(" ")
        if not only(vector):
            continue
        if kind == "hook":
            _script(repository / ".git/hooks" / name, fired / vector)
        else:
            script = scripts / name.replace("/", "_")
            _script(script, fired / vector)
            _set(repository, name, SETTINGS[name].format(run=f"touch {shlex.quote(str(fired / vector))}", script=script))
    for name in HELPERS:
        if only(f"setting {name}"):
            _set(repository, name, SETTINGS[name].format(elsewhere=fired, signers=repository / ".git/config"))
    put(repository, {".gitattributes": ATTRIBUTES, "planted-attributes": ATTRIBUTES, ".mailmap": "Chair <chair@example.org> <ase@example.org>\n"})


def sign_commit(repository: Path) -> None:
    """Give HEAD a signature, so that showing it asks the signing program."""
    lines = git(repository, "cat-file", "commit", "HEAD").split("\n")
    signature = ["gpgsig -----BEGIN SSH SIGNATURE-----", " AAAA", " -----END SSH SIGNATURE-----"]
    at = next(number for number, line in enumerate(lines) if line.startswith("committer ")) + 1
    signed = "\n".join([*lines[:at], *signature, *lines[at:]]) + "\n"
    made = git(repository, "hash-object", "-t", "commit", "-w", "--stdin", stdin=signed.encode())
    git(repository, "update-ref", "HEAD", made)


def _script(file: Path, marker: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\ntouch {shlex.quote(str(marker))}\n", encoding="utf-8")
    file.chmod(0o755)


def _set(repository: Path, name: str, value: str) -> None:
    git(repository, "config", "--file", str(repository / ".git/config"), name, value)
