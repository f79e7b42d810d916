"""One entry of an attendance list, taken apart: the name, the organisation, the roles; and a line of entries, split."""

import re
from dataclasses import dataclass, replace
from functools import cache

from referat.legacy.names import is_bot, is_given_name, is_initials, looks_like_name, looks_like_organisation
from referat.legacy.vocabulary import alternatives, table, words

_PAREN = re.compile(r"\s*[(\[]\s*([^()\[\]]*)(?:[)\]]|$)")
_DASHES = re.compile(r"(?:^|\s)[-–—]+\s?|\s[-–—]+")
_MAIL = re.compile(r"<?[\w.+-]+@[\w-]+\.[\w.]+>?")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_CONJUNCTION = "og|och|and|samt|&|eg|med"


_GROUPED = re.compile(r"^(?P<org>[^:,()]{1,30}):\s+(?P<name>[^:]+)$")  # "2B: Kari Moen"
_SLASH = re.compile(r"^(?P<name>[^/(]+?)\s?/\s?(?P<org>[^/]+)$")
_COMING = "kom|gikk|gjekk|kl\\.?|fra kl|frå kl|til kl|fra sak|frå sak|til sak|under sak|arrived|left|from|until|anlände|gick"
_CAME = re.compile(rf"^(?P<name>[^(,:]+?)\s+(?P<how>(?:{_COMING})\s.{{1,40}})$")  # "Embla kom 18.30"
_PARTS = re.compile(r",|\s[-–—]\s?|\s?[–—]\s|:\s|\t|\s/\s")
_BEGINS_NAME = re.compile(r"[^\W\d_a-zæøåäö][\w.'’-]*(?:\s+[^\W\d_a-zæøåäö]|\s*(?:[,–:-]|$))")
_SMALL_ROLE = re.compile(  # "sokneprest Kari"
    r"^(?P<role>(?!(?:og|och|and|samt|fra|frå|med|ved|til)\s|l[bcdfghkmnpqrstvwxz])[a-zæøåäö]{4,}(?:\s[a-zæøåäö]{4,})?)\s+(?=[A-ZÆØÅÄÖ])"
)
_HANDLE = re.compile(r"^@(?P<name>[a-zæøåäö][\w.-]+)$")  # somebody who goes by a handle only
_NICK = re.compile(r"(?<=[a-zæøåäö])\s+@[\w-]+")  # "Kari Moen @karimoen"
_SMALL_AFTER = re.compile(r"^(?P<name>\S+(?:\s[^\W\d_a-zæøåäö]\S*)+)\s(?P<role>[a-zæøåäö]{3,}(?:\s[a-zæøåäö]{3,})?)$")
_BEFORE_SMALL = re.compile(r"(\([^()]*\))\s+(?=[a-zæøåäö]{4,}\s)")  # "Per (L) tjänstgörande ersättare för Eva"
_BEHALF = r"(?:pva\.?|p\.v\.a\.?|på vegne av|på vegne af|on behalf of|vara for|møtte for|ersättare för|suppleant for|for|för)"
_ON_BEHALF = re.compile(rf"^(?P<who>.+?)\s+{_BEHALF}\s+(?P<for>[A-ZÆØÅÄÖ].*)$")


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    org: str = ""
    roles: tuple[str, ...] = ()
    initials: str = ""
    stands_for: str = ""


@cache
def _role() -> re.Pattern[str]:
    roles = {word for key in ("chair", "secretary", "office", "substitute", "other", "absent") for word in table("roles", key) if word != "for"}
    return re.compile(rf"^(?:{alternatives(roles)})\.?(?!\w)", re.IGNORECASE)


@cache
def _manner() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives(table('roles', 'manner'))})\.?(?![\w])", re.IGNORECASE)


@cache
def _prefix() -> re.Pattern[str]:
    """A role or a work title before the name: "vara Kari", "Seniorrådgiver Ola"."""
    known = {
        *words("titles"),
        *(word for key in ("chair", "secretary", "office", "substitute") for word in table("roles", key) if word not in ("for", "för", "minutes")),
    }
    ends = alternatives(word for word in words("titles") if len(word) > 3 and " " not in word)  # "Helsesykepleier", "Bydelsdirektør"
    one = rf"(?:{alternatives(known)}|[A-ZÆØÅÄÖ][a-zæøåäö]{{2,}}-?(?:{ends}))"
    return re.compile(rf"^(?P<role>{one}(?:\s+{one})*)\.?\s*[:.]?\s+(?=[A-ZÆØÅÄÖ])", re.IGNORECASE)


@cache
def _for() -> re.Pattern[str]:
    phrases = table("roles", "substitute")
    return re.compile(rf"^(?:{alternatives(phrases)})\s+(?P<who>[A-ZÆØÅÄÖ].*)$", re.IGNORECASE)


def is_role(text: str) -> bool:
    """The words are a role or how somebody took part, not an organisation."""
    text = text.strip()
    found = _role().match(text)
    return bool(found and (found.end() >= len(text) - 1 or (len(text.split()) <= 5 and not looks_like_organisation(text[found.end() :])))) or bool(
        _manner().match(text)
    )


def _aside(entry: Entry, text: str) -> Entry:
    """An entry with what stood in its parentheses."""
    for part in (piece.strip(" .") for piece in re.split(r"[,;/]", text)):
        if not part:
            continue
        stands = _for().match(part)
        if stands and looks_like_name(stands["who"].split(",")[0].strip()) and not looks_like_organisation(stands["who"]):
            entry = replace(entry, roles=(*entry.roles, part), stands_for=stands["who"].strip())
        elif is_role(part):
            entry = replace(entry, roles=(*entry.roles, part))
        elif is_initials(part) and part[0] == entry.name[:1].upper() and " " in entry.name:
            entry = replace(entry, initials=part)
        elif re.search(r"\d", part):
            entry = replace(entry, roles=(*entry.roles, part))
        else:
            entry = replace(entry, org=f"{entry.org}, {part}" if entry.org else part)
    return entry


def read_entry(text: str) -> Entry | None:
    """The person of one entry, or None where no name stands there."""
    text = _MAIL.sub("", _MARKDOWN_LINK.sub(r"\1", text)).strip(" \t.,;:-–—*•_|")
    if handle := _HANDLE.match(text):
        return None if is_bot(handle["name"]) else Entry(handle["name"])
    text = _NICK.sub("", re.sub(r"^(?:\[[ xX]\]|@)\s*", "", text))
    text = re.sub(r"^\d{1,2}[.)]\s*", "", text)
    grouped = _GROUPED.match(text)
    if grouped and not looks_like_name(grouped["org"]) and not is_role(grouped["org"]) and (inner := read_entry(grouped["name"])):
        return replace(inner, org=inner.org or grouped["org"].strip())
    slash = _SLASH.match(text)
    if slash and looks_like_name(slash["name"]) and " " in slash["name"]:
        text = f"{slash['name']}, {slash['org']}"
    came = _CAME.match(text)
    if came and looks_like_name(came["name"]):
        text = f"{came['name']} ({came['how']})"
    asides = _PAREN.findall(text)
    after = _PAREN.split(text)[-1].strip() if asides else ""
    joint = ", " if after and (is_role(after) or " " in after) else " "  # "Kari Moen (KM) Chair", and not "Kari (Kaja) Moen"
    text = re.sub(r"\s+", " ", _PAREN.sub(joint, _BEFORE_SMALL.sub(r"\1, ", text))).strip(" .,;:-–—")
    if not text or is_bot(text):
        return None
    entry, text = _lead(text)
    head, *tail = [piece.strip() for piece in _PARTS.split(text) if piece.strip()] or [""]
    named = _named(head, bool(entry.roles))
    if named is None:
        return None
    entry = replace(entry, name=named[0].strip(" ."))
    for piece in [*named[1:], *tail, *asides]:
        entry = _aside(entry, piece)
    return entry


def _lead(text: str) -> tuple[Entry, str]:
    """What stands before the name, and whom the person stands for: "vara Kari", "Ola pva Per"."""
    roles: tuple[str, ...] = ()
    prefix = _prefix().match(text) or _SMALL_ROLE.match(text)
    if prefix and _BEGINS_NAME.match(text[prefix.end() :]):
        roles, text = (prefix["role"].strip().rstrip("."),), text[prefix.end() :]
    on_behalf = _ON_BEHALF.match(text)
    if not on_behalf or not looks_like_name(on_behalf["who"]):
        return Entry("", roles=roles), text
    if looks_like_organisation(on_behalf["for"]):
        return Entry("", on_behalf["for"], roles), on_behalf["who"]
    return Entry("", roles=(*roles, f"vara for {on_behalf['for']}"), stands_for=on_behalf["for"]), on_behalf["who"]


def _named(head: str, titled: bool) -> tuple[str] | tuple[str, str] | None:
    """The name that the first part of an entry holds, with the organisation that runs on from it; None where it holds none."""
    if looks_like_name(head) and not looks_like_organisation(head):
        return (head,)
    if looks_like_name(head) and len(head.split()) <= 2:
        return None
    if (trailing := _SMALL_AFTER.match(head)) and looks_like_name(trailing["name"]) and is_role(trailing["role"]):
        return (trailing["name"], trailing["role"])  # "Gunnel Ahl ordförande"
    name, org = _name_then_organisation(head, titled)
    return (name, org) if name else None


def _name_then_organisation(text: str, titled: bool = False) -> tuple[str, str]:
    """Split "Ola Nordmann Ås kommune" where the organisation begins; ("", "") where no name stands first."""
    tokens = text.split()
    known = set(words("organisations"))
    for index, token in enumerate(tokens):
        if index >= 2 and (token.strip(".,").casefold() in known or looks_like_organisation(token)):
            start = index - 1 if token[0].islower() and index >= 3 else index
            name = " ".join(tokens[:start])
            return (name, " ".join(tokens[start:])) if looks_like_name(name) else ("", "")
    lower = next((index for index, token in enumerate(tokens) if token[0].islower() and token not in ("von", "van", "de", "der", "av", "af")), 0)
    if lower >= 3 and (titled or is_given_name(tokens[0])) and looks_like_name(" ".join(tokens[: lower - 1])):
        return " ".join(tokens[: lower - 1]), " ".join(tokens[lower - 1 :])  # "Statens tilsyn": the capital before a small letter begins it
    return "", ""


def split_entries(text: str) -> list[str]:
    """The entries of one line. Signs inside parentheses do not count; of the separators present the strongest is used."""
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        hidden.append(found.group(0))
        return f"\x00{len(hidden) - 1}\x00"

    masked = re.sub(r"\([^()]*\)?", hide, text)
    masked = re.sub(r"(?<=\x00)\s+(?=[A-ZÆØÅÄÖ][^,;\x00]*\x00)", ", ", masked)  # "Dag (4. trinn) Elin (5. trinn)": the comma was forgotten
    masked = (
        re.sub(r"(?<=\w) ?(?:\.\s+)(?=[A-ZÆØÅÄÖ][\w-]+ [A-ZÆØÅÄÖ])", ", ", masked)
        if masked.count(",") + masked.count(";") == 0 and masked.count(". ") >= 2
        else masked
    )
    if ";" in masked:
        parts = re.split(r";", masked)
    elif masked.count(",") <= 1 and _dashed(masked):
        parts = [piece for part in _DASHES.split(masked) for piece in re.split(r"\s/\s", part)]
    elif "," in masked:
        parts = masked.split(",")
    elif masked.count("/") and all(looks_like_name(part.strip(" .")) and not looks_like_organisation(part) for part in masked.split("/")):
        parts = masked.split("/")
    else:
        parts = [masked]
    parts = [piece for part in parts for piece in _at_conjunctions(part)]
    return [re.sub(r"\x00(\d+)\x00", lambda m: hidden[int(m[1])], part).strip() for part in parts if part.strip(" .")]


def _dashed(text: str) -> bool:
    """Dashes stand between people here, not between a name and its organisation."""
    parts = [re.sub(r"\x00\d+\x00", "", part).strip(" .") for part in _DASHES.split(text)]
    parts = [part for part in parts if part]
    full = [part for part in parts if " " in part and looks_like_name(part) and not looks_like_organisation(part) and not is_role(part)]
    return len(parts) >= 3 or (len(parts) == 2 and len(full) == 2)


def _at_conjunctions(part: str) -> list[str]:
    pieces = re.split(rf"\s+(?:{_CONJUNCTION})\s+", part)
    pieces = [re.sub(rf"^(?:{_CONJUNCTION})\s+", "", piece.strip()) for piece in pieces]
    plain = [re.sub(r"\x00\d+\x00", "", piece).strip(" .") for piece in pieces]
    all_names = all(looks_like_name(_SMALL_ROLE.sub("", _prefix().sub("", piece))) or not piece for piece in plain)
    some_given = any(is_given_name(piece.split()[0]) for piece in plain[1:] if piece)
    return pieces if all_names or some_given else [part]
