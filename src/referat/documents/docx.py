"""Word documents (.docx): paragraphs, lists with the numbers Word writes, tables, headers and notes; macros and objects are never touched."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from referat.documents.archive import Node, open_archive, tree
from referat.documents.block import LONGEST_MARK, MOST_LEVELS, Amount, Block, Content, SourceRun, SourceTable, paragraph, placed, span
from referat.documents.counters import Counters, written
from referat.documents.errors import DangerousDocument
from referat.documents.text import is_page_number
from referat.languages.mark import N_

_SKIP = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr", "sdtPr", "tblPr", "trPr", "tcPr", "tblGrid", "pict"}
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Boxes drawn with letters of picture fonts (Wingdings and its like), ticked and not.
_PICTURED = {"F0FE": "☒", "F0FD": "☒", "F052": "☒", "F053": "☒", "F06F": "☐", "F0A8": "☐", "F071": "☐", "F0A3": "☐", "F02A": "☐"}

_LONGEST_DESCENT = 40  # styles, each based on the next


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

    amount: Amount
    styles: dict[str, _Style] = field(default_factory=dict)
    whole: dict[str, _Style] = field(default_factory=dict)  # the same, each with what it has from those it is based on
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # abstract list -> its levels
    linked: dict[str, str] = field(default_factory=dict)  # abstract list -> the style that holds its levels
    lists: dict[str, str] = field(default_factory=dict)  # list -> abstract list
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)  # list -> level -> the number it begins anew with, once
    counters: Counters = field(default_factory=Counters)
    notes: dict[tuple[str, str], list[Block]] = field(default_factory=dict)  # kind and id -> what it says
    comments: dict[str, Block] = field(default_factory=dict)  # id -> what it says
    signs: dict[tuple[str, str], str] = field(default_factory=dict)  # the notes that the text points to, in its order
    told: set[str] = field(default_factory=set)  # the comments that the text points to
    links: dict[str, str] = field(default_factory=dict)  # id -> address
    after: list[Block] = field(default_factory=list)  # text boxes and comments, for the end of the paragraph or table they hang on
    inside: int = 0  # how deep in tables

    def style(self, identity: str) -> _Style:
        """A style with what it has from those it is based on."""
        if identity not in self.whole:
            self.whole[identity] = self._based(identity)
        return self.whole[identity]

    def _based(self, identity: str) -> _Style:
        found, seen = _Style(), set[str]()
        while identity and identity not in seen and len(seen) < _LONGEST_DESCENT and (own := self.styles.get(identity)):
            seen.add(identity)
            found.level = own.level if found.level is None else found.level
            found.strong = own.strong if found.strong is None else found.strong
            found.numbering = found.numbering or own.numbering
            identity = own.based_on
        return found


def takes(data: bytes, _name: str) -> bool:
    return data.startswith(b"PK") and b"word/document" in data


def read(data: bytes, name: str) -> Content:
    archive = open_archive(data, name)
    document = _Document(Amount(name))
    main = _main_part(archive, name)
    _read_styles(tree(archive, "word/styles.xml", name), document)
    _read_numbering(tree(archive, "word/numbering.xml", name), document)
    if any(len(level.pattern) > LONGEST_MARK for levels in document.levels.values() for level in levels.values()):
        raise DangerousDocument(name=name, reason=N_("its inner structure is too large or too deep"))
    _read_links(archive, main, name, document)
    _read_notes(archive, name, document)
    parts = [_around(archive, "header", name, document)]
    body = tree(archive, main, name)
    parts.append(_blocks(body, document) if body is not None else [])
    notes: list[Block] = []
    for key in [*document.signs, *(key for key in document.notes if key not in document.signs)]:
        sign, said = document.signs.get(key, ""), document.notes.get(key, [])
        notes += [replace(block, number=sign) if at == 0 and sign else block for at, block in enumerate(said)]
    parts += [notes, [block for key, block in document.comments.items() if key not in document.told], _around(archive, "footer", name, document)]
    gap = Block("blank", "")
    return Content(placed((block for part in parts if part for block in (*part, gap)), name))


def _read_links(archive: zipfile.ZipFile, main: str, name: str, document: _Document) -> None:
    folder, _, file = main.rpartition("/")
    root = tree(archive, f"{folder}/_rels/{file}.rels", name)
    relations = root.find("Relationships") if root else None
    for node in relations.nodes() if relations else []:
        if node.attributes.get("Type", "").endswith("/hyperlink"):
            document.links[node.attributes.get("Id", "")] = node.attributes.get("Target", "")


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    """Where the text is; some programs call it "document2.xml"."""
    root = tree(archive, "_rels/.rels", name)
    relations = root.find("Relationships") if root else None
    parts = (node.attributes for node in (relations.nodes() if relations else []))
    named = [part.get("Target", "").lstrip("/") for part in parts if part.get("Type", "").endswith("/officeDocument")]
    return next((part for part in named if part in archive.namelist()), "word/document.xml")


def _around(archive: zipfile.ZipFile, kind: str, name: str, document: _Document) -> list[Block]:
    """What stands at the head or the foot of the pages, once, without the numbers of pages."""
    parts = sorted(info.filename for info in archive.infolist() if re.fullmatch(rf"word/{kind}\d*\.xml", info.filename))[:20]
    roots = (tree(archive, part, name) for part in parts)
    return list(dict.fromkeys(block for root in roots if root for block in _blocks(root, document) if not is_page_number(block.text)))


def _read_notes(archive: zipfile.ZipFile, name: str, document: _Document) -> None:
    for kind in ("footnote", "endnote", "comment"):
        root = tree(archive, f"word/{kind}s.xml", name)
        for note in _inside(root.nodes()[0], kind) if root and root.nodes() else []:
            said = [replace(block, kind="aside") for block in _blocks(note, document) if not block.blank]
            identity = note.attributes.get("id", "")
            if kind == "comment":
                author = note.attributes.get("author", "").strip()
                words = " ".join(block.said for block in said)
                document.comments[identity] = Block("aside", f"{author}: {words}" if author else words, paragraph=True)
            elif said:
                document.notes[kind, identity] = said


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
            own.level = 0
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
                if change.name != "lvlOverride" or not _is_level(level):
                    continue
                if start is not None:
                    document.restarts.setdefault(identity, {})[int(level)] = start
                if own := dict(_levels(change)):  # a list that looks otherwise on this level is a list of its own
                    document.lists[identity] = f"{abstract}/{identity}"
                    document.levels[f"{abstract}/{identity}"] = {**document.levels.get(abstract, {}), **own}


def _levels(node: Node) -> Iterator[tuple[int, _Level]]:
    for level in node.nodes():
        if level.name == "lvl" and _is_level(level.attributes.get("ilvl", "")):
            start = _number(level.find("start"))
            own = _Level(_value(level.find("numFmt")) or "decimal", _value(level.find("lvlText")), 1 if start is None else start)
            yield int(level.attributes["ilvl"]), own


def _is_level(written: str) -> bool:
    return written.isdecimal() and len(written) < 3 and int(written) < MOST_LEVELS


def _number(node: Node | None) -> int | None:
    written = _value(node)
    return int(written) if written.isdecimal() and len(written) < 6 else None


def _blocks(root: Node, document: _Document) -> list[Block]:
    """The blocks of a part in their order."""
    blocks: list[Block] = []
    open_end: list[SourceRun] = []  # the runs of paragraphs whose mark was deleted: what follows is of the same paragraph
    for node in root.nodes():
        if node.name == "p":
            runs = [*open_end, *_paragraph_runs(node, document)]
            open_end = runs if _mark_deleted(node) else []
            if not open_end:
                blocks += _paragraph(node, runs, document)
            for box in _boxes(node):
                document.after += _blocks(box, document)
        elif node.name == "tbl":
            blocks += [Block("blank", ""), *_table(node, document), Block("blank", "")]
        elif node.name not in _SKIP:
            blocks += _blocks(node, document)
        if document.after and not (document.inside or open_end):
            blocks += document.after
            document.after = []
    return [*blocks, *paragraph(open_end)] if open_end else blocks


def _mark_deleted(node: Node) -> bool:
    properties = node.find("pPr")
    look = properties.find("rPr") if properties else None
    return look is not None and look.find("del") is not None


def _boxes(node: Node) -> list[Node]:
    """Text boxes inside a paragraph."""
    found = []
    for child in node.nodes():
        if child.name == "txbxContent":
            found.append(child)
        elif child.name != "Fallback":
            found += _boxes(child)
    return found


def _table(node: Node, document: _Document) -> list[Block]:
    table, above = SourceTable(document.amount), dict[int, list[Block]]()
    document.inside += 1
    for line in _inside(node, "tr"):
        properties = line.find("trPr")
        column = span(_value(properties.find("gridBefore"))) if properties and properties.find("gridBefore") else 0
        if column:
            table.put([], column)
        for cell in _inside(line, "tc"):
            text = [block for block in _blocks(cell, document) if not block.blank]
            its = cell.find("tcPr") or Node("")
            merged, columns = its.find("vMerge"), span(_value(its.find("gridSpan")))
            if merged is not None and _value(merged) != "restart":  # goes on from the row above, and says what that says
                text = text or above.get(column, [])
            above[column] = text
            table.put(text, columns)
            column += columns
        table.end_row()
    document.inside -= 1
    return table.blocks


def _inside(node: Node, name: str) -> list[Node]:
    """The rows or cells right below, also those that stand in a content control."""
    found = []
    for child in node.nodes():
        if child.name == name:
            found.append(child)
        elif child.name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            found += _inside(child, name)
    return found


def _runs(node: Node, document: _Document, strong: bool, link: str = "") -> list[SourceRun]:
    pieces: list[SourceRun] = []
    for child in node.nodes():
        if child.name in _SKIP or child.name == "txbxContent":
            continue
        if child.name == "t":
            pieces.append(SourceRun(child.text(), strong, link))
        elif child.name in _SIGNS:
            pieces.append(SourceRun(_SIGNS[child.name], strong, link))
        elif child.name == "sym":
            pieces.append(SourceRun(_PICTURED.get(child.attributes.get("char", "").upper(), ""), strong))
        elif child.name == "checkBox":  # a form field: what is set, else what it began with
            ticked = _on(child, "checked") if child.find("checked") else _on(child, "default")
            pieces.append(SourceRun("☒ " if ticked else "☐ ", strong))
        elif child.name in ("footnoteReference", "endnoteReference"):
            key = child.name.removesuffix("Reference"), child.attributes.get("id", "")
            if key in document.notes:
                pieces.append(SourceRun(document.signs.setdefault(key, f"[{len(document.signs) + 1}]")))
        elif child.name == "commentReference" and (said := document.comments.get(child.attributes.get("id", ""))):
            document.told.add(child.attributes.get("id", ""))
            document.after.append(said)
        elif child.name == "r":
            look = child.find("rPr") or Node("")
            named = document.style(_value(look.find("rStyle"))).strong or strong
            pieces += _runs(child, document, _on(look, "b") if look.find("b") else named, link)
        elif child.name == "hyperlink":
            pieces += _runs(child, document, strong, document.links.get(child.attributes.get("id", ""), link))
        else:
            pieces += _runs(child, document, strong, link)
    return pieces


def _paragraph_runs(node: Node, document: _Document) -> list[SourceRun]:
    properties = node.find("pPr")
    style = document.style(_value(properties.find("pStyle")) if properties else "")
    return _runs(node, document, bool(style.strong) and style.level is None)


def _paragraph(node: Node, runs: list[SourceRun], document: _Document) -> list[Block]:
    properties = node.find("pPr")
    style = document.style(_value(properties.find("pStyle")) if properties else "")
    if not any(run.text.strip() for run in runs):
        return [Block("blank", "")]
    mark, depth = _mark(properties, style, document)
    if style.level is not None:
        return paragraph(runs, "heading", style.level, mark if mark != "-" else "")
    return paragraph(runs, "entry", depth, mark) if mark else paragraph(runs)


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
