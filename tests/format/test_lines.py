import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format.lines import columns, split, start_of, texts_of
from tests.format.writing import texts


@given(texts | st.text())
def test_lines_joined_are_the_text(text: str) -> None:
    lines = split(text)
    assert "".join(line.text + line.ending for line in lines) == text
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    for line in lines:
        assert text[line.start : line.end] == line.text
        assert text[line.end : line.next_start] == line.ending


@given(texts | st.text(st.sampled_from("a\r\n\u2028"), max_size=8))
def test_the_texts_and_the_offsets_alone_are_those_of_the_lines(text: str) -> None:
    lines = split(text)
    said = texts_of(text)
    assert said == tuple(line.text for line in lines)
    assert [start_of(text, said, index) for index in range(len(lines) + 2)] == [*(line.start for line in lines), len(text), len(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", []),
        ("a", [("a", "")]),
        ("a\n", [("a", "\n")]),
        ("a\r\nb\rc\n\nd", [("a", "\r\n"), ("b", "\r"), ("c", "\n"), ("", "\n"), ("d", "")]),
        ("a\u2028b\x0cc\x85d", [("a\u2028b\x0cc\x85d", "")]),
    ],
)
def test_only_lf_cr_and_crlf_end_a_line(text: str, said: list[tuple[str, str]]) -> None:
    assert [(line.text, line.ending) for line in split(text)] == said


@pytest.mark.parametrize(("text", "wide"), [("", 0), ("   a", 3), ("\ta", 4), ("  \ta", 4), ("    \t a", 9), ("\u00a0a", 0)])
def test_a_tab_goes_to_the_next_multiple_of_four(text: str, wide: int) -> None:
    assert columns(text) == wide
