"""Working groups that were found, as drafts of group files."""

import json
from collections.abc import Iterator, Sequence

from referat.intake.handles import slug
from referat.intake.result import FoundGroup, Imported, Seat
from referat.intake.seats import open_words
from referat.intake.yaml_text import scalar
from referat.languages.words import GROUP_FIELDS, REFERENCE_FIELDS, written


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
    return [(stem, _file(imported, group, parent, meeting, language)) for group, stem in group_stems(imported.groups)]


def _file(imported: Imported, group: FoundGroup, parent: str | None, meeting: str | None, language: str) -> str:
    def field(key: str) -> str:
        return written(GROUP_FIELDS, key, language)

    lines = ["---", f"{field('title')}: {scalar(group.title)}"]
    if parent:
        lines.append(f"{field('parent')}: {scalar(parent)}")
    if meeting:
        inside, item = written(REFERENCE_FIELDS, "in", language), written(REFERENCE_FIELDS, "item", language)
        of = f", {item}: {json.dumps(group.item, ensure_ascii=False)}" if group.item else ""
        lines.append(f"{field('appointed')}: {{{inside}: {json.dumps(meeting, ensure_ascii=False)}{of}}}")
    if imported.held_on:
        lines.append(f"{field('from')}: {imported.held_on.isoformat()}")
    if group.until:
        lines.append(f"{field('until')}: {group.until}")
    if group.lead:
        lines.append(f"{field('lead')}: {scalar(group.lead)}")
    rest = [seat for seat in group.seats if not (seat.lead and not seat.open)]
    if rest:
        lines += [f"{field('members')}:", *(f"  - {scalar(_member(seat))}" for seat in rest)]
    return "\n".join([*lines, "", "---", "", group.until_words]).rstrip("\n") + "\n"
