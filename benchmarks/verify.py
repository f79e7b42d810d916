"""How long `verify` takes, measured against what git alone needs to hash the same files and tell the same history.

    python -m benchmarks.verify [MINUTES] [COMMITS]

The book is made anew in a temporary folder: every minutes approved in the next, so many commits as asked for. Ratios carry over from one
machine to another, seconds do not: verifying is to take under 2.5 times what git takes, and under a quarter of its own time when nothing has
changed. Each round measures all of them in turn, and the ratios are medians of the rounds', so that a busy moment of the machine meets both sides
alike. What git takes is shown twice: with a plain `git log`, which reads messages alone, and with one that also says which entry changed which
text (`git log --raw -- meetings`), without which a history of the texts cannot be told. The plain one is what the goal is held against.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from referat.format import document
from referat.format.canon import digest

COLD, WARM = 2.5, 0.25
RUNS = 15
TEXTS = ("--raw", "--", "meetings")  # which entry changed which text
PEOPLE = [f"Person Nummer{n} (Kommune {n})" for n in range(18)]


def minutes(number: int, on: date, text: str, approved: str) -> str:
    """About twenty-five lines of header and eighty of body, with ten actions, the way minutes are."""
    people = "\n".join(f"  - {person}" for person in PEOPLE)
    body = "\n".join(
        f"## {n}. Sak om noe viktig nummer {n} (D)\n\n"
        + f"Det ble sagt en hel del om sak {n} i møte {number}, og mer til.\n" * 4
        + f"\n**Vedtak:** Saken ble tatt til orientering.\n\n- [ ] @person{n} Følg opp sak {n} frist:2090-01-01 ^{number:04d}{'abcdefghjk'[n]}\n"
        for n in range(1, 10)
    )
    head = f"tittel: Møte {number}\ngruppe: styret\ndato: {on}\nmøteleder: {PEOPLE[0]}\ntil stede:\n{people}"
    return f"---\n{head}\nstatus: {'godkjent' if approved else 'utkast'}\n{text}{approved}\n---\n\n{body}"


def book(count: int) -> Iterator[tuple[str, str, str]]:
    """Path, text as a draft and text as approved of each minutes, in order."""
    approves = ""
    start = date(2000, 1, 3)
    for number in range(count):
        on, following = start + timedelta(days=number * 3), start + timedelta(days=number * 3 + 3)
        path = f"meetings/{on}-styret.md"
        draft = minutes(number, on, approves, "")
        text = digest(document.parse(path, draft), on)
        record = f'in: {following}-styret, item: "2", on: {following}, by: Person Nummer0, recorded: {following}T12:00:00Z'
        approved = f'approval: {{text: "{text}", {record}}}\n' if number < count - 1 else ""
        yield path, draft, minutes(number, on, approves, approved)
        approves = f'approves:\n  - {{id: {on}-styret, text: "{text}", item: "2", result: approved}}\n'


def make(folder: Path, count: int, commits: int) -> None:
    """The repository, by one run of `git fast-import`."""
    run(folder, "init", "--quiet", "--initial-branch=main")
    texts = list(book(count))
    each = max(1, commits // count)
    importing = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE)
    assert importing.stdin is not None
    made = 0
    when = 946_900_000
    for number, (path, draft, approved) in enumerate(texts):
        versions = [draft[: -(step + 1)] for step in range(max(0, each - 2))] + [draft, approved]
        for step, text in enumerate(versions[-each:] if number < count - 1 else versions[: commits - made] or [approved]):
            when += 3600
            message = f"{path}: step {step}\n".encode()
            importing.stdin.write(b"commit refs/heads/main\ncommitter A B <a@example.org> %d +0000\ndata %d\n%b" % (when, len(message), message))
            data = text.encode()
            importing.stdin.write(b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(data), data))
            made += 1
    importing.stdin.close()
    assert importing.wait() == 0
    run(folder, "reset", "--quiet", "--hard", "main")


def run(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def git_alone(folder: Path, paths: bytes, *log: str) -> float:
    start = time.perf_counter()
    subprocess.run(["git", "hash-object", "--stdin-paths"], cwd=folder, input=paths, stdout=subprocess.DEVNULL, check=True)
    subprocess.run(["git", "log", *log], cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def verifying(folder: Path, home: Path) -> float:
    start = time.perf_counter()
    surroundings = {**os.environ, "XDG_STATE_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    done = subprocess.run([sys.executable, "-m", "referat", "verify"], cwd=folder, capture_output=True, text=True, check=False, env=surroundings)
    spent = time.perf_counter() - start
    assert done.returncode == 0, done.stdout + done.stderr
    return spent


def main(count: int, commits: int) -> int:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "book"
        folder.mkdir()
        make(folder, count, commits)
        paths = "\n".join(sorted(str(path.relative_to(folder)) for path in (folder / "meetings").glob("*.md"))).encode()
        git_alone(folder, paths, *TEXTS)
        rows = []
        for number in range(RUNS):
            home = Path(place) / f"home{number}"
            rows.append((git_alone(folder, paths, *TEXTS), git_alone(folder, paths), verifying(folder, home), verifying(folder, home)))
    alone, bare, cold, warm = (median(column) for column in zip(*rows, strict=True))
    to_alone = median(row[2] / row[0] for row in rows)
    to_bare = median(row[2] / row[1] for row in rows)
    to_cold = median(row[3] / row[2] for row in rows)
    print(f"{count} minutes, {commits} commits (medians of {RUNS})")
    print(f"git hash-object and git log         {bare * 1000:8.0f} ms")
    print(f"git hash-object and git log --raw   {alone * 1000:8.0f} ms")
    print(f"verify, for the first time          {cold * 1000:8.0f} ms   {to_bare:5.2f} of the one, {to_alone:.2f} of the other, goal: {COLD}")
    print(f"verify, unchanged                   {warm * 1000:8.0f} ms   {to_cold:5.2f} of the first time, goal: {WARM}")
    return 0 if to_bare < COLD and to_cold < WARM else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in (sys.argv[1:3] if len(sys.argv) > 2 else ("2000", "10000")))))
