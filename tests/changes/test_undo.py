"""What a command changed is taken back exactly: by its own record, as an entry of its own, and never over what has come since."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from referat.store import undo_records
from referat.store.undo_records import Change, FileBefore, digest_of
from tests.cli.prompt import Said, run
from tests.faults.harness import CHANGING, a_share, need_strace, points, run_killed, surroundings
from tests.repositories import git, home, make_repository
from tests.small_books import group, minutes

__all__ = ["home"]

TODAY = "2025-03-20"
HELD = minutes(
    "2025-03-04",
    "## 1. Godkjenning av referat\n\n## 2. Løypa\n\n- [ ] @ada Ring ^r1ng\n- [ ] @bo Skriv frist:2025-04-01 ^skr1v\n",
    group="laget",
    more="til stede:\n  - Ada Lie (møteleder)\n  - Bo Ås\nmøteleder: Ada Lie\n",
)
FILES: Mapping[str, str | bytes] = {
    "meetings/book.yaml": "språk: nb\n",
    "meetings/people.yaml": "ada: Ada Lie\nbo: Bo Ås\n",
    "meetings/groups/laget.md": group("Laget", "leder: Ada Lie\nmedlemmer: [Bo Ås]\nmøteplan: [2025-04-08]\n"),
    "meetings/2025-02-04-laget.md": minutes(
        "2025-02-04", "## 1. Løypa\n\n- [ ] @bo Mal ^m4ling\n- [ ] @bo Rydd\n", group="laget", more="til stede: [Ada Lie]\n"
    ),
    "meetings/2025-03-04-laget.md": HELD.replace("\n", "\r\n").encode(),
    "meetings/2025-04-08-laget.md": minutes("2025-04-08", "## 1. Løypa\n\n- [ ] @bo Skriv ^skr1v\n", group="laget"),
    "meetings/items/bro.md": "---\ntittel: Ny bro\ngruppe: laget\ntil: neste\n\n---\n\nSaken.\n",
}
COMMANDS = (
    ("done", "r1ng"),
    ("done", "skr1v"),
    ("drop", "m4ling"),
    ("start", "skr1v"),
    ("reopen", "skr1v"),
    ("defer", "skr1v", "--due", "2025-05-01"),
    ("assign", "r1ng", "@bo"),
    ("add", "@ada Kjøp grus", "--group", "laget"),
    ("add", "@bo Kjøp planker", "--no-save", "--meeting", "2025-04-08"),
    ("items", "add", "Nytt tak", "--for", "2025-05"),
    ("items", "postpone", "bro", "--for", "2025-05"),
    ("items", "park", "bro"),
    ("new", "laget", "--date", "2025-05-06"),
    ("new", "laget", "--refresh"),
    ("rename", "bro", "gangbro"),
    ("move", "2025-04-08", "--date", "2025-04-15"),
    ("cancel", "2025-04", "--why", "Påske"),
    ("check", "--fix"),
    ("circulate", "2025-02-04", "--force", "uten tid"),
    ("circulate", "2025-03-04", "--force", "uten tid"),
    ("approve", "2025-02-04", "--in", "2025-03-04", "--by", "ada"),
    ("withdraw", "2025-02-04"),
    ("save",),
)


def typed(book: Path, *words: str) -> Said:
    return run_bare(book, *words) if words[0] in {"save", "verify"} or words[:2] == ("items", "park") else run(book, *words, "--today", TODAY)


def undo(book: Path, *words: str) -> Said:
    return run_bare(book, "undo", *words)


def run_bare(book: Path, *words: str) -> Said:
    """A command that takes no --today."""
    import io
    from contextlib import redirect_stderr, redirect_stdout

    from referat.cli.app import main

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*words, "--book", str(book)])
    return Said(int(code), out.getvalue(), err.getvalue())


def state(book: Path) -> dict[str, bytes]:
    return {str(path.relative_to(book)): path.read_bytes() for path in sorted((book / "meetings").rglob("*")) if path.is_file()}


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    return make_repository(tmp_path / "book", FILES)


@pytest.mark.parametrize("words", [words for words in COMMANDS if words[0] not in {"save", "reopen", "withdraw", "approve"}], ids=" ".join)
def test_each_command_is_taken_back_byte_for_byte_and_the_history_only_grows(book: Path, words: tuple[str, ...]) -> None:
    before, entry = state(book), git(book, "rev-parse", "HEAD")
    assert typed(book, *words).code in {0, 1}, words
    assert state(book) != before
    saved = git(book, "rev-list", "--count", "HEAD")
    said = undo(book)
    assert (said.code, state(book)) == (0, before), said.err
    assert git(book, "status", "--porcelain") == ""
    assert int(git(book, "rev-list", "--count", "HEAD")) == int(saved) + (git(book, "rev-parse", "HEAD") != entry)
    assert git(book, "merge-base", "HEAD", entry) == entry
    assert (undo(book).code, state(book)) == (0, before)


def test_an_approval_is_taken_back_as_withdraw_does(book: Path) -> None:
    for words in (("circulate", "2025-02-04", "--force", "x"), ("approve", "2025-02-04", "--in", "2025-03-04", "--by", "ada")):
        assert typed(book, *words).code == 0
        assert typed(book, "verify").code == 0
    assert undo(book).code == 0
    assert "Referat-Withdraw: 2025-02-04-laget" in git(book, "log", "-1", "--format=%B")
    assert typed(book, "verify").code == 0
    assert undo(book).code == 0  # the sending out, too
    assert typed(book, "verify").code == 0
    assert state(book) == {path: data if isinstance(data, bytes) else data.encode() for path, data in FILES.items()}


def test_what_has_come_since_stands_in_the_way_with_its_place(book: Path) -> None:
    assert typed(book, "done", "r1ng").code == 0
    there = book / "meetings/2025-03-04-laget.md"
    now = there.read_bytes()
    there.write_bytes(now.replace("Løypa".encode(), "Løypa i vest".encode()))
    before = state(book)
    said = undo(book)
    assert (said.code, state(book)) == (4, before)
    assert "meetings/2025-03-04-laget.md:" in said.err
    there.write_bytes(now)
    assert undo(book).code == 0


@pytest.mark.parametrize("last", [("init", "."), ("trust",), ("hooks", "install")])
def test_what_cannot_be_taken_back_is_refused_and_what_was_before_is_left(book: Path, last: tuple[str, ...]) -> None:
    assert typed(book, "done", "r1ng").code == 0
    if last == ("init", "."):
        shutil.rmtree(book / "meetings/groups")
        assert run_bare_init(book).code == 0
    elif last == ("trust",):
        git(book, "config", "filter.x.clean", "cat")
        (book / ".git/hooks/pre-commit").write_text("#!/bin/sh\n", encoding="utf-8")
        (book / ".git/hooks/pre-commit").chmod(0o755)
        assert run_bare(book, "trust", "--yes").code == 0
    else:
        assert run_bare(book, *last).code == 0
    before = state(book)
    assert (undo(book).code, state(book)) == (4, before)


def run_bare_init(book: Path) -> Said:
    import io
    from contextlib import redirect_stderr, redirect_stdout

    from referat.cli.app import main

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["init", str(book)])
    return Said(int(code), out.getvalue(), err.getvalue())


def test_the_list_names_what_was_said_and_which_files(book: Path) -> None:
    assert (undo(book, "--list").code, undo(book).code) == (0, 0)
    typed(book, "done", "r1ng")
    typed(book, "move", "2025-04-08", "--date", "2025-04-15")
    lines = undo(book, "--list").out.splitlines()
    assert [line[18:] for line in lines if not line.startswith(" ")] == ["2025-04-08-laget er flyttet til 2025-04-15", "Ferdig: Ring (r1ng)"]
    assert {"    meetings/2025-04-15-laget.md", "    meetings/2025-03-04-laget.md"} <= set(lines)


def test_a_dry_run_takes_nothing_back(book: Path) -> None:
    typed(book, "done", "r1ng")
    before = state(book)
    assert (undo(book, "--dry-run").code, state(book)) == (0, before)
    assert undo(book).code == 0


def test_a_record_from_elsewhere_says_nothing(book: Path, tmp_path: Path) -> None:
    root = str(book.resolve())
    outside = tmp_path / "secret.txt"
    outside.write_text("x", encoding="utf-8")
    for path in ("../secret.txt", "meetings/../../secret.txt", ".git/config", "copies/x.html"):
        there = (book / path).read_bytes() if (book / path).is_file() else None
        place = undo_records.begin(root, Change("x", (FileBefore(path, b"bad", digest_of(there)),)))
        undo_records.finish(place)
        assert undo(book).code in {2, 3, 4}, path
        undo_records.forget(place.replace(".begun", ".json"))
    assert outside.read_text(encoding="utf-8") == "x"
    typed(book, "done", "r1ng")
    (record,) = Path(undo_records._folder(root)).iterdir()
    facts = json.loads(record.read_text(encoding="utf-8"))
    record.write_text(json.dumps({**facts, "root": "/elsewhere"}), encoding="utf-8")
    before = state(book)
    assert (undo(book).code, state(book)) == (0, before)


def test_a_link_in_the_place_of_a_folder_is_not_followed(book: Path, tmp_path: Path) -> None:
    assert typed(book, "rename", "bro", "gangbro").code == 0
    (tmp_path / "away").mkdir()
    shutil.move(book / "meetings/items/gangbro.md", tmp_path / "away/gangbro.md")
    (book / "meetings/items").rmdir()
    (book / "meetings/items").symlink_to(tmp_path / "away")
    assert undo(book).code in {3, 4}
    assert [path.name for path in (tmp_path / "away").iterdir()] == ["gangbro.md"]


@pytest.mark.parametrize("saved", [False, True])
@pytest.mark.parametrize("name", ["meetings/2025-02-04-laget.md", "2025-02-04", "2025-02-04-laget.md"])
def test_a_missing_file_comes_back_as_it_was_saved(book: Path, name: str, saved: bool) -> None:
    before = state(book)
    (book / "meetings/2025-02-04-laget.md").unlink()
    if saved:
        typed(book, "save")
        typed(book, "done", "r1ng")
        undo(book)
    said = run_bare(book, "restore", name)
    assert (said.code, state(book), git(book, "status", "--porcelain")) == (0, before, ""), said.err
    assert run_bare(book, "restore", "meetings/2025-02-04-laget.md").code == 4  # it is there
    assert run_bare(book, "restore", "finnes-ikke").code == 2


def test_a_file_comes_back_from_the_entry_that_is_named(book: Path) -> None:
    first = git(book, "rev-parse", "HEAD")
    typed(book, "done", "m4ling")
    (book / "meetings/2025-02-04-laget.md").unlink()
    assert run_bare(book, "restore", "2025-02-04", "--from", "no-such-entry").code == 2
    assert run_bare(book, "restore", "2025-02-04", "--from", first).code == 0
    assert (book / "meetings/2025-02-04-laget.md").read_bytes() == str(FILES["meetings/2025-02-04-laget.md"]).encode()


@settings(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(COMMANDS), min_size=5, max_size=30))
def test_any_commands_and_as_many_undo_give_every_file_back(home: Path, tmp_path: Path, commands: list[tuple[str, ...]]) -> None:
    root = tmp_path / "any"
    shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree(home / ".local", ignore_errors=True)
    make_repository(root, FILES)
    before = state(root)
    for words in commands:
        assert typed(root, *words).code != 70, words
    counted = int(git(root, "rev-list", "--count", "HEAD"))
    for _ in commands:
        said = undo(root)
        assert said.code == 0, (commands, said.err)
    assert state(root) == before
    assert int(git(root, "rev-list", "--count", "HEAD")) >= counted
    assert typed(root, "verify").code == 0


def test_undo_and_what_it_takes_back_may_be_killed_anywhere(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    kept = make_repository(tmp_path / "kept", FILES)
    root = tmp_path / "book"
    before = state(kept)
    command = [sys.executable, "-m", "referat", "move", "2025-04-08", "--date", "2025-04-15", "--book", str(root), "--today", TODAY]
    back = [sys.executable, "-m", "referat", "undo", "--book", str(root)]

    def fresh(*, changed: bool) -> None:
        shutil.rmtree(root, ignore_errors=True)
        shutil.rmtree(undo_records._folder(str(root.resolve())), ignore_errors=True)
        shutil.copytree(kept, root)
        if changed:
            subprocess.run(command, env=surroundings(), capture_output=True, check=True)

    for killed, changed in ((command, False), (back, True)):
        fresh(changed=changed)
        for point in a_share(points(killed, tmp_path / "log", CHANGING)):
            fresh(changed=changed)
            run_killed(killed, point)
            done = subprocess.run(back, env=surroundings(), capture_output=True, check=False)
            assert (done.returncode, state(root)) == (0, before), (point, done.stderr.decode())
