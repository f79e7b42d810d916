"""Git set to work on the history of a book, before anything else is loaded or read."""

from referat.git.git_errors import GitMissing
from referat.git.program import Git
from referat.git.questions import begin
from referat.store.places import Places


def git_at(places: Places) -> Git | None:
    """The history of the book at these places, on which git begins at once (`stop` ends it); None where there is none, or no git."""
    if places.git is None or places.top is None or places.common is None:
        return None
    git = Git(places.root, places.top, places.git, places.common)
    try:
        begin(git)
    except GitMissing:
        return None
    return git
