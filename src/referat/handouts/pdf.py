"""A hand-out as PDF: PDF/A-2a for the archive and PDF/UA-1 for whoever hears it read, in one file.

Typst sets the page (`page.typ`) from the tree as data; no text of a book becomes markup. Signs that its fonts cannot show are written [U+1F600].
"""

import atexit
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from threading import Timer
from typing import Any

from referat.errors import Exit, ReferatError
from referat.handouts.content import Handout, Picture, Table, all_text, walk
from referat.handouts.jsontext import as_data
from referat.handouts.look import Look
from referat.handouts.typst_process import read_message, write_message
from referat.handouts.words import speaking
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.store.state_folder import TRUSTED_TEMPLATES, settings_file

_SECONDS = 120
_MANY = 100  # documents that one process sets; what it remembers of them grows
_REGIONS = {"nb": ("nb", "no"), "nn": ("nn", "no"), "en": ("en", "gb")}
_NO_GLYPH = re.compile(r'the text `?"(.*?)"`? could not be displayed', re.DOTALL)
_MOST_TRIES = 40
_PACKAGE = re.compile(rb"[\"](@[\w-]+/[^\"]*)")


class PageNotSet(ReferatError):
    exit = Exit.BUG
    message = N_("{name} could not be set as PDF: {why}")


class TemplateNotTrusted(ReferatError):
    exit = Exit.REFUSED
    message = N_("The page template {path} is a program, and you have not said that it may run.")
    hint = N_("If you know what it does, write this line into {settings}: {digest}")


class TemplateLoads(ReferatError):
    exit = Exit.REFUSED
    message = N_("The page template loads a package (“{what}”), and nothing is fetched from the net.")


class PageTooLong(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("{name} took more than {seconds} seconds or too much memory to set as PDF, and was given up.")


def pdf(handout: Handout) -> bytes:
    """The document."""
    look = handout.look
    if look.not_trusted[0]:
        path, digest = look.not_trusted
        raise TemplateNotTrusted(path=path, digest=digest, settings=settings_file(TRUSTED_TEMPLATES, os.environ))
    if look.page and (package := _PACKAGE.search(look.page)):
        raise TemplateLoads(what=package[1].decode("utf-8", "replace"))
    data = _shown(_data(handout), signs_of(look))
    pictures = {block_file(number, block.kind): block.data for number, block in enumerate(_pictures(handout))}
    if handout.look.logo:
        pictures[f"logo.{handout.look.logo[0]}"] = handout.look.logo[1]
    answer = b""
    for _ in range(_MOST_TRIES):
        is_made, answer = _Setter.known().set(handout, data, pictures)
        if is_made:
            return answer
        missing = _NO_GLYPH.search(answer.decode("utf-8", "replace"))
        if missing is None:
            break
        data = _without(data, frozenset(_unescaped(missing[1])))
    raise PageNotSet(name=handout.id, why=" ".join(answer.decode("utf-8", "replace").split())[:300])


def unshown(handout: Handout) -> list[str]:
    """The signs of a document that the page cannot show, as they are written instead."""
    known = signs_of(handout.look)
    return sorted({_written(sign) for text in all_text(handout) for sign in text if not _is_shown(sign, known)})


@cache
def shown_signs() -> tuple[tuple[int, int], ...]:
    """The ranges of code points that the fonts can show."""
    text = Path(__file__).with_name("pdf_signs.txt").read_text(encoding="ascii")
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    return tuple((int(first, 16), int(last or first, 16)) for first, _, last in (word.partition("-") for word in words))


def signs_of(look: Look) -> tuple[tuple[int, int], ...]:
    """The ranges of code points that the fonts can show, those of the book in all, in order and apart."""
    if not look.own_fonts:
        return shown_signs()
    merged: list[tuple[int, int]] = []
    for first, last in sorted([*shown_signs(), *(one for font in look.own_fonts for one in font.signs)]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def block_file(number: int, kind: str) -> str:
    return f"p{number}.{kind}"


def _pictures(handout: Handout) -> Iterator[Picture]:
    return (block for block in walk(handout.blocks) if isinstance(block, Picture))


def _data(handout: Handout) -> dict[str, Any]:
    """What page.typ is told."""
    language, region = _REGIONS.get(handout.language, ("nb", "no"))
    look = handout.look
    with speaking(handout.language):
        page = tr(D_("Page"))
    told = {
        "name": handout.name,
        "lang": language,
        "region": region,
        "year": handout.day.year,
        "month": handout.day.month,
        "monthday": handout.day.day,
        "colour": look.colour,
        "running": handout.running,
        "page": page,
        "genre": handout.genre,
        "title": handout.title,
        "body": handout.body,
        "status": handout.status,
        "sender": list(look.sender),
        "facts": [[label, list(values)] for label, values in handout.facts],
        "blocks": as_data(handout.blocks),
        "marks": list(handout.marks),
        "wide": handout.is_wide,
        "fonts": list(dict.fromkeys(font.family for font in look.own_fonts)),
    }
    if look.logo:
        told |= {"logo": f"/logo.{look.logo[0]}", "logo_words": look.logo_words or handout.body or handout.title}
    pictures = count()
    tables = (block for block in walk(handout.blocks) if isinstance(block, Table))
    for one in _blocks_in(told["blocks"]):
        if one["block"] == "picture":
            one["file"] = "/" + block_file(next(pictures), one["kind"])
        elif one["block"] == "table":
            one["numbers"] = list(next(tables).numbers)
    return told


def _blocks_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every block of the data, in the order they are read."""
    if isinstance(value, list):
        for one in value:
            yield from _blocks_in(one)
    elif isinstance(value, dict):
        if "block" in value:
            yield value
        for one in list(value.values()):
            yield from _blocks_in(one)


def _shown(value: Any, known: tuple[tuple[int, int], ...]) -> Any:
    """The data with each sign that cannot be shown written out."""
    if isinstance(value, str):
        return value if value.isascii() else "".join(sign if _is_shown(sign, known) else _written(sign) for sign in value)
    if isinstance(value, list):
        return [_shown(one, known) for one in value]
    if isinstance(value, dict):
        return {name: one if name == "link" else _shown(one, known) for name, one in value.items()}
    return value


def _is_shown(sign: str, known: tuple[tuple[int, int], ...]) -> bool:
    from bisect import bisect_right

    code = ord(sign)
    if code < 0x7F or sign in "\u00ad\u2028":
        return True
    at = bisect_right(known, (code, 0x110000)) - 1
    return at >= 0 and known[at][0] <= code <= known[at][1]


def _without(value: Any, signs: frozenset[str]) -> Any:
    if isinstance(value, str):
        return "".join(_written(sign) if sign in signs else sign for sign in value)
    if isinstance(value, list):
        return [_without(one, signs) for one in value]
    if isinstance(value, dict):
        return {name: one if name in {"link", "block", "state", "kind", "file", "logo"} else _without(one, signs) for name, one in value.items()}
    return value


def _written(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"


def _unescaped(text: str) -> str:
    r"""A text as typst quotes it, where \u{1f600} stands for a sign."""
    return re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda found: chr(int(found[1], 16)), text)


class _Setter:
    """The process that sets pages, started when the first is wanted, and anew where one went wrong."""

    _running: "_Setter | None" = None

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "referat.handouts.typst_process"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.left = _MANY

    @classmethod
    def known(cls) -> "_Setter":
        if cls._running is None:
            cls._running = cls()
            atexit.register(cls.end)
        return cls._running

    @classmethod
    def end(cls) -> None:
        if cls._running is not None:
            process, cls._running = cls._running.process, None
            with suppress(OSError):
                process.communicate(timeout=5)
            process.kill()
            atexit.unregister(cls.end)

    def set(self, handout: Handout, data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> tuple[bool, bytes]:
        """A document set, or why not. Raises PageTooLong where the process had to be ended, or ended by itself."""
        named = {name: b64encode(one).decode() for name, one in pictures.items()}
        fonts = {f"f{number}.ttf": b64encode(font.data).decode() for number, font in enumerate(handout.look.own_fonts)}
        template = b64encode(handout.look.page).decode() if handout.look.page else ""
        request = json.dumps({"document": data, "pictures": named, "fonts": fonts, "template": template, "day": handout.day.isoformat()}).encode()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        timer = Timer(_SECONDS, self.process.kill)
        timer.start()
        try:
            write_message(self.process.stdin, request)
            answer = read_message(self.process.stdout)
        except OSError:
            answer = None
        finally:
            timer.cancel()
        if not answer:
            self.end()
            raise PageTooLong(name=handout.id, seconds=_SECONDS)
        self.left -= 1
        if self.left <= 0:
            self.end()
        return answer[:1] == b"+", answer[1:]
