"""A hand-out as Markdown that any reader of it shows right. Text of the book is escaped, so that it means nothing but itself."""

import re
from collections.abc import Iterable

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
    Run,
    Runs,
    Signatures,
    Table,
    Task,
    Tasks,
    plain,
)

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~&^!@$]")
# What only means something where a line begins.
_BULLET = re.compile(r"(?m)^( *)([-+=])(?=[ =-]|$)")
_NUMBER = re.compile(r"(?m)^( *[0-9]{1,9})([.)])(?= |$)")
_BOXES = {"open": "[ ]", "in-progress": "[/]", "done": "[x]", "dropped": "[-]"}


def markdown(handout: Handout) -> bytes:
    return page(handout).encode()


def page(handout: Handout) -> str:
    parts = ["  \n".join(map(_said, handout.look.sender))] if handout.look.sender else []
    parts += [f"**{_said(handout.genre)}**"] if handout.genre else []
    parts += [f"# {_said(handout.title)}"]
    parts += [_at_start(_said(text)) for text in (handout.body, handout.status) if text]
    parts += ["\n".join(f"- **{_said(label)}:** {', '.join(map(_said, values))}" for label, values in handout.facts)] if handout.facts else []
    parts += map(_block, handout.blocks)
    if handout.marks:
        parts += ["---", *(_at_start(_said(mark)) for mark in handout.marks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n\n".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {_runs(block.runs)}"
        case Paragraph():
            return _at_start(_runs(block.runs))
        case Listed():
            return "\n".join(_item(block, number, item) for number, item in enumerate(block.items))
        case Tasks():
            return "\n".join(map(_task, block.items))
        case Boxed():
            label = f"**{_said(block.label)}:**"
            first, *rest = block.blocks or (Paragraph(()),)
            if isinstance(first, Paragraph):
                return _quoted("\n\n".join(filter(None, (f"{label} {_runs(first.runs)}".rstrip(), _blocks(rest)))))
            return _quoted(f"{label}\n\n{_blocks(block.blocks)}")
        case Quoted():
            return _quoted(_blocks(block.blocks))
        case Code():
            fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", block.text))])
            return f"{fence}\n{block.text}\n{fence}"
        case Picture():
            return _said(f"[{block.words}]")
        case Table():
            return _table(block)
        case Signatures():
            lines = [f"\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_  \n{_said(', '.join(filter(None, line)))}" for line in block.lines]
            return "\n\n".join([f"## {_said(block.label)}", *lines])
        case Ruled():
            return "---"


def _item(block: Listed, number: int, item: tuple[Block, ...]) -> str:
    return _indented("- " if block.first is None else f"{block.first + number}. ", _blocks(item))


def _task(task: Task) -> str:
    told = f" ({_said(task.said)})" if task.is_told else ""
    facts = " · ".join(f"{_said(label)}: {_said(text)}" for label, text in task.facts)
    said = f"{_BOXES[task.state]} {_runs(task.runs)}{told}" + (f" · {facts}" if facts else "")
    return _indented("- ", "\n\n".join(filter(None, (said, _blocks(task.below)))))


def _indented(lead: str, text: str) -> str:
    return lead + text.replace("\n", "\n" + " " * len(lead)).replace("\n" + " " * len(lead) + "\n", "\n\n")


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _table(block: Table) -> str:
    rows = [[_said(name) for name in block.head], ["---"] * len(block.head)]
    rows += [[_runs(one.runs).replace("  \n", " ") for one in row] for row in block.rows]
    said = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{_runs(plain(block.caption))}\n\n{said}" if block.caption else said


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _at_start(said: str) -> str:
    """Text where a paragraph begins, and may begin nothing else."""
    return _NUMBER.sub(r"\1\\\2", _BULLET.sub(r"\1\\\2", said))


def _run(run: Run) -> str:
    text = run.text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    said = _escaped(text.strip()).replace("\n", "  \n")
    if said and run.code:
        fence = "`" * max([1, *(len(ticks) + 1 for ticks in re.findall("`+", text))])
        said = f"{fence} {text.strip()} {fence}".replace("\n", " ").replace("|", "\\|")
    if said and run.emphasis:
        said = f"*{said}*"
    if said and run.strong:
        said = f"**{said}**"
    if said and run.link:
        said = f"[{said}](<{run.link.replace('<', '%3C').replace('>', '%3E')}>)"
    return lead.replace("\n", "  \n") + said + tail.replace("\n", "  \n")


def _said(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)
