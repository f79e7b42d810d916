"""Lines that a person meant as an action but that are none: what is wrong with each, and the line it was meant to be."""

import re
from dataclasses import dataclass

from referat.format.boxes import read_box
from referat.format.lines import WS
from referat.languages.mark import N_
from referat.model.ids import is_action_id

NBSP = "\u00a0\u202f\u2007"


@dataclass(frozen=True, slots=True)
class Mend:
    """What keeps a line from being an action, and the line mended."""

    why: str
    line: str


_BULLET = r"(?P<indent>[ \t]*)(?P<bullet>[-*+]|[0-9]{1,9}[.)])"
_FOREIGN_BULLETS = "•–—·▪◦●‣"

_MAY_BE_BOX = re.compile(r"[\[☐☑☒]")

# why -> pattern with the groups indent, bullet (may be missing), state and rest. The first that fits is meant.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        N_("the sign at its start is not -, * or +"),
        re.compile(rf"(?P<indent>[ \t]*)[{_FOREIGN_BULLETS}][ \t]*\[(?P<state>[ xX/-]?)\][ \t]*(?P<rest>\S.*)"),
    ),
    (
        N_("the box is a picture of a box"),
        re.compile(r"(?P<indent>[ \t]*)(?:(?P<bullet>[-*+•–]|[0-9]{1,9}[.)])[ \t]+)?(?P<sign>[☐☑☒])[ \t]*(?P<rest>\S.*)"),
    ),
    (N_("there is no space before the box"), re.compile(_BULLET + r"\[(?P<state>[ xX/-]?)\][ \t]+(?P<rest>\S.*)")),
    (N_("there is nothing between the brackets"), re.compile(_BULLET + r"[ \t]+\[\][ \t]*(?P<rest>\S.*)")),
    (N_("there is no space after the box"), re.compile(_BULLET + r"[ \t]+\[(?P<state>[ xX/-])\](?P<rest>[^\s(\[].*)")),
    (
        N_("there is more than one sign in the box"),
        re.compile(_BULLET + r"[ \t]+\[(?:[ ]{2,}|[ ]*(?P<state>[xX])[ ]*)\][ \t]+(?P<rest>\S.*)"),
    ),
    (N_("there is no - before the box"), re.compile(r"(?P<indent>[ \t]*)\[(?P<state>[ xX/-])\][ \t]+(?P<rest>\S.*)")),
)

# A dead key on a Norwegian keyboard makes ^a7qkm into â7qkm.
_DEAD_KEY = re.compile(r"(?P<before>.*[ \t])(?P<letter>[âêîôûÂÊÎÔÛ])(?P<rest>[0-9a-z-]{2,31})[ \t]*\Z")
_PLAIN = dict(zip("âêîôûÂÊÎÔÛ", "aeiouAEIOU", strict=True))


def lookalike(text: str) -> Mend | None:
    """What is wrong with a line that looks like an action and is not one; None where it is an action, or does not look like one."""
    if not _MAY_BE_BOX.search(text) or read_box(text):
        return None
    plain = text.translate(dict.fromkeys(map(ord, NBSP), " "))
    if plain != text and read_box(plain):
        return Mend(N_("a space in it is a no-break space"), _without_hard_spaces(text))
    for why, shape in _SHAPES:
        if match := shape.fullmatch(plain.rstrip(WS)):
            groups = match.groupdict()
            state = groups.get("state") or ("x" if groups.get("sign") in {"☑", "☒"} else " ")
            bullet = groups.get("bullet") or "-"
            bullet = "-" if bullet in _FOREIGN_BULLETS else bullet
            return Mend(why, f"{groups['indent']}{bullet} [{state}] {groups['rest']}")
    return None


def dead_key_id(text: str) -> Mend | None:
    """An action line whose id lost its ^ to a dead key: `â7qkm` for `^a7qkm`. None where the line ends otherwise."""
    match = _DEAD_KEY.match(text)
    if not match:
        return None
    meant = _PLAIN[match["letter"]] + match["rest"]
    if not is_action_id(meant) or not any(c.isdigit() for c in meant):
        return None
    return Mend(N_("its id lost the ^ sign"), f"{match['before']}^{meant}")


def _without_hard_spaces(text: str) -> str:
    """The line with plain spaces up to and right after the box; no-break spaces inside the text are the writer's own."""
    close = text.index("]") + 1
    head, rest = text[:close], text[close:]
    return head.translate(dict.fromkeys(map(ord, NBSP), " ")) + " " + rest.lstrip(NBSP + WS)
