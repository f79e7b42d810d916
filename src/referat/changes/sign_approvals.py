"""Signing approvals as the book asks for it, and keeping the list of those whose keys count."""

from datetime import date

from referat.approvals import signatures
from referat.approvals.signatures import CannotSign, NoSuchSigner
from referat.changes.transaction import Transaction, git_of
from referat.changes.verify_cache import SIGNERS, VOUCHER
from referat.format import document
from referat.languages.mark import N_
from referat.model.approval import Approval, ApprovalPolicy
from referat.store.disk_errors import FileMissing
from referat.store.reading import read_bytes


def signature_for(transaction: Transaction, policy: ApprovalPolicy, minutes_id: str, approval: Approval) -> tuple[str, object]:
    """The signature of an approval, and why there is none where the book only wants one. Raises CannotSign where it requires one."""
    if policy.signatures == "off":
        return "", ""
    git = git_of(transaction.book)
    data = signatures.statement(minutes_id, approval)
    try:
        if git is None:
            raise CannotSign(reason=N_("git does not know a key of yours"))
        made = signatures.sign(git, data)
        fault = signatures.fault_in(text_of(transaction, SIGNERS), approval.by, data, made)
        if fault:
            raise CannotSign(reason=N_("the key is not that of the approver in the list of signers"))
    except CannotSign as refusal:
        if policy.signatures == "required":
            raise
        return "", refusal.facts["reason"]
    return made, ""


def add_signer(transaction: Transaction, name: str, key_path: str) -> bool:
    """Put a list with one signer more into the transaction, signed by whoever is at the keyboard; False where it need not be and could not."""
    with open(key_path, encoding="utf-8", errors="replace") as file:
        line = signatures.signer_line(name, file.read(16384), key_path)
    before = text_of(transaction, SIGNERS)
    return _succeed(transaction, before, before + ("" if not before or before.endswith("\n") else "\n") + line + "\n")


def end_signer(transaction: Transaction, name: str, on: date) -> bool:
    """Put a list into the transaction in which a person's keys count up to a day, signed as a longer one is. Raises NoSuchSigner."""
    before = text_of(transaction, SIGNERS)
    after = signatures.ended(before, name, on)
    if after == before:
        raise NoSuchSigner(name=name)
    return _succeed(transaction, before, after)


def _succeed(transaction: Transaction, before: str, after: str) -> bool:
    transaction.put(document.parse(SIGNERS, after))
    git = git_of(transaction.book)
    if not before or git is None:
        return True
    try:
        made = signatures.sign(git, signatures.succession(before, after), signatures.SIGNERS_NAMESPACE)
    except CannotSign:
        return False
    transaction.put(document.parse(VOUCHER, made + "\n"))
    return signatures.vouched_for(before, after, made)


def text_of(transaction: Transaction, path: str) -> str:
    try:
        return document.read(path, read_bytes(transaction.book.root, path)).text
    except FileMissing:
        return ""
