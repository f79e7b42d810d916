"""The index when things go wrong, and what it does not do."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.book import Book
from referat.format import document
from referat.index import database, signatures, updating
from referat.index.database import Database
from referat.index.index import Index, Watcher
from referat.index.schema import VERSION
from referat.index.updating import Files
from referat.query.rows import ActionRow
from referat.store import parallel
from referat.store.listing import Facts, facts_of, look_at
from referat.store.places import find_places
from tests.small_books import group, minutes, on_disk

LINES = "## 1. Sak\n\n- [ ] @ida Ring +kraft frist:2024-03-01 ^abcd1\n\n- [x] @per Skriv ^abcd2\n  - 2024-01-20 ferdig\n"
IDS = [f"abc{n}1" for n in range(1, 7)]


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
    monkeypatch.setattr(signatures, "time_ns", lambda: time.time_ns() + 60 * 10**9)


def index_file(root: Path) -> Path:
    base, names = find_places(str(root)).workshop
    return Path(base, *names, "index.sqlite")


def open_ids(root: Path, watcher: Watcher | None = None) -> list[str]:
    book = Book.open(root, watcher=watcher)
    rows = book.rows(is_open=True)
    book.close()
    return [row.id for row in rows]


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read from now on."""
    found: list[str] = []
    page = Files.page
    monkeypatch.setattr(Files, "page", lambda files, path: (found.append(path), page(files, path))[1])
    return found


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / "meetings" / name
    path.write_text(path.read_text().replace(old, new))


def test_the_second_question_reads_no_file(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_ids(root) == IDS
    monkeypatch.setattr(Index, "_update", None)
    assert open_ids(root) == IDS


def test_after_a_change_only_that_file_is_read(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_ids(root) == IDS
    change(root, "2024-03-09.md", "- [ ]", "- [x]")
    read = reads(monkeypatch)
    assert open_ids(root) == [one for one in IDS if one != "abc31"]
    assert read == ["meetings/2024-03-09.md"]
    assert open_ids(root) == [one for one in IDS if one != "abc31"]
    assert read == ["meetings/2024-03-09.md"]


def test_an_action_is_added_up_over_the_files_that_hold_it_and_no_others_are_read(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    change(root, "2024-05-09.md", "abc51", "abc11")
    assert open_ids(root) == [one for one in IDS if one != "abc51"]
    change(root, "2024-05-09.md", "- [ ]", "- [x]")
    read = reads(monkeypatch)
    assert open_ids(root) == [one for one in IDS if one not in {"abc11", "abc51"}]
    assert sorted(read) == ["meetings/2024-01-09.md", "meetings/2024-05-09.md"]


def test_a_file_as_young_as_its_reading_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_ids(root) == IDS
    changed = root / "meetings/2024-03-09.md"
    facts = changed.stat()
    change(root, "2024-03-09.md", "abc31", "zzz31")
    # A clock so coarse that the edit leaves no trace but the text.
    monkeypatch.setattr(signatures, "look_at", lambda root, folder, names, skipped: _as_before(root, folder, names, changed.name, facts))
    assert open_ids(root)[2] == "zzz31"


def test_so_is_one_that_came_with_an_old_time_of_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As rsync -t, cp -p and unpacking leave it: its text is older than the moment it came. All others are old in every way."""
    changed = root / "meetings/2024-03-09.md"
    os.utime(changed, (1_700_000_000, 1_700_000_000))
    facts = changed.stat()
    monkeypatch.setattr(signatures, "look_at", lambda root, folder, names, skipped: _all_old(root, folder, names, {changed.name: facts_of(facts)}))
    assert open_ids(root) == IDS
    change(root, "2024-03-09.md", "abc31", "zzz31")
    assert open_ids(root)[2] == "zzz31"


def _all_old(root: str, folder: str, names: Sequence[str], but: dict[str, Facts]) -> tuple[Sequence[str], list[Facts]]:
    _, found = look_at(root, folder, names, [])
    return names, [but.get(name, (1, 1, *facts[2:])) for name, facts in zip(names, found, strict=True)]


def _as_before(root: str, folder: str, names: Sequence[str], name: str, before: os.stat_result) -> tuple[Sequence[str], list[Facts]]:
    _, found = look_at(root, folder, names, [])
    return names, [facts_of(before) if one == name else facts for one, facts in zip(names, found, strict=True)]


def test_settings_changed_in_the_tick_of_their_reading_are_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = facts_of((root / "meetings/book.yaml").stat())
    monkeypatch.setattr(signatures, "facts_of", lambda _: facts)
    monkeypatch.setattr(signatures, "look_at", lambda root, folder, names, skipped: _all_old(root, folder, names, {}))
    assert Book.open(root).own_language == "nb"
    (root / "meetings/book.yaml").write_text("språk: nn\n")
    assert Book.open(root).own_language == "nn"


def test_when_a_file_of_actions_without_id_goes_they_go_with_it(root: Path, later: None) -> None:
    """Nothing else of the group has changed."""
    (root / "meetings/2024-07-09.md").write_text(minutes("2024-07-09", "## 1. Sak\n\n- [ ] @ida Uten id\n"))
    assert [row.text for row in Book.open(root).rows(["styret"], is_open=True)][-1] == "Uten id"
    (root / "meetings/2024-07-09.md").unlink()
    assert [row.text for row in Book.open(root).rows(["styret"], is_open=True)] == []
    assert [row.text for row in Book.open(root).rows(is_open=True)] == ["Ring"] * 6


def test_what_hangs_on_other_meetings_follows_them(root: Path, later: None) -> None:
    change(root, "2024-02-09.md", "frist:2024-03-01", "frist:neste")
    change(root, "2024-01-09.md", "@ida", "@alle")

    def asked() -> list[object]:
        rows = {row.id: row for row in Book.open(root).rows()}
        return [rows["abc21"].due, [handle for handle, *_ in rows["abc11"].owners]]

    assert asked() == ["2024-03-09", []]
    (root / "meetings/2024-02-20.md").write_text(minutes("2024-02-20", "Ingenting.\n"))
    assert asked() == ["2024-02-20", []]
    (root / "meetings/2024-02-20.md").unlink()
    change(root, "2024-01-09.md", "status: utkast\n", "status: utkast\ntil stede: [Bo Moen]\n")
    assert asked() == ["2024-03-09", ["bo"]]


def test_who_sits_in_a_group_bears_on_its_actions(root: Path, later: None) -> None:
    (root / "meetings/groups").mkdir()
    styret, kraft = (root / f"meetings/groups/{name}.md" for name in ("styret", "kraft"))
    kraft.write_text(group("Kraft", "under: styret"))
    assert {row.owners for row in Book.open(root).rows(["kraft"])} == {(("ida", "", ""),)}
    styret.write_text(group("Styret", "medlemmer: [Ida Moen (Lia)]"))
    assert {row.owners for row in Book.open(root).rows(["kraft"])} == {(("ida", "Ida Moen", "Lia"),)}
    kraft.write_text(group("Kraft"))
    assert {row.owners for row in Book.open(root).rows(["kraft"])} == {(("ida", "", ""),)}


def test_the_register_bears_on_everything(root: Path, later: None) -> None:
    assert open_ids(root) == IDS
    (root / "meetings/people.yaml").write_text("ida: Ida Moen (Lia)\n")
    assert {row.owners for row in Book.open(root).rows(is_open=True)} == {(("ida", "Ida Moen", "Lia"),)}


HARM: dict[str, Callable[[Path], object]] = {
    "cut": lambda file: os.truncate(file, file.stat().st_size // 2),
    "scribbled over": lambda file: file.write_bytes(file.read_bytes()[:4096] + b"\xff" * (file.stat().st_size - 4096)),
    "no database": lambda file: file.write_bytes(b"SQLite format 4\0" * 500),
    "another version": lambda file: asked(file, f"PRAGMA user_version = {VERSION ^ 1}"),
    "a view": lambda file: asked(file, "CREATE VIEW more AS SELECT 1"),
    "a trigger": lambda file: asked(file, "CREATE TRIGGER more AFTER INSERT ON meta BEGIN DELETE FROM files; END"),
    "a table more": lambda file: asked(file, "CREATE TABLE more (one)"),
    "a table less": lambda file: asked(file, "DROP TABLE held"),
}


def asked(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_an_index_of_no_use_is_made_anew_and_that_is_said_once(root: Path, later: None, harm: Callable[[Path], object]) -> None:
    assert open_ids(root) == IDS
    harm(index_file(root))
    for news in (1, 0):
        watcher = Listening()
        assert open_ids(root, watcher) == IDS
        assert watcher.news == news


def test_an_empty_file_is_filled(root: Path, later: None) -> None:
    assert open_ids(root) == IDS
    index_file(root).write_bytes(b"")
    watcher = Listening()
    assert [open_ids(root, watcher) for _ in range(2)] == [IDS, IDS]
    assert watcher.news == 0


def test_what_came_with_a_strangers_archive_is_not_believed(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_ids(root) == IDS
    other = root.parent / "annen"
    shutil.copytree(root, other)
    Database(str(index_file(root))).rows("UPDATE actions SET text = 'boom', id = id || 'x'")
    shutil.copy2(index_file(root), index_file(other).parent) if index_file(other).parent.is_dir() else shutil.copytree(
        index_file(root).parent, index_file(other).parent
    )
    assert open_ids(other) == IDS


@pytest.mark.parametrize("kept", ["", "\0", "a\0b\0c\0-1", "a\0b\0c\0x", "a\0b\0c\0" + "9" * 30, "\udcff\0b\0c\01\0meetings\0\0..\00\00"])
def test_signatures_that_make_no_sense_are_none(root: Path, later: None, kept: str) -> None:
    assert open_ids(root) == IDS
    connection = sqlite3.connect(index_file(root))
    connection.execute("UPDATE meta SET value = ? WHERE name = 'look'", (kept.encode("utf-8", "surrogateescape"),))
    connection.execute("UPDATE files SET ctime = 1")
    connection.execute("UPDATE actions SET text = 'boom'")
    connection.commit()
    connection.close()
    assert [row.text for row in Book.open(root).rows(is_open=True)] == ["Ring"] * 6


def test_a_file_that_is_no_file_of_the_users_own_is_left_alone(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_ids(root) == IDS
    kept = index_file(root).read_bytes()
    change(root, "2024-03-09.md", "- [ ]", "- [x]")
    elsewhere = root.parent / "elsewhere.sqlite"
    index_file(root).rename(elsewhere)
    index_file(root).symlink_to(elsewhere)
    assert open_ids(root) == [one for one in IDS if one != "abc31"]
    index_file(root).unlink()
    elsewhere.rename(index_file(root))
    monkeypatch.setattr(os, "getuid", lambda: 99_999)
    assert open_ids(root) == [one for one in IDS if one != "abc31"]
    assert index_file(root).read_bytes() == kept


def test_a_folder_that_is_as_it_was_is_not_listed_again(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_ids(root) == IDS
    with monkeypatch.context() as patched:
        patched.setattr(signatures, "list_folder", None)
        assert open_ids(root) == IDS
    (root / "meetings/2024").mkdir()
    (root / "meetings/2024/2024-07-09.md").write_text(minutes("2024-07-09", LINES.replace("abcd", "abc7")))
    assert open_ids(root) == [*IDS, "abc71"]
    (root / "meetings/2024-01-09.md").unlink()
    assert open_ids(root) == [*IDS[1:], "abc71"]


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60), max_size=3), st.sets(st.integers(0, 60), max_size=3))
def test_where_a_file_comes_or_goes_the_other_stretches_stay_as_they_were(numbers: set[int], come: set[int], gone: set[int]) -> None:
    then, now = (sorted(f"{number:02}.md" for number in some) for some in (numbers, (numbers | come) - gone))
    with patch.object(signatures, "STRETCH", 5):
        before = signatures._stretches_of(then, [])
        for number, stretch in enumerate(before, 1):
            stretch.mark = number
        after = signatures._stretches_of(now, before)
    assert [name for stretch in after for name in stretch.names] == now
    assert all(0 < len(stretch.names) <= 5 for stretch in after)
    kept = [stretch.mark for stretch in after if stretch.mark]
    assert kept == sorted(set(kept))
    assert all(stretch.names == before[stretch.mark - 1].names for stretch in after if stretch.mark)
    changed = [index for index, name in enumerate(then) if name not in now]
    if not come - numbers and changed:
        assert len(kept) >= changed[0] // 5 + (len(before) - 1 - changed[-1] // 5)


def test_where_folders_do_not_tell_they_are_listed_each_time(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "FOLDERS_TELL", False)
    assert open_ids(root) == IDS
    facts = signatures._folder_facts(os.lstat(root / "meetings"))
    monkeypatch.setattr(signatures, "_folder_facts", lambda _: facts)
    (root / "meetings/2024-07-09.md").write_text(minutes("2024-07-09", LINES.replace("abcd", "abc7")))
    assert open_ids(root) == [*IDS, "abc71"]


def test_files_that_come_in_the_same_tick_as_the_look_are_seen(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is young at each question and shows nothing of them; all files are old enough."""
    folder = os.lstat(root / "meetings")
    young = time.time_ns() + 60 * 10**9
    monkeypatch.setattr(signatures, "_folder_facts", lambda _: (young, young, folder.st_dev, folder.st_ino))
    assert open_ids(root) == IDS
    for month in (7, 8):
        (root / f"meetings/2024-0{month}-09.md").write_text(minutes(f"2024-0{month}-09", LINES.replace("abcd", f"abc{month}")))
        assert open_ids(root)[-1] == f"abc{month}1"


def test_a_link_in_a_folder_has_it_listed_each_time(root: Path, later: None) -> None:
    """What the link leads to may change, and the folder does not show it."""
    (root / "aside").mkdir()
    (root / "meetings/lenke").symlink_to(root / "aside")
    assert Book.open(root).passed_over == (("meetings/lenke", "link"),)
    (root / "aside").rmdir()
    assert Book.open(root).passed_over == ()
    (root / "aside").mkdir()
    assert Book.open(root).passed_over == (("meetings/lenke", "link"),)


def test_a_file_too_large_to_be_read_is_named_until_it_shrinks(root: Path, later: None) -> None:
    file = root / "meetings/2024-03-09.md"
    text = file.read_text()
    file.write_text(text + " " * 5_000_000)
    rest = [one for one in IDS if one != "abc31"]
    for _ in range(2):
        assert open_ids(root) == rest
        assert Book.open(root).passed_over == (("meetings/2024-03-09.md", "too-large"),)
    file.write_text(text)
    assert open_ids(root) == IDS
    assert Book.open(root).passed_over == ()


def answers(root: Path) -> list[list[ActionRow]]:
    book = Book.open(root)
    found = [book.action_rows, book.rows(is_open=True), book.rows(["kraft"])]
    assert [m.id for m in book.heads] == [f"2024-0{n}-09" for n in (1, 2, 4, 5, 6)]
    book.close()
    return found


def test_without_any_place_for_an_index_the_answers_are_the_same(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "meetings/2024-03-09.md").unlink()
    kept = answers(root)
    index_file(root).unlink()
    (root.parent / "taken").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(root.parent / "taken"))
    assert [answers(root) for _ in range(2)] == [kept, kept]
    assert not index_file(root).exists()


@pytest.mark.parametrize("trouble", ["max_page_count = 1", "query_only = ON"], ids=["full", "read-only"])
@pytest.mark.parametrize("is_kept", [False, True])
def test_a_disk_that_is_full_or_read_only_keeps_nothing_and_hides_nothing(
    root: Path, later: None, monkeypatch: pytest.MonkeyPatch, trouble: str, is_kept: bool
) -> None:
    if is_kept:
        assert open_ids(root) == IDS
    (root / "meetings/2024-03-09.md").unlink()
    expected = [one for one in IDS if one != "abc31"]
    begin = Database.__init__

    def begun(self: Database, path: str, *rest: float) -> None:
        begin(self, path, *rest)
        if path != ":memory:":
            self.rows(f"PRAGMA {trouble}")

    monkeypatch.setattr(Database, "__init__", begun)
    (root / "meetings/2024-08-09.md").write_text(minutes("2024-08-09", "- [ ] @ida Mye å gjøre\n" * 500))
    watcher = Listening()
    for _ in range(2):
        assert open_ids(root, watcher)[:5] == expected
        assert len(open_ids(root)) == 505
    assert watcher.news == 0


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_what_another_run_is_writing_is_not_waited_for_long(root: Path, later: None, monkeypatch: pytest.MonkeyPatch, lock: str) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    assert open_ids(root) == IDS
    other = sqlite3.connect(index_file(root), isolation_level=None)
    other.execute(f"BEGIN {lock}")
    change(root, "2024-03-09.md", "- [ ]", "- [x]")
    assert open_ids(root) == [one for one in IDS if one != "abc31"]
    other.close()
    assert open_ids(root) == [one for one in IDS if one != "abc31"]


def test_runs_at_the_same_time_do_not_disturb_each_other(root: Path) -> None:
    """Each of several runs sees its own change of a file at once, and all see the same in the end."""
    program = (
        "import sys, pathlib\n"
        "from referat.book import Book\n"
        "root, own = pathlib.Path(sys.argv[1]), sys.argv[2]\n"
        "path = root / 'meetings' / f'2024-0{own}-09.md'\n"
        "for turn in range(8):\n"
        "    sign = 'x' if turn % 2 else ' '\n"
        "    path.write_text(path.read_text().replace('- [x] @ida', '- [ ] @ida').replace('- [ ] @ida', f'- [{sign}] @ida'))\n"
        "    book = Book.open(root)\n"
        "    is_open = any(row.id == f'abc{own}1' for row in book.rows(is_open=True))\n"
        "    book.close()\n"
        "    assert is_open == (sign == ' '), (own, turn)\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    runs = [subprocess.Popen([sys.executable, "-c", program, str(root), str(own)], env=env) for own in range(1, 5)]
    assert [run.wait(timeout=60) for run in runs] == [0, 0, 0, 0]
    assert open_ids(root) == ["abc51", "abc61"]


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "WORTH_TWO", 2)
    monkeypatch.setattr(signatures, "WORTH_TWO", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_many_files_are_read_by_two_processes_with_the_same_result(root: Path, later: None, request: pytest.FixtureRequest) -> None:
    change(root, "2024-05-09.md", "abc51", "abc11")
    rows = Book.open(root).rows()
    index_file(root).unlink()
    request.getfixturevalue("two_processes")
    assert Book.open(root).rows() == rows
    assert Book.open(root).rows() == rows


def test_a_child_that_dies_costs_only_time(root: Path, later: None, two_processes: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_begin", lambda *_: _dead_child())
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
    assert index_file(root).is_file()


def test_the_book_as_it_would_be_leaves_no_trace(root: Path, later: None) -> None:
    book = Book.open(root)
    path = "meetings/2024-03-09.md"
    changed = document.parse(path, (root / path).read_text().replace("- [ ]", "- [x]"))
    assert [row.id for row in book.rows(is_open=True)] == IDS
    kept = index_file(root).read_bytes()
    after = [book.with_documents({path: new, "meetings/2024-01-09.md": None}) for new in (changed, None)]
    assert [[row.id for row in one.rows(is_open=True)] for one in after] == [["abc21", "abc41", "abc51", "abc61"]] * 2
    assert [m.id for m in after[1].minutes][:2] == ["2024-02-09", "2024-04-09"]
    assert [one.action("abc31") is None for one in after] == [False, True]
    assert [row.id for row in book.rows(is_open=True)] == open_ids(root) == IDS
    del after
    assert index_file(root).read_bytes() == kept


def test_what_is_kept_of_a_file_is_there_until_it_changes(root: Path, later: None) -> None:
    book = Book.open(root)
    book.keep("findings", {"meetings/2024-03-09.md": b"three", "meetings/2024-04-09.md": b"four", "meetings/none.md": b""})
    assert book.kept("findings") == {"meetings/2024-03-09.md": b"three", "meetings/2024-04-09.md": b"four"}
    book.close()
    change(root, "2024-03-09.md", "- [ ]", "- [x]")
    assert Book.open(root).kept("findings") == {"meetings/2024-04-09.md": b"four"}
    assert Book.open(root).kept("others") == {}


def test_a_question_opens_the_files_it_concerns_and_no_others(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_ids(root) == IDS
    book = Book.open(root)
    read: list[str] = []
    reading = Book.document
    monkeypatch.setattr(Book, "document", lambda self, path: (read.append(path), reading(self, path))[1])
    assert book.find_action("abc31").lines[0].task == "Ring"
    assert book.find_minutes("2024-05", date(2024, 1, 1)).id == "2024-05-09"
    assert book.people
    assert book.meeting_rows
    assert set(read) == {"meetings/2024-03-09.md", "meetings/2024-05-09.md"}


@pytest.fixture
def waiting() -> Iterator[subprocess.Popen[str]]:
    """A second run that has asked something of a book, holds its book, and answers once more for each line it is given."""
    program = (
        "import sys\n"
        "from referat.book import Book\n"
        "for line in sys.stdin:\n"
        "    book = globals().get('book') or Book.open(line.strip())\n"
        "    print(*(row.id for row in book.rows(is_open=True)), flush=True)\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen([sys.executable, "-c", program], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        yield run


def ask_again(run: subprocess.Popen[str], root: Path) -> list[str]:
    assert run.stdin
    assert run.stdout
    run.stdin.write(f"{root}\n")
    run.stdin.flush()
    return run.stdout.readline().split()


def test_a_run_that_sits_in_a_pager_keeps_no_other_from_writing(
    root: Path, later: None, waiting: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0)  # nobody waits: there is nothing to wait for
    assert ask_again(waiting, root) == IDS
    change(root, "2024-03-09.md", "- [ ]", "- [x]")
    book = Book.open(root)
    assert [row.id for row in book.rows(is_open=True)] == [one for one in IDS if one != "abc31"]
    assert not book.index.database.in_memory
    assert ask_again(waiting, root) == [one for one in IDS if one != "abc31"]  # from what the other run has brought further


def test_two_books_in_one_run_do_not_wait_for_each_other(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0)
    first = Book.open(root)
    assert len(first.rows(is_open=True)) == 6
    change(root, "2024-03-09.md", "- [ ]", "- [x]")
    second = Book.open(root)
    assert len(second.rows(is_open=True)) == 5
    assert not second.index.database.in_memory
    first.keep("findings", {"meetings/2024-03-09.md": b"of the text before"})
    assert second.kept("findings") == {}
    second.keep("findings", {"meetings/2024-03-09.md": b"of the text now"})
    assert first.kept("findings") == {"meetings/2024-03-09.md": b"of the text now"}


def test_where_another_version_has_made_the_index_meanwhile_it_is_made_anew(root: Path, later: None) -> None:
    watcher = Listening()
    book = Book.open(root, watcher=watcher)
    assert [row.id for row in book.rows(is_open=True)] == IDS
    asked(index_file(root), f"PRAGMA user_version = {VERSION ^ 1}")
    assert [row.id for row in book.rows(is_open=True)] == IDS
    assert watcher.news == 1


def test_a_book_as_it_would_be_may_change_once_more(root: Path, later: None) -> None:
    book = Book.open(root)
    paths = [f"meetings/2024-0{n}-09.md" for n in (3, 4)]
    closed = [document.parse(path, (root / path).read_text().replace("- [ ]", "- [x]")) for path in paths]
    after = book.with_documents({paths[0]: closed[0]}).with_documents({paths[1]: closed[1]})
    assert [row.id for row in after.rows(is_open=True)] == ["abc11", "abc21", "abc51", "abc61"]


def test_books_as_they_would_be_take_turns(root: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0)
    book = Book.open(root)
    rest = [[one for one in IDS if one != f"abc{n}1"] for n in range(1, 7)]
    after = [book.with_documents({f"meetings/2024-0{n}-09.md": None}) for n in range(1, 7)]
    for _ in range(2):
        assert [[row.id for row in one.rows(is_open=True)] for one in after] == rest
        assert not after[-1].index.database.in_memory
    book.close()
    change(root, "2024-03-09.md", "- [ ]", "- [x]")
    second = Book.open(root)
    assert [row.id for row in second.rows(is_open=True)] == rest[2]
    assert not second.index.database.in_memory
