"""What an import says of its documents; and an import that only looks, for which no book is needed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from referat.cli import import_rows as shown
from referat.cli.answering import give
from referat.cli.console import to_stdout
from referat.cli.documents import ImportedDocument, as_unread, read_all
from referat.cli.opening import speak
from referat.cli.review import Review
from referat.errors import Exit
from referat.intake import Imported, KnownPerson, to_json
from referat.languages.i18n import tr
from referat.languages.mark import N_
from referat.render.import_report import Eye, Read, found_report, read_report
from referat.render.jsontext import json_text

if TYPE_CHECKING:
    from referat.book import Book


def known_in(book: "Book | None") -> list[KnownPerson]:
    """The people of the register, as the recognisers know them."""
    return [KnownPerson(p.handle, p.name, p.org, p.aliases) for p in book.register.people] if book else []


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What was typed, and the walk through what is uncertain where that was asked for."""

    what: tuple[str, ...]
    group: str
    language: str | None
    into: str
    people: bool
    tasks: bool
    format: str | None
    today: date
    review: Review | None


# What needs eyes most comes first.
OUTCOMES = ("text", "questions", "ready")


@dataclass(slots=True)
class ImportSummary:
    """What is to be said: a line for each meeting, what needs eyes, and what scripts get."""

    rows: list[Read] = field(default_factory=list)
    eyes: list[Eye] = field(default_factory=list)
    data: list[dict[str, object]] = field(default_factory=list)
    read: int = 0
    rank: dict[str, int] = field(default_factory=dict)  # document -> how much it needs eyes, the most first

    def add(self, name: str, imported: Imported, eyes: Sequence[Eye] = (), *, path: str = "", outcome: str = "") -> None:
        self.read += 1
        self.rank[name] = min(self.rank.get(name, len(OUTCOMES)), OUTCOMES.index(imported.outcome))
        self.rows.append(shown.row_of(name, imported, len(eyes), path=path, outcome=outcome))
        self.eyes += eyes
        data = to_json(imported)
        source = data["source"]
        if isinstance(source, dict):
            source["file"] = name
        self.data.append(data | ({"path": path} if path else {}))

    def add_unread(self, document: ImportedDocument, outcome: str = "") -> None:
        self.rows.append(shown.row_unread(document, outcome or tr(N_("not read"))))
        self.eyes += shown.eyes_for_unread(document)
        self.data.append(to_json(as_unread(document)))

    def give(self, asked: ImportOptions, *, dry_run: bool) -> int | None:
        """Say it. Ends with 3 where not one document could be read, but for scripts, which find the reason in the answer."""
        if asked.format == "json":
            to_stdout(json_text(self.data[0] if len(self.data) == 1 else self.data))
            return None
        self.rows.sort(key=lambda row: self.rank.get(row.document, -1 if row.unread else len(OUTCOMES)))
        self.eyes.sort(key=lambda eye: self.rank.get(eye.document, -1))
        give(read_report(self.rows, self.eyes, dry_run=dry_run), asked.format if asked.format != "diff" else "plain", asked.today)
        return None if self.read else Exit.CANNOT_READ


def reviewed(documents: Sequence[ImportedDocument], review: Review | None) -> list[ImportedDocument]:
    """The documents after the walk through what is uncertain in all of them."""
    if review is None:
        return list(documents)
    told = iter(review.walk([found for document in documents for found in document.found]))
    return [replace(document, found=tuple(next(told) for _ in document.found)) for document in documents]


def look(asked: ImportOptions, book: "Book | None") -> int | None:
    """Show what is in the documents; no book is needed, and one that is there is not touched."""
    if book:
        speak(book)
    told = ImportSummary()
    only: list[Imported] = []
    documents = list(read_all(asked.what, language=asked.language, today=asked.today, known=known_in(book)))
    for document in reviewed(documents, asked.review):
        for imported in document.found:
            told.add(document.name, imported, list(shown.eyes_for(document.name, imported)))
            only.append(imported)
        if not document.found:
            told.add_unread(document)
    if asked.format != "json" and len(told.rows) == len(only) == 1:
        one = only[0]
        give(found_report(one.source.name, one.value("title") or "", list(shown.found_in(one)), told.eyes), asked.format, asked.today)
        return None
    return told.give(asked, dry_run=True)
