"""How a person is written in a list: `Name (roles and organisation)`, taken apart. Loads next to nothing."""

from __future__ import annotations

from referat.languages.phrases import NAME_JOINERS, NAME_PARTICLES
from referat.languages.words import OPEN_SEAT_WORDS, ROLE_STARTS, ROLE_WORDS, meanings, spellings
from referat.model.isoday import is_day

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ROLES = meanings(ROLE_WORDS)
_JOINED = tuple([f" {joiner} " for joiner in spellings(NAME_JOINERS)])
_SHORTEST_NAME = 2  # words of a whole name
_LONGEST_FORM = 3  # letters of the form of a firm: AS, ASA, IKS
_ROLE_STARTS = tuple([start for starts in ROLE_STARTS.values() for start in starts])


def people_in(text: str) -> tuple[str, ...]:
    """The people of one entry of a list: one, or two and more whose whole names are joined: `Per Moe (Moss) og Eva Li`."""
    if not any(joiner in text for joiner in _JOINED):
        return (text,)
    spans = parentheses(text)
    cuts = [0]
    for joiner in _JOINED:
        at = text.find(joiner)
        while at >= 0:
            if not any(start < at < end for start, end in spans):
                cuts += [at, at + len(joiner)]
            at = text.find(joiner, at + 1)
    cuts = [*sorted(cuts), len(text)]
    found = tuple([text[start:end].strip(" \t,") for start, end in zip(cuts[::2], cuts[1::2], strict=True)])
    return found if all(map(is_whole_name, found)) else (text,)


def joined_entries(entries: Iterable[str]) -> Iterator[str]:
    """The entries of a list, those that a comma within parentheses has parted put together again: `[Ida Ås (gjest, sak 6)]`."""
    held = ""
    for entry in entries:
        held = f"{held}, {entry}" if held else entry
        if held.count("(") <= held.count(")"):
            yield held
            held = ""
    if held:
        yield held


def is_whole_name(text: str) -> bool:
    """Whether a text is a person's first and last name, perhaps with something in parentheses, and not that of a firm."""
    name = text.partition("(")[0].strip(" \t?")
    words = name.split()
    if len(words) < _SHORTEST_NAME or any(sign in name for sign in ",/@&") or (words[-1].isupper() and len(words[-1]) <= _LONGEST_FORM):
        return False
    return words[0][0].isupper() and words[-1][0].isupper() and all(word[0].isupper() or word in NAME_PARTICLES for word in words)


def may_be_several(name: str) -> bool:
    """Whether a name that was read as one person's looks like two, or like a name and more: `Per og Eva Li`, `Per Lie, Eva Li`."""
    if "," in name:
        return True
    for joiner in _JOINED:
        first, joined, other = name.partition(joiner)
        if joined and is_whole_name(other) and first[:1].isupper() and first.isalpha():
            return True
    return False


def person_parts(text: str) -> tuple[str, str, tuple[str, ...], bool, tuple[str, ...], str, str]:
    """The values of a Participant, all but the place."""
    name, parts = _cut(text)
    roles, org, since, until = read_parts(parts)
    alternatives: tuple[str, ...] = ()
    confirmed = True
    if " / " in name or ("/" in name and "?" in name):
        alternatives = tuple(part.strip().rstrip("?").strip() for part in name.split("/") if part.strip())
        name, confirmed = "", False
    elif name.endswith("?"):
        name, confirmed = name.rstrip("?").strip(), False
    if name.casefold() in OPEN_SEAT_WORDS:
        name, confirmed = "", False
    return name, org, tuple(roles), confirmed, alternatives, since, until


def as_written(name: str, org: str, roles: tuple[str, ...], confirmed: bool, alternatives: tuple[str, ...]) -> str:
    """A person as a line of a list, given some of these values, in their order."""
    name = name + ("" if confirmed else "?") if name else " / ".join(a + "?" for a in alternatives) or "N.N."
    parts = [role.partition(": ")[2] or role for role in roles]
    if org:
        parts.append(org)
    return f"{name} ({', '.join(parts)})" if parts else name


def role_of(part: str) -> str | None:
    """The key of a role ("chair", "substitute: vara for Per"), or None where the words are no role."""
    folded = part.casefold().strip()
    if folded in _ROLES:
        return f"{_ROLES[folded]}: {part.strip()}"
    if not f"{folded} ".startswith(_ROLE_STARTS):
        return None
    return next((f"{key}: {part.strip()}" for key, starts in ROLE_STARTS.items() if f"{folded} ".startswith(starts)), None)


def _cut(text: str) -> tuple[str, str]:
    """The name, and what stands in the parentheses at the end; those of a nickname in the middle belong to the name."""
    if " – " in text or " - " in text:  # "Eva Li – leder"
        before, _, after = text.replace(" - ", " – ").partition(" – ")
        if is_whole_name(before) and "(" not in before and not is_whole_name(after):
            text = f"{before},{after.replace(' – ', ', ')}"
    spans, tail = parentheses(text), len(text)
    first = len(spans)
    while first and not text[spans[first - 1][1] + 1 : tail].strip(" \t,"):
        first -= 1
        tail = spans[first][0]
    if not spans and "," in text:
        name, _, rest = text.partition(",")
        if is_whole_name(name) and rest.strip() and not is_whole_name(rest.partition(",")[0]):  # "Eva Li, leder, Moss kommune"
            return name.strip(), rest.strip()
    if first == len(spans) and spans and text[spans[-1][1] + 1 :].lstrip().startswith(","):  # "Kari Nes (Oslo), leder"
        start, end = spans[-1]
        return text[:start].strip(), f"{text[start + 1 : end]}, {text[end + 1 :].lstrip(' ,')}"
    return text[:tail].strip(" \t,"), ", ".join(text[start + 1 : end] for start, end in spans[first:])


def parentheses(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of parentheses: offsets of ( and ). One that is never closed goes to the end."""
    if "(" not in text:
        return []
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for index, sign in enumerate(text):
        if sign == "(":
            start, depth = (start if depth else index), depth + 1
        elif sign == ")" and depth:
            depth -= 1
            if not depth:
                spans.append((start, index))
    return [*spans, (start, len(text))] if depth else spans


def read_parts(parts: str) -> tuple[list[str], str, str, str]:
    """Roles, organisation, and the days from and until, of what stands in the parentheses."""
    roles: list[str] = []
    orgs: list[str] = []
    since = until = ""
    for part in filter(None, (p.strip() for p in parts.split(","))):
        word, _, rest = part.partition(" ")
        if word.casefold() in {"til", "until"} and is_day(rest):
            until = rest
        elif word.casefold() in {"fra", "frå", "from"} and is_day(rest):
            since = rest
        elif role := role_of(part):
            roles.append(role)
        else:
            orgs.append(part)
    return roles, ", ".join(orgs), since, until
