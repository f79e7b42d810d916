"""Whatever a document holds: nothing stops the reading, no word is lost, and nothing is found that does not stand there."""

import contextlib
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from referat.documents.errors import UnreadableDocument
from referat.format.document import parse
from referat.format.reader import read_page
from referat.intake import lost_words, questions, read_document, to_draft, to_json

DOCUMENTS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "corpus").rglob("*")) if path.suffix in {".txt", ".md"}]
LINES = sorted({line for text in DOCUMENTS for line in text.split("\n")})
SIGNS = [
    "```", "~~~", "<!--", "-->", "---", "===", "- [ ] x", "- [x] Kari: ok ^ab12", "^abcd", "@", "+x", "frist:2020-01-01", "|a|b|", "|---|",
    "\t\t", "a\tb\tc", "\u2028", "\u200b", "\x00", "# ", "## 3", "1.", "§", "Til stede:", "Forfall:", "Vedtak:", "Ansvar:", "Gjøremål",
    "Ad 2", "Sak 1/", "Dato: 2020-02-30", "Hvem\tHva\tNår", "Neste møte:", "((((", "🙂", "Til stede: ,,, og og", "Kari skal, og Per må",
    "Møtet hevet 25.99",
]  # fmt: skip
TODAY = date(2026, 1, 1)

documents = st.one_of(
    st.lists(st.one_of(st.sampled_from(LINES), st.sampled_from(SIGNS), st.text(max_size=60)), max_size=40).map("\n".join),
    st.lists(st.sampled_from(LINES), min_size=3, max_size=25).map(" ".join),
    st.tuples(st.sampled_from(DOCUMENTS), st.sampled_from(SIGNS), st.integers(0, 4000)).map(
        lambda parts: parts[0][: parts[2]] + parts[1] + parts[0][parts[2] :]
    ),
)


@given(documents)
def test_any_text_is_read_and_no_word_of_it_is_lost(text: str) -> None:
    try:
        found = read_document(text.encode("utf-8", "surrogatepass"), name="referat-2020-01-02.txt", today=TODAY)
    except UnreadableDocument:
        return
    for imported in found:
        questions(imported)
        if imported.kind in {"actions", "attendance"}:
            continue
        draft = to_draft(imported, group="styret", day=date(2020, 1, 2))
        assert lost_words("\n".join(imported.source.lines), draft) == []
        page = read_page(parse("meetings/a.md", draft)).page
        assert page is not None


@given(documents)
def test_what_is_found_has_a_line_of_the_source(text: str) -> None:
    try:
        found = read_document(text.encode("utf-8", "surrogatepass"), name="x.txt", today=TODAY)
    except UnreadableDocument:
        return
    for imported in found:
        first = imported.source.first_line
        last = first + len(imported.source.lines)
        result = to_json(imported)
        for kind in ("items", "decisions", "actions", "suggestions", "groups"):
            facts = result[kind]
            assert isinstance(facts, list)
            for fact in facts:
                assert first <= fact["evidence"]["line"] < last
                assert 0 <= fact["evidence"]["confidence"] <= 1


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(UnreadableDocument):
        assert read_document(data, name="x", today=TODAY)
