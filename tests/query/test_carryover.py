"""What the next minutes of a group must hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.model.action import EventKind
from referat.query.carryover import Agenda, Carried, Known, LogLine, MeetingToPrepare, agenda
from referat.templates.blocks import actions as written
from tests.small_books import group, known, minutes

ON = date(2024, 6, 4)
NEW = MeetingToPrepare("styret", ON, "2024-06-04-styret")
GROUPS = {"groups/styret.md": group("Styret"), "groups/sti.md": group("Stigruppa", "under: styret\n", "- [ ] @jorunn Sjekk skiltene ^w3m8t\n")}


def lacking(files: dict[str, str], meeting: MeetingToPrepare = NEW) -> Agenda:
    return agenda(known(files), meeting)


def carried(*lines: str, **more: str) -> tuple[Carried, ...]:
    return lacking({"2024-03-12-styret.md": minutes("2024-03-12", "\n".join(lines)), **GROUPS}).actions


# ---------------------------------------------------------------- actions


def test_an_action_is_carried_as_it_stands() -> None:
    (one,) = carried("- [ ] @oddvar Be om  tilbud, `(a b)` frist:neste +bru ^b7r2k")
    assert one == Carried("b7r2k", "@oddvar Be om  tilbud, `(a b)` frist:neste +bru")
    assert written([one], "nb") == ["- [ ] @oddvar Be om  tilbud, `(a b)` frist:neste +bru ^b7r2k"]


def test_with_the_log_lines_that_hold_its_present_state() -> None:
    (one,) = carried(
        "- [ ] @oddvar Be om tilbud frist:2024-04-01 ^b7r2k",
        "  - 2024-03-20 frist:2024-05-01 @kari",
        "  - 2024-03-25 ferdig",
        "  - 2024-04-02 gjenåpnet",
        "  - 2024-04-20 frist:2024-W30",
        "  - 2024-04-21 @per,@turid",
        "  - 2024-04-22 startet",
    )
    assert one.log == (
        LogLine(date(2024, 4, 20), EventKind.DUE, "2024-W30"),
        LogLine(date(2024, 4, 21), EventKind.OWNERS, "per,turid"),
        LogLine(date(2024, 4, 22), EventKind.STARTED),
    )
    assert written([one], "nn")[1:] == ["  - 2024-04-20 frist:2024-W30", "  - 2024-04-21 @per,@turid", "  - 2024-04-22 starta"]


def test_the_newest_line_counts_and_what_it_says_itself_is_not_logged() -> None:
    files = {
        "2024-03-12-styret.md": minutes("2024-03-12", "- [ ] @oddvar Be om tilbud frist:2024-04-01 ^b7r2k\n"),
        "2024-04-23-styret.md": minutes("2024-04-23", "- [ ] @kari Be om to tilbud frist:2024-05-01 ^b7r2k\n"),
    }
    assert lacking(files).actions == (Carried("b7r2k", "@kari Be om to tilbud frist:2024-05-01"),)
    files["2024-05-01-styret.md"] = minutes("2024-05-01", "- [ ] @oddvar Be om to tilbud frist:2024-05-01 ^b7r2k\n")
    (one,) = lacking(files).actions
    assert one == Carried("b7r2k", "@oddvar Be om to tilbud frist:2024-05-01", (LogLine(date(2024, 4, 23), EventKind.OWNERS, "kari"),))


def test_what_was_begun_again_is_carried_as_begun_the_last_time() -> None:
    (one,) = carried("- [ ] @oddvar Be om tilbud ^b7r2k", "  - 2024-03-20 startet", "  - 2024-03-25 gjenåpnet", "  - 2024-04-22 startet")
    assert one.log == (LogLine(date(2024, 4, 22), EventKind.STARTED),)


def test_the_newest_line_says_its_owners_in_any_order() -> None:
    files = {
        "2024-03-12-styret.md": minutes("2024-03-12", "- [ ] @oddvar Be om tilbud ^b7r2k\n"),
        "2024-04-23-styret.md": minutes("2024-04-23", "- [ ] @kari @per Be om tilbud ^b7r2k\n"),
        "2024-05-01-styret.md": minutes("2024-05-01", "- [ ] @per @kari Be om tilbud ^b7r2k\n"),
    }
    assert [one.log for one in lacking(files).actions] == [()]


def test_closed_actions_and_those_in_the_draft_are_not_carried() -> None:
    assert carried("- [x] Ferdig ^b7r2k", "- [ ] Også ^c7r2k", "  - 2024-03-13 utgår") == ()
    files = {
        "2024-03-12-styret.md": minutes("2024-03-12", "- [ ] Be om tilbud ^b7r2k\n"),
        "2024-06-04-styret.md": minutes("2024-06-04", "- [ ] Be om tilbud ^b7r2k\n\n- [ ] Født her ^n2n2n\n"),
    }
    assert lacking(files).actions == ()


def test_an_action_of_a_working_group_is_carried_from_where_it_stands() -> None:
    born = {"2024-03-12-styret.md": minutes("2024-03-12", "- [ ] @kåre Kall inn +sti ^k5n2h\n"), **GROUPS}
    assert [one.id for one in lacking(born).actions] == ["k5n2h"]
    assert [one.id for one in lacking(born, MeetingToPrepare("sti", ON, "2024-06-04-sti")).actions] == ["k5n2h", "w3m8t"]
    moved = {**born, "2024-04-01-sti.md": minutes("2024-04-01", "- [ ] @kåre Kall inn +sti ^k5n2h\n", group="sti")}
    assert lacking(moved).actions == ()


def test_an_action_born_after_the_meeting_is_not_carried_back() -> None:
    files = {"2024-09-10-styret.md": minutes("2024-09-10", "- [ ] Senere ^b7r2k\n")}
    assert lacking(files).actions == ()


def test_an_action_without_an_id_is_named_and_not_carried() -> None:
    found = lacking({"2024-03-12-styret.md": minutes("2024-03-12", "- [ ] @signe Takk for gaven\n")})
    assert found.actions == ()
    assert [line.task for line in found.unnamed] == ["Takk for gaven"]


# ---------------------------------------------------------------- approvals


def approvals(files: dict[str, str]) -> list[str]:
    return [m.id for m in lacking(files).approvals]


def test_every_earlier_meeting_that_is_not_approved_is_listed_oldest_first() -> None:
    files = {
        "2024-01-10-styret.md": minutes("2024-01-10", "", status="godkjent"),
        "2024-04-23-styret.md": minutes("2024-04-23", ""),
        "2024-03-12-styret.md": minutes("2024-03-12", "", status="sendt"),
        "2024-05-01-sti.md": minutes("2024-05-01", "", group="sti"),
        "2024-06-04-styret.md": minutes("2024-06-04", ""),
        "2024-09-10-styret.md": minutes("2024-09-10", ""),
    }
    assert approvals(files) == ["2024-03-12-styret", "2024-04-23-styret"]


def test_minutes_that_the_draft_links_or_that_others_record_as_approved_are_not_asked_for() -> None:
    files = {
        "2024-01-10-styret.md": minutes("2024-01-10", ""),
        "2024-02-10-styret.md": minutes("2024-02-10", ""),
        "2024-03-12-styret.md": minutes("2024-03-12", ""),
        "2024-04-23-styret.md": minutes("2024-04-23", "", more="approves:\n  - {id: 2024-01-10-styret}\n  - {date: 2024-02-10}\n"),
        "2024-06-04-styret.md": minutes("2024-06-04", "## 1. Referat\n\n- [Sist](2024-03-12-styret.md)\n"),
    }
    assert approvals(files) == ["2024-04-23-styret"]


# ---------------------------------------------------------------- carrying changes nothing

HANDLES = ("ada", "bo", "kari")
events = st.one_of(
    st.sampled_from(["ferdig", "utgår", "startet", "gjenåpnet", "frist:neste"]),
    st.sampled_from(HANDLES).map(lambda h: f"@{h}"),
    st.integers(0, 60).map(lambda n: f"frist:{date(2024, 3, 1) + timedelta(n)}"),
)
logs = st.lists(st.tuples(st.integers(0, 90).map(lambda n: date(2024, 3, 1) + timedelta(n)), events), max_size=5)
dues = st.sampled_from(["", " frist:2024-04-01", " frist:neste", " frist:1.5", " frist:2024-W20"])
words = st.tuples(st.sampled_from(["", "@ada ", "@bo, @kari ", "@alle "]), dues)
boxes = st.tuples(st.sampled_from(" x/-"), words, logs)


def line(box: str, said: tuple[str, str], log: list[tuple[date, str]]) -> str:
    owners, due = said
    return "\n".join([f"- [{box}] {owners}Be om tilbud{due} ^b7r2k", *(f"  - {on} {event}" for on, event in log)]) + "\n"


def state(facts: Known) -> list[object]:
    return [(a.id, a.state, a.owners, a.due.day if a.due else None, a.groups, a.text, a.moved) for a in facts.actions]


@given(st.lists(boxes, min_size=1, max_size=3), st.booleans())
def test_a_carried_action_is_the_action_it_was(lines: list[tuple[str, tuple[str, str], list[tuple[date, str]]]], has_list: bool) -> None:
    days = ["2024-03-12", "2024-04-02", "2024-04-23"]
    more = "til stede:\n  - Ada Vik\n  - Bo Lie\n"
    files = {f"{day}-styret.md": minutes(day, line(*one), more=more) for day, one in zip(days, lines, strict=False)}
    files["groups/styret.md"] = group("Styret", body=line(*lines[-1]) if has_list else "")
    before = known(files)
    found = agenda(before, NEW).actions
    assert len(found) == sum(a.state.is_open for a in before.actions)
    # The new draft is a meeting too, which `next` could mean: it is there before and after.
    files["2024-06-04-styret.md"] = minutes("2024-06-04", "")
    before = known(files)
    files["2024-06-04-styret.md"] = minutes("2024-06-04", "\n".join(written(found, "nb")) + "\n", more=more)
    after = known(files)
    assert state(after) == state(before)
    assert [a.carried for a in after.actions] == [a.carried + bool(found) for a in before.actions]
    assert agenda(after, NEW).actions == ()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_carried_words_are_read_in_every_language(language: str) -> None:
    log = [(date(2024, 3, 20), "startet"), (date(2024, 3, 21), "frist:2024-05-01")]
    files = {"2024-03-12-styret.md": minutes("2024-03-12", line(" ", ("@ada ", ""), log))}
    found = lacking(files).actions
    files["2024-06-04-styret.md"] = minutes("2024-06-04", "\n".join(written(found, language)) + "\n")
    (action,) = known(files).actions
    assert (action.state, action.due.written if action.due else "") == ("in-progress", "2024-05-01")
