"""What can end a run: one exception that carries its facts, and the exit codes the shell sees.

Bad data in a file is not an error but a Problem (`referat.model.problems`); an error is a run that cannot go on.
Raise with data, word it in the class: `raise UnknownGroup(name="krat", near="kraft")`.
"""

from __future__ import annotations

from enum import IntEnum

from referat.languages.mark import N_

TYPE_CHECKING = False  # `typing` itself would cost every start that ends in a refusal, and keep git waiting
if TYPE_CHECKING:
    from typing import ClassVar


class Exit(IntEnum):
    """Exit codes, a promise to scripts (docs/commands.md)."""

    OK = 0
    FINDINGS = 1  # check, verify, or overdue with --fail
    USAGE = 2
    CANNOT_READ = 3
    REFUSED = 4  # dirty file, conflict, approved text
    LOCKED = 5
    NOT_COMMITTED = 6  # written, but not saved in git
    NETWORK = 7  # could not be reached, or sent in part
    BUG = 70  # sysexits.h EX_SOFTWARE


class ReferatError(Exception):
    """A run that cannot go on. `message` and `hint` are templates filled from the facts it is raised with.

    `place` is where in the book it happened ("meetings/x.md:12"), if anywhere.
    A hint is shown only when every fact it names is there and not empty; `otherwise` where it is not.
    """

    exit: ClassVar[Exit] = Exit.USAGE
    message: ClassVar[str] = ""
    hint: ClassVar[str] = ""
    otherwise: ClassVar[str] = ""

    def __init__(self, *, place: object = None, **facts: object) -> None:
        self.place = place
        self.facts = facts
        super().__init__(type(self).message.format_map(facts))

    @property
    def code(self) -> str:
        """The error's name in kebab case: UnknownGroup is unknown-group."""
        name = type(self).__name__
        return "".join(("-" + c.lower()) if c.isupper() else c for c in name).lstrip("-")


# What a system says in English only, by its code in `errno`: the refusals that a person meets.
_REASONS = {
    "EACCES": N_("access is denied"),
    "EPERM": N_("that is not permitted"),
    "ENOENT": N_("there is no such file or folder"),
    "EEXIST": N_("there is one of that name already"),
    "ENOTDIR": N_("that is no folder"),
    "EISDIR": N_("that is a folder"),
    "ENOTEMPTY": N_("the folder is not empty"),
    "ENOSPC": N_("the disk is full"),
    "EDQUOT": N_("your share of the disk is full"),
    "EROFS": N_("the disk can only be read"),
    "EIO": N_("the disk does not answer as it should"),
    "EFBIG": N_("the file is too large"),
    "ENAMETOOLONG": N_("the name is too long"),
    "ELOOP": N_("links lead round in a circle"),
    "EBUSY": N_("another program is using it"),
    "ETXTBSY": N_("another program is using it"),
    "EMFILE": N_("too many files are open"),
    "ENFILE": N_("too many files are open"),
    "ECONNREFUSED": N_("nobody answers there"),
    "ETIMEDOUT": N_("there was no answer in time"),
}


def reason_of(error: OSError) -> str:
    """Why the system would not, in words that are translated; its own where we have none."""
    from errno import errorcode

    return _REASONS.get(errorcode.get(error.errno or 0, ""), error.strerror or str(error))


class NoBook(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("There is no minute book here: no folder named meetings in {path} or above it.")
    hint = N_("Go to the book's folder, name it with --book, or start one with: referat init")


class BookIsLink(NoBook):
    message = N_("{path} is a link to another place, and a book is not read through a link.")
    hint = N_("Put the folder itself in its place, or go to where the link leads: {target}")
