"""A hand-out as an OpenDocument text, written part by part: real headings, lists, header rows, languages and text alternatives.

The format is a few XML files in an archive (OpenDocument 1.3), so it needs no library; every text is escaped where it is put in.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

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
    walk,
)
from referat.handouts.paper import logo_of, picture_width, width_of
from referat.handouts.zipped import packed

_KIND = "application/vnd.oasis.opendocument.text"
_COUNTRIES = {"nb": "NO", "nn": "NO", "en": "GB"}
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("meta", "meta"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("manifest", "manifest"),
    )
)  # fmt: skip
_MORE_NAMES = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def odt(handout: Handout) -> bytes:
    """The document."""
    pictures = [block for block in walk(handout.blocks) if isinstance(block, Picture)]
    files = {f"Pictures/p{number}.{block.kind}": block.data for number, block in enumerate(pictures)}
    if handout.look.logo:
        files[f"Pictures/logo.{handout.look.logo[0]}"] = handout.look.logo[1]
    writer = _Writer(handout)
    body = writer.body()
    parts = {
        "mimetype": _KIND.encode(),
        "content.xml": _content(body, writer.styles).encode(),
        "styles.xml": _styles(handout).encode(),
        "meta.xml": _meta(handout).encode(),
        "META-INF/manifest.xml": _manifest(files).encode(),
        **files,
    }
    return packed(parts, first="mimetype")


class _Writer:
    """Writes the tree as the body of content.xml; `styles` are those that belong to one table or list alone."""

    def __init__(self, handout: Handout) -> None:
        self._handout = handout
        self.styles: list[str] = []
        self._pictures = 0
        self._tables = 0
        self._width = width_of(handout)

    def body(self) -> str:
        return "".join([*self._top(), self._all(self._handout.blocks), *self._marks()])

    def _top(self) -> Iterable[str]:
        handout = self._handout
        if logo := logo_of(handout):
            yield f"<text:p>{_frame(logo, f'Pictures/logo.{logo.kind}', 1.6 * logo.width / logo.height, 1.6)}</text:p>"
        if handout.look.sender:
            yield f'<text:p text:style-name="Soft">{_text(chr(10).join(handout.look.sender))}</text:p>'
        if handout.genre:
            yield f'<text:p text:style-name="Genre">{_text(handout.genre)}</text:p>'
        yield f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{_text(handout.title)}</text:h>'
        if handout.body:
            yield f"<text:p>{_text(handout.body)}</text:p>"
        if handout.status:
            yield f'<text:p text:style-name="Soft">{_text(handout.status)}</text:p>'
        for label, values in handout.facts:
            yield f'<text:p text:style-name="Fact"><text:span text:style-name="Strong">{_text(label)}:</text:span><text:tab/>{_text(", ".join(values))}</text:p>'

    def _marks(self) -> Iterable[str]:
        if self._handout.marks:
            yield '<text:p text:style-name="Rule"/>'
        for mark in self._handout.marks:
            yield f'<text:p text:style-name="Small">{_text(mark)}</text:p>'

    def _all(self, blocks: Iterable[Block], style: str = "Text_20_body") -> str:
        return "".join(self._block(block, style) for block in blocks)

    def _block(self, block: Block, style: str) -> str:
        match block:
            case Heading():
                return f'<text:h text:style-name="Heading_20_{block.level}" text:outline-level="{block.level}">{_runs(block.runs)}</text:h>'
            case Paragraph():
                return f'<text:p text:style-name="{style}">{_runs(block.runs)}</text:p>'
            case Listed():
                return self._listed(block, style)
            case Tasks():
                return "".join(map(self._task, block.items))
            case Boxed():
                inner = "Decision" if block.kind == DECISION else "Boxed"
                label = f'<text:p text:style-name="{inner}"><text:span text:style-name="Strong">{_text(block.label)}</text:span></text:p>'
                return label + self._all(block.blocks, inner)
            case Quoted():
                return self._all(block.blocks, "Quotations")
            case Code():
                return f'<text:p text:style-name="Preformatted_20_Text">{_text(block.text)}</text:p>'
            case Picture():
                return self._picture(block)
            case Table():
                return self._table(block)
            case Signatures():
                lines = "".join(f'<text:p text:style-name="Signature">{_text(", ".join(filter(None, line)))}</text:p>' for line in block.lines)
                return self._block(Heading(2, (Run(block.label),)), style) + lines
            case Ruled():
                return '<text:p text:style-name="Rule"/>'

    def _listed(self, block: Listed, style: str) -> str:
        name = "Bullets" if block.first is None else "Numbers"
        items = []
        for number, item in enumerate(block.items):
            start = f' text:start-value="{block.first}"' if number == 0 and block.first is not None else ""
            items.append(f"<text:list-item{start}>{self._all(item, style) or '<text:p/>'}</text:list-item>")
        return f'<text:list text:style-name="{name}">{"".join(items)}</text:list>'

    def _task(self, task: Task) -> str:
        said = f'<text:p text:style-name="Task">{SIGNS[task.state]}<text:tab/>{_runs(task.runs)}{_text(task.told)}</text:p>'
        facts = " · ".join(f'<text:span text:style-name="Strong">{_text(label)}:</text:span> {_text(text)}' for label, text in task.facts)
        return said + (f'<text:p text:style-name="TaskFacts">{facts}</text:p>' if facts else "") + self._all(task.below, "Below")

    def _picture(self, block: Picture) -> str:
        width = picture_width(block, self._width)
        frame = _frame(block, f"Pictures/p{self._pictures}.{block.kind}", width, width * block.height / block.width)
        self._pictures += 1
        return f'<text:p>{frame}</text:p><text:p text:style-name="Soft">{_text(block.words)}</text:p>'

    def _table(self, block: Table) -> str:
        self._tables += 1
        name = f"Table{self._tables}"
        self.styles.append(
            f'<style:style style:name="{name}" style:family="table"><style:table-properties style:width="{self._width}cm" table:align="left"/></style:style>'
        )
        whole = sum(block.widths)
        for number, share in enumerate(block.widths):
            width = f"{self._width * share / whole:.3f}cm"
            self.styles.append(
                f'<style:style style:name="{name}.{number}" style:family="table-column"><style:table-column-properties style:column-width="{width}"/></style:style>'
            )
        columns = "".join(f'<table:table-column table:style-name="{name}.{number}"/>' for number in range(len(block.head)))
        styles = ["Number" if is_number else "Cell" for is_number in block.numbers]
        head = "".join(
            _cell(f'<text:p text:style-name="{style}"><text:span text:style-name="Strong">{_text(one)}</text:span></text:p>')
            for one, style in zip(block.head, styles, strict=True)
        )
        rows = "".join(
            f'<table:table-row table:style-name="Row">{"".join(_cell(_cell_text(*one)) for one in zip(row, styles, strict=True))}</table:table-row>'
            for row in block.rows
        )
        caption = (
            f'<text:p text:style-name="Caption"><text:span text:style-name="Strong">{_text(block.caption)}</text:span></text:p>'
            if block.caption
            else ""
        )
        return (
            f'{caption}<table:table table:name="{name}" table:style-name="{name}">{columns}'
            f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>{rows}</table:table><text:p/>"
        )


def _cell(inner: str) -> str:
    return f'<table:table-cell table:style-name="TableCell" office:value-type="string">{inner}</table:table-cell>'


def _cell_text(cell: Cell, style: str) -> str:
    runs = _runs(cell.runs)
    return f'<text:p text:style-name="{style}">{f"""<text:span text:style-name="Late">{runs}</text:span>""" if cell.is_late else runs}</text:p>'


def _frame(picture: Picture, file: str, width: float, height: float) -> str:
    return (
        f'<draw:frame text:anchor-type="as-char" svg:width="{width:.3f}cm" svg:height="{height:.3f}cm">'
        f'<draw:image xlink:href={quoteattr(file)} xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        f"<svg:desc>{escape(picture.words)}</svg:desc></draw:frame>"
    )


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    said = _text(run.text)
    for name, wanted in (("Source", run.code), ("Emphasis", run.emphasis), ("Strong", run.strong)):
        said = f'<text:span text:style-name="{name}">{said}</text:span>' if wanted else said
    return f'<text:a xlink:type="simple" xlink:href={quoteattr(run.link)}>{said}</text:a>' if run.link else said


def _text(text: str) -> str:
    """Text as the format has it: line breaks, tabs and runs of blanks are signs of its own."""
    pieces = []
    for number, line in enumerate(text.split("\n")):
        pieces.append("<text:line-break/>" if number else "")
        for part, tabbed in enumerate(line.split("\t")):
            pieces.append("<text:tab/>" if part else "")
            said = escape(tabbed)
            for blanks in range(min(40, said.count("  ") + 1), 1, -1):
                said = said.replace(" " * blanks, f' <text:s text:c="{blanks - 1}"/>')
            pieces.append(said)
    return "".join(pieces)


def _content(body: str, styles: Iterable[str]) -> str:
    return (
        f"{_HEAD}<office:document-content {_NAMES} {_MORE_NAMES}><office:automatic-styles>{''.join(styles)}{_CELL}{_LISTS}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


_CELL = (
    '<style:style style:name="TableCell" style:family="table-cell"><style:table-cell-properties fo:padding="0.08cm" fo:padding-right="0.25cm" '
    'fo:border-top="none" fo:border-left="none" fo:border-right="none" fo:border-bottom="0.5pt solid #767676"/></style:style>'
    '<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>'
)
_LISTS = "".join(
    f'<text:list-style style:name="{name}">'
    + "".join(
        f'<text:list-level-style-{kind} text:level="{level}" {sign}><style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="{0.8 * level:.1f}cm"/>'
        f"</style:list-level-properties></text:list-level-style-{kind}>"
        for level in range(1, 11)
    )
    + "</text:list-style>"
    for name, kind, sign in (("Bullets", "bullet", 'text:bullet-char="•"'), ("Numbers", "number", 'style:num-format="1" style:num-suffix="."'))
)


def _styles(handout: Handout) -> str:
    colour, country = handout.look.colour, _COUNTRIES[handout.language]
    family = escape((*handout.look.fonts, "Calibri, 'Source Sans 3', Carlito, sans-serif")[0], {'"': "&quot;"})

    def paragraph(name: str, of: str = "", text: str = "", parent: str = "Standard") -> str:
        shown = name.replace("_20_", " ")
        return (
            f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" style:parent-style-name="{parent}">'
            f"<style:paragraph-properties {of}/><style:text-properties {text}/></style:style>"
        )

    def level(number: int, size: float, above: float, line: str = "") -> str:
        ink = "#000000" if number == 1 else colour
        of = f'fo:margin-top="{above}cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always" {line}'
        return (
            f'<style:style style:name="Heading_20_{number}" style:display-name="Heading {number}" style:family="paragraph" '
            f'style:parent-style-name="Standard" style:default-outline-level="{number}"><style:paragraph-properties {of}/>'
            f'<style:text-properties fo:font-size="{size}pt" fo:font-weight="bold" fo:color="{ink}"/></style:style>'
        )

    framed = 'fo:padding-left="0.3cm" fo:margin-left="0.3cm" fo:margin-bottom="0cm" fo:padding-top="0.1cm" fo:padding-bottom="0.1cm"'
    names = [
        paragraph("Text_20_body", 'fo:margin-bottom="0.2cm"'),
        level(1, 20, 0),
        level(2, 13, 0.6, 'fo:border-top="0.5pt solid #767676" fo:padding-top="0.2cm"'),
        *(level(number, 11.5 if number == 3 else 11, 0.35) for number in range(3, 7)),
        paragraph("Soft", 'fo:margin-bottom="0.25cm"', 'fo:font-size="10pt" fo:color="#595959"'),
        paragraph("Small", 'fo:margin-bottom="0.1cm"', 'fo:font-size="8pt" fo:color="#595959"'),
        paragraph("Genre", "", f'fo:font-size="10pt" fo:font-weight="bold" fo:color="{colour}"'),
        paragraph("Fact", 'fo:margin-left="3.6cm" fo:text-indent="-3.6cm" fo:margin-bottom="0.03cm"'),
        paragraph("Caption", 'fo:margin-top="0.35cm" fo:keep-with-next="always"'),
        paragraph("Cell", 'fo:margin-top="0.06cm" fo:margin-bottom="0.06cm"', 'fo:font-size="10pt"'),
        paragraph("Number", 'fo:margin-top="0.06cm" fo:margin-bottom="0.06cm" fo:text-align="end"', 'fo:font-size="10pt"'),
        paragraph("Decision", f'{framed} fo:border-left="2pt solid {colour}" fo:background-color="#f2f4f7"'),
        paragraph("Boxed", f'{framed} fo:border-left="2pt solid #767676"'),
        paragraph("Task", 'fo:margin-left="0.8cm" fo:text-indent="-0.8cm" fo:margin-top="0.15cm"'),
        paragraph("TaskFacts", 'fo:margin-left="0.8cm" fo:margin-bottom="0.1cm"', 'fo:font-size="10pt" fo:color="#595959"'),
        paragraph("Below", 'fo:margin-left="0.8cm" fo:margin-bottom="0.1cm"'),
        paragraph("Quotations", 'fo:margin-left="0.8cm" fo:margin-bottom="0.2cm"'),
        paragraph("Preformatted_20_Text", 'fo:background-color="#f2f4f7"', 'fo:font-family="monospace" fo:font-size="9.5pt"'),
        paragraph("Rule", 'fo:border-bottom="0.5pt solid #767676" fo:margin-bottom="0.2cm"'),
        paragraph("Signature", 'fo:margin-top="1.2cm" fo:margin-right="7cm" fo:border-top="0.6pt solid #000000"'),
        paragraph("Header", "", 'fo:font-size="9pt" fo:color="#595959"'),
        '<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>',
        '<style:style style:name="Emphasis" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>',
        '<style:style style:name="Source" style:family="text"><style:text-properties fo:font-family="monospace"/></style:style>',
        '<style:style style:name="Late" style:family="text"><style:text-properties fo:font-weight="bold" fo:color="#a3160e"/></style:style>',
    ]
    default = (
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2" style:tab-stop-distance="0.8cm"/>'
        f'<style:text-properties fo:font-family="{family}" fo:font-size="11pt" fo:language="{handout.language}" fo:country="{country}"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph"/>'
    )
    size = ("29.7cm", "21cm", "landscape") if handout.is_wide else ("21cm", "29.7cm", "portrait")
    page = (
        '<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties '
        f'fo:page-width="{size[0]}" fo:page-height="{size[1]}" style:print-orientation="{size[2]}" '
        'fo:margin-top="1.6cm" fo:margin-bottom="2.2cm" fo:margin-left="2.4cm" fo:margin-right="2.4cm"/>'
        '<style:header-style><style:header-footer-properties fo:margin-bottom="0.5cm" fo:min-height="0.5cm"/></style:header-style></style:page-layout></office:automatic-styles>'
    )
    header = f'<text:p text:style-name="Header">{_text(handout.running)} · <text:page-number text:select-page="current"/></text:p>'
    master = f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"><style:header>{header}</style:header></style:master-page></office:master-styles>'
    return f"{_HEAD}<office:document-styles {_NAMES} {_MORE_NAMES}><office:styles>{default}{''.join(names)}</office:styles>{page}{master}</office:document-styles>"


def _meta(handout: Handout) -> str:
    day = f"{handout.day.isoformat()}T00:00:00"
    return (
        f"{_HEAD}<office:document-meta {_NAMES} {_MORE_NAMES}><office:meta><meta:generator>referat</meta:generator><dc:title>{escape(handout.name)}</dc:title>"
        f"<dc:language>{handout.language}-{_COUNTRIES[handout.language]}</dc:language><meta:creation-date>{day}</meta:creation-date><dc:date>{day}</dc:date>"
        f"</office:meta></office:document-meta>"
    )


def _manifest(files: Iterable[str]) -> str:
    parts = [("/", _KIND), *((name, "text/xml") for name in ("content.xml", "styles.xml", "meta.xml"))]
    parts += [(name, f"image/{name.rpartition('.')[2]}") for name in files]
    entries = "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>' for name, kind in parts)
    return f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">{entries}</manifest:manifest>'
