"""Whatever happens to a book between two questions, and whatever a change would do to it, the index answers as the files do when all are read."""

import os
import random
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.book import Book
from referat.format import document
from referat.format.document import Document, NotText
from referat.format.reader import Page, read_page
from referat.format.settings import read_people
from referat.index import signatures
from referat.index.updating import Update
from referat.model.group import Group
from referat.model.meeting import Minutes, PreparedItem
from referat.model.people import Register, fold
from referat.query.actions import actions_of
from referat.query.group_tree import known_groups
from referat.query.meaning import BookMeaning
from referat.query.people import Named, everybody
from referat.query.rows import Owner, in_order
from referat.query.to_rows import Names, action_row, meeting_rows
from referat.store.listing import list_files

TODAY = date(2024, 6, 1)
DAYS = [date(2024, 1, 9) + timedelta(days=28 * n) for n in range(12)]
GROUPS = ("styret", "kraft", "Kraft", "sti")
HANDLES = ("ida", "per", "marit", "ola", "alle", "hamar")
PEOPLE = ("Ida Moen (Lia kommune)", "Per Aas (Øvre Elvdal)", "Marit Bø", "Marit Lie (Lia kommune)", "Ola Nordmann")
IDS = tuple(f"a{n:03d}" for n in range(24))


class Read:
    """What the files say, each read and all of it held: what the index must answer."""

    def __init__(self, root: Path, changed: Mapping[str, Document | None] | None = None) -> None:
        laid_over = changed or {}
        paths = {path for path, *_ in list_files(str(root))[0]} | laid_over.keys()
        self.pages = [page for path in sorted(paths) if (page := self.page(root, path, laid_over))]
        self.unread = [path for path in sorted(paths) if laid_over.get(path, True) and not self.page(root, path, laid_over)]
        self.minutes = sorted((page for page in self.pages if isinstance(page, Minutes)), key=lambda m: m.order)
        self.groups = [page for page in self.pages if isinstance(page, Group)]
        self.register = Register(read_people("people.yaml", (root / "meetings/people.yaml").read_text(encoding="utf-8"))[0])
        meaning, names = BookMeaning(self.minutes, self.groups, self.register), Names(self.minutes, self.groups, self.register)
        lines = [line for page in self.pages if not isinstance(page, PreparedItem) for line in page.action_lines]
        self.lines = lines
        self.actions = actions_of(lines, meaning)
        self.rows = in_order(action_row(action, names) for action in self.actions)
        self.meeting_rows = meeting_rows(self.minutes, self.actions)
        named = {m.group for m in self.minutes if m.group} | {tag for line in lines for tag in line.groups}
        self.group_ids = known_groups((group.id for group in self.groups), named)

    @staticmethod
    def page(root: Path, path: str, laid_over: Mapping[str, Document | None]) -> Page | None:
        try:
            read = laid_over[path] if path in laid_over else document.read(path, (root / path).read_bytes())
        except NotText:
            return None
        return read_page(read).page if read else None


def answers_of(book: Book) -> dict[str, object]:
    return {
        "actions": book.action_rows,
        "open": book.rows(is_open=True),
        "meetings": book.meeting_rows,
        "groups": sorted(book.group_ids),
        "owners": book.index.owners,
        "minutes": [m.id for m in book.heads],
        "items": sorted(book.item_ids),
        "unread": book.index.paths(""),
        "people": {(p.handle, p.name): (p.attended, p.absent, sorted(p.dues)) for p in book.people},
        "counts": book.open_counts(TODAY),
        "ids": book.index.ids_beginning(""),
        "decisions": [tuple(row) for row in book.index.decisions()],
        "cases": [m.id for m in book.minutes_with_cases if m.new_items or any(i.is_postponed or i.came_from or i.links for i in m.items)],
    }


def answers_read(read: Read) -> dict[str, object]:
    still_open = [row for row in read.rows if row.is_open]
    counts: dict[str, tuple[int, int]] = {}
    for row in still_open:
        count, late = counts.get(fold(row.group), (0, 0))
        counts[fold(row.group)] = (count + 1, late + row.is_overdue(TODAY.isoformat()))
    return {
        "actions": read.rows,
        "open": still_open,
        "meetings": read.meeting_rows,
        "groups": sorted(read.group_ids),
        "owners": sorted({owner for row in read.rows for owner in row.owners}),
        "minutes": [m.id for m in read.minutes],
        "items": sorted(page.id for page in read.pages if isinstance(page, PreparedItem)),
        "unread": read.unread,
        "people": standing(read),
        "counts": counts,
        "ids": sorted({row.id for row in read.rows if row.id}),
        "decisions": [
            (m.on.isoformat(), m.group, m.id, item.number, item.title, one.word, one.text, one.vote, m.path, one.place.line)
            for m in sorted(read.minutes, key=lambda m: m.order, reverse=True)
            for item in m.items
            for one in item.decisions
        ],
        "cases": [m.id for m in read.minutes if m.new_items or any(i.is_postponed or i.came_from or i.links for i in m.items)],
    }


def standing(read: Read) -> dict[tuple[str, str], tuple[int, int, list[str]]]:
    """Everybody, counted the plain way."""
    present: dict[Named, list[int]] = {}
    for one in read.minutes:
        for place, people in enumerate((one.attendance, one.absent or ())):
            for person in people:
                if person.name:
                    present.setdefault((person.name, person.org), [0, 0])[place] += not one.is_draft
    owners: dict[Owner, list[str]] = {owner: [] for row in read.rows for owner in row.owners}
    for row in read.rows:
        for owner in row.owners if row.is_open else ():
            owners[owner].append(row.due)
    by_handle = sorted(owners.items(), key=lambda one: (one[0][0], not one[0][1], one[0]))
    found = everybody(read.register, read.groups, [(name, at, away) for name, (at, away) in present.items()], by_handle)
    return {(p.handle, p.name): (p.attended, p.absent, sorted(p.dues)) for p in found}


def assert_same(root: Path) -> None:
    """The first question is of one group's open actions, as most are; then all is asked for."""
    book, read = Book.open(root), Read(root)
    for group in ("kraft", "styret", "Kraft"):
        theirs = [row for row in read.rows if any(fold(g) == fold(group) for g in row.groups)]
        assert book.rows([group], is_open=True) == [row for row in theirs if row.is_open]
        assert book.rows([group]) == theirs
    assert_all_same(book, read)
    assert_same_with_changes(book)
    book.close()


def assert_same_with_changes(book: Book) -> None:
    """The book as it would be: some file otherwise, one gone, one new."""
    root, r = Path(book.root), random.Random(len(book.action_rows))
    changed: dict[str, Document | None] = {}
    for path in r.sample(book.paths, k=min(2, len(book.paths))):
        text = (root / path).read_text(encoding="utf-8", errors="replace").replace("[ ]", "[x]").replace("2024-0", "2024-1") + action(r) + "\n"
        changed[path] = r.choice((document.parse(path, text), None))
    new = f"meetings/{r.choice(('ny', 'groups/ny', 'groups/kraft', 'items/ny'))}.md"
    changed[new] = document.parse(new, r.choice((minutes, group, item))(r))
    before = book.action_rows
    assert_all_same(book.with_documents(changed), Read(root, changed))
    assert Book.open(root).action_rows == before


def assert_all_same(book: Book, read: Read) -> None:
    answers, expected = answers_of(book), answers_read(read)
    for name, answer in expected.items():
        assert answers[name] == answer, name
    assert [book.rows_in(m.id) for m in read.minutes] == [[row for row in read.rows if m.id in row.meetings] for m in read.minutes]
    for action_id in {line.id for line in read.lines if line.id}:
        assert sorted(line.place for line in book.action_lines_of(action_id)) == sorted(line.place for line in read.lines if line.id == action_id)


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
    body = "\n\n".join(["## 1. Sak", *(action(r) for _ in range(r.randrange(5))), *["**Vedtak:** Godkjent."] * r.randrange(3)])
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
        signatures.time_ns = lambda: time.time_ns() + 60 * 10**9

    def unsettle(self) -> None:
        signatures.time_ns = time.time_ns

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
    monkeypatch.setattr(signatures, "time_ns", time.time_ns)
    monkeypatch.setattr(signatures, "STRETCH", 3)


def tampered_and_asked(seed: int, steps: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = Tampered(Path(folder).resolve(), seed)
        for _ in range(steps):
            assert_same(book.root)
            done = [book.any_change() for _ in range(book.r.choice((1, 1, 2)))]
            if book.r.random() < 0.8:
                book.settle()
            else:
                book.unsettle()
            assert_same(book.root), done


@settings(max_examples=12)
@given(st.integers(0, 2**32))
def test_the_index_answers_as_the_files_do_whatever_has_changed(seed: int) -> None:
    tampered_and_asked(seed, 5)


@pytest.mark.soak
@given(st.integers(0, 2**32))
def test_the_same_for_long(seed: int) -> None:
    tampered_and_asked(seed, 25)


def test_the_property_meets_small_changes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the property above would only compare one full reading with another."""
    taken: list[str] = []
    fill, change = Update.fill, Update.change
    monkeypatch.setattr(Update, "fill", lambda *args: (taken.append("all"), fill(*args))[1])
    monkeypatch.setattr(Update, "change", lambda *args: (taken.append("some"), change(*args))[1])
    monkeypatch.setattr("tests.index.test_same_answers.assert_same_with_changes", lambda _: None, raising=False)
    for seed in range(6):
        tampered_and_asked(seed, 4)
    assert taken.count("some") > len(taken) / 3
