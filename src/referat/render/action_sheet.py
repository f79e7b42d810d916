"""The list of actions: its columns, the last line that sums it up, and what each action is in JSON."""

from __future__ import annotations

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.query.rows import ActionRow
from referat.render.sheet import FAINT, PLAIN, URGENT, Column, Sheet

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from referat.query.filters import Tally
    from referat.query.rows import Owner
    from referat.render.sheet import Cell

    Owners = tuple[Owner, ...]

# Said of a due date that has passed, so that it is seen without colour too.
LATE = " !"

STATE_NAMES = {"open": D_("open"), "in-progress": D_("in progress"), "done": D_("done"), "dropped": D_("dropped")}


def state_name(row: ActionRow) -> str:
    """The state in words, with the day for what is closed."""
    name = tr(STATE_NAMES[row.state])
    return f"{name} {row.closed_on}" if row.closed_on else name


def status_words(row: ActionRow) -> str:
    """How it goes, where there is something to say: the state if it is not simply open, and how often it was carried and moved."""
    parts = [] if row.state == "open" else [state_name(row)]
    if row.carried:
        parts.append(tr_n("carried once", "carried {n} times", row.carried))
    if row.moved:
        parts.append(tr_n("moved once", "moved {n} times", row.moved))
    return ", ".join(parts)


def due_shown(row: ActionRow, today: str) -> str:
    """The due date, marked if it has passed; a due date that waits for a meeting to be called is in words."""
    if not row.due:
        return tr(N_("next meeting")) if row.due_written else ""
    return row.due + LATE if row.is_overdue(today) else row.due


def owner_names(row: ActionRow) -> str:
    """The owners by name; a handle that the book cannot put a name to stays a handle."""
    return ", ".join([name or "@" + handle for handle, name, _ in row.owners])


def standing(row: ActionRow) -> str:
    """Where it stands now, the way a person may type it: 2023-10-12-naering:14."""
    stem = row.newest_meeting or row.newest_path.rpartition("/")[2].removesuffix(".md")
    return f"{stem}:{row.newest_line}"


def action_data(row: ActionRow, today: str) -> dict[str, object]:
    """An action as the JSON contract has it (docs/commands.md); what is not there is null."""
    return {
        "id": row.id or None,
        "text": row.text,
        "state": row.state,
        "owners": [{"handle": handle, "name": name or None, "org": org or None} for handle, name, org in row.owners],
        "group": row.group or None,
        "groups": list(row.groups),
        "due": row.due or None,
        "due_written": row.due_written or None,
        "overdue": row.is_overdue(today),
        "carried": row.carried,
        "moved": row.moved,
        "closed_on": row.closed_on or None,
        "born": {"meeting": row.born_meeting or None, "item": row.born_item or None, "path": row.born_path, "line": row.born_line},
        "newest": {"meeting": row.newest_meeting or None, "path": row.newest_path, "line": row.newest_line},
        "events": [{"on": on or None, "event": event, "path": path, "line": line} for on, event, path, line in row.events],
    }


def tone(row: ActionRow, today: str) -> str:
    if row.is_overdue(today):
        return URGENT
    return PLAIN if row.is_open else FAINT


def summary(tally: Tally) -> str:
    """The last line: what there is in all, and what wants attention."""
    if not tally.shown:
        return tr(N_("No actions."))
    parts = [tr_n("{n} action", "{n} actions", tally.shown)]
    counts = (
        (N_("{n} overdue"), tally.overdue),
        (N_("{n} in progress"), tally.in_progress),
        (N_("{n} without owner"), tally.no_owner),
        (N_("{n} without due date"), tally.no_due),
        (N_("{n} done"), tally.done),
        (N_("{n} dropped"), tally.dropped),
    )
    rest = [tr(text, n=n) for text, n in counts if n]
    return parts[0] + (": " + ", ".join(rest) if rest else "") + "."


def _of_owners(words: Callable[[Owners], str]) -> Cell:
    """A cell made of a row's owners; the few people of a book own thousands of actions, so each text is put together once."""
    known: dict[Owners, str] = {}

    def cell(row: ActionRow) -> str:
        owners = row.owners
        if owners not in known:
            known[owners] = words(owners)
        return known[owners]

    return cell


def _handles(owners: Owners) -> str:
    return ",".join([handle for handle, *_ in owners])


def _names(owners: Owners) -> str:
    return ", ".join([name or handle for handle, name, _ in owners])


def _orgs(owners: Owners) -> str:
    return ", ".join(dict.fromkeys([org for *_, org in owners if org]))


def shown_columns(today: str) -> tuple[Column, ...]:
    """What people see, in this order."""
    return (
        Column("id", D_("Id"), ActionRow.getter("id")),
        Column("due", D_("Due"), lambda row: due_shown(row, today)),
        Column("owners", D_("Owner"), owner_names, wraps=True),
        Column("text", D_("Task"), ActionRow.getter("text"), wraps=True),
        Column("status", D_("How it goes"), status_words, wraps=True),
        Column("group", D_("Group"), lambda row: row.group, keep=3),
        Column("standing", D_("Stands in"), standing, keep=1),
    )


def filed_columns(today: str) -> tuple[Column, ...]:
    """What stands in plain text and CSV. The order is a promise: new columns come last."""

    def late(row: ActionRow, word: str = "overdue") -> str:
        return word if row.is_overdue(today) else ""

    return (
        Column("id", D_("Id"), ActionRow.getter("id")),
        Column("state", D_("State"), ActionRow.getter("state"), spelled=lambda row: tr(STATE_NAMES[row.state])),
        Column("due", D_("Due"), ActionRow.getter("due")),
        Column("overdue", D_("Overdue"), late, spelled=lambda row: late(row, tr(D_("overdue")))),
        Column("owners", D_("Handles"), _of_owners(_handles)),
        Column("groups", D_("Group"), lambda row: ",".join(row.groups)),
        Column("text", D_("Task"), ActionRow.getter("text")),
        Column("carried", D_("Carried"), lambda row: str(row.carried)),
        Column("moved", D_("Moved"), lambda row: str(row.moved)),
        Column("place", D_("Stands in"), lambda row: row.place),
        Column("names", D_("Owner"), _of_owners(_names)),
        Column("orgs", D_("Organisation"), _of_owners(_orgs)),
        Column("born", D_("From"), ActionRow.getter("born_on")),
        Column("closed", D_("Closed"), ActionRow.getter("closed_on")),
    )


def action_sheet(rows: Sequence[ActionRow], today: str, tally: Tally | None = None) -> Sheet:
    return Sheet(
        "actions",
        shown_columns(today),
        rows,
        filed=filed_columns(today),
        summary=summary(tally) if tally else "",
        tone=lambda row: tone(row, today),
        data=lambda row: action_data(row, today),
    )
