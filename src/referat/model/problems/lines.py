"""What can be wrong with a single line of the body, seen when it is read."""

from referat.languages.mark import N_
from referat.model.problems.entry import ERROR as _E
from referat.model.problems.entry import NOTE as _N
from referat.model.problems.entry import WARNING as _W
from referat.model.problems.entry import ProblemEntry

LINE_PROBLEMS: dict[str, ProblemEntry] = {
    "unclosed-fence": ProblemEntry(
        _E,
        N_("A code block has no end"),
        N_("The code block that begins here has no end, and hides {count} action lines."),
        N_("Put a line with {fence} where the code ends."),
    ),
    "unclosed-comment": ProblemEntry(
        _E,
        N_("A hidden remark has no end"),
        N_("The hidden remark (<!--) that begins here has no end, and hides {count} action lines."),
        N_("Put --> where the remark ends."),
    ),
    "misplaced-id": ProblemEntry(
        _W,
        N_("An id is not at the end of its line"),
        N_("^{id} stands inside the line, so it is not the action's id."),
        N_("Move ^{id} to the end of the line."),
    ),
    "bad-id": ProblemEntry(
        _W,
        N_("This is not an action's id"),
        N_("^{id} is not an id: 4 to 32 of a–z, 0–9 and inner hyphens."),
        N_("Take it away; referat check --fix gives the action an id in drafts."),
    ),
    "looks-like-action": ProblemEntry(
        _W,
        N_("Looks like an action, but is not"),
        N_("This line looks like an action but is not one: {why}."),
        N_("Begin the line with “- [ ] ”; referat check --fix does it in drafts where nothing else can be meant."),
    ),
    "looks-like-decision": ProblemEntry(
        _W,
        N_("Looks like a decision, but is not read as one"),
        N_("“{label}:” looks as if it told a decision; it is not read as one."),
        N_("Begin the line with “Decision:” (Vedtak:), or leave the colon out where none is meant."),
    ),
    "looks-like-decision-in-words": ProblemEntry(
        _N,
        N_("A sentence that tells a decision"),
        N_("This tells what was decided; it is not read as a decision."),
        N_("Begin a line with “Decision:” (Vedtak:) if it is to be found among them."),
    ),
    "looks-like-postponed": ProblemEntry(
        _W,
        N_("Looks like a case that is postponed, but is not read so"),
        N_("This looks as if the case were postponed; it is not read so."),
        N_("Write “Postponed to the next meeting.” (Utsatt til neste møte.) on a line of its own if it was."),
    ),
    "unread-until": ProblemEntry(
        _N,
        N_("A case is postponed until nobody knows when"),
        N_("No day can be told from “{value}”; the case comes back at the group's next meeting."),
        N_("Write a day, a month, a week or a meeting: Postponed to 2023-11 (Utsatt til 2023-11)."),
    ),
    "log-not-read": ProblemEntry(
        _W,
        N_("A dated line is not read"),
        N_("This dated line under an action is not read: {why} (“{word}”)."),
        N_("Write the day and one of: due:YYYY-MM-DD, @handle, done, dropped, started, reopened."),
    ),
    "log-without-id": ProblemEntry(
        _W,
        N_("A dated line under an action without an id"),
        N_("This dated line does not count, since the action above has no id."),
        N_("Give the action an id: referat check --fix does it in drafts."),
    ),
    "bad-due": ProblemEntry(
        _W,
        N_("The due date cannot be read"),
        N_("“{value}” is not a due date."),
        N_("Write due:2023-11-01, due:2023-11, due:2023-W42 or due:next (frist:neste)."),
    ),
    "due-not-iso": ProblemEntry(
        _N,
        N_("The due date is not written as YYYY-MM-DD"),
        N_("“{value}” is read as {iso}."),
        N_("referat check --fix writes it so in drafts."),
    ),
    "unread-due": ProblemEntry(
        _W,
        N_("A time that is not read as a due date"),
        N_("“{value}” seems to be a due date, and is not read as one."),
        N_("Write the day it is due: due:2023-11-01 (frist:2023-11-01)."),
    ),
    "either-owner": ProblemEntry(
        _N,
        N_("One owner or the other"),
        N_("The action has more than one owner, with “or” between them; all of them are listed."),
        N_("Write who has it, when that is settled."),
    ),
    "two-dues": ProblemEntry(
        _W,
        N_("Two due dates on one line"),
        N_("The line has two due dates; the first one, {first}, counts."),
        N_("Keep the one that holds."),
    ),
}
