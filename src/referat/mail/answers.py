"""What a mail's text answers, task by task: after the sign of each, below or behind each in the quoted list, or to the only one that was asked about.

A line is read whole or not at all: where a part of it is not plain, nothing of it counts. What is said of a task in two ways counts in neither.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from referat.languages.answer_words import AND, DOUBT, GREETINGS, WITH
from referat.mail.phrases import SaidOfTask, read_phrase
from referat.mail.quotes import QuotedLine
from referat.model.text import fold
from referat.model.verb import Verb

_SIGN = re.compile(r"(?<![\w^])\^?([0-9a-z]{3,12})(?![\w^])", re.IGNORECASE)
_ITEM_END = re.compile(r"\^([0-9a-z]{3,12})\)", re.IGNORECASE)
_BULLET = re.compile(r"\A\s*(?:[-*•·]|\d{1,2}[.)])\s+")
_TICK = re.compile(r"\s*(?:(?:\[[xX✓✔]\]|[xX✓✔☑✅])\s*[-*•·]\s+|[-*•·]\s*(?:\[[xX✓✔]\]|[✓✔☑✅])\s+|(?:\[[xX✓✔]\]|[✓✔☑✅])\s+)")
_JOINED = re.compile(rf"\s*(?:{'|'.join(map(re.escape, AND))})?(?:\s*(?:{'|'.join(map(re.escape, AND))}))?\s*\Z", re.IGNORECASE)
_TAIL_AND = re.compile(rf"[\s,;.]+(?:(?:{'|'.join(w for w in AND if w.isalpha())})\s*)?\Z", re.IGNORECASE)
_DOUBT = re.compile(rf"\b(?:{'|'.join(DOUBT)})\b", re.IGNORECASE)
_WITH = re.compile(rf"\s+(?:{'|'.join(WITH)})\s*\Z", re.IGNORECASE)
_GREETING = re.compile(rf"\A\s*(?:{'|'.join(GREETINGS)})\b[^.!,:;^]{{0,30}}(?:[.!,:]+\s*|\Z)", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:,;)]\s*\Z")
_LEAD = " \t-–—*•·(["
MOST = 200  # answers in one mail


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """What is said of one action, and the line that says it."""

    action: str
    said: SaidOfTask
    line: str


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """What answers are read against: the day of the mail, the words of the sender's tasks by their ids, and what id a sign stands for.

    `find` gives the id for a sign, "" where there is none or several; `is_direct` says that the mail answers to a message of ours, so that marks
    in what it quotes are the sender's.
    """

    on: date
    tasks: Mapping[str, str]
    find: Callable[[str, bool], str]
    is_direct: bool


@dataclass(slots=True)
class TaskAnswers:
    """The answers, and the lines that name a task and say nothing plain of it; `doubted` are the tasks that such lines name."""

    answers: list[TaskAnswer] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)


def read_answers(lines: Sequence[QuotedLine], asked: ReplyContext) -> TaskAnswers:
    found = TaskAnswers()
    reader = _Reader(asked, found)
    for block in _blocks(lines):
        if block[0].depth:
            reader.quoted(block)
        else:
            reader.written(block)
    found.answers = list(_agreed(found))[:MOST]
    return found


def _blocks(lines: Sequence[QuotedLine]) -> Iterator[list[QuotedLine]]:
    """Lines that follow each other and are quoted, or are not."""
    block: list[QuotedLine] = []
    for line in lines:
        if block and bool(block[0].depth) != bool(line.depth):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _agreed(found: TaskAnswers) -> Iterator[TaskAnswer]:
    """Each answer once; of a task that is said to be two things, or of which something is said that is not plain, none."""
    said: dict[str, set[SaidOfTask]] = {}
    for answer in found.answers:
        said.setdefault(answer.action, set()).add(answer.said)
    seen = set()
    for answer in found.answers:
        if len(said[answer.action]) > 1 or answer.action in found.doubted:
            found.unclear.append(answer.line)
        elif answer.action not in seen:
            seen.add(answer.action)
            yield answer


class _Reader:
    """Goes through a mail from top to bottom. `_above` is the task of the quoted line just above, "" where that is none."""

    def __init__(self, asked: ReplyContext, found: TaskAnswers) -> None:
        self._asked = asked
        self._found = found
        self._above = ""
        self._alone: list[tuple[str, SaidOfTask]] = []
        self._quoted: set[str] = set()

    # ---------------------------------------------------------------- what is quoted

    def quoted(self, block: Sequence[QuotedLine]) -> None:
        self._above = ""
        for item in _items(block):
            ids = [self._asked.find(sign, True) for sign in _ITEM_END.findall(item)]
            self._quoted.update(ids)
            self._above = ids[0] if len(ids) == 1 else ""
            if self._above in self._asked.tasks and self._asked.is_direct:
                self._changed(item, self._above)
        if block[-1].depth > 1:
            self._above = ""
        self._alone_to_the_only_one()

    def _changed(self, item: str, action: str) -> None:
        """What stands in a quoted task that we did not put there: a tick before it, words behind it."""
        end = next(match.end() for match in _ITEM_END.finditer(item))
        if behind := item[end:].strip():
            self._take(action, read_phrase(behind, self._asked.on), item)
        elif _TICK.match(item):
            self._take(action, SaidOfTask(Verb.DONE), item)

    def _alone_to_the_only_one(self) -> None:
        """`Ferdig!` above a quote with one task in it."""
        if self._alone and len(self._quoted) == 1 and (action := next(iter(self._quoted))):
            for text, said in self._alone:
                self._take(action, said, text)
            self._alone = []

    # ---------------------------------------------------------------- what was written

    def written(self, block: Sequence[QuotedLine]) -> None:
        for paragraph in self._paragraphs(block):
            kept = len(self._found.answers)
            for text in paragraph:
                if not self._line(text) and len(self._found.answers) > kept and _DOUBT.search(text) and not self._signs(text):
                    self._found.unclear += [answer.line for answer in self._found.answers[kept:]]
                    del self._found.answers[kept:]

    def _paragraphs(self, block: Sequence[QuotedLine]) -> Iterator[list[str]]:
        """The lines that stand together; a sentence that goes on over a line break is one line."""
        found: list[str] = []
        for line in block:
            text = line.text.strip()
            if not text:
                if found:
                    yield found
                found = []
            elif found and self._goes_on(found[-1], text):
                found[-1] += " " + text
            else:
                found.append(text)
        if found:
            yield found

    def _goes_on(self, before: str, text: str) -> bool:
        """Whether a line goes on with the sentence before it: with a small letter, or because that has not come to an end."""
        if _BULLET.match(text):
            return False
        begins = self._begins_with_sign(text)
        if not begins:
            return text[0].islower()
        return not (_ENDED.search(before) or _GREETING.fullmatch(before) or self._begins_with_sign(_BULLET.sub("", before, count=1)))

    def _begins_with_sign(self, text: str) -> bool:
        match = _SIGN.match(text.lstrip(_LEAD))
        return bool(match and (match[0].startswith("^") or self._sign(match)))

    def _line(self, text: str) -> bool:
        """Read a line; whether it was an answer."""
        above, self._above = self._above, ""
        text = _GREETING.sub("", _BULLET.sub("", text, count=1))
        signs = self._signs(text)
        if not signs and "^" in text:
            self._found.unclear.append(text)
            return False
        if signs:
            said = self._by_signs(text, signs)
            if not said:
                self._found.unclear.append(text)
                self._found.doubted.update(action for _, action in signs)
            for action, one in said:
                self._take(action, one, text)
            return bool(said)
        phrase = read_phrase(text, self._asked.on)
        if phrase and above:
            self._take(above, phrase, text)
        elif phrase:
            self._alone.append((text, phrase))
        elif named := self._by_words(text):
            self._take(named[0], named[1], text)
        return bool(phrase)

    def _signs(self, text: str) -> list[tuple[re.Match[str], str]]:
        """The signs of tasks in a text, each with the id that it stands for."""
        return [(match, action) for match in _SIGN.finditer(text) if (action := self._sign(match))]

    def _sign(self, match: re.Match[str]) -> str:
        return self._asked.find(match[1].casefold(), match[0].startswith("^"))

    def _by_signs(self, text: str, signs: Sequence[tuple[re.Match[str], str]]) -> list[tuple[str, SaidOfTask]]:
        """What a line says of the tasks whose signs stand in it; nothing where any part of it is not plain."""
        if text.count("^") > sum(match[0].startswith("^") for match, _ in signs):
            return []
        lead = text[: signs[0][0].start()]
        if not lead.strip(_LEAD) or self._is_item(lead, signs):
            return self._after_signs(text, signs)
        tail = text[signs[-1][0].end() :]
        between = [text[one.end() : other.start()] for (one, _), (other, _) in pairwise(signs)]
        if tail.strip(" .!)") or not all(_JOINED.match(words) for words in between):
            return []
        said = read_phrase(_WITH.sub("", lead.rstrip(": ")), self._asked.on)
        return [(action, said) for _, action in signs] if said else []

    def _is_item(self, lead: str, signs: Sequence[tuple[re.Match[str], str]]) -> bool:
        """Whether a line is one of the reminder's own, pasted: the task's words, and the sign at the end of the brackets."""
        (match, action), *more = signs
        words = self._asked.tasks.get(action, "")
        return not more and bool(words) and fold(lead.strip(_LEAD)).startswith(fold(words) + " (") and match.string[match.end() :].startswith(")")

    def _after_signs(self, text: str, signs: Sequence[tuple[re.Match[str], str]]) -> list[tuple[str, SaidOfTask]]:
        found: list[tuple[str, SaidOfTask]] = []
        group: list[str] = []
        for number, (match, action) in enumerate(signs):
            group.append(action)
            is_last = number + 1 == len(signs)
            words = text[match.end() : len(text) if is_last else signs[number + 1][0].start()]
            if not is_last and _JOINED.match(words):
                continue
            said = read_phrase(self._without_task(words if is_last else _TAIL_AND.sub("", words), action), self._asked.on)
            if said is None:
                return []
            found += [(one, said) for one in group]
            group = []
        return found

    def _without_task(self, words: str, action: str) -> str:
        """What is said behind a sign, without the task's own words where they are repeated."""
        task, said = fold(self._asked.tasks.get(action, "")), fold(words.strip(_LEAD + ")]:"))
        return said[len(task) :] if task and said.startswith(task + ":") else words

    def _by_words(self, text: str) -> tuple[str, SaidOfTask] | None:
        """`Mål rekkverket: ferdig`: the whole of a task of the sender's, and what is said of it."""
        line = fold(_BULLET.sub("", text, count=1))
        hits = [(action, words) for action, words in self._asked.tasks.items() if words and line.startswith(fold(words))]
        if len(hits) != 1:
            return None
        behind = line[len(fold(hits[0][1])) :]
        said = read_phrase(behind, self._asked.on) if behind[:1] in {" ", ":", ",", "-", "–", "="} else None
        return (hits[0][0], said) if said else None

    def _take(self, action: str, said: SaidOfTask | None, line: str) -> None:
        text = " ".join(line.split())
        if said is None:
            self._found.unclear.append(text)
        elif action:
            self._found.answers.append(TaskAnswer(action, said, text))


def _items(block: Sequence[QuotedLine]) -> Iterator[str]:
    """The tasks of a quoted list, each on one line; what mail programs broke is put together again."""
    item = ""
    for line in block:
        if line.depth != 1 or not line.text.strip() or _BULLET.match(line.text) or _TICK.match(line.text):
            if item:
                yield item
            item = ""
        if line.depth == 1:
            item = f"{item} {line.text.strip()}" if item else line.text
    if item:
        yield item
