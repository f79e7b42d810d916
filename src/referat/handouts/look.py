"""How a book's hand-outs look: what it says about itself in book.yaml, checked, and a plain look where it says nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from referat.format.settings import LookSettings
from referat.handouts.fonts import Font, read_font
from referat.handouts.pictures import checked
from referat.model.text import fold, safe

# Ink and lines where a book names no colour of its own: dark enough on white for any eye (WCAG 2.2, 7:1).
COLOUR = "#1d3a5f"
_LARGEST_REFERENCE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Look:
    """`colour` is `#rrggbb`, `fonts` the names of fonts, best first; `sender` are the lines at the top of the first page.

    `own_fonts` are fonts that a PDF is set in, and `page` a Typst template that the user trusts in place of ours; one that the user does
    not is `not_trusted`, by its path and its digest. `left_out` are files that are no fonts that may be put into a document.
    `logo` is a checked picture (kind, bytes, width, height) and `reference` a .docx whose styles are used, each None where there is none.
    `signed` are groups, or kinds of groups, whose minutes are signed, with who signs: `all` who were there, `chair`, with the secretary, or `no`.
    """

    colour: str = COLOUR
    fonts: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    logo: tuple[str, bytes, int, int] | None = None
    logo_words: str = ""
    reference: bytes | None = None
    own_fonts: tuple[Font, ...] = ()
    page: bytes | None = None
    not_trusted: tuple[str, str] = ("", "")
    left_out: tuple[str, ...] = ()
    signed: tuple[tuple[str, str], ...] = ()

    def signers_of(self, group: str, title: str) -> str:
        """Who signs the minutes of a group: what is said of the group itself, else of its kind, a word of its name ("årsmøte", "styre")."""
        words = re.findall(r"\w+", f"{fold(group)} {fold(title)}")
        kinds = [(fold(name), who) for name, who in self.signed]
        own = [who for name, who in kinds if name == fold(group)]
        fits = [who for name, who in kinds if any(word.startswith(name) for word in words)]
        return (own or fits or [""])[0]


PLAIN_LOOK = Look()


def look_of(settings: LookSettings, attached: Callable[[str], bytes | None], title: str, trusts: Callable[[str], bool]) -> Look:
    """The look that book.yaml asks for; a logo that is no picture we know is left out, and `check` says so."""
    data = attached(settings.logo) if settings.logo else None
    reference = attached(settings.reference) if settings.reference else None
    fonts = {path: read_font(attached(path) or b"") for path in settings.font_files}
    page = attached(settings.page) if settings.page else None
    digest = sha256(page).hexdigest() if page is not None else ""
    is_trusted = page is not None and trusts(digest)
    return Look(
        colour=settings.colour or COLOUR,
        fonts=settings.fonts,
        sender=tuple(safe(line) for line in settings.sender),
        logo=checked(data) if data else None,
        logo_words=safe(title),
        reference=reference if reference and len(reference) <= _LARGEST_REFERENCE else None,
        own_fonts=tuple(font for font in fonts.values() if font),
        page=page if is_trusted else None,
        not_trusted=(settings.page, digest) if settings.page and not is_trusted else ("", ""),
        left_out=tuple(path for path, font in fonts.items() if font is None),
        signed=settings.signed,
    )
