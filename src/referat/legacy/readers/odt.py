"""OpenDocument text (.odt): paragraphs, headings, numbered lists and tables; scripts and linked objects are never touched."""

import re
from dataclasses import dataclass, field

from referat.legacy.errors import LockedDocument
from referat.legacy.readers.archive import Node, member, open_archive, parse_xml, tree
from referat.legacy.readers.counters import Counters, written
from referat.legacy.readers.marks import Table, as_text, bold, comment, heading, span, without_page_numbers
from referat.legacy.readers.shape import Reading

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
    strong: set[str] = field(default_factory=set)
    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)  # style -> its numbered levels
    outline: dict[int, _Level] = field(default_factory=dict)
    counters: Counters = field(default_factory=Counters)
    count: int = 0
    keys: dict[str, str] = field(default_factory=dict)  # a list's id -> the count it goes on with
    notes: list[str] = field(default_factory=list)  # footnotes, for the end
    after: list[str] = field(default_factory=list)  # text boxes and comments, for the end of the paragraph or table they hang on
    asides: set[str] = field(default_factory=set)
    inside: int = 0  # how deep in tables and text boxes


_FLAT = b"<office:document"  # all of it in one file, which is not packed


def takes(data: bytes, name: str) -> bool:
    if _FLAT in data[:2000]:
        return b"opendocument.text" in data[:8000]
    by_name = name.casefold().endswith((".odt", ".ott")) and b"content.xml" in data  # packed anew, its kind is not in plain sight
    return data.startswith(b"PK") and (b"application/vnd.oasis.opendocument.text" in data[:400] or by_name)


def read(data: bytes, name: str) -> Reading:
    document = _Document()
    if _FLAT in data[:2000]:
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
    lines = _around(styles, ("header-first", "header"), document)
    body = _find(content, "text") if content is not None else []
    if body:
        lines += ["", *_blocks(body[0], document)] if lines else _blocks(body[0], document)
    for part in (document.notes, _around(styles, ("footer-first", "footer"), document)):
        lines += ["", *part] if part else []
    return as_text(lines, name, asides=document.asides, notes=bool(document.notes), paragraphs=True)


def _around(styles: Node | None, parts: tuple[str, ...], document: _Document) -> list[str]:
    """What stands at the head or the foot of the pages, once."""
    found = [line for part in parts for node in (_find(styles, part) if styles else []) for line in _blocks(node, document)]
    return list(dict.fromkeys(without_page_numbers(found)))


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
        if level.name == kind and said.get("level", "1").isdecimal():
            levels[int(said.get("level", "1")) - 1] = _Level(
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


def _runs(node: Node, document: _Document, strong: bool) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    for child in node.children:
        if isinstance(child, str):
            text = re.sub(r"[ \t\r\n]+", " ", child)
            pieces.append((text[1:] if text[:1] == " " and pieces and pieces[-1][0].endswith(" ") else text, strong))
        elif child.name == "s":
            count = child.attributes.get("c", "1")
            pieces.append((" " * min(int(count), 200) if count.isdigit() else " ", strong))
        elif child.name == "tab":
            pieces.append(("\t", strong))
        elif child.name == "line-break":
            pieces.append(("\n", strong))
        elif child.name == "note":
            sign = f"[{''.join(part.text() for part in _find(child, 'note-citation')).strip() or len(document.notes) + 1}]"
            pieces.append((sign, False))
            said = [line for part in _find(child, "note-body") for line in _blocks(part, document) if line.strip()]
            document.notes += [f"{sign} {line}" if at == 0 else line for at, line in enumerate(said)]
        elif child.name == "annotation":
            words = " ".join(part.text() for part in _find(child, "p"))
            document.after.append(comment(" ".join(part.text() for part in _find(child, "creator")), words))
            document.asides.add(document.after[-1])
        elif child.name in ("frame", "p", "h", "list", "table"):  # a text box or another shape with text in it
            document.inside += 1
            document.after += _blocks(Node("", {}, [child]) if child.name != "frame" else child, document)
            document.inside -= 1
        elif child.name not in _SKIP:
            pieces += _runs(child, document, strong or child.attributes.get("style-name", "") in document.strong)
    return pieces


def _text(node: Node, document: _Document) -> str:
    return bold(_runs(node, document, node.attributes.get("style-name", "") in document.strong))


def _blocks(root: Node, document: _Document, depth: int = 0, style: str = "") -> list[str]:
    lines: list[str] = []
    for node in root.nodes():
        match node.name:
            case "p":
                lines += _text(node, document).split("\n")
            case "h":
                level = _number(node.attributes.get("outline-level", ""), 1)
                text = _text(node, document).replace("\n", " ")
                counted = not (depth or document.inside) and document.outline and node.attributes.get("is-list-header") != "true" and text.strip()
                mark = _mark(document, _OUTLINE, document.outline, level - 1) if counted else ""
                lines.append(heading(level, f"{mark} {text}"))
            case "list":
                lines += _list(node, document, depth, node.attributes.get("style-name", style))
            case "table":
                lines += ["", *_table(node, document), ""]
            case name if name not in _SKIP:
                lines += _blocks(node, document, depth, style)
        if document.after and not (depth or document.inside):
            lines += document.after
            document.after = []
    return lines


def _list(node: Node, document: _Document, depth: int, style: str) -> list[str]:
    levels = document.lists.get(style, {})
    if depth == 0 and node.attributes.get("continue-numbering") != "true":
        document.count += 1
    key = document.keys.get(node.attributes.get("continue-list", ""), f"{style}#{document.count}")
    if "id" in node.attributes:
        document.keys[node.attributes["id"]] = key
    lines: list[str] = []
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
                lines += _list(child, document, depth + 1, child.attributes.get("style-name", style))
                continue
            for line in _blocks(Node("", {}, [child]), document, depth + 1, style):
                head = line.startswith("#")
                if first and line.strip():
                    mark_before = f"{'  ' * depth}{mark} " if mark else ""
                    lines.append(
                        heading(line.count("#", 0, 6), f"{mark} {line.lstrip('# ')}")
                        if head and mark not in ("", "-")
                        else line
                        if head
                        else mark_before + line
                    )
                    first = False
                else:
                    lines.append(line)
    return lines


def _table(node: Node, document: _Document) -> list[str]:
    table = Table()
    document.inside += 1
    for line in _find(node, "table-row"):
        for cell in line.nodes():
            if cell.name != "table-cell":
                continue
            said, text = cell.attributes, _blocks(cell, document)
            for _ in range(span(said.get("number-columns-repeated", "1")) if any(text) else 1):
                table.put(text, span(said.get("number-columns-spanned", "1")), span(said.get("number-rows-spanned", "1")))
        table.end_row()
    document.inside -= 1
    return table.lines
