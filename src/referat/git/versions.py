"""The earlier texts of one file, as the history holds them: newest first, wherever the file lay then."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from referat.errors import ReferatError
from referat.format import document
from referat.format.boxes import scan
from referat.format.canon import digest
from referat.format.document import Document
from referat.format.paths import file_id
from referat.format.reader import read_page
from referat.git.history import commits
from referat.git.program import Git
from referat.model.meeting import Minutes
from referat.model.text import fold


def versions(git: Git, minutes_id: str) -> Iterator[Document]:
    """Every text that minutes had, newest first; what cannot be read is passed over."""
    wanted = fold(minutes_id)
    blobs: dict[str, str] = {}
    for commit in commits(git):
        for change in commit.changes:
            if change.new and is_page_of(change.path, wanted):
                blobs.setdefault(change.new, change.path)
    for blob, data in git.texts(blobs):
        if data is None:
            continue
        try:
            yield document.read(blobs[blob], data)
        except ReferatError:
            continue


def text_with_digest(git: Git, minutes_id: str, text: str) -> Document | None:
    """The newest text of minutes whose canonical digest is `text`."""
    for there in versions(git, minutes_id):
        page = read_page(there).page
        if isinstance(page, Minutes) and digest(there, page.on) == text:
            return there
    return None


def circulated_versions(git: Git, minutes_id: str) -> list[str]:
    """The digests under which minutes were sent out, first to last."""
    found: dict[str, None] = {}
    for there in reversed(list(versions(git, minutes_id))):
        page = read_page(there).page
        if isinstance(page, Minutes) and page.circulation:
            found.setdefault(page.circulation.text)
    return list(found)


def is_page_of(path: str, wanted: str) -> bool:
    """Whether a path of the history is a file of the book with this id (folded)."""
    return path.endswith(".md") and not path.startswith(".") and "/." not in path and fold(file_id(path)) == wanted


def closed_in_history(git: Git, minutes_id: str, ids: Collection[str]) -> dict[str, date]:
    """The day of the first entry of the history in which each of these actions was closed in the minutes, and has stayed so since."""
    wanted, found = fold(minutes_id), dict[str, date]()
    entries = [(c, change.new) for c in commits(git) for change in c.changes if change.new and is_page_of(change.path, wanted)] if ids else []
    texts = dict(git.texts({blob for _, blob in entries}))
    for commit, blob in reversed(entries):
        boxes = {box.id: box.state for box in scan((texts.get(blob) or b"").decode("utf-8", "replace").splitlines()).boxes if box.id in ids}
        for action_id in ids:
            if boxes.get(action_id, " ") in " /":
                found.pop(action_id, None)
            else:
                found.setdefault(action_id, datetime.fromtimestamp(commit.committed).astimezone().date())
    return found
