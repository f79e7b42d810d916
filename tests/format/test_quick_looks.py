"""What is passed over at a glance would say nothing if it were read: the quick looks of the reader against the patterns they save."""

import re

from hypothesis import given
from hypothesis import strategies as st

from referat.format import actions, items
from referat.format.lookalikes import lookalike
from referat.languages.words import (
    CORRECTION_WORDS,
    DECISION_WORDS,
    FROM_WORDS,
    NEW_ITEM_WORDS,
    POSTPONED_WORDS,
    PROPOSAL_WORDS,
    TO_WORDS,
    UNANIMITY_WORDS,
    VOTE_WORDS,
    spellings,
)

TABLES = (DECISION_WORDS, UNANIMITY_WORDS, PROPOSAL_WORDS, VOTE_WORDS, CORRECTION_WORDS, FROM_WORDS, NEW_ITEM_WORDS, POSTPONED_WORDS, TO_WORDS)
WORDS = sorted(frozenset().union(*map(spellings, TABLES)))
LEADS = ("", " ", "\t", "- ", "* ", "+ ", "1. ", "12) ", "**", "__", "_", "*", "- **", "[", "- [ ] ", "> ", "\u00a0", "§ ")
SIGNS = (":", ".", "ı", "ſ", "^a7q2", "☐", "2024-05-14", "ferdig")
lines = st.lists(st.sampled_from((*LEADS, *WORDS, *map(str.upper, WORDS), *map(str.title, WORDS), *SIGNS)), max_size=6).map("".join)
OPENINGS = (items._DECISION, items._PROPOSAL, items._VOTE, items._CORRECTION, items._CAME_FROM)


@given(lines)
def test_a_line_that_speaks_is_heard(text: str) -> None:
    if any(pattern.match(text) for pattern in OPENINGS):
        assert ":" in text
        assert items._SPEAKS.match(text)
        assert text.lstrip(items._LEADS)[:1] != "["
    if items._POSTPONED.match(text):
        assert text.lstrip(items._LEADS)[:1] in items._POSTPONING


@given(lines)
def test_a_line_that_may_be_meant_as_an_action_is_looked_at(text: str) -> None:
    if text and not actions._may_be_wrong(text):
        assert lookalike(text) is None
        assert "^" not in text
        assert not re.match(r"[ \t]", text)
