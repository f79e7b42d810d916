"""The text of new minutes: the header of a meeting in the book's language, and a template filled with its agenda."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from referat.format.compose import Field, page, plain_line
from referat.format.roster import written
from referat.languages.calendar import WEEKDAYS
from referat.languages.words import MINUTES_FIELDS, STATUS_WORDS
from referat.languages.words import written as spelled
from referat.model.group import Group
from referat.model.numbering import FROM_ONE, Numbering
from referat.model.people import fold
from referat.query.carryover import Agenda
from referat.templates import engine
from referat.templates.blocks import day, filling
from referat.templates.engine import Filling, Template

# Words that stand in lower case inside a sentence, where a group's title begins with one: "Møte i arbeidsgruppe for ...".
_COMMON = (
    "arbeidsgruppe",
    "faggruppe",
    "gruppe",
    "prosjektgruppe",
    "referansegruppe",
    "styringsgruppe",
    "styre",
    "utvalg",
    "utval",
    "råd",
    "nemnd",
    "komite",
    "komité",
    "forum",
    "årsmøte",
    "working group",
    "committee",
    "board",
    "group",
    "council",
)


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What is known of the meeting itself. `title` is "" where the template gives it; `next_on` is the meeting after."""

    on: date
    group_id: str = ""
    group: Group | None = None
    title: str = ""
    time: str = ""
    venue: str = ""
    next_on: date | None = None
    numbering: Numbering = FROM_ONE

    @property
    def chair(self) -> str:
        return next((seat.name for seat in (self.group.lead if self.group else ()) if seat.name and seat.confirmed), "")


def compose(template: Template, facts: MeetingFacts, agenda: Agenda, language: str) -> str:
    """The text of a new file of minutes."""
    content = fill_for(template, facts, agenda, language)
    return page(_header(template, facts, agenda, language, content.values), engine.fill(template, content))


def fill_for(template: Template, facts: MeetingFacts, agenda: Agenda, language: str) -> Filling:
    """What goes into the template: the group's own fixed items stand before those of the template."""
    standing = facts.group.standing if facts.group and facts.group.standing else template.standing
    return filling(agenda, values_of(facts, language), standing, language, facts.numbering)


def values_of(facts: MeetingFacts, language: str) -> dict[str, str]:
    name = plain_line(facts.group.title) if facts.group else facts.group_id
    return {
        "title": plain_line(facts.title),
        "group": in_sentence(name),
        "date": day(facts.on, language),
        "weekday": WEEKDAYS[language][facts.on.weekday()],
        "time": plain_line(facts.time),
        "place": plain_line(facts.venue),
        "chair": plain_line(facts.chair),
        "year": str(facts.on.year),
        "next": day(facts.next_on, language) if facts.next_on else "",
    }


def in_sentence(title: str) -> str:
    """A group's title as it stands inside a sentence, which has an article of its own in English: "Meeting of the board"."""
    title = title.removeprefix("The ") if fold(title[4:]).startswith(_COMMON) else title
    return title[:1].lower() + title[1:] if fold(title).startswith(_COMMON) else title


def attendance(facts: MeetingFacts, agenda: Agenda, language: str) -> list[Field]:
    """The fields that say who leads the meeting and who is expected."""
    fields: list[Field] = [("chair", facts.chair)] if facts.chair else []
    if agenda.present:
        fields += [("present", [written(person) for person in agenda.present]), ("absent", [])]
    return [(spelled(MINUTES_FIELDS, name, language), value) for name, value in fields]


def _header(template: Template, facts: MeetingFacts, agenda: Agenda, language: str, values: Mapping[str, str]) -> list[Field]:
    def name(field: str) -> str:
        return spelled(MINUTES_FIELDS, field, language)

    title = values["title"] or " ".join(engine.substituted(template.title, values).split()) or values["group"] or values["date"]
    fields: list[Field] = [(name("title"), title)]
    if facts.group_id:
        fields.append((name("group"), facts.group_id))
    fields += [(name("date"), facts.on.isoformat()), (name("time"), facts.time), (name("place"), facts.venue)]
    fields += attendance(facts, agenda, language)
    fields.append((name("status"), spelled(STATUS_WORDS, "draft", language)))
    if facts.next_on:
        fields.append((name("next"), facts.next_on.isoformat()))
    return fields
