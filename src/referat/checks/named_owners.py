"""A check of actions that nobody owns though a person's name stands where the owner would: `Kari Vik: Male brua`."""

import re
from collections.abc import Iterator
from functools import cache

from referat.checks.context import CheckContext
from referat.checks.people import There
from referat.languages.phrases import EITHER_WORDS, OWNER_JOINERS, OWNER_LABELS
from referat.languages.words import spellings
from referat.model.action import Action
from referat.model.people import fold, given_name
from referat.model.problems import Problem

_NAME = r"[^\W\d_][\w.\-]*(?:[ ][^\W\d_a-zæøå][\w.\-]*){0,3}"


def owners_by_name(context: CheckContext) -> Iterator[Problem]:
    """An open action without an owner, in which a person known here is named as one."""
    there = There(context)
    for action in context.actions:
        has_owner = bool(action.owners or action.newest.owners)
        if action.state.is_open and (not has_owner or _may_go_on(action.newest.task)):
            known = _known(context, there, action)
            if name := _also_named(action.newest.task, known) if has_owner else _named(action, known):
                yield context.word_at("unread-owner", action.newest.place, name, name=name, handle=known[fold(name.removeprefix("@"))])


def _known(context: CheckContext, there: There, action: Action) -> dict[str, str]:
    """The names that may be meant, full and given, each with the handle to write."""
    line = action.newest
    among = there.among(line.place.path, line.source.group, action.group)
    found: dict[str, str] = {}
    for person in among:
        if person.name:
            registered = context.register.by_name(person.name)
            handle = registered.handle if registered else given_name(person.name)
            found.setdefault(fold(person.name), handle)
            found.setdefault(given_name(person.name), handle)
    for one in context.register.people:
        for name in (one.name, *one.aliases):
            found.setdefault(fold(name), one.handle)
    return found


def _named(action: Action, known: dict[str, str]) -> str:
    """The name that stands in an action as its owner's, "" where none does."""
    line = action.newest
    for text in line.note:
        handle = text.lstrip("-*+ ").rstrip(" .")
        if handle[:1] == "@" and fold(handle[1:]) in known:
            return handle
    for text in (line.task, *line.note):
        for match in _labelled().finditer(text):
            if name := _longest(match["name"], known):
                return name
    for bracket in re.findall(rf"\(({_NAME})\)", line.task):
        if " " in bracket and fold(bracket) in known:
            return str(bracket)
    first = re.match(rf"({_NAME})(?P<after>:|[ ][a-zæøå])", line.task)
    return _longest(first[1], known) if first else ""


def _may_go_on(task: str) -> bool:
    """Whether what is left after the owners may begin with one more: `@siv, Jo Berg: Ringe`, `@siv og Jo ringer`."""
    return ":" in task or task[:1] == "@" or task.partition(" ")[0] in _joiners()


def _also_named(task: str, known: dict[str, str]) -> str:
    """The name that stands beside handles as one more owner, "" where none does."""
    if right_after := re.match(rf"@[^\W\d_][\w.\-]*[,/+&][ ]?({_NAME})", task):
        return _longest(right_after[1], known)
    joiner, _, rest = task.partition(" ")
    is_joined = joiner in _joiners()
    first = re.match(rf"({_NAME})(?P<after>:|[ ][a-zæøå])", rest if is_joined else task)
    return _longest(first[1], known) if first and (is_joined or first["after"] == ":") else ""


def _longest(name: str, known: dict[str, str]) -> str:
    """As much of a run of words as is a name that is known."""
    words = name.split()
    return next((" ".join(words[:count]) for count in range(len(words), 0, -1) if fold(" ".join(words[:count]).rstrip(".")) in known), "").rstrip(".")


@cache
def _joiners() -> frozenset[str]:
    return spellings(OWNER_JOINERS) | spellings(EITHER_WORDS)


@cache
def _labelled() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, spellings(OWNER_LABELS)), key=len, reverse=True))
    return re.compile(rf"(?i:\b(?:{labels}))[*_]*:?[*_ ]+(?P<name>(?=[A-ZÆØÅ]){_NAME})")
