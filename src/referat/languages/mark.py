"""The marks for a text that people will read: the catalogue maker finds it by them, and `i18n` knows it from a user's words."""


class Marked(str):
    """A text of ours. Given as a fact of another text it is translated with it; a user's own words never are."""

    __slots__ = ()


def N_(text: str) -> Marked:  # noqa: N802 - gettext's own name for the mark
    """Said on the screen: complete in bokmål; nynorsk falls back on bokmål."""
    return Marked(text)


def D_(text: str) -> Marked:  # noqa: N802 - as above
    """Lands in a document (a heading, a state, a sentence of a template): complete in bokmål and in nynorsk."""
    return Marked(text)
