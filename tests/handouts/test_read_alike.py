"""A hand-out has the cases and the decisions that lists have, however they are written, and no sign that is meant for the program."""

from pathlib import Path

import pytest

from referat.handouts.content import DECISION, Boxed, Handout, Heading, all_text, words_of
from referat.handouts.minutes import minutes_handout
from referat.handouts.writers import WRITERS, written
from tests.handouts.books import book, facts, minutes

HEAD = "---\ntittel: Møte i rådet\ndato: 2024-05-10\ntil stede: [Siv Moe, Jo Berg]\nstatus: utkast\n---\n\n"
FORMS = {
    "after a sentence": "## Sak 1/24 Vei\n\nVi så på tilbudene. **Vedtak (4 mot 1):** Veien stenges.\n",
    "underlined": "Sak 1/24 Vei\n------------\n\nVedtak: Veien stenges.\n",
    "no blank": "##Sak 1/24 Vei\n\nVedtak: Veien stenges.\n",
    "in bold": "**Sak 1/24 Vei**\n\n**Vedtak**\n\nVeien stenges.\n",
    "a heading": "## Sak 1/24 Vei\n\nBakgrunn.\n\n### Vedtak\nVeien stenges.\n",
    "a dash": "## Sak 1/24 Vei\n\nVedtak – Veien stenges.\n",
    "a quote": "## Sak 1/24 Vei\n\n> **Vedtak:** Veien\n> stenges.\n\nEtterpå var det kaffe.\n",
    "alone": "## Sak 1/24 Vei\n\nVedtak\n\nVeien stenges.\n",
    "past": "## Sak 1/24 Vei\n\nRådet vedtok enstemmig: Veien stenges.\n",
}


def handed_out(folder: Path, body: str) -> Handout:
    (folder / "meetings").mkdir()
    opened = book(folder, {"people.yaml": "siv: {navn: Siv Moe}\njo: {navn: Jo Berg}\n", "2024-05-10-rad.md": HEAD + body})
    return minutes_handout(facts(opened), minutes(opened, "rad"))


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_a_decision_is_set_apart_however_it_is_written(tmp_path: Path, body: str) -> None:
    made = handed_out(tmp_path, body)
    boxes = [block for block in made.blocks if isinstance(block, Boxed) and block.kind == DECISION]
    assert [" ".join(all_text_of(box)) for box in boxes] == ["Veien stenges."]
    assert "Sak 1/24: Vei" in [words_of(block.runs) for block in made.blocks if isinstance(block, Heading)]
    assert not [line for line in all_text(made) if "**" in line or line.startswith((">", "#", "---"))]


def all_text_of(box: Boxed) -> list[str]:
    from referat.handouts.content import text_of

    return [line for line in text_of(box.blocks) if line]


def test_others_read_names_and_days(tmp_path: Path) -> None:
    tasks = (
        "- [ ] Spør @siv om nøkkel, innen 1. mai, og lås\n- [ ] Ringe skolen, @siv, frist: 1. mai\n- [ ] @siv Skrive til @jo (frist:2024-05-30)\n"
        "- @siv ringer, frist:2024-06\n- @jo melder fra, frist:neste\n"
    )
    made = handed_out(tmp_path, f"## Sak 1/24 Vei\n\n{tasks}")
    for form in ("html", "md", "txt"):
        text = written(made, form).decode()
        assert not [sign for sign in ("@siv", "@jo", "frist:", ", ,", "( ", " )", ",,") if sign in text.replace("<style", "")]
        assert "Spør Siv Moe om nøkkel og lås" in text
        assert "frist juni 2024" in text
    assert "html" in WRITERS
