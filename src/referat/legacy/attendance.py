"""Attendance: who is listed as present, absent, substitute or other, from lists, paragraphs and tables."""

import re
from collections.abc import Sequence
from dataclasses import replace

from referat.legacy.attendancetable import are_side_by_side, header_row, heads_table, read_sides, read_table
from referat.legacy.attended import Attendance, found_person
from referat.legacy.entries import Entry, is_role, read_entry, split_entries
from referat.legacy.lines import Line
from referat.legacy.names import is_bot, is_given_name, looks_like_name, looks_like_organisation
from referat.legacy.people import LEAD, MOST_PEOPLE, NEAR, TOP, block, is_labelled_row, is_role_row, marked_label, people_label
from referat.legacy.result import Person
from referat.legacy.vocabulary import PEOPLE_FIELDS, Label, phrase, read_label, table, words

_GROUPS = re.compile(r"(?<=\w)\.\s+(?=[A-ZÆØÅÄÖ][\w -]{2,30}:\s)")  # "Foreldre: A, B. Ansatte: C."
# Where the line breaks are lost, prose follows the last name at once: "..., Silje Vi gikk gjennom lista".
_TELLS = re.compile(r"(?<=[a-zæøåäö])\s+(?=(?:Vi|Det|De|Man|Styret|Møtet|Mötet|Mødet|Styrelsen|Bestyrelsen|We|It|The meeting)\s+[a-zæøåäö]{2,})")
_HANDLE = re.compile(r"[a-zæøåäö][\w.-]{2,14}$")
_CALLED = re.compile(r"(?i)(?:innkalte?|kalla|indkaldte?|kallade)\b")
_ALSO_PRESENT = re.compile(r"(?i)närvarande|til stede|til stades|tilstede|present")


def _nickname(text: str) -> bool:
    """Somebody who goes by a name in small letters, in a list of short names; no role, and no small word."""
    return bool(_HANDLE.match(text)) and not is_role(text) and not is_bot(text) and not phrase("common").search(text) and text not in words("nobody")


def _line_entries(text: str, single: bool) -> list[tuple[Entry, str]]:
    """The people of one line; `single` where each line of the list is one person."""
    before, colon, after = text.partition(":")
    group_role: tuple[str, ...] = ()
    group_org = ""
    alone = not re.search(r"[,;(]", before) and ":" not in re.sub(r"\([^)]*\)", "", after)
    if colon and after.strip() and before.strip() and alone:
        if before.strip().casefold() in table("labels", "members"):
            text = after
        elif is_role(before) or read_label(before.strip() + ":", PEOPLE_FIELDS):
            group_role, text = ((before.strip(),) if is_role(before) else ()), after
        elif not looks_like_name(before.strip()) or looks_like_organisation(before) or _heads_group(before.strip(), after):
            group_org, text = before.strip(" *"), after
    pieces = [text] if single else split_entries(text)
    by_handle = sum(" " not in piece for piece in pieces) >= max(4, len(pieces) * 0.6)
    found: list[tuple[Entry, str]] = []
    for piece in pieces:
        bare = piece.strip(" .")
        entry = read_entry(piece)
        if (
            found
            and (is_role(bare) or _is_post(bare) or (looks_like_organisation(bare) and (entry is None or entry.name == bare or not entry.org)))
            and not (entry and entry.roles and bare.endswith(entry.name))
        ):
            last, said = found[-1]
            found[-1] = (replace(last, roles=(*last.roles, bare)) if is_role(bare) or _is_post(bare) else replace(last, org=last.org or bare), said)
        elif entry is not None:
            found.append((replace(entry, roles=(*group_role, *entry.roles), org=entry.org or group_org), piece))
        elif by_handle and _nickname(bare):
            found.append((Entry(bare), piece))
    return found


def _is_post(text: str) -> bool:
    """A post of several words that ends in a work title: "Democratic Services Officer"."""
    tokens = text.casefold().split()
    return len(tokens) > 1 and tokens[-1] in words("titles") and "(" not in text and not is_given_name(text.split(maxsplit=1)[0])


def _heads_group(before: str, after: str) -> bool:
    """“Ansatte: Kari Moen” is a group and who is in it; “Kari Moen: Fjordvik” is a person."""
    first = (split_entries(after) or [""])[0].strip(" .")
    return " " not in before and not is_given_name(before) and looks_like_name(first) and (" " in first or is_given_name(first))


def _one_person_lines(texts: list[str], bullets: bool) -> bool:
    """Each line of the list is one person with an organisation or a role after a comma."""
    if len(texts) < 2:
        return False
    if bullets and sum("," not in text for text in texts) * 2 > len(texts):
        return True
    two = [text for text in texts if text.count(",") in (1, 2)]
    if len(two) < len(texts) * 0.6 or any(text.rstrip().endswith(",") for text in texts[:-1]):
        return False
    seconds = [text.split(",")[1].strip() for text in two]
    return (
        sum(is_role(second) or looks_like_organisation(second) or not looks_like_name(second) or " " not in second for second in seconds)
        >= len(seconds) * 0.6
    )


def _join_torn(people: list[Person], attendance: Attendance) -> list[Person]:
    """Put together a name that a stray comma split: a lone word among full names, after somebody without a middle name."""
    lone = [index for index, person in enumerate(people) if " " not in person.name and not person.roles and not person.org]
    if len(lone) != 1 or len(people) < 6 or lone[0] == 0:
        return people
    index = lone[0]
    first, second = people[index - 1], people[index]
    if first.evidence.line != second.evidence.line or first.roles or first.org or len(first.name.split()) != 2:
        return people
    whole = replace(first, name=f"{first.name} {second.name}", evidence=replace(first.evidence, quote=f"{first.evidence.quote}", confidence=0.5))
    attendance.torn.append((first.name, second.name, second.evidence.line))
    return [*people[: index - 1], whole, *people[index + 1 :]]


def read_attendance(lines: Sequence[Line]) -> Attendance:
    """All attendance lists of a meeting."""
    attendance = Attendance()
    index, last = 0, -1
    while index < len(lines):
        if are_side_by_side(lines, index, last):
            index = last = read_sides(lines, index, attendance)
            index += 1
            continue
        end = _read_list(lines, index, last, attendance)
        if end > index:
            last, index = max(row for row in attendance.used if row < end), end
        else:
            index += 1
    came = [person for person in attendance.present if person.name not in attendance.called]
    twice = [person for person in attendance.present if sum(one.name == person.name for one in attendance.present) > 1]
    if came or twice:  # a list of those who came stands beside the list of those who were called
        attendance.present = [person for person in attendance.present if person in came or person in twice]
    attendance.present = _join_torn(_unique(attendance.present), attendance)
    attendance.substitutes = [person for person in _unique(attendance.substitutes) if not _named(attendance.present, person)]
    attendance.others = [person for person in _unique(attendance.others) if not _named(attendance.present, person)]
    _move_absent(attendance)
    return attendance


def _read_list(lines: Sequence[Line], index: int, last: int, attendance: Attendance) -> int:
    """Read the list that begins at `index`, if one does; where it ends, or `index` where none gave anybody."""
    line, label = lines[index], _label(lines, index, last)
    columns = header_row(line.cells) if len(line.cells) > 1 and (last < 0 or index - last <= 2) else {}
    in_table = heads_table(line, label, columns)
    if in_table:
        label = Label("present", "", "", False)
    if label is None:
        return index
    taken, end = block(lines, index, label)
    if in_table:
        taken = [index, *taken]
    else:
        rows = sum(len(lines[row].cells) > 1 and not is_labelled_row(lines[row]) for row in taken)
        in_table = rows > len(taken) / 2 and not label.rest
    name = _list_of(lines, index, label, attendance)
    count = len(attendance.list_for(name)) if name != "absent" or attendance.absent is not None else 0
    if in_table:
        read_table(lines, taken, name, attendance)
    else:
        _read_block(lines, index, label, taken, name, attendance)
    said_none = name == "absent" and label.rest.strip(" .").casefold() in words("nobody")
    if _CALLED.match(label.words):
        attendance.called |= {person.name for person in attendance.list_for(name)[count:]}
    if said_none:
        attendance.list_for("absent")
    elif len(attendance.list_for(name) if name != "absent" or attendance.absent is not None else []) == count:
        if label.field == "present" and label.colon and not label.rest:
            attendance.used.add(index)
        return index
    attendance.used |= {index, *taken}
    return max(end, index + 1)


def _list_of(lines: Sequence[Line], index: int, label: Label, attendance: Attendance) -> str:
    """Which list a label begins. Those "in attendance" are others, and those who met where no list of such stands."""
    if label.field == "others" and _ALSO_PRESENT.search(label.words):
        return "present"
    alone = label.words.casefold() == "in attendance" and not attendance.present and not _present_follows(lines, index)
    return "present" if alone else label.field


def _present_follows(lines: Sequence[Line], index: int) -> bool:
    """A list of those present stands below."""
    return any((label := people_label(line)) and label.field == "present" for line in lines[index + 1 : index + NEAR] if not line.blank)


def _label(lines: Sequence[Line], index: int, last: int) -> Label | None:
    """The label of an attendance list that may begin here; the last one ended at `last`."""
    if last >= 0 and index - last > NEAR:
        return None
    label = people_label(lines[index]) or (marked_label(lines, index) if index < TOP else None)
    elected = label is not None and label.field != "present" and last < 0 and (index >= TOP or (index > 0 and is_role_row(lines[index - 1])))
    return None if elected else label


def _read_block(lines: Sequence[Line], index: int, label: Label, taken: list[int], name: str, attendance: Attendance) -> None:
    people = attendance.list_for(name) if name != "absent" else []
    rows = [(lines[index], _first_sentence(part)) for part in _GROUPS.split(LEAD.sub("", label.rest)) if part.strip(" .")]
    rows += [(lines[row], lines[row].text) for row in taken]
    rows = _mend_breaks(rows)
    single = _one_person_lines([text for _, text in rows], all(line.bullet for line, _ in rows))
    for line, text in rows:
        for entry, said in _line_entries(text, single):
            if len(people) >= MOST_PEOPLE:
                return
            people.append(found_person(entry, line, said))
    if name == "absent" and people:
        attendance.list_for("absent").extend(people)


def _mend_breaks(rows: list[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """Join a row to the one above where a name runs over the end of the line."""
    mended: list[tuple[Line, str]] = []
    for line, text in rows:
        if mended and not line.bullet:
            above_line, above = mended[-1]
            ends, begins = (split_entries(above) or [""])[-1].strip(" ."), (split_entries(text) or [""])[0].strip(" .")
            lone = (" " not in ends) + (" " not in begins)
            if (
                above.count(",") >= 2
                and ((len(above) > 50 and lone) or (lone == 2 and "," in text))
                and not above.rstrip().endswith((",", ";"))
                and not line.cells
            ):
                mended[-1] = (above_line, f"{above} {text}")
                continue
        mended.append((line, text))
    return mended


def _first_sentence(text: str) -> str:
    """A list ends with its sentence: what is told after a full stop is prose, unless it is a row of names itself."""
    text = _TELLS.split(text)[0]
    text = re.sub(r"(?<!\w)(\w*[Rr]ep|Cllr|Mr|Mrs|Ms|Dr|Prof|Rev|St|adv|red|Chr|Kr|Fr|Th|Joh|Wm)\.(?=\s)", r"\1", text)
    parts = re.split(r"(?<=[\wæøå)]{2})\.\s+(?=[A-ZÆØÅÄÖ0-9])", text)
    kept = [parts[0]]
    for part in parts[1:]:
        entries = split_entries(part)
        if not all(looks_like_name(entry.strip(" .")) for entry in entries) or not entries:
            break
        kept.append(part)
    return ", ".join(kept)


def _unique(people: list[Person]) -> list[Person]:
    found: dict[str, Person] = {}
    for person in people:
        found.setdefault(person.name.casefold(), person)
    return list(found.values())


def _named(people: list[Person], person: Person) -> bool:
    return any(one.name.casefold() == person.name.casefold() for one in people)


def _move_absent(attendance: Attendance) -> None:
    """Those whose parentheses say that they did not come are absent."""
    away = set(table("roles", "absent"))
    gone = [person for person in attendance.present if any(role.casefold() in away for role in person.roles)]
    if gone:
        attendance.present = [person for person in attendance.present if person not in gone]
        attendance.list_for("absent").extend(gone)
