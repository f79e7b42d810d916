"""The kinds of minutes that are read, each in a document of a few lines: nothing is read that has none here."""

from datetime import date
from pathlib import Path

import pytest

from referat.intake import Imported, lost_words, read_document, to_draft

KINDS = Path(__file__).parent / "kinds.txt"
RULE = "\n====\n"


def kinds() -> list[tuple[str, str, dict[str, list[str]]]]:
    """Name, text and what is to be found, by the kind of fact."""
    found = []
    for case in KINDS.read_text(encoding="utf-8").split(RULE):
        name, text, wanted = case.split("\n----\n")
        listed: dict[str, list[str]] = {}
        for line in wanted.strip().split("\n"):
            key, _, value = line.partition("=")
            listed.setdefault(key, []).extend([value] if value else [])
        found.append((name.strip(), text + "\n", listed))
    return found


def told(found: Imported, key: str) -> list[str]:
    match key:
        case "date":
            return [found.held_on.isoformat()] if found.held_on else []
        case "present":
            return [person.name for person in (*found.present, *found.substitutes)]
        case "absent":
            return [person.name for person in found.absent or ()]
        case "item":
            return [f"{item.number} {item.title}".rstrip() if item.number else item.title for item in found.items]
        case _:
            return [f"{', '.join(action.owners)}: {action.text}" for action in found.actions]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(text, wanted, id=name) for name, text, wanted in kinds()])
def test_a_kind(text: str, wanted: dict[str, list[str]]) -> None:
    (found,) = read_document(text.encode(), name="minutes.txt" if not text.startswith(("#", "---")) else "minutes.md", today=date(2026, 6, 1))
    assert {key: told(found, key) for key in wanted} == wanted
    assert lost_words("\n".join(found.source.lines), to_draft(found, group="styret", day=found.held_on or date(2026, 1, 1))) == []
