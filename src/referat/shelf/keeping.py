"""Writing what was read into the index. Where that cannot be done, nothing is lost but time."""

from __future__ import annotations

from referat.shelf.outline import VERSION
from referat.shelf.segments import FACTS, STAMP, closed
from referat.store.index import Unusable, folder_of, write_base, write_delta

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import Any

    from referat.shelf.stamps import Look
    from referat.store.index import Index
    from referat.store.places import Places


def can_keep(places: Places) -> bool:
    """Whether there is a folder for an index; that it can be written in is only seen when it is."""
    try:
        folder_of(places)
    except Unusable:
        return False
    return True


def keep_all(places: Places, look: Look, parts: dict[str, Any]) -> None:
    """Keep the parts of a book that was read from nothing."""
    try:  # noqa: SIM105 - contextlib takes long to load
        write_base(places, VERSION, {**_stamped(look), **{name: closed(value) for name, value in parts.items()}})
    except Unusable:
        pass


def keep_changed(places: Places, look: Look, index: Index, parts: dict[str, Any]) -> None:
    """Keep the parts that have changed since the base of this index was written; with the facts of files that it holds in its delta."""
    blobs = _stamped(look)
    for name in [f"{FACTS}{number}" for number in look.kept_numbers()]:
        if name not in blobs and index.has_changed(name):
            blobs[name] = index.blob(name) or b""
    try:  # noqa: SIM105 - as above
        write_delta(places, VERSION, index.id, {**blobs, **{name: closed(value) for name, value in parts.items()}})
    except Unusable:
        pass


def _stamped(look: Look) -> dict[str, bytes]:
    stamp, details = look.to_keep()
    return {STAMP: stamp, **{f"{FACTS}{number}": facts for number, facts in details.items()}}
