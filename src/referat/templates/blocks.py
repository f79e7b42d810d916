"""What an agenda holds, as lines of Markdown in the book's language: one function a kind of content."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from referat.format import style
from referat.format.compose import action_lines, came_from, due_words, link, plain_line
from referat.format.headings import without_kind
from referat.format.roster import written
from referat.format.tasks import with_iso_due
from referat.languages import i18n
from referat.languages.calendar import long_day
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.action import EventKind
from referat.model.meeting import Minutes
from referat.model.numbering import Numbering
from referat.model.people import fold
from referat.query.backlog import Case, Origin
from referat.query.carryover import Agenda, Carried, LogLine
from referat.query.seats import ReportBack
from referat.templates.engine import AgendaSection, Filling

# The mark at the end of a heading, and how the kinds it stands for begin, in any language.
_MARKS = {"O": ("orient", "inform"), "D": ("discuss", "drøft", "diskus"), "V": ("deci", "vedtak", "beslut", "avgj")}


def filling(agenda: Agenda, values: Mapping[str, str], standing: Iterable[str], language: str, numbering: Numbering) -> Filling:
    """All of an agenda, ready for a template. A fixed item that comes back from an earlier meeting is not put in once more."""
    back = {_plain_title(case.title) for case in agenda.cases}
    with speaking(language):
        return Filling(
            values=values,
            blocks={
                "approvals": approvals(agenda.approvals, language),
                "actions": actions(agenda.actions, language),
                "groups": [group_line(report, language) for report in agenda.reports],
            },
            items={
                "postponed": [entry(case, language) for case in agenda.cases if case.origin is Origin.POSTPONED],
                "cases": [entry(case, language) for case in agenda.cases if case.origin is not Origin.POSTPONED],
                "standing": [AgendaSection(plain_line(title)) for title in standing if _plain_title(title) not in back],
            },
            numbering=numbering,
        )


def _plain_title(title: str) -> str:
    return fold(without_kind(plain_line(title))[0])


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Texts of a document are in the book's language, whatever is spoken on the screen."""
    spoken = i18n.in_use()
    i18n.use(language)
    try:
        yield
    finally:
        i18n.use(spoken)


def day(on: date, language: str) -> str:
    return long_day(on.year, on.month, on.day, language)


def approvals(minutes: Iterable[Minutes], language: str) -> list[str]:
    """Earlier minutes to approve, a link each."""
    return [f"- {link(f'{day(m.on, language)}: {m.title}', m.path)}" for m in minutes]


def actions(carried: Sequence[Carried], language: str) -> list[str]:
    """Open actions, a blank line between each two: so two people's changes to neighbours are no conflict."""
    lines: list[str] = []
    for one in carried:
        text = with_iso_due(one.text, one.on, style.due_word(language))
        lines += [*([""] if lines else []), *action_lines(text, one.id, (log_words(log, language) for log in one.log))]
    return lines


def log_words(log: LogLine, language: str) -> str:
    if log.kind is EventKind.DUE:
        words = due_words(log.value, language)
    elif log.kind is EventKind.OWNERS:
        words = ",".join(f"@{handle}" for handle in log.value.split(","))
    else:
        words = style.event_word(log.kind.value, language)
    return f"{log.on.isoformat()} {words}"


def group_line(report: ReportBack, language: str) -> str:
    """A group to hear from, and why."""
    reasons = [tr(D_("report {day}"), day=day(on, language)) for on in report.reports]
    if report.until:
        reasons.append(tr(D_("the term ends {day}"), day=day(report.until, language)))
    if report.seats:
        reasons.append(tr(D_("to fill: {seats}"), seats=", ".join(plain_line(written(seat)) for seat in report.seats)))
    return f"- {link(report.group.title, report.group.path)}: {'; '.join(reasons)}"


# Small numbers are written out in a sentence.
_IN_WORDS = ("", "", D_("two"), D_("three"))


def entry(case: Case, language: str) -> AgendaSection:
    """A waiting case as an item of the agenda."""
    lines: list[str] = []
    if case.came_from:
        lines += [came_from(*case.came_from, language), ""]
    if case.times > 1:
        times = _IN_WORDS[case.times] if case.times < len(_IN_WORDS) else case.times
        lines += [tr(D_("This item has been postponed {n} times."), n=times), ""]
    papers = [link(tr(D_("Case paper")), f"meetings/items/{item}.md") for item in case.links]
    if case.by:
        papers.append(tr(D_("Raised by {name}"), name=plain_line(case.by)))
    if papers:
        lines += [". ".join(papers) + ".", ""]
    for proposal in case.proposals:
        said = [plain_line(line) for line in proposal.text.split("\n")]
        lines += [f"**{proposal.word}:** {said[0]}", *said[1:], ""]
    return AgendaSection(heading(case), tuple(lines[:-1]))


def heading(case: Case) -> str:
    mark = next((sign for sign, starts in _MARKS.items() if case.kind.casefold().startswith(starts)), "")
    title = plain_line(case.title)
    return f"{title} ({mark})" if mark and not title.upper().endswith(f"({mark})") else title
