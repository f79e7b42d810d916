"""A book on the disk: one bad file never hides the others, and nothing a stranger's folder holds makes reading hang, leave it or fail."""

import os
import time
from datetime import date
from pathlib import Path

import pytest

from referat.book import Book
from referat.errors import NoBook
from referat.model.action import State
from referat.query.lookup import Ambiguous, UnknownAction
from tests.small_books import problems_of

GOOD = "---\ndato: 2024-01-10\ngruppe: tun\n---\n## 1. Sak\n\n- [ ] @eli Måke taket frist:2024-02-01 ^t4k3t\n"
TODAY = date(2024, 3, 1)


def book(folder: Path, files: dict[str, str | bytes]) -> Book:
    for name, text in {"meetings/2024-01-10-tun.md": GOOD, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Book.open(folder)


BAD = {
    "latin-1": ("meetings/a.md", "møte".encode("latin-1"), "not-text"),
    "utf-16": ("meetings/a.md", "møte".encode("utf-16"), "not-text"),
    "too large": ("meetings/a.md", b"x" * (4 * 1024 * 1024 + 1), "file-too-large"),
    "conflict": ("meetings/a.md", b"<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", "conflict-markers"),
    "a merge bomb": ("meetings/a.md", b"---\na: &a [x]\nb: [*a, *a]\n---\n", "header-feature"),
    "deep": ("meetings/a.md", b"---\na: " + b"[" * 25_000 + b"\n---\n", "header-too-large"),
    "no end": ("meetings/a.md", b"---\ndato: 2024-01-10\n", "header-unclosed"),
    "a register in latin-1": ("meetings/people.yaml", "bø: Bø".encode("latin-1"), "not-text"),
    "settings that are no YAML": ("meetings/book.yaml", b"a: [\n", "header-yaml"),
    "contacts with a double key": ("meetings/contacts.yaml", b"a: b\na: c\n", "duplicate-field"),
}


@pytest.mark.parametrize(("path", "data", "code"), BAD.values(), ids=BAD)
def test_one_bad_file_is_named_and_hides_nothing_else(tmp_path: Path, path: str, data: bytes, code: str) -> None:
    read = book(tmp_path, {path: data})
    assert [action.text for action in read.actions] == ["Måke taket"]
    assert [(p.code, p.place.path) for p in problems_of(read)] == [(code, path)]


def test_links_pipes_and_dot_names_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(GOOD.replace("^t4k3t", "^s3cr3"))
    home = tmp_path / "home"
    read = book(home, {"meetings/.skjult.md": GOOD, "meetings/.superseded/b.md": GOOD, "meetings/a.txt": GOOD})
    (home / "meetings/link.md").symlink_to(secret)
    (home / "meetings/folder").symlink_to(tmp_path)
    os.mkfifo(home / "meetings/pipe.md")
    started = time.monotonic()
    assert len(read.actions) == 1
    assert time.monotonic() - started < 5
    assert {(p.code, p.place.path) for p in problems_of(read)} == {
        ("file-is-link", "meetings/link.md"),
        ("file-is-link", "meetings/folder"),
        ("file-not-ordinary", "meetings/pipe.md"),
    }


def test_what_a_file_says_is_never_a_path_or_markup(tmp_path: Path) -> None:
    odd = "---\ntittel: '[/foo] ../../etc/passwd'\ndato: 2024-02-10\ngruppe: ../../etc\n---\n- [ ] \u202e[link=x]bort\x9b ^../x\n- [ ] a ^b2b2b\n"
    read = book(tmp_path, {"meetings/odd.md": odd})
    minutes = read.find_minutes("odd", TODAY)
    assert (minutes.title, minutes.group) == ("[/foo] ../../etc/passwd", "../../etc")
    assert [action.id for action in read.actions] == ["t4k3t", None, "b2b2b"]


def test_the_files_of_a_book_add_up(tmp_path: Path) -> None:
    read = book(
        tmp_path,
        {
            "meetings/2024/2024-02-10-tun.md": GOOD.replace("2024-01-10", "2024-02-10").replace("[ ]", "[x]") + "  - 2024-02-12 ferdig\n",
            "meetings/groups/tun.md": "---\ntittel: Tunet\nmedlemmer: [Eli Nes]\n---\n- [ ] @eli Les\n",
            "meetings/items/tak.md": "---\ntittel: Nytt tak\n---\n- [ ] ingen handling\n",
            "meetings/notat.md": "- [ ] @eli Ring\n- [ ] melk\n",
            "meetings/people.yaml": "elin: {navn: Eli Nes, kallenavn: eli}\n",
            "meetings/contacts.yaml": "eli: eli@eksempel.no\n",
            "meetings/book.yaml": "språk: nn\n",
        },
    )
    assert problems_of(read) == ()
    assert [(a.text, a.state, a.owners, a.carried) for a in read.actions] == [
        ("Måke taket", State.DONE, ("elin",), 1),
        ("Les", State.OPEN, ("elin",), 0),
        ("Ring", State.OPEN, ("elin",), 0),
    ]
    assert (read.find_group("tu"), read.find_item("tak").title, read.language, read.emails) == ("tun", "Nytt tak", "nn", {"elin": "eli@eksempel.no"})
    assert read.line_text(read.actions[0].born.place) == "- [ ] @eli Måke taket frist:2024-02-01 ^t4k3t"
    assert read.line_text(read.actions[0].born.place.__class__("meetings/none.md", 3)) == ""


def test_an_action_by_id_its_beginning_or_its_place(tmp_path: Path) -> None:
    lines = GOOD.partition("- [ ]")[0] + "- [ ] a ^abcd\n- [ ] b ^abcde\n- [ ] c ^xyzw\n- [ ] d\n"
    read = book(tmp_path, {"meetings/2024-01-10-tun.md": lines})
    for typed, task in (("abcd", "a"), ("^ABCDE", "b"), ("x", "c"), ("2024-01-10-tun:10", "d"), ("meetings/2024-01-10-tun.md:10", "d")):
        assert [line.task for line in read.find_action(typed).lines] == [task]
    with pytest.raises(Ambiguous):
        read.find_action("ab")
    for typed in ("abcf", "2024-01-10-tun:99", "", ":", "²:²"):
        with pytest.raises((UnknownAction, Ambiguous)):
            read.find_action(typed)


def test_a_folder_without_meetings_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(NoBook):
        Book.open(tmp_path)
