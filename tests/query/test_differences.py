"""What a person changed in a file, in a secretary's words."""

import pytest

from referat.query.differences import differences
from tests.small_books import minutes, page

PATH = "meetings/2024-03-13-styret.md"
BODY = "## 1. Sak\n\n- [ ] @berte Kalle inn frist:2024-05-01 ^7qk2m\n- [ ] Ring Ola\n- [ ] Ring Ola\n"


def told(old: str | None, new: str | None) -> list[str]:
    pages = [None if text is None else page(PATH, text) for text in (old, new)]
    return [one.words.format_map(one.facts) for one in differences(*pages)]


NOW = minutes("2024-03-13", BODY)
CHANGES = {
    "nothing": (NOW, []),
    "only text": (NOW.replace("## 1. Sak\n", "## 1. Sak\n\nTekst.\n"), []),
    "ticked": (NOW.replace("- [ ] @berte", "- [x] @berte"), ["ticked off: Kalle inn"]),
    "an id given": (NOW.replace("- [ ] Ring Ola\n- [ ]", "- [ ] Ring Ola ^a4x9b\n- [ ]"), []),
    "logged": (NOW.replace("^7qk2m", "^7qk2m\n  - 2024-03-20 startet"), ["followed up: Kalle inn"]),
    "handed over": (NOW.replace("@berte", "@ola"), ["other owner or due date: Kalle inn"]),
    "reworded": (NOW.replace("Kalle inn", "Kalle alle inn"), ["reworded: Kalle alle inn"]),
    "new": (NOW + "- [ ] @ola Ny\n", ["one new action"]),
    "two new": (NOW + "- [ ] @ola Ny\n- [ ] @ola Enda en\n", ["2 new actions"]),
    "gone": (NOW.replace("- [ ] Ring Ola\n", "", 1), ["action gone: Ring Ola"]),
    "sent out": (NOW.replace("utkast", "sendt"), ["status now circulated"]),
    "another day": (NOW.replace("dato: 2024-03-13", "dato: 2024-03-14"), ["date now 2024-03-14"]),
    "an item": (NOW + "\n## 2. Ny sak\n", ["new agenda item: 2 Ny sak"]),
    "a decision": (NOW + "\n**Vedtak:** Ja.\n", ["decision in item 1 Sak"]),
    "removed": (None, ["removed"]),
}


@pytest.mark.parametrize(("new", "words"), CHANGES.values(), ids=CHANGES)
def test_what_changed(new: str | None, words: list[str]) -> None:
    assert told(NOW, new) == words


def test_a_log_line_taken_away_is_seen_too() -> None:
    assert told(NOW.replace("^7qk2m", "^7qk2m\n  - 2024-03-20 startet"), NOW) == ["followed up: Kalle inn"]


def test_new_minutes_say_how_many_actions_they_hold() -> None:
    assert told(None, NOW) == ["new minutes", "3 actions"]
