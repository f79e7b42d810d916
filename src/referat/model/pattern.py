"""Patterns that are compiled when they are first used: compiling all that a module may need takes longer than most commands need of it."""

from __future__ import annotations

import re

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import Any, AnyStr

_ASKED = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split", "pattern", "flags", "groups", "groupindex", "scanner")


class _Waiting:
    """A pattern that nobody has used yet; once one has, it answers as the compiled one, whose methods it holds."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        compiled: Any = re.compile(self._source, self._flags)
        self.__dict__.update({one: getattr(compiled, one) for one in _ASKED})
        return self.__dict__[name]


def lazily(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern, compiled when it is first used."""
    waiting: Any = _Waiting(source, flags)
    return waiting  # type: ignore[no-any-return]
