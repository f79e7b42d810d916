"""Who is at the keyboard, as git names them, found among the people of the book."""

from collections.abc import Iterable, Mapping

from referat.model.people import Register, fold, given_name
from referat.query.rows import Owner


def handles_of_identity(identity: tuple[str, str], register: Register, emails: Mapping[str, str], owners: Iterable[Owner]) -> frozenset[str]:
    """The handles of whoever has this name or e-mail address: by the register and the contacts, else the owner of that name or given name."""
    name, email = identity
    if person := register.by_name(name):
        return frozenset({fold(person.handle)})
    if by_email := frozenset(handle for handle, known in emails.items() if email and fold(known) == fold(email)):
        return by_email
    others = list(owners)
    by_name = frozenset(handle for handle, known, _ in others if known and fold(known) == fold(name))
    by_given = frozenset(handle for handle, known, _ in others if not known and fold(handle) == given_name(name))
    return by_name or by_given
