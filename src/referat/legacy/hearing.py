"""Tasks told in sentences: "Kari sjekker priser", "NN will contact the school". Precision comes before recall here.

A sentence is an action where a known person takes something on in so many words; what is only likely is a suggestion.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from referat.legacy.clauses import Clause, joints, quote_of
from referat.legacy.due import read_due
from referat.legacy.owners import Owners, Subject
from referat.legacy.result import Evidence, FoundAction
from referat.legacy.vocabulary import alternatives, phrase, words

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
    "møter": "",
    "kaller": "det",
    "søker": "avløsning",
    "deler": "ut|erfaringer|synet|bekymring",
    "henter": "inn erfaringer",
    "setter opp": "",
}
_BARE = re.compile(
    r"(?i)(?:\w+|\w+ (?:opp|op|upp|inn|ut|up))(?: (?:det|dette|saken|saka|denne saken|denne|den|videre|vidare|it|this|detta|ärendet|sagen))?"
)
_PAST = re.compile(r"(?i)(?<!\w)(?:i går|tidligere|allerede|er sendt|har sendt|forrige|earlier|yesterday|already|redan|i går|allereie)(?!\w)")
_IF = re.compile(r"(?i)^(?:hvis|dersom|om|when|if|når|da|fordi|hvorvidt|whether|ifall|såfremt|viss|så lenge)\b")
_MUST = r"(?:skal|må|bør|ska|måste|bör|should be|must be|needs to be|will be|blir)"
_PASSIVE = re.compile(rf"(?i)(?<!\w){_MUST}\s+(?:\w+\s){{0,2}}?(?P<verb>\w{{3,}}(?:es|as|ast|s)\b|\w+(?:et|ed|t)\b)")


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
_DEADLINE = re.compile(r"(?i)(?<!\w)(?:innen|innan|inden|senest|seinast|senast|frist|før)(?!\w)")
_TOOK = re.compile(r"\s+(?:tok|tog|took|fikk|fik|fick|fekk)\b")
_CHARGED = re.compile(r"i oppgave|i uppdrag|oppdrag|action|på seg|på sig|ansvar")
_TELLS = re.compile(r"(?i)\s*(?:ut til|frem til|fram til|at|om|fra|ikke|ikkje|inte)(?!\w)")
_ONTO = re.compile(r"(?i)\s*(?:på|over|etter|nærmere|närmare|nærmare|igjennom|gjennom|videre på|med)(?!\w)")
_SHORT = 14  # words; in longer sentences an unknown verb more often tells
_LOOKS = frozenset({"ser", "kigger", "tittar", "jobber"})
LONGEST_SENTENCE = 600


@cache
def _verbs(name: str) -> str:
    return alternatives(words(name))


@cache
def _present() -> re.Pattern[str]:
    return re.compile(rf"(?P<also>{_ALSO})(?P<verb>{_verbs('tasks')})(?![\w-])(?P<rest>.*)$", re.DOTALL)


@cache
def _weak() -> re.Pattern[str]:
    return re.compile(rf"(?P<also>{_ALSO})(?P<verb>{_verbs('tasks_weak')})(?![\w-])(?P<rest>.*)$", re.DOTALL)


@cache
def _planned() -> re.Pattern[str]:
    also = r"(?:(?:derfor|også|òg|nå|no|så|da|also|now|then|också|nu|prøve å|forsøke å|try to)\s+)?"
    return re.compile(rf"\s+(?:{_verbs('wishes')})\s+{also}(?P<verb>{_verbs('tasks_infinitive')})(?![\w-])(?P<rest>.*)$", re.DOTALL)


@cache
def _maybe() -> re.Pattern[str]:
    also = r"(?:(?:gjerne|også|prøve å|gärna|also|forsøke å|å)\s+)?"
    return re.compile(rf"\s+(?:{_verbs('maybes')}|{_verbs('wishes')})\s+{also}(?P<verb>[a-zæøåäö]{{2,}})(?![\w-])(?P<rest>.*)$", re.DOTALL)


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
def _inverted() -> re.Pattern[str]:
    return re.compile(
        rf"^(?P<lead>[A-ZÆØÅÄÖ][^,.:;]{{2,50}}?)\s(?P<verb>{_verbs('tasks')}|{_verbs('tasks_weak')}|{_verbs('wishes')})\s(?=[A-ZÆØÅÄÖ@])"
    )


def _task(subject: Subject, verb_text: str, clause: Clause, meeting: date | None, confidence: float) -> FoundAction:
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


_NOTHING = Heard()


def _taken_on(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Kari tar ansvar for ...”, “Ola is responsible for ...”."""
    found = _takes().match(clause.text, subject.end)
    if found is None:
        return None
    rest = clause.text[subject.end :]
    told = bool(_TOOK.match(rest)) and not _CHARGED.search(rest)
    is_so = rest.lstrip().startswith(("er ", "is ", "are ", "är "))
    sure = subject.sure and not told and not hearing.owners.is_everyone(subject) and not (is_so and hearing.reporting)
    return Heard(_task(subject, rest, clause, hearing.meeting, 0.9 if subject.sure else 0.5), sure)


def _in_present(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Kari sjekker priser”: the main form."""
    found = _present().match(clause.text, subject.end)
    if found is None:
        return None
    due = read_due(clause.text, hearing.meeting)
    if _blocked(found["verb"], found["rest"]) and not (due and due.value == "next"):  # "legger fram sak i neste møte" is a task
        return _NOTHING
    rest, owners = clause.text[found.start("verb") :], hearing.owners
    somebody = subject.sure and not owners.is_everyone(subject) and not owners.is_own_body(subject)
    sure = somebody and not _PAST.search(rest) and not (hearing.reporting and (found["verb"] in _REPORTED or not subject.people))
    return Heard(_task(subject, rest, clause, hearing.meeting, 0.85 if sure else 0.45), sure)


def _announced(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Kari skal sjekke priser”, “Clerk to contact the school”."""
    found = _planned().match(clause.text, subject.end)
    if found is None:
        return None
    minuted = clause.text[subject.end :].lstrip().startswith(("to ", "will "))  # how English minutes give a task
    sure = subject.sure and not hearing.owners.is_everyone(subject) and (minuted or (subject.people and not hearing.reporting))
    return Heard(_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.75 if sure else 0.4), sure)


def _in_weak(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """“Kari ser på saken” takes on; “Kari ser at ...” only tells."""
    found = _weak().match(clause.text, subject.end) if subject.sure else None
    if found is None:
        return None
    if _TELLS.match(found["rest"]) or _blocked(found["verb"], found["rest"]):
        return _NOTHING
    if hearing.owners.knows(subject) and read_due(clause.text, hearing.meeting):  # a deadline makes it a task
        return Heard(_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.75), sure=not hearing.owners.is_everyone(subject))
    on = bool(_ONTO.match(found["rest"])) and not hearing.reporting and subject.people
    action = _task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.7 if on else 0.4)
    return Heard(action, on and found["verb"] in _LOOKS)


def _in_any(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """A present-tense verb that no table knows: a task in a short sentence about somebody who is on the list of people."""
    found = _any_present().match(clause.text, subject.end) if subject.sure and subject.people and not hearing.reporting else None
    if found is None or _blocked(found["verb"], found["rest"]):
        return None
    certain = (
        hearing.owners.knows(subject) and len(clause.text.split()) <= _SHORT and not _TELLS.match(found["rest"]) and not _PAST.search(found["rest"])
    )
    return Heard(_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.6 if certain else 0.3), certain)


_SAID = re.compile(r"(?i)(?<!\w)(?:at|att|that|om at)(?!\w)")


def _by_deadline(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Nils går runden innen 15. januar”: whatever the verb, somebody on the list of people and a deadline."""
    found = _PRESENT_TENSE.match(clause.text, subject.end) if subject.sure and subject.people and hearing.owners.knows(subject) else None
    if found is None or found["verb"] in words("wishes") or _SAID.search(found["rest"]) or _PAST.search(found["rest"]):
        return None
    due = read_due(clause.text, hearing.meeting)
    if due is None or due.value is None or not _DEADLINE.search(clause.text):
        return None
    return Heard(_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.7), sure=True)


def _perhaps(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Kari kan spørre”: only ever suggested. A verb in the passive is nobody's task."""
    found = _maybe().match(clause.text, subject.end) if subject.sure else None
    if found is None or found["verb"].endswith("s"):
        return None
    return Heard(_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.35))


@cache
def _passive_by() -> re.Pattern[str]:
    stems = alternatives(word for word in words("tasks_infinitive") if word[-1] in "ea" and " " not in word)
    return re.compile(rf"^(?P<what>.+?\s(?:{stems}|\w+[lrn])s)\s+(?:av|af)\s+(?=[A-ZÆØÅÄÖ@])", re.DOTALL)


def _done_by(clause: Clause, hearing: Hearing) -> Heard | None:
    """As in “Plakat lages av Turi”: the passive, with who does it."""
    found = _passive_by().match(clause.text)
    who = hearing.owners.at(clause.text, found.end()) if found else None
    if found is None or who is None or not who.sure or not who.people or _PAST.search(clause.text):
        return None
    return Heard(_task(who, clause.text, clause, hearing.meeting, 0.75), sure=not hearing.reporting)


@cache
def _english_plan() -> re.Pattern[str]:
    never = "be|have|go|he|it|we|the|this|that|not|"
    never += "need|become|remain|continue|know|receive|see|want|like|miss|leave|step|retire|stand|also be|chair|join|vote"
    return re.compile(rf"\s+(?:will|to|shall)\s+(?:also\s+|then\s+)?(?!(?:{never})\b)(?P<verb>[a-z]{{2,}})(?![\w-])(?P<rest>\s.*)$", re.DOTALL)


def _announced_in_english(clause: Clause, subject: Subject, hearing: Hearing) -> Heard | None:
    """As in “Joan will object by Friday”: any verb, where the person is known to be one."""
    found = _english_plan().match(clause.text, subject.end) if subject.sure and subject.people else None
    if found is None or hearing.owners.is_everyone(subject):
        return None
    return Heard(_task(subject, clause.text[found.start("verb") :], clause, hearing.meeting, 0.7), sure=True)


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
    return Heard(_task(who, found["rest"], clause, hearing.meeting, 0.8), sure=True)


def _commanded(clause: Clause, hearing: Hearing) -> Heard | None:
    """As in “Opprett sak om navn (Kari)”: a command with who is to do it in parentheses at the end."""
    found = re.search(r"\s*\((?P<who>[^()]{2,40})\)\.?$", clause.text)
    who = hearing.owners.whole(found["who"]) if found and _imperatives().match(clause.text) else None
    if found is None or who is None or not who.sure or not who.people:
        return None
    return Heard(_task(who, clause.text[: found.start()], clause, hearing.meeting, 0.8), sure=True)


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
            return Heard(_task(who, what["rest"], clause, hearing.meeting, 0.8), sure=True)
    return None


# In the order they are tried; the first that knows the sentence has the word.
RULES: tuple[Callable[[Clause, Subject, Hearing], Heard | None], ...] = (
    _taken_on,
    _in_present,
    _announced,
    _announced_in_english,
    _in_weak,
    _in_any,
    _by_deadline,
    _perhaps,
)


def read_clause(clause: Clause, hearing: Hearing) -> Heard:
    """The task of one sentence, if it gives one."""
    text = clause.text
    if text.endswith("?") or _IF.match(text) or len(text) > LONGEST_SENTENCE:
        return _NOTHING
    if heard := _bracketed(clause, hearing) or _commanded(clause, hearing) or _done_by(clause, hearing) or _charged(clause, hearing):
        return heard
    subject = hearing.owners.at(text)
    if subject is None or (not subject.sure and not subject.people):
        return Heard(_inverted_task(clause, hearing))
    return next((heard for rule in RULES if (heard := rule(clause, subject, hearing)) is not None), _NOTHING)


def _inverted_task(clause: Clause, hearing: Hearing) -> FoundAction | None:
    """As in “Fra styret stiller Turid”: the verb before the name; only ever suggested."""
    found = _inverted().match(clause.text)
    if found is None or found["verb"] in words("speech"):
        return None
    subject = hearing.owners.at(clause.text, found.end())
    if subject is None or not subject.sure or not subject.people:
        return None
    rest = clause.text[subject.end :].strip(" .,")
    return _task(subject, f"{found['verb']} {rest}".strip() if rest else clause.text, clause, hearing.meeting, 0.45)


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
