"""What `verify` can find: the rules with their names, and a finding as a value with its place."""

from __future__ import annotations

from referat.model.fact import Fact

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Mapping

    from referat.approvals.checkpoint_value import Checkpoint

# Code -> what the rule is about, for docs/trail.md. A code keeps its meaning for ever: reports are kept.
RULES: dict[str, str] = {
    "R00": "approved minutes cannot be read",
    "R01": "the text is not the one that was approved",
    "R02": "the meeting that approved it approved another text",
    "R03": "the meeting that is said to have approved it has no record of it",
    "R03b": "approved, but the status says otherwise",
    "R04": "a meeting approved it, but the minutes do not say so",
    "R04b": "the status says approved, but there is no approval",
    "R05": "the signature is missing or wrong",
    "R06": "whoever approved was not allowed to",
    "R07": "whoever approved was not at the meeting",
    "R08": "the meeting that approved it was not held later",
    "R08b": "the day of the approval is not that of the meeting",
    "R08c": "the approval was saved before the meeting was held",
    "R09": "approved minutes are gone",
    "R09c": "an approval that was seen before has been taken back",
    "R10": "the history is not the one that was seen before",
    "R11": "another approval than the one that was seen before",
    "R12": "the file is not as it was saved",
    "R13": "the rules or the keys for approval have changed",
    "R14": "git is set up to show other texts than those that were saved",
    "R15": "an entry in the history has an impossible time",
    "R16": "an approval was saved without a signature",
    "R17": "two files have one name",
    "R18": "something stands in the tool's own block that does not belong there",
    "R19": "an earlier text that was corrected is gone, or is another",
    "R20": "a reader may see something else than what was approved, where no digest reaches",
    "R21": "what approved minutes hang on is another now",
}


class Finding(Fact):
    """Something that `verify` found. `words` is a text with placeholders that `facts` fill; a note does not make `verify` fail."""

    __slots__ = ("facts", "is_note", "line", "meeting", "path", "rule", "words")

    def __init__(
        self,
        rule: str,
        words: str,
        meeting: str = "",
        path: str = "",
        line: int = 1,
        facts: Mapping[str, object] | None = None,
        is_note: bool = False,
    ) -> None:
        self.rule = rule
        self.words = words
        self.meeting = meeting
        self.path = path
        self.line = line
        self.facts = facts or {}
        self.is_note = is_note


class VerifyReport(Fact):
    """What verifying came to: the findings make it fail, the notes do not. `approved` is how many approved minutes there are."""

    __slots__ = ("approved", "checkpoint", "findings", "notes")

    def __init__(self, findings: tuple[Finding, ...], notes: tuple[Finding, ...], checkpoint: Checkpoint, approved: int) -> None:
        self.findings = findings
        self.notes = notes
        self.checkpoint = checkpoint
        self.approved = approved

    @property
    def ok(self) -> bool:
        return not self.findings
