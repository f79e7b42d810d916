"""A hand-out as plain text, for the body of a mail and for whoever reads with nothing else. Lines are broken between words."""

from collections.abc import Iterable, Iterator

from referat.handouts.content import (
    Block,
    Boxed,
    Code,
    Handout,
    Heading,
    Listed,
    Paragraph,
    Picture,
    Quoted,
    Ruled,
    Runs,
    Signatures,
    Table,
    Task,
    Tasks,
    words_of,
)
from referat.model.text import at_words, width

_WIDE = 78
_BOXES = {"open": "[ ]", "in-progress": "[/]", "done": "[x]", "dropped": "[-]"}


def text(handout: Handout) -> bytes:
    return page(handout).encode()


def page(handout: Handout) -> str:
    lines = [*handout.look.sender, *([""] if handout.look.sender else [])]
    lines += [handout.genre.upper()] if handout.genre else []
    lines += [handout.title, "=" * min(_WIDE, width(handout.title))]
    lines += [handout.body] if handout.body else []
    lines += ["", handout.status] if handout.status else []
    lines += ["", *_facts(handout)] if handout.facts else []
    lines += _blocks(handout.blocks, _WIDE)
    if handout.marks:
        lines += ["", "-" * 40, *handout.marks]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _facts(handout: Handout) -> Iterator[str]:
    label = max(width(name) for name, _ in handout.facts) + 2
    for name, values in handout.facts:
        for number, value in enumerate(values):
            lead = f"{name}:" if number == 0 else ""
            yield from _hanging(lead + " " * (label - width(lead)), value, _WIDE)


def _blocks(blocks: Iterable[Block], wide: int) -> list[str]:
    """The lines of some blocks, each block with an empty line before it."""
    return [line for block in blocks for line in ("", *_block(block, wide))]


def _block(block: Block, wide: int) -> list[str]:
    match block:
        case Heading():
            said = words_of(block.runs)
            return [said, ("-" if block.level == 2 else "·") * min(wide, width(said))]
        case Paragraph():
            return _wrapped(_words(block.runs), wide)
        case Listed():
            return [line for number, item in enumerate(block.items) for line in _item(block, number, item, wide)]
        case Tasks():
            return [line for task in block.items for line in _indented(f"{_BOXES[task.state]} ", _task(task, wide - 4))]
        case Boxed():
            inside = _blocks(block.blocks, wide - 4)[1:]
            return [f"{block.label.upper()}:", *(f"    {line}" if line else "" for line in inside)]
        case Quoted():
            return [f"> {line}" for line in _blocks(block.blocks, wide - 2)[1:]]
        case Code():
            return [f"    {line}" for line in block.text.split("\n")]
        case Picture():
            return [f"[{block.words}]"]
        case Table():
            return _table(block, wide)
        case Signatures():
            return [block.label, *(line for name, role in block.lines for line in ("", "", "_" * 36, ", ".join(filter(None, (name, role)))))]
        case Ruled():
            return ["-" * 20]


def _task(task: Task, wide: int) -> list[str]:
    facts = "  ".join(f"{label}: {said}" for label, said in task.facts)
    return [*_wrapped(_words(task.runs) + task.told, wide), *(_wrapped(facts, wide) if facts else []), *_blocks(task.below, wide)]


def _item(block: Listed, number: int, item: tuple[Block, ...], wide: int) -> list[str]:
    lead = "- " if block.first is None else f"{block.first + number}. "
    return _indented(lead, _blocks(item, wide - len(lead))[1:] or [""])


def _indented(lead: str, lines: list[str]) -> list[str]:
    return [(lead if number == 0 else " " * len(lead)) + line for number, line in enumerate(lines)]


def _table(block: Table, wide: int) -> list[str]:
    """Columns where they fit on a line; else each row by itself, every cell after the name of its column."""
    caption = [block.caption, ""] if block.caption else []
    rows = [[_words(one.runs).replace("\n", " ") for one in row] for row in block.rows]
    widths = [max(width(row[at]) for row in [list(block.head), *rows]) for at in range(len(block.head))]
    if sum(widths) + 2 * (len(widths) - 1) <= wide:
        lines = [block.head, ["-" * cells for cells in widths], *rows]
        shown = ["  ".join(said + " " * (cells - width(said)) for said, cells in zip(line, widths, strict=True)) for line in lines]
        return [*caption, *shown]
    label = max(width(name) for name in block.head) + 2
    shown = []
    for row in rows:
        for name, said in zip(block.head, row, strict=True):
            if said:
                shown += _hanging(f"{name}:" + " " * (label - width(name) - 1), said, wide)
        shown.append("")
    return [*caption, *shown[:-1]]


def _hanging(lead: str, said: str, wide: int) -> list[str]:
    return _indented(lead, _wrapped(said, wide - width(lead)))


def _wrapped(said: str, wide: int) -> list[str]:
    return [part for line in said.split("\n") for part in at_words(line, max(20, wide))]


def _words(runs: Runs) -> str:
    """The words, each address that is not what is written in pointed brackets after them."""
    return "".join(f"{run.text} <{run.link}>" if run.link and run.link not in {run.text, f"mailto:{run.text}"} else run.text for run in runs)
