"""What the YAML reader finds wrong, in a secretary's words, which can be translated; its own words are the keys."""

from referat.languages.mark import N_

_COLON = N_("a colon with a space after it, where there has been one already, or the line stands too far in")
_UNCLOSED_QUOTE = N_("a quotation mark has no other that closes it")
_NO_FIELD = N_("this is neither a new field nor a part of the one before")
_BRACKET = N_("a bracket is not closed, or a comma is missing")
_TAB = N_("a tab where there must be spaces")

WORDS = {
    "mapping values are not allowed in this context": _COLON,
    "mapping keys are not allowed in this context": N_("a question mark that begins a value"),
    "could not find expected ':'": N_("the line before has no colon"),
    "did not find expected key": _NO_FIELD,
    "did not find expected '-' indicator": _NO_FIELD,
    "block sequence entries are not allowed in this context": N_("a dash that begins a list where none can be"),
    "found unexpected end of stream": _UNCLOSED_QUOTE,
    "found unexpected document indicator": _UNCLOSED_QUOTE,
    "did not find expected ',' or ']'": _BRACKET,
    "did not find expected ',' or '}'": _BRACKET,
    "did not find expected node content": N_("a comma or bracket where there must be a value"),
    "found unknown escape character": N_("a backslash between quotation marks that means nothing; write two of them"),
    "found character that cannot start any token": N_("a sign, or a tab, that cannot begin a value"),
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    "did not find expected alphabetic or numeric character": N_("a * or & that begins a value"),
    "did not find expected comment or line break": N_("words after a | or > that begins a value"),
    "control characters are not allowed": N_("a control character, which nobody can see"),
}
_OTHER = N_("this cannot be YAML")


def in_words(problem: str) -> str:
    """The problem in our words; in its own where it is a rare one."""
    return WORDS.get(problem) or problem or _OTHER
