"""Hooks: git asks before an entry is made, and before entries are handed on. A courtesy to whoever writes; what guards the book is `verify`."""

import os
import shlex
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from referat.approvals.facts import Facts
from referat.approvals.filed import Filed
from referat.approvals.filing import read_filed
from referat.approvals.findings import Finding
from referat.approvals.lookback import is_filed
from referat.approvals.superseded import earlier_id, earlier_path, is_earlier
from referat.approvals.verify import BEFORE_SAVING, verify
from referat.book import Book
from referat.changes.save_writing import ready_repository, repository
from referat.errors import Exit, ReferatError
from referat.format.paths import file_id
from referat.git import driver
from referat.git.gitdir import read_git_file
from referat.git.program import Git
from referat.git.trust import record_trust
from referat.languages.mark import N_
from referat.model.text import fold

# git's name of a hook -> the words after `referat` that it runs.
HOOKS: dict[str, tuple[str, ...]] = {
    "pre-commit": ("hooks", "run", "pre-commit"),
    "pre-merge-commit": ("hooks", "run", "pre-commit"),
    "pre-push": ("verify",),
}


class OtherHook(ReferatError):
    exit = Exit.REFUSED
    message = N_("There is a hook already, and it is not ours: {path}.")
    hint = N_("Add this line to it: {line}")


class SharedHooks(ReferatError):
    exit = Exit.REFUSED
    message = N_("git is told to look for hooks in {path}, which is not this book's alone, so nothing is put there.")
    hint = N_("To let this book have hooks of its own: git config core.hooksPath {own}, then run this again.")


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook file: its path, the text it has (None where it is not there), and the one it is to have (None where it is to go)."""

    path: str
    old: str | None
    new: str | None


def hooks_to_install(book: Book) -> list[Hook]:
    """The hooks as they would be put in place; refused where another hook stands in the way."""
    git = ready_repository(book)
    folder = _folder(git)
    if not folder.is_relative_to(Path(git.common).resolve()) and not folder.is_relative_to(Path(git.top).resolve()):
        own = shlex.quote(os.path.join(git.common, "hooks"))
        raise SharedHooks(path=str(folder), own=own, place=str(folder))
    found = [Hook(str(folder / name), _text_of(folder / name), _script(git, words)) for name, words in HOOKS.items()]
    for hook, words in zip(found, HOOKS.values(), strict=True):
        if hook.old is not None and driver.MARK not in hook.old:
            raise OtherHook(path=hook.path, line=_line(git, words), place=hook.path)
    return found


def hooks_to_remove(book: Book) -> list[Hook]:
    """The hooks that are ours, to be taken away."""
    folder = _folder(repository(book))
    found = [Hook(str(folder / name), _text_of(folder / name), None) for name in HOOKS]
    return [hook for hook in found if hook.old is not None and driver.MARK in hook.old]


def put(book: Book, hooks: Sequence[Hook]) -> None:
    """Write the hooks and tell git of the merge driver, or take both away. What the user has put there is trusted from then on."""
    git = repository(book)
    for hook in hooks:
        path = Path(hook.path)
        if hook.new is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(hook.new, encoding="utf-8")
            path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    if any(hook.new is not None for hook in hooks):
        driver.install(git)
        record_trust(git)
    else:
        driver.remove(git)


def _text_of(path: Path) -> str | None:
    """The text of a hook, "" where it is no file that can be read; None where there is none."""
    data = read_git_file(os.path.realpath(path))
    return data.decode(errors="replace") if data is not None else "" if os.path.lexists(path) else None


def check_staged(book: Book, index: str | None) -> tuple[Finding, ...]:
    """What the rules say of the entry that is about to be made: the files that change in it, and those that they name or that name them."""
    git = repository(book)
    return check_entry(git, git.saved(), git.staged(index=index))


def check_entry(git: Git, saved: Mapping[str, str], staged: Mapping[str, str]) -> tuple[Finding, ...]:
    """What the rules say of an entry that leads from one state of the book to another: path -> blob id, before and after."""
    saved, staged = ({path: blob for path, blob in state.items() if _is_ours(path)} for state in (saved, staged))
    changed = {path for path in {*saved, *staged} if saved.get(path) != staged.get(path)}
    if not changed:
        return ()
    before = _read(git, {path: saved[path] for path in changed if path in saved})
    after = _read(git, {path: staged[path] for path in changed if path in staged})
    concerned = {one.key for one in (*before, *after)} | {key for one in (*before, *after) for key in _named(one)}
    files = [one for one in after if not is_earlier(one.path)]
    names = {path: fold(file_id(path)) for path in staged if is_filed(path)}
    for _ in range(2):  # those that are concerned, and those without which nothing can be said of them
        there = {one.path for one in files}
        wanted = {one.key for one in files} | {key for one in (*files, *before) for key in _named(one)}
        renamed = wanted - {*names.values(), *(one.key for one in before)}  # looked for among all: only its text tells which it is
        files += _read(git, {path: staged[path] for path, name in names.items() if path not in there and (renamed or name in wanted)})
    old = _earlier(git, staged, files)
    found = verify(Facts(tuple(files), earlier=old), BEFORE_SAVING).findings
    return (*_lost(before, files, old), *(one for one in found if fold(one.meeting) in concerned))


def _lost(before: Iterable[Filed], files: Iterable[Filed], old: Iterable[Filed]) -> Iterable[Finding]:
    """Approved texts that the entry would take away, under whatever name they lay."""
    kept = {one.digest for one in (*files, *old)}
    keys = {one.key for one in files}
    for one in before:
        if one.approval and one.digest not in kept and one.key not in keys and not is_earlier(one.path):
            yield Finding("R09", N_("Approved minutes would be gone."), one.id, one.path)


def _named(one: Filed) -> set[str]:
    """The minutes that must be looked at together with this text."""
    links = [link for _, link in one.approval.supersedes] if one.approval else []
    return {fold(key) for key in (*links, one.approval.in_ if one.approval else "", *(entry.id for entry in one.approves)) if key}


def _earlier(git: Git, staged: Mapping[str, str], files: Iterable[Filed]) -> tuple[Filed, ...]:
    """The earlier texts of these, known by their id, and by their digest where the minutes have another name now."""
    corrected = [one for one in files if one.approval and one.approval.supersedes]
    keys = {one.key for one in corrected}
    texts = {text for one in corrected if one.approval for text, _ in one.approval.supersedes}
    names = {earlier_path("", text).rpartition("/")[2] for text in texts}
    found = {path: blob for path, blob in staged.items() if is_earlier(path) and (fold(earlier_id(path)) in keys or path.endswith(tuple(names)))}
    return tuple(one.but(id=earlier_id(one.path)) for one in _read(git, found))


def _read(git: Git, blobs: Mapping[str, str]) -> list[Filed]:
    texts = dict(git.texts(dict.fromkeys(blobs.values()))) if blobs else {}
    return [read_filed(path, data) for path, blob in blobs.items() if (data := texts[blob]) is not None]


def _is_ours(path: str) -> bool:
    return is_filed(path) or is_earlier(path)


def _folder(git: Git) -> Path:
    from referat.git.setup import hooks_folder

    return Path(hooks_folder(git))


def _line(git: Git, words: Iterable[str]) -> str:
    place = os.path.relpath(git.root, git.top)
    return shlex.join(["referat", *words, "--book", place])


def _script(git: Git, words: Iterable[str]) -> str:
    """A hook that finds the program on PATH, else where it was installed when the hook was made; without it, it says so and lets git go on."""
    line = _line(git, words)
    own = line.replace("referat", shlex.quote(sys.executable) + " -m referat", 1)
    return f"""#!/bin/sh
{driver.MARK}
if command -v referat >/dev/null 2>&1; then exec {line}; fi
if {shlex.quote(sys.executable)} -c "import referat" 2>/dev/null; then exec {own}; fi
echo "referat was not found, so approved minutes are not looked at." >&2
"""
