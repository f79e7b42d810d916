"""What can be wrong between files: groups and their terms, ids, references, and the marks of approval."""

from referat.languages.mark import N_
from referat.model.problems.entry import ERROR as _E
from referat.model.problems.entry import NOTE as _N
from referat.model.problems.entry import WARNING as _W
from referat.model.problems.entry import ProblemEntry

BOOK_PROBLEMS: dict[str, ProblemEntry] = {
    "double-id": ProblemEntry(
        _E,
        N_("Two files with one id"),
        N_("“{id}” is also the id of {other}; neither can be approved."),
        N_("Rename one of the files: referat rename"),
    ),
    "past-term": ProblemEntry(
        _W,
        N_("A group past its term"),
        N_("The term of “{title}” ended on {until}."),
        N_("Give the group a new term, or close it: closed: {{in: ID, item: N}} (avsluttet)"),
    ),
    "open-seat": ProblemEntry(
        _N,
        N_("An open seat"),
        N_("A seat in “{title}” is not filled or not confirmed: “{seat}”."),
        N_("Write the name, without a question mark, once it is confirmed."),
    ),
    "seat-past-term": ProblemEntry(
        _N,
        N_("A member whose time is over"),
        N_("The time of {name} in “{title}” ended on {until}."),
        N_("Take the name out, or write a new until (til)."),
    ),
    "report-due": ProblemEntry(
        _N,
        N_("A group's report is due"),
        N_("“{title}” was to report on {day}, and no later minutes have an item about it."),
        N_("Put it on the next agenda; take the day out once it has reported."),
    ),
    "until-before-from": ProblemEntry(
        _W,
        N_("A term that ends before it begins"),
        N_("The term runs from {since} until {until}."),
        N_("Correct the one that is wrong."),
    ),
    "group-under-itself": ProblemEntry(
        _W,
        N_("A group under itself"),
        N_("“{title}” is under “{parent}”, which is under it."),
        N_("Correct parent (under) in one of them."),
    ),
    "broken-reference": ProblemEntry(
        _W,
        N_("A reference that leads nowhere"),
        N_("“{field}” names “{what}”, which the book does not hold."),
        N_("Correct the reference."),
    ),
    "broken-link": ProblemEntry(
        _W,
        N_("A link that leads nowhere"),
        N_("The link leads to “{target}”, which the book does not hold."),
        N_("Correct the link."),
    ),
    "picture-without-words": ProblemEntry(
        _N,
        N_("A picture that says nothing to who cannot see it"),
        N_("The picture “{target}” has no words that say what it shows."),
        N_("Say it in the brackets: ![Map of the new path](path.png)"),
    ),
    "approved-without-record": ProblemEntry(
        _E,
        N_("Approved, but without a record of it"),
        N_("The status is approved, but the record of the approval is not there."),
        N_("Take status away and run: referat approve. Only the command can lock the text."),
    ),
    "sent-without-record": ProblemEntry(
        _W,
        N_("Circulated, but without a record of it"),
        N_("The status is circulated, but the record of the text that was sent is not there."),
        N_("Take status away and run: referat circulate"),
    ),
    "record-without-status": ProblemEntry(
        _W,
        N_("The status has been changed by hand"),
        N_("The file holds the record of its approval, but the status is {status}."),
        N_("Write the status approved (godkjent) again, or run: referat withdraw"),
    ),
    "cancelled-but-held": ProblemEntry(
        _E,
        N_("Cancelled, and yet sent out or approved"),
        N_("The meeting is said to be cancelled, but its minutes were sent out or approved: {where}."),
        N_("Take cancelled away. Minutes that were sent out or approved are of a meeting that was held."),
    ),
    "unknown-approval-field": ProblemEntry(
        _E,
        N_("A foreign field in the record of approval"),
        N_("The record of approval holds “{field}”, which does not belong there."),
        N_("Take it out; what is written there is not covered by the approval."),
    ),
}
