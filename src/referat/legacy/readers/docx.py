"""Word documents (.docx): paragraphs, lists with the numbers Word writes, tables, headers and notes; macros and objects are never touched."""

import re
import zipfile
from dataclasses import dataclass, field

from referat.legacy.readers.archive import Node, open_archive, tree
from referat.legacy.readers.counters import Counters, written
from referat.legacy.readers.marks import bold, heading, row
from referat.legacy.readers.shape import Reading, Text
from referat.legacy.readers.text import split_lines

_SKIP = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "tblGrid", "pict"})


@dataclass(slots=True)
class _Level:
    style: str = "decimal"
    pattern: str = "%1."
    start: int = 1


@dataclass(slots=True)
class _Document:
    """What the other parts of the file say about styles and lists."""

    headings: dict[str, int] = field(default_factory=dict)  # style id -> level; 0 is the title
    strong: set[str] = field(default_factory=set)
    style_lists: dict[str, tuple[str, int]] = field(default_factory=dict)  # style id -> list, level
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # abstract list -> its levels
    lists: dict[str, str] = field(default_factory=dict)  # list -> abstract list
    counters: Counters = field(default_factory=Counters)


def takes(data: bytes, _name: str) -> bool:
    return data.startswith(b"PK") and _holds(data, "word/document.xml")


def _holds(data: bytes, part: str) -> bool:
    return part.encode() in data


def read(data: bytes, name: str) -> Reading:
    archive = open_archive(data, name)
    document = _Document()
    _read_styles(tree(archive, "word/styles.xml", name), document)
    _read_numbering(tree(archive, "word/numbering.xml", name), document)
    lines: list[str] = []
    for part in _parts(archive, "header"):
        root = tree(archive, part, name)
        lines += [line for line in _blocks(root, document) if line.strip() and line not in lines] if root else []
    body = tree(archive, "word/document.xml", name)
    if body is not None:
        lines += ["", *_blocks(body, document)] if lines else _blocks(body, document)
    for kind in ("footnotes", "endnotes", "comments", "footer"):
        for part in _parts(archive, kind):
            root = tree(archive, part, name)
            notes = [line for line in _blocks(root, document) if line.strip() and line not in lines] if root else []
            lines += ["", *notes] if notes else []
    return Text(split_lines("\n".join(lines), name))


def _parts(archive: zipfile.ZipFile, kind: str) -> list[str]:
    return sorted(info.filename for info in archive.infolist() if re.fullmatch(rf"word/{kind}\d*\.xml", info.filename))[:20]


def _value(node: Node | None) -> str:
    return node.attributes.get("val", "") if node else ""


def _on(properties: Node | None, name: str) -> bool:
    found = properties.find(name) if properties else None
    return found is not None and _value(found) not in ("0", "false", "none")


def _read_styles(root: Node | None, document: _Document) -> None:
    styles = root.find("styles") if root else None
    for style in styles.nodes() if styles else []:
        if style.name != "style":
            continue
        identity, title = style.attributes.get("styleId", ""), _value(style.find("name")).casefold()
        if found := re.fullmatch(r"heading (\d)", title):
            document.headings[identity] = int(found[1])
        elif title == "title":
            document.headings[identity] = 1
        if _on(style.find("rPr"), "b"):
            document.strong.add(identity)
        properties = style.find("pPr")
        numbering = properties.find("numPr") if properties else None
        if numbering and _value(numbering.find("numId")):
            document.style_lists[identity] = (_value(numbering.find("numId")), int(_value(numbering.find("ilvl")) or 0))


def _read_numbering(root: Node | None, document: _Document) -> None:
    numbering = root.find("numbering") if root else None
    for node in numbering.nodes() if numbering else []:
        if node.name == "abstractNum":
            levels: dict[int, _Level] = {}
            for level in node.nodes():
                if level.name == "lvl" and level.attributes.get("ilvl", "").isdigit():
                    start = _value(level.find("start"))
                    levels[int(level.attributes["ilvl"])] = _Level(
                        _value(level.find("numFmt")) or "decimal", _value(level.find("lvlText")), int(start) if start.isdigit() else 1
                    )
            document.levels[node.attributes.get("abstractNumId", "")] = levels
        elif node.name == "num":
            document.lists[node.attributes.get("numId", "")] = _value(node.find("abstractNumId"))


def _blocks(root: Node, document: _Document) -> list[str]:
    """The lines of a part: a paragraph each, a table row each."""
    lines: list[str] = []
    for node in root.nodes():
        if node.name == "p":
            lines += _paragraph(node, document)
            for box in _boxes(node):
                lines += _blocks(box, document)
        elif node.name == "tbl":
            lines += ["", *_table(node, document), ""]
        elif node.name not in _SKIP:
            lines += _blocks(node, document)
    return lines


def _boxes(node: Node) -> list[Node]:
    """Text boxes inside a paragraph."""
    found = []
    for child in node.nodes():
        if child.name == "txbxContent":
            found.append(child)
        elif child.name != "Fallback":
            found += _boxes(child)
    return found


def _table(table: Node, document: _Document) -> list[str]:
    lines = []
    for line in table.nodes():
        if line.name != "tr":
            continue
        cells = [" ".join(part for part in _blocks(cell, document) if part.strip()) for cell in line.nodes() if cell.name == "tc"]
        lines.append(row(cells))
    return lines


def _runs(node: Node, document: _Document, strong: bool) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    for child in node.nodes():
        if child.name in _SKIP or child.name == "txbxContent":
            continue
        if child.name == "t":
            pieces.append((child.text(), strong))
        elif child.name in ("tab", "ptab"):
            pieces.append(("\t", strong))
        elif child.name in ("br", "cr"):
            pieces.append(("\n", strong))
        elif child.name == "noBreakHyphen":
            pieces.append(("-", strong))
        elif child.name == "r":
            pieces += _runs(
                child, document, strong or _on(child.find("rPr"), "b") or _value((child.find("rPr") or Node("")).find("rStyle")) in document.strong
            )
        else:
            pieces += _runs(child, document, strong)
    return pieces


def _paragraph(node: Node, document: _Document) -> list[str]:
    properties = node.find("pPr")
    style = _value(properties.find("pStyle")) if properties else ""
    level = document.headings.get(style)
    text = bold(_runs(node, document, style in document.strong and level is None))
    if not text.strip():
        return [""]
    mark, depth = _mark(properties, style, document)
    first, *rest = text.split("\n")
    if level is not None:
        return [heading(level, f"{mark} {first}" if mark else first), *rest]
    if mark:
        return [f"{'  ' * depth}{mark} {first.strip()}", *rest]
    return [first, *rest]


def _mark(properties: Node | None, style: str, document: _Document) -> tuple[str, int]:
    """The number or bullet that Word writes before a paragraph, and how deep its list is."""
    numbering = properties.find("numPr") if properties else None
    identity, level = document.style_lists.get(style, ("", 0))
    if numbering is not None:
        identity = _value(numbering.find("numId")) or identity
        level = int(_value(numbering.find("ilvl"))) if _value(numbering.find("ilvl")).isdigit() else level
    if not identity or identity == "0":
        return "", 0
    levels = document.levels.get(document.lists.get(identity, ""), {})
    level = min(level, 8)
    own = levels.get(level, _Level())
    if own.style in ("bullet", "none"):
        return ("-" if own.style == "bullet" else ""), level
    numbers = document.counters.step(document.lists.get(identity, identity), level, {at: one.start for at, one in levels.items()})
    pattern = own.pattern or f"%{level + 1}."
    text = re.sub(
        r"%(\d)", lambda m: written(numbers[int(m[1]) - 1], levels.get(int(m[1]) - 1, own).style) if int(m[1]) <= len(numbers) else "", pattern
    )
    return text, level if re.match(r"^[a-z]", text) else 0 if level == 0 else level
