"""Documents whose commands are run: what a page says is typed is typed, and what it says is answered must be what comes.

A page holds `console` blocks (`$ referat ...`, `$ cd`, `$ cat`, `$ rm`), and before a block, as hidden remarks, `<!-- file: PATH -->` (the
block is that file's text) and `<!-- today: DAY -->`. Ids are minted anew in every run, so an id of the page stands for the one that came where
it was first answered, and three or more of its signs in a command for as many of that. `…` in an answer stands for anything.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"((?:^<!--[^\n]*-->\n)*)^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REMARK = re.compile(r"<!-- (file|today): (\S+) -->")
ID = re.compile(r"(?<![\w-])(?=[0-9a-z]*[0-9])(?=[0-9a-z]*[a-z])[0-9a-hjkmnp-tv-z]{5}(?![\w-])")
SHORTEST = 3  # of an id in a command
SOURCE = Path(__file__).resolve().parents[2] / "src"


@dataclass(frozen=True)
class Step:
    """A command of a page and the answer that stands under it."""

    command: str
    answer: str


class Page:
    """A page at work in a folder of its own."""

    def __init__(self, text: str, home: Path) -> None:
        self.text = text
        self.here = home / "work"
        self.here.mkdir()
        self.ids: dict[str, str] = {}  # of the page -> of this run
        (home / ".gitconfig").write_text("[user]\n\tname = Rose Tindall\n\temail = rose@example.org\n")
        self.environment = {
            "HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "LC_ALL": "C.UTF-8", "TERM": "dumb", "NO_COLOR": "1",
            "COLUMNS": "100", "LINES": "500", "PYTHONIOENCODING": "utf-8",
        }  # fmt: skip

    def differences(self) -> list[str]:
        """Every command whose answer is not what the page says."""
        found = []
        for step, answer in self._run():
            if not self._alike(step.answer, answer):
                found.append(f"$ {step.command}\n--- the page says\n{step.answer}--- it answered\n{answer}")
        return found

    def updated(self) -> str:
        """The page with the answers that came, where it says another."""
        steps = [(step, step.answer if self._alike(step.answer, answer) else self._shown(answer)) for step, answer in self._run()]
        answers = iter([f"$ {step.command}\n{answer}" for step, answer in steps])

        def renewed(match: re.Match[str]) -> str:
            if match[2] != "console":
                return match[0]
            return f"{match[1]}```console\n{''.join(next(answers) for _ in _steps(match[3]))}```"

        return BLOCK.sub(renewed, self.text)

    def _run(self) -> Iterator[tuple[Step, str]]:
        for remarks, language, body in BLOCK.findall(self.text):
            notes = dict(REMARK.findall(remarks))
            if "today" in notes:
                self.environment["REFERAT_TODAY"] = notes["today"]
            if "file" in notes:
                path = self.here / notes["file"]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(body, encoding="utf-8")
            if language == "console":
                for step in _steps(body):
                    answer = self._answer(step.command)
                    self._meet(step.answer, answer)
                    yield step, answer

    def _answer(self, command: str) -> str:
        name, *words = shlex.split(command)
        if name == "cd":
            self.here = self.here / words[0]
            return ""
        if name == "cat":
            return (self.here / words[0]).read_text(encoding="utf-8")
        if name == "rm":
            (self.here / words[0]).unlink()
            return ""
        assert name == "referat", f"a page may run referat, cd, cat and rm, and not {name}"
        return on_terminal([sys.executable, "-m", "referat", *map(self._id, words)], self.here, self.environment)

    def _id(self, word: str) -> str:
        """A word of a command; an id of the page, or the beginning of one, as this run has it."""
        return next((mine[: len(word)] for its, mine in self.ids.items() if len(word) >= SHORTEST and its.startswith(word)), word)

    def _meet(self, said: str, came: str) -> None:
        """Learn which ids came where the page has its own, from lines that are alike but for them."""
        lines = _trimmed(came).split("\n")
        for line in _trimmed(said).split("\n"):
            pattern = ID.sub("([0-9a-z]{5})", _pattern(line))
            match = next((m for other in lines if (m := re.fullmatch(pattern, other))), None)
            for its, mine in zip(ID.findall(line), match.groups() if match else (), strict=False):
                self.ids.setdefault(its, mine)

    def _alike(self, said: str, came: str) -> bool:
        """Whether an answer is what the page says."""
        expected = ID.sub(lambda match: self.ids.get(match[0], match[0]), _trimmed(said))
        return re.fullmatch(_pattern(expected), _trimmed(came)) is not None

    def _shown(self, answer: str) -> str:
        text = re.sub(rf"{re.escape(self.environment['HOME'])}\S*/", "…/", _trimmed(answer))
        for its, mine in self.ids.items():
            text = text.replace(mine, its)
        return text + "\n" if text else ""


def on_terminal(command: list[str], here: Path, environment: Mapping[str, str]) -> str:
    """What a command shows to somebody at a terminal."""
    import pty

    ours, theirs = pty.openpty()
    running = subprocess.Popen(command, cwd=here, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    running.wait()
    return shown.decode("utf-8").replace("\r\n", "\n")


def _steps(body: str) -> list[Step]:
    steps: list[Step] = []
    for piece in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, answer = piece.partition("\n")
        steps.append(Step(command, answer))
    return steps


def _pattern(text: str) -> str:
    return re.escape(text).replace("…", ".*")


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
