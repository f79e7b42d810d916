"""Pictures of a book, made fit to hand out: PNG and JPEG only, checked part by part, with nothing left in them but what draws the picture.

Where it was taken, by whom and with what stands in parts that are left out. Written here so that every format needs no library for it.
"""

import struct
import zlib
from collections.abc import Iterator

LARGEST = 8 * 1024 * 1024  # bytes of a picture
MOST_PIXELS = 24_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA"})
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# JPEG segments that draw: tables, frame, restart interval. APP0 and APP14 say what the colours mean.
_SOF = frozenset({0xC0, 0xC1, 0xC2})
_KEPT_SEGMENTS = _SOF | {0xC4, 0xDB, 0xDD}


def checked(data: bytes) -> tuple[str, bytes, int, int] | None:
    """A picture as (png or jpeg, its bytes, width, height); None where it is neither, is broken, or is larger than a page has use for."""
    if len(data) > LARGEST:
        return None
    try:
        found = _png(data) if data.startswith(_PNG) else _jpeg(data) if data.startswith(b"\xff\xd8\xff") else None
    except (struct.error, ValueError, IndexError, zlib.error):
        return None
    if found is None or not (0 < found[2] <= 20_000 and 0 < found[3] <= 20_000 and found[2] * found[3] <= MOST_PIXELS):
        return None
    return found


def _png(data: bytes) -> tuple[str, bytes, int, int] | None:
    pieces = [_PNG]
    width = height = 0
    pixels = bytearray()
    expected = 0
    for name, body in _chunks(data):
        if name == b"IHDR":
            width, height, depth, colour, method, filtering, interlace = struct.unpack(">IIBBBBB", body)
            if depth not in {1, 2, 4, 8, 16} or colour not in _CHANNELS or method or filtering or interlace or width * height > MOST_PIXELS:
                return None
            expected = height * (1 + (width * depth * _CHANNELS[colour] + 7) // 8)
        if name == b"IDAT":
            pixels += body
        elif name in _KEPT_CHUNKS:
            if name == b"IEND":
                pieces.append(_chunk(b"IDAT", _packed(bytes(pixels), expected)))
            pieces.append(_chunk(name, body))
        if name == b"IEND":
            return "png", b"".join(pieces), width, height
    return None


def _packed(pixels: bytes, expected: int) -> bytes:
    """The pixels packed anew, so that nothing but them is in it. Raises ValueError where they are not as many as the head says."""
    unpacking = zlib.decompressobj()
    rows = unpacking.decompress(pixels, expected + 1)
    if len(rows) != expected:
        raise ValueError(len(rows))
    return zlib.compress(rows, 9)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (sum_,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(name + body) != sum_:
            raise ValueError(name)
        yield name, body
        at += 12 + length


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _jpeg(data: bytes) -> tuple[str, bytes, int, int] | None:
    pieces = [b"\xff\xd8"]
    width = height = 0
    at = 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            return None
        kind = data[at + 1]
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        if kind in _SOF:
            height, width = struct.unpack_from(">HH", segment, 5)
        if kind == 0xDA:
            end = data.rfind(b"\xff\xd9")
            return ("jpeg", b"".join(pieces) + _scans(data[at : end + 2]), width, height) if end > at and width else None
        if kind == 0xE0 and segment[4:9] == b"JFIF\0":  # without the small picture that may stand in it
            pieces.append(b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0")
        elif kind in _KEPT_SEGMENTS or (kind == 0xEE and segment[4:9] == b"Adobe"):
            pieces.append(segment)
        at += 2 + length


def _scans(data: bytes) -> bytes:
    """The scans of a picture, without what may stand between them."""
    pieces = []
    at = 0
    while at < len(data):
        mark = data.find(b"\xff", at)
        while mark >= 0 and (data[mark + 1] == 0 or 0xD0 <= data[mark + 1] <= 0xD7):
            mark = data.find(b"\xff", mark + 2)
        if mark < 0:
            break
        pieces.append(data[at:mark])
        kind = data[mark + 1]
        if kind == 0xD9:
            pieces.append(b"\xff\xd9")
            break
        (length,) = struct.unpack_from(">H", data, mark + 2)
        if kind == 0xDA or kind in _KEPT_SEGMENTS:
            pieces.append(data[mark : mark + 2 + length])
        at = mark + 2 + length
    return b"".join(pieces)
