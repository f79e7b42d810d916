"""Which meetings are asked for. Works on rows, and loads next to nothing."""

from __future__ import annotations

from referat.query.filters import fold

STATUSES = ("draft", "circulated", "approved", "cancelled")  # how far minutes have come

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from referat.query.rows import MeetingRow


def meetings_held(
    rows: Iterable[MeetingRow],
    words: Iterable[str] = (),
    groups: Iterable[str] = (),
    since: str = "",
    until: str = "",
    statuses: Collection[str] = (),
) -> list[MeetingRow]:
    """The meetings that hold all the words, the newest first, of the days from `since` to `until`, both counted in ("" for no end)."""
    wanted, within = [fold(word) for word in words], {fold(group) for group in groups}
    found = [
        row
        for row in rows
        if (not within or fold(row.group) in within)
        and row.on >= since
        and (not until or row.on <= until)
        and (not statuses or row.status in statuses)
        and _has_words(row, wanted)
    ]
    return sorted(found, key=lambda row: (row.on, row.start, row.id), reverse=True)


def _has_words(row: MeetingRow, words: list[str]) -> bool:
    text = fold(f"{row.id} {row.title} {row.group} {row.venue} {row.on}") if words else ""
    return all(word in text for word in words)
