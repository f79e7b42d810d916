"""Whatever happens to a book between two questions, the shelf answers as the book itself does."""

import os
import random
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.book import Book
from referat.query.rows import STATES
from referat.shelf import keeping, stamps
from referat.shelf import shelf as shelf_module
from referat.shelf.shelf import Shelf
from referat.shelf.skimming import SkimmedParts

DAYS = [date(2024, 1, 9) + timedelta(days=28 * n) for n in range(12)]
GROUPS = ("styret", "kraft", "Kraft", "sti")
HANDLES = ("ida", "per", "marit", "ola", "alle", "hamar")
PEOPLE = ("Ida Moen (Lia kommune)", "Per Aas (Øvre Elvdal)", "Marit Bø", "Marit Lie (Lia kommune)", "Ola Nordmann")
IDS = tuple(f"a{n:03d}" for n in range(24))


def answers_of(source: Book | Shelf) -> dict[str, object]:
    rows = source.action_rows() if isinstance(source, Shelf) else source.action_rows
    return {
        "actions": list(rows),
        "meetings": list(source.meeting_rows),
        "groups": sorted(source.group_ids),
        "owners": sorted(set(source.owners)),
        "language": source.settings.language if isinstance(source, Book) else source.language,
        "minutes": [(m.id, m.on, m.start, m.group) for m in source.minutes],
        "unread": sorted({p.place.path for p in (source if isinstance(source, Book) else source.unread).unreadable}),
    }


def assert_same(root: Path) -> None:
    """The first question is of one group's open actions, as most are; then all is asked for."""
    book = Book.open(root)
    shelf = Shelf.open(root)
    for group in ("kraft", "styret"):
        theirs = [row for row in book.action_rows if row.is_open and any(g.casefold() == group for g in row.groups)]
        found = shelf.action_rows([group], STATES[:2])
        assert [row for row in found if row.is_open and any(g.casefold() == group for g in row.groups)] == theirs
    assert shelf.action_rows(states=STATES[:2]) == [row for row in book.action_rows if row.is_open]
    shelf.close()


def assert_same_when_skimmed(root: Path, seed: int) -> None:
    """No index can be kept, and the question is of some groups."""
    book, r = Book.open(root), random.Random(seed)
    with patch.object(shelf_module.Shelf, "_fetched", lambda shelf: shelf._filled(whole=False)), patch.object(keeping, "can_keep", lambda _: False):
        shelf = Shelf.open(root, group=r.choice(("kraft", "styret", "k")))
        assert type(shelf._parts) is SkimmedParts
        assert sorted(shelf.group_ids) == sorted(book.group_ids)
        assert [m.id for m in shelf.minutes] == [m.id for m in book.minutes]
        assert sorted({p.place.path for p in shelf.unread.unreadable}) == sorted({p.place.path for p in book.unreadable})
        for groups in r.choices((["kraft"], ["styret"], ["sti", "Kraft"], []), k=3):
            folded = {group.casefold() for group in groups}
            theirs = [row for row in book.action_rows if row.is_open and (not folded or any(g.casefold() in folded for g in row.groups))]
            found = shelf.action_rows(groups, STATES[:2])
            assert [row for row in found if not folded or any(g.casefold() in folded for g in row.groups)] == theirs
        if seed % 3 == 0:
            assert answers_of(shelf) == answers_of(book)


def assert_all_same(root: Path) -> None:
    book, shelf = Book.open(root), Shelf.open(root)
    assert answers_of(shelf) == answers_of(book)
    shelf.close()
    assert_same_when_skimmed(root, len(book.action_rows))


def action(r: random.Random) -> str:
    words = [f"@{r.choice(HANDLES)}"] if r.random() < 0.8 else []
    words += [r.choice(("Kalle inn", "Skrive brev", "Ringe kommunen", "Lage skilt"))]
    words += [f"+{r.choice(GROUPS)}"] if r.random() < 0.3 else []
    words += [f"frist:{r.choice(('neste', '2024-03-01', '2024-W20', '1.11', '2024-05'))}"] if r.random() < 0.6 else []
    words += [f"^{r.choice(IDS)}"] if r.random() < 0.8 else []
    lines = [f"- [{r.choice('  xX/-')}] {' '.join(words)}"]
    for _ in range(r.choice((0, 0, 1, 2))):
        what = r.choice(("ferdig", "gjenåpnet", "frist:neste", "frist:2024-08-01", "@alle", "@ida,@per", "startet", "utgår"))
        lines.append(f"  - {r.choice(DAYS) + timedelta(days=r.randrange(5))} {what}")
    return "\n".join(lines)


def minutes(r: random.Random) -> str:
    present = "".join(f"  - {person}\n" for person in r.sample(PEOPLE, r.randrange(1, 4)))
    next_on = f"neste: {r.choice(DAYS)}\n" if r.random() < 0.3 else ""
    body = "\n\n".join(["## 1. Sak", *(action(r) for _ in range(r.randrange(5))), "**Vedtak:** Godkjent."])
    return (
        f"---\ntittel: Møte\ngruppe: {r.choice(GROUPS[:2] + GROUPS[:1])}\ndato: {r.choice(DAYS)}\ntid: {r.choice(('09.00', '10.00–11.00'))}\n"
        f"status: {r.choice(('utkast', 'sendt', 'godkjent'))}\ntil stede:\n{present}{next_on}---\n\n{body}\n"
    )


def group(r: random.Random) -> str:
    members = "".join(f"  - {person}\n" for person in r.sample(PEOPLE, 2))
    return f"---\ntittel: Gruppe\nunder: styret\nmøteplan: [2024-12-01]\nmedlemmer:\n{members}---\n\n{action(r)}\n"


def note(r: random.Random) -> str:
    return r.choice(("# Notat\n\n", "---\ngruppe: kraft\n---\n\n", "---\ndato: 2024-13-45\n---\n")) + action(r) + "\n"


def item(r: random.Random) -> str:
    return f"---\ntittel: Sak {r.randrange(9)}\ngruppe: kraft\n---\nTekst.\n"


KINDS: dict[str, Callable[[random.Random], str]] = {
    "2024/m{}.md": minutes,
    "m{}.md": minutes,
    "groups/{}.md": group,
    "notat{}.md": note,
    "items/i{}.md": item,
}


class Tampered:
    """A book that a random hand edits."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.r = root, random.Random(seed)
        self.meetings = root / "meetings"
        self.meetings.mkdir()
        self.git("init", "-q")
        (self.meetings / "book.yaml").write_text("språk: nb\n")
        (self.meetings / "people.yaml").write_text(
            "ida: Ida Moen (Lia kommune)\nhamar: {name: Hamar kommune, kind: body, aliases: [hk]}\nola: Ola Nordmann\n"
        )
        for n in range(self.r.randrange(4, 12)):
            self.write_any(n)
        self.settle()

    def git(self, *words: str) -> None:
        named = ("-c", "user.name=Ida", "-c", "user.email=ida@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *named, *words], cwd=self.root, check=False, capture_output=True)

    def settle(self) -> None:
        """As if all had been written long ago, so that nothing is distrusted; more than a tick of the clock does pass."""
        time.sleep(0.01)
        stamps.time_ns = lambda: time.time_ns() + 60 * 10**9

    def unsettle(self) -> None:
        stamps.time_ns = time.time_ns

    def files(self) -> list[Path]:
        return sorted(self.meetings.rglob("*.md"))

    def write_any(self, n: int) -> None:
        name, make = self.r.choice(list(KINDS.items())) if n else ("m{}.md", minutes)
        stem = self.r.choice(("kraft", "sti", "styret")) if name.startswith("groups") else str(self.r.randrange(9))
        path = self.meetings / name.format(stem)
        path.parent.mkdir(exist_ok=True)
        path.write_text(make(self.r), encoding="utf-8")

    def edit(self) -> None:
        path = self.r.choice(self.files())
        text = path.read_text(encoding="utf-8", errors="replace")
        old, new = self.r.choice((("[ ]", "[x]"), ("[x]", "[ ]"), ("ferdig", "utgår "), ("kraft", "krafs"), ("Ida", "Ada"), ("2024-0", "2024-1")))
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def add_line(self) -> None:
        with self.r.choice(self.files()).open("a", encoding="utf-8") as file:
            file.write("\n" + action(self.r) + "\n")

    def rename(self) -> None:
        path = self.r.choice(self.files())
        path.rename(path.with_name(f"omdøpt{self.r.randrange(9)}.md"))

    def delete(self) -> None:
        if len(self.files()) > 2:
            self.r.choice(self.files()).unlink()

    def break_one(self) -> None:
        self.r.choice(self.files()).write_bytes(self.r.choice((b"\xff\xfe", b"---\ntittel: [\n---\n", b"", b"---\n")))

    def commit_and_stash(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "x")
        self.edit()
        self.git("stash", "-q")

    def check_out(self) -> None:
        self.git("checkout", "-q", "--", ".")

    def keep_times(self) -> None:
        path = self.r.choice(self.files())
        facts = path.stat()
        self.edit()
        if path.exists():
            os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))

    def change_settings(self) -> None:
        texts = ("språk: nn\n", "per: Per Aas (Lia)\n", "marit: Marit Bø\n")
        (self.meetings / self.r.choice(("book.yaml", "people.yaml"))).write_text(self.r.choice(texts))

    def any_change(self) -> str:
        changes = [
            self.edit,
            self.edit,
            self.add_line,
            self.add_line,
            self.rename,
            self.delete,
            self.break_one,
            self.commit_and_stash,
            self.check_out,
            self.keep_times,
            self.change_settings,
            lambda: self.write_any(self.r.randrange(9)),
            lambda: None,
        ]
        change = self.r.choice(changes)
        change()
        return getattr(change, "__name__", "write")


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(stamps, "time_ns", time.time_ns)
    monkeypatch.setattr(stamps, "STRETCH", 3)


def tampered_and_asked(seed: int, steps: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = Tampered(Path(folder).resolve(), seed)
        whole = seed % 2
        for step in range(steps):
            assert_same(book.root)
            assert_same_when_skimmed(book.root, seed + step)
            if whole:
                assert_all_same(book.root)
            done = [book.any_change() for _ in range(book.r.choice((1, 1, 2)))]
            if book.r.random() < 0.8:
                book.settle()
            else:
                book.unsettle()
            assert_same(book.root), done
        assert_all_same(book.root)


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_the_shelf_answers_as_the_book_does_whatever_has_changed(seed: int) -> None:
    tampered_and_asked(seed, 5)


@pytest.mark.soak
@given(st.integers(0, 2**32))
def test_the_same_for_long(seed: int) -> None:
    tampered_and_asked(seed, 25)


def test_the_property_meets_small_changes_too() -> None:
    """Else the property above would only compare one full reading with another."""
    from referat.shelf import refreshing

    made: list[object] = []
    refreshed = refreshing.refreshed
    refreshing.refreshed = lambda *args: made.append(refreshed(*args)) or made[-1]  # type: ignore[func-returns-value,assignment]
    try:
        for seed in range(6):
            tampered_and_asked(seed, 4)
    finally:
        refreshing.refreshed = refreshed
    assert sum(one is not None for one in made) > len(made) / 3
