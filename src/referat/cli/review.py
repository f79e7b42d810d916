"""The walk through what is uncertain in an import: one question at a time, with the line of the document beside it, the least sure first.

One key answers, Enter takes the proposal, q stops and leaves the rest as it was read. What was answered is remembered, and not asked again.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from referat.cli.console import confirm, may_ask, screen_width, styled, to_stderr
from referat.cli.import_answers import keep_answers, key_of, read_answers
from referat.cli.problem_output import INDENT, marked_line
from referat.errors import Exit, ReferatError
from referat.intake import Alias, Choice, Imported, ImportQuestion, answer, questions
from referat.intake.questions import NO, TYPED, YES
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import N_
from referat.model.dates import read_day
from referat.model.text import safe, shorten, width

LETTERS = "abcdefghijklmnopr"  # q stops
# A task that is less sure than this is proposed to be left a suggestion: a false task is worse than one missed.
SURE_ENOUGH = 0.6
MOST_NAMES = 12


class NobodyToAsk(ReferatError):
    exit = Exit.USAGE
    message = N_("A review asks questions, and there is nobody at the keyboard to answer them.")
    hint = N_("Run it on a terminal, or without --review: what is uncertain is then listed, and left as it is.")


class Stopped(Exception):
    """The person has answered enough."""


@dataclass(slots=True)
class Review:
    """One walk over a whole pile: what was answered about names is not asked again, and all answers are remembered for the next walk."""

    today: date
    aliases: list[Alias] = field(default_factory=list)
    asked: int = 0
    stopped: bool = False
    _answers: dict[str, str] = field(default_factory=read_answers)

    def walk(self, pile: Sequence[Imported]) -> list[Imported]:
        """The imports with the person's answers in them."""
        found = in_order(pile)
        told = list(pile)
        done: set[tuple[int, str, int]] = set()
        for number, (at, question) in enumerate(found, 1):
            value = self._answers.get(key_of(pile[at], question))
            if value is None and not self.stopped:
                try:
                    value = self._ask(pile[at], question, f"{number}/{len(found)}")
                except Stopped:
                    self.stopped = True
                    to_stderr(tr(N_("Stopped. The rest stays as it was read; the answers are remembered.")))
            if value is None:
                continue
            done.add((at, question.kind, question.index))
            told[at] = self._changed(told[at], question, value)
        keep_answers(self._answers)
        return [_without_answered(one, {(kind, index) for at, kind, index in done if at == number}) for number, one in enumerate(told)]

    def _ask(self, imported: Imported, question: ImportQuestion, count: str) -> str:
        self.asked += 1
        value = self._choose(imported, question, count)
        if value:
            self._answers[key_of(imported, question)] = value
        return value

    def _changed(self, imported: Imported, question: ImportQuestion, value: str) -> Imported:
        if not value:
            return imported
        try:
            changed, alias = answer(imported, question, value)
        except ValueError:  # an answer that was remembered and fits no more
            return imported
        if alias and alias not in self.aliases:
            self.aliases.append(alias)
        return changed

    def _choose(self, imported: Imported, question: ImportQuestion, count: str) -> str:
        """The value of the choice made; "" where the question is left open."""
        proposed = proposal(question)
        to_stderr("")
        to_stderr(styled(f"{safe(imported.source.name)}:{question.evidence.line}", "place", sys.stderr) + f"  ({count})")
        for line in source_lines(imported, question):
            cells = max(20, screen_width(sys.stderr) - len(INDENT))
            for shown in around(line, question.facts.get("written") or question.evidence.quote, cells):
                to_stderr(INDENT + shown)
        to_stderr(tr(question.text, **_safe(question.facts)))
        for letter, choice in zip(LETTERS, question.choices, strict=False):
            mark = styled("*", "good", sys.stderr) if choice is proposed else " "
            to_stderr(f"  {mark} {letter}  {tr(choice.label, **_safe(choice.facts))}")
        while True:
            typed = read_key(tr(N_("Key, or Enter for *, q to stop:")) if proposed else tr(N_("Key, or Enter to leave it open, q to stop:")))
            chosen = proposed if not typed else _meant(typed, question)
            if chosen is None and not typed:
                return ""
            if chosen is not None and chosen.value == TYPED:
                day = read_day(read_line(tr(N_("Which day? For example 2019-03-04 or 4.3.2019:"))), self.today)
            elif chosen is not None:
                return chosen.value
            else:
                day = None
            if day is not None:
                return day.isoformat()
            to_stderr(tr(N_("That is none of the answers.")))


def in_order(pile: Sequence[Imported]) -> list[tuple[int, ImportQuestion]]:
    """Every question of a pile by the number of its document: days first, then who is who, then tasks; the least sure first."""
    kinds = ("date", "person", "action")
    found = [(at, question) for at, imported in enumerate(pile) for question in questions(imported)]
    return sorted(found, key=lambda pair: (kinds.index(pair[1].kind), round(pair[1].evidence.confidence, 1)))


def _without_answered(imported: Imported, answered: set[tuple[str, int]]) -> Imported:
    near = tuple(one for index, one in enumerate(imported.near) if ("person", index) not in answered)
    suggestions = tuple(one for index, one in enumerate(imported.suggestions) if ("action", index) not in answered)
    return replace(imported, near=near, suggestions=suggestions)


def begin(today: date) -> Review:
    """A walk, where somebody can answer. Raises NobodyToAsk."""
    if not may_ask():
        raise NobodyToAsk
    return Review(today)


def proposal(question: ImportQuestion) -> Choice | None:
    """What Enter takes: the first choice, where it is a known one; for a task that is hardly one, that it is none."""
    if question.kind == "action" and question.evidence.confidence < SURE_ENOUGH:
        return next(choice for choice in question.choices if choice.value == NO)
    first = question.choices[0]
    return None if first.value == TYPED else first


def source_lines(imported: Imported, question: ImportQuestion) -> list[str]:
    """The line of the document that the question is about; its quote where that is no line of it."""
    at = question.evidence.line - imported.source.first_line
    lines = imported.source.lines
    return [lines[at].strip()] if 0 <= at < len(lines) and lines[at].strip() else [question.evidence.quote] if question.evidence.quote else []


def around(line: str, about: str, cells: int) -> list[str]:
    """A line of the document; where it is wider than the screen, the part of it that the question is about, with a marker under it."""
    at = line.find(about) if about else -1
    if at < 0 or width(safe(line)) <= cells:
        return [shorten(safe(line), cells)]
    return marked_line(line, at + 1, len(about), cells)


def wants_people(names: Sequence[str]) -> bool:
    """Whether the people who are new to the book are to stand in people.yaml."""
    shown = ", ".join(safe(name) for name in names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
    to_stderr("")
    to_stderr(tr_n("One person is not in people.yaml: {names}", "{n} people are not in people.yaml: {names}", len(names), names=shown))
    return confirm(tr(N_("Put them in?")), flag="--people")


def which_group(groups: Sequence[tuple[str, str]], meetings: Sequence[str]) -> str:
    """The group whose meetings these are, chosen by its letter or typed; "" where nobody says."""
    to_stderr("")
    to_stderr(
        tr_n(
            "It is not seen whose meeting this is: {names}",
            "It is not seen whose these {n} meetings are: {names}",
            len(meetings),
            names=", ".join(map(safe, meetings[:3])) + (" …" if len(meetings) > 3 else ""),
        )
    )
    for letter, (group_id, title) in zip(LETTERS, groups, strict=False):
        to_stderr(f"    {letter}  {safe(title)} ({safe(group_id)})")
    while True:
        try:
            typed = read_line(tr(N_("Letter or name of the group, or Enter to leave it open:")))
        except Stopped:
            return ""
        if not typed:
            return ""
        by_letter = dict(zip(LETTERS, (group_id for group_id, _ in groups), strict=False))
        wanted = by_letter.get(typed.casefold()) or next((group_id for group_id, _ in groups if group_id.casefold() == typed.casefold()), "")
        if wanted:
            return wanted
        to_stderr(tr(N_("That is none of the answers.")))


def read_key(prompt: str) -> str:
    """One key, "" for Enter. Raises Stopped for a q, and where the keyboard has no more to say."""
    key = _pressed(prompt)
    to_stderr(key if key.isprintable() else "")
    if key in ("", "\x03", "\x04") or key.casefold() == "q":
        raise Stopped
    return key.strip()


def _pressed(prompt: str) -> str:
    """The next key as it is pressed, without Enter; a line's first sign where the terminal cannot be asked so."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        from importlib import import_module

        _show(prompt)
        return str(import_module("msvcrt").getwch())
    terminal = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(terminal)
    except termios.error:
        _show(prompt)
        line = sys.stdin.readline()
        return line[:1]
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        _show(prompt)  # only now: a key pressed before the terminal listens for keys would wait for Enter
        return os.read(terminal, 4).decode("utf-8", errors="ignore")[:1]
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _show(prompt: str) -> None:
    sys.stderr.write(f"{prompt} ")
    sys.stderr.flush()


def read_line(prompt: str) -> str:
    """What is typed on one line. Raises Stopped for a q, and where the keyboard has no more to say."""
    _show(prompt)
    line = sys.stdin.readline()
    if not line:
        to_stderr("")
    if not line or line.strip().casefold() == "q":
        raise Stopped
    return line.strip()


def _meant(typed: str, question: ImportQuestion) -> Choice | None:
    """The choice of a letter, or of a yes or no in words."""
    word = typed.casefold()
    yes_or_no = YES if word in {"y", "yes", "j", "ja"} else NO if word in {"n", "no", "nei"} else ""
    by_letter = dict(zip(LETTERS, question.choices, strict=False))
    return by_letter.get(word) or next((choice for choice in question.choices if yes_or_no and choice.value == yes_or_no), None)


def _safe(facts: Mapping[str, str]) -> dict[str, str]:
    return {key: safe(value) for key, value in facts.items()}
