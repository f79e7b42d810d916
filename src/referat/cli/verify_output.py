"""How the result of `verify` is shown: lines to read, JSON, or the commands that annotate a change on GitHub."""

from __future__ import annotations

from referat.languages.i18n import tr
from referat.languages.mark import N_
from referat.model.text import safe

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from referat.approvals.findings import Finding, VerifyReport

SCHEMA = "referat/verify/1"
_NOTE = N_("note")
_FINDING = N_("finding")


def message_of(one: Finding) -> str:
    """What was found, in the language in use, fit for a screen."""
    return tr(one.words, **{name: safe(fact) if isinstance(fact, str) else fact for name, fact in one.facts.items()})


def line_of(one: Finding) -> str:
    """A finding or a note on one line, the place first."""
    where = f"{safe(one.path)}:{one.line}: " if one.path else ""
    meeting = f"{safe(one.meeting)}: " if one.meeting else ""
    return f"{where}{tr(_NOTE if one.is_note else _FINDING)} {one.rule}: {meeting}{message_of(one)}"


def as_page(result: VerifyReport) -> str:
    """A line for each finding, then for each note: place, rule, meeting, and what was found."""
    return "\n".join(line_of(one) for one in (*result.findings, *result.notes))


def as_json(result: VerifyReport) -> str:
    """The JSON contract: keys are kept, new ones may come."""
    from referat.render.jsontext import json_text

    facts = {
        "schema": SCHEMA,
        "ok": result.ok,
        "checkpoint": result.checkpoint.short,
        "findings": [_as_dict(one) for one in result.findings],
        "notes": [_as_dict(one) for one in result.notes],
    }
    return json_text(facts).rstrip("\n")


def as_annotations(result: VerifyReport, prefix: str) -> str:
    """Workflow commands that put each finding at its line."""
    return "\n".join(_annotation(one, prefix) for one in (*result.findings, *result.notes))


def _as_dict(one: Finding) -> dict[str, object]:
    return {
        "rule": one.rule,
        "meeting": one.meeting or None,
        "path": one.path or None,
        "line": one.line if one.path else None,
        "message": message_of(one),
    }


def _annotation(one: Finding, prefix: str) -> str:
    level = "notice" if one.is_note else "error"
    place = f"file={_property(prefix + one.path)},line={one.line}," if one.path else ""
    return f"::{level} {place}title={_property(f'referat verify {one.rule}')}::{_data(message_of(one))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(safe(text)).replace(":", "%3A").replace(",", "%2C")
