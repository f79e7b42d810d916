"""The groups of a book: which stand under which, who sits in them, what is left of their term, and what they have to do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from referat.model.action import Source, SourceKind
from referat.model.fact import Record
from referat.model.group import Group
from referat.model.people import fold
from referat.model.text import alphabetical
from referat.query.group_tree import reached, straight_under


class GroupStanding(Record):
    """A group on a day. `days_left` is None where its term has no end, below zero where that has passed."""

    group: Group
    days_left: int | None
    is_past_term: bool
    open_actions: int
    overdue: int

    @classmethod
    def of_name(cls, group_id: str) -> "GroupStanding":
        """A group that minutes or actions name, and that has no file."""
        return cls(Group(group_id, "", group_id, source=Source("", group_id, SourceKind.GROUP, group_id)), None, False, 0, 0)

    @property
    def is_closed(self) -> bool:
        return self.group.closed is not None


def stand(groups: Sequence[Group], counts: Mapping[str, tuple[int, int]], today: date) -> list[GroupStanding]:
    """Every group, each standing body followed by those under it; `counts` are its open actions and those of them that are overdue, by folded id."""
    return [_standing(group, *counts.get(fold(group.id), (0, 0)), today) for group in in_order(groups)]


def in_order(groups: Sequence[Group]) -> list[Group]:
    """Groups by id, each one's working groups after it."""
    ordered = sorted(groups, key=lambda g: alphabetical(g.id))
    ids = {fold(g.id) for g in ordered}
    tops = [g for g in ordered if fold(g.parent) not in ids]
    below = straight_under(ordered)
    by_id: dict[str, list[Group]] = {}
    for group in ordered:
        by_id.setdefault(group.id, []).append(group)
    found: list[Group] = []
    for top in [*tops, *ordered]:  # the second round takes in groups that stand under each other in a ring
        if top.id in by_id:
            found += [group for group_id in reached(top.id, below) for group in by_id.pop(group_id, ())]
    return found


def _standing(group: Group, open_actions: int, overdue: int, today: date) -> GroupStanding:
    return GroupStanding(
        group=group,
        days_left=(group.until - today).days if group.until else None,
        is_past_term=group.is_past_term(today),
        open_actions=open_actions,
        overdue=overdue,
    )


def holding(groups: Iterable[GroupStanding], words: Iterable[str]) -> list[GroupStanding]:
    """The groups whose id, title or lead holds all the words."""
    wanted = [fold(word) for word in words]
    return [g for g in groups if all(word in fold(" ".join([g.group.id, g.group.title, *(p.name for p in g.group.lead)])) for word in wanted)]
