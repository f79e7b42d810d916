"""Saved views: the options of a list that a book keeps under a name (`views:` in book.yaml). An option that is typed too wins."""

from collections.abc import Mapping

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.model.people import fold, near
from referat.model.view import NO, OPTIONS, TEXT, TEXTS, YES, kind_of
from referat.query.lookup import UnknownView


class ViewOption(ReferatError):
    exit = Exit.USAGE
    message = N_("The view “{view}” in book.yaml has an option “{option}” that actions does not have.")
    hint = N_("Did you mean {near}?")


class ViewValue(ReferatError):
    exit = Exit.USAGE
    message = N_("The view “{view}” in book.yaml says {option}: “{value}”; that can only be yes or no.")


def with_view(asked: Mapping[str, object], view: str, views: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """What was asked for, on top of what the view says. Options that were not typed are empty, and do not count."""
    known = {fold(name): options for name, options in views.items()}
    if fold(view) not in known:
        raise UnknownView(name=view, near=near(view, views))
    found = {option: _value(view, option, text) for option, text in known[fold(view)].items()}
    return {**dict(asked), **found, **{option: value for option, value in asked.items() if value}}


def _value(view: str, option: str, text: str) -> object:
    kind = kind_of(option)
    if kind is None:
        raise ViewOption(view=view, option=option, near=near(option, OPTIONS))
    if kind == TEXT:
        return text
    if kind == TEXTS:
        return text.replace(",", " ").split()
    if fold(text) not in YES | NO:
        raise ViewValue(view=view, option=option, value=text)
    return fold(text) in YES
