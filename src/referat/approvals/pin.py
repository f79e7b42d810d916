"""The pin: what `verify` saw last time, kept outside the repository, so that a history which was exchanged as a whole is noticed.

It is advanced only when nothing was found, or when the person has looked at what moved and accepted it.
"""

import json
import os
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.model.approval import Approval, ApprovalPolicy
from referat.store.state_folder import pin_folder, put_private, read_private

SCHEMA = "referat/pin/1"
_LARGEST = 64 * 1024 * 1024
LINK = 16  # signs of an entry's id: enough that nobody finds another entry that begins so
MOST_LINKS = 20_000


class PinUnreadable(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("What was seen of this book before cannot be read: {path}.")
    hint = N_("Move that file away only if you know why it is broken; after that, what was seen before is forgotten.")


class Seen(NamedTuple):
    """An approval as it was seen: the digest, the meeting, who, when it was recorded, and the texts that it took the place of."""

    text: str
    in_: str
    by: str
    recorded: str
    before: tuple[str, ...] = ()


def seen_of(approval: Approval) -> Seen:
    return Seen(approval.text, approval.in_, approval.by, approval.recorded, tuple(text for text, _ in approval.supersedes))


class Pin(NamedTuple):
    """What was seen. `root` is the first commit, by which the book is known; `heads` the newest commit of each branch that was verified.

    `at` is when it was seen, in seconds since 1970; `signers` is the text of the list of signers, "" where there is none. `chain` are the
    entries of the history that was seen, each by the beginning of its id: a copy that is only behind is known by them.
    """

    root: str
    heads: Mapping[str, str] = {}
    at: int = 0
    approvals: Mapping[str, Seen] = {}
    signers: str = ""
    policy: ApprovalPolicy = ApprovalPolicy()
    chain: frozenset[str] = frozenset()

    def knows(self, entry: str) -> bool:
        """Whether an entry was part of the history that was seen."""
        return entry[:LINK] in self.chain


class Here(NamedTuple):
    """What was verified at one place: the first commit, the newest one, and the texts that were approved then, each by its digest."""

    root: str = ""
    head: str = ""
    texts: frozenset[str] = frozenset()


def pin_path(root: str) -> str:
    """Where the pin of the repository with this first commit lies."""
    return os.path.join(pin_folder(), f"{root}.json")


def read_here(place: str) -> Here:
    """What was verified at a place: the folder of a book, or the directory of a repository."""
    try:
        root, head, texts = [*read_private(_place_path(place), _LARGEST).split("\n"), "", "", ""][:3]
    except (OSError, ValueError):
        return Here()
    return Here(root.strip(), head.strip(), frozenset(texts.split()))


def write_here(place: str, here: Here) -> None:
    """Remember what was verified at a place. Raises OSError."""
    if read_here(place) != here:
        put_private(_place_path(place), f"{here.root}\n{here.head}\n{' '.join(sorted(here.texts))}\n")


def read_pin(root: str) -> Pin | None:
    path = pin_path(root)
    try:
        facts = json.loads(read_private(path, _LARGEST))
        if facts["schema"] != SCHEMA or facts["root"] != root:
            raise ValueError(facts["schema"])
        chain = str(facts.get("chain", ""))
        return Pin(
            root=root,
            heads={str(branch): str(head) for branch, head in facts["heads"].items()},
            at=int(facts["at"]),
            approvals={str(key): _seen(seen) for key, seen in facts["approvals"].items()},
            signers=str(facts["signers"]),
            policy=ApprovalPolicy(str(facts["policy"]["signatures"]), tuple(str(one) for one in facts["policy"]["by"])),
            chain=frozenset(chain[at : at + LINK] for at in range(0, len(chain), LINK)),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PinUnreadable(path=path) from error


def write_pin(pin: Pin) -> None:
    """Put the pin down, readable by its owner alone. Raises OSError."""
    facts = {
        "schema": SCHEMA,
        "root": pin.root,
        "heads": dict(sorted(pin.heads.items())),
        "at": pin.at,
        "approvals": {key: [seen.text, seen.in_, seen.by, seen.recorded, *seen.before] for key, seen in sorted(pin.approvals.items())},
        "signers": pin.signers,
        "policy": {"signatures": pin.policy.signatures, "by": list(pin.policy.by)},
        "chain": "".join(sorted(pin.chain)),
    }
    put_private(pin_path(pin.root), json.dumps(facts, ensure_ascii=False) + "\n")


def _seen(told: Sequence[object]) -> Seen:
    text, in_, by, recorded, *before = map(str, told)
    return Seen(text, in_, by, recorded, tuple(before))


def _place_path(place: str) -> str:
    return os.path.join(pin_folder(), "at-" + sha256(os.fsencode(place)).hexdigest()[:24])
