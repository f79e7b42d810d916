"""Signing approvals as the book asks for it, checking the signatures there are, and keeping the list of those whose keys count."""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256

from referat.desk.desk import Desk, git_of
from referat.format import document
from referat.format.settings import ApprovalPolicy
from referat.languages.mark import N_
from referat.model.meeting import Approval
from referat.store.reading import read_bytes
from referat.store.refusals import FileMissing
from referat.trail import signatures
from referat.trail.checkpoint import name_on_record
from referat.trail.filed import Filed
from referat.trail.git import Git
from referat.trail.lookback import touching
from referat.trail.pin import Pin
from referat.trail.private import pin_folder, put_private
from referat.trail.signatures import CannotSign, NoSuchSigner

SIGNERS = "meetings/signers"
VOUCHER = "meetings/signers.sig"


def signature_for(desk: Desk, policy: ApprovalPolicy, minutes_id: str, approval: Approval) -> tuple[str, object]:
    """The signature of an approval, and why there is none where the book only wants one. Raises CannotSign where it requires one."""
    if policy.signatures == "off":
        return "", ""
    git = git_of(desk.book)
    data = signatures.statement(minutes_id, approval)
    try:
        if git is None:
            raise CannotSign(reason=N_("git does not know a key of yours"))
        made = signatures.sign(git, data)
        fault = signatures.fault_in(text_of(desk, SIGNERS), approval.by, data, made)
        if fault:
            raise CannotSign(reason=N_("the key is not that of the approver in the list of signers"))
    except CannotSign as refusal:
        if policy.signatures == "required":
            raise
        return "", refusal.facts["reason"]
    return made, ""


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


def add_signer(desk: Desk, name: str, key_path: str) -> bool:
    """Lay a longer list of signers on the desk, signed by whoever is at the keyboard; False where that could not be, and nobody need accept it."""
    with open(key_path, encoding="utf-8", errors="replace") as file:
        line = signatures.signer_line(name, file.read(16384), key_path)
    before = text_of(desk, SIGNERS)
    return _succeed(desk, before, before + ("" if not before or before.endswith("\n") else "\n") + line + "\n")


def end_signer(desk: Desk, name: str, on: date) -> bool:
    """Lay a list on the desk in which a person's keys count up to a day, signed as a longer one is. Raises NoSuchSigner."""
    before = text_of(desk, SIGNERS)
    after = signatures.ended(before, name, on)
    if after == before:
        raise NoSuchSigner(name=name)
    return _succeed(desk, before, after)


def _succeed(desk: Desk, before: str, after: str) -> bool:
    desk.put(document.parse(SIGNERS, after))
    git = git_of(desk.book)
    if not before or git is None:
        return True
    try:
        made = signatures.sign(git, signatures.succession(before, after), signatures.SIGNERS_NAMESPACE)
    except CannotSign:
        return False
    desk.put(document.parse(VOUCHER, made + "\n"))
    return signatures.vouched_for(before, after, made)


def text_of(desk: Desk, path: str) -> str:
    try:
        return document.read(path, read_bytes(desk.book.root, path)).text
    except FileMissing:
        return ""


def _known() -> set[str]:
    with suppress(OSError, ValueError), open(_known_path(), encoding="utf-8") as file:
        return set(json.load(file))
    return set()


def _known_path() -> str:
    return os.path.join(pin_folder(), "verified-signatures.json")
