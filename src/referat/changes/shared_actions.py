"""The actions that no file can judge alone: those with lines in several, and those that hang on other meetings.

What was found about one with lines in several files is kept with the first of them, under a number of all that the files say of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from marshal import dumps, loads
from typing import Any, NamedTuple
from zlib import crc32

from referat.changes.file_summaries import FileSummary, plain_problem, unpacked_problem
from referat.checks.context import CheckContext
from referat.checks.table import ACTION_CHECKS, found_by
from referat.model.action import ActionLine
from referat.model.problems import Problem
from referat.query.actions import actions_of
from referat.query.meaning import BookMeaning

# The action lines of a file.
LinesOf = Callable[[str], Iterable[ActionLine]]


class KeptFindings(NamedTuple):
    """What was found about an action under `mark`. `settled` is the day from which on it makes no difference what day it is."""

    mark: int
    settled: int
    problems: Sequence[Any]


def read_kept(data: bytes) -> dict[str, KeptFindings]:
    return {action_id: KeptFindings(*kept) for action_id, kept in loads(data).items()}  # noqa: S302 - from the index, which is the user's own


class SharedActions:
    """The actions of a book that no file can judge alone, by the summaries of its files. `lines_of` reads those that were not kept."""

    def __init__(self, summaries: Sequence[FileSummary], kept: Mapping[str, bytes], lines_of: LinesOf) -> None:
        self._summaries = {summary.path: summary for summary in summaries}
        self._kept = kept
        self._lines_of = lines_of
        holders: dict[str, list[FileSummary]] = {}
        for summary in summaries:
            for action_id in summary.marks:
                holders.setdefault(action_id, []).append(summary)
        self._relative = {key for summary in summaries for key in summary.open_keys if isinstance(key, str)}
        self._holders = {key: held for key, held in holders.items() if len(held) > 1 or key in self._relative}
        self.to_keep: dict[str, bytes] = {}

    def __contains__(self, action_id: str) -> bool:
        return action_id in self._holders

    def problems(self, context: CheckContext, meaning: BookMeaning) -> Iterator[Problem]:
        """What is wrong with them. What may be kept of it lies in `to_keep` then, by path."""
        yield from self._judged(context, meaning, self._without_id())
        by_first: dict[str, list[str]] = {}
        for action_id, held in self._holders.items():
            if action_id not in self._relative:
                by_first.setdefault(held[0].path, []).append(action_id)
        yield from self._judged(context, meaning, (line for action_id in self._relative for line in self._lines(action_id)))
        today = context.today.toordinal()
        for path, ids in by_first.items():
            known = read_kept(self._kept[path]) if path in self._kept else {}
            now = {action_id: self._known(known.get(action_id), action_id, today) or self._found(context, meaning, action_id) for action_id in ids}
            if now != known:
                self.to_keep[path] = dumps({action_id: tuple(kept) for action_id, kept in now.items() if kept.settled <= today})
            yield from (unpacked_problem(plain) for kept in now.values() for plain in kept.problems)

    def _known(self, kept: KeptFindings | None, action_id: str, today: int) -> KeptFindings | None:
        return kept if kept and kept.mark == self._mark(action_id) and kept.settled <= today else None

    def _found(self, context: CheckContext, meaning: BookMeaning, action_id: str) -> KeptFindings:
        found = self._judged(context, meaning, self._lines(action_id))
        settled = max(summary.settled for summary in self._holders[action_id])
        return KeptFindings(self._mark(action_id), settled, tuple(map(plain_problem, found)))

    def _mark(self, action_id: str) -> int:
        return crc32(dumps([(summary.path, summary.marks[action_id]) for summary in self._holders[action_id]]))

    def _lines(self, action_id: str) -> Iterator[ActionLine]:
        for summary in self._holders[action_id]:
            if summary.has_all_lines:
                yield from summary.action_lines(action_id)
            else:
                yield from (line for line in self._lines_of(summary.path) if line.id == action_id)

    def _without_id(self) -> Iterator[ActionLine]:
        for summary in self._summaries.values():
            if any(isinstance(key, int) for key in summary.open_keys):
                yield from (line for line in summary.action_lines(None) if line.place.line in summary.open_keys)

    @staticmethod
    def _judged(context: CheckContext, meaning: BookMeaning, lines: Iterable[ActionLine]) -> list[Problem]:
        return found_by(ACTION_CHECKS, replace(context, actions=actions_of(lines, meaning)))
