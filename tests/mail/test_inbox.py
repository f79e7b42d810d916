"""The command inbox: proposals that are shown, asked about, and written once; and whose word counts for what."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from referat.changes.send_mail import book_key, reminding
from referat.mail.incoming import MailKind, read_mail
from referat.mail.origin import is_checked
from referat.mail.tokens import message_id
from tests.approved_books import Ran, referat
from tests.handouts.books import book
from tests.mail.test_answers import CONTACTS, MINUTES, PEOPLE, SENT
from tests.repositories import git

MEETING = "2024-05-02-styret"
AHEAD = """---
tittel: Styremøte
gruppe: styret
dato: 2024-06-04
tid: 18.00
referent: Berit Lunde
til stede:
  - Signe Haugstad
  - Åge Ødegård

---

## 1. Brua
"""


@pytest.fixture
def folder(tmp_path: Path, home: Path, fast_disk: None) -> Path:
    folder = tmp_path / "book"
    files = {f"{MEETING}.md": MINUTES, "2024-06-04-styret.md": AHEAD, "people.yaml": PEOPLE, "contacts.yaml": CONTACTS, "book.yaml": "språk: nb\n"}
    book(folder, files)
    (folder / ".gitignore").write_text("meetings/contacts.yaml\n", "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "the book")
    return folder


@pytest.fixture
def answer(folder: Path, tmp_path: Path) -> Callable[..., Path]:
    """Puts an answer to Signe's reminder into a file."""
    from referat.book import Book

    opened = Book.open(folder)
    token = message_id(book_key(opened), "signe", "signe@example.org", reminding(SENT), "example.org")
    opened.close()

    def put(
        text: str, name: str = "svar.eml", sender: str = "Signe <signe@example.org>", answers: str = token, kind: str = "text/plain", more: str = ""
    ) -> Path:
        path = tmp_path / "post" / name
        path.parent.mkdir(exist_ok=True)
        head = f"From: {sender}\nDate: Tue, 21 May 2024 19:12:00 +0200\nIn-Reply-To: {answers}\n{more}Content-Type: {kind}; charset=utf-8\n\n"
        path.write_bytes((head + text).encode())
        return path

    return put


def run(folder: Path, *words: str, day: str = "2024-05-22") -> Ran:
    return referat(folder, "inbox", *words, day=day)


def minutes(folder: Path, name: str = MEETING) -> str:
    return (folder / f"meetings/{name}.md").read_text("utf-8")


def at_keyboard(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    import referat.cli.inbox as command
    from referat.cli import console

    monkeypatch.setattr(command, "may_ask", lambda: True)
    monkeypatch.setattr(console, "may_ask", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))


def test_off_a_terminal_it_lists_and_writes_nothing(folder: Path, answer: Any) -> None:
    before = minutes(folder)
    path = answer("^k3f9a ferdig\n^m4g2b frist 1.6.\n^p5h3c vet ikke\n")
    ran = run(folder, str(path), "--format", "csv")
    assert ran.code == 0
    assert ran.out.splitlines()[1:] == [
        '"k3f9a","ferdig","Signe Haugstad","bevist","signe@example.org","^k3f9a ferdig"',
        '"m4g2b","frist 2024-06-01","Signe Haugstad","bevist","signe@example.org","^m4g2b frist 1.6."',
    ]
    assert "svar.eml: ikke entydig, så ingenting er foreslått: ^p5h3c vet ikke" in ran.err
    assert minutes(folder) == before
    assert run(folder, str(path)).out.count("\n") == 2


def test_with_yes_what_is_proven_is_written_once_and_saved_as_one_entry(folder: Path, answer: Any) -> None:
    path = answer("^k3f9a ferdig\n^m4g2b frist 1.6.\n^r6j4d ferdig\n")
    ran = run(folder, str(path), "--yes")
    assert ran.code == 0
    assert "- [x] @signe Mål rekkverket frist:2024-05-10 ^k3f9a\n  - 2024-05-21 ferdig\n" in minutes(folder)
    assert "2024-05-21 frist:2024-06-01" in minutes(folder)
    assert "[ ] @åge Tenk på navnet" in minutes(folder)
    assert "1 er ikke bevist" in ran.err
    assert "r6j4d" in ran.out
    assert git(folder, "log", "-1", "--format=%s").strip() == "2 svar tatt inn"
    again = run(folder, str(path), "--yes")
    assert "1 er ikke bevist" in again.err
    assert git(folder, "rev-list", "--count", "HEAD").strip() == "2"


def test_an_answer_is_taken_once_also_when_the_action_was_changed_since(folder: Path, answer: Any) -> None:
    path = answer("^m4g2b frist 1.6.\n")
    run(folder, str(path), "--yes")
    referat(folder, "defer", "m4g2b", "--due", "2024-07-01", day="2024-05-23")
    ran = run(folder, str(path), "--yes", day="2024-05-24")
    assert "Det er ingenting å endre." in ran.err
    assert "frist:2024-07-01" in minutes(folder)


def test_what_was_said_later_holds(folder: Path, answer: Any) -> None:
    """The meeting, or whoever keeps the book, has moved the due date after the answer was written."""
    referat(folder, "defer", "m4g2b", "--due", "2024-07-01", day="2024-05-22")
    ran = run(folder, str(answer("^m4g2b frist 1.6.\n")), "--yes", day="2024-05-23")
    assert ran.code == 4
    assert "Ikke skrevet: m4g2b" in ran.err
    assert "2024-06-01" not in minutes(folder)


def test_the_owner_is_the_one_when_the_answer_is_read(folder: Path, answer: Any) -> None:
    path = answer("^k3f9a ferdig\n")
    referat(folder, "assign", "k3f9a", "@berit", day="2024-05-22")
    ran = run(folder, str(path), "--yes")
    assert "[ ] @signe Mål rekkverket" in minutes(folder)
    assert "ikke ansvarlig for oppgaven" in ran.out


def test_what_changes_while_one_decides_is_looked_at_again(folder: Path, answer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import referat.cli.inbox as command

    real = command.open_transaction

    def late(*args: Any, **more: Any) -> Any:
        monkeypatch.setattr(command, "open_transaction", real)
        referat(folder, "assign", "k3f9a", "@berit", day="2024-05-22")
        return real(*args, **more)

    monkeypatch.setattr(command, "open_transaction", late)
    run(folder, str(answer("^k3f9a ferdig\n")), "--yes")
    assert "[ ] @signe Mål rekkverket" in minutes(folder)


def test_at_the_keyboard_each_is_asked_about_and_a_no_is_remembered(folder: Path, answer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = answer("^k3f9a ferdig\n^m4g2b frist 1.6.\n", sender="Ukjent <x@example.net>", answers="<a@b>")
    at_keyboard(monkeypatch, "j\nn\n")
    ran = run(folder, str(path))
    assert "Ukjent <x@example.net> (fra en ukjent adresse):\n  ^k3f9a ferdig\n  k3f9a  Mål rekkverket\nSkrive «ferdig»? [j/N]" in ran.err
    assert "[x] @signe Mål rekkverket" in minutes(folder)
    assert "2024-06-01" not in minutes(folder)
    at_keyboard(monkeypatch, "")
    assert "Det er ingenting å endre." in run(folder, str(path)).err


def test_a_dry_run_shows_the_lines_and_takes_nothing(folder: Path, answer: Any) -> None:
    path = answer("^k3f9a ferdig\n")
    before = minutes(folder)
    assert "+- [x] @signe Mål rekkverket" in run(folder, str(path), "--yes", "--dry-run").out
    assert minutes(folder) == before
    assert "[x] @signe Mål" in (run(folder, str(path), "--yes"), minutes(folder))[1]


def test_a_folder_is_read_whole_and_the_same_mail_counts_once(folder: Path, answer: Any) -> None:
    answer("^k3f9a ferdig\n", "a.eml")
    answer("^k3f9a ferdig\n", "b.eml")
    answer("Fravær", "c.eml", more="Auto-Submitted: auto-replied\n")
    (path := answer("x", "d.eml")).write_bytes(b"\xff\x00" * 50)
    ran = run(folder, str(path.parent))
    assert ran.out.count("k3f9a") == 2  # the id, and the line
    assert "c.eml: et automatisk svar" in ran.err
    assert run(folder, str(path.parent / "none")).code == 3


def test_what_cannot_be_written_leaves_the_others(folder: Path, answer: Any) -> None:
    path = answer("^k3f9a ferdig 1.5.\n^m4g2b frist 1.6.\n")  # done before it was agreed on
    ran = run(folder, str(path), "--yes")
    assert "2024-05-21 frist:2024-06-01" in minutes(folder)
    assert "Ikke skrevet: k3f9a, ferdig 2024-05-01" in ran.err
    assert ran.code == 4


# ---------------------------------------------------------------- calendar answers

REPLY = """BEGIN:VCALENDAR
METHOD:REPLY
BEGIN:VEVENT
UID:2024-06-04-styret@referat
SEQUENCE:{n}
ATTENDEE;CN="A: B";PARTSTAT={said}:mailto:{who}
END:VEVENT
END:VCALENDAR
"""
BELIEVED = "Authentication-Results: mx.elvdal.example; dmarc=pass header.from=example.org\n"


@pytest.fixture
def believing(home: Path) -> None:
    (home / ".config/referat").mkdir(parents=True)
    (home / ".config/referat/mail.yaml").write_text("kontrollert av: mx.elvdal.example\n", "utf-8")


def test_a_calendar_that_declines_moves_a_name_to_those_who_are_not_expected(folder: Path, answer: Any, believing: None) -> None:
    path = answer(REPLY.format(n=0, said="DECLINED", who="signe@example.org"), kind="text/calendar", more=BELIEVED)
    ran = run(folder, str(path), "--yes")
    assert ran.out == "2024-06-04-styret  Signe Haugstad: kommer ikke\n"
    now = minutes(folder, "2024-06-04-styret")
    assert "til stede:\n  - Åge Ødegård\n" in now
    assert "forfall:\n  - Signe Haugstad\n" in now
    back = answer(REPLY.format(n=0, said="ACCEPTED", who="signe@example.org"), "b.eml", kind="text/calendar", more=BELIEVED)
    run(folder, str(back), "--yes")
    assert "- Signe Haugstad" in minutes(folder, "2024-06-04-styret").partition("til stede:")[2].partition("---")[0].partition("forfall")[0]


@pytest.mark.parametrize(
    ("number", "said", "who", "more"),
    [
        (1, "DECLINED", "signe@example.org", BELIEVED),  # of another version of the meeting
        (0, "TENTATIVE", "signe@example.org", BELIEVED),
        (0, "DECLINED", "aage@example.org", BELIEVED),  # for somebody else
        (0, "ACCEPTED", "signe@example.org", BELIEVED),  # is expected anyhow
    ],
)
def test_a_calendar_says_nothing_else(folder: Path, answer: Any, believing: None, number: int, said: str, who: str, more: str) -> None:
    path = answer(REPLY.format(n=number, said=said, who=who), kind="text/calendar", more=more)
    assert "Det er ingenting å endre." in run(folder, str(path), "--yes").err


def test_a_calendar_that_nobody_vouches_for_is_only_proposed(folder: Path, answer: Any) -> None:
    path = answer(REPLY.format(n=0, said="DECLINED", who="signe@example.org"), kind="text/calendar", more=BELIEVED)
    ran = run(folder, str(path), "--yes")
    assert "ikke svar på en påminnelse" in ran.out
    assert "forfall" not in minutes(folder, "2024-06-04-styret")


# ---------------------------------------------------------------- whose word counts


@pytest.mark.parametrize(
    ("results", "holds"),
    [
        ("mx.a.example; dmarc=pass header.from=example.org", True),
        ("mx.a.example 1; dkim=pass (2048) header.d=example.org header.s=x", True),
        ("MX.A.EXAMPLE; spf=fail; dkim=pass header.i=@example.org", True),
        ("mx.a.example; dmarc=fail header.from=example.org", False),
        ("mx.a.example; dmarc=pass header.from=evil.example", False),
        ("mx.a.example; dkim=pass header.d=evil.example", False),
        ("mx.a.example; dkim=pass header.d=evil.example header.i=@example.org", False),
        ("mx.a.example; spf=pass smtp.mailfrom=example.org", False),
        ("mx.a.example; dmarc=none (dmarc=pass header.from=example.org)", False),
        ("mx.b.example; dmarc=pass header.from=example.org", False),
        ("mx.a.example.evil; dmarc=pass header.from=example.org", False),
        ("", False),
    ],
)
def test_a_server_is_believed_for_the_senders_own_domain_alone(results: str, holds: bool) -> None:
    assert is_checked(results, "signe@example.org", ["mx.a.example"]) is holds


def test_only_the_result_that_was_put_on_last_counts() -> None:
    data = b"Authentication-Results: mx.b; none\nAuthentication-Results: mx.a; dmarc=pass header.from=example.org\nFrom: s@example.org\n\nx"
    assert read_mail(data).results == "mx.b; none"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"From: a@b\nFrom: c@d\n\nx",
        b"From: a@b, c@d\n\nx",
        b"From: =?utf-8?b?//8=?= <\xff>\nContent-Type: text/plain; charset=nosuch\n\n\xff",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 200,
        b"Content-Type: message/rfc822\n\nFrom: signe@example.org\n\n^k3f9a ferdig",
        b"Date: Tue, 99 May 99999 99:99:99 +9999\nSubject: =?x?q?=?=\n\n",
    ],
)
def test_a_mail_that_is_broken_is_nobodys(data: bytes) -> None:
    mail = read_mail(data)
    assert mail.sender in {"", "\ufffd"}
    assert "ferdig" not in mail.text


def test_a_large_one_is_left() -> None:
    assert read_mail(b"From: a@b\n\n" + b"x" * 27_000_000).kind is MailKind.UNREADABLE
