"""Numbers of agenda items as people write them: what stands before the title, and where the title begins."""

import re
from dataclasses import dataclass

from referat.documents.days import days
from referat.languages.calendar import MONTHS
from referat.languages.lexicon import alternatives, words

# Styles from the most telling to the least; the chain of items is looked for within one style.
KEYED, CASE, SECTION, PLAIN, BARE, LETTER = "keyed", "case", "section", "plain", "bare", "letter"

_DASH = r"\s*[-–—:.)]*\s*"
_KEYWORD = rf"(?:{alternatives(words('item_words'))})"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (SECTION, re.compile(rf"^(?P<label>§+\s?(?P<number>\d{{1,4}}[a-z]?(?:\s?/\s?\d{{2,4}})?)\.?){_DASH}(?P<title>.*)$", re.IGNORECASE)),
    (
        KEYED,
        re.compile(
            rf"^(?P<label>{_KEYWORD}\.?\s?(?:nr\.?\s?)?:?\s?(?P<number>\d{{1,3}}(?:\.\d{{1,2}})?(?:\s?[-/–]\s?\d{{2,4}}(?![\d.]))?[a-c]?)(?![\d/])\s?[.:)]?){_DASH}(?P<title>.*)$",
            re.IGNORECASE,
        ),
    ),
    (
        CASE,
        re.compile(
            rf"^(?P<label>(?P<key>[A-ZÆØÅ]{{1,4}}(?:[-/][A-Z])?(?:-?sak)?)[-\s]?(?P<number>\d{{1,3}}\s?[/-]\s?\d{{2,4}}))(?![\d/.-]){_DASH}(?P<title>.*)$"
        ),
    ),
    (CASE, re.compile(rf"^(?P<label>(?P<number>\d{{1,3}}\s?/\s?(?:\d{{4}}|\d{{2}}))(?![\d/.-])\s?:?){_DASH}(?P<title>.*)$")),
    (CASE, re.compile(rf"^(?P<label>(?P<number>\d{{1,3}}\s[–-]\s(?:20\d\d)))(?!\d){_DASH}(?P<title>.*)$")),
    (CASE, re.compile(r"^(?P<label>(?P<number>\d{1,3}-\d\d))(?![\d/.-])(?:\s*[-–—:.)]+)?\s+(?P<title>[A-ZÆØÅÄÖ].*)$")),
    (LETTER, re.compile(r"^(?P<label>(?P<number>[A-HJ-UWYZ])[.)])\s+(?P<title>[A-ZÆØÅÄÖ].*)$")),
    (PLAIN, re.compile(r"^(?P<label>(?P<number>[IVX]{1,5})\.)\s+(?P<title>[A-ZÆØÅÄÖ].*)$")),
    (PLAIN, re.compile(r"^(?P<label>(?P<number>[lI])\.)\s+(?P<title>[A-ZÆØÅÄÖ].*)$")),  # a 1 that was scanned as a letter
    (PLAIN, re.compile(r"^(?P<label>(?P<number>\d{1,3}(?:\.\d{1,2}){0,2})\s?[.):]+)(?!\d)\s*[-–]?\s*(?P<title>.*)$")),
    (PLAIN, re.compile(r"^(?P<label>(?P<number>\d{1,3}(?:\.\d{1,2}){1,2}))\s+[-–]?\s*(?P<title>\D.*)$")),
    (BARE, re.compile(r"^(?P<label>(?P<number>\d{1,3}))\s*(?:[-–—]\s*|\s+)(?P<title>[A-ZÆØÅÄÖÉ\"“«].*)$")),
    (BARE, re.compile(r"^(?P<label>(?P<number>\d{1,3}))\t\s*(?P<title>\d[^\t]*[^\W\d_]{3}.*)$")),  # "23", and "17. mai" in the next column
    (BARE, re.compile(r"^(?P<label>(?P<number>\d{1,2}))(?P<title>[A-ZÆØÅÄÖ][a-zæøåäö]{2}.*)$")),
)
_MONTH_FIRST = re.compile(rf"^(?:{'|'.join(sorted({name for names in MONTHS.values() for name in names}, key=len, reverse=True))})\b", re.IGNORECASE)
_IN_COLUMN = re.compile(r"\d{1,3}\t")
_UNIT = re.compile(r"^(?:%|kr\b|kroner|stk|personer|medlemmer|kg|km|m2|timer|dager|år\b|min\b|st\b|nd\b|rd\b|th\b|klasse\b)")


_AFTER_PAGE = re.compile(rf"^\d{{1,3}}\s+(?=(?:{_KEYWORD}\s\d|§))", re.IGNORECASE)
_DOUBLE = re.compile(r"^(?P<label>(?P<number>[A-Z]\d{2,3}/\d{2})\s+(?:\d{1,2}\.)?)\s*(?P<title>\S.*)$")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered beginning of a line. `order` compares numbers of one series; `ad` marks a Danish pointer back to the agenda."""

    style: str
    label: str
    number: str
    title: str
    order: tuple[int, ...]
    ad: bool = False
    key: str = ""


def _order(number: str) -> tuple[int, ...]:
    if re.fullmatch(r"[A-HJ-UWYZ]", number):
        return (ord(number) - 64,)
    if re.fullmatch(r"[IVX]+", number):
        values = [{"I": 1, "V": 5, "X": 10}[sign] for sign in number]
        return (sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)),)
    return tuple(int(part) for part in re.findall(r"\d+", number))


def read_number(text: str) -> Numbered | None:
    """The item number at the start of a line, if one stands there that is not a date, a time or an amount."""
    if double := _DOUBLE.match(text):  # two at once: "C048/23  1. Title"
        return Numbered(CASE, double["label"], double["number"], double["title"].strip(), _order(double["number"][1:]), key=double["number"][0])
    paged = _AFTER_PAGE.match(text)  # the number of a page before a case: "2 Sak 22/09"
    offset = paged.end() if paged else 0
    for style, pattern in _PATTERNS:
        found = pattern.match(text[offset:])
        if not found:
            continue
        title = found["title"].strip()
        if _MONTH_FIRST.match(title) or _UNIT.match(title):
            continue
        is_date = style in (PLAIN, BARE, CASE) and any(day.start <= 1 for day in days(text[offset:], short=style is PLAIN and "/" in text[:6]))
        if is_date and not _IN_COLUMN.match(text):
            continue
        if style is PLAIN and re.match(r"^\d{1,2}[.:]\d{2}(?!\d)", text[offset:]) and re.match(r"^[-–]|^(?:\d|kl)", title):
            continue
        if style is PLAIN and re.fullmatch(r"(?:[01]?\d|2[0-3])\.(?:00|15|30|45)", found["label"]):
            continue  # "18.00 Møtestart"
        number = re.sub(r"\s", "", found["number"]).replace("l", "1")
        label = text[: offset + found.end("label")]
        key = found.groupdict().get("key") or ""
        return Numbered(style, label, (f"{key} {number}" if key else number), title, _order(number), bool(re.match(r"(?i)ad\b", label)), key)
    return None
