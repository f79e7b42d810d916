"""Decisions have a number that never moves, a day and a status."""

import re
from pathlib import Path

from tools.decisions import NUMBERED, numbered

PAGE = Path(__file__).resolve().parents[2] / "docs/decisions.md"
OLD = "# Decisions\n\n**1. Ids are short.** *2026-11-23, replaced by 2.* They are typed.\n\n**2. Ids have a letter.** *2026-11-24, in force.* So.\n"


def test_a_new_one_gets_the_next_number_and_is_in_force() -> None:
    assert numbered(OLD) == OLD
    new = numbered(OLD + "\n**2026-12-01 Ids are in lower case.** Why.\n")
    assert new == OLD + "\n**3. Ids are in lower case.** *2026-12-01, in force.* Why.\n"


def test_of_two_with_one_number_the_later_gets_another() -> None:
    merged = OLD + "**2. Days are local.** *2026-12-01, in force.* Why.\n"
    assert [found["number"] for found in NUMBERED.finditer(numbered(merged))] == ["1", "2", "3"]
    assert "\n\n**3. Days are local.**" in numbered(merged)


def test_what_a_merge_left_twice_stands_once() -> None:
    assert numbered(OLD + "**2026-11-24 Ids have a letter.** So.\n") == OLD


def test_every_decision_is_numbered_and_what_replaced_it_is_there() -> None:
    text = PAGE.read_text(encoding="utf-8")
    found = list(NUMBERED.finditer(text))
    assert len(found) == len(re.findall(r"^\*\*", text, re.MULTILINE))
    numbers = [int(one["number"]) for one in found]
    assert len(set(numbers)) == len(numbers)
    for one in found:
        if one["status"] != "in force":
            assert int(one["status"].split()[-1]) in numbers
