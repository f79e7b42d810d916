"""What the trail needs to know of texts as bytes, to be handed from one process of ours to the other."""

from datetime import date
from marshal import dumps, loads
from operator import attrgetter
from typing import Any

from referat.approvals.filed import Filed, Live, Stray
from referat.model.action import Status
from referat.model.approval import Approval, ApprovesEntry, AttachedFile, Circulation

# What each kind of record is made of, in the order in which it is made.
_OF_FILED = (
    "path", "id", "is_minutes", "on", "start", "group", "status", "circulation", "approval", "approves", "people", "digest", "approval_line",
    "status_line", "approves_line", "extra", "remarks", "problem", "marked", "live", "attached",
)  # fmt: skip
_filed = attrgetter(*_OF_FILED)
_circulation = attrgetter("text", "on", "comments_by", "forced", "unknown")
_approval = attrgetter("text", "in_", "item", "on", "by", "recorded", "supersedes", "sig", "unknown")
_entry = attrgetter("id", "on", "text", "item", "result", "supersedes")
# What is not made of texts, numbers and tuples of them is taken apart; all else goes as it is.
_ON, _STATUS, _SENT, _APPROVED, _APPROVES, _EXTRA, _LIVE, _ATTACHED = map(
    _OF_FILED.index, ("on", "status", "circulation", "approval", "approves", "extra", "live", "attached")
)
_known_status = {status.value: status for status in Status}


def pack(texts: list[Filed]) -> bytes:
    return dumps(list(map(_told, texts)))


def unpack(data: bytes) -> list[Filed]:
    return list(map(_heard, loads(data)))  # noqa: S302 - from our own child


def _told(one: Filed) -> list[Any]:
    told = list(_filed(one))
    told[_ON] = one.on.toordinal() if one.on else 0
    told[_STATUS] = one.status.value if one.status else ""
    told[_SENT] = _circulation(one.circulation) if one.circulation else None
    told[_APPROVED] = _approval(one.approval) if one.approval else None
    told[_APPROVES] = [_entry(entry) for entry in one.approves]
    told[_EXTRA] = [tuple(stray) for stray in one.extra]
    told[_LIVE] = tuple(one.live)
    told[_ATTACHED] = list(map(tuple, one.attached))
    return told


def _heard(told: list[Any]) -> Filed:
    told[_ON] = date.fromordinal(told[_ON]) if told[_ON] else None
    told[_STATUS] = _known_status.get(told[_STATUS])
    told[_SENT] = Circulation(*told[_SENT]) if told[_SENT] else None
    told[_APPROVED] = Approval(*told[_APPROVED]) if told[_APPROVED] else None
    told[_APPROVES] = tuple([ApprovesEntry(*entry) for entry in told[_APPROVES]])
    told[_EXTRA] = tuple([Stray(*stray) for stray in told[_EXTRA]])
    told[_LIVE] = Live(*told[_LIVE])
    told[_ATTACHED] = tuple([AttachedFile(*entry) for entry in told[_ATTACHED]])
    return Filed(*told)
