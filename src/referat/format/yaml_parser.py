"""The one place that asks the YAML parser: a header that is not written plainly, built from the parser's events under a guard (see `header`).

It is opened only where such a header is met, for loading the parser takes as long as reading thirty files. No other module knows YAML.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from referat.format.nodes import DEEPEST, HeaderError, Mapping, Node, Scalar, Sequence
from referat.format.yamlwords import in_words
from referat.languages.mark import N_

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml reads the same, slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

# YAML takes these for line ends, other programs do not: what is one line here would be two there.
_FOREIGN_LINE_ENDS = re.compile("[\u0085\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def build(text: str, first_line: int) -> Node | None:
    """What a header holds, None where it holds nothing. Raises HeaderError where the parser or the guard refuses it."""
    _refuse_characters(text)
    try:
        return _Builder(text, first_line).build()
    except yaml.MarkedYAMLError as error:
        raise _yaml_error(error, text) from None
    except yaml.YAMLError as error:
        reason = in_words(str(getattr(error, "reason", error)))
        raise HeaderError("header-yaml", *_position(text, getattr(error, "position", 0) or 0), reason=reason) from None


class _Builder:
    """Builds the tree from the parser's events, and refuses what the guard refuses as soon as it is seen."""

    def __init__(self, text: str, first_line: int) -> None:
        self._first_line = first_line
        self._events: Iterator[Any] = yaml.parse(text, Loader=_Loader)  # typed loosely: the stubs give every mark as optional
        self._depth = 0

    def build(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise _refused(N_("a second document"), event)
                if event.version or event.tags:
                    raise _refused(N_("a YAML directive"), event)
            elif isinstance(event, (yaml.NodeEvent, yaml.CollectionEndEvent)):
                root = self._node(event)
        return root

    def _node(self, event: Any) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise _refused(N_("a reference to another value (*)"), event)
        if event.anchor:
            raise _refused(N_("an anchor (&)"), event)
        if event.tag:
            raise _refused(N_("a tag (!)"), event)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        self._depth += 1
        if self._depth > DEEPEST:
            raise HeaderError("header-too-large", event.start_mark.line, event.start_mark.column, limit="64 KiB", depth=DEEPEST)
        node = self._sequence(event) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(event)
        self._depth -= 1
        return node

    def _sequence(self, start: Any) -> Sequence:
        items: list[Node] = []
        event: Any
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Sequence(tuple(items), *_span(start, event), bool(start.flow_style))
            items.append(self._node(event))
        raise HeaderError("header-yaml", reason="the list has no end")  # pragma: no cover - the parser has said so before

    def _mapping(self, start: Any) -> Mapping:
        pairs: list[tuple[Scalar, Node]] = []
        lines: dict[str, int] = {}
        event: Any
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return Mapping(tuple(pairs), *_span(start, event), bool(start.flow_style))
            key = self._node(event)
            if not isinstance(key, Scalar):
                raise _refused(N_("a field name that is not plain text"), event)
            if key.text == "<<" and not key.style:
                raise _refused(N_("a merge key (<<)"), event)
            if key.text in lines:
                raise HeaderError("duplicate-field", key.line, key.column, field=key.text, meaning=key.text, first=lines[key.text] + self._first_line)
            lines[key.text] = key.line
            pairs.append((key, self._node(next(self._events))))
        raise HeaderError("header-yaml", reason="the fields have no end")  # pragma: no cover - the parser has said so before


def _scalar(event: Any) -> Scalar:
    if event.style == '"' and _SURROGATE.search(event.value):  # written as an escape
        raise _refused(N_("half a character (a surrogate)"), event)
    start, end = event.start_mark, event.end_mark
    return Scalar(event.value, start.index, end.index, start.line, start.column, event.style if event.style in set("'\"|>") else "")


def _span(first: Any, last: Any) -> tuple[int, int, int, int]:
    """Offsets of the beginning and the end, and the line and column of the beginning."""
    mark = first.start_mark
    return mark.index, last.end_mark.index, mark.line, mark.column


def _refuse_characters(text: str) -> None:
    if found := _SURROGATE.search(text):
        raise HeaderError("header-feature", *_position(text, found.start()), what=N_("half a character (a surrogate)"))
    if found := _FOREIGN_LINE_ENDS.search(text):
        what = N_("a hidden line end (U+{number})").format(number=f"{ord(found[0]):04X}")
        raise HeaderError("header-feature", *_position(text, found.start()), what=what)


def _refused(what: str, event: Any) -> HeaderError:
    return HeaderError("header-feature", event.start_mark.line, event.start_mark.column, what=what)


def _yaml_error(error: Any, text: str) -> HeaderError:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if error.problem == "exceeded maximum nesting depth":  # libyaml's own guard, from 0.2.6 on; it may come before ours
        return HeaderError("header-too-large", line, column, limit="64 KiB", depth=DEEPEST)
    lines = text.split("\n")
    shown = lines[line][column:].strip() if line < len(lines) else ""
    if shown[:1] in {"@", "`", "%"}:
        return HeaderError("header-bare-at", line, column, sign=shown[0], value=shown)
    return HeaderError("header-yaml", line, column, reason=in_words(str(error.problem or error.context or "")))


def _position(text: str, index: int) -> tuple[int, int]:
    """Line and column of an offset, from 0."""
    before = text[:index]
    return before.count("\n"), index - (before.rfind("\n") + 1)
