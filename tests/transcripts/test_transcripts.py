"""Whole sessions at the prompt, as a secretary would have them: commands, what they answer, and how they end.

A transcript is a text: `$ command`, then what came out, then `[N]` where the exit code is not 0. `//` begins a remark. Besides referat a few
plain commands are known (`cat FILE`, `log`, `write FILE TEXT`), so that a transcript can show what happened to the files.
"""

import re
import shlex
from pathlib import Path

import pytest

from tests.changes.bjorkerud import FILES
from tests.cli.prompt import run_alone
from tests.repositories import git, make_repository

HERE = Path(__file__).parent
# A new id is drawn by lot.
_NEW_ID = re.compile(r"(?:(?<=[(^])|^)(?!br0yt|lek3p|vedt3|takk5|str0m|p0lse|bru5k|bom4x|komm7)[0-9a-z]{5}(?=$|  |\))", re.MULTILINE)


def answered(book: Path, line: str) -> str:
    """What a command of a transcript answers; a new id is shown as NYIDX."""
    program, *words = shlex.split(line)
    if program == "cat":
        return (book / words[0]).read_text(encoding="utf-8")
    if program == "log":
        return git(book, "log", "--reverse", "--format=%s") + "\n"
    if program == "write":
        with (book / words[0]).open("a", encoding="utf-8") as file:
            file.write(words[1] + "\n")
        return ""
    assert program == "referat", line
    said = run_alone(book, *words)
    return said.err + said.out + (f"[{said.code}]\n" if said.code else "")


@pytest.mark.parametrize("file", sorted(HERE.glob("*.txt")), ids=lambda file: file.stem)
def test_a_session(file: Path, home: Path, tmp_path: Path, update: bool) -> None:
    book = make_repository(tmp_path / "bok", FILES)
    told = file.read_text(encoding="utf-8")
    now = []
    for line in told.splitlines():
        if line.startswith("//"):
            now.append(("\n" if now else "") + line + "\n")
        elif line.startswith("$ "):
            now.append(line + "\n" + _NEW_ID.sub("NYIDX", answered(book, line.removeprefix("$ "))))
    text = "".join(now)
    if update:
        file.write_text(text, encoding="utf-8")
    assert text == told
