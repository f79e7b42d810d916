"""Minutes written as most are, skimmed: their head, and the groups and actions that they may name.

Most of the time that actions take is that of taking their lines apart; where only some groups are asked about, most need not be.
"""

import re

from referat.format.plainhead import PlainHead, cut_plainly, is_composed, plain_head
from referat.format.plainminutes import is_name

_TAGS = re.compile(r"\+([^\W\d_]\S*)").findall
_IDS = re.compile(r"\^(\S+)").findall


class Skimmed:
    """What skimming found. `tags` and `ids` are all the groups and actions that the body may name, and perhaps more."""

    __slots__ = ("head", "ids", "tags")

    def __init__(self, head: PlainHead, tags: frozenset[str], ids: list[str]) -> None:
        self.head = head
        self.tags = tags
        self.ids = ids


def skim_plain_minutes(path: str, data: bytes) -> Skimmed | None:
    """The minutes that a file outside groups/ and items/ is, skimmed; None where the reader must be asked, or where a group's name may end."""
    cut = cut_plainly(data)
    if cut is None or not is_composed(path):
        return None
    text, lines, closing = cut
    head = plain_head(path, lines[1:closing])
    tags = frozenset(_TAGS(text))
    return Skimmed(head, tags, _IDS(text)) if head and all(map(is_name, tags)) else None
