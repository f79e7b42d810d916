"""Is everything said in every language, and with the same facts in it?"""

from functools import cache
from importlib.metadata import version
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from referat.languages import i18n
from tools import messages
from tools.messages import DOCUMENT_MARKS, LANGUAGES, MARKS, po_path, renewed, strings

CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"
ASKED = {"nb": MARKS, "nn": DOCUMENT_MARKS}


@cache
def marked(language: str = "nb") -> Catalog:
    """What a language is asked for; looking through the whole source takes seconds."""
    return messages.marked(ASKED[language])


@cache
def helped() -> Catalog:
    return messages.helped()


def compiled(language: str) -> i18n.Catalogue:
    return i18n.Catalogue(po_path(language).with_suffix(".mo").read_bytes())


def names(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def read(language: str) -> list[Message]:
    with po_path(language).open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


@pytest.mark.parametrize("language", ASKED)
def test_nothing_is_left_untranslated(language: str) -> None:
    find = compiled(language).find
    asked = [strings(message.id) for message in marked(language) if message.id]
    assert asked
    assert [one for one, *many in asked if not find(one) or (many and not find(f"{one}\0plural"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_the_same_facts(language: str) -> None:
    for message in read(language):
        sources, said = strings(message.id), [one for one in strings(message.string) if one]
        asked = set().union(*map(names, sources))
        for source, one in zip(sources, said, strict=False):
            # "{n} actions" may become "one action", but a fact nobody gives cannot be filled in
            assert names(one) == names(source) or (len(sources) > 1 and names(one) <= asked), one


def test_sources_name_their_facts() -> None:
    """A number or an empty pair of braces would tie a translator to the order of the English words."""
    for message in marked():
        for source in strings(message.id):
            assert all(name and name.isidentifier() for name in names(source)), source


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_the_source_asks_for(language: str) -> None:
    # What help says of arguments, older versions of Typer do not hand out: the catalogue is made with the newest.
    domains = (
        {"referat": marked(), "help": helped()}
        if f"typer=={version('typer')}" in CONSTRAINTS.read_text(encoding="utf-8").split()
        else {"referat": marked()}
    )
    for domain, template in domains.items():
        po, mo = renewed(language, template, domain)
        assert po_path(language, domain).read_bytes() == po, "make messages"
        assert po_path(language, domain).with_suffix(".mo").read_bytes() == mo, "make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_help_says_is_translated(language: str) -> None:
    assert [message.id for message in messages.read(language, "help") if not messages.translated(message)] == []


def test_every_language_of_the_door_has_a_catalogue() -> None:
    assert {*LANGUAGES, "en"} == {*i18n.LANGUAGES}
    assert {path.name for path in Path(i18n.CATALOGUES).iterdir()} == {*LANGUAGES}
