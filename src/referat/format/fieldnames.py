"""What the fields of a header are called, in each language and in each kind of file."""

import unicodedata
from functools import lru_cache

from referat.languages.words import GROUP_FIELDS, ITEM_FIELDS, MINUTES_FIELDS, Spellings, meanings
from referat.model.action import SourceKind

_TABLES: dict[SourceKind, dict[str, Spellings]] = {
    SourceKind.MINUTES: MINUTES_FIELDS,
    SourceKind.GROUP: GROUP_FIELDS,
    SourceKind.ITEM: ITEM_FIELDS,
    SourceKind.NOTE: MINUTES_FIELDS,
}
_MEANINGS = {kind: meanings(table) for kind, table in _TABLES.items()}


@lru_cache(maxsize=1000)
def field_meaning(key: str, kind: SourceKind) -> str:
    """The English name of a field as it is spelled in a file of this kind; the spelling itself, folded, where it is no field we know."""
    folded = unicodedata.normalize("NFC", key).casefold()
    return _MEANINGS[kind].get(folded, folded)
