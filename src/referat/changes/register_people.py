"""People: somebody new in people.yaml, and a spelling of a known name to remember."""

from collections.abc import Iterable, Sequence

from referat.book import PEOPLE_FILE
from referat.changes.transaction import Transaction
from referat.format import document, register
from referat.intake import Alias, KnownPerson
from referat.model.people import Person, fold


def new_people(transaction: Transaction, met: Iterable[KnownPerson]) -> list[Person]:
    """Those of the people met who are not in the register."""
    known = transaction.book.register
    return [Person(one.handle, one.name, one.org) for one in met if not known.by_handle(one.handle) and not known.by_name(one.name)]


def register_people(transaction: Transaction, new: Sequence[Person]) -> None:
    """Put the register with new people into the transaction; it is begun where there is none."""
    if not new:
        return
    there = _people_file(transaction)
    transaction.put(there.replaced(register.add_people(there, new)))


def remember(transaction: Transaction, aliases: Iterable[Alias]) -> list[tuple[str, str]]:
    """Put the confirmed spellings of people in the register into the transaction; returns each as (handle, spelling)."""
    done: list[tuple[str, str]] = []
    for alias in aliases:
        person = transaction.book.register.by_handle(alias.handle) if alias.handle else transaction.book.register.by_name(alias.known)
        if person is None or fold(alias.written) in {fold(form) for form in (person.name, *person.aliases)} or (person.handle, alias.written) in done:
            continue
        there = _people_file(transaction)
        transaction.put(there.replaced(register.add_alias(there, person.handle, alias.written, transaction.book.language)))
        done.append((person.handle, alias.written))
    return done


def _people_file(transaction: Transaction) -> document.Document:
    if transaction.book.has_file(PEOPLE_FILE) or PEOPLE_FILE in transaction.changed:
        return transaction.document(PEOPLE_FILE)
    return document.parse(PEOPLE_FILE, "")
