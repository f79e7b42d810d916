"""What the product stands on: an action is the union of what happened to it, wherever and in whatever order that was written down."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.model.action import Action, ActionLine, Due, Event, EventKind, Source, SourceKind, State, Status
from referat.model.dates import last_day
from referat.model.people import Person
from referat.model.place import Place
from referat.model.state import add_up
from tests.examples import MANY
from tests.model.pages import action

FIRST = date(2024, 1, 10)
HEAD = "- [ ] @eli Måke taket frist:2024-02-01 ^t4k3t\n"


def told(found: Action) -> tuple[State, str, tuple[str, ...], int]:
    return found.state, found.due.written if found.due else "", found.owners, found.moved


# ---------------------------------------------------------------- one date

SAME_DAY = [
    ("reopened beats done", "ferdig gjenåpnet", "open 2024-02-01 eli"),
    ("reopened beats dropped", "gjenåpnet utgår", "open 2024-02-01 eli"),
    ("done beats dropped", "utgår ferdig", "done 2024-02-01 eli"),
    ("dropped alone", "utgår", "dropped 2024-02-01 eli"),
    ("the later due date", "frist:2024-05-01 frist:2024-04-01", "open 2024-05-01 eli"),
    ("a month runs to its last day", "frist:2024-03 frist:2024-03-30", "open 2024-03 eli"),
    ("a week runs to its Sunday", "frist:2024-W13 frist:2024-03-30", "open 2024-W13 eli"),
    ("the owners that come last", "@berte @asta", "open 2024-02-01 berte"),
    ("sorted handles are compared", "@asta,@siv @berte,@per", "open 2024-02-01 berte,per"),
    ("the lead stays first", "@siv,@asta", "open 2024-02-01 siv,asta"),
    ("the next meeting, of which no day is known yet", "frist:2024-05-01 frist:neste", "open next eli"),
    ("started", "startet", "in-progress 2024-02-01 eli"),
    ("started and done", "ferdig startet", "done 2024-02-01 eli"),
    ("started and reopened", "gjenåpnet startet", "in-progress 2024-02-01 eli"),
    ("all at once, and in English", "done due:2024-04-01 @per", "done 2024-04-01 per"),
]


@pytest.mark.parametrize(("events", "wanted"), [row[1:] for row in SAME_DAY], ids=[row[0] for row in SAME_DAY])
def test_what_wins_on_one_day_does_not_depend_on_the_order_of_lines(events: str, wanted: str) -> None:
    for order in permutations(events.split()):
        logs = "".join(f"  - 2024-01-20 {event}\n" for event in order)
        found = action({"2024-01-10": HEAD + logs})
        assert f"{found.state} {found.due.written if found.due else ''} {','.join(found.owners)}" == wanted
        assert action({"2024-01-10": HEAD + f"  - 2024-01-20 {' '.join(order)}\n"}).state is found.state


LATER_WINS = [
    ("  - 2024-01-20 ferdig\n  - 2024-01-21 gjenåpnet\n", State.OPEN, None),
    ("  - 2024-01-21 ferdig\n  - 2024-01-20 gjenåpnet\n", State.DONE, date(2024, 1, 21)),
    ("  - 2024-01-20 ferdig\n  - 2024-01-22 ferdig\n", State.DONE, date(2024, 1, 20)),
    ("  - 2024-01-20 ferdig\n  - 2024-01-22 utgår\n", State.DROPPED, date(2024, 1, 22)),
    ("  - 2024-01-20 ferdig\n  - 2024-01-21 gjenåpnet\n  - 2024-01-25 utgår\n", State.DROPPED, date(2024, 1, 25)),
    ("  - 2024-01-20 ferdig\n  - 2024-01-21 startet\n", State.DONE, date(2024, 1, 20)),
    ("  - 2024-01-20 startet\n  - 2024-01-21 gjenåpnet\n", State.OPEN, None),
]


@pytest.mark.parametrize(("logs", "state", "closed_on"), LATER_WINS)
def test_later_dates_win(logs: str, state: State, closed_on: date | None) -> None:
    found = action({"2024-01-10": HEAD + logs})
    assert (found.state, found.closed_on) == (state, closed_on)


# ---------------------------------------------------------------- boxes

BOXES = [
    ("ticked, no log: on the day of the meeting", {"2024-01-10": "- [x] @eli a ^t4k3t\n"}, State.DONE, FIRST),
    ("dropped, no log", {"2024-01-10": "- [-] @eli a ^t4k3t\n"}, State.DROPPED, FIRST),
    ("begun, no log", {"2024-01-10": "- [/] @eli a ^t4k3t\n"}, State.IN_PROGRESS, None),
    ("open, its own log ends closed: closed", {"2024-01-10": "- [ ] @eli a ^t4k3t\n  - 2024-01-12 ferdig\n"}, State.DONE, date(2024, 1, 12)),
    (
        "ticked, its own log ends reopened: the day after",
        {"2024-01-10": "- [x] @eli a ^t4k3t\n  - 2024-01-12 gjenåpnet\n"},
        State.DONE,
        date(2024, 1, 13),
    ),
    (
        "ticked, reopened on the day itself: the day after",
        {"2024-01-10": "- [x] @eli a ^t4k3t\n  - 2024-01-10 gjenåpnet\n"},
        State.DONE,
        date(2024, 1, 11),
    ),
    ("ticked, reopened long before: the meeting", {"2024-01-10": "- [x] @eli a ^t4k3t\n  - 2024-01-02 gjenåpnet\n"}, State.DONE, FIRST),
    ("ticked, its log says dropped: the log", {"2024-01-10": "- [x] @eli a ^t4k3t\n  - 2024-01-12 utgår\n"}, State.DROPPED, date(2024, 1, 12)),
    (
        "an open carried line does not reopen",
        {"2024-01-10": "- [x] @eli a ^t4k3t\n  - 2024-01-12 ferdig\n", "2024-02-10": "- [ ] @eli a ^t4k3t\n"},
        State.DONE,
        date(2024, 1, 12),
    ),
    ("ticked twice: since the first time", {"2024-01-10": "- [x] @eli a ^t4k3t\n", "2024-02-10": "- [x] @eli a ^t4k3t\n"}, State.DONE, FIRST),
    (
        "reopened elsewhere after the box",
        {"2024-01-10": "- [x] @eli a ^t4k3t\n", "2024-02-10": "- [ ] @eli a ^t4k3t\n  - 2024-01-20 gjenåpnet\n"},
        State.OPEN,
        None,
    ),
    ("in a group's file, no day: nobody knows when", {"groups/tun": "- [x] @eli a ^t4k3t\n"}, State.DONE, None),
    ("in a group's file: the last day of its log", {"groups/tun": "- [x] @eli a ^t4k3t\n  - 2024-01-12 @per\n"}, State.DONE, date(2024, 1, 12)),
    (
        "in a group's file, no day: before every dated event",
        {"groups/tun": "- [x] @eli a ^t4k3t\n", "2024-01-10": "- [ ] @eli a ^t4k3t\n  - 2024-01-02 gjenåpnet\n"},
        State.OPEN,
        None,
    ),
]


@pytest.mark.parametrize(("files", "state", "closed_on"), [row[1:] for row in BOXES], ids=[row[0] for row in BOXES])
def test_what_a_box_says_beyond_its_log(files: dict[str, str], state: State, closed_on: date | None) -> None:
    found = action(files)
    assert (found.state, found.closed_on) == (state, closed_on)


# ---------------------------------------------------------------- several lines


def test_birth_sets_the_group_and_the_newest_line_the_words() -> None:
    found = action(
        {
            "2024-03-10": "- [ ] @per Måke hele taket +veg frist:2024-02-01 ^t4k3t\n",
            "2024-01-10": "- [ ] @eli Måke taket +drift frist:2024-02-01 ^t4k3t\n",
        }
    )
    assert (found.groups, found.text, found.carried) == (("drift",), "Måke hele taket", 1)
    assert found.newest.source.on == date(2024, 3, 10)
    assert [change.words for change in found.changes] == ["@per"]
    assert found.changes[0].on == date(2024, 3, 10)


def test_no_group_is_the_group_of_the_minutes() -> None:
    assert action({"2024-01-10": HEAD}).group == "tun"
    assert action({"groups/veg": HEAD}).group == "veg"


def test_a_later_lines_new_due_date_is_a_move_on_its_meetings_day() -> None:
    moved = HEAD.replace("2024-02-01", "2024-04-01")
    assert told(action({"2024-01-10": HEAD, "2024-03-10": moved})) == (State.OPEN, "2024-04-01", ("eli",), 1)


def test_a_lagging_line_changes_nothing() -> None:
    files = {"2024-01-10": HEAD + "  - 2024-02-05 frist:2024-06-01 @per\n", "2024-03-10": HEAD}
    assert told(action(files)) == (State.OPEN, "2024-06-01", ("per",), 1)


def test_a_value_of_an_event_up_to_the_meeting_is_no_change_and_of_a_later_event_is_one() -> None:
    early = {"2024-01-10": HEAD + "  - 2024-03-10 frist:2024-06-01\n", "2024-03-10": HEAD.replace("2024-02-01", "2024-06-01")}
    assert [c.on for c in action(early).changes] == [date(2024, 3, 10)]
    late = {"2024-01-10": HEAD + "  - 2024-03-11 frist:2024-06-01\n", "2024-03-10": HEAD.replace("2024-02-01", "2024-06-01")}
    assert [c.on for c in action(late).changes] == [date(2024, 3, 10), date(2024, 3, 11)]


def test_to_go_back_to_an_old_value_takes_a_log_line() -> None:
    files = {"2024-01-10": HEAD, "2024-02-10": HEAD.replace("2024-02-01", "2024-05-01"), "2024-03-10": HEAD}
    assert told(action(files)) == (State.OPEN, "2024-05-01", ("eli",), 1)
    files["2024-03-10"] += "  - 2024-03-10 frist:2024-02-01\n"
    assert told(action(files)) == (State.OPEN, "2024-02-01", ("eli",), 2)


def test_a_first_due_date_is_no_move() -> None:
    files = {"2024-01-10": "- [ ] @eli a ^t4k3t\n  - 2024-01-12 frist:2024-03-01\n  - 2024-01-13 frist:2024-04-01\n"}
    assert told(action(files)) == (State.OPEN, "2024-04-01", ("eli",), 1)


def test_the_same_event_in_two_files_is_one_event() -> None:
    log = "  - 2024-02-05 frist:2024-06-01\n"
    assert told(action({"2024-01-10": HEAD + log, "2024-03-10": HEAD + log})) == (State.OPEN, "2024-06-01", ("eli",), 1)
    assert len(action({"2024-01-10": HEAD + log, "2024-03-10": HEAD + log}).changes) == 1


def test_the_same_owners_in_another_order_and_spelling_are_the_same() -> None:
    files = {"2024-01-10": "- [ ] @eli @per a ^t4k3t\n", "2024-02-10": "- [ ] @Per og @ELI a ^t4k3t\n"}
    assert action(files).changes == ()
    known = (Person("eli", "Eli Nes", aliases=("en",)),)
    assert action({"2024-01-10": "- [ ] @eli a ^t4k3t\n", "2024-02-10": "- [ ] @en a ^t4k3t\n"}, known).changes == ()


def test_owners_logged_on_the_day_of_a_later_line_keep_their_lead_whatever_order_the_line_has() -> None:
    files = {"2024-01-10": HEAD + "  - 2024-03-10 @per,@siv\n", "2024-03-10": HEAD.replace("@eli", "@siv @per")}
    assert [change.owners for change in action(files).changes] == [("per", "siv")]
    assert action(files).owners == ("per", "siv")


def test_a_file_without_a_date_is_the_birth_only_where_no_minutes_hold_the_id() -> None:
    group = "- [ ] @per Noe annet +veg frist:2024-09-01 ^t4k3t\n  - 2024-02-05 startet\n"
    alone, both = action({"groups/tun": group}), action({"groups/tun": group, "2024-01-10": HEAD})
    assert told(alone) == (State.IN_PROGRESS, "2024-09-01", ("per",), 0)
    assert told(both) == (State.IN_PROGRESS, "2024-02-01", ("eli",), 0)
    assert (both.text, both.group, both.carried) == ("Måke taket", "tun", 0)


def test_two_meetings_on_one_day_go_by_their_start() -> None:
    files = {"2024-01-10 b;tid: 09.00": HEAD.replace("@eli", "@per"), "2024-01-10 a;tid: 18.00": HEAD}
    assert action(files).born.source.start == "09:00"
    assert action(files).owners == ("eli",)


def test_the_lead_does_not_depend_on_which_log_line_stands_first() -> None:
    logs = ["  - 2024-01-20 @asta,@siv\n", "  - 2024-01-20 @siv,@asta\n"]
    leads = {action({"2024-01-10": HEAD + "".join(order)}).owners for order in permutations(logs)}
    assert leads == {("siv", "asta")}


# ---------------------------------------------------------------- words that are read once


def test_next_is_the_meeting_after_the_line_where_it_first_stands() -> None:
    line = "- [ ] @eli a frist:neste ^t4k3t\n"
    files = {"2024-01-10;neste: 2024-02-10, kl. 9": line}
    assert action(files).due == Due(date(2024, 2, 10), "next")
    files |= {"2024-02-11": line.replace("frist:neste", "due:next"), "2024-03-10": line}
    found = action(files)
    assert (found.due, found.moved, found.carried) == (Due(date(2024, 2, 11), "next"), 0, 2)


def test_the_newest_minutes_say_when_the_next_meeting_is() -> None:
    files = {"2024-01-10;neste: 2024-02-10": "", "2024-01-20;neste: 2024-02-20": "- [ ] @eli a frist:neste ^t4k3t\n"}
    assert action(files).due == Due(date(2024, 2, 20), "next")


def test_next_in_a_log_is_the_meeting_after_that_day() -> None:
    files = {"2024-01-10": HEAD + "  - 2024-02-20 frist:neste\n", "2024-02-10": "", "2024-03-10": HEAD}
    assert action(files).due == Due(date(2024, 3, 10), "next")


def test_next_of_the_last_meeting_has_no_day_until_one_is_planned() -> None:
    assert action({"2024-01-10": "- [ ] @eli a frist:neste ^t4k3t\n"}).due == Due(None, "next")
    files = {"2024-01-10": "- [ ] @eli a frist:neste ^t4k3t\n", "groups/tun;møteplan: [2024-01-05, 2024-04-01]": ""}
    assert action(files).due == Due(date(2024, 4, 1), "next")


def test_a_date_without_a_year_is_in_the_year_of_the_first_line() -> None:
    line = "- [ ] @eli a frist:1.3 ^t4k3t\n"
    assert told(action({"2024-01-10": line, "2024-05-10": line, "2025-04-10": line})) == (State.OPEN, "2024-03-01", ("eli",), 0)
    week = action({"2024-11-10": "- [ ] @eli a frist: uke 3 ^t4k3t\n"})
    assert week.due == Due(date(2025, 1, 19), "2025-W03")


def test_in_a_file_without_a_date_only_a_day_with_its_year_is_known() -> None:
    assert action({"groups/tun": "- [ ] @eli a frist:1.3 ^t4k3t\n"}).due is None
    assert action({"groups/tun": "- [ ] @eli a frist:1.3.2024 ^t4k3t\n"}).due == Due(date(2024, 3, 1), "2024-03-01")


def test_everybody_is_everybody_who_was_there_when_it_was_first_said() -> None:
    line = "- [ ] @alle Les ^t4k3t\n"
    files = {"2024-01-10;til stede: [Eli Nes, Per Lie];møteleder: Eli Nes": line}
    assert action(files).owners == ("eli", "per")
    files["2024-02-10;til stede: [Siv Moe]"] = line.replace("@alle", "@all @per")
    found = action(files)
    assert found.owners == ("eli", "per")
    assert found.changes == ()


def test_everybody_in_a_groups_file_is_its_members() -> None:
    assert action({"groups/tun;medlemmer: [Eli Nes, N.N. (Moss)];leder: Per Lie": "- [ ] @alle Les ^t4k3t\n"}).owners == ("per", "eli")


# ---------------------------------------------------------------- merging


class Plain:
    """A book in which every word means itself."""

    def owners(self, handles: Sequence[str], source: Source, on: date | None) -> tuple[str, ...]:
        return tuple(handles)

    def due(self, written: str, source: Source, on: date | None) -> Due | None:
        return Due(last_day(written), written)


Files = dict[str, ActionLine]
Branch = list[tuple[str, int, tuple[EventKind, str]]]

PEOPLE = ("asta", "berte", "eli", "per")
DUES = ("2024-02-01", "2024-03-01", "2024-03-31", "2024-03", "2024-04-01")
day_numbers = st.integers(0, 60)
words = st.one_of(
    st.sampled_from([(kind, "") for kind in (EventKind.DONE, EventKind.DROPPED, EventKind.STARTED, EventKind.REOPENED)]),
    st.tuples(st.just(EventKind.DUE), st.sampled_from(DUES)),
    st.tuples(st.just(EventKind.OWNERS), st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True).map(",".join)),
)
# A branch: what was done on it, and how many days after the first meeting.
steps = st.lists(st.tuples(st.sampled_from(("log", "log", "log", "carry", "group")), day_numbers, words), max_size=6)


def _line(path: str, on: date | None, status: Status | None, like: ActionLine | None = None) -> ActionLine:
    kind = SourceKind.MINUTES if on else SourceKind.GROUP
    source = Source(path, path, kind, "tun", on, status=status)
    if like:
        return like.but(source=source, place=Place(path), events=(), box=" ")
    return ActionLine(source, Place(path), "", " ", "@eli a frist:2024-02-01", "a", "t4k3t", ("eli",), (), "2024-02-01")


def born() -> Files:
    return {"m00": _line("m00", FIRST, Status.APPROVED)}


def _newest(files: Files, *, drafts: bool) -> str | None:
    kept = [line for line in files.values() if line.source.on and (drafts or not line.source.is_draft)]
    return max(kept, key=lambda line: line.order).source.path if kept else None


def walked(start: Files, branch: Branch) -> Files:
    """The files after a branch, written as the format says: under the newest line, and under the newest one outside drafts."""
    files = dict(start)
    for what, number, (kind, value) in branch:
        on = FIRST + timedelta(days=number)
        path = f"m{number:02d}"
        if what == "carry":
            newest = files[_newest(files, drafts=True) or "m00"]
            files.setdefault(path, _line(path, on, Status.DRAFT, newest))
        elif what == "group":
            files["group"] = _with(files.get("group") or _line("group", None, None, files["m00"]), Event(on, kind, value))
        else:
            for target in {_newest(files, drafts=True), _newest(files, drafts=False)} - {None}:
                assert target
                files[target] = _with(files[target], Event(on, kind, value))
    return files


def _with(line: ActionLine, event: Event) -> ActionLine:
    return line if event in line.events else line.but(events=(*line.events, event))


def merged(one: Files, other: Files) -> Files:
    """The union of files and of lines, as a merge that drops nothing makes it."""
    files = dict(one)
    for path, line in other.items():
        for event in line.events:
            files[path] = _with(files.get(path, line.but(events=())), event)
        files.setdefault(path, line)
    return files


def expected(files: Files) -> tuple[State, tuple[str, ...], str]:
    """The rules once more, said another way: per kind, the best of all events."""
    events = {(e.on, e.kind, e.value) for line in files.values() for e in line.events}
    owners = max((on, sorted(v.split(",")), v) for on, kind, v in {*events, (date.min, EventKind.OWNERS, "eli")} if kind is EventKind.OWNERS)
    dues = {*events, (date.min, EventKind.DUE, "2024-02-01")}
    due = max((on, last_day(v) or on, -len(v), v) for on, kind, v in dues if kind is EventKind.DUE)
    rank = {EventKind.STARTED: 0, EventKind.DROPPED: 1, EventKind.DONE: 2, EventKind.REOPENED: 3}
    state = State.OPEN
    for _, _, kind in sorted((on, rank[kind], kind) for on, kind, _ in events if kind in rank):
        if kind is EventKind.REOPENED:
            state = State.OPEN
        elif kind is EventKind.DONE:
            state = State.DONE
        elif kind is EventKind.DROPPED:
            state = State.DROPPED
        elif state.is_open:
            state = State.IN_PROGRESS
    return state, tuple(sorted(owners[1])), due[3]


def state_of(lines: Sequence[ActionLine]) -> tuple[object, ...]:
    found = add_up(lines, Plain())
    assert found.due
    return found.state, found.owners, found.due.written, found.moved, found.carried, found.closed_on, found.groups


def _in_progress_again(files: Files) -> bool:
    """A start on the very day of a reopening has no order of its own in the oracle."""
    events = {(e.on, e.kind) for line in files.values() for e in line.events}
    return any((on, EventKind.STARTED) in events for on, kind in events if kind is EventKind.REOPENED)


@MANY
@given(steps, steps, st.randoms())
def test_two_branches_merge_to_one_state_whatever_the_order(one: Branch, other: Branch, random: Random) -> None:
    base = born()
    left, right = walked(base, one), walked(base, other)
    both, again = merged(left, right), merged(right, left)
    state = state_of(list(both.values()))
    assert state == state_of(list(again.values()))
    shuffled = list(both.values())
    random.shuffle(shuffled)
    assert state == state_of(shuffled)
    assert state == state_of([line.but(events=line.events[::-1]) for line in shuffled])
    if not _in_progress_again(both):
        owners = state[1]
        assert isinstance(owners, tuple)
        assert (state[0], tuple(sorted(owners)), state[2]) == expected(both)


@MANY
@given(steps, steps)
def test_nothing_that_happened_on_a_branch_is_lost_in_the_merge(one: Branch, other: Branch) -> None:
    left, right = walked(born(), one), walked(born(), other)
    found = add_up(merged(left, right).values(), Plain())
    words = {(change.on, change.words) for change in found.changes}
    for files in (left, right):
        for change in add_up(files.values(), Plain()).changes:
            assert change.implied or (change.on, change.words) in words


@MANY
@given(steps)
def test_a_deleted_draft_loses_nothing(branch: Branch) -> None:
    files = walked(born(), branch)
    kept = {path: line for path, line in files.items() if not line.source.is_draft}
    assert state_of(list(files.values()))[:3] == state_of(list(kept.values()))[:3]


@MANY
@given(steps)
def test_merging_with_itself_changes_nothing(branch: Branch) -> None:
    files = walked(born(), branch)
    assert merged(files, files) == files
