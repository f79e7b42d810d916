"""The commands that make documents, notice and export, run as a secretary runs them."""

import shutil
from pathlib import Path

import pytest

from tests.approved_books import Ran, done, referat
from tests.handouts.books import ELVDAL
from tests.repositories import git

DAY = "2024-05-20"
NEXT = "2024-06-04-styret"


@pytest.fixture
def elvdal(home: Path, tmp_path: Path, fast_disk: None) -> Path:
    folder = tmp_path / "elvdal"
    shutil.copytree(ELVDAL, folder)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "the book")
    return folder


def run(folder: Path, *words: str, day: str = DAY) -> Ran:
    return referat(folder, *words, day=day)


def test_a_meeting_is_called_and_the_call_recorded(elvdal: Path) -> None:
    before = (elvdal / f"meetings/{NEXT}.md").read_text("utf-8")
    ran = done(run(elvdal, "notice", NEXT))
    assert [line.replace("\\", "/").rpartition("/")[2] for line in ran.out.splitlines()[-2:]] == [f"{NEXT}-innkalling.html", f"{NEXT}-innkalling.txt"]
    assert "Innkalling" in (elvdal / f"copies/{NEXT}-innkalling.html").read_text("utf-8")
    now = (elvdal / f"meetings/{NEXT}.md").read_text("utf-8").splitlines()
    record = next(line for line in now if line.startswith("called: "))
    assert record.startswith('called: [{version: 1, on: 2024-05-20, text: "sha256:')
    assert [line for line in now if line != record] == before.splitlines()
    assert (elvdal / f"meetings/.called/{NEXT}.1.md").read_text("utf-8") == before
    assert git(elvdal, "status", "--porcelain") == ""
    assert "status: utkast" in before


def test_called_again_unchanged_it_says_so_and_changed_it_says_what(elvdal: Path) -> None:
    done(run(elvdal, "notice", NEXT))
    again = done(run(elvdal, "notice", NEXT, day="2024-05-21"))
    assert "bare kopiene er laget på nytt" in again.err
    assert "Sendt ut 20. mai 2024." in (elvdal / f"copies/{NEXT}-innkalling.txt").read_text("utf-8")
    page = elvdal / f"meetings/{NEXT}.md"
    page.write_text(
        page.read_text("utf-8").replace("## 2. Oppfølging", "## 2. Ny bru (V, 20 min)\n\nForslag til vedtak: Brua bygges.\n\n## 3. Oppfølging"),
        "utf-8",
    )
    changed = done(run(elvdal, "notice", NEXT, day="2024-05-25"))
    assert "versjon 2" in changed.out
    text = (elvdal / f"copies/{NEXT}-innkalling-v2.txt").read_text("utf-8")
    for words in ("Versjon 2, 25. mai 2024", "Endret siden forrige innkalling", "2 Ny bru", "Til vedtak", "20 minutter", "FORSLAG TIL VEDTAK:"):
        assert words in text, words
    assert "version: 2" in page.read_text("utf-8")
    assert git(elvdal, "log", "-2", "--format=%s").splitlines() == [f"{NEXT}: innkalling sendt ut, versjon 2", f"{NEXT}: skrevet"]


@pytest.mark.parametrize(("meeting", "day", "words"), [("2024-04", DAY, "sendt ut"), (NEXT, "2024-06-05", "er holdt")])
def test_nobody_is_called_to_what_has_been(elvdal: Path, meeting: str, day: str, words: str) -> None:
    ran = run(elvdal, "notice", meeting, day=day)
    assert ran.code == 4
    assert words in ran.err
    assert git(elvdal, "status", "--porcelain") == ""


def test_a_dry_run_of_a_notice_writes_nothing(elvdal: Path) -> None:
    ran = done(run(elvdal, "notice", NEXT, "--dry-run"))
    assert "+called: " in ran.out
    assert git(elvdal, "status", "--porcelain") == ""
    assert not (elvdal / "copies").exists()


@pytest.mark.parametrize(
    ("what", "name", "words"),
    [
        (("2024-03",), "2024-03-12-styret.md", "Brua over Stilleelva"),
        (("2024-03", "--part", "3"), "2024-03-12-styret-3.md", "ramme på 240 000 kroner"),
        (("2024-06", "--part", "innkalling"), "2024-06-04-styret-innkalling.md", "Saksliste"),
        (("sti",), "sti.md", "Mandat"),
        (("signe",), "signe.md", "Takk for gaven"),
        (("actions", "--overdue"), "actions.md", "over fristen"),
        (("vedtak", "--since", "2024-04-01"), "vedtak.md", "Møteboka ble godkjent"),
        (("meetings",), "meetings.md", "sendt ut"),
        (("groups",), "groups.md", "Arbeidsgruppe for badeplasser"),
        (("people",), "people.md", "Nordre Elvdal turlag"),
    ],
)
def test_anything_is_exported(elvdal: Path, what: tuple[str, ...], name: str, words: str) -> None:
    ran = done(run(elvdal, "export", *what, "--to", "md"))
    assert ran.out.strip().replace("\\", "/").endswith(f"copies/{name}")
    assert words in (elvdal / "copies" / name).read_text("utf-8")
    assert git(elvdal, "status", "--porcelain") == ""


def test_another_file_is_not_written_over_without_force(elvdal: Path, tmp_path: Path) -> None:
    target = tmp_path / "mitt.txt"
    target.write_text("mitt eget", "utf-8")
    assert run(elvdal, "export", "2024-03", "--to", "txt", "--out", str(target)).code == 4
    assert target.read_text("utf-8") == "mitt eget"
    done(run(elvdal, "export", "2024-03", "--to", "txt", "--out", str(target), "--force"))
    done(run(elvdal, "export", "2024-03", "--to", "txt", "--out", str(target)))  # the same again is no other file


def test_every_meeting_goes_into_a_folder(elvdal: Path, tmp_path: Path) -> None:
    done(run(elvdal, "export", "--all", "--to", "html", "--out", str(tmp_path / "ut")))
    assert sorted(path.name for path in (tmp_path / "ut").iterdir()) == ["2024-03-12-styret.html", "2024-04-23-styret.html", "2024-06-04-styret.html"]


def test_what_cannot_be_meant_is_said(elvdal: Path) -> None:
    assert run(elvdal, "export", "2024-03", "--to", "md", "--part", "99").code == 2
    assert run(elvdal, "export", "ukjent", "--to", "md").code == 2
    assert run(elvdal, "export", "2024-03", "--to", "rtf").code == 2
    assert run(elvdal, "export", "--to", "md").code == 2


def test_the_public_edition_is_marked_by_its_name_and_a_leak_leaves_no_file(elvdal: Path) -> None:
    page = elvdal / "meetings/2024-03-12-styret.md"
    page.write_text(page.read_text("utf-8").replace("## 5. Badeplasser", "## 5. Badeplasser (unntatt: offl. § 14)"), "utf-8")
    made = done(run(elvdal, "export", "2024-03", "--public", "--to", "txt"))
    assert made.out.strip().endswith("2024-03-12-styret-offentlig.txt")
    text = (elvdal / "copies/2024-03-12-styret-offentlig.txt").read_text("utf-8")
    assert "Sak 5\n" in text
    assert "offl. § 14" in text
    assert "badeplasser" not in text
    page.write_text(page.read_text("utf-8").replace("Rekkverket er", "Unntatt: offl. § 13\nDet hemmeligste rekkverket\n\nRekkverket er"), "utf-8")
    group = elvdal / "meetings/groups/styret.md"
    group.write_text(group.read_text("utf-8").replace("Styret møtes", "Styret møtes"), "utf-8")
    leak = run(elvdal, "export", "bad", "--public", "--to", "txt")  # what the hidden case appointed has its own page, and that says so
    assert leak.code in {0, 1}
    assert leak.code == 0 or not (elvdal / "copies/bad-offentlig.txt").exists()
