import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.book import Book
from referat.index import schema, searching
from referat.query.search import NothingToSearch, bare, best_line, marks_in, words_of
from tests.cli.prompt import run
from tests.small_books import group, minutes, on_disk

BODY = (
    "Innledning om blåbær.\n\n## 1. Kraftlinje til Øvre Elvdal\n\nVi snakket om jernbane og om kraft.\nLenge.\n\n"
    "**Vedtak:** Kraftlinja utredes videre.\nBefaring i mai.\n\n- [ ] @ida Skriv brev om kraftlinja frist:2024-05-01 ^abcd1\n\n"
    "## 2. Årsmelding\n\nÅrsmeldingen ble lest. KRAFTIG applaus.\n"
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    carried = "## 3. Oppfølging\n\n- [ ] @ida Skriv brev om kraftlinja frist:2024-05-01 ^abcd1\n"
    return on_disk(
        tmp_path / "bok",
        {
            "2024-01-09-styret.md": minutes("2024-01-09", BODY, more="til stede:\n  - Ærlend Åse\n"),
            "2024-03-09-styret.md": minutes("2024-03-09", carried),
            "2023-03-09-sti.md": minutes("2023-03-09", "## 1. Sti\n\nJernbane igjen.\n", group="sti"),
            "groups/styret.md": group("Styret", body="Mandatet: se etter jernbanen.\n"),
            "groups/sti.md": group("Stigruppe", "under: styret\n"),
            "items/kart.md": group("Kart over kraftlinjer", "gruppe: sti\n"),
            "notat.md": "# Notat\n\nOm `kraft` og **mer**.\n",
        },
    )


def lines(root: Path, *words: str) -> list[str]:
    """What is found, as the id of the file and what its line of that number says."""
    said = run(root, "search", *words, "--format", "plain")
    assert said.code == 0, said.err
    found = []
    for place, _, shown in (line.partition("\t") for line in said.out.splitlines()):
        path, _, number = place.rpartition(":")
        text = (root / path).read_text(encoding="utf-8").splitlines()[int(number) - 1].strip()
        assert text.removeprefix("- [ ] ").removesuffix(" ^abcd1") in shown
        found.append(f"{Path(path).stem}: {text}")
    return found


VEDTAK = "2024-01-09-styret: **Vedtak:** Kraftlinja utredes videre."
BREV = "2024-03-09-styret: - [ ] @ida Skriv brev om kraftlinja frist:2024-05-01 ^abcd1"
JERNBANE = "2024-01-09-styret: Vi snakket om jernbane og om kraft."


def test_words_are_found_by_their_beginnings_in_all_kinds_of_text(root: Path) -> None:
    assert sorted(lines(root, "kraft")) == sorted(
        [
            "2024-01-09-styret: ## 1. Kraftlinje til Øvre Elvdal",
            VEDTAK,
            BREV,
            "2024-01-09-styret: Årsmeldingen ble lest. KRAFTIG applaus.",
            "kart: tittel: Kart over kraftlinjer",
            "notat: Om `kraft` og **mer**.",
        ]
    )


def test_norwegian_letters_are_letters_of_their_own(root: Path) -> None:
    assert lines(root, "ÅRSM") == ["2024-01-09-styret: ## 2. Årsmelding"]
    assert lines(root, "ærlend") == ["2024-01-09-styret: - Ærlend Åse"]
    assert lines(root, "a\u030arsm") == lines(root, "årsm")  # decomposed, as some systems type it
    assert lines(root, "arsm") == lines(root, "blabær") == []


def test_accents_need_not_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = "## 1. Café på kaia\n\nIdéen til José Müller.\n\n## 2. Kiosk\n\nDe sier cafe her, og a\u0300 la carte.\n"
    book = on_disk(tmp_path / "bok", {"2024-01-09.md": minutes("2024-01-09", text)})
    first, idea, second = "2024-01-09: ## 1. Café på kaia", "2024-01-09: Idéen til José Müller.", "2024-01-09: De sier cafe her, og a\u0300 la carte."
    for typed in ("cafe", "café", "CAFÉ", "cafe\u0301", "caf"):
        assert sorted(lines(book, typed)) == [first, second]
    assert lines(book, "ide", "muller") == lines(book, "jose") == [idea]
    assert lines(book, "cafe", "ideen") == [first]
    assert lines(book, "pa") == []
    told = json.loads(run(book, "search", "ideen", "--format", "json").out)["search"]
    assert told[0]["marks"] == [[0, 5]]


def test_all_words_must_be_there_and_a_heading_helps(root: Path) -> None:
    assert lines(root, "kraftlinje", "snakket") == ["2024-01-09-styret: ## 1. Kraftlinje til Øvre Elvdal"]
    assert lines(root, "øvre", "videre") == [VEDTAK]
    assert lines(root, "kraftlinje", "årsmelding") == []


def test_a_carried_action_is_shown_where_it_stands_newest(root: Path) -> None:
    assert lines(root, "brev", "--kind", "action") == [BREV]


def test_filters(root: Path) -> None:
    sti, mandate = "2023-03-09-sti: Jernbane igjen.", "styret: Mandatet: se etter jernbanen."
    assert lines(root, "kraft", "--kind", "decision") == [VEDTAK]
    assert lines(root, "jernbane", "--group", "sti") == [sti]
    assert sorted(lines(root, "jernbane", "--group", "styret")) == sorted([sti, JERNBANE, mandate])
    assert lines(root, "jernbane", "--since", "2024-01-01") == [JERNBANE]
    assert lines(root, "jernbane", "--until", "2023-12-31") == [sti]
    assert len(lines(root, "kraft", "--limit", "2")) == 2
    assert "2 " in run(root, "search", "kraft", "--limit", "2").err


def test_equally_good_places_stand_newest_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    days = ("2024-01-09", "2024-03-09", "2024-02-09")
    book = on_disk(tmp_path / "bok", {f"{day}.md": minutes(day, "## 1. Sak\n\nOm kraft.\n") for day in days})
    assert lines(book, "kraft") == [f"{day}: Om kraft." for day in ("2024-03-09", "2024-02-09", "2024-01-09")]


def test_the_words_are_marked(root: Path) -> None:
    told = json.loads(run(root, "search", "kraft", "--kind", "decision", "--format", "json").out)
    assert told == {
        "schema": "referat/search/1",
        "search": [
            {
                "kind": "decision",
                "id": "2024-01-09-styret",
                "path": "meetings/2024-01-09-styret.md",
                "line": 18,
                "on": "2024-01-09",
                "group": "styret",
                "title": "Møte",
                "item": "1 Kraftlinje til Øvre Elvdal",
                "text": "**Vedtak:** Kraftlinja utredes videre.",
                "marks": [[12, 17]],
                "action": None,
            }
        ],
    }
    assert "Om \\`**kraft**\\` og \\*\\*mer\\*\\*." in run(root, "search", "kraft", "--kind", "note", "--format", "md").out


def test_nothing_found_and_nothing_to_find(root: Path) -> None:
    said = run(root, "search", "finnesikke", "--format", "table")
    assert (said.code, said.out) == (0, "Ingen treff.\n")
    assert run(root, "search", "---", "--format", "table").code == 2


def test_what_is_typed_is_never_taken_for_a_query_language(root: Path) -> None:
    for typed in ('kraft" OR "x', "text:kraft", "NEAR(kraft", "kraft*", "-kraft x", "(kraft)", "kraft AND", "^kraft"):
        assert run(root, "search", "--", typed).code == 0


def test_what_has_changed_is_found_and_what_is_gone_is_not(root: Path) -> None:
    assert lines(root, "nyord") == []
    path = root / "meetings/2024-03-09-styret.md"
    path.write_text(path.read_text().replace("Skriv brev", "Skriv nyord"))
    assert lines(root, "nyord") == [BREV.replace("brev", "nyord")]
    path.unlink()
    assert lines(root, "nyord") == []
    assert lines(root, "brev", "--kind", "action") == [BREV.replace("2024-03", "2024-01")]


def test_without_an_index_the_same_is_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [run(root, "search", word, "--format", "json").out for word in ("kraft", "jernbane", "år")]
    (root.parent / "taken").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(root.parent / "taken"))
    assert [run(root, "search", word, "--format", "json").out for word in ("kraft", "jernbane", "år")] == kept


@pytest.mark.parametrize("harm", [b"", b"nonsense" * 999, None])
def test_a_broken_database_is_made_anew(root: Path, harm: bytes | None) -> None:
    before = lines(root, "kraft")
    (database,) = root.parent.rglob("index.sqlite")
    data = database.read_bytes()
    database.write_bytes(data[:5000] + b"\xff" * 3000 + data[8000:] if harm is None else harm)
    assert lines(root, "kraft") == before
    assert lines(root, "kraft") == before


def test_an_old_python_without_full_text_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "FULL_TEXT", (schema.FULL_TEXT[0].replace("fts5", "fts99"),))
    said = run(root, "search", "kraft")
    assert (said.code, "SQLite" in said.err) == (3, True)


@given(st.text(max_size=60), st.text("abcæøå ", min_size=1, max_size=8))
def test_marks_lie_on_the_words_typed(text: str, typed: str) -> None:
    try:
        words = words_of([typed])
    except NothingToSearch:
        assert not any(c.isalnum() for c in typed)
        return
    for start, end in marks_in(text, words):
        assert bare(text[start:end]) in {bare(word) for word in words}
    number, line, marks = best_line(text, words)
    assert line in text
    assert text.split("\n")[number].strip() == line or not line
    assert all(bare(line[start:end]) in {bare(word) for word in words} for start, end in marks)


def test_the_book_lets_go_of_its_files_when_it_has_searched(root: Path) -> None:
    book = Book.open(root)
    hits, total = searching.search(book.index, ["kraft"])
    book.close()
    assert total == len(hits)


def test_a_search_for_nothing_is_refused_in_the_language_of_the_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    book = on_disk(tmp_path / "bok", {"2024-01-09.md": minutes("2024-01-09", "## 1. Sak\n"), "book.yaml": "språk: nb\n"})
    said = run(book, "search", "–")
    assert (said.code, said.err.startswith("referat: Det er ikke noe ord i «–»")) == (2, True)
