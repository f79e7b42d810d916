"""The edition that everybody may read: nothing that is marked as not public is in any file of it."""

from pathlib import Path

import pytest

from referat.site import words
from tests.approved_books import referat
from tests.site.books import TODAY, made, read
from tests.small_books import group, minutes, on_disk

FILES = {
    "book.yaml": "tittel: Sagvollen vel\nspråk: nb\n",
    "people.yaml": "gunnhild: Gunnhild Tveit (Sagvollen vel)\nhemmelig.kjenning: Asle Moe\n",
    "contacts.yaml": "gunnhild: gunnhild@sagvollen.example\n",
    "groups/styret.md": group("Styret", "medlemmer:\n  - Gunnhild Tveit\n"),
    "2024-01-10-styret.md": minutes(
        "2024-01-10",
        "## 1. Ny lekeplass\n\nVedtak: Lekeplassen bygges. Ring 91 23 45 67.\n\n- [ ] @gunnhild Bestill sand frist:2024-02-01 ^a1b2\n"
        "  notat: nabofeiden\n\n## 2. Erstatningskrav fra Brynhildsen (unntatt: offl. § 13)\n\nForliket på 84512 kroner godtas.\n\n"
        "Vedtak: Erstatningen utbetales.\n\n- [ ] @gunnhild Utbetal forliket ^c3d4\n",
        status="sendt",
        more="til stede: [Gunnhild Tveit]\nforfall: [Asle Moe (magesår)]\n",
    ),
    "2024-02-10-styret.md": minutes("2024-02-10", "## 1. Uferdig kladdesak\n\nTekst som ingen har lest.\n\n- [ ] @gunnhild Kladdeoppgave ^e5f6\n"),
}
SECRET = (
    *("erstatning", "brynhildsen", "forlik", "84512", "91 23 45 67", "magesår", "nabofeiden"),
    *("gunnhild@", "@gunnhild", "a1b2", "kladde", "hemmelig"),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return on_disk(tmp_path / "book", FILES)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public")
    made(on_disk(folder / "book", FILES), folder / "site", public=True)
    return folder / "site"


def test_nothing_that_is_not_public_is_in_any_file(site: Path) -> None:
    for path in site.rglob("*"):
        assert not any(word in str(path.relative_to(site)).casefold() for word in SECRET), path
        text = path.read_text("utf-8").casefold() if path.is_file() else ""
        assert not [word for word in SECRET if word in text], path
    page = read(site / "meetings/2024-01-10-styret.html")
    for said in ("Lekeplassen bygges", "Bestill sand", "Unntatt offentlighet", "offl. § 13"):
        assert said in page.text, said


def test_the_manifest_says_nothing_of_what_pages_are_made_from(site: Path) -> None:
    listed = (site / "referat-site.json").read_text("utf-8")
    assert '"meetings/2024-01-10-styret.html":["",' in listed


def test_a_leak_leaves_no_file(book: Path, tmp_path: Path) -> None:
    page = book / "meetings/2024-01-10-styret.md"
    page.write_text(page.read_text("utf-8").replace("tittel: Møte", "tittel: Møte\nordforklaring: kvikksølvutslipp"), "utf-8")
    words.WORDS["front"], before = "kvikksølvutslipp", words.WORDS["front"]  # as if a page had got hold of it
    try:
        ran = referat(book, "site", str(tmp_path / "site"), "--public", day=TODAY.isoformat())
    finally:
        words.WORDS["front"] = before
    assert ran.code == 1
    assert not (tmp_path / "site").exists()


def test_the_edition_for_members_goes_when_the_public_one_takes_its_folder(book: Path, tmp_path: Path) -> None:
    made(book, tmp_path / "site")
    assert (tmp_path / "site/meetings/2024-02-10-styret.html").exists()
    made(book, tmp_path / "site", public=True)
    assert not (tmp_path / "site/meetings/2024-02-10-styret.html").exists()
    assert "Erstatning" not in "".join(path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.*"))
