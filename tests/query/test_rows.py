import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.query.filters import SORT_KEYS, ActionFilter, arrange, matching_owners, select, sum_up
from referat.query.followup import KINDS, follow_up
from referat.query.rows import STATES, ActionRow, MeetingRow

TODAY = "2024-05-20"
DAYS = st.sampled_from(["", "2024-03-01", "2024-05-19", "2024-05-20", "2024-05-21", "2025-01-01"])


def row(**fields: object) -> ActionRow:
    whole: dict[str, object] = dict.fromkeys(ActionRow.fields, "")
    whole |= {"text": "Ring", "state": "open", "carried": 0, "moved": 0, "born_line": 1, "newest_line": 1}
    whole |= dict.fromkeys(("owners", "groups", "meetings", "events"), ())
    return ActionRow(**{**whole, **fields})


OWNERS = st.lists(
    st.sampled_from([("ada", "Ada Moen", "Lia"), ("per", "Per Lie", ""), ("jesper", "Jesper Bø", "Lia"), ("ukjent", "", "")]), max_size=3, unique=True
).map(tuple)
ROWS = st.lists(
    st.builds(
        row,
        id=st.sampled_from(["abcd1", "bcde2", ""]),
        text=st.sampled_from(["Ring", "Skriv brev", "Åpne døra"]),
        state=st.sampled_from(STATES),
        owners=OWNERS,
        groups=st.sampled_from([(), ("kraft",), ("naering", "kraft")]),
        due=DAYS,
        due_written=DAYS,
        born_on=DAYS,
        newest_on=DAYS,
        closed_on=DAYS,
        carried=st.integers(0, 3),
        moved=st.integers(0, 2),
        born_meeting=st.sampled_from(["", "2024-03-01-a"]),
        events=st.lists(st.tuples(DAYS, st.sampled_from(["due:2024-06-01", "done"]), st.just("x.md"), st.just(1)), max_size=2).map(tuple),
    ),
    max_size=6,
)


@given(ROWS, st.lists(st.sampled_from(sorted(SORT_KEYS)).flatmap(lambda key: st.sampled_from([key, "-" + key])), max_size=3))
def test_sorting_loses_nothing_and_leaves_what_has_no_value_last(rows: list[ActionRow], keys: list[str]) -> None:
    found = arrange(rows, keys)
    assert sorted(map(id, found)) == sorted(map(id, rows))
    if keys:
        values = [SORT_KEYS[keys[0].removeprefix("-")](one) for one in found]
        there = [value for value in values if value != ""]
        assert values == there + [""] * (len(values) - len(there))
        assert there == sorted(there, reverse=keys[0].startswith("-"))


@pytest.mark.parametrize(("since", "count"), [("2024-05-19", 2), ("2024-05-20", 1), ("2024-05-21", 0)])
def test_since_takes_its_own_day_in(since: str, count: int) -> None:
    rows = [row(born_on="2024-05-19"), row(born_on="2024-03-01", events=(("2024-05-20", "done", "x.md", 1),))]
    wanted = ActionFilter()
    wanted.since = since
    assert len(list(select(rows, wanted, TODAY))) == count


def test_an_organisation_is_found_by_a_part_of_its_name() -> None:
    rows = [row(owners=(("ada", "Ada Moen", "Lia kommune"),)), row(owners=(("per", "Per Lie", ""),))]
    wanted = ActionFilter()
    wanted.orgs = ["LIA"]
    assert list(select(rows, wanted, TODAY)) == rows[:1]


@given(ROWS)
def test_the_counts_add_up(rows: list[ActionRow]) -> None:
    tally = sum_up(rows, TODAY)
    assert tally.open + tally.done + tally.dropped == tally.shown == len(rows)
    late = ActionFilter()
    late.overdue = True
    assert tally.overdue == len(select(rows, late, TODAY))
    nobody = ActionFilter()
    nobody.no_owner = True
    assert tally.no_owner == len(select(rows, nobody, TODAY))


@given(ROWS, st.sampled_from(KINDS), DAYS)
def test_a_report_leaves_no_open_action_out(rows: list[ActionRow], by: str, since: str) -> None:
    found = follow_up(rows, by, TODAY, since=since)
    read = {id(one) for part in found.parts for one in part.open} | {id(one) for one in found.without_owner}
    assert read == {id(one) for one in rows if one.is_open}
    closed = {id(one) for part in found.parts for one in part.closed}
    assert closed <= {id(one) for one in rows if not one.is_open and since and one.closed_on > since}
    for part in found.parts:
        lateness = [one.is_overdue(TODAY) for one in part.open]
        assert lateness == sorted(lateness, reverse=True)


def test_what_the_last_meeting_was_told_is_no_news() -> None:
    rows = [row(state="done", closed_on=on, owners=(("ada", "Ada Moen", ""),)) for on in ("2024-04-22", "2024-04-23", "2024-04-24")]
    found = follow_up(rows, "person", TODAY, since="2024-04-23")
    assert [one.closed_on for part in found.parts for one in part.closed] == ["2024-04-24"]
    assert found.closed == 1
    assert follow_up(rows, "person", TODAY).closed == 0


def test_due_today_is_not_late() -> None:
    assert not row(due=TODAY).is_overdue(TODAY)
    assert row(due="2024-05-19").is_overdue(TODAY)
    assert not row(due="2024-05-19", state="done").is_overdue(TODAY)
    assert not row(due="").is_overdue(TODAY)


@pytest.mark.parametrize(
    ("typed", "handles"),
    [
        ("per", {"per"}),
        ("@PER", {"per"}),
        ("jes", {"jesper"}),
        ("moen", {"ada"}),
        ("Ada Moen", {"ada"}),
        ("sper", {"jesper"}),
        ("e", {"per", "jesper", "ada"}),
        ("nils", set()),
    ],
)
def test_an_owner_is_found_by_the_most_exact_part(typed: str, handles: set[str]) -> None:
    owners = [("per", "Per Lie", ""), ("jesper", "Jesper Bø", ""), ("ada", "Ada Moen", "")]
    assert matching_owners(typed, owners) == handles


def test_letters_written_in_two_ways_are_the_same() -> None:
    wanted = ActionFilter()
    wanted.words = ["A\u030apne"]
    assert select([row(text="Åpne døra")], wanted, TODAY)


def test_a_row_wants_every_field_and_no_other() -> None:
    with pytest.raises(KeyError):
        MeetingRow(id="a")
    with pytest.raises(TypeError, match="colour"):
        row(colour="red")
    assert row() == row() != row(id="abcd1")
    assert len({row(), row()}) == 1
