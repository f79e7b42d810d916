"""Who is at the keyboard, as git names them, found among the people of the book."""

from collections.abc import Iterable, Mapping

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.model.people import Register, fold, given_name
from referat.query.rows import Owner

# Words for oneself, typed where a handle may stand.
ME = frozenset({"me", "@me", "meg", "@meg"})


class WhoAreYou(ReferatError):
    exit = Exit.USAGE
    message = N_("git does not know your name, so nobody can be found for “{typed}”.")
    hint = N_('Write your own handle instead, or tell git once: git config --global user.name "Your Name"')


class NotInBook(ReferatError):
    exit = Exit.USAGE
    message = N_("git says that you are {name}, and nobody in this book has that name.")
    hint = N_("Write your own handle instead, or write the name as an alias where you stand in meetings/people.yaml.")


def own_handles(
    identity: tuple[str, str] | None, typed: str, register: Register, emails: Mapping[str, str], owners: Iterable[Owner]
) -> frozenset[str]:
    """The handles of the person at the keyboard, for whom `typed` stands. Raises WhoAreYou where git knows no name, NotInBook where nobody has it."""
    if identity is None:
        raise WhoAreYou(typed=typed)
    hits = handles_of_identity(identity, register, emails, owners)
    if not hits:
        raise NotInBook(name=identity[0])
    return hits


def handles_of_identity(identity: tuple[str, str], register: Register, emails: Mapping[str, str], owners: Iterable[Owner]) -> frozenset[str]:
    """The handles of whoever has this name or e-mail address: by the register and the contacts, else the owner of that name.

    Where nobody has the whole name, it may be the only one with its first and last word, or the owner whose handle is its first.
    """
    name, email = identity
    if person := register.by_name(name):
        return frozenset({fold(person.handle)})
    if by_email := frozenset(handle for handle, known in emails.items() if email and fold(known) == fold(email)):
        return by_email
    others = list(owners)
    by_name = frozenset(handle for handle, known, _ in others if known and fold(known) == fold(name))
    everybody = {fold(person.handle): person.name for person in register.people} | {handle: known for handle, known, _ in others if known}
    by_ends = frozenset(handle for handle, known in everybody.items() if len(fold(name).split()) > 1 and _ends(known) == _ends(name))
    by_given = frozenset(handle for handle, known, _ in others if not known and fold(handle) == given_name(name))
    return by_name or (by_ends if len(by_ends) == 1 else frozenset()) or by_given


def _ends(name: str) -> tuple[str, str]:
    """A name without what stands in the middle of it, which people leave out as they like."""
    words = fold(name).split()
    return (words[0], words[-1]) if words else ("", "")
