"""The base of the facts that every question reads: a record that is compared by its values and never changed.

The other facts are dataclasses. These few are written out, because the questions asked all day load them at every start, and importing
`dataclasses` and letting it make seven classes costs as much as starting Python itself; and what a file has by the dozen, because a frozen
dataclass takes four times as long to make.
"""

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import Self


class Fact:
    """A record of its `__slots__`. Where it stands in a file says nothing about what it is: `place` is not compared."""

    __slots__: tuple[str, ...] = ()
    not_compared = frozenset({"place"})

    def but(self, **changes: object) -> "Self":
        """The same fact with some values changed."""
        return type(self)(**{name: changes.get(name, getattr(self, name)) for name in self.__slots__})

    def values(self) -> tuple[object, ...]:
        """What is compared."""
        return tuple([getattr(self, name) for name in self.__slots__ if name not in self.not_compared])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fact) and type(other) is type(self) and self.values() == other.values()

    def __hash__(self) -> int:
        return hash(self.values())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)})"
