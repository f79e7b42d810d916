"""What hand-outs ask of a book. `Book` answers all of it; nothing here knows how."""

from collections.abc import Collection, Sequence
from typing import Protocol

from referat.format.document import Document
from referat.format.settings import Settings
from referat.model.action import Action, ActionLine
from referat.model.group import Group
from referat.model.meeting import Minutes, PreparedItem
from referat.model.people import Register
from referat.query.people import PersonStanding
from referat.query.rows import ActionRow


class BookSource(Protocol):
    """The facts of a book, as far as documents are made from them."""

    @property
    def language(self) -> str: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def register(self) -> Register: ...
    @property
    def minutes(self) -> tuple[Minutes, ...]: ...
    @property
    def groups(self) -> tuple[Group, ...]: ...
    @property
    def items(self) -> tuple[PreparedItem, ...]: ...
    @property
    def actions(self) -> tuple[Action, ...]: ...
    def action(self, action_id: str) -> Action | None: ...
    def minutes_called(self, minutes_id: str) -> Minutes | None: ...
    def minutes_since(self, day: str, groups: Collection[str] = ()) -> tuple[Minutes, ...]: ...
    @property
    def action_rows(self) -> list[ActionRow]: ...
    @property
    def people(self) -> Sequence[PersonStanding]: ...
    @property
    def newest_orgs(self) -> dict[str, str]: ...

    @property
    def earlier_minutes(self) -> tuple[tuple[str, Minutes], ...]:
        """The texts that corrections took the place of."""

    @property
    def emails(self) -> dict[str, str]: ...
    @property
    def paths(self) -> tuple[str, ...]:
        """The pages of the book."""

    def row_of(self, action: Action) -> ActionRow: ...
    def page(self, path: str) -> object:
        """What a file of the book says: minutes, a group, an item or a note; None where it cannot be read."""

    def document(self, path: str) -> Document: ...
    def name_of(self, handle: str, line: ActionLine) -> str: ...
    def has_file(self, path: str) -> bool: ...
    def attached(self, path: str) -> bytes | None:
        """A file of the book that is no page of it, by its path in the book; None where it is not there, is a link, or is too large."""
