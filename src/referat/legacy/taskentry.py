"""One task as it is written in a list, a table or after a label: whose it is, what it says, when it is due, and how it stands."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from referat.legacy.due import Due, read_due
from referat.legacy.lines import Line, cut
from referat.legacy.owners import Owners, Subject
from referat.legacy.result import Evidence, FoundAction
from referat.legacy.vocabulary import alternatives, table, words

_STRUCK = re.compile(r"~~(.+?)~~")
# What may stand between the owner and the task in a list under a heading for tasks.
_AFTER_OWNER = re.compile(r"^\s*(?::|-|–|—|=>|->)\s*")
# What "the meeting" does is told, and taken on by nobody.
_MEETING = re.compile(r"(?i)(?:the\s)?(?:møtet|mötet|mødet|meeting)")


@dataclass(slots=True)
class Lists:
    """What the set-out tasks gave: sure ones, likely ones, and the lines that need no further reading."""

    actions: list[FoundAction]
    suggestions: list[FoundAction]
    used: set[int]


def found_task(owners: tuple[str, ...], text: str, evidence: Evidence, due: Due | None, reason: str, state: str = "open") -> FoundAction:
    return FoundAction(owners, text, evidence, due.value if due else None, due.words if due else "", state=state, reason=reason)


@cache
def inline_owner() -> re.Pattern[str]:
    names = [word for word in table("labels", "owner") if word not in ("hvem", "who", "vem", "kven", "lead", "eier", "owner")]
    return re.compile(
        rf"(?:^|(?<=[\s(\[*]))(?P<label>(?:{alternatives(names)}))\s*(?:\([^)]{{0,20}}\))?\s*[:–-]\**\s*(?P<rest>[^.;)\]|]{{2,80}})", re.IGNORECASE
    )


@cache
def inline_due() -> re.Pattern[str]:
    names = [
        word
        for word in table("labels", "due")
        if word not in ("når", "dato", "when", "by", "hvornår", "när", "innen", "senest", "inden", "senast", "klart")
    ]
    return re.compile(rf"(?:^|(?<=[\s(\[*]))(?:{alternatives(names)})\s*:\s*(?P<rest>[^;)\]|]{{2,40}})", re.IGNORECASE)


@cache
def _status() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\s(\[:–-])(?P<word>(?:(?P<done>{alternatives(words('done'))})|(?P<still>{alternatives(words('still'))})))\s*[.!)\]]*\s*$",
        re.IGNORECASE,
    )


def state_of(text: str) -> tuple[str, str]:
    """A task's text without its status word, and the state: "open", "done" or "still"."""
    if found := _STRUCK.fullmatch(text.strip(" .")):
        return found[1], "done"
    if found := _status().search(text):
        head = text[: found.start()].strip(" .,:;–-(")
        if head and len(head.split()) >= 2:
            return head, "done" if found["done"] else "still"
    return text, "open"


@cache
def _due_word() -> re.Pattern[str]:
    """As in “Frist 1. november”, where a sentence is nothing else."""
    return re.compile(r"(?:frist|tidsfrist|deadline|due)\s+(?P<rest>\d[^.;]{0,3}\.?[^.;]{2,20})(?:\.|$)", re.IGNORECASE)


def due_label(text: str, meeting: date | None) -> Due | None:
    """The deadline of a text that begins with a label for one."""
    found = inline_due().match(text) or _due_word().match(text)
    return read_due(found["rest"].strip(" ."), meeting, bare=True) if found else None


def owner_in(text: str, owners: Owners) -> tuple[Subject | None, str]:
    """The owner of an entry in a task list and what is left: "X - task", "X: task", "task (X)", "task - X", "X gjør noe"."""
    clean = text.strip()
    if found := inline_owner().search(clean):
        subject = owners.fits(found["rest"].split(" - ")[0])
        if subject:
            return subject, (clean[: found.start()] + clean[found.end() :]).strip(" .,;:–-()[]")
    subject = owners.at(clean)
    if subject and _MEETING.fullmatch(subject.written):
        subject = None
    if subject and (subject.sure or subject.people):
        after = _AFTER_OWNER.match(clean[subject.end :])
        if after and clean[subject.end + after.end() :].strip():
            return subject, clean[subject.end + after.end() :].strip()
    if found := re.search(r"[(\[]\s*(?P<who>[^()\[\]]{2,60})\s*[)\]]\s*\.?$", clean):
        who = owners.whole(found["who"])
        if who and (who.sure or len(who.written.split()) <= 3):
            return who, clean[: found.start()].strip(" .,")
    if found := re.search(r"\s+(?:-|–|—|/|=>|->|:)\s*(?P<who>[^-–—:]{2,50})\s*\.?$", clean):
        who = owners.whole(found["who"])
        if who and who.sure:
            return who, clean[: found.start()].strip(" .,")
    if subject and subject.sure and re.match(r"\s+[a-zæøåäö]", clean[subject.end :]):
        return subject, clean[subject.end :].strip()
    return None, clean


def read_task(line: Line, text: str, owners: Owners, meeting: date | None) -> FoundAction:
    subject, rest = owner_in(text, owners)
    due_label = inline_due().search(rest)
    due: Due | None = None
    if due_label:
        due = read_due(due_label["rest"], meeting, bare=True)
        rest = (rest[: due_label.start()] + rest[due_label.end() :]).strip(" .,;:–-")
    rest, state = state_of(rest)
    due = due or read_due(rest, meeting)
    sure = subject is not None and subject.sure
    text_only = re.sub(r"^to\s+", "", rest.strip(" .,;:–-"))
    evidence = Evidence(line.number, cut(line.raw, text), 0.9 if sure else 0.6)
    return found_task(subject.names if subject else (), text_only, evidence, due, "list", "done" if state == "done" else "open")
