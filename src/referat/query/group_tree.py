"""Groups above and below each other: which are meant by one, whose minutes are theirs, and how those without a file are spelled.

Loads next to nothing.
"""

from __future__ import annotations

from referat.model.text import fold

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import Protocol

    class Nested(Protocol):
        """A group that stands under another."""

        @property
        def id(self) -> str: ...
        @property
        def parent(self) -> str: ...


def groups_under(group_id: str, groups: Iterable[Nested]) -> list[str]:
    """The group itself, and every group that stands under it, at any depth."""
    return reached(group_id, straight_under(groups))


def straight_under(groups: Iterable[Nested]) -> dict[str, list[str]]:
    """The groups that stand straight under each, by its folded id."""
    below: dict[str, list[str]] = {}
    for group in groups:
        if group.parent:
            below.setdefault(fold(group.parent), []).append(group.id)
    return below


def reached(group_id: str, below: Mapping[str, Sequence[str]]) -> list[str]:
    """A group and all that stand under it, each once, also where they stand in a ring."""
    found = {fold(group_id): group_id}
    waiting = [group_id]
    for upper in waiting:  # grows as it is read
        new = {fold(one): one for one in below.get(fold(upper), ()) if fold(one) not in found}
        found |= new
        waiting += new.values()
    return list(found.values())


def known_groups(with_file: Iterable[str], named: Iterable[str]) -> tuple[str, ...]:
    """Each group once: as its file spells it, else as the first in the alphabet of those that name it."""
    known: dict[str, str] = {}
    for name in (*with_file, *sorted(named)):
        known.setdefault(fold(name), name)
    return tuple(known.values())


def heard_from(group_ids: Collection[str], groups: Iterable[Nested]) -> Iterator[set[str]]:
    """Whose minutes these groups, the first of them above the others, hear their news from: their own, else those of the group above it.

    The first set with any minutes is meant; where none has, all minutes are.
    """
    by_id = {fold(g.id): g for g in groups}
    wanted, seen = {fold(group_id) for group_id in group_ids}, set[str]()
    above = fold(next(iter(group_ids), ""))
    while wanted and above not in seen:
        yield wanted
        seen.add(above)
        above = fold(by_id[above].parent) if above in by_id else ""
        wanted = {above} - {""}
