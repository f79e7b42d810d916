"""Markdown from minutes, as safe HTML: no markup of the writer's own, no pictures, no links but to pages and addresses that others can reach.

A link to a file of the book would be dead where a copy is read, so the file is named beside the words instead.
"""

import re
from collections.abc import MutableMapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from referat.model.text import safe

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_REMARK = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_BOX = re.compile(r"\[([ xX/-])\][ \t]+")
# A box for the eye, and a word for whoever hears the page read.
BOXES = {" ": "☐", "/": "◐", "x": "☑", "X": "☑", "-": "☒"}


def to_html(body: str, box_words: dict[str, str]) -> str:
    """The HTML of a text whose headings begin at level 2. `box_words` says each state of a box aloud."""
    reader = _reader()
    env: MutableMapping[str, Any] = {"boxes": box_words}
    return str(reader.renderer.render(reader.parse(_shown(body), env), reader.options, env))


def without_remarks(body: str) -> str:
    """The text without its hidden remarks; those inside code stay, since they are shown there."""
    lines = body.split("\n")
    code = {n for token in _reader().parse(body) if token.type in {"fence", "code_block"} and token.map for n in range(*token.map)}
    pieces: list[str] = []
    run: list[str] = []
    for number, line in enumerate(lines):
        if number in code:
            pieces += [_REMARK.sub("", "\n".join(run)), line] if run else [line]
            run = []
        else:
            run.append(line)
    return "\n".join([*pieces, _REMARK.sub("", "\n".join(run))] if run else pieces)


def _shown(body: str) -> str:
    return "\n".join(safe(line.replace("\t", "    ")) for line in body.splitlines())


def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    reader.validateLink = lambda url: bool(_LINK.match(url)) or not re.match(r"[a-z][a-z0-9+.-]*:|//", url, re.IGNORECASE)  # type: ignore[method-assign]
    reader.add_render_rule("html_block", _own_markup)
    reader.add_render_rule("html_inline", _own_markup)
    reader.add_render_rule("image", _picture)
    reader.add_render_rule("link_open", _link_begins)
    reader.add_render_rule("link_close", _link_ends)
    reader.add_render_rule("text", _text)
    reader.add_render_rule("heading_open", _heading)
    reader.add_render_rule("heading_close", _heading)
    return reader


def _own_markup(_: Any, tokens: Sequence["Token"], index: int, *_rest: Any) -> str:
    """A remark is not shown; any other markup is shown as the text it is."""
    return escape(_REMARK.sub("", tokens[index].content))


def _picture(_: Any, tokens: Sequence["Token"], index: int, *_rest: Any) -> str:
    words, name = tokens[index].content, _file_named(str(tokens[index].attrs.get("src", "")))
    return escape(f"[{words}: {name}]" if words and name else f"[{words or name}]")


def _link_begins(_: Any, tokens: Sequence["Token"], index: int, *_rest: Any) -> str:
    """A link that can be followed; on paper its address is read (the class), unless it is what is written."""
    address = _address(tokens[index])
    if not _LINK.match(address):
        return ""
    kind = "" if _words_linked(tokens, index) in {address, address.partition(":")[2]} else ' class="elsewhere"'
    return f'<a href="{escape(address)}"{kind}>'


def _link_ends(_: Any, tokens: Sequence["Token"], index: int, *_rest: Any) -> str:
    begun = next(at for at in range(index, -1, -1) if tokens[at].type == "link_open" and tokens[at].level == tokens[index].level)
    address = _address(tokens[begun])
    if _LINK.match(address):
        return "</a>"
    name = _file_named(address)
    return escape(f" ({name})") if name and name not in _words_linked(tokens, begun) else ""


def _address(token: "Token") -> str:
    return str(token.attrs.get("href", ""))


def _words_linked(tokens: Sequence["Token"], begun: int) -> str:
    end = next(at for at in range(begun, len(tokens)) if tokens[at].type == "link_close" and tokens[at].level == tokens[begun].level)
    return "".join(token.content for token in tokens[begun + 1 : end])


def _file_named(address: str) -> str:
    """What a file of the book is called to whoever has not got the book: minutes by their id, anything else by its name."""
    name = unquote(address.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2])
    return "" if _LINK.match(address) else safe(name.removesuffix(".md"))


def _text(_: Any, tokens: Sequence["Token"], index: int, _options: Any, env: Any) -> str:
    content = tokens[index].content
    match = _BOX.match(content) if index == 0 else None
    if not match:
        return escape(content)
    sign = match[1]
    word = env["boxes"].get(sign.lower(), "")
    return f'<span class="box" role="img" aria-label="{escape(word)}">{BOXES[sign]}</span> {escape(content[match.end() :])}'


def _heading(_: Any, tokens: Sequence["Token"], index: int, *_rest: Any) -> str:
    """A heading of level 1 in the body comes under the page's own, so nothing in the text stands at its level."""
    token = tokens[index]
    level = max(2, int(token.tag[1:]))
    return f"<h{level}>" if token.nesting == 1 else f"</h{level}>\n"
