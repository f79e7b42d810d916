"""What git tells `verify` of the book, gathered in few runs: one log of the whole history, one listing of what is saved, one batch of texts."""

import os
from collections.abc import Mapping

from referat.approvals.facts import History, Since
from referat.approvals.filed import Filed
from referat.approvals.filing import read_filed
from referat.approvals.pin import Pin
from referat.approvals.superseded import is_earlier
from referat.errors import ReferatError
from referat.git import git_errors
from referat.git.blobs import blob_id
from referat.git.entries import Entries, read_entries
from referat.git.program import Git
from referat.git.questions import ask_entries
from referat.model.approval import ApprovalPolicy

BOOK_FILE = "meetings/book.yaml"


# Every file that is saved, and of those whose bytes here are others, what was saved, by path.
Compared = tuple[frozenset[str], Mapping[str, Filed]]


def look_back(git: Git, listed: Entries, compared: Compared, policy: ApprovalPolicy, pin: Pin | None) -> History | None:
    """What the history says, given its entries; None before the first."""
    head = listed.newest
    if head is None:
        return None
    branch = git.branch()
    tracked, otherwise = compared
    return History(
        head=head,
        branch=branch,
        root=root_of(git, listed),
        entries=listed,
        saved=otherwise,
        tracked=tracked,
        is_shallow=git.is_shallow(),
        stand_ins=tuple(git.stand_ins()),
        unsigned=_unsigned(git, listed) if policy.signatures == "required" else frozenset(),
        since=since(git, head, branch, listed, pin),
    )


def compare_saved(git: Git, files: Mapping[str, bytes]) -> Compared:
    """How the files as they lie here (path -> bytes), earlier texts too, stand to the newest entry."""
    saved = {path: blob for path, blob in git.saved().items() if is_filed(path) or is_earlier(path)}
    other = {path: blob for path, blob in saved.items() if path not in files or blob_id(files[path], blob) != blob}
    texts = dict(git.texts(dict.fromkeys(other.values()))) if other else {}
    return frozenset(saved), {path: read_filed(path, data) for path, blob in other.items() if (data := texts.get(blob)) is not None}


def entries(git: Git, *span: str) -> Entries:
    """Every entry of the history, or of a span of it; none before the first."""
    answer = git.read(*ask_entries(*(span or ("HEAD",))))
    if answer.code != 0:
        if not span and git.head() is None:
            return Entries()
        raise git_errors.GitFailed(reason=answer.said)
    return read_entries(answer.out)


def since(git: Git, head: str, branch: str, listed: Entries, pin: Pin | None) -> Since:
    """How the history stands to the newest entry that was seen of this branch; for one that is new here, to that of whichever branch fits."""
    heads = pin.heads if pin else {}
    wanted = [heads[branch]] if branch and branch in heads else list(dict.fromkeys(heads.values()))
    if not wanted or head in wanted:
        return Since()
    through = set(listed.ids)
    if behind := [seen for seen in wanted if seen in through]:
        return Since(new=frozenset(entries(git, head, *(f"^{seen}" for seen in behind)).ids))
    here = [seen for seen in wanted if git.read("cat-file", "-e", "--end-of-options", f"{seen}^{{commit}}").code == 0]
    if not here:
        return Since(known=False, kept=False)
    return Since(kept=False, lost=min((tuple(sorted(_approvals_between(git, head, seen))) for seen in here), key=len))


def policies(git: Git, listed: Entries, now: int) -> tuple[tuple[int, ApprovalPolicy], ...]:
    """The policies that the book has had, each with the moment (seconds since 1970) from which it held, newest first.

    No entry is older than one that was there before it, whatever it says: else a rule could be lifted for days long past.
    """
    since: dict[str, int] = {}
    latest = 0
    for entry, committed in zip(reversed(listed.ids), reversed(listed.times), strict=True):
        latest = max(latest, min(committed, now))
        since[entry] = latest
    return tuple((since.get(commit, now), _policy_in(git, commit)) for commit in touching(git, BOOK_FILE))


def touching(git: Git, path: str) -> list[str]:
    """The entries that changed a file of the book, newest first."""
    words = ("--format=%H", "--topo-order", "--no-show-signature", "--full-history", "--end-of-options", "HEAD", "--", git.prefix + path)
    return git.read("log", *words).out.decode().split()


def _policy_in(git: Git, commit: str) -> ApprovalPolicy:
    from referat.format.settings import STRICTEST, read_settings

    try:
        text = (git.text(BOOK_FILE, commit) or b"").decode()
    except (UnicodeDecodeError, ReferatError):
        return STRICTEST.approval
    return read_settings(BOOK_FILE, text)[0].approval


def root_of(git: Git, listed: Entries) -> str:
    """The first commit; of several, the least, so that it is the same in every copy. "" where the beginning is not here."""
    roots = listed.roots
    return min(roots) if roots and not git.is_shallow() else ""


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
