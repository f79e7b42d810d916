"""The trail as a board reads it: all minutes in a table, or the life of one with what happened to the actions since the meeting before."""

from collections.abc import Iterable, Mapping
from typing import Any

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_
from referat.model.action import Action, Change
from referat.query.timeline import Between, Life, Step
from referat.render.meeting_sheet import STATUS_NAMES
from referat.render.sheet import Column, Report, ReportSection, Sheet

_STEPS = {
    "held": D_("the meeting was held"),
    "drafted": D_("written by {by}"),
    "circulated": D_("sent out, version {version}"),
    "approved": D_("approved in {in}, item {item}, by {by}"),
    "corrected": D_("corrected in {in}, item {item}, by {by}"),
    "followed up": D_("{event}: {action} ({id})"),
}
_EVENTS = {
    "done": D_("done"),
    "dropped": D_("dropped"),
    "started": D_("started"),
    "reopened": D_("opened again"),
    "due": D_("due date moved"),
    "owners": D_("handed over"),
}
_GROUPS = (("opened", D_("New")), ("closed", D_("Closed")), ("moved", D_("Due date moved")), ("handed_over", D_("Handed over")))


def _status(life: Life) -> str:
    return life.minutes.status.value if life.minutes.status else ""


def _approved(life: Life, part: str) -> str:
    return str(getattr(life.minutes.approval, part)) if life.minutes.approval else ""


def _sent(life: Life) -> str:
    days = [day.isoformat() for day in life.told.sent] or ([life.minutes.circulation.on] if life.minutes.circulation else [])
    return days[-1] if days else ""


def _count(number: int) -> str:
    return str(number) if number else ""


LIVES = (
    Column("on", D_("Date"), lambda one: one.minutes.on.isoformat(), keep=5),  # names of minutes mostly begin with it
    Column("id", D_("Minutes"), lambda one: one.minutes.id),
    Column("status", D_("Status"), lambda one: tr(STATUS_NAMES[_status(one)])),
    Column("drafted", D_("Written"), lambda one: one.told.drafted.isoformat() if one.told.drafted else "", keep=2),
    Column("circulated", D_("Sent out"), _sent, keep=4),
    Column("approved_in", D_("Approved in"), lambda one: _approved(one, "in_")),
    Column("item", D_("Item"), lambda one: _approved(one, "item"), keep=7),
    Column("by", D_("Approved by"), lambda one: _approved(one, "by"), keep=6, wraps=True),
    Column("corrections", D_("Corrected"), lambda one: _count(len(one.earlier)), keep=3, right=True),
    Column("followed_up", D_("Followed up since"), lambda one: _count(len(one.followed_up)), keep=1, right=True),
)
# In a file the status is the word that programs know in every language.
LIVES_FILED = tuple(Column("status", D_("Status"), _status, spelled=column.value) if column.key == "status" else column for column in LIVES)


def trail_sheet(lives: Iterable[Life]) -> Sheet:
    rows = list(lives)
    approved = sum(1 for one in rows if one.minutes.approval)
    summary = tr_n("{approved} of one meeting approved.", "{approved} of {n} meetings approved.", len(rows), approved=approved)
    return Sheet("meetings", LIVES, rows, filed=LIVES_FILED, summary=summary, data=life_data)


def life_report(life: Life, since: Between) -> Report:
    """The life of one meeting's minutes, step by step, and what happened since the meeting before."""
    minutes = life.minutes
    steps = Sheet("steps", (Column("on", "", lambda s: s.on), Column("what", "", step_words, wraps=True)), life.steps)
    parts = [ReportSection("life", tr(D_("Life")), steps)]
    parts += [ReportSection(key, tr(heading), sheet, level=2) for key, heading in _GROUPS if (sheet := _changes(key, since)).rows]
    told = [{"on": step.on, "step": step.kind, **step.facts} for step in life.steps]
    data = {"meeting": {**life_data(life), "steps": told}, "since": since_data(since)}
    first = since.after.isoformat() if since.after else ""
    span = tr(D_("from {first} to {last}"), first=first or "…", last=since.until.isoformat())
    facts = [("status", tr(D_("Status")), tr(STATUS_NAMES[_status(life)])), ("since", tr(D_("Actions")), span)]
    return Report("trail", f"{minutes.title} ({minutes.id})", data, facts=facts, sections=parts)


def step_words(step: Step) -> str:
    facts = dict(step.facts)
    if step.kind == "followed up":
        facts["event"] = tr(_EVENTS[str(facts["event"])])
    return tr(_STEPS[step.kind], **{name: str(value) or "–" for name, value in facts.items()})


def life_data(life: Life) -> Mapping[str, object]:
    approval = life.minutes.approval
    return {
        "id": life.minutes.id,
        "date": life.minutes.on.isoformat(),
        "status": _status(life),
        "drafted": life.told.drafted.isoformat() if life.told.drafted else None,
        "circulated": [day.isoformat() for day in life.told.sent] or ([life.minutes.circulation.on] if life.minutes.circulation else []),
        "approved": {"in": approval.in_, "item": approval.item, "on": approval.on, "by": approval.by, "text": approval.text} if approval else None,
        "corrections": [{"in": one.in_, "text": one.text} for one in life.earlier],
        "followed_up": len(life.followed_up),
        "path": life.minutes.path,
    }


def since_data(since: Between) -> Mapping[str, object]:
    def entry(action: Action, change: Change | None = None) -> dict[str, object]:
        known: dict[str, object] = {"id": action.id, "text": action.text}
        return known if change is None else {**known, "on": change.on.isoformat(), "event": change.words}

    return {
        "after": since.after.isoformat() if since.after else None,
        "until": since.until.isoformat(),
        "opened": [entry(action) for action in since.opened],
        "closed": [entry(*pair) for pair in since.closed],
        "moved": [entry(*pair) for pair in since.moved],
        "handed_over": [entry(*pair) for pair in since.handed_over],
    }


def _changes(key: str, since: Between) -> Sheet:
    pairs: list[tuple[Action, Change | None]] = [(one, None) for one in since.opened] if key == "opened" else list(getattr(since, key))
    columns = (
        Column("id", "", lambda pair: pair[0].id or "–"),
        Column("text", "", lambda pair: pair[0].text, wraps=True),
        Column("what", "", lambda pair: _what(key, *pair)),
    )
    return Sheet(key, columns, pairs)


def _what(key: str, action: Action, change: Any) -> str:
    if change is None:
        return ", ".join("@" + owner for owner in action.owners)
    on = change.on.isoformat()
    if key == "moved" and change.due:
        return f"{on} → {change.due.day.isoformat() if change.due.day else change.due.written}"
    return f"{on} → {', '.join('@' + owner for owner in change.owners)}" if key == "handed_over" else f"{on} {tr(_EVENTS[change.kind.value])}"
