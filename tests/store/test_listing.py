import os
from pathlib import Path

import pytest

from referat.store.finding import MAX_FILE
from referat.store.listing import list_files
from tests.repositories import put


def test_markdown_under_meetings_in_order_and_nothing_else(tmp_path: Path) -> None:
    listed = ["meetings/b.md", "meetings/a.md", "meetings/groups/kraft.md", "meetings/2023/x/c.md"]
    others = ["meetings/book.yaml", "meetings/.a.md", "meetings/.superseded/x.md", "README.md"]
    put(tmp_path, dict.fromkeys(listed + others, "x"))
    files, skipped = list_files(str(tmp_path))
    assert [file[0] for file in files] == sorted(listed)
    assert skipped == []


def test_the_signature_is_what_stat_says_and_follows_a_change(tmp_path: Path) -> None:
    put(tmp_path, {"meetings/a.md": "x"})
    ((path, *signature),) = list_files(str(tmp_path))[0]
    facts = (tmp_path / path).stat()
    assert signature == [facts.st_ctime_ns, facts.st_mtime_ns, facts.st_size, facts.st_ino]
    (tmp_path / "meetings/a.md").write_text("xy", encoding="utf-8")
    os.utime(tmp_path / "meetings/a.md", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert list_files(str(tmp_path))[0][0][1:] != tuple(signature)


def test_what_is_no_ordinary_file_is_named_and_not_opened(tmp_path: Path) -> None:
    put(tmp_path, {"meetings/a.md": "x", "outside/z.md": "z"})
    meetings = tmp_path / "meetings"
    os.mkfifo(meetings / "pipe.md")
    (meetings / "link.md").symlink_to(tmp_path / "outside/z.md")
    (meetings / "folder").symlink_to(tmp_path / "outside")
    (meetings / "loop").symlink_to(meetings)
    with (meetings / "huge.md").open("wb") as file:
        file.truncate(MAX_FILE + 1)
    (meetings / "in.md").mkdir()
    put(tmp_path, {"meetings/in.md/x.md": "x"})
    files, skipped = list_files(str(tmp_path))
    assert [file[0] for file in files] == ["meetings/a.md", "meetings/in.md/x.md"]
    assert skipped == [
        ("meetings/folder", "link"),
        ("meetings/huge.md", "too-large"),
        ("meetings/link.md", "link"),
        ("meetings/loop", "link"),
        ("meetings/pipe.md", "not-a-file"),
    ]


def test_a_name_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    try:
        with open(os.fsencode(tmp_path) + b"/meetings/\xff.md", "wb"):
            pass
    except OSError:
        pytest.skip("this disk takes no such names")
    files, ((path, why),) = list_files(str(tmp_path))
    assert (files, why) == ([], "name")
    assert os.fsencode(path) == b"meetings/\xff.md"


def test_a_missing_folder_is_a_warning(tmp_path: Path) -> None:
    assert list_files(str(tmp_path)) == ([], [("meetings", "unreadable")])
