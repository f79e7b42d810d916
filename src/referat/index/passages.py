"""Files cut into passages to search in: the header, each agenda item, each decision, each action. A line stands in one of them only."""

from collections.abc import Iterable, Iterator

from referat.format.document import Document
from referat.format.reader import Page, read_page
from referat.model.group import Group
from referat.model.meeting import Minutes, PreparedItem
from referat.query.search import ACTION, DECISION, GROUP, ITEM, MINUTES, NOTE

# kind, number of its first line, heading, text, the id of the action that it is
Passage = tuple[str, int, str, str, str]


def passages_of(document: Document) -> tuple[Page | None, list[Passage]]:
    """The page that a file is, and its passages; no passages where it cannot be read."""
    page = read_page(document).page
    return page, list(_passages(document, page)) if page else []


def _passages(document: Document, page: Page) -> Iterator[Passage]:
    lines = [line.text for line in document.lines]
    kind = MINUTES if isinstance(page, Minutes) else GROUP if isinstance(page, Group) else ITEM if isinstance(page, PreparedItem) else NOTE
    taken: set[int] = set()  # numbers of lines that stand in a passage of their own
    found: list[Passage] = []
    for line in () if isinstance(page, PreparedItem) else page.action_lines:
        taken.add(line.place.line)
        found.append((ACTION, line.place.line, line.item, line.text, line.id or ""))
    sections = [(item.place.line, item.last_line, f"{item.number} {item.title}".strip()) for item in page.items] if isinstance(page, Minutes) else []
    for item in page.items if isinstance(page, Minutes) else ():
        heading = f"{item.number} {item.title}".strip()
        for decision in item.decisions:
            last = _end_of_decision(lines, decision.place.line, decision.text)
            taken.update(range(decision.place.line, last + 1))
            found.append((DECISION, decision.place.line, heading, "\n".join(lines[decision.place.line - 1 : last]), ""))
    body = document.body_at + 1
    header = [line for line in _between(document.closing) if document.header_at]
    first = min([start for start, *_ in sections], default=len(lines) + 1)
    for start, last, heading in [(header[0], header[-1], "")] if header else []:
        yield kind, start, heading, "\n".join(lines[start - 1 : last]), ""
    for start, last, heading in [(body, first - 1, ""), *sections]:
        text = "\n".join("" if number in taken else lines[number - 1] for number in range(start, last + 1))
        if text.strip():
            yield kind, start, heading, text, ""
    yield from found


def _between(closing: int | None) -> Iterable[int]:
    """The numbers of the header's lines."""
    return range(2, closing + 1) if closing and closing > 1 else ()


def _end_of_decision(lines: list[str], first: int, text: str) -> int:
    """The last line of a decision: that of its last word, as far down as its text has lines and those between them."""
    last_words = text.rstrip().rpartition("\n")[2].strip()
    for number in range(first, min(len(lines), first + text.count("\n") + 8) + 1):
        if last_words and lines[number - 1].rstrip().endswith(last_words):
            return number
    return first
