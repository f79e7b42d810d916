"""What a command changed is taken back exactly: by its own record, as an entry of its own, and never over what has come since."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referat.store import undo_records
from referat.store.undo_records import FileBefore, RecordedChange, digest_of
from tests.cli.killed import run_killed
from tests.cli.prompt import Said, run
from tests.faults import harness
from tests.faults.harness import CHANGING, a_share, need_strace, points, surroundings
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
    there.write_bytes(now.replace(b"Ring", b"Ring og skriv"))
    before = state(book)
    said = undo(book)
    assert (said.code, state(book)) == (4, before)
    line = now.decode().splitlines().index("- [x] @ada Ring ^r1ng") + 1
    assert f"meetings/2025-03-04-laget.md:{line}" in said.err
    there.write_bytes(now)
    assert undo(book).code == 0


# What she writes by hand after a command, in a file that the command changed and in other lines than it wrote.
SINCE = {
    ("done", "r1ng"): ("2025-03-04-laget.md", "Løypa", "Løypa i vest"),
    ("drop", "m4ling"): ("2025-02-04-laget.md", "## 1. Løypa", "Presis.\n\n## 1. Løypa"),
    ("defer", "skr1v", "--due", "2025-05-01"): ("2025-03-04-laget.md", "@ada Ring", "@ada Ring i morgen"),
    ("assign", "r1ng", "@bo"): ("2025-03-04-laget.md", "@bo Skriv", "@bo Skriv pent"),
    ("add", "@ada Kjøp grus", "--meeting", "2025-04-08"): ("2025-04-08-laget.md", "Løypa", "Løypa i øst"),
    ("move", "2025-04-08", "--date", "2025-04-15"): ("2025-04-15-laget.md", "@bo Skriv", "@bo Skriv pent"),
    ("rename", "bro", "gangbro"): ("items/gangbro.md", "Saken.", "Saken er kjent."),
    ("cancel", "2025-04", "--why", "Påske"): ("2025-04-08-laget.md", "Løypa", "Løypa i øst"),
    ("attend", "2025-03-04", "--absent", "bo"): ("2025-03-04-laget.md", "Løypa", "Løypa i vest"),
    ("reword", "skr1v", "Skriv kort"): ("2025-04-08-laget.md", "Løypa", "Løypa i øst"),
    ("items", "postpone", "bro", "--for", "2025-05"): ("items/bro.md", "Saken.", "Saken er kjent."),
}


@pytest.mark.parametrize("is_saved", [False, True], ids=["", "saved"])
@pytest.mark.parametrize("words", SINCE, ids=" ".join)
def test_what_has_come_since_in_other_lines_stays(book: Path, words: tuple[str, ...], is_saved: bool) -> None:
    before = state(book)
    assert typed(book, *words).code == 0
    name, old, new = SINCE[words]
    there = book / "meetings" / name
    assert there.read_text(encoding="utf-8").count(old) == 1
    there.write_bytes(there.read_bytes().replace(old.encode(), new.encode()))
    if is_saved:
        assert typed(book, "save").code == 0
    said = undo(book)
    assert said.code == 0, said.err
    now = state(book)
    (came,) = [path for path in before if now.get(path) != before[path]]
    assert now.keys() == before.keys()
    assert now[came] == before[came].replace(old.encode(), new.encode())
    assert bool(git(book, "status", "--porcelain")) is not is_saved
    assert "undo" not in undo(book, "--list").out
    assert (undo(book).code, state(book)) == (0, now)  # it is let go


def test_what_was_taken_back_by_hand_is_not_asked_for_again(book: Path) -> None:
    before = state(book)
    assert typed(book, "start", "m4ling").code == 0
    assert typed(book, "done", "r1ng").code == 0
    there = book / "meetings/2025-03-04-laget.md"
    there.write_bytes(before["meetings/2025-03-04-laget.md"].replace("Løypa".encode(), "Løypa i vest".encode()))
    assert "Startet: Mal" in undo(book).out
    assert "Løypa i vest".encode() in there.read_bytes()


def test_new_minutes_in_which_she_has_written_stay(book: Path) -> None:
    assert typed(book, "new", "laget", "--date", "2025-05-06").code == 0
    there = book / "meetings/2025-05-06-laget.md"
    there.write_text(there.read_text(encoding="utf-8") + "\nNotat.\n", encoding="utf-8")
    assert undo(book).code == 4
    assert "Notat." in there.read_text(encoding="utf-8")


def test_approved_text_that_was_written_in_meanwhile_does_not_become_approved_again(book: Path) -> None:
    for words in (
        ("circulate", "2025-02-04", "--force", "x"),
        ("approve", "2025-02-04", "--in", "2025-03-04", "--by", "ada"),
        ("withdraw", "2025-02-04"),
    ):
        assert typed(book, *words).code == 0
    there = book / "meetings/2025-02-04-laget.md"
    kept = there.read_bytes()
    there.write_bytes(kept.replace("Løypa".encode(), "Løypa i vest".encode()))
    assert undo(book).code == 4
    there.write_bytes(kept)
    assert undo(book).code == 0
    assert typed(book, "verify").code == 0


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


def test_all_that_one_command_did_is_named(book: Path) -> None:
    assert typed(book, "defer", "r1ng", "skr1v", "m4ling", "--due", "2025-06-01").code == 0
    assert "(r1ng) og 2 til\n" in undo(book, "--list").out
    taken = undo(book).out
    assert "(r1ng) og 2 til\n" in taken
    assert "(skr1v)\n" in taken and "(m4ling)\n" in taken  # noqa: PT018
    assert git(book, "log", "-1", "--format=%B").count("(m4ling)") == 1


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
        place = undo_records.begin(root, RecordedChange("x", (FileBefore(path, b"bad", digest_of(there)),)))
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


SHORT = settings(max_examples=max(2, settings.default.max_examples // 20), deadline=None, suppress_health_check=list(HealthCheck))


@SHORT
@given(st.lists(st.sampled_from(COMMANDS), min_size=5, max_size=30), st.dictionaries(st.integers(0, 59), st.integers(1, 40), max_size=3))
def test_any_commands_and_as_many_undo_give_every_file_back(
    home: Path, tmp_path: Path, commands: list[tuple[str, ...]], kills: dict[int, int]
) -> None:
    """Some of the commands, and of those that take back, are killed in the middle; what comes next puts right what they left."""
    root = tmp_path / "any"
    shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree(home / ".local", ignore_errors=True)
    make_repository(root, FILES)
    before = state(root)
    for number, words in enumerate([*commands, *[("undo",)] * len(commands)]):
        if number in kills:
            run_killed(kills[number], root, *words, *(() if words[0] == "save" or words[:2] == ("items", "park") else ("--today", TODAY)))
        if words == ("undo",):
            said = undo(root)
            assert said.code == 0, (commands, said.err)
        else:
            assert typed(root, *words).code != 70, words
        if number == len(commands):
            counted = int(git(root, "rev-list", "--count", "HEAD"))
    assert (undo(root).code, undo(root).code, undo(root).code) == (0, 0, 0)  # a command that was killed at its end may stand twice
    assert state(root) == before
    assert int(git(root, "rev-list", "--count", "HEAD")) >= counted
    assert typed(root, "verify").code == 0


@pytest.mark.parametrize("words", [("move", "2025-04-08", "--date", "2025-04-15"), ("undo",)], ids=" ".join)
def test_undo_and_what_it_takes_back_may_be_killed_anywhere(home: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    first = ("move", "2025-04-08", "--date", "2025-04-15", "--today", TODAY)
    kept = make_repository(tmp_path / "kept", FILES)
    before, root, number, was_killed = state(kept), tmp_path / "book", 1, True
    kept_state = home / ".local"
    while was_killed:
        shutil.rmtree(root, ignore_errors=True)
        shutil.rmtree(kept_state, ignore_errors=True)
        shutil.copytree(kept, root)
        if words == ("undo",):
            assert run(root, *first).code == 0
        was_killed = run_killed(number, root, *(words if words == ("undo",) else first), *(("--today", TODAY) if words == ("undo",) else ()))
        said = undo(root)
        assert (said.code, state(root)) == (0, before), (number, said.err)
        number += max(1, 20 // harness.STOPS)
    assert number > 10


@pytest.mark.soak
def test_undo_and_what_it_takes_back_may_be_killed_at_each_call_of_the_system(home: Path, tmp_path: Path) -> None:
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
            harness.run_killed(killed, point)
            done = subprocess.run(back, env=surroundings(), capture_output=True, check=False)
            assert (done.returncode, state(root)) == (0, before), (point, done.stderr.decode())
