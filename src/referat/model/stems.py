"""File names made of titles and names: letters a-z, digits and hyphens, so that they are the same on every disk and in every shell."""

import re
import unicodedata

# Letters that lose more than an accent when they are written without it.
_SPELLED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ü": "u", "ß": "ss", "ð": "d", "þ": "th", "đ": "d", "ł": "l", "œ": "oe"})
_OTHER = re.compile(r"[^a-z0-9]+")
LONGEST = 80


def stem_of(text: str) -> str:
    """`text` as a part of a file name; "" where nothing of it can be one. Never a path: dots and slashes become hyphens."""
    letters = unicodedata.normalize("NFC", text).casefold().translate(_SPELLED)
    bare = "".join(c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c))
    return _OTHER.sub("-", bare).strip("-")[:LONGEST].rstrip("-")
