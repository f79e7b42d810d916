"""One meeting, group, prepared item or person to read through: its facts, and what hangs on it. (An action's history is `action_report`.)"""

from collections.abc import Iterable, Sequence

from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.group import Group
from referat.model.meeting import Item, Minutes, PreparedItem
from referat.model.people import Participant
from referat.query.groups import GroupStanding
from referat.query.people import PersonStanding
from referat.query.rows import ActionRow, MeetingHead, MeetingRow
from referat.render.action_sheet import action_data, action_sheet
from referat.render.group_sheet import group_data, participant_data, reference_data, term_shown
from referat.render.meeting_sheet import STATUS_NAMES, clock, meeting_data, meeting_sheet
from referat.render.names import KIND_NAMES, SEAT_NAMES, people_words, person_words, reference_words, seat_texts
from referat.render.people_sheet import attendance_words, person_data
from referat.render.sheet import Column, Report, ReportSection, Sheet

Fact = tuple[str, str, str]


def facts_of(*entries: Fact) -> list[Fact]:
    """The facts that say something, their labels in the language in use."""
    return [(key, tr(label), text) for key, label, text in entries if text]


def item_outcome(item: Item) -> str:
    """What came of an agenda item: its decisions, or that it was postponed."""
    said = [" ".join(f"{d.word}: {d.text}".split()) for d in item.decisions]
    return " ".join(said) or (tr(D_("Postponed.")) if item.is_postponed else "")


ITEMS = (
    Column("number", D_("No."), lambda item: item.number),
    Column("title", D_("Item"), lambda item: item.title, wraps=True),
    Column("kind", D_("Kind"), lambda item: tr(KIND_NAMES[item.kind]) if item.kind else "", keep=2),
    Column("outcome", D_("Outcome"), item_outcome, wraps=True),
)


def meeting_report(m: Minutes, row: MeetingRow, actions: Sequence[ActionRow], today: str) -> Report:
    when = " ".join(part for part in (m.on.isoformat(), clock(m.start, m.end)) if part)
    status = tr(STATUS_NAMES[row.status])
    if m.approval and m.approval.in_:
        status = f"{status} ({reference_words((m.approval.in_, m.approval.item))})"
    facts = facts_of(
        ("on", D_("Date"), when),
        ("place", D_("Place"), m.venue),
        ("group", D_("Group"), m.group),
        ("status", D_("Status"), status),
        ("chair", D_("Chair"), people_words(m.chair)),
        ("secretary", D_("Secretary"), people_words(m.secretary)),
        ("present", D_("Present"), _listed(m.present)),
        ("substitutes", D_("Substitutes"), _listed(m.substitutes)),
        ("others", D_("Also there"), _listed(m.others)),
        ("absent", D_("Absent"), _listed(m.absent)),
        ("next", D_("Next meeting"), " ".join(part for part in (row.next_on, m.next_text) if part)),
        ("path", D_("File"), m.path),
    )
    sections = [ReportSection("items", tr(D_("Items")), Sheet("items", ITEMS, m.items, data=_item_data))] if m.items else []
    data = {
        **meeting_data(row),
        **{
            name: None if people is None else [participant_data(p) for p in people]
            for name, people in (
                ("chair", m.chair),
                ("secretary", m.secretary),
                ("present", m.present),
                ("substitutes", m.substitutes),
                ("others", m.others),
                ("absent", m.absent),
            )
        },
        "items": [_item_data(item) for item in m.items],
        "actions": [action_data(action, today) for action in actions],
    }
    return Report("meeting", m.title, data, facts=facts, sections=[*sections, *_actions(actions, today)])


def group_report(g: GroupStanding, under: Sequence[Group], meetings: Sequence[MeetingRow], actions: Sequence[ActionRow], today: str) -> Report:
    group = g.group
    term = " – ".join(day.isoformat() if day else "" for day in (group.since, group.until)) if group.since or group.until else ""
    left = term_shown(g)
    facts = facts_of(
        ("id", D_("Group"), group.id),
        ("parent", D_("Under"), group.parent),
        ("appointed", D_("Appointed"), reference_words(group.appointed)),
        ("term", D_("Term"), f"{term} ({left})" if term and left else term or left),
        ("report", D_("Reports back"), ", ".join(day.isoformat() for day in group.report)),
        ("lead", D_("Lead"), people_words(group.lead, org=True)),
        ("deputy", D_("Deputy"), people_words(group.deputy, org=True)),
        ("path", D_("File"), group.path),
    )
    leading = {*group.lead, *group.deputy}
    members = [person_words(seat) for seat in group.seats if seat.name and seat.confirmed and seat not in leading]
    sections = [
        ReportSection("members", tr(D_("Members")), members),
        ReportSection("seats", tr(D_("Seats to fill")), seat_texts(group.open_seats)),
        ReportSection("mandate", tr(D_("Mandate and working list")), [line for line in group.mandate.splitlines() if line.strip()]),
        ReportSection("groups", tr(D_("Groups under it")), [f"{other.id}: {other.title}" for other in under]),
        *_actions(actions, today),
        ReportSection("meetings", tr(D_("Meetings")), meeting_sheet(meetings, summed=False)),
    ]
    data = {
        **group_data(g),
        "mandate": group.mandate or None,
        "groups": [other.id for other in under],
        "actions": [action_data(action, today) for action in actions],
        "meetings": [meeting_data(m) for m in meetings],
    }
    return Report("group", group.title, data, facts=facts, sections=_filled(sections))


def person_report(p: PersonStanding, at: Sequence[MeetingHead], away: Sequence[MeetingHead], actions: Sequence[ActionRow], today: str) -> Report:
    facts = facts_of(
        ("handle", D_("Handle"), p.handle),
        ("org", D_("Organisation"), p.org),
        ("groups", D_("Groups"), ", ".join(f"{group} ({tr(SEAT_NAMES[role])})" for group, role in p.seats)),
        ("attended", D_("At meetings"), attendance_words(p)),
    )
    sections = [
        *_actions(actions, today),
        ReportSection("attended", tr(D_("Attended")), [f"{m.on_iso} {m.title}" for m in at]),
        ReportSection("absent", tr(D_("Absent")), [f"{m.on_iso} {m.title}" for m in away]),
    ]
    data = {
        **person_data(p, today),
        "actions": [action_data(action, today) for action in actions],
        "meetings": {"attended": [m.id for m in at], "absent": [m.id for m in away]},
    }
    return Report("person", p.called, data, facts=facts, sections=_filled(sections))


def item_report(item: PreparedItem, text: Sequence[str]) -> Report:
    facts = facts_of(
        ("id", D_("Item"), item.id),
        ("group", D_("Group"), item.group),
        ("for", D_("For"), item.for_),
        ("by", D_("By"), item.by),
        ("kind", D_("Kind"), item.kind),
        ("handled", D_("Taken up in"), reference_words(item.handled)),
        ("path", D_("File"), item.path),
    )
    data = {
        "id": item.id,
        "path": item.path,
        "title": item.title,
        "group": item.group or None,
        "for": item.for_ or None,
        "by": item.by or None,
        "kind": item.kind or None,
        "handled": reference_data(item.handled),
        "proposals": [p.text for p in item.proposals],
        "text": "\n".join(text).strip() or None,
    }
    case = ReportSection("text", tr(D_("The case")), [line for line in text if line.strip()])
    return Report("item", item.title, data, facts=facts, sections=_filled([case]))


def _item_data(item: Item) -> dict[str, object]:
    return {
        "item": item.number or None,
        "title": item.title,
        "kind": item.kind or None,
        "postponed": item.is_postponed,
        "line": item.place.line,
        "decisions": [{"word": d.word, "text": d.text, "vote": d.vote or None, "line": d.place.line} for d in item.decisions],
        "proposals": [{"word": d.word, "text": d.text, "line": d.place.line} for d in item.proposals],
    }


def _actions(actions: Sequence[ActionRow], today: str) -> list[ReportSection]:
    return [ReportSection("actions", tr(D_("Actions")), action_sheet(actions, today))] if actions else []


def _filled(sections: Iterable[ReportSection]) -> list[ReportSection]:
    return [s for s in sections if (s.body.rows if isinstance(s.body, Sheet) else s.body)]


def _listed(people: Sequence[Participant] | None) -> str:
    """The people of a list; "nobody" where the minutes say so, and nothing where they do not say."""
    if people is None:
        return ""
    return people_words(people, org=True) or tr(D_("nobody"))
