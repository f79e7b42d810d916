from pathlib import Path

import pytest

from referat.languages.values import WORDS, meant, shown
from referat.query.filters import SORT_KEYS
from tests.cli.prompt import run
from tests.small_books import minutes, on_disk

DRAFT = minutes("2024-01-09", "## 1. Sak\n\n- [ ] Mal porten ^5abcd\n- [ ] Stell rosene frist:2024-02-01 ^5efgh\n")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return on_disk(tmp_path / "bok", {"2024-01-09-styret.md": DRAFT})


@pytest.mark.parametrize(
    ("norwegian", "english"),
    [
        (("meetings", "--status", "utkast"), ("meetings", "--status", "draft")),
        (("meetings", "-s", "Sendt"), ("meetings", "-s", "circulated")),
        (("meetings", "--status=godkjend"), ("meetings", "--status=approved")),
        (("actions", "--sort", "frist"), ("actions", "--sort", "due")),
        (("actions", "--sort", "-oppgåve"), ("actions", "--sort", "-task")),
        (("followup", "--by", "kommune"), ("followup", "--by", "org")),
        (("search", "mal", "--kind", "oppgave"), ("search", "mal", "--kind", "action")),
        (("actions", "--format", "excel"), ("actions", "--format", "csv-excel")),
    ],
)
def test_norwegian_values_are_taken(root: Path, norwegian: tuple[str, ...], english: tuple[str, ...]) -> None:
    said = run(root, *norwegian)
    assert (said.code, said) == (0, run(root, *english))


@pytest.mark.parametrize(
    ("choices", "language", "words"),
    [
        (("draft", "approved", "json"), "nn", ["utkast", "godkjend", "json"]),
        (("due", "task"), "nb", ["frist", "oppgave"]),
        (("due", "x"), "en", ["due", "x"]),
    ],
)
def test_what_can_be_chosen_is_shown_in_the_language(choices: tuple[str, ...], language: str, words: list[str]) -> None:
    assert shown(choices, language) == words
    assert [meant(word, choices) for word in words] == list(choices)


def test_no_word_stands_for_two_ways_to_sort() -> None:
    words = [word for key in SORT_KEYS for word in {key, *WORDS.get(key, ())}]
    assert len(words) == len(set(words))


def test_an_id_that_fits_several_actions_shows_what_each_is(root: Path) -> None:
    for said in (run(root, "done", "5"), run(root, "show", "^5")):
        assert said.code == 2
        assert "5abcd (Mal porten), 5efgh (Stell rosene)" in said.err
