"""What is added looks as if the file's own writer had added it, and a value reads back as it was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format import style
from referat.format.document import parse
from referat.format.header import compose
from referat.format.nodes import Scalar

# Everything YAML can hold and the header takes: no lone surrogates, no line ends but LF's escape.
VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\u0085\u2028\u2029"), max_size=30)
ODD = st.text("abæ: #-'\"\\,[]{}?|>&*!%@`=\t\u00a0\u202e👩‍👧.0", max_size=12)


@given(st.one_of(VALUES, ODD), st.sampled_from(["", "'", '"']))
def test_a_value_reads_back_as_it_was_given(value: str, quote: str) -> None:
    like = Scalar("x", 0, 1, 0, 0, quote)
    block = compose(f"a: {style.value_text(value, like=like)}\nb: c\n")
    assert [node.text for _, node in block if isinstance(node, Scalar)] == [value, "c"]
    flow = compose(f"{{a: {style.value_text(value, inside_list=True, like=like)}, b: c}}\n")
    assert [node.text for _, node in flow if isinstance(node, Scalar)] == [value, "c"]


@pytest.mark.parametrize("value", ["utkast", "Hamar, rådhuset", "kl. 09.00–10.30", "010", "no", "240\u00a0000 kroner", "👩‍👧", "«sitat»", "a:b"])
def test_what_needs_no_quotes_gets_none(value: str) -> None:
    assert style.value_text(value) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", '""'),
        ("a: b", '"a: b"'),
        ('a: "b"', r'"a: \"b\""'),
        ("@berte", '"@berte"'),
        ("x #y", '"x #y"'),
        (" x", '" x"'),
        ("\x1b[1m", r'"\x1b[1m"'),
    ],
)
def test_what_needs_quotes_gets_them(value: str, written: str) -> None:
    assert style.value_text(value) == written


def test_inside_a_list_a_comma_needs_quotes() -> None:
    assert style.value_text("Nils, jr.", inside_list=True) == '"Nils, jr."'


@pytest.mark.parametrize(
    ("text", "newline"), [("", "\n"), ("a", "\n"), ("a\nb\r\nc\r\n", "\r\n"), ("a\rb\r", "\r"), ("a\r\nb\n", "\n"), ("a\n\rb\r", "\r")]
)
def test_the_line_ending_is_the_one_most_lines_have(text: str, newline: str) -> None:
    assert style.newline(parse("x.md", text)) == newline


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("title: x\ndate: x", "en"),
        ("tittel: x\ndato: x\nsted: x", "nb"),
        ("stad: x\nmøteleiar: x", "nn"),
        ("tittel: x", "nn"),
        ("ukjent: x", "nn"),
        ("", "nn"),
    ],
)
def test_a_file_keeps_its_own_language(header: str, language: str) -> None:
    assert style.language(parse("x.md", f"---\n{header}\n---\n"), "nn") == language
