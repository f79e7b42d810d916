"""Checks for personal data, which should never come into a history that keeps everything. What was found is never part of the message."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from referat.checks.context import CheckContext
from referat.model.dates import iso_day
from referat.model.pattern import lazily
from referat.model.people import Participant
from referat.model.place import Place
from referat.model.problems import Problem

CONTACTS = "meetings/contacts.yaml"

# A day on its own is no number, whatever stands before it: "Ring 2024-05-14".
# The first sign comes before what may not stand before it: a pattern that begins with a look back is tried at every letter.
_DIGITS = lazily(
    r"[+0-9](?<![\w.,/+\-].)(?!(?:(?<=1)9|(?<=2)0)[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9]|[ \u00a0.\-][0-9]))"
    r"(?:(?<=\+)[0-9]|(?<=0)0[0-9]|(?<!\+))(?:[0-9]|[ \u00a0.\-](?=[0-9])){6,17}(?![\w/]|[.,\-][0-9])",
    re.DOTALL,
)
# Wherever _DIGITS finds something there is such a run, and it is more than a day. Bytes with one sign for all digits are searched ten times as fast.
_AS_RUNS = bytes(ord("0") if chr(one) in "+0123456789" else ord("-") if one in b" -.\xc2\xa0" else ord("x") for one in range(256))
_RUN = lazily(rb"0[0-]{6,}+")
_LONGEST_DAY = 20  # bytes of a day and the signs after it; what is longer is looked at closely, and not remembered
_ONE_DAY = lazily(rb"(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?:[ .\-]|\xc2\xa0)*\xc2?\Z")
_ELEVEN = lazily(r"[0-9]{6}[ \u00a0.\-]?[0-9]{5}\Z")
# Eight digits in the ways they are spaced; run together only where a word before them says what they are, else it may be any number.
_SPACED = lazily(r"(?:[2-9][0-9] [0-9]{2} [0-9]{2} [0-9]{2}|[489][0-9]{2} [0-9]{2} [0-9]{3})\Z")
_ABROAD = lazily(r"(?:\+|00)[1-9][0-9 .\-]{6,16}\Z")
_TELEPHONE_WORDS = frozenset(
    (
        *("tlf", "tlfnr", "tlf.nr", "tlf-nr", "telefon", "telefonnr", "telefonnummer", "mob", "mobil", "mobilnr", "mobilnummer", "sms"),
        *("ring", "ringe", "ringer", "ringes", "ringte", "phone", "telephone", "call"),
    )
)
_LAST_WORD = lazily(r"[^\W_][\w.\-]*\Z")
_AT = lazily(r"@(?<=\w@)(?=[\w-]+\.[\w])")
_LOCAL = lazily(r"[\w.+\-]+\Z")
_DOMAIN = lazily(r"[\w\-]+(?:\.[\w\-]+)+")
# The mailbox of an office, not of a person.
_OFFICE = frozenset(
    (
        *("post", "postmottak", "firmapost", "info", "kontakt", "mail", "epost", "e-post", "resepsjon", "sekretariat", "sekretariatet", "styret"),
        *("kommune", "servicetorg", "arkiv", "faktura", "presse"),
        *("booking", "office", "contact", "support", "admin", "hello", "noreply", "no-reply", "press", "webmaster", "git"),
    )
)
_REASON = lazily(
    r"\b(?:syk|sjuk|sykt barn|sjukt barn|syke barn|sykdom|sjukdom|sykemeldt|sykmeldt|sjukmeld|sjukmeldt|sykemelding|sykmelding|sykehus|sjukehus|"
    r"operasjon|operert|opereres|legetime|legebesøk|tannlege|tannlegetime|behandling|rehabilitering|migrene|influensa|omgangssyke|omgangssjuke|korona|covid(?:-19)?|"
    r"kreft|depresjon|utbrent|gravid|fødsel|foreldrepermisjon|pappaperm|mammaperm|fedrekvote|begravelse|gravferd|bisettelse|dødsfall|skilsmisse|"
    r"sick|ill|illness|sick leave|hospital|surgery|doctor|funeral|bereavement|parental leave|maternity leave|paternity leave|pregnant)\b",
    re.IGNORECASE,
)
_ABSENT_LINE = lazily(r"[ \t>*_\-]*(?:meldt[ \t]+)?(?:forfall|fråfall|frafall|fravær|fråvær|absent|apologies)\b[^\n\r]*", re.IGNORECASE)
_PARENTHESES = lazily(r"\(([^()\n\r]*)\)")

# The two control digits of a fødselsnummer: weights over the digits before them, modulo 11 (Skatteetaten).
_WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))


def personal_data(context: CheckContext) -> Iterator[Problem]:
    """National identity numbers, telephone numbers and e-mail addresses, anywhere in a file."""
    for sheet in context.sheets.values():
        for code, start, end in personal_data_in(sheet.text):
            yield Problem(code, sheet.place_of(start), {}, end - start)


def personal_data_in_settings(context: CheckContext) -> Iterator[Problem]:
    """The same in the book's own settings."""
    for path, text in context.settings_texts.items():
        for code, start, end in personal_data_in(text):
            before = text[:start]
            yield Problem(code, Place(path, before.count("\n") + 1, start - before.rfind("\n")), {}, end - start)


def absences(context: CheckContext) -> Iterator[Problem]:
    """Why somebody was not there: in the list of the absent, and in a line of text about them."""
    for minutes in context.minutes:
        for person in minutes.absent or ():
            if reason := next((found for part in _parts(person) if (found := _REASON.search(part))), None):
                yield context.word_at("absence-reason", person.place, reason[0])
        sheet = context.sheets[minutes.path]
        for inside in _PARENTHESES.finditer(sheet.text, sheet.body_at):
            if (reason := _REASON.search(inside[1])) and _is_of_absence(sheet.text, inside.start()):
                yield Problem("absence-reason", sheet.place_of(inside.start(1) + reason.start()), {}, len(reason[0]))


def contact_file(context: CheckContext) -> Iterator[Problem]:
    """The file of e-mail addresses in git."""
    if CONTACTS in context.tracked:
        yield Problem("contacts-in-git", Place(CONTACTS))


def is_national_id(digits: str) -> bool:
    """Whether eleven digits are a fødselsnummer, a D-number, or a synthetic one of the test registers: a day that exists and both control digits.

    A D-number has 4 added to its first digit, a synthetic one 4 (NAV), 6 (Dolly) or 8 (Tenor) to its third.
    """
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
        return False
    day, month = int(digits[:2]), int(digits[2:4])
    day -= 40 if day > 40 else 0
    month -= 80 if month > 80 else 60 if month > 60 else 40 if month > 40 else 0
    if iso_day(f"2000-{month:02d}-{day:02d}") is None:  # a leap year: the century is not told by the six digits alone
        return False
    for position, weights in enumerate(_WEIGHTS, 9):
        control = -sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11
        if control != int(digits[position]):
            return False
    return True


def personal_data_in(text: str) -> Iterator[tuple[str, int, int]]:
    """The code of each thing found in a text, and where it begins and ends."""
    for match in _DIGITS.finditer(text) if _may_have_number(text) else ():
        written = match[0].replace("\u00a0", " ")
        if code := _code_of(written, text[max(0, match.start() - 16) : match.start()]):
            yield code, match.start(), match.end()
    for at in _AT.finditer(text):
        local, domain = _LOCAL.search(text, max(0, at.start() - 64), at.start()), _DOMAIN.match(text, at.end())
        if local and domain and local[0].casefold() not in _OFFICE:
            yield "email-address", local.start(), domain.end()


def _may_have_number(text: str) -> bool:
    """Whether a text has a run of digits that is more than a day."""
    data = text.encode()
    runs = [run.span() for run in _RUN.finditer(data.translate(_AS_RUNS))]
    return any(end - start > _LONGEST_DAY or not _is_one_day(data[start:end]) for start, end in runs)


@lru_cache(maxsize=1000)  # the same days stand in many files
def _is_one_day(run: bytes) -> bool:
    return _ONE_DAY.match(run) is not None


def _is_of_absence(text: str, offset: int) -> bool:
    """Whether what stands there is in a line about the absent."""
    line = _ABSENT_LINE.match(text, text.rfind("\n", 0, offset) + 1)
    return line is not None and offset < line.end()


def _code_of(written: str, before: str) -> str:
    digits = written.replace("-", "").replace(" ", "").replace(".", "").replace("+", "")
    if len(digits) == 11 and _ELEVEN.match(written) and is_national_id(digits):
        return "national-id"
    if _ABROAD.match(written) or _SPACED.match(written):
        return "phone-number"
    if len(digits) == 8 and _ends_in_telephone_word(before):
        return "phone-number"
    return ""


def _ends_in_telephone_word(before: str) -> bool:
    last = _LAST_WORD.search(before.rstrip(" \t.:"))
    return last is not None and last[0].casefold() in _TELEPHONE_WORDS


def _parts(person: Participant) -> Iterable[str]:
    return (person.org, *(role.partition(": ")[2] or role for role in person.roles))
