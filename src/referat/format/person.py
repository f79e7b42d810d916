"""How a person is written in a list: `Name (roles and organisation)`, taken apart. Loads next to nothing."""

from __future__ import annotations

from referat.languages.words import OPEN_SEAT_WORDS, ROLE_STARTS, ROLE_WORDS, meanings
from referat.model.isoday import is_day

_ROLES = meanings(ROLE_WORDS)
_ROLE_STARTS = tuple([start for starts in ROLE_STARTS.values() for start in starts])


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
    spans, tail = parentheses(text), len(text)
    first = len(spans)
    while first and not text[spans[first - 1][1] + 1 : tail].strip(" \t,"):
        first -= 1
        tail = spans[first][0]
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
