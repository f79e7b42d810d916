"""Whether a reading can be trusted: judged by what it covers, not by how sure each value is of itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from referat.intake.layout import Layout
from referat.intake.meeting_day import When
from referat.intake.names import is_name
from referat.intake.presence import Presence
from referat.intake.result import RECORDING, FoundProblem, Imported
from referat.intake.segments import names_meeting
from referat.intake.titles import is_sentence
from referat.languages.lexicon import word_set
from referat.languages.mark import N_

ENOUGH = 0.85  # of the text below the head, in items
FEW = 0.6
_DOUBTS = ("date-", "year-", "day-", "name-comma")


def judge(imported: Imported, layout: Layout, presence: Presence, when: When, today: date) -> Imported:
    """The result with its outcome: ready, questions or text. What is only text has no items and no tasks; those it may have are suggestions."""
    if imported.source.machine == RECORDING:
        return replace(
            imported, outcome="questions", reasons=(_reason("recording", N_("A recording tells who spoke; what was decided is yours to write.")),)
        )
    hopeless = tuple(_as_text(imported, layout, presence, today))
    if hopeless:
        suggested = (*(replace(action, evidence=replace(action.evidence, confidence=0.4)) for action in imported.actions), *imported.suggestions)
        return replace(imported, outcome="text", reasons=hopeless, items=(), actions=(), suggestions=suggested, groups=())
    doubts = tuple(_questions(imported, layout, presence, when))
    return replace(imported, outcome="questions" if doubts else "ready", reasons=doubts)


def _reason(code: str, message: str, line: int = 0, **facts: str) -> FoundProblem:
    return FoundProblem(code, line, message, facts)


def _as_text(imported: Imported, layout: Layout, presence: Presence, today: date) -> Iterator[FoundProblem]:
    """What says that nothing can be told for sure."""
    items = imported.items
    if not items:
        yield _reason("no-items", N_("No items were found."))
        return
    names = sum(bool(item.title) and is_name(item.title) and " " in item.title for item in items)
    if names > len(items) / 2:
        yield _reason("items-names", N_("Most items are names of people."))
    if layout.coverage < FEW:
        yield _reason("lines-outside", N_("Much of the text stands in no item."))
    if imported.held_on and imported.held_on > today:
        yield _reason("day-to-come", N_("The day of the meeting is still to come."))
    lines = sum(not block.blank and block.kind != "front" for block in imported.source.blocks)
    tasks = len({action.evidence.line for action in imported.actions if action.reason == "sentence"})
    if tasks > max(6, lines / 3):
        yield _reason("tasks-many", N_("A third of the lines would be tasks."))
    if presence.empty:
        yield _reason("people-missing", N_("A label of those present has nobody below it."))
    title = imported.value("title") or ""
    if title.casefold().strip(" .:") in word_set("labels.title"):
        yield _reason("title-label", N_("The title is only a label."))
    elif is_sentence(title) and not names_meeting(title, told=True):
        yield _reason("title-told", N_("The title is a sentence."))


def _questions(imported: Imported, layout: Layout, presence: Presence, when: When) -> Iterator[FoundProblem]:
    """What a person should look at before it is taken."""
    if imported.held_on is None and not any(problem.code.startswith(("date-", "year-", "day-")) for problem in imported.problems):
        yield _reason("day-missing", N_("The day of the meeting is not sure."))
    elif imported.held_on and not when.sure and not any(problem.code.startswith("date-") for problem in imported.problems):
        yield _reason("day-alone", N_("Nothing agrees with the day: no weekday, no file name, no second place."))
    yield from (problem for problem in imported.problems if problem.code.startswith(_DOUBTS))
    yield from _about_items(layout)
    yield from _about_people(presence)


def _about_items(layout: Layout) -> Iterator[FoundProblem]:
    if layout.coverage < ENOUGH:
        yield _reason("lines-outside", N_("Some of the text stands in no item."))
    if layout.near:
        yield _reason("items-two-ways", N_("The items can be read in two ways."))
    if layout.kind in ("line", "letter"):
        yield _reason("items-guessed", N_("The items are lines without numbers or marks."))
    if any(not item.title and not item.rest for item in layout.items) and not all(not item.title for item in layout.items):
        yield _reason("items-untitled", N_("Some items have no title."))
    if any(is_sentence(item.title) and len(item.title.split()) > 9 for item in layout.items):
        yield _reason("items-told", N_("A title of an item is a sentence."))
    numbers = [item.number for item in layout.items if item.number]
    if len(numbers) != len(set(numbers)):
        yield _reason("items-repeated", N_("Two items have one number."))


def _about_people(presence: Presence) -> Iterator[FoundProblem]:
    if not presence.labelled:
        yield _reason("people-unlabelled", N_("No list of those present was found."))
    elif not presence.present:
        yield _reason("people-missing", N_("A label of those present has nobody below it."))
    elif presence.explained < 0.9:
        yield _reason("people-doubtful", N_("A list of people is not understood in full."))
    elif any(_odd(person.name) for person in (*presence.present, *presence.absent)):
        yield _reason("people-odd", N_("What stands in a list of people may be no name."))


def _odd(name: str) -> bool:
    return len(name.split()) > 4 or name.isupper() or len(name) < 3
