"""What a template shows of an action, a meeting, a case: texts, addresses and marks, and no rule of its own."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from markupsafe import Markup, escape

from referat.handouts.html import runs_html
from referat.handouts.lists import STATUSES as LISTED
from referat.handouts.lists import due_cell, said_runs, standing_words, task_runs
from referat.handouts.reports import OUTCOMES
from referat.handouts.words import day_words, without_contacts
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_
from referat.model.people import fold
from referat.model.text import safe
from referat.query.backlog import Origin, Waiting
from referat.query.rows import CANCELLED, ActionRow, MeetingRow
from referat.site.frame import cleaned
from referat.site.gathered import AgendaItem
from referat.site.site import Site
from referat.site.things import AgendaPlace, DecisionWithPage, MeetingWithPage, Thread

_PLAIN = re.compile(r"[^*_`\[\]<>&@!\\~:/]*\Z")
STATUSES = {**LISTED, CANCELLED: D_("cancelled")}


class Link(NamedTuple):
    """Words, and where they lead; "" for nowhere."""

    words: str
    url: str = ""


class ActionView(NamedTuple):
    text: Markup
    owners: tuple[Link, ...]
    due: str
    due_day: str
    is_late: bool
    state: str
    said: str
    origin: Link
    group: Link


class MeetingView(NamedTuple):
    title: str
    url: str
    day: str
    weekday_day: str
    on: str
    when: str
    where: str
    status: str
    said: str
    group: Link
    cases: int
    decisions: int
    left: int


class DecisionView(NamedTuple):
    text: Markup
    url: str
    case: Link
    meeting: Link
    day: str
    on: str
    outcome: str
    said: str
    group: Link


class StepView(NamedTuple):
    """A case in one meeting: when, where, and what it decided."""

    meeting: Link
    day: str
    title: str
    said: str
    decisions: tuple[DecisionView, ...]


def line(site: Site, text: str) -> Markup:
    """A line of a book with its emphasis and links, and names for handles."""
    text = without_contacts(text, public=site.public)
    if _PLAIN.match(text):
        return escape(safe(" ".join(text.split())))
    return Markup(cleaned(runs_html(said_runs(site.facts, text))))  # noqa: S704 - it has passed the wall


def action_views(site: Site, rows: Iterable[ActionRow]) -> list[ActionView]:
    return [action_view(site, row) for row in rows]


def action_view(site: Site, row: ActionRow) -> ActionView:
    facts = site.facts
    due = due_cell(facts, row, site.today)
    text = without_contacts(row.text, public=site.public)
    if _PLAIN.match(text):
        shown = escape(safe(" ".join(text.split())))
    else:
        shown = Markup(cleaned(runs_html(task_runs(facts, row))))  # noqa: S704 - it has passed the wall
    return ActionView(
        text=shown,
        owners=tuple(_owner(site, owner) for owner in row.owners),
        due="".join(run.text for run in due.runs),
        due_day=row.due,
        is_late=due.is_late,
        state=row.state,
        said=standing_words(facts, row),
        origin=origin_of(site, row),
        group=group_link(site, row.group),
    )


def _owner(site: Site, owner: tuple[str, str, str]) -> Link:
    handle, name, _ = owner
    return Link(safe(name) if name else tr(D_("somebody")) if site.public else f"@{safe(handle)}", site.people_urls.get(owner, ""))


def origin_of(site: Site, row: ActionRow) -> Link:
    """Where an action was born: the case and the day of the meeting."""
    if not row.born_on:
        return Link("")
    day = day_words(date.fromisoformat(row.born_on), site.facts.language)
    meeting = site.by_id.get(fold(row.born_meeting)) if row.born_meeting else None
    item = row.born_item if row.born_item[:1].isdigit() or row.born_item[:1] == "§" else ""
    words = tr(D_("Item {item}, {day}"), item=safe(item), day=day) if item else day
    if meeting is None:
        return Link(words)
    return Link(words, meeting.urls.get(row.born_item, meeting.url))


def group_link(site: Site, group: str) -> Link:
    return Link(safe(site.facts.body_name(group)), site.group_urls.get(fold(group), "")) if group else Link("")


def meeting_view(site: Site, meeting: MeetingWithPage) -> MeetingView:
    left = sum(row.is_open for row in site.rows_by_meeting.get(fold(meeting.row.id), ()))
    decisions = sum(len(case.decisions) for case in meeting.gathered.cases)
    return _meeting(site, meeting.row, meeting.url, len(meeting.gathered.cases), decisions, left)


def coming_view(site: Site, row: MeetingRow) -> MeetingView:
    known = site.by_id.get(fold(row.id))
    return meeting_view(site, known) if known else _meeting(site, row, "", 0, 0, 0)


def _meeting(site: Site, row: MeetingRow, url: str, cases: int, decisions: int, left: int) -> MeetingView:
    day = date.fromisoformat(row.on)
    times = f"{row.start}–{row.end}" if row.start and row.end else row.start
    return MeetingView(
        title=safe(row.title),
        url=url,
        day=day_words(day, site.facts.language),
        weekday_day=day_words(day, site.facts.language, weekday=True),
        on=row.on,
        when=times.replace(":", "."),
        where=safe(row.venue),
        status=row.status,
        said=tr(STATUSES[row.status]) if row.status in STATUSES else "",
        group=group_link(site, row.group),
        cases=cases,
        decisions=decisions,
        left=left,
    )


def meeting_link(meeting: MeetingWithPage) -> Link:
    return Link(safe(meeting.row.title), meeting.url)


def case_words(site: Site, node: AgendaPlace) -> str:
    """`Sak 4: Ny bru`."""
    case = site.case_at(node)
    if case.is_hidden:
        return tr(D_("Exempt from public disclosure"))
    return safe(f"{case.number} {case.title}".strip())


def case_anchor(site: Site, node: AgendaPlace) -> str:
    meeting = site.meetings[node.meeting]
    return f"{meeting.url}#{meeting.anchors[node.case]}"


def decision_view(site: Site, one: DecisionWithPage) -> DecisionView:
    meeting = site.meetings[one.node.meeting]
    return DecisionView(
        text=line(site, one.said.text),
        url=one.url,
        case=Link(case_words(site, one.node), case_anchor(site, one.node)),
        meeting=meeting_link(meeting),
        day=day_words(meeting.on, site.facts.language),
        on=meeting.row.on,
        outcome=one.outcome,
        said=tr(OUTCOMES[one.outcome]),
        group=group_link(site, meeting.row.group),
    )


def step_view(site: Site, node: AgendaPlace) -> StepView:
    meeting, case = site.meetings[node.meeting], site.case_at(node)
    return StepView(
        meeting=Link(safe(meeting.row.title), case_anchor(site, node)),
        day=day_words(meeting.on, site.facts.language),
        title=case_words(site, node),
        said=postponed_words(case),
        decisions=tuple(decision_view(site, one) for one in site.decisions_of.get(node, ())),
    )


def thread_words(site: Site, thread: Thread) -> str:
    """What a case is called wherever it stands; a number that counts in one meeting alone is left out."""
    case = site.case_at(thread.nodes[-1])
    return safe(f"{case.number} {case.title}".strip() if "/" in case.number or not case.title else case.title)


def thread_link(site: Site, thread: Thread) -> Link:
    return Link(thread_words(site, thread), thread.url)


def ordered(rows: Iterable[ActionRow]) -> list[ActionRow]:
    """What is due first, then what has no date."""
    return sorted(rows, key=lambda row: (row.due or "9999", row.born_on, row.text))


def waiting_view(site: Site, one: Waiting) -> dict[str, object]:
    """A case that waits for a meeting: how it came there, and for whom."""
    how = {Origin.POSTPONED: tr(D_("postponed")), Origin.RAISED: tr(D_("raised")), Origin.PREPARED: tr(D_("prepared"))}[one.origin]
    if one.times > 1:
        how = tr_n("postponed once", "postponed {n} times", one.times)
    source = site.by_id.get(fold(one.came_from[0])) if one.came_from else None
    url = source.urls.get(one.came_from[1], source.url) if source and one.came_from else ""
    return {"link": Link(safe(one.title), url), "how": how, "group": group_link(site, one.aim.group)}


def waits_of(site: Site, thread: Thread) -> str:
    """Where a case waits that was postponed and has not come up since."""
    return postponed_words(site.case_at(thread.nodes[-1]))


def postponed_words(case: AgendaItem) -> str:
    if not case.is_postponed:
        return ""
    return tr(D_("Postponed until {when}"), when=safe(case.postponed_to)) if case.postponed_to else tr(D_("Postponed"))


def place_link(site: Site, node: AgendaPlace) -> Link:
    """A case of another meeting, by the meeting and its day."""
    meeting = site.meetings[node.meeting]
    return Link(f"{safe(meeting.row.title)}, {day_words(meeting.on, site.facts.language)}", case_anchor(site, node))


def person_link(site: Site, name: str, words: str) -> Link:
    return Link(words, site.people_by_name.get(fold(name), "") if name else "")
