"""The child that reads a PDF: bytes on standard input, JSON on standard output. It stands alone, so that its limits bind nothing else."""

import json
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PageObject

MEMORY = 1024 * 1024 * 1024
MOST_SECONDS_FOR_LOOKS = 8


def limit(seconds: int) -> None:
    """Bound this process's memory and processor time where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit is all there is
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def read(data: bytes, most_pages: int) -> dict[str, object]:
    """The text of each page, as it was written and as it is laid out, or what hinders it."""
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"problem": "locked"}
        if len(reader.pages) > most_pages:
            return {"problem": "pages"}
        begun = time.monotonic()
        return {"pages": [[page.extract_text(), laid_out(page, time.monotonic() - begun)] for page in reader.pages]}
    except FileNotDecryptedError:
        return {"problem": "locked"}
    except Exception:  # noqa: BLE001 - a hostile file may raise anything; the answer is the same
        return {"problem": "broken"}


def laid_out(page: "PageObject", spent: float) -> str:
    """The page with spaces where it has gaps; nothing where the library cannot say, or where so many seconds were spent that all may be lost."""
    try:
        return "" if spent > MOST_SECONDS_FOR_LOOKS else page.extract_text(extraction_mode="layout")
    except Exception:  # noqa: BLE001 - as above: the text is there in the other way
        return ""


def main() -> None:
    most_pages, seconds = int(sys.argv[1]), int(sys.argv[2])
    limit(seconds)
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), most_pages)))


if __name__ == "__main__":
    main()
