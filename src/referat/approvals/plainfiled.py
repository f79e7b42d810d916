"""What the trail needs to know of minutes written as most are, in one pass over their bytes.

It is four times as fast as reading them at length, and may only say what that says: whatever looks in any way special is left to it
(`read_plain_filed` returns None), and so is everything that `verify` might have something against in the tool's own blocks. A test compares
the two on minutes of every kind.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from referat.approvals.filed import CLOSED, LISTS, Filed, has_form
from referat.format.canon import canonical_body, digest_of_values
from referat.format.fieldnames import field_meaning
from referat.format.paths import file_id, kind_of_path
from referat.format.person import as_written, person_parts
from referat.format.plaincanon import is_plain, plain_body
from referat.format.plainhead import LARGEST_HEADER
from referat.format.plainheader import Entry, Value, plain_values
from referat.format.record_patterns import Stamped
from referat.format.records import approval, approves_entry, circulation
from referat.languages import words
from referat.model.action import SourceKind, Status
from referat.model.isoday import is_day

_OPENING, _CLOSING = b"---\n", b"\n---\n"
_STATUS = {word: Status(key) for word, key in words.meanings(words.STATUS_WORDS).items()}


def read_plain_filed(path: str, data: bytes) -> Filed | None:
    """What the trail needs to know of a text; None where it must be read at length."""
    closing = data.find(_CLOSING, len(_OPENING) - 1)
    if not data.startswith(_OPENING) or not 0 < closing < LARGEST_HEADER or kind_of_path(path) is not None:
        return None
    header = data[len(_OPENING) : closing + 1]
    if b"\n---" in header or b"#" in header:  # a line that may close the header too; a remark
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    found = plain_values(header.decode()) if is_plain(data, text) else None
    if found is None:
        return None
    values, numbers = found
    fields: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for key, value in values.items():
        name, folded = _names_of(key)
        if folded in lines:
            return None
        lines[folded] = numbers[key] + 2
        if name not in fields:
            fields[name] = value
    people = _people(fields)
    if people is None or not _is_ordinary(fields):
        return None
    on = date.fromisoformat(str(fields["date"]).strip())
    body_at = closing + len(_CLOSING)
    body = plain_body(data, body_at)
    if body is None:
        body = canonical_body(data[body_at:].decode().split("\n"), on).encode()
    sent, approved = fields.get("circulation"), fields.get("approval")
    return Filed(
        path=path,
        id=file_id(path),
        is_minutes=True,
        on=on,
        start=_start(str(fields.get("time", "")).strip()),
        group=str(fields.get("group", "")).strip(),
        status=_STATUS[_folded(fields["status"])] if "status" in fields else Status.DRAFT,
        circulation=circulation(sent) if isinstance(sent, dict) else None,
        approval=approval(approved) if isinstance(approved, dict) else None,
        approves=tuple([approves_entry(entry) for entry in fields.get("approves", ()) if isinstance(entry, dict)]),
        people=people,
        digest=digest_of_values(values, body),
        approval_line=lines.get("approval", lines.get("status", 1)),
        status_line=lines.get("status", lines.get("approval", 1)),
        approves_line=lines.get("approves", 1),
        marked=approved is not None,
    )


@lru_cache(maxsize=1000)
def _names_of(key: str) -> tuple[str, str]:
    """The English name of a field, and its spelling folded."""
    return field_meaning(key, SourceKind.MINUTES), key.casefold()


def _is_ordinary(fields: Mapping[str, Value]) -> bool:
    """Whether the fields have the forms that minutes give them, and the tool's own blocks hold just what the tool writes."""
    on, group, time = fields.get("date"), fields.get("group", ""), fields.get("time", "")
    if not (isinstance(on, str) and is_day(on.strip()) and isinstance(group, str) and isinstance(time, str)):
        return False
    if "status" in fields and _folded(fields["status"]) not in _STATUS:
        return False
    for name, forms in CLOSED.items():
        if name in fields and not _has_forms(fields[name], forms):
            return False
    approves = fields.get("approves", ())
    return approves == () or (isinstance(approves, list) and not any(not isinstance(entry, dict) for entry in approves))


def _has_forms(value: Value, forms: Mapping[str, str]) -> bool:
    if isinstance(value, Stamped):
        return value.keys() <= forms.keys()
    return isinstance(value, dict) and all(key in forms and has_form(text, forms[key]) for key, text in value.items())


def _folded(value: Value) -> str:
    return value.strip().casefold() if isinstance(value, str) else ""


def _people(fields: Mapping[str, Value]) -> tuple[tuple[str, str], ...] | None:
    """The list and the text of each person who was there; None where one is not written as a text."""
    lists: list[tuple[str, str | tuple[Entry, ...]]] = []
    for name in LISTS:
        value = fields.get(name)
        if isinstance(value, dict):
            return None
        if value is not None:
            lists.append((name, value if isinstance(value, str) else tuple(value)))
    try:
        return _there(*lists)
    except TypeError:  # a record among them, which cannot be looked up
        return None


@lru_cache(maxsize=4096)  # the same people are at meeting after meeting; they are kept once
def _there(*lists: tuple[str, str | tuple[Entry, ...]]) -> tuple[tuple[str, str], ...] | None:
    found: list[tuple[str, str]] = []
    for name, people in lists:
        if isinstance(people, str):
            alone = _alone(people.strip())
            found += [(name, alone)] if alone else []
        else:
            there = [(name, entry) for entry in people if isinstance(entry, str)]
            if len(there) != len(people):
                return None
            found += there
    return tuple(found)


@lru_cache(maxsize=4096)
def _alone(text: str) -> str:
    """Somebody named by a field of their own, as a list has them; "" where that names nobody."""
    name, org, roles, confirmed, alternatives, *_ = person_parts(text)
    return as_written(name, org, roles, confirmed, alternatives) if name else ""


@lru_cache(maxsize=4096)
def _start(time: str) -> str:
    if not time:
        return ""
    from referat.model.dates import read_times

    return read_times(time)[0] or ""
