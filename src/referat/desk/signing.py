"""Signing approvals as the book asks for it, and keeping the list of those whose keys count."""

from datetime import date

from referat.desk.desk import Desk, git_of
from referat.desk.recalling import SIGNERS, VOUCHER
from referat.format import document
from referat.languages.mark import N_
from referat.model.approval import Approval, ApprovalPolicy
from referat.store.reading import read_bytes
from referat.store.refusals import FileMissing
from referat.trail import signatures
from referat.trail.signatures import CannotSign, NoSuchSigner


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
