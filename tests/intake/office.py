"""Small office documents made from a few marks, so that a layout can be told in a page of text.

A line is a paragraph; `# ` to `### ` a heading, `- ` and `-- ` bullets, `#. ` and `##. ` numbers that the program counts,
`#= ` a heading that the program numbers, `|a|b|` a row of a table, `**a** b` a bold beginning, `>` a title.
"""

import html
import io
import re
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NS = " ".join(
    f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{value}:1.0"'
    for key, value in {"office": "office", "text": "text", "table": "table", "style": "style", "fo": "xsl-fo-compatible"}.items()
)
MARK = re.compile(r"(#{1,3} |-{1,3} |#{1,2}\. |#= |> ?)?(.*)", re.DOTALL)


def rows(text: str) -> list[tuple[str, str]]:
    """Mark and words of each line; rows of a table have the mark `|`."""
    found = []
    for line in text.strip("\n").split("\n"):
        if not line.strip():
            continue
        mark, words = MARK.fullmatch(line).groups()
        found.append(("|", line.strip().strip("|")) if line.startswith("|") else ((mark or "").strip(), words))
    return found


def pieces(words: str) -> list[tuple[bool, str]]:
    """(bold, text) of a paragraph."""
    return [(bool(number % 2), part) for number, part in enumerate(words.split("**")) if part]


def blocks(text: str) -> list[tuple[str, object]]:
    """The rows with those of a table gathered."""
    out: list[tuple[str, object]] = []
    for mark, words in rows(text):
        if mark == "|":
            cells = [cell.strip() for cell in words.split("|")]
            if out and out[-1][0] == "|":
                out[-1][1].append(cells)
            else:
                out.append(("|", [cells]))
        else:
            out.append((mark, words))
    return out


def _zip(members: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _docx_paragraph(mark: str, words: str) -> str:
    style = {"#": "Heading1", "##": "Heading2", "###": "Heading3", ">": "Title", "#=": "Heading1"}.get(mark, "")
    props = f'<w:pStyle w:val="{style}"/>' if style else ""
    number = {"-": (0, 1), "--": (1, 1), "---": (2, 1), "#.": (0, 2), "##.": (1, 2), "#=": (0, 3)}.get(mark)
    if number:
        props += f'<w:numPr><w:ilvl w:val="{number[0]}"/><w:numId w:val="{number[1]}"/></w:numPr>'
    runs = ""
    for bold, part in pieces(words):
        shown = "".join("<w:tab/>" if bit == "\t" else f'<w:t xml:space="preserve">{html.escape(bit)}</w:t>' for bit in re.split("(\t)", part) if bit)
        runs += f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{shown}</w:r>"
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{runs}</w:p>"


def docx(text: str) -> bytes:
    """The text as a Word document."""
    body = ""
    for mark, words in blocks(text):
        if mark == "|":
            body += (
                "<w:tbl>"
                + "".join("<w:tr>" + "".join(f"<w:tc>{_docx_paragraph('', cell)}</w:tc>" for cell in row) + "</w:tr>" for row in words)
                + "</w:tbl>"
            )
        else:
            body += _docx_paragraph(mark, words)
    levels = "".join(f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{{}}"/><w:lvlText w:val="{{}}"/></w:lvl>' for n in range(3))
    bullets = levels.format("bullet", "·", "bullet", "o", "bullet", "·")
    decimal = levels.format("decimal", "%1.", "lowerLetter", "%2)", "decimal", "%3.")
    numbering = f"<w:numbering {W}>" + "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{kind}</w:abstractNum>' for n, kind in ((1, bullets), (2, decimal), (3, decimal))
    )
    numbering += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3)) + "</w:numbering>"
    styles = f"<w:styles {W}>" + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3)
    )
    styles += '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>'
    return _zip(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": numbering,
            "word/styles.xml": styles,
        }
    )


def _spans(words: str, bold: str) -> str:
    return "".join(bold.format(html.escape(part)) if thick else html.escape(part) for thick, part in pieces(words))


def odt(text: str) -> bytes:
    """The text as an OpenDocument text."""
    body, open_list = "", []
    strong = '<text:span text:style-name="B">{}</text:span>'

    def close(depth: int) -> str:
        out = ""
        while len(open_list) > depth:
            open_list.pop()
            out += "</text:list-item></text:list>"
        return out

    for mark, words in blocks(text):
        if mark in ("-", "--", "---", "#.", "##."):
            depth, style = len(mark.rstrip(".")), "N" if "#" in mark else "L"
            body += close(depth)
            if len(open_list) == depth:
                body += "</text:list-item><text:list-item>"
            while len(open_list) < depth:
                open_list.append(style)
                body += f'<text:list text:style-name="{style}"><text:list-item>'
            body += f"<text:p>{_spans(words, strong)}</text:p>"
            continue
        body += close(0)
        if mark == "|":
            body += (
                "<table:table>"
                + "".join(
                    "<table:table-row>"
                    + "".join(f"<table:table-cell><text:p>{_spans(cell, strong)}</text:p></table:table-cell>" for cell in row)
                    + "</table:table-row>"
                    for row in words
                )
                + "</table:table>"
            )
        elif mark in ("#", "##", "###", "#="):
            body += f'<text:h text:outline-level="{len(mark.rstrip("="))}">{_spans(words, strong)}</text:h>'
        else:
            body += f"<text:p>{_spans(words, strong).replace(chr(9), '<text:tab/>')}</text:p>"
    body += close(0)
    styles = '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    bullets = "".join(f'<text:list-level-style-bullet text:level="{n}" text:bullet-char="•"/>' for n in (1, 2))
    signs = ((1, "1", "."), (2, "a", ")"))
    numbers = "".join(
        f'<text:list-level-style-number text:level="{n}" style:num-format="{form}" style:num-suffix="{end}"/>' for n, form, end in signs
    )
    styles += f'<text:list-style style:name="L">{bullets}</text:list-style><text:list-style style:name="N">{numbers}</text:list-style>'
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {NS}><office:automatic-styles>{styles}</office:automatic-styles>{text}</office:document-content>"
    return _zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def page(text: str) -> bytes:
    """The text as a web page."""
    body, open_list = "", []

    def close(depth: int) -> str:
        out = ""
        while len(open_list) > depth:
            out += f"</li></{open_list.pop()}>"
        return out

    for mark, words in blocks(text):
        if mark in ("-", "--", "---", "#.", "##."):
            depth, tag = len(mark.rstrip(".")), "ol" if "#" in mark else "ul"
            body += close(depth)
            if len(open_list) == depth:
                body += "</li><li>"
            while len(open_list) < depth:
                open_list.append(tag)
                body += f"<{tag}><li>"
            body += _spans(words, "<b>{}</b>")
            continue
        body += close(0)
        if mark == "|":
            body += (
                "<table>"
                + "".join("<tr>" + "".join(f"<td>{_spans(cell, '<b>{}</b>')}</td>" for cell in row) + "</tr>" for row in words)
                + "</table>\n"
            )
        elif mark in ("#", "##", "###", "#=", ">"):
            level = 1 if mark == ">" else len(mark.rstrip("="))
            body += f"<h{level}>{_spans(words, '<b>{}</b>')}</h{level}>\n"
        else:
            body += f"<p>{_spans(words, '<b>{}</b>')}</p>\n"
    return f'<!doctype html><html><head><meta charset="utf-8"><title>Dokument</title></head><body>{body}{close(0)}</body></html>'.encode()
