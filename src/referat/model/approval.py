"""The records of the approval trail that the tool keeps in minutes: what was sent out, what was approved where, and which minutes approved which."""

from typing import NamedTuple

from referat.model.fact import Fact


class ApprovesEntry(Fact):
    """One line of the approving minutes' `approves`: which minutes (by id, or by date where they are not in the book), which text."""

    __slots__ = ("id", "item", "on", "result", "supersedes", "text")

    def __init__(self, id: str = "", on: str = "", text: str = "", item: str = "", result: str = "", supersedes: str = "") -> None:
        self.id = id
        self.on = on
        self.text = text
        self.item = item
        self.result = result
        self.supersedes = supersedes


class Circulation(Fact):
    """The tool's record of what was sent out: the digest, the day, the last day for comments, and the reason if it was forced.

    `unknown` are keys that the tool never writes, here as in Approval: the block stands outside the digest, so nothing else may hide in it.
    """

    __slots__ = ("comments_by", "forced", "on", "text", "unknown")

    def __init__(self, text: str, on: str = "", comments_by: str = "", forced: str = "", unknown: tuple[str, ...] = ()) -> None:
        self.text = text
        self.on = on
        self.comments_by = comments_by
        self.forced = forced
        self.unknown = unknown


class AttachedFile(NamedTuple):
    """An attachment as it was sent out or approved: its path from the book's root, and the SHA-256 of its bytes."""

    file: str
    sha256: str


class ApprovalPolicy(Fact):
    """What the book asks of an approval. `by` are the roles or names that may approve; empty means anyone present."""

    __slots__ = ("by", "signatures")

    def __init__(self, signatures: str = "off", by: tuple[str, ...] = ()) -> None:
        self.signatures = signatures
        self.by = by


class Approval(Fact):
    """The tool's record of an approval: which text, in which item of which meeting, by whom, and when it was written down."""

    __slots__ = ("by", "in_", "item", "on", "recorded", "sig", "supersedes", "text", "unknown")

    def __init__(
        self,
        text: str,
        in_: str = "",
        item: str = "",
        on: str = "",
        by: str = "",
        recorded: str = "",
        supersedes: tuple[tuple[str, str], ...] = (),
        sig: str = "",
        unknown: tuple[str, ...] = (),
    ) -> None:
        self.text = text
        self.in_ = in_
        self.item = item
        self.on = on
        self.by = by
        self.recorded = recorded
        self.supersedes = supersedes
        self.sig = sig
        self.unknown = unknown
