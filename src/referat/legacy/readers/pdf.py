"""PDF with a text layer, read in a child process with limits on time, memory and pages, so that no file can hold up the program."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from referat.languages.mark import N_
from referat.legacy.errors import DangerousDocument, DocumentTooLarge, LockedDocument, MissingLibrary, NoTextInDocument, UnreadableDocument
from referat.legacy.readers.columns import Page, lines_of
from referat.legacy.readers.shape import Reading, Text
from referat.legacy.readers.text import split_lines

MOST_PAGES = 300
SECONDS = 30
LARGEST_ANSWER = 24 * 1024 * 1024
_CHILD = Path(__file__).with_name("pdf_child.py")


def takes(data: bytes, _name: str) -> bool:
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str) -> Reading:
    if find_spec("pypdf") is None:
        raise MissingLibrary(name=name, library="pypdf")
    try:
        run = subprocess.run(  # noqa: S603 - this Python, a file of ours, and two numbers
            [sys.executable, "-I", str(_CHILD), str(MOST_PAGES), str(SECONDS)], input=data, capture_output=True, timeout=SECONDS + 5, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DangerousDocument(name=name, reason=N_("reading it took too long")) from error
    try:
        answer = json.loads(run.stdout[:LARGEST_ANSWER])
    except ValueError as error:
        reason = N_("reading it took too long") if run.returncode < 0 else N_("the program that reads it gave up")
        raise UnreadableDocument(name=name, reason=reason) from error
    match answer.get("problem"):
        case "locked":
            raise LockedDocument(name=name, reason="")
        case "pages":
            raise DocumentTooLarge(name=name, what=N_("the number of pages"), limit=str(MOST_PAGES), reason="")
        case "broken":
            raise UnreadableDocument(name=name, reason=N_("the file is damaged"))
    pages = [Page(plain, laid) for plain, laid in answer["pages"]]
    if not any(page.plain.strip() for page in pages):
        raise NoTextInDocument(name=name, reason="")
    return Text(split_lines("\n".join(lines_of(pages)), name))
