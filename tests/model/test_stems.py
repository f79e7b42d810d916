"""File names made of titles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.model.stems import LONGEST, stem_of


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("naering", "naering"),
        ("Æresutvalget på Øya", "aeresutvalget-pa-oya"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\AUX", "c-aux"),
        ("A\u030asen", "asen"),
        ("…", ""),
        ("", ""),
        ("-rf", "rf"),
        ("2023/24", "2023-24"),
    ],
)
def test_a_title_becomes_a_plain_name(text: str, stem: str) -> None:
    assert stem_of(text) == stem


@given(st.text())
def test_a_stem_is_never_anything_but_a_name(text: str) -> None:
    stem = stem_of(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", stem)
    assert len(stem) <= LONGEST
    assert stem_of(stem) == stem
