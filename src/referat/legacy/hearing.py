"""Tasks told in sentences: "Kari sjekker priser", "NN will contact the school". Precision comes before recall here.

A sentence is an action where a known person takes something on in so many words; what is only likely is a suggestion.
"""

import re
from datetime import date
from functools import cache

from referat.legacy.clauses import Clause, quote_of
from referat.legacy.due import read_due
from referat.legacy.heard import NOTHING, PAST, Heard, Hearing, heard_task
from referat.legacy.ownerfirst import RULES, verbs
from referat.legacy.result import Evidence, FoundAction
from referat.legacy.vocabulary import alternatives, phrase, words

_IF = re.compile(r"(?i)^(?:hvis|dersom|om|when|if|når|da|fordi|hvorvidt|whether|ifall|såfremt|viss|så lenge)\b")
_MUST = r"(?:skal|må|bør|ska|måste|bör|should be|must be|needs to be|will be|blir)"
_PASSIVE = re.compile(rf"(?i)(?<!\w){_MUST}\s+(?:\w+\s){{0,2}}?(?P<verb>\w{{3,}}(?:es|as|ast|s)\b|\w+(?:et|ed|t)\b)")
LONGEST_SENTENCE = 600


@cache
def _inverted() -> re.Pattern[str]:
    return re.compile(rf"^(?P<lead>[A-ZÆØÅÄÖ][^,.:;]{{2,50}}?)\s(?P<verb>{verbs('tasks')}|{verbs('tasks_weak')}|{verbs('wishes')})\s(?=[A-ZÆØÅÄÖ@])")


@cache
def _passive_by() -> re.Pattern[str]:
    stems = alternatives(word for word in words("tasks_infinitive") if word[-1] in "ea" and " " not in word)
    return re.compile(rf"^(?P<what>.+?\s(?:{stems}|\w+[lrn])s)\s+(?:av|af)\s+(?=[A-ZÆØÅÄÖ@])", re.DOTALL)


def _done_by(clause: Clause, hearing: Hearing) -> Heard | None:
    """As in “Plakat lages av Turi”: the passive, with who does it."""
    found = _passive_by().match(clause.text)
    who = hearing.owners.at(clause.text, found.end()) if found else None
    if found is None or who is None or not who.sure or not who.people or PAST.search(clause.text):
        return None
    return Heard(heard_task(who, clause.text, clause, hearing.meeting, 0.75), sure=not hearing.reporting)


@cache
def _imperatives() -> re.Pattern[str]:
    """Commands: the infinitive without its last vowel in the Nordic languages ("sjekke" -> "sjekk"), as it is in English and in lists."""
    whole = {word for word in words("tasks_infinitive") if len(word) > 3}
    stems = whole | {word[:-1] for word in whole if word[-1] in "ea" and " " not in word}
    return re.compile(rf"^(?:{alternatives(stems)})(?!\w)", re.IGNORECASE)


_BRACKETED = re.compile(r"^\[@?(?P<who>[^\]\[]{2,40})\]\s*:?\s*(?P<rest>\S.*)$", re.DOTALL)


def _bracketed(clause: Clause, hearing: Hearing) -> Heard | None:
    """As in “[Emily] Write to the group”: who is to do it, and a command."""
    found = _BRACKETED.match(clause.text)
    who = hearing.owners.whole(found["who"]) if found and _imperatives().match(found["rest"]) else None
    if found is None or who is None or not who.sure or not who.people:
        return None
    return Heard(heard_task(who, found["rest"], clause, hearing.meeting, 0.8), sure=True)


def _commanded(clause: Clause, hearing: Hearing) -> Heard | None:
    """As in “Opprett sak om navn (Kari)”: a command with who is to do it in parentheses at the end."""
    found = re.search(r"\s*\((?P<who>[^()]{2,40})\)\.?$", clause.text)
    who = hearing.owners.whole(found["who"]) if found and _imperatives().match(clause.text) else None
    if found is None or who is None or not who.sure or not who.people:
        return None
    return Heard(heard_task(who, clause.text[: found.start()], clause, hearing.meeting, 0.8), sure=True)


_CHARGE = re.compile(
    r"(?:uppdra(?:r|s)?|uppdrogs)\s+(?:åt|till)\s+|(?:ber|bad|bes|oppfordrer)\s+(?:om at\s+)?"
    r"|(?:gir|gav|ga|giver|ger)\s+(?=[A-ZÆØÅÄÖ][^.]{2,40}\s(?:i oppdrag|i oppgave|fullmakt|i uppdrag))"
)
_TO_DO = re.compile(r"\s+(?:(?:i oppdrag|i oppgave|fullmakt|i uppdrag)\s+)?(?:om\s+|til\s+)?(?:å|att|at|og)\s+(?P<rest>.+)$", re.DOTALL)


def _charged(clause: Clause, hearing: Hearing) -> Heard | None:
    """As in “Styrelsen beslutade att uppdra åt Kjell att förhandla”, “Styret ber Kari om å skrive”."""
    for found in _CHARGE.finditer(clause.text):
        who = hearing.owners.at(clause.text, found.end())
        what = _TO_DO.match(clause.text, who.end) if who and who.sure else None
        if who and what and not hearing.owners.is_own_body(who):
            return Heard(heard_task(who, what["rest"], clause, hearing.meeting, 0.8), sure=True)
    return None


def read_clause(clause: Clause, hearing: Hearing) -> Heard:
    """The task of one sentence, if it gives one."""
    text = clause.text
    if text.endswith("?") or _IF.match(text) or len(text) > LONGEST_SENTENCE:
        return NOTHING
    if heard := _bracketed(clause, hearing) or _commanded(clause, hearing) or _done_by(clause, hearing) or _charged(clause, hearing):
        return heard
    subject = hearing.owners.at(text)
    if subject is None or (not subject.sure and not subject.people):
        return Heard(_inverted_task(clause, hearing))
    return next((heard for rule in RULES if (heard := rule(clause, subject, hearing)) is not None), NOTHING)


def _inverted_task(clause: Clause, hearing: Hearing) -> FoundAction | None:
    """As in “Fra styret stiller Turid”: the verb before the name; only ever suggested."""
    found = _inverted().match(clause.text)
    if found is None or found["verb"] in words("speech"):
        return None
    subject = hearing.owners.at(clause.text, found.end())
    if subject is None or not subject.sure or not subject.people:
        return None
    rest = clause.text[subject.end :].strip(" .,")
    return heard_task(subject, f"{found['verb']} {rest}".strip() if rest else clause.text, clause, hearing.meeting, 0.45)


def ownerless(clause: Clause, meeting: date | None) -> FoundAction | None:
    """A sentence that says what must be done and not by whom: a suggestion without an owner."""
    found = _PASSIVE.search(clause.text)
    if found is None or clause.text.endswith("?") or len(clause.text) > 220 or not phrase("wishes").search(clause.text):
        return None
    due = read_due(clause.text, meeting)
    return FoundAction(
        (),
        clause.text.strip(" ."),
        Evidence(clause.line.number, quote_of(clause), 0.2),
        due.value if due else None,
        due.words if due else "",
        reason="sentence",
    )
