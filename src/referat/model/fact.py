"""The base of the facts that every command reads: a record that is compared by its values and never changed.

Importing `dataclasses` and letting it make the classes of one command costs as much as starting Python itself. What a file has by the dozen
writes out its `__slots__` and `__init__`, because that is made four times as quickly; the others are a `Record` and name their fields as a
dataclass does.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import Any, Self, dataclass_transform
else:

    def dataclass_transform(**_: object) -> object:
        """What tells a type checker that a class is made from its fields."""
        return lambda kind: kind


class Fact:
    """A record of its `__slots__`. Where it stands in a file says nothing about what it is: `place` is not compared."""

    __slots__: tuple[str, ...] = ()
    not_compared = frozenset({"place"})

    def but(self, **changes: object) -> Self:
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


@dataclass_transform(frozen_default=True)
class RecordType(type):
    """Makes the fields that a class names its slots, and what is given to them there what they are where nothing is said."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> RecordType:
        fields = tuple(body.get("__annotations__", ()))
        body["defaults"] = {field: body.pop(field) for field in fields if field in body}
        body["__slots__"] = fields
        return super().__new__(cls, name, bases, body)


class Record(Fact, metaclass=RecordType):
    """A fact made of the fields that it names, in their order; one line each, and no `__init__`."""

    def __init__(self, *given: object, **named: object) -> None:
        fields, defaults = self.__slots__, getattr(self, "defaults", {})
        values = {**defaults, **dict(zip(fields, given, strict=False)), **named}
        if len(given) > len(fields) or values.keys() != set(fields) or not named.keys().isdisjoint(fields[: len(given)]):
            raise TypeError(f"{type(self).__name__} is made of {', '.join(fields)}")
        for name, value in values.items():
            setattr(self, name, value)
