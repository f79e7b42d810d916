"""What YAML says of a broken header is said in our words, whatever is commonly wrong."""

import pytest

from referat.format.document import parse
from referat.format.yamlwords import WORDS, in_words
from referat.languages.mark import Marked

BROKEN = [
    "a: b: c",
    'a: "x',
    "a: [1,2",
    "a: {b: 1",
    "- a\nb: c",
    "a: 1\n b: 2",
    "a:\n  - x\n y: 1",
    'a: "\\q"',
    "a: |\n\tx",
    "\ta: 1",
    "a\nb: 1",
    "a: - b",
    "a: 'x",
    "a: [,]",
    "a:\n\t- b",
    "a: ]",
    'a: "x" y',
    "a: 1\n- b",
    "key: [a, b}",
    "a: ?",
    "a: *",
    "a: &",
    "a: >x\n b",
    "a: \x01",
    "b:\n - a\n  - b\n- c",
]


@pytest.mark.parametrize("header", BROKEN)
def test_a_broken_header_is_explained_in_words_that_are_translated(header: str) -> None:
    (problem,) = parse("meetings/a.md", f"---\n{header}\n---\n").problems
    assert problem.code == "header-yaml"
    assert isinstance(dict(problem.facts)["reason"], Marked)


def test_a_rare_problem_keeps_its_own_words() -> None:
    assert in_words("something new") == "something new"
    assert in_words("")
    assert all(isinstance(words, Marked) for words in WORDS.values())
