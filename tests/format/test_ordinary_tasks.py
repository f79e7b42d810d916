"""The quick reading of ordinary action lines says what the long way says, or nothing."""

from hypothesis import given
from hypothesis import strategies as st

from referat.format import tasks

WORDS = (
    "@ada",
    "@bo,",
    "@x-y",
    "@a.b",
    "@a.",
    "og",
    "and",
    "&",
    ",",
    "kalle",
    "inn",
    "til",
    "+kraft",
    "+a.b",
    "+a.",
    "+47",
    "due:2023-10-01",
    "frist:2023-10-01",
    "frist:2023-13-01",
    "frist:",
    "uke",
    "42",
    "(frist:1.11.)",
    "e@x.no",
    "1.11.",
    "Å:",
    "note.",
    "(@ida)",
    "frist:neste",
    "^abc",
    "FRIST:2023-10-01",
    "()",
    "@",
    "+",
)


@given(st.lists(st.tuples(st.sampled_from([" ", " ", " ", "  ", "\t"]), st.sampled_from(WORDS)), min_size=1, max_size=7))
def test_the_ordinary_way_says_what_the_long_way_says(words: list[tuple[str, str]]) -> None:
    text = "".join(blank + word for blank, word in words).lstrip()
    quick = tasks._ordinary_task(text)
    assert quick is None or quick == tasks._any_task(text)
