"""What git, or the trail in it, can refuse: one error a case, each with its words and its exit code."""

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_


class GitMissing(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("The program git was not found on this machine.")
    hint = N_("Install git, or leave saving out with --no-save.")


class NoRepository(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("The book “{path}” keeps no history: it is not in a git repository.")
    hint = N_("Start one with: referat init")


class GitFailed(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("The book's history could not be read: {reason}")


class GitTooSlow(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("Reading the book's history was given up after {seconds} seconds.")


class TextTooLarge(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("A saved text of “{path}” is larger than {limit} MiB; it is left alone.")


class UntrustedRepository(ReferatError):
    exit = Exit.REFUSED
    message = N_("This book's git repository would start a program of its own ({setting}), and you have not said that you trust it.")
    hint = N_("If you know where the book comes from, run: referat trust")


class UnfinishedMerge(ReferatError):
    exit = Exit.REFUSED
    message = N_("The book is in the middle of a git {operation}, and cannot be changed until that is finished.")
    hint = N_("Finish it with git, or undo it with: git {operation} --abort")


class MergeWaits(UnfinishedMerge):
    hint = N_("Decide what stands between the marks in the files, and run: referat save. Or undo it with: git merge --abort")


class NoBranch(ReferatError):
    exit = Exit.REFUSED
    message = N_("The book stands at an old state, on no branch: what is saved here would be gone from sight when you go back to one.")
    hint = N_("Go to the book's branch first, for example: git switch main. Or leave saving out with --no-save.")


class NotCommitted(ReferatError):
    exit = Exit.NOT_COMMITTED
    message = N_("“{path}” is written, but could not be saved in the book's history: {reason}")
    hint = N_("Put that right, and run: referat save")


class IdentityMissing(ReferatError):
    exit = Exit.NOT_COMMITTED
    message = N_("“{path}” is written, but not saved in the book's history: git does not know your name and e-mail address.")
    hint = N_(
        'Tell git once with: git config --global user.name "Your Name" and git config --global user.email you@example.org, then run: referat save'
    )


class GitBusy(ReferatError):
    exit = Exit.NOT_COMMITTED
    message = N_("“{path}” is written, but not saved in the book's history: another program is using git here (“{lock}”).")
    hint = N_("Close the other program, or delete that file if none is running, and run: referat save")


class SavedOtherwise(ReferatError):
    exit = Exit.NOT_COMMITTED
    message = N_("“{path}” was saved in the book's history with another text than the one that was written: a hook or filter of git changed it.")
    hint = N_("Look at what git is set up to change, and run: referat save")
