"""Answers to reminders as people write them, and what may never come of one."""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from referat.book import Book
from referat.changes.calendars import Calendars
from referat.changes.reminders import ReminderScope, reminders_of
from referat.changes.send_mail import reminding
from referat.changes.take_answers import Inbox, Proposal
from referat.handouts import html
from referat.mail.incoming import read_mail
from referat.mail.tokens import message_id
from referat.model.verb import Verb
from tests.handouts.books import book

SENT, TODAY = date(2024, 5, 20), date(2024, 5, 22)
PEOPLE = "signe: {navn: Signe Haugstad}\någe: Åge Ødegård\nberit: Berit Lunde\n"
CONTACTS = "signe: signe@example.org\någe: aage@example.org\nberit: berit@example.org\n"
MINUTES = """---
tittel: Styremøte
gruppe: styret
dato: 2024-05-02
---

## 1. Brua

- [ ] @signe Mål rekkverket frist:2024-05-10 ^k3f9a
- [ ] @signe @åge Bestill stein frist:2024-05-24 ^m4g2b
- [ ] @signe Bygg brua frist:2024-12-01 ^p5h3c
- [ ] @åge Tenk på navnet ^r6j4d
- [ ] @berit Skriv søknad til fylket frist:2024-05-15 ^t8n6f
- [ ] @signe Ring Bane NOR om undergangen frist:2024-05-22 ^w9q7g
"""
BELIEVED = ("mx.elvdal.example",)


@dataclass
class Written:
    """An answer of the collection."""

    name: str
    fields: dict[str, str] = field(default_factory=dict)
    header: list[str] = field(default_factory=list)
    body: str = ""
    is_html: bool = False

    @property
    def expected(self) -> set[str]:
        told = self.fields["expect"]
        return set() if told == "nothing" else {" ".join(one.split()) for one in told.split(";")}


def collected() -> list[Written]:
    text = (Path(__file__).parent / "answers.txt").read_text("utf-8").partition("\n####")[2]
    found = []
    for block in ("####" + text).split("####")[1:]:
        head, _, rest = block.partition("\n")
        one = Written(head.strip())
        lines = rest.split("\n")
        while lines and (match := re.match(r"(expect|from|token|reply-to|header|subject|charset|html):(.*)", lines[0])):
            lines.pop(0)
            if match[1] == "html":
                one.is_html = True
                break
            if match[1] == "header":
                one.header.append(match[2].strip())
            else:
                one.fields[match[1]] = match[2].strip()
        one.body = "\n".join(lines).strip("\n")
        found.append(one)
    return found


ANSWERS = collected()


@pytest.fixture(scope="module")
def elvdal(tmp_path_factory: pytest.TempPathFactory) -> Book:
    files = {"2024-05-02-styret.md": MINUTES, "people.yaml": PEOPLE, "contacts.yaml": CONTACTS, "book.yaml": "språk: nb\n"}
    return book(tmp_path_factory.mktemp("answers"), files)


@dataclass
class Reminded:
    text: str
    page: str


@pytest.fixture(scope="module")
def reminded(elvdal: Book) -> Reminded:
    told = next(one for one in reminders_of(Calendars(elvdal, SENT), elvdal.people, ReminderScope()) if one.to.handle == "signe")
    return Reminded(told.text, re.sub(r"(?s)<!doctype.*?<body[^>]*>|</body>.*", "", html.page(told.handout), flags=re.IGNORECASE))


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def quoted(one: Written, reminded: Reminded) -> str:
    """The body, with the reminder in it as its mail program quotes it, and what the person put in there."""
    marks = dict(re.findall(r"^@(\w+ \w+): (.*)$", one.body, re.MULTILINE))
    body = re.sub(r"^@\w+ \w+: .*\n?", "", one.body, flags=re.MULTILINE)
    lines = reminded.text.rstrip("\n").split("\n")
    for how, words in marks.items():
        place, action = how.split()
        at = next((n for n, line in enumerate(lines) if f"^{action})" in line), -1)
        if at < 0:  # the reminder does not name it: what is not asked about is not in the quote
            continue
        start = next(n for n in range(at, -1, -1) if re.match(r"(\W\S* )?- ", lines[n]))
        if place == "behind":
            lines[at] += f" {words}"
        elif place == "before":
            lines[start] = f"- {words} {lines[start][2:]}" if words == "[x]" else f"{words} {lines[start]}"
        else:
            lines[at] += f"\n@@{words}"
    text = "\n".join(lines)
    marked = "\n".join(line[2:] if line.startswith("@@") else f"> {line}".rstrip() for line in text.split("\n"))
    return body.replace("{QUOTED}", marked).replace("{BELOW}", text).replace("{HTML}", reminded.page)


def mail_of(one: Written, reminded: Reminded, elvdal_key: str = "book") -> bytes:
    sender = one.fields.get("from", "Signe Haugstad <signe@example.org>")
    token_of = one.fields.get("token", "signe")
    addresses = {"signe": "signe@example.org", "åge": "aage@example.org"}
    token = message_id(elvdal_key, token_of, addresses[token_of], reminding(SENT), "example.org")
    answers = one.fields.get("reply-to", token)
    charset = one.fields.get("charset", "utf-8")
    body = quoted(one, reminded)
    head = [
        *one.header,
        f"From: {encoded(sender)}",
        "To: Ola <ola@example.org>",
        "Date: Tue, 21 May 2024 19:12:00 +0200",
        f"Message-ID: <{one.name}@x>",
    ]
    head += [f"Subject: {encoded(one.fields.get('subject', 'SV: Å følge opp: 4 (1 er over fristen)'))}"]
    head += [f"In-Reply-To: {answers}", f"References: {answers}"] if answers else []
    head += ["MIME-Version: 1.0", f"Content-Type: text/{'html' if one.is_html else 'plain'}; charset={charset}", "Content-Transfer-Encoding: base64"]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + b64encode(body.encode(charset))


def encoded(text: str) -> str:
    return text if text.isascii() else " ".join(w if w.isascii() else f"=?utf-8?b?{b64encode(w.encode()).decode()}?=" for w in text.split())


def told(proposal: Proposal) -> str:
    said = proposal.said
    assert said is not None
    words = {Verb.DONE: "done", Verb.DROP: "drop", Verb.START: "start", Verb.DEFER: "due"}[said.verb]
    day = said.due or said.on
    return f"{proposal.what} {words}{f' {day}' if day else ''}{'' if proposal.is_proven else ' ?'}"


def proposed(opened: Book, data: bytes) -> set[str]:
    return {told(one) for one in Inbox(opened, TODAY, "book", BELIEVED, ()).read("a.eml", read_mail(data)).proposals}


@pytest.mark.parametrize("one", ANSWERS, ids=lambda one: one.name)
def test_an_answer_is_read_as_it_is_plainly_meant(one: Written, elvdal: Book, reminded: Reminded) -> None:
    assert proposed(elvdal, mail_of(one, reminded)) == one.expected
