"""What a person can do to an action; it stands alone, so that a command's words can be looked up without loading what carries them out."""

from enum import StrEnum


class Verb(StrEnum):
    DONE = "done"
    DROP = "drop"
    START = "start"
    REOPEN = "reopen"
    DEFER = "defer"
    ASSIGN = "assign"
