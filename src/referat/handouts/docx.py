"""A hand-out as a Word document that a screen reader can read: real headings, lists, header rows, languages and text alternatives.

Nothing of a book becomes a field, and no relation leads out of the file but the links that were written as such. The reference document of a
book lends its styles, page and header; what stands in it does not come along.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt, RGBColor

from referat.handouts.content import (
    DECISION,
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
from referat.handouts.docx_order import in_order
from referat.handouts.docx_reference import drop_relations, refuse_unsafe
from referat.handouts.paper import WIDTH, logo_of, picture_width, width_of
from referat.handouts.zipped import same_bytes

_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_LATE = RGBColor(0xA3, 0x16, 0x0E)
_SOFT = RGBColor(0x59, 0x59, 0x59)
_DEEPEST = 8


def docx(handout: Handout) -> bytes:
    """The document."""
    if handout.look.reference:
        refuse_unsafe(handout.look.reference)
    word = Document(BytesIO(handout.look.reference)) if handout.look.reference else Document()
    drop_relations(word)
    _Writer(word, handout).write()
    made = BytesIO()
    word.save(made)
    return same_bytes(made.getvalue())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: how far in, and the frame it is set apart by."""

    indent: float = 0.0
    frame: str = ""
    depth: int = 0


class _Writer:
    """Writes the tree into a document, block by block."""

    def __init__(self, word: WordDocument, handout: Handout) -> None:
        self._word = word
        self._handout = handout
        self._has_reference = handout.look.reference is not None
        self._accent = RGBColor.from_string(handout.look.colour.lstrip("#").upper())
        self._styles: dict[str, str] = {style.name: style.style_id for style in word.styles if style.name}
        self._pictures = 0
        self._width = WIDTH if self._has_reference else width_of(handout)

    def write(self) -> None:
        body = self._word.element.body
        for element in list(body):
            if element.tag != qn("w:sectPr"):
                body.remove(element)
        self._set_up()
        self._top()
        for block in self._handout.blocks:
            self._block(block, _Place())
        if self._handout.marks:
            self._rule()
        for mark in self._handout.marks:
            self._soft(self._paragraph((Run(mark),), _Place()), 8)
        in_order(body)

    # ---------------------------------------------------------------- the document as a whole

    def _set_up(self) -> None:
        handout, core = self._handout, self._word.core_properties
        day = datetime(handout.day.year, handout.day.month, handout.day.day)  # noqa: DTZ001 - a day has no zone
        core.title, core.language, core.author, core.last_modified_by = handout.name, _LANGUAGES[handout.language], "", ""
        core.created = core.modified = day
        core.revision, core.comments, core.keywords, core.subject, core.category = 1, "", "", handout.body, ""
        core.last_printed = day
        styles = self._word.styles.element
        defaults = styles.find(qn("w:docDefaults"))
        for run in styles.iter(qn("w:rPr")) if defaults is None else defaults.iter(qn("w:rPr")):
            for old in run.findall(qn("w:lang")):
                run.remove(old)
            run.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{_LANGUAGES[handout.language]}"/>'))
        if not self._has_reference:
            self._plain_styles()
        self._header()

    def _plain_styles(self) -> None:
        section = self._word.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        if self._handout.is_wide:
            section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = Cm(2.4)
        section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
        family = (*self._handout.look.fonts, "Calibri")[0]
        for name, size, before, after in (
            ("Normal", 11, 0, 6),
            ("Title", 20, 0, 4),
            ("Heading 1", 20, 0, 4),
            ("Heading 2", 13, 16, 5),
            ("Heading 3", 11.5, 10, 3),
        ):
            style: Any = self._word.styles[name]
            style.font.name, style.font.size = family, Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in [one for one in fonts.attrib if "Theme" in one]:
                del fonts.attrib[attribute]
            fonts.set(qn("w:hAnsi"), family)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            if name != "Normal":
                style.font.bold, style.font.color.rgb = True, RGBColor(0, 0, 0) if name == "Heading 1" else self._accent
                style.paragraph_format.keep_with_next = True

    def _header(self) -> None:
        """The name of the meeting and the number of the page at the top of every page but the first."""
        section = self._word.sections[0]
        if self._has_reference and section.header.paragraphs and any(p.text.strip() for p in section.header.paragraphs):
            return
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0] if section.header.paragraphs else section.header.add_paragraph()
        for child in list(paragraph._p):
            if child.tag != qn("w:pPr"):
                paragraph._p.remove(child)
        paragraph._p.style = self._styles.get("Normal")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(self._width), WD_TAB_ALIGNMENT.RIGHT)
        self._run(paragraph, Run(self._handout.running + "\t"))
        look = '<w:rPr><w:color w:val="595959"/><w:sz w:val="18"/></w:rPr>'
        field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r>{look}<w:t>2</w:t></w:r></w:fldSimple>')
        paragraph._p.append(field)
        self._soft(paragraph, 9)

    def _top(self) -> None:
        handout = self._handout
        if logo := logo_of(handout):
            self._picture(logo, _Place(), height=Cm(1.6))
        if handout.look.sender:
            self._soft(self._paragraph((Run("\n".join(handout.look.sender)),), _Place()), 9)
        if handout.genre:
            paragraph = self._paragraph((Run(handout.genre, strong=True),), _Place())
            paragraph.paragraph_format.space_after = Pt(0)
            for run in paragraph.runs:
                run.font.color.rgb, run.font.size = self._accent, Pt(10)
        self._heading(1, (Run(handout.title),))
        if handout.body:
            self._paragraph((Run(handout.body),), _Place())
        if handout.status:
            self._soft(self._paragraph((Run(handout.status),), _Place()), 10)
        for label, values in handout.facts:
            paragraph = self._paragraph((Run(f"{label}:", strong=True), Run("\t" + ", ".join(values))), _Place())
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(3.6))
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(3.6), Cm(-3.6)
            paragraph.paragraph_format.space_after = Pt(1)

    # ---------------------------------------------------------------- blocks

    def _block(self, block: Block, place: _Place) -> None:
        match block:
            case Heading():
                self._heading(block.level, block.runs)
            case Paragraph():
                self._paragraph(block.runs, place)
            case Listed():
                self._listed(block, place)
            case Tasks():
                for task in block.items:
                    self._task(task, place)
            case Boxed():
                self._boxed(block, place)
            case Quoted():
                self._all(block.blocks, replace(place, indent=place.indent + 0.8))
            case Code():
                self._paragraph((Run(block.text, code=True),), place)
            case Picture():
                self._picture(block, place)
                self._soft(self._paragraph((Run(block.words),), place), 9)
            case Table():
                self._table(block)
            case Signatures():
                self._signatures(block)
            case Ruled():
                self._rule()

    def _all(self, blocks: Iterable[Block], place: _Place) -> None:
        for block in blocks:
            self._block(block, place)

    def _heading(self, level: int, runs: Runs) -> None:
        paragraph = self._word.add_paragraph()
        if style := self._styles.get(f"Heading {level}"):  # by its id: a style looked up by name takes the library as long as all else
            paragraph._p.style = style
        self._runs(paragraph, runs)
        if level == 2 and not self._has_reference:
            _border(paragraph, "top", 4, "767676")

    def _paragraph(self, runs: Runs, place: _Place) -> Any:
        paragraph = self._word.add_paragraph()
        self._runs(paragraph, runs)
        if place.indent:
            paragraph.paragraph_format.left_indent = Cm(place.indent)
        if place.frame:
            colour = self._handout.look.colour.lstrip("#") if place.frame == DECISION else "767676"
            _border(paragraph, "left", 18, colour)
            if place.frame == DECISION:
                shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="F2F4F7"/>')
                paragraph._p.get_or_add_pPr().append(shade)
        return paragraph

    def _listed(self, block: Listed, place: _Place) -> None:
        number = self._new_list(block.first)
        inner = replace(place, indent=place.indent + 0.8, depth=min(place.depth + 1, _DEEPEST))
        for item in block.items:
            first, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
            assert isinstance(first, Paragraph)
            paragraph = self._paragraph(first.runs, replace(inner, indent=0))
            properties = paragraph._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{place.depth}"/><w:numId w:val="{number}"/></w:numPr>'))
            paragraph.paragraph_format.left_indent = Cm(inner.indent)
            paragraph.paragraph_format.first_line_indent = Cm(-0.6)
            paragraph.paragraph_format.space_after = Pt(2)
            self._all(rest, inner)

    def _new_list(self, first: int | None) -> int:
        """A list of its own, with bullets or numbers that begin where it says."""
        numbering = self._word.part.numbering_part.element
        taken = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
        kept = [int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))]
        abstract, number = max([*taken, 0]) + 1, max([*kept, 0]) + 1
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="{1 if first is None else first}"/>'
            f'<w:numFmt w:val="{"bullet" if first is None else "decimal"}"/>'
            f'<w:lvlText w:val="{"•" if first is None else f"%{level + 1}."}"/><w:lvlJc w:val="left"/></w:lvl>'
            for level in range(9)
        )
        made = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>')
        before = numbering.findall(qn("w:num"))
        if before:
            before[0].addprevious(made)
        else:
            numbering.append(made)
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'))
        return number

    def _task(self, task: Task, place: _Place) -> None:
        paragraph = self._paragraph((Run(f"{SIGNS[task.state]}\t"), *task.runs, Run(task.told)), place)
        paragraph.paragraph_format.left_indent = Cm(place.indent + 0.8)
        paragraph.paragraph_format.first_line_indent = Cm(-0.8)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(place.indent + 0.8))
        inner = replace(place, indent=place.indent + 0.8)
        if task.facts:
            paragraph.paragraph_format.space_after = Pt(0)
            runs = [
                run
                for number, (label, text) in enumerate(task.facts)
                for run in (Run((" · " if number else "") + f"{label}: ", strong=True), Run(text))
            ]
            self._soft(self._paragraph(tuple(runs), inner), 10)
        self._all(task.below, inner)

    def _boxed(self, block: Boxed, place: _Place) -> None:
        inner = replace(place, frame=block.kind, indent=place.indent + 0.3)
        label = self._paragraph((Run(block.label, strong=True),), inner)
        label.paragraph_format.space_after = Pt(2)
        label.paragraph_format.keep_with_next = True
        self._all(block.blocks, inner)

    def _table(self, block: Table) -> None:
        if block.caption:
            self._paragraph((Run(block.caption, strong=True),), _Place()).paragraph_format.keep_with_next = True
        table = self._word.add_table(rows=1, cols=len(block.head))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        properties = table._tbl.tblPr
        for old in properties.findall(qn("w:tblBorders")):
            properties.remove(old)
        lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="767676"/>' for side in ("top", "bottom", "insideH"))
        properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), block.label)
        properties.append(caption)
        whole = sum(block.widths)
        widths = [Cm(self._width * share / whole) for share in block.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        cells = [(Run(name, strong=True),) for name in block.head]
        numbers = block.numbers
        self._row(table.rows[0], [Cell(runs) for runs in cells], widths, numbers, is_head=True)
        for row in block.rows:
            self._row(table.add_row(), row, widths, numbers)
        self._paragraph((), _Place()).paragraph_format.space_after = Pt(2)

    def _row(self, row: Any, cells: Sequence[Cell], widths: Sequence[Length], numbers: Sequence[bool], *, is_head: bool = False) -> None:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if is_head:
            properties.append(OxmlElement("w:tblHeader"))
        for one, cell, width, is_number in zip(cells, row.cells, widths, numbers, strict=True):
            cell.width = width
            self._cell(cell, one.runs, is_late=one.is_late)
            if is_number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _cell(self, cell: Any, runs: Runs, *, is_late: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.space_before = Pt(2)
        self._runs(paragraph, runs)
        for run in paragraph.runs:
            run.font.size = Pt(10)
            if is_late:
                run.font.color.rgb, run.font.bold = _LATE, True

    def _signatures(self, block: Signatures) -> None:
        self._heading(2, (Run(block.label),))
        for name, role in block.lines:
            paragraph = self._paragraph((Run(", ".join(filter(None, (name, role)))),), _Place())
            paragraph.paragraph_format.space_before = Pt(34)
            paragraph.paragraph_format.right_indent = Cm(7)
            _border(paragraph, "top", 6, "000000")

    def _picture(self, block: Picture, place: _Place, *, height: Length | None = None) -> None:
        paragraph = self._paragraph((), place)
        paragraph.paragraph_format.keep_with_next = True
        run = paragraph.add_run()
        width = None if height else Cm(picture_width(block, self._width - place.indent))
        shape = run.add_picture(BytesIO(block.data), width=width, height=height)
        self._pictures += 1
        about = shape._inline.docPr
        about.set("descr", block.words)
        about.set("name", f"Picture {self._pictures}")

    def _rule(self) -> None:
        _border(self._paragraph((), _Place()), "bottom", 4, "767676")

    # ---------------------------------------------------------------- text

    def _runs(self, paragraph: Any, runs: Runs) -> None:
        for run in runs:
            self._run(paragraph, run)

    def _run(self, paragraph: Any, run: Run) -> None:
        made = paragraph.add_run(run.text)
        made.bold, made.italic = run.strong or None, run.emphasis or None
        if run.code:
            made.font.name, made.font.size = "Consolas", Pt(9.5)
        if run.link:
            relation = self._word.part.relate_to(run.link, _HYPERLINK, is_external=True)
            made.font.color.rgb, made.font.underline = self._accent, True
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), relation)
            made._r.addprevious(link)
            link.append(made._r)

    def _soft(self, paragraph: Any, size: float) -> None:
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(size), _SOFT


def _border(paragraph: Any, side: str, size: int, colour: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    xml = f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="{size}" w:space="6" w:color="{colour.upper()}"/></w:pBdr>'
    properties.append(parse_xml(xml))
