"""Whole documents, invented and odd in the ways real ones are: what is found is compared with a file read by eye."""

import json
from datetime import date
from pathlib import Path

import pytest

from referat.format.document import parse
from referat.format.reader import read_page
from referat.legacy import lost_words, read_document, to_draft, to_groups, to_json
from tests.legacy.projection import project

DOCUMENTS = sorted(path for path in (Path(__file__).parent / "documents").iterdir() if path.suffix in {".txt", ".md"})
TODAY = date(2026, 1, 1)


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.name)
def document(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def test_what_is_found_is_what_a_reader_finds(document: Path) -> None:
    found = [project(imported) for imported in read_document(document, today=TODAY)]
    expected = json.loads(document.with_name(document.name + ".json").read_text(encoding="utf-8"))
    assert (found if len(found) > 1 else found[0]) == expected


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_word_is_lost_and_the_draft_is_in_the_format(document: Path, language: str) -> None:
    for imported in read_document(document, today=TODAY):
        draft = to_draft(imported, group="styret", language=language, day=imported.held_on or date(2020, 1, 2))
        assert lost_words("\n".join(imported.source.lines), draft) == []
        reading = read_page(parse("meetings/a.md", draft))
        assert [problem.code for problem in reading.problems] == []
        assert reading.page is not None
        for stem, text in to_groups(imported, parent="styret", meeting="a", language=language):
            assert [problem.code for problem in read_page(parse(f"meetings/groups/{stem}.md", text)).problems] == []


def test_every_quote_stands_in_the_source(document: Path) -> None:
    source = " ".join(document.read_text(encoding="utf-8").split()).replace("*", "")
    for imported in read_document(document, today=TODAY):
        result = to_json(imported)
        for kind in ("items", "decisions", "actions", "suggestions", "groups"):
            facts = result[kind]
            assert isinstance(facts, list)
            for fact in facts:
                quote = " ".join(fact["evidence"]["quote"].split()).replace("*", "")
                assert quote in source, (kind, quote)


def test_each_of_the_five_languages_is_there() -> None:
    languages = {imported.language for path in DOCUMENTS for imported in read_document(path, today=TODAY)}
    assert languages == {"nb", "nn", "en", "sv", "da"}
