"""A book in bokmål or nynorsk, in which every command is run as somebody at a terminal would run it."""

import html
import io
import re
import sys
from collections.abc import Iterator
from email import message_from_string, policy
from pathlib import Path

import pytest

from referat.cli.app import COMMANDS, main
from tests.repositories import git, put
from tests.small_books import on_disk

NOT_READ = re.compile(r"<(style|script)\b.*?</\1>|<!--.*?-->", re.DOTALL)
READ = re.compile(r">([^<]+)<|\b(?:alt|title|aria-label|placeholder|summary)=\"([^\"]*)\"")

TODAY = "2026-03-20"

# What stands in the files, in each norm: nothing of it is a word that English sources have.
FILES = {
    "nb": {
        "people.yaml": "gro: Gro Strand\nbjorn: Bjørn Vik\n",
        "contacts.yaml": "gro: gro@eksempel.no\n",
        "groups/styret.md": "---\ntittel: Styret\nleder: Gro Strand (Elvdal)\nnestleder: N.N.\nmedlemmer:\n  - Bjørn Vik\n---\n\n- [ ] @gro Rydde naustet frist:2026-03-01 ^7qk2m\n",  # noqa: E501
        "2026-02-03-styret.md": "---\ntittel: Møte i styret\ngruppe: styret\ndato: 2026-02-03\ntid: 18.00-19.30\nsted: Naustet\nstatus: utkast\ntil stede:\n  - Gro Strand\n  - Bjørn Vik\n---\n\n## 1. Ny brygge\n\nDet haster.\n\n**Vedtak:** Brygga males.\n\n- [ ] @bjorn Kjøpe maling frist:2026-02-20 ^k3f9w\n- [ ] Hente plankene\n\n## 2. Dugnad\n\nSaken utsettes til neste møte.\n",  # noqa: E501
        "2026-04-07-styret.md": "---\ntittel: Møte i styret\ngruppe: styret\ndato: 2026-04-07\ntid: 18.00\nstatus: utkast\n---\n\n## 1. Godkjenning av referatet fra 3. februar\n\n## 2. Årsmøte\n",  # noqa: E501
        "items/kart.md": "---\ntittel: Nytt kart\ngruppe: styret\ntil: neste\n---\n\nGammelt kart er utslitt.\n",
    },
    "nn": {
        "people.yaml": "gro: Gro Strand\nbjorn: Bjørn Vik\n",
        "contacts.yaml": "gro: gro@eksempel.no\n",
        "groups/styret.md": "---\ntittel: Styret\nleiar: Gro Strand (Elvdal)\nnestleiar: N.N.\nmedlemer:\n  - Bjørn Vik\n---\n\n- [ ] @gro Rydde naustet frist:2026-03-01 ^7qk2m\n",  # noqa: E501
        "2026-02-03-styret.md": "---\ntittel: Møte i styret\ngruppe: styret\ndato: 2026-02-03\ntid: 18.00-19.30\nstad: Naustet\nstatus: utkast\ntil stades:\n  - Gro Strand\n  - Bjørn Vik\n---\n\n## 1. Ny brygge\n\nDet hastar.\n\n**Vedtak:** Brygga blir måla.\n\n- [ ] @bjorn Kjøpe måling frist:2026-02-20 ^k3f9w\n- [ ] Hente plankane\n\n## 2. Dugnad\n\nSaka blir utsett til neste møte.\n",  # noqa: E501
        "2026-04-07-styret.md": "---\ntittel: Møte i styret\ngruppe: styret\ndato: 2026-04-07\ntid: 18.00\nstatus: utkast\n---\n\n## 1. Godkjenning av referatet frå 3. februar\n\n## 2. Årsmøte\n",  # noqa: E501
        "items/kart.md": "---\ntittel: Nytt kart\ngruppe: styret\ntil: neste\n---\n\nGamalt kart er utslite.\n",
    },
}

# As somebody types them through half a year: what is asked, what is written, and what goes wrong on the way.
ASKED = """
actions | actions --all --sort frist | actions --overdue | actions --owner gro | actions --owner xyz | actions --state grønn | actions --due grønn
actions --due uke | actions --sort grønn | actions --group xyz | actions --view xyz | actions --format xyz | actions --since grønn | actions --today i
actions --format md | actions --org Elvdal | actions finnesikke
followup | followup --by gruppe | followup --by xyz | followup --since siste | followup --group styret | status
show siste | show neste | show styret | show gro | show 7qk2m | show kart | show xyz | show 2026 | show
search naustet | search xyzzy | search | search - | search brygge --kind vedtak | search brygge --kind xyz
meetings | meetings --status utkast | meetings --status xyz | decisions | decisions --meeting xyz | items | groups | people | people --group xyz
people merge xyz gro | agenda | agenda xyz | check | check siste | check --list | check xyz | check neste
report oppfølging | report vedtak | report år | report oppmøte | report grupper | report etterslep | report xyz | report | report vedtak --to xyz
trail | trail siste | trail xyz | verify | verify --against xyz | verify xyz | signers list | hooks | hooks run xyz
undo --list | remind | remind --owner gro | remind --late | remind --before xyz | remind --to xyz
add | done | done xyz | defer | defer 7qk2m | defer 7qk2m --due grønn | assign | assign 7qk2m | assign 7qk2m @xyz | drop xyz | start xyz | reopen xyz
reword 7qk2m | reword xyz Ny | inbox | inbox finnesikke.eml | export | export siste | export siste --to xyz | export xyz --to txt
calendar --alarm xyz | calendar --person xyz | site | new xyz | new styret --date grønn | new styret --template xyz | move | move siste --date fredag
move neste --date grønn | cancel | cancel neste | cancel siste --why Syk | attend siste --absent xyz | attend xyz --absent gro | edit xyz
restore | restore xyz | sync | rename | rename xyz ny | notice xyz | notice neste --to xyz | circulate xyz | circulate neste | approve xyz
approve siste | approve siste --in neste | withdraw siste | correct siste --in neste | items postpone xyz --for neste | items park xyz | items xyz
items add | signers end xyz | signers add xyz finnesikke.pub | trust --dry-run | import | import finnesikke.txt | xyz | acton | help xyz | help
actions --xyz | done --xyz | new styret --date | actions extra --group | followup ekstra | status ekstra
"""

WRITTEN = """
add Måle_døra --owner gro --group styret --due fredag | done 7qk2m --dry-run | start 7qk2m | done 7qk2m | done 7qk2m | reopen 7qk2m | defer 7qk2m --due 2026-05-01
assign 7qk2m @bjorn | assign 7qk2m @bjorn | undo | undo --list | undo | save | save | check --fix --dry-run | check --fix | items add Ny_båt --group styret --for neste
items park kart | items postpone kart --for neste | attend siste --absent bjorn | new styret --refresh | new styret --date 2026-04-07 | agenda styret
circulate siste --dry-run | circulate siste | circulate siste | verify | trail siste | show siste | notice neste --to txt --to html | notice neste
move neste --date 2026-04-08 | export siste --to html | export siste --to txt --out - | export siste --to md --out - | export oppgaver --to txt --out -
export styret --to txt --out - | export vedtak --to txt --out - | export gro --to txt --out - | report vedtak --to html | remind --to eml | calendar
site nettsted | site nettsted | rename kart kartet | approve siste --in neste | approve siste --in neste --item 1 --by gro --today 2026-04-09 | trail
trail siste | verify | status | withdraw 2026-02-03 | done 7qk2m | drop k3f9w | followup | show k3f9w | cancel neste --why Syk | meetings | undo | save
restore kartet | signers list | hooks install | hooks remove | trust --yes | sync
"""  # noqa: E501


class Terminal(io.TextIOWrapper):
    """A stream that passes for a terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


def made(root: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The book, kept in git, with nothing of this machine's settings in the way."""
    for name, value in {"COLUMNS": "300", "LINES": "5000", "NO_COLOR": "1", "REFERAT_TODAY": TODAY, "HOME": str(root.parent)}.items():
        monkeypatch.setenv(name, value)
    on_disk(root, FILES[language], language)
    put(root, {".gitignore": "copies/\ncontacts.yaml\n"})
    git(root, "init", "--quiet")
    git(root, "config", "user.name", "Gro Strand")
    git(root, "config", "user.email", "gro@eksempel.no")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Boka")
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return root


def said(words: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command shows at a terminal, both streams together."""
    shown = Terminal()
    with monkeypatch.context() as here:
        here.setattr(sys, "stdout", shown)
        here.setattr(sys, "stderr", shown)
        main(words)
    return shown.shown()


def lines(text: str) -> Iterator[list[str]]:
    for line in re.split(r"[|\n]", text):
        if line.strip():
            yield [word.replace("_", " ") for word in line.split()]


def helped() -> Iterator[list[str]]:
    """Every --help there is."""
    yield []
    for panel in COMMANDS.values():
        yield from ([name, "--help"] for name in panel)
    for family, names in {"items": ("add", "postpone", "park"), "signers": ("add", "end", "list"), "hooks": ("install", "remove", "run")}.items():
        yield from ([family, name, "--help"] for name in names)


def documents(root: Path) -> Iterator[tuple[str, str]]:
    """Every document that the commands made, as the text that is read or read aloud."""
    for folder in ("copies", "nettsted"):
        for path in sorted((root / folder).rglob("*")):
            text = path.read_text(encoding="utf-8") if path.suffix in {".html", ".eml", ".txt", ".md", ".ics"} else ""
            if path.suffix == ".html":
                yield path.name, "\n".join(html.unescape(piece) for pieces in READ.findall(NOT_READ.sub("", text)) for piece in pieces)
            elif path.suffix == ".eml":
                mail = message_from_string(text, policy=policy.default)
                body = mail.get_body(("plain",))
                yield path.name, f"{mail['subject']}\n{body.get_content() if body else ''}"
            elif path.suffix in {".txt", ".md"}:
                yield path.name, text
            elif path.suffix == ".ics":
                unfolded = text.replace("\r\n ", "")
                yield path.name, "\n".join(re.findall(r"^(?:SUMMARY|DESCRIPTION|LOCATION|X-WR-CALNAME)[^:]*:(.*)", unfolded, re.MULTILINE))
