"""A kind of problem: how severe it is, what it is called, what it says, and what to do about it."""

from enum import StrEnum

from referat.model.fact import Record


class Severity(StrEnum):
    """How much it matters. `note` is for the reader's information and never makes `check` fail; `off` hides a code."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


class ProblemEntry(Record):
    """A kind of problem. `severity` holds unless the book says otherwise; the texts are templates filled from a Problem's facts."""

    severity: Severity
    title: str
    message: str
    remedy: str


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
