"""Checking the signatures that approvals have, and whose keys count for them."""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256

from referat.approvals import signatures
from referat.approvals.checkpoint import name_on_record
from referat.approvals.filed import Filed
from referat.approvals.lookback import touching
from referat.approvals.pin import Pin
from referat.changes.verify_cache import SIGNERS, VOUCHER
from referat.git.program import Git
from referat.store.state_folder import pin_folder, put_private


def faults(texts: Iterable[Filed], recorded: Mapping[str, tuple[str, ...]], signers: str) -> Mapping[tuple[str, str], str]:
    """What is wrong with each signature, by folded id and digest; those that hold are remembered, since each costs a run of ssh-keygen.

    `recorded` are the names under which the texts were approved: that is what was signed.
    """
    known = _known()
    new: set[str] = set()
    found: dict[tuple[str, str], str] = {}
    for one in texts:
        if one.approval is None or not one.approval.sig:
            continue
        data = signatures.statement(name_on_record(one.id, one.approval.text, recorded), one.approval)
        at = signatures.moment(one.approval.recorded)
        mark = sha256(f"{signers}\0{at}\0{one.approval.sig}\0".encode() + data).hexdigest()
        if mark in known:
            continue
        fault = signatures.fault_in(signers, one.approval.by, data, one.approval.sig, at=at)
        if fault:
            found[one.key, one.approval.text] = fault
        else:
            new.add(mark)
    if new:
        with suppress(OSError):
            put_private(_known_path(), json.dumps(sorted(known | new)))
    return found


def signers_in_force(pin: Pin | None, now: str, voucher: str, git: Git | None) -> tuple[str, bool]:
    """Whose keys count, and whether the list that lies here may: it is the one that was seen, the first there is, or follows on the one that was
    seen, each list in between signed by somebody on the one before it.
    """
    if pin is None or pin.signers in {now, ""}:
        return now, True
    known = pin.signers
    for listed, signed in (*(_lists_in(git) if git else ()), (now, voucher)):
        if listed != known and signed and signatures.vouched_for(known, listed, "".join(signed.split())):
            known = listed
    return known, known == now


def _lists_in(git: Git) -> list[tuple[str, str]]:
    """The lists of signers that the history holds, oldest first, each with what vouches for it."""

    def there(path: str, commit: str) -> str:
        return (git.text(path, commit) or b"").decode("utf-8", "replace")

    return [(there(SIGNERS, commit), there(VOUCHER, commit)) for commit in reversed(touching(git, SIGNERS))]


def _known() -> set[str]:
    with suppress(OSError, ValueError), open(_known_path(), encoding="utf-8") as file:
        return set(json.load(file))
    return set()


def _known_path() -> str:
    return os.path.join(pin_folder(), "verified-signatures.json")
