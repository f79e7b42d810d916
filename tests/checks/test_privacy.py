"""What is personal data, and what only looks like it. The identity numbers are synthetic: their months have 40, 60 or 80 added."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from referat.checks import privacy as checks_privacy
from referat.checks.context import lay_out
from referat.checks.privacy import is_national_id, personal_data, personal_data_in_settings
from referat.format.document import parse
from referat.format.reader import read_page
from referat.format.sheets import sheet_of
from referat.model.people import Register

WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))


def numbers(six: str) -> list[str]:
    """Every identity number that begins with six digits and three of the numbers that follow, made by the rule itself."""
    found = []
    for individual in range(100, 140):
        digits = f"{six}{individual}"
        for weights in WEIGHTS:
            rest = sum(w * int(d) for w, d in zip(weights, digits, strict=False)) % 11
            digits += str(-rest % 11)  # 10 where there is no such number
        if len(digits) == 11:
            found.append(digits)
    return found


@pytest.mark.parametrize("six", ["128574", "524574", "126574", "718574", "299204", "298204"])
def test_a_number_with_its_two_control_digits_is_one(six: str) -> None:
    assert numbers(six)
    for number in numbers(six):
        assert is_national_id(number)
        for position in range(9, 11):
            wrong = number[:position] + str((int(number[position]) + 1) % 10) + number[position + 1 :]
            assert not is_national_id(wrong)


@pytest.mark.parametrize("text", ["32857410260", "12957410260", "00000000000", "1285741026", "128574102600", "1285741026x", "１２８５７４１０２６０"])
def test_other_numbers_are_none(text: str) -> None:
    assert not is_national_id(text)


DAYS = ("2024-05-14", "1850-05-05", "2244-56-78")
RUNS = (*DAYS, "+47", "0046", "90700123", "907", "12", "1", " ", "\u00a0", "-", ".", ":", "tlf ", "x", "à", "§", "–", "\n")


@given(st.lists(st.sampled_from(RUNS), max_size=7).map("".join))
def test_a_number_is_seen_at_a_glance_to_be_possible(text: str) -> None:
    assert checks_privacy._may_have_number(text) or not checks_privacy._DIGITS.search(text)


def found_in(text: str) -> list[tuple[str, str]]:
    document = parse("meetings/notat.md", text)
    reading = read_page(document)
    papers = lay_out(
        date(2024, 6, 10),
        minutes=(),
        groups=(),
        items=(),
        notes=(),
        actions=(),
        register=Register(),
        sheets={document.path: sheet_of(document, reading)},
        paths=(),
        settings_texts={"meetings/people.yaml": text},
    )
    problems = [*personal_data(papers), *personal_data_in_settings(papers)]
    assert len(problems) % 2 == 0, "the register is looked at as the minutes are"
    lines = text.splitlines()
    return [(p.code, lines[p.place.line - 1][p.place.column - 1 : p.place.column - 1 + p.length]) for p in problems[: len(problems) // 2]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Søker: 12857410260.", [("national-id", "12857410260")]),
        ("Søker: 128574 10260, bosatt her", [("national-id", "128574 10260")]),
        ("Søker\u00a0128574\u00a010260", [("national-id", "128574\u00a010260")]),
        ("Konto 12857410261 og 1503 22 12345", []),
        ("Ring 907 00 123!", [("phone-number", "907 00 123")]),
        ("(tlf. 22 86 10 00)", [("phone-number", "22 86 10 00")]),
        ("+47 900 00 000", [("phone-number", "+47 900 00 000")]),
        ("0046 8 123 456 78", [("phone-number", "0046 8 123 456 78")]),
        ("mobil: 90700123", [("phone-number", "90700123")]),
        ("Ringe 90700123 om lånet", [("phone-number", "90700123")]),
        ("Tlf.nr. 90700123", [("phone-number", "90700123")]),
        ("Sak 90700123 og 20240514", []),
        ("Ring 2024-05-14, SMS: 2024-05-14 kl. 9", []),
        ("Ring 9070-01-23", [("phone-number", "9070-01-23")]),
        ("Fakturering 90700123, orientering: 20240514", []),
        ("Ramme på 12 345 678 kroner, 1 240 000 i år", []),
        ("Org.nr. 987 654 321, sak 23/01234, 2024-05-14 18.00-19.30", []),
        ("https://elvdal.example/sak/90700123/22861000", []),
        ("Fra 2024 til 2028: 10, 20, 30 og 40", []),
        ("ola.nordmann@elvdal.example", [("email-address", "ola.nordmann@elvdal.example")]),
        ("<mailto:kari@elvdal.example>", [("email-address", "kari@elvdal.example")]),
        ("post@elvdal.example, @kari, @ola og a@b", []),
        ("Første\nandre kari@elvdal.example\n", [("email-address", "kari@elvdal.example")]),
    ],
)
def test_personal_data_is_told_from_other_numbers(text: str, found: list[tuple[str, str]]) -> None:
    assert found_in(text) == found


# The same said the plain way, which takes three times as long to search a text for.
PLAIN_DIGITS = re.compile(r"(?<![\w.,/+\-])(?:\+|00)?[0-9](?:[0-9]|[ \u00a0.\-](?=[0-9])){6,17}(?![\w/]|[.,\-][0-9])")
DAY = re.compile(r"(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]\Z")
PLAIN_AT = re.compile(r"(?<=[\w])@(?=[\w-]+\.[\w])")
PLAIN_WORD = re.compile(
    r"(?:\A|[^\w.\-])[_.\-]*(?:tlf(?:[.\-]?nr)?|telefon(?:nr|nummer)?|mob(?:il(?:nr|nummer)?)?|sms|ring(?:e|er|es|te)?|(?:tele)?phone|call)"
    r"[ \t.:]*\Z",
    re.IGNORECASE,
)
PLAIN_ABSENT = re.compile(
    r"^[ \t>*_\-]*(?:meldt[ \t]+)?(?:forfall|fråfall|frafall|fravær|fråvær|absent|apologies)\b[^\n\r]*", re.IGNORECASE | re.MULTILINE
)


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def joined(*parts: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(parts)).map("".join)


@given(joined(*"0123456789+ .-/,x@\n\u00a0", "00", "000", "1234567", "12 34 56 78", "a.b", "@a.no"))
@example("00 12345678")
@example("+00 123 45 67")
@example("0123456789012345678901234567890")
def test_numbers_and_addresses_are_found_where_the_plain_patterns_find_them(text: str) -> None:
    for quick, plain in ((checks_privacy._DIGITS, PLAIN_DIGITS), (checks_privacy._AT, PLAIN_AT)):
        assert spans(quick, text) == spans(plain, text)


@pytest.mark.parametrize("sign", ["", "1", " 1", "-1", ".", "x", "+", " "])
@pytest.mark.parametrize("day", ["2024-05-14", "1999-12-31", "2924-05-14", "2024-95-14", "2024 05-14"])
def test_of_the_numbers_a_day_on_its_own_alone_is_left_out(day: str, sign: str) -> None:
    for text in (f"Ring {day}{sign}", f"{sign}{day}", f"tlf. {sign}{day} {day}"):
        left_out = [span for span in spans(PLAIN_DIGITS, text) if DAY.match(text[slice(*span)]) and not text[span[1] :].startswith((" 1", " 2"))]
        assert spans(checks_privacy._DIGITS, text) == [span for span in spans(PLAIN_DIGITS, text) if span not in left_out]


@given(joined("tlf", "TELEFON", "Mobil", "nummer", "nr", "mob", "ring", "sms", "phone", *".-_: \t\n", "ſms", "e"))
def test_the_word_before_a_number_is_known_as_the_plain_pattern_knows_it(before: str) -> None:
    assert checks_privacy._ends_in_telephone_word(before) == bool(PLAIN_WORD.search(before))


@given(joined("Forfall: ", "- **Meldt fravær** ", "Ida ", "(syk)", "(", ")", "\n", "\r", "> ", "Absent", "forfallsdato "))
def test_a_line_about_the_absent_is_one_wherever_its_parentheses_stand(text: str) -> None:
    there = {line.start() + inside.start() for line in PLAIN_ABSENT.finditer(text) for inside in checks_privacy._PARENTHESES.finditer(line[0])}
    found = {m.start() for m in checks_privacy._PARENTHESES.finditer(text) if checks_privacy._is_of_absence(text, m.start())}
    assert found == there
