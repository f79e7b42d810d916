"""The records of the approval trail just as the tool writes them (`stamps.record_text`), each read in one step.

It may only say what reading them entry by entry would say (`plainheader`); a record that is written in any other way is left to that. A test
compares the two.
"""

import re
from functools import cache

_DIGEST = '"(sha256:[0-9a-f]{64})"'
_DAY = "([0-9]{4}-[0-9]{2}-[0-9]{2})"
_MOMENT = "([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)"
_WORDS = r"(\w[\w.\-]*+(?: [\w.\-]++)*+)"  # a name or an id, in letters that YAML reads as themselves
_ITEM = '"([0-9A-Za-z./]++)"'
_SIGNATURE = '"(U1NIU0lH[A-Za-z0-9+/]+={0,2})"'
_RECORDS = {
    ("text", "in", "item", "on", "by", "recorded", "sig"): (
        rf"text: {_DIGEST}, in: {_WORDS}, item: {_ITEM}, on: {_DAY}, by: {_WORDS}, recorded: {_MOMENT}(?:, sig: {_SIGNATURE})?"
    ),
    ("text", "on", "comments-by"): rf"text: {_DIGEST}, on: {_DAY}(?:, comments-by: {_DAY})?",
    ("id", "text", "item", "result"): rf"id: {_WORDS}, text: {_DIGEST}, item: {_ITEM}, result: {_WORDS}",
}


class Stamped(dict[str, str]):
    """A record whose keys, their order, and the form of whose values are those the tool writes."""


def read_stamped(text: str) -> Stamped | None:
    """A record in braces; None where it is to be read entry by entry."""
    for keys, pattern in _patterns():
        if match := pattern.fullmatch(text):
            return Stamped(zip(keys, match.groups()[: match.lastindex], strict=False))
    return None


@cache
def _patterns() -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    """Compiled only when a record is met, for a compilation costs as much as a file."""
    return [(keys, re.compile(rf"\{{{pattern}\}}")) for keys, pattern in _RECORDS.items()]
