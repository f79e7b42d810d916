"""The list of decisions, each with its item and its meeting."""

from collections.abc import Sequence

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.query.decisions import Decided
from referat.render.sheet import Column, Sheet


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
        "on": d.minutes.on.isoformat(),
        "meeting": d.minutes.id,
        "group": d.minutes.group or None,
        "item": d.item.number or None,
        "title": d.item.title,
        "word": d.decision.word,
        "text": d.decision.text,
        "vote": d.decision.vote or None,
        "path": d.decision.place.path,
        "line": d.decision.place.line,
    }


def decision_sheet(found: Sequence[Decided]) -> Sheet:
    summed = tr_n("{n} decision", "{n} decisions", len(found)) + "." if found else tr(N_("No decisions."))
    return Sheet("decisions", DECISIONS, found, filed=DECISIONS_FILED, summary=summed, data=decision_data)
