"""The site of a book: what its pages say, where they lead, and that only what is new is made."""

import json
import shutil
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from tests.approved_books import Ran, done, referat
from tests.site.books import ELVDAL, HOSTILE_BOOK, TODAY, made, pages, read, small
from tests.small_books import minutes


@pytest.fixture(scope="module")
def elvdal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elvdal") / "site"
    made(ELVDAL, folder)
    return folder


def run(book: Path, *words: str) -> Ran:
    return referat(book, *words, day=TODAY.isoformat())


# ---------------------------------------------------------------- what pages say


def test_the_first_page_says_what_is_late_and_next(elvdal: Path) -> None:
    text = read(elvdal / "index.html").text
    late = "Kall inn til gruppens første møte", "1. april 2024 (over fristen)"
    for words in ("3 Over fristen", *late, "tirsdag 4. juni 2024", "Elvdal samfunnshus"):
        assert words in text, words
    assert text.index("Over fristen") < text.index("Møter framover") < text.index("Sist holdt")


def test_a_meeting_that_was_cancelled_is_not_among_those_held(tmp_path: Path) -> None:
    cancelled = minutes("2024-04-10", "## 1. Brua\n", more="cancelled: {on: 2024-04-09, why: Snø}\n").replace(
        "tittel: Møte", "tittel: Avlyst i snøen"
    )
    text = read(
        small(tmp_path, {"2024-03-10-styret.md": minutes("2024-03-10", "## 1. Brua\n"), "2024-04-10-styret.md": cancelled}) / "index.html"
    ).text
    assert "10. mars 2024" in text.partition("Sist holdt")[2]
    assert "Avlyst i snøen" not in text.partition("Sist holdt")[2]


def test_a_meeting_has_its_text_its_cases_and_what_became_of_them(elvdal: Path) -> None:
    page = read(elvdal / "meetings/2024-03-12-styret.html")
    for words in ("Godkjent i møtet 23. april 2024", "Sak 2: Brua over Stilleelva", "Budsjettet ble vedtatt", "ferdig 18. mars 2024", "Til stede: 4"):
        assert words in page.text, words
    assert {"1", "2", "6"} <= set(page.ids)
    assert "2024-04-23-styret.html#4" in " ".join(page.links)  # where the case came up again


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("cases/2024-03-12-styret-6.html", ("Høring om motorferdsel", "12. mars 2024", "23. april 2024", "Be fylket om lengre høringsfrist")),
        ("decisions/2024-03-12-styret-4.html", ("Det oppnevnes en arbeidsgruppe", "Under arbeid", "Kall inn til gruppens første møte")),
        ("decisions/2024-03-12-styret-3.html", ("240 000 kroner", "Enstemmig", "Ikke fulgt opp")),
        ("groups/styret.html", ("Signe Haugstad", "Mandat", "Innhent to tilbud")),
        ("people/Oddvar-Bråten.html", ("Øvre Elvdal kommune", "Innhent to tilbud på nytt rekkverk", "Styret i Elvdal friluftsråd")),
        ("actions/index.html", ("Takk for gaven", "5 åpne oppgaver")),
        ("figures/index.html", ("Oppgaver over tid", "Virketid for grupper", "Flyttede frister", "15. april 2024", "10. mai 2024")),
        ("cases/index.html", ("Venter på et møte", "Nytt kartblad for Sagvollen", "utsatt 2 ganger")),
    ],
)
def test_every_kind_of_page_says_what_it_is_for(elvdal: Path, path: str, words: tuple[str, ...]) -> None:
    text = read(elvdal / path).text
    for said in words:
        assert said in text, said


def test_every_link_leads_to_a_page_and_a_place_that_are_there(elvdal: Path) -> None:
    known = {path: read(path) for path in pages(elvdal)}
    for path, page in known.items():
        for link in page.links:
            name, place = urldefrag(link)
            target = (path.parent / unquote(name)).resolve() if name else path
            assert target.is_file(), f"{path.name}: {link}"
            assert not place or unquote(place) in known[target].ids, f"{path.name}: {link}"


def test_every_page_can_be_reached_from_the_first(elvdal: Path) -> None:
    found, left = set(), [elvdal / "index.html"]
    while left:
        path = left.pop()
        if path not in found:
            found.add(path)
            links = [urldefrag(link)[0] for link in read(path).links]
            left += [(path.parent / unquote(link)).resolve() for link in links if link.endswith(".html")]
    assert set(pages(elvdal)) == found


@pytest.mark.parametrize(("language", "words"), [("nb", "Hva det ble til"), ("nn", "Kva det vart til"), ("en", "What became of it")])
def test_it_speaks_the_language_of_the_book(tmp_path: Path, language: str, words: str) -> None:
    folder = small(tmp_path, {"2024-01-10-styret.md": minutes("2024-01-10", "## 1. Brua\n\nVedtak: Brua bygges.\n")}, language=language)
    page = folder / "decisions/2024-01-10-styret-1.html"
    assert f'<html lang="{language}">' in page.read_text("utf-8")
    assert words in read(page).text


def test_an_empty_book_has_a_site(tmp_path: Path) -> None:
    folder = small(tmp_path, {})
    assert "Ingenting er over fristen." in read(folder / "index.html").text


def test_a_group_by_itself(tmp_path: Path) -> None:
    made(ELVDAL, tmp_path / "site", group="sti")
    assert {path.stem for path in (tmp_path / "site/groups").glob("*.html")} == {"index", "sti"}
    assert "Takk for gaven" not in read(tmp_path / "site/actions/index.html").text


def test_documents_stand_beside_the_pages_where_they_are_asked_for(tmp_path: Path) -> None:
    made(ELVDAL, tmp_path / "site", documents=("odt",))
    page = read(tmp_path / "site/meetings/2024-03-12-styret.html")
    assert "../meetings/2024-03-12-styret.odt" in page.links
    assert (tmp_path / "site/meetings/2024-03-12-styret.odt").read_bytes().startswith(b"PK")
    assert made(ELVDAL, tmp_path / "site", documents=("odt",)).made == []
    assert "meetings/2024-03-12-styret.odt" in made(ELVDAL, tmp_path / "site").removed


# ---------------------------------------------------------------- whatever stands in a book is text


def test_a_hostile_book_is_text_everywhere(tmp_path: Path) -> None:
    folder = small(tmp_path, HOSTILE_BOOK)
    for path in pages(folder):
        page = read(path)
        assert not {name for name in page.attributes if name.startswith("on")} | (page.attributes & {"style", "formaction"}), path
        assert not page.tags & {"base", "iframe", "object", "embed", "style", "img"}, path
        assert all(link.startswith(("#", "../", "index.html", "assets/")) or link.rpartition("/")[0] in FOLDERS for link in page.links), path
        assert path.read_text("utf-8").count("<script") == 1
        assert "49" not in page.text
    assert not (tmp_path / "x").exists()
    data = (folder / "assets/search-2024.js").read_text("utf-8")
    assert "<" not in data


FOLDERS = {"actions", "meetings", "decisions", "cases", "groups", "people", "figures"}


# ---------------------------------------------------------------- only what is new is made


@pytest.fixture
def book(tmp_path: Path) -> Path:
    shutil.copytree(ELVDAL, tmp_path / "book")
    return tmp_path / "book"


def test_made_again_nothing_is_written(book: Path, tmp_path: Path) -> None:
    first = made(book, tmp_path / "site")
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    again = made(book, tmp_path / "site")
    assert (again.made, again.removed, again.kept) == ([], [], len(first.made))
    assert stamps == {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}


def test_only_the_pages_that_an_edit_concerns_are_written(book: Path, tmp_path: Path) -> None:
    made(book, tmp_path / "site")
    page = book / "meetings/2024-03-12-styret.md"
    page.write_text(page.read_text("utf-8").replace("Rekkverket er løst på nordsiden.", "Rekkverket er borte på sørsiden."), "utf-8")
    written = made(book, tmp_path / "site")
    assert sorted(written.made) == ["assets/search-2024.js", "meetings/2024-03-12-styret.html"]
    assert "borte på sørsiden" in read(tmp_path / "site/meetings/2024-03-12-styret.html").text


def test_what_is_made_bit_by_bit_is_what_is_made_at_once(book: Path, tmp_path: Path) -> None:
    made(book, tmp_path / "site")
    (book / "meetings/2024-02-01-sti.md").write_text(minutes("2024-02-01", "## 1. Ny sti\n\n- [ ] @signe Rydd stien ^q7w8\n", group="sti"), "utf-8")
    page = book / "meetings/2024-04-23-styret.md"
    page.write_text(page.read_text("utf-8").replace("lengre høringsfrist", "mye lengre høringsfrist"), "utf-8")
    (book / "meetings/2024-06-04-styret.md").unlink()
    written = made(book, tmp_path / "site")
    assert "meetings/2024-06-04-styret.html" in written.removed
    made(book, tmp_path / "whole")
    bit_by_bit, whole = tmp_path / "site", tmp_path / "whole"
    assert {path.relative_to(bit_by_bit): path.read_bytes() for path in bit_by_bit.rglob("*") if path.is_file()} == {
        path.relative_to(whole): path.read_bytes() for path in whole.rglob("*") if path.is_file()
    }


def test_a_page_that_somebody_took_away_comes_back(book: Path, tmp_path: Path) -> None:
    made(book, tmp_path / "site")
    (tmp_path / "site/groups/styret.html").unlink()
    assert made(book, tmp_path / "site").made == ["groups/styret.html"]


# ---------------------------------------------------------------- only our own folder


def test_a_folder_with_other_files_is_refused(book: Path, tmp_path: Path) -> None:
    (tmp_path / "ferie").mkdir()
    (tmp_path / "ferie/bilde.jpg").write_bytes(b"x")
    ran = run(book, "site", str(tmp_path / "ferie"))
    assert (ran.code, sorted(path.name for path in (tmp_path / "ferie").iterdir())) == (4, ["bilde.jpg"])
    assert "tom mappe" in ran.err


def test_what_others_put_beside_the_site_stays(book: Path, tmp_path: Path) -> None:
    made(book, tmp_path / "site")
    (tmp_path / "site/CNAME").write_text("example.org", "utf-8")
    (tmp_path / "site/groups/min.txt").write_text("min", "utf-8")
    (book / "meetings/groups/sti.md").unlink()
    made(book, tmp_path / "site")
    assert (tmp_path / "site/CNAME").read_text("utf-8") == "example.org"
    assert (tmp_path / "site/groups/min.txt").exists()


def test_a_file_in_the_way_is_not_written_over(book: Path, tmp_path: Path) -> None:
    made(book, tmp_path / "site")
    (tmp_path / "site/meetings/2024-02-01-sti.html").write_text("min", "utf-8")
    (book / "meetings/2024-02-01-sti.md").write_text(minutes("2024-02-01", "## 1. Ny sti\n\nTekst.\n", group="sti"), "utf-8")
    assert run(book, "site", str(tmp_path / "site")).code == 4
    assert (tmp_path / "site/meetings/2024-02-01-sti.html").read_text("utf-8") == "min"


@pytest.mark.parametrize("path", ["../mine.txt", "/etc/hosts", "a/b/c", "groups/../../mine.txt", "C:\\x", "./index.html"])
def test_a_manifest_never_leads_out_of_the_folder(book: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "mine.txt").write_text("min", "utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/referat-site.json").write_text(json.dumps({"site": "referat site 1", "files": {path: ["", 3]}}), "utf-8")
    assert made(book, tmp_path / "site").removed == []
    assert (tmp_path / "mine.txt").read_text("utf-8") == "min"


def test_a_link_in_the_folder_is_not_followed(book: Path, tmp_path: Path) -> None:
    made(book, tmp_path / "site")
    (tmp_path / "elsewhere").mkdir()
    shutil.rmtree(tmp_path / "site/groups")
    (tmp_path / "site/groups").symlink_to(tmp_path / "elsewhere")
    assert run(book, "site", str(tmp_path / "site")).code == 4
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_site_among_the_files_of_the_book_is_refused(book: Path) -> None:
    assert run(book, "site", str(book / "meetings/nett")).code == 4
    assert not (book / "meetings/nett").exists()


def test_a_dry_run_writes_nothing(book: Path, tmp_path: Path) -> None:
    ran = done(run(book, "site", str(tmp_path / "site"), "--dry-run"))
    assert "meetings/2024-03-12-styret.html" in ran.out.splitlines()
    assert not (tmp_path / "site").exists()


def test_it_says_where_the_first_page_is(book: Path, tmp_path: Path) -> None:
    ran = done(run(book, "site", str(tmp_path / "site")))
    assert ran.out.strip().endswith("index.html")
    assert "38 filer laget" in ran.err


def test_a_file_that_cannot_be_read_does_not_hide_the_others(book: Path, tmp_path: Path) -> None:
    (book / "meetings/2024-05-01-styret.md").write_bytes(b"\xff\xfe\x00broken")
    ran = run(book, "site", str(tmp_path / "site"))
    assert ran.code == 0
    assert "2024-05-01-styret" in ran.err
    assert "Brua over Stilleelva" in read(tmp_path / "site/meetings/2024-03-12-styret.html").text
