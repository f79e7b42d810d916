"""What is passed over at a glance would say nothing if it were read: the quick looks of the reader against the patterns they save."""

from hypothesis import given
from hypothesis import strategies as st

from referat.format import boxes, labels, numbers, postponed
from referat.format.lines import columns
from referat.languages.postponing_words import WHY_POSTPONED_WORDS
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

TABLES = (
    DECISION_WORDS,
    UNANIMITY_WORDS,
    PROPOSAL_WORDS,
    VOTE_WORDS,
    CORRECTION_WORDS,
    FROM_WORDS,
    NEW_ITEM_WORDS,
    POSTPONED_WORDS,
    TO_WORDS,
    WHY_POSTPONED_WORDS,
)
WORDS = sorted(frozenset().union(*map(spellings, TABLES)))
LEADS = ("", " ", "\t", "- ", "* ", "+ ", "1. ", "12) ", "**", "__", "_", "*", "- **", "[", "- [ ] ", "> ", "\u00a0", "§ ")
SIGNS = (":", " tas opp ", " i neste møte", " the next meeting", "Dette", ".", "ı", "ſ", "^a7q2", "☐", "2024-05-14", "ferdig")
BOXES = ("- [", "* [", "+ [")  # an action postpones nothing
lines = st.lists(st.sampled_from((*LEADS, *WORDS, *map(str.upper, WORDS), *map(str.title, WORDS), *SIGNS)), max_size=6).map("".join)


@given(lines)
def test_a_label_that_is_read_as_a_decision_is_looked_at(text: str) -> None:
    label = text.partition(":")[0]
    bare = " ".join(label[labels._LEAD.match(label).end() :].rstrip(" \t*_").split())
    if labels._decision().fullmatch(bare):
        assert any(stem in bare.casefold() for stem in labels._STEMS)
        assert "decision" in labels._opened_by(label)


@given(lines)
def test_a_line_that_postpones_is_looked_at(text: str) -> None:
    if postponed._line().match(text):
        assert text.lstrip().startswith(BOXES) or postponed.lines_that_may_postpone([text])[0] == [0]
        assert postponed.line_postpones_to(text) is not None
    if postponed._sentence().search(text):
        assert text.lstrip().startswith(BOXES) or postponed.lines_that_may_postpone([text])[0] == [0]
    if postponed.comes_back_at(text, "3"):
        assert text.lstrip().startswith(BOXES) or postponed.lines_that_may_postpone([text])[1] == [0]
    if postponed.may_come_back(text):
        assert text.lstrip().startswith(BOXES) or postponed.lines_that_may_postpone([text])[2] == [0]


@given(st.lists(st.sampled_from(("- [ ] ", "* [x] ", "+ [-] ", "-  ", "[ ]", " ", "\t", "a", "^7qk2m", "^", ".", "x^ab")), max_size=6).map("".join))
def test_a_box_written_as_most_are_is_read_as_any_box(text: str) -> None:
    box, match = boxes.read_box(text), boxes.BOX.match(text)
    assert match is not None or box is None or box.state == "\0"
    if match:
        body, action_id = boxes.without_id(match[6])
        assert box == boxes.Box(0, columns(text), match[4], match.start(4), body, action_id, match.start(6))


HEADINGS = ("1", "12", "§ 4", "1.2", "sak 3", "A 3/24", ". ", ".", ") ", " ", "-", "Brua", "brua", "٣", "²", "\u00a0")


@given(st.lists(st.sampled_from(HEADINGS), max_size=6).map("".join))
def test_a_heading_numbered_as_most_are_is_read_as_any_heading(heading: str) -> None:
    match = numbers._number().match(heading)
    number = next(value for value in match.group("section", "item", "register", "plain") if value) if match else ""
    title = heading[match.end() :] if match else heading
    assert numbers.read_number(heading) == (" ".join(number.split()), title.strip())
