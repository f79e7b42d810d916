"""The ids of actions: what one looks like, and how a new one is made."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Container

# Crockford's base 32 without i, l, o and u: nothing to mishear or misread, and no words.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
MINTED_LENGTH = 5
SHORTEST, LONGEST = 4, 32

_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz-"


def is_action_id(text: str) -> bool:
    """Whether `text` may stand after `^` at the end of an action line: 4 to 32 of 0-9 a-z and inner hyphens."""
    return SHORTEST <= len(text) <= LONGEST and text[0] != "-" != text[-1] and not text.strip(_SIGNS)


def mint(taken: Container[str], choose: Callable[[str], str]) -> str:
    """A new id that is not among `taken`. `choose` picks one character (by chance, or a seeded one in a test).

    An id that is all digits would read as a number, and one that begins another's would make short ids ambiguous; neither is given out.
    """
    while True:
        new = "".join(choose(ALPHABET) for _ in range(MINTED_LENGTH))
        if new not in taken and not new.isdigit():
            return new
