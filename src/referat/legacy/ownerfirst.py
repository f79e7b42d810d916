"""Sentences that begin with who does it: "Kari sjekker priser", "Ola skal spørre", "Clerk to contact the school"."""

import re
from collections.abc import Callable
from functools import cache

from referat.legacy.clauses import Clause
from referat.legacy.due import read_due
from referat.legacy.heard import NOTHING, PAST, Heard, Hearing, heard_task
from referat.legacy.owners import Subject
from referat.legacy.vocabulary import alternatives, words

_ALSO = r"(?:\s+(?:også|òg|også|också|also|så|da|deretter|selv|sjølv|fortsatt|herefter))?\s+"
# What follows these verbs makes them reports of the meeting, not tasks.
_NOT_AFTER = {
    "tar": "ordet|permisjon|til orientering|til etterretning|til følge|opp spørsmålet|avstand|forbehold|gjenvalg|over som|over ordet|del i",
    "tek": "ordet|permisjon|til orientering|attval|avstand|over som",
    "tager": "ordet|til efterretning|forbehold|genvalg|imod genvalg",
    "legger": "fram|frem|vekt|merke",
    "legg": "fram|vekt|merke",
    "lägger": "fram|vikt|ner",
    "lægger": "frem|vægt",
    "melder": "forfall|avbud|seg inhabil|seg ut|at|om",
    "setter": "pris|spørsmålstegn",
    "stiller": "spørsmål|seg bak|gjenvalg",
    "svarer": "at|ja|nei|på spørsmål",
    "svarar": "at|ja|nei|nej",
    "spør": "om|hva|hvorfor|hvordan|når|hvem",
    "spørger": "om|hvad|hvorfor|hvordan",
    "hører": "til|hjemme",
    "følger": "med på|av",
    "finner": "det|at",
    "skriver": "at|under",
    "snakker": "om|litt om",
    "fortsetter": "som",
    "reserverer": "seg",
    "møter": "",
    "kaller": "det",
    "søker": "avløsning",
    "deler": "ut|erfaringer|synet|bekymring",
    "henter": "inn erfaringer",
    "setter opp": "",
}
# In a round of reports these tell as often what goes on as what somebody takes on.
_REPORTED = frozenset(
    [
        "legger",
        "legg",
        "lägger",
        "lægger",
        "snakker",
        "snakkar",
        "pratar",
        "svarer",
        "svarar",
        "melder",
        "anmäler",
        "spør",
        "spørger",
        "frågar",
        "hører",
        "hör",
        "høyrer",
        "setter",
        "set",
        "sätter",
        "finner",
        "finn",
        "deler",
        "delar",
        "søker",
        "samler",
        "samlar",
        "tar",
        "tek",
        "tager",
        "hjelper",
        "hjälper",
        "hjælper",
    ]
)
_PRESENT_TENSE = re.compile(r"\s+(?P<verb>[a-zæøåäö]{1,}(?:r|rer))(?!\w)(?P<rest>\s.*)$", re.DOTALL)
_DEADLINE = re.compile(r"(?i)(?<!\w)(?:innen|innan|inden|senest|seinast|senast|frist)(?!\w)")
_TOOK = re.compile(r"\s+(?:tok|tog|took|fikk|fik|fick|fekk)\b")
_CHARGED = re.compile(r"i oppgave|i uppdrag|oppdrag|action|på seg|på sig|ansvar")
_TELLS = re.compile(r"(?i)\s*(?:ut til|frem til|fram til|at|om|fra|ikke|ikkje|inte)(?!\w)")
_ONTO = re.compile(r"(?i)\s*(?:på|over|etter|nærmere|närmare|nærmare|igjennom|gjennom|videre på|med)(?!\w)")
_SAID = re.compile(r"(?i)(?<!\w)(?:at|att|that|om at)(?!\w)")
_SHORT = 14  # words; in longer sentences an unknown verb more often tells
_STATES = frozenset({"er", "är", "har", "står", "ligger", "blir", "bliver", "sitter", "sidder", "gjelder", "mangler", "trenger"})
_LOOKS = frozenset({"ser", "kigger", "tittar", "jobber"})


@cache
def verbs(name: str) -> str:
    return alternatives(words(name))


@cache
def _present() -> re.Pattern[str]:
    return re.compile(rf"(?P<also>{_ALSO})(?P<verb>{verbs('tasks')})(?![\w-])(?P<rest>.*)$", re.DOTALL)


@cache
def _weak() -> re.Pattern[str]:
    return re.compile(rf"(?P<also>{_ALSO})(?P<verb>{verbs('tasks_weak')})(?![\w-])(?P<rest>.*)$", re.DOTALL)


@cache
def _planned() -> re.Pattern[str]:
    also = r"(?:(?:derfor|også|òg|nå|no|så|da|also|now|then|också|nu|prøve å|forsøke å|try to)\s+)?"
    return re.compile(rf"\s+(?:{verbs('wishes')})\s+{also}(?P<verb>{verbs('tasks_infinitive')})(?![\w-])(?P<rest>.*)$", re.DOTALL)


@cache
def _maybe() -> re.Pattern[str]:
    also = r"(?:(?:gjerne|også|prøve å|gärna|also|forsøke å|å)\s+)?"
    return re.compile(rf"\s+(?:{verbs('maybes')}|{verbs('wishes')})\s+{also}(?P<verb>[a-zæøåäö]{{2,}})(?![\w-])(?P<rest>.*)$", re.DOTALL)


@cache
def _takes() -> re.Pattern[str]:
    takes = r"(?:tar|tek|tager|har|får|fekk|fik|fick|fikk|takes|has|tok|tog|took)"
    charge = (
        r"(?:på seg|på sig|ansvar(?:et)?(?:\s+(?:for|før|med|på|til|att|with))?|ansvaret|hovedansvar|responsibility"
        r"|i oppgave|i uppdrag|til oppgave|i oppdrag|the lead|an action|on)"
    )
    in_charge = r"(?:er|is|are|är)\s+(?:ansvarlig|ansvarleg|ansvarig|ansvarlige|responsible)\s+(?:for|för)"
    return re.compile(rf"\s+(?:{takes}\s+{charge}(?!\w)|{in_charge}).*$", re.DOTALL)


@cache
def _any_present() -> re.Pattern[str]:
    told = alternatives({*words("finite"), *words("speech"), *words("wishes"), *words("maybes")})
    return re.compile(rf"(?P<also>{_ALSO})(?!(?:{told})\b)(?P<verb>[a-zæøåäö]{{2,}}(?:er|ar|är|ør|ör))(?!\w)(?P<rest>\s.*)$", re.DOTALL)


def _blocked(verb: str, rest: str) -> bool:
    after = _NOT_AFTER.get(verb.casefold())
    rest = rest.strip()
    if after and re.match(rf"(?i)(?:{after})(?!\w)", rest):
        return True
    if after == "":
        return False
    return bool(re.match(r"(?i)(?:ikke|ikkje|inte|not|aldri|aldrig)\b", rest))


def _taken_on(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Kari tar ansvar for ...”, “Ola is responsible for ...”."""
    found = _takes().match(clause.text, subject.end)
    if found is None:
        return None
    rest = clause.text[subject.end :]
    told = bool(_TOOK.match(rest)) and not _CHARGED.search(rest)
    is_so = rest.lstrip().startswith(("er ", "is ", "are ", "är "))
    sure = subject.sure and not told and not hearing.owners.is_everyone(subject) and not (is_so and hearing.reporting)
    return Heard(heard_task(subject, rest, clause, hearing.meeting, 0.9 if subject.sure else 0.5), sure)


def _in_present(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Kari sjekker priser”: the main form."""
    found = _present().match(clause.text, subject.end)
    if found is None:
        return None
    due = read_due(clause.text, hearing.meeting)
    if _blocked(found["verb"], found["rest"]) and not (due and due.value == "next"):  # "legger fram sak i neste møte" is a task
        return _second_verb(clause, subject, hearing)
    rest, owners = clause.text[found.start("verb") :], hearing.owners
    somebody = subject.sure and not owners.is_everyone(subject) and not owners.is_own_body(subject)
    sure = somebody and not PAST.search(rest) and not (hearing.reporting and (found["verb"] in _REPORTED or not subject.people))
    return Heard(heard_task(subject, rest, clause, hearing.meeting, 0.85 if sure else 0.45), sure)


@cache
def _and_does() -> re.Pattern[str]:
    return re.compile(rf"\s(?:og|och|and)\s+(?P<verb>{verbs('tasks')})(?![\w-])\s+\S", re.DOTALL)


def _second_verb(clause: Clause, subject: Subject, hearing: Hearing) -> Heard:
    """As in “Stian tar over som kasserer og ordner tilgang”: the second thing is the task."""
    found = _and_does().search(clause.text, subject.end)
    somebody = subject.sure and subject.people and not hearing.reporting
    if found is None or not somebody or _SAID.search(clause.text[subject.end : found.start()]):
        return NOTHING
    return Heard(heard_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.7), sure=True)


def _announced(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Kari skal sjekke priser”, “Clerk to contact the school”."""
    found = _planned().match(clause.text, subject.end)
    if found is None:
        return None
    minuted = clause.text[subject.end :].lstrip().startswith(("to ", "will "))  # how English minutes give a task
    sure = subject.sure and not hearing.owners.is_everyone(subject) and (minuted or (subject.people and not hearing.reporting))
    return Heard(heard_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.75 if sure else 0.4), sure)


def _in_weak(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """“Kari ser på saken” takes on; “Kari ser at ...” only tells."""
    found = _weak().match(clause.text, subject.end) if subject.sure else None
    if found is None:
        return None
    if _TELLS.match(found["rest"]) or _blocked(found["verb"], found["rest"]):
        return NOTHING
    if hearing.owners.knows(subject) and read_due(clause.text, hearing.meeting):  # a deadline makes it a task
        action = heard_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.75)
        return Heard(action, sure=not hearing.owners.is_everyone(subject))
    on = bool(_ONTO.match(found["rest"])) and not hearing.reporting and subject.people
    action = heard_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.7 if on else 0.4)
    return Heard(action, on and found["verb"] in _LOOKS)


def _in_any(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """A present-tense verb that no table knows: a task in a short sentence about somebody who is on the list of people."""
    found = _any_present().match(clause.text, subject.end) if subject.sure and subject.people and not hearing.reporting else None
    if found is None or _blocked(found["verb"], found["rest"]):
        return None
    certain = (
        hearing.owners.knows(subject) and len(clause.text.split()) <= _SHORT and not _TELLS.match(found["rest"]) and not PAST.search(found["rest"])
    )
    return Heard(heard_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.6 if certain else 0.3), certain)


def _by_deadline(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Nils går runden innen 15. januar”: whatever the verb, somebody on the list of people and a deadline."""
    owners = hearing.owners
    somebody = owners.knows(subject) if subject.people else not owners.is_everyone(subject) and not owners.is_own_body(subject)
    found = _PRESENT_TENSE.match(clause.text, subject.end) if subject.sure and somebody else None
    if found is None or found["verb"] in _STATES or found["verb"] in words("wishes") or _SAID.search(found["rest"]) or PAST.search(found["rest"]):
        return None
    due = read_due(clause.text, hearing.meeting)
    if due is None or due.value is None or not _DEADLINE.search(clause.text):
        return None
    return Heard(heard_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.7), sure=True)


_HAS_DONE = re.compile(r"\s+(?:har|hadde|fikk|fekk|fik|fick|gikk|tok|snakket|has|had)\s[^,.;:]*$")


def _then_does(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Tone har fått pris på ny ovn og bestiller den”: first what is done, then what is to be."""
    found = _and_does().search(clause.text, subject.end) if subject.people and hearing.owners.knows(subject) else None
    if found is None or not _HAS_DONE.match(clause.text[subject.end : found.start()]):
        return None
    return _second_verb(clause, subject, hearing)


def _perhaps(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Kari kan spørre”: only ever suggested. A verb in the passive is nobody's task."""
    found = _maybe().match(clause.text, subject.end) if subject.sure else None
    if found is None or found["verb"].endswith("s"):
        return None
    return Heard(heard_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.35))


@cache
def _english_plan() -> re.Pattern[str]:
    never = "be|have|go|he|it|we|the|this|that|not|"
    never += "need|become|remain|continue|know|receive|see|want|like|miss|leave|step|retire|stand|also be|chair|join|vote"
    return re.compile(rf"\s+(?:will|to|shall)\s+(?:also\s+|then\s+)?(?!(?:{never})\b)(?P<verb>[a-z]{{2,}})(?![\w-])(?P<rest>\s.*)$", re.DOTALL)


def _announced_in_english(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Joan will object by Friday”: any verb, where the person is known to be one."""
    minuted = clause.text[subject.end :].lstrip().startswith("to ")  # "Secretary to advertise for bids"
    somebody = subject.people or (minuted and not hearing.owners.is_own_body(subject))
    found = _english_plan().match(clause.text, subject.end) if subject.sure and somebody else None
    if found is None or hearing.owners.is_everyone(subject):
        return None
    return Heard(heard_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.7), sure=True)


# In the order they are tried; the first that knows the sentence has the word.
RULES: tuple[Callable[[Clause, Subject, Hearing], Heard | None], ...] = (
    _taken_on,
    _in_present,
    _announced,
    _announced_in_english,
    _in_weak,
    _in_any,
    _by_deadline,
    _then_does,
    _perhaps,
)
