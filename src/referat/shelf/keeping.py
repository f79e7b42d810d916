"""Writing what was read into the index. Where that cannot be done, nothing is lost but time."""

from referat.shelf.building import Filled
from referat.shelf.outline import VERSION
from referat.shelf.segments import closed
from referat.store.index import Damaged, Unusable, make_index, remove_index
from referat.store.places import Places


def keep(places: Places, filled: Filled, *, anew: bool) -> bool:
    """Write everything into the index; `anew` throws away what there was. Whether it could be kept."""
    parts = {name: closed(value) for name, value in filled.made.items()}
    for attempt in (anew, True):
        try:
            if attempt:
                remove_index(places)
            index = make_index(places)
            try:
                index.fill(filled.stamps, filled.files, filled.lines, parts, VERSION)
            finally:
                index.close()
            return True
        except Unusable:
            return False
        except Damaged:
            continue
    return False
