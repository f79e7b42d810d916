"""Web pages: the text as a browser would set it, line by line; scripts are not run and nothing is fetched."""

import re
from html.parser import HTMLParser

from referat.documents.block import Amount, Block, Content, SourceRun, SourceTable, paragraph, placed, span
from referat.documents.counters import written

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "tr",
        "blockquote",
        "pre",
        "form",
        "fieldset",
        "address",
        "figure",
        "figcaption",
        "hr",
        "body",
        "html",
        "center",
    ]
)
# What a browser does not show, and what was deleted; a <head> may end without saying so, where the body begins.
_SILENT = frozenset(["script", "style", "template", "noscript", "svg", "title", "iframe", "object", "math", "del"])
_NOTE_SIGN = re.compile(r"(?i)^sd(?:foot|end)note(?:anc|(?P<own>sym))$")  # as LibreOffice writes footnotes: in the text, and before the note
_DEEPEST = 300
_TAGS = re.compile(r"<(?:html|body|p|div|table|h[1-6]|ul|ol|br|span|head)\b[^>]*>", re.IGNORECASE)


def takes(text: str, name: str) -> bool:
    start = text[:3000].lstrip().casefold()
    return (
        start.startswith(("<!doctype html", "<html"))
        or (name.casefold().endswith((".html", ".htm")) and bool(_TAGS.search(text[:20_000])))
        or (start.startswith("<") and ("<html" in start or not start.startswith("<?xml")) and len(_TAGS.findall(text[:20_000])) > 5)
    )


def read(text: str, name: str) -> Content:
    text = _closed(text)
    reader = _page(text, name, _SILENT)
    if reader.silent:  # a tag that is never closed would hide all that follows
        reader = _page(text, name, frozenset({"script", "style"}))
    return Content(placed(reader.blocks, name))


def _closed(text: str) -> str:
    """The page without its comments, and its unfinished tags as text: the library would look for the end of each to the end of the file."""
    end = text.rfind("-->") + len("-->") if "-->" in text else 0
    text = re.sub(r"<!--.*?-->", "", text[:end], flags=re.DOTALL) + text[end:].replace("<!--", "&lt;!--")
    end = text.rfind(">") + 1
    return text[:end] + text[end:].replace("<", "&lt;")


def _page(text: str, name: str, silent: frozenset[str]) -> "_Page":
    reader = _Page(Amount(name), silent)
    reader.feed(text)
    reader.close()
    reader.end_table()
    reader.end_line()
    return reader


class _Page(HTMLParser):
    """Collects lines from tags as they come; a tag that is never closed cannot make it grow or stop."""

    def __init__(self, amount: Amount, silent: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._amount = amount
        self.blocks: list[Block] = []
        self.silent = 0
        self._silent_tags = silent
        self._pieces: list[SourceRun] = []
        self._link = ""
        self._strong = 0
        self._heading = 0
        self._lists: list[tuple[int, str]] = []  # 0 and up: a numbered list's count, and in what signs; -1: bullets
        self._mark: tuple[str, int] | None = None  # the sign and depth of the open entry
        self._table = SourceTable(self._amount)
        self._cell: tuple[int, int] | None = None  # the columns and rows that the open cell covers
        self._in_row = False
        self._note_end = ""  # what closes the number of a footnote
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in self._silent_tags:
            self.silent += 1
        elif tag == "br":
            self._break()
        elif tag in ("b", "strong"):
            self._strong += 1
        elif tag == "a" and (sign := _NOTE_SIGN.match(said.get("class") or "")):
            self._pieces.append(SourceRun("["))
            self._note_end = "] " if sign["own"] else "]"
        elif tag == "a":
            self._link = (said.get("href") or "").strip()
        elif tag == "input" and (said.get("type") or "") == "checkbox":
            self._pieces.append(SourceRun("☑ " if "checked" in said else "☐ "))
        elif re.fullmatch(r"h[1-6]", tag):
            self.end_line()
            self._heading = int(tag[1])
        else:
            self._open_block(tag, said)

    def _open_block(self, tag: str, said: dict[str, str | None]) -> None:
        if tag in ("ul", "ol"):
            self.end_line()
            start = said.get("start") or "1"
            if len(self._lists) < _DEEPEST:
                count = int(start) - 1 if start.isdecimal() and len(start) < 6 else 0
                self._lists.append((count if tag == "ol" else -1, said.get("type") or "1"))
        elif tag == "li":
            self.end_line()
            self._next_entry()
        elif tag == "table":  # one inside a cell of another ends that one: such tables only lay out a page
            self.end_table()
            self.end_line()
        elif tag == "tr":
            self._end_row()
            self.end_line()
            self._in_row = True
        elif tag in ("td", "th"):
            self._end_cell()
            self._in_row, self._cell = True, (span(said.get("colspan") or "1"), span(said.get("rowspan") or "1"))
        elif tag in _BLOCKS:
            self.end_line()
            self._pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent_tags:
            self.silent = max(0, self.silent - 1)
        elif tag in ("b", "strong"):
            self._strong = max(0, self._strong - 1)
        elif tag == "a":
            self._pieces += [SourceRun(self._note_end)] if self._note_end else []
            self._note_end = self._link = ""
        elif re.fullmatch(r"h[1-6]", tag):
            self.end_line()
            self._heading = 0
        elif tag in ("ul", "ol"):
            self.end_line()
            if self._lists:
                self._lists.pop()
        elif tag == "tr":
            self._end_row()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "table":
            self.end_table()
            self._put_blank()
        elif tag in _BLOCKS:
            self.end_line()
            self._pre = max(0, self._pre - (tag == "pre"))
            if tag in ("p", "div", "section") and not self._in_row:
                self._put_blank()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        strong = self._strong > 0
        if self._pre:
            first, *rest = data.split("\n")
            self._pieces.append(SourceRun(first, strong, self._link))
            for line in rest:
                self._break()
                self._pieces.append(SourceRun(line, strong, self._link))
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        if self._in_row and self._mark and text.strip():
            self._pieces.append(SourceRun(f"{self._mark[0]} "))
            self._mark = None
        if text != " " or self._pieces:
            self._pieces.append(SourceRun(text, strong, self._link))

    def _next_entry(self) -> None:
        depth = max(0, min(len(self._lists), 12) - 1)
        count, signs = self._lists[-1] if self._lists else (-1, "")
        if count >= 0:
            self._lists[-1] = count + 1, signs
            self._mark = f"{written(count + 1, signs)}{')' if signs == 'a' else '.'}", depth
        else:
            self._mark = "-", depth

    def _break(self) -> None:
        if self._in_row:
            self._pieces.append(SourceRun("\n"))
        else:
            self._flush(keep_blank=True)

    def _put_blank(self) -> None:
        if self.blocks and self.blocks[-1].kind != "blank":
            self.blocks.append(Block("blank", ""))

    def _end_cell(self) -> None:
        """The open cell is whole; words that stand in a row and in no cell are one all the same."""
        said = paragraph(self._pieces)
        if self._cell or any(not block.blank for block in said):
            self._table.put(said, *(self._cell or (1, 1)))
        self._cell, self._pieces, self._mark = None, [], None

    def _end_row(self) -> None:
        if self._in_row:
            self._end_cell()
            self._table.end_row()
            self.blocks += self._table.blocks
            self._table.blocks = []
            self._in_row = False

    def end_table(self) -> None:
        self._end_row()
        self._table = SourceTable(self._amount)

    def end_line(self) -> None:
        if not self._in_row:
            self._flush(keep_blank=False)
        elif self._pieces and self._pieces[-1].text != "\n":
            self._pieces.append(SourceRun("\n"))

    def _flush(self, keep_blank: bool) -> None:
        pieces, self._pieces = self._pieces, []
        if not any(run.text.strip() for run in pieces):
            if keep_blank:
                self._put_blank()
            return
        if self._heading:
            self.blocks += [Block("blank", ""), *paragraph(pieces, "heading", self._heading)]
        elif self._mark:
            self.blocks += paragraph(pieces, "entry", self._mark[1], self._mark[0])
        else:
            self.blocks += paragraph(pieces)
        self._mark = None
