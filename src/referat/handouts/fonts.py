"""Fonts of a book: what a font file is called, which signs it shows, and whether it may be put into a document."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 8 * 1024 * 1024
_KINDS = (b"\0\1\0\0", b"OTTO", b"true")
_FAMILY = (16, 1)  # what the family is called; the first where a font says both
_MAY_NOT = 2  # the maker's "no embedding", of the licence bits
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))  # tables of signs, the fullest first


@dataclass(frozen=True, slots=True)
class Font:
    """`signs` are the ranges of code points it shows, first and last, in order."""

    family: str
    signs: tuple[tuple[int, int], ...]
    data: bytes


def read_font(data: bytes) -> Font | None:
    """A TrueType or OpenType font; None where it is none, is broken, or its maker lets nobody put it into documents."""
    if data[:4] not in _KINDS or len(data) > LARGEST:
        return None
    try:
        tables = dict(_tables(data))
        if "OS/2" in tables and struct.unpack(">H", tables["OS/2"][8:10])[0] & 0xF == _MAY_NOT:
            return None
        family, signs = _family(tables["name"]), tuple(sorted(_signs(tables["cmap"])))
    except (KeyError, IndexError, ValueError, struct.error):
        return None
    return Font(family, signs, data) if family and signs else None


def _tables(data: bytes) -> Iterator[tuple[str, bytes]]:
    for number in range(struct.unpack(">H", data[4:6])[0]):
        tag, _, start, length = struct.unpack(">4sLLL", data[12 + 16 * number : 28 + 16 * number])
        yield tag.decode("latin-1"), data[start : start + length]


def _family(table: bytes) -> str:
    count, texts = struct.unpack(">HH", table[2:6])
    found: dict[int, str] = {}
    for number in range(count):
        platform, _, _, name, length, start = struct.unpack(">6H", table[6 + 12 * number : 18 + 12 * number])
        said = table[texts + start : texts + start + length]
        if name in _FAMILY and platform in {0, 3}:
            found.setdefault(name, said.decode("utf-16-be"))
    return next((found[name].strip() for name in _FAMILY if name in found), "")


def _signs(table: bytes) -> Iterator[tuple[int, int]]:
    places = {}
    for number in range(struct.unpack(">H", table[2:4])[0]):
        platform, encoding, start = struct.unpack(">HHL", table[4 + 8 * number : 12 + 8 * number])
        places[platform, encoding] = start
    start = next(places[kind] for kind in _UNICODE if kind in places) if places.keys() & set(_UNICODE) else len(table)
    kind = struct.unpack(">H", table[start : start + 2])[0]
    if kind == 12:
        for number in range(struct.unpack(">L", table[start + 12 : start + 16])[0]):
            first, last, _ = struct.unpack(">LLL", table[start + 16 + 12 * number : start + 28 + 12 * number])
            yield first, last
    elif kind == 4:
        twice = struct.unpack(">H", table[start + 6 : start + 8])[0]
        ends = struct.unpack(f">{twice // 2}H", table[start + 14 : start + 14 + twice])
        starts = struct.unpack(f">{twice // 2}H", table[start + 16 + twice : start + 16 + 2 * twice])
        yield from ((first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF)
