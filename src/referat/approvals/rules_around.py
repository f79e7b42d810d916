"""The rules of `verify` about what lies around approved minutes: their attachments, and files whose names look like theirs."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping

from referat.approvals.facts import Facts
from referat.approvals.filed import Filed
from referat.approvals.findings import Finding
from referat.approvals.lookback import PEOPLE_FILE
from referat.errors import ReferatError
from referat.format.paths import file_id
from referat.languages.mark import N_
from referat.model.group import Group
from referat.model.people import Register
from referat.model.text import fold

# Signs of other alphabets that look like Latin ones, and signs that look like each other.
_LATIN = dict(zip("аеорсухіјѕԁһкмтвнґԛԝαορνυικτηκ", "aeopcyxijsdhkmtbhrqwaopvuiktnk", strict=True))
_LOOKS_LIKE = {ord(sign): latin for sign, latin in _LATIN.items()} | {ord("0"): "o", ord("1"): "l", ord("|"): "l", ord("ı"): "i"}


_HANDLE = re.compile(r"@([^\W\d_][\w.\-]{0,39})")
_MOST_NAMED = 3  # meetings in one note


def attachments(facts: Facts) -> Iterator[Finding]:
    """R21: an attachment is not the one that the minutes were approved with."""
    for one in facts.approved:
        for entry in one.attached:
            digests = facts.attachments.get(entry.file, ())
            if entry.sha256 in digests:
                continue
            elsewhere = "" if digests else facts.lies_elsewhere(entry.file, entry.sha256)
            words = (
                N_("The attachment {file} is not the one that it was approved with.")
                if digests
                else N_("The attachment {file} lies in {elsewhere} now.")
                if elsewhere
                else N_("The attachment {file} is gone, or cannot be read.")
            )
            yield Finding("R21", words, one.id, one.path, facts={"file": entry.file, "elsewhere": elsewhere}, is_note=bool(elsewhere))


def look_alikes(facts: Facts) -> Iterator[Finding]:
    """R21: another file's name looks like that of approved minutes, and a reader may take the one for the other."""
    approved = {_look(one.key): one for one in facts.approved}
    others = [(one.path, one.key) for one in facts.files] + [(path, "") for path in facts.beside]
    for path, key in others:
        one = approved.get(_look(key or file_id(path)))
        if one and key != one.key:
            words = N_("The name of {path} looks like that of these approved minutes.")
            yield Finding("R21", words, one.id, one.path, facts={"path": path}, is_note=True)


def people(facts: Facts) -> Iterator[Finding]:
    """R21: a handle in approved text stands for somebody else, or for nobody, by people.yaml as it is now."""
    others: dict[tuple[str, str, str], list[str]] = {}
    for one in facts.approved:
        changed = _renamed(facts.around_now.get(PEOPLE_FILE, b""), _then(facts, one).get(PEOPLE_FILE, b""))
        text = facts.text_now(one.path) if changed else None
        for handle in sorted({fold(handle) for handle in _HANDLE.findall(text.text)} & changed.keys()) if text else ():
            others.setdefault((handle, *changed[handle]), []).append(one.id)
    for (handle, was, now), where in others.items():
        words = (
            N_("@{handle} in {meetings} was {was} when that was approved, and is {now} now.")
            if now
            else N_("@{handle} in {meetings} was {was} when that was approved, and nobody has that handle now.")
        )
        named = ", ".join(where[:_MOST_NAMED]) + (" …" if len(where) > _MOST_NAMED else "")
        yield Finding("R21", words, path=PEOPLE_FILE, facts={"handle": handle, "meetings": named, "was": was, "now": now}, is_note=True)


def groups(facts: Facts) -> Iterator[Finding]:
    """R21: a group is not the one that it was when minutes of it were last approved."""
    newest: dict[str, Filed] = {}
    for one in sorted(facts.approved, key=_recorded):
        newest[fold(one.group)] = one
    there = {fold(file_id(path)): (path, data) for path, data in facts.around_now.items() if path != PEOPLE_FILE}
    for key, one in newest.items():
        was = next(((p, data) for p, data in _then(facts, one).items() if p != PEOPLE_FILE and fold(file_id(p)) == key), None)
        if was is None:
            continue
        if key not in there:
            words = N_("The file of the group is gone; it was there when minutes of it were last approved.")
            yield Finding("R21", words, one.id, was[0], is_note=True)
            continue
        before, after = _group(*was), _group(*there[key])
        gone, new = (", ".join(dict.fromkeys(n for n in names if n not in rest)) for names, rest in ((before, after), (after, before)))
        if before and (gone or new):
            words = N_("The group is not as it was when minutes of it were last approved: {gone} then, {new} now.")
            yield Finding("R21", words, one.id, there[key][0], facts={"gone": gone or "–", "new": new or "–"}, is_note=True)


def _then(facts: Facts, one: Filed) -> Mapping[str, bytes]:
    return facts.around_then().get(_recorded(one), {})


def _recorded(one: Filed) -> str:
    return one.approval.recorded if one.approval else ""


@functools.lru_cache(maxsize=64)  # one pair of texts is that of many minutes
def _renamed(now: bytes, was: bytes) -> Mapping[str, tuple[str, str]]:
    """The handles, folded, that stood for one person and stand for another: the name then, and now, "" for nobody. A new name of which
    the old one is remembered is no other person.
    """
    if not was:
        return {}
    from referat.format.settings import read_people

    then, register = (Register(read_people(PEOPLE_FILE, text.decode("utf-8", "replace"))[0]) for text in (was, now))
    found = {}
    for person in then.people:
        there = register.by_handle(person.handle)
        if there is None or fold(person.name) not in {fold(name) for name in (there.name, *there.aliases)}:
            found[fold(person.handle)] = (person.name, there.name if there else "")
    return found


def _group(path: str, data: bytes) -> tuple[str, ...]:
    """What a group is called, and who is in it."""
    from referat.format import document as reading
    from referat.format.reader import read_page

    try:
        page = read_page(reading.read(path, data)).page
    except ReferatError:
        return ()
    if not isinstance(page, Group):
        return ()
    return (page.title, *(person.name for person in page.seats if person.name))


def _look(name: str) -> str:
    """What a name looks like: the same for two that a reader may take for each other."""
    if not name.isascii():
        kept = "".join("-" if unicodedata.category(sign) == "Pd" else sign for sign in name if unicodedata.category(sign) != "Cf")
        name = unicodedata.normalize("NFKC", kept).replace("\u2010", "-")
    return name.casefold().translate(_LOOKS_LIKE)
