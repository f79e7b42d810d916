"""Finding the marks that git leaves in a text where two versions could not be put together."""

from referat.store import disk_errors as refusals

# ======= alone is a Markdown heading's underline, so the two outer marks are looked for.
_MARKS = (b"<<<<<<< ", b">>>>>>> ", b"||||||| ")


def conflict_line(data: bytes) -> int | None:
    """The first line, counted from 1, that is a conflict mark; None if there is none."""
    if not any(mark in data for mark in _MARKS):
        return None
    for number, line in enumerate(data.splitlines(), start=1):
        if line.startswith(_MARKS):
            return number
    return None


def refuse_conflict(path: str, data: bytes) -> None:
    """Raise ConflictMarkers if the text holds two versions."""
    line = conflict_line(data)
    if line is not None:
        raise refusals.ConflictMarkers(place=f"{path}:{line}", path=path, line=line)
