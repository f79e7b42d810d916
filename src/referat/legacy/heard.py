"""What the rules for sentences work with and give: the sentence's setting, and the task that is heard in it."""

import re
from dataclasses import dataclass, replace
from datetime import date

from referat.legacy.clauses import Clause, joints, quote_of
from referat.legacy.due import read_due
from referat.legacy.owners import Owners, Subject
from referat.legacy.result import Evidence, FoundAction

_BARE = re.compile(
    r"(?i)(?:\w+|\w+ (?:opp|op|upp|inn|ut|up))(?: (?:det|dette|saken|saka|denne saken|denne|den|videre|vidare|it|this|detta|ärendet|sagen))?"
)
PAST = re.compile(r"(?i)(?<!\w)(?:i går|tidligere|allerede|er sendt|har sendt|forrige|earlier|yesterday|already|redan|i går|allereie)(?!\w)")


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the rules need to know about the document. `reporting`: the item is a round of reports, where plans are told in passing."""

    owners: Owners
    meeting: date | None
    reporting: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What a rule read in a sentence: a task or none, and whether it is sure enough to be an action."""

    action: FoundAction | None = None
    sure: bool = False


NOTHING = Heard()


def heard_task(subject: Subject, verb_text: str, clause: Clause, meeting: date | None, confidence: float) -> FoundAction:
    joint = joints().search(verb_text)
    if joint and " " in verb_text[: joint.start()]:  # what follows is somebody else's
        clause = replace(clause, text=clause.text[: len(clause.text) - len(verb_text) + joint.start()])
        verb_text = verb_text[: joint.start()]
    due = read_due(clause.text, meeting)
    if _BARE.fullmatch(verb_text.strip(" .")) and clause.before:  # "Kari følger opp." says what only with the sentence before it
        verb_text = f"{verb_text.strip(' .')}: {clause.before}"
        clause = replace(clause, text=clause.line.text[clause.line.text.find(clause.before) : clause.start + len(clause.text)])
    text = re.sub(r"^to\s+", "", verb_text.strip(" .,;:–-"))
    return FoundAction(
        subject.names,
        text,
        Evidence(clause.line.number, quote_of(clause), confidence),
        due.value if due else None,
        due.words if due else "",
        reason="sentence",
    )
