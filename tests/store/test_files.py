import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.errors import Exit, ReferatError
from referat.store import disk_errors, files, swap, within
from referat.store.files import FileChange, digest, write, write_all
from referat.store.finding import MAX_FILE
from referat.store.lock import Lock, hold_lock
from referat.store.places import find_places
from referat.store.reading import read_bytes
from tests.repositories import make_repository, put

OLD, NEW = b"one\n", b"one and more\n"


@pytest.fixture(params=["git", "no git", "beside", "no exchange", "no folder handles"])
def book(request: pytest.FixtureRequest, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book with one file, on every kind of system that writing knows."""
    root = tmp_path / "book"
    if request.param == "no git":
        put(root, {"meetings/a.md": OLD})
        return root
    make_repository(root, {"meetings/a.md": OLD})
    if request.param == "beside":  # as if the git directory were on another disk
        monkeypatch.setattr(within.Folder, "device", lambda folder: hash(folder.path))
    if request.param in ("no exchange", "no folder handles"):
        monkeypatch.setattr(swap, "_system_call", lambda: None)
    if request.param == "no folder handles":
        monkeypatch.setattr(within, "_HAS_FOLDER_HANDLES", False)
    return root


def everything(root: Path) -> set[str]:
    """All files of a book outside git's own folder."""
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and ".git" not in path.parts}


def test_a_change_is_written(book: Path) -> None:
    with hold_lock(find_places(str(book))) as held:
        assert write_all(held, [FileChange("meetings/a.md", NEW, digest(OLD))]) == ["meetings/a.md"]
    assert read_bytes(str(book), "meetings/a.md") == NEW
    assert everything(book) == {"meetings/a.md"}


def test_no_change_touches_nothing(book: Path) -> None:
    before = (book / "meetings/a.md").stat()
    with hold_lock(find_places(str(book))) as held:
        assert write_all(held, [FileChange("meetings/a.md", OLD, digest(OLD))]) == []
    after = (book / "meetings/a.md").stat()
    # Not the whole record: it holds when the file was last read, and a second may begin while the test runs.
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (before.st_ino, before.st_mtime_ns, before.st_ctime_ns)


def test_a_text_that_moved_is_refused_and_stands(book: Path) -> None:
    with hold_lock(find_places(str(book))) as held, pytest.raises(disk_errors.ChangedMeanwhile) as refused:
        write(held, "meetings/a.md", NEW, expected=digest(b"something else"))
    assert refused.value.exit == Exit.REFUSED
    assert (book / "meetings/a.md").read_bytes() == OLD
    assert everything(book) == {"meetings/a.md"}


def test_a_new_file_gets_its_folders_and_the_users_rights(book: Path) -> None:
    before = os.umask(0o027)
    try:
        with hold_lock(find_places(str(book))) as held:
            write(held, "meetings/2023/autumn/b.md", NEW, expected=None)
    finally:
        os.umask(before)
    made = book / "meetings/2023/autumn/b.md"
    assert made.read_bytes() == NEW
    assert stat.S_IMODE(made.stat().st_mode) == 0o640


@pytest.mark.parametrize("kind", ["file", "folder", "dangling link"])
def test_a_new_file_is_never_written_over_what_is_there(book: Path, kind: str) -> None:
    target = book / "meetings/b.md"
    if kind == "file":
        target.write_bytes(b"mine\n")
    elif kind == "folder":
        target.mkdir()
    else:
        target.symlink_to("nowhere")
    with hold_lock(find_places(str(book))) as held, pytest.raises(disk_errors.FileAlreadyThere):
        write(held, "meetings/b.md", NEW, expected=None)
    assert not (book / "meetings/nowhere").exists()
    if kind == "file":
        assert target.read_bytes() == b"mine\n"


def test_a_file_is_removed_only_if_it_is_what_was_read(book: Path) -> None:
    with hold_lock(find_places(str(book))) as held:
        with pytest.raises(disk_errors.ChangedMeanwhile):
            write(held, "meetings/a.md", None, expected=digest(NEW))
        write(held, "meetings/a.md", None, expected=digest(OLD))
    assert everything(book) == set()


def test_several_files_change_together(book: Path) -> None:
    put(book, {"meetings/b.md": b"b\n"})
    changes = [
        FileChange("meetings/a.md", None, digest(OLD)),
        FileChange("meetings/b.md", NEW, digest(b"b\n")),
        FileChange("meetings/sub/c.md", b"c\n", None),
    ]
    with hold_lock(find_places(str(book))) as held:
        assert write_all(held, changes) == ["meetings/a.md", "meetings/b.md", "meetings/sub/c.md"]
    assert everything(book) == {"meetings/b.md", "meetings/sub/c.md"}


def test_one_that_moved_stops_them_all_before_the_first_is_written(book: Path) -> None:
    put(book, {"meetings/b.md": b"b\n"})
    changes = [FileChange("meetings/a.md", NEW, digest(OLD)), FileChange("meetings/b.md", NEW, digest(b"not b\n"))]
    before = (book / "meetings/a.md").stat().st_ino
    with hold_lock(find_places(str(book))) as held, pytest.raises(disk_errors.ChangedMeanwhile):
        write_all(held, changes)
    assert (book / "meetings/a.md").read_bytes() == OLD
    assert (book / "meetings/a.md").stat().st_ino == before


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_a_failure_in_the_middle_takes_the_earlier_ones_back(book: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    put(book, {"meetings/b.md": b"b\n"})
    changes = [
        FileChange("meetings/c.md", NEW, None),
        FileChange("meetings/a.md", None, digest(OLD)),
        FileChange("meetings/b.md", NEW, digest(b"b\n")),
    ]
    place = files._Seat.place

    def fail(seat: files._Seat) -> None:
        if seat.change is changes[failing]:
            raise OSError(28, "No space left on device")
        place(seat)

    monkeypatch.setattr(files._Seat, "place", fail)
    with hold_lock(find_places(str(book))) as held, pytest.raises(disk_errors.DiskFull):
        write_all(held, changes)
    assert {path: (book / path).read_bytes() for path in everything(book)} == {"meetings/a.md": OLD, "meetings/b.md": b"b\n"}


def save_between(book: Path, monkeypatch: pytest.MonkeyPatch, texts: list[bytes]) -> None:
    """An editor that saves by renaming, just before each swap, as long as it has texts."""
    real = files.exchange

    def meddled(here: within.Folder, temp: str, there: within.Folder, name: str) -> None:
        if texts:
            other = book / "meetings/editor.tmp"
            other.write_bytes(texts.pop(0))
            other.replace(book / "meetings/a.md")
        real(here, temp, there, name)

    monkeypatch.setattr(files, "exchange", meddled)


def test_a_save_in_the_last_moment_is_put_back(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = make_repository(tmp_path, {"meetings/a.md": OLD})
    save_between(book, monkeypatch, [b"edited\n"])
    with hold_lock(find_places(str(book))) as held, pytest.raises(disk_errors.ChangedMeanwhile):
        write(held, "meetings/a.md", NEW, expected=digest(OLD))
    assert (book / "meetings/a.md").read_bytes() == b"edited\n"
    assert everything(book) == {"meetings/a.md"}


def test_two_saves_in_the_last_moment_leave_the_newest_and_keep_the_other(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = make_repository(tmp_path, {"meetings/a.md": OLD})
    save_between(book, monkeypatch, [b"edited\n", b"edited again\n"])
    with hold_lock(find_places(str(book))) as held, pytest.raises(disk_errors.KeptAside) as refused:
        write(held, "meetings/a.md", NEW, expected=digest(OLD))
    assert (book / "meetings/a.md").read_bytes() == b"edited again\n"
    assert (book / str(refused.value.facts["kept"])).read_bytes() == b"edited\n"


def test_a_save_into_the_old_file_while_it_is_swapped_out_is_put_back(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = make_repository(tmp_path, {"meetings/a.md": OLD})
    with (book / "meetings/a.md").open("r+b") as editor:
        sync = within.Folder.sync

        def save_and_sync(folder: within.Folder) -> None:
            editor.seek(0)
            editor.write(b"edited in place\n")
            editor.flush()
            sync(folder)

        monkeypatch.setattr(within.Folder, "sync", save_and_sync)
        with hold_lock(find_places(str(book))) as held, pytest.raises(disk_errors.ChangedMeanwhile):
            write(held, "meetings/a.md", NEW, expected=digest(OLD))
    assert (book / "meetings/a.md").read_bytes() == b"edited in place\n"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o664])
def test_rights_are_kept(book: Path, mode: int) -> None:
    (book / "meetings/a.md").chmod(mode)
    with hold_lock(find_places(str(book))) as held:
        write(held, "meetings/a.md", NEW, expected=digest(OLD))
    assert stat.S_IMODE((book / "meetings/a.md").stat().st_mode) == mode


def test_extended_attributes_are_kept(book: Path) -> None:
    try:
        os.setxattr(book / "meetings/a.md", "user.origin", b"arkivet")
    except (OSError, AttributeError):
        pytest.skip("this disk has no extended attributes")
    with hold_lock(find_places(str(book))) as held:
        write(held, "meetings/a.md", NEW, expected=digest(OLD))
    assert os.getxattr(book / "meetings/a.md", "user.origin") == b"arkivet"


def hard_link(book: Path) -> None:
    (book / "other.md").hardlink_to(book / "meetings/a.md")


def protect(book: Path) -> None:
    (book / "meetings/a.md").chmod(0o444)


def link(book: Path) -> None:
    (book / "real.md").write_bytes(OLD)
    (book / "meetings/a.md").unlink()
    (book / "meetings/a.md").symlink_to(book / "real.md")


def folder_link(book: Path) -> None:
    (book / "meetings").rename(book / "elsewhere")
    (book / "meetings").symlink_to("elsewhere")


def pipe(book: Path) -> None:
    (book / "meetings/a.md").unlink()
    os.mkfifo(book / "meetings/a.md")


def grow(book: Path) -> None:
    with (book / "meetings/a.md").open("r+b") as file:
        file.truncate(MAX_FILE + 1)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (hard_link, disk_errors.HardLinked),
        (protect, disk_errors.ReadOnlyFile),
        (link, disk_errors.NotOrdinaryFile),
        (folder_link, disk_errors.NotOrdinaryFile),
        (pipe, disk_errors.NotOrdinaryFile),
        (grow, disk_errors.FileTooLarge),
    ],
)
def test_what_must_not_be_replaced_is_refused(home: Path, tmp_path: Path, make: object, error: type[ReferatError]) -> None:
    book = make_repository(tmp_path, {"meetings/a.md": OLD})
    make(book)
    before = os.lstat(book / "meetings/a.md")
    with hold_lock(find_places(str(book))) as held, pytest.raises(error):
        write(held, "meetings/a.md", NEW, expected=digest(OLD))
    after = os.lstat(book / "meetings/a.md")
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns)


OUTSIDE = ["", "..", "../x.md", "/etc/passwd", "meetings/../../x.md", "meetings//a.md", "meetings/./a.md", "meetings/a.md/", "a\0b"]


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_never_leads_out_of_the_book(home: Path, tmp_path: Path, path: str) -> None:
    book = make_repository(tmp_path, {"meetings/a.md": OLD})
    with pytest.raises(disk_errors.OutsideBook):
        read_bytes(str(book), path)
    with hold_lock(find_places(str(book))) as held, pytest.raises(disk_errors.OutsideBook):
        write(held, path, NEW, expected=None)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (link, disk_errors.NotOrdinaryFile),
        (folder_link, disk_errors.NotOrdinaryFile),
        (pipe, disk_errors.NotOrdinaryFile),
        (grow, disk_errors.FileTooLarge),
    ],
)
def test_reading_follows_no_link_and_waits_for_no_pipe(tmp_path: Path, make: object, error: type[ReferatError]) -> None:
    put(tmp_path, {"meetings/a.md": OLD})
    make(tmp_path)
    with pytest.raises(error):
        read_bytes(str(tmp_path), "meetings/a.md")


def test_reading_what_is_not_there_or_a_folder(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    with pytest.raises(disk_errors.FileMissing) as refused:
        read_bytes(str(tmp_path), "meetings/a.md")
    assert refused.value.exit == Exit.CANNOT_READ
    with pytest.raises(disk_errors.NotOrdinaryFile):
        read_bytes(str(tmp_path), "meetings")


@settings(max_examples=40)
@given(texts=st.lists(st.binary(max_size=300), min_size=1, max_size=4))
def test_what_is_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, texts: list[bytes]) -> None:
    root = tmp_path_factory.mktemp("book")
    (root / "meetings").mkdir()
    (root / ".git" / "objects").mkdir(parents=True)
    (root / ".git" / "refs").mkdir()
    (root / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    before = None
    with hold_lock(find_places(str(root))) as held:
        for text in texts:
            write(held, "meetings/a.md", text, expected=None if before is None else digest(before))
            assert read_bytes(str(root), "meetings/a.md") == text
            before = text


def test_writing_wants_the_lock() -> None:
    assert Lock.__doc__ is not None
    with pytest.raises(AttributeError):
        write(None, "meetings/a.md", b"", expected=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(("theirs", "kept"), [(b"theirs\n", True), (OLD, False)])
def test_a_removal_that_is_taken_back_where_the_name_was_made_anew_loses_nothing(
    book: Path, monkeypatch: pytest.MonkeyPatch, theirs: bytes, kept: bool
) -> None:
    """The other program's text stands. What was taken out, and changed after it was read, is kept aside; what was expected is in the history."""
    put(book, {"meetings/b.md": OLD})
    late = b"one, and a last word\n"

    def interrupted(seat: files._Seat) -> None:
        if seat.change.new is None:
            taken = seat._taken_out
            put(book, {"meetings/a.md": theirs})
            monkeypatch.setattr(files._Seat, "_taken_out", lambda one: digest(late) if kept else taken() if one is seat else "")
            raise disk_errors.ChangedMeanwhile(place=seat.change.path, path=seat.change.path)

    monkeypatch.setattr(files._Seat, "look_again", interrupted)
    with hold_lock(find_places(str(book))) as held, pytest.raises(ReferatError):
        write_all(held, [FileChange("meetings/a.md", None, digest(OLD))])
    assert (book / "meetings/a.md").read_bytes() == theirs
    aside = everything(book) - {"meetings/a.md", "meetings/b.md"}
    assert [(book / path).read_bytes() for path in aside] == ([OLD] if kept else [])
