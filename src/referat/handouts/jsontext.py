"""A hand-out as JSON: the tree itself, each block with its kind, for programs that make something of their own of it."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from referat.handouts.content import Handout
from referat.handouts.look import Look


def as_json(handout: Handout) -> bytes:
    return (json.dumps(as_data(handout), ensure_ascii=False, indent=1) + "\n").encode()


def as_data(value: Any) -> Any:
    """The tree as plain values. Pictures are named and not held, and the look is each reader's own."""
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        kind = {} if isinstance(value, Handout) else {"block": type(value).__name__.lower()}
        return kind | {name: as_data(one) for name, one in named.items() if not isinstance(one, bytes | Look) and one not in ("", False, None)}
    if isinstance(value, tuple):
        return [as_data(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
