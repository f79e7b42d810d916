"""Who was there, as read so far: the lists that the readers of attendance fill."""

from dataclasses import dataclass, field

from referat.legacy.entries import Entry
from referat.legacy.lines import Line, cut
from referat.legacy.result import Evidence, Person


@dataclass(slots=True)
class Attendance:
    """Who was there, as read. `absent` stays None until the document speaks of absence. `used` holds the indexes of lines read."""

    present: list[Person] = field(default_factory=list)
    substitutes: list[Person] = field(default_factory=list)
    others: list[Person] = field(default_factory=list)
    absent: list[Person] | None = None
    used: set[int] = field(default_factory=set)
    called: set[str] = field(default_factory=set)  # those listed as called to the meeting, whether they came or not
    torn: list[tuple[str, str, int]] = field(default_factory=list)  # names that a stray comma may have split

    def everybody(self) -> list[Person]:
        return [*self.present, *self.substitutes, *self.others]

    def list_for(self, name: str) -> list[Person]:
        if name == "absent":
            if self.absent is None:
                self.absent = []
            return self.absent
        found: list[Person] = getattr(self, name)
        return found


def found_person(entry: Entry, line: Line, words: str, confidence: float = 0.95) -> Person:
    return Person(entry.name, Evidence(line.number, cut(line.raw, words), confidence), entry.org, entry.roles, entry.initials, entry.stands_for)
