"""The text of new minutes, in each language, and with hostile words in the book."""

from datetime import date

import pytest

from referat.format.document import parse
from referat.format.reader import read_page
from referat.model.meeting import Minutes
from referat.query.carryover import Agenda, MeetingToPrepare, agenda
from referat.templates.engine import built_in
from referat.templates.minutes import MeetingFacts, compose, in_sentence
from tests.small_books import group, known, minutes

ON = date(2024, 6, 4)
FILES = {
    "groups/styret.md": group("Styret i Elvdal", "leder: Signe Haug (Elvdal kommune)\nmedlemmer: [Kåre Lind]\n"),
    "groups/sti.md": group("Stigruppa", "under: styret\nrapport: [2024-06-01]\ntil: 2024-06-30\nmedlemmer: [N.N. (Nordre)]\n"),
    "items/kart.md": "---\ntittel: Nytt kart\ngruppe: styret\ntil: neste\nmeldt av: Jorunn\ntype: vedtak\n\n---\n\nForslag til vedtak: Kjøp.\n",
    "2024-03-12-styret.md": minutes("2024-03-12", "## 1. Høring (D)\n\nUtsatt.\n\n- [ ] @ada Ring ^b7r2k\n  - 2024-03-20 startet\n"),
    "2024-04-23-styret.md": minutes("2024-04-23", "## 1. Høring (D)\n\nFra: 2024-03-12-styret, sak 1\n\nUtsatt.\n\nNy sak: Lavvo\n"),
}


def written(language: str, kind: str = "committee") -> str:
    facts = known(FILES)
    styret = next(g for g in facts.groups if g.id == "styret")
    found = agenda(facts, MeetingToPrepare("styret", ON, "2024-06-04-styret"))
    meeting = MeetingFacts(ON, "styret", styret, time="18.00", venue="Teams: rom 1", next_on=date(2024, 9, 10))
    return compose(built_in(kind, language), meeting, found, language)


ENGLISH = """\
---
title: Meeting of the styret i Elvdal
group: styret
date: 2024-06-04
time: 18.00
place: "Teams: rom 1"
chair: Signe Haug
present:
  - Signe Haug (Elvdal kommune)
  - Kåre Lind
absent: []
status: draft
next: 2024-09-10

---

## 1. Approval of the call and the agenda

## 2. Approval of minutes

- [12 March 2024: Møte](2024-03-12-styret.md)
- [23 April 2024: Møte](2024-04-23-styret.md)

## 3. Follow-up from earlier meetings

- [ ] @ada Ring ^b7r2k
  - 2024-03-20 started

## 4. Groups and seats

- [Stigruppa](groups/sti.md): report 1 June 2024; the term ends 30 June 2024; to fill: N.N. (Nordre)

## 5. Høring (D)

From: 2024-04-23-styret, item 1

This item has been postponed two times.

## 6. Lavvo

From: 2024-04-23-styret, item 1

## 7. Nytt kart (V)

[Case paper](items/kart.md). Raised by Jorunn.

**Forslag til vedtak:** Kjøp.

## 8. Information (O)

## 9. Any other business

## 10. Next meeting

10 September 2024
"""


def test_new_minutes_hold_all_that_waits() -> None:
    assert written("en") == ENGLISH


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("kind", ["committee", "board", "annual-meeting", "working-group"])
def test_new_minutes_are_read_as_what_they_are(language: str, kind: str) -> None:
    reading = read_page(parse("meetings/2024-06-04-styret.md", written(language, kind)))
    assert reading.problems == ()
    page = reading.page
    assert isinstance(page, Minutes)
    assert (page.on, page.group, page.start, page.venue, page.source.is_draft) == (ON, "styret", "18:00", "Teams: rom 1", True)
    assert [p.name for p in page.present or ()] == ["Signe Haug", "Kåre Lind"]
    assert [line.id for line in page.action_lines] == ["b7r2k"]
    assert [item.number for item in page.items] == [str(n) for n in range(1, len(page.items) + 1)]
    assert {link for item in page.items for link in item.links} == {"2024-03-12-styret", "2024-04-23-styret", "sti", "kart"}
    assert not any(item.is_postponed for item in page.items)
    # Written, nothing is lacking any more.
    again = agenda(known({**FILES, "2024-06-04-styret.md": written(language, kind)}), MeetingToPrepare("styret", ON, "2024-06-04-styret"))
    assert (again.actions, again.approvals, again.cases, again.reports) == ((), (), (), ())


def test_hostile_words_stay_words() -> None:
    evil = "{{nummer}} [x](y.md) \\x1b[31m ]( \u202e # @alle"
    files = {
        "groups/styret.md": group(f"'{evil}'", f"medlemmer:\n  - '{evil}'\n"),
        "items/kart.md": f"---\ntittel: '{evil}'\ngruppe: styret\ntil: neste\nmeldt av: '{evil}'\n\n---\n",
        "2024-03-12-styret.md": minutes("2024-03-12", f"## 1. {evil}\n\nUtsatt.\n\nNy sak: {evil}\n"),
    }
    facts = known(files)
    found = agenda(facts, MeetingToPrepare("styret", ON, "x"))
    text = compose(built_in("committee", "nb"), MeetingFacts(ON, "styret", facts.groups[0]), found, "nb")
    page = read_page(parse("meetings/2024-06-04-styret.md", text)).page
    assert isinstance(page, Minutes)
    assert "\u202e" not in text.partition("\n---\n")[2]
    # The two cases and the paper are items of their own, no title has opened another, and no value was filled in twice.
    assert len([item for item in page.items if item.title.startswith("{{nummer}} [x](y.md)")]) == 3
    assert len(page.items) == len([line for line in text.splitlines() if line.startswith("## ")])
    assert {"2024-03-12-styret", "kart"} <= {link for item in page.items for link in item.links}


def test_minutes_without_a_group_are_minutes_too() -> None:
    text = compose(built_in("committee", "nb"), MeetingFacts(ON), Agenda(), "nb")
    page = read_page(parse("meetings/2024-06-04-mote.md", text)).page
    assert isinstance(page, Minutes)
    assert (page.group, page.on, page.present) == ("", ON, None)


@pytest.mark.parametrize(
    ("title", "inside"),
    [("Arbeidsgruppe for kraft", "arbeidsgruppe for kraft"), ("Styret i Elvdal", "styret i Elvdal"), ("Elvdal vel", "Elvdal vel"), ("", "")],
)
def test_a_title_inside_a_sentence(title: str, inside: str) -> None:
    assert in_sentence(title) == inside
