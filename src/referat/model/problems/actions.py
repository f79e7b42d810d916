"""What can be wrong with an action, seen when all its lines and the whole book are known."""

from referat.languages.mark import N_
from referat.model.problems.entry import ERROR as _E
from referat.model.problems.entry import NOTE as _N
from referat.model.problems.entry import WARNING as _W
from referat.model.problems.entry import ProblemEntry

ACTION_PROBLEMS: dict[str, ProblemEntry] = {
    "unread-owner": ProblemEntry(
        _W,
        N_("An owner is named, but not by a handle"),
        N_("“{name}” seems to own this action; only a handle is read as its owner."),
        N_("Write @{handle} before the words of the action."),
    ),
    "no-owner": ProblemEntry(
        _W,
        N_("An action without an owner"),
        N_("Nobody is named as the one who does this."),
        N_("Begin the task with a handle: @berte. Or run: referat assign"),
    ),
    "no-due": ProblemEntry(
        _N,
        N_("An action without a due date"),
        N_("There is no date for when this is to be done."),
        N_("Add due:YYYY-MM-DD, due:next or due:2023-W42 (frist: in Norwegian), or run: referat defer"),
    ),
    "no-id": ProblemEntry(
        _N,
        N_("An action without an id"),
        N_("This action has no id yet, so it cannot be carried to the next meeting."),
        N_("referat check --fix gives it one; so does referat circulate."),
    ),
    "unknown-owner": ProblemEntry(
        _W,
        N_("An owner nobody knows"),
        N_("“@{handle}” is neither in people.yaml, nor present at the meeting, nor a member of the group."),
        N_("Correct the handle, or add the person to people.yaml."),
    ),
    "ambiguous-owner": ProblemEntry(
        _W,
        N_("An owner who could be more than one"),
        N_("“@{handle}” could be {candidates}."),
        N_("Give each a handle of their own in people.yaml, or write the whole name with dots: @{dotted}"),
    ),
    "owner-not-there": ProblemEntry(
        _N,
        N_("An owner who was not there"),
        N_("“{name}” was not at the meeting and is not a member of the group."),
        N_("Make sure that the person knows about the task."),
    ),
    "unknown-group": ProblemEntry(
        _W,
        N_("A group nobody knows"),
        N_("There is no group “{name}”."),
        N_("Correct the name, or write a file for the group in meetings/groups/."),
    ),
    "two-births": ProblemEntry(
        _E,
        N_("One id for two tasks"),
        N_("^{id} stands here for another task than in {other}."),
        N_("Give one of them a new id: take ^{id} away, and run referat check --fix in a draft."),
    ),
    "reworded": ProblemEntry(
        _N,
        N_("An action was reworded"),
        N_("The words differ from those in {other}."),
        N_("Nothing, if the task is the same; the newest words are shown."),
    ),
    "box-disagrees": ProblemEntry(
        _W,
        N_("The box and the dated lines say different things"),
        N_("The box says {box}, but the dated lines below it end with “{event}”."),
        N_("The dated lines count. Change the box, or write a dated line for what happened last."),
    ),
    "lines-disagree": ProblemEntry(
        _W,
        N_("Two dated lines contradict each other"),
        N_("On {on} this says {this}, but {other} says {that}."),
        N_("{counts} counts. Take the wrong one away."),
    ),
    "closed-elsewhere": ProblemEntry(
        _N,
        N_("An open box for an action that is closed"),
        N_("This box is open, but {other} says the action was closed on {on}."),
        N_("Tick the box, or write a dated line with reopened (gjenåpnet) if it is to be done after all."),
    ),
    "closed-without-day": ProblemEntry(
        _W,
        N_("A closed box without a day"),
        N_("The box is closed, but nothing says on which day."),
        N_("Write below it when it happened: - 2023-10-28 done (ferdig)"),
    ),
    "tick-without-day": ProblemEntry(
        _N,
        N_("A closed box in a draft without its day"),
        N_("The box is closed without a dated line; it counts from the meeting's day, {on}."),
        N_("referat check --fix writes the line; so does referat circulate. Write another day yourself if it was another."),
    ),
    "event-before-birth": ProblemEntry(
        _W,
        N_("Something happened long before the action was there"),
        N_("{on} is long before the meeting of {born} that first held this action."),
        N_("Correct the day."),
    ),
    "event-in-future": ProblemEntry(
        _W,
        N_("Something happened in the future"),
        N_("{on} has not been yet."),
        N_("Correct the day; a day to come is a due date: due:{on}"),
    ),
    "due-before-meeting": ProblemEntry(
        _W,
        N_("Due long before the meeting"),
        N_("The action is due on {due}, long before the meeting that gave it, on {on}."),
        N_("Correct the due date; the year is often the one that is wrong."),
    ),
    "due-next-unknown": ProblemEntry(
        _N,
        N_("The next meeting has no date"),
        N_("The action is due at the group's next meeting, and that has no date yet."),
        N_("Write the date in the header of the newest minutes: next: 2023-10-12 (neste)"),
    ),
}
