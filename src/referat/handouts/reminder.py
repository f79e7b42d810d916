"""What somebody is reminded of: what is late, what is due, what has no date, and the meetings to come."""

from collections.abc import Iterator, Sequence
from datetime import date

from referat.handouts.content import PERSON, Block, Handout, Heading, Listed, Paragraph, Run, plain
from referat.handouts.facts import BookFacts
from referat.handouts.lists import listing, task_runs, where_words
from referat.handouts.words import day_words, due_words, speaking
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_
from referat.model.meeting import Minutes
from referat.model.text import safe
from referat.query.rows import ActionRow

ANSWERING = D_("You may answer this message: write the code that stands last in the brackets, then done, dropped, or due and a new day.")


def reminder_handout(facts: BookFacts, name: str, sections: Sequence[Sequence[ActionRow]], meetings: Sequence[Minutes]) -> Handout:
    """A reminder; `sections` are the actions that are late, those that are due, and those without a date."""
    with speaking(facts.language):
        late, due, undated = sections
        blocks: list[Block] = []
        for title, rows in ((tr(D_("Late")), late), (tr(D_("Due")), due), (tr(D_("Without a date")), undated)):
            if rows:
                blocks += [Heading(2, plain(title)), Listed(tuple((Paragraph(tuple(_task(facts, row))),) for row in rows))]
        if meetings:
            words = [_meeting(facts, one) for one in meetings]
            blocks += [Heading(2, plain(tr(D_("Meetings to come")))), Listed(tuple((Paragraph(plain(one)),) for one in words))]
        if any(row.id for rows in sections for row in rows):
            blocks.append(Paragraph(plain(tr(ANSWERING))))
        genre = subject(len(late), len(late) + len(due) + len(undated))
        return listing(facts, PERSON, name, genre, safe(name), blocks)


def subject(late: int, every: int) -> str:
    """What the message is called: `Oppgaver å følge opp: 3 (1 over fristen)`."""
    words = tr(D_("To follow up: {n}"), n=every)
    of_them = tr_n("{n} is late", "{n} are late", late)
    return f"{words} ({of_them})" if late else words


def _task(facts: BookFacts, row: ActionRow) -> Iterator[Run]:
    """The task in its own words, then when it is due, where it comes from, and the id that the book knows it by."""
    yield from task_runs(facts, row)
    written = due_words(row.due or row.due_written, facts.language) if row.due or row.due_written else ""
    said = [tr(D_("due {day}"), day=written)] if written else []
    if row.due and (days := (facts.today - date.fromisoformat(row.due)).days) > 0:
        said += [tr_n("{n} day late", "{n} days late", days)]
    said += [f"{safe(facts.body_name(row.group))}, {where_words(facts, row)}" if row.group and row.born_on else where_words(facts, row)]
    said += [f"^{row.id}"] if row.id else []
    yield Run(f" ({'; '.join(filter(None, said))})")


def _meeting(facts: BookFacts, minutes: Minutes) -> str:
    time = tr(D_("at {time}"), time=minutes.start.replace(":", ".")) if minutes.start else ""
    return safe(", ".join(filter(None, (minutes.title, day_words(minutes.on, facts.language, weekday=True), time, minutes.venue))))
