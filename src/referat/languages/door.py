"""The one door between English source texts and what is said: every text a person reads passes `tr` or `tr_n`.

The catalogues are gettext's, one folder a language. The standard reader imports `re` and `locale` (6 ms at every start),
so the compiled files are read here: the format is two tables of (length, offset) pairs, and a test compares with gettext's own.
English is the source and needs no catalogue. Nynorsk lacks what is only said on the screen, and falls back on bokmål.
"""

import os

from referat.languages.mark import Marked

TYPE_CHECKING = False  # the checkers know the name; `typing` and `collections.abc` themselves would cost 5 ms
if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "nb", "nn")
FALLBACK = {"nn": "nb"}
# "no" is what older systems call Norwegian, nearly always bokmål.
CODES = {"en": "en", "nb": "nb", "no": "nb", "nn": "nn"}
CATALOGUES = os.path.join(os.path.dirname(__file__), "catalogues")
MAGIC = (0x950412DE).to_bytes(4, "little")

_language = "en"
_texts: dict[str, str] | None = None  # of the language in use; None until the first text is asked for


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
        _texts = texts_of(_language)
    return _texts.get(key, source)


def texts_of(language: str) -> dict[str, str]:
    r"""Every text of a language, with those it falls back on; a plural stands under its singular and `\0plural`."""
    texts = texts_of(FALLBACK[language]) if language in FALLBACK else {}
    try:
        with open(os.path.join(CATALOGUES, language, "LC_MESSAGES", "referat.mo"), "rb") as file:
            texts.update(read_catalogue(file.read()))
    except FileNotFoundError:
        pass  # an installation without its catalogues speaks English; that ours has them is tested
    return texts


def read_catalogue(data: bytes) -> dict[str, str]:
    """The texts of a compiled catalogue (GNU gettext's .mo, as Babel writes it: little-endian, UTF-8)."""
    if data[:4] != MAGIC:
        raise ValueError("not a little-endian gettext catalogue")

    def number(at: int) -> int:
        return int.from_bytes(data[at : at + 4], "little")

    def text(table: int, row: int) -> str:
        start = number(table + 8 * row + 4)
        return data[start : start + number(table + 8 * row)].decode()

    count, originals, translations = number(8), number(12), number(16)
    texts: dict[str, str] = {}
    for row in range(count):
        source, said = text(originals, row), text(translations, row)
        if not source:
            continue  # the catalogue's own header
        singular, counted, _ = source.partition("\0")
        if counted:
            said, _, several = said.partition("\0")
            texts[f"{singular}\0plural"] = several
        texts[singular] = said
    return texts
