"""A book with a chain of approvals, made once by the program itself and copied for every test that needs one."""

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from referat.cli.app import main
from referat.git import commit as saving
from tests.repositories import git, put

PEOPLE = "signe: Signe Haugstad (Elvdal kommune)\noddvar: Oddvar Bråten (Øvre Elvdal kommune)\n"
MEETINGS = ("2024-01-10-styret", "2024-02-14-styret", "2024-03-13-styret", "2024-04-10-styret", "2024-05-08-styret")
M1, M2, M3, M4, M5 = MEETINGS


def minutes(on: str, text: str, action: str) -> str:
    return f"""---
tittel: Styremøte i Elvdal friluftsråd
gruppe: styret
dato: {on}
tid: 18.00–20.00
møteleder: Signe Haugstad
til stede:
  - Signe Haugstad (møteleder, Elvdal kommune)
  - Oddvar Bråten (Øvre Elvdal kommune)
  - Kåre Lindset (Nordre Elvdal turlag)
status: utkast

---

## 1. Godkjenning av innkalling

**Vedtak:** Innkallingen ble godkjent.

## 2. Godkjenning av møtebok

**Vedtak:** Møteboka ble godkjent.

## 3. {text} (D)

{text} ble drøftet, og det ble enighet om retningen.

- [ ] @oddvar {action} frist:2024-12-01 ^{on[5:7]}k{on[8:10]}a

- [ ] @signe Skriv til kommunen om {text.lower()} ^{on[5:7]}k{on[8:10]}b
"""


BOOK = {
    "meetings/book.yaml": "tittel: Elvdal friluftsråd\napproval: {by: [chair]}\n",
    "meetings/people.yaml": PEOPLE,
    "meetings/groups/styret.md": "---\ntittel: Styret\nmedlemmer:\n  - Signe Haugstad\n  - Oddvar Bråten\n  - Kåre Lindset\n\n---\n",
    f"meetings/{M1}.md": minutes("2024-01-10", "Brua over elva", "Innhent to tilbud på nytt rekkverk"),
    f"meetings/{M2}.md": minutes("2024-02-14", "Merking av stier", "Kjøp maling"),
    f"meetings/{M3}.md": minutes("2024-03-13", "Badeplassen", "Finn ut hvem som eier brygga"),
    f"meetings/{M4}.md": minutes("2024-04-10", "Sommerleiren", "Lei en lavvo"),
    f"meetings/{M5}.md": minutes("2024-05-08", "Høringen", "Be om lengre frist"),
}


@dataclass(frozen=True)
class Ran:
    """How a run of the program ended, and what it said."""

    code: int
    out: str
    err: str


def referat(book: Path, *words: str, day: str = "2024-06-01", clock: str = "") -> Ran:
    """Run the program on a book, on a day: its own, git's and the records' times are all of that day, or the last two of a `clock` that is wrong."""
    out, err = io.StringIO(), io.StringIO()
    with on_day(clock or day), redirect_stdout(out), redirect_stderr(err):
        code = main([*words, "--book", str(book)] if words[0] in _TIMELESS else [*words, "--book", str(book), "--today", day])
    return Ran(code, out.getvalue(), err.getvalue())


_TIMELESS = {"save", "hooks", "trust", "verify", "signers"}


@contextmanager
def on_day(day: str, hour: int = 12) -> Iterator[None]:
    """The surroundings of a day, for git and for the records."""
    moment = datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)
    wanted = {"GIT_AUTHOR_DATE": moment.isoformat(), "GIT_COMMITTER_DATE": moment.isoformat(), "SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def done(ran: Ran) -> Ran:
    assert ran.code == 0, ran.out + ran.err
    return ran


def make_chain(folder: Path) -> Path:
    """Five meetings: the first three approved, each in the next; the first corrected in the fourth, which is sent out; the fifth a draft."""
    (folder / "meetings").mkdir(parents=True)
    git(folder, "init", "--quiet")
    put(folder, {name: text for name, text in BOOK.items() if not name.endswith("-styret.md")})
    for number, meeting in enumerate(MEETINGS):
        if meeting == M5:
            change(folder, M1, "Brua over elva ble drøftet", "Brua over Stilleelva ble drøftet")
            done(referat(folder, "correct", M1, "--in", M4, "--by", "Signe Haugstad", day="2024-04-21"))
        put(folder, {f"meetings/{meeting}.md": BOOK[f"meetings/{meeting}.md"]})
        with on_day(meeting[:10]):
            git(folder, "add", "--all")
            git(folder, "commit", "--quiet", "--message", f"{meeting} is written")
        day = meeting[:8] + "20"
        if number < 4:
            done(referat(folder, "circulate", meeting, "--out", str(folder.parent / "copies"), "--force", "a test", day=day))
        if 0 < number < 4:
            done(referat(folder, "approve", MEETINGS[number - 1], "--in", meeting, "--by", "Signe Haugstad", day=day))
    return folder


def page(folder: Path, meeting: str) -> Path:
    """The file of minutes, in whichever folder and in capitals or not."""
    files = (path for path in (folder / "meetings").rglob("*.md") if not path.parent.name.startswith("."))
    return next(path for path in files if path.stem.casefold() == meeting)


def change(folder: Path, meeting: str, old: str, new: str) -> None:
    """Put other words in minutes, where those are that are meant."""
    path = page(folder, meeting)
    text = path.read_bytes().decode()
    assert old in text, f"{old!r} is not in {path}"
    path.write_bytes(text.replace(old, new, 1).encode())


def commit(folder: Path, message: str = "a change", day: str = "2024-05-20") -> None:
    with on_day(day):
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def copy(template: Path, folder: Path) -> Path:
    shutil.copytree(template, folder, symlinks=True)
    return folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    (folder / "home").mkdir()
    known = "[user]\n\tname = Åse Ødegård\n\temail = ase@example.org\n[init]\n\tdefaultBranch = main\n"
    (folder / "home" / ".gitconfig").write_text(known, encoding="utf-8")
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith(("GIT_", "REFERAT_", "XDG_"))]:
        del os.environ[name]
    os.environ.update({"HOME": str(folder / "home"), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"})
    try:
        return make_chain(folder / "book")
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(autouse=True)
def fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens in a power cut is tested elsewhere; hundreds of repositories need not be made to last."""
    monkeypatch.setattr(saving, "_SETTINGS", tuple(one for one in saving._SETTINGS if not one.startswith("core.fsync")))
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def chain(template: Path, home: Path, tmp_path: Path) -> Path:
    return copy(template, tmp_path / "book")
