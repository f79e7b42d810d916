"""The pages on sharing a book are true: their commands are typed as they stand, by whoever begins and by a colleague."""

import io
import re
import shlex
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from referat.cli.app import main
from tests.approved_books import fast_disk
from tests.format.test_merge import BASE, done
from tests.format.test_merge import PATH as PAGE
from tests.repositories import git, home, put

__all__ = ["fast_disk", "home"]

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
TYPED = re.compile(r"`((?:git|referat) [^`]+)`")
PLACES = re.compile(r"/(?:felles|shared|media/minne|media/stick)/")


class Person:
    """Somebody at a prompt, who types what a page says; the places that it names lie in one folder."""

    def __init__(self, here: Path, places: Path) -> None:
        self.here = here
        self.places = places

    def types(self, line: str) -> None:
        words = shlex.split(PLACES.sub(f"{self.places}/", line), comments=True)
        words = [str(self.places / "styret.bundle") if word in {"FIL.bundle", "FILE.bundle"} else word for word in words]
        if words == ["referat", "trust"]:
            words.append("--yes")  # what one answers there
        if words[0] == "referat":
            with chdir(self.here), redirect_stdout(io.StringIO()) as out, redirect_stderr(out):
                assert main(words[1:]) == 0, f"{line}\n{out.getvalue()}"
        else:
            git(self.here, *words[1:])
        if words[:2] == ["git", "clone"] and "--bare" not in words:
            self.here = self.here / words[-1]

    def writes(self, action_id: str) -> None:
        put(self.here, {PAGE: done((self.here / PAGE).read_text(encoding="utf-8"), action_id)})
        git(self.here, "commit", "-qam", action_id)

    @property
    def text(self) -> str:
        return (self.here / PAGE).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["nb/dele-boken.md", pytest.param("sharing.md", marks=pytest.mark.soak)])
def test_a_book_is_shared_as_the_page_says(home: Path, tmp_path: Path, page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    daily, once = (block.splitlines() for block in BLOCK.findall(text))
    folder, stick = (
        [one for one in TYPED.findall(line) if one != "git remote add origin ssh://server/styret.git"]
        for line in text.splitlines()
        if "git clone /" in line or "git clone FIL" in line
    )
    (tmp_path / "places").mkdir()
    (tmp_path / "colleagues").mkdir()
    first = Person(tmp_path, tmp_path / "places")
    first.types("referat init bok")
    first.here = tmp_path / "bok"
    put(first.here, {PAGE: BASE})
    first.types("referat save")
    colleague, traveller = (Person(tmp_path / "colleagues", tmp_path / "places") for _ in range(2))
    for line in once:
        first.types(line)
    for line in folder:
        colleague.types(line)
    first.writes("aaaa1")
    colleague.writes("aaaa2")
    for person in (first, colleague, first):
        person.types(daily[0])
    assert first.text == colleague.text == done(done(BASE, "aaaa1"), "aaaa2")
    first.types(stick[0])
    traveller.here = tmp_path
    traveller.types(stick[1])
    traveller.writes("aaaa3")
    traveller.types(daily[1])
    first.types(daily[1])
    assert first.text == traveller.text == done(done(done(BASE, "aaaa1"), "aaaa2"), "aaaa3")
