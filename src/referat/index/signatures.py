"""Has anything changed? What the folders of a book hold now, compared with what they held when they were read.

A file is known by its name, both its times, its size and its inode; a folder likewise, and one that is as it was need not be listed again:
no file comes or goes without touching its folder. What was touched in the moment it was read may be touched again in the same tick of the
clock, and look the same: it is distrusted, and looked at again the next time.
"""

from __future__ import annotations

import os
from marshal import dumps, loads
from operator import attrgetter
from stat import S_ISREG
from time import time_ns

from referat.store.finding import MAX_FILE
from referat.store.listing import SIZE, facts_of, list_folder, look_at, too_large
from referat.store.parallel import in_halves

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from referat.store.listing import Facts, Found, Skipped

    # What was kept of the files whose paths lie between two, both of them included.
    Kept = Callable[[str, str], Iterable[Found]]

# What a book's lists depend on beside its Markdown files.
SETTINGS = "meetings/book.yaml"
PEOPLE = "meetings/people.yaml"
CONTACTS = "meetings/contacts.yaml"
_AROUND = (SETTINGS, PEOPLE, CONTACTS)
YOUNG = 2_000_000_000  # ns; FAT keeps times to two seconds, and no clock we know of ticks slower
# What stands for the facts of a file, or of a folder, that is distrusted: nothing looks so.
DISTRUSTED = (0, 0, 0, 0)
YOUNG_FOLDER, UNSETTLED_FOLDER, DISTRUSTED_TEXT = "young", "unsettled", "distrusted"
# Windows does not keep the times of folders on every kind of disk.
FOLDERS_TELL = os.name != "nt"
# Files; below that a second process costs more than it looks at.
WORTH_TWO = 4000
# So many files are compared as one; small enough that a change of one file leaves little to go through.
STRETCH = 250

_folder_facts: Callable[[os.stat_result], Facts] = attrgetter("st_ctime_ns", "st_mtime_ns", "st_dev", "st_ino")


class Stretch:
    """Some files of a folder, one after the other: their names, and a number made of their facts as they were kept, 0 before they are.

    `facts` is None while they are just as they were kept; `large` are the names of those that are too large to be read.
    """

    __slots__ = ("facts", "large", "mark", "names")

    def __init__(self, mark: int, names: Sequence[str], large: Sequence[str] = ()) -> None:
        self.mark = mark
        self.names = names
        self.large = large
        self.facts: Sequence[Facts] | None = None


class FolderSignature:
    """A folder: its own facts as a text, the names of the folders below it, what is passed over in it, and its files."""

    __slots__ = ("below", "facts", "skipped", "stretches")

    def __init__(self, facts: str, below: list[str], skipped: list[Skipped], stretches: list[Stretch]) -> None:
        self.facts = facts
        self.below = below
        self.skipped = skipped
        self.stretches = stretches

    @property
    def names(self) -> list[str]:
        return [name for stretch in self.stretches for name in stretch.names]


class BookFiles:
    """What the folders of the book at `root` hold at this moment, `now` in nanoseconds; `kept` is what the last look left.

    `is_same` says that nothing has changed since. `is_known` says that it is of these very files: some of them are just as they were,
    to the nanosecond. Only then may anything else of an index be unpacked; one that came in a stranger's archive cannot know when it would be.
    """

    def __init__(self, root: str, kept: bytes = b"") -> None:
        self.now = time_ns()
        self.root = root
        self.is_known = False
        self._settings_before, self._before = _read(kept)
        looked_at = [self._one_file(path) for path in _AROUND]
        self._settings = [text for text, _ in looked_at]
        self._settings_to_keep = [DISTRUSTED_TEXT if is_young else text for text, is_young in looked_at]
        self.is_same = self._settings_before == self._settings
        self.folders: dict[str, FolderSignature] = {}
        self._walk()
        self._look_at_files()

    @property
    def finds_all_the_same(self) -> bool:
        """Whether what was kept is of these very files, and nothing has changed since."""
        return self.is_same and self.is_known

    @property
    def skipped(self) -> list[Skipped]:
        """What is passed over, and why."""
        found = [one for folder in self.folders.values() for one in folder.skipped]
        large = [(f"{path}/{name}", "too-large") for path, stretch in self._stretches() for name in stretch.large]
        return sorted(found + large)

    @property
    def count(self) -> int:
        """How many files there are to read."""
        return sum([len(stretch.names) - len(stretch.large) for _, stretch in self._stretches()])

    @property
    def files(self) -> list[Found]:
        """Every Markdown file by its path, sorted."""
        found: list[Found] = []
        for folder, stretch in self._stretches():
            names, facts = stretch.names, stretch.facts
            if facts is None:
                names, facts = look_at(self.root, folder, names, [])
            found += [(f"{folder}/{name}", *its) for name, its in zip(names, facts, strict=True) if its[SIZE] <= MAX_FILE]
        return sorted(found)

    def facts_of(self, paths: Collection[str]) -> dict[str, Facts]:
        """What is to be kept of these files, all of them changed: of one so young that it may change once more and look the same, nothing."""
        found: dict[str, Facts] = {}
        for folder, stretch in self._stretches():
            for name, its in zip(stretch.names, stretch.facts or (), strict=False):
                if (path := f"{folder}/{name}") in paths:
                    found[path] = DISTRUSTED if self._is_young(its[0], its[1]) else its
        return found

    def differences(self, kept: Kept) -> tuple[list[str], list[str]]:
        """The paths of the files that came or changed since, and of those that went. Settings count as files here."""
        changed = [path for path, now, then in zip(_AROUND, self._settings, self._settings_before, strict=True) if now != then]
        gone: list[str] = []
        for path, before in self._before.items():
            there = frozenset(self.folders[path].names) if path in self.folders else frozenset()
            gone += [f"{path}/{name}" for name in before.names if name not in there]
        for path, folder in self.folders.items():
            for stretch in folder.stretches:
                if stretch.facts is not None:
                    self._compare(path, stretch, kept, changed, gone)
        return sorted(changed), sorted(gone)

    def _compare(self, folder: str, stretch: Stretch, kept: Kept, changed: list[str], gone: list[str]) -> None:
        """Each file of a stretch with its facts as they were kept."""
        if not stretch.names:
            return
        before = {path: facts for path, *facts in kept(f"{folder}/{stretch.names[0]}", f"{folder}/{stretch.names[-1]}")}
        for name, its in zip(stretch.names, stretch.facts or (), strict=True):
            path = f"{folder}/{name}"
            if before.get(path) == [*its]:
                self.is_known = True
            elif its[SIZE] <= MAX_FILE:
                changed.append(path)
            elif path in before:
                gone.append(path)

    def to_keep(self) -> bytes:
        """All this as text, with what is distrusted marked so that it never matches."""
        fields = [*self._settings_to_keep, str(len(self.folders))]
        for path, folder in self.folders.items():
            fields += [path, folder.facts, "/".join(folder.below), str(len(folder.skipped))]
            fields += [field for one in folder.skipped for field in one]
            fields.append(str(len(folder.stretches)))
            for stretch in folder.stretches:
                if stretch.facts is not None:
                    stretch.mark = hash(tuple([DISTRUSTED if self._is_young(its[0], its[1]) else its for its in stretch.facts]))
                fields += [str(stretch.mark), "/".join(stretch.names), "/".join(stretch.large)]
        return "\0".join(fields).encode("utf-8", "surrogateescape")

    def _facts(self, some: Iterable[tuple[str, Stretch]]) -> list[tuple[Sequence[str], list[Facts]] | None]:
        """The facts of the files of each stretch, with the names of those that can be looked at; None where they are just as they were kept."""
        found: list[tuple[Sequence[str], list[Facts]] | None] = []
        for folder, stretch in some:
            names, facts = look_at(self.root, folder, stretch.names, [])
            found.append(None if stretch.mark and hash(tuple(facts)) == stretch.mark else (names, facts))
        return found

    def _one_file(self, path: str) -> tuple[str, bool]:
        """The facts of a file by itself, with what it is if it is no ordinary one ("" where there is none), and whether it is young."""
        try:
            found = os.lstat(f"{self.root}/{path}")
        except OSError:
            return "", False
        facts = facts_of(found)
        return (_text(facts) if S_ISREG(found.st_mode) else f"{found.st_mode} {_text(facts)}"), self._is_young(facts[0], facts[1])

    def _is_young(self, *times: int) -> bool:
        return any(abs(self.now - time) < YOUNG for time in times)

    def _stretches(self) -> Iterator[tuple[str, Stretch]]:
        for path, folder in self.folders.items():
            for stretch in folder.stretches:
                yield path, stretch

    def _walk(self) -> None:
        """The names that each folder holds; a folder that is as it was is not listed again."""
        waiting = ["meetings"]
        while waiting:
            path = waiting.pop()
            folder = self.folders[path] = self._look_at_folder(path)
            waiting += [f"{path}/{name}" for name in folder.below]
        if self.folders.keys() != self._before.keys():
            self.is_same = False

    def _look_at_folder(self, path: str) -> FolderSignature:
        before = self._before.get(path)
        try:
            facts = _folder_facts(os.lstat(f"{self.root}/{path}"))
        except OSError:
            facts = DISTRUSTED
        text = YOUNG_FOLDER if self._is_young(facts[0], facts[1]) else _text(facts)
        if before is not None and before.facts == text != YOUNG_FOLDER:
            self.is_known = True
            return FolderSignature(text, before.below, before.skipped, [_again(stretch) for stretch in before.stretches])
        listed = list_folder(self.root, path)
        if not (listed.is_settled and FOLDERS_TELL):
            text = UNSETTLED_FOLDER
        if before is not None and (before.below, before.skipped, before.names) == (listed.below, listed.skipped, listed.names):
            if before.facts != text:  # it was young, or something else in it has changed
                self.is_same = False
            return FolderSignature(text, listed.below, listed.skipped, [_again(stretch) for stretch in before.stretches])
        self.is_same = False
        return FolderSignature(text, listed.below, listed.skipped, _stretches_of(listed.names, before.stretches if before else []))

    def _look_at_files(self) -> None:
        """Compare the facts of all files with those that were kept. Beyond some thousands of files, two processes look."""
        todo = list(self._stretches())
        if sum([len(stretch.names) for _, stretch in todo]) < WORTH_TWO:
            found = self._facts(todo)
        else:
            found = in_halves(
                lambda some, _: self._facts(some),
                todo,
                lambda _: None,
                pack=lambda facts: dumps(facts, 2),
                unpack=loads,  # from our own child
            )
        for (path, stretch), facts in zip(todo, found, strict=True):
            if facts is None:
                self.is_known = self.is_known or bool(stretch.names)
                continue
            self.is_same = False
            names, stretch.facts = facts
            if len(names) < len(stretch.names):
                self.folders[path].skipped += [(f"{path}/{name}", "unreadable") for name in stretch.names if name not in frozenset(names)]
                self.folders[path].facts = UNSETTLED_FOLDER
            stretch.names = names
            stretch.large = [one[len(path) + 1 :] for one, _ in too_large(path, names, stretch.facts)]


def _stretches_of(names: list[str], before: Sequence[Stretch]) -> list[Stretch]:
    """The names of a folder cut into stretches: as they were cut before at its beginning and its end, so far as the names are the same."""
    first, last = 0, len(names)
    head: list[Stretch] = []
    tail: list[Stretch] = []
    for stretch in before:
        if stretch.names != names[first : first + len(stretch.names)]:
            break
        head.append(_again(stretch))
        first += len(stretch.names)
    for stretch in reversed(before[len(head) :]):
        count = len(stretch.names)
        if count > last - first or stretch.names != names[last - count : last]:
            break
        tail.append(_again(stretch))
        last -= count
    return [*head, *[Stretch(0, names[at : min(at + STRETCH, last)]) for at in range(first, last, STRETCH)], *reversed(tail)]


def _again(stretch: Stretch) -> Stretch:
    return Stretch(stretch.mark, stretch.names, stretch.large)


def _text(facts: Facts) -> str:
    return f"{facts[0]} {facts[1]} {facts[2]} {facts[3]}"


def _read(kept: bytes) -> tuple[list[str], dict[str, FolderSignature]]:
    """What `to_keep` made: the settings' facts, and the folders by their paths. It is text and no more, for nobody knows yet where it is from."""
    folders: dict[str, FolderSignature] = {}
    fields = iter(kept.decode("utf-8", "surrogateescape").split("\0"))
    field = fields.__next__
    try:
        settings = [field() for _ in _AROUND]
        for _ in range(int(field())):
            path, facts, below = field(), field(), field()
            skipped = [(field(), field()) for _ in range(int(field()))]
            stretches = [_stretch(field(), field(), field()) for _ in range(int(field()))]
            folders[path] = FolderSignature(facts, _names(below), skipped, stretches)
    except (ValueError, StopIteration):
        return [""] * len(_AROUND), {}
    return settings, folders


def _stretch(mark: str, names: str, large: str) -> Stretch:
    return Stretch(int(mark), _names(names), _names(large))


def _names(joined: str) -> list[str]:
    return joined.split("/") if joined else []
