"""What stands below the box of an action: the lines its sentence goes on in, its note, and lines that only name its owner or due date."""

import re
from collections.abc import Sequence
from functools import cached_property

from referat.format.boxes import Box, Scan, without_id
from referat.format.due_words import masked
from referat.format.labels import openings_of
from referat.format.lines import WS, columns
from referat.format.numbers import either
from referat.format.tasks import LONGEST_HANDLE, read_task
from referat.languages.phrases import DUE_LABELS, OWNER_LABELS
from referat.model.fact import Fact
from referat.model.pattern import lazily

_LIST_ITEM = re.compile(r"[ \t]*+(?:[-+*•–]|[0-9]{1,9}[.)])[ \t]")
_NOT_PROSE = frozenset("|>#<`~")
_BULLET = re.compile(r"[ \t]*+(?:[-+*]|[0-9]{1,9}[.)])?[ \t]*+")
_OWNER = lazily(rf"(?:{either(OWNER_LABELS)})(?:[ \t]*:)?[ \t]*(?P<handles>@[^\W\d_][\w.\-]{{0,{LONGEST_HANDLE}}}.*)", re.IGNORECASE)
_LABEL = lazily(rf"[*_]*(?:{either(OWNER_LABELS, DUE_LABELS)})[*_ \t]*(?::|\Z)", re.IGNORECASE)
_LABEL_ALONE = lazily(rf"(?:{either(OWNER_LABELS, DUE_LABELS)})(?:[ \t]*:|[ \t]|\Z)", re.IGNORECASE)
_SENTENCE_ENDS = frozenset(".!?:;")


class Labels(Fact):
    """What lines below a box name: the owners, the due date, the lines themselves, and each due date with the index of its line."""

    __slots__ = ("due", "dues", "lines", "owners")

    def __init__(self, owners: tuple[str, ...], due: str | None, lines: tuple[int, ...], dues: tuple[tuple[int, str], ...]) -> None:
        self.owners = owners
        self.due = due
        self.lines = lines
        self.dues = dues


NO_LABELS = Labels((), None, (), ())


class Below:
    """The lines of a body, asked for what stands below one of its boxes."""

    def __init__(self, texts: Sequence[str], found: Scan) -> None:
        self._texts = texts
        self._found = found

    def sentence(self, box: Box) -> tuple[str, int, str | None]:
        """What a box without an id says with the lines that its sentence goes on in, as one line, how many those are, and the id that ends them."""
        index = box.index + 1
        parts = [box.text]
        while index < len(self._texts) and self._goes_on(index, parts[-1]):
            parts.append(self._texts[index].strip())
            index += 1
        if len(parts) == 1:
            return box.text, 0, None
        text, action_id = without_id(" ".join(parts))
        return text, len(parts) - 1, action_id

    def note(self, box: Box, more: int) -> tuple[tuple[str, ...], Labels]:
        """The further lines of an action, indented deeper, neither boxes nor log lines, to the next box; and what those name that only name it."""
        found: list[str] = []
        owners: tuple[str, ...] = ()
        dues: list[tuple[int, str]] = []
        lines: list[int] = []
        for index in range(box.index + 1 + more, len(self._texts)):
            text = self._texts[index]
            if not text:
                continue
            if index in self._boxes or text[0] not in WS:
                break
            if text.strip(WS):
                if columns(text) <= box.indent:
                    break
                if index in self._logs:
                    continue
                found.append(text.strip())
                if index in self._seen and (named := named_by(text)):
                    lines.append(index)
                    owners = owners or named[0]
                    dues += [(index, due) for due in named[1]]
        if not lines:
            return tuple(found), NO_LABELS
        return tuple(found), Labels(owners, dues[0][1] if dues else None, tuple(lines), tuple(dues))

    @cached_property
    def _seen(self) -> frozenset[int]:
        return frozenset(self._found.prose)

    @cached_property
    def _boxes(self) -> set[int]:
        return {box.index for box in self._found.boxes}

    @cached_property
    def _logs(self) -> set[int]:
        return {log.index for log in self._found.logs}

    def _goes_on(self, index: int, before: str) -> bool:
        """Whether a sentence goes on in this line: one of running text, after one that does not end; at the margin with a small letter."""
        text = self._texts[index]
        bare = text.strip(WS)
        if not bare or index not in self._seen or bare[0] in _NOT_PROSE or _LIST_ITEM.match(text):
            return False
        if _LABEL.match(bare) and without_id(bare)[1] is None:
            return False
        if ":" in bare and openings_of(bare):
            return False
        if before[-1:] in _SENTENCE_ENDS and not before[-2:-1].isdigit():
            return False
        return text[0] in WS or bare[0].islower() or bare[0] == "@"


def named_by(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The owners and due dates of a line that holds nothing but such labels; None of any other line."""
    bare = masked(_BULLET.sub("", text, count=1)).strip(" \t.;,")
    if not _LABEL_ALONE.match(bare):
        return None
    owners: tuple[str, ...] = ()
    match = _OWNER.match(" ".join(bare.split()))
    rest = match["handles"] if match else bare
    task = read_task(rest)
    if match:
        owners = task.owners
    if task.task.strip(" .,;") or (not match and task.owners):
        return None
    dues = tuple([due.value for due in task.dues])
    return (owners, dues) if owners or dues else None
