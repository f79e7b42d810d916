"""Where lists of people stand: the labels that begin them, and the lines that go on with them."""

import re
from collections.abc import Sequence
from functools import cache

from referat.legacy.entries import is_role, read_entry, split_entries
from referat.legacy.lines import Line
from referat.legacy.names import is_bot, is_given_name, looks_like_name, looks_like_organisation
from referat.legacy.vocabulary import BODY_FIELDS, HEADER_FIELDS, PEOPLE_FIELDS, Label, alternatives, phrase, read_label, table, words

# A second list ("Forfall") stands near the first; farther down the same words are prose.
NEAR = 14
# Words that head other things as well ("Hvem: ...") and rows of an election are told from attendance by how far down they stand.
TOP = 25
_EMPTY_PLACE = re.compile(r"^[^\s:]{1,12}:\s*[-–—]?$")  # "1B: –" in a list with a place for each
MOST_PEOPLE = 400
_GROUP_ROW = re.compile(r"^[^\s:]{1,12}:\s")
_FROM = re.compile(r"^(?P<who>(?:Fra|Frå|Från)\s+[a-zæøåäö][^:.,;]{2,40}):\s*(?P<rest>.*)$", re.DOTALL)  # "Fra forretningsfører: Ola Moen"
_THERE = re.compile(
    r"^(?P<head>[A-ZÆØÅÄÖ][\w ]{2,40}\s(?P<word>present|absent|til stede|tilstede|til stades|närvarande|fraværende))\s*:\s*(?P<rest>.*)$", re.DOTALL
)
_HEAD = re.compile(r"^(?P<head>[^:.,;]{4,70})[:;](?P<rest>.*)$")
_ITEM = re.compile(r"^(?:§|(?:sak|punkt|item)\b)|^\d{1,3}(?:/\d+)?\s", re.IGNORECASE)
LEAD = re.compile(r"^(?:var|er|were|was|are|is|är|vart|fra|frå|från|from|:|-|–)\s*:?\s+", re.IGNORECASE)


COLUMNS = {
    "name": ("navn", "namn", "name", "deltaker", "deltager", "medlem"),
    "org": (
        "kommune",
        "region",
        "organisasjon",
        "virksomhet",
        "firma",
        "bedrift",
        "org",
        "company",
        "representerer",
        "affiliation",
        "enhet",
        "avdeling",
        "etat",
        "verksamhet",
        "förening",
        "forening",
    ),
    "role": ("rolle", "verv", "funksjon", "role", "tittel", "stilling", "roll", "funktion", "funksjon"),
    "mark": ("til stede", "tilstede", "møtt", "møtte", "present", "närvarande", "närv", "oppmøte", "deltok", "attended", "til stades"),
    "absent": ("forfall", "fravær", "frånv", "absent", "afbud", "fråvær"),
}


@cache
def _nobody_here() -> re.Pattern[str]:
    """As in “3. klasse: ingen”."""
    return re.compile(rf"^[^:]{{1,30}}:\s*(?:{alternatives(words('nobody'))})\.?$", re.IGNORECASE)


def is_table_head(line: Line) -> bool:
    """The line is the heads of a table of people that lost its tabs ("Navn Kommune"), and nothing else."""
    titles = {word for names in COLUMNS.values() for name in names for word in name.split()}
    tokens = re.findall(r"[^\W\d_]+", line.text.casefold())
    return 2 <= len(tokens) <= 6 and all(token in titles for token in tokens)


def people_label(line: Line) -> Label | None:
    """The label of an attendance list at the start of a line: with a colon, alone, or with names right after it."""
    if line.blank or (line.text[:1].islower() and not line.strong):
        return None
    text = "\t".join(line.cells) if len(line.cells) > 1 else line.text
    found = read_label(text)
    if found is None:
        return _longer_label(text)
    if found.field not in PEOPLE_FIELDS:
        return None
    return _without_colon(text, found) if not found.colon and found.rest else found


def _longer_label(text: str) -> Label | None:
    """A label that goes on, or begins otherwise, before its colon: "Til stede på møtet:", "Fra forretningsfører:", "Members present:"."""
    if guests := _FROM.match(text):
        return Label("others", guests["who"], guests["rest"].strip(), True)
    if there := _THERE.match(text):
        field = "absent" if there["word"].casefold() in table("labels", "absent") else "present"
        return Label(field, there["head"], there["rest"].strip(), True)
    longer = _HEAD.match(text)
    if longer and (start := read_label(longer["head"])) and start.field in PEOPLE_FIELDS and not looks_like_organisation(longer["head"]):
        return Label(start.field, longer["head"], longer["rest"].strip(), True)
    return None


def _without_colon(text: str, found: Label) -> Label | None:
    """A label with words after it: more of the label and a colon, or the names themselves."""
    longer = _HEAD.match(text)
    if longer and len(longer["head"].split()) <= 9:
        return Label(found.field, longer["head"], longer["rest"].strip(), True)
    rest = LEAD.sub("", found.rest)
    names = [entry for entry in split_entries(rest) if looks_like_name(entry.strip(" ."))]
    return found if len(names) >= (1 if rest != found.rest else 2) else None


@cache
def _marked() -> re.Pattern[str]:
    words = alternatives(table("labels", "present_marked"))
    bodies = alternatives(table("labels", "delegates"))
    return re.compile(rf"^(?P<head>{words}|(?P<side>[A-ZÆØÅÄÖ][\w-]+(?:\s|)(?:{bodies})))\s*:\s*(?P<rest>.*)$", re.IGNORECASE)


def marked_label(lines: Sequence[Line], index: int) -> Label | None:
    """A label that heads attendance only at the top and with names after its colon, or below: "Hvem: ...", "Lærernes representanter: ..."."""
    line = lines[index]
    found = _marked().match(line.text) if not line.blank and not line.cells else None
    if found is None:
        return None
    if not found["rest"]:
        return Label("present", found["head"], "", True) if found["side"] and _full_name_below(lines, index) else None
    if read_entry(split_entries(LEAD.sub("", found["rest"]) or "-")[0]) is None:
        return None
    return Label("present", found["head"], found["rest"].strip(), True)


def _full_name_below(lines: Sequence[Line], index: int) -> bool:
    """The next line begins with somebody's whole name."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    entry = read_entry((split_entries(below.text) or [""])[0]) if below and not below.blank and entry_like(below) else None
    return entry is not None and " " in entry.name


def _heads_side(lines: Sequence[Line], index: int) -> bool:
    """A line such as "BHT:" within a list, over those who came from there."""
    text = lines[index].text
    label = read_label(text, (*HEADER_FIELDS, *BODY_FIELDS))
    short = text.endswith(":") and len(text.split()) <= 3 and not any(char.isdigit() for char in text)
    return short and label is None and _full_name_below(lines, index)


def entry_like(line: Line) -> bool:
    """The line could be one entry or a row of entries of a list, not prose."""
    text = line.text
    if _nobody_here().match(text):
        return True
    if line.blank or len(text) > 400 or line.heading:
        return False
    if len(line.cells) > 1 and not is_labelled_row(line):
        return any(looks_like_name(cell) or read_entry(cell) for cell in line.cells[:2]) or all(cell.isupper() or not cell for cell in line.cells)
    return _ITEM.match(text) is None and _names_enough(line)


def _names_enough(line: Line) -> bool:
    """At least half of what stands on the line are names, and it tells nothing."""
    entries = split_entries(line.text)
    people = [read_entry(entry) for entry in entries]
    good = sum(person is not None for person in people)
    if good == 0 and len(entries) == 1 and is_bot(entries[0]):
        return True
    if good == 0:
        return is_role(line.text.split(":")[0]) and len(line.text) < 60
    told = phrase("finite").search(re.sub(r"\([^)]*\)", "", line.text)) and not line.bullet
    first = people[0]
    lone = first is None or " " not in first.name
    if told or (lone and re.match(r"^\d{1,2}[.)]", line.text)):
        return False
    heading = len(entries) == 1 and first is not None and lone and not line.bullet and line.text.endswith((":", "."))
    return not heading and good >= len(entries) / 2


def block(lines: Sequence[Line], start: int, label: Label) -> tuple[list[int], int]:
    """The indexes of the lines after `start` that continue its list, and where the list ends."""
    taken: list[int] = []
    index = start + 1
    alone = not label.rest
    while index < len(lines) and len(taken) < MOST_PEOPLE:
        line = lines[index]
        if line.blank:
            following = index + 1
            while following < len(lines) and lines[following].blank:
                following += 1
            if alone and not taken and following < len(lines) and not _begins_list(lines, following):
                break
            open_list = alone and (not taken or _one_each(lines, taken, lines[following] if following < len(lines) else None))
            if following >= len(lines) or following - index > 3 or not open_list:
                break
            index = following
            continue
        other = read_label(line.text, HEADER_FIELDS)
        role_row = bool(taken) and is_role_row(line) and is_role_row(lines[taken[-1]])
        away = other is not None and other.field == "absent" and other.colon
        if line.text[:1].isupper() and alone and _FROM.match(line.text) and (not taken or _FROM.match(lines[taken[-1]].text)):
            taken.append(index)  # "Desse møtte:" and below it "Frå foreldra: Kari Moen, Ola Vik"
            index += 1
            continue
        labelled = (index < TOP and marked_label(lines, index)) or (other and (other.colon or not other.rest))
        if away or (not role_row and (people_label(line) or labelled)):
            break
        if taken and _EMPTY_PLACE.match(line.text) and _GROUP_ROW.match(lines[taken[-1]].text):
            index += 1
            continue
        if taken and _heads_side(lines, index):
            index += 1
            continue
        if not entry_like(line) and not _wrapped(lines, index) and not (is_table_head(line) and not taken):
            break
        taken.append(index)
        index += 1
    return taken, index


def _begins_list(lines: Sequence[Line], at: int) -> bool:
    """After a blank line a list begins with full names, bullets, a table or several entries; a lone word is a heading."""
    line = lines[at]
    if line.bullet or len(line.cells) > 1:
        return True
    entries = split_entries(line.text)
    entry = read_entry(line.text)
    return len(entries) > 1 or (entry is not None and (" " in entry.name or bool(entry.roles or entry.org) or is_given_name(entry.name)))


def is_labelled_row(line: Line) -> bool:
    """“Medlemmer:    Kari Moen, Ola Vik” is set in columns and is no table."""
    return len(line.cells) > 1 and line.cells[0].endswith(":")


def is_role_row(line: Line) -> bool:
    """A row such as "Leder: Kari Moen" in a list of such rows."""
    before, colon, after = line.text.partition(":")
    return bool(colon and after.strip()) and is_role(before) and read_entry(after) is not None


def _one_each(lines: Sequence[Line], taken: list[int], following: Line | None) -> bool:
    """A list with blank lines between its entries goes on while the entries are alike and stand one to a line."""
    if following is None or following.blank or not entry_like(following):
        return False
    last = lines[taken[-1]]
    if len(last.cells) > 1:
        return len(following.cells) > 1
    if last.bullet:
        return bool(following.bullet)
    entry = read_entry(following.text)
    return len(split_entries(following.text)) == 1 and entry is not None and " " in entry.name and last.before_blank


def _wrapped(lines: Sequence[Line], index: int) -> bool:
    """The line goes on with a name that the line above broke off."""
    above = lines[index - 1].text
    return (
        above.rstrip().endswith((",", " og", " och", " and", "&", "/", " -", " –"))
        and len(lines[index].text) < 300
        and bool(re.match(r"[A-ZÆØÅÄÖ(]", lines[index].text))
    )
