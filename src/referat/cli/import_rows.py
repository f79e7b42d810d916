"""What an import found, as the rows that a person is shown: each fact with its line, and what needs eyes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from referat.cli.problem_output import said
from referat.intake import Imported
from referat.intake.questions import LIKELY
from referat.intake.result import Evidence, FoundAction, FoundPerson
from referat.intake.seats import open_words
from referat.languages.i18n import tr
from referat.languages.mark import N_
from referat.render.import_report import Eye, Read, ReportedFact

if TYPE_CHECKING:
    from referat.changes.attendance_report import AttendanceTaken
    from referat.cli.documents import ImportedDocument

FACTS = ("title", "date", "start", "end", "place", "body", "chair")


def found_in(imported: Imported) -> Iterator[ReportedFact]:
    """Everything that was read out of a document."""
    for name in FACTS:
        if name in imported.facts:
            yield _found(name, imported.facts[name].value, imported.facts[name].evidence)
    yield from (_found("secretary", fact.value, fact.evidence) for fact in imported.secretary)
    people = (("present", (*imported.present, *imported.substitutes)), ("others", imported.others), ("absent", imported.absent or ()))
    yield from (_found(kind, _person(one), one.evidence) for kind, listed in people for one in listed)
    for item in imported.items:
        yield _found("item", f"{item.number} {item.title}".strip(), item.evidence)
    yield from (_found(one.kind, one.text, one.evidence) for one in imported.decisions)
    yield from (_found("action", _task(one), one.evidence) for one in imported.actions)
    yield from (_found("suggestion", _task(one), one.evidence) for one in imported.suggestions if one.evidence.confidence >= LIKELY)
    for group in imported.groups:
        seats = ", ".join(open_words(seat) if seat.open else seat.name for seat in group.seats)
        yield _found("group", f"{group.title}: {seats}" if seats else group.title, group.evidence)
    if imported.next:
        yield _found("next", f"{imported.next.date or ''} {imported.next.text}".strip(), imported.next.evidence)


def eyes_for(name: str, imported: Imported, known: "Sequence[tuple[str, str]]" = (), personal: Sequence[int] = ()) -> Iterator[Eye]:
    """What a person should look at in a document: conflicts and doubts, spellings, likely tasks, groups that the book has already, personal data."""
    source = imported.source

    def line(number: int) -> str:
        at = number - source.first_line
        return source.lines[at].strip() if 0 <= at < len(source.lines) else ""

    if imported.kind == "notes":
        yield Eye(name, 0, tr(N_("This does not read like minutes: no date, no people, no items.")))
    told = {(problem.code, problem.line) for problem in imported.problems}
    for reason in imported.reasons if imported.kind != "notes" else ():
        if (reason.code, reason.line) not in told:
            yield Eye(name, reason.line, said(reason.message, dict(reason.facts)), line(reason.line))
    for problem in imported.problems if imported.kind != "notes" else ():
        yield Eye(name, problem.line, said(problem.message, dict(problem.facts)), line(problem.line))
    for near in imported.near:
        text = tr(N_("“{written}” may be “{known}”."), written=near.written, known=near.known)
        yield Eye(name, near.evidence.line, text, _one_line(near.evidence.quote))
    likely = [task for task in imported.suggestions if task.state == "open" and task.evidence.confidence >= LIKELY]
    if len(likely) == 1:
        yield Eye(name, likely[0].evidence.line, tr(N_("Perhaps an action: {text}"), text=_task(likely[0])), _one_line(likely[0].evidence.quote))
    elif likely:
        yield Eye(name, 0, tr(N_("{n} possible actions: see them with --review, or write them with --tasks."), n=str(len(likely))))
    for title, group_id in known:
        already = N_("The group “{title}” is in the book already, as {id}; what the document says of it stands in the draft.")
        yield Eye(name, 0, tr(already, title=title, id=group_id))
    for number in personal:
        yield Eye(name, number, tr(N_("Here is personal data; take it out before the book is saved.")), line(number))


def eyes_for_unread(document: "ImportedDocument") -> Iterator[Eye]:
    if document.error:
        hint = said(document.error.hint, document.error.facts)
        yield Eye(document.name, 0, " ".join(filter(None, (said(document.error.message, document.error.facts), hint))))


def eyes_for_attended(document: str, attended: "AttendanceTaken") -> Iterator[Eye]:
    for name, there in attended.near:
        yield Eye(document, 0, tr(N_("“{name}” was not added: it may be “{there}”, who is in the minutes."), name=name, there=there))
    for name in attended.absent:
        yield Eye(document, 0, tr(N_("“{name}” was there, but is listed as absent."), name=name))


def row_of(name: str, imported: Imported, eyes: int, *, path: str = "", outcome: str = "") -> Read:
    """One meeting as a line of the list."""
    people = len({person.name for person in (*imported.present, *imported.substitutes, *imported.others)})
    return Read(
        name,
        imported.held_on.isoformat() if imported.held_on else "",
        imported.value("title") or "",
        len(imported.items),
        len(imported.actions),
        people,
        eyes,
        path,
        outcome,
        trust=imported.outcome if imported.kind in ("minutes", "notes") else "",
    )


def row_unread(document: "ImportedDocument", outcome: str) -> Read:
    return Read(document.name, eyes=1 if document.error else 0, outcome=outcome, unread=True)


def _found(kind: str, text: str, evidence: Evidence) -> ReportedFact:
    return ReportedFact(kind, text, evidence.line, _one_line(evidence.quote), evidence.confidence)


def _one_line(quote: str) -> str:
    return " ".join(quote.split())


def _person(person: FoundPerson) -> str:
    parts = ", ".join(part for part in (person.role, person.org) if part)
    return f"{person.name} ({parts})" if parts else person.name


def _task(action: FoundAction) -> str:
    owners, due = ", ".join(action.owners), action.due or ""
    return f"{owners}: {action.text}" + (f" ({due})" if due else "") if owners else action.text + (f" ({due})" if due else "")
