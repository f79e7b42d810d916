"""The index of a book: a database that is brought up to date with the files when it is opened. What it can be asked is said in `questions`.

Nothing in it is asked before it is known to be of these very files. Where the disk will not have it, or another run is writing it, the same is done
in memory. A question holds the database while it is answered and no longer: other runs write it between two questions, however long this one waits
for its reader. What they write is of the same files or of newer ones; only what is kept of a file may then be of an older one, and is not kept. It
holds no "today".
"""

from __future__ import annotations

import gc
from marshal import dumps

from referat.index.database import Damaged, Database, Unusable, open_database, remove_database
from referat.index.schema import INDEXES, STATEMENTS, TABLES, VERSION
from referat.index.signatures import DISTRUSTED, PEOPLE, BookFiles

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, Self, TypeVar

    from referat.format.document import Document
    from referat.index.updating import Update
    from referat.store.listing import Facts
    from referat.store.places import Places

    Answer = TypeVar("Answer")

MEMORY = ":memory:"
LOOK, AROUND = "look", "around"


class Watcher:
    """Whoever wants to know how it goes: how many files have been read of how many, and that the index was of no use."""

    def progress(self, done: int, of: int) -> None:
        """That so many files have been read."""

    def remade(self) -> None:
        """That the index was damaged, or of another version, and is made anew."""


class Index:
    """What the files of a book say. With a base and `laid_over` it answers as if these files were other, or gone where None."""

    def __init__(
        self, places: Places, watcher: Watcher | None = None, base: Index | None = None, laid_over: Mapping[str, Document | None] | None = None
    ) -> None:
        self._places = places
        self.watcher = watcher or Watcher()
        self._base = base
        self._laid_over = laid_over or {}
        self._kept: Database | None = None
        self._look: BookFiles | None = None
        self._written = 0
        self.over: Callable[[], Index | None] | None = None  # whoever is laid over this one and holds the file

    def with_documents(self, laid_over: Mapping[str, Document | None]) -> Self:
        """The index as it would be with these files changed, or removed where None; nothing of it is ever kept."""
        return type(self)(self._places, self.watcher, self._base or self, {**self._laid_over, **laid_over})

    @property
    def root(self) -> str:
        return self._places.root

    def close(self) -> None:
        """Let go of the file, once all has been asked, also as it would be: another run may be waiting to write it."""
        if self.over is not None and (over := self.over()) is not None:
            over.close()
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    @property
    def look(self) -> BookFiles:
        """What the folders held when the index was brought up to date."""
        if self._base is not None:
            return self._base.look
        if self._look is None:
            self.surely(lambda _: None)
        assert self._look is not None
        return self._look

    # ---------------------------------------------------------------- what is asked

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """What the database answers to a statement."""
        return self.surely(lambda database: database.rows(statement, values))

    def value(self, statement: str, values: Sequence[object] = ()) -> Any:
        """As `Database.value`."""
        return self.surely(lambda database: database.value(statement, values))

    def each(self, statement: str, values: Iterable[object]) -> list[Any]:
        """As `Database.each`."""
        some = list(values)
        return self.surely(lambda database: database.each(statement, some))

    # ---------------------------------------------------------------- what others keep

    def kept(self, name: str) -> dict[str, bytes]:
        """What was kept under this name of files that have not changed since."""
        return dict(self.rows("SELECT path, data FROM kept JOIN files ON number = file WHERE name = ?", (name,)))

    def keep(self, name: str, data: Mapping[str, bytes]) -> None:
        """Keep something of each of these files under a name, until the file changes or the index is made anew. It may be lost at any time.

        Of a book as it would be, what is of files that stay as they are is kept where those are.
        """
        if self._base is not None:
            self.close()
            self._base.keep(name, {path: one for path, one in data.items() if path not in self._laid_over})
            return

        def put(database: Database) -> None:
            if database.written_elsewhere != self._written:
                return  # some of the files may have changed since they were read
            numbers = dict(database.each("SELECT path, number FROM files WHERE path IN (?)", data))
            rows = [(numbers[path], name, one) for path, one in data.items() if path in numbers]
            database.many("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

        self.write(put)

    def write(self, change: Callable[[Database], None]) -> None:
        """Change something that follows from what the database has; in a copy, where it cannot be written now."""
        database = self.database
        try:
            self._write(database, change)
        except Unusable:
            self._kept = self._beside(database)
            self._write(self._kept, change)

    @staticmethod
    def _write(database: Database, change: Callable[[Database], None]) -> None:
        if database.is_asked:  # as files would be: nothing is ever kept
            return change(database)
        database.rows("BEGIN IMMEDIATE")
        try:
            change(database)
            database.end()
        except BaseException:
            database.undo()
            raise

    # ---------------------------------------------------------------- how it comes to be up to date

    def surely(self, ask: Callable[[Database], Answer]) -> Answer:
        """What is asked of the database, all of it in one state, whatever is found to be wrong with it meanwhile."""
        if self._kept is not None and self._kept.is_asked:
            return ask(self._kept)  # as files would be, or a part of a larger question
        try:
            return self._ask(ask)
        except (Damaged, Unusable) as trouble:
            self.heal(trouble)
            return self._ask(ask)

    def _ask(self, ask: Callable[[Database], Answer]) -> Answer:
        database = self.database
        if database.is_asked:
            return ask(database)
        database.rows("BEGIN")
        try:
            if database.written_elsewhere != self._written and database.version != VERSION:
                raise Damaged
            return ask(database)
        finally:
            database.undo()

    def heal(self, trouble: Damaged | Unusable) -> None:
        """Read everything again, because of what befell the database."""
        self.close()
        if self._base is not None:
            self._base.heal(trouble)
        else:
            self._kept = self._filled(self._emptied() if isinstance(trouble, Damaged) else None)

    def _emptied(self) -> Database | None:
        """A new database in the place of one that is of no use."""
        self.watcher.remade()
        try:
            remove_database(self._places)
            return open_database(self._places)
        except Unusable:
            return None

    @property
    def database(self) -> Database:
        if self._kept is None:
            self._kept = self._laid_over_base() if self._base is not None else self._up_to_date()
        return self._kept

    def _up_to_date(self) -> Database:
        database = None
        try:
            database = open_database(self._places)
            if not _is_ours(database):
                return self._filled(database)
            return self._brought_up(database)
        except Unusable:
            return self._beside(database)
        except BaseException:
            if database is not None:
                database.close()
            raise

    def _beside(self, database: Database | None) -> Database:
        """The same in memory, for this database cannot be written now."""
        if database is not None:
            try:
                database.undo()
                return self._brought_up(database.copy())
            except Unusable:
                pass
            finally:
                database.close()
        return self._filled()

    def _brought_up(self, database: Database) -> Database:
        """The database with what has changed since taken in."""
        asked = "SELECT value FROM meta WHERE name = ?"
        kept = database.value(asked, (LOOK,))
        look = BookFiles(self._places.root, kept or b"")
        if not look.finds_all_the_same:
            database.rows("BEGIN IMMEDIATE")
            if (newer := database.value(asked, (LOOK,))) != kept:  # another run was here meanwhile
                look = BookFiles(self._places.root, newer or b"")
            if not look.finds_all_the_same and not self._take_in(database, look):
                return self._filled(database)
            database.end()
        self._look, self._written = look, database.written_elsewhere
        return database

    def _take_in(self, database: Database, look: BookFiles) -> bool:
        """Take in what has changed; False, with nothing done, where all is better read anew."""
        said = "SELECT path, ctime, mtime, size, inode FROM files WHERE path BETWEEN ? AND ?"
        changed, gone = look.differences(lambda first, last: database.rows(said, (first, last)))
        if not look.is_known or PEOPLE in changed or 2 * (len(changed) + len(gone)) > look.count + 2:
            return False
        to_keep = look.to_keep()
        pages = frozenset(path for path in changed if path.endswith(".md"))
        if pages or gone:
            self._update(database).change(look.facts_of(pages), gone)
        if len(pages) < len(changed):
            self._keep_around(database)
        database.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (LOOK, to_keep))
        return True

    def _laid_over_base(self) -> Database:
        """What the base has, with the changes taken in: on the disk, in a transaction that is never kept, else in a copy."""
        assert self._base is not None
        base = self._base.database
        database = None
        if not base.in_memory:
            from weakref import ref

            if self._base.over is not None and (other := self._base.over()) is not None:
                other.close()  # two cannot hold it; that one is laid over once more if it is asked again
            self._base.over = ref(self)
            try:
                database = open_database(self._places, patience=0)
                database.rows("BEGIN IMMEDIATE")
            except Unusable:
                database = None
        if database is None:
            database = base.copy()
            database.rows("BEGIN")
        pages = {path: new for path, new in self._laid_over.items() if path.startswith("meetings/") and path.endswith(".md")}
        facts: dict[str, Facts] = {path: DISTRUSTED for path, new in pages.items() if new is not None}
        self._update(database).change(facts, [path for path, new in pages.items() if new is None])
        return database

    def _filled(self, database: Database | None = None) -> Database:
        """Everything read anew, into this database or, where it cannot be written, one in memory."""
        look = self._look = BookFiles(self._places.root)
        if database is not None:
            try:
                return self._fill(database, look)
            except Unusable:
                database.close()
        return self._fill(Database(MEMORY), look)

    def _fill(self, database: Database, look: BookFiles) -> Database:
        if not database.is_asked:
            database.rows("BEGIN IMMEDIATE")
        for (name,) in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'texts_*'"):
            database.rows(f'DROP TABLE "{name}"')
        for statement in TABLES:
            database.rows(statement)
        database.rows(f"PRAGMA user_version = {VERSION:d}")
        collects = gc.isenabled()
        gc.disable()  # reading makes many facts and no waste; looking for some would take a quarter of the time
        try:
            self._update(database, look.count).fill(look.facts_of(frozenset(path for path, *_ in look.files)))
        finally:
            if collects:
                gc.enable()
        for statement in INDEXES:
            database.rows(statement)
        self.watcher.progress(look.count, look.count)
        self._keep_around(database)
        database.rows("INSERT INTO meta VALUES (?, ?)", (LOOK, look.to_keep()))
        database.end()
        self._written = database.written_elsewhere
        return database

    def _update(self, database: Database, of: int = 0) -> Update:
        from referat.index.settings_files import SettingsFiles
        from referat.index.updating import Files, Update

        root = self._places.root
        return Update(database, Files(root, self._laid_over), SettingsFiles(root).register, lambda done: self.watcher.progress(done, of))

    def _keep_around(self, database: Database) -> None:
        from referat.index.settings_files import SettingsFiles

        files = SettingsFiles(self._places.root)
        views = {name: dict(options) for name, options in files.settings.views.items()}
        people = [(person.handle, person.name, person.org) for person in files.register.people]
        around = (files.settings.language, views, [problem.place.path for problem in files.unread], people)
        database.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (AROUND, dumps(around)))


def _is_ours(database: Database) -> bool:
    """Whether there is anything in the database. Raises Damaged where that is not what this version keeps, and no more than that."""
    found = database.rows("SELECT type, name, sql FROM sqlite_schema")
    if not found and not database.version:
        return False
    if database.version != VERSION or not {sql for _, _, sql in found}.issuperset((*TABLES, *INDEXES)):
        raise Damaged
    for kind, name, sql in found:
        is_beside = sql is None or name.startswith(("sqlite_", "texts_"))  # SQLite's own, and what the full text lies in
        if kind not in ("table", "index") or not (is_beside or sql in STATEMENTS):
            raise Damaged
    return True
