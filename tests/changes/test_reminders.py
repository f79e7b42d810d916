"""Reminders: one message for each person, as text and as a mail that a mail program opens."""

import shutil
import sys
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import icalendar
import pytest

from referat.book import Book
from referat.changes.calendars import Calendars
from referat.changes.letters import mail_of
from referat.changes.reminders import Reminder, ReminderScope, letter_of, reminders_of
from tests.approved_books import Ran, done, referat
from tests.handouts.books import ELVDAL, book
from tests.repositories import git

TODAY = date(2024, 5, 20)
PEOPLE = "signe: {navn: Signe Haugstad}\någe: Åge Ødegård\n"
ACTIONS = """---
tittel: Styremøte
gruppe: styret
dato: 2024-05-02
---

## 1. Brua

- [ ] @signe Mål rekkverket frist:2024-05-10 ^k3f9a
- [ ] @signe @åge Bestill stein frist:2024-05-24 ^m4g2b
- [ ] @signe Bygg brua frist:2024-12-01 ^p5h3c
- [ ] @åge Tenk på navnet ^r6j4d
- [x] @åge Ring fylket frist:2024-05-03 ^s7k5e
"""


def small(folder: Path, people: str = PEOPLE, contacts: str = "signe: signe@example.org\n", actions: str = ACTIONS) -> Book:
    return book(folder, {"2024-05-02-styret.md": actions, "people.yaml": people, "contacts.yaml": contacts})


def found(opened: Book, wanted: ReminderScope | None = None) -> dict[str, Reminder]:
    return {one.to.handle: one for one in reminders_of(Calendars(opened, TODAY), opened.people, wanted or ReminderScope())}


def as_mail(one: Reminder) -> bytes:
    return mail_of(letter_of(one), [one.to], TODAY)


def opened_mail(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.fixture
def elvdal(home: Path, tmp_path: Path, fast_disk: None) -> Path:
    folder = tmp_path / "elvdal"
    shutil.copytree(ELVDAL, folder)
    (folder / ".gitignore").write_text("meetings/contacts.yaml\n", "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "the book")
    (folder / "meetings/contacts.yaml").write_text("signe: signe@example.org\noddvar: oddvar@example.org\n", "utf-8")
    return folder


def run(folder: Path, *words: str) -> Ran:
    return done(referat(folder, *words, day=TODAY.isoformat()))


def test_each_gets_what_is_late_what_is_due_and_what_has_no_date(tmp_path: Path) -> None:
    told = found(small(tmp_path))
    signe, aage = (" ".join(told[handle].text.split()) for handle in ("signe", "åge"))
    assert signe.index("Over fristen") < signe.index("Mål rekkverket (frist 10. mai 2024; 10 dager over fristen; styret, Sak 1, 2. mai 2024; ^k3f9a)")
    assert signe.index("Mål rekkverket") < signe.index("Bestill stein")
    assert "Bygg brua" not in signe
    assert "Uten frist ---------- - Tenk på navnet (styret, Sak 1, 2. mai 2024; ^r6j4d)" in aage
    assert "Bestill stein" in aage
    assert "Ring fylket" not in aage
    assert (told["signe"].subject, told["åge"].subject) == ("Å følge opp: 2 (1 er over fristen)", "Å følge opp: 2")


def test_how_much_is_told_can_be_chosen(tmp_path: Path) -> None:
    opened = small(tmp_path)
    assert set(found(opened, ReminderScope(late=True))) == {"signe"}
    assert "Bestill" not in found(opened, ReminderScope(late=True))["signe"].text
    assert "Bygg brua" in found(opened, ReminderScope(before=timedelta(days=300)))["signe"].text
    assert found(opened, ReminderScope(groups=["tun"])) == {}


@pytest.mark.parametrize("word", ["ingen", "nei", "no", "kanskje"])
def test_who_wants_none_is_left_alone(tmp_path: Path, word: str) -> None:
    assert set(found(small(tmp_path, PEOPLE.replace("Haugstad}", f"Haugstad, påminnelser: {word}}}")))) == {"åge"}


def test_the_meetings_to_come_are_named_and_cancelled_ones_are_not(elvdal: Path) -> None:
    told = run(elvdal, "remind", "--owner", "oddvar").out
    assert "tirsdag 4. juni 2024, kl. 18.00, Elvdal" in told
    run(elvdal, "cancel", "2024-06-04", "--why", "Salen er stengt")
    assert "4. juni" not in run(elvdal, "remind", "--owner", "oddvar").out


def test_a_mail_says_the_same_as_text_and_as_html_and_has_the_due_dates_with_it(tmp_path: Path) -> None:
    one = found(small(tmp_path))["signe"]
    data = as_mail(one)
    assert data == as_mail(one)
    assert all(byte < 128 for byte in data)
    assert max(len(line) for line in data.split(b"\r\n")) <= 78
    message = opened_mail(data)
    assert (message["X-Unsent"], message["To"], message["Subject"]) == ("1", "Signe Haugstad <signe@example.org>", one.subject)
    assert body(message, "plain") == one.text
    for words in ("Mål rekkverket", "10 dager over fristen", "Bestill stein", "^m4g2b"):
        assert words in body(message, "plain")
        assert words in body(message, "html")
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("frister.ics", "text/calendar")
    days = {event["dtstart"].dt for event in icalendar.Calendar.from_ical(attached.get_payload(decode=True)).walk("VEVENT")}
    assert days == {date(2024, 5, 10), date(2024, 5, 24)}


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ('"Signe\\r\\nBcc: alle@example.org"', "signe@example.org"),
        ("Signe Haugstad", '"signe@example.org\\r\\nBcc: alle@example.org"'),
        ("Signe Haugstad", "signe@example.org, alle@example.org"),
        ("Signe Haugstad", "Alle <alle@example.org>"),
        ('"Signe, <alle@example.org>"', "signe@example.org"),
        ('"\\u202eSigne =?utf-8?q?Bcc=3A?="', "signe@example.org"),
    ],
)
def test_no_name_or_address_puts_anything_into_the_head_of_a_mail(tmp_path: Path, name: str, address: str) -> None:
    opened = small(tmp_path, f"signe: {{navn: {name}}}\n", f"signe: {address}\n", ACTIONS.replace("Mål", "Mål\u2028Bcc: alle@example.org"))
    message = opened_mail(as_mail(found(opened)["signe"]))
    assert message["Bcc"] is None
    assert [one.addr_spec for one in (message["To"].addresses if message["To"] else ())] in ([], ["signe@example.org"])
    assert set(message.keys()) <= {"X-Unsent", "Subject", "To", "Date", "MIME-Version", "Content-Type"}


def test_what_is_exempt_is_in_no_calendar_that_is_sent(tmp_path: Path) -> None:
    one = found(small(tmp_path, actions=ACTIONS.replace("## 1. Brua", "## 1. Brua (unntatt: offl. § 13)")))["signe"]
    assert "Mål rekkverket" in one.text
    assert "VEVENT" not in one.deadlines
    assert not list(opened_mail(as_mail(one)).iter_attachments())


def test_mails_are_written_for_each_and_who_has_no_address_is_named(elvdal: Path) -> None:
    ran = run(elvdal, "remind", "--to", "eml")
    names = [Path(path.replace("\\", "/")).name for path in ran.out.splitlines()]
    assert names == ["kåre.eml", "oddvar.eml", "signe.eml"] or {"oddvar.eml", "signe.eml"} <= set(names)
    assert "Kåre Lindset" in ran.err
    assert "Oddvar" not in ran.err
    assert opened_mail((elvdal / "copies/remind/oddvar.eml").read_bytes())["To"] == "Oddvar Bråten <oddvar@example.org>"
    assert opened_mail((elvdal / "copies/remind/kåre.eml").read_bytes())["To"] is None
    assert git(elvdal, "status", "--porcelain") == ""


def test_a_dry_run_shows_each_message_and_writes_nothing(elvdal: Path) -> None:
    ran = run(elvdal, "remind", "--to", "eml", "--dry-run")
    assert "Til: Oddvar Bråten <oddvar@example.org>" in ran.out
    assert "Emne: Å følge opp: 1 (1 er over fristen)" in ran.out
    assert not (elvdal / "copies").exists()


def test_with_nothing_to_tell_it_says_so(elvdal: Path) -> None:
    ran = run(elvdal, "remind", "--group", "bad", "--late")
    assert ran.out == ""
    assert "Ingen har noe å bli minnet om." in ran.err


def test_four_times_the_people_with_four_times_the_actions_take_four_times_as_long(tmp_path: Path) -> None:
    def asked(n: int) -> int:
        """How many functions are called: a clock would tell of the machine."""
        people = "".join(f"p{number}: {{navn: Per{number} Nes}}\n" for number in range(n))
        lines = "".join(f"- [ ] @p{number} Mål nr. {number} frist:2024-05-10 ^a{number:04}\n" for number in range(n))
        opened = book(tmp_path / str(n), {"2024-05-02-styret.md": f"---\ntittel: Møte\ndato: 2024-05-02\n---\n\n{lines}", "people.yaml": people})
        calendars, standing, count = Calendars(opened, TODAY), opened.people, 0

        def called(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event == "call"

        sys.setprofile(called)
        try:
            assert len(list(reminders_of(calendars, standing, ReminderScope()))) == n
        finally:
            sys.setprofile(None)
        return count

    assert asked(80) < 5 * asked(20)
