"""What a newcomer meets in the first days: who she is to git, a folder that is not hers, a book in another language than the computer's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.prompt import run, run_alone
from tests.repositories import git, home, make_repository, put
from tests.small_books import group, minutes

__all__ = ["home"]

FILES = {
    "meetings/book.yaml": "språk: nb\n",
    "meetings/people.yaml": "kari: Kari Anne Moe (Elvdal)\n",
    "meetings/groups/styret.md": group("Styret"),
    "meetings/2024-02-06-styret.md": minutes("2024-02-06", "## 1. Oppfølging\n\n- [ ] @kari Ring\n- [ ] @per Skriv ^skr1v\n"),
}


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    return make_repository(tmp_path / "book", FILES)


def name_me(home: Path, name: str) -> None:
    (home / ".gitconfig").write_text(f"[user]\n\tname = {name}\n\temail = x@example.org\n", encoding="utf-8")


def test_me_is_who_git_says_without_the_name_in_the_middle(book: Path, home: Path) -> None:
    name_me(home, "Kari Moe")
    said = run(book, "actions", "--owner", "me")
    assert (said.code, "Ring" in said.out, "Skriv" in said.out) == (0, True, False)


def test_me_is_known_where_the_book_is_in_no_repository(home: Path, tmp_path: Path) -> None:
    name_me(home, "Kari Anne Moe")
    put(tmp_path / "plain", FILES)
    said = run(tmp_path / "plain", "actions", "--owner", "me")
    assert (said.code, "Ring" in said.out) == (0, True)


@pytest.mark.parametrize(
    "words",
    [["add", "Mal", "--owner", "me"], ["add", "@meg,", "Mal"], ["assign", "skr1v", "@me"], ["assign", "skr1v", "@Meg"]],
)
def test_a_file_says_who_and_never_me(book: Path, home: Path, words: list[str]) -> None:
    name_me(home, "Kari Moe")
    assert run(book, *words).code == 0
    changed = [line for line in git(book, "show", "--format=").splitlines() if line.startswith("+") and "@" in line]
    assert ["@kari" in line for line in changed] == [True]
    assert not any("@me" in line.casefold() for line in changed)


def test_nobody_is_written_where_the_book_does_not_know_me(book: Path, home: Path) -> None:
    name_me(home, "Ola Nordmann")
    for words in (["add", "Mal", "--owner", "me"], ["assign", "skr1v", "@me"], ["items", "add", "Kart", "--by", "meg"]):
        said = run(book, *words)
        assert (said.code, said.out) == (2, "")
        assert "Ola Nordmann" in said.err
    assert git(book, "status", "--porcelain") == ""


def test_who_raised_an_item_is_named(book: Path, home: Path) -> None:
    name_me(home, "Kari Moe")
    run(book, "items", "add", "Kart", "--by", "me")
    assert "meldt av: Kari Anne Moe\n" in (book / "meetings/items/kart.md").read_text("utf-8")


def test_a_member_of_the_group_may_say_me_without_standing_in_the_register(home: Path, tmp_path: Path) -> None:
    name_me(home, "Ida Berg")
    group = "---\ntittel: Tunet\nmedlemmer: [Ida Berg, Per Lie]\n---\n"
    put(tmp_path / "plain", {"meetings/book.yaml": "språk: nb\n", "meetings/groups/tun.md": group})
    assert run(tmp_path / "plain", "add", "Mal", "--owner", "me").code == 0
    assert "- [ ] @ida Mal ^" in (tmp_path / "plain/meetings/groups/tun.md").read_text("utf-8")


def test_a_stranger_is_told_who_git_takes_her_for(book: Path, home: Path) -> None:
    name_me(home, "Ola Nordmann")
    said = run(book, "actions", "--owner", "me")
    assert (said.code, said.out) == (2, "")
    assert "Ola Nordmann" in said.err
    assert "people.yaml" in said.err


def test_without_git_me_is_nobody_and_the_rest_goes_on(book: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run_alone(book, "actions", "--owner", "me", PATH=str(tmp_path / "empty")).code == 2
    assert run_alone(book, "actions", PATH=str(tmp_path / "empty")).out.count("\n") == 2


def test_starting_a_book_that_is_there_speaks_its_language(book: Path, tmp_path: Path) -> None:
    said = run_alone(tmp_path, "init", "book", LC_ALL="C.UTF-8")
    assert said.code == 0
    assert "Neste" in said.out
    assert git(book, "diff", "HEAD") == ""


@pytest.mark.parametrize("words", [["new", "styret", "--date", "2024-04-09"], ["check", "--fix"], ["items", "add", "Kart"], ["done", "skr1v"]])
def test_nothing_is_said_to_be_done_that_could_not_be_written(book: Path, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full at the moment of writing."""
    from referat.store import files

    def full(*_: object) -> list[str]:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(files, "write_all", full)
    said = run(book, *words)
    assert (said.code, said.out) == (3, "")
    assert said.err.count("\n") == 1
    assert git(book, "status", "--porcelain") == ""


def test_a_shell_completes_whom_an_action_goes_to(book: Path) -> None:
    said = run_alone(book, _REFERAT_COMPLETE="complete_bash", COMP_WORDS="referat assign skr1v @", COMP_CWORD="3")
    assert said.out.split() == ["@kari", "@per"]


def offered(book: Path, line: str) -> list[str]:
    words = line.split(" ")
    return run_alone(book, _REFERAT_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)).out.split()


def test_whatever_is_typed_that_the_book_knows_is_completed(book: Path) -> None:
    assert offered(book, "referat add Mal --owner ") == ["kari", "per"]
    assert offered(book, "referat add Mal --group ") == offered(book, "referat items add Kart --group ") == ["styret"]
    for line in ("add Mal --meeting ", "circulate ", "approve ", "approve x --in ", "withdraw ", "correct ", "trail ", "verify "):
        assert offered(book, f"referat {line}") == ["siste", "neste", "2024-02-06-styret"], line
    assert offered(book, "referat rename ") == ["2024-02-06-styret", "styret"]
    assert offered(book, "referat edit n") == ["neste"]
    assert offered(book, "referat new styret --template a") == ["arbeidsgruppe", "arsmote"]
    assert offered(book, "referat defer skr1v --due t") == ["tirsdag", "torsdag"]
    assert offered(book, "referat actions --due u") == ["uke"]


def test_a_shell_that_shows_words_beside_an_id_gets_them(book: Path) -> None:
    asked = {"_TYPER_COMPLETE_ARGS": "referat done s", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    assert run_alone(book, _REFERAT_COMPLETE="complete_fish", **asked).out.splitlines()[0].startswith("skr1v\t")
    assert '"skr1v":"' in run_alone(book, _REFERAT_COMPLETE="complete_zsh", **asked).out


def test_bash_itself_completes(book: Path, tmp_path: Path) -> None:
    """The script that --install-completion installs, sourced and asked in a real bash."""
    script = run_alone(book, _REFERAT_COMPLETE="source_bash").out
    asked = f"""
{script}
referat() {{ :; }}
try() {{ COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _referat_completion "$REFERAT" "${{!#}}"; echo "${{COMPREPLY[*]}}"; }}
try referat act
try referat actions --group s
try referat done ''
try referat items p
"""
    command = tmp_path / "referat"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m referat "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    paths = os.pathsep.join(path for path in sys.path if path)
    said = subprocess.run(
        ["bash", "--norc"], input=asked, text=True, capture_output=True, cwd=book, check=False,
        env={**os.environ, "PYTHONPATH": paths, "REFERAT": str(command)},
    )  # fmt: skip
    assert said.stdout.splitlines() == ["actions", "styret", "skr1v", "postpone park"], said.stderr


def test_a_file_that_cannot_be_read_is_named_where_it_is_asked_for(book: Path) -> None:
    put(book, {"meetings/2024-03-01-styret.md": b"---\n\xff\n---\n"})
    said = run(book, "show", "2024-03-01-styret")
    assert (said.code, said.out) == (4, "")
    assert "referat check meetings/2024-03-01-styret.md" in said.err
    assert run(book, "show", "meetings/2024-02-06-styret.md").code == 0


NEXT = [["actions", "--due", "next styret"], ["defer", "skr1v", "--due", "next styret"], ["add", "Kart", "--due", "neste styret"]]


@pytest.mark.parametrize("words", NEXT)
def test_a_next_meeting_that_nobody_has_set_is_said_to_be_so(book: Path, words: list[str]) -> None:
    said = run(book, *words)
    assert (said.code, said.out) == (2, "")
    assert "referat new" in said.err


SETTINGS = {"a link": None, "not text": b"\xff\xfe", "not YAML": b"a: [\n", "an anchor": b"a: &b 1\n", "nothing": b""}


@pytest.mark.parametrize("name", ["book", "people", "contacts"])
@pytest.mark.parametrize("kind", SETTINGS)
def test_settings_that_cannot_be_read_hide_nothing_else(book: Path, name: str, kind: str) -> None:
    path = book / f"meetings/{name}.yaml"
    path.unlink(missing_ok=True)
    data = SETTINGS[kind]
    if data is None:
        path.symlink_to("/etc/hostname")
    else:
        path.write_bytes(data)
    listed, checked = run(book, "actions"), run(book, "check", "--format", "plain")
    assert (listed.code, listed.out.count("\n")) == (0, 2)
    assert (f"{name}.yaml" in listed.err) == (kind != "nothing")
    assert "no-due" in checked.out
    assert (f"meetings/{name}.yaml:" in checked.out) == (kind != "nothing")
    assert checked.code in ({1} if kind != "nothing" else {0, 1})


def test_what_is_wrong_in_a_file_is_called_as_it_is_there(book: Path) -> None:
    put(book, {"meetings/book.yaml": "språk: klingon\nalvor: {finnes-ikke: error}\n", "meetings/x.md": "---\ndato: 2024-01-01\nsted: [her]\n---\n"})
    said = run(book, "check", "--format", "plain").out
    for word in ("språk", "finnes-ikke", "sted"):
        assert f"“{word}”" in said
