"""What a person should be asked about an import: questions with their choices, and what each answer changes.

Pure: the dialogue is the command line's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from referat.documents.days import days, make
from referat.intake.meeting_day import file_date
from referat.intake.result import Evidence, FoundAction, FoundFact, FoundPerson, Imported, KnownPerson, Near
from referat.languages.mark import N_

YES, NO, TYPED = "yes", "no", "typed"
LIKELY = 0.3  # a suggestion less sure than this is only listed, not asked about


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer. `value` goes back into `answer`; `label` is a template in English, filled from `facts`."""

    value: str
    label: str
    facts: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class ImportQuestion:
    """`kind` is "date", "person" or "action"; `evidence` is the line to show beside it. A choice with the value TYPED asks for a text."""

    kind: str
    text: str
    facts: MappingProxyType[str, str]
    evidence: Evidence
    choices: tuple[Choice, ...]
    index: int = 0  # which near spelling or suggestion of the import it is about


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling to remember in the people file once it is confirmed."""

    known: str
    written: str
    handle: str = ""


def questions(imported: Imported) -> list[ImportQuestion]:
    """What is uncertain, most important first: the day, who is who, then the tasks that are only likely."""
    found = [*_about_date(imported)]
    for index, near in enumerate(imported.near):
        found.append(
            ImportQuestion(
                "person",
                N_("Is “{written}” the same as “{known}”?"),
                MappingProxyType({"written": near.written, "known": near.known}),
                near.evidence,
                (
                    Choice(YES, N_("yes, the same: write “{known}”"), MappingProxyType({"known": near.known})),
                    Choice(NO, N_("no, keep “{written}”"), MappingProxyType({"written": near.written})),
                ),
                index,
            )
        )
    for index, action in enumerate(imported.suggestions):
        if action.state == "open" and action.evidence.confidence >= LIKELY:
            owners = ", ".join(action.owners)
            found.append(
                ImportQuestion(
                    "action",
                    N_("Is this a task for {owners}: “{text}”?") if owners else N_("Is this a task: “{text}”?"),
                    MappingProxyType({"owners": owners, "text": action.text}),
                    action.evidence,
                    (Choice(YES, N_("yes, put it on the list")), Choice(NO, N_("no, it is only told"))),
                    index,
                )
            )
    return found


def _about_date(imported: Imported) -> list[ImportQuestion]:
    codes = ("date-conflict", "date-order", "date-weekday", "date-impossible", "date-file-name", "year-missing", "day-missing", "day-order")
    doubts = [problem for problem in imported.problems if problem.code in codes]
    if not doubts:
        return []
    candidates: list[date] = [imported.held_on] if imported.held_on else []
    for problem in doubts:
        candidates += [day.on for day in days(problem.facts.get("day", "")) if day.on]
        for day in days(problem.facts.get("words", ""), short=True):
            candidates += [one for one in (day.on, day.swapped) if one]
            named = file_date(imported.source.name)
            if day.year is None and named and (named.day, named.month) == (day.day, day.month):
                candidates.append(named)
    named = file_date(imported.source.name)
    candidates += [named] if named else []
    line = doubts[0].line
    at = line - imported.source.first_line
    quote = imported.source.lines[at].strip() if 0 <= at < len(imported.source.lines) else ""
    choices = [Choice(one.isoformat(), "{day}", MappingProxyType({"day": one.isoformat()})) for one in dict.fromkeys(candidates)]
    return [
        ImportQuestion(
            "date",
            N_("Which day was the meeting?"),
            MappingProxyType({}),
            Evidence(line, quote, 0.5),
            (*choices, Choice(TYPED, N_("another day: type it"))),
        )
    ]


def answer(imported: Imported, question: ImportQuestion, value: str) -> tuple[Imported, Alias | None]:
    """The import with the answer carried out, and a spelling to remember. A date may be any ISO day; a wrong one raises ValueError."""
    match question.kind:
        case "date":
            return _dated(imported, question, value), None
        case "person" if value == YES:
            near = imported.near[question.index]
            return _renamed(imported, near), Alias(near.known, near.written, near.handle)
        case "action" if value == YES:
            action = imported.suggestions[question.index]
            return replace(imported, actions=(*imported.actions, replace(action, evidence=replace(action.evidence, confidence=1.0)))), None
        case _:
            return imported, None


def _dated(imported: Imported, question: ImportQuestion, value: str) -> Imported:
    parts = value.strip().split("-")
    day = make(*(int(part) for part in parts)) if len(parts) == 3 and all(part.isdigit() for part in parts) else None
    if day is None:
        raise ValueError(value)
    facts = {**imported.facts, "date": FoundFact(day.isoformat(), question.evidence)}
    rest = tuple(
        problem for problem in imported.problems if problem.code.startswith("date-next") or not problem.code.startswith(("date-", "year-", "day-"))
    )
    reasons = tuple(reason for reason in imported.reasons if not reason.code.startswith(("date-", "year-", "day-")))
    outcome = "ready" if imported.outcome == "questions" and not reasons else imported.outcome
    return replace(imported, held_on=day, facts=MappingProxyType(facts), problems=rest, reasons=reasons, outcome=outcome)


def _renamed(imported: Imported, near: Near) -> Imported:
    """The known spelling wherever the written one stands as a name or a body; the source's own lines are not touched."""

    def name(text: str) -> str:
        return near.known if text == near.written else text

    def people(found: Sequence[FoundPerson]) -> tuple[FoundPerson, ...]:
        return tuple(replace(person, name=name(person.name), org=name(person.org)) for person in found)

    def tasks(found: Sequence[FoundAction]) -> tuple[FoundAction, ...]:
        return tuple(replace(action, owners=tuple(name(owner) for owner in action.owners)) for action in found)

    facts = dict(imported.facts)
    if "chair" in facts:
        facts["chair"] = replace(facts["chair"], value=name(facts["chair"].value))
    groups = tuple(
        replace(group, seats=tuple(replace(seat, name=name(seat.name), org=name(seat.org)) for seat in group.seats)) for group in imported.groups
    )
    return replace(
        imported,
        facts=MappingProxyType(facts),
        secretary=tuple(replace(fact, value=name(fact.value)) for fact in imported.secretary),
        present=people(imported.present),
        substitutes=people(imported.substitutes),
        others=people(imported.others),
        absent=people(imported.absent) if imported.absent is not None else None,
        actions=tasks(imported.actions),
        suggestions=tasks(imported.suggestions),
        groups=groups,
    )


def known_people(aliases: Sequence[Alias], known: Sequence[KnownPerson]) -> list[KnownPerson]:
    """The book's people with the confirmed spellings added, so that each is asked about once."""
    extra: dict[str, list[str]] = {}
    for alias in aliases:
        extra.setdefault(alias.known, []).append(alias.written)
    return [replace(person, aliases=(*person.aliases, *extra.get(person.name, ()))) for person in known]
