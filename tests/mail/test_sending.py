"""Reminders sent through a real server with TLS: each once, whatever happens, and nobody but who is meant."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from referat.changes import send_mail as sending
from referat.changes.letters import Letter, Receiver
from referat.changes.reminders import Reminder, letter_of, mail_link
from referat.changes.send_mail import LineLost, MailOutcome, Sending, reminding
from referat.mail import server as servers
from referat.mail import tokens
from referat.mail.sent import Fate, SentMail
from referat.mail.server import LineNotSafe, PasswordNotTaken, Server, ServerNotReached
from referat.mail.settings import MailSettings
from tests.approved_books import Ran, referat
from tests.changes.test_reminders import ACTIONS, PEOPLE, found, small
from tests.mail.mail_server import CERTIFICATE, PASSWORD, USER, busy, hang_up, kill, mail_server, opened_mail
from tests.repositories import git

TODAY = date(2024, 5, 20)
CONTACTS = "signe: signe@example.org\någe: aage@example.org\n"


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.setattr(servers, "TIMEOUT", 5.0)


@pytest.fixture
def one(tmp_path: Path, fast_disk: None) -> Reminder:
    opened = small(tmp_path / "book", contacts=CONTACTS)
    told = found(opened)["signe"]
    opened.close()  # the server's thread must not be the one that throws it away
    return told


def many(one: Reminder, number: int) -> list[tuple[Receiver, Letter]]:
    return [(Receiver(f"Medlem {n} Ås", f"medlem{n}", f"m{n}@example.org"), letter_of(one)) for n in range(number)]


def settings(port: int, tls: str = "starttls") -> MailSettings:
    return MailSettings("localhost", port, USER, "Ola Bråten", "ola@example.org", tls)


def go(
    letters: list[tuple[Receiver, Letter]], port: int, *again: str, tls: str = "starttls", password: str = PASSWORD
) -> list[tuple[str, MailOutcome]]:
    how = Sending("book", reminding(TODAY), TODAY, settings(port, tls), lambda: datetime(2024, 5, 20, 12, 0, tzinfo=UTC), frozenset(again))
    with Server(how.settings, password) as server:
        return [(told.to.handle, told.outcome) for told in sending.send_mails(letters, how, server)]


def test_two_hundred_go_each_once_one_is_refused_and_a_line_that_breaks_is_taken_up_again(one: Reminder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "mail_of", lambda letter, to, today, envelope: f"Message-ID: {envelope.message_id}\r\n\r\nHei\r\n.\r\n".encode())
    with mail_server() as (taken, port):
        taken.refused = {"m40@example.org"}
        taken.at = {("data", 100): hang_up, ("rcpt", 151): hang_up}
        told = dict(go(many(one, 200), port))
        assert [handle for handle, outcome in told.items() if outcome is MailOutcome.REFUSED] == ["medlem40"]
        assert [handle for handle, outcome in told.items() if outcome is MailOutcome.UNKNOWN] == ["medlem100"]
        assert sum(outcome is MailOutcome.SENT for outcome in told.values()) == 198
        taken.refused = set()
        again = dict(go(many(one, 200), port))
        assert again["medlem40"] is MailOutcome.SENT
        assert again["medlem100"] is MailOutcome.UNKNOWN
        assert sum(outcome is MailOutcome.HAS_IT for outcome in again.values()) == 198
        assert sorted(taken.receivers) == sorted(f"m{n}@example.org" for n in range(200))


def test_what_may_have_come_goes_again_only_when_named_and_is_the_same_message(one: Reminder) -> None:
    with mail_server() as (taken, port):
        taken.at = {("data", 1): hang_up}
        assert go(many(one, 1), port) == [("medlem0", MailOutcome.UNKNOWN)]
        assert go(many(one, 1), port, "medlem1") == [("medlem0", MailOutcome.UNKNOWN)]
        assert go(many(one, 1), port, "medlem0") == [("medlem0", MailOutcome.SENT)]
        assert go(many(one, 1), port, "medlem0") == [("medlem0", MailOutcome.HAS_IT)]
        first, second = (opened_mail(data) for _, data in taken.messages)
        assert first["Message-ID"] == second["Message-ID"]


def test_a_server_that_never_answers_for_a_message_is_left_alone(one: Reminder) -> None:
    with mail_server() as (taken, port):
        taken.drops_all = True
        with pytest.raises(LineLost):
            go(many(one, 9), port)
        taken.drops_all = False
        told = dict(go(many(one, 9), port))
        assert [handle for handle, outcome in told.items() if outcome is MailOutcome.UNKNOWN] == ["medlem0", "medlem1", "medlem2"]
        assert len(taken.receivers) == 6


def test_on_another_day_everybody_is_reminded_anew(one: Reminder) -> None:
    sent = SentMail("book", reminding(TODAY), TODAY)
    assert sent.begin("medlem0", "<a@b>")
    assert not sent.begin("medlem0", "<a@b>")
    assert SentMail("book", reminding(date(2024, 5, 21)), TODAY).fate("medlem0") is Fate.NONE
    assert SentMail("another", reminding(TODAY), TODAY).fate("medlem0") is Fate.NONE
    SentMail("book", reminding(TODAY), datetime.now(UTC).date() + timedelta(days=89)).forget_old()
    assert sent.fate("medlem0") is Fate.BEGUN
    SentMail("book", reminding(TODAY), datetime.now(UTC).date() + timedelta(days=120)).forget_old()
    assert sent.fate("medlem0") is Fate.NONE


@pytest.mark.parametrize("call", range(14))
def test_ended_at_any_step_of_what_is_remembered_nobody_gets_two(one: Reminder, call: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is ended at its n-th call that changes the state folder."""
    count = 0

    def ending(real: Any) -> Any:
        def step(*args: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count == call + 3:
                raise KeyboardInterrupt
            return real(*args, **more)

        return step

    tokens.secret_key()
    with mail_server() as (taken, port):
        with monkeypatch.context() as patched:
            for name in ("fsync", "replace", "makedirs"):
                patched.setattr(os, name, ending(getattr(os, name)))
            with pytest.raises(KeyboardInterrupt):
                go(many(one, 4), port)
        before = set(taken.receivers)
        told = dict(go(many(one, 4), port))
        assert len(taken.receivers) == len(set(taken.receivers))
        missing = {f"medlem{n}" for n in range(4) if f"m{n}@example.org" not in taken.receivers}
        assert missing <= {handle for handle, outcome in told.items() if outcome is MailOutcome.UNKNOWN}
        assert before <= set(taken.receivers)


def test_only_on_a_safe_line(one: Reminder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server(plain=True) as (taken, port):
        with pytest.raises(LineNotSafe):
            go(many(one, 1), port)
        with pytest.raises(LineNotSafe):
            go(many(one, 1), port, tls="direct")
        assert taken.messages == []
    with mail_server() as (taken, port):
        with pytest.raises(PasswordNotTaken):
            go(many(one, 1), port, password="feil")
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(LineNotSafe):
            go(many(one, 1), port)
        assert taken.messages == []
    with pytest.raises(ServerNotReached):
        go(many(one, 1), port)
    assert SentMail("book", reminding(TODAY), TODAY).fate("medlem0") is Fate.NONE


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the server does not see that its line is safe already
def test_tls_from_the_first_byte(one: Reminder) -> None:
    with mail_server(starttls=False) as (taken, port):
        assert go(many(one, 2), port, tls="direct") == [("medlem0", MailOutcome.SENT), ("medlem1", MailOutcome.SENT)]
        assert taken.receivers == ["m0@example.org", "m1@example.org"]


def test_a_server_in_trouble_refuses_and_the_others_go(one: Reminder, caplog: pytest.LogCaptureFixture) -> None:
    with mail_server() as (taken, port):
        taken.at = {("rcpt", 2): busy}
        assert [outcome for _, outcome in go(many(one, 3), port)] == [MailOutcome.SENT, MailOutcome.REFUSED, MailOutcome.SENT]
        assert go(many(one, 3), port)[1] == ("medlem1", MailOutcome.SENT)


HOSTILE = [
    "Signe\r\nBcc: alle@example.org",
    "Signe\u2028Bcc: x",
    '"Signe" <alle@example.org>, Åge',
    "=?utf-8?q?=0D=0ABcc=3A_x?=",
    "S\x00igne \u202e",
    "x" * 900,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_and_no_title_of_a_book_puts_anything_into_the_head(one: Reminder, name: str) -> None:
    hostile = replace(one, handout=replace(one.handout, genre=name, title=name))
    with mail_server() as (taken, port):
        go([(replace(one.to, name=name), letter_of(hostile))], port)
        ((address, data),) = taken.messages
    message = opened_mail(data)
    wanted = {"From", "Date", "Message-ID", "Auto-Submitted", "Subject", "To", "MIME-Version", "Content-Type"}
    assert set(message.keys()) == wanted
    assert len(message.keys()) == len(wanted)
    assert [one.addr_spec for one in message["To"].addresses] == ["signe@example.org"] == [address]
    assert all(byte < 128 for byte in data)
    assert max(map(len, data.split(b"\r\n"))) <= 998


# ---------------------------------------------------------------- the command


@pytest.fixture
def folder(tmp_path: Path, home: Path, fast_disk: None) -> Path:
    folder = tmp_path / "book"
    small(folder, contacts=CONTACTS)
    (folder / ".gitignore").write_text("meetings/contacts.yaml\n", "utf-8")
    (folder / "meetings/book.yaml").write_text("språk: nb\n", "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "the book")
    return folder


@pytest.fixture
def served(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with mail_server() as (taken, port):
        path = home / ".config/referat/mail.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(f"tjener: localhost\nport: {port}\nbruker: {USER}\navsender: Ola Bråten <ola@example.org>\n", "utf-8")
        monkeypatch.setenv("REFERAT_MAIL_PASSWORD", PASSWORD)
        yield taken


def run(folder: Path, *words: str) -> Ran:
    return referat(folder, "remind", "--to", "smtp", *words, day=TODAY.isoformat())


def test_without_send_each_message_is_shown_and_none_goes(folder: Path, served: Any, tmp_path: Path) -> None:
    ran = run(folder)
    assert ran.code == 0
    assert "Til: Signe Haugstad <signe@example.org>\nEmne: Å følge opp: 2 (1 er over fristen)" in ran.out
    assert "Mål rekkverket" in ran.out
    assert "Ingenting er sendt: dette var en prøvekjøring" in ran.err
    assert run(folder, "--send", "--dry-run").code == 0
    assert served.messages == []
    assert not (tmp_path / "state").exists()


def test_with_send_each_goes_once_and_the_next_run_says_so(folder: Path, served: Any) -> None:
    ran = run(folder, "--send")
    assert (ran.code, ran.out) == (0, "Sendt: Signe Haugstad <signe@example.org>\nSendt: Åge Ødegård <aage@example.org>\n")
    assert "2 meldinger er sendt." in ran.err
    (_, data), _ = served.messages
    message = opened_mail(data)
    assert (message["From"], message["Subject"]) == ("Ola Bråten <ola@example.org>", "Å følge opp: 2 (1 er over fristen)")
    assert PASSWORD not in ran.out + ran.err + data.decode()
    again = run(folder, "--send")
    assert (again.code, again.out) == (0, "")
    assert "Har fått den alt: Signe Haugstad <signe@example.org>" in again.err
    assert "Har fått den alt" in run(folder).err
    assert len(served.messages) == 2
    assert git(folder, "status", "--porcelain") == ""


def test_sent_in_part_is_exit_code_seven(folder: Path, served: Any) -> None:
    served.refused = {"aage@example.org"}
    ran = run(folder, "--send")
    assert ran.code == 7
    assert "Tjeneren tok ikke imot: Åge Ødegård <aage@example.org> (550 5.1.1 No such person here)" in ran.err
    assert run(folder, "--send", "--again", "signe").code == 7
    assert served.receivers == ["signe@example.org"]


def test_addresses_that_are_in_git_get_nothing(folder: Path, served: Any) -> None:
    (folder / ".gitignore").unlink()
    ran = run(folder, "--send")
    assert (ran.code, served.messages) == (4, [])
    assert "git rm --cached meetings/contacts.yaml" in ran.err


def test_an_address_of_the_register_gets_nothing(folder: Path, served: Any) -> None:
    (folder / "meetings/people.yaml").write_text("signe: {navn: Signe Haugstad, epost: s@example.org}\någe: Åge Ødegård\n", "utf-8")
    (folder / "meetings/contacts.yaml").write_text("åge: aage@example.org\n", "utf-8")
    ran = run(folder, "--send")
    assert served.receivers == ["aage@example.org"]
    assert "Signe Haugstad" in ran.err


def test_what_lacks_before_anything_can_be_sent_is_said(folder: Path, served: Any, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REFERAT_MAIL_PASSWORD")
    ran = run(folder, "--send")
    assert (ran.code, "keyring set localhost ola" in ran.err) == (3, True)
    path = home / ".config/referat/mail.yaml"
    for text, word in (
        ("passord: hemmelig\n", "passord"),
        ("host: a b\n", "host"),
        ("host: x\nfrom: Ola\n", "from"),
        ("tls: no\n", "tls"),
        (": [", "mail.yaml"),
    ):
        path.write_text(text, "utf-8")
        ran = run(folder, "--send")
        assert (ran.code, word in ran.err) == (3, True)
        assert "hemmelig" not in ran.err
    path.unlink()
    assert "mail.yaml" in run(folder, "--send").err
    assert referat(folder, "remind", "--send", day=TODAY.isoformat()).code == 2
    assert served.messages == []


def test_the_password_may_lie_in_the_keyring(folder: Path, served: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lib/keyring").mkdir(parents=True)
    (tmp_path / "lib/keyring/__init__.py").write_text(
        f"def get_password(host, user):\n    return {{('localhost', 'ola'): '{PASSWORD}'}}.get((host, user))\n"
    )
    (tmp_path / "lib/keyring/errors.py").write_text("class KeyringError(Exception):\n    pass\n")
    monkeypatch.syspath_prepend(tmp_path / "lib")
    monkeypatch.delenv("REFERAT_MAIL_PASSWORD")
    try:
        assert run(folder, "--send").code == 0
    finally:
        for name in [name for name in sys.modules if name.startswith("keyring")]:
            del sys.modules[name]
    assert len(served.messages) == 2


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_a_program_that_is_killed_while_it_sends_sends_nobody_two(folder: Path, served: Any, stage: str) -> None:
    program: subprocess.Popen[bytes]
    served.at = {(stage, 1): kill(lambda: program.pid)}
    program = subprocess.Popen(
        [sys.executable, "-m", "referat", "remind", "--to", "smtp", "--send", "--today", TODAY.isoformat()], cwd=folder, stdout=subprocess.DEVNULL
    )
    assert program.wait(20) == -9
    ran = run(folder, "--send")
    assert sorted(served.receivers) == ["aage@example.org", "signe@example.org"]
    assert ("Kan ha kommet fram" in ran.err) is (stage == "data")


def test_a_link_holds_the_message_or_says_that_it_does_not(folder: Path, one: Reminder) -> None:
    ran = referat(folder, "remind", "--to", "mailto", day=TODAY.isoformat())
    first, _ = ran.out.splitlines()
    assert first.startswith("mailto:signe@example.org?subject=%C3%85%20f%C3%B8lge%20opp")
    assert "%0D%0A" in first
    assert "\n" not in mail_link(one)[0]
    long = referat(small_with_many(folder), "remind", "--to", "mailto", day=TODAY.isoformat())
    assert max(map(len, long.out.splitlines())) <= 2000
    assert "bare begynnelsen" in long.err


def small_with_many(folder: Path) -> Path:
    lines = "".join(f"- [ ] @signe Rydd bås nummer {n} frist:2024-05-1{n % 10} ^b{n % 10}b{n // 10}c\n" for n in range(40))
    (folder / "meetings/2024-05-02-styret.md").write_text(ACTIONS + lines, "utf-8")
    assert PEOPLE
    return folder
