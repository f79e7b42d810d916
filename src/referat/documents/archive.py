"""The safe way into zipped documents: sizes are counted while unpacking, and XML is read without document types or entities."""

import io
import zipfile
from dataclasses import dataclass, field
from pyexpat import ExpatError, ParserCreate
from typing import NoReturn

from referat.documents.errors import DangerousDocument, DocumentTooLarge, LockedDocument, UnreadableDocument
from referat.languages.mark import N_

MOST_MEMBERS = 10_000
LARGEST_MEMBER = 48 * 1024 * 1024
LARGEST_XML_DEPTH = 400
MOST_XML_NODES = 1_000_000  # some 350 MB; a document of 300 pages has a third of it
_CHUNK = 1 << 16


@dataclass(slots=True)
class Node:
    """An XML element: its name without a namespace, its attributes likewise, and its children and texts in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def find(self, name: str) -> "Node | None":
        return next((child for child in self.children if isinstance(child, Node) and child.name == name), None)

    def nodes(self) -> list["Node"]:
        return [child for child in self.children if isinstance(child, Node)]

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableDocument(name=name, reason=N_("the file is damaged")) from error
    if len(archive.infolist()) > MOST_MEMBERS:
        raise DangerousDocument(name=name, reason=N_("it holds too many parts"))
    return archive


def member(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One part of the archive, unpacked piece by piece and never beyond the limit, whatever size it claims; b"" where there is none."""
    try:
        info = archive.getinfo(part)
    except KeyError:
        return b""
    if info.flag_bits & 0x1:
        raise LockedDocument(name=name, reason="")
    pieces, size = [], 0
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                if size > LARGEST_MEMBER:
                    raise DocumentTooLarge(name=name, what=N_("the unpacked text"), limit=f"{LARGEST_MEMBER // 1_000_000} MB", reason="")
                pieces.append(piece)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableDocument(name=name, reason=N_("the file is damaged")) from error
    except Exception as error:  # zlib.error has no common base with the rest
        if type(error).__module__ == "zlib":
            raise UnreadableDocument(name=name, reason=N_("the file is damaged")) from error
        raise
    return b"".join(pieces)


class _Builder:
    """Collects elements into a tree; refuses what a text document never needs."""

    __slots__ = ("_count", "_name", "root", "stack")

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0
        self.root = Node("")
        self.stack = [self.root]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_XML_NODES or len(self.stack) > LARGEST_XML_DEPTH:
            raise DangerousDocument(name=self._name, reason=N_("its inner structure is too large or too deep"))
        node = Node(_local(tag), {_local(key): value for key, value in attributes.items()})
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def end(self, _tag: str) -> None:
        self.stack.pop()

    def data(self, text: str) -> None:
        self.stack[-1].children.append(text)

    def refuse(self, *_: object) -> NoReturn:
        raise DangerousDocument(name=self._name, reason=N_("it declares document types or entities, which can be used to attack"))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def parse_xml(data: bytes, name: str) -> Node:
    """The tree of an XML part. Document types are refused before anything of them is read, so no entity can grow and nothing outside is fetched."""
    builder = _Builder(name)
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    parser.ExternalEntityRefHandler = builder.refuse
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise UnreadableDocument(name=name, reason=N_("its inner structure is broken")) from error
    return builder.root


def tree(archive: zipfile.ZipFile, part: str, name: str) -> Node | None:
    data = member(archive, part, name)
    return parse_xml(data, name) if data else None
