"""The marks for a text that people will read: they change nothing, and let the catalogue maker find it."""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for the mark
    """Said on the screen: complete in bokmål; nynorsk falls back on bokmål."""
    return text


def D_(text: str) -> str:  # noqa: N802 - as above
    """Lands in a document (a heading, a state, a sentence of a template): complete in bokmål and in nynorsk."""
    return text
