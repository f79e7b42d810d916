"""The command report: what was followed up, decided, attended and moved, as a table or a document."""

import sys
from typing import Annotated

import typer

from referat.cli import completion
from referat.cli.export import leak_check, write_one
from referat.cli.opening import open_book
from referat.cli.options import NO_CHOICE, BookPath, Today, WrongValue
from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.languages.values import meant

FORMATS = ("table", "md", "csv", "xlsx", "html", "pdf", "docx", "json")
_KIND = "followup, decisions, year, attendance, groups or slip."
KINDS = {
    **dict.fromkeys(("followup", "oppfølging"), "followup"),
    **dict.fromkeys(("decisions", "vedtak", "vedtaksoppfølging"), "decisions"),
    **dict.fromkeys(("year", "år", "årsmelding"), "year"),
    **dict.fromkeys(("attendance", "oppmøte", "frammøte"), "attendance"),
    **dict.fromkeys(("groups", "grupper"), "groups"),
    **dict.fromkeys(("slip", "flyttet", "flytta", "etterslep", "utsettelser", "utsetjingar"), "slip"),
}


class UnknownReport(ReferatError):
    exit = Exit.USAGE
    message = N_("There is no report “{name}”.")
    hint = N_("There are: followup, decisions, year, attendance, groups, slip.")


def as_report_format(value: str) -> str:
    """A format of reports, as --to takes it."""
    form = meant(value.casefold(), FORMATS)
    if form not in FORMATS:
        raise WrongValue(NO_CHOICE, value=value, choices=FORMATS)
    return form


def report(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_KIND)],
    *,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="From that day on: a day, a meeting, or last.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Up to and with that day: 2026-03-31, friday.")] = None,
    group: Annotated[
        str | None, typer.Option("--group", "-g", metavar="GROUP", autocompletion=completion.groups, help="Only this group and those under it.")
    ] = None,
    at_least: Annotated[int, typer.Option("--at-least", metavar="N", help="Of attendance: only who was absent so often.")] = 0,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", parser=as_report_format, help=", ".join(FORMATS))] = "table",
    public: Annotated[bool, typer.Option("--public", help="The edition that everybody may read.")] = False,
    out: Annotated[str | None, typer.Option("--out", metavar="FILE", help="A file or a folder; - for stdout.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    book: BookPath = None,
    today: Today,
) -> None:
    r"""A report: who follows up on what (by person, group and organisation); decisions with what came of each; the year; attendance; the groups;
    and what slips. Tables go to stdout, documents into copies/.

    \b
    referat report decisions --since 2026-01-01
    referat report attendance --at-least 3 --to xlsx
    referat report year --since 2025-01-01 --until 2025-12-31 --to docx
    """
    from referat.changes.copies import facts_of
    from referat.cli.question_options import last_day_of
    from referat.handouts import reports
    from referat.handouts.writers import require, written
    from referat.model.people import fold

    named = KINDS.get(kind.casefold())
    if named is None:
        raise UnknownReport(name=kind)
    form = "txt" if to == "table" else to
    require(form)
    opened = open_book(book)
    within = opened.groups_under(opened.find_group(group)) if group else []
    first, last = opened.since(since, within, today), last_day_of(opened, until, within, today)
    facts = facts_of(opened, today, public=public)
    wrote = {}
    if named == "slip" and not public:
        from referat.changes.who_wrote import who_wrote

        wrote = who_wrote(opened, (place for row in opened.action_rows if row.moved for _, place in reports.moves(row)))
    made = reports.report(facts, named, reports.ReportScope(first, last, frozenset(map(fold, within)), at_least, wrote))
    refuse = leak_check(facts) if public else None
    if out is None and form in {"txt", "md", "csv", "json"}:
        data = written(made, form)
        if refuse:
            refuse(named, form, data)
        sys.stdout.write(data.decode())
        return
    name = "-".join(filter(None, ("report", named, first, last, "offentlig" if public else "")))
    write_one(opened, made, name, form, out, force=force, refuse=refuse)
