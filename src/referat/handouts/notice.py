"""The call to a coming meeting: who is called, the agenda and what each case is for, papers, minutes to approve, and what is still open."""

from collections.abc import Iterator, Sequence
from datetime import date

from referat.format.marks import read_marks
from referat.handouts.body import heading_words, parts_of
from referat.handouts.content import NOTICE, Block, Cell, Handout, Heading, Listed, Paragraph, Run, cell, plain
from referat.handouts.facts import MinutesPage
from referat.handouts.lists import actions_table, full_table, is_public
from referat.handouts.minutes import attachments, case_heading, case_number, case_title, meeting_facts
from referat.handouts.words import KINDS, day_words, person_name, roles_words, speaking
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_
from referat.model.action import Status
from referat.model.group import Group
from referat.model.meeting import Item
from referat.model.people import Participant, fold
from referat.model.text import safe
from referat.query.group_tree import groups_under
from referat.query.seats import sits


def notice_handout(page: MinutesPage, *, version: int = 1, on: date | None = None, changed: Sequence[str] = ()) -> Handout:
    """The notice, a draft until it is sent out `on` a day. `changed` says, in the document's language, what is other than in the version before."""
    minutes = page.minutes
    with speaking(page.language):
        body = safe(page.facts.body_name(minutes.group) if minutes.group else page.facts.source.settings.title)
        return Handout(
            kind=NOTICE,
            id=minutes.id,
            language=page.language,
            genre=tr(D_("Notice of meeting")),
            title=safe(minutes.title),
            day=minutes.on,
            body=body if fold(body) not in fold(minutes.title) else "",
            status=_status(page, version, on),
            running=safe(f"{body or minutes.title} · {day_words(minutes.on, page.language)}"),
            facts=tuple(meeting_facts(page, coming=True)),
            blocks=tuple(_blocks(page, changed)),
            marks=() if page.facts.public else tuple(filter(None, (page.facts.checkpoint,))),
            look=page.facts.look,
        )


def cancelled_handout(page: MinutesPage, today: date) -> Handout:
    """Word that a meeting which was called will not be held, and why."""
    minutes = page.minutes
    with speaking(page.language):
        body = safe(page.facts.body_name(minutes.group) if minutes.group else page.facts.source.settings.title)
        why = minutes.cancelled.why if minutes.cancelled else ""
        said = tr(D_("The meeting will not be held."))
        return Handout(
            kind=NOTICE,
            id=minutes.id,
            language=page.language,
            genre=tr(D_("Meeting cancelled")),
            title=safe(minutes.title),
            day=minutes.on,
            body=body if fold(body) not in fold(minutes.title) else "",
            status=tr(D_("As of {day}."), day=day_words(today, page.language)),
            running=safe(f"{body or minutes.title} · {day_words(minutes.on, page.language)}"),
            facts=tuple(meeting_facts(page, coming=True)),
            blocks=tuple(Paragraph(plain(safe(words))) for words in (said, why) if words),
            look=page.facts.look,
        )


def _status(page: MinutesPage, version: int, on: date | None) -> str:
    if on is None:
        return tr(D_("Draft."))
    sent = day_words(on, page.language)
    if version > 1:
        return tr(D_("Version {n}, {day}. It takes the place of the earlier notice."), n=version, day=sent)
    return tr(D_("Sent out on {day}."), day=sent)


def _blocks(page: MinutesPage, changed: Sequence[str]) -> Iterator[Block]:
    if changed:
        yield Heading(2, plain(tr(D_("Changed since the last notice"))))
        yield Listed(tuple((Paragraph(plain(safe(words))),) for words in changed))
    yield from _agenda(page)
    yield from _called(page)
    for item, blocks in parts_of(page):
        if item is None:
            yield from blocks
        elif blocks or _purpose(page, item):
            yield case_heading(page, item, with_kind=False)
            if words := _purpose(page, item):
                yield Paragraph((Run(words, emphasis=True),))
            yield from blocks
    yield from _to_approve(page)
    yield from attachments(page)
    yield from _still_open(page)


def _agenda(page: MinutesPage) -> Iterator[Block]:
    rows = []
    for item in page.minutes.items:
        hidden = page.withheld.hides(item.place.line)
        if hidden and item.place.line not in page.withheld.items:
            continue  # it stands under a heading that is kept back with all below it
        marks = read_marks(heading_words(page.document.texts, item.place.line))
        title = Cell(plain(tr(D_("Exempt from public disclosure"))) if hidden else case_title(page, item))
        kind = "" if hidden or not marks.kind else tr(KINDS[marks.kind])
        rows.append((cell(case_number(item)), title, cell(kind), cell(_minutes_words(marks.minutes))))
    if rows:
        yield Heading(2, plain(tr(D_("Agenda"))))
        yield full_table((tr(D_("Case")), tr(D_("Title")), tr(D_("Purpose")), tr(D_("Time"))), rows, (3, 10, 4, 3))


def _purpose(page: MinutesPage, item: Item) -> str:
    """`Til vedtak. 15 minutter.`"""
    if page.withheld.hides(item.place.line):
        return ""
    marks = read_marks(heading_words(page.document.texts, item.place.line))
    said = [tr(KINDS[marks.kind]) if marks.kind else "", _minutes_words(marks.minutes)]
    return ". ".join(filter(None, said)) + "." if any(said) else ""


def _minutes_words(minutes: int) -> str:
    return tr_n("{n} minute", "{n} minutes", minutes) if minutes else ""


def called_people(page: MinutesPage) -> list[tuple[Participant, bool]]:
    """Everybody who is called, each once, and whether they have said that they cannot come: the group's members, and who the draft names."""
    group = page.facts.groups.get(fold(page.minutes.group))
    away = {fold(person.name) for person in page.minutes.absent or ()}
    listed = (*(seat for seat in _seats(group) if sits(seat, page.minutes.on)), *page.minutes.attendance, *(page.minutes.absent or ()))
    found: dict[str, tuple[Participant, bool]] = {}
    for number, person in enumerate(listed):
        key = fold(person.name) or f"#{number}"
        found.setdefault(key, (person, bool(person.name) and fold(person.name) in away))
    return list(found.values())


def _seats(group: Group | None) -> Iterator[Participant]:
    """The members, lead and deputy with what they are."""
    if group is None:
        return
    for role, people in (("lead", group.lead), ("deputy", group.deputy)):
        yield from (person if person.roles else person.but(roles=(role,)) for person in people)
    yield from group.members


def _called(page: MinutesPage) -> Iterator[Block]:
    rows = []
    for person, is_away in called_people(page):
        org = "" if page.facts.public and is_away else safe(person.org)
        role = "" if page.facts.public and is_away else roles_words(person, page.language)
        name = page.facts.name_shown(person.name) if page.facts.public and is_away else person_name(person)
        rows.append((cell(name), cell(org), cell(role), cell(tr(D_("Cannot come")) if is_away else "")))
    if rows:
        yield Heading(2, plain(tr(D_("Called to the meeting"))))
        head = (tr(D_("Name")), tr(D_("Organisation")), tr(D_("Role")), tr(D_("Attendance")))
        yield full_table(head, rows, (5, 6, 4, 3))


def _to_approve(page: MinutesPage) -> Iterator[Block]:
    """The group's earlier minutes that nobody has approved."""
    minutes = page.minutes
    waiting = [
        one
        for one in page.facts.source.minutes
        if one.order < minutes.order and fold(one.group) == fold(minutes.group) and one.status is not Status.APPROVED and one.approval is None
    ]
    if waiting:
        yield Heading(2, plain(tr(D_("Minutes to approve"))))
        yield Listed(tuple((Paragraph(plain(safe(f"{one.title}, {day_words(one.on, page.language)}"))),) for one in waiting))


def _still_open(page: MinutesPage) -> Iterator[Block]:
    """What those called have still to do, in this group and those under it."""
    called = {fold(person.name) for person, _ in called_people(page) if person.name}
    within = {fold(group) for group in groups_under(page.minutes.group, page.facts.source.groups)} if page.minutes.group else set()
    rows = [
        row
        for row in page.facts.source.action_rows
        if row.is_open
        and (not row.groups or not within or fold(row.group) in within)
        and any(fold(name) in called for _, name, _ in row.owners)
        and is_public(page.facts, row)
    ]
    if rows:
        yield Heading(2, plain(tr(D_("Still open"))))
        ordered = sorted(rows, key=lambda row: (row.due or "9999", row.born_on))
        yield actions_table(page.facts, ordered)
