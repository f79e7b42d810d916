"""The list of decisions, each with its item and its meeting."""

from __future__ import annotations

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.render.sheet import Column, Sheet

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Sequence

    from referat.query.rows import DecisionRow


def _item_shown(d: DecisionRow) -> str:
    return f"{d.item} {d.title}".strip()


def _decision_shown(d: DecisionRow) -> str:
    """The decision on one line, with the vote as it is written."""
    said = " ".join(d.text.split())
    return f"{said} [{d.vote}]" if d.vote else said


DECISIONS = (
    Column("on", D_("Date"), lambda d: d.on),
    Column("group", D_("Group"), lambda d: d.group, keep=3),
    Column("item", D_("Item"), _item_shown, wraps=True),
    Column("text", D_("Decision"), _decision_shown, wraps=True),
    Column("place", D_("Stands in"), lambda d: f"{d.meeting}:{d.line}", keep=1),
)
DECISIONS_FILED = (
    Column("on", D_("Date"), lambda d: d.on),
    Column("meeting", D_("Minutes"), lambda d: d.meeting),
    Column("group", D_("Group"), lambda d: d.group),
    Column("item", D_("Item"), lambda d: d.item),
    Column("title", D_("Title"), lambda d: d.title),
    Column("text", D_("Decision"), lambda d: " ".join(d.text.split())),
    Column("vote", D_("Vote"), lambda d: " ".join(d.vote.split())),
    Column("place", D_("Stands in"), lambda d: f"{d.path}:{d.line}"),
)


def decision_data(d: DecisionRow) -> dict[str, object]:
    return {
        "on": d.on,
        "meeting": d.meeting,
        "group": d.group or None,
        "item": d.item or None,
        "title": d.title,
        "word": d.word,
        "text": d.text,
        "vote": d.vote or None,
        "path": d.path,
        "line": d.line,
    }


def decision_sheet(found: Sequence[DecisionRow]) -> Sheet:
    summed = tr_n("{n} decision", "{n} decisions", len(found)) + "." if found else tr(N_("No decisions."))
    return Sheet("decisions", DECISIONS, found, filed=DECISIONS_FILED, summary=summed, data=decision_data)
