"""What the next meeting holds, as a table: what, why, and where it comes from."""

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.query.coming import Coming, Point, Why
from referat.render.sheet import FAINT, PLAIN, Column, Sheet

_WHY = {
    Why.APPROVE: D_("to approve"),
    Why.RAISED: D_("raised"),
    Why.PREPARED: D_("prepared"),
    Why.OPEN: D_("open action"),
    Why.SEAT: D_("seat open"),
    Why.STANDING: D_("standing"),
    Why.WRITTEN: D_("on the agenda"),
}


def why_words(point: Point) -> str:
    """Why it is there, with the day or how often."""
    if point.why is Why.POSTPONED:
        return tr_n("postponed", "postponed {n} times", max(1, point.times))
    if point.why is Why.DUE:
        return tr(D_("due {day}"), day=point.day)
    if point.why is Why.REPORT:
        return tr(D_("report {day}"), day=point.day)
    return tr(_WHY[point.why])


def _draft(point: Point) -> str:
    return point.number or (tr(D_("yes")) if point.is_in_draft else "")


SHOWN = (
    Column("item", D_("In the draft"), _draft, keep=4),
    Column("title", D_("Item"), lambda p: p.title, wraps=True),
    Column("why", D_("Why"), why_words),
    Column("from", D_("From"), lambda p: p.at, keep=5),
)
FILED = (
    Column("item", D_("In the draft"), lambda p: p.number),
    Column("title", D_("Item"), lambda p: p.title),
    Column("why", D_("Why"), lambda p: p.why.value, spelled=why_words),
    Column("day", D_("Day"), lambda p: p.day.isoformat() if p.day else ""),
    Column("postponed", D_("Times postponed"), lambda p: str(p.times)),
    Column("from", D_("From"), lambda p: p.at),
    Column("in_draft", D_("In the draft"), lambda p: "yes" if p.is_in_draft else "no"),
)


def point_data(point: Point) -> dict[str, object]:
    return {
        "title": point.title,
        "why": point.why.value,
        "item": point.number or None,
        "in_draft": point.is_in_draft,
        "postponed": point.times,
        "day": point.day.isoformat() if point.day else None,
        "from": point.at or None,
    }


def coming_sheet(coming: Coming) -> Sheet:
    return Sheet(
        "agenda",
        SHOWN,
        coming.points,
        filed=FILED,
        summary=summed(coming),
        tone=lambda p: FAINT if p.why is Why.STANDING else PLAIN,
        data=point_data,
    )


def summed(coming: Coming) -> str:
    """When the meeting is, whether it is prepared, and how much it holds."""
    count = tr_n("{n} matter", "{n} matters", len(coming.points))
    if coming.slot is None and not coming.group:
        return tr(N_("No day for the next meeting yet; {count}."), count=count)
    if coming.slot is None:
        return tr(N_("{group}: no day for the next meeting yet; {count}."), group=coming.group, count=count)
    when = " ".join(part for part in (coming.slot.on.isoformat(), coming.slot.time) if part)
    if coming.draft:
        lacking = sum(not point.is_in_draft and point.why is not Why.STANDING for point in coming.points)
        more = tr_n("one is not in the draft yet", "{n} are not in the draft yet", lacking) if lacking else tr(N_("all in the draft"))
        return tr(N_("{meeting}, {when}: {count}, {more}."), meeting=coming.draft.id, when=when, count=count, more=more)
    return tr(N_("{group}, {when}: {count}. Not prepared yet: referat new {group}"), group=coming.group, when=when, count=count)
