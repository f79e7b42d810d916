"""The child that reads a PDF: bytes on standard input, JSON on standard output. It stands alone, so that its limits bind nothing else."""

import json
import sys
from typing import Any

MEMORY = 1024 * 1024 * 1024
GAP = 1.6  # how many letters wide the space between two pieces of a line is, at least


def limit(seconds: int) -> None:
    """Bound this process's memory and processor time where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit is all there is
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def read(data: bytes, most_pages: int, most_characters: int) -> dict[str, object]:
    """The lines of each page, each as its pieces from left to right, or what hinders it."""
    from pypdfium2 import PdfDocument, PdfiumError  # type: ignore[import-untyped]

    try:
        document = PdfDocument(data)
        if len(document) > most_pages:
            return {"problem": "pages"}
        pages, size = [], 0
        for page in document:
            lines = lines_of(page.get_textpage())
            size += sum(len(str(piece[1])) for line in lines for piece in line)
            if size > most_characters:
                return {"problem": "characters"}
            pages.append(lines)
        return {"pages": pages}
    except PdfiumError as error:
        return {"problem": "locked" if "assword" in str(error) else "broken"}
    except Exception:  # noqa: BLE001 - a hostile file may raise anything; the answer is the same
        return {"problem": "broken"}


def lines_of(text_page: Any) -> list[list[list[object]]]:
    """The lines in the order in which they were written, with an empty one where there is a gap between paragraphs."""
    text = text_page.get_text_range()
    lines: list[list[list[object]]] = []
    bottom, height = None, 0.0
    start = 0
    for raw in text.replace("\r\n", "\n\0").split("\n"):
        raw, at = raw.lstrip("\0"), start + raw.startswith("\0")
        start = at + len(raw) + 1
        if not raw.strip():
            continue
        boxes = [text_page.get_charbox(index) if not char.isspace() else None for index, char in enumerate(raw, at)]
        real = [box for box in boxes if box]
        low, high = min(box[1] for box in real), max(box[3] for box in real)
        if bottom is not None and bottom - high > max(height, high - low) * 0.9:
            lines.append([])
        bottom, height = low, high - low
        lines.append(pieces(raw, boxes))
    return lines


def pieces(raw: str, boxes: list[Any]) -> list[list[object]]:
    """The pieces of a line: a space much wider than a letter parts two of them."""
    wide = [box[2] - box[0] for box in boxes if box]
    letter = max(sum(wide) / len(wide), 1.0)
    out: list[list[object]] = []
    words, begins, end = "", None, None
    for char, box in zip(raw, boxes, strict=True):
        if box and end is not None and box[0] - end > letter * GAP and words.strip():
            out.append([begins, words.strip(), False])
            words, begins = "", None
        if box:
            begins = box[0] if begins is None else begins
            end = box[2]
        words += char
    if words.strip():
        out.append([begins or 0.0, words.strip(), False])
    return out


def main() -> None:
    most_pages, most_characters, seconds = (int(word) for word in sys.argv[1:4])
    limit(seconds)
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), most_pages, most_characters)))


if __name__ == "__main__":
    main()
