"""A meeting that is called by mail: an event that calendars answer to, change when it is moved, and drop when it is cancelled."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import icalendar
import ics
import pytest

from tests.approved_books import Ran, referat
from tests.handouts.books import book
from tests.mail.mail_server import CERTIFICATE, PASSWORD, USER, hang_up, mail_server, opened_mail
from tests.mail.test_inbox import AHEAD, REPLY
from tests.repositories import git

# The other reader of calendars splits in a way that Python from 3.13 on warns of.
pytestmark = pytest.mark.filterwarnings("ignore:'maxsplit' is passed:DeprecationWarning")

MEETING = "2024-06-04-styret"
PEOPLE = "signe: Signe Haugstad\någe: Åge Ødegård\nberit: Berit Lunde\n"
CONTACTS = "signe: signe@example.org\nberit: berit@example.org\n"


@pytest.fixture
def folder(tmp_path: Path, home: Path, fast_disk: None) -> Path:
    folder = tmp_path / "book"
    book(
        folder,
        {
            f"{MEETING}.md": AHEAD.replace("  - Åge", "  - Berit Lunde\n  - Åge"),
            "people.yaml": PEOPLE,
            "contacts.yaml": CONTACTS,
            "book.yaml": "språk: nb\n",
        },
    )
    (folder / ".gitignore").write_text("meetings/contacts.yaml\ncopies/\n", "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "the book")
    return folder


def run(folder: Path, *words: str) -> Ran:
    return referat(folder, *words, day="2024-05-20")


def mail(folder: Path, name: str) -> EmailMessage:
    return opened_mail((folder / f"copies/{name}.eml").read_bytes())


def invitation(message: EmailMessage) -> tuple[str, str]:
    """The method that the mail says, and the calendar."""
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return str(part.get_param("method", "")), part.get_content().replace("\r\n", "\n").replace("\n", "\r\n")


def event(message: EmailMessage) -> dict[str, str]:
    """What two libraries read of the one event in the calendar."""
    method, text = invitation(message)
    (one,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    (other,) = ics.Calendar(text).events
    assert other.uid == str(one["uid"])
    assert other.organizer.email.casefold() == str(one["organizer"]).removeprefix("mailto:")
    assert f"METHOD:{method}\r\n" in text
    people = one.get("attendee", [])
    return {
        "method": method,
        "uid": str(one["uid"]),
        "sequence": str(int(one["sequence"])),
        "organizer": str(one["organizer"]),
        "attendees": " ".join(str(person) for person in (people if isinstance(people, list) else [people])),
        "status": str(one["status"]),
        "start": str(one["dtstart"].dt),
    }


def test_a_call_by_mail_asks_for_an_answer_and_a_later_one_changes_the_same_event(folder: Path) -> None:
    ran = run(folder, "notice", "next", "--to", "eml")
    assert ran.code == 0
    assert "Uten adresse i meetings/contacts.yaml: Åge Ødegård" in ran.err
    first = mail(folder, f"{MEETING}-innkalling")
    assert first["Subject"] == "Innkalling: Styremøte, tirsdag 4. juni 2024"
    assert first["To"] == "Signe Haugstad <signe@example.org>, Berit Lunde <berit@example.org>"
    assert [part.get_content_type() for part in first.walk()] == ["multipart/alternative", "text/plain", "text/html", "text/calendar"]
    one = event(first)
    assert one["method"] == "REQUEST"
    assert one["organizer"] == "mailto:berit@example.org"
    assert one["attendees"] == "mailto:signe@example.org mailto:berit@example.org"
    moved = run(folder, "move", MEETING, "--date", "2024-06-11")
    assert "referat notice 2024-06-11-styret --to eml" in moved.err
    run(folder, "notice", "next", "--to", "eml")
    two = event(mail(folder, "2024-06-11-styret-innkalling-v2"))
    assert (two["uid"], two["method"]) == (one["uid"], "REQUEST")
    assert int(two["sequence"]) > int(one["sequence"])
    assert two["start"].startswith("2024-06-11 18:00")
    told = run(folder, "cancel", "next", "--why", "Salen er stengt")
    assert "referat notice 2024-06-11-styret --to eml" in told.err
    ran = run(folder, "notice", "2024-06-11", "--to", "eml")
    assert ran.code == 0
    message = mail(folder, "2024-06-11-styret-avlysning")
    three = event(message)
    assert (three["uid"], three["method"], three["status"]) == (one["uid"], "CANCEL", "CANCELLED")
    assert int(three["sequence"]) > int(two["sequence"])
    assert message["Subject"] == "Avlyst: Styremøte, tirsdag 11. juni 2024"
    assert "Salen er stengt" in str(message.get_body(("plain",)))
    assert git(folder, "status", "--porcelain") == ""


def test_a_meeting_that_nobody_was_called_to_is_moved_without_a_word(folder: Path) -> None:
    assert "referat notice" not in run(folder, "move", MEETING, "--date", "2024-06-11").err


def test_a_cancelled_meeting_that_nobody_was_called_to_needs_no_word(folder: Path) -> None:
    told = run(folder, "cancel", MEETING, "--why", "Salen er stengt")
    assert "notice" not in told.err
    assert run(folder, "notice", MEETING, "--to", "eml").code == 4


def test_where_the_one_who_calls_has_no_address_the_calendar_is_an_attachment(folder: Path) -> None:
    (folder / "meetings/contacts.yaml").write_text("åge: aage@example.org\n", "utf-8")
    run(folder, "notice", "next", "--to", "eml")
    message = mail(folder, f"{MEETING}-innkalling")
    assert invitation(message)[0] == ""
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "møte.ics"


@pytest.fixture
def served(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.setenv("REFERAT_MAIL_PASSWORD", PASSWORD)
    with mail_server() as (taken, port):
        path = home / ".config/referat/mail.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(f"tjener: localhost\nport: {port}\nbruker: {USER}\navsender: Berit Lunde <berit@example.org>\n", "utf-8")
        yield taken


def test_sent_through_the_server_each_gets_one_of_each_version(folder: Path, served: Any) -> None:
    shown = run(folder, "notice", "next", "--to", "smtp")
    assert "Til: Signe Haugstad <signe@example.org>" in shown.out
    assert "Ingenting er sendt" in shown.err
    assert served.messages == []
    assert "called" not in (folder / f"meetings/{MEETING}.md").read_text("utf-8")
    served.at = {("data", 1): hang_up}
    ran = run(folder, "notice", "next", "--to", "smtp", "--send")
    assert ran.code == 7
    assert "Kan ha kommet fram eller ikke" in ran.err
    assert served.receivers == ["signe@example.org", "berit@example.org"]
    assert run(folder, "notice", "next", "--to", "smtp", "--send").code == 7
    assert run(folder, "notice", "next", "--to", "smtp", "--send", "--again", "signe").code == 0
    assert run(folder, "notice", "next", "--to", "smtp", "--send").code == 0
    assert served.receivers == ["signe@example.org", "berit@example.org", "signe@example.org"]
    assert run(folder, "undo").code == 4
    message = opened_mail(served.messages[0][1])
    assert event(message)["method"] == "REQUEST"
    assert (message["From"], message["Auto-Submitted"]) == ("Berit Lunde <berit@example.org>", None)
    assert served.messages[0][1].count(b"Message-ID") == 1
    assert message["Message-ID"] == opened_mail(served.messages[2][1])["Message-ID"]


def test_an_answer_to_the_mail_itself_is_proven(folder: Path, served: Any, tmp_path: Path) -> None:
    run(folder, "notice", "next", "--to", "smtp", "--send")
    token = opened_mail(served.messages[0][1])["Message-ID"]
    reply = REPLY.format(n=1, said="DECLINED", who="signe@example.org")
    head = f"From: signe@example.org\nDate: Mon, 20 May 2024 19:12:00 +0200\nIn-Reply-To: {token}\nContent-Type: text/calendar; charset=utf-8\n\n"
    (tmp_path / "svar.eml").write_text(head + reply, "utf-8")
    ran = run(folder, "inbox", str(tmp_path / "svar.eml"), "--yes")
    assert ran.out == f"{MEETING}  Signe Haugstad: kommer ikke\n"
