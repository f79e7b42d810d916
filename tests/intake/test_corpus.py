"""Invented minutes in many layouts, read by eye: one part to work on, one that is only scored, each with its floors."""

from pathlib import Path

import pytest

from referat.format.document import parse
from referat.format.reader import read_page
from referat.intake import lost_words, read_document, to_draft, to_groups
from tests.intake.scoring import TODAY, Totals, score, truth_of

CORPUS = Path(__file__).parent / "corpus"
PARTS = ("work", "aside")
FLOORS = {
    "work": {"date": 0.95, "items": 0.92, "present": 0.92, "actions": 0.81, "due": 0.88},
    "aside": {"date": 0.95, "items": 0.9, "present": 0.9, "actions": 0.85, "due": 0.85},
}
PRECISION = {"items": 0.9, "present": 0.93, "actions": 0.9}


@pytest.fixture(scope="module", params=PARTS)
def part(request: pytest.FixtureRequest) -> tuple[str, Totals]:
    return request.param, score(CORPUS / request.param)


def test_what_is_found_is_above_the_floors(part: tuple[str, Totals]) -> None:
    name, totals = part
    below = {key: round(totals.recall(key), 3) for key, floor in FLOORS[name].items() if totals.recall(key) < floor}
    below |= {f"{key} precision": round(totals.precision(key), 3) for key, floor in PRECISION.items() if totals.precision(key) < floor}
    assert below == {}


def test_what_is_called_ready_is_right(part: tuple[str, Totals]) -> None:
    _, totals = part
    assert totals.ready > 4
    assert len(totals.ready_wrong) <= max(1, totals.ready // 10), totals.ready_wrong


@pytest.mark.parametrize("name", PARTS)
def test_no_word_is_lost_and_every_draft_is_in_the_format(name: str) -> None:
    for document in truth_of(CORPUS / name):
        for imported in read_document(CORPUS / name / document["file"], today=TODAY):
            draft = to_draft(imported, group="styret", day=imported.held_on or TODAY)
            assert lost_words("\n".join(imported.source.lines), draft) == [], document["file"]
            reading = read_page(parse("meetings/a.md", draft))
            assert [problem.code for problem in reading.problems if problem.code.startswith("header")] == [], document["file"]
            assert reading.page is not None
            for stem, text in to_groups(imported, parent="styret", meeting="a"):
                assert read_page(parse(f"meetings/groups/{stem}.md", text)).problems == ()


def test_the_corpus_is_large_enough_and_speaks_five_languages() -> None:
    assert sum(len(truth_of(CORPUS / name)) for name in PARTS) >= 60
    assert {document["lang"] for document in truth_of(CORPUS / "aside")} == {"nb", "nn", "sv", "da", "en"}
