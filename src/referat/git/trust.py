"""Whether a repository may run its own programs when something is saved in it: it may if the user made it here or said so.

What git is told by the user's own settings is the user's business; what the repository itself names (hooks, filters, a signing program) may have
come in an unpacked archive. The record lies in the user's state folder, outside every repository, and knows a repository by place and identity.
"""

import os
from contextlib import suppress

from referat.git import driver, git_errors
from referat.git.gitdir import plain_settings, read_git_file
from referat.git.hardening import IDLE_HOOKS, SYNC_SETTINGS, names_program
from referat.git.program import Git
from referat.store.state_folder import state_folder


def own_programs(git: Git) -> list[str]:
    """What the repository itself would start: settings by name, and hooks."""
    found = [setting for setting, value in own_settings(git) if names_program(setting, value)]
    return found + [f"hooks/{name}" for name in _hooks(git)]


def programs_of_sync(git: Git) -> list[str]:
    """What the repository itself names that a fetch, a merge or a push would heed: settings by name, and every hook that is not ours."""
    ours = (f"merge.{driver.NAME}.driver", driver.command())
    found = [name for name, value in own_settings(git) if (name, value) != ours and names_program(name, value, SYNC_SETTINGS)]
    return found + [f"hooks/{name}" for name in _hooks(git, frozenset()) if not _is_our_hook(git, name)]


def own_settings(git: Git) -> list[tuple[str, str]]:
    """What the repository is told by its own files; git is asked where they hold more than plain lines."""
    told = read_git_file(os.path.join(git.common, "config"))
    if told is not None and not os.path.lexists(os.path.join(git.directory, "config.worktree")):
        settings = plain_settings(told)
        if settings is not None:
            return settings
    answer = git.read("config", "--list", "-z", "--show-scope", "--no-includes")
    if answer.code != 0:
        raise git_errors.GitFailed(reason=answer.said)
    pieces = answer.out.decode(errors="replace").split("\0")
    lines = [line.partition("\n") for scope, line in zip(pieces[::2], pieces[1::2], strict=False) if scope in ("local", "worktree")]
    return [(setting, value) for setting, _, value in lines]


def is_trusted(git: Git) -> bool:
    """Whether the user has made the repository here, or said to trust it."""
    mark = mark_of(git)
    return mark is not None and mark in _records()


def record_trust(git: Git) -> None:
    """Remember that the user trusts the repository. Raises OSError."""
    mark = mark_of(git)
    if mark is None or mark in _records():
        return
    path = _record_file()
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        os.write(fd, f"{mark}\n".encode(errors="surrogateescape"))
    finally:
        os.close(fd)


def refuse_untrusted(git: Git) -> None:
    """Raise UntrustedRepository, naming the setting, if saving would start a program that the user has not agreed to."""
    programs = own_programs(git)
    if programs and not is_trusted(git):
        raise git_errors.UntrustedRepository(setting=", ".join(programs[:3]))


def _record_file() -> str:
    return os.path.join(state_folder(), "trusted")


def _records() -> frozenset[str]:
    try:
        with open(_record_file(), encoding="utf-8", errors="surrogateescape") as file:
            return frozenset(file.read().splitlines())
    except FileNotFoundError:
        return frozenset()


def mark_of(git: Git) -> str | None:
    """One line for the repository; another one unpacked at the same place has another number."""
    with suppress(OSError):
        facts = os.stat(git.common)
        return f"{facts.st_dev}:{facts.st_ino} {git.common!r}"
    return None


def _is_our_hook(git: Git, name: str) -> bool:
    return driver.MARK.encode() in (read_git_file(os.path.join(git.common, "hooks", name)) or b"")


def _hooks(git: Git, idle: frozenset[str] = IDLE_HOOKS) -> list[str]:
    folder = os.path.join(git.common, "hooks")
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [name for name in names if name not in idle and not name.endswith(".sample") and os.access(os.path.join(folder, name), os.X_OK)]
