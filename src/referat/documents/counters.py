"""Numbers that word processors write by themselves: "1.", "2.1", "b)" before headings and list entries."""

from dataclasses import dataclass, field

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


LARGEST_ROMAN = 3999


def roman(number: int) -> str:
    if number > LARGEST_ROMAN:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text


def letters(number: int) -> str:
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(97 + rest) + text
    return text


def written(number: int, style: str) -> str:
    """A number in the style a document names: Word's words and OpenDocument's signs."""
    match style:
        case "lowerLetter" | "a":
            return letters(number)
        case "upperLetter" | "A":
            return letters(number).upper()
        case "lowerRoman" | "i":
            return roman(number)
        case "upperRoman" | "I":
            return roman(number).upper()
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)


@dataclass(slots=True)
class Counters:
    """How far each list has come, by list and level."""

    at: dict[str, list[int]] = field(default_factory=dict)

    def restart(self, key: str, level: int, number: int) -> None:
        """Let the next entry on a level have this number."""
        numbers = self.at.setdefault(key, [])
        numbers += [0] * (level + 1 - len(numbers))
        numbers[level] = number - 1
        del numbers[level + 1 :]

    def step(self, key: str, level: int, starts: dict[int, int]) -> list[int]:
        """Count one entry on a level; deeper levels begin again. The numbers of all levels down to it."""
        numbers = self.at.setdefault(key, [])
        while len(numbers) <= level:
            numbers.append(starts.get(len(numbers), 1) - 1)
        numbers[level] += 1
        for shallower in range(level):
            numbers[shallower] = max(numbers[shallower], starts.get(shallower, 1))
        del numbers[level + 1 :]
        return numbers
