"""Everything a person can write wrongly: one entry each, with its severity, what it says and what to do about it.

A Problem is a value that is listed, never an exception: one broken file does not hide the others. docs/problems.md is made from this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from referat.languages.mark import N_
from referat.model.place import Place


class Severity(StrEnum):
    """How much it matters. `note` is for the reader's information and never makes `check` fail; `off` hides a code."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of problem: how severe it is unless the book says otherwise, what it is called, says, and what to do."""

    severity: Severity
    title: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem at a place. `facts` fill the catalogue's message and remedy; `length` is how many characters the marker covers."""

    code: str
    place: Place
    facts: Mapping[str, object] = field(default_factory=dict)
    length: int = 1

    @property
    def entry(self) -> Entry:
        return PROBLEMS[self.code]


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

PROBLEMS: dict[str, Entry] = {
    # --- a file that cannot be read
    "not-text": Entry(
        _E,
        N_("The file is not UTF-8 text"),
        N_("Line {line} holds bytes that are not UTF-8 text."),
        N_("Save the file as UTF-8 in your editor; nothing in it is read until then."),
    ),
    "unreadable-file": Entry(
        _E,
        N_("The file cannot be read"),
        N_("The file cannot be opened."),
        N_("Ask whoever owns it for the right to read it."),
    ),
    "file-is-link": Entry(
        _E,
        N_("A link stands where a file should"),
        N_("This is a link to something elsewhere; links are not followed."),
        N_("Put the file itself here."),
    ),
    "file-not-ordinary": Entry(
        _E,
        N_("This is not an ordinary file"),
        N_("This is not an ordinary file, and is not opened."),
        N_("Take it out of the book's folder, or give it a name that does not end in .md."),
    ),
    "file-too-large": Entry(
        _E,
        N_("The file is too large"),
        N_("The file is larger than {limit}, and is not read."),
        N_("Minutes hold text alone; keep large attachments outside the .md file."),
    ),
    "file-name": Entry(
        _W,
        N_("The file's name cannot be shown"),
        N_("The file's name holds characters that cannot be shown, and the file is not read."),
        N_("Give it a plain name, such as 2023-08-31-board.md."),
    ),
    "conflict-markers": Entry(
        _E,
        N_("Two versions stand side by side"),
        N_("The file holds the marks of two versions that were not joined (<<<<<<<, =======, >>>>>>>)."),
        N_("Keep the right lines, take the marks away, then run: referat check"),
    ),
    # --- the header
    "header-unclosed": Entry(
        _E,
        N_("The header has no end"),
        N_("The header begins on line 1, but no line with --- ends it."),
        N_("Put a line with only --- after the last line of the header."),
    ),
    "header-yaml": Entry(
        _E,
        N_("The header cannot be read"),
        N_("The header cannot be read here: {reason}"),
        N_("Put quotes round the value, as in “text”, or mend the line."),
    ),
    "header-bare-at": Entry(
        _E,
        N_("A handle in the header needs quotes"),
        N_("A value in the header may not begin with {sign}."),
        N_('Write it in quotes: "{value}"'),
    ),
    "header-too-large": Entry(
        _E,
        N_("The header is too large"),
        N_("The header is larger than {limit}, or nested deeper than {depth}."),
        N_("Move the text out of the header, below the second ---."),
    ),
    "header-feature": Entry(
        _E,
        N_("The header uses a part of YAML that is not allowed"),
        N_("The header may not hold {what}."),
        N_("Write the value out as plain text."),
    ),
    "header-not-fields": Entry(
        _E,
        N_("The header is not a list of fields"),
        N_("The header is not a list of fields with values."),
        N_("Write each field on its own line: date: 2023-08-31"),
    ),
    "duplicate-field": Entry(
        _E,
        N_("A field stands twice"),
        N_("The field “{field}” stands twice: here and on line {first}."),
        N_("Keep one of them; both mean {meaning}."),
    ),
    "lost-in-yaml": Entry(
        _W,
        N_("YAML drops the end of this value"),
        N_("What stands after # is read as a remark and not as part of “{field}”."),
        N_("If it belongs to the value, put the whole value in quotes; referat check --fix does it in drafts."),
    ),
    "name-with-colon": Entry(
        _W,
        N_("A colon makes this person a field"),
        N_("The colon makes “{value}” a field with a value, not a name."),
        N_("Put the whole line in quotes, or write the name first and the rest in parentheses."),
    ),
    "bad-value": Entry(
        _E,
        N_("The value has the wrong shape"),
        N_("“{field}” should be {expected}."),
        N_("Write it as {expected}."),
    ),
    "bad-date": Entry(
        _E,
        N_("The date is not a day"),
        N_("“{value}” is not a day written as YYYY-MM-DD that exists."),
        N_("Write the day as 2023-08-31. Until then the minutes can be neither circulated nor approved."),
    ),
    "bad-time": Entry(
        _W,
        N_("The time cannot be read"),
        N_("“{value}” is not a time we can read."),
        N_("Write it as 09:00–10:30, or 09:00."),
    ),
    "bad-status": Entry(
        _E,
        N_("Unknown status"),
        N_("“{value}” is not a status."),
        N_("Write draft, circulated or approved (utkast, sendt, godkjent)."),
    ),
    # --- the body
    "unclosed-fence": Entry(
        _E,
        N_("A code block has no end"),
        N_("The code block that begins here has no end, and hides {count} action lines."),
        N_("Put a line with {fence} where the code ends."),
    ),
    "unclosed-comment": Entry(
        _E,
        N_("A hidden remark has no end"),
        N_("The hidden remark (<!--) that begins here has no end, and hides {count} action lines."),
        N_("Put --> where the remark ends."),
    ),
    "misplaced-id": Entry(
        _W,
        N_("An id is not at the end of its line"),
        N_("^{id} stands inside the line, so it is not the action's id."),
        N_("Move ^{id} to the end of the line."),
    ),
    "bad-id": Entry(
        _W,
        N_("This is not an action's id"),
        N_("^{id} is not an id: 4 to 32 of a–z, 0–9 and inner hyphens."),
        N_("Take it away; referat check --fix gives the action an id in drafts."),
    ),
    "looks-like-action": Entry(
        _W,
        N_("Looks like an action, but is not"),
        N_("This line looks like an action but is not one: {why}."),
        N_("Begin the line with “- [ ] ”; referat check --fix does it in drafts."),
    ),
    "log-not-read": Entry(
        _W,
        N_("A dated line is not read"),
        N_("This dated line under an action is not read: {why}."),
        N_("Write the day and one of: due:YYYY-MM-DD, @handle, done, dropped, started, reopened."),
    ),
    "log-without-id": Entry(
        _W,
        N_("A dated line under an action without an id"),
        N_("This dated line does not count, since the action above has no id."),
        N_("Give the action an id: referat check --fix does it in drafts."),
    ),
    "bad-due": Entry(
        _W,
        N_("The due date cannot be read"),
        N_("“{value}” is not a due date."),
        N_("Write due:2023-11-01, due:2023-11, due:2023-W42 or due:next (frist:neste)."),
    ),
    "due-not-iso": Entry(
        _N,
        N_("The due date is not written as YYYY-MM-DD"),
        N_("“{value}” is read as {iso}."),
        N_("referat check --fix writes it so in drafts."),
    ),
    "two-dues": Entry(
        _W,
        N_("Two due dates on one line"),
        N_("The line has two due dates; the first one, {first}, counts."),
        N_("Keep the one that holds."),
    ),
}
