"""The calendars of a book, read back by programs that are not ours."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from ics import Calendar as OtherCalendar

from referat.book import Book
from referat.changes.calendars import Calendars, calendars_of
from tests.approved_books import Ran, done, referat
from tests.handouts.books import ELVDAL, book
from tests.repositories import git

# The other reader of calendars splits in a way that Python from 3.13 on warns of.
pytestmark = pytest.mark.filterwarnings("ignore:'maxsplit' is passed:DeprecationWarning")

TODAY = date(2024, 5, 20)
MOVING = "2024-06-04-styret"
GROUP = "---\ntittel: Styret\nleder: Signe Haugstad\nmøteplan: [2024-06-04, 2024-09-10]\n---\n"
CONTACTS = "signe: signe@example.org\noddvar: oddvar@example.org\nturid: 'turid@example.org\\r\\nBcc: all@example.org'\n"
HOSTILE = "Møte\\; DROP, \\nEND:VEVENT \u202e\x07 ¤ " + "æøå" * 40


def made(opened: Book, today: date = TODAY, alarm: timedelta | None = None) -> dict[str, str]:
    return dict(calendars_of(Calendars(opened, today, alarm), "", ()))


def events(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def minutes(title: str = "Styremøte", day: str = "2024-06-04", more: str = "tid: 18.00-20.00\n") -> str:
    return f'---\ntittel: "{title}"\ngruppe: styret\ndato: {day}\nstatus: utkast\n{more}---\n\n## 1. Budsjett (V, 15 min)\n'


@pytest.fixture
def elvdal(home: Path, tmp_path: Path, fast_disk: None) -> Path:
    folder = tmp_path / "elvdal"
    shutil.copytree(ELVDAL, folder)
    (folder / ".gitignore").write_text("meetings/contacts.yaml\n", "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "the book")
    (folder / "meetings/contacts.yaml").write_text(CONTACTS, "utf-8", newline="")
    return folder


def run(folder: Path, *words: str) -> Ran:
    return done(referat(folder, *words, day=TODAY.isoformat()))


def test_there_is_one_for_each_group_each_person_and_each_meeting_to_come(elvdal: Path) -> None:
    out = run(elvdal, "calendar").out.replace("\\", "/").splitlines()
    names = {path.rpartition("/")[2] for path in out}
    assert {"group-styret.ics", "group-sti.ics", "person-oddvar.ics", "person-turid.ics", f"meeting-{MOVING}.ics"} <= names
    assert not any("2024-04-23" in name for name in names)
    for name in names:
        text = (elvdal / "copies/calendar" / name).read_bytes().decode()
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert icalendar.Calendar.from_ical(text)["version"] == "2.0"
        assert len(OtherCalendar(text).events) == len(events(text))
    assert git(elvdal, "status", "--porcelain") == ""


def test_a_meeting_has_its_time_in_its_zone_its_place_and_its_agenda(tmp_path: Path) -> None:
    opened = book(tmp_path, {"2024-06-04-styret.md": minutes(more="tid: 18.00-20.00\nsted: Rådhuset, https://mote.example/abc\n")})
    (event,) = events(made(opened)["meeting-2024-06-04-styret"])
    assert event["dtstart"].dt.astimezone(UTC) == datetime(2024, 6, 4, 16, tzinfo=UTC)
    assert event["dtend"].dt.astimezone(UTC) == datetime(2024, 6, 4, 18, tzinfo=UTC)
    assert event["location"] == "Rådhuset, https://mote.example/abc"
    assert event["url"] == "https://mote.example/abc"
    assert event["description"] == "1 Budsjett (Til vedtak, 15 minutter)"


@pytest.mark.parametrize(
    ("day", "hours"), [("2024-03-30", 1), ("2024-03-31", 2), ("2024-04-01", 2), ("2024-10-26", 2), ("2024-10-27", 1), ("2024-10-28", 1)]
)
def test_the_weeks_in_which_the_clock_changes(tmp_path: Path, day: str, hours: int) -> None:
    opened = book(tmp_path, {f"{day}-styret.md": minutes(day=day)})
    text = made(opened, date(2024, 1, 1))[f"meeting-{day}-styret"]
    expected = datetime.fromisoformat(f"{day}T18:00:00+0{hours}:00")
    # Once with the reader's own table of zones, once with nothing but ours.
    for told in (text, text.replace("Europe/Oslo", "Custom")):
        assert events(told)[0]["dtstart"].dt.utcoffset() == timedelta(hours=hours)
        (found,) = recurring_ical_events.of(icalendar.Calendar.from_ical(told)).at(tuple(map(int, day.split("-"))))
        assert found["dtstart"].dt == expected
    (other,) = OtherCalendar(text).events
    assert other.begin.datetime == expected


def test_moved_twice_and_cancelled_it_is_one_event_in_each(elvdal: Path) -> None:
    seen = []
    now = MOVING
    for words in (
        ("notice", MOVING),
        ("move", MOVING, "--date", "2024-06-11"),
        ("move", "2024-06-11-styret", "--date", "2024-06-18", "--time", "19.00"),
        ("cancel", "2024-06-18-styret", "--why", "Salen er stengt; vi venter"),
    ):
        run(elvdal, *words)
        now = next(Path(elvdal, "meetings").glob("2024-06-*-styret.md")).stem
        run(elvdal, "calendar")
        for name in (f"meeting-{now}", "group-styret", "person-oddvar"):
            text = (elvdal / f"copies/calendar/{name}.ics").read_bytes().decode()
            (event,) = [one for one in events(text) if one["uid"] == f"{MOVING}@referat"]
            seen.append((name.partition("-")[0], event["sequence"], event["status"], event["dtstart"].dt.day))
            assert len(events(text)) == len({one["uid"] for one in events(text)})
    for kind in ("meeting", "group", "person"):
        assert [one[1:] for one in seen if one[0] == kind] == [(1, "CONFIRMED", 4), (2, "CONFIRMED", 11), (3, "CONFIRMED", 18), (4, "CANCELLED", 18)]
    left = [path.name for path in (elvdal / "copies/calendar").glob("meeting-*")]
    assert left == [f"meeting-{now}.ics"]
    text = (elvdal / f"copies/calendar/meeting-{now}.ics").read_bytes().decode()
    assert "METHOD:CANCEL" in text
    assert events(text)[0]["description"].startswith("Salen er stengt; vi venter")


def test_a_meeting_that_was_called_asks_for_an_answer_and_names_who_calls(elvdal: Path) -> None:
    run(elvdal, "calendar")
    path = elvdal / f"copies/calendar/meeting-{MOVING}.ics"
    assert "METHOD" not in path.read_text("utf-8")
    assert "ATTENDEE" not in path.read_text("utf-8")
    run(elvdal, "notice", MOVING)
    run(elvdal, "calendar")
    assert icalendar.Calendar.from_ical(path.read_bytes())["method"] == "REQUEST"
    (event,) = events(path.read_bytes().decode())
    assert event["organizer"] == "mailto:signe@example.org"
    assert [str(one) for one in event["attendee"]] == ["mailto:signe@example.org", "mailto:oddvar@example.org"]
    assert {one.params["CN"] for one in event["attendee"]} == {"Signe Haugstad", "Oddvar Bråten"}
    assert "Bcc" not in path.read_text("utf-8")
    assert "@example.org" not in (elvdal / "copies/calendar/group-styret.ics").read_text("utf-8")


def test_a_day_of_the_groups_calendar_becomes_the_meeting_that_is_prepared_for_it(tmp_path: Path) -> None:
    before = events(made(book(tmp_path / "a", {"groups/styret.md": GROUP}))["group-styret"])
    assert {(one["uid"], one["status"]) for one in before} == {(f"2024-{day}-styret@referat", "TENTATIVE") for day in ("06-04", "09-10")}
    after = events(made(book(tmp_path / "b", {"groups/styret.md": GROUP, "2024-06-04-styret.md": minutes()}))["group-styret"])
    assert {(one["uid"], one["status"]) for one in after} == {
        ("2024-06-04-styret@referat", "CONFIRMED"),
        ("2024-09-10-styret@referat", "TENTATIVE"),
    }


def test_another_meeting_on_the_day_that_one_was_moved_from_is_another_event(tmp_path: Path) -> None:
    moved = minutes(day="2024-06-11", more="moved: [{from: 2024-06-04-styret, on: 2024-05-20}]\n")
    files = {"groups/styret.md": GROUP, "2024-06-11-styret.md": moved, "2024-06-04-styret.md": minutes("Ekstra møte")}
    found = {one["summary"]: one["uid"] for one in events(made(book(tmp_path, files))["group-styret"])}
    assert found["Styremøte"] == "2024-06-04-styret@referat"
    assert found["Ekstra møte"] == "2024-06-04-styret-later@referat"


def test_due_dates_are_days_and_tasks_and_go_when_they_are_closed(elvdal: Path) -> None:
    whole = icalendar.Calendar.from_ical(run(elvdal, "calendar") and (elvdal / "copies/calendar/person-oddvar.ics").read_bytes())
    (day,) = [one for one in whole.walk("VEVENT") if str(one["uid"]).startswith("due-b7r2k")]
    (task,) = [one for one in whole.walk("VTODO") if str(one["uid"]).startswith("b7r2k")]
    assert day["dtstart"].dt == task["due"].dt == date(2024, 5, 10)
    assert (day["sequence"], day["status"], task["status"]) == (1, "CONFIRMED", "NEEDS-ACTION")
    run(elvdal, "done", "b7r2k")
    run(elvdal, "calendar")
    whole = icalendar.Calendar.from_ical((elvdal / "copies/calendar/person-oddvar.ics").read_bytes())
    (day,) = [one for one in whole.walk("VEVENT") if str(one["uid"]).startswith("due-b7r2k")]
    (task,) = [one for one in whole.walk("VTODO") if str(one["uid"]).startswith("b7r2k")]
    assert (day["sequence"], day["status"], task["status"]) == (2, "CANCELLED", "COMPLETED")


def test_alarms_are_there_on_request(tmp_path: Path) -> None:
    opened = book(tmp_path, {"2024-06-04-styret.md": minutes()})
    assert "VALARM" not in made(opened)["meeting-2024-06-04-styret"]
    (event,) = events(made(opened, alarm=timedelta(days=1))["meeting-2024-06-04-styret"])
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == -timedelta(days=1)


def test_a_hostile_title_is_a_title_and_nothing_more(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    text = minutes().replace("Styremøte", HOSTILE.replace("\\", "\\\\").replace("\x07", "\\a").replace("\u202e", "\\u202e"))
    text += "\n- [ ] @x Gjør; noe,\\nEND:VCALENDAR frist:2024-06-01 ^k3f9a\n"
    opened = book(tmp_path, {"2024-06-04-styret.md": text, "groups/styret.md": GROUP})
    for name, one in made(opened).items():
        assert all(len(line.encode()) <= 75 for line in one.split("\r\n")), name
        assert one.count("\r\nBEGIN:VEVENT\r\n") == len(events(one)) == len(OtherCalendar(one).events)
    (event,) = events(made(opened)["meeting-2024-06-04-styret"])
    assert event["summary"].startswith("Møte\\; DROP, \\nEND:VEVENT \\u202e\\x07 ¤ æøåæøå")


def test_what_is_exempt_from_disclosure_is_not_named(tmp_path: Path) -> None:
    text = minutes() + "\n## 2. Klage fra Fure (unntatt: offl. § 13)\n\n- [ ] @signe Svar Fure frist:2024-06-01 ^k3f9a\n"
    opened = book(tmp_path, {"2024-06-04-styret.md": text, "groups/styret.md": GROUP, "people.yaml": "signe: Signe Haugstad\n"})
    for name, one in made(opened).items():
        assert "Fure" not in one, name
    assert "2 Unntatt offentlighet" in events(made(opened)["meeting-2024-06-04-styret"])[0]["description"]


def test_a_file_that_is_something_else_stays(elvdal: Path) -> None:
    folder = elvdal / "mine"
    folder.mkdir()
    (folder / "person-oddvar.ics").write_text("mitt eget", "utf-8")
    ran = referat(elvdal, "calendar", "--person", "oddvar", "--out", str(folder), day=TODAY.isoformat())
    assert ran.code == 4
    assert (folder / "person-oddvar.ics").read_text("utf-8") == "mitt eget"
    run(elvdal, "calendar", "--person", "oddvar", "--out", str(folder), "--force")
    assert (folder / "person-oddvar.ics").read_text("utf-8").startswith("BEGIN:VCALENDAR")
    run(elvdal, "calendar", "--person", "oddvar", "--out", str(folder))
    assert [path.name for path in folder.iterdir()] == ["person-oddvar.ics"]


def test_a_zone_that_nobody_knows_is_named(elvdal: Path) -> None:
    settings = elvdal / "meetings/book.yaml"
    settings.write_text(settings.read_text("utf-8") + "tidssone: Europe/Elvdal\n", "utf-8")
    ran = referat(elvdal, "calendar", day=TODAY.isoformat())
    assert ran.code == 3
    assert "Europe/Elvdal" in ran.err
