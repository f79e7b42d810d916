"""One action with its whole history: where it was born, carried, moved, handed over and closed, each with its place."""

from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.action import Action, Change, EventKind
from referat.query.rows import ActionRow
from referat.render.action_sheet import STATE_NAMES, action_data, due_shown, owner_names
from referat.render.sheet import Column, Report, ReportSection, Sheet
from referat.render.show import facts_of

EVENT_NAMES = {
    EventKind.DONE: D_("done"),
    EventKind.DROPPED: D_("dropped"),
    EventKind.STARTED: D_("started"),
    EventKind.REOPENED: D_("opened again"),
}

HISTORY = (
    Column("on", D_("Date"), lambda event: event[0]),
    Column("event", D_("What happened"), lambda event: event[1], wraps=True),
    Column("place", D_("Stands in"), lambda event: event[2]),
)


def action_report(action: Action, row: ActionRow, today: str) -> Report:
    state = tr(STATE_NAMES[row.state]) + (f" {row.closed_on}" if row.closed_on else "")
    item = tr(D_("item {item}"), item=row.born_item) if row.born_item else ""
    born = " ".join(part for part in (row.born_on, item, f"({row.born_path}:{row.born_line})") if part)
    facts = facts_of(
        ("id", D_("Id"), row.id),
        ("state", D_("State"), state),
        ("due", D_("Due"), due_shown(row, today)),
        ("owners", D_("Owner"), owner_names(row)),
        ("group", D_("Group"), ", ".join(row.groups)),
        ("carried", D_("Carried"), _times(row.carried)),
        ("moved", D_("Moved"), _times(row.moved)),
        ("born", D_("From"), born),
        ("place", D_("Stands in"), row.place),
    )
    history = _history(action)
    sections = [ReportSection("history", tr(D_("History")), Sheet("history", HISTORY, history))]
    if action.newest.note:
        sections.insert(0, ReportSection("note", tr(D_("Notes")), list(action.newest.note)))
    data = {
        **action_data(row, today),
        "note": list(action.newest.note),
        "lines": [
            {"meeting": line.source.id if line.source.on else None, "path": line.place.path, "line": line.place.line, "text": line.text}
            for line in action.lines
        ],
    }
    return Report("action", row.text, data, facts=facts, sections=sections)


def _history(action: Action) -> list[tuple[str, str, str]]:
    """(day, what happened, place): every line it stands on and every event, by day; a line stands before what was logged that day."""
    found: list[tuple[str, int, str, str]] = []
    for number, line in enumerate(action.lines):
        what = tr(D_("written down")) if number == 0 else tr(D_("carried")) if line.source.on else tr(D_("on the working list"))
        found.append((line.source.on.isoformat() if line.source.on else "", 0, what, str(line.place)))
    found += [(change.on.isoformat() if change.on.year > 1 else "", 1, _words(change), str(change.place)) for change in action.changes]
    return [(on, what, place) for on, _, what, place in sorted(found, key=lambda event: event[:2])]


def _words(change: Change) -> str:
    if change.kind is EventKind.DUE:
        day = change.due.day.isoformat() if change.due and change.due.day else change.due.written if change.due else ""
        return tr(D_("due {day}"), day=day)
    if change.kind is EventKind.OWNERS:
        return tr(D_("handed to {owners}"), owners=", ".join("@" + owner for owner in change.owners))
    return tr(EVENT_NAMES[change.kind])


def _times(n: int) -> str:
    return f"{n}×" if n else ""
