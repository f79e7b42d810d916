"""The one way from English source texts to what is said: every text a person reads passes `tr` or `tr_n`.

The catalogues are gettext's, one folder a language. The standard reader imports `re` and `locale` and reads all texts (10 ms at every start), so
the compiled files are looked up here: the format is two sorted tables of (length, offset) pairs, and a test compares with gettext's own.
English is the source and needs no catalogue. Nynorsk lacks what is only said on the screen, and falls back on bokmål.
"""

import os

from referat.languages.mark import Marked

TYPE_CHECKING = False  # the checkers know the name; `typing` and `collections.abc` themselves would cost 5 ms
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LANGUAGES = ("en", "nb", "nn")
FALLBACK = {"nn": "nb"}
# "no" is what older systems call Norwegian, nearly always bokmål.
CODES = {"en": "en", "nb": "nb", "no": "nb", "nn": "nn"}
CATALOGUES = os.path.join(os.path.dirname(__file__), "catalogues")
DOMAIN = "referat"  # beside it stands "help", which only --help asks
MAGIC = (0x950412DE).to_bytes(4, "little")

_language = "en"
_texts: "Texts | None" = None  # of the language in use; None until the first text is asked for
_read: "dict[str, Texts]" = {}  # a document may be in another language than the screen, and back again after each


def choose(book_language: str | None, environ: "Mapping[str, str]") -> str:
    """The language to speak: the book's if it names one we have, else the locale's, else English."""
    if book_language and (code := CODES.get(book_language.lower())):
        return code
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):  # the first that is set decides, whether we have it or not
            return CODES.get(value.partition(".")[0].partition("_")[0].partition("@")[0].lower(), "en")
    return "en"


def use(language: str) -> None:
    """Speak `language` from now on."""
    global _language, _texts
    if language not in LANGUAGES:
        raise ValueError(f"no catalogue for {language!r}")
    if language != _language:
        _language, _texts = language, None


def in_use() -> str:
    return _language


def tr(message: str, /, **facts: object) -> str:
    """`message` in the language in use, its {placeholders} filled from `facts`; a fact that is itself a marked text is translated too."""
    return _said(message, message).format_map(_facts(facts))


def tr_n(singular: str, plural: str, n: int, /, **facts: object) -> str:
    """The text for a count; {n} is the number. All our languages count as English does: one, and not one."""
    one = n == 1
    key = singular if one else f"{singular}\0plural"
    return _said(key, singular if one else plural).format_map({"n": n, **_facts(facts)})


def _facts(facts: dict[str, object]) -> dict[str, object]:
    return {name: _said(fact, fact) if isinstance(fact, Marked) else fact for name, fact in facts.items()}


def _said(key: str, source: str) -> str:
    global _texts  # noqa: PLW0603 - read once, when first needed
    if _language == "en":
        return source
    if _texts is None:
        if _language not in _read:
            _read[_language] = texts_of(_language)
        _texts = _read[_language]
    return _texts.get(key, source)


class Texts:
    """The texts of a language: those of its own catalogue, then of the one it falls back on. What was asked for once is remembered."""

    def __init__(self, catalogues: "Sequence[Catalogue]") -> None:
        self._catalogues = catalogues
        self._known: dict[str, str] = {}

    def get(self, key: str, source: str) -> str:
        r"""The text of a key, a plural's being its singular and `\0plural`; `source` where there is none."""
        if key not in self._known:
            found = [said for catalogue in self._catalogues if (said := catalogue.find(key)) is not None]
            self._known[key] = found[0] if found else source
        return self._known[key]


class Catalogue:
    """A compiled catalogue: GNU gettext's .mo as Babel writes it, little-endian, in UTF-8, and sorted. Few of its texts are ever asked for."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != MAGIC:
            raise ValueError("not a little-endian gettext catalogue")
        self._data = data
        self._count, self._originals, self._translations = map(self._number, (8, 12, 16))

    def find(self, key: str) -> str | None:
        """The text of a key, as `Texts.get` has it."""
        singular, is_plural, _ = key.partition("\0")
        wanted = singular.encode("utf-8", "surrogatepass")
        first, last = 0, self._count
        while first < last:
            row = (first + last) // 2
            source, has_plural, _ = self._text(self._originals, row).partition(b"\0")
            if source == wanted:
                said, _, several = self._text(self._translations, row).decode().partition("\0")
                return None if not source or (is_plural and not has_plural) else several if is_plural else said
            first, last = (row + 1, last) if source < wanted else (first, row)
        return None

    def sources(self) -> "list[str]":
        """All that is said, in English."""
        return [self._text(self._originals, row).decode().replace("\0", "\n") for row in range(self._count)]

    def every(self) -> "list[str]":
        """All that is said."""
        return [self._text(self._translations, row).decode().replace("\0", "\n") for row in range(self._count)]

    def _number(self, at: int) -> int:
        return int.from_bytes(self._data[at : at + 4], "little")

    def _text(self, table: int, row: int) -> bytes:
        start = self._number(table + 8 * row + 4)
        return self._data[start : start + self._number(table + 8 * row)]


def every_text(language: str) -> "list[str]":
    """All that we say in a language, sources included: what stands in a document without coming from a book."""
    catalogues = [found for one in (language, FALLBACK.get(language, "nb")) if (found := _catalogue_of(one))]
    return [text for one in catalogues for text in (*one.every(), *one.sources())]


def texts_of(language: str, domain: str = DOMAIN) -> Texts:
    """Every text of a language, with those it falls back on."""
    languages = [language, FALLBACK[language]] if language in FALLBACK else [language]
    return Texts([found for one in languages if (found := _catalogue_of(one, domain))])


def _catalogue_of(language: str, domain: str = DOMAIN) -> Catalogue | None:
    try:
        with open(os.path.join(CATALOGUES, language, "LC_MESSAGES", f"{domain}.mo"), "rb") as file:
            return Catalogue(file.read())
    except FileNotFoundError:
        return None  # an installation without its catalogues speaks English; that ours has them is tested
