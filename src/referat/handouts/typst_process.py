"""The process that sets pages: it reads documents as data from its parent, one after the other, and answers with a PDF or with what went wrong.

A process of its own, so that a page that takes all memory or never ends takes nothing else with it. It is given a root folder of its own, no
fonts but those that come with typst and those of the document, no packages, and no net.
"""

import json
import sys
import tempfile
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

MEMORY = 3 * 1024 * 1024 * 1024
STANDARDS = ["a-2a", "ua-1"]


def main() -> None:
    _limit()
    source = Path(__file__).with_name("page.typ").read_bytes()
    with tempfile.TemporaryDirectory(prefix="referat-") as root:
        while (request := read_message(sys.stdin.buffer)) is not None:
            answer(sys.stdout.buffer, *_made(source, Path(root), json.loads(request)))


def _made(source: bytes, root: Path, request: dict[str, object]) -> tuple[bool, bytes]:
    import typst

    pictures = request["pictures"]
    assert isinstance(pictures, dict)
    fonts = request["fonts"]
    assert isinstance(fonts, dict)
    folder = root / "fonts"
    folder.mkdir(exist_ok=True)
    files = [(root / name, data) for name, data in pictures.items()] + [(folder / name, data) for name, data in fonts.items()]
    for path, data in files:
        path.write_bytes(b64decode(data))
    if template := str(request["template"]):
        source = b64decode(template)
    try:
        year, month, day = map(int, str(request["day"]).split("-"))
        setting: Any = typst.compile
        made = setting(
            source,
            root=str(root),
            ignore_system_fonts=True,
            font_paths=[str(folder)] if fonts else [],
            sys_inputs={"data": json.dumps(request["document"])},
            pdf_standards=STANDARDS,
            timestamp=datetime(year, month, day, tzinfo=UTC),
        )
        assert isinstance(made, bytes)
        return True, made
    except Exception as error:  # noqa: BLE001 - the parent says what it means
        return False, str(error).encode("utf-8", "replace")
    finally:
        for path, _ in files:
            path.unlink()


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_message(stream: IO[bytes]) -> bytes | None:
    head = stream.read(8)
    return stream.read(int.from_bytes(head, "big")) if len(head) == 8 else None


def write_message(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def answer(stream: IO[bytes], is_made: bool, data: bytes) -> None:
    write_message(stream, (b"+" if is_made else b"-") + data)


if __name__ == "__main__":
    main()
