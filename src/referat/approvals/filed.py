"""What the trail needs to know of one text: its place in the chain of approvals, and its digest."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from referat.format.person import person_parts
from referat.languages import words
from referat.model.fact import Fact
from referat.model.text import fold

if TYPE_CHECKING:
    from datetime import date

    from referat.model.action import Status
    from referat.model.approval import Approval, ApprovesEntry, AttachedFile, Circulation

# What the tool writes into its own blocks, and in which form; the digest leaves them out, so nothing else may stand there. Where any text
# will do, it is compared with what the approving minutes say, or with who was there; only the reason of `forced` is free.
ANY = r"(?s:.*)"
DIGEST = r"sha256:[0-9a-f]{64}"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
_SIGNATURE = r"U1NIU0lH[A-Za-z0-9+/]+={0,2}"  # "SSHSIG", and what follows it
CLOSED: dict[str, dict[str, str]] = {
    "circulation": {"text": DIGEST, "on": _DAY, "comments-by": _DAY, "forced": ANY},
    "approval": {"text": DIGEST, "in": ANY, "item": ANY, "on": ANY, "by": ANY, "recorded": _MOMENT, "sig": _SIGNATURE},
}
# The lists of those who were there, and what being in one makes a person.
LISTS = {"chair": "chair", "secretary": "secretary", "present": "", "substitutes": "substitute", "others": ""}
STATUS_WORDS = frozenset(words.meanings(words.STATUS_WORDS))


def has_form(text: str, form: str) -> bool:
    """Whether a value in one of the tool's blocks has the form that the tool gives it."""
    return form is ANY or re.fullmatch(form, text.strip()) is not None


class Live(NamedTuple):
    """Lines by their numbers in the file: frozen ones that live lines move to another action, handles and numbers that live lines name, and those
    with signs that compose to others, with whether the text reads otherwise for it.
    """

    moved: tuple[int, ...] = ()
    named: tuple[tuple[int, str], ...] = ()
    alike: tuple[tuple[int, bool], ...] = ()


NOTHING = Live()


class Stray(NamedTuple):
    """Something in a block of the tool's that it does not write there: a key, or (then `is_value`) what stands under one; "" is the whole block."""

    block: str
    key: str
    line: int
    is_value: bool = False


class _Keyed(Fact):
    """What is looked up by its folded id again and again; that follows from the id, and is compared with it."""

    __slots__ = ("key",)
    key: str


class Filed(_Keyed):
    """One text of the book. `is_minutes` is False for groups, items and notes, and where the text cannot be read (then `problem` says why).

    `people` are those who were there, each as the list and the text; `digest` is that of the canonical text, "" where there is none.
    `remarks` are the lines of the header on which something stands that no digest covers. `marked` says that the bytes speak of an approval.
    `live` is what approved text says where the digest does not reach; `attached` are the attachments that it was approved with.
    """

    __slots__ = (
        "approval",
        "approval_line",
        "approves",
        "approves_line",
        "attached",
        "circulation",
        "digest",
        "extra",
        "group",
        "id",
        "is_minutes",
        "live",
        "marked",
        "on",
        "path",
        "people",
        "problem",
        "remarks",
        "start",
        "status",
        "status_line",
    )

    def __init__(
        self,
        path: str,
        id: str,
        is_minutes: bool = False,
        on: date | None = None,
        start: str = "",
        group: str = "",
        status: Status | None = None,
        circulation: Circulation | None = None,
        approval: Approval | None = None,
        approves: tuple[ApprovesEntry, ...] = (),
        people: tuple[tuple[str, str], ...] = (),
        digest: str = "",
        approval_line: int = 1,
        status_line: int = 1,
        approves_line: int = 1,
        extra: tuple[Stray, ...] = (),
        remarks: tuple[int, ...] = (),
        problem: str = "",
        marked: bool = False,
        live: Live = NOTHING,
        attached: tuple[AttachedFile, ...] = (),
    ) -> None:
        self.path = path
        self.id = id
        self.key = fold(id)
        self.is_minutes = is_minutes
        self.on = on
        self.start = start
        self.group = group
        self.status = status
        self.circulation = circulation
        self.approval = approval
        self.approves = approves
        self.people = people
        self.digest = digest
        self.approval_line = approval_line
        self.status_line = status_line
        self.approves_line = approves_line
        self.extra = extra
        self.remarks = remarks
        self.problem = problem
        self.marked = marked
        self.live = live
        self.attached = attached


def roles_of(one: Filed, name: str) -> frozenset[str] | None:
    """What somebody was at the meeting, as keys of the role table; None where no list of those who were there holds the name."""
    return _roles_among(one.people, fold(name))


@functools.lru_cache(maxsize=4096)
def _roles_among(people: tuple[tuple[str, str], ...], wanted: str) -> frozenset[str] | None:
    roles: set[str] | None = None
    for listed, text in [pair for pair in people if wanted in fold(pair[1])] if wanted else ():  # most need not be taken apart
        name, own = _person(text)
        if name == wanted:
            roles = (roles or set()) | own | ({LISTS[listed]} - {""})
    return None if roles is None else frozenset(roles)


@functools.lru_cache(maxsize=4096)  # the same people are at most meetings of a book
def _person(text: str) -> tuple[str, frozenset[str]]:
    """The folded name and the roles of somebody as a list has them."""
    name, _, roles, *_ = person_parts(text.strip())
    return fold(name), frozenset(role.partition(":")[0] for role in roles)
