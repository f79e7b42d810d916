"""The text of a new file: what is written is read back as it was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format.compose import came_from, field_lines, link, page
from referat.format.document import parse
from referat.format.header import plain
from referat.format.items import read_links
from referat.format.reader import read_page
from referat.model.meeting import Minutes

# Any text that has a place in a header: no half characters, and no white space at the ends, which no field keeps.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(str.strip)


@given(texts.filter(bool), st.lists(texts.filter(bool), max_size=4))
def test_a_header_reads_back_as_it_was_meant(value: str, values: list[str]) -> None:
    document = parse("meetings/a.md", page([("tittel", value), ("til stede", values)], ["Tekst."]))
    assert document.problems == ()
    assert document.header is not None
    assert plain(document.header) == {"tittel": value, "til stede": values}


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("Møte i styret", "tittel: Møte i styret"),
        ("Møte: om #1", 'tittel: "Møte: om #1"'),
        ("@berte", 'tittel: "@berte"'),
        ("- [ ]", 'tittel: "- [ ]"'),
        ("09.00–10.30", "tittel: 09.00–10.30"),
        ("", "tittel:"),
    ],
)
def test_only_what_yaml_would_lose_is_quoted(value: str, line: str) -> None:
    assert field_lines("tittel", value) == [line]


def test_a_blank_line_stands_before_the_header_closes() -> None:
    assert page([("tittel", "A")], ["", "", "## 1. B", "", "", "C", "", ""]) == "---\ntittel: A\n\n---\n\n## 1. B\n\nC\n"


@pytest.mark.parametrize("name", ["naering", "møte (kopi)", "a [b] c", "100%", "æøå", "to  ord", "#1", "a.b"])
def test_a_link_leads_to_the_file_it_names(name: str) -> None:
    line = link("Saken [1] \\ her", f"meetings/items/{name}.md")
    assert read_links(line) == (name,)
    assert line.startswith("[Saken \\[1\\] \\\\ her](items/")


@pytest.mark.parametrize(("language", "line"), [("nb", "Fra: m1, sak 4"), ("nn", "Frå: m1, sak 4"), ("en", "From: m1, item 4")])
def test_where_a_case_comes_from_is_read_back(language: str, line: str) -> None:
    assert came_from("m1", "4", language) == line
    read = read_page(parse("meetings/a.md", f"---\ndato: 2024-01-01\n---\n\n## 1. Sak\n\n{line}\n")).page
    assert isinstance(read, Minutes)
    assert read.items[0].came_from == (("m1", "4"),)
