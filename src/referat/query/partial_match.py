"""Which of many ids a typed word fits: exactly, as a beginning, or as any part. Loads next to nothing."""

from __future__ import annotations

from referat.model.text import fold

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable


def fitting(typed: str, ids: Iterable[str]) -> list[str]:
    """The ids that `typed` is; where it is none, those that begin with it; else those that hold it. In order."""
    wanted, known = fold(typed), sorted(set(ids))
    if not wanted:
        return []
    folded = [(fold(one), one) for one in known]
    return (
        [one for name, one in folded if name == wanted]
        or [one for name, one in folded if name.startswith(wanted)]
        or [one for name, one in folded if wanted in name]
    )
