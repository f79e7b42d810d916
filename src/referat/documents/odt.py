"""OpenDocument text (.odt): paragraphs, headings, numbered lists and tables; scripts and linked objects are never touched."""

import re
from dataclasses import dataclass, field, replace

from referat.documents.archive import Node, member, open_archive, parse_xml, tree
from referat.documents.block import LONGEST_MARK, MOST_LEVELS, Amount, Block, Content, SourceRun, SourceTable, paragraph, placed, span
from referat.documents.counters import Counters, written
from referat.documents.errors import DangerousDocument, LockedDocument
from referat.documents.text import is_page_number
from referat.languages.mark import N_

_SKIP = frozenset(
    {"tracked-changes", "sequence-decls", "forms", "annotation-end", "bookmark", "bookmark-start", "bookmark-end", "object", "image", "script"}
)
_OUTLINE = "outline"  # the count of the headings


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list is numbered: the number's style ("" for none), what stands around it, its first number, how many levels it shows."""

    form: str
    before: str
    after: str
    start: int
    shown: int


@dataclass(slots=True)
class _Document:
    amount: Amount
    strong: set[str] = field(default_factory=set)
    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)  # style -> its numbered levels
    outline: dict[int, _Level] = field(default_factory=dict)
    counters: Counters = field(default_factory=Counters)
    count: int = 0
    keys: dict[str, str] = field(default_factory=dict)  # a list's id -> the count it goes on with
    notes: list[Block] = field(default_factory=list)  # footnotes, for the end
    after: list[Block] = field(default_factory=list)  # text boxes and comments, for the end of the paragraph or table they hang on
    inside: int = 0  # how deep in tables and text boxes


_FLAT = b"<office:document"  # all of it in one file, which is not packed


def _is_flat(data: bytes) -> bool:
    return not data.startswith(b"PK") and _FLAT in data[:2000]


def takes(data: bytes, name: str) -> bool:
    if _is_flat(data):
        return b"opendocument.text" in data[:8000]
    by_name = name.casefold().endswith((".odt", ".ott")) and b"content.xml" in data  # packed anew, its kind is not in plain sight
    return data.startswith(b"PK") and (b"application/vnd.oasis.opendocument.text" in data[:400] or by_name)


def read(data: bytes, name: str) -> Content:
    document = _Document(Amount(name))
    if _is_flat(data):
        content: Node | None = parse_xml(data, name)
        styles = content
    else:
        archive = open_archive(data, name)
        if b"encryption-data" in member(archive, "META-INF/manifest.xml", name):
            raise LockedDocument(name=name, reason="")
        content, styles = tree(archive, "content.xml", name), tree(archive, "styles.xml", name)
    for root in (styles, content):
        if root is not None:
            _styles(root, document)
    parts = [_around(styles, ("header-first", "header"), document)]
    levels = [level for style in (document.outline, *document.lists.values()) for level in style.values()]
    if any(len(level.before + level.after) > LONGEST_MARK for level in levels):
        raise DangerousDocument(name=name, reason=N_("its inner structure is too large or too deep"))
    body = _find(content, "text") if content is not None else []
    parts += [_blocks(body[0], document) if body else []]
    parts += [document.notes, _around(styles, ("footer-first", "footer"), document)]
    gap = Block("blank", "")
    return Content(placed((block for part in parts if part for block in (*part, gap)), name))


def _around(styles: Node | None, parts: tuple[str, ...], document: _Document) -> list[Block]:
    """What stands at the head or the foot of the pages, once, without the numbers of pages."""
    found = [block for part in parts for node in (_find(styles, part) if styles else []) for block in _blocks(node, document)]
    return list(dict.fromkeys(block for block in found if not block.blank and not is_page_number(block.text)))


def _find(root: Node, name: str) -> list[Node]:
    found = []
    for node in root.nodes():
        if node.name == name:
            found.append(node)
        else:
            found += _find(node, name)
    return found


def _styles(root: Node, document: _Document) -> None:
    for style in _find(root, "style"):
        properties = style.find("text-properties")
        if properties and properties.attributes.get("font-weight") in ("bold", "700", "800", "900"):
            document.strong.add(style.attributes.get("name", ""))
    for style in _find(root, "list-style"):
        document.lists[style.attributes.get("name", "")] = _levels(style, "list-level-style-number")
    for style in _find(root, "outline-style"):
        document.outline = _levels(style, "outline-level-style")


def _levels(style: Node, kind: str) -> dict[int, _Level]:
    levels = {}
    for level in style.nodes():
        said = level.attributes
        if level.name == kind and 1 <= (depth := _number(said.get("level", "1"), 0)) <= MOST_LEVELS:
            levels[depth - 1] = _Level(
                said.get("num-format", "1" if kind.startswith("list") else ""), said.get("num-prefix", ""), said.get("num-suffix", ""),
                _number(said.get("start-value", ""), 1), _number(said.get("display-levels", ""), 1),
            )  # fmt: skip
    return levels


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _mark(document: _Document, key: str, levels: dict[int, _Level], depth: int) -> str:
    """The number that stands before the next entry or heading on this level; "" where the level has none."""
    own = levels.get(depth)
    numbers = document.counters.step(key, depth, {at: level.start for at, level in levels.items()})
    if own is None or not own.form:
        return ""
    shown = [at for at in range(max(0, depth - own.shown + 1), depth + 1) if at in levels and levels[at].form]
    return own.before + ".".join(written(numbers[at], levels[at].form) for at in shown) + own.after


def _runs(node: Node, document: _Document, strong: bool, link: str = "") -> list[SourceRun]:
    pieces: list[SourceRun] = []
    for child in node.children:
        if isinstance(child, str):
            text = re.sub(r"[ \t\r\n]+", " ", child)
            pieces.append(SourceRun(text[1:] if text[:1] == " " and pieces and pieces[-1].text.endswith(" ") else text, strong, link))
        elif child.name == "s":
            count = child.attributes.get("c", "1")
            pieces.append(SourceRun(" " * min(int(count), 200) if count.isdigit() else " ", strong))
        elif child.name in ("tab", "line-break"):
            pieces.append(SourceRun("\t" if child.name == "tab" else "\n", strong))
        elif child.name == "note":
            pieces.append(_note(child, document))
        elif child.name == "annotation":
            words = " ".join(part.text() for part in _find(child, "p"))
            author = " ".join(part.text() for part in _find(child, "creator"))
            document.after.append(Block("aside", f"{author}: {words}" if author else words, paragraph=True))
        elif child.name in ("frame", "p", "h", "list", "table"):  # a text box or another shape with text in it
            document.inside += 1
            document.after += _blocks(Node("", {}, [child]) if child.name != "frame" else child, document)
            document.inside -= 1
        elif child.name == "a":
            pieces += _runs(child, document, strong, child.attributes.get("href", ""))
        elif child.name not in _SKIP:
            pieces += _runs(child, document, strong or child.attributes.get("style-name", "") in document.strong, link)
    return pieces


def _note(node: Node, document: _Document) -> SourceRun:
    """A footnote goes to the end; its sign stays."""
    sign = f"[{''.join(part.text() for part in _find(node, 'note-citation')).strip() or len(document.notes) + 1}]"
    said = [replace(block, kind="aside") for part in _find(node, "note-body") for block in _blocks(part, document) if not block.blank]
    document.notes += [replace(block, number=sign) if at == 0 else block for at, block in enumerate(said)]
    return SourceRun(sign)


def _blocks(root: Node, document: _Document, depth: int = 0, style: str = "") -> list[Block]:
    blocks: list[Block] = []
    for node in root.nodes():
        strong = node.attributes.get("style-name", "") in document.strong
        match node.name:
            case "p":
                blocks += paragraph(_runs(node, document, strong))
            case "h":
                level = max(1, min(_number(node.attributes.get("outline-level", ""), 1), MOST_LEVELS))
                runs = [replace(run, text=run.text.replace("\n", " ")) for run in _runs(node, document, strong)]
                said = any(run.text.strip() for run in runs)
                counted = said and not (depth or document.inside) and document.outline and node.attributes.get("is-list-header") != "true"
                mark = _mark(document, _OUTLINE, document.outline, level - 1) if counted else ""
                blocks += paragraph(runs, "heading", level, mark)
            case "list":
                blocks += _list(node, document, depth, node.attributes.get("style-name", style))
            case "table":
                blocks += [Block("blank", ""), *_table(node, document), Block("blank", "")]
            case name if name not in _SKIP:
                blocks += _blocks(node, document, depth, style)
        if document.after and not (depth or document.inside):
            blocks += document.after
            document.after = []
    return blocks


def _list(node: Node, document: _Document, depth: int, style: str) -> list[Block]:
    levels = document.lists.get(style, {})
    if depth == 0 and node.attributes.get("continue-numbering") != "true":
        document.count += 1
    key = document.keys.get(node.attributes.get("continue-list", ""), f"{style}#{document.count}")
    if "id" in node.attributes:
        document.keys[node.attributes["id"]] = key
    blocks: list[Block] = []
    for entry in node.nodes():
        if entry.name not in ("list-item", "list-header"):
            continue
        mark = "-"
        if depth in levels and entry.name == "list-item":
            if "start-value" in entry.attributes:
                document.counters.restart(key, depth, _number(entry.attributes["start-value"], 1))
            mark = _mark(document, key, levels, depth)
        first = True
        for child in entry.nodes():
            if child.name == "list":
                blocks += _list(child, document, depth + 1, child.attributes.get("style-name", style))
                continue
            for block in _blocks(Node("", {}, [child]), document, depth + 1, style):
                if first and not block.blank and block.kind in ("text", "heading"):
                    kind = "heading" if block.kind == "heading" else "entry" if mark else "text"
                    counted = block.number or (mark if kind == "entry" or mark != "-" else "")
                    block = replace(block, kind=kind, number=counted, level=block.level if kind == "heading" else depth)
                    first = False
                blocks.append(block)
    return blocks


def _table(node: Node, document: _Document) -> list[Block]:
    table = SourceTable(document.amount)
    document.inside += 1
    for line in _find(node, "table-row"):
        for cell in line.nodes():
            if cell.name != "table-cell":
                continue
            said, text = cell.attributes, _blocks(cell, document)
            for _ in range(span(said.get("number-columns-repeated", "1")) if any(not block.blank for block in text) else 1):
                table.put(text, span(said.get("number-columns-spanned", "1")), span(said.get("number-rows-spanned", "1")))
        table.end_row()
    document.inside -= 1
    return table.blocks
