"""What git tells `verify` of the book, gathered in few runs: one log of the whole history, one listing of what is saved, one batch of texts."""

import os
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple

from referat.approvals.facts import History, Since
from referat.approvals.filed import Filed
from referat.approvals.filing import read_filed
from referat.approvals.pin import Here, Pin
from referat.approvals.superseded import is_earlier
from referat.git import git_errors
from referat.git.blobs import blob_id
from referat.git.entries import Entries, read_entries
from referat.git.program import Git
from referat.git.questions import ask_entries, ask_touching
from referat.model.approval import Approval, ApprovalPolicy

BOOK_FILE, PEOPLE_FILE, GROUPS = "meetings/book.yaml", "meetings/people.yaml", "meetings/groups/"


class Compared(NamedTuple):
    """Every file that is saved, and of those whose bytes here are others, what was saved, by path; those of them that git cannot give."""

    tracked: frozenset[str]
    otherwise: Mapping[str, Filed]
    unread: tuple[str, ...]


def look_back(git: Git, listed: Entries, compared: Compared, policy: ApprovalPolicy, pin: Pin | None, here: Here) -> History | None:
    """What the history says, given its entries; None before the first."""
    head = listed.newest
    if head is None:
        return None
    branch = git.branch()
    return History(
        head=head,
        branch=branch,
        root=root_of(git, listed, pin),
        roots=() if git.is_shallow() else tuple(listed.roots),
        entries=listed,
        saved=compared.otherwise,
        unread=compared.unread,
        tracked=compared.tracked,
        is_shallow=git.is_shallow(),
        is_partial=bool(compared.unread) and git.is_partial(),
        stand_ins=tuple(git.stand_ins()),
        unsigned=_unsigned(git, listed) if policy.signatures == "required" else frozenset(),
        since=since(git, head, branch, listed, pin, here) if pin else Since(),
    )


def compare_saved(git: Git, files: Mapping[str, bytes]) -> Compared:
    """How the files as they lie here (path -> bytes), earlier texts too, stand to the newest entry."""
    saved = {path: blob for path, blob in git.saved().items() if is_filed(path) or is_earlier(path)}
    other = {path: blob for path, blob in saved.items() if path not in files or blob_id(files[path], blob) != blob}
    texts = dict(git.texts(dict.fromkeys(other.values()))) if other else {}
    found = {path: read_filed(path, data) for path, blob in other.items() if (data := texts.get(blob)) is not None}
    return Compared(frozenset(saved), found, tuple(path for path in other if path not in found))


def entries(git: Git, *span: str) -> Entries:
    """Every entry of the history, or of a span of it; none before the first."""
    answer = git.read(*ask_entries(*(span or ("HEAD",))))
    if answer.code != 0:
        if not span and git.head() is None:
            return Entries()
        raise git_errors.GitFailed(reason=answer.said)
    return read_entries(answer.out)


def since(git: Git, head: str, branch: str, listed: Entries, pin: Pin, here: Here) -> Since:
    """How the history stands to the newest entry that was seen of this branch, and at this place; of a new branch, to any that was seen."""
    through = set(listed.ids)
    own = [seen for seen in (here.head, pin.heads.get(branch, "") if branch else "") if seen]
    wanted = list(dict.fromkeys(own if branch in pin.heads else [*own, *pin.heads.values()]))
    if not wanted:
        return Since()
    is_own = not here.root or bool(here.head and here.head in through)  # nothing that was verified at this place is missing
    is_apart = is_own and any(seen not in through for seen in pin.heads.values()) and any(map(pin.knows, listed.ids))
    if kept := [seen for seen in wanted if seen in through]:
        new = frozenset() if head in kept else frozenset(entries(git, head, *(f"^{seen}" for seen in kept)).ids)
        return Since(new=new, is_behind=pin.knows(head) and is_apart, is_apart=is_apart)
    held = [seen for seen in wanted if git.read("cat-file", "-e", "--end-of-options", f"{seen}^{{commit}}").code == 0]
    if pin.knows(head) or not held:
        return Since(known=bool(held), kept=False, is_behind=pin.knows(head), is_apart=is_apart)
    return Since(kept=False, lost=min((tuple(sorted(_approvals_between(git, head, seen))) for seen in held), key=len), is_apart=is_apart)


def recorded_apart(git: Git, listed: Entries, pin: Pin, path: str, approval: Approval) -> bool:
    """Whether minutes held just this record of an approval in an entry that nobody here has seen, and that builds on none of the newest seen.

    So it is where two people recorded one approval in two clones, and not where somebody changed the record that was seen.
    """
    later = set(pin.heads.values())
    for entry, parents in zip(reversed(listed.ids), reversed(listed.parents), strict=True):
        if not later.isdisjoint(parents.split()):
            later.add(entry)
    beside = (entry for entry in touching(git, path) if entry not in later and not pin.knows(entry))
    return any(read_filed(path, data).approval == approval for entry in beside if (data := git.text(path, entry)))


def around_then(git: Git, listed: Entries, now: Mapping[str, bytes], moments: Iterable[str]) -> dict[str, dict[str, bytes]]:
    """By the moment at which something was recorded: people.yaml and the groups' files as they stood, those alone that are others now.

    Between two moments at which all of them were the same nothing is looked for: of a long history a few entries are asked.
    """
    times = list(accumulate(reversed(listed.times), max))
    asked = sorted({at: moment for moment in moments if (at := bisect_right(times, _seconds(moment)) - 1) >= 0}.items())
    if not asked:
        return {}
    stood: dict[int, dict[str, str]] = {}

    def look(first: int, last: int) -> None:
        for number in (first, last):
            if number not in stood:
                stood[number] = git.saved_under((PEOPLE_FILE, GROUPS), listed.ids[len(times) - 1 - asked[number][0]])
        if last - first > 1:
            if stood[first] == stood[last]:
                stood.update(dict.fromkeys(range(first, last), stood[first]))
            else:
                middle = (first + last) // 2
                look(first, middle)
                look(middle, last)

    look(0, len(asked) - 1)
    other = {number: {p: blob for p, blob in files.items() if p not in now or blob_id(now[p], blob) != blob} for number, files in stood.items()}
    texts = dict(git.texts(sorted({blob for files in other.values() for blob in files.values()}))) if any(other.values()) else {}
    by_entry = {asked[number][0]: {p: data for p, blob in files.items() if (data := texts.get(blob))} for number, files in other.items()}
    return {moment: by_entry.get(bisect_right(times, _seconds(moment)) - 1, {}) for moment in moments}


def _seconds(moment: str) -> float:
    try:
        return datetime.fromisoformat(moment).timestamp()
    except ValueError:
        return -1


def policies(git: Git, listed: Entries, now: int) -> tuple[tuple[int, ApprovalPolicy | None], ...]:
    """The policies that the book has had, each with the moment (seconds since 1970) from which it held, newest first; None where it cannot be read.

    No entry is older than one that was there before it, whatever it says: else a rule could be lifted for days long past.
    """
    since: dict[str, int] = {}
    latest = 0
    for entry, committed in zip(reversed(listed.ids), reversed(listed.times), strict=True):
        latest = max(latest, min(committed, now))
        since[entry] = latest
    return tuple((since.get(commit, now), _policy_in(git, commit)) for commit in touching(git, BOOK_FILE))


def touching(git: Git, path: str) -> list[str]:
    """The entries that changed a file of the book, newest first. Raises GitFailed where git cannot tell."""
    answer = git.read(*ask_touching(git, path))
    if answer.code != 0:
        raise git_errors.GitFailed(reason=answer.said)
    return answer.out.decode().split()


def _policy_in(git: Git, commit: str) -> ApprovalPolicy | None:
    """The policy that an entry holds; None where it cannot be read."""
    from referat.format.settings import read_policy

    kind, blob = git.entry_at(BOOK_FILE, commit)
    if kind is None:
        return ApprovalPolicy()
    data = next(git.texts([blob]))[1] if kind == "file" else None
    return None if data is None else read_policy(BOOK_FILE, data)


def root_of(git: Git, listed: Entries, pin: Pin | None) -> str:
    """The first commit; of several the one that was seen, or else the least, so that it is the same in every copy. "" where the beginning is not
    here.
    """
    roots = listed.roots
    if not roots or git.is_shallow():
        return ""
    return pin.root if pin and pin.root in roots else min(roots)


def is_filed(path: str) -> bool:
    """Whether a saved file is one of the book's texts."""
    parts = path.split("/")
    return parts[0] == "meetings" and path.endswith(".md") and not any(part.startswith(".") for part in parts)


def _approvals_between(git: Git, head: str, seen: str) -> set[tuple[str, str]]:
    """The approvals that were recorded in entries that led to `seen` and do not lead to `head`."""
    from referat.git.history import commits

    changes = [change for commit in commits(git, tip=seen, since=head) for change in commit.changes if is_filed(change.path)]
    blobs = {blob for change in changes for blob in (change.old, change.new) if blob}
    texts = dict(git.texts(sorted(blobs)))

    def approved(path: str, blob: str | None) -> set[tuple[str, str]]:
        data = texts.get(blob) if blob else None
        one = read_filed(path, data) if data is not None else None
        return {(one.key, one.approval.text)} if one and one.approval else set()

    return {pair for change in changes for pair in approved(change.path, change.new) - approved(change.path, change.old)}


def _unsigned(git: Git, listed: Entries) -> frozenset[str]:
    """The entries that save an approval and carry no signature. Whether a signature holds is not asked: that would start a program."""
    asked = [entry.id for entry in listed.speaking if entry.approved]
    out = git.read("cat-file", "--batch", stdin="".join(f"{commit}\n" for commit in asked).encode()).out if asked else b""
    found = set()
    for commit in asked:
        _, _, rest = out.partition(b"\n")
        size = int(out.split(b" ", 2)[2].partition(b"\n")[0])
        header = rest[:size].partition(b"\n\n")[0]
        if b"\ngpgsig" not in header:
            found.add(commit)
        out = rest[size + 1 :]
    return frozenset(found)


def place_of(git: Git) -> str:
    """The name under which a pin remembers where a repository lies."""
    return os.path.realpath(git.common)
