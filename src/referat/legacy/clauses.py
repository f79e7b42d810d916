"""The sentences of a line, and the parts of them that may each give a task."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from referat.legacy.lines import Line, cut
from referat.legacy.titles import sentences
from referat.legacy.vocabulary import alternatives, words

_OUTCOME = re.compile(r"^(?:[A-ZÆØÅÄÖ][\w ]{2,30}):\s+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence, or the part of one after a colon, with where it stands in its line."""

    text: str
    start: int
    line: Line
    index: int
    before: str = ""  # the sentence before it in the same line


@cache
def joints() -> re.Pattern[str]:
    """Where a second person's task begins in one sentence: "..., og Rakel lager en plakat"."""
    who = r"[A-ZÆØÅÄÖ][\w-]+(?:\s[A-ZÆØÅÄÖ][\w-]+)?"
    return re.compile(
        rf"(?:,?\s+(?:og|mens|medan|och|and|while|men|but)|,|\s[-–])\s+(?={who}\s+(?:{alternatives(words('tasks'))}|{alternatives(words('wishes'))})(?!\w))"
    )


def clauses(line: Line, index: int) -> Iterator[Clause]:
    """The sentences of a line; a sentence that opens with a short head and a colon is given without it as well."""
    before = ""
    listed = re.match(r"^(?:\d{1,2}|[a-h])[.)]\s+", line.text)
    for begin, end in sentences(line.text):
        start = listed.end() if listed and begin == 0 < listed.end() < end else begin
        text = line.text[start:end].strip()
        at = line.text.find(text, start)
        yield Clause(text, at, line, index, before)
        head = re.match(r"^(?:[^:.!?]|(?<=\d)\.(?=\d)){2,60}:\s+(?=[A-ZÆØÅÄÖ@])", text)
        if head:
            yield Clause(text[head.end() :], at + head.end(), line, index, before)
        for joint in joints().finditer(text):
            if re.search(r"\s[a-zæøåäö]{2,}", text[: joint.start()]):
                yield Clause(text[joint.end() :], at + joint.end(), line, index, text[: joint.start()].strip(" ,"))
        before = _OUTCOME.sub("", text.strip(" ."))


def quote_of(clause: Clause) -> str:
    return cut(clause.line.raw, clause.text)
