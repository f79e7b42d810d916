"""Rich text (.rtf), by a small library: its text, paragraph for paragraph, and the cells of its tables."""

from importlib import import_module

from referat.documents.block import LARGEST_TEXT, Content, SourceRun, paragraph, placed
from referat.documents.errors import DocumentTooLarge, MissingLibrary, UnreadableDocument
from referat.documents.text import block_of
from referat.languages.mark import N_


def takes(data: bytes, _name: str) -> bool:
    return data.lstrip()[:5] == b"{\\rtf"


def read(data: bytes, name: str) -> Content:
    if len(data) > LARGEST_TEXT:
        raise DocumentTooLarge(name=name, what=N_("the file"), limit=f"{LARGEST_TEXT // 1_000_000} MB", reason="")
    try:
        to_text = import_module("striprtf.striprtf").rtf_to_text
    except ImportError as error:
        raise MissingLibrary(name=name, library="striprtf") from error
    try:
        text = to_text(data.decode("latin-1"), errors="replace")
    except Exception as error:
        raise UnreadableDocument(name=name, reason=N_("the file is damaged")) from error
    blocks = []
    for line in text.split("\n"):
        own = block_of(line.replace("|", "\t") if line.count("|") and line.rstrip().endswith("|") else line, 0)
        blocks += [own] if own.kind == "entry" else paragraph([SourceRun(line.rstrip("|").replace("|", "\t"))])
    return Content(placed(blocks, name))
