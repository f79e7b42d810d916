"""What the next command does after one that was killed: each state is made by hand here; tests/faults kills for real."""

import json
import os
from pathlib import Path

import pytest

from referat.store import disk_errors
from referat.store.files import digest
from referat.store.lock import Lock, hold_lock
from referat.store.places import find_places
from tests.repositories import make_repository, put

OLD, NEW, THEIRS = b"old\n", b"new\n", b"theirs\n"
NO_TEXT = None


def after_a_crash(root: Path, *files: tuple[str, bytes | None, bytes | None, bytes | None, bytes | None]) -> Lock:
    """Write the journal for (path, text in place, text in the temporary file, old text, new text), and let the next command begin."""
    workshop = root / ".git/referat"
    workshop.mkdir(exist_ok=True)
    entries = []
    for number, (path, in_place, in_temp, old, new) in enumerate(files):
        (root / path).unlink(missing_ok=True)
        temp = f".referat-1-{number}.tmp"
        if in_place is not None:
            put(root, {path: in_place})
        if in_temp is not None:
            (workshop / temp).write_bytes(in_temp)
        sums = ["" if text is None else digest(text) for text in (old, new)]
        entries.append({"path": path, "temp": temp, "beside": False, "old": sums[0], "new": sums[1]})
    (workshop / "journal").write_text(json.dumps(entries), encoding="utf-8")
    with hold_lock(find_places(str(root))) as held:
        assert sorted(path.name for path in workshop.iterdir()) == []
        return held


def text(root: Path, path: str) -> bytes | None:
    return (root / path).read_bytes() if (root / path).exists() else None


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    return make_repository(tmp_path, {"meetings/a.md": OLD})


# (what is in place, what is in the temporary file, old text, new text, what must stand afterwards)
SINGLE = {
    "a change not begun": (OLD, NEW, OLD, NEW, OLD),
    "a change swapped in": (NEW, OLD, OLD, NEW, NEW),
    "a change swapped in and edited since": (THEIRS, OLD, OLD, NEW, THEIRS),
    "a change that met an editor's save": (NEW, THEIRS, OLD, NEW, THEIRS),
    "a change whose temporary file is gone": (NEW, NO_TEXT, OLD, NEW, NEW),
    "a new file not begun": (NO_TEXT, NEW, NO_TEXT, NEW, NO_TEXT),
    "a new file in place": (NEW, NO_TEXT, NO_TEXT, NEW, NEW),
    "a new file that somebody else made first": (THEIRS, NEW, NO_TEXT, NEW, THEIRS),
    "a removal not begun": (OLD, NO_TEXT, OLD, NO_TEXT, OLD),
    "a removal done": (NO_TEXT, OLD, OLD, NO_TEXT, NO_TEXT),
    "a removal that met an editor's save": (NO_TEXT, THEIRS, OLD, NO_TEXT, THEIRS),
}


@pytest.mark.parametrize("state", SINGLE)
def test_one_file(book: Path, state: str) -> None:
    in_place, in_temp, old, new, then = SINGLE[state]
    after_a_crash(book, ("meetings/x.md", in_place, in_temp, old, new))
    assert text(book, "meetings/x.md") == then


def test_an_editors_save_that_cannot_be_put_back_is_kept_aside(book: Path) -> None:
    held = after_a_crash(book, ("meetings/x.md", b"a third\n", THEIRS, OLD, NEW))
    ((path, kept),) = [(found.path, found.kept) for found in held.recovered]
    assert path == "meetings/x.md"
    assert kept is not None
    assert text(book, kept) == THEIRS
    assert text(book, "meetings/x.md") == b"a third\n"


SEVERAL = {  # name -> how far three files (replaced, made, removed) had come, and whether all are taken back
    "none begun": (0, True),
    "first swapped": (1, True),
    "first and second": (2, True),
    "all": (3, False),
}


@pytest.mark.parametrize("state", SEVERAL)
def test_several_files_all_or_none(book: Path, state: str) -> None:
    done, taken_back = SEVERAL[state]
    held = after_a_crash(
        book,
        ("meetings/r.md", *((NEW, OLD) if done > 0 else (OLD, NEW)), OLD, NEW),
        ("meetings/n.md", *((NEW, NO_TEXT) if done > 1 else (NO_TEXT, NEW)), NO_TEXT, NEW),
        ("meetings/d.md", *((NO_TEXT, OLD) if done > 2 else (OLD, NO_TEXT)), OLD, NO_TEXT),
    )
    now = [text(book, f"meetings/{name}.md") for name in "rnd"]
    assert now == ([OLD, NO_TEXT, OLD] if taken_back else [NEW, NEW, NO_TEXT])
    assert [found.path for found in held.recovered] == [f"meetings/{name}.md" for name in "rnd"[:done]][::-1] * taken_back


def test_a_swap_that_stopped_between_the_steps_of_the_fall_back(book: Path) -> None:
    """As on a disk without exchange: the old file has a second name, the new one is in place, nothing has the temporary name."""
    workshop = book / ".git/referat"
    workshop.mkdir()
    (workshop / ".referat-1-0.tmp.old").write_bytes(OLD)
    after_a_crash(book, ("meetings/x.md", NEW, NO_TEXT, OLD, NEW), ("meetings/y.md", OLD, NEW, OLD, NEW))
    assert text(book, "meetings/x.md") == OLD
    assert text(book, "meetings/y.md") == OLD


@pytest.mark.parametrize(
    "planted",
    [
        b"",
        b"{",
        b"[1]",
        b'{"a": 1}',
        b'[{"path": "../x"}]',
        b'[{"path": "../../precious", "temp": ".referat-1-0.tmp", "beside": false, "old": "", "new": ""}]',
        b'[{"path": "meetings/a.md", "temp": "../../meetings/a.md", "beside": false, "old": "", "new": ""}]',
        b'[{"path": "meetings/a.md", "temp": "a.md", "beside": true, "old": "", "new": ""}]',
        b'[{"path": 1, "temp": 2, "beside": 3, "old": 4, "new": 5}]',
        b"[" * 100_000,
    ],
)
def test_a_planted_journal_does_nothing(book: Path, planted: bytes) -> None:
    put(book.parent, {"precious": b"mine\n"})
    put(book, {".git/referat/journal": planted})
    with hold_lock(find_places(str(book))) as held:
        assert held.recovered == ()
    assert text(book, "meetings/a.md") == OLD
    assert (book.parent / "precious").read_bytes() == b"mine\n"


def test_temporary_files_of_a_killed_command_are_swept_away_and_others_left(book: Path) -> None:
    put(book, {".git/referat/.referat-9-ab.tmp": b"half", ".git/referat/journal.part": b"half", ".git/referat/index": b"the cache"})
    with hold_lock(find_places(str(book))):
        pass
    assert os.listdir(book / ".git/referat") == ["index"]


def test_a_journal_that_cannot_be_read_is_not_forgotten(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from referat.store import journal

    def refuse(*words: object) -> None:
        raise OSError(5, "Input/output error")

    put(book, {".git/referat/journal": b"[]"})
    monkeypatch.setattr(journal, "read_in", refuse)
    with pytest.raises(disk_errors.LeftHalfDone), hold_lock(find_places(str(book))):
        pass
    assert (book / ".git/referat/journal").exists()
