"""What git is asked of every history, in its own words. It begins on all of it at once, before we have loaded what understands the answers."""

from referat.git.program import Git

# Our trailers, each as `Key: value`, in one piece: git looks for them once.
_TRAILERS = ",".join(f"key={key}" for key in ("Referat-Approve", "Referat-Correct", "Referat-Withdraw"))
_FORMAT = f"%H%x00%P%x00%ct%x00%(trailers:{_TRAILERS},separator=%x02)"
TOLD = 4  # what is told of each entry


def begin(git: Git) -> None:
    """Have git begin on all that is asked of every history, while the book is read."""
    git.begin(*ask_entries("HEAD"))  # the one that takes its time
    git.begin_saved()


def ask_touching(git: Git, path: str) -> tuple[str, ...]:
    """The words that ask for the entries that changed a file of the book, newest first."""
    words = ("--format=%H", "--topo-order", "--no-show-signature", "--full-history")
    return ("log", *words, "--end-of-options", "HEAD", "--", git.prefix + path)


def ask_entries(*span: str) -> tuple[str, ...]:
    """The words that ask for the entries of a span of the history, newest first; each piece of the answer ends with NUL."""
    words = ("--topo-order", "--no-show-signature", "--no-color", "--no-notes", "--no-mailmap", "--encoding=UTF-8", "-z", f"--format={_FORMAT}")
    return ("log", *words, "--end-of-options", *span, "--")
