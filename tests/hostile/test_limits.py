"""What grows with a stranger's book grows no faster than it; and no sign of a file's name reaches a screen or a log as it is."""

import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from referat.model.action import Source, SourceKind
from referat.model.group import Group
from referat.query.group_tree import groups_under
from referat.query.groups import in_order
from tests.approved_books import referat
from tests.repositories import git, home, make_repository, put

__all__ = ["home"]


def ring(n: int) -> None:
    groups = [SimpleNamespace(id=f"g{number}", parent=f"g{(number + 1) % n}") for number in range(n)]
    assert len(groups_under("g0", groups)) == n


def ring_in_order(n: int) -> None:
    source = Source("meetings/groups/g.md", "g", SourceKind.GROUP, "g")
    groups = [Group(f"g{number}", "", f"G{number}", parent=f"g{(number + 1) % n}", source=source) for number in range(n)]
    assert len(in_order(groups)) == n


@pytest.mark.parametrize(("work", "n"), [(ring, 2000), (ring_in_order, 1000)], ids=["groups in a ring", "groups in order"])
def test_four_times_as_much_takes_no_more_than_ten_times_as_long(work: Callable[[int], None], n: int) -> None:
    def took(size: int) -> float:
        begun = time.process_time()
        work(size)
        return time.process_time() - begun

    work(n)
    assert min(took(4 * n) for _ in range(3)) < 10 * max(min(took(n) for _ in range(3)), 0.001)


def test_names_that_are_nearly_the_same_are_compared_so_often_and_no_more(home: Path, tmp_path: Path) -> None:
    """A register of many with the same initials, and as many names beside it that are nearly theirs."""

    def took(n: int) -> float:
        people = "".join(f"p{number}: Per Nes{number:04}\n" for number in range(n))
        names = "".join(f"  - Per Nesx{number:04}\n" for number in range(n))
        put(tmp_path / str(n), {"meetings/people.yaml": people, "meetings/2024-05-02-a.md": f"---\ndato: 2024-05-02\ntil stede:\n{names}---\n"})
        begun = time.process_time()
        referat(tmp_path / str(n), "check")
        return time.process_time() - begun

    took(50)
    assert took(1500) < 15  # seconds; comparing each with each takes a minute


OPEN = "](2024-05-02-a.md#"  # what begins as a link and never ends
GROWING = {
    "unknown handles": (
        "check",
        lambda n: {"meetings/people.yaml": "".join(f"p{at:05}: Per Nes\n" for at in range(n))},
        lambda at: f"- [ ] @q{at:05} ring",
    ),
    "unknown groups": (
        "check",
        lambda n: {f"meetings/groups/g{at:05}.md": "---\ntittel: G\n---\n" for at in range(n)},
        lambda at: f"- [ ] @a ring +h{at:05}",
    ),
    "unknown minutes": ("check", lambda n: {}, lambda at: f"## {at + 1}. Sak\nFra: 2024-01-01-h{at:05}#1"),
    "links that never end": ("rename", lambda n: {"meetings/b.md": OPEN * 20 * n + "\n"}, lambda at: ""),
    "due dates that cannot be mended": ("fix", lambda n: {"meetings/c.md": "- [ ] @a ring " + "innen 3. mai " * n + "^abcde\n"}, lambda at: ""),
}
WORDS = {"check": ["check"], "fix": ["check", "--fix", "--dry-run"], "rename": ["rename", "2024-05-02-a", "2024-05-02-b", "--no-save"]}


@pytest.mark.parametrize("kind", GROWING)
def test_what_a_stranger_writes_often_is_looked_at_so_often_and_no_more(home: Path, tmp_path: Path, kind: str) -> None:
    """Four times as much in a book takes about four times as long; where each was compared with each, it took sixteen times."""
    command, more, line = GROWING[kind]

    def took(n: int) -> float:
        page = "---\ntittel: x\ndato: 2024-05-02\n---\n" + "\n".join(line(at) for at in range(n)) + "\n"
        put(tmp_path / f"{kind}{n}", {"meetings/2024-05-02-a.md": page, **more(n)})
        begun = time.process_time()
        assert referat(tmp_path / f"{kind}{n}", *WORDS[command]).code in (0, 1)
        return time.process_time() - begun

    took(5)
    assert took(240) < 8 * max(took(60), 0.25)


@pytest.mark.parametrize("command", ["check", "verify"])
@pytest.mark.parametrize("form", ["github", "json"])
def test_no_sign_of_a_file_name_moves_a_screen_or_a_log(home: Path, tmp_path: Path, command: str, form: str) -> None:
    put(tmp_path, {"meetings/2024-05-11-\x1b[31mevil\u202e.md": "---\ntittel: x\ndato: 2024-05-11\nstatus: godkjent\n---\n- [ ] @eli x\n"})
    ran = referat(tmp_path, command, "--format", form)
    assert "evil" in ran.out
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_a_folder_whose_name_is_no_text_is_named_and_the_rest_is_saved(home: Path, tmp_path: Path) -> None:
    book = make_repository(tmp_path / "book", {"meetings/a.md": "one\n"})
    folder = book / "meetings" / "d\udcff"
    folder.mkdir()
    (folder / "q.md").write_text("x\n", encoding="utf-8")
    (book / "meetings" / "b.md").write_text("two\n", encoding="utf-8")
    assert referat(book, "verify").code == 0
    assert referat(book, "save").code == 0
    assert git(book, "show", "HEAD:meetings/b.md") == "two"
    assert referat(book, "verify").code == 0
