"""The records of the approval trail in a header: what these minutes approve, what was sent out, and how they were approved themselves."""

from referat.format.fields import Fields
from referat.format.items import read_reference
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.model.meeting import Approval, ApprovesEntry, Circulation

_CIRCULATION_KEYS = frozenset({"text", "on", "comments-by", "forced"})
_APPROVAL_KEYS = frozenset({"text", "in", "item", "on", "by", "recorded", "supersedes", "sig"})


def read_approves(fields: Fields) -> tuple[ApprovesEntry, ...]:
    return tuple(
        ApprovesEntry(
            id=_s(record, "id"),
            on=_s(record, "date"),
            text=_s(record, "text"),
            item=read_reference(_s(record, "item")),
            result=_s(record, "result"),
            supersedes=_s(record, "supersedes"),
        )
        for record in fields.records("approves")
    )


def read_circulation(fields: Fields) -> Circulation | None:
    for record in fields.records("circulation"):
        unknown = tuple(sorted(set(record) - _CIRCULATION_KEYS))
        return Circulation(_s(record, "text"), _s(record, "on"), _s(record, "comments-by"), _s(record, "forced"), unknown)
    return None


def read_approval(fields: Fields) -> Approval | None:
    for record in fields.records("approval"):
        return Approval(
            text=_s(record, "text"),
            in_=_s(record, "in"),
            item=read_reference(_s(record, "item")),
            on=_s(record, "on"),
            by=_s(record, "by"),
            recorded=_s(record, "recorded"),
            supersedes=_supersedes(record.get("supersedes")),
            sig=_s(record, "sig"),
            unknown=tuple(sorted(set(record) - _APPROVAL_KEYS)),
        )
    return None


def _supersedes(node: Node | None) -> tuple[tuple[str, str], ...]:
    """The earlier texts of corrected minutes: digest, and the minutes that approved it."""
    entries = node.items if isinstance(node, Sequence) else ()
    links = [{key.text: value for key, value in entry} for entry in entries if isinstance(entry, Mapping)]
    return tuple((_s(link, "text"), _s(link, "in")) for link in links)


def _s(record: dict[str, Node], key: str) -> str:
    node = record.get(key)
    return node.text.strip() if isinstance(node, Scalar) else ""
