"""A record that is read in one step is what it is when it is read entry by entry, or is left to that."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.approvals.filed import CLOSED, has_form
from referat.format.nodes import Mapping, Scalar
from referat.format.record_patterns import Stamped, read_stamped
from referat.format.record_writing import record_text
from referat.format.yaml_parser import build

DIGEST = "sha256:" + "0123456789abcdef" * 4
APPROVAL = {"text": DIGEST, "in": "2024-02-13-styret", "item": "2", "on": "2024-02-13", "by": "Åse Ødegård-Lie", "recorded": "2024-02-13T18:00:00Z"}
CIRCULATION = {"text": DIGEST, "on": "2024-01-12"}
WRITTEN = (
    APPROVAL, {**APPROVAL, "item": "12/24", "sig": "U1NIU0lHAAAA="}, CIRCULATION, {**CIRCULATION, "comments-by": "2024-01-20"},
    {"id": "2023-12-12-styret", "text": DIGEST, "item": "3a", "result": "approved-as-amended"},
)  # fmt: skip
SLIPS = ("", " ", "  ", ",", ", ", ":", ": ", '"', "'", "{", "}", "[", "]", "#", " #", "-", "a", "å", "0", "!", "&", "\\", "\t", "\u0301")


def has_forms(found: Stamped) -> bool:
    """Whether the values have the forms that `verify` asks for in a block with these keys."""
    blocks = [forms for forms in CLOSED.values() if found.keys() <= forms.keys()]
    return all(has_form(text, forms[key]) for forms in blocks for key, text in found.items()) and (bool(blocks) or "id" in found)


@pytest.mark.parametrize("record", WRITTEN)
def test_what_the_tool_writes_is_read_in_one_step(record: dict[str, str]) -> None:
    found = read_stamped(record_text(record))
    assert found == record
    assert list(found) == list(record)
    assert has_forms(found)


@settings(max_examples=2000)
@given(st.integers(0, 2**32))
def test_with_slips_of_the_pen_it_says_what_the_parser_says(seed: int) -> None:
    r = random.Random(seed)
    text = record_text(r.choice(WRITTEN))
    for _ in range(r.randrange(1, 4)):
        at = r.randrange(len(text))
        text = text[:at] + r.choice(SLIPS) + text[at + r.randrange(3) :]
    found = read_stamped(text)
    if found is not None:
        parsed = build(f"x: {text}\n", 0).get("x")
        assert isinstance(parsed, Mapping)
        assert {key.text: value.text for key, value in parsed if isinstance(value, Scalar)} == found
        assert len(parsed.pairs) == len(found)
        assert has_forms(found)


OTHERS = ["", "{}", "{text: a}", f"{{text: {DIGEST}}}", record_text(APPROVAL)[:-1], record_text({**APPROVAL, "by": "Moen, Ida"})]


@pytest.mark.parametrize("text", OTHERS)
def test_any_other_is_left_alone(text: str) -> None:
    assert read_stamped(text) is None
