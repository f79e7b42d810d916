"""Every example of --help can be typed as it stands, in every language, in a book that has what the examples name."""

import io
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from referat.cli.app import COMMANDS, made, main
from referat.cli.help_pages import EXAMPLES, help_text
from referat.languages import i18n
from tests.repositories import home, make_repository
from tests.small_books import on_disk
from tools.messages import every_command

__all__ = ["home"]


def page(title: str, *facts: str, body: str = "") -> str:
    return "\n".join(["---", f"tittel: {title}", *facts, "---", "", body])


def meeting(day: str, group: str, body: str = "", *more: str) -> str:
    there = "til stede:\n  - Berte Moe\n  - Kari Lie\n  - Oddvar Vik\n  - Per Dal\n  - Eli Arnkværn Bryhni"
    return page("Møte", f"gruppe: {group}", f"dato: {day}", "tid: 18.00", "status: utkast", there, *more, body=body)


CASES = "".join(f"## {n}. Sak om nummer {n}\n\nTekst.\n\n" for n in range(1, 7))
LINE_93 = CASES + "\n" * (93 - 15 - CASES.count("\n")) + "- [ ] Rydde\n"
PEOPLE = {
    "ase": "Åse Ødegård", "berte": "Berte Moe", "haakon": "Haakon Strand", "kari": "Kari Lie", "kari-m": "Kari M. Lie", "oddvar": "Oddvar Vik",
    "per": "Per Dal", "signe": "Signe Hov",
}  # fmt: skip
OPEN = "- [ ] @berte Reise rekkverk frist:2023-09-01 ^7qk2m\n- [ ] Telle ^a4x9w\n"
FILES = {
    "people.yaml": "".join(f"{handle}: {name}\n" for handle, name in PEOPLE.items()),
    "groups/kraft.md": page("Kraft", "leder: Berte Moe", "under: naering", body=OPEN),
    "groups/naering.md": page("Næring", "leder: Berte Moe", "under: styret", body="- [ ] @kari Rydde ^m3n4p\n"),
    "groups/styret.md": page("Styret", "leder: Berte Moe"),
    "items/kart.md": page("Kart", "gruppe: styret", "til: neste"),
    "2023-08-31-naering.md": meeting("2023-08-31", "naering", LINE_93),
    "2023-10-12-naering.md": meeting("2023-10-12", "naering", "## 2. Godkjenning av referat\n\n## 3. Godkjenning\n"),
    "2023-11-30-naering.md": meeting("2023-11-30", "naering", "## 3. Rettelse\n"),
    "2025-03-04-styret.md": meeting("2025-03-04", "styret", CASES),
    "2026-03-12-styret.md": meeting("2026-03-12", "styret", CASES + "## Sak 12/26 Avtale\n"),
    "2026-03-31-styret.md": meeting("2026-03-31", "styret", CASES),
    "2026-04-15-naering.md": meeting("2026-04-15", "naering", CASES),
}


def examples() -> Iterator[str]:
    for command, _ in every_command(made(COMMANDS), "referat"):
        for paragraph in (command.help or "").split("\n\n"):
            if paragraph.startswith(EXAMPLES):
                yield from (line.strip() for line in paragraph.splitlines()[1:])


# Only read, by why: a server that would not end, mail that needs one, keys and files of another machine, and questions.
ONLY_READ = re.compile(r"--watch|--send|^referat sync /|^referat signers (?:add|end)|~/E-post|~/Mail|--review|--overdue --due|--owner kari @")
OLD = "# Møte i styret 3. mai 2019\n\nTil stede: Kari Lie, Per Dal\n\n## Sak 1\n\nTekst.\n"
ATTENDANCE = "Name,First Join,Last Leave\nBerte Moe,10/12/2023 18:00:00,10/12/2023 19:00:00\n"
BESIDE = {
    "svar.eml": "From: berte@eksempel.no\nTo: kari@eksempel.no\nSubject: Svar\n\n^7qk2m ferdig\n",
    **{f"{folder}/2019-05-03.md": OLD for folder in ("old-minutes", "gamle-referater", "gamle-referat")},
    **dict.fromkeys(("attendance.csv", "oppmøte.csv"), ATTENDANCE),
}
# Done, done with findings, or refused because of how this very book stands: what was typed was understood.
UNDERSTOOD = {0, 1, 4}
# What asks for the history; the others need no git, which takes its time.
HISTORY = {"approve", "circulate", "correct", "hooks", "restore", "save", "signers", "sync", "trail", "trust", "undo", "verify", "withdraw"}


def spoken(language: str) -> list[str]:
    """The examples as a language has them, but for those that it shares with the ones before."""
    before = {line for other in i18n.LANGUAGES[: i18n.LANGUAGES.index(language)] for line in in_language(other)}
    return [line for line in in_language(language) if line not in before]


@cache
def in_language(language: str) -> list[str]:
    i18n.use(language)
    try:
        return list(dict.fromkeys(help_text(line) for line in examples()))
    finally:
        i18n.use("en")


# Bokmål's are tried in every run: the commands are the same, and its words are what English examples do not try.
SOAK = pytest.mark.soak


@pytest.mark.parametrize(("language", "many"), [pytest.param("en", 100, marks=SOAK), ("nb", 40), pytest.param("nn", 10, marks=SOAK)])
def test_every_example_can_be_typed(
    language: str, many: int, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = on_disk(tmp_path / "whole", FILES, language)
    for path, text in BESIDE.items():
        (whole / path).parent.mkdir(exist_ok=True)
        (whole / path).write_text(text, encoding="utf-8")
    for name, value in {"EDITOR": "true", "VISUAL": "true", "HOME": str(home)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    lines, wrong = spoken(language), []
    assert len(lines) > many
    for number, line in enumerate(lines):
        typed = shlex.split(line.partition(" > ")[0])[1:]
        if ONLY_READ.search(line):
            made().make_context("referat", typed, resilient_parsing=True)
            continue
        book = shutil.copytree(whole, tmp_path / str(number))
        if typed[0] in HISTORY:
            make_repository(book, {"x": ""})
        if typed[0] == "restore":
            (book / "meetings" / "2026-03-31-styret.md").unlink()
        monkeypatch.chdir(book)
        monkeypatch.setenv("REFERAT_TODAY", "2023-12-01" if "2023" in line else "2026-03-20")
        code = main(typed)
        said = capfd.readouterr().err
        if code not in UNDERSTOOD:
            wrong.append((line, int(code), said))
    assert wrong == []
