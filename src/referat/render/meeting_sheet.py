"""The list of meetings: its columns, its last line, and what a meeting is in JSON. Loads next to nothing."""

from __future__ import annotations

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.render.sheet import PLAIN, STRONG, Column, Sheet

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Sequence

    from referat.query.rows import MeetingRow

STATUS_NAMES = {
    "draft": D_("draft"),
    "circulated": D_("circulated"),
    "approved": D_("approved"),
    "cancelled": D_("cancelled"),
    "": D_("unknown status"),
}


def clock(start: str, end: str) -> str:
    return f"{start}–{end}" if start and end else start


def _number(n: int) -> str:
    return str(n) if n > 0 else ""


def _recorded(n: int) -> str:
    """A count that the minutes may not give."""
    return "" if n < 0 else str(n)


MEETINGS = (
    Column("on", D_("Date"), lambda m: m.on),
    Column("start", D_("Time"), lambda m: clock(m.start, m.end), keep=2),
    Column("id", D_("Minutes"), lambda m: m.id),
    Column("title", D_("Title"), lambda m: m.title, wraps=True),
    Column("status", D_("Status"), lambda m: tr(STATUS_NAMES[m.status])),
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
        "id": m.id,
        "path": m.path,
        "title": m.title,
        "group": m.group or None,
        "on": m.on,
        "start": m.start or None,
        "end": m.end or None,
        "place": m.venue or None,
        "status": m.status or None,
        "approved_in": m.approved_in or None,
        "present": None if m.present < 0 else m.present,
        "absent": None if m.absent < 0 else m.absent,
        "items": m.items,
        "decisions": m.decisions,
        "actions": m.actions,
        "open_actions": m.open_actions,
        "next": m.next_on or None,
    }


def meeting_sheet(rows: Sequence[MeetingRow], *, summed: bool = True) -> Sheet:
    return Sheet(
        "meetings",
        MEETINGS,
        rows,
        filed=MEETINGS_FILED,
        summary=_meetings_summed(rows) if summed else "",
        tone=lambda m: STRONG if m.status == "draft" else PLAIN,
        data=meeting_data,
    )


def _meetings_summed(rows: Sequence[MeetingRow]) -> str:
    if not rows:
        return tr(N_("No minutes."))
    statuses = [m.status for m in rows]
    parts = [f"{statuses.count(status)} {tr(name)}" for status, name in STATUS_NAMES.items() if status in statuses]
    return tr_n("{n} meeting", "{n} meetings", len(rows)) + ": " + ", ".join(parts) + "."
