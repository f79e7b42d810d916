"""Two versions of a file put together: actions and their logs by id and date, everything else by lines, as git would.

Before the lines are merged, each action that all sides hold is made the same in all of them: its box, its words and its dated lines
as they are together. What is left of the differences is for the lines. Whatever is not sure stays a conflict, and nobody's word is lost.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from referat.format.boxes import Box, LogEvent, Scan
from referat.format.canon import digest
from referat.format.document import Document, parse
from referat.format.edits import boxes_of
from referat.format.lines import WS, Line
from referat.format.merge_entries import register, settled
from referat.format.merge_pieces import Disputed, Merged, MergeLines, all_disputed, joined, of_three
from referat.format.numbers import either
from referat.format.reader import read_page
from referat.languages.words import DUE_WORDS
from referat.model.action import CLOSING, Event, EventKind, Status
from referat.model.meeting import Minutes
from referat.model.state import own_state_closes

_DECISIVE = CLOSING | {EventKind.REOPENED}
# With more places in doubt nobody would answer the questions one by one, and all answers to them could not be looked at.
_MOST_DISPUTED = 30

# Whoever approves writes this line; people who do so in two clones mean one approval.
_RECORDED = re.compile(r"^(?P<before>approval: \{.*\brecorded: )(?P<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)(?P<after>.*\})$", re.MULTILINE)
# An action's words: its owners where they stand first, and its due date where it has one.
_WORDS = re.compile(r"(?P<box>[^\]]*\][ \t]+)(?P<owners>(?:@[\w.\-]+(?:,[ \t]*|[ \t]+))*)(?P<left>[^@].*)", re.DOTALL)
_DUE = re.compile(rf"(?<![^ \t])(?:{either(DUE_WORDS)}):[^ \t]+", re.IGNORECASE)

LogKey = tuple[date, frozenset[tuple[EventKind, str]]]


def merge_file(path: str, base: str, ours: str, theirs: str, merge_lines: MergeLines) -> Merged:
    """Both sides' changes of any text file: a page of the book, a register, or lines."""
    if path.endswith(".md"):
        return merge(path, base, ours, theirs, merge_lines)
    merged = Merged(tuple(merge_lines(base, ours, theirs)))
    return register(merged, base, ours, theirs) if path.endswith(".yaml") else merged


def merge(path: str, base: str, ours: str, theirs: str, merge_lines: MergeLines) -> Merged:
    """Both sides' changes of a text together. `merge_lines` merges three texts line by line: base, ours, theirs.

    Where the result would not read back as what both sides say, all that differs is one disputed place.
    """
    if (same := of_three(base, ours, theirs)) is not None:
        return Merged((same,))
    if not all(map(_is_text, (base, ours, theirs))):
        return all_disputed(base, ours, theirs)
    recorded = (base, *_recorded_once(ours, theirs))
    before, mine, other = (_Side.of(parse(path, text)) for text in recorded)
    if before is not None and mine is not None and other is not None:
        for texts in (_alike(before, mine, other), recorded):
            merged = Merged(tuple(joined(map(settled, merge_lines(*texts))))) if texts else None
            if merged and len(merged.disputed) <= _MOST_DISPUTED and _holds(path, merged, before, mine, other):
                return merged
        if (mine.digest() is None) != (other.digest() is None):
            return _one_frozen(path, before, mine, other)
    return all_disputed(base, ours, theirs)


def _one_frozen(path: str, base: "_Side", ours: "_Side", theirs: "_Side") -> Merged:
    """Minutes that one side has sent out or approved and the other has written on: the frozen text, with the dated lines of both, or none of it."""
    side = ours if theirs.digest() is None else theirs
    wanted: dict[str, tuple[str | None, str | None, Sequence[str] | None]] = {}
    for action_id in (one for one in ours.boxes if one in theirs.boxes):
        logs = _logs_together(base.logs.get(action_id, {}), ours.logs[action_id], theirs.logs[action_id])
        wanted[action_id] = (None, _sign(base, ours, theirs, action_id, logs), [text for _, text in logs])
    text = _rewritten(side, wanted)
    made = None if text is None else _Side.of(parse(path, text))
    if text is None or made is None or made.digest() != side.digest():
        text = side.document.text
    if side is ours:
        return all_disputed(base.document.text, text, theirs.document.text, "ours")
    return all_disputed(base.document.text, ours.document.text, text, "theirs")


def _is_text(text: str) -> bool:
    """Whether it was UTF-8 on the disk, and not bytes kept as surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _recorded_once(ours: str, theirs: str) -> tuple[str, str]:
    """Both texts; where both hold one approval, and differ only in when it was recorded, it was first recorded at the earlier time."""
    mine, other = _RECORDED.search(ours), _RECORDED.search(theirs)
    if mine is None or other is None or mine.group("before", "after") != other.group("before", "after"):
        return ours, theirs
    first = min(mine["at"], other["at"])
    made = [text[: found.start("at")] + first + text[found.end("at") :] for text, found in ((ours, mine), (theirs, other))]
    return made[0], made[1]


# ---------------------------------------------------------------- one side


@dataclass(frozen=True, slots=True)
class _Side:
    """One version, with the boxes that have an id, and the log of each."""

    document: Document
    found: Scan
    boxes: Mapping[str, Box]
    logs: Mapping[str, Mapping[LogKey, str]]

    @classmethod
    def of(cls, document: Document) -> "_Side | None":
        """The version as merging sees it; None where it cannot be read, or an id stands twice."""
        if document.problems:
            return None
        found = boxes_of(document)
        with_id = [box for box in found.boxes if box.is_action and box.id]
        boxes = {box.id: box for box in with_id if box.id}
        if len(boxes) < len(with_id) or found.unclosed_fence or found.unclosed_comment is not None:
            return None
        logs: dict[str, dict[LogKey, str]] = {action_id: {} for action_id in boxes}
        for log in found.logs:
            key = (log.on, frozenset((event.kind, _value(event)) for event in log.events))
            if log.box.id not in logs or key in logs[log.box.id]:
                return None
            logs[log.box.id][key] = document.body_texts[log.index]
        return cls(document, found, boxes, logs)

    def left_of(self, action_id: str) -> str:
        """The box line without its sign: indent and bullet, and after the sign the words."""
        box = self.boxes[action_id]
        text = self.document.body_texts[box.index]
        return text[: box.state_at] + "\0" + text[box.state_at + 1 :]

    def digest(self) -> str | None:
        """The digest of frozen text; None where nothing is frozen."""
        page = read_page(self.document).page
        if not isinstance(page, Minutes) or (page.status is Status.DRAFT and not page.circulation and not page.approval):
            return None
        return digest(self.document, page.on)


def _value(event: LogEvent) -> str:
    return event.value.casefold()


# ---------------------------------------------------------------- actions made alike


def _alike(base: _Side, ours: _Side, theirs: _Side) -> tuple[str, str, str] | None:
    """The three texts with every action they share as both sides together have it; None where that cannot be said."""
    shared = [action_id for action_id in ours.boxes if action_id in theirs.boxes]
    wanted: dict[str, tuple[str | None, str | None, Sequence[str] | None]] = {}
    for action_id in shared:
        line = _line_together(*(side.left_of(action_id) if action_id in side.boxes else None for side in (base, ours, theirs)))
        logs = _logs_together(base.logs.get(action_id, {}), ours.logs[action_id], theirs.logs[action_id])
        sign = _sign(base, ours, theirs, action_id, logs)
        wanted[action_id] = (line, sign, [text for _, text in logs])
    made = [_rewritten(side, wanted) for side in (base, ours, theirs)]
    if any(text is None for text in made):
        return None
    before, mine, other = made
    assert before is not None
    assert mine is not None
    assert other is not None
    return before, mine, other


def _line_together(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    """An action's line with what each side changed of its owners, its due date and its words; None where both changed one of these."""
    if (whole := of_three(base, ours, theirs)) is not None or base is None or ours is None or theirs is None:
        return whole
    parts = [_parts(line) for line in (base, ours, theirs)]
    if None in parts:
        return None
    made = [of_three(*three) for three in zip(*(part or () for part in parts), strict=True)]
    box, owners, due, words = made
    return None if box is None or owners is None or due is None or words is None else box + owners + words.replace("\1", due)


def _parts(line: str) -> tuple[str, str, str, str] | None:
    """A line's box, owners, due date, and its words with a sign where the due date stands; None where it has more than one."""
    found = _WORDS.fullmatch(line)
    dates = _DUE.findall(line)
    if found is None or len(dates) > 1 or "\1" in line:
        return None
    return found["box"], found["owners"], "".join(dates), _DUE.sub("\1", found["left"])


def _logs_together(base: Mapping[LogKey, str], ours: Mapping[LogKey, str], theirs: Mapping[LogKey, str]) -> list[tuple[LogKey, str]]:
    """The dated lines of both sides, without those that one side took away, in the order of their days."""
    kept = [(key, of_three(base.get(key), ours.get(key), theirs.get(key)) or ours.get(key, theirs.get(key, ""))) for key in {**ours, **theirs}]
    kept = [(key, text) for key, text in kept if (key in ours and key in theirs) or key not in base]
    if [key for key, _ in kept] in (list(ours), list(theirs)):
        return kept
    return sorted(kept, key=lambda one: (one[0][0], one[1].strip(WS)))


def _sign(base: _Side, ours: _Side, theirs: _Side, action_id: str, logs: Sequence[tuple[LogKey, str]]) -> str | None:
    """The sign in the box. Where both sides changed the action, its log decides, if it says; None where nothing does."""
    signs = [side.boxes[action_id].state if action_id in side.boxes else None for side in (base, ours, theirs)]
    _, mine, other = signs
    if mine == other:
        return mine
    changed = [side.logs[action_id] != base.logs.get(action_id, {}) or sign != signs[0] for side, sign in zip((ours, theirs), signs[1:], strict=True)]
    events = [Event(on, kind) for (on, said), _ in logs for kind, _ in said]
    if all(changed) and not _DECISIVE.isdisjoint(event.kind for event in events):
        wanted = "xX-" if own_state_closes(events) else " /"
        fitting = [sign for sign in (mine, other) if sign is not None and sign in wanted]
        return fitting[0] if len(fitting) == 1 else None
    return of_three(*signs)


def _rewritten(side: _Side, wanted: Mapping[str, tuple[str | None, str | None, Sequence[str] | None]]) -> str | None:
    """The text of a side with its actions as wanted; None where the dated lines of one do not stand together and would change."""
    body = side.document.body
    lines: dict[int, str | None] = {}
    added: dict[int, list[str]] = {}
    for action_id, (left, sign, logs) in wanted.items():
        if action_id not in side.boxes:
            continue
        box = side.boxes[action_id]
        own_left, own_sign = side.left_of(action_id), box.state
        lines[box.index] = (left or own_left).replace("\0", own_sign if sign is None else sign)
        if logs is None or list(side.logs[action_id].values()) == list(logs):
            continue
        at = [log.index for log in side.found.logs if log.box is box]
        if at and at != list(range(at[0], at[0] + len(at))):
            return None
        lines.update(dict.fromkeys(at))
        added[(at[0] - 1) if at else _note_end(side, box)] = list(logs)
    return _put_together(side, body, lines, added)


def _note_end(side: _Side, box: Box) -> int:
    """The index of the last line of an action's own note, after which its log begins."""
    body, last = side.document.body, box.index
    boxes = {other.index for other in side.found.boxes}
    for index in range(box.index + 1, len(body)):
        if body[index].is_blank:
            continue
        if body[index].indent <= box.indent or index in boxes:
            break
        last = index
    return last


def _put_together(side: _Side, body: Sequence[Line], lines: Mapping[int, str | None], added: Mapping[int, Sequence[str]]) -> str:
    text = side.document.text
    newline = next((line.ending for line in side.document.lines if line.ending), "\n")
    pieces = [text[: body[0].start]] if body else [text]
    for index, line in enumerate(body):
        new = lines.get(index, line.text)
        pieces += [new + (line.ending or newline if index in added else line.ending)] if new is not None else []
        pieces += [one + newline for one in added.get(index, ())]
    return "".join(pieces)


# ---------------------------------------------------------------- the look afterwards


def _holds(path: str, merged: Merged, base: _Side, ours: _Side, theirs: _Side) -> bool:
    """Whether the text reads back, whichever side is taken where they disagree: each action with both sides' log, frozen text as it was."""
    choices: tuple[Callable[[Disputed], str], ...] = (lambda piece: piece.ours, lambda piece: piece.theirs)
    return all(_reads_back(path, merged.text(choose), merged, base, ours, theirs) for choose in choices[: 1 + bool(merged.disputed)])


def _reads_back(path: str, text: str, merged: Merged, base: _Side, ours: _Side, theirs: _Side) -> bool:
    made = _Side.of(parse(path, text))
    if made is None or read_page(made.document).page is None:
        return False
    in_doubt = {box.id for piece in merged.disputed for side in (piece.ours, piece.theirs) for box in boxes_of(parse("", side)).boxes if box.id}
    gone = {i for i in base.boxes if i not in ours.boxes or i not in theirs.boxes}
    expected = {i for i in (*ours.boxes, *theirs.boxes) if i not in gone}
    if (set(made.boxes) ^ expected) - in_doubt - gone:
        return False
    for action_id in expected - in_doubt:
        logs = (
            _logs_together(base.logs.get(action_id, {}), ours.logs.get(action_id, {}), theirs.logs.get(action_id, {}))
            if (action_id in ours.boxes and action_id in theirs.boxes)
            else [*(ours if action_id in ours.boxes else theirs).logs[action_id].items()]
        )
        if set(made.logs[action_id]) != {key for key, _ in logs}:
            return False
    return _is_frozen_as_before(made.digest(), base.digest(), ours.digest(), theirs.digest())


def _is_frozen_as_before(made: str | None, base: str | None, ours: str | None, theirs: str | None) -> bool:
    """Whether frozen text is what one of the sides has, and no mixture of both."""
    if ours is None and theirs is None:
        return made is None
    return made is not None and made == of_three(base, ours, theirs)
