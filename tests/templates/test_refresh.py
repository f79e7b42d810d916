"""A draft brought up to date: what it lacked is there, and every character that stood there stands there still."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format.document import Document, parse
from referat.format.edits import NotExact
from referat.query.carryover import MeetingToPrepare, agenda
from referat.templates.engine import built_in
from referat.templates.minutes import MeetingFacts, compose, fill_for
from referat.templates.refresh import Likes, refreshed
from tests.small_books import group, known, minutes

ON = date(2024, 6, 4)
MEETING = MeetingToPrepare("styret", ON, "2024-06-04-styret")
DRAFT = "2024-06-04-styret.md"
TEMPLATE = built_in("committee", "nb")
EARLIER = {
    "groups/styret.md": group("Styret", "medlemmer: [Ada Vik]\n"),
    "2024-03-12-styret.md": minutes("2024-03-12", "## 1. Bru\n\n- [ ] @ada Ring ^b7r2k\n\n- [ ] @bo Skriv ^c7r2k\n"),
}
LATER = {
    "2024-04-23-styret.md": minutes("2024-04-23", "## 2. Høring\n\nUtsatt.\n\n- [ ] @kari Mal ^d7r2k\n  - 2024-04-25 frist:2024-07-01\n"),
    "groups/sti.md": group("Stigruppa", "under: styret\nmedlemmer: [N.N. (Nordre)]\n"),
    "items/kart.md": "---\ntittel: Nytt kart\ngruppe: styret\ntil: neste\n\n---\n",
}


def first_draft(files: dict[str, str] = EARLIER) -> str:
    return compose(TEMPLATE, MeetingFacts(ON, "styret"), agenda(known(files), MEETING), "nb")


def refresh(text: str, files: dict[str, str]) -> str:
    facts = known({**files, DRAFT: text})
    lacking = agenda(facts, MEETING)
    likes = Likes(
        [m.id for m in facts.minutes if m.id != MEETING.id],
        [line.id for m in facts.minutes if m.id != MEETING.id for line in m.action_lines if line.id],
        [g.id for g in facts.groups],
    )
    filling = fill_for(TEMPLATE, MeetingFacts(ON, "styret"), lacking, "nb")
    document: Document = parse(f"meetings/{DRAFT}", text)
    return refreshed(document, TEMPLATE, filling, lacking, likes).text


def test_what_is_new_is_put_where_its_likes_stand() -> None:
    text = refresh(first_draft(), {**EARLIER, **LATER})
    body = text.partition("\n---\n\n")[2]
    assert body.startswith(
        """\
## 1. Godkjenning av innkalling og saksliste

## 2. Godkjenning av referat

- [12. mars 2024: Møte](2024-03-12-styret.md)
- [23. april 2024: Møte](2024-04-23-styret.md)

## 3. Oppfølging fra tidligere møter

- [ ] @ada Ring ^b7r2k

- [ ] @bo Skriv ^c7r2k

- [ ] @kari Mal ^d7r2k
  - 2024-04-25 frist:2024-07-01

## 4. Orienteringer (O)

## 5. Eventuelt

## 6. Neste møte

## 7. Grupper og plasser

- [Stigruppa](groups/sti.md): """
    )
    assert "\n## 8. Høring\n\nFra: 2024-04-23-styret, sak 2\n\n## 9. Nytt kart\n" in body
    assert body.endswith("](items/kart.md).\n")


def test_the_second_time_nothing_is_added() -> None:
    everything = {**EARLIER, **LATER}
    once = refresh(first_draft(), everything)
    assert refresh(once, everything) == once


def test_sections_are_known_by_ids_and_links_and_not_by_their_headings() -> None:
    text = first_draft().replace("Oppfølging fra tidligere møter", "Gjøremål").replace("Godkjenning av referat", "Forrige gang")
    new = refresh(text, {**EARLIER, **LATER})
    assert new.index("^c7r2k") < new.index("^d7r2k") < new.index("## 4. Orienteringer")
    assert new.index("2024-03-12-styret.md") < new.index("2024-04-23-styret.md") < new.index("## 3. Gjøremål")


def test_an_action_goes_after_the_whole_of_the_last_one() -> None:
    written = "- [ ] @bo Skriv ^c7r2k\n  Et notat.\n\n  - 2024-06-04 startet\n  - [ ] @ada Under ^e7r2k\n"
    text = first_draft().replace("- [ ] @bo Skriv ^c7r2k\n", written)
    new = refresh(text, {**EARLIER, **LATER})
    assert written + "\n- [ ] @kari Mal ^d7r2k\n" in new


def test_a_section_that_was_left_out_comes_at_the_end() -> None:
    new = refresh(first_draft({"groups/styret.md": group("Styret")}), EARLIER)
    assert new.endswith(
        "## 5. Godkjenning av referat\n\n- [12. mars 2024: Møte](2024-03-12-styret.md)\n\n"
        "## 6. Oppfølging fra tidligere møter\n\n- [ ] @ada Ring ^b7r2k\n\n- [ ] @bo Skriv ^c7r2k\n"
    )


def test_a_file_keeps_its_line_endings_and_its_missing_last_one() -> None:
    text = first_draft().replace("\n", "\r\n").rstrip("\r\n")
    new = refresh(text, {**EARLIER, **LATER})
    assert "\n" not in new.replace("\r\n", "")
    assert not new.endswith("\n")
    assert new != text, "what came later is not there"
    assert new.startswith(text[:200])


def test_what_would_be_hidden_is_refused() -> None:
    text = first_draft({"groups/styret.md": group("Styret")}) + "\n```\nkode\n"
    with pytest.raises(NotExact) as refused:
        refresh(text, EARLIER)
    assert refused.value.exit == 4


# ---------------------------------------------------------------- whatever was written meanwhile

scribbles = st.sampled_from(
    [
        "Sagt i møtet.\n", "**Vedtak:** Ja.\n", "- et punkt\n", "  - under punktet\n", "\tinnrykk\n", "\n", "\n\n", "### Under\n", "## 9. Ny sak\n",
        "> sitat\n", "```\n", "<!--\n", "-->\n", "- [ ] @ola Ny oppgave\n", "- [x] @ada Ring ^b7r2k\n", "  - 2024-06-04 ferdig\n",
        "* [ ] @ola Annen ^h7r2k\n", "- [Møte](2024-03-12-styret.md)\n", "1. [Stigruppa](groups/sti.md)\n", "Utsatt.\n", "e\u0301 🌲 \u00a0\n",
        "  Fra: 2024-04-23-styret, sak 2\n", "---\n", "linje uten slutt",
    ]
)  # fmt: skip
edits = st.lists(st.tuples(st.integers(0, 60), st.one_of(scribbles, st.just(None))), max_size=8)


def edited(text: str, changes: list[tuple[int, str | None]]) -> str:
    """The draft after somebody has written in its body, and deleted lines."""
    head, rule, body = text.partition("\n---\n\n")
    lines = body.splitlines(keepends=True)
    for at, what in changes:
        at %= len(lines) + 1
        if what is not None:
            lines.insert(at, what)
        elif at < len(lines):
            del lines[at]
    return head + rule + "".join(lines)


@given(edits, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_a_refresh_loses_nothing_that_was_written(changes: list[tuple[int, str | None]], newline: str, starts_empty: bool) -> None:
    text = edited(first_draft({"groups/styret.md": group("Styret")} if starts_empty else EARLIER), changes).replace("\n", newline)
    files = {**EARLIER, **LATER}
    try:
        new = refresh(text, files)
    except NotExact:
        return
    kept = iter(new)
    assert all(char in kept for char in text), "characters of the draft are gone"
    lines = iter(new.splitlines())
    assert all(line in lines for line in text.splitlines()), "lines of the draft are gone or changed"
    assert refresh(new, files) == new
    facts = known({**files, DRAFT: new})
    assert agenda(facts, MEETING).actions == ()
