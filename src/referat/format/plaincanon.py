"""The canonical text of bodies written as most are, without cutting them into lines.

It is many times as fast as `canon`, and may only say what that says: a body that holds code, a remark, half a merge or a dated line of an action is
left to it (`plain_body` returns None). A test compares the two on bodies of every kind.
"""

import re
from unicodedata import is_normalized

from referat.format.lines import WS

# Bytes that a text may hold without being looked at twice. Left out are those that may hide lines or end them otherwise, and those that
# begin a letter from U+0300 on, where the accents lie that are letters of their own.
_SPECIAL = b"\r`~<>|"
_ORDINARY = bytes(sorted(frozenset(range(0xCC)) - frozenset(_SPECIAL)))
_HIDING = (b"\r", b"```", b"~~~", b"<!--", b"<<<<<<<", b">>>>>>>", b"|||||||")
# What may be live: a box with a sign, which is taken out where the action has an id, or a dated line.
_LIVE = re.compile(rb"\n(?=[-*+0-9 \t])[ \t]*+(?:[-*+]|[0-9]{1,9}+[.)])[ \t]++(?:\[([xX/-])\][ \t]|([0-9]{4}-[0-9]{2}-[0-9]{2}[ \t]))")
_BLANKS = WS.encode()


def is_plain(data: bytes, text: str) -> bool:
    """Whether a file, given as it is and as text, is composed (NFC), has LF at the ends of its lines, and hides none of them."""
    special = data.translate(None, _ORDINARY)
    if not special:
        return True
    return not any(sign in data for sign in _HIDING) and (special.isascii() or is_normalized("NFC", text))


def plain_body(data: bytes, at: int) -> bytes | None:
    """The canonical body, which begins at a byte of a file that `is_plain`; the byte before it is a line ending."""
    body = data[at - 1 :]
    if b" \n" in body or body[-1:] in (b" ", b"\t") or (b"\t" in body and b"\t\n" in body):
        body = b"\n".join([line.rstrip(_BLANKS) for line in body.split(b"\n")])
    signs = []
    for live in _LIVE.finditer(body):
        if live[2]:
            return None
        from referat.format.boxes import read_box  # of most bodies no box needs to be looked at

        start, end = live.start() + 1, body.find(b"\n", live.end())
        box = read_box(body[start : end if end >= 0 else None].decode())
        if box and box.is_action and box.id:
            signs.append(live.start(1))
    if signs:
        changed = bytearray(body)
        for sign in signs:
            changed[sign] = ord(" ")
        body = bytes(changed)
    return body.strip(b"\n")
