"""How findings of `check` are shown: as a page to read, a line each, JSON, or the commands that annotate a change on GitHub."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from referat.changes.check_book import Finding
from referat.cli.console import screen_width
from referat.cli.problem_output import INDENT, has_all, located, problem_text, said, shown
from referat.cli.streams import fit
from referat.languages.calendar import WEEKDAYS
from referat.languages.i18n import in_use, tr, tr_n
from referat.languages.mark import N_
from referat.model.dates import Weekday
from referat.model.place import Place
from referat.model.problems import Problem, Severity
from referat.model.text import safe, shorten
from referat.render.jsontext import json_text

LineText = Callable[[Place], str]
_WORDS = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.NOTE: N_("note")}
_ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_COUNTED: dict[Severity, Callable[[int], str]] = {
    Severity.ERROR: lambda n: tr_n("One error.", "{n} errors.", n),
    Severity.WARNING: lambda n: tr_n("One warning.", "{n} warnings.", n),
    Severity.NOTE: lambda n: tr_n("One note.", "{n} notes.", n),
}


def message_of(problem: Problem) -> str:
    """What is wrong, in the language in use."""
    return said(problem.entry.message, _facts(problem))


def remedy_of(problem: Problem) -> str:
    """What to do about it: the near miss first, where there is one."""
    facts = _facts(problem)
    near = said(N_("Did you mean {near}?"), facts) if facts.get("near") else ""
    remedy = said(problem.entry.remedy, facts) if has_all(problem.entry.remedy, facts) else ""
    return " ".join(part for part in (near, remedy) if part)


def as_page(found: Sequence[Finding], line_text: LineText) -> str:
    """Every finding with its line, a marker under it, and what to do; hints come last, those of a kind under one heading."""
    hints: dict[str, list[Problem]] = {}
    parts = []
    for problem, severity in found:
        message = f"{tr(_WORDS[severity])}: {message_of(problem)} ({problem.code})"
        if severity is Severity.NOTE:
            hints.setdefault(problem.code, []).append(problem)
        else:
            parts.append(_in_full(message, problem, line_text))
    parts += [_together(alike, line_text) for alike in hints.values()]
    return "\n\n".join(parts)


def _in_full(message: str, problem: Problem, line_text: LineText) -> str:
    line, length = line_text(problem.place), problem.length
    return problem_text(message, hint=remedy_of(problem), place=problem.place, line_text=line, length=length, stream=sys.stdout)


def _together(alike: Sequence[Problem], line_text: LineText) -> str:
    """What the hints of a kind say, then where: with the line if all say the same, else with what each says; then what to do."""
    first, room = alike[0], screen_width(sys.stdout)
    message = f"{tr(_WORDS[Severity.NOTE])}: {message_of(first)} ({first.code})"
    if len(alike) == 1:
        return _in_full(message, first, line_text)
    same = len({message_of(one) for one in alike}) == 1
    heading = message if same else f"{tr(_WORDS[Severity.NOTE])}: {tr(first.entry.title)} ({first.code})"
    lines = [f"{INDENT}{located(one.place)}: {shown(line_text(one.place)).strip() if same else message_of(one)}" for one in alike]
    remedies = dict.fromkeys(filter(None, map(remedy_of, alike)))
    return "\n".join([fit(heading, sys.stdout), *(shorten(line, room) for line in lines), *(fit(remedy, sys.stdout) for remedy in remedies)])


def as_lines(found: Iterable[Finding]) -> str:
    """file:line:column: severity: message (code), a line each: what editors and `grep` know."""
    return "\n".join(
        f"{safe(problem.place.path)}:{problem.place.line}:{problem.place.column}: {severity}: {message_of(problem)} ({problem.code})"
        for problem, severity in found
    )


def as_json(found: Iterable[Finding]) -> str:
    """The JSON contract: keys are kept, new ones may come."""
    entries = [
        {
            "code": problem.code,
            "severity": severity.value,
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "length": problem.length,
            "message": message_of(problem),
            "remedy": remedy_of(problem),
        }
        for problem, severity in found
    ]
    return json_text({"schema": "referat/check/1", "findings": entries}).rstrip("\n")


def as_annotations(found: Iterable[Finding], prefix: str) -> str:
    """A workflow command for each finding; `prefix` is the book's folder in its repository, "" or "folder/"."""
    return "\n".join(
        f"::{_ANNOTATIONS[severity]} file={_property(prefix + problem.place.path)},line={problem.place.line},col={problem.place.column},"
        f"title={_property(tr(problem.entry.title))}::{_data(f'{message_of(problem)} {remedy_of(problem)}'.strip())}"
        for problem, severity in found
    )


def summary(found: Sequence[Finding]) -> str:
    """How many of each severity; a kind word where there is nothing."""
    if not found:
        return tr(N_("Nothing is wrong."))
    counts = Counter(severity for _, severity in found)
    return " ".join(said_of(counts[severity]) for severity, said_of in _COUNTED.items() if counts[severity])


def _facts(problem: Problem) -> dict[str, object]:
    return {name: WEEKDAYS[in_use()][value] if isinstance(value, Weekday) else value for name, value in problem.facts.items()}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(safe(text)).replace(":", "%3A").replace(",", "%2C")
