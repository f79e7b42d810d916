"""The canonical text, `referat-canon-1`, and its digest: what approval freezes, and what it leaves free to move.

Line endings, a byte order mark, composed or decomposed letters, trailing blanks, quotes and order in the header do not count.
Live, and left out, are only the state of an action with an id and its dated lines from after the meeting (docs/format.md, "Approval").
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING

from referat.errors import Exit, ReferatError
from referat.format.boxes import scan
from referat.format.lines import WS
from referat.languages.mark import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from referat.format.document import Document

CANON = "referat-canon-1"
PREFIX = "sha256:"
# Written by the tool itself after the text was digested; read case folded, like every field, so left out case folded.
_LEFT_OUT = frozenset({"status", "circulation", "approval"})
_encoded = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


class NoCanonicalText(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("The text of {path} cannot be digested, since its header cannot be read.")
    hint = N_("See what is wrong with it: referat check {path}")


def canonical_text(document: Document, meeting: date) -> str:
    """The text that is digested. `meeting` is the meeting's date: dated lines later than it are live."""
    if document.has_broken_header:
        raise NoCanonicalText(path=document.path, place=document.problems[0].place)
    header = {k: v for k, v in _fields(document).items() if k.casefold() not in _LEFT_OUT}
    return f"{CANON}\n{_encoded(header)}\n{canonical_body(document.body_texts, meeting)}"


def digest(document: Document, meeting: date) -> str:
    """`sha256:` and the hexadecimal digest of the canonical text."""
    return PREFIX + hashlib.sha256(canonical_text(document, meeting).encode("utf-8")).hexdigest()


def loose_digest(document: Document, meeting: date) -> str:
    """A digest that white space does not change; it only explains how two texts differ."""
    words = " ".join(canonical_text(document, meeting).split())
    return PREFIX + hashlib.sha256(words.encode("utf-8")).hexdigest()


def _fields(document: Document) -> dict[str, object]:
    if document.head is None:
        return {}
    fields: object = document.head.values
    if not unicodedata.is_normalized("NFC", document.head.text):
        fields = _composed(fields)
    assert isinstance(fields, dict)
    return fields


def _composed(value: object) -> object:
    """Every string of a header value, keys too, in Unicode's composed form (NFC)."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(item) for item in value]
    assert isinstance(value, dict)
    return {unicodedata.normalize("NFC", key): _composed(item) for key, item in value.items()}


def canonical_body(body: Sequence[str], meeting: date) -> str:
    """The canonical text of the lines of a body."""
    text = "\n".join([line.rstrip(WS) for line in body])
    if not unicodedata.is_normalized("NFC", text):  # nearly every text is, and asking costs little
        text = unicodedata.normalize("NFC", text)
    lines = text.split("\n")
    found = scan(lines)
    for box in found.boxes:
        if box.id and box.is_action and box.state != " ":
            line = lines[box.index]
            lines[box.index] = line[: box.state_at] + " " + line[box.state_at + 1 :]
    later = {log.index for log in found.logs if log.on > meeting}
    kept = [line for index, line in enumerate(lines) if index not in later] if later else lines
    return "\n".join(kept).strip("\n")
