"""JSON: the contract with scripts. `schema` names its version; keys are only ever added to a version."""

import json
from typing import Any

from referat.model.text import KEPT
from referat.render.sheet import Report, Sheet

VERSION = 1


def sheet_text(sheet: Sheet) -> str:
    return data_text(sheet.name, sheet.as_data())


def report_text(report: Report) -> str:
    return data_text(report.name, report.as_data())


def data_text(name: str, data: dict[str, Any]) -> str:
    """The data under its schema."""
    return json_text({"schema": f"referat/{name}/{VERSION}", **data})


def json_text(data: object) -> str:
    """Data as JSON; what could move a terminal's cursor is written as an escape, which means the same to a reader of JSON."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    if text.replace("\n", "").isprintable():
        return text + "\n"
    return "".join([c if c == "\n" or c.isprintable() or c in KEPT else _escaped(c) for c in text]) + "\n"


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]
