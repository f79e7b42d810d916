"""The report `followup`: who follows up on what, in the order it is read aloud."""

from __future__ import annotations

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.query.followup import GROUP, MEETING, ORG, PERSON
from referat.render.action_sheet import action_data, filed_columns, shown_columns, tone
from referat.render.sheet import Column, Report, ReportSection, Sheet

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from referat.query.followup import FollowUp, FollowUpPart
    from referat.query.rows import ActionRow

TITLES = {
    PERSON: D_("Follow-up by person"),
    GROUP: D_("Follow-up by group"),
    ORG: D_("Follow-up by organisation"),
    MEETING: D_("Follow-up by meeting"),
}
# What the heading says already is not said on every line.
LEFT_OUT = {PERSON: ("owners",), GROUP: ("group",), ORG: (), MEETING: ("group",)}
NOBODY = {
    PERSON: D_("Without owner"),
    GROUP: D_("Without group"),
    ORG: D_("Without owner"),
    MEETING: D_("From no meeting: the groups' own lists"),
}


def followup_report(found: FollowUp, today: str, group: str = "") -> Report:
    """The report as it is read. `group` is what the group is called where only one was asked about."""
    sections = [_part(part, found, today) for part in found.parts]
    if found.without_owner:
        aside = tr_n("{n} action", "{n} actions", len(found.without_owner))
        sections.append(ReportSection("without-owner", tr(D_("Without owner")), _sheet(found.without_owner, ("owners",), today), aside=aside))
    if found.seats:
        seats = [f"{title}: {', '.join(words)}" for _, title, words in found.seats]
        sections.append(ReportSection("seats", tr(D_("Seats to fill")), seats))
    return Report("followup", tr(TITLES[found.by]), _data(found, today), facts=_facts(found, group), sections=sections, summary=_summary(found))


def _part(part: FollowUpPart, found: FollowUp, today: str) -> ReportSection:
    named = part.name or (part.key if found.by != PERSON else "@" + part.key) if part.key else tr(NOBODY[found.by])
    org = part.org if found.by == PERSON else ""
    heading = f"{named}, {org}" if org else named
    counts = [tr_n("{n} open", "{n} open", len(part.open))] if part.open else []
    counts += [tr(N_("{n} overdue"), n=part.overdue)] if part.overdue else []
    counts += [tr(N_("{n} closed since last"), n=len(part.closed))] if part.closed else []
    return ReportSection(part.key or "none", heading, _sheet((*part.open, *part.closed), LEFT_OUT[found.by], today), aside=", ".join(counts))


def _sheet(rows: Sequence[ActionRow], left_out: Iterable[str], today: str) -> Sheet:
    columns: list[Column] = [column for column in shown_columns(today) if column.key not in left_out]
    return Sheet("actions", columns, rows, filed=filed_columns(today), tone=lambda row: tone(row, today), data=lambda row: action_data(row, today))


def _facts(found: FollowUp, group: str) -> list[tuple[str, str, str]]:
    when = f"{found.since} ({found.since_meeting})" if found.since_meeting else found.since
    facts = (("group", tr(D_("Group")), group), ("since", tr(D_("Since")), when))
    return [fact for fact in facts if fact[2]]


def _summary(found: FollowUp) -> str:
    seats = sum([len(words) for *_, words in found.seats])
    parts = [
        tr_n("{n} open", "{n} open", found.open),
        tr(N_("{n} overdue"), n=found.overdue) if found.overdue else "",
        tr(N_("{n} closed since last"), n=found.closed) if found.closed else "",
        tr(N_("{n} moved since last"), n=found.moved) if found.moved else "",
        tr(N_("{n} without owner"), n=len(found.without_owner)) if found.without_owner else "",
        tr_n("{n} seat to fill", "{n} seats to fill", seats) if seats else "",
    ]
    return ", ".join([part for part in parts if part]) + "."


def _data(found: FollowUp, today: str) -> dict[str, object]:
    return {
        "by": found.by,
        "since": {"on": found.since or None, "meeting": found.since_meeting or None},
        "parts": [
            {
                "key": part.key or None,
                "name": part.name or None,
                "org": (part.org if found.by == PERSON else "") or None,
                "overdue": part.overdue,
                "open": [action_data(row, today) for row in part.open],
                "closed": [action_data(row, today) for row in part.closed],
                "moved": [row.id or row.place for row in part.moved],
            }
            for part in found.parts
        ],
        "without_owner": [action_data(row, today) for row in found.without_owner],
        "seats": [{"group": group, "title": title, "seats": list(words)} for group, title, words in found.seats],
        "open": found.open,
        "overdue": found.overdue,
        "closed": found.closed,
        "moved": found.moved,
    }
