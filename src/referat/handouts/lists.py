"""Lists and overviews as hand-outs: actions, decisions, meetings, groups, people; a group with its members, and what one person has to do."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from referat.format.boxes import scan
from referat.handouts.content import GROUP, LIST, PERSON, Block, Cell, Handout, Heading, Paragraph, Runs, Table, cell, plain, words_of
from referat.handouts.facts import BookFacts
from referat.handouts.markup import BodyReading, read_runs, read_text, whole_levels
from referat.handouts.withheld import note_lines
from referat.handouts.words import STATES, and_list, day_words, due_words, person_name, speaking, with_dues, with_names, without_contacts
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_
from referat.model.group import Group
from referat.model.people import Participant
from referat.model.text import safe
from referat.query.decisions import Decided
from referat.query.groups import GroupStanding
from referat.query.people import PersonStanding
from referat.query.rows import ActionRow, MeetingRow

STATUSES = {"draft": D_("draft"), "circulated": D_("sent out"), "approved": D_("approved")}


def actions_list(facts: BookFacts, rows: Sequence[ActionRow], title: str = "") -> Handout:
    """Who follows up on what."""
    with speaking(facts.language):
        shown = [row for row in rows if is_public(facts, row)]
        return listing(facts, LIST, "actions", tr(D_("Action list")), title, [actions_table(facts, shown), *_none(shown)])


def decisions_list(facts: BookFacts, found: Sequence[Decided], title: str = "") -> Handout:
    """What was decided, the newest meeting first."""
    with speaking(facts.language):
        shown = [one for one in found if not facts.withheld(one.minutes.path).hides(one.decision.place.line)]
        rows = [
            (
                day_cell(facts, one.minutes.on),
                cell(item_words(one)),
                Cell(said_runs(facts, one.decision.text)),
                Cell(said_runs(facts, one.decision.vote)),
            )
            for one in shown
        ]
        head = (tr(D_("Date")), tr(D_("Case")), tr(D_("Decision")), tr(D_("Vote")))
        return listing(facts, LIST, "decisions", tr(D_("Decisions")), title, [full_table(head, rows, (4, 6, 10, 3)), *_none(shown)])


def meetings_list(facts: BookFacts, rows: Sequence[MeetingRow], title: str = "") -> Handout:
    with speaking(facts.language):
        made = [
            (
                day_cell(facts, date.fromisoformat(row.on)),
                cell(safe(row.title)),
                cell(tr(STATUSES[row.status]) if row.status in STATUSES else ""),
                number_cell(row.items),
                number_cell(row.decisions),
                number_cell(row.open_actions),
            )
            for row in rows
        ]
        head = (tr(D_("Date")), tr(D_("Meeting")), tr(D_("Status")), tr(D_("Cases")), tr(D_("Decisions")), tr(D_("Open")))
        return listing(facts, LIST, "meetings", tr(D_("Meetings")), title, [full_table(head, made, (4, 9, 3, 2, 2, 2)), *_none(made)])


def groups_list(facts: BookFacts, found: Sequence[GroupStanding], title: str = "") -> Handout:
    with speaking(facts.language):
        made = [_group_row(facts, one) for one in found]
        head = (tr(D_("Group")), tr(D_("Lead")), tr(D_("Members")), tr(D_("To fill")), tr(D_("Until")), tr(D_("Open")))
        return listing(facts, LIST, "groups", tr(D_("Groups")), title, [full_table(head, made, (8, 5, 2, 2, 4, 2)), *_none(made)])


def people_list(facts: BookFacts, found: Sequence[PersonStanding], title: str = "") -> Handout:
    with speaking(facts.language):
        made = [
            (
                cell(facts.name_shown(one.name)),
                cell(facts.org_of(one)),
                cell(safe(", ".join(facts.body_name(group) for group, _ in one.seats))),
                number_cell(one.open_actions),
            )
            for one in found
            if one.name
        ]
        head = (tr(D_("Name")), tr(D_("Organisation")), tr(D_("Groups")), tr(D_("Open")))
        return listing(facts, LIST, "people", tr(D_("People")), title, [full_table(head, made, (5, 5, 7, 2)), *_none(made)])


def group_handout(facts: BookFacts, group: Group) -> Handout:
    """A group: what it is for, who sits in it, for how long, and what it has to do."""
    with speaking(facts.language):
        said = [*_terms(facts, group)]
        blocks: list[Block] = []
        if mandate := _mandate(facts, group):
            blocks += [Heading(2, plain(tr(D_("Mandate")))), *mandate]
        seats = [(cell(person_name(seat)), cell(safe(seat.org)), cell(tr(role))) for role, people in _seats(group) for seat in people]
        if seats:
            blocks.append(Heading(2, plain(tr(D_("Members")))))
            blocks.append(full_table((tr(D_("Name")), tr(D_("Organisation")), tr(D_("Role"))), seats, (5, 6, 4)))
        rows = [row for row in facts.source.action_rows if row.is_open and group.id in row.groups and is_public(facts, row)]
        if rows:
            blocks += [Heading(2, plain(tr(D_("Still open")))), actions_table(facts, rows)]
        return listing(facts, GROUP, group.id, tr(D_("Group")), safe(group.title or group.id), blocks, said)


def _mandate(facts: BookFacts, group: Group) -> tuple[Block, ...]:
    """What the group's file says, without the actions in it, which are listed by themselves."""
    if not group.path:
        return ()
    document, hidden = facts.source.document(group.path), facts.withheld(group.path)
    found = scan(document.body_texts)
    done = {box.index for box in found.boxes} | {log.index for log in found.logs} | note_lines(document)
    lines = ["" if at in done or hidden.hides(document.number(at)) else text for at, text in enumerate(document.body_texts)]
    text = "\n".join(without_contacts(line, public=facts.public) for line in lines)
    blocks = read_text(text, BodyReading(named=lambda words: with_names(with_dues(words, facts.language), facts.name_of)))
    return tuple(whole_levels([block for block in blocks if words_of_block(block) != group.title], 2))


def words_of_block(block: Block) -> str:
    return words_of(block.runs) if isinstance(block, Heading) else ""


def person_handout(facts: BookFacts, person: PersonStanding, actions: Sequence[ActionRow]) -> Handout:
    """What one person has to do; `actions` are all of theirs."""
    with speaking(facts.language):
        rows = [row for row in actions if row.is_open and is_public(facts, row)]
        seats = safe(and_list(dict.fromkeys(facts.body_name(group) for group, _ in person.seats))) if person.seats else ""
        said = [(label, (value,)) for label, value in ((tr(D_("Organisation")), facts.org_of(person)), (tr(D_("Sits in")), seats)) if value]
        blocks = [actions_table(facts, rows, with_owner=False), *_none(rows)]
        name = facts.name_shown(person.called)
        return listing(facts, PERSON, name if facts.public else person.handle or name, tr(D_("Action list")), name, blocks, said)


def listing(
    facts: BookFacts, kind: str, name: str, genre: str, title: str, blocks: Iterable[Block], said: Iterable[tuple[str, tuple[str, ...]]] = ()
) -> Handout:
    """A document of the whole book, as it stands on the day it is made."""
    day = day_words(facts.today, facts.language)
    book = safe(facts.source.settings.title)
    shown = title or book or genre
    return Handout(
        kind=kind,
        id=name,
        language=facts.language,
        genre=genre,
        title=shown,
        day=facts.today,
        body=book if book not in {shown, ""} else "",
        status=tr(D_("As of {day}."), day=day),
        running=" · ".join(filter(None, (genre, shown if shown != genre else "", day))),
        facts=tuple(said),
        blocks=tuple(block for block in blocks if not (isinstance(block, Table) and not block.rows)),
        marks=(facts.checkpoint,) if facts.checkpoint else (),
        look=facts.look,
    )


def actions_table(facts: BookFacts, rows: Iterable[ActionRow], *, with_owner: bool = True) -> Table:
    today = facts.today.isoformat()
    made = [
        (
            Cell(task_runs(facts, row)),
            cell(owners_words(row) if with_owner else ""),
            due_cell(facts, row, today),
            cell(standing_words(facts, row)),
            cell(where_words(facts, row)),
        )
        for row in rows
    ]
    head = (tr(D_("Task")), tr(D_("Responsible")), tr(D_("Due")), tr(D_("Status")), tr(D_("From")))
    return full_table(head, made, (8, 5, 6, 4, 5))


def full_table(head: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], widths: tuple[int, ...], caption: str = "") -> Table:
    """A table without the columns that nobody has anything in; the first stays."""
    kept = [at for at in range(len(head)) if not at or any(row[at].runs for row in rows)]
    return Table(caption, tuple(head[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows), tuple(widths[at] for at in kept))


def task_runs(facts: BookFacts, row: ActionRow) -> Runs:
    return read_runs(facts.with_days(row.text), lambda text: task_words(facts, row, text))


def task_words(facts: BookFacts, row: ActionRow, text: str) -> str:
    """A text of an action with people by their names."""
    names = {handle: name for handle, name, _ in row.owners}
    return with_names(text, lambda handle: names.get(handle, "") or facts.name_of(handle))


def owners_words(row: ActionRow) -> str:
    return safe(and_list(name or handle for handle, name, _ in row.owners)) if row.owners else ""


def due_cell(facts: BookFacts, row: ActionRow, today: str) -> Cell:
    """The due date in words, and as a day for formats that know days."""
    if not row.due:
        return cell(due_words(row.due_written, facts.language) if row.due_written else "")
    day = date.fromisoformat(row.due)
    late = row.is_overdue(today)
    words = day_words(day, facts.language)
    return cell(tr(D_("{day} (overdue)"), day=words) if late else words, day, is_late=late)


def standing_words(facts: BookFacts, row: ActionRow) -> str:
    """`åpen`, `ferdig 1. mai 2024`, `under arbeid, flyttet to ganger`."""
    said = tr(STATES[row.state])
    if row.closed_on:
        said = f"{said} {day_words(date.fromisoformat(row.closed_on), facts.language)}"
    if row.moved and row.is_open:
        moved = tr_n("moved once", "moved {n} times", row.moved)
        said = f"{said}, {moved}"
    return said


def where_words(facts: BookFacts, row: ActionRow) -> str:
    """The case and the meeting that an action comes from."""
    if not row.born_on:
        return safe(facts.body_name(row.group)) if row.group else ""
    day = day_words(date.fromisoformat(row.born_on), facts.language)
    item = row.born_item if row.born_item[:1].isdigit() or row.born_item[:1] == "§" else ""
    return tr(D_("Item {item}, {day}"), item=safe(item), day=day) if item else day


def item_words(one: Decided) -> str:
    return safe(f"{one.item.number} {one.item.title}".strip())


def said_runs(facts: BookFacts, text: str) -> Runs:
    return read_runs(text, lambda words: with_names(words, facts.name_of))


def day_cell(facts: BookFacts, day: date | None) -> Cell:
    return cell(day_words(day, facts.language), day) if day else cell("")


def number_cell(number: int) -> Cell:
    return cell(str(number), number)


def is_public(facts: BookFacts, row: ActionRow) -> bool:
    """Whether an action may be shown: none of its lines stands in what is kept back."""
    if not facts.public:
        return True
    action = facts.action(row.id)
    lines = [(line.place.path, line.place.line) for line in action.lines] if action else [(row.newest_path, row.newest_line)]
    return not any(facts.withheld(path).hides(line) for path, line in lines)


def _none(rows: Sequence[object]) -> Iterator[Block]:
    if not rows:
        yield Paragraph(plain(tr(D_("Nothing."))))


def _group_row(facts: BookFacts, one: GroupStanding) -> tuple[Cell, ...]:
    group = one.group
    members = sum(1 for seat in group.seats if seat.name)
    return (
        cell(safe(group.title or group.id)),
        cell(and_list(person_name(person) for person in group.lead) if group.lead else ""),
        number_cell(members),
        number_cell(len(group.open_seats)),
        day_cell(facts, group.until),
        number_cell(one.open_actions),
    )


def _seats(group: Group) -> Iterator[tuple[str, Iterable[Participant]]]:
    seen = {person.name for person in (*group.lead, *group.deputy) if person.name}
    yield D_("lead"), group.lead
    yield D_("deputy"), group.deputy
    yield D_("member"), [person for person in group.members if person.name not in seen]


def _terms(facts: BookFacts, group: Group) -> Iterator[tuple[str, tuple[str, ...]]]:
    days = (
        (tr(D_("Appointed")), (group.since,)),
        (tr(D_("Until")), (group.until,)),
        (tr(D_("Reports")), group.report),
        (tr(D_("Planned meetings")), group.calendar),
    )
    if group.parent:
        yield tr(D_("Under")), (safe(facts.body_name(group.parent)),)
    for label, found in days:
        if shown := tuple(day_words(day, facts.language) for day in found if day):
            yield label, (", ".join(shown),)
