"""The rules of `verify` about the chain: what the minutes say of their approval, and what the approving minutes say of it, must be one thing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from referat.approvals.facts import Facts
from referat.approvals.filed import Filed, roles_of
from referat.approvals.findings import Finding
from referat.approvals.policy import allows
from referat.approvals.superseded import is_earlier
from referat.languages.mark import N_
from referat.model.approval import Approval
from referat.model.text import fold

_SOON = 24 * 3600  # seconds
_OTHER_TEXT = N_("The earlier text that was corrected ({text}) is not as it was.")
_NO_TEXT = N_("The earlier text that was corrected ({text}) is gone.")
_OTHER_ITEM = N_("It says that item “{item}” of {approving} approved it, and {approving} says “{other}”.")
_AS_SENT = N_("{approving} approved it as it had been sent out, but another text is recorded as sent out.")
_AMENDED = N_("{approving} approved it with changes, but this text is recorded as sent out.")


def links(facts: Facts) -> Iterator[Finding]:
    """R02 and R03, for the approval itself and for each earlier text that was corrected."""
    for one, approval, _, entries in islice(facts.approved_where, len(facts.approved)):
        if not entries and not _is_linked(facts, one, approval.text, approval.in_):
            yield from _unlinked(facts, one, approval.text, approval.in_)
        for text, where in approval.supersedes:
            if not _is_linked(facts, one, text, where):
                yield from _unlinked(facts, one, text, where)
        newest = approval.supersedes[0][0] if approval.supersedes else ""
        if entries and all(entry.supersedes != newest for entry in entries):
            words = N_("{approving} does not say that it took the place of an earlier text, or names another one.")
            yield Finding("R02", words, one.id, one.path, one.approval_line, {"approving": approval.in_})


def records(facts: Facts) -> Iterator[Finding]:
    """R04: what the two records both say, in which item and whether as it was sent out, they say alike."""
    for one, approval, by, entries in facts.approved_where:
        if by is None or not entries:
            continue
        if all(entry.item != approval.item for entry in entries):
            named = {"approving": by.id, "item": approval.item, "other": entries[0].item}
            yield Finding("R04", _OTHER_ITEM, one.id, one.path, one.approval_line, named)
        if one.circulation:
            as_sent = one.circulation.text == approval.text
            words = _AMENDED if as_sent else _AS_SENT
            if {entry.result for entry in entries} == {"approved-as-amended" if as_sent else "approved"}:
                yield Finding("R04", words, one.id, one.path, one.approval_line, {"approving": by.id})


def applied(facts: Facts) -> Iterator[Finding]:
    """R04 and R09: what a meeting approved must be there, and say so."""
    for (key, text), recorders in facts.approving.items():
        one = facts.meeting(key)
        for by in recorders:
            if one is None:
                words = N_("Minutes that {approving} approved are not in the book.")
                yield Finding("R09", words, key, by.path, by.approves_line, {"approving": by.id})
            elif not one.approval:
                words = N_("{approving} approved it, but it has no approval.")
                yield Finding("R04", words, one.id, one.path, one.status_line, {"approving": by.id})
            elif text == one.approval.text:
                if not _is_named(facts, one.approval, by):
                    words = N_("{approving} approved it, but it names {other} instead.")
                    yield Finding("R04", words, one.id, one.path, one.approval_line, {"approving": by.id, "other": one.approval.in_})
            elif text not in {link for link, _ in _links(one.approval)} and fold(one.approval.in_) not in facts.names_of(by):
                words = N_("{approving} approved another text of it, which it does not name.")
                yield Finding("R02", words, one.id, one.path, one.approval_line, {"approving": by.id})


def applied_before(facts: Facts) -> Iterator[Finding]:
    """R02: what minutes approved holds when they are corrected themselves; else a correction could exchange what an older meeting decided on."""
    for old in facts.earlier:
        for entry in old.approves:
            one = facts.meeting(entry.id) if entry.id else None
            if one and one.approval and entry.text not in {link for link, _ in _links(one.approval)}:
                words = N_("{approving} approved another text of it, before it was corrected itself.")
                yield Finding("R02", words, one.id, one.path, one.approval_line, {"approving": old.id})


def renamed(facts: Facts) -> Iterator[Finding]:
    """R09, as a note: minutes that lie here under another name than they were approved under."""
    for key, one in facts.former.items():
        yield _renamed(one, key)


def missing_here(facts: Facts) -> Iterator[Finding]:
    """R09: approved minutes that were saved, and do not lie here any more under any path."""
    if facts.history is None:
        return
    here = {one.path for one in facts.files}
    recorded = {key for key, _ in facts.approving}
    for path, saved in facts.history.saved.items():
        if saved.approval and not is_earlier(path) and path not in here and saved.key not in facts.by_id and saved.key not in recorded:
            now = facts.by_digest.get(saved.digest)
            yield _renamed(now, saved.id) if now else Finding("R09", N_("Approved minutes are gone from the folder."), saved.id, path)


def order(facts: Facts) -> Iterator[Finding]:
    """R08 and R08b: the approving meeting came after, on the day that the approval names."""
    for one, approval, by, _ in facts.approved_where:
        if by is None or by.on is None or one.on is None:
            continue
        if not _is_later(by, one):
            yield Finding("R08", N_("{approving} was not held after it."), one.id, one.path, one.approval_line, {"approving": by.id})
        if approval.on != by.on.isoformat():
            named = {"approving": by.id, "named": approval.on, "on": by.on.isoformat()}
            yield Finding("R08b", N_("It is approved on {named}, but {approving} was held on {on}."), one.id, one.path, one.approval_line, named)


def approvers(facts: Facts) -> Iterator[Finding]:
    """R06 and R07: whoever approved was there, and allowed to."""
    for one, approval, by, _ in facts.approved_where:
        if by is None:
            continue
        roles = roles_of(by, approval.by)
        moment = _moment(approval, by)
        then = facts.policy_at(moment)
        if then is None:
            words = N_("The rules for approval that held when it was approved cannot be read.")
            yield Finding("R13", words, one.id, one.path, one.approval_line, is_note=not facts.is_judged_here())
        elif roles is not None and not facts.policy.by and not then.by:  # as nearly always
            continue
        named = {"name": approval.by, "approving": by.id}
        if roles is None:
            yield Finding("R07", N_("“{name}”, who approved it, was not at {approving}."), one.id, one.path, one.approval_line, named)
        if then is not None and not allows(approval.by, roles or (), then.by):
            soon = facts.policy_at(moment + _SOON)  # the new rule lay there, perhaps, and was saved after the approval
            is_note = soon is not None and allows(approval.by, roles or (), soon.by)
            words = N_("“{name}”, who approved it in {approving}, was none of those who might: {allowed}.")
            yield Finding("R06", words, one.id, one.path, one.approval_line, {**named, "allowed": ", ".join(then.by)}, is_note=is_note)
        elif not allows(approval.by, roles or (), facts.policy.by):
            words = N_("“{name}” would not be allowed to approve today; the rule came later.")
            yield Finding("R06", words, one.id, one.path, one.approval_line, {**named, "allowed": ", ".join(facts.policy.by)}, is_note=True)


def earlier(facts: Facts) -> Iterator[Finding]:
    """R19: every earlier text that was corrected is still there, as it was, and nothing else lies with them."""
    there = {one.path: one for one in facts.earlier}
    for one in facts.approved:
        assert one.approval is not None
        for text, where in one.approval.supersedes:
            paths = [path for name in facts.names_of(one) for path, old in there.items() if (old.key, _claimed(old)) == (name, text)]
            kept = [path for path in paths if there[path].digest == text and fold(_approved_in(there[path])) == fold(where)]
            if not kept:
                words = _OTHER_TEXT if paths else _NO_TEXT
                yield Finding("R19", words, one.id, one.path, one.approval_line, {"text": text[:19] + "…"})
            for path in paths:
                del there[path]
    for old in there.values():
        yield Finding("R19", N_("It lies with the earlier texts, and no approval says that it was corrected."), old.id, old.path)


def signatures(facts: Facts) -> Iterator[Finding]:
    """R05: the signature of each approval, as far as the book asks for one. A wrong one is always a finding."""
    if not facts.approvals or not facts.ever_signed:
        return
    for one, approval in facts.approvals:
        fault = facts.signatures().get((one.key, approval.text), "") if approval.sig else ""
        if not approval.sig:
            then = facts.policy_at(_moment(approval, facts.meeting(approval.in_)))
            is_required = then is not None and then.signatures == "required"
            if is_required or facts.policy.signatures != "off":
                yield Finding("R05", N_("The approval is not signed."), one.id, one.path, one.approval_line, is_note=not is_required)
        elif fault:
            yield Finding("R05", N_("The signature does not hold: {fault}"), one.id, one.path, one.approval_line, {"fault": fault})


def _is_linked(facts: Facts, one: Filed, text: str, where: str) -> bool:
    """Whether the minutes that are said to have approved a text of these say so too."""
    return any(fold(where) in facts.names_of(by) for by in _recorders(facts, one, text))


def _is_named(facts: Facts, approval: Approval, by: Filed) -> bool:
    """Whether an approval, or an earlier one of the same text, names these minutes."""
    if fold(approval.in_) == by.key:  # as nearly always
        return True
    return any(text == approval.text and fold(in_) in facts.names_of(by) for text, in_ in _links(approval))


def _recorders(facts: Facts, one: Filed, text: str) -> list[Filed]:
    """The minutes that say that they approved a text of these, under whichever name."""
    return [by for name in facts.names_of(one) for by in facts.approving.get((name, text), ())]


def _unlinked(facts: Facts, one: Filed, text: str, where: str) -> Iterator[Finding]:
    recorders = _recorders(facts, one, text)
    approving = facts.meeting(where)
    named = {"approving": where}
    if approving is None:
        if recorders:
            yield _renamed(recorders[0], where)
        else:
            words = N_("{approving}, which is said to have approved it, is not in the book.")
            yield Finding("R03", words, one.id, one.path, one.approval_line, named)
    elif any(fold(entry.id) in facts.names_of(one) for entry in approving.approves):
        yield Finding("R02", N_("{approving} approved another text of it."), one.id, one.path, one.approval_line, named)
    else:
        yield Finding("R03", N_("{approving} has no record of approving it."), one.id, one.path, one.approval_line, named)


def _renamed(now: Filed, was: str) -> Finding:
    """Minutes that lie under another name, with the text they had: said, and no fault of the text."""
    words = N_("They were called “{was}” when they were approved or approved others.")
    return Finding("R09", words, now.id, now.path, facts={"was": was}, is_note=True)


def _links(approval: Approval) -> tuple[tuple[str, str], ...]:
    return ((approval.text, approval.in_), *approval.supersedes)


def _is_later(by: Filed, one: Filed) -> bool:
    assert by.on
    assert one.on
    if by.on != one.on:
        return by.on > one.on
    return bool(by.start and one.start) and by.start > one.start


def _claimed(old: Filed) -> str:
    return old.approval.text if old.approval else ""


def _approved_in(old: Filed) -> str:
    return old.approval.in_ if old.approval else ""


def _moment(approval: Approval, by: Filed | None) -> int:
    """When it was approved, in seconds since 1970: as recorded, but not before the day of the meeting; the end of time where it cannot be read."""
    try:
        recorded = datetime.strptime(approval.recorded, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return 1 << 62
    held = datetime(by.on.year, by.on.month, by.on.day, tzinfo=UTC) if by and by.on else recorded
    return int(max(recorded, held).timestamp())
