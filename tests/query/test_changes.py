"""Where an event is written, and what is taken away for it, on lines as facts."""

from contextlib import nullcontext
from datetime import date

import pytest

from referat.model.action import Action, Due, EventKind
from referat.model.verb import Verb
from referat.query.changes import BeforeBirth, ClosedAction, NotYet, TooEarly, Wanted, plan, refuse_wrong_day
from tests.small_books import group, known, minutes

LINE = "- [ ] @berte Kalle inn til møte ^7qk2m\n"
DAY = date(2024, 4, 1)


def action(*files: tuple[str, str, str]) -> Action:
    """The one action of minutes given as day, status and log."""
    book = {f"{day}-styret.md": minutes(day, LINE + log, status=status) for day, status, log in files}
    (found,) = known(book).actions
    return found


def days(found: Action, wanted: Wanted) -> list[str]:
    planned = plan(found, wanted)
    assert planned is not None
    return [str(line.source.on) for line in planned.writes]


def test_the_newest_line_and_the_newest_outside_drafts() -> None:
    wanted = Wanted(Verb.DONE, DAY)
    assert days(action(("2024-01-01", "godkjent", ""), ("2024-02-01", "sendt", "")), wanted) == ["2024-02-01"]
    three = action(("2024-01-01", "godkjent", ""), ("2024-02-01", "sendt", ""), ("2024-03-01", "utkast", ""))
    assert days(three, wanted) == ["2024-03-01", "2024-02-01"]
    assert days(three, Wanted(Verb.DONE, date(2024, 2, 1))) == ["2024-03-01"]
    assert days(action(("2024-02-01", "utkast", ""), ("2024-03-01", "utkast", "")), wanted) == ["2024-03-01"]


def test_the_newest_outside_drafts_is_of_minutes_where_any_hold_it() -> None:
    pages = {"2024-02-01-styret.md": minutes("2024-02-01", LINE, status="sendt"), "2024-03-01-styret.md": minutes("2024-03-01", LINE)}
    (found,) = known({**pages, "groups/styret.md": group("Styret", body=LINE)}).actions
    assert days(found, Wanted(Verb.DONE, DAY)) == ["2024-03-01", "2024-02-01"]


def test_another_lead_is_a_change_and_so_is_another_word_without_a_day() -> None:
    found = action(("2024-01-01", "sendt", "  - 2024-02-01 @ada,@bo\n"))
    found.due = Due(None, "til høsten")
    assert plan(found, Wanted(Verb.ASSIGN, DAY, owners=("ada", "bo"), written="ada,bo")) is None
    assert plan(found, Wanted(Verb.ASSIGN, DAY, owners=("bo", "ada"), written="bo,ada")) is not None
    assert plan(found, Wanted(Verb.DEFER, DAY, due=None, written="til høsten")) is None
    assert plan(found, Wanted(Verb.DEFER, DAY, due=None, written="next")) is not None


def test_too_early_where_there_is_no_draft() -> None:
    with pytest.raises(TooEarly):
        plan(action(("2024-01-02", "godkjent", "")), Wanted(Verb.DONE, date(2024, 1, 1)))
    with pytest.raises(TooEarly):
        plan(action(("2024-01-01", "sendt", "")), Wanted(Verb.DEFER, date(2024, 1, 1), due=date(2024, 3, 1), written="2024-03-01"))


@pytest.mark.parametrize("verb", [Verb.DONE, Verb.DROP])
def test_on_the_day_that_sent_minutes_are_of_the_box_alone_is_ticked(verb: Verb) -> None:
    planned = plan(action(("2024-01-01", "sendt", "")), Wanted(verb, date(2024, 1, 1)))
    assert planned is not None
    assert (planned.writes, [str(line.source.on) for line in planned.ticks]) == ((), ["2024-01-01"])


@pytest.mark.parametrize(("on", "today", "error"), [(2, 3, BeforeBirth), (5, 4, NotYet), (4, 4, None), (3, 8, None)])
def test_a_day_to_come_or_before_the_action_was_agreed_on_is_refused(on: int, today: int, error: type[Exception] | None) -> None:
    found = action(("2024-01-03", "sendt", ""))
    with pytest.raises(error) if error else nullcontext():
        refuse_wrong_day(found, date(2024, 1, on), date(2024, 1, today))


REMOVED = {
    "the opposite of the day": (Verb.DONE, "  - 2024-04-01 ferdig gjenåpnet\n", [EventKind.REOPENED]),
    "another due date of the day": (Verb.DEFER, "  - 2024-04-01 frist:2024-12-01\n", [EventKind.DUE]),
    "other owners of the day": (Verb.ASSIGN, "  - 2024-04-01 @ola\n", [EventKind.OWNERS]),
    "nothing of another day": (Verb.DEFER, "  - 2024-03-31 frist:2024-12-01\n", []),
    "nothing of another kind": (Verb.DONE, "  - 2024-04-01 startet frist:2024-12-01 @ola\n", []),
}


@pytest.mark.parametrize(("verb", "log", "kinds"), REMOVED.values(), ids=REMOVED)
def test_what_the_new_event_contradicts_goes(verb: Verb, log: str, kinds: list[EventKind]) -> None:
    wanted = Wanted(verb, DAY, owners=("haakon",), due=date(2024, 5, 1), written="haakon" if verb is Verb.ASSIGN else "2024-05-01")
    planned = plan(action(("2024-01-01", "sendt", log)), wanted if verb is not Verb.DONE else Wanted(verb, DAY))
    assert planned is not None
    assert [event.kind for _, event in planned.removals] == kinds


def test_what_holds_already_is_no_change_and_what_is_closed_is_refused() -> None:
    done = action(("2024-01-01", "sendt", "  - 2024-02-01 ferdig\n"))
    assert plan(done, Wanted(Verb.DONE, DAY)) is None
    assert plan(action(("2024-01-01", "sendt", "")), Wanted(Verb.REOPEN, DAY)) is None
    with pytest.raises(ClosedAction):
        plan(done, Wanted(Verb.START, DAY))
