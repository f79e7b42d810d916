"""A hand-out as one HTML page that needs nothing beside it: readable on a screen, on paper and read aloud (WCAG 2.2 AA).

Nothing is loaded and nothing runs, whatever the text holds: every text is escaped, and the page's own policy allows its style and its pictures alone.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from referat.handouts.content import (
    SIGNS,
    Block,
    Boxed,
    Cell,
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
)
from referat.handouts.look import Look

_FONTS = "'Source Sans 3', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif"


def html(handout: Handout) -> bytes:
    """The page."""
    return page(handout).encode()


def page(handout: Handout) -> str:
    style = _style(handout)
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; img-src data:; base-uri 'none'; form-action 'none'"
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{_shown(handout.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_shown(handout.name)}</title>",
        f"<style>{style}</style>",
        "</head>",
        '<body class="wide">' if handout.is_wide else "<body>",
        *_top(handout),
        "<main>",
        blocks_html(handout.blocks),
        "</main>",
        *(["<footer>", *(f"<p>{_shown(mark)}</p>" for mark in handout.marks), "</footer>"] if handout.marks else []),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


@cache
def style_sheet() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def _style(handout: Handout) -> str:
    return in_look(style_sheet(), handout.look)


def in_look(style: str, look: Look) -> str:
    """A style sheet with the colour and the fonts of a book."""
    fonts = ", ".join(f"'{name}'" for name in look.fonts)
    return style.replace("COLOUR", look.colour).replace("FONTS", f"{fonts}, {_FONTS}" if fonts else _FONTS)


def _top(handout: Handout) -> Iterator[str]:
    yield "<header>"
    if handout.look.logo:
        kind, data, _, _ = handout.look.logo
        yield f'<img src="{_data_url(kind, data)}" alt="{_shown(handout.look.logo_words)}">'
    if handout.look.sender:
        yield '<div class="sender">' + "".join(f"<p>{_shown(line)}</p>" for line in handout.look.sender) + "</div>"
    if handout.genre:
        yield f'<p class="genre">{_shown(handout.genre)}</p>'
    yield f"<h1>{_shown(handout.title)}</h1>"
    if handout.body:
        yield f'<p class="body">{_shown(handout.body)}</p>'
    if handout.status:
        yield f'<p class="status">{_shown(handout.status)}</p>'
    if handout.facts:
        rows = (f"<dt>{_shown(label)}</dt>\n" + "".join(f"<dd>{_shown(value)}</dd>" for value in values) for label, values in handout.facts)
        yield "<dl>\n" + "\n".join(rows) + "\n</dl>"
    yield "</header>"


def blocks_html(blocks: Iterable[Block]) -> str:
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{runs_html(block.runs)}</h{block.level}>"
        case Paragraph():
            return f"<p>{runs_html(block.runs)}</p>"
        case Listed():
            return _listed(block)
        case Tasks():
            return '<ul class="tasks">\n' + "\n".join(map(_task, block.items)) + "\n</ul>"
        case Boxed():
            return f'<div class="boxed {block.kind}"><p class="label">{_shown(block.label)}</p>\n{blocks_html(block.blocks)}</div>'
        case Quoted():
            return f"<blockquote>\n{blocks_html(block.blocks)}\n</blockquote>"
        case Code():
            return f"<pre><code>{_shown(block.text)}</code></pre>"
        case Picture():
            return _picture(block)
        case Table():
            return _table(block)
        case Signatures():
            lines = "".join(f"<li>{'<br>'.join(_shown(part) for part in line if part)}</li>" for line in block.lines)
            return f'<h2>{_shown(block.label)}</h2>\n<ul class="signatures">{lines}</ul>'
        case Ruled():
            return "<hr>"


def _listed(block: Listed) -> str:
    tag = "ul" if block.first is None else "ol"
    start = f' start="{block.first}"' if block.first not in {None, 1} else ""
    items = "\n".join(f"<li>{_tight(item)}</li>" for item in block.items)
    return f"<{tag}{start}>\n{items}\n</{tag}>"


def _tight(blocks: tuple[Block, ...]) -> str:
    """An item that begins with one paragraph has no space of a paragraph around it."""
    if blocks and isinstance(blocks[0], Paragraph):
        rest = blocks_html(blocks[1:])
        return runs_html(blocks[0].runs) + (f"\n{rest}" if rest else "")
    return blocks_html(blocks)


def _task(task: Task) -> str:
    facts = " · ".join(f"<b>{_shown(label)}:</b> {_shown(text)}" for label, text in task.facts)
    below = f"\n{blocks_html(task.below)}" if task.below else ""
    return (
        f'<li><span class="sign" role="img" aria-label="{_shown(task.said)}">{SIGNS[task.state]}</span>{runs_html(task.runs)}{_shown(task.told)}'
        + (f' <span class="facts">{facts}</span>' if facts else "")
        + f"{below}</li>"
    )


def _table(block: Table) -> str:
    numbers = block.numbers
    head = "".join(f'<th scope="col"{_class(["number"] if numbers[at] else [])}>{_shown(name)}</th>' for at, name in enumerate(block.head))
    rows = "\n".join(
        "<tr>" + "".join(f"<td{_class(_look_of(one, is_number=numbers[at]))}>{runs_html(one.runs)}</td>" for at, one in enumerate(row)) + "</tr>"
        for row in block.rows
    )
    caption = f"<caption>{_shown(block.caption)}</caption>\n" if block.caption else ""
    label = _shown(block.label)
    return (
        f'<div class="scroll" role="group" aria-label="{label}" tabindex="0"><table>\n{caption}'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _look_of(cell: Cell, *, is_number: bool) -> list[str]:
    is_day = isinstance(cell.value, date) and not cell.is_late
    return [name for name, wanted in (("late", cell.is_late), ("number", is_number), ("day", is_day)) if wanted]


def _class(names: list[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""


def _picture(block: Picture) -> str:
    words = _shown(block.words)
    image = f'<img src="{_data_url(block.kind, block.data)}" alt="{words}" width="{block.width}" height="{block.height}">'
    return f"<figure>{image}<figcaption>{words}</figcaption></figure>"


def _data_url(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


def runs_html(runs: Runs) -> str:
    """What stands in a line."""
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    said = "<br>".join(map(_shown, run.text.split("\n")))
    for tag, wanted in (("code", run.code), ("em", run.emphasis), ("strong", run.strong)):
        said = f"<{tag}>{said}</{tag}>" if wanted else said
    if run.link:  # on paper the address is read, unless it is what is written
        kind = "" if run.text in {run.link, run.link.partition(":")[2]} else ' class="elsewhere"'
        said = f'<a href="{_shown(run.link)}"{kind}>{said}</a>'
    return said


def _shown(text: str) -> str:
    return escape(text)
