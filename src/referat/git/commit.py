"""Saving files in the book's history: those files alone, as the user's own git would, and looked at again before it counts as done."""

import os
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress

from referat.git import git_errors, leftovers
from referat.git.blobs import blob_id
from referat.git.program import Git
from referat.git.runs import GitAnswer
from referat.git.trailers import with_trailers
from referat.git.trust import refuse_untrusted

PATIENCE = 10.0  # seconds to wait for another program's git
_PAUSE = 0.05  # seconds
_NAMED = 5  # files that a refusal names; it may be about hundreds
_MISSED = 5  # how often a lock may stop git and be gone before we look; a folder that takes no lock file stops it each time

_SETTINGS = (
    "core.fsync=all",  # git's own default may lose the newest commit in a power cut
    "i18n.commitEncoding=UTF-8",
    "user.useConfigOnly=true",  # never a name made up from the machine's
    "gc.auto=0",  # tidying in the background would keep the book locked; see `tidy`
    "maintenance.auto=false",
    "advice.addIgnoredFile=false",
)


def prepare_commit(git: Git) -> None:
    """Refuse, before anything is written, what would stop the commit or lose it: an unfinished merge, no branch, a repository that is not trusted."""
    git.refuse_unfinished()
    refuse_detached(git)
    refuse_untrusted(git)


def refuse_detached(git: Git) -> None:
    """Raise NoBranch where an entry would be on no branch, and gone from sight when somebody goes back to one."""
    if not git.branch():
        raise git_errors.NoBranch


def stage(git: Git, paths: Collection[str]) -> None:
    """Tell git that these files are as they are to be. Raises NotCommitted."""
    refuse_untrusted(git)
    answer = git.use(*_words(), "add", "--all", "--", *paths) if paths else None
    if answer is not None and answer.code != 0:
        raise _reason(git, ", ".join(list(paths)[:_NAMED]), answer)


def commit_merge(git: Git, paths: Collection[str], held: int | None = None) -> None:
    """Save a merge that git has begun and whose files are staged. Raises NotCommitted."""
    refuse_untrusted(git)
    with leftovers.noted(git, paths):
        answer = git.use(*_words(), "commit", "--quiet", "--no-edit", "--cleanup=strip", held=held)
    if answer.code != 0:
        raise _reason(git, ", ".join(list(paths)[:_NAMED]) or git.root, answer)


def commit(
    git: Git,
    files: Mapping[str, bytes | None],
    message: str,
    *,
    trailers: Iterable[tuple[str, str]] = (),
    held: int | None = None,
    patience: float = PATIENCE,
) -> str | None:
    """Save exactly these files, given as they were written (None: removed), and return the commit that holds them.

    What others have staged stays staged. `held` is the book's lock. Raises NotCommitted and its kin: the files stand, the save does not.
    """
    git.refuse_unfinished()
    shown = ", ".join(list(files)[:_NAMED]) + (" …" if len(files) > _NAMED else "")
    try:
        refuse_untrusted(git)
        return _commit(git, files, shown, with_trailers(message, trailers).encode("utf-8", "backslashreplace"), held, patience)
    except (git_errors.GitFailed, git_errors.GitTooSlow, git_errors.GitMissing) as error:  # the files are written, whatever is wrong with git
        raise git_errors.NotCommitted(path=shown, reason=str(error)) from error


def _commit(git: Git, files: Mapping[str, bytes | None], shown: str, text: bytes, held: int | None, patience: float) -> str | None:
    until, missed = time.monotonic() + patience, 0
    leftovers.recover(git)
    with leftovers.noted(git, files):
        while True:
            before = git.head()
            if not _unsaved(git, files):
                return before
            answer = _try(git, files, text, held)
            if answer.code <= 0:  # git has ended well or was killed alone: a lock that is left has no owner any more
                leftovers.remove_locks(git)
            if answer.code == 0:
                break
            if git.head() != before and not _unsaved(git, files):
                leftovers.catch_up(git, list(files))
                break  # saved all the same: something after it failed
            held_up = leftovers.locks(git)
            if not held_up and answer.code > 0 and git.head() == before:
                missed += 1
                if missed > _MISSED or not leftovers.tells_of_a_lock(git, answer.said):
                    raise _reason(git, shown, answer)
            if time.monotonic() > until:
                raise git_errors.GitBusy(path=shown, lock=os.path.basename(held_up[0])) if held_up else _reason(git, shown, answer)
            time.sleep(_PAUSE)
    if changed := _saved_otherwise(git, files):
        raise git_errors.SavedOtherwise(path=changed)
    return git.head()


def _try(git: Git, files: Mapping[str, bytes | None], text: bytes, held: int | None) -> GitAnswer:
    """One attempt. Files that git does not know are made known to it first, and forgotten again on failure."""
    saved = git.saved(files)
    unknown = _unknown(git, [path for path in files if path not in saved])
    answer = _commit_known(git, files, unknown, text, held)
    if answer.code > 0 and (more := _unknown(git, saved)):  # saved once, and taken out of git's own list since
        answer = _commit_known(git, files, [*unknown, *more], text, held)
    return answer


def _unknown(git: Git, paths: Collection[str]) -> list[str]:
    """Those of the files that are there, and not in git's own list."""
    known = git.staged(paths)
    return [path for path in paths if path not in known and os.path.lexists(os.path.join(git.root, path))]


def _commit_known(git: Git, files: Iterable[str], new: list[str], text: bytes, held: int | None) -> GitAnswer:
    if new:
        answer = git.use(*_words(), "add", "--intent-to-add", "--", *new, held=held)
        if answer.code != 0:
            return answer
    answer = git.use(*_words(), "commit", "--quiet", "--only", "--cleanup=whitespace", "--file=-", "--", *files, stdin=text, held=held)
    if answer.code != 0 and new and git.head() is not None:
        with suppress(git_errors.GitMissing):
            git.use("update-index", "--force-remove", "-z", "--stdin", stdin=b"".join(os.fsencode(path) + b"\0" for path in new))
    return answer


def _words() -> list[str]:
    return [word for setting in _SETTINGS for word in ("-c", setting)]


def _unsaved(git: Git, files: Mapping[str, bytes | None]) -> bool:
    return any(state not in ("clean", "absent") for state in git.states(files).values())


def _saved_otherwise(git: Git, files: Mapping[str, bytes | None]) -> str | None:
    """The first file whose saved text is not what git makes of the one that was written (line ends and the user's filters allowed for)."""
    saved = git.saved(files)
    for path, data in files.items():
        blob = saved.get(path)
        if data is None or blob is None:
            if data is not None or blob is not None:
                return path
        elif blob != blob_id(data, blob):
            answer = git.use("hash-object", "--stdin", f"--path={path}", stdin=data)
            if answer.out.decode().strip() != blob:
                return path
    return None


def _reason(git: Git, shown: str, answer: GitAnswer) -> git_errors.NotCommitted | git_errors.IdentityMissing:
    if git.identity() is None:
        return git_errors.IdentityMissing(path=shown)
    return git_errors.NotCommitted(path=shown, reason=answer.said or f"git commit: {answer.code}")
