"""Two clones of a book brought together: what came is fetched and merged file by file, looked at, written, and what is ours is sent.

Nothing here is forced, and nothing is written before all that came has been looked at: the branch moves when every file is in place.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from referat.book import Book
from referat.changes.install_hooks import check_entry
from referat.changes.save_writing import Unsaved, repository, told, unsaved
from referat.changes.sync_place import (
    Detached,
    bundle_place,
    commit_of,
    meeting_place,
    own_branch,
    refuse_programs,
    remember_seen,
    trusted_settings,
)
from referat.changes.transaction import Transaction, begin_transaction
from referat.changes.undo_change import note_final
from referat.errors import Exit, ReferatError
from referat.format import document
from referat.format.merge_pieces import Disputed
from referat.git.git_errors import IdentityMissing
from referat.git.merge_trees import (
    DisputedFile,
    TreeEntry,
    TreeMerge,
    is_ancestor,
    merge_base,
    merge_trees,
    settled,
    tree_of,
    write_blob,
    write_merge,
)
from referat.git.program import Git
from referat.git.tidy import tidy
from referat.git.transport import Address, NotTaken, exchange, write_bundle
from referat.git.work_tree import follow, in_the_way, is_own, large_blob
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.store import files

_NOTE = "syncing"
_NAMED = 3
_TRIES = 2  # a push that is refused because others were quicker is tried once more


class UnsavedBefore(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} holds writing that is not saved yet; nothing was fetched.")
    hint = N_("Save it first: referat save")


class InTheWay(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} is written by you and not in the history, and what came has another file of that name.")
    hint = N_("Nothing was changed. Save it with git or give it another name, and run again: referat sync")


class Rewritten(ReferatError):
    exit = Exit.REFUSED
    message = N_("{address} has another history than the last time: what it held then is not part of it any more.")
    hint = N_("Nothing was changed. Ask whoever looks after it what happened; referat verify shows what this book has.")


class Unrelated(ReferatError):
    exit = Exit.REFUSED
    message = N_("{address} holds another book: the two histories have nothing in common.")
    hint = N_("See where this book is told to go: git remote -v")


class FrozenDiffers(ReferatError):
    exit = Exit.REFUSED
    message = N_("What came would change minutes that are sent out or approved: {meeting}. {what}")
    hint = N_("Nothing was changed. Ask whoever saved it; corrections go through: referat correct")


class NobodyToDecide(ReferatError):
    exit = Exit.REFUSED
    message = N_("The two sides say different things in {path}, and only a person can decide that.")
    hint = N_("Nothing was changed. Run referat sync at a terminal.")


@dataclass(frozen=True, slots=True)
class MergeQuestion:
    """A place where both sides say different things. `ours` and `theirs` are texts, or names of the file, or None where it was taken away.

    `frozen` is the side that has been sent out or approved, and is the only answer then.
    """

    path: str
    ours: str | None
    theirs: str | None
    may_keep_both: bool = False
    frozen: str = ""


Choose = Callable[[MergeQuestion], str]


@dataclass(frozen=True, slots=True)
class Synced:
    """What came of it: where, the files that came and those that went, and whether both sides had written."""

    where: str
    came: tuple[Unsaved, ...] = ()
    went: tuple[Unsaved, ...] = ()
    merged: bool = False


def sync(book: str | os.PathLike[str] | None, choose: Choose, *, branch: str = "", bundle: str = "", opened: Callable[[Book], None]) -> Synced:
    """Bring the book together with the place it is told to meet the others, or with a bundle."""
    with begin_transaction(book, opened=opened) as transaction:
        git = repository(transaction.book)
        this = transaction.book
        finish_interrupted(transaction, git)
        at = own_branch(git, branch)
        refuse_programs(git)
        _refuse_unsaved(transaction, git)
    address, tracked = bundle_place(bundle, at) if bundle else meeting_place(git, at)
    known = [commit for commit in (git.head(), commit_of(git, tracked)) if commit]
    done = Synced(address.shown)
    with exchange(git, known, trusted_settings(git)) as there:
        for turn in range(_TRIES):
            theirs = None if address.is_bundle and not os.path.exists(address.url) else there.fetch(address, at)
            done = _one_turn(book, git, address, at, theirs, tracked, choose, done)
            ours = git.head()
            if ours in (None, theirs):
                break
            if address.is_bundle:
                write_bundle(git, address, at)
                break
            if there.push(address, ours, at):
                break
            if turn == _TRIES - 1:
                raise NotTaken(address=address.shown, reason=tr(N_("others keep sending at the same time")))
        remember_seen(git, tracked, git.head())
    if done.came:
        note_final(this, tr(D_("Brought together with what others have saved")))
    tidy(git)
    return done


def _one_turn(
    book: str | os.PathLike[str] | None, git: Git, address: Address, at: str, theirs: str | None, tracked: str, choose: Choose, before: Synced
) -> Synced:
    """What was fetched, taken in under the book's lock."""
    known = commit_of(git, tracked)
    if theirs and known and not is_ancestor(git, known, theirs):
        raise Rewritten(address=address.shown)
    with begin_transaction(book) as transaction:
        ours = git.head()
        if git.branch() != at:
            raise Detached(branch=at)
        base = merge_base(git, ours, theirs) if ours and theirs else None
        if ours and theirs and base is None:
            raise Unrelated(address=address.shown)
        if ours is None and theirs is None:
            return before
        since = base if theirs else known
        went = _changed(git, since, ours) if ours not in {theirs, since} else ()
        if theirs is None or base == theirs:
            return Synced(address.shown, before.came, went, before.merged)
        _refuse_unsaved(transaction, git)
        if ours is None or base == ours:
            came = _changed(git, base, theirs)
            _take_in(transaction, git, ours, theirs, _differences(git, ours, theirs))
            return Synced(address.shown, (*before.came, *came), before.went, before.merged)
        new = _merge(git, ours, theirs, base, choose)
        _take_in(transaction, git, ours, new, _differences(git, ours, new))
        return Synced(address.shown, (*before.came, *_changed(git, ours, new)), _changed(git, theirs, new), merged=True)


def _merge(git: Git, ours: str, theirs: str, base: str | None, choose: Choose) -> str:
    """The commit that holds both sides; nothing of the book has changed yet."""
    identity = git.identity()
    if identity is None:
        raise IdentityMissing(path=git.root)
    made = merge_trees(git, base, ours, theirs)
    for file in made.disputed:
        _decide(git, made, file, choose)
    return write_merge(git, made.files, (ours, theirs), identity, tr(D_("Brought together with what others have saved")) + "\n")


def _decide(git: Git, made: TreeMerge, file: DisputedFile, choose: Choose) -> None:
    def answer(of: DisputedFile, place: Disputed | None) -> str:
        path = of.path.removeprefix(git.prefix)
        if place is not None:
            return choose(MergeQuestion(path, place.ours, place.theirs, of.path.endswith(".md") and not place.frozen, place.frozen))
        if of.names:
            return choose(MergeQuestion(path, *of.names))
        mine, other = (tr(N_("(kept, and changed)")) if entry else None for entry in (of.ours, of.theirs))
        return choose(MergeQuestion(path, mine, other))

    path, result = settled(file, answer)
    if isinstance(result, str):
        there = document.parse(path, result)
        if there.has_broken_header or any(problem.code == "conflict-markers" for problem in there.problems):
            raise NobodyToDecide(path=path)
        mode = next(entry.mode for entry in (file.ours, file.theirs) if entry)
        result = TreeEntry(mode, write_blob(git, result.encode("utf-8")))
    for name in (*(file.names or ()), file.path):
        made.files[name] = None
    made.files[path] = result


def _take_in(transaction: Transaction, git: Git, old: str | None, new: str, changed: Mapping[str, TreeEntry | None]) -> None:
    """The work tree and the branch brought from one commit to another, once what is frozen has been looked at."""
    if found := in_the_way(git, tree_of(git, old) if old else {}, changed):
        raise InTheWay(path=", ".join(found[:_NAMED]), place=found[0])
    _refuse_frozen(git, old, new)
    _note(git, old, new)
    _write_files(transaction, git, changed)
    follow(git, old, new, _differences(git, old, new))
    _forget(git)


def _write_files(transaction: Transaction, git: Git, changed: Mapping[str, TreeEntry | None]) -> None:
    """The files of the book, all or none, and git's own list of them; what lies outside the book is git's to put in place."""
    assert transaction.lock is not None
    own = {path: entry for path, entry in changed.items() if is_own(git, path, entry)}
    texts = _texts(git, [entry.blob for entry in own.values() if entry])
    changes = []
    for path, entry in own.items():
        name = path.removeprefix(git.prefix)
        there = _on_disk(git, name)
        new = None if entry is None else texts[entry.blob]
        if there != new:
            changes.append(files.FileChange(name, new, None if there is None else files.digest(there)))
    files.write_all(transaction.lock, changes)


def finish_interrupted(transaction: Transaction, git: Git) -> None:
    """A sync that was killed while it put files in place is finished, where nobody has written in them since."""
    noted = _noted(git)
    if noted is None:
        return
    old, new = noted
    if git.head() == old and git.branch():
        changed = _differences(git, old, new)
        before = tree_of(git, old) if old else {}
        own = [path for path, entry in changed.items() if is_own(git, path, entry)]
        if in_the_way(git, before, {path: entry for path, entry in changed.items() if path not in own}):
            _forget(git)
            return
        texts = _texts(git, [entry.blob for path in own for entry in (changed[path], before.get(path)) if entry])
        for path in own:
            there = _on_disk(git, path.removeprefix(git.prefix))
            known = [texts[entry.blob] if entry else None for entry in (changed[path], before.get(path))]
            if there not in known:
                _forget(git)
                return
        _write_files(transaction, git, changed)
        follow(git, old, new, _differences(git, old, new))
    _forget(git)


# ---------------------------------------------------------------- what stands in the way


def _refuse_unsaved(transaction: Transaction, git: Git) -> None:
    found = unsaved(transaction.book, git).files
    if found:
        raise UnsavedBefore(path=", ".join(one.path for one in found[:_NAMED]) + (" …" if len(found) > _NAMED else ""), place=found[0].path)


def _refuse_frozen(git: Git, old: str | None, new: str) -> None:
    """Refuse a state in which approved text is not what was approved, or sent-out minutes have a text that neither side has."""
    before, after = (git.saved(commit=commit) if commit else {} for commit in (old, new))
    findings = check_entry(git, before, after)
    known = {(one.rule, one.path) for one in check_entry(git, {}, before)} if findings else set()
    for found in findings:
        if (found.rule, found.path) not in known:
            raise FrozenDiffers(meeting=found.meeting, what=tr(found.words, **found.facts), place=found.path)


# ---------------------------------------------------------------- states of the book


def _differences(git: Git, old: str | None, new: str) -> dict[str, TreeEntry | None]:
    """The files that two commits hold differently, as the new one has them."""
    before, after = (tree_of(git, old) if old else {}), tree_of(git, new)
    return {path: after.get(path) for path in {*before, *after} if before.get(path) != after.get(path)}


def _changed(git: Git, old: str | None, new: str | None) -> tuple[Unsaved, ...]:
    """What was written between two states of the book, in a secretary's words."""
    if new is None:
        return ()
    before, after = (git.saved(commit=commit) if commit else {} for commit in (old, new))
    paths = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    texts = _texts(git, [blob for path in paths for blob in (before.get(path), after.get(path)) if blob])
    return tuple(told(Unsaved(path, texts.get(before.get(path, "")), texts.get(after.get(path, "")))) for path in paths)


def _texts(git: Git, blobs: Iterable[str]) -> dict[str, bytes]:
    wanted = list(dict.fromkeys(blobs))
    found = dict(git.texts(wanted)) if wanted else {}
    return {blob: data if data is not None else large_blob(git, blob) for blob, data in found.items()}


def _on_disk(git: Git, path: str) -> bytes | None:
    full = os.path.join(git.root, path)
    if not os.path.lexists(full):
        return None
    with open(full, "rb") as file:
        return file.read()


def _note_path(git: Git) -> str:
    return os.path.join(git.directory, "referat", _NOTE)


def _note(git: Git, old: str | None, new: str) -> None:
    os.makedirs(os.path.dirname(_note_path(git)), 0o700, exist_ok=True)
    with open(_note_path(git), "w", encoding="utf-8") as file:
        json.dump([old, new], file)
        file.flush()
        os.fsync(file.fileno())


def _noted(git: Git) -> tuple[str | None, str] | None:
    from referat.git.gitdir import read_git_file
    from referat.git.objects import is_id

    try:
        old, new = json.loads(read_git_file(_note_path(git)) or b"null")
    except (ValueError, TypeError):
        return None
    return (old, new) if isinstance(new, str) and is_id(new) and (old is None or (isinstance(old, str) and is_id(old))) else None


def _forget(git: Git) -> None:
    with suppress(FileNotFoundError):
        os.unlink(_note_path(git))
