"""One more name in a list of the header, whichever way the list is written; nothing else of the header moves."""

from collections.abc import Sequence

from referat.format import edits, style
from referat.format.document import Document, Edit
from referat.format.edits import NotExact
from referat.format.header import plain
from referat.format.lines import WS
from referat.format.nodes import Node, Scalar
from referat.format.nodes import Sequence as List
from referat.languages.mark import N_
from referat.model.place import Place


def add_to_list(document: Document, name: str, new: Sequence[str]) -> list[Edit]:
    """A header field (by its name as spelled in the file) with more texts at its end; a field that is not there is added to the header."""
    node = document.header.get(name) if document.header else None
    made = _made(document, name, node, new)
    before, after = document.header, document.replaced(made).header
    old = _texts(node)
    same = [(key.text, plain(value)) for key, value in before or () if key.text != name]
    now = [(key.text, plain(value)) for key, value in after or () if key.text != name]
    if after is None or now != same or _texts(after.get(name)) != [*old, *new]:
        raise NotExact(path=document.path, why=N_("another field of the header would change with it"), place=Place(document.path, 1))
    return made


def _made(document: Document, name: str, node: Node | None, new: Sequence[str]) -> list[Edit]:
    items = [f"  - {style.value_text(text)}" for text in new]
    if node is None:
        return edits.insert_field(document, f"{style.value_text(name)}:", *items)
    at = document.header_at
    if isinstance(node, List) and node.flow:
        before = document.text[: document.text.rindex("]", 0, at + node.end)].rstrip(WS + "\r\n")
        texts = ", ".join(style.value_text(text, inside_list=True) for text in new)
        return [Edit(len(before), len(before), f"{'' if before.endswith('[') else ' ' if before.endswith(',') else ', '}{texts}")]
    if isinstance(node, List):
        first = document.lines[node.items[-1].line + 1].text
        last = document.lines[edits.last_line(document, node) + 1]
        dash = first[: first.index("-")] + "- "
        return edits.insert_after(document, last, [dash + style.value_text(text) for text in new])
    if isinstance(node, Scalar) and node.style == "|":
        last = document.lines[edits.last_line(document, node) + 1]
        lead = last.text[: len(last.text) - len(last.text.lstrip(WS + "-*"))]
        return edits.insert_after(document, last, [lead + text for text in new])
    if isinstance(node, Scalar) and not node.style and node.start == node.end:
        line = document.lines[node.line + 1]
        return edits.insert_after(document, line, items)
    raise NotExact(path=document.path, why=N_("the names do not stand in a list"), place=document.header_place(node.line, node.column))


def _texts(node: Node | None) -> list[object]:
    if node is None:
        return []
    if isinstance(node, List):
        return [plain(item) for item in node.items]
    value = plain(node)
    return [line.strip().lstrip("-* \t") for line in value.splitlines() if line.strip()] if isinstance(value, str) else [value]
