"""A year of a small body: twelve months of commands and of writing by hand, and what each of seven questions says after each meeting, as text.

The text is a transcript: `day`, `edit FILE OLD NEW`, `under FILE HEADING TEXT` and `remove FILE` are what happens; `$ command` is followed by
what it says, and `[N]` where the exit code is not 0. `pytest --update` writes it anew; read the difference before it is kept.
"""

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from referat.cli.app import main
from referat.languages import i18n
from tests.repositories import git, home, make_repository
from tests.small_books import group

__all__ = ["home"]

YEAR = Path(__file__).with_name("aaret.txt")
CALENDAR = [f"2025-{month:02}-{day:02}" for month, day in zip(range(1, 13), (14, 11, 11, 8, 13, 10, 8, 12, 9, 14, 11, 9), strict=True)]
MEMBERS = "leder: Gro Lien\nmedlemmer:\n  - Siri Holm\n  - Jon Moen\n  - Odd Vik\n"
FILES = {
    "meetings/book.yaml": "tittel: Nesset grendelag\nspråk: nb\napproval: {by: [møteleder]}\n",
    "meetings/people.yaml": "gro: Gro Lien\nsiri: Siri Holm\njon: Jon Moen\nodd: Odd Vik\n",
    "meetings/groups/styret.md": group(
        "Styret", f"{MEMBERS}møteplan: [{', '.join(CALENDAR)}]\nsaksnummer: Sak 1/25\nfaste saker: [Orienteringer (O), Eventuelt]\n"
    ),
    "templates/styret.md": "---\ntittel: Styremøte\n---\n\n## {{nummer}}. Referat til godkjenning\n\n{{godkjenninger}}\n\n{{utsatte}}\n\n"
    "{{saker}}\n\n{{faste saker}}\n\n## Oppfølging\n\n{{oppfølging}}\n",
}
# What hangs on the day the test is run, on the place, or on git: digests, checkpoints, entries, times.
_DRAWN = (
    (re.compile(r"\d{4}-\d{2}-\d{2}T[0-9:]{8}Z"), "NÅR"),
    (re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4})+"), "KODE"),
    (re.compile(r"\b[0-9a-f]{7,64}\b"), "SUM"),
    (re.compile(r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?=  )", re.MULTILINE), "NÅR"),
)


def answered(book: Path, line: str, day: str) -> str:
    """What a command of the transcript answers, without what is drawn by lot."""
    program, *words = shlex.split(line)
    if program == "log":
        return git(book, "log", "--reverse", "--format=%s") + "\n"
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("REFERAT_TODAY", day)
        patch.chdir(book)
        code = main(words)
    i18n.use("en")
    text = (err.getvalue() + out.getvalue()).replace(str(book), ".") + (f"[{int(code)}]\n" if code else "")
    for drawn, word in _DRAWN:
        text = drawn.sub(word, text)
    return text


def happens(book: Path, line: str) -> None:
    """What she does in the files herself."""
    what, path, *texts = shlex.split(line)
    if what == "remove":
        (book / path).unlink()
        return
    there = (book / path).read_text(encoding="utf-8")
    old, new = (text.replace("\\n", "\n") for text in texts)
    if what == "edit":
        assert there.count(old) == 1, (line, there)
        (book / path).write_text(there.replace(old, new), encoding="utf-8")
        return
    assert what == "under", line
    parts = re.split(r"(?m)^(?=## )", there)
    (number,) = [number for number, part in enumerate(parts) if old in part.partition("\n")[0]]
    parts[number] = parts[number].rstrip("\n") + f"\n\n{new}\n" + "\n" * (number + 1 < len(parts))
    (book / path).write_text("".join(parts), encoding="utf-8")


def test_a_year(home: Path, tmp_path: Path, update: bool) -> None:
    book = make_repository(tmp_path / "nesset", FILES)
    told, now, day = YEAR.read_text(encoding="utf-8"), [], ""
    for line in told.splitlines():
        if line.startswith("//"):
            now.append(("\n" if now else "") + line + "\n")
        elif line.startswith("day "):
            day = line.removeprefix("day ")
            now.append(line + "\n")
        elif line.startswith(("edit ", "under ", "remove ")):
            happens(book, line)
            now.append(line + "\n")
        elif line.startswith("$ "):
            now.append(line + "\n" + answered(book, line.removeprefix("$ "), day))
    text = "".join(now)
    if update:
        YEAR.write_text(text, encoding="utf-8")
    assert text == told
