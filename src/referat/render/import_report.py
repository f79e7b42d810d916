"""What an import found, to read before and after: one document in full, many as a line each, and what needs a person's eyes."""

from collections.abc import Sequence
from dataclasses import dataclass

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_
from referat.render.sheet import FAINT, PLAIN, URGENT, Column, Report, ReportSection, Sheet

UNSURE = 0.6


@dataclass(frozen=True, slots=True)
class ReportedFact:
    """One thing that was read: what it is ("date", "action"), its text, and the line and words it was read from. `sure` is from 0 to 1."""

    kind: str
    text: str
    line: int = 0
    quote: str = ""
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Eye:
    """Something that a person should look at. `line` is 0 where it is about the whole document."""

    document: str
    line: int
    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """One meeting as a line of the list: what came of it. `path` is its file in the book, `outcome` says why it has none."""

    document: str
    on: str = ""
    title: str = ""
    items: int = 0
    actions: int = 0
    people: int = 0
    eyes: int = 0
    path: str = ""
    outcome: str = ""
    unread: bool = False
    trust: str = ""  # ready, questions or text


# What a document is found to hold, in the order it is shown.
KINDS = {
    "title": D_("Title"),
    "date": D_("Date"),
    "start": D_("Begins"),
    "end": D_("Ends"),
    "place": D_("Place"),
    "body": D_("Group"),
    "chair": D_("Chair"),
    "secretary": D_("Secretary"),
    "present": D_("Present"),
    "others": D_("Others"),
    "absent": D_("Absent"),
    "item": D_("Item"),
    "decision": D_("Decision"),
    "proposal": D_("Proposal"),
    "postponed": D_("Postponed"),
    "action": D_("Action"),
    "suggestion": D_("Perhaps an action"),
    "group": D_("Working group"),
    "next": D_("Next meeting"),
}


TRUST = {"ready": D_("ready"), "questions": D_("questions"), "text": D_("only text")}


def _counted(read: Read) -> str:
    """How much was found, in words."""
    parts = [tr_n("one item", "{n} items", read.items)] if read.items else []
    parts += [tr_n("one action", "{n} actions", read.actions)] if read.actions else []
    parts += [tr_n("one person", "{n} people", read.people)] if read.people else []
    return ", ".join(parts)


FOUND = (
    Column("kind", D_("What"), lambda f: tr(KINDS[f.kind])),
    Column("text", D_("Read as"), lambda f: f.text, wraps=True),
    Column("line", D_("Line"), lambda f: str(f.line) if f.line else "", right=True),
    Column("sure", D_("Sure"), lambda f: f"{round(f.sure * 100)} %", keep=5, right=True),
    Column("quote", D_("As it stands"), lambda f: f.quote, keep=4, wraps=True),
)
READ = (
    Column("document", D_("Document"), lambda r: r.document, wraps=True),
    Column("on", D_("Date"), lambda r: r.on),
    Column("title", D_("Title"), lambda r: r.title, keep=3, wraps=True),
    Column("trust", D_("Outcome"), lambda r: tr(TRUST[r.trust]) if r.trust else ""),
    Column("found", D_("What was found"), _counted, keep=6, wraps=True),
    Column("path", D_("What came of it"), lambda r: r.path or r.outcome, wraps=True),
)
READ_FILED = (
    Column("document", D_("Document"), lambda r: r.document),
    Column("on", D_("Date"), lambda r: r.on),
    Column("title", D_("Title"), lambda r: r.title),
    Column("people", D_("People"), lambda r: str(r.people)),
    Column("items", D_("Items"), lambda r: str(r.items)),
    Column("actions", D_("Actions"), lambda r: str(r.actions)),
    Column("eyes", D_("Needs eyes"), lambda r: str(r.eyes)),
    Column("path", D_("File"), lambda r: r.path),
    Column("outcome", D_("What came of it"), lambda r: r.outcome),
    Column("trust", D_("Outcome"), lambda r: r.trust),
)
EYES = (
    Column("document", D_("Document"), lambda e: f"{e.document}:{e.line}" if e.line else e.document, wraps=True),
    Column("text", D_("What to look at"), lambda e: e.text, wraps=True),
    Column("quote", D_("As it stands"), lambda e: e.quote, keep=4, wraps=True),
)


def found_report(document: str, title: str, found: Sequence[ReportedFact], eyes: Sequence[Eye]) -> Report:
    """One document in full."""
    ordered = [one for kind in KINDS for one in found if one.kind == kind]
    filed = (Column("kind", D_("What"), lambda f: f.kind), *FOUND[1:3], Column("sure", D_("Sure"), lambda f: f"{f.sure:.2f}"), FOUND[4])
    sheet = Sheet("found", FOUND, ordered, filed=filed, tone=lambda f: FAINT if f.kind == "suggestion" else URGENT if f.sure < UNSURE else PLAIN)
    sections = [ReportSection("found", tr(D_("What was found")), sheet), *_needs_eyes(eyes)]
    return Report("import", title or document, {}, sections=sections, summary=_sum([], eyes, dry_run=True))


def read_report(read: Sequence[Read], eyes: Sequence[Eye], *, dry_run: bool = False) -> Report:
    """Many documents, a line each. In a dry run nothing came of them yet."""
    sheet = Sheet("read", READ, read, filed=READ_FILED, tone=lambda r: URGENT if r.outcome and not r.on else PLAIN)
    sections = [ReportSection("read", tr(D_("Documents")), sheet), *_needs_eyes(eyes)]
    return Report("import", tr(D_("Import")), {}, sections=sections, summary=_sum(read, eyes, dry_run=dry_run))


def _needs_eyes(eyes: Sequence[Eye]) -> list[ReportSection]:
    return [ReportSection("eyes", tr(D_("Needs eyes")), Sheet("eyes", EYES, eyes), aside=str(len(eyes)))] if eyes else []


def _sum(read: Sequence[Read], eyes: Sequence[Eye], *, dry_run: bool) -> str:
    unread = len({one.document for one in read if one.unread})
    documents = len({one.document for one in read if not one.unread}) or (0 if unread else 1)  # a single one is shown in full, without a list
    written = 0 if dry_run else sum(bool(one.path) for one in read)
    parts = [tr_n("one document read", "{n} documents read", documents)] if documents or not unread else []
    parts += [tr_n("one not read", "{n} not read", unread)] if unread else []
    parts += [tr_n("one file written", "{n} files written", written)] if written else []
    ready = sum(one.trust == "ready" for one in read)
    parts += [tr_n("one is ready", "{n} are ready", ready)] if ready and documents > 1 else []
    parts += [tr_n("one thing needs eyes", "{n} things need eyes", len(eyes))] if eyes else []
    return ", ".join(parts) + "."
