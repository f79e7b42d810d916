"""Three texts merged line by line by git itself (git-merge-file(1)); what it cannot put together comes back as values, not as marks."""

import os
import subprocess
from tempfile import TemporaryDirectory

from referat.format.merge_pieces import Disputed, Piece
from referat.git import git_errors
from referat.git.environment import find_git, nothing_but
from referat.git.runs import READ_SECONDS

_SIZE = 61  # signs of a mark; no text that has as many at the beginning of a line is taken
_OURS, _BASE, _THEIRS, _END = (sign * _SIZE for sign in "<|=>")
_CLEAN_OR_DISPUTED = range(128)  # git's exit code is the number of places in dispute


class MarksInText(ValueError):
    """A text holds lines that could be taken for the marks of a conflict."""


def merge_lines(base: str, ours: str, theirs: str) -> list[Piece]:
    """The merged text in pieces, in order. Raises MarksInText, GitMissing and GitFailed."""
    texts = {"ours": ours, "base": base, "theirs": theirs}
    if any(mark in text for text in texts.values() for mark in (_OURS, _BASE, _THEIRS, _END)):
        raise MarksInText
    with TemporaryDirectory(prefix="referat-merge-") as folder:
        for name, text in texts.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
                file.write(text)
        words = [find_git(), "merge-file", "-p", "--diff3", f"--marker-size={_SIZE}", *(f"-L{name}" for name in texts), *texts]
        run = subprocess.run(  # noqa: S603 - git by its full path, with words of our own
            words, cwd=folder, env=nothing_but({"GIT_CEILING_DIRECTORIES": folder}), capture_output=True, timeout=READ_SECONDS, check=False
        )
    if run.returncode not in _CLEAN_OR_DISPUTED:
        raise git_errors.GitFailed(reason=run.stderr.decode(errors="replace").strip())
    return _pieces(run.stdout.decode("utf-8"))


def _pieces(text: str) -> list[Piece]:
    """What git wrote, cut at its marks."""
    pieces: list[Piece] = []
    parts: tuple[list[str], ...] = ([], [], [], [])  # agreed, then a disputed place: ours, base, theirs
    at = 0
    for line in text.split("\n"):
        if line.startswith(_OURS):
            pieces.append("".join(parts[0]))
            parts, at = ([], [], [], []), 1
        elif line.startswith((_BASE, _THEIRS)) and at:
            at += 1
        elif line.startswith(_END) and at:
            _, ours, base, theirs = ("".join(part) for part in parts)
            pieces.append(Disputed(base, ours, theirs))
            parts, at = ([], [], [], []), 0
        else:
            parts[at].append(line + "\n")
    pieces.append("".join(parts[0]).removesuffix("\n"))
    return [piece for piece in pieces if piece]
