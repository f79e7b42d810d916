"""The ids of actions: what one looks like, and how a new one is made."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Container

# Crockford's base 32 without i, l, o and u: nothing to mishear or misread, and no words.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
MINTED_LENGTH = 5
SHORTEST, LONGEST = 4, 32

# Months, as far as they can be spelled with the alphabet, halves of the day, and what is no number at all.
_READ_AS_DAYS = frozenset(["jan", "feb", "mar", "mars", "apr", "may", "aug", "sep", "sept", "des", "dec", "am", "pm", "a", "p", "nan"])
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz-"


def is_action_id(text: str) -> bool:
    """Whether `text` may stand after `^` at the end of an action line: 4 to 32 of 0-9 a-z and inner hyphens."""
    return SHORTEST <= len(text) <= LONGEST and text[0] != "-" != text[-1] and not text.strip(_SIGNS)


def reads_as_number(text: str) -> bool:
    """Whether something else than an id is read in a text of the alphabet: a number in any common notation, or a day of a month."""
    if text.isdigit():
        return True
    for sign in "edb":  # powers of ten, also as older programs write them; binary numbers
        before, found, after = text.partition(sign)
        if before and found and (before + after).isdigit():
            return True
    if text[:2] == "0x" and not text[2:].strip("0123456789abcdef"):
        return True
    return text.strip("0123456789") in _READ_AS_DAYS


def mint(taken: Container[str], choose: Callable[[str], str]) -> str:
    """A new id that is not among `taken`. `choose` picks one character (by chance, or a seeded one in a test).

    One that a spreadsheet or a program would read as a number or a day (`09e02`, `12mar`) is not given out.
    """
    while True:
        new = "".join(choose(ALPHABET) for _ in range(MINTED_LENGTH))
        if new not in taken and not reads_as_number(new):
            return new
