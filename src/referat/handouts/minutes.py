"""Minutes as a hand-out: as they were sent out or approved, whole, or the extract of one case."""

from collections.abc import Iterable, Iterator
from datetime import date

from referat.format.marks import read_marks
from referat.handouts.body import due_said, heading_words, owners_words, parts_of, task_runs
from referat.handouts.content import (
    EXTRACT,
    MINUTES,
    Block,
    Cell,
    Handout,
    Heading,
    Listed,
    Paragraph,
    Runs,
    Signatures,
    cell,
    plain,
)
from referat.handouts.facts import BookFacts, MinutesPage
from referat.handouts.lists import full_table
from referat.handouts.markup import read_runs
from referat.handouts.withheld import attachments_of
from referat.handouts.words import KINDS, STATES, and_list, day_words, person_name, roles_words, speaking, with_names
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.action import Action, Status
from referat.model.meeting import Item, Minutes
from referat.model.people import Participant, fold
from referat.model.text import safe

# The lists of a header in the order they are shown, and how somebody in one came.
_ATTENDANCE = (
    ("present", D_("Present")),
    ("substitutes", D_("Substitute")),
    ("others", D_("Also present")),
    ("absent", D_("Absent")),
)
_CHAIRED = (D_("Chair"), "chair"), (D_("Secretary"), "secretary")


def minutes_handout(facts: BookFacts, minutes: Minutes, version: int = 0) -> Handout:
    """The whole of the minutes."""
    page = facts.page(minutes)
    with speaking(page.language):
        blocks = [*attendance(page), *_text(page), *attachments(page), *_copy_to(page), *_summary(page, minutes.items), *signatures(page)]
        return _handout(page, MINUTES, tr(D_("Minutes")), status_words(page, version), blocks)


def extract_handout(facts: BookFacts, minutes: Minutes, item: Item) -> Handout:
    """One case, as it is sent to whom it concerns."""
    page = facts.page(minutes)
    with speaking(page.language):
        blocks: list[Block] = []
        for found, told in parts_of(page):
            if found is item:
                blocks += [case_heading(page, item), *told]
        blocks += _summary(page, (item,))
        return _handout(page, EXTRACT, tr(D_("Extract from the minutes")), status_words(page, 0), blocks)


def _handout(page: MinutesPage, kind: str, genre: str, status: str, blocks: Iterable[Block]) -> Handout:
    minutes = page.minutes
    body = safe(page.facts.body_name(minutes.group) if minutes.group else page.facts.source.settings.title)
    return Handout(
        kind=kind,
        id=minutes.id,
        language=page.language,
        genre=genre,
        title=safe(minutes.title),
        day=minutes.on,
        body=body if fold(body) not in fold(minutes.title) else "",
        status=status,
        running=safe(f"{body or minutes.title} · {day_words(minutes.on, page.language)}"),
        facts=tuple(meeting_facts(page)),
        blocks=tuple(blocks),
        marks=() if page.facts.public else (*_digests(minutes), *filter(None, (page.facts.checkpoint,))),
        look=page.facts.look,
    )


def meeting_facts(page: MinutesPage, *, coming: bool = False) -> Iterator[tuple[str, tuple[str, ...]]]:
    """When, where and who led it: the rows under the title."""
    minutes = page.minutes
    yield tr(D_("Date")), (day_words(minutes.on, page.language, weekday=True),)
    if minutes.time_text:
        yield tr(D_("Time")), (safe(minutes.time_text),)
    if minutes.venue:
        yield tr(D_("Place")), (safe(minutes.venue),)
    for label, name in _CHAIRED:
        if people := getattr(minutes, name):
            yield tr(label), (and_list(person_name(person) for person in people),)
    following = " ".join(part for part in (next_words(page), safe(minutes.next_text)) if part)
    if following and not coming:
        yield tr(D_("Next meeting")), (following,)


def next_words(page: MinutesPage) -> str:
    return day_words(page.minutes.next_on, page.language, weekday=True) if page.minutes.next_on else ""


def attendance(page: MinutesPage) -> Iterator[Block]:
    """Who was there, as what and for whom; why somebody was not is nobody's business."""
    rows = [
        (cell(_called(page, person, name)), cell(_org(page, person, name)), cell(_as_what(page, person, name)), cell(tr(came)))
        for name, came in _ATTENDANCE
        for person in getattr(page.minutes, name) or ()
    ]
    if rows:
        head = (tr(D_("Name")), tr(D_("Organisation")), tr(D_("Role")), tr(D_("Attendance")))
        yield full_table(head, rows, (5, 6, 4, 3), tr(D_("Who was there")))


def _called(page: MinutesPage, person: Participant, name: str) -> str:
    return page.facts.name_shown(person.name) if name == "absent" and person.name and page.facts.public else person_name(person)


def _org(page: MinutesPage, person: Participant, name: str) -> str:
    """The organisation; in the public edition, of somebody absent only where the book knows it elsewhere, since reasons are written there too."""
    if not page.facts.public or name != "absent":
        return safe(person.org)
    return page.facts.org_of(person)


def _as_what(page: MinutesPage, person: Participant, name: str) -> str:
    return "" if page.facts.public and name == "absent" else roles_words(person, page.language)


def _text(page: MinutesPage) -> Iterator[Block]:
    """The cases, each under its number."""
    for item, blocks in parts_of(page):
        if item is not None:
            yield case_heading(page, item)
        yield from blocks


def case_heading(page: MinutesPage, item: Item, *, with_kind: bool = True) -> Heading:
    """`Sak 12/26: Budsjett (drøfting)`; of a case that is not public only the number."""
    number = case_number(item)
    if page.withheld.hides(item.place.line):
        return Heading(2, plain(number or tr(D_("Item"))))
    marks = read_marks(heading_words(page.document.texts, item.place.line))
    title = case_title(page, item)
    kind = f" ({tr(KINDS[marks.kind]).lower()})" if with_kind and marks.kind else ""
    return Heading(2, (*plain(f"{number}: " if number and title else number), *title, *plain(kind)))


def case_title(page: MinutesPage, item: Item) -> Runs:
    if page.withheld.hides(item.place.line):
        return ()
    return read_runs(item.title, lambda text: with_names(text, page.name_in))


def case_number(item: Item) -> str:
    """`Sak 4`; a number with a word or sign of its own keeps it."""
    if not item.number:
        return ""
    number = safe(item.number.rstrip(".)"))
    return tr(D_("Item {number}"), number=number) if number[:1].isdigit() else number


def attachments(page: MinutesPage) -> Iterator[Block]:
    """What came with the papers, listed; nothing is embedded."""
    listed = [_attachment(page, name, ground) for name, ground in attachments_of(page.header_texts("attachments"), page.withheld)]
    if listed:
        yield Heading(2, plain(tr(D_("Attachments"))))
        yield Listed(tuple((Paragraph(runs),) for runs in listed), 1)


def _attachment(page: MinutesPage, name: str, ground: str | None) -> Runs:
    if not page.facts.public or ground is None:
        return read_runs(name)
    exempt = tr(D_("Exempt from public disclosure"))
    return plain(f"{exempt}: {safe(ground)}" if ground else exempt)


def _copy_to(page: MinutesPage) -> Iterator[Block]:
    if names := page.header_texts("copy"):
        yield Heading(2, plain(tr(D_("Copy to"))))
        yield Listed(tuple((Paragraph(plain(safe(name))),) for name in names))


def _summary(page: MinutesPage, items: Iterable[Item]) -> Iterator[Block]:
    """What was to be done, by whom and when, and beside it how that stands on the day the document is made."""
    rows = []
    wanted = {item.place.line: item for item in items}
    for line in page.minutes.action_lines:
        if page.withheld.hides(line.place.line):
            continue
        item = next((one for one in reversed(page.minutes.items) if one.place.line <= line.place.line <= one.last_line), None)
        if item is not None and item.place.line not in wanted:
            continue
        rows.append(
            (
                cell(safe(item.number) if item else ""),
                Cell(task_runs(page, line)),
                cell(owners_words(page, line)),
                cell(due_said(page, line)),
                _standing(page, page.facts.action(line.id or ""), due_said(page, line)),
            )
        )
    if rows:
        today = day_words(page.facts.today, page.language)
        head = (tr(D_("Case")), tr(D_("Task")), tr(D_("Responsible")), tr(D_("Due")), tr(D_("As of {day}"), day=today))
        yield Heading(2, plain(tr(D_("Follow-up"))))
        yield full_table(head, rows, (2, 8, 4, 4, 5))


def _standing(page: MinutesPage, action: Action | None, said_due: str) -> Cell:
    """How an action stands today, in words: `ferdig 12. mars 2024`, `åpen, ny frist 1. mai 2024`."""
    if action is None:
        return cell(tr(STATES["open"]))
    said = tr(STATES[action.state.value])
    if action.closed_on and action.closed_on != date.min:
        said = f"{said} {day_words(action.closed_on, page.language)}"
    due = day_words(action.due.day, page.language) if action.due and action.due.day else ""
    if action.state.is_open and action.moved and due and due != said_due:
        said = tr(D_("{state}, now due {day}"), state=said, day=due)
    late = action.is_overdue(page.facts.today)
    overdue = tr(D_("overdue"))
    return cell(f"{said} ({overdue})" if late else said, is_late=late)


def signatures(page: MinutesPage) -> Iterator[Block]:
    """Lines to sign on, where the book says that the minutes of this group are signed."""
    who = page.facts.look.signers_of(page.minutes.group, page.facts.body_name(page.minutes.group) if page.minutes.group else page.minutes.title)
    if who not in {"all", "chair"}:
        return
    signing = page.minutes.attendance if who == "all" else (*page.minutes.chair, *page.minutes.secretary)
    people = list(dict.fromkeys((person_name(one), roles_words(one, page.language)) for one in signing if one.name))
    yield Signatures(tr(D_("Signatures")), tuple(people) or (("", tr(D_("Chair"))), ("", tr(D_("Secretary")))))


def status_words(page: MinutesPage, version: int) -> str:
    """How far the text has come, as a sentence."""
    circulation, approval = page.minutes.circulation, page.minutes.approval
    if page.minutes.is_cancelled:
        return tr(D_("Cancelled."))
    if approval:
        item = tr(D_(" (item {item})"), item=approval.item) if approval.item else ""
        day = _iso_words(approval.on, page)
        return safe(tr(D_("Approved in the meeting of {day}{item} by {by}."), day=day, item=item, by=approval.by))
    if circulation is None or page.minutes.status is not Status.CIRCULATED:
        return tr(D_("Draft."))
    numbered = tr(D_("Version {n}. "), n=version) if version > 1 else ""
    comments = tr(D_(" Comments by {day}."), day=_iso_words(circulation.comments_by, page)) if circulation.comments_by else ""
    return safe(numbered + tr(D_("Sent out on {on}, not yet approved."), on=_iso_words(circulation.on, page)) + comments)


def _iso_words(iso: str, page: MinutesPage) -> str:
    try:
        return day_words(date.fromisoformat(iso), page.language)
    except ValueError:
        return iso


def _digests(minutes: Minutes) -> Iterator[str]:
    record = minutes.approval or minutes.circulation
    if record:
        yield safe(f"{minutes.id} · {record.text}")
