"""The list of groups: who leads them, seats to fill, what is left of their term; and what a group is in JSON."""

from collections.abc import Sequence
from datetime import date

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.model.people import Participant
from referat.query.groups import GroupStanding
from referat.render.names import people_words, term_words
from referat.render.sheet import FAINT, PLAIN, URGENT, Column, Sheet


def _number(n: int) -> str:
    return str(n) if n > 0 else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


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
        "id": group.id,
        "path": group.path,
        "title": group.title,
        "parent": group.parent or None,
        "lead": [participant_data(p) for p in group.lead],
        "deputy": [participant_data(p) for p in group.deputy],
        "members": [participant_data(p) for p in group.members],
        "open_seats": [participant_data(p) for p in group.open_seats],
        "from": _iso(group.since) or None,
        "until": _iso(group.until) or None,
        "days_left": g.days_left,
        "past_term": g.is_past_term,
        "report": [day.isoformat() for day in group.report],
        "appointed": reference_data(group.appointed),
        "closed": reference_data(group.closed),
        "open_actions": g.open_actions,
        "overdue": g.overdue,
    }


def participant_data(p: Participant) -> dict[str, object]:
    return {"name": p.name or None, "org": p.org or None, "confirmed": p.confirmed, "alternatives": list(p.alternatives)}


def reference_data(pair: tuple[str, str] | None) -> dict[str, object] | None:
    return {"meeting": pair[0], "item": pair[1] or None} if pair else None


def group_sheet(groups: Sequence[GroupStanding], *, summed: bool = True) -> Sheet:
    return Sheet(
        "groups",
        GROUPS,
        groups,
        filed=GROUPS_FILED,
        summary=_groups_summed(groups) if summed else "",
        tone=lambda g: FAINT if g.is_closed else URGENT if g.is_past_term else PLAIN,
        data=group_data,
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
