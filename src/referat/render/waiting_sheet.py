"""The waiting list: what was postponed, raised or prepared, and for when."""

from collections.abc import Sequence

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.query.backlog import Origin, Waiting
from referat.render.names import reference_words
from referat.render.sheet import FAINT, PLAIN, Column, Sheet


def how_words(w: Waiting) -> str:
    """How it came to wait, and how often it was postponed."""
    if w.origin is Origin.POSTPONED:
        return tr_n("postponed", "postponed {n} times", w.times)
    if w.origin is Origin.RAISED:
        return tr(D_("raised"))
    return tr(D_("parked")) if w.aim.is_parked else tr(D_("prepared"))


def for_words(w: Waiting) -> str:
    """The first day it may come up, or that it waits for the next meeting."""
    if w.aim.is_parked:
        return ""
    return w.aim.not_before.isoformat() if w.aim.not_before else tr(D_("next meeting"))


def _named(w: Waiting) -> str:
    return w.item or reference_words(w.came_from)


SHOWN = (
    Column("item", D_("Item"), _named, wraps=True),
    Column("title", D_("Title"), lambda w: w.title, wraps=True),
    Column("group", D_("Group"), lambda w: w.aim.group, keep=6),
    Column("for", D_("For"), for_words),
    Column("how", D_("How it goes"), how_words),
    Column("by", D_("By"), lambda w: w.by, keep=3),
)
FILED = (
    Column("item", D_("Item"), lambda w: w.item),
    Column("origin", D_("How it goes"), lambda w: "parked" if w.aim.is_parked else w.origin.value, spelled=how_words),
    Column("title", D_("Title"), lambda w: w.title),
    Column("group", D_("Group"), lambda w: w.aim.group),
    Column("not_before", D_("For"), lambda w: w.aim.not_before.isoformat() if w.aim.not_before else "", spelled=for_words),
    Column("postponed", D_("Times postponed"), lambda w: str(w.times)),
    Column("by", D_("By"), lambda w: w.by),
    Column("place", D_("Stands in"), lambda w: str(w.place)),
)


def waiting_data(w: Waiting) -> dict[str, object]:
    return {
        "id": w.item or None,
        "title": w.title,
        "origin": w.origin.value,
        "parked": w.aim.is_parked,
        "group": w.aim.group or None,
        "not_before": w.aim.not_before.isoformat() if w.aim.not_before else None,
        "postponed": w.times,
        "by": w.by or None,
        "kind": w.kind or None,
        "from": {"meeting": w.came_from[0], "item": w.came_from[1] or None} if w.came_from else None,
        "path": w.place.path,
        "line": w.place.line,
    }


def waiting_sheet(found: Sequence[Waiting]) -> Sheet:
    return Sheet(
        "items",
        SHOWN,
        found,
        filed=FILED,
        summary=_summed(found),
        tone=lambda w: FAINT if w.aim.is_parked else PLAIN,
        data=waiting_data,
    )


def _summed(found: Sequence[Waiting]) -> str:
    if not found:
        return tr(N_("Nothing waits."))
    postponed = sum(w.origin is Origin.POSTPONED for w in found)
    parked = sum(w.aim.is_parked for w in found)
    parts = [tr_n("{n} item waits", "{n} items wait", len(found))]
    parts += [tr(N_("{n} postponed"), n=postponed)] if postponed else []
    parts += [tr(N_("{n} parked"), n=parked)] if parked else []
    return ", ".join(parts) + "."
