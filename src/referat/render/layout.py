"""How a sheet fits a screen: which columns stay, how wide each may be, and text broken between words to a number of cells."""

from collections.abc import Sequence

from referat.model.text import width
from referat.render.sheet import Column

GAP = 2
# A wrapping column narrower than this is a ladder of syllables; rather drop another column.
LEAST = 14
# What the column that wraps most, the task or the title, needs to be read.
LEAST_WIDEST = 24


def fitted(columns: Sequence[Column], cells: Sequence[Sequence[str]], screen: int, *, headed: bool = True) -> list[tuple[int, int]] | None:
    """The columns that fit the screen, as (index, width) in order; None where not even the last ones do and a row must be stacked."""
    natural = [max([width(column.title_shown) if headed else 1, *[width(row[i]) for row in cells]]) for i, column in enumerate(columns)]
    kept = list(range(len(columns)))
    while kept:
        fixed = sum(natural[i] for i in kept if not columns[i].wraps) + GAP * (len(kept) - 1)
        flexible = [i for i in kept if columns[i].wraps]
        if shares := _shares([natural[i] for i in flexible], screen - fixed):
            words = [max([width(word) for row in cells for word in row[i].split()], default=0) for i in flexible]
            wide = dict(zip(flexible, _unbroken(shares, words), strict=True))
            return [(i, wide.get(i, natural[i])) for i in kept]
        if not flexible and fixed <= screen:
            return [(i, natural[i]) for i in kept]
        droppable = [i for i in kept if columns[i].keep < Column.ALWAYS]
        if not droppable:
            return None
        kept.remove(min(droppable, key=lambda i: (columns[i].keep or 0, -i)))
    return None


def _shares(wishes: Sequence[int], room: int) -> list[int]:
    """How much of the room each of the wrapping columns gets: what it wishes, or an even part of what is left. [] where it is too little."""
    if not wishes:
        return []
    shares = [0] * len(wishes)
    left = room
    order = sorted(range(len(wishes)), key=lambda i: wishes[i])
    for position, i in enumerate(order):
        shares[i] = min(wishes[i], left // (len(order) - position))
        left -= shares[i]
    least = [min(wish, LEAST) for wish in wishes]
    least[order[-1]] = min(wishes[order[-1]], LEAST_WIDEST)
    for i in order[:-1]:  # the widest text takes from the others what it needs to be read
        while shares[order[-1]] < least[order[-1]] and shares[i] > least[i]:
            shares[i] -= 1
            shares[order[-1]] += 1
    return shares if all(share >= small for share, small in zip(shares, least, strict=True)) else []


def _unbroken(shares: Sequence[int], words: Sequence[int]) -> list[int]:
    """The shares, with room given by columns that have more than their longest word to those in which a word would be cut."""
    given = list(shares)
    for narrow, word in enumerate(words):
        while given[narrow] < word:
            rich = max(range(len(given)), key=lambda i: given[i] - words[i])
            if given[rich] <= words[rich] or given[rich] <= LEAST:
                break
            given[rich] -= 1
            given[narrow] += 1
    return given


def broken(text: str, cells: int, indent: str = "", first: str | None = None) -> list[str]:
    """Text in lines of at most `cells`, broken between words; a word that is longer than a line is cut. `first` begins the first line."""
    lines, line, is_empty = [], indent if first is None else first, True
    for word in text.split():
        if not is_empty and width(line) + 1 + width(word) > cells:
            lines.append(line)
            line, is_empty = indent, True
        while width(line) + width(word) > cells and (piece := _beginning(word, cells - width(line))) != word:
            lines.append(line + piece)
            word, line = word[len(piece) :], indent
        line += word if is_empty else " " + word
        is_empty = False
    return [*lines, line]


def _beginning(word: str, cells: int) -> str:
    """As much of a word as fits in the cells, and at least its first character with all that hangs on it."""
    end = 1
    while end < len(word) and width(word[: end + 1]) <= cells:
        end += 1
    while end < len(word) and not width(word[end]):
        end += 1
    return word[:end]
