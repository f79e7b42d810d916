"""Word documents (.docx): paragraphs, lists with the numbers Word writes, tables, headers and notes; macros and objects are never touched."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from referat.legacy.readers.archive import Node, open_archive, tree
from referat.legacy.readers.counters import Counters, written
from referat.legacy.readers.marks import Table, as_text, bold, comment, heading, span, without_page_numbers
from referat.legacy.readers.shape import Reading

_SKIP = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr", "sdtPr", "tblPr", "trPr", "tcPr", "tblGrid", "pict"}
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Boxes drawn with letters of picture fonts (Wingdings and its like), ticked and not.
_PICTURED = {"F0FE": "☒", "F0FD": "☒", "F052": "☒", "F053": "☒", "F06F": "☐", "F0A8": "☐", "F071": "☐", "F0A3": "☐", "F02A": "☐"}


@dataclass(slots=True)
class _Level:
    style: str = "decimal"
    pattern: str = "%1."
    start: int = 1


@dataclass(slots=True)
class _Style:
    based_on: str = ""
    level: int | None = None  # of a heading
    strong: bool | None = None
    numbering: tuple[str, int] | None = None  # list, level


@dataclass(slots=True)
class _Document:
    """What the other parts of the file say about styles, lists, notes and comments."""

    styles: dict[str, _Style] = field(default_factory=dict)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # abstract list -> its levels
    linked: dict[str, str] = field(default_factory=dict)  # abstract list -> the style that holds its levels
    lists: dict[str, str] = field(default_factory=dict)  # list -> abstract list
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)  # list -> level -> the number it begins anew with, once
    counters: Counters = field(default_factory=Counters)
    notes: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # kind and id -> its lines
    comments: dict[str, str] = field(default_factory=dict)  # id -> the line it becomes
    signs: dict[tuple[str, str], str] = field(default_factory=dict)  # the notes that the text points to, in its order
    after: list[str] = field(default_factory=list)  # text boxes and comments, for the end of the paragraph or table they hang on
    inside: int = 0  # how deep in tables

    def style(self, identity: str) -> _Style:
        """A style with what it has from those it is based on."""
        found, seen = _Style(), set[str]()
        while identity and identity not in seen and (own := self.styles.get(identity)):
            seen.add(identity)
            found.level = own.level if found.level is None else found.level
            found.strong = own.strong if found.strong is None else found.strong
            found.numbering = found.numbering or own.numbering
            identity = own.based_on
        return found


def takes(data: bytes, _name: str) -> bool:
    return data.startswith(b"PK") and b"word/document" in data


def read(data: bytes, name: str) -> Reading:
    archive = open_archive(data, name)
    document = _Document()
    _read_styles(tree(archive, "word/styles.xml", name), document)
    _read_numbering(tree(archive, "word/numbering.xml", name), document)
    _read_notes(archive, name, document)
    lines = _around(archive, "header", name, document)
    body = tree(archive, _main_part(archive, name), name)
    if body is not None:
        lines += ["", *_blocks(body, document)] if lines else _blocks(body, document)
    notes: list[str] = []
    for key in [*document.signs, *(key for key in document.notes if key not in document.signs)]:
        sign, said = document.signs.get(key, ""), document.notes.get(key, [])
        notes += [f"{sign} {line}".strip() if at == 0 else line for at, line in enumerate(said)]
    pointed_at = set(lines)
    for part in (notes, [line for line in document.comments.values() if line not in pointed_at], _around(archive, "footer", name, document)):
        lines += ["", *part] if part else []
    return as_text(lines, name, asides=set(document.comments.values()), notes=bool(document.signs), paragraphs=True)


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    """Where the text is; some programs call it "document2.xml"."""
    root = tree(archive, "_rels/.rels", name)
    relations = root.find("Relationships") if root else None
    parts = (node.attributes for node in (relations.nodes() if relations else []))
    named = [part.get("Target", "").lstrip("/") for part in parts if part.get("Type", "").endswith("/officeDocument")]
    return next((part for part in named if part in archive.namelist()), "word/document.xml")


def _around(archive: zipfile.ZipFile, kind: str, name: str, document: _Document) -> list[str]:
    """What stands at the head or the foot of the pages, once."""
    parts = sorted(info.filename for info in archive.infolist() if re.fullmatch(rf"word/{kind}\d*\.xml", info.filename))[:20]
    roots = (tree(archive, part, name) for part in parts)
    return list(dict.fromkeys(without_page_numbers(line for root in roots if root for line in _blocks(root, document))))


def _read_notes(archive: zipfile.ZipFile, name: str, document: _Document) -> None:
    for kind in ("footnote", "endnote", "comment"):
        root = tree(archive, f"word/{kind}s.xml", name)
        for note in _inside(root.nodes()[0], kind) if root and root.nodes() else []:
            lines = [line.strip() for line in _blocks(note, document) if line.strip()]
            identity = note.attributes.get("id", "")
            if kind == "comment":
                document.comments[identity] = comment(note.attributes.get("author", ""), " ".join(lines))
            elif lines:
                document.notes[kind, identity] = lines


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
        title = _value(style.find("name")).casefold()
        own = document.styles[style.attributes.get("styleId", "")] = _Style(_value(style.find("basedOn")))
        if found := re.fullmatch(r"heading (\d)", title):
            own.level = int(found[1])
        elif title == "title":
            own.level = 1
        look, properties = style.find("rPr"), style.find("pPr")
        own.strong = _on(look, "b") if look and look.find("b") else None
        numbering = properties.find("numPr") if properties else None
        if numbering and _value(numbering.find("numId")):
            own.numbering = _value(numbering.find("numId")), _number(numbering.find("ilvl")) or 0


def _read_numbering(root: Node | None, document: _Document) -> None:
    numbering = root.find("numbering") if root else None
    for node in numbering.nodes() if numbering else []:
        if node.name == "abstractNum":
            identity = node.attributes.get("abstractNumId", "")
            document.levels[identity] = dict(_levels(node))
            if link := node.find("numStyleLink"):
                document.linked[identity] = _value(link)
        elif node.name == "num":
            identity, abstract = node.attributes.get("numId", ""), _value(node.find("abstractNumId"))
            document.lists[identity] = abstract
            for change in node.nodes():
                level, start = change.attributes.get("ilvl", ""), _number(change.find("startOverride"))
                if change.name != "lvlOverride" or not level.isdecimal():
                    continue
                if start is not None:
                    document.restarts.setdefault(identity, {})[int(level)] = start
                if own := dict(_levels(change)):  # a list that looks otherwise on this level is a list of its own
                    document.lists[identity] = f"{abstract}/{identity}"
                    document.levels[f"{abstract}/{identity}"] = {**document.levels.get(abstract, {}), **own}


def _levels(node: Node) -> Iterator[tuple[int, _Level]]:
    for level in node.nodes():
        if level.name == "lvl" and level.attributes.get("ilvl", "").isdecimal():
            start = _number(level.find("start"))
            own = _Level(_value(level.find("numFmt")) or "decimal", _value(level.find("lvlText")), 1 if start is None else start)
            yield int(level.attributes["ilvl"]), own


def _number(node: Node | None) -> int | None:
    written = _value(node)
    return int(written) if written.isdecimal() and len(written) < 6 else None


def _blocks(root: Node, document: _Document) -> list[str]:
    """The lines of a part: a paragraph each, a table row each."""
    lines: list[str] = []
    open_end = False  # the paragraph mark was deleted: what follows is of the same paragraph
    for node in root.nodes():
        if node.name == "p":
            said = _paragraph(node, document)
            for box in _boxes(node):
                document.after += _blocks(box, document)
            if open_end and lines:
                lines[-1] += said.pop(0)
            lines += said
            open_end = _mark_deleted(node)
        elif node.name == "tbl":
            lines += ["", *_table(node, document), ""]
        elif node.name not in _SKIP and not _is_prompt(node):
            lines += _blocks(node, document)
        if document.after and not (document.inside or open_end):
            lines += document.after
            document.after = []
    return lines


def _mark_deleted(paragraph: Node) -> bool:
    properties = paragraph.find("pPr")
    look = properties.find("rPr") if properties else None
    return look is not None and look.find("del") is not None


def _is_prompt(node: Node) -> bool:
    """A content control that nobody has filled in: it shows what to write there ("Click to enter text")."""
    properties = node.find("sdtPr") if node.name == "sdt" else None
    return properties is not None and _on(properties, "showingPlcHdr")


def _boxes(node: Node) -> list[Node]:
    """Text boxes inside a paragraph."""
    found = []
    for child in node.nodes():
        if child.name == "txbxContent":
            found.append(child)
        elif child.name != "Fallback":
            found += _boxes(child)
    return found


def _table(node: Node, document: _Document) -> list[str]:
    table, above = Table(), dict[int, list[str]]()
    document.inside += 1
    for line in _inside(node, "tr"):
        properties = line.find("trPr")
        column = span(_value(properties.find("gridBefore"))) if properties and properties.find("gridBefore") else 0
        if column:
            table.put([], column)
        for cell in _inside(line, "tc"):
            text = [line for line in _blocks(cell, document) if line.strip()]
            its = cell.find("tcPr") or Node("")
            merged, columns = its.find("vMerge"), span(_value(its.find("gridSpan")))
            if merged is not None and _value(merged) != "restart":  # goes on from the row above, and says what that says
                text = text or above.get(column, [])
            above[column] = text
            table.put(text, columns)
            column += columns
        table.end_row()
    document.inside -= 1
    return table.lines


def _inside(node: Node, name: str) -> list[Node]:
    """The rows or cells right below, also those that stand in a content control."""
    found = []
    for child in node.nodes():
        if child.name == name:
            found.append(child)
        elif child.name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            found += _inside(child, name)
    return found


def _runs(node: Node, document: _Document, strong: bool) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    for child in node.nodes():
        if child.name in _SKIP or child.name == "txbxContent" or _is_prompt(child):
            continue
        if child.name == "t":
            pieces.append((child.text(), strong))
        elif child.name in _SIGNS:
            pieces.append((_SIGNS[child.name], strong))
        elif child.name == "sym":
            pieces.append((_PICTURED.get(child.attributes.get("char", "").upper(), ""), strong))
        elif child.name == "checkBox":  # a form field: what is set, else what it began with
            ticked = _on(child, "checked") if child.find("checked") else _on(child, "default")
            pieces.append(("☒ " if ticked else "☐ ", strong))
        elif child.name in ("footnoteReference", "endnoteReference"):
            key = child.name.removesuffix("Reference"), child.attributes.get("id", "")
            if key in document.notes:
                pieces.append((document.signs.setdefault(key, f"[{len(document.signs) + 1}]"), False))
        elif child.name == "commentReference" and (line := document.comments.get(child.attributes.get("id", ""))):
            document.after.append(line)
        elif child.name == "r":
            look = child.find("rPr") or Node("")
            named = document.style(_value(look.find("rStyle"))).strong or strong
            pieces += _runs(child, document, _on(look, "b") if look.find("b") else named)
        else:
            pieces += _runs(child, document, strong)
    return pieces


def _paragraph(node: Node, document: _Document) -> list[str]:
    properties = node.find("pPr")
    style = document.style(_value(properties.find("pStyle")) if properties else "")
    level = style.level
    text = bold(_runs(node, document, bool(style.strong) and level is None))
    if not text.strip():
        return [""]
    mark, depth = _mark(properties, style, document)
    first, *rest = text.split("\n")
    if level is not None:
        return [heading(level, f"{mark} {first}" if mark else first), *rest]
    if mark:
        return [f"{'  ' * depth}{mark} {first.strip()}", *rest]
    return [first, *rest]


def _mark(properties: Node | None, style: _Style, document: _Document) -> tuple[str, int]:
    """The number or bullet that Word writes before a paragraph, and how deep its list is."""
    numbering = properties.find("numPr") if properties else None
    identity, level = style.numbering or ("", 0)
    if numbering is not None:
        identity = _value(numbering.find("numId")) or identity
        own_level = _number(numbering.find("ilvl"))
        level = level if own_level is None else own_level
    if not identity or identity == "0":
        return "", 0
    key = document.lists.get(identity, identity)
    if key in document.linked and (held := document.style(document.linked[key]).numbering):
        key = document.lists.get(held[0], key)
    levels = document.levels.get(key, {})
    level = min(level, 8)
    own = levels.get(level, _Level())
    if own.style in ("bullet", "none"):
        return ("-" if own.style == "bullet" else ""), level
    if (start := document.restarts.get(identity, {}).pop(level, None)) is not None:
        document.counters.restart(key, level, start)
    numbers = document.counters.step(key, level, {at: one.start for at, one in levels.items()})
    pattern = own.pattern or f"%{level + 1}."
    text = re.sub(
        r"%(\d)", lambda m: written(numbers[int(m[1]) - 1], levels.get(int(m[1]) - 1, own).style) if 0 < int(m[1]) <= len(numbers) else "", pattern
    )
    return text, level
