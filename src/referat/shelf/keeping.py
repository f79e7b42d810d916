"""Writing what was read into the index. Where that cannot be done, nothing is lost but time."""

from contextlib import suppress
from typing import Any

from referat.shelf.outline import VERSION
from referat.shelf.segments import STAMP, closed
from referat.shelf.stamps import Look
from referat.store.index import Unusable, write_base, write_delta
from referat.store.places import Places


def keep_all(places: Places, look: Look, parts: dict[str, Any]) -> None:
    """Keep the parts of a book that was read from nothing."""
    with suppress(Unusable):
        write_base(places, VERSION, {STAMP: look.kept_stamp, **{name: closed(value) for name, value in parts.items()}})


def keep_changed(places: Places, look: Look, base: bytes, parts: dict[str, Any]) -> None:
    """Keep the parts that have changed since the base was written."""
    with suppress(Unusable):
        write_delta(places, VERSION, base, {STAMP: look.kept_stamp, **{name: closed(value) for name, value in parts.items()}})
