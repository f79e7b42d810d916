"""The list of people: their groups, how often they were at meetings, and what they have to do."""

from collections.abc import Sequence

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_
from referat.query.people import PersonStanding
from referat.render.names import SEAT_NAMES
from referat.render.sheet import PLAIN, URGENT, Column, Sheet


def _number(n: int) -> str:
    return str(n) if n > 0 else ""


def attendance_words(p: PersonStanding) -> str:
    called = p.attended + p.absent
    return tr(D_("{n} of {all}"), n=p.attended, all=called) if called else ""


def _seats(p: PersonStanding) -> str:
    return ", ".join(group if role == "member" else f"{group} ({tr(SEAT_NAMES[role])})" for group, role in p.seats)


def _people_columns(today: str) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    shown = (
        Column("handle", D_("Handle"), lambda p: p.handle),
        Column("name", D_("Name"), lambda p: p.name, wraps=True),
        Column("org", D_("Organisation"), lambda p: p.org, wraps=True, keep=6),
        Column("seats", D_("Groups"), _seats, wraps=True, keep=4),
        Column("attended", D_("At meetings"), attendance_words, keep=5, right=True),
        Column("open", D_("Open"), lambda p: _number(p.open_actions), right=True),
        Column("overdue", D_("Overdue"), lambda p: _number(p.overdue(today)), keep=7, right=True),
    )
    filed = (
        Column("handle", D_("Handle"), lambda p: p.handle),
        Column("name", D_("Name"), lambda p: p.name),
        Column("org", D_("Organisation"), lambda p: p.org),
        Column("groups", D_("Groups"), lambda p: ",".join(group for group, _ in p.seats)),
        Column("attended", D_("Attended"), lambda p: str(p.attended)),
        Column("absent", D_("Absent"), lambda p: str(p.absent)),
        Column("open", D_("Open"), lambda p: str(p.open_actions)),
        Column("overdue", D_("Overdue"), lambda p: str(p.overdue(today))),
    )
    return shown, filed


def person_data(p: PersonStanding, today: str) -> dict[str, object]:
    return {
        "handle": p.handle or None,
        "name": p.name or None,
        "org": p.org or None,
        "body": p.is_body,
        "groups": [{"group": group, "role": role} for group, role in p.seats],
        "attended": p.attended,
        "absent": p.absent,
        "open_actions": p.open_actions,
        "overdue": p.overdue(today),
    }


def people_sheet(people: Sequence[PersonStanding], today: str) -> Sheet:
    shown, filed = _people_columns(today)
    return Sheet(
        "people",
        shown,
        people,
        filed=filed,
        summary=tr_n("{n} person.", "{n} people.", len(people)) if people else tr(D_("Nobody.")),
        tone=lambda p: URGENT if p.overdue(today) else PLAIN,
        data=lambda p: person_data(p, today),
    )
