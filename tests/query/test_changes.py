"""Where an event is written, and what is taken away for it, on lines as facts."""

from datetime import date

import pytest

from referat.model.action import Action, EventKind
from referat.query.changes import ClosedAction, TooEarly, Verb, Wanted, plan
from tests.small_books import known, minutes

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


def test_too_early_where_there_is_no_draft() -> None:
    with pytest.raises(TooEarly):
        plan(action(("2024-01-01", "godkjent", "")), Wanted(Verb.DONE, date(2024, 1, 1)))


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
