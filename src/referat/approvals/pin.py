"""The pin: what `verify` saw last time, kept outside the repository, so that a history which was exchanged as a whole is noticed.

It is advanced only when nothing was found, or when the person has looked at what moved and accepted it.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.model.approval import Approval, ApprovalPolicy
from referat.store.state_folder import pin_folder, put_private

SCHEMA = "referat/pin/1"
_LARGEST = 64 * 1024 * 1024


class PinUnreadable(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("What was seen of this book before cannot be read: {path}.")
    hint = N_("Move that file away only if you know why it is broken; after that, what was seen before is forgotten.")


class Seen(NamedTuple):
    """An approval as it was seen: the digest, the meeting, who, and when it was recorded."""

    text: str
    in_: str
    by: str
    recorded: str


def seen_of(approval: Approval) -> Seen:
    return Seen(approval.text, approval.in_, approval.by, approval.recorded)


class Pin(NamedTuple):
    """What was seen. `root` is the first commit, by which the book is known; `heads` the newest commit of each branch that was verified.

    `at` is when it was seen, in seconds since 1970; `signers` is the text of the list of signers, "" where there is none.
    """

    root: str
    heads: Mapping[str, str] = {}
    at: int = 0
    approvals: Mapping[str, Seen] = {}
    signers: str = ""
    policy: ApprovalPolicy = ApprovalPolicy()


def pin_path(root: str) -> str:
    """Where the pin of the repository with this first commit lies."""
    return os.path.join(pin_folder(), f"{root}.json")


def known_root(place: str) -> str:
    """The first commit of the repository that was pinned at this place (its git directory), "" where none was."""
    with suppress(OSError, UnicodeDecodeError), open(_place_path(place), encoding="ascii") as file:
        return file.read(128).strip()
    return ""


def read_pin(root: str) -> Pin | None:
    path = pin_path(root)
    try:
        with open(path, encoding="utf-8") as file:
            facts = json.loads(file.read(_LARGEST))
        if facts["schema"] != SCHEMA or facts["root"] != root:
            raise ValueError(facts["schema"])
        return Pin(
            root=root,
            heads={str(branch): str(head) for branch, head in facts["heads"].items()},
            at=int(facts["at"]),
            approvals={str(key): Seen(*(str(part) for part in seen)) for key, seen in facts["approvals"].items()},
            signers=str(facts["signers"]),
            policy=ApprovalPolicy(str(facts["policy"]["signatures"]), tuple(str(one) for one in facts["policy"]["by"])),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PinUnreadable(path=path) from error


def write_pin(pin: Pin, place: str) -> None:
    """Put the pin down, readable by its owner alone. Raises OSError."""
    facts = {
        "schema": SCHEMA,
        "root": pin.root,
        "heads": dict(sorted(pin.heads.items())),
        "at": pin.at,
        "approvals": {key: [seen.text, seen.in_, seen.by, seen.recorded] for key, seen in sorted(pin.approvals.items())},
        "signers": pin.signers,
        "policy": {"signatures": pin.policy.signatures, "by": list(pin.policy.by)},
    }
    put_private(pin_path(pin.root), json.dumps(facts, ensure_ascii=False) + "\n")
    if known_root(place) != pin.root:
        put_private(_place_path(place), pin.root + "\n")


def _place_path(place: str) -> str:
    return os.path.join(pin_folder(), "at-" + sha256(os.fsencode(place)).hexdigest()[:24])
