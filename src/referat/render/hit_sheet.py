"""What a search found: each line with its place, the words marked."""

from collections.abc import Sequence

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.query.search import Hit
from referat.render.sheet import Column, Sheet

KIND_NAMES = {
    "minutes": D_("minutes"),
    "group": D_("group"),
    "item": D_("case"),
    "note": D_("loose note"),
    "decision": D_("decision"),
    "action": D_("action"),
}

HITS = (
    Column("on", D_("Date"), lambda hit: hit.day, keep=5),
    Column("kind", D_("Kind"), lambda hit: tr(KIND_NAMES[hit.kind]), keep=2),
    Column("place", D_("Stands in"), lambda hit: f"{hit.id}:{hit.line}"),
    Column("text", D_("Text"), lambda hit: hit.text, wraps=True, marks=lambda hit: hit.marks),
    Column("heading", D_("Item"), lambda hit: hit.heading, keep=1, wraps=True),
)
HITS_FILED = (
    Column("place", D_("Stands in"), lambda hit: f"{hit.path}:{hit.line}"),
    Column("kind", D_("Kind"), lambda hit: hit.kind, spelled=lambda hit: tr(KIND_NAMES[hit.kind])),
    Column("on", D_("Date"), lambda hit: hit.day),
    Column("group", D_("Group"), lambda hit: hit.group),
    Column("text", D_("Text"), lambda hit: hit.text),
    Column("heading", D_("Item"), lambda hit: hit.heading),
    Column("action", D_("Id"), lambda hit: hit.action),
)


def hit_data(hit: Hit) -> dict[str, object]:
    return {
        "kind": hit.kind,
        "id": hit.id,
        "path": hit.path,
        "line": hit.line,
        "on": hit.day or None,
        "group": hit.group or None,
        "title": hit.title,
        "item": hit.heading or None,
        "text": hit.text,
        "marks": [list(mark) for mark in hit.marks],
        "action": hit.action or None,
    }


def hit_sheet(hits: Sequence[Hit], total: int) -> Sheet:
    """The hits that are shown, of so many in all."""
    if not hits:
        summed = tr(N_("Nothing was found."))
    elif total > len(hits):
        summed = tr(N_("The best {n} of {total} places; --limit shows more."), n=len(hits), total=total)
    else:
        summed = tr_n("{n} place", "{n} places", total) + "."
    return Sheet("search", HITS, hits, filed=HITS_FILED, summary=summed, data=hit_data)
