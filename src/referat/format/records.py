"""The records of the approval trail in a header: what these minutes approve, what was sent out, and how they were approved themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from referat.format.numbers import read_reference
from referat.model.approval import Approval, ApprovesEntry, Circulation
from referat.model.meeting import Cancellation, Moved

if TYPE_CHECKING:
    from referat.format.fields import Fields
    from referat.format.header import Value

Said = dict[str, str]

_CIRCULATION_KEYS = frozenset({"text", "on", "comments-by", "forced"})
_APPROVAL_KEYS = frozenset({"text", "in", "item", "on", "by", "recorded", "supersedes", "sig"})


def read_approves(fields: Fields) -> tuple[ApprovesEntry, ...]:
    return tuple(approves_entry(_texts(record)) for record in fields.records("approves"))


def read_circulation(fields: Fields) -> Circulation | None:
    return next((circulation(_texts(record)) for record in fields.records("circulation")), None)


def read_approval(fields: Fields) -> Approval | None:
    return next((approval(_texts(record), _supersedes(record.get("supersedes"))) for record in fields.records("approval")), None)


def read_cancelled(fields: Fields) -> Cancellation | None:
    return next((Cancellation(_s(said, "on"), _s(said, "why")) for said in map(_texts, fields.records("cancelled"))), None)


def read_moved(fields: Fields) -> tuple[Moved, ...]:
    return tuple(Moved(_s(said, "from"), _s(said, "on")) for said in map(_texts, fields.records("moved")))


def approves_entry(said: Said) -> ApprovesEntry:
    """What a record in braces says of minutes that were approved; the values as they are written, "" for one that is no text."""
    return ApprovesEntry(
        id=_s(said, "id"),
        on=_s(said, "date"),
        text=_s(said, "text"),
        item=read_reference(_s(said, "item")),
        result=_s(said, "result"),
        supersedes=_s(said, "supersedes"),
    )


def circulation(said: Said) -> Circulation:
    """The record of sending out, of the same."""
    return Circulation(_s(said, "text"), _s(said, "on"), _s(said, "comments-by"), _s(said, "forced"), _unknown(said, _CIRCULATION_KEYS))


def approval(said: Said, supersedes: tuple[tuple[str, str], ...] = ()) -> Approval:
    """The record of the approval, of the same."""
    return Approval(
        text=_s(said, "text"),
        in_=_s(said, "in"),
        item=read_reference(_s(said, "item")),
        on=_s(said, "on"),
        by=_s(said, "by"),
        recorded=_s(said, "recorded"),
        supersedes=supersedes,
        sig=_s(said, "sig"),
        unknown=_unknown(said, _APPROVAL_KEYS),
    )


def _supersedes(links: Value) -> tuple[tuple[str, str], ...]:
    """The earlier texts of corrected minutes: digest, and the minutes that approved it."""
    said = [_texts(link) for link in links if isinstance(link, dict)] if isinstance(links, list) else []
    return tuple((_s(link, "text"), _s(link, "in")) for link in said)


def _texts(record: dict[str, Value]) -> Said:
    return {key: value if isinstance(value, str) else "" for key, value in record.items()}


def _s(said: Said, key: str) -> str:
    return said.get(key, "").strip()


def _unknown(said: Said, known: frozenset[str]) -> tuple[str, ...]:
    return () if said.keys() <= known else tuple(sorted(said.keys() - known))
