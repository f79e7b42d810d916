"""The rules of `verify` about the history, and about what was seen before."""

from collections.abc import Iterator
from datetime import UTC, datetime

from referat.approvals.facts import Facts
from referat.approvals.findings import Finding
from referat.languages.mark import N_
from referat.model.approval import ApprovalPolicy
from referat.model.text import fold

_DAY = 24 * 3600
# A meeting on a day can begin so much before midnight UTC of that day, east of Greenwich.
_EAST = 14 * 3600


def taken_back(facts: Facts) -> Iterator[Finding]:
    """R09c and R11: approvals that were seen before, and are gone or others now. A correction that names the old text is neither, and what was
    seen in another copy, and never at this place, is only said.
    """
    if facts.pin is None:
        return
    for key, seen in facts.pin.approvals.items():
        here = facts.by_id.get(key)
        one = here if here and here.approval else facts.by_digest.get(seen.text)  # under another name, perhaps
        is_news = _is_apart(facts) and seen.text not in facts.here.texts
        if one is None or not one.approval:
            path, line = (here.path, here.status_line) if here else ("", 1)
            words = N_("It was approved in {approving} when this was seen before.")
            yield Finding("R09c", words, key, path, line, {"approving": seen.in_}, is_news)
            continue
        now = one.approval
        if now.text != seen.text:
            if seen.text not in {text for text, _ in now.supersedes}:
                words = N_("Another text is approved than the one that was seen before.")
                yield Finding("R11", words, one.id, one.path, one.approval_line, is_note=is_news and now.text in seen.before)
        elif (fold(now.in_), now.by, now.recorded) != (fold(seen.in_), seen.by, seen.recorded):
            words = N_("The record of the approval is another than was seen before: {what}.")
            pairs = (("in", now.in_, seen.in_), ("by", now.by, seen.by), ("recorded", now.recorded, seen.recorded))
            what = ", ".join(f"{name} “{was}” → “{is_now}”" for name, is_now, was in pairs if is_now != was)
            # Two who recorded one approval in two clones: the earlier of the two records stands, whoever verified the later one (`sync`).
            is_earlier = now.recorded < seen.recorded and (fold(now.in_), now.by) == (fold(seen.in_), seen.by)
            yield Finding("R11", words, one.id, one.path, one.approval_line, {"what": what}, is_earlier and facts.recorded_apart(one.path, now))


def rewritten(facts: Facts) -> Iterator[Finding]:
    """R10: the history must still lead through what was seen before. For a branch that was never seen here it is a note: a squash on a server
    makes such a one too, and that its approvals are those that were seen is asked by others.
    """
    history, pin = facts.history, facts.pin
    if pin is None:
        return
    if history is None:
        if facts.lacks_history:
            yield Finding("R10", N_("The history that was seen here before is not here any more."))
        return
    since = history.since
    is_new = not (history.branch and history.branch in pin.heads)
    if history.is_shallow:
        if not (since.known and since.kept):
            yield Finding("R10", N_("This copy is cut short, and does not lead to what was seen here before. Fetch the rest: git fetch --unshallow"))
    elif pin.root not in history.roots:
        yield Finding("R10", N_("The history begins otherwise than the one that was seen here before."))
    elif since.is_behind:
        words = N_("This copy is older than what was verified on this machine: what came after its newest entry is missing.")
        yield Finding("R10", words, is_note=since.is_apart or not _lacks_approvals(facts))
    elif since.is_apart:
        yield Finding("R10", N_("This copy and another that was verified on this machine have parted: neither holds all of the other."), is_note=True)
    elif not since.known:
        words = N_("The newest entry that was seen before is not in this copy: it is older, or its history was exchanged.")
        yield Finding("R10", words, is_note=is_new)
    elif not since.kept:
        words = (
            N_("The history does not lead through what was seen before; these approvals were saved anew: {meetings}.")
            if since.lost
            else N_("The history does not lead through what was seen before; no approval was in what is gone.")
        )
        yield Finding("R10", words, facts={"meetings": ", ".join(sorted({key for key, _ in since.lost}))}, is_note=is_new or not since.lost)


def _is_apart(facts: Facts) -> bool:
    return facts.history is not None and facts.history.since.is_apart


def _lacks_approvals(facts: Facts) -> bool:
    """Whether an approval that was seen is not here."""
    here = {text for one in facts.approved if one.approval for text in (one.approval.text, *(text for text, _ in one.approval.supersedes))}
    return facts.pin is not None and any(seen.text not in here for seen in facts.pin.approvals.values())


def rules_changed(facts: Facts) -> Iterator[Finding]:
    """R13: who may approve, and whose keys count, may not change unseen, and must be there to be read."""
    if not facts.rules_are_read:
        words = N_("The book's rules for approval cannot be read.")
        yield Finding("R13", words, path="meetings/book.yaml", is_note=not facts.approvals)
    if facts.pin is None:
        return
    history = facts.history
    is_older = history is not None and history.since.is_behind and history.since.is_apart  # just this state was seen, in another copy
    if facts.pin.policy != facts.book_policy:
        words = N_("The book's rules for approval are not those that were seen before: {now} now, {was} then.")
        named = {"now": _written(facts.book_policy), "was": _written(facts.pin.policy)}
        yield Finding("R13", words, path="meetings/book.yaml", facts=named, is_note=is_older)
    if not facts.signers_hold:
        new, old = _keys(facts.signers), _keys(facts.pin.signers)
        moved = [f"+ {key}" for key in new if key not in old] + [f"- {key}" for key in old if key not in new]
        words = N_("The list of signers is not the one that was seen before, and no earlier signer has signed it: {moved}")
        yield Finding("R13", words, path="meetings/signers", facts={"moved": "; ".join(moved)}, is_note=is_older)


def stand_ins(facts: Facts) -> Iterator[Finding]:
    """R14: replace refs and grafts."""
    for name in facts.history.stand_ins if facts.history else ():
        yield Finding("R14", N_("git has been told to show something else than what was saved: {name}."), facts={"name": name})


def times(facts: Facts) -> Iterator[Finding]:
    """R15: entries older than what they build on, or from the future. Clocks are wrong, so without a pin it is a note."""
    history = facts.history
    if history is None:
        return
    entries = history.entries
    when = dict(zip(entries.ids, entries.times, strict=True))
    latest = facts.now.timestamp() + _DAY
    for entry, parents, committed in zip(entries.ids, entries.parents, entries.times, strict=True):
        oldest = when.get(parents)  # as nearly all have one
        if oldest is None:
            oldest = max([when.get(parent, committed) for parent in parents.split()], default=committed)
        if oldest - _DAY <= committed <= latest:
            continue
        new = facts.pin is not None and entry in history.since.new
        if committed < oldest - _DAY:
            after_pin = new and facts.pin is not None and committed < facts.pin.at - _DAY
            words = N_("The entry {entry} says it is from {day}, before the one it builds on.")
            yield Finding("R15", words, facts=_named(entry, committed), is_note=not after_pin)
        else:
            yield Finding("R15", N_("The entry {entry} says it is from {day}, which is still to come."), facts=_named(entry, committed), is_note=True)


def too_early(facts: Facts) -> Iterator[Finding]:
    """R08c: an approval that was saved before the day of the meeting. Without a pin a note: clocks are wrong."""
    history = facts.history
    if history is None:
        return
    for entry in history.entries.speaking:
        for minutes_id, text in entry.approved:
            one = facts.meeting(minutes_id)
            if one is None or one.approval is None or one.approval.text != text:
                continue
            by = facts.meeting(one.approval.in_)
            if by and by.on and entry.committed < datetime(by.on.year, by.on.month, by.on.day, tzinfo=UTC).timestamp() - _EAST:
                words = N_("The approval was saved on {day}, before {approving} was held.")
                is_note = not (facts.pin and entry.id in history.since.new)
                yield Finding("R08c", words, one.id, one.path, one.approval_line, {**_named(entry.id, entry.committed), "approving": by.id}, is_note)


def forgotten(facts: Facts) -> Iterator[Finding]:
    """R09: the history tells of an approval that is not there any more, and of nobody who took it back. Messages are no evidence: a note."""
    if facts.history is None:
        return
    withdrawn: set[tuple[str, str]] = set()
    told: set[tuple[str, str]] = set()
    for entry in facts.history.entries.speaking:  # newest first
        withdrawn |= {(fold(key), text) for key, text in entry.withdrawn}
        for minutes_id, text in entry.approved:
            key = (fold(minutes_id), text)
            one = facts.meeting(minutes_id)
            known = {one.approval.text, *(link for link, _ in one.approval.supersedes)} if one and one.approval else set()
            if key in withdrawn or key in told or text in known or text in facts.by_digest:
                continue
            told.add(key)
            named = _named(entry.id, entry.committed)
            words = N_("The history says that it was approved, in the entry {entry} of {day}; that approval is not there any more.")
            yield Finding("R09", words, minutes_id, one.path if one else "", one.status_line if one else 1, named, is_note=True)


def unsigned(facts: Facts) -> Iterator[Finding]:
    """R16: where the book requires signatures, entries that save an approval without one are named; a squash takes them away, so it is a note."""
    if facts.history is None or facts.policy.signatures != "required":
        return
    for entry in facts.history.entries.speaking:
        for minutes_id, _ in entry.approved:
            if entry.id in facts.history.unsigned:
                words = N_("The entry {entry} of {day} that saved the approval is not signed.")
                yield Finding("R16", words, minutes_id, facts=_named(entry.id, entry.committed), is_note=True)


def shallow(facts: Facts) -> Iterator[Finding]:
    """R10: without its beginning, or without any, the history cannot be compared as a whole."""
    if facts.history is None:
        if facts.pin is not None and facts.lacks_history:
            return  # said already
        yield Finding("R10", N_("There is no history to look at here (or no git to read it), so only the files are compared."), is_note=True)
    elif facts.history.is_shallow:
        yield Finding("R10", N_("This copy holds only the newest part of the history, so what lies before it is not looked at."), is_note=True)


def _written(policy: ApprovalPolicy) -> str:
    """A policy as book.yaml has it."""
    return f"{{signatures: {policy.signatures}, by: [{', '.join(policy.by)}]}}"


def _keys(signers: str) -> list[str]:
    """The lines of a list of signers, each by the person and the end of the key, where keys differ."""
    lines = (line.split() for line in signers.splitlines() if line.strip() and not line.startswith("#"))
    return [f"{words[0]} …{next((w for w in words if w.startswith('AAAA')), words[-1])[-12:]}" for words in lines]


def _named(entry: str, committed: int) -> dict[str, object]:
    day = datetime.fromtimestamp(min(max(committed, 0), 253402300799), UTC).date().isoformat()
    return {"entry": entry[:12], "day": day}
