"""The shelf when things go wrong, and what it does not do."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.book import Book
from referat.shelf import gather, segments, shelf, stamps
from referat.shelf.outline import VERSION
from referat.shelf.shelf import Shelf, Watcher
from referat.store import parallel as halves
from referat.store.index import open_index, write_base
from referat.store.listing import Facts, facts_of, look_at
from referat.store.places import find_places
from tests.small_books import minutes, on_disk

LINES = "## 1. Sak\n\n- [ ] @ida Ring +kraft frist:2024-03-01 ^abcd1\n\n- [x] @per Skriv ^abcd2\n  - 2024-01-20 ferdig\n"


class Listening(Watcher):
    def __init__(self) -> None:
        self.news = 0
        self.seen: list[tuple[int, int]] = []

    def progress(self, done: int, of: int) -> None:
        self.seen.append((done, of))

    def remade(self) -> None:
        self.news += 1


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    files = {f"2024-0{n}-09.md": minutes(f"2024-0{n}-09", LINES.replace("abcd", f"abc{n}")) for n in range(1, 7)}
    return on_disk(tmp_path / "bok", files)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which nothing is so young that it is distrusted."""
    monkeypatch.setattr(stamps, "time_ns", lambda: time.time_ns() + 60 * 10**9)


def index_file(root: Path) -> Path:
    base, names = find_places(str(root)).workshop
    return Path(base, *names, "index")


def open_ids(root: Path, watcher: Watcher | None = None) -> list[str]:
    found = Shelf.open(root, watcher=watcher)
    rows = found.action_rows(states=("open",))
    found.close()
    return [row.id for row in rows]


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read from now on."""
    found: list[str] = []
    read = gather.gather
    for module in (gather, sys.modules.get("referat.shelf.refreshing")):
        if module:
            monkeypatch.setattr(module, "gather", lambda root, path, *rest, **more: (found.append(path), read(root, path, *rest, **more))[1])
    return found


IDS = [f"abc{n}1" for n in range(1, 7)]


def test_the_second_question_reads_no_file(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_ids(root) == IDS
    monkeypatch.setattr(shelf.Shelf, "_filled", None)
    assert open_ids(root) == IDS


def test_after_a_change_only_that_file_is_read(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    import referat.shelf.refreshing  # noqa: F401 - so that its reading is watched too

    assert open_ids(root) == IDS
    changed = root / "meetings/2024-03-09.md"
    changed.write_text(changed.read_text().replace("- [ ]", "- [x]"))
    read = reads(monkeypatch)
    assert open_ids(root) == [one for one in IDS if one != "abc31"]
    assert read == ["meetings/2024-03-09.md"]
    assert open_ids(root) == [one for one in IDS if one != "abc31"]
    assert read == ["meetings/2024-03-09.md"]


def test_ids_with_the_same_checksum_are_told_apart(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    import referat.shelf.refreshing  # noqa: F401 - so that its reading is watched too

    for month, action_id in ((3, "5nwmry"), (4, "5r81sm")):
        file = root / f"meetings/2024-0{month}-09.md"
        file.write_text(file.read_text().replace(f"abc{month}1", action_id))
    assert crc32(b"5nwmry") == crc32(b"5r81sm")
    ids = ["abc11", "abc21", "5nwmry", "5r81sm", "abc51", "abc61"]
    assert open_ids(root) == ids
    changed = root / "meetings/2024-03-09.md"
    changed.write_text(changed.read_text().replace("- [ ]", "- [x]"))
    read = reads(monkeypatch)
    assert open_ids(root) == [one for one in ids if one != "5nwmry"]
    assert read == ["meetings/2024-03-09.md"]


def test_a_file_as_young_as_its_reading_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_ids(root) == IDS
    changed = root / "meetings/2024-03-09.md"
    facts = changed.stat()
    changed.write_text(changed.read_text().replace("abc31", "zzz31"))
    # A clock so coarse that the edit leaves no trace but the text.
    monkeypatch.setattr(stamps, "look_at", lambda root, folder, names, skipped: _as_before(root, folder, names, changed.name, facts))
    assert open_ids(root)[2] == "zzz31"


def _as_before(root: str, folder: str, names: Sequence[str], name: str, before: os.stat_result) -> tuple[Sequence[str], list[Facts]]:
    _, found = look_at(root, folder, names, [])
    return names, [facts_of(before) if one == name else facts for one, facts in zip(names, found, strict=True)]


def test_when_a_file_of_actions_without_id_goes_they_go_with_it(root: Path, later: None) -> None:
    """Nothing else of the group has changed."""
    (root / "meetings/2024-07-09.md").write_text(minutes("2024-07-09", "## 1. Sak\n\n- [ ] @ida Uten id\n"))
    shelf = Shelf.open(root)
    assert [row.text for row in shelf.action_rows(["styret"], ("open",))][-1] == "Uten id"
    shelf.close()
    (root / "meetings/2024-07-09.md").unlink()
    assert [row.text for row in Shelf.open(root).action_rows(["styret"], ("open",))] == []
    assert [row.text for row in Shelf.open(root).action_rows([], ("open",))] == ["Ring"] * 6


@pytest.mark.parametrize("harm", ["cut", "flipped", "nonsense", "empty"])
def test_a_broken_index_is_made_anew_and_that_is_said_once(root: Path, later: None, harm: str) -> None:
    assert open_ids(root) == IDS
    data = index_file(root).read_bytes()
    at = data.index(b"abc31")
    harmed = {"cut": data[: len(data) // 2], "flipped": data[:at] + b"A" + data[at + 1 :], "nonsense": b"SQLite format 3\0", "empty": b""}[harm]
    index_file(root).write_bytes(harmed)
    for news in (1, 0):
        watcher = Listening()
        assert open_ids(root, watcher) == IDS
        assert watcher.news == news


def test_an_index_of_another_version_is_made_anew_and_that_is_said_once(root: Path, later: None) -> None:
    write_base(find_places(str(root)), VERSION ^ 1, {"stamp": b""})
    for news in (1, 0):
        watcher = Listening()
        assert open_ids(root, watcher) == IDS
        assert watcher.news == news


@pytest.mark.parametrize("harm", ["another version", "damage"])
def test_a_change_that_was_kept_by_another_version_or_is_damaged_is_stumbled_over_once(root: Path, later: None, harm: str) -> None:
    open_ids(root)
    changed = root / "meetings/2024-03-09.md"
    changed.write_text(changed.read_text().replace("- [ ]", "- [x]"))
    ids = open_ids(root)
    delta = index_file(root).with_name("index.delta")
    kept = delta.read_bytes()
    delta.write_bytes(kept.replace(b"%d" % VERSION, b"%d" % (VERSION + 1), 1) if harm == "another version" else kept[:40])
    watcher = Listening()
    assert [open_ids(root, watcher) for _ in range(2)] == [ids, ids]
    assert watcher.news == 1


def test_what_came_with_a_strangers_archive_is_not_even_unpacked(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    names = "/".join(file.name for file in sorted((root / "meetings").glob("*.md")))
    fields = ["1 2 3 4", "", "1", "meetings", "1 2 3 4", "", "0", "1", "7", "8", names, ""]
    stamp = "\0".join(fields)
    facts = "\n".join(["1 2 3 4"] * 6)
    write_base(find_places(str(root)), VERSION, {"stamp": stamp.encode(), "facts:7": facts.encode(), "outline": b"boom", "open:kraft": b"boom"})
    monkeypatch.setattr(segments, "opened", None)
    assert open_ids(root) == IDS


@pytest.mark.parametrize("stamp", ["", "\0", "a\0b\0-1", "a\0b\0x", "a\0b\0" + "9" * 30, "\udcff\0b\01\0meetings\0\0..\00\00"])
def test_a_stamp_that_makes_no_sense_is_no_stamp(root: Path, later: None, stamp: str) -> None:
    write_base(find_places(str(root)), VERSION, {"stamp": stamp.encode("utf-8", "surrogateescape"), "outline": b"boom"})
    assert open_ids(root) == IDS


def test_a_folder_that_is_as_it_was_is_not_listed_again(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_ids(root) == IDS
    with monkeypatch.context() as patched:
        patched.setattr(stamps, "list_folder", None)
        assert open_ids(root) == IDS
    (root / "meetings/2024").mkdir()
    (root / "meetings/2024/2024-07-09.md").write_text(minutes("2024-07-09", LINES.replace("abcd", "abc7")))
    assert open_ids(root) == [*IDS, "abc71"]
    (root / "meetings/2024-01-09.md").unlink()
    assert open_ids(root) == [*IDS[1:], "abc71"]


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60), max_size=3), st.sets(st.integers(0, 60), max_size=3))
def test_where_a_file_comes_or_goes_the_other_stretches_stay_as_they_were(numbers: set[int], come: set[int], gone: set[int]) -> None:
    then, now = (sorted(f"{number:02}.md" for number in some) for some in (numbers, (numbers | come) - gone))
    with patch.object(stamps, "STRETCH", 5):
        before = stamps._stretches_of(then, [])
        for number, stretch in enumerate(before, 1):
            stretch.number = number
        after = stamps._stretches_of(now, before)
    assert [name for stretch in after for name in stretch.names] == now
    assert all(0 < len(stretch.names) <= 5 for stretch in after)
    kept = [stretch.number for stretch in after if stretch.number]
    assert kept == sorted(set(kept))
    assert all(stretch.names == before[stretch.number - 1].names for stretch in after if stretch.number)
    changed = [index for index, name in enumerate(then) if name not in now]
    if not come - numbers and changed:
        assert len(kept) >= changed[0] // 5 + (len(before) - 1 - changed[-1] // 5)


def test_where_folders_do_not_tell_they_are_listed_each_time(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "FOLDERS_TELL", False)
    assert open_ids(root) == IDS
    facts = stamps._folder_facts(os.lstat(root / "meetings"))
    monkeypatch.setattr(stamps, "_folder_facts", lambda _: facts)
    (root / "meetings/2024-07-09.md").write_text(minutes("2024-07-09", LINES.replace("abcd", "abc7")))
    assert open_ids(root) == [*IDS, "abc71"]


def test_a_file_that_comes_in_the_same_tick_as_the_look_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder's own times show nothing of it."""
    assert open_ids(root) == IDS
    monkeypatch.setattr(stamps, "_folder_facts", lambda _: facts)
    facts = stamps.attrgetter("st_ctime_ns", "st_mtime_ns", "st_dev", "st_ino")(os.lstat(root / "meetings"))
    assert open_ids(root) == IDS
    (root / "meetings/2024-07-09.md").write_text(minutes("2024-07-09", LINES.replace("abcd", "abc7")))
    assert open_ids(root) == [*IDS, "abc71"]


def test_a_link_in_a_folder_has_it_listed_each_time(root: Path, later: None) -> None:
    """What the link leads to may change, and the folder does not show it."""
    (root / "aside").mkdir()
    (root / "meetings/lenke").symlink_to(root / "aside")
    assert Shelf.open(root).look.skipped == [("meetings/lenke", "link")]
    (root / "aside").rmdir()
    assert Shelf.open(root).look.skipped == []
    (root / "aside").mkdir()
    assert Shelf.open(root).look.skipped == [("meetings/lenke", "link")]


def test_a_file_too_large_to_be_read_is_named_until_it_shrinks(root: Path, later: None) -> None:
    file = root / "meetings/2024-03-09.md"
    text = file.read_text()
    file.write_text(text + " " * 5_000_000)
    rest = [one for one in IDS if one != "abc31"]
    for _ in range(2):
        assert open_ids(root) == rest
        assert Shelf.open(root).look.skipped == [("meetings/2024-03-09.md", "too-large")]
    file.write_text(text)
    assert open_ids(root) == IDS
    assert Shelf.open(root).look.skipped == []


def test_without_any_place_for_an_index_the_answers_are_the_same(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    (root.parent / "taken").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(root.parent / "taken"))
    for _ in range(2):
        found = Shelf.open(root)
        assert found.action_rows() == Book.open(root).action_rows
        assert found.meeting_rows == Book.open(root).meeting_rows
    assert not index_file(root).exists()


def test_a_disk_that_fills_up_keeps_nothing_and_hides_nothing(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_ids(root) == IDS
    (root / "meetings/2024-03-09.md").unlink()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("referat.store.index.os.write", full)
    for _ in range(2):
        found = Shelf.open(root)
        assert found.action_rows(states=("open",)) == [row for row in Book.open(root).action_rows if row.is_open]
        assert found.meeting_rows == Book.open(root).meeting_rows


def test_runs_at_the_same_time_do_not_disturb_each_other(root: Path) -> None:
    """Each of several runs sees its own change of a file at once, and all see the same in the end."""
    program = (
        "import sys, pathlib\n"
        "from referat.shelf.shelf import Shelf\n"
        "root, own = pathlib.Path(sys.argv[1]), sys.argv[2]\n"
        "path = root / 'meetings' / f'2024-0{own}-09.md'\n"
        "for turn in range(8):\n"
        "    sign = 'x' if turn % 2 else ' '\n"
        "    path.write_text(path.read_text().replace('- [x] @ida', '- [ ] @ida').replace('- [ ] @ida', f'- [{sign}] @ida'))\n"
        "    shelf = Shelf.open(root)\n"
        "    is_open = any(row.id == f'abc{own}1' for row in shelf.action_rows(states=('open',)))\n"
        "    shelf.close()\n"
        "    assert is_open == (sign == ' '), (own, turn)\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    runs = [subprocess.Popen([sys.executable, "-c", program, str(root), str(own)], env=env) for own in range(1, 5)]
    assert [run.wait(timeout=60) for run in runs] == [0, 0, 0, 0]
    assert open_ids(root) == ["abc51", "abc61"]


def test_many_files_are_read_by_two_processes_with_the_same_result(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = Shelf.open(root)
    rows = alone.action_rows()
    index_file(root).unlink()
    monkeypatch.setattr(gather, "WORTH_TWO", 2)
    monkeypatch.setattr(stamps, "WORTH_TWO", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    watcher = Listening()
    together = Shelf.open(root, watcher=watcher)
    assert together.action_rows() == rows
    assert watcher.seen[-1] == (6, 6)
    assert open_ids(root) == IDS


def test_a_child_that_dies_costs_only_time(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "WORTH_TWO", 2)
    monkeypatch.setattr(stamps, "WORTH_TWO", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(halves, "_begin", lambda *_: _dead_child())
    assert open_ids(root) == IDS


def _dead_child() -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os._exit(9)
    os.close(writing)
    return reading, pid


def test_the_index_stays_outside_the_work_tree(root: Path) -> None:
    open_ids(root)
    assert {path.name for path in root.rglob("*")} == {"meetings", "book.yaml", *(f"2024-0{n}-09.md" for n in range(1, 7))}
    assert open_index(find_places(str(root)), VERSION).blob("outline")
