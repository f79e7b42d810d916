"""Places that git leaves in dispute although both sides only added entries: to a list of the book's pages, or to a register."""

import re

from referat.format.document import parse
from referat.format.edits import boxes_of
from referat.format.lines import WS
from referat.format.merge_pieces import Merged, Piece, all_disputed, joined

_BULLETS = ("-", "*", "+")
# A person, an address or a setting in a register: a name where a line begins, and all to the next one.
_ENTRY = re.compile(r"^([^\s#:{\[-][^:\n]*):(?=\s)", re.MULTILINE)
_ENTRY_BEGINS = re.compile(r"^(?=[^\s])", re.MULTILINE)


def settled(piece: Piece) -> Piece:
    """A disputed place where both sides only added whole actions, or whole entries of a list, holds those of both."""
    if isinstance(piece, str) or piece.base.strip():
        return piece
    head, *sides = _with_head(piece.ours, piece.theirs)
    ours, theirs = (_entries(side) if side else ("", []) for side in sides)
    if ours is None or theirs is None:
        return piece
    (lead, mine), (_, others) = ours, theirs
    names = [name for name, _ in (*mine, *others)]
    same = {entry for entry in mine if entry in others}
    if len(set(names)) != len(names) - len(same):
        return piece
    entries = sorted({*mine, *others})
    return head + lead + "".join(text if text.endswith(("\n", "\r")) else text + "\n" for _, text in entries)


def _with_head(ours: str, theirs: str) -> tuple[str, str, str]:
    """The lines that both sides begin with, as the name of a list that both began, and what each has after them."""
    mine, others = ours.splitlines(keepends=True), theirs.splitlines(keepends=True)
    count = next((n for n, (one, other) in enumerate(zip(mine, others, strict=False)) if one != other), min(len(mine), len(others)))
    return "".join(mine[:count]), "".join(mine[count:]), "".join(others[count:])


def _entries(text: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Blank lines, then list entries with what is indented under them: each by its name and its lines. None for anything else."""
    document = parse("", text)
    found = boxes_of(document)
    boxes = {box.index: box for box in found.boxes}
    lead, entries = "", list[tuple[str, str]]()
    outer: int | None = None
    for line in document.lines:
        whole = text[line.start : line.next_start]
        if line.is_blank and not entries:
            lead += whole
            continue
        if outer is None:
            outer = line.indent
        if line.is_blank or line.indent > outer:
            if not entries:
                return None
            entries[-1] = (entries[-1][0], entries[-1][1] + whole)
            continue
        box = boxes.get(line.number - 1)
        if line.indent < outer or not line.text.lstrip(WS).startswith(_BULLETS) or (box is not None and not box.id):
            return None
        entries.append((f"^{box.id}" if box else line.text.strip(WS), whole))
    return (lead, entries) if entries else None


def register(merged: Merged, base: str, ours: str, theirs: str) -> Merged:
    """Entries that both sides added at one place of a register are both kept; where a name would stand twice, all that differs is in dispute."""
    made = Merged(tuple(joined(map(_both_entries, merged.pieces))))
    names = _ENTRY.findall(made.text())
    return made if len(set(names)) == len(names) else all_disputed(base, ours, theirs)


def _both_entries(piece: Piece) -> Piece:
    if isinstance(piece, str) or piece.base.strip():
        return piece
    sides = [_ENTRY_BEGINS.split(text if text.endswith("\n") else text + "\n") for text in (piece.ours, piece.theirs)]
    if any(side[0] or not all(map(_ENTRY.match, side[1:])) for side in sides):
        return piece
    entries = sorted({entry for side in sides for entry in side[1:]})
    names = _ENTRY.findall("".join(entries))
    return "".join(entries) if len(set(names)) == len(names) == len(entries) else piece
