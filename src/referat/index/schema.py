"""What the database holds: its tables, and the number that moves whenever they or the meaning of a value in them do."""

from __future__ import annotations

from zlib import crc32

from referat import __version__

# Days are ISO texts, "" for none; what names several things has them one a line.
TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
    # `kind` is "" of a file that cannot be read; `folded` is the group as it is compared; `status` is "cancelled" where the meeting was not held;
    # `approval` has the moment of recording and the digest, `approves` id, day and digest of what was approved there, both packed;
    # `attended` and `away` are numbers of people.
    """CREATE TABLE files (
        number INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, ctime INTEGER, mtime INTEGER, size INTEGER, inode INTEGER,
        kind TEXT, id TEXT, title TEXT, grp TEXT, folded TEXT, day TEXT, start TEXT, "end" TEXT, venue TEXT, status TEXT, approved_in TEXT,
        present INTEGER, absent INTEGER, items INTEGER, decisions INTEGER, next_on TEXT,
        moved_from TEXT, approval BLOB, approves BLOB, bears_on_cases INTEGER, attended BLOB, away BLOB)""",
    "CREATE INDEX files_of_kind ON files (kind, path) WHERE kind != 'minutes'",
    # What the file of a group decides elsewhere; `sense` is a number of all that bears on what actions mean.
    "CREATE TABLE groups (file INTEGER PRIMARY KEY, parent TEXT, is_closed INTEGER, open_seats INTEGER, sense INTEGER)",
    "CREATE TABLE people (number INTEGER PRIMARY KEY, name TEXT, org TEXT, UNIQUE (name, org))",
    "CREATE TABLE owners (number INTEGER PRIMARY KEY, handle TEXT, name TEXT, org TEXT)",
    # What minutes decided, packed: so that files stay short rows.
    "CREATE TABLE decided (file INTEGER PRIMARY KEY, data BLOB)",
    # Groups that action lines of a file name, beside its own.
    "CREATE TABLE tags (file INTEGER, tag TEXT, PRIMARY KEY (file, tag)) WITHOUT ROWID",
    # One row for each action. `folded` is its first group as compared; `owners` are numbers; `due_written` and `meetings` are NULL where they
    # say no more than `due` and the meeting it was born in; `hangs` where its meaning depends on other meetings.
    """CREATE TABLE actions (
        number INTEGER PRIMARY KEY, id TEXT, text TEXT, state INTEGER, owners TEXT, groups TEXT, folded TEXT, due TEXT, due_written TEXT,
        carried INTEGER, moved INTEGER, closed_on TEXT, item TEXT, born INTEGER, line INTEGER, newest INTEGER, newest_line INTEGER,
        meetings TEXT, events TEXT, hangs INTEGER)""",
    "CREATE INDEX actions_by_birth ON actions (born, state)",
    # The further groups of an action, as compared.
    "CREATE TABLE further (action INTEGER, folded TEXT, PRIMARY KEY (folded, action)) WITHOUT ROWID",
    # The files that hold an action beside the one it was born in.
    "CREATE TABLE held (file INTEGER, id TEXT, PRIMARY KEY (id, file)) WITHOUT ROWID",
    "CREATE INDEX held_by_file ON held (file)",
    # What others keep of a file until it changes (`Book.keep`).
    "CREATE TABLE kept (file INTEGER, name TEXT, data BLOB, PRIMARY KEY (name, file)) WITHOUT ROWID",
)
# Made when all files of a book have been taken in: so they are filled to the brim, and quicker.
INDEXES = (
    "CREATE INDEX files_of_group ON files (folded, day, start)",
    "CREATE UNIQUE INDEX actions_by_id ON actions (id) WHERE id IS NOT NULL",
    "CREATE INDEX actions_open ON actions (folded, due) WHERE state < 2",
    "CREATE INDEX actions_owned ON actions (owners)",
    "CREATE INDEX actions_hanging ON actions (number) WHERE hangs",
)
# The full text is made at the first search. A passage's number is its file's, times PASSAGES, and its place in the file.
PASSAGES = 1 << 16
FULL_TEXT = (
    # æ, ø and å are letters of their own; words with other accents stand in `bare` and `bare_heading` once more, without them.
    # Beginnings of two and three letters have an index of theirs.
    """CREATE VIRTUAL TABLE texts USING fts5(
        text, heading, kind UNINDEXED, line UNINDEXED, action UNINDEXED, bare, bare_heading,
        tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')""",
    # The files whose passages are there; `is_stale` where the file has changed or gone since.
    "CREATE TABLE searched (file INTEGER PRIMARY KEY, is_stale INTEGER)",
)
STATEMENTS = frozenset((*TABLES, *INDEXES, *FULL_TEXT))

# It moves whenever the meaning of a kept value does, while the tables stay.
_MEANING = 2
VERSION = crc32(repr((_MEANING, __version__, TABLES, INDEXES, FULL_TEXT)).encode()) & 0x7FFFFFFF
