"""Books that a random hand has written and broken: whole files, lines and letters of the problems' examples, strewn over minutes of every kind."""

import random
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from tests.index.test_same_answers import KINDS
from tools.examples import FOLDER, example

SNIPPETS = (
    "- [ ] @ida Ring 22 33 44 55 eller ola@lia.example ^a003\n", "- [ ] @alle Les planen frist:neste ^a001\n",
    "- [x] @nils Mal stolpene +ukjent ^a002\n", "  - 2024-03-01 ferdig\n", "  - 2031-03-01 @per\n",
    "Se [møtet](../2024/m3.md) og [kartet](m99.md#her).\n", "## 7. Rapport fra sti (V)\n", "Fra: m3, sak 1\n", "Fra: borte, sak 2\n",
    "Utsatt til m4.\n", "Forfall: Ida (syk), Per (ferie)\n", "Forslag til vedtak: Ja.\n", "**Vedtak:** Nei.\n", "tirsdag 14. mai 2024\n",
    "- [] Uten noe\n", "☐ Tegning\n", "```\n", "<!-- merknad\n", "status: sendt\n", "forfall:\n  - Ida Moen (Lia kommune, syk)\n",
    'godkjenner:\n  - {id: m3, sak: "1"}\n', "under: sti\n", "rapport: [2024-02-01]\n", "for: m77\n", "behandlet: {i: m5, sak: 9}\n",
    "dato: 2024-05-06\n", "til stede:\n  - Ida Moan (Lia kommune)\n  - Marit Bø\n", "møteleder: Olla Nordmann\n", "---\n", "Ã¸re\u202e\u200b\n",
    "# \u200bTittel\n", "<<<<<<< vår\n", "møteledr: Per\n", "neste: 2020-01-01\n", "tid: mandag kl. 25.00\n", "tid: 20.00–19.00\n",
    "å\u0301\u0323" + "\u0301" * 1001 + "\n",
)  # fmt: skip


@cache
def pieces() -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The lines, and the files, of the examples of all problems."""
    lines, whole = list(SNIPPETS), []
    for file in sorted(FOLDER.glob("*.txt")):
        for path, text in example(file.stem).files.items():
            if path.endswith(".md"):
                whole.append((path, text))
                lines += text.splitlines(keepends=True)
    return tuple(lines), tuple(whole)


def broken_book(root: Path, seed: int, files: int) -> Path:
    """A book of about so many files in the folder `root`, which may hold one to break."""
    r = random.Random(seed)
    meetings = root / "meetings"
    meetings.mkdir(parents=True, exist_ok=True)
    _put(meetings / "book.yaml", "språk: nb\n" if r.random() < 0.8 else "kontakt: 22 33 44 55\n")
    people = "ida: Ida Moen (Lia kommune)\nhamar: {name: Hamar kommune, kind: body, aliases: [hk]}\nola: Ola Nordmann\n"
    _put(meetings / "people.yaml", people if r.random() < 0.7 else "")
    names = list(KINDS.items())
    for number in range(files):
        name, make = r.choice(names)
        stem = r.choice(("kraft", "sti", "styret")) if name.startswith("groups") else str(number)
        _put(meetings / name.format(stem), make(r))
    for path, text in r.sample(pieces()[1], min(len(pieces()[1]), files // 4)):
        _put(root / path, text)
    for path in r.sample(sorted(meetings.rglob("*.md")), files // 2):
        _break(r, path)
    return root


def _break(r: random.Random, path: Path) -> None:
    lines = path.read_bytes().decode("utf-8", "surrogateescape").splitlines(keepends=True)
    for _ in range(r.randrange(1, 5)):
        r.choice(BREAKS)(r, lines)
    text = "".join(lines)
    kind = r.random()
    if kind < 0.05:
        text = unicodedata.normalize("NFD", text)
    elif kind < 0.1:
        text = text.replace("\n", "\r\n")
    elif kind < 0.13:
        text = "\ufeff" + text
    data = text.encode("utf-8", "surrogateescape")
    path.write_bytes(data.replace(b"o", b"\xf8", 1) if kind > 0.97 else data)


def _insert(r: random.Random, lines: list[str]) -> None:
    lines.insert(r.randrange(len(lines) + 1), r.choice(pieces()[0]))


def _insert_in_header(r: random.Random, lines: list[str]) -> None:
    lines.insert(min(1, len(lines)), r.choice([line for line in pieces()[0] if ":" in line]))


def _drop(r: random.Random, lines: list[str]) -> None:
    if lines:
        del lines[r.randrange(len(lines))]


def _double(r: random.Random, lines: list[str]) -> None:
    if lines:
        lines.insert(r.randrange(len(lines)), r.choice(lines))


def _misspell(r: random.Random, lines: list[str]) -> None:
    if lines:
        at = r.randrange(len(lines))
        letter = r.randrange(len(lines[at]))
        lines[at] = lines[at][:letter] + r.choice(("", "x", " ", "[", ":", "^", "@", "é", "\u00a0", "\u200b", "#", "9")) + lines[at][letter + 1 :]


BREAKS: Sequence[Callable[[random.Random, list[str]], None]] = (_insert, _insert, _insert, _insert_in_header, _drop, _double, _misspell)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
