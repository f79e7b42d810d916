"""Working groups that were found, as drafts of group files."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from referat.legacy.groups import open_words
from referat.legacy.handles import slug
from referat.legacy.result import FoundGroup, Imported, Seat
from referat.legacy.yamltext import scalar

# title, parent, appointed, in, item, from, until, lead, members (docs/format.md, section 4).
_WORDS = MappingProxyType(
    {
        "nb": ("tittel", "under", "oppnevnt", "i", "sak", "fra", "til", "leder", "medlemmer"),
        "nn": ("tittel", "under", "oppnemnd", "i", "sak", "frå", "til", "leiar", "medlemer"),
        "en": ("title", "parent", "appointed", "in", "item", "from", "until", "lead", "members"),
    }
)


def group_stems(groups: Sequence[FoundGroup]) -> Iterator[tuple[FoundGroup, str]]:
    """Each group with the stem of its file, no two alike."""
    seen: set[str] = set()
    for group in groups:
        base = slug(group.title) or f"gruppe-{group.number or len(seen) + 1}"
        base = base if base[0].isalpha() else f"g-{base}"
        stem, count = base, 2
        while stem in seen:
            stem, count = f"{base}-{count}", count + 1
        seen.add(stem)
        yield group, stem


def _member(seat: Seat) -> str:
    if seat.open:
        return open_words(seat)
    return f"{seat.name} ({seat.org})" if seat.org else seat.name


def to_groups(imported: Imported, *, parent: str | None = None, meeting: str | None = None, language: str = "nb") -> list[tuple[str, str]]:
    """A file for each group: (stem, text). `meeting` is the id that the minutes get in the book."""
    title, under, appointed, in_, item, since, until, lead, members = _WORDS.get(language, _WORDS["nb"])
    files = []
    for group, stem in group_stems(imported.groups):
        lines = ["---", f"{title}: {scalar(group.title)}"]
        if parent:
            lines.append(f"{under}: {scalar(parent)}")
        if meeting:
            of = f", {item}: {scalar(group.item)}" if group.item and "," not in group.item else ""
            lines.append(f"{appointed}: {{{in_}: {scalar(meeting)}{of}}}")
        if imported.held_on:
            lines.append(f"{since}: {imported.held_on.isoformat()}")
        if group.until:
            lines.append(f"{until}: {group.until}")
        if group.lead:
            lines.append(f"{lead}: {scalar(group.lead)}")
        rest = [seat for seat in group.seats if not (seat.lead and not seat.open)]
        if rest:
            lines += [f"{members}:", *(f"  - {scalar(_member(seat))}" for seat in rest)]
        lines += ["", "---", ""]
        if group.until_words:
            lines.append(group.until_words)
        files.append((stem, "\n".join(lines).rstrip("\n") + "\n"))
    return files
