import os
from pathlib import Path

import pytest

from referat.store import index
from referat.store.index import Damaged, Unusable, open_index, remove_index, write_base, write_delta
from referat.store.places import Places, find_places

VERSION = 7
BLOBS = {"stamp": b"\x00\xff" * 40_000, "open:kraft": b"rows", "open: to  ord": b"", "open:\u00e6": "å".encode()}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / ".git").mkdir()
    return Places(str(tmp_path), str(tmp_path), str(tmp_path / ".git"), str(tmp_path / ".git"))


def file(places: Places, name: str = "index") -> Path:
    return Path(places.root, ".git", "referat", name)


def test_blobs_come_back_as_they_were(places: Places) -> None:
    write_base(places, VERSION, BLOBS)
    kept = open_index(places, VERSION)
    assert {name: kept.blob(name) for name in kept.names()} == BLOBS
    assert kept.blob("closed:kraft") is None
    kept.close()


def test_a_list_of_blobs_longer_than_what_is_read_at_once(places: Places) -> None:
    many = {f"open:{n:06}": str(n).encode() for n in range(5000)}
    write_base(places, VERSION, many)
    kept = open_index(places, VERSION)
    assert (kept.blob("open:000000"), kept.blob("open:004999")) == (b"0", b"4999")


def test_what_has_changed_stands_before_what_was(places: Places) -> None:
    write_base(places, VERSION, BLOBS)
    write_delta(places, VERSION, open_index(places, VERSION).id, {"open:kraft": b"newer", "delta": b"x"})
    kept = open_index(places, VERSION)
    assert (kept.blob("open:kraft"), kept.blob_of_base("open:kraft"), kept.blob("delta")) == (b"newer", b"rows", b"x")
    assert kept.has_changed("open:kraft")
    assert not kept.has_changed("stamp")


def test_a_change_of_another_base_is_passed_over(places: Places) -> None:
    write_base(places, VERSION, BLOBS)
    before = open_index(places, VERSION).id
    write_base(places, VERSION, BLOBS)
    write_delta(places, VERSION, before, {"open:kraft": b"of the old one"})
    assert open_index(places, VERSION).blob("open:kraft") == b"rows"


def test_an_open_index_stays_as_it_was_opened(places: Places) -> None:
    write_base(places, VERSION, BLOBS)
    kept = open_index(places, VERSION)
    write_base(places, VERSION, {"open:kraft": b"other"})
    assert kept.blob("open:kraft") == b"rows"


def test_nothing_there_is_no_damage(places: Places) -> None:
    with pytest.raises(Unusable):
        open_index(places, VERSION)
    remove_index(places)


def test_another_version_is_of_no_use(places: Places) -> None:
    write_base(places, VERSION, BLOBS)
    with pytest.raises(Damaged):
        open_index(places, VERSION + 1)


def test_every_flipped_bit_and_every_cut_is_noticed(places: Places) -> None:
    small = {"stamp": b"abc", "open:kraft": b"rows"}
    write_base(places, VERSION, small)
    whole = file(places).read_bytes()
    for at in range(len(whole)):
        for broken in (whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :], whole[:at]):
            file(places).write_bytes(broken)
            try:
                kept = open_index(places, VERSION)
                read = {name: kept.blob(name) for name in small}
            except Damaged:
                continue
            assert read == small  # the ids alone are not summed: by a wrong one, a delta is only passed over
            kept.close()


def test_the_folder_of_an_index_is_the_users_own(places: Places) -> None:
    write_base(places, VERSION, BLOBS)
    assert file(places).stat().st_mode & 0o077 == 0


def test_a_link_is_not_followed(places: Places, tmp_path: Path) -> None:
    write_base(places, VERSION, BLOBS)
    elsewhere = tmp_path / "elsewhere"
    file(places).rename(elsewhere)
    file(places).symlink_to(elsewhere)
    with pytest.raises(Unusable):
        open_index(places, VERSION)
    before = elsewhere.read_bytes()
    write_base(places, VERSION, {"stamp": b"mine"})
    assert elsewhere.read_bytes() == before
    assert open_index(places, VERSION).blob("stamp") == b"mine"


def test_an_index_of_somebody_elses_is_neither_read_nor_written(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    write_base(places, VERSION, BLOBS)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(Unusable):
        open_index(places, VERSION)
    with pytest.raises(Unusable):
        write_base(places, VERSION, {})


@pytest.mark.parametrize("call", ["open", "write", "replace"])
def test_a_disk_that_will_not_leaves_nothing_half_done(places: Places, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    write_base(places, VERSION, BLOBS)
    before = file(places).read_bytes()

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(index.os, call, fails)
        with pytest.raises(Unusable):
            write_base(places, VERSION, {"stamp": b"new"})
    assert [path.name for path in file(places).parent.iterdir()] == ["index"]
    assert file(places).read_bytes() == before


def test_where_no_folder_can_be_made_there_is_no_index(places: Places) -> None:
    Path(places.root, ".git", "referat").write_text("a file in its place")
    with pytest.raises(Unusable):
        write_base(places, VERSION, BLOBS)


def test_two_books_of_one_repository_have_an_index_each(tmp_path: Path) -> None:
    for name in ("objects", "refs"):
        (tmp_path / ".git" / name).mkdir(parents=True)
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    for name in ("", "a", "b"):
        (tmp_path / name / "meetings").mkdir(parents=True)
        write_base(find_places(str(tmp_path / name)), VERSION, {"stamp": name.encode()})
    assert [open_index(find_places(str(tmp_path / name)), VERSION).blob("stamp") for name in ("", "a", "b")] == [b"", b"a", b"b"]
