"""The lists of a book and what is looked up in them: answered from its index, without opening a page."""

from __future__ import annotations

from functools import cached_property

from referat.query.group_tree import groups_under, heard_from, known_groups
from referat.query.partial_match import fitting

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from referat.index.questions import Questions
    from referat.model.approval import Approval, ApprovesEntry
    from referat.model.people import Participant
    from referat.query.people import PersonStanding
    from referat.query.rows import ActionRow, GroupHead, MeetingHead, MeetingRow, Owner
    from referat.store.listing import Skipped
    from referat.store.places import Places


class Lists:
    """What a book answers from its index alone."""

    def __init__(self, places: Places, index: Questions) -> None:
        self.places = places
        self.index = index

    @property
    def root(self) -> str:
        return self.places.root

    def close(self) -> None:
        """Let go of the index, once all that is asked has been fetched."""
        self.index.close()

    def rows(self, groups: Iterable[str] = (), *, is_open: bool | None = None) -> list[ActionRow]:
        """The actions of these groups, or of all where none is named; open or closed ones alone where that is said. In the order they were born."""
        return self.index.action_rows(groups, is_open=is_open)

    @cached_property
    def action_rows(self) -> list[ActionRow]:
        """Every action as lists show it."""
        return self.rows()

    def closed_since(self, day: str, groups: Iterable[str] = ()) -> list[ActionRow]:
        """The actions of these groups, or of all where none is named, that were closed on a day or later."""
        return self.index.closed_since(day, groups)

    def rows_in(self, meeting_id: str) -> list[ActionRow]:
        """The actions that minutes with this id hold."""
        return [row for row in self.index.rows_in_files_called(meeting_id) if meeting_id in row.meetings]

    def rows_owned(self, person: PersonStanding) -> list[ActionRow]:
        """The actions of somebody."""
        return self.index.rows_owned(frozenset(person.owning).__contains__)

    def rows_of_handles(self, handles: Collection[str], *, is_open: bool | None = None) -> list[ActionRow]:
        """The actions of those whom these handles name, as `rows`."""
        return self.index.rows_owned(lambda owner: owner[0] in handles, is_open=is_open)

    @cached_property
    def meeting_rows(self) -> list[MeetingRow]:
        """All minutes as the list of meetings shows them, in order."""
        return self.index.meeting_rows()

    def meetings_of_group(self, group_id: str) -> list[MeetingRow]:
        """The minutes of one group, as `meeting_rows`."""
        from referat.model.text import fold

        return self.index.meeting_rows("AND folded = ?", (fold(group_id),))

    @cached_property
    def heads(self) -> list[MeetingHead]:
        """All minutes by when they were and what they are called, in order."""
        return self.index.heads()

    def heads_called(self, minutes_id: str) -> list[MeetingHead]:
        """The minutes with exactly this id, whatever its case: one, where no id stands twice."""
        from referat.model.text import fold

        return self._heads_by_id.get(fold(minutes_id), [])

    @cached_property
    def _heads_by_id(self) -> dict[str, list[MeetingHead]]:
        from referat.model.text import fold

        found: dict[str, list[MeetingHead]] = {}
        for head in self.heads:
            found.setdefault(fold(head.id), []).append(head)
        return found

    @cached_property
    def group_heads(self) -> list[GroupHead]:
        """The groups that have a file, by its path."""
        return self.index.groups

    @cached_property
    def group_ids(self) -> tuple[str, ...]:
        """Every group that has a file, or that minutes or actions name."""
        return known_groups((group.id for group in self.group_heads), self.index.groups_named)

    @property
    def item_ids(self) -> list[str]:
        """The ids of prepared items."""
        return self.index.ids_of_kind("item")

    def open_counts(self, today: date) -> dict[str, tuple[int, int]]:
        """How many open actions each group has, by its folded id, and how many of them are overdue."""
        return self.index.open_counts(today.isoformat())

    def meetings_of(self, person: PersonStanding) -> tuple[list[MeetingHead], list[MeetingHead]]:
        """The meetings that somebody was at, and those they stayed away from."""
        return self.index.meetings_of(person.met)

    @property
    def owners(self) -> list[Owner]:
        """Everybody who owns an action, or is in the register."""
        from referat.model.text import fold

        return [*self.index.owners, *((fold(handle), name, org) for handle, name, org in self.index.around.people)]

    @property
    def registered(self) -> list[str]:
        """The handles of the register."""
        return [handle for handle, *_ in self.index.around.people]

    @property
    def own_language(self) -> str:
        """The language the book says it is written in; "" where it does not say."""
        return self.index.around.language

    @property
    def language(self) -> str:
        """The language the book is written in; bokmål where it does not say."""
        return self.own_language or "nb"

    @property
    def views(self) -> dict[str, dict[str, str]]:
        return self.index.around.views

    @property
    def has_unread(self) -> bool:
        """Whether there are files that could not be read, or were not opened."""
        return bool(self.index.around.unread or self.passed_over or self.index.has_unread)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The Markdown files of the book, sorted, as the disk lists them."""
        return tuple(path for path, *_ in self.index.look.files)

    @property
    def passed_over(self) -> tuple[Skipped, ...]:
        """What lies where a file of the book would, and is not opened, with the reason."""
        return tuple(self.index.look.skipped)

    def kept(self, name: str) -> dict[str, bytes]:
        """What was kept under this name, by the paths of the files that have not changed since."""
        return self.index.kept(name)

    def keep(self, name: str, data: Mapping[str, bytes]) -> None:
        """Keep something of each of these files under a name, until the file changes or the index is made anew. It may be lost at any time."""
        self.index.keep(name, data)

    def find_head(self, typed: str, today: date) -> MeetingHead:
        """The minutes that were typed, by when they were and what they are called."""
        from referat.query.lookup import pick_minutes

        return pick_minutes(typed, self.heads, today)

    def find_group(self, typed: str) -> str:
        """The id of a group that has a file, or that minutes or actions name."""
        if len(hits := fitting(typed, self.group_ids)) == 1:
            return hits[0]
        from referat.query.lookup import UnknownGroup, pick

        return pick(typed, self.group_ids, UnknownGroup)

    def groups_under(self, group_id: str) -> list[str]:
        """The group, and every group under it."""
        return groups_under(group_id, self.group_heads)

    def since(self, typed: str | None, groups: Collection[str], today: date) -> str:
        """The ISO day that `--since` means, "" where it is not said; `last` is the last meeting of these groups, where they have met."""
        if not typed:
            return ""
        from referat.query import days

        return days.since(typed, today, self.minutes_for(groups)).isoformat()

    def minutes_for(self, groups: Collection[str]) -> Sequence[MeetingHead]:
        """The minutes that these groups, the first of them above the others, hear their news from: their own, else those of the group above."""
        for wanted in heard_from(groups, self.group_heads):
            if found := self.index.heads_of(wanted):
                return found
        return self.heads

    @property
    def people_met(self) -> list[Participant]:
        """Everybody at meetings, the last met last."""
        from referat.model.people import Participant

        return [Participant(name, org) for (name, org), *_ in self.index.presence]

    @property
    def unread_paths(self) -> list[str]:
        """The files that could not be read."""
        return self.index.paths("")

    @property
    def heads_with_cases(self) -> list[MeetingHead]:
        """Those minutes that bear on the waiting list: they put a case off or raise one, or take one up."""
        return self.index.heads("AND bears_on_cases")

    @property
    def approves(self) -> dict[str, tuple[ApprovesEntry, ...]]:
        """What minutes approve, by the path of theirs: whose minutes by id, or by the day, and which text."""
        from referat.model.approval import ApprovesEntry

        return {path: tuple([ApprovesEntry(*entry) for entry in entries]) for path, entries in self.index.approves}

    @property
    def approvals(self) -> list[tuple[str, Approval]]:
        """The approvals of minutes by their ids, as far as the checkpoint counts them: the moment of recording and the digest."""
        from referat.model.approval import Approval

        return [(minutes_id, Approval(text, recorded=recorded)) for minutes_id, recorded, text in self.index.approvals]

    @property
    def file_ids(self) -> dict[str, str]:
        """The id of every file of the book by its path, whether it can be read or not."""
        from referat.format.paths import file_id

        return {path: file_id(path) for (path,) in self.index.rows("SELECT path FROM files ORDER BY path")}

    def files_of(self, action_id: str) -> list[str]:
        """The files that hold the action with exactly this id."""
        return self.index.files_of(action_id)

    def id_and_words(self, action_id: str) -> str:
        """An action's id and the beginning of its text, to choose among several."""
        from referat.model.text import safe, shorten

        text = next((row.text for row in self.index.actions_where("WHERE a.id = ?", (action_id,))), "")
        return f"{action_id} ({safe(shorten(text, 40))})" if text else action_id
