"""todo.txt: an action a line, with its dates, owners as @, groups as +, and due and id as key:value."""

import re

from referat.model.text import safe
from referat.query.rows import ActionRow
from referat.render.sheet import Sheet

# What todo.txt reads as a mark at the start of a line: done, a priority, a date.
# A word that would be a context or a project, and one that would be a day or one of this program's own keys: `(start:2024-05-01`, `id:7`.
_TAG = re.compile(r"(?<!\S)(?=[@+]\S)")
_KEY = re.compile(r"(?<!\S)([^\s:]+:)(?=\d{4}-\d{1,2}-\d{1,2}(?!\d))|(?<!\S)((?:due|id|state|t|pri|rec|h|dep|p):)(?=\S)", re.IGNORECASE)
MARK = re.compile(r"(?:x|\([A-Z]\)|\d{4}-\d{2}-\d{2})(?: |\Z)")


def sheet_text(sheet: Sheet) -> str:
    return "".join([_line(row) + "\n" for row in sheet.rows])


def _line(row: ActionRow) -> str:
    text = _KEY.sub(r"\g<0> ", _TAG.sub("'", safe(row.text)))  # an apostrophe, as in a spreadsheet; a blank makes a key a word
    owners = [f"@{safe(handle)}" for handle, *_ in row.owners]
    if MARK.match(text):  # an owner, or a dash, keeps the task's own words from being taken for a mark
        text = " ".join([*(owners or ["–"]), text])
        owners = []
    parts = ["x", row.closed_on] if not row.is_open else []
    # The format has a day of creation after a day of completion only, never alone after "x".
    parts += [row.born_on if row.is_open or row.closed_on else "", text, *owners, *[f"+{safe(group)}" for group in row.groups]]
    parts += [f"due:{row.due}" if row.due else "", f"id:{row.id}" if row.id else "", "state:dropped" if row.state == "dropped" else ""]
    return " ".join([part for part in parts if part])
