"""Everything that the rules of `verify` look at, gathered beforehand: the texts, what the history says of them, and what was seen before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from referat.approvals.checkpoint import ApprovalEvent, events_of
from referat.approvals.filed import Filed
from referat.approvals.pending import ApprovedStep
from referat.approvals.pin import Here, Pin
from referat.git.entries import Entries
from referat.model.approval import Approval, ApprovalPolicy, ApprovesEntry
from referat.model.text import fold

if TYPE_CHECKING:
    from referat.format.document import Document


class Since(NamedTuple):
    """How the history stands to the entry that was seen last time.

    `known` is whether this copy holds that entry, `kept` whether the history still leads through it; `lost` are approvals (id, digest) that
    were recorded in entries which are no longer part of it, `new` the entries that came since.

    `is_behind` says that all of this history was seen, and something newer too; `is_apart` that a part of what was seen is not in it, but was
    seen in another copy, and never at this place.
    """

    known: bool = True
    kept: bool = True
    lost: tuple[tuple[str, str], ...] = ()
    new: frozenset[str] = frozenset()
    is_behind: bool = False
    is_apart: bool = False


class History(NamedTuple):
    """What git tells of the book. `saved` are the files that differ from how they were saved, as they were saved (path -> text), `unread` those
    of them whose saved text git cannot give; `is_partial` says that this copy was fetched without all texts. `roots` are all first commits.
    """

    head: str | None = None
    branch: str = ""
    root: str = ""
    roots: tuple[str, ...] = ()
    entries: Entries = Entries()
    saved: Mapping[str, Filed] = {}
    unread: tuple[str, ...] = ()
    tracked: frozenset[str] = frozenset()
    is_shallow: bool = False
    is_partial: bool = False
    stand_ins: tuple[str, ...] = ()
    unsigned: frozenset[str] = frozenset()
    since: Since = Since()


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def _no_document(*_: str) -> Document | None:
    return None


def _never(*_: object) -> bool:
    return False


def _nowhere(*_: str) -> str:
    return ""


class _Given(NamedTuple):
    """The facts as they were gathered: see Facts."""

    files: tuple[Filed, ...]
    earlier: tuple[Filed, ...] = ()
    policy: ApprovalPolicy = ApprovalPolicy()
    book_policy: ApprovalPolicy = ApprovalPolicy()
    signers: str = ""
    signers_hold: bool = True
    history: History | None = None
    pin: Pin | None = None
    here: Here = Here()
    lacks_history: bool = False
    waiting: tuple[ApprovedStep, ...] = ()
    now: datetime = _LONG_AGO
    signatures: Callable[[], Mapping[tuple[str, str], str]] = dict
    rules_are_read: bool = True
    policies: Callable[[], tuple[tuple[int, ApprovalPolicy | None], ...]] = tuple
    known_handles: Callable[[], Collection[str]] = frozenset
    approved_text: Callable[[str, str], Document | None] = _no_document
    recorded_apart: Callable[[str, Approval], bool] = _never
    text_now: Callable[[str], Document | None] = _no_document
    attachments: Mapping[str, tuple[str, ...]] = {}
    lies_elsewhere: Callable[[str, str], str] = _nowhere
    beside: tuple[str, ...] = ()
    around_now: Mapping[str, bytes] = {}
    around_then: Callable[[], Mapping[str, Mapping[str, bytes]]] = dict


class Facts(_Given):
    """What is verified. `earlier` are the earlier texts of corrected minutes; `policy` is the one in force (the pin's, if there is a pin).

    `signers` is the list that lies in the book, `signers_hold` whether it may be gone by, `signatures` what is wrong with each signature.
    `rules_are_read` is False where the rules that lie in the book cannot be read. `policies` are those that the book has had, each with the moment
    from which it held, newest first, None for one that cannot be read. `here` is what was verified at this place; `lacks_history` says that git is
    there and finds none; `waiting` are steps that commands of ours wrote and that are not saved. `known_handles` are those, folded, that the
    register or a box of the book knows. `approved_text` finds the text with a digest in the history, `text_now` the text of a file as it lies here;
    both only to explain a finding. `recorded_apart` says whether an approval came as it is from a clone that recorded it by itself. `attachments`
    are the digests that attachments may be known by, by path, nothing for one that is not there; `lies_elsewhere` finds one by its name and digest;
    `beside` are files with an ending like .MD, which nobody reads. `around_now` are people.yaml and the groups' files, `around_then` those of them
    that were others at a moment of recording, as they were.
    """

    @cached_property
    def minutes(self) -> tuple[Filed, ...]:
        return tuple(one for one in self.files if one.is_minutes)

    @cached_property
    def approved(self) -> tuple[Filed, ...]:
        return tuple(one for one in self.minutes if one.approval)

    @cached_property
    def approvals(self) -> tuple[tuple[Filed, Approval], ...]:
        """Every text that was approved, with its approval; the earlier ones come last."""
        return tuple((one, one.approval) for one in (*self.minutes, *self.earlier) if one.approval)

    @cached_property
    def approved_where(self) -> tuple[tuple[Filed, Approval, Filed | None, list[ApprovesEntry]], ...]:
        """The same, with the minutes that are said to have approved it (None where they are not in the book), and what they say of that text."""
        found = []
        for one, approval in self.approvals:
            by, text, names = self.meeting(approval.in_), approval.text, self.names_of(one)
            entries = [entry for entry in by.approves if entry.text == text and fold(entry.id) in names] if by else []
            found.append((one, approval, by, entries))
        return tuple(found)

    @cached_property
    def by_id(self) -> Mapping[str, Filed]:
        """Minutes by folded id; of doubles, the first."""
        found: dict[str, Filed] = {}
        for one in self.minutes:
            found.setdefault(one.key, one)
        return found

    @cached_property
    def by_digest(self) -> Mapping[str, Filed]:
        """Approved minutes by the digest of the text they have now, and of each earlier one that is kept."""
        kept = {one.digest for one in self.earlier}
        before = {text: one for one in self.approved if one.approval for text, _ in one.approval.supersedes if text in kept}
        return before | {one.digest: one for one in self.approved}

    @cached_property
    def approving(self) -> Mapping[tuple[str, str], tuple[Filed, ...]]:
        """The minutes that record an approval, by (folded id, digest)."""
        found: dict[tuple[str, str], tuple[Filed, ...]] = {}
        for one in self.minutes:
            for entry in one.approves:
                if entry.id:
                    key = (fold(entry.id), entry.text)
                    found[key] = (*found.get(key, ()), one)
        return found

    @cached_property
    def former(self) -> Mapping[str, Filed]:
        """Approved minutes by a name they had: the name that their approval was recorded under, where no minutes have it now."""
        return {key: self.by_digest[text] for key, text in self.approving if key not in self.by_id and text in self.by_digest}

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """All names, folded, that minutes with a former name have had."""
        found: dict[str, tuple[str, ...]] = {}
        for key, one in self.former.items():
            found[one.key] = (*found.get(one.key, (one.key,)), key)
        return found

    def names_of(self, one: Filed) -> tuple[str, ...]:
        return self.names.get(one.key) or (one.key,)

    @cached_property
    def events(self) -> tuple[ApprovalEvent, ...]:
        """The approvals, as the checkpoint counts them."""
        return tuple(events_of(((one.id, approval) for one, approval in self.approvals), (entry for one in self.minutes for entry in one.approves)))

    def policy_at(self, moment: int) -> ApprovalPolicy | None:
        """The policy that the book had at a moment, as far as its history tells; None where it cannot be read."""
        known = self.policies()
        return next((policy for since, policy in known if since <= moment), ApprovalPolicy() if known else self.policy)

    @cached_property
    def ever_signed(self) -> bool:
        """Whether the book asks, or ever asked, for signatures."""
        return self.policy.signatures != "off" or any(policy is None or policy.signatures != "off" for _, policy in self.policies())

    def is_judged_here(self) -> bool:
        """Whether what is missing in the history is missing for no reason that git could tell."""
        return not (self.history and (self.history.is_shallow or self.history.is_partial))

    def meeting(self, minutes_id: str) -> Filed | None:
        """Minutes by the name they have, or had."""
        key = fold(minutes_id)
        return self.by_id.get(key) or self.former.get(key)
