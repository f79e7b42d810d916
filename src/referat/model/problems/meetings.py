"""What can be wrong with a meeting: its days, its agenda items and the people in its lists."""

from referat.languages.mark import N_
from referat.model.problems.entry import NOTE as _N
from referat.model.problems.entry import WARNING as _W
from referat.model.problems.entry import ProblemEntry

MEETING_PROBLEMS: dict[str, ProblemEntry] = {
    "wrong-weekday": ProblemEntry(
        _W,
        N_("The weekday is not that of the date"),
        N_("{day} is a {right}, not a {wrong}."),
        N_("Correct the weekday or the date."),
    ),
    "other-date": ProblemEntry(
        _W,
        N_("Two dates for one meeting"),
        N_("Here the meeting is on {written}, but the header's date is {on}."),
        N_("Correct the one that is wrong; the header's date counts."),
    ),
    "file-name-date": ProblemEntry(
        _W,
        N_("The file's name has another date"),
        N_("The file's name says {named}, but the header's date is {on}."),
        N_("The header's date counts. Correct it, or rename the file: referat rename"),
    ),
    "next-before-this": ProblemEntry(
        _W,
        N_("The next meeting is not after this one"),
        N_("The next meeting, {next}, is not after this one, {on}."),
        N_("Correct the date of the next meeting; the year is often the one that is wrong."),
    ),
    "ends-before-start": ProblemEntry(
        _W,
        N_("The meeting ends before it begins"),
        N_("The meeting begins at {start} and ends at {end}."),
        N_("Correct the time: 09:00–10:30"),
    ),
    "repeated-number": ProblemEntry(
        _W,
        N_("An item's number stands twice"),
        N_("Item {number} stands here and on line {first}."),
        N_("Give one of them another number; a reference to {number} cannot tell them apart."),
    ),
    "number-gap": ProblemEntry(
        _N,
        N_("A number is left out"),
        N_("Item {number} comes after item {before}."),
        N_("Nothing, if it is meant."),
    ),
    "item-without-outcome": ProblemEntry(
        _W,
        N_("An item without an outcome"),
        N_("The item asks for a decision, but holds none."),
        N_("Write a line that begins with Decision: (Vedtak:), or with Postponed (Utsatt)."),
    ),
    "empty-item": ProblemEntry(
        _N,
        N_("An item without text"),
        N_("Nothing is written under this item."),
        N_("Write what was said or decided, or take the item out."),
    ),
    "machine-written": ProblemEntry(
        _W,
        N_("A machine's draft that nobody has looked at"),
        N_("{machine} wrote this, and nobody has said that they have looked at it."),
        N_("Read it, put right what is wrong, and write “{looked}: NAME” below this line."),
    ),
    "earlier-not-approved": ProblemEntry(
        _W,
        N_("Earlier minutes are not approved"),
        N_("The group has met since, on {later}, and these minutes are not approved."),
        N_("Approve them: referat approve {id} --in {newest}"),
    ),
    "name-near-known": ProblemEntry(
        _W,
        N_("A name nearly like a known one"),
        N_("“{name}” is not known, but looks like {near}."),
        N_("Correct the spelling. If they are two people, or one with two names, say so in people.yaml."),
    ),
    "present-and-absent": ProblemEntry(
        _W,
        N_("Present and absent"),
        N_("“{name}” stands among the absent, but also among those who were there."),
        N_("Keep the one that is right."),
    ),
    "person-twice": ProblemEntry(
        _W,
        N_("A person stands twice"),
        N_("“{name}” stands twice in this list."),
        N_("Take one away."),
    ),
    "several-people": ProblemEntry(
        _W,
        N_("Perhaps several people on one line"),
        N_("“{name}” may be several people, or a name and more."),
        N_("Write one person on each line, and the organisation in parentheses."),
    ),
}
