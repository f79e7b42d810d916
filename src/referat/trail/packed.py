"""What the trail needs to know of texts as bytes, to be handed from one process of ours to the other."""

from datetime import date
from marshal import dumps, loads
from operator import attrgetter
from typing import Any

from referat.model.action import Status
from referat.model.approval import Approval, ApprovesEntry, Circulation
from referat.trail.filed import Filed, Stray

# What is not made of texts, numbers and tuples of them is taken apart; all else goes as it is.
_TAKEN_APART = ("on", "status", "circulation", "approval", "approves", "extra")
_AS_IT_IS = tuple(name for name in Filed.__slots__ if name not in _TAKEN_APART)
_plain = attrgetter(*_AS_IT_IS)
_approval, _circulation, _entry = (attrgetter(*kind.__slots__) for kind in (Approval, Circulation, ApprovesEntry))


def pack(texts: list[Filed]) -> bytes:
    return dumps([_told(one) for one in texts])


def unpack(data: bytes) -> list[Filed]:
    return [_heard(*told) for told in loads(data)]  # noqa: S302 - from our own child


def _told(one: Filed) -> tuple[object, ...]:
    return (
        one.on.toordinal() if one.on else 0,
        one.status.value if one.status else "",
        _circulation(one.circulation) if one.circulation else None,
        _approval(one.approval) if one.approval else None,
        [_entry(entry) for entry in one.approves],
        [tuple(stray) for stray in one.extra],
        _plain(one),
    )


def _heard(
    on: int, status: str, sent: tuple[Any, ...] | None, approved: tuple[Any, ...] | None, approves: list[Any], extra: list[Any],
    plain: tuple[Any, ...],
) -> Filed:
    return Filed(
        on=date.fromordinal(on) if on else None,
        status=Status(status) if status else None,
        circulation=Circulation(**dict(zip(Circulation.__slots__, sent, strict=True))) if sent else None,
        approval=Approval(**dict(zip(Approval.__slots__, approved, strict=True))) if approved else None,
        approves=tuple([ApprovesEntry(**dict(zip(ApprovesEntry.__slots__, entry, strict=True))) for entry in approves]),
        extra=tuple([Stray(*stray) for stray in extra]),
        **dict(zip(_AS_IT_IS, plain, strict=True)),
    )
