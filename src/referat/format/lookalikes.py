"""Lines that a person meant as an action but that are none: what is wrong with each, and the line it was meant to be."""

import re
from datetime import date

from referat.format.boxes import read_box
from referat.format.lines import WS
from referat.languages.mark import N_
from referat.languages.phrases import BOX_WORDS, DUE_LABELS, OWNER_LABELS, TASK_LABELS
from referat.languages.words import spellings
from referat.model.fact import Record
from referat.model.ids import is_action_id
from referat.model.pattern import lazily

NBSP = "\u00a0\u202f\u2007"


class Mend(Record):
    """What keeps a line from being an action, and the line mended."""

    why: str
    line: str


_BULLET = r"(?P<indent>[ \t]*)(?P<bullet>[-*+]|[0-9]{1,9}[.)])"
_FOREIGN_BULLETS = "•–—·▪◦●‣"

_LEADS = " \t-*+_0123456789.)"
_LONGEST_LABEL = 30
_BULLETS = lazily(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])?[ \t]*")
_MAY_BE_BOX = lazily(r"[\[☐☑☒]")

# why -> pattern with the groups indent, bullet (may be missing), state and rest. The first that fits is meant.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        N_("the sign at its start is not -, * or +"),
        lazily(rf"(?P<indent>[ \t]*)[{_FOREIGN_BULLETS}][ \t]*\[(?P<state>[ xX/-]?)\][ \t]*(?P<rest>\S.*)"),
    ),
    (
        N_("the box is a picture of a box"),
        lazily(r"(?P<indent>[ \t]*)(?:(?P<bullet>[-*+•–]|[0-9]{1,9}[.)])[ \t]+)?(?P<sign>[☐☑☒])[ \t]*(?P<rest>\S.*)"),
    ),
    (N_("there is no space before the box"), lazily(_BULLET + r"\[(?P<state>[ xX/-]?)\][ \t]+(?P<rest>\S.*)")),
    (N_("there is nothing between the brackets"), lazily(_BULLET + r"[ \t]+\[\][ \t]*(?P<rest>\S.*)")),
    (N_("there is no space after the box"), lazily(_BULLET + r"[ \t]+\[(?P<state>[ xX/-])\](?P<rest>[^\s(\[].*)")),
    (
        N_("there is more than one sign in the box"),
        lazily(_BULLET + r"[ \t]+\[(?:[ ]{2,}|[ ]*(?P<state>[xX])[ ]*)\][ \t]+(?P<rest>\S.*)"),
    ),
    (N_("there is no - before the box"), lazily(r"(?P<indent>[ \t]*)\[(?P<state>[ xX/-])\][ \t]+(?P<rest>\S.*)")),
)

# A box whose sign says nothing here, one that is escaped, and one in a table. What they were meant to be, nobody can tell for them.
_OTHER_SIGN = lazily(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[(?P<sign>[^\]\[\s]{1,4})\](?P<rest>[ \t]+\S.*)")
_ESCAPED = lazily(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\\\[(?P<state>[ xX/-]?)\\?\](?P<rest>[ \t]+\S.*)")
_IN_TABLE = lazily(r"[ \t]*\|.*\[[ xX/-]\].*\|")
_OWNER_LABELS, _DUE_LABELS, _TASK_LABELS = map(spellings, (OWNER_LABELS, DUE_LABELS, TASK_LABELS))
_SIGNS = frozenset("!?><~+.*✓✔✗✘→•√") | spellings(BOX_WORDS)
_A_HANDLE = lazily(r"(?:\A|(?<=[\s(|]))@[^\W\d_][\w.\-]*(?![\w@])")

# A dead key on a Norwegian keyboard makes ^a7qkm into â7qkm.
_DEAD_KEY = lazily(r"(?P<before>.*[ \t])(?P<letter>[âêîôûÂÊÎÔÛ])(?P<rest>[0-9a-z-]{2,31})[ \t]*\Z")
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


def named_only(text: str) -> str | None:
    """Why a line that looks like a box is none, where only a person can tell what it was meant to be; None where it does not look so."""
    if _ESCAPED.fullmatch(text):
        return N_("the box has a backslash before it")
    if _IN_TABLE.fullmatch(text):
        return N_("the box stands in a table")
    match = _OTHER_SIGN.fullmatch(text)
    if match and (match["sign"].casefold() in _SIGNS or (len(match["sign"]) == 1 and not match["sign"].isalnum()) or _A_HANDLE.search(match["rest"])):
        return N_("the sign in the box is not one of blank, x, / and -")
    return None


def forgotten_box(text: str) -> str | None:
    """Why a line in which a handle and a due date stand is no action; None where nothing says that one was meant."""
    from referat.format.tasks import read_task

    if not _A_HANDLE.search(text) or text.lstrip()[:1] in {">", "["}:
        return None
    if text.lstrip().startswith("|"):
        cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
        has_due = any(read_task(cell).due or _is_day(cell) for cell in cells)
        return N_("it stands in a table") if has_due and any(_A_HANDLE.fullmatch(cell) for cell in cells) else None
    words = _BULLETS.sub("", text, count=1)
    return N_("there is no box before it") if read_task(words).due else None


def task_in_words(text: str) -> str | None:
    """Why a line that begins with a word for a task and names a due date is no action: `Aksjon: Siv maler boden innen 1. april`."""
    from referat.format.tasks import read_task

    label, _, words = text.partition(":")
    if len(label) > _LONGEST_LABEL or label.strip(_LEADS).casefold() not in _TASK_LABELS or not words.strip():
        return None
    return N_("there is no box before it") if read_task(words.lstrip("*_ ")).due else None


def is_table_of_tasks(text: str) -> bool:
    """Whether a line is the head of a table with a column for whose something is, and one for when it is due."""
    cells = {cell.strip(" *_:").casefold() for cell in text.strip().strip("|").split("|")}
    return not cells.isdisjoint(_OWNER_LABELS) and not cells.isdisjoint(_DUE_LABELS)


def _is_day(text: str) -> bool:
    from referat.model.dates import read_due

    return any(c.isdigit() for c in text) and read_due(text, date(2024, 1, 1)) is not None


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
