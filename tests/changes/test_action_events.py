"""Changing actions: the event in the right lines of the right files, what is refused, and whole sequences of commands."""

import unicodedata
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from referat.book import Book
from referat.changes.action_events import Done, change_actions
from referat.changes.transaction import Transaction
from referat.changes.typed import deferred, handed_over
from referat.errors import Exit, ReferatError
from referat.format.boxes import scan
from referat.format.document import parse
from referat.model.action import Action, State
from referat.model.verb import Verb
from referat.query.changes import Beaten, ClosedAction, FrozenLine, TooEarly, TwoTasks, Wanted
from referat.query.lookup import Ambiguous, UnknownAction
from referat.store.disk_errors import ConflictMarkers
from tests.changes.bjorkerud import APPROVED, CIRCULATED, DRAFT, FILES, GROUP, NOTE, frozen_digests, lay_down, make_book, text_of, transaction_in

TODAY = date(2024, 3, 20)


def change(
    transaction: Transaction, verb: Verb, *ids: str, on: date = TODAY, due: str = "2024-05-01", owners: tuple[str, ...] = ("haakon",)
) -> list[Done]:
    def wanted(action: Action) -> Wanted:
        if verb is Verb.DEFER:
            return deferred(transaction, action, due, on, TODAY)
        return handed_over(transaction, action, owners, on) if verb is Verb.ASSIGN else Wanted(verb, on)

    return change_actions(transaction, ids, wanted)


def new_lines(transaction: Transaction, path: str) -> list[str]:
    """The lines of a file that it did not have before, in order."""
    old = Counter(transaction.book.document(path).text.splitlines())
    lines = []
    for line in transaction.document(path).text.splitlines():
        if old[line]:
            old[line] -= 1
        else:
            lines.append(line)
    return lines


def state(folder: Path, action_id: str) -> State:
    action = Book.open(folder).action(action_id)
    assert action is not None
    return action.state


@pytest.mark.parametrize(
    ("verb", "action_id", "written"),
    [
        (Verb.DONE, "br0yt", {DRAFT: ["  - 2024-03-20 ferdig"], CIRCULATED: ["  - 2024-03-20 ferdig"]}),
        (Verb.DROP, "lek3p", {APPROVED: ["  - 2024-03-20 utgår"]}),
        (Verb.START, "str0m", {CIRCULATED: ["  - 2024-03-20 startet"]}),
        (Verb.REOPEN, "takk5", {APPROVED: ["  - 2024-03-20 gjenåpnet"]}),
        (Verb.DEFER, "p0lse", {DRAFT: ["  - 2024-03-20 frist:2024-05-01"]}),
        (Verb.ASSIGN, "bru5k", {DRAFT: ["    - 2024-03-20 @haakon"]}),
        (Verb.DONE, "bom4x", {GROUP: ["  * 2024-03-20 ferdig"]}),
        (Verb.DONE, "komm7", {NOTE: ["  - 2024-03-20 ferdig"]}),
    ],
)
def test_the_event_is_written_where_the_action_stands(tmp_path: Path, verb: Verb, action_id: str, written: dict[str, list[str]]) -> None:
    transaction = transaction_in(make_book(tmp_path))
    (done,) = change(transaction, verb, action_id)
    logged = {path: [line for line in new_lines(transaction, path) if "[" not in line] for path in transaction.changed}
    assert logged == written
    assert sorted(place.path for place in done.places) == sorted(written)


def test_the_box_opens_and_closes_with_the_event(tmp_path: Path) -> None:
    transaction = transaction_in(make_book(tmp_path))
    change(transaction, Verb.DONE, "br0yt", "lek3p")
    change(transaction, Verb.REOPEN, "lek3p", on=TODAY + timedelta(days=1))
    assert "- [x] @berte Bestill" in transaction.document(DRAFT).text
    assert "- [x] @berte Bestill" in transaction.document(CIRCULATED).text
    assert "- [ ] @berte Bestill" in transaction.document(APPROVED).text
    assert "- [ ] @haakon Mål opp" in transaction.document(APPROVED).text


def test_a_line_without_an_id_is_given_one_by_its_place(tmp_path: Path) -> None:
    transaction = transaction_in(make_book(tmp_path))
    (done,) = change(transaction, Verb.DONE, "2024-03-13-styret:16")
    assert done.minted
    assert new_lines(transaction, DRAFT) == [f"- [x] Skriv til alle om dugnad ^{done.minted}", "  - 2024-03-20 ferdig"]


def test_places_mean_the_lines_that_were_there_before_anything_changed(tmp_path: Path) -> None:
    text = "---\ndato: 2024-03-13\nstatus: utkast\n---\n- [ ] @a En sak her\n- [ ] @b Helt annen oppgave\n- [ ] @c Tredje gjøremål ^tr3dj\n"
    transaction = transaction_in(make_book(tmp_path, DRAFT=text))
    made = change(transaction, Verb.DONE, "2024-03-13-styret:5", "2024-03-13-styret:6", "2024-03-13-styret:7")
    assert [one.after.text for one in made] == ["En sak her", "Helt annen oppgave", "Tredje gjøremål"]
    assert transaction.document(DRAFT).text.count("[x]") == 3
    assert transaction.document(DRAFT).text.count("ferdig") == 3


def test_one_action_named_twice_is_changed_once(tmp_path: Path) -> None:
    transaction = transaction_in(make_book(tmp_path))
    (one,) = change(transaction, Verb.DONE, "str0m", "str", "2024-02-14-styret:16")
    assert not one.already


def test_dated_lines_under_a_line_without_id_become_its_log(tmp_path: Path) -> None:
    text = "---\ndato: 2024-03-13\nstatus: utkast\n---\n- [ ] @a En sak her\n  - 2024-03-15 @berte\n"
    transaction = transaction_in(make_book(tmp_path, DRAFT=text))
    (one,) = change(transaction, Verb.DONE, "2024-03-13-styret:5")
    assert [event.words for event in one.after.changes] == ["@berte", "done"]


def test_done_again_writes_nothing(tmp_path: Path) -> None:
    transaction = transaction_in(make_book(tmp_path))
    (one,) = change(transaction, Verb.DONE, "takk5")
    assert one.already
    assert not transaction.changed


def test_done_reopened_and_done_on_one_day_ends_done(tmp_path: Path) -> None:
    folder = make_book(tmp_path)
    done, opened, dropped = (Verb.DONE, State.DONE), (Verb.REOPEN, State.OPEN), (Verb.DROP, State.DROPPED)
    for verb, wanted in (done, opened, done, opened, dropped):
        transaction = transaction_in(folder)
        change(transaction, verb, "br0yt")
        lay_down(folder, transaction)
        assert state(folder, "br0yt") is wanted
    assert text_of(folder, DRAFT).count("2024-03-20") == 1
    assert text_of(folder, CIRCULATED).count("2024-03-20") == 1


def test_a_tick_of_the_same_day_in_an_older_file_goes_with_its_event(tmp_path: Path) -> None:
    approved = (
        FILES[APPROVED]
        .replace(
            "- [ ] @berte Bestill brøyting til vinteren frist:2024-02-01 ^br0yt\n",
            "- [x] @berte Bestill brøyting til vinteren frist:2024-02-01 ^br0yt\n",
        )
        .replace("  - 2024-01-20 frist:2024-03-01\n", "  - 2024-01-20 frist:2024-03-01\n  - 2024-03-20 ferdig\n")
    )
    transaction = transaction_in(make_book(tmp_path, APPROVED=approved))
    (one,) = change(transaction, Verb.REOPEN, "br0yt")
    assert one.after.state is State.OPEN
    assert "2024-03-20" not in transaction.document(APPROVED).text
    assert "- [ ] @berte Bestill" in transaction.document(APPROVED).text


def test_a_deleted_draft_loses_no_tick(tmp_path: Path) -> None:
    folder = make_book(tmp_path)
    transaction = transaction_in(folder)
    change(transaction, Verb.DONE, "br0yt")
    lay_down(folder, transaction)
    (folder / DRAFT).unlink()
    assert state(folder, "br0yt") is State.DONE


def test_what_happened_before_the_meeting_goes_into_the_draft_alone(tmp_path: Path) -> None:
    transaction = transaction_in(make_book(tmp_path))
    change(transaction, Verb.DONE, "br0yt", on=date(2024, 2, 14))
    assert set(transaction.changed) == {DRAFT}


def test_everybody_is_who_was_there(tmp_path: Path) -> None:
    transaction = transaction_in(make_book(tmp_path))
    (one,) = change(transaction, Verb.ASSIGN, "p0lse", owners=("alle",))
    assert set(one.after.owners) == {"berte", "haakon"}
    assert new_lines(transaction, DRAFT) == ["  - 2024-03-20 @alle"]


def test_handles_may_be_spelled_with_capitals(tmp_path: Path) -> None:
    transaction = transaction_in(make_book(tmp_path))
    (one,) = change(transaction, Verb.ASSIGN, "p0lse", owners=("Åse", "Berte"))
    assert one.after.owners == ("åse", "berte")


def test_the_next_meeting_may_have_no_date_yet(tmp_path: Path) -> None:
    transaction = transaction_in(make_book(tmp_path))
    (one,) = change(transaction, Verb.DEFER, "p0lse", due="next")
    assert new_lines(transaction, DRAFT) == ["  - 2024-03-20 frist:neste"]
    assert one.after.due is not None
    assert one.after.due.day is None


def test_moved_twice_on_a_day_only_the_last_word_stands(tmp_path: Path) -> None:
    folder = make_book(tmp_path)
    for due in ("2024-12-31", "2024-05-01", "2024-06-30"):
        transaction = transaction_in(folder)
        change(transaction, Verb.DEFER, "br0yt", due=due)
        lay_down(folder, transaction)
    assert [line.strip() for line in text_of(folder, DRAFT).splitlines() if "2024-03-20" in line] == ["- 2024-03-20 frist:2024-06-30"]


def test_files_keep_their_own_language_and_line_ends(tmp_path: Path) -> None:
    text = "---\r\ntitle: Board\r\ndate: 2024-03-13\r\nstatus: draft\r\n---\r\n* [ ] @berte Call ^ca11x"
    transaction = transaction_in(make_book(tmp_path, DRAFT=text))
    change(transaction, Verb.DEFER, "ca11x")
    assert transaction.document(DRAFT).text == text + "\r\n  * 2024-03-20 due:2024-05-01"


UNKNOWN_STATUS = {"DRAFT": FILES[DRAFT].replace("utkast", "kanskje")}
REOPENED_LATER = {"NOTE": "- [ ] @berte Spør ^komm7\n  - 2024-03-21 ferdig\n  - 2024-03-22 gjenåpnet\n"}
TWO_VERSIONS = {"NOTE": "<<<<<<< HEAD\n- [ ] @berte Spør ^komm7\n- [x] Skift ^str0m\n=======\n>>>>>>> b\n"}
REFUSED = {
    "closed": (Verb.DEFER, "takk5", TODAY, {}, ClosedAction),
    "no id in text that was sent out": (Verb.DONE, "2024-01-10-styret:18", TODAY, {}, FrozenLine),
    "no id in text that was sent out, and too early": (Verb.DONE, "2024-01-10-styret:18", date(2024, 1, 1), {}, FrozenLine),
    "too early": (Verb.DONE, "lek3p", date(2024, 1, 9), {}, TooEarly),
    "too early where nobody can tell the status": (Verb.DONE, "p0lse", date(2024, 3, 1), UNKNOWN_STATUS, TooEarly),
    "two tasks of one id": (Verb.DONE, "str0m", TODAY, {"NOTE": "- [ ] @berte Noe helt annet ^str0m\n"}, TwoTasks),
    "beaten by a later line": (Verb.DONE, "komm7", TODAY, REOPENED_LATER, Beaten),
    "beaten by an older line of the day": (
        Verb.DONE,
        "br0yt",
        date(2024, 2, 14),
        {"CIRCULATED": FILES[CIRCULATED].replace("  - 2024-01-20 frist:2024-03-01", "  - 2024-02-14 gjenåpnet")},
        Beaten,
    ),
    "unknown": (Verb.DONE, "str0n", TODAY, {}, UnknownAction),
    "ambiguous": (Verb.DONE, "br", TODAY, {}, Ambiguous),
    "empty": (Verb.DONE, "", TODAY, {}, UnknownAction),
    "between two versions": (Verb.DONE, "komm7", TODAY, TWO_VERSIONS, ConflictMarkers),
    "known, but also between two versions": (Verb.DONE, "str0m", TODAY, TWO_VERSIONS, ConflictMarkers),
}


@pytest.mark.parametrize(("verb", "typed", "on", "changed", "error"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_changes_nothing(
    tmp_path: Path, verb: Verb, typed: str, on: date, changed: dict[str, str], error: type[ReferatError]
) -> None:
    transaction = transaction_in(make_book(tmp_path, **changed))
    with pytest.raises(error) as refused:
        change(transaction, verb, typed, on=on)
    assert refused.value.exit in {Exit.USAGE, Exit.REFUSED}
    if error in {Beaten, TooEarly, ClosedAction, FrozenLine, ConflictMarkers, TwoTasks}:
        assert refused.value.exit is Exit.REFUSED
        assert refused.value.place is not None


def test_the_line_that_beats_a_change_is_named(tmp_path: Path) -> None:
    note = "- [ ] @berte Spør ^komm7\n  - 2024-03-22 ferdig\n  - 2024-03-22 gjenåpnet\n"
    transaction = transaction_in(make_book(tmp_path, NOTE=note))
    with pytest.raises(Beaten) as refused:
        change(transaction, Verb.DONE, "komm7")
    assert (refused.value.facts["line"], refused.value.facts["words"], str(refused.value.facts["on"])) == (f"{NOTE}:3", "reopened", "2024-03-22")


def test_a_near_miss_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownAction) as refused:
        change(transaction_in(make_book(tmp_path)), Verb.DONE, "str0n")
    assert refused.value.facts["near"] == "str0m"


# ---------------------------------------------------------------- any sequence of commands

IDS = ("br0yt", "lek3p", "vedt3", "takk5", "str0m", "p0lse", "bru5k", "bom4x", "komm7", "2024-03-13-styret:16", "groups/styret.md:10")
DAYS = [date(2024, 1, 9), date(2024, 1, 10), date(2024, 2, 14), date(2024, 2, 15), date(2024, 3, 13), date(2024, 3, 14)]
COMMANDS = st.tuples(
    st.sampled_from(list(Verb)),
    st.sampled_from(IDS),
    st.sampled_from(DAYS),
    st.sampled_from(["2024-04-01", "2024-05", "2024-W20", "next"]),
    st.sampled_from([("haakon",), ("berte", "haakon"), ("alle",), ("Åse",)]),
)
WANTED_STATES = {
    Verb.DONE: {State.DONE},
    Verb.DROP: {State.DROPPED},
    Verb.START: {State.IN_PROGRESS},
    Verb.REOPEN: {State.OPEN, State.IN_PROGRESS},
}


def free_text(text: str) -> list[str]:
    """A file without what commands may change: the state in a box, ids at the end of a line, and dated lines."""
    document = parse("x.md", text)
    found = scan(line.text for line in document.body)
    logs = {document.body[log.index].number for log in found.logs}
    boxes = {document.body[box.index].number: box for box in found.boxes}
    kept = []
    for line in document.lines:
        if line.number in boxes:
            box = boxes[line.number]
            kept.append(line.text[: box.state_at] + "?" + line.text[box.state_at + 1 :].partition(" ^")[0] + line.ending)
        elif line.number not in logs:
            kept.append(line.text + line.ending)
    return kept


def disguised(text: str, newline: str, form: str) -> str:
    return unicodedata.normalize(form, text).replace("\n", newline)


@example([(Verb.START, "br0yt", date(2024, 1, 9), "", ("haakon",)), (Verb.DEFER, "br0yt", date(2024, 2, 15), "2024-04-01", ("haakon",))], "\n", "NFC")
@given(st.lists(COMMANDS, min_size=1, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["NFC", "NFD"]))
@settings(max_examples=max(5, settings.default.max_examples // 5), suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_sequence_of_commands_keeps_every_word_and_does_what_was_asked(
    commands: list[tuple[Verb, str, date, str, tuple[str, ...]]], newline: str, form: str
) -> None:
    with TemporaryDirectory() as name:
        folder = make_book(Path(name))
        for path in (APPROVED, CIRCULATED, DRAFT, GROUP, NOTE):
            (folder / path).write_bytes(disguised(FILES[path], newline, form).encode())
        words = {path: free_text(text_of(folder, path)) for path in FILES}
        frozen = frozen_digests(folder)
        for verb, typed, on, due, owners in commands:
            transaction = transaction_in(folder)
            one = None
            with suppress(ReferatError):
                (one,) = change(transaction, verb, typed, on=on, due=due, owners=owners)
            if one is None or one.already:
                continue
            lay_down(folder, transaction)
            action = Book.open(folder).find_action(one.after.id or typed)
            assert action.state in WANTED_STATES.get(verb, {State.OPEN, State.IN_PROGRESS})
            if verb is Verb.DEFER:
                assert action.due is not None
                assert action.due.day == one.wanted.due
            if verb is Verb.ASSIGN:
                assert set(action.owners) == set(one.wanted.owners)
            now = {path: free_text(text_of(folder, path)) for path in FILES}
            assert now == words
            assert frozen_digests(folder) == frozen
            if any(line.source.is_draft and line is action.newest for line in action.lines) and len(one.places) > 1:
                held = text_of(folder, DRAFT)
                (folder / DRAFT).unlink()
                left = Book.open(folder).action(action.id or "")
                assert left is not None
                # What this command did is kept; an earlier one, of a day that the sent minutes already report on, may have stood in the draft alone.
                assert verb not in WANTED_STATES or left.state is action.state
                # "next" is the meeting after that one, and with the draft a meeting has gone.
                assert verb is not Verb.DEFER or due == "next" or (left.due and left.due.day) == one.wanted.due
                assert verb is not Verb.ASSIGN or set(left.owners) == set(one.wanted.owners)
                (folder / DRAFT).write_bytes(held.encode())
