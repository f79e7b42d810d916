"""Everything a person can write wrongly: one entry each, with its severity, what it says and what to do about it.

A Problem is a value that is listed, never an exception: one broken file does not hide the others. docs/problems.md is made from this table.
"""

from collections.abc import Mapping

from referat.model.fact import Record
from referat.model.place import Place
from referat.model.problems.actions import ACTION_PROBLEMS
from referat.model.problems.book import BOOK_PROBLEMS
from referat.model.problems.entry import ProblemEntry, Severity
from referat.model.problems.files import FILE_PROBLEMS
from referat.model.problems.lines import LINE_PROBLEMS
from referat.model.problems.meetings import MEETING_PROBLEMS
from referat.model.problems.privacy import PRIVACY_PROBLEMS

__all__ = ["CHAPTERS", "PROBLEMS", "Problem", "ProblemEntry", "Severity"]

# Chapter of docs/problems.md -> its kinds of problem, in the order they are listed.
CHAPTERS: dict[str, dict[str, ProblemEntry]] = {
    "Files and headers": FILE_PROBLEMS,
    "Lines": LINE_PROBLEMS,
    "Actions": ACTION_PROBLEMS,
    "Meetings and people": MEETING_PROBLEMS,
    "Groups, references and approval": BOOK_PROBLEMS,
    "Personal data": PRIVACY_PROBLEMS,
}
PROBLEMS: dict[str, ProblemEntry] = {code: entry for chapter in CHAPTERS.values() for code, entry in chapter.items()}


NOTHING_MORE: Mapping[str, object] = {}


class Problem(Record):
    """A problem at a place. `facts` fill the catalogue's message and remedy; `length` is how many characters the marker covers."""

    not_compared = frozenset()

    code: str
    place: Place
    facts: Mapping[str, object] = NOTHING_MORE
    length: int = 1

    @property
    def entry(self) -> ProblemEntry:
        return PROBLEMS[self.code]
