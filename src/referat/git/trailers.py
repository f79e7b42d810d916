"""Trailers: the `Key: value` lines at the end of a commit's message, there for people who read `git log` and never as evidence."""

import re
from collections.abc import Iterable, Mapping

from referat.model.pattern import lazily

_KEY = lazily(r"[A-Za-z][A-Za-z0-9-]*")
_LINE = lazily(r"(?P<key>[A-Za-z][A-Za-z0-9-]*): (?P<value>.*)")


def with_trailers(message: str, trailers: Iterable[tuple[str, str]]) -> str:
    """A commit's whole message; a value that would run over several lines is put on one."""
    lines = []
    for key, value in trailers:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a trailer's name: {key!r}")
        lines.append(f"{key}: {' '.join(value.split())}")
    text = message.strip("\n")
    return f"{text}\n\n" + "\n".join(lines) + "\n" if lines else f"{text}\n"


def read_trailers(message: str) -> Mapping[str, tuple[str, ...]]:
    """The trailers of the message's last paragraph, by name; empty if that paragraph holds anything else."""
    paragraphs = re.split(r"\n[ \t]*\n", message.strip("\n"))
    if len(paragraphs) < 2:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for line in paragraphs[-1].splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            return {}
        found[match["key"]] = (*found.get(match["key"], ()), match["value"])
    return found
