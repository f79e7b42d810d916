"""The lists of meetings, groups, people and decisions: their columns, their last lines, and what a row is in JSON."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from referat.languages.door import tr, tr_n
from referat.languages.mark import D_, N_
from referat.model.people import Participant
from referat.query.decisions import Decided
from referat.query.groups import GroupStanding
from referat.query.people import PersonStanding
from referat.query.rows import MeetingRow
from referat.render.names import SEAT_NAMES, STATUS_NAMES, clock, people_words, person_words, term_words
from referat.render.sheet import FAINT, PLAIN, STRONG, URGENT, Column, Sheet


def _number(n: int) -> str:
    return str(n) if n > 0 else ""


def _recorded(n: int) -> str:
    """A count that the minutes may not give."""
    return "" if n < 0 else str(n)


# ---------------------------------------------------------------- meetings

MEETINGS = (
    Column("on", D_("Date"), lambda m: m.on),
    Column("start", D_("Time"), lambda m: clock(m.start, m.end), keep=2),
    Column("id", D_("Minutes"), lambda m: m.id),
    Column("title", D_("Title"), lambda m: m.title, wraps=True),
    Column("status", D_("Status"), lambda m: tr(STATUS_NAMES[m.status]), keep=8),
    Column("present", D_("Present"), lambda m: _recorded(m.present), keep=3, right=True),
    Column("decisions", D_("Decisions"), lambda m: _number(m.decisions), keep=4, right=True),
    Column("open", D_("Open"), lambda m: _number(m.open_actions), keep=5, right=True),
)
MEETINGS_FILED = (
    Column("id", D_("Minutes"), lambda m: m.id),
    Column("on", D_("Date"), lambda m: m.on),
    Column("start", D_("Start"), lambda m: m.start),
    Column("end", D_("End"), lambda m: m.end),
    Column("group", D_("Group"), lambda m: m.group),
    Column("status", D_("Status"), lambda m: m.status, spelled=lambda m: tr(STATUS_NAMES[m.status])),
    Column("title", D_("Title"), lambda m: m.title),
    Column("venue", D_("Place"), lambda m: m.venue),
    Column("present", D_("Present"), lambda m: _recorded(m.present)),
    Column("absent", D_("Absent"), lambda m: _recorded(m.absent)),
    Column("items", D_("Items"), lambda m: str(m.items)),
    Column("decisions", D_("Decisions"), lambda m: str(m.decisions)),
    Column("actions", D_("Actions"), lambda m: str(m.actions)),
    Column("open", D_("Open"), lambda m: str(m.open_actions)),
    Column("approved_in", D_("Approved in"), lambda m: m.approved_in),
    Column("path", D_("File"), lambda m: m.path),
)


def meeting_data(m: MeetingRow) -> dict[str, object]:
    return {
        "id": m.id, "path": m.path, "title": m.title, "group": m.group or None, "on": m.on, "start": m.start or None, "end": m.end or None,
        "place": m.venue or None, "status": m.status or None, "approved_in": m.approved_in or None,
        "present": None if m.present < 0 else m.present, "absent": None if m.absent < 0 else m.absent,
        "items": m.items, "decisions": m.decisions, "actions": m.actions, "open_actions": m.open_actions, "next": m.next_on or None,
    }


def meeting_sheet(rows: Sequence[MeetingRow], *, summed: bool = True) -> Sheet:
    return Sheet(
        "meetings", MEETINGS, rows, filed=MEETINGS_FILED, summary=_meetings_summed(rows) if summed else "",
        tone=lambda m: STRONG if m.status == "draft" else PLAIN, data=meeting_data,
    )


def _meetings_summed(rows: Sequence[MeetingRow]) -> str:
    if not rows:
        return tr(N_("No minutes."))
    count = Counter(m.status for m in rows)
    parts = [f"{count[status]} {tr(name)}" for status, name in STATUS_NAMES.items() if count[status]]
    return f"{tr_n('{n} meeting', '{n} meetings', len(rows))}: {', '.join(parts)}."


# ---------------------------------------------------------------- groups

def term_shown(g: GroupStanding) -> str:
    return tr(D_("closed")) if g.is_closed else term_words(g.days_left, is_past=g.is_past_term)


GROUPS = (
    Column("id", D_("Group"), lambda g: ("  " if g.group.parent else "") + g.group.id),
    Column("title", D_("Title"), lambda g: g.group.title, wraps=True),
    Column("lead", D_("Lead"), lambda g: people_words(g.group.lead), wraps=True),
    Column("members", D_("Members"), lambda g: _number(sum(1 for seat in g.group.seats if seat.name)), keep=2, right=True),
    Column("vacant", D_("To fill"), lambda g: _number(len(g.group.open_seats)), keep=6, right=True),
    Column("until", D_("Until"), lambda g: g.group.until.isoformat() if g.group.until else "", keep=4),
    Column("term", D_("Term"), term_shown, keep=7),
    Column("open", D_("Open"), lambda g: _number(g.open_actions), keep=5, right=True),
    Column("overdue", D_("Overdue"), lambda g: _number(g.overdue), keep=5, right=True),
)
GROUPS_FILED = (
    Column("id", D_("Group"), lambda g: g.group.id),
    Column("parent", D_("Under"), lambda g: g.group.parent),
    Column("title", D_("Title"), lambda g: g.group.title),
    Column("lead", D_("Lead"), lambda g: people_words(g.group.lead)),
    Column("members", D_("Members"), lambda g: str(sum(1 for seat in g.group.seats if seat.name))),
    Column("vacant", D_("To fill"), lambda g: str(len(g.group.open_seats))),
    Column("from", D_("From"), lambda g: _iso(g.group.since)),
    Column("until", D_("Until"), lambda g: _iso(g.group.until)),
    Column("days_left", D_("Days left"), lambda g: "" if g.days_left is None else str(g.days_left)),
    Column("open", D_("Open"), lambda g: str(g.open_actions)),
    Column("overdue", D_("Overdue"), lambda g: str(g.overdue)),
    Column("closed", D_("Closed"), lambda g: g.group.closed[0] if g.group.closed else ""),
    Column("path", D_("File"), lambda g: g.group.path),
)


def group_data(g: GroupStanding) -> dict[str, object]:
    group = g.group
    return {
        "id": group.id, "path": group.path, "title": group.title, "parent": group.parent or None,
        "lead": [participant_data(p) for p in group.lead], "deputy": [participant_data(p) for p in group.deputy],
        "members": [participant_data(p) for p in group.members], "open_seats": [participant_data(p) for p in group.open_seats],
        "from": _iso(group.since) or None, "until": _iso(group.until) or None, "days_left": g.days_left, "past_term": g.is_past_term,
        "report": [day.isoformat() for day in group.report],
        "appointed": reference_data(group.appointed), "closed": reference_data(group.closed),
        "open_actions": g.open_actions, "overdue": g.overdue,
    }


def participant_data(p: Participant) -> dict[str, object]:
    return {"name": p.name or None, "org": p.org or None, "confirmed": p.confirmed, "alternatives": list(p.alternatives)}


def reference_data(pair: tuple[str, str] | None) -> dict[str, object] | None:
    return {"meeting": pair[0], "item": pair[1] or None} if pair else None


def group_sheet(groups: Sequence[GroupStanding], *, summed: bool = True) -> Sheet:
    return Sheet(
        "groups", GROUPS, groups, filed=GROUPS_FILED, summary=_groups_summed(groups) if summed else "",
        tone=lambda g: FAINT if g.is_closed else URGENT if g.is_past_term else PLAIN, data=group_data,
    )


def _groups_summed(groups: Sequence[GroupStanding]) -> str:
    if not groups:
        return tr(N_("No groups."))
    vacant = sum(len(g.group.open_seats) for g in groups if not g.is_closed)
    past = sum(g.is_past_term for g in groups)
    parts = [tr_n("{n} group", "{n} groups", len(groups))]
    if vacant:
        parts.append(tr_n("{n} seat to fill", "{n} seats to fill", vacant))
    if past:
        parts.append(tr_n("{n} past its term", "{n} past their terms", past))
    return ", ".join(parts) + "."


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


# ---------------------------------------------------------------- people


def attendance_words(p: PersonStanding) -> str:
    called = len(p.attended) + len(p.absent)
    return tr(D_("{n} of {all}"), n=len(p.attended), all=called) if called else ""


def _seats(p: PersonStanding) -> str:
    return ", ".join(group if role == "member" else f"{group} ({tr(SEAT_NAMES[role])})" for group, role in p.seats)


def _people_columns(today: str) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    shown = (
        Column("handle", D_("Handle"), lambda p: p.handle),
        Column("name", D_("Name"), lambda p: p.name, wraps=True),
        Column("org", D_("Organisation"), lambda p: p.org, wraps=True, keep=6),
        Column("seats", D_("Groups"), _seats, wraps=True, keep=4),
        Column("attended", D_("At meetings"), attendance_words, keep=5, right=True),
        Column("open", D_("Open"), lambda p: _number(len(p.open_actions)), right=True),
        Column("overdue", D_("Overdue"), lambda p: _number(p.overdue(today)), keep=7, right=True),
    )
    filed = (
        Column("handle", D_("Handle"), lambda p: p.handle),
        Column("name", D_("Name"), lambda p: p.name),
        Column("org", D_("Organisation"), lambda p: p.org),
        Column("groups", D_("Groups"), lambda p: ",".join(group for group, _ in p.seats)),
        Column("attended", D_("Attended"), lambda p: str(len(p.attended))),
        Column("absent", D_("Absent"), lambda p: str(len(p.absent))),
        Column("open", D_("Open"), lambda p: str(len(p.open_actions))),
        Column("overdue", D_("Overdue"), lambda p: str(p.overdue(today))),
    )
    return shown, filed


def person_data(p: PersonStanding, today: str) -> dict[str, object]:
    return {
        "handle": p.handle or None, "name": p.name or None, "org": p.org or None, "body": p.is_body,
        "groups": [{"group": group, "role": role} for group, role in p.seats], "attended": len(p.attended), "absent": len(p.absent),
        "open_actions": len(p.open_actions), "overdue": p.overdue(today),
    }


def people_sheet(people: Sequence[PersonStanding], today: str) -> Sheet:
    shown, filed = _people_columns(today)
    return Sheet(
        "people", shown, people, filed=filed, summary=tr_n("{n} person", "{n} people", len(people)) + ".",
        tone=lambda p: URGENT if p.overdue(today) else PLAIN, data=lambda p: person_data(p, today),
    )


# ---------------------------------------------------------------- decisions


def _item_shown(d: Decided) -> str:
    return f"{d.item.number} {d.item.title}".strip()


def _decision_shown(d: Decided) -> str:
    """The decision on one line, with the vote as it is written."""
    said = " ".join(d.decision.text.split())
    return f"{said} [{d.decision.vote}]" if d.decision.vote else said


DECISIONS = (
    Column("on", D_("Date"), lambda d: d.minutes.on.isoformat()),
    Column("group", D_("Group"), lambda d: d.minutes.group, keep=3),
    Column("item", D_("Item"), _item_shown, wraps=True),
    Column("text", D_("Decision"), _decision_shown, wraps=True),
    Column("place", D_("Stands in"), lambda d: f"{d.minutes.id}:{d.decision.place.line}", keep=1),
)
DECISIONS_FILED = (
    Column("on", D_("Date"), lambda d: d.minutes.on.isoformat()),
    Column("meeting", D_("Minutes"), lambda d: d.minutes.id),
    Column("group", D_("Group"), lambda d: d.minutes.group),
    Column("item", D_("Item"), lambda d: d.item.number),
    Column("title", D_("Title"), lambda d: d.item.title),
    Column("text", D_("Decision"), lambda d: " ".join(d.decision.text.split())),
    Column("vote", D_("Vote"), lambda d: " ".join(d.decision.vote.split())),
    Column("place", D_("Stands in"), lambda d: str(d.decision.place)),
)


def decision_data(d: Decided) -> dict[str, object]:
    return {
        "on": d.minutes.on.isoformat(), "meeting": d.minutes.id, "group": d.minutes.group or None,
        "item": d.item.number or None, "title": d.item.title,
        "word": d.decision.word, "text": d.decision.text, "vote": d.decision.vote or None,
        "path": d.decision.place.path, "line": d.decision.place.line,
    }


def decision_sheet(found: Sequence[Decided]) -> Sheet:
    summed = tr_n("{n} decision", "{n} decisions", len(found)) + "." if found else tr(N_("No decisions."))
    return Sheet("decisions", DECISIONS, found, filed=DECISIONS_FILED, summary=summed, data=decision_data)


def seat_texts(seats: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(person_words(seat) for seat in seats)
