"""The child that reads a PDF: bytes on standard input, JSON on standard output. It stands alone, so that its limits bind nothing else."""

import json
import sys

MEMORY = 1024 * 1024 * 1024


def limit(seconds: int) -> None:
    """Bound this process's memory and processor time where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit is all there is
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def read(data: bytes, most_pages: int) -> dict[str, object]:
    """The text of each page, or what hinders it."""
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
        return {"pages": [page.extract_text() for page in reader.pages]}
    except FileNotDecryptedError:
        return {"problem": "locked"}
    except Exception:  # noqa: BLE001 - a hostile file may raise anything; the answer is the same
        return {"problem": "broken"}


def main() -> None:
    most_pages, seconds = int(sys.argv[1]), int(sys.argv[2])
    limit(seconds)
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), most_pages)))


if __name__ == "__main__":
    main()
