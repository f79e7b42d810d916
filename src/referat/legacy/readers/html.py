"""Web pages: the text as a browser would set it, line by line; scripts are not run and nothing is fetched."""

import re
from html.parser import HTMLParser

from referat.legacy.readers.marks import bold, heading, row
from referat.legacy.readers.shape import Reading, Text
from referat.legacy.readers.text import split_lines

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
_SILENT = frozenset(["script", "style", "template", "noscript", "svg", "head", "iframe", "object", "math"])
_DEEPEST = 300
_TAGS = re.compile(r"<(?:html|body|p|div|table|h[1-6]|ul|ol|br|span|head)\b[^>]*>", re.IGNORECASE)


def takes(text: str, name: str) -> bool:
    start = text[:3000].lstrip().casefold()
    return (
        start.startswith(("<!doctype html", "<html"))
        or (name.casefold().endswith((".html", ".htm")) and bool(_TAGS.search(text[:20_000])))
        or (start.startswith("<") and len(_TAGS.findall(text[:20_000])) > 5)
    )


def read(text: str, name: str, _today: object) -> Reading:
    reader = _Page()
    reader.feed(text)
    reader.close()
    reader.end_line()
    return Text(split_lines("\n".join(reader.lines), name))


class _Page(HTMLParser):
    """Collects lines from tags as they come; a tag that is never closed cannot make it grow or stop."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._pieces: list[tuple[str, bool]] = []
        self._strong = 0
        self._silent = 0
        self._heading = 0
        self._lists: list[int] = []  # 0 and up: a numbered list and its count; -1: bullets
        self._mark = ""
        self._cells: list[str] | None = None
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._break()
        elif tag in ("b", "strong"):
            self._strong += 1
        elif re.fullmatch(r"h[1-6]", tag):
            self.end_line()
            self._heading = int(tag[1])
        elif tag in ("ul", "ol"):
            self.end_line()
            start = dict(attrs).get("start") or "1"
            if len(self._lists) < _DEEPEST:
                self._lists.append(int(start) - 1 if tag == "ol" and start.isdigit() and len(start) < 6 else 0 if tag == "ol" else -1)
        elif tag == "li":
            self.end_line()
            self._next_entry()
        elif tag == "tr":
            self.end_line()
            self._cells = []
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in _BLOCKS and self._cells is None:
            self.end_line()
            self._pre += tag == "pre"
        elif tag in _BLOCKS:
            self._pieces.append((" ", False))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("b", "strong"):
            self._strong = max(0, self._strong - 1)
        elif re.fullmatch(r"h[1-6]", tag):
            self.end_line()
            self._heading = 0
        elif tag in ("ul", "ol"):
            self.end_line()
            if self._lists:
                self._lists.pop()
        elif tag == "tr":
            self._end_cell()
            if self._cells:
                self.lines.append(row(self._cells))
            self._cells = None
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "table":
            self._cells = None
            self.lines.append("")
        elif tag in _BLOCKS and self._cells is None:
            self.end_line()
            self._pre = max(0, self._pre - (tag == "pre"))
            if tag in ("p", "div", "section") and self.lines and self.lines[-1]:
                self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._pre:
            first, *rest = data.split("\n")
            self._pieces.append((first, False))
            for line in rest:
                self._break()
                self._pieces.append((line, False))
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        if text != " " or self._pieces:
            self._pieces.append((text, self._strong > 0))

    def _next_entry(self) -> None:
        depth = "  " * max(0, min(len(self._lists), 12) - 1)
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            self._mark = f"{depth}{self._lists[-1]}. "
        else:
            self._mark = f"{depth}- "

    def _break(self) -> None:
        if self._cells is not None:
            self._pieces.append((" ", False))
        else:
            self._flush(keep_blank=True)

    def _end_cell(self) -> None:
        if self._cells is None:
            return
        text = bold(self._pieces).strip()
        if text or (self._cells and not self._pieces):
            self._cells.append(text)
        self._pieces = []

    def end_line(self) -> None:
        if self._cells is None:
            self._flush(keep_blank=False)

    def _flush(self, keep_blank: bool) -> None:
        text = bold(self._pieces).rstrip() if self._pre else bold(self._pieces).strip()
        self._pieces = []
        if not text:
            if keep_blank and self.lines and self.lines[-1]:
                self.lines.append("")
            return
        if self._heading:
            self.lines += ["", heading(self._heading, text)]
        else:
            self.lines.append(self._mark + text)
        self._mark = ""
