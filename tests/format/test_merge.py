"""Two versions of one file put together: the right action keeps its tick, nothing is doubled or lost, and what is not sure stays in dispute."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format import edits
from referat.format.canon import digest
from referat.format.document import Document, parse
from referat.format.merge import merge, merge_file
from referat.format.merge_pieces import Disputed, Merged
from referat.git.merge_lines import merge_lines
from tests.examples import MANY

PATH = "meetings/2026-03-03-velforening.md"
ON = date(2026, 3, 3)
HEAD = """---
tittel: Møte i velforeningen
gruppe: vel
dato: 2026-03-03
til stede:
  - Ingrid Nes
  - Tore Lid
status: utkast

---

## 1. Dugnad

"""
BASE = (
    HEAD
    + """- [ ] @ingrid Bestille container frist:2026-04-01 ^aaaa1
- [ ] @tore Skrive oppslag ^aaaa2
- [ ] @ingrid Kjøpe maling ^aaaa3

## 2. Eventuelt

Ingen saker.
"""
)


def both(ours: str, theirs: str, base: str = BASE) -> Merged:
    return merge(PATH, base, ours, theirs, merge_lines)


def done(text: str, action_id: str, day: str = "2026-03-10") -> str:
    return logged(text, action_id, f"{day} ferdig", "x")


def logged(text: str, action_id: str, words: str, sign: str = "") -> str:
    there = parse(PATH, text)
    number = next(n for n, box in enumerate(edits.boxes_of(there).boxes) if box.id == action_id)
    made = edits.log_event(there, number, words)
    return there.replaced([*made, *(edits.tick(there, number, sign) if sign else [])]).text


def added(text: str, words: str) -> str:
    return text.replace("\n\n## 2. Eventuelt", f"\n{words}\n\n## 2. Eventuelt", 1)


def events(document: Document) -> dict[str, tuple[str, frozenset[tuple[date, str, str]]]]:
    found = edits.boxes_of(document)
    logs: dict[str, set[tuple[date, str, str]]] = {box.id: set() for box in found.boxes if box.id}
    for log in found.logs:
        logs[log.box.id or ""] |= {(log.on, event.kind.value, event.value) for event in log.events}
    return {box.id: (box.state, frozenset(logs[box.id])) for box in found.boxes if box.id}


def test_ticks_of_neighbours_stand_each_under_its_own_action() -> None:
    made = both(done(BASE, "aaaa1"), done(BASE, "aaaa2"))
    assert made.disputed == ()
    assert made.text() == done(done(BASE, "aaaa1"), "aaaa2")


def test_two_new_actions_at_one_place_are_both_kept_whichever_came_first() -> None:
    mine, other = added(BASE, "- [ ] @tore Ringe vaktmester ^bbbb1"), added(BASE, "- [ ] @ingrid Leie tilhenger ^bbbb2")
    assert both(mine, other).disputed == ()
    assert both(mine, other).text() == both(other, mine).text()
    assert both(mine, other).text().count("^bbbb1\n- [ ] @ingrid Leie tilhenger ^bbbb2\n") == 1


def test_an_action_is_added_below_the_one_that_is_ticked() -> None:
    made = both(added(BASE, "- [ ] @tore Ringe ^bbbb1"), done(BASE, "aaaa3"))
    assert made.disputed == ()
    assert made.text() == added(done(BASE, "aaaa3"), "- [ ] @tore Ringe ^bbbb1")


def test_one_action_is_ticked_here_and_put_off_there() -> None:
    made = both(done(BASE, "aaaa1"), logged(BASE, "aaaa1", "2026-03-09 frist:2026-05-01"))
    assert made.disputed == ()
    assert events(parse(PATH, made.text()))["aaaa1"] == (
        "x",
        frozenset({(date(2026, 3, 10), "done", ""), (date(2026, 3, 9), "due", "2026-05-01")}),
    )


def test_one_action_is_ticked_on_two_days() -> None:
    made = both(done(BASE, "aaaa1", "2026-03-10"), done(BASE, "aaaa1", "2026-03-12"))
    assert made.disputed == ()
    assert "^aaaa1\n  - 2026-03-10 ferdig\n  - 2026-03-12 ferdig\n" in made.text()


def test_what_was_opened_again_later_stays_open_whoever_ticked_it_before() -> None:
    ticked = done(BASE, "aaaa1", "2026-03-10")
    mine = logged(ticked, "aaaa1", "2026-03-15 gjenåpnet", " ")
    other = done(BASE, "aaaa1", "2026-03-12")
    for made in (both(mine, other), both(other, mine)):
        assert made.disputed == ()
        assert events(parse(PATH, made.text()))["aaaa1"][0] == " "


def test_other_words_for_one_action_on_both_sides_are_in_dispute_and_its_log_is_not() -> None:
    mine = done(BASE, "aaaa2").replace("Skrive oppslag", "Skrive oppslaget")
    other = logged(BASE, "aaaa2", "2026-03-11 @ingrid").replace("Skrive oppslag", "Skrive og henge opp oppslag")
    made = both(mine, other)
    assert len(made.disputed) == 1
    for text in (made.text(), made.text(lambda place: place.theirs)):
        assert {kind for _, kind, _ in events(parse(PATH, text))["aaaa2"][1]} == {"done", "owners"}


def test_an_action_that_one_side_took_out_and_the_other_ticked_is_in_dispute() -> None:
    made = both(BASE.replace("- [ ] @tore Skrive oppslag ^aaaa2\n", ""), done(BASE, "aaaa2"))
    assert len(made.disputed) == 1


def test_people_added_to_a_list_on_both_sides_are_both_there() -> None:
    mine, other = (BASE.replace("  - Tore Lid\n", f"  - Tore Lid\n  - {name}\n") for name in ("Anne Ås", "Per Dal"))
    assert "  - Tore Lid\n  - Anne Ås\n  - Per Dal\n" in both(mine, other).text()


def test_frozen_text_is_one_sides_and_never_a_mixture() -> None:
    sent = BASE.replace("status: utkast", 'status: sendt\ncirculation: {text: "sha256:0", on: 2026-03-05}')
    mine = done(sent, "aaaa1")
    made = both(mine, sent.replace("Ingen saker.", "Ingen saker kom opp."), base=sent)
    assert (made.disputed, digest(parse(PATH, made.text()), ON)) == (
        (),
        digest(parse(PATH, sent.replace("Ingen saker.", "Ingen saker kom opp.")), ON),
    )
    made = both(sent.replace("1. Dugnad", "1. Vårdugnad"), sent.replace("Ingen saker.", "Ingen saker kom opp."), base=sent)
    assert len(made.disputed) == 1


def test_minutes_sent_out_here_and_rewritten_there_are_in_dispute() -> None:
    sent = BASE.replace("status: utkast", 'status: sendt\ncirculation: {text: "sha256:0", on: 2026-03-05}')
    assert len(both(sent, added(BASE, "- [ ] @tore Ringe ^bbbb1")).disputed) == 1


@pytest.mark.parametrize(
    "broken",
    [
        BASE.replace("^aaaa2", "^aaaa1"),
        BASE.replace("tittel: ", "tittel: [", 1),
        BASE.replace("## 2.", "```\n## 2."),
        BASE.replace("- [ ] @tore", "<<<<<<< en\n- [ ] @tore"),
        BASE + "<" * 70 + "\n",
    ],
)
def test_what_is_not_sure_is_left_in_dispute(broken: str) -> None:
    try:
        made = both(done(BASE, "aaaa1"), broken)
    except ValueError:
        return
    assert len(made.disputed) == 1
    assert made.text() == done(BASE, "aaaa1")
    assert made.text(lambda place: place.theirs) == broken


IDS = ("aaaa1", "aaaa2", "aaaa3")
days = st.sampled_from(("2026-03-10", "2026-03-11", "2026-03-12", "2026-04-01"))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("done"), st.sampled_from(IDS), days),
        st.tuples(st.just("due"), st.sampled_from(IDS), days),
        st.tuples(st.just("owner"), st.sampled_from(IDS), days),
        st.tuples(st.just("reopen"), st.sampled_from(IDS), days),
        st.tuples(st.just("add"), st.sampled_from(IDS), days),
        st.tuples(st.just("note"), st.sampled_from(IDS), days),
    ),
    max_size=5,
)


def walked(steps: list[tuple[str, str, str]], side: str) -> str:
    text = BASE
    for number, (what, action_id, day) in enumerate(steps):
        state = events(parse(PATH, text))[action_id][0]
        match what:
            case "done" if state == " " and "gjenåpnet" not in text:
                text = done(text, action_id, day)
            case "reopen" if state == "x":
                text = logged(text, action_id, "2026-04-02 gjenåpnet", " ")
            case "due":
                text = logged(text, action_id, f"{day} frist:2026-06-0{number + 1}")
            case "owner" if f"{day} @{side}" not in text:  # one log says a thing once
                text = logged(text, action_id, f"{day} @{side}")
            case "add":
                text = added(text, f"- [ ] @{side} Oppgave {number} ^{side}{number}zz")
            case "note":
                text = text.replace("Ingen saker.", f"Ingen saker. {side} {number}.")
    return text


@MANY
@given(steps, steps)
def test_every_event_of_both_sides_stands_once_under_its_own_action(mine: list[tuple[str, str, str]], other: list[tuple[str, str, str]]) -> None:
    ours, theirs = walked(mine, "mine"), walked(other, "andre")
    made = both(ours, theirs)
    notes = {step[0] for step in mine} & {step[0] for step in other} & {"note"}
    assert len(made.disputed) <= len(notes)
    left, right, all_of_it = (events(parse(PATH, text)) for text in (ours, theirs, made.text()))
    assert {i: log for i, (_, log) in all_of_it.items()} == {
        i: left.get(i, ("", frozenset()))[1] | right.get(i, ("", frozenset()))[1] for i in {*left, *right}
    }
    back = both(theirs, ours)
    assert events(parse(PATH, back.text())) == all_of_it


@MANY
@given(steps)
def test_a_side_that_changed_nothing_adds_nothing(mine: list[tuple[str, str, str]]) -> None:
    ours = walked(mine, "mine")
    assert (both(ours, BASE).text(), both(BASE, ours).text(), both(ours, ours).text()) == (ours, ours, ours)


def test_disputed_pieces_hold_whole_lines() -> None:
    (place,) = both(BASE.replace("Ingen saker.", "Ingen."), BASE.replace("Ingen saker.", "To saker.")).disputed
    assert place == Disputed("Ingen saker.\n", "Ingen.\n", "To saker.\n")


def test_one_id_for_two_new_actions_is_a_question_for_that_place_alone() -> None:
    made = both(added(done(BASE, "aaaa1"), "- [ ] @tore Ringe ^bbbb1"), added(BASE, "- [ ] @ingrid Leie ^bbbb1"))
    assert made.disputed == (Disputed("", "- [ ] @tore Ringe ^bbbb1\n", "- [ ] @ingrid Leie ^bbbb1\n"),)


PEOPLE = "ingrid: Ingrid Nes\ntore: Tore Lid\n"
REGISTERS = [
    (PEOPLE, PEOPLE + "ane: Ane Rud\n", PEOPLE + "odd: Odd Vik\n", PEOPLE + "ane: Ane Rud\nodd: Odd Vik\n"),
    (PEOPLE, PEOPLE + "ane: Ane Rud\n", PEOPLE + "ane: Ane Rud\nodd: Odd Vik\n", PEOPLE + "ane: Ane Rud\nodd: Odd Vik\n"),
    (PEOPLE, PEOPLE + "ane:\n  navn: Ane Rud\n", PEOPLE + "odd: Odd Vik", PEOPLE + "ane:\n  navn: Ane Rud\nodd: Odd Vik\n"),
    (PEOPLE, "ane: Ane Rud\n" + PEOPLE, PEOPLE + "odd: Odd Vik\n", "ane: Ane Rud\n" + PEOPLE + "odd: Odd Vik\n"),
    (PEOPLE, "ane: Ane Rud\n" + PEOPLE, PEOPLE + "ane: Ane Lie\n", None),
    (PEOPLE, PEOPLE + "ane: Ane Rud\n", PEOPLE + "ane: Ane Lie\n", None),
    (PEOPLE, PEOPLE.replace("Lid", "Lie"), PEOPLE.replace("Lid", "Li"), None),
    ("", "- Ane Rud\n", "- Odd Vik\n", None),
    ("", "{ane: Ane Rud}\n", "{odd: Odd Vik}\n", None),
]


@pytest.mark.parametrize(("base", "ours", "theirs", "together"), REGISTERS)
def test_a_register_holds_the_new_entries_of_both_and_no_name_twice(base: str, ours: str, theirs: str, together: str | None) -> None:
    for mine, others in ((ours, theirs), (theirs, ours)):
        made = merge_file("meetings/people.yaml", base, mine, others, merge_lines)
        assert (None if made.disputed else made.text()) == together


def test_sent_text_stays_and_takes_the_dated_lines_of_a_draft_that_was_written_on() -> None:
    sent = done(BASE.replace("status: utkast", "status: sendt"), "aaaa1")
    draft = logged(BASE, "aaaa2", "2026-03-12 @ingrid").replace("Ingen saker.", "Ingen saker i dag.\n\n- [ ] @tore Kjøpe kaffe ^bbbb1")
    for sides, frozen in (((draft, sent), "theirs"), ((sent, draft), "ours")):
        made = both(*sides)
        (place,) = made.disputed
        assert place.frozen == frozen
        text = made.text(lambda piece, side=frozen: getattr(piece, side))  # type: ignore[misc]
        assert digest(parse(PATH, text), ON) == digest(parse(PATH, sent), ON)
        assert "- [x] @ingrid Bestille container frist:2026-04-01 ^aaaa1\n  - 2026-03-10 ferdig\n" in text
        assert "^aaaa2\n  - 2026-03-12 @ingrid\n" in text
        assert "kaffe" not in text
