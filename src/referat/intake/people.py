"""Lists of people: one by one in a line, a line each, in a table or a matrix, under their roles; the grammar is the one that explains most."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from referat.documents.block import Block
from referat.intake.names import is_given, is_name, is_organisation, is_title
from referat.intake.people_entry import (
    BULLET,
    CODED,
    PersonEntry,
    and_words,
    first_sentence,
    mark_pattern,
    person_of,
    read_entry,
    says_nobody,
    split_list,
    stands_beside,
)
from referat.languages.lexicon import phrases, word_set

_COUNT = re.compile(r"^\(?\d+(?:\s+\w+){0,2}\)?$")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The people of a list, and how much of its words they explain (0 to 1)."""

    people: tuple[PersonEntry, ...]
    explained: float
    doubts: tuple[str, ...] = ()


def parse_people(parts: Sequence[Block]) -> Parsed:
    """The people of a section, by the grammar that explains most of it."""
    rows = [part for part in parts if len(part.cells) > 1]
    lines = [part for part in parts if part.text.strip()]
    candidates = []
    if rows and len(rows) >= len(lines) * 0.6:
        candidates.append(_table(lines))
    candidates += [_matrix(lines), _roles_run(lines), _lines(lines), _commas(lines)]
    best = max(candidates, key=lambda parsed: (round(parsed.explained, 2), -_single(parsed)))
    return replace(best, people=tuple(_unique(best.people)))


def _single(parsed: Parsed) -> float:
    return sum(" " not in found.person.name for found in parsed.people) / max(1, len(parsed.people))


def _unique(people: Sequence[PersonEntry]) -> Iterator[PersonEntry]:
    seen: set[str] = set()
    for found in people:
        if found.person.name.casefold() not in seen:
            seen.add(found.person.name.casefold())
            yield found


def _share(people: Sequence[PersonEntry], unexplained: Sequence[str], total: int) -> float:
    if not people:
        return 1.0 if not unexplained else 0.0
    return max(0.0, 1 - sum(map(len, unexplained)) / max(1, total))


def _joined(lines: Sequence[Block]) -> list[tuple[str, Block]]:
    """The lines with those that go on put together."""
    out: list[tuple[str, Block]] = []
    for part in lines:
        text = BULLET.sub("", part.text.replace("\n", ", ") if part.kind == "row" else part.text).strip()
        if (
            out
            and not part.number
            and (
                out[-1][0].endswith((",", "-", "&"))
                or re.match(rf"^(?:{and_words()}|&)\s", text)
                or part.text[:1].islower()
                or text[:1] == "("
                or out[-1][0].count("(") > out[-1][0].count(")")
                or _broken(out[-1][0], text, part)
            )
        ):
            out[-1] = f"{out[-1][0]} {text}", out[-1][1]
        else:
            out.append((text, part))
    return out


def _broken(above: str, text: str, part: Block) -> bool:
    """The line above ends in the middle of a name: "Oddny Dahl, Peder" and "Engen, Rakel Foss"."""
    *whole, last = above.split(",")
    first, comma, _ = text.partition(",")
    return not part.paragraph and any(" " in entry.strip() for entry in whole) and bool(comma) and " " not in last.strip() and " " not in first


def _commas(lines: Sequence[Block]) -> Parsed:
    """Names with commas between, over any number of lines; what is no name is said of the one before it."""
    people: list[PersonEntry] = []
    lost: list[str] = []
    doubts: list[str] = []
    total = 0
    for text, block in _joined(lines):
        total += len(text)
        first = first_sentence(text)
        if len(text) - len(first) > 3 and re.search(r"[A-ZÆØÅÄÖ]\w+ [A-ZÆØÅÄÖ]\w+", text[len(first) :]):
            lost.append(text[len(first) :])
        text = first
        if says_nobody(text):
            continue
        entries = _entries(text, alone=len(lines) == 1)
        long_names = sum(" " in entry and read_entry(entry) is not None for entry in entries) > len(entries) / 2
        for entry in entries:
            found = read_entry(entry, block.place, entry) if ":" not in re.sub(r"\([^)]*\)", "", entry) or CODED.match(entry) else None
            lone = found is not None and " " not in found.person.name and long_names and people and not found.person.roles and not found.person.org
            if found and not (lone and not is_given(found.person.name)):
                people.append(found)
            elif people and lone and not is_organisation(entry) and entry.istitle() and len(lines) == 1:
                name = f"{people[-1].person.name} {entry}"
                doubts.append(name)
                people[-1] = replace(people[-1], person=replace(people[-1].person, name=name))
            elif people and ":" not in entry and stands_beside(entry):
                people[-1] = _with(people[-1], entry)
                lost += (
                    [entry[:12]] if re.search(r"[^\W_]+ [A-ZÆØÅÄÖ][a-zæøåäö]+", entry) and not is_organisation(entry) and entry.count(" ") < 4 else []
                )
            elif not _COUNT.match(entry):
                lost.append(entry)
    return Parsed(tuple(people), _share(people, lost, total), tuple(doubts))


def _entries(text: str, *, alone: bool) -> list[str]:
    """The entries of a line; where dashes stand between names, they part them as commas do."""
    dashed = [piece.strip(" -–—") for piece in re.split(r"\s[-–—]\s?|\s?[-–—]\s|^-", text) if piece.strip(" -–—")]
    if (
        len(dashed) > 1
        and "," not in text.split(dashed[-1], maxsplit=1)[0]
        and sum(read_entry(piece) is not None and " " in piece for piece in dashed) > len(dashed) * 0.7
    ):
        given = sum(is_given(piece.split()[0]) for piece in dashed)
        if given >= 2 or len(dashed) > 3:
            return [entry for piece in dashed for entry in split_list(piece, ",;/")]
    return split_list(_cut_titles(text) if alone and len(text) > 120 else text)


def _with(found: PersonEntry, beside: str) -> PersonEntry:
    person = found.person
    added = person_of(person.name, [beside], person.evidence.line, person.evidence.quote)
    merged = replace(
        person,
        org=", ".join(filter(None, (person.org, added.person.org))),
        roles=(*person.roles, *added.person.roles),
        initials=person.initials or added.person.initials,
        stands_for=person.stands_for or added.person.stands_for,
    )
    return PersonEntry(merged, added.state or found.state)


def _lines(lines: Sequence[Block]) -> Parsed:
    """A person a line: the name first, then what stands beside it."""
    people: list[PersonEntry] = []
    lost: list[str] = []
    total = 0
    if len(lines) < 2 and not (lines and lines[0].number):
        return Parsed((), 0.0)
    plural = 0
    for text, block in _joined(lines):
        total += len(text)
        if says_nobody(text):
            continue
        entries = split_list(text)
        first = read_entry(entries[0], block.place, text) if entries else None
        if first is None and len(entries) > 1 and is_organisation(entries[0]):
            first, entries = read_entry(entries[1], block.place, text), [entries[1], entries[0], *entries[2:]]
        if first is None:
            lost.append(text)
            continue
        more = entries[1:]
        plural += sum(_is_another(entry) for entry in more)
        for entry in more:
            first = _with(first, entry)
        if re.match(r"^-", block.number) and any(re.match(r"^\+", one.number) for one in lines):
            first = PersonEntry(first.person, "absent")
        people.append(first)
    explained = _share(people, lost, total)
    beside = sum(bool(found.person.org or found.person.roles) for found in people)
    explained -= 0.5 * (plural > len(people) * 0.34)
    return Parsed(tuple(people), explained + (0.02 if beside else 0.01) if people else 0.0)


def _is_another(entry: str) -> bool:
    """One more person, and not what the first one is."""
    if CODED.match(entry):
        return True
    head = re.sub(r"\s*\(.*", "", entry)
    return (" " in head or is_given(head)) and is_name(head) and not is_organisation(head)


def _matrix(lines: Sequence[Block]) -> Parsed:
    """Names with a cross or a word beside each: "Mats Sjögren X", "Petra Lund Anmält förhinder"."""
    people: list[PersonEntry] = []
    lost: list[str] = []
    total = crosses = 0
    state = ""
    for part in lines:
        text = " ".join(part.text.split())
        total += len(text)
        found = mark_pattern().match(text)
        if found and is_name(found["name"]):
            crosses += 1
            said = [piece.strip(" ().") for piece in re.split(r",\s*", (found["rest"] or "").strip(" ,")) if piece.strip()]
            one = person_of(found["name"], said, part.place, part.raw or text)
            people.append(PersonEntry(one.person, "absent" if found["away"] else state or "present"))
        elif kind := role_word(text):
            state = "other" if kind == "others" else ""
        else:
            lost.append(text)
    crossed = all(re.search(r"\s[Xx✓✔](?=[\s,(]|$)", part.text) for part in lines)
    return Parsed(tuple(people), _share(people, lost, total) + 0.05) if crosses >= 2 or (crosses and crossed) else Parsed((), 0.0)


def role_word(text: str) -> str:
    """A line that is nothing but the name of a kind of people: "Ledamöter Närvarande", "Suppleanter"."""
    hits = list(phrases("labels.others", "labels.members", "labels.substitutes", "labels.present").all(text))
    covered = sum(end - start for start, end, _ in hits)
    return hits[0][2].removeprefix("labels.") if hits and covered >= len(text.strip(" :")) * 0.6 else ""


def _roles_run(lines: Sequence[Block]) -> Parsed:
    """Names under what they are, each kind with a colon: "Ordførere: A og B Rådmenn: C"."""
    text = " ".join(part.text for part in lines)
    pieces = re.split(r"(?:(?<=^)|(?<=[\s.]))(?=[A-ZÆØÅÄÖ][\w-]{2,}(?: [a-zæøåäö][\w-]*){0,3}\s?:\s)", text)
    people: list[PersonEntry] = []
    lost: list[str] = []
    place = lines[0].place if lines else 0
    kinds = 0
    for piece in pieces:
        head, colon, rest = piece.partition(":")
        if not colon or re.search("[,(]", head) or (read_entry(head) and (" " in head.strip() or is_given(head.strip()))):
            rest, head = piece, ""
        kinds += bool(colon and head)
        inner = _commas([Block("text", _cut_titles(rest.strip()), place=place)]) if rest.strip() else Parsed((), 1.0)
        other = bool(phrases("labels.others", "roles.other").first(head))
        for found in inner.people:
            person = found.person if not head else replace(found.person, roles=(*found.person.roles, head.strip()))
            people.append(PersonEntry(person, found.state or ("other" if other else "")))
        lost += [rest] * (inner.explained < 0.6)
    if kinds < 1 and _cut_titles(text) == text:
        return Parsed((), 0.0)
    return Parsed(tuple(people), _share(people, lost, len(text)) - 0.03)


def _cut_titles(text: str) -> str:
    """Commas where a title begins the next person of a list that lost its line breaks: "Moe, Storby Ordfører Olav Lie"."""
    return re.sub(r"(?<=[a-zæøåäö)])\s+(?=([A-ZÆØÅÄÖ][a-zæøåäö]{4,}) [A-ZÆØÅÄÖ])", lambda found: "; " if is_title(found[1]) else found[0], text)


def _table(lines: Sequence[Block]) -> Parsed:
    """Rows: a name, and what the other columns say; a header row tells which column is which."""
    heads: dict[int, str] = {}
    people: list[PersonEntry] = []
    lost: list[str] = []
    total = 0
    for part in lines:
        cells = [cell.strip() for cell in (part.cells or (part.text,))]
        total += len(part.text)
        columns = {at: kind for at, cell in enumerate(cells) if (kind := _column(cell))}
        if columns.get(0) == "state" and len(columns) > 1:  # "Deltakere | Enhet | Til stede"
            columns[0] = "name"
        if (
            "name" in columns.values()
            and len(columns) >= max(1, len([cell for cell in cells if cell]) - 1)
            and not any(is_name(cell) and " " in cell for cell in cells)
        ):
            heads = columns
            continue
        names = [at for at, kind in heads.items() if kind == "name" and at < len(cells)] or [
            next((at for at, cell in enumerate(cells) if cell and read_entry(cell)), 0)
        ]
        for at in names:
            following = next((other for other in names if other > at), len(cells))
            found = _row(cells[at:following], [heads.get(column, "") for column in range(at, following)], part) if at < len(cells) else None
            if found:
                people.append(found)
            elif cells[at : at + 1] and cells[at]:
                lost.append(part.text)
    return Parsed(tuple(people), _share(people, lost, total) + 0.05 if people else 0.0)


def is_column_of_names(cells: Sequence[str]) -> bool:
    """The row heads a table of people."""
    return any(cell.casefold().strip(" :*") in word_set("labels.name") for cell in cells[:3])


def heads_attendance(cells: Sequence[str]) -> bool:
    """The row heads a table that says of each whether they came: "Namn | Närvarande | Frånvarande"."""
    kinds = [_column(cell) for cell in cells]
    return ("name" in kinds[:3] and "state" in kinds) or (kinds[:1] == ["state"] and "state" in kinds[1:])


def _column(cell: str) -> str:
    folded = cell.casefold().strip(" :*?")
    if folded in word_set("labels.name"):
        return "name"
    if folded in word_set("labels.absent"):
        return "away"
    if folded in word_set("labels.present", "present_column"):
        return "state"
    return "beside" if phrases("org_columns", "labels.body").first(folded) or folded in word_set("roles.office", "labels.status") else ""


def _row(cells: Sequence[str], heads: Sequence[str], part: Block) -> PersonEntry | None:
    found = read_entry(cells[0], part.place, part.raw or part.text)
    if found is None:
        entries = split_list(cells[0])
        found = read_entry(entries[0], part.place, part.raw or part.text) if entries else None
        for entry in entries[1:]:
            found = _with(found, entry) if found else None
    if found is None:
        return None
    for cell, head in zip(cells[1:], heads[1:], strict=False):
        folded = cell.casefold().strip(" .")
        if folded in word_set("came") or folded in ("✓", "✔", "☒", "☑"):
            found = PersonEntry(found.person, "absent" if head == "away" else "present")
        elif folded in word_set("stayed_away") or (head == "state" and folded in ("", "-", "–", "☐")):
            found = PersonEntry(found.person, "absent" if folded else found.state or "absent")
        elif cell:
            for entry in split_list(cell):
                found = _with(found, entry)
    return found
