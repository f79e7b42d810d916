"""OpenDocument text (.odt): paragraphs, headings, numbered lists and tables; scripts and linked objects are never touched."""

from dataclasses import dataclass, field

from referat.legacy.readers.archive import Node, open_archive, tree
from referat.legacy.readers.counters import Counters, written
from referat.legacy.readers.marks import bold, heading, row
from referat.legacy.readers.shape import Reading, Text
from referat.legacy.readers.text import split_lines

_SKIP = frozenset(
    {"tracked-changes", "sequence-decls", "forms", "annotation-end", "bookmark", "bookmark-start", "bookmark-end", "object", "image", "script"}
)


@dataclass(slots=True)
class _Document:
    strong: set[str] = field(default_factory=set)
    lists: dict[str, dict[int, tuple[str, str, str]]] = field(default_factory=dict)  # style -> level -> (number style, before, after)
    counters: Counters = field(default_factory=Counters)
    count: int = 0
    keys: dict[str, str] = field(default_factory=dict)  # a list's id -> the count it goes on with


def takes(data: bytes, _name: str) -> bool:
    return data.startswith(b"PK") and b"application/vnd.oasis.opendocument.text" in data[:400]


def read(data: bytes, name: str) -> Reading:
    archive = open_archive(data, name)
    document = _Document()
    content = tree(archive, "content.xml", name)
    styles = tree(archive, "styles.xml", name)
    for root in (styles, content):
        if root is not None:
            _styles(root, document)
    lines: list[str] = []
    if styles is not None:
        for part in _find(styles, "header"):
            lines += [line for line in _blocks(part, document, 0) if line.strip()]
    body = _find(content, "text") if content is not None else []
    if body:
        lines += ["", *_blocks(body[0], document, 0)] if lines else _blocks(body[0], document, 0)
    return Text(split_lines("\n".join(lines), name))


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
        levels = {}
        for level in style.nodes():
            depth = level.attributes.get("level", "1")
            if level.name == "list-level-style-number" and depth.isdigit():
                levels[int(depth) - 1] = (
                    level.attributes.get("num-format", "1"),
                    level.attributes.get("num-prefix", ""),
                    level.attributes.get("num-suffix", "."),
                )
        document.lists[style.attributes.get("name", "")] = levels


def _runs(node: Node, document: _Document, strong: bool) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    for child in node.children:
        if isinstance(child, str):
            pieces.append((child.replace("\n", " "), strong))
        elif child.name == "s":
            count = child.attributes.get("c", "1")
            pieces.append((" " * min(int(count), 200) if count.isdigit() else " ", strong))
        elif child.name == "tab":
            pieces.append(("\t", strong))
        elif child.name == "line-break":
            pieces.append(("\n", strong))
        elif child.name not in _SKIP:
            pieces += _runs(child, document, strong or child.attributes.get("style-name", "") in document.strong)
    return pieces


def _text(node: Node, document: _Document) -> str:
    return bold(_runs(node, document, node.attributes.get("style-name", "") in document.strong))


def _blocks(root: Node, document: _Document, depth: int, style: str = "") -> list[str]:
    lines: list[str] = []
    for node in root.nodes():
        match node.name:
            case "p":
                lines += _text(node, document).split("\n")
            case "h":
                level = node.attributes.get("outline-level", "1")
                lines.append(heading(int(level) if level.isdigit() else 1, _text(node, document).replace("\n", " ")))
            case "list":
                lines += _list(node, document, depth, node.attributes.get("style-name", style))
            case "table":
                lines += ["", *_table(node, document), ""]
            case name if name not in _SKIP:
                lines += _blocks(node, document, depth, style)
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
            form, before, after = levels[depth]
            numbers = document.counters.step(key, depth, {})
            mark = f"{before}{written(numbers[depth], form)}{after}" if form else ""
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
    lines = []
    for line in _find(node, "table-row"):
        cells = [" ".join(part for part in _blocks(cell, document, 0) if part.strip()) for cell in line.nodes() if cell.name == "table-cell"]
        lines.append(row(cells))
    return lines
