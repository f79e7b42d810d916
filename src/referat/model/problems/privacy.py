"""Personal data that should not stand in minutes: what has once been saved stays in the history."""

from referat.languages.mark import N_
from referat.model.problems.entry import ERROR as _E
from referat.model.problems.entry import WARNING as _W
from referat.model.problems.entry import ProblemEntry

PRIVACY_PROBLEMS: dict[str, ProblemEntry] = {
    "national-id": ProblemEntry(
        _E,
        N_("A national identity number"),
        N_("This is a valid national identity number (fødselsnummer)."),
        N_("Take it out before the file is saved: what is saved once stays in the history."),
    ),
    "email-address": ProblemEntry(
        _W,
        N_("A person's e-mail address"),
        N_("This is a person's e-mail address."),
        N_("Keep addresses in meetings/contacts.yaml, which is not saved in git."),
    ),
    "phone-number": ProblemEntry(
        _W,
        N_("A telephone number"),
        N_("This looks like a telephone number."),
        N_("Take it out before the file is saved: what is saved once stays in the history."),
    ),
    "absence-reason": ProblemEntry(
        _W,
        N_("The reason for an absence"),
        N_("This says why somebody was absent; illness and family are private."),
        N_("Keep the name alone."),
    ),
    "contacts-in-git": ProblemEntry(
        _E,
        N_("The contact file is saved in git"),
        N_("The e-mail addresses of this file are saved in git."),
        N_("Let whoever looks after the book add it to .gitignore, and run: git rm --cached meetings/contacts.yaml"),
    ),
}
