import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.errors import ReferatError
from referat.format.canon import digest
from referat.format.document import Edit, EditsOverlap, NotText, parse, read
from referat.format.reader import read_page
from referat.model.dates import iso_day
from tests.format.writing import bodies, texts

MEETING = iso_day("2023-08-31")
assert MEETING


@given(st.binary(max_size=60) | texts.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_what_was_read_is_what_stands_in_the_file(data: bytes) -> None:
    bad = _first_bad(data)
    if bad is None:
        assert read("meetings/x.md", data).data == data
        return
    with pytest.raises(NotText) as caught:
        read("meetings/x.md", data)
    assert caught.value.facts["line"] == data[:bad].count(b"\n") + 1


def _first_bad(data: bytes) -> int | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


@given(
    st.sampled_from(("meetings/x.md", "meetings/groups/x.md", "meetings/items/x.md")),
    st.sampled_from(("", "---\ndato: 2023-08-31\n---\n", "---\n")),
    texts,
)
def test_no_text_makes_reading_or_digesting_fail_otherwise_than_by_saying_so(path: str, header: str, text: str) -> None:
    document = parse(path, header + text)
    for problem in read_page(document).problems:
        assert problem.entry.message.format_map(problem.facts)
        assert 1 <= problem.place.line <= max(1, len(document.lines))
    if document.has_broken_header:
        with pytest.raises(ReferatError):
            digest(document, MEETING)
    else:
        assert digest(document, MEETING).startswith("sha256:")


@given(bodies, st.data())
def test_edits_touch_nothing_but_their_spans(lines: list[str], data: st.DataObject) -> None:
    document = parse("meetings/x.md", "---\ndato: 2023-08-31\n---\n" + "\r\n".join(lines))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(document.text)), min_size=2, max_size=2)))
    new = data.draw(st.text(max_size=5))
    changed = document.replaced([Edit(cuts[0], cuts[1], new)])
    assert changed.text == document.text[: cuts[0]] + new + document.text[cuts[1] :]
    assert document.replaced([]) == document


def test_two_edits_of_the_same_characters_are_refused() -> None:
    document = parse("meetings/x.md", "abcdef")
    assert document.replaced([Edit(4, 5, "E"), Edit(0, 1, "A")]).text == "AbcdEf"
    with pytest.raises(EditsOverlap):
        document.replaced([Edit(0, 3, "x"), Edit(2, 4, "y")])


def test_a_byte_order_mark_stays_and_does_not_hide_the_header() -> None:
    data = b"\xef\xbb\xbf---\r\ndato: 2023-08-31\r\n---\r\n"
    document = read("meetings/x.md", data)
    assert document.header is not None
    assert document.header.get("dato") is not None
    assert document.replaced([]).data == data


@pytest.mark.parametrize("data", ["møte".encode("latin-1"), "møte".encode("utf-16"), b"a\nb\xff", b"\xed\xa0\x80"])
def test_a_file_that_is_not_utf8_says_where(data: bytes) -> None:
    with pytest.raises(NotText) as caught:
        read("meetings/x.md", data)
    assert caught.value.place is not None


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("---\ntittel: x\n", "header-unclosed", 1),
        ("---\ntittel: x\n---\na\n<<<<<<< HEAD\nb\n=======\n", "conflict-markers", 5),
        ("---\n- a\n---\n", "header-not-fields", 2),
        ("---\ntittel: @eli\n---\n", "header-bare-at", 2),
        ("---\na: [1\n---\n", "header-yaml", 3),
        ("---\r\na: 1\r\nb: 2\r\na: 3\r\n---\r\n", "duplicate-field", 4),
    ],
)
def test_a_header_that_cannot_be_read_is_a_problem_with_its_place(text: str, code: str, line: int) -> None:
    document = parse("meetings/x.md", text)
    assert document.has_broken_header
    assert [(problem.code, problem.place.line) for problem in document.problems] == [(code, line)]
    assert read_page(document).page is None


def test_the_header_ends_at_the_next_line_of_dashes_and_white_space() -> None:
    document = parse("meetings/x.md", "--- \ntittel: a\n\n--- \t\n----\n---\nx\n")
    assert document.header is not None
    assert [line.text for line in document.body] == ["----", "---", "x"]


@given(texts, st.data())
def test_a_place_is_a_line_and_column_of_the_text(text: str, data: st.DataObject) -> None:
    document = parse("meetings/x.md", text)
    offset = data.draw(st.integers(0, len(text)))
    place = document.place(offset)
    if place.line <= len(document.lines):
        assert document.lines[place.line - 1].start + place.column - 1 == offset
