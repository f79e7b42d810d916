"""What can be wrong with a file as a whole, and with its header: most of it keeps the file, or a field, from being read."""

from referat.languages.mark import N_
from referat.model.problems.entry import ERROR as _E
from referat.model.problems.entry import WARNING as _W
from referat.model.problems.entry import ProblemEntry

FILE_PROBLEMS: dict[str, ProblemEntry] = {
    # --- a file that cannot be read
    "header-late": ProblemEntry(
        _E,
        N_("Something stands before the header"),
        N_("The header begins on this line and not on the first, so it is not read."),
        N_("Take the blank lines before it away; referat check --fix does it in drafts."),
    ),
    "not-text": ProblemEntry(
        _E,
        N_("The file is not UTF-8 text"),
        N_("The file is saved with another encoding than UTF-8, perhaps UTF-16 or Latin-1; line {line} shows it."),
        N_("Choose “Save as” and UTF-8 in your editor; nothing in it is read until then."),
    ),
    "unreadable-file": ProblemEntry(
        _E,
        N_("The file cannot be read"),
        N_("The file cannot be opened."),
        N_("Ask whoever owns it for the right to read it."),
    ),
    "file-is-link": ProblemEntry(
        _E,
        N_("A link stands where a file should"),
        N_("This is a link to something elsewhere; links are not followed."),
        N_("Put the file itself here."),
    ),
    "file-not-ordinary": ProblemEntry(
        _E,
        N_("This is not an ordinary file"),
        N_("This is not an ordinary file, and is not opened."),
        N_("Take it out of the book's folder, or give it a name that does not end in .md."),
    ),
    "file-too-large": ProblemEntry(
        _E,
        N_("The file is too large"),
        N_("The file is larger than {limit}, and is not read."),
        N_("Minutes hold text alone; keep large attachments outside the .md file."),
    ),
    "file-name": ProblemEntry(
        _W,
        N_("The file's name cannot be shown"),
        N_("The file's name holds characters that cannot be shown, and the file is not read."),
        N_("Give it a plain name, such as 2023-08-31-board.md."),
    ),
    "conflict-markers": ProblemEntry(
        _E,
        N_("Two versions stand side by side"),
        N_("The file holds the marks of two versions that were not joined (<<<<<<<, =======, >>>>>>>)."),
        N_("Keep the right lines, take the marks away, then run: referat check"),
    ),
    # --- the header
    "header-unclosed": ProblemEntry(
        _E,
        N_("The header has no end"),
        N_("The header begins on line 1, but no line with --- ends it."),
        N_("Put a line with only --- after the last line of the header."),
    ),
    "header-yaml": ProblemEntry(
        _E,
        N_("The header cannot be read"),
        N_("The header cannot be read here: {reason}"),
        N_("Put quotes round the value, as in “text”, or mend the line."),
    ),
    "header-bare-at": ProblemEntry(
        _E,
        N_("A handle in the header needs quotes"),
        N_("A value in the header may not begin with {sign}."),
        N_('Write it in quotes: "{value}"'),
    ),
    "header-too-large": ProblemEntry(
        _E,
        N_("The header is too large"),
        N_("The header is larger than {limit}, or nested deeper than {depth}."),
        N_("Move the text out of the header, below the second ---."),
    ),
    "header-feature": ProblemEntry(
        _E,
        N_("The header uses a part of YAML that is not allowed"),
        N_("The header may not hold {what}."),
        N_("Write the value out as plain text."),
    ),
    "header-not-fields": ProblemEntry(
        _E,
        N_("The header is not a list of fields"),
        N_("The header is not a list of fields with values."),
        N_("Write each field on its own line: date: 2023-08-31"),
    ),
    "duplicate-field": ProblemEntry(
        _E,
        N_("A field stands twice"),
        N_("The field “{field}” stands twice: here and on line {first}."),
        N_("Keep one of them; both mean {meaning}."),
    ),
    "lost-in-yaml": ProblemEntry(
        _W,
        N_("YAML drops the end of this value"),
        N_("What stands after # is read as a remark and not as part of “{field}”."),
        N_("If it belongs to the value, put the whole value in quotes; referat check --fix does it in drafts."),
    ),
    "name-with-colon": ProblemEntry(
        _W,
        N_("A colon makes this person a field"),
        N_("The colon makes “{value}” a field with a value, not a name."),
        N_("Put the whole line in quotes, or write the name first and the rest in parentheses."),
    ),
    "bad-value": ProblemEntry(
        _E,
        N_("The value has the wrong shape"),
        N_("“{field}” should be {expected}."),
        N_("Write it as {expected}."),
    ),
    "bad-date": ProblemEntry(
        _E,
        N_("The date is not a day"),
        N_("“{value}” is not a day written as YYYY-MM-DD that exists."),
        N_("Write the day as 2023-08-31. Until then the minutes can be neither circulated nor approved."),
    ),
    "bad-time": ProblemEntry(
        _W,
        N_("The time cannot be read"),
        N_("“{value}” is not a time we can read."),
        N_("Write it as 09:00–10:30, or 09:00."),
    ),
    "bad-status": ProblemEntry(
        _E,
        N_("Unknown status"),
        N_("“{value}” is not a status."),
        N_("Write draft, circulated or approved (utkast, sendt, godkjent)."),
    ),
    # --- the file in the book
    "minutes-without-date": ProblemEntry(
        _W,
        N_("Minutes without a date"),
        N_("This has “{field}”, as minutes have, but no date; so it is read as a note."),
        N_("Write the day of the meeting in the header: date: 2023-08-31 (dato)"),
    ),
    "near-field": ProblemEntry(
        _W,
        N_("A field nearly like a known one"),
        N_("“{field}” is not a field that is read."),
        N_("Correct the spelling. A field that is not known is kept, but not read."),
    ),
    "hidden-characters": ProblemEntry(
        _W,
        N_("A character that cannot be seen"),
        N_("There is a hidden character here, {character}, that can change how the line looks."),
        N_("Write the line anew, without it."),
    ),
    "sign-that-composes": ProblemEntry(
        _W,
        N_("A sign that looks like another"),
        N_("The sign here ({character}) reads as “{other}” once the text is composed, as its digest is."),
        N_("Write the sign that is meant, before the minutes are sent out."),
    ),
    "garbled-letters": ProblemEntry(
        _W,
        N_("Letters that were broken on the way"),
        N_("“{value}” looks like letters that were broken when the text was moved."),
        N_("Write the word anew; it was perhaps {meant}."),
    ),
}
