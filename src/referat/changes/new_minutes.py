"""The next minutes: which meeting it is, what its draft must hold, and a draft that is there already brought up to date."""

from dataclasses import dataclass, replace
from datetime import date

from referat.book import Book
from referat.changes.agenda_facts import agenda_facts
from referat.changes.transaction import Transaction
from referat.changes.typed import read_meeting_day
from referat.errors import Exit, ReferatError
from referat.format.compose import field_lines
from referat.format.document import Document
from referat.format.edits import insert_field
from referat.format.fieldnames import field_meaning
from referat.format.paths import file_id
from referat.format.style import language as language_of
from referat.languages.mark import N_
from referat.model.action import SourceKind
from referat.model.dates import NEXT, read_times
from referat.model.group import Group
from referat.model.meeting import Minutes
from referat.model.numbering import FROM_ONE, Numbering, numbering_like
from referat.model.people import fold, near
from referat.model.place import Place
from referat.model.stems import stem_of
from referat.query import schedule
from referat.query.carryover import Agenda, MeetingToPrepare, agenda
from referat.query.schedule import Slot
from referat.store.listing import list_names
from referat.templates import engine, minutes
from referat.templates.engine import Template
from referat.templates.refresh import Likes, refreshed

TEMPLATES = "templates"
# What a file is called whose group has no letters of its own.
MEETING_WORD = {"nb": "mote", "nn": "mote", "en": "meeting"}

_WHO = frozenset({"chair", "present", "substitutes", "others", "absent"})


class WhichGroup(ReferatError):
    exit = Exit.USAGE
    message = N_("This book has several groups; whose meeting is it?")
    hint = N_("Name one of: {groups}")


class WhichDay(ReferatError):
    exit = Exit.USAGE
    message = N_("Neither the last minutes nor a calendar says when the next meeting is.")
    hint = N_("Give the day with --date: --date 2026-03-31, --date friday, --date 12.10.")


class NoSuchTime(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is not a time we can read.")
    hint = N_("Write it as 09.00 or 09.00–10.30.")


class NoTemplate(ReferatError):
    exit = Exit.USAGE
    message = N_("There is no template “{name}”.")
    hint = N_("There is: {names}")


class TemplateUnreadable(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("The template {path} cannot be read.")
    hint = N_("Its front matter must be YAML between two lines of ---.")


class NotRefreshed(ReferatError):
    exit = Exit.REFUSED
    message = N_("{meeting} is no draft any more, and is not changed.")
    hint = N_("For another meeting, give its day with --date.")


class NothingToRefresh(ReferatError):
    exit = Exit.USAGE
    message = N_("There is no draft to bring up to date for {day}.")
    hint = N_("Prepare one first, without --refresh.")


class InTheWay(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("{path} is there already, but cannot be read as minutes.")
    hint = N_("Look at what referat check says of it, and mend it or give it another name.")


@dataclass(frozen=True, slots=True)
class NewOptions:
    """What was asked for, as typed; "" and None where nothing was."""

    group: str | None = None
    day: str = ""
    time: str = ""
    venue: str | None = None
    title: str = ""
    template: str = ""
    refresh: bool = False
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of it: the minutes' file, what was put in, what the template had no place for, and names in it that mean nothing.

    `was_there` says that the draft stood there before; without a refresh it is left as it is. `lacks_group_file` is where the group
    ought to be described.
    """

    path: str
    on: date
    agenda: Agenda
    template: str
    was_there: bool = False
    left_out: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    lacks_group_file: str = ""


def prepare(transaction: Transaction, asked: NewOptions, today: date) -> Prepared:
    """Put the group's next minutes into the transaction, or what a draft of them lacks. `ask_day` is for a day that nothing tells."""
    book = transaction.book
    group_id = choose_group(book, asked.group)
    group = book.group(group_id) if group_id else None
    known = agenda_facts(book, group_id)
    series = schedule.minutes_of(group_id, known.minutes)
    if asked.time and read_times(asked.time)[0] is None:
        raise NoSuchTime(typed=asked.time)
    draft = None if asked.extra else _draft_meant(series, asked, today)
    slot = Slot(draft.on) if draft else choose_slot(asked.day, series, group, today)
    extra = stem_of(asked.extra)
    there = draft or (_called(series, slot.on, extra) if extra else _same_meeting(series, slot.on, asked.time))
    if there:
        page = book.page(there.path)
        assert isinstance(page, Minutes)
        return _brought_up_to_date(transaction, page, group, asked, today)
    if asked.refresh:
        raise NothingToRefresh(day=slot.on.isoformat())
    template = choose_template(book, asked.template, group_id, group, book.language)
    is_other = any(m.on == slot.on for m in series)
    own_id = _free_id(book, slot.on, group_id, extra or (_clock_of(asked.time) if is_other else ""))
    path = f"meetings/{own_id}.md"
    wanted = agenda(known, MeetingToPrepare(group_id, slot.on, own_id))
    facts = minutes.MeetingFacts(
        on=slot.on,
        group_id=group_id,
        group=group,
        title=asked.title or ("" if asked.template else _lasting_title(series)),
        time=asked.time or slot.time,
        venue=slot.venue if asked.venue is None else asked.venue,
        next_on=schedule.meeting_after(slot.on, series, group),
        numbering=_numbering(book, group, slot.on),
    )
    transaction.create(path, minutes.compose(template, facts, wanted, book.language))
    filling = minutes.fill_for(template, facts, wanted, book.language)
    lacking = f"meetings/groups/{stem_of(group_id)}.md" if group_id and group is None else ""
    left_out = engine.left_out(template, filling)
    return Prepared(path, slot.on, wanted, template.name, left_out=left_out, unknown=template.unknown, lacks_group_file=lacking)


def choose_group(book: Book, typed: str | None) -> str:
    """The group that was meant: the one typed, or the only one that is not under another. "" in a book without groups."""
    if typed:
        if not book.groups and not any(m.group for m in book.heads):
            return stem_of(typed)  # the first meeting of a new book
        return book.find_group(typed)
    standing = {fold(g.id): g.id for g in book.groups if not g.parent and g.closed is None}
    if not book.groups:
        standing = {fold(m.group): m.group for m in book.heads if m.group}
    if len(standing) > 1:
        raise WhichGroup(groups=", ".join(sorted(standing.values())))
    return next(iter(standing.values()), "")


def choose_slot(typed: str, series: list[Minutes], group: Group | None, today: date) -> Slot:
    """The day, time and place of the meeting. Raises WhichDay where nobody has said."""
    if not typed or fold(typed) in NEXT:
        coming = schedule.coming_slot(series, group, today)
        if coming is None:
            raise WhichDay
        return coming
    return schedule.slot_on(read_meeting_day(typed, today), series)


def choose_template(book: Book, typed: str, group_id: str, group: Group | None, language: str) -> Template:
    """The template that was named, or the one for this group: the book's own by the group's name or the kind's, else the built-in one."""
    own = {stem_of(name.removesuffix(".md")): f"{TEMPLATES}/{name}" for name in list_names(book.root, TEMPLATES) if name.endswith(".md")}
    kind = engine.kind_named(typed) if typed else engine.kind_for(group_id, group.title if group else "", is_under=bool(group and group.parent))
    names = [stem_of(typed)] if typed else [stem_of(group_id)]
    names += [engine.KINDS[kind][language], *engine.KINDS[kind].values(), kind] if kind else []
    for name in names:
        if name and name in own:
            return _read(book, own[name])
    if not kind:
        known = sorted({*own, *(one[language] for one in engine.KINDS.values())})
        raise NoTemplate(name=typed, names=", ".join(known), near=near(typed, known))
    return engine.built_in(kind, language)


def _read(book: Book, path: str) -> Template:
    document = book.document(path)
    if document.has_broken_header:
        place = document.problems[0].place
        raise TemplateUnreadable(path=path, place=place)
    return engine.of_book(document)


def _draft_meant(series: list[Minutes], asked: NewOptions, today: date) -> Minutes | None:
    """The draft that is meant where no day is named: the coming meeting's, or for a refresh the newest there is."""
    if asked.day and fold(asked.day) not in NEXT:
        return None
    drafts = [m for m in series if m.is_draft and not m.is_cancelled]
    return schedule.waiting_draft(series, today) or (drafts[-1] if asked.refresh and drafts else None)


def _same_meeting(series: list[Minutes], on: date, time: str) -> Minutes | None:
    """Minutes of the meeting that are there already. Another start on the same day is another meeting."""
    start = read_times(time)[0] if time else None
    that_day = [m for m in series if m.on == on and not m.is_cancelled]
    return next((m for m in that_day if not start or not m.start or m.start == start), None)


def _brought_up_to_date(transaction: Transaction, there: Minutes, group: Group | None, asked: NewOptions, today: date) -> Prepared:
    """The draft with what it lacks, where that was asked for."""
    book = transaction.book
    if there.source.is_frozen or there.status is None:
        raise NotRefreshed(meeting=there.id, place=Place(there.path))
    document = transaction.document(there.path)
    language = language_of(document, book.language)
    template = choose_template(book, asked.template, there.group, group, language)
    if not asked.refresh:
        return Prepared(there.path, there.on, Agenda(), template.name, was_there=True)
    lacking = agenda(agenda_facts(book, there.group), MeetingToPrepare(there.group, there.on, there.id))
    if _says_who(document) or there.on < today:  # who came to a meeting that was held is not for us to say
        lacking = replace(lacking, present=())
    numbering = _numbering(book, group, there.on)
    facts = minutes.MeetingFacts(there.on, there.group, group, there.title, there.time_text, there.venue, numbering=numbering)
    filling = minutes.fill_for(template, facts, lacking, language)
    likes = Likes(
        approvals=(m.id for m in book.heads if m.id != there.id and fold(m.group) == fold(there.group)),
        actions=(line.id for line in there.action_lines if line.id and any(file_id(path) != there.id for path in book.files_of(line.id))),
        groups=(g.id for g in book.groups),
    )
    changed: Document = refreshed(document, template, filling, lacking, likes)
    if lacking.present:
        fields = minutes.attendance(facts, lacking, language)
        changed = changed.replaced(insert_field(changed, *(line for name, value in fields for line in field_lines(name, value))))
    transaction.put(changed)
    return Prepared(there.path, there.on, lacking, template.name, True, _left_out(template, filling), template.unknown)


def _says_who(document: Document) -> bool:
    """Whether a draft has any field about who is there, filled in or not."""
    return any(field_meaning(key.text, SourceKind.MINUTES) in _WHO for key, _ in document.header or ())


def _left_out(template: Template, filling: engine.Filling) -> tuple[str, ...]:
    """As for new minutes; a template's fixed items are its own business once the draft is made."""
    return tuple(name for name in engine.left_out(template, filling) if name != "standing")


def _called(series: list[Minutes], on: date, extra: str) -> Minutes | None:
    """Minutes of an extra meeting that are there already, by the word they are named with."""
    return next((m for m in series if m.on == on and not m.is_cancelled and fold(m.id).endswith(f"-{fold(extra)}")), None)


def _clock_of(time: str) -> str:
    """`1800` for a meeting that begins at 18.00."""
    return (read_times(time)[0] or "").replace(":", "") if time else ""


def _numbering(book: Book, group: Group | None, on: date) -> Numbering:
    """How the items are numbered: on through the year where the group's file says so."""
    if group is None or not group.numbering:
        return FROM_ONE
    used = (item.number for m in book.minutes_since(f"{on.year}-01-01", [group.id]) if m.on.year == on.year for item in m.items)
    return numbering_like(group.numbering, on.year, used) or FROM_ONE


def _free_id(book: Book, on: date, group_id: str, extra: str) -> str:
    """A name for the minutes that no file of the book has, of whatever kind; `extra` tells another meeting of that day apart."""
    taken = {fold(one) for one in book.file_ids.values()}
    base = "-".join(part for part in (on.isoformat(), stem_of(group_id) or MEETING_WORD[book.language], extra) if part)
    lost = next((path for path in book.unread_paths if fold(file_id(path)) == fold(base)), "")
    if lost:
        raise InTheWay(path=lost, place=Place(lost))
    own_id, count = base, 1
    while fold(own_id) in taken or book.has_file(f"meetings/{own_id}.md"):
        count += 1
        own_id = f"{base}-{count}"
    return own_id


def _lasting_title(series: list[Minutes]) -> str:
    """The title of the last minutes, where it does not name a day or a number of its own. That of an annual meeting is not for the next one."""
    last = next((one for one in reversed(series) if not engine.is_annual(one.title) or all(engine.is_annual(m.title) for m in series)), None)
    return last.title if last and last.title != last.id and not any(char.isdigit() for char in last.title) else ""
