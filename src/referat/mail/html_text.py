"""The text of a mail that is HTML alone: what a person sees of it, each quoted line behind a `>`."""

from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"p", "div", "br", "tr", "table", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4", "hr", "pre", "body", "section", "header"}
)
_UNSEEN = frozenset({"head", "style", "script", "title", "template"})
_STRUCK = frozenset({"s", "del", "strike"})
_EMPTY = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "col", "base", "area", "source"})


def text_of_html(page: str) -> str:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.end_line()
    return "\n".join(reader.lines)


class _Reader(HTMLParser):
    """Collects lines. What is struck through is kept between `~~`, so that it reads as nothing that anybody says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line = ""
        self._quotes = 0
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        hidden = any(name == "style" and value and "display:none" in value.replace(" ", "").casefold() for name, value in attrs)
        if tag not in _EMPTY and (self._unseen or tag in _UNSEEN or hidden):
            self._unseen.append(tag)
            return
        if tag in _BLOCKS:
            self.end_line()
        if tag == "blockquote":
            self._quotes += 1
        elif tag == "li":
            self._line = "- "
        elif tag in _STRUCK:
            self._line += "~~"
        elif tag in {"td", "th"}:
            self._line += " "

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                while self._unseen.pop() != tag:
                    pass
            return
        if tag in _STRUCK:
            self._line += "~~"
        if tag in _BLOCKS:
            self.end_line()
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._line += " ".join(data.replace("\xa0", " ").split()) if data.strip() else " " * bool(self._line)
            if data[-1:].isspace() and data.strip():
                self._line += " "

    def end_line(self) -> None:
        if self._line.strip() or (self.lines and self.lines[-1].strip("> ")):
            self.lines.append("> " * self._quotes + self._line.rstrip())
        self._line = ""
