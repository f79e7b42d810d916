"""docs/format.md lists every word that is read, and no other; its settings are settings."""

import re
from pathlib import Path

from referat.format.settings import read_people, read_settings
from referat.languages import words
from referat.model.view import OPTIONS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "format.md").read_text(encoding="utf-8")
FIELDS = {
    "Minutes": words.MINUTES_FIELDS,
    "A group": words.GROUP_FIELDS,
    "A prepared item": words.ITEM_FIELDS,
    "A reference to an item": words.REFERENCE_FIELDS,
    "A person in fields": words.PERSON_FIELDS,
    "book.yaml": words.BOOK_FIELDS,
    "How hand-outs look": words.LOOK_FIELDS,
    "Status": words.STATUS_WORDS,
}
IN_TEXT = (
    words.DECISION_WORDS, words.PROPOSAL_WORDS, words.VOTE_WORDS, words.CORRECTION_WORDS, words.NEW_ITEM_WORDS, words.FROM_WORDS,
    words.POSTPONED_WORDS, words.UNANIMITY_WORDS,
)  # fmt: skip


def rows(section: str) -> list[dict[str, tuple[str, ...]]]:
    """The rows of all tables in a piece of the page, by language."""
    cells = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| ") and "English" not in line]
    found = [dict(zip(("en", "nb", "nn"), (tuple(re.findall(r"`([^`]+)`", cell)) for cell in row), strict=True)) for row in cells]
    return [{language: written for language, written in row.items() if written} for row in found]


def test_every_word_that_is_read_is_listed_and_no_other() -> None:
    section = PAGE.split("## Words\n")[1].split("\n## ")[0]
    tables = section.split("\n**")[1:]
    for title, table in FIELDS.items():
        assert rows(next(one for one in tables if one.startswith(f"{title}**"))) == list(table.values()), title
    assert [row for one in tables[len(FIELDS) :] for row in rows(one)] == [dict(sorted(table.items())) for table in IN_TEXT]


def test_the_settings_shown_are_read_and_every_option_of_a_list_is_named() -> None:
    section = PAGE.split("## The settings, and who is who\n")[1].split("\n## ")[0]
    settings, people = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
    read, problems = read_settings("meetings/book.yaml", settings)
    assert problems == ()
    assert (read.title, list(read.views), len(read.severities), read.approval.by) == ("Tunrådet", ["sene"], 2, ("leder",))
    assert len(read_people("meetings/people.yaml", people)[0]) == 3
    assert {name for name in OPTIONS if f"`{name}`" not in section} == set()
