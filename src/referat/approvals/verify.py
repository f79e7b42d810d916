"""Verifying: every rule is asked about the facts, in the order of the table, and what they find is one result."""

from collections.abc import Callable, Iterator
from functools import cached_property

from referat.approvals import rules_around, rules_chain, rules_history, rules_text
from referat.approvals.checkpoint import checkpoint
from referat.approvals.checkpoint_value import Checkpoint
from referat.approvals.facts import Facts
from referat.approvals.findings import Finding, VerifyReport
from referat.approvals.pin import LINK, MOST_LINKS, Here, Pin, seen_of
from referat.model.text import fold

Rule = Callable[[Facts], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    rules_text.unreadable,
    rules_text.text_changed,
    rules_text.live_words,
    rules_text.working_tree,
    rules_text.status_disagrees,
    rules_text.blocks,
    rules_text.doubles,
    rules_chain.links,
    rules_chain.records,
    rules_chain.applied,
    rules_chain.applied_before,
    rules_chain.renamed,
    rules_chain.missing_here,
    rules_chain.order,
    rules_chain.approvers,
    rules_chain.signatures,
    rules_chain.earlier,
    rules_around.attachments,
    rules_around.look_alikes,
    rules_around.people,
    rules_around.groups,
    rules_history.taken_back,
    rules_history.rewritten,
    rules_history.rules_changed,
    rules_history.stand_ins,
    rules_history.too_early,
    rules_history.times,
    rules_history.forgotten,
    rules_history.unsigned,
    rules_history.shallow,
)
# What can be asked of an entry that is about to be made, of which only some texts are looked at.
BEFORE_SAVING: tuple[Rule, ...] = (
    rules_text.unreadable,
    rules_text.text_changed,
    rules_text.status_disagrees,
    rules_text.blocks,
    rules_chain.links,
    rules_chain.records,
    rules_chain.applied,
    rules_chain.earlier,
)
# What only compares with the pin: a person may look at it and accept it.
ACCEPTABLE = frozenset({"R09c", "R10", "R11", "R13"})


class Verified:
    """What verifying found, worst first: findings make it fail, notes do not."""

    def __init__(self, facts: Facts, found: tuple[Finding, ...]) -> None:
        self.facts = facts
        self.found = found

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.found if not one.is_note)

    @property
    def notes(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.found if one.is_note)

    @property
    def ok(self) -> bool:
        return not self.findings

    @property
    def can_be_accepted(self) -> bool:
        """Whether all that was found is a difference from what was seen before."""
        return all(one.rule in ACCEPTABLE or (one.rule in {"R08c", "R15"}) for one in self.findings)

    @property
    def report(self) -> VerifyReport:
        return VerifyReport(self.findings, self.notes, self.checkpoint, len(self.facts.approved))

    @cached_property
    def checkpoint(self) -> Checkpoint:
        return checkpoint(self.facts.events)

    def about(self, minutes_id: str) -> "Verified":
        """What was found about one meeting, and about the book as a whole."""
        wanted = fold(minutes_id)
        return Verified(self.facts, tuple(one for one in self.found if not one.meeting or fold(one.meeting) == wanted))


def verify(facts: Facts, rules: tuple[Rule, ...] = RULES) -> Verified:
    """Ask every rule. What several rules say in the same words of the same place is said once."""
    found = {(one.rule, one.words, one.meeting, one.path, one.line, str(one.facts)): one for rule in rules for one in rule(facts)}
    return Verified(facts, tuple(found.values()))


def pin_of(facts: Facts) -> Pin | None:
    """What is to be remembered of the book as it is now; None where it has no history to be known by."""
    history = facts.history
    if history is None or not history.head or history.is_shallow:
        return None
    pin = facts.pin if facts.pin and facts.pin.root == history.root else None
    if pin and history.since.is_apart:  # what was seen in another copy is not forgotten for this one, which lacks it
        return pin
    seen = {one.key: seen_of(one.approval) for one in facts.approved if one.approval}
    heads = {**(pin.heads if pin else {}), history.branch: history.head}
    links = [entry[:LINK] for entry in history.entries.ids[:MOST_LINKS]]
    return Pin(history.root, heads, int(facts.now.timestamp()), seen, facts.signers, facts.book_policy, frozenset(links))


def here_of(facts: Facts) -> Here:
    """What is to be remembered of this place."""
    history = facts.history
    texts = frozenset(one.approval.text for one in facts.approved if one.approval)
    return Here(history.root, history.head or "", texts) if history else Here()
