"""What `verify` can find: the rules with their names, and a finding as a value with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from referat.languages.mark import N_
from referat.trail.signs import Checkpoint

# Code -> what the rule is about. A code keeps its meaning for ever: reports are kept.
RULES: dict[str, str] = {
    "R00": N_("approved minutes cannot be read"),
    "R01": N_("the text is not the one that was approved"),
    "R02": N_("the meeting that approved it approved another text"),
    "R03": N_("the meeting that is said to have approved it has no record of it"),
    "R03b": N_("approved, but the status says otherwise"),
    "R04": N_("a meeting approved it, but the minutes do not say so"),
    "R04b": N_("the status says approved, but there is no approval"),
    "R05": N_("the signature is missing or wrong"),
    "R06": N_("whoever approved was not allowed to"),
    "R07": N_("whoever approved was not at the meeting"),
    "R08": N_("the meeting that approved it was not held later"),
    "R08b": N_("the day of the approval is not that of the meeting"),
    "R08c": N_("the approval was saved before the meeting was held"),
    "R09": N_("approved minutes are gone"),
    "R09c": N_("an approval that was seen before has been taken back"),
    "R10": N_("the history is not the one that was seen before"),
    "R11": N_("another approval than the one that was seen before"),
    "R12": N_("the file is not as it was saved"),
    "R13": N_("the rules or the keys for approval have changed"),
    "R14": N_("git is set up to show other texts than those that were saved"),
    "R15": N_("an entry in the history has an impossible time"),
    "R16": N_("an approval was saved without a signature"),
    "R17": N_("two files have one name"),
    "R18": N_("something stands in the tool's own block that does not belong there"),
    "R19": N_("an earlier text that was corrected is gone, or is another"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that `verify` found. `words` is a text with placeholders that `facts` fill; a note does not make `verify` fail."""

    rule: str
    words: str
    meeting: str = ""
    path: str = ""
    line: int = 1
    facts: Mapping[str, object] = field(default_factory=dict)
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What verifying came to: the findings make it fail, the notes do not. `approved` is how many approved minutes there are."""

    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    checkpoint: Checkpoint
    approved: int

    @property
    def ok(self) -> bool:
        return not self.findings
