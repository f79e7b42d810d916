"""What the commands that change a book fall on, each once: open actions, minutes to send out and approve, days to meet on, a file to write in."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

OPEN_ACTION = re.compile(r"^- \[ \] .*\^([0-9a-z]+)$", re.MULTILINE)
CHAIR = re.compile(r"^møteleder: (.*)$", re.MULTILINE)
DRAFT = "status: utkast"
SENT, APPROVED, MEETING = "styret", "skole", "areal"  # the groups whose minutes are sent out, are approved, and that meet again
FIRST_DAY = date(2025, 1, 16)


class Victims:
    """Those of one book."""

    def __init__(self, book: Path) -> None:
        self.book = book
        self._minutes = sorted((book / "meetings").glob("*/2*.md"))
        self._open = [id_ for path in reversed(self._minutes) for id_ in OPEN_ACTION.findall(text_of(path))]
        self._to_send = [path.stem for path in self._of(SENT) if DRAFT in text_of(path)]
        self._to_approve = [*self._chain()][::-1]  # the oldest first: what approves must not be approved itself
        self._day, self._written = FIRST_DAY, 0
        self._closed = self._approval = self._coming = ""

    def are_enough(self, actions: int, minutes: int) -> bool:
        return len(self._open) >= actions and min(len(self._to_send), len(self._to_approve)) >= minutes

    def any_action(self) -> Sequence[str]:
        return (self._open[0],)

    def action(self) -> Sequence[str]:
        return (self._open.pop(),)

    def reworded(self) -> Sequence[str]:
        return (self._open.pop(), "Se på saken en gang til")

    def to_close(self) -> Sequence[str]:
        self._closed = self._open.pop()
        return (self._closed,)

    def closed(self) -> Sequence[str]:
        return (self._closed,)

    def to_send(self) -> Sequence[str]:
        return (self._to_send.pop(),)

    def to_approve(self) -> Sequence[str]:
        self._approval, later, chair = self._to_approve.pop()
        return (self._approval, "--in", later, "--by", chair, "--item", "1")

    def approved(self) -> Sequence[str]:
        return (self._approval,)

    def day(self) -> Sequence[str]:
        """One on which the group has not met yet."""
        while any(self.book.glob(f"meetings/**/{self._day}-{MEETING}.md")):
            self._day += timedelta(days=1)
        return ("--date", str(self._day))

    def coming(self) -> Sequence[str]:
        """The minutes of a meeting that is still to come; `meet_next` has prepared them."""
        return (self._coming,)

    def moved(self) -> Sequence[str]:
        return (self._coming, *self.day())

    def meet_next(self) -> Sequence[str]:
        """The words that prepare the next meeting."""
        option, day = self.day()
        self._coming = f"{day}-{MEETING}"
        return (MEETING, option, day)

    def title(self) -> Sequence[str]:
        known = len(list(self.book.glob("meetings/**/takvifte-*.md")))
        return (f"Takvifte {known + 1}",)

    def write(self) -> str:
        """A line more in somebody's minutes; the file, as git names it."""
        path = self._minutes[len(self._minutes) // 2]
        self._written += 1
        path.write_text(f"{text_of(path).rstrip()}\n\nSkrevet til i ettertid, gang {self._written}.\n", encoding="utf-8")
        return path.relative_to(self.book).as_posix()

    def _of(self, group: str) -> list[Path]:
        return [path for path in self._minutes if path.stem.endswith(f"-{group}")]

    def _chain(self) -> Iterator[tuple[str, str, str]]:
        """Minutes not approved yet, the group's next meeting, and who was in the chair there."""
        of_group = self._of(APPROVED)
        for path, following in pairwise(of_group):
            if DRAFT in text_of(path) and DRAFT in text_of(following) and (chair := CHAIR.search(text_of(following))):
                yield path.stem, following.stem, chair[1]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")
