"""An action over several files: what contradicts itself, and what is only the way of carried lines."""

from datetime import date
from pathlib import Path

import pytest

from referat.book import Book
from referat.changes.check_book import findings

TODAY = date(2024, 6, 10)
HEAD = "---\ndato: {on}\nstatus: {status}\n---\n"


def found(root: Path, *bodies: str, status: str = "utkast") -> list[str]:
    """Codes by file and line, of minutes held on 14 March, 14 April and 14 May."""
    (root / "meetings").mkdir(exist_ok=True)
    for month, body in enumerate(bodies, 3):
        on = f"2024-{month:02d}-14"
        (root / "meetings" / f"{on}-s.md").write_text(HEAD.format(on=on, status=status) + body, encoding="utf-8")
    return [f"{p.place.path[14:16]}:{p.place.line}:{p.place.column} {p.code}" for p, _ in findings(Book.open(root), TODAY)]


RING = "- [ ] @kari Ring kommunen frist:2024-06-20 ^k3p7d\n"


def test_a_line_that_lags_behind_is_normal(tmp_path: Path) -> None:
    assert found(tmp_path, RING, RING + "  - 2024-04-20 frist:2024-06-27\n", RING.replace("[ ]", "[x]") + "  - 2024-05-14 ferdig\n") == []


def test_an_open_draft_for_what_was_closed_before_it_is_told(tmp_path: Path) -> None:
    closed = RING.replace("[ ]", "[x]") + "  - 2024-03-20 ferdig\n"
    assert found(tmp_path, closed, RING) == ["04:5:3 closed-elsewhere"]
    assert found(tmp_path, closed, RING + "  - 2024-04-14 gjenåpnet\n") == []


@pytest.mark.parametrize(
    ("box", "log", "disagrees"),
    [
        (" ", "2024-04-01 ferdig", True),
        (" ", "2024-04-01 ferdig\n  - 2024-04-02 gjenåpnet", False),
        ("/", "2024-04-01 utgår", True),
        ("x", "2024-04-01 ferdig", False),
        ("x", "2024-04-01 utgår", False),  # as `referat drop` leaves it
        ("-", "2024-04-01 utgår", False),
        ("-", "2024-04-01 utgår ferdig", True),  # on one day done beats dropped
        ("x", "2024-04-01 ferdig\n  - 2024-04-02 gjenåpnet", False),  # the box counts after it
    ],
)
def test_boxes_against_their_own_log(tmp_path: Path, box: str, log: str, disagrees: bool) -> None:
    codes = found(tmp_path, RING.replace("[ ]", f"[{box}]") + f"  - {log}\n")
    assert ("03:5:3 box-disagrees" in codes) == disagrees


def test_two_files_that_say_otherwise_of_one_day(tmp_path: Path) -> None:
    codes = found(tmp_path, RING + "  - 2024-04-20 @kari\n", RING + "  - 2024-04-20 @ola\n")
    assert codes == ["03:6:16 lines-disagree"]
    assert found(tmp_path, RING + "  - 2024-04-20 @ola\n") == []


def test_the_same_event_in_two_files_is_one(tmp_path: Path) -> None:
    log = "  - 2024-04-20 frist:2024-07-01 @ola startet\n"
    assert found(tmp_path, RING + log, RING + log) == []


def test_only_the_first_place_of_a_wrong_day_is_told(tmp_path: Path) -> None:
    log = "  - 2023-04-20 startet\n"
    assert found(tmp_path, RING + log, RING + log) == ["03:6:16 event-before-birth"]


def test_an_agenda_is_written_and_followed_up_before_its_meeting(tmp_path: Path) -> None:
    ahead = "- [x] @kari Bestill lokale frist:2024-03-01 ^l0k4l\n  - 2024-02-28 ferdig\n"
    assert found(tmp_path, ahead) == []
    assert found(tmp_path, ahead.replace("2024-03-01", "2023-03-01").replace("2024-02-28", "2023-02-28")) == [
        "03:5:34 due-before-meeting",
        "03:6:16 event-before-birth",
    ]


def test_what_is_done_for_a_meeting_far_ahead_is_done_today(tmp_path: Path) -> None:
    text = "- [x] @kari Bestill lokale frist:{due} ^l0k4l\n  - 2024-06-09 ferdig\n"
    agenda = tmp_path / "meetings" / "2025-03-14-s.md"
    agenda.parent.mkdir()
    for due, codes in (("2024-06-12", []), ("2024-03-12", ["due-before-meeting"])):
        agenda.write_text(HEAD.format(on="2025-03-14", status="utkast") + text.format(due=due), encoding="utf-8")
        assert [problem.code for problem, _ in findings(Book.open(tmp_path), TODAY)] == codes


def test_closed_actions_are_not_asked_for_owners_or_dates(tmp_path: Path) -> None:
    assert found(tmp_path, "- [x] Ring ^k3p7d\n  - 2024-03-14 ferdig\n") == []


def test_what_is_frozen_is_not_asked_for_ids(tmp_path: Path) -> None:
    codes = found(tmp_path, "- [ ] @kari Ring frist:2024-06-20\n- [x] @kari Ring frist:2024-06-20 ^k3p7d\n", status="sendt")
    assert codes == ["03:3:9 sent-without-record"]
