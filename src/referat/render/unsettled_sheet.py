"""What is left to do, on one screen: what, since when, and the command that settles it."""

from collections.abc import Sequence
from datetime import date

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.query.unsettled import Matter, MatterKind
from referat.render.sheet import PLAIN, URGENT, Column, Sheet

_KINDS = {
    MatterKind.NOT_SAVED: D_("not saved"),
    MatterKind.NO_MINUTES: D_("no minutes"),
    MatterKind.NOT_SENT: D_("not sent out"),
    MatterKind.NOT_APPROVED: D_("not approved"),
    MatterKind.LATE: D_("late"),
    MatterKind.LEFT: D_("has left"),
    MatterKind.NO_ADDRESS: D_("no address"),
}
_SETTLED_BY = {
    MatterKind.NOT_SAVED: "referat save",
    MatterKind.NO_MINUTES: "referat new {what} --date {since}",
    MatterKind.NOT_SENT: "referat circulate {what}",
    MatterKind.NOT_APPROVED: "referat approve {what} --in …",
    MatterKind.LATE: "referat actions --overdue --owner {what}",
    MatterKind.LEFT: "referat assign --owner {what} @…",
    MatterKind.NO_ADDRESS: "meetings/contacts.yaml",
}


def since_words(matter: Matter, today: date) -> str:
    """Since when, as a person says it: `held 30 days ago`."""
    days = matter.days(today)
    if days is None:
        return ""
    if matter.kind in {MatterKind.NO_MINUTES, MatterKind.NOT_SENT}:
        return tr_n("held yesterday", "held {n} days ago", days)
    if matter.kind is MatterKind.NOT_APPROVED:
        return tr_n("sent out {n} day ago", "sent out {n} days ago", days)
    return tr_n("{n} day", "{n} days", days)


def what_words(matter: Matter) -> str:
    count = tr_n("{n} action", "{n} actions", matter.count) if matter.count else ""
    return ": ".join(part for part in (matter.what or tr(N_("nobody")), count) if part)


def settled_by(matter: Matter) -> str:
    if matter.kind is MatterKind.LATE and not matter.what:
        return "referat actions --overdue --no-owner"
    return _SETTLED_BY[matter.kind].format(what=matter.what.removeprefix("@") if matter.kind is not MatterKind.NOT_SAVED else "", since=matter.since)


def matter_data(matter: Matter, today: date) -> dict[str, object]:
    return {
        "kind": matter.kind.value,
        "what": matter.what or None,
        "since": matter.since.isoformat() if matter.since else None,
        "days": matter.days(today),
        "actions": matter.count,
    }


def unsettled_sheet(found: Sequence[Matter], today: date) -> Sheet:
    shown = (
        Column("kind", D_("Left to do"), lambda m: tr(_KINDS[m.kind])),
        Column("what", D_("What"), what_words, wraps=True),
        Column("since", D_("Since"), lambda m: since_words(m, today)),
        Column("how", D_("How"), settled_by, wraps=True),
    )
    filed = (
        Column("kind", D_("Left to do"), lambda m: m.kind.value, spelled=lambda m: tr(_KINDS[m.kind])),
        Column("what", D_("What"), lambda m: m.what),
        Column("since", D_("Since"), lambda m: m.since.isoformat() if m.since else ""),
        Column("days", D_("Days"), lambda m: "" if m.days(today) is None else str(m.days(today))),
        Column("actions", D_("Actions"), lambda m: str(m.count)),
    )
    urgent = {MatterKind.NO_MINUTES, MatterKind.LATE}
    summary = tr_n("One matter is left to do.", "{n} matters are left to do.", len(found)) if found else tr(N_("Nothing is left to do."))
    tone = lambda m: URGENT if m.kind in urgent else PLAIN  # noqa: E731 - it is only for the sheet
    return Sheet("status", shown, found, filed=filed, summary=summary, tone=tone, data=lambda m: matter_data(m, today))
