"""The charts: actions over time, attendance, terms of groups, due dates that slip. Each is drawn from a template, and has its figures as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from referat.handouts.lists import owners_words
from referat.handouts.words import day_words
from referat.languages.calendar import MONTHS
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_
from referat.model.text import safe, shorten
from referat.query.rows import ActionRow
from referat.site.frame import rendered
from referat.site.gathered import place_of
from referat.site.site import Site
from referat.site.things import SENT, MeetingWithPage, digest

_MONTHS, _SHORT = 36, 18
_WIDTH, _LEFT = 640, 44
_MOST = 15


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with what it says in words, and its figures."""

    title: str
    says: str
    drawing: Markup
    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def key_of(site: Site) -> str:
    """All that the charts are made from."""
    moved = [(row.id, row.due, row.moved, row.text) for row in _slipped(site)]
    groups = [(group.id, group.title, str(group.since), str(group.until)) for group in site.groups]
    return digest(site.today[:7], _by_month(site, _MONTHS), groups, [list(one) for one in _by_group(site)], site.keys_of(_slipped(site)), moved)


def key_of_front(site: Site) -> str:
    return digest(site.today[:7], _by_month(site, _SHORT))


def charts(site: Site) -> list[Chart]:
    """Every chart that there is something to draw in."""
    found = (_over_time(site, _MONTHS), _attendance(site), _terms(site), _slipping(site))
    return [one for one in found if one]


def front_chart(site: Site) -> Chart | None:
    return _over_time(site, _SHORT)


# ---------------------------------------------------------------- actions over time


def _by_month(site: Site, months: int) -> list[tuple[str, int, int, int]]:
    """For each of the last months: new actions, closed ones, and how many were open at its end. What no meeting made has been open all along."""
    born: dict[str, int] = {}
    closed: dict[str, int] = {}
    for row in site.rows:
        if row.born_on:
            born[row.born_on[:7]] = born.get(row.born_on[:7], 0) + 1
            if not row.is_open:
                month = max(row.closed_on or row.born_on, row.born_on)[:7]
                closed[month] = closed.get(month, 0) + 1
    if not born:
        return []
    listed = _months_until(site.facts.today, months)
    left = sum(row.is_open and not row.born_on for row in site.rows)
    left += sum(n for month, n in born.items() if month < listed[0]) - sum(n for month, n in closed.items() if month < listed[0])
    found: list[tuple[str, int, int, int]] = []
    for month in listed:
        new, done = born.get(month, 0), closed.get(month, 0)
        left += new - done
        if found or new or done or (left and listed[0] > min(born)):
            found.append((month, new, done, left))
    return found


def _months_until(today: date, count: int) -> list[str]:
    last = today.year * 12 + today.month - 1
    return [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(last - count + 1, last + 1)]


def _over_time(site: Site, months: int) -> Chart | None:
    found = _by_month(site, months)
    if len(found) < 2:
        return None
    most = _round_up(max(max(new, done, left) for _, new, done, left in found))
    height, top, bottom = 220, 14, 190
    step = (_WIDTH - _LEFT - 8) / len(found)

    def at(value: int) -> int:
        return round(bottom - (bottom - top) * value / most)

    points = [(round(_LEFT + step * (place + 0.5)), at(left)) for place, (_, _, _, left) in enumerate(found)]
    wide = max(2, round(step * 0.5))
    drawing = _drawn(
        "line",
        title=tr(D_("Actions over time")),
        width=_WIDTH,
        height=height,
        left=_LEFT,
        grid=[(at(value), value) for value in (0, most // 2, most)],
        bars=[
            (round(_LEFT + step * (place + 0.5) - wide / 2), at(done), wide, bottom - at(done)) for place, (_, _, done, _) in enumerate(found) if done
        ],
        area=f"M{points[0][0]},{bottom}" + "".join(f"L{x},{y}" for x, y in points) + f"L{points[-1][0]},{bottom}Z",
        path="M" + "L".join(f"{x},{y}" for x, y in points),
        end=points[-1],
        labels=_month_labels(found, step, site.facts.language),
        baseline=bottom,
        legend=(tr(D_("open at the end of the month")), tr(D_("closed in the month"))),
    )
    return Chart(
        title=tr(D_("Actions over time")),
        says=tr_n(
            "{n} open action at the end, {most} at most.",
            "{n} open actions at the end, {most} at most.",
            found[-1][3],
            most=max(left for *_, left in found),
        ),
        drawing=drawing,
        head=(tr(D_("Month")), tr(D_("New")), tr(D_("Closed")), tr(D_("Open"))),
        rows=tuple((_month_words(month, site.facts.language), new, done, left) for month, new, done, left in reversed(found)),
    )


def _month_labels(found: Sequence[tuple[str, int, int, int]], step: float, language: str) -> list[tuple[int, str]]:
    every = max(1, round(len(found) / 6))
    shown = [(place, month) for place, (month, *_) in enumerate(found) if (len(found) - 1 - place) % every == 0]
    return [(round(_LEFT + step * (place + 0.5)), f"{MONTHS[language][int(month[5:]) - 1][:3]} {month[2:4]}") for place, month in shown]


def _month_words(month: str, language: str) -> str:
    return f"{MONTHS[language][int(month[5:]) - 1]} {month[:4]}"


def _round_up(value: int) -> int:
    """The next even number with one figure that counts, or two."""
    size: int = 10 ** max(0, len(str(value)) - 2)
    return max(2, -(-value // (2 * size)) * 2 * size)


# ---------------------------------------------------------------- attendance


def _by_group(site: Site) -> list[tuple[str, int, int, int]]:
    """Of each group that says who was there and not: its meetings in two years, and how many were there and away in all."""
    since = f"{int(site.today[:4]) - 2}{site.today[4:]}"
    found = []
    for name, held in sorted(site.by_group.items()):
        counted = [one for one in held if since <= one.row.on <= site.today and _says_who(one)]
        if counted:
            found.append((name, len(counted), sum(one.row.present for one in counted), sum(max(0, one.row.absent) for one in counted)))
    return found


def _says_who(meeting: MeetingWithPage) -> bool:
    return meeting.row.status in SENT and meeting.row.present > 0 and meeting.row.absent >= 0


def _attendance(site: Site) -> Chart | None:
    found = [one for one in _by_group(site) if one[2] + one[3]]
    if not found:
        return None
    rows = []
    for name, meetings, there, away in sorted(found, key=lambda one: (-one[1], one[0]))[:_MOST]:
        share = round(100 * there / (there + away))
        rows.append((safe(site.facts.body_name(name)), meetings, there, away, share))
    spans = [(f"{shorten(name, 60)}: {share} %", 0, share) for name, _, _, _, share in rows]
    return Chart(
        title=tr(D_("Attendance")),
        says=tr(D_("How many of those called were there, in the minutes of two years that were sent out.")),
        drawing=_spans(tr(D_("Attendance")), spans, (0, 100), [(0, "0 %"), (50, "50 %"), (100, "100 %")]),
        head=(tr(D_("Group")), tr(D_("Meetings")), tr(D_("Present")), tr(D_("Absent")), "%"),
        rows=tuple(rows),
    )


def attendance_chart(site: Site, held: Sequence[MeetingWithPage]) -> Chart | None:
    """Who came to the last meetings of one group."""
    shown = [one for one in held if _says_who(one)][-24:]
    if len(shown) < 2:
        return None
    most = _round_up(max(one.row.present + one.row.absent for one in shown))
    height, top, bottom = 200, 14, 170
    step = (_WIDTH - _LEFT - 8) / len(shown)
    wide = max(3, min(34, round(step * 0.7)))

    def at(value: int) -> int:
        return round(bottom - (bottom - top) * value / most)

    bars = []
    for place, one in enumerate(shown):
        x = round(_LEFT + step * (place + 0.5) - wide / 2)
        there, both = one.row.present, one.row.present + one.row.absent
        bars.append((x, wide, at(there), bottom - at(there), at(both), at(there) - at(both)))
    every = max(1, round(len(shown) / 6))
    labels = [
        (round(_LEFT + step * (place + 0.5)), f"{one.on.day}.{one.on.month}.{one.row.on[2:4]}")
        for place, one in enumerate(shown)
        if (len(shown) - 1 - place) % every == 0
    ]
    drawing = _drawn(
        "bars",
        title=tr(D_("Attendance")),
        width=_WIDTH,
        height=height,
        left=_LEFT,
        grid=[(at(value), value) for value in (0, most // 2, most)],
        bars=bars,
        labels=labels,
        baseline=bottom,
        legend=(tr(D_("present")), tr(D_("absent"))),
    )
    rows = tuple((day_words(one.on, site.facts.language), one.row.present, one.row.absent) for one in reversed(shown))
    return Chart(
        tr(D_("Attendance")),
        tr_n("The last meeting whose minutes were sent out.", "The last {n} meetings whose minutes were sent out.", len(shown)),
        drawing,
        (tr(D_("Date")), tr(D_("Present")), tr(D_("Absent"))),
        rows,
    )


# ---------------------------------------------------------------- terms, and due dates that slip


def _terms(site: Site) -> Chart | None:
    limited = [group for group in site.groups if group.until and group.closed is None]
    if not limited:
        return None
    today = site.facts.today
    found = sorted(
        ((group.title or group.id, group.since or min(today, group.until), group.until) for group in limited if group.until), key=lambda one: one[2]
    )[:_MOST]
    first, last = min(today, *(since for _, since, _ in found)), max(today, *(until for *_, until in found))
    language = site.facts.language
    ends = [(since.toordinal(), until.toordinal()) for _, since, until in found]
    until_words = [tr(D_("until {day}"), day=day_words(until, language)) for *_, until in found]
    spans = [(f"{shorten(safe(name), 50)}: {words}", *pair) for (name, *_), words, pair in zip(found, until_words, ends, strict=True)]
    return Chart(
        title=tr(D_("Terms of groups")),
        says=tr(D_("From when to when each group sits. The line is today.")),
        drawing=_spans(tr(D_("Terms of groups")), spans, (first.toordinal(), last.toordinal()), _day_ticks(first, last), today.toordinal()),
        head=(tr(D_("Group")), tr(D_("From")), tr(D_("Until"))),
        rows=tuple((safe(name), day_words(since, language), day_words(until, language)) for name, since, until in found),
    )


def _slipped(site: Site) -> list[ActionRow]:
    """The open actions whose due date was moved, the most often first."""
    found = [row for row in site.rows if row.moved and row.is_open and row.due]
    return sorted(found, key=lambda row: (-row.moved, row.due, row.text))[:_MOST]


def _first_due(site: Site, row: ActionRow) -> str:
    """The day that an action was due before it was moved for the first time."""
    days = [words.removeprefix("due:") for _, words, *_ in row.events if words.startswith("due:")]
    known = site.first_dues.get(place_of(row.id, row.born_path, row.born_line), "")
    return known or next((day for day in days if len(day) == 10), row.due)


def _slipping(site: Site) -> Chart | None:
    rows = _slipped(site)
    if not rows:
        return None
    language = site.facts.language
    days = [(date.fromisoformat(min(_first_due(site, row), row.due)), date.fromisoformat(row.due)) for row in rows]
    today = site.facts.today
    first, last = min(today, *(one for one, _ in days)), max(today, *(one for _, one in days))
    texts = [safe(" ".join(row.text.split())) for row in rows]
    moved = [tr_n("moved once", "moved {n} times", row.moved) for row in rows]
    spans = [
        (f"{shorten(text, 60)} ({times})", one.toordinal(), other.toordinal()) for text, times, (one, other) in zip(texts, moved, days, strict=True)
    ]
    return Chart(
        title=tr(D_("Moved due dates")),
        says=tr(D_("From the first due date to the one of now, of open actions. The line is today.")),
        drawing=_spans(tr(D_("Moved due dates")), spans, (first.toordinal(), last.toordinal()), _day_ticks(first, last), today.toordinal()),
        head=(tr(D_("Task")), tr(D_("Responsible")), tr(D_("Moved")), tr(D_("First due")), tr(D_("Due"))),
        rows=tuple(
            (text, owners_words(row), row.moved, day_words(one, language), day_words(other, language))
            for text, row, (one, other) in zip(texts, rows, days, strict=True)
        ),
    )


def _day_ticks(first: date, last: date) -> list[tuple[int, str]]:
    years = range(first.year, last.year + 1)
    shown = [year for year in years if first <= date(year, 1, 1) <= last][:: max(1, len(years) // 6)]
    return [(date(year, 1, 1).toordinal(), str(year)) for year in shown]


def _spans(
    title: str, spans: Iterable[tuple[str, int, int]], ends: tuple[int, int], ticks: Iterable[tuple[int, str]], mark: int | None = None
) -> Markup:
    """Bars that lie, each with its words above it."""
    first, last = ends
    room = _WIDTH - 16

    def at(value: int) -> int:
        return 8 + round(room * (value - first) / max(1, last - first))

    listed = list(spans)
    bottom = 8 + 36 * len(listed)
    bars = [(words, 8 + 36 * place + 12, at(one), max(4, at(other) - at(one))) for place, (words, one, other) in enumerate(listed)]
    return _drawn(
        "spans",
        title=title,
        width=_WIDTH,
        height=bottom + 20,
        bars=bars,
        ticks=[(at(value), words) for value, words in ticks],
        baseline=bottom,
        mark=None if mark is None else at(mark),
    )


def _drawn(kind: str, **facts: Any) -> Markup:
    return Markup(rendered(f"chart_{kind}.svg", facts))  # noqa: S704 - the template escapes what it is given
