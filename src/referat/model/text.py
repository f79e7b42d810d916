"""Text from a stranger's file made fit for a screen: nothing in it can move the cursor, hide itself or turn the line around.

`safe` is for one line; a tab or a line break inside it is made visible too. Width is counted in the cells of a terminal.
"""

# Not printable to Python, and still harmless: the spaces of typography, and the two invisible signs that ordinary text needs,
# the joiner inside many emoji and the soft hyphen. All others without a shape of their own (Cc, Cf, Cs, Co, Cn, Zl, Zp) are shown.
KEPT = frozenset("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200d\u00ad")


def safe(text: str) -> str:
    r"""`text` with every control, direction, format, private and unassigned character written as \xNN, \uNNNN or \UNNNNNNNN."""
    if text.isprintable():
        return text
    return "".join([c if c.isprintable() or c in KEPT else _written(ord(c)) for c in text])


# What was folded lately: in a book the same few names and words come again and again.
_FOLDED: dict[str, str] = {}
_MOST_FOLDED = 10_000


def fold(text: str) -> str:
    """Text as names and ids are compared: composed (NFC), case folded, white space made single."""
    known = _FOLDED.get(text)
    if known is None:
        if len(_FOLDED) >= _MOST_FOLDED:
            _FOLDED.clear()
        known = _FOLDED[text] = _folded(text)
    return known


# The last letters of the alphabet, as they are sorted; `aa` is an å, and ä and ö are sorted as æ and ø.
_LAST_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def alphabetical(text: str) -> str:
    """What a name is sorted by: æ, ø and å after z, `aa` as å, other letters without their accents."""
    folded = fold(text)
    if folded.isascii() and "aa" not in folded:
        return folded
    from unicodedata import combining, normalize

    sorted_as = folded.replace("aa", "å").translate(_LAST_LETTERS)
    return "".join([sign for sign in normalize("NFD", sorted_as) if not combining(sign)])


def _folded(text: str) -> str:
    if text.isascii():  # the common case needs no tables
        return " ".join(text.lower().split())
    from unicodedata import normalize

    return " ".join(normalize("NFC", normalize("NFC", text).casefold()).split())


def _written(code: int) -> str:
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def width(text: str) -> int:
    """How many cells a line fills: two for a wide character (East Asian, most emoji), none for an accent or a joiner."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def shorten(text: str, cells: int) -> str:
    """`text` in at most `cells`, with an ellipsis where it was cut."""
    if width(text) <= cells:
        return text
    kept, left = [], cells - 1
    for character in text:
        left -= _cells(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…" if cells > 0 else ""


def at_words(line: str, cells: int) -> list[str]:
    """A line broken between words so that each part fits, indented as it was; a word that is too long is left to the terminal.

    The codes of colours fill no cells.
    """
    if _shown_width(line) <= cells:
        return [line]
    said = line.lstrip(" ")
    indent = line[: len(line) - len(said)]
    parts, part = [], ""
    for word in said.split(" "):
        longer = f"{part} {word}" if part else word
        if part.strip() and _shown_width(indent + longer) > cells:
            parts.append(indent + part.rstrip())
            part = word
        else:
            part = longer
    return [*parts, indent + part]


def _shown_width(text: str) -> int:
    if "\x1b" in text:
        from re import sub

        text = sub("\x1b\\[[0-9;]*m", "", text)
    return width(text)


def _cells(character: str) -> int:
    if character.isascii():
        return 1
    from unicodedata import category, east_asian_width

    if category(character) in ("Mn", "Me") or character == "\u200d":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def file_word(name: str) -> str:
    """An id as part of a file's name, of an address and of a UID: no separator of folders, no sign that would need an escape."""
    return "".join([sign if sign.isalnum() or sign in "-_." else "-" for sign in name]) or "-"
