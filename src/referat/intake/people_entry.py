"""One person in a list, with what stands beside the name: role, body, initials, whom they stand for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from referat.intake.names import is_bot, is_given, is_initials, is_name, is_organisation, is_title, titled
from referat.intake.result import Evidence, FoundPerson
from referat.intake.titles import is_sentence
from referat.languages.lexicon import Phrases, alternatives, tokens, word_set, words

BULLET = re.compile(r"^(?:[-*+•–]|\d{1,2}[.)])\s+")


_DASHED = re.compile(r"^(?P<name>[^-–—,;:()]+?(?:-[A-ZÆØÅÄÖ][^-–—,;:()]+?)*)(?:\s+[-–—]\s*|\s*[-–—]\s+|\s?[-–—](?=[a-zæøåäö0-9]))(?P<rest>\S.*)$")


_BEFORE_NAME = re.compile(
    r"^(?P<title>[a-zæøåäö][\w.-]+(?: [a-zæøåäö][\w.-]+)?) (?P<name>[A-ZÆØÅÄÖ]\S+(?: [A-ZÆØÅÄÖ]\S*)+)$"
)  # "kyrkoherde Per Lind"


_STYLED = re.compile(r"^(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Cllrs|Councillors?|Rev)\.? (?:[A-Z]\.? )*[A-Z][a-z'’A-Z-]+)(?P<rest>\s.*)?$")


CODED = re.compile(
    r"(?:(?P<before>\d{1,2}\s?[A-ZÆØÅ]):?\s+(?P<first>[A-ZÆØÅÄÖ]\S+(?:\s\S+)+)|(?P<last>[A-ZÆØÅÄÖ]\S+(?:\s\S+)+?),?\s+(?P<after>\d{1,2}\s?[A-ZÆØÅ]))$"
)


_TAIL = re.compile(r"[\s.;,]+$")


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person of a list. `state` is present, absent or other where the entry itself says it, else nothing."""

    person: FoundPerson
    state: str = ""


def split_list(text: str, signs: str = ",;") -> list[str]:
    """The entries of a list in one line; signs and "og" inside parentheses do not count."""
    parts, depth, current = [], 0, ""
    for piece in re.split(rf"([()\[\]{signs}]|\s(?:{and_words()})\s|\s&\s|\t)", text):
        if piece is None:
            continue
        depth += (piece in "([" and piece != "") - (piece in ")]" and piece != "" and depth > 0)
        if depth == 0 and (piece in (*signs, "\t") or re.fullmatch(rf"\s(?:{and_words()}|&)\s", piece)):
            parts.append(current)
            current = ""
        else:
            current += piece
    parts.append(current)
    return [cleaned for part in parts if (cleaned := re.sub(rf"^(?:{and_words()})\s+", "", _TAIL.sub("", part).strip()))]


def first_sentence(text: str) -> str:
    """What is said up to the first full stop that ends a word of some length, or after which something is told."""
    for found in re.finditer(r"(?<=[a-zæøåäö)])\.\s+(?=[A-ZÆØÅÄÖ])", text):
        before = text[: found.start()]
        if before.endswith(")") or re.search(r"[a-zæøåäö]{4}$", before) or is_sentence(" ".join(text[found.end() :].split()[:6])):
            return before
    return text


@cache
def and_words() -> str:
    return alternatives(words("and"))


@lru_cache(maxsize=4096)
def is_people_line(text: str) -> bool:
    """Whether a line is nothing but people, each with what stands beside a name in a list."""
    text = BULLET.sub("", text.strip()).strip()
    if not text or len(text) > 1500 or "?" in text:
        return False
    if says_nobody(text):
        return True
    if (marked := mark_pattern().match(text)) and is_name(marked["name"]):
        return True
    entries = split_list(text)
    if not entries:
        return False
    good = sum(read_entry(entry) is not None for entry in entries)
    first = read_entry(entries[0])
    if first is None:
        return False
    if len(entries) == 1:
        return (
            len(text.split()) <= 12
            and not _acts(text, first.person.name)
            and (" " in first.person.name or is_given(first.person.name) or bool(first.person.org or first.person.roles))
        )
    others = [entry for entry in entries[1:] if read_entry(entry) is None]
    if others and " " not in first.person.name and not is_given(first.person.name) and not first.person.initials:
        return False
    return good >= 1 and all(stands_beside(entry) for entry in others) and not _acts(text, first.person.name)


def _acts(text: str, name: str) -> bool:
    """The words after a name tell what somebody does."""
    rest = text[text.find(name) + len(name) :]
    if rest.lstrip()[:1] in (",", "(", ";", "-", "–"):
        return False
    rest = rest.lstrip()
    found = tokens(rest)
    return bool(found) and found[0][0] in word_set("finite", "tasks", "speech", "wishes", "maybes") and rest[:1].islower()


def stands_beside(text: str) -> bool:
    """What may stand beside a name: a role, a body, a part of the meeting."""
    return (
        text[:1].islower()
        or is_organisation(text)
        or text.casefold() in word_set("titles", "roles.office")
        or any(char.isdigit() for char in text)
        or len(text.split()) <= 4
    )


def says_nobody(text: str) -> bool:
    head, _, said = text.rpartition(":")  # "1B: –", "3. klasse: ingen"
    return len(head.split()) < 3 and _TAIL.sub("", said).strip().casefold() in word_set("nobody")


@cache
def _roles() -> Phrases:
    return Phrases(
        [(word, kind) for kind in ("other", "substitute", "absent", "secretary", "chair", "lead", "office") for word in words(f"roles.{kind}")]
    )


def read_entry(text: str, place: int = 0, raw: str = "") -> PersonEntry | None:
    """One person with what stands beside the name; None where the entry is none."""
    text = text.strip().strip("*_").strip()
    aside: list[str] = []
    if coded := CODED.match(text):  # "1A Hilde Moe", "Hilde Moe 1A": the class that a parent speaks for
        text, aside = coded["first"] or coded["last"], [coded["before"] or coded["after"]]
    while found := re.search(r"\s*[(\[]\s*([^()\[\]]*)\s*[)\]]?", text) if ("(" in text or "[" in text) else None:
        aside += re.split(r"\s*[,;]\s*", found[1].strip())
        text = (text[: found.start()] + " " + text[found.end() :]).strip()
        if len(aside) > 4:
            return None
    head, rest = _parted(text)
    head = _TAIL.sub("", head).strip() if not re.search(r"\b[A-Z]\.$", head) else head.strip()
    if (led := _BEFORE_NAME.match(head)) and is_name(led["name"]) and led["title"].split()[0] not in word_set("common", "finite", "conjunctions"):
        head, rest = led["name"], ", ".join(filter(None, (led["title"], rest)))
    if is_title(head) or (" " not in head and is_organisation(head)):
        return None
    title, head = titled(head)
    if styled := _STYLED.match(head):
        head, rest = styled["name"], ", ".join(filter(None, ((styled["rest"] or "").strip(), rest)))
    if found := re.match(rf"^(?P<name>[A-Z]\S*(?: [A-Z]\S*)+?)\s+(?P<title>(?:{_trailing()}).*)$", head):
        head, rest = found["name"], f"{found['title']}, {rest}"
    if not is_name(head) or is_bot(head):
        return None
    said = [part for piece in (title, *aside, *re.split(r"\s[-–—]\s|,\s*", rest)) for part in [piece.strip(" .;")] if part]
    return person_of(head, said, place, raw)


def _parted(text: str) -> tuple[str, str]:
    """A name and what stands beside it: "Kari Moe for Per Lie", "Kari Moe/Storvik kommune", "Kari Moe – leder", "Rektor: Kari Moe"."""
    if (parted := re.match(r"^(?P<name>[^/]+ [^/]+?)\s?/\s?(?P<rest>[^/]{3,})$", text)) and is_name(parted["name"]):
        return parted["name"], parted["rest"]
    if found := re.match(rf"^(?P<name>[^,:]+?)\s+(?P<rest>(?:{_for()})\s+\S.*)$", text):
        return found["name"], found["rest"]
    if (dashed := _DASHED.match(text)) and is_name(dashed["name"].strip()) and not is_name(text):
        return dashed["name"], dashed["rest"]
    if ":" not in text:
        return text, ""
    before, _, after = text.partition(":")
    named = is_name(before.strip()) and (" " in before.strip() or is_given(before.strip())) and not is_name(after.strip())
    return (before, after) if named else (after, before)


def read_person(text: str) -> FoundPerson | None:
    """One person, with what stands beside the name."""
    found = read_entry(text)
    return found.person if found else None


@cache
def _trailing() -> str:
    """Titles of more than one word, and those that no name ends with."""
    return "|".join(re.escape(form) for word in words("titles") if len(word) > 4 for form in (word.title(), word))


@cache
def _for() -> str:
    listed = {word for word in words("roles.substitute") if word not in ("vara", "varamedlem", "deputy", "suppleant", "substitute")}
    return alternatives(listed | {"for", "fra", "frå", "från", "from", "för"})


def person_of(name: str, said: Sequence[str], place: int, raw: str) -> PersonEntry:
    roles: list[str] = []
    org, initials, stands_for, state = "", "", "", ""
    for part in said:
        folded = part.casefold()
        if is_initials(part) and _are_initials(part, name):
            initials = part
        elif folded in word_set("roles.absent", "stayed_away", "labels.absent"):
            state = "absent"
        elif (found := re.match(rf"^(?:{_for()})\s+(?P<who>.+)$", part)) and is_name(found["who"]):
            stands_for = found["who"]
            roles.append(part)
        elif (hit := _roles().first(part)) and hit[0] <= 3:
            state = "absent" if hit[2] == "absent" else state
            roles.append(part)
        elif found := re.match(r"^(?:fra|frå|från|from)\s+(?P<org>\D+)$", part):
            org = org or found["org"]
        elif (part[:1].islower() and not is_organisation(part)) or any(char.isdigit() for char in part) or folded in word_set("titles"):
            roles.append(part)
        else:
            org = f"{org}, {part}" if org else part
    return PersonEntry(FoundPerson(name, Evidence(place, raw or name, 0.9), org, tuple(roles), initials, stands_for), state)


def _are_initials(letters: str, name: str) -> bool:
    own = "".join(part[0] for piece in name.split() for part in piece.split("-") if part).upper()
    return letters[0] == own[0] and all(letter in own for letter in letters)


@cache
def mark_pattern() -> re.Pattern[str]:
    away, came = alternatives(words("stayed_away")), alternatives(word for word in words("came") if word != "x")
    return re.compile(rf"^(?P<name>.+?)\s+(?:(?P<came>[Xx✓✔]|{came})|(?P<away>{away}|-(?=$)))(?P<rest>[\s,(].*)?$", re.IGNORECASE)
