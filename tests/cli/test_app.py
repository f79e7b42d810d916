import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from referat import __version__
from referat.cli.app import COMMANDS, loaded, main

Table = Mapping[str, Mapping[str, tuple[str, str]]]
HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def outside_any_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one stands in a book, its language is spoken; this repository is one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REFERAT_BOOK", raising=False)


def python(*args: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """A run in a process of its own, in a pipe."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **surroundings}
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, encoding="utf-8", env=env, check=False)


def test_every_command_of_the_table_is_there() -> None:
    for panel in COMMANDS.values():
        for name, (module, summary) in panel.items():
            assert loaded(name, module).name == name
            assert summary.endswith("."), name


def test_every_command_takes_the_book_and_the_day() -> None:
    for panel in COMMANDS.values():
        for name, (module, _) in panel.items():
            command = loaded(name, module)
            for one in [*getattr(command, "commands", {}).values()] or [command]:
                wanted = {"init": {"today"}, "help": {"book"}}.get(name, {"today", "book"})
                assert one.hidden or wanted <= {param.name for param in one.params}, (name, one.name)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"referat {__version__}\n"


def test_version_at_the_front_door_loads_no_library() -> None:
    done = python("-X", "importtime", "-m", "referat", "--version")
    assert done.stdout == f"referat {__version__}\n"
    loaded_modules = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert loaded_modules.isdisjoint({"typer", "rich", "yaml", "git", "re", "dataclasses", "gettext", "pathlib", "subprocess"})


def test_help_shows_panels_in_order_and_loads_no_command(toys: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"], toys) == 0
    said = capsys.readouterr().out
    order = ("\nAsk:", "  ask ", "  find ", "\nChange:", "  import ", "  items ", "\nNowhere:", "  gone ", "--help says more")
    places = [said.index(text) for text in order]
    assert places == sorted(places)
    assert "toy" not in sys.modules


def test_nothing_typed_is_a_question_for_help(toys: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], toys) == 0
    assert "Usage: referat" in capsys.readouterr().out


def test_a_command_gets_its_words_and_options(toys: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "a", "b", "--group", "kraft", "--today", "2026-03-31", "--dry-run", "--format", "json", "--book", "x"], toys) == 0
    assert capsys.readouterr().out == "['a', 'b'] x kraft 2026-03-31 True json\n"


def test_shared_options_come_from_the_surroundings_too(toys: Table, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["ask"], toys) == 0
    assert str(date.today()) in capsys.readouterr().out  # noqa: DTZ011 - the day of the person at the keyboard
    monkeypatch.setenv("REFERAT_TODAY", "2025-12-24")
    monkeypatch.setenv("REFERAT_BOOK", "elsewhere")
    assert main(["ask"], toys) == 0
    assert capsys.readouterr().out == "None elsewhere None 2025-12-24 False None\n"


@pytest.mark.parametrize("day", ["20260331", "2026-W14-2", "2026-02-30", "soon", ""])
def test_today_is_a_day_that_exists(toys: Table, capsys: pytest.CaptureFixture[str], day: str) -> None:
    assert main(["ask", "--today", day], toys) == 2
    assert f"“{day}” cannot stand after --today; it takes a day such as 2026-03-31." in capsys.readouterr().err


@pytest.mark.parametrize(("language", "options", "group"), [("nb", "VALG", "Bare denne gruppen"), ("nn", "VAL", "Berre denne gruppa")])
def test_help_speaks_the_language_of_the_book_one_stands_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, options: str, group: str
) -> None:
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings" / "book.yaml").write_text(f"language: {language}\n")
    assert main(["items", "--help", "--book", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Bruk: referat items [{options}] KOMMANDO ...\n")
    assert f"--group GRUPPE              {group}" in said
    assert "tabell|" in said
    assert 'referat items add "Nytt kart over sti' in said


def test_help_of_a_command_keeps_its_examples(toys: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "-h"], toys) == 0
    said = capsys.readouterr().out
    assert said.startswith("Usage: referat ask [OPTIONS] ")
    assert "Examples:\n    referat ask kraft\n" in said
    assert "[or set REFERAT_TODAY]" in " ".join(said.split())


def test_what_a_command_returns_is_the_exit_code(toys: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "kraft"], toys) == 1
    assert capsys.readouterr().out == "nothing called kraft\n"


def test_a_name_that_python_keeps(toys: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "old.txt"], toys) == 0
    assert capsys.readouterr().out == "old.txt\n"


def test_a_command_with_commands_of_its_own(toys: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["items", "list"], toys) == 0
    assert main(["items", "park", "sol"], toys) == 0
    assert capsys.readouterr().out == "kraftloft\nparked sol\n"
    assert main(["items", "prak"], toys) == 2
    assert "park" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["fidn"], "referat: There is no command “fidn”; referat --help lists what there is.\nDid you mean: referat find\n"),
        (["xyzzy"], "referat: There is no command “xyzzy”; referat --help lists what there is.\n"),
        (["\x1b[2J"], "referat: There is no command “\\x1b[2J”; referat --help lists what there is.\n"),
    ],
)
def test_a_command_that_is_not_there(toys: Table, capsys: pytest.CaptureFixture[str], typed: list[str], said: str) -> None:
    assert main(typed, toys) == 2
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        (["ask", "--gruop", "x"], ["has no option --gruop.", "\nDid you mean --group? referat ask --help says what there is.\n"]),
        (["ask", "--zzzzz"], ["--zzzzz", "\nreferat ask --help says what there is.\n"]),
        (["ask", "--group"], ["--group needs a value.", "\nreferat ask --help says what there is.\n"]),
        (["ask", "--format", "jsn"], ["“jsn” cannot stand after --format; it takes table or json."]),
        (["find"], ["referat: find needs NAME.", "referat find --help says what there is."]),
        (["find", "a", "b"], ["find takes no more words: b"]),
        (["--versoin"], ["Did you mean --version?"]),
    ],
)
def test_a_command_typed_wrongly(toys: Table, capsys: pytest.CaptureFixture[str], typed: list[str], parts: list[str]) -> None:
    assert main(typed, toys) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("referat: ")
    assert [part for part in parts if part not in err] == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["approve", "siste"], "referat: --in mangler: referat approve --in\nreferat approve --help viser hva som finnes.\n"),
        (["actions", "--gruop", "x"], "referat: actions har ikke noe valg --gruop.\nMente du --group? referat actions --help viser "),
        (["actions", "--format", "docx"], "--format kan ikke være «docx». Velg tabell, rentekst, json, csv, excel, md, "),
        (["actions", "--today", "i går"], "--today kan ikke være «i går». Skriv en dag som 2026-03-31.\n"),
        (["done"], "referat: Hvilken oppgave? referat done ID\n"),
        (["items", "prak"], "referat: items har ingen kommando «prak»; den har add, postpone, park.\n"),
        (["hooks"], "referat: Skriv ett av disse etter hooks: "),
        (["assign", "abcd1"], "Oppgi minst én oppgave og ett @kortnavn: referat assign 7qk2m @haakon\n"),
        (["groups", "--format"], "Skriv en verdi etter --format.\n"),
        (["acton"], "Det finnes ingen kommando «acton»; referat --help viser dem som finnes.\nMente du: referat actions\n"),
    ],
)
@pytest.mark.parametrize("named", [False, True])
def test_a_slip_is_told_in_the_language_of_the_book(tmp_path: Path, typed: list[str], said: str, *, named: bool) -> None:
    book = tmp_path / "bok"
    (book / "meetings").mkdir(parents=True)
    (book / "meetings/book.yaml").write_text("språk: nb\n", encoding="utf-8")
    where = {"REFERAT_BOOK": str(book)} if named else {}
    done = subprocess.run(
        [sys.executable, "-m", "referat", *typed], cwd=tmp_path if named else book / "meetings", capture_output=True, check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), **where},
    )  # fmt: skip
    assert done.returncode == 2
    assert said in done.stderr.decode()


def test_an_error_is_shown_with_its_line(toys: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["look-up", "krat"], toys) == 3
    assert capsys.readouterr().err == (
        "meetings/a.md:41:32: There is no group “krat”.\n"
        "    - [ ] @berte Kall inn til møte +krat\n"
        "                                   ^^^^^\n"
        "Did you mean kraft?\n"
    )


def test_an_interruption_is_no_failure_of_the_program(toys: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fall", "interrupt"], toys) == 130
    assert main(["fall", "abort"], toys) == 130
    assert capsys.readouterr().err == "\n\n"


def test_a_full_disk_is_no_mistake_of_ours(toys: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fall", "disk"], toys) == 3
    assert capsys.readouterr().err == "referat: The computer would not do it: meetings/a.md: the disk is full\n"


def test_our_own_mistake(toys: Table, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["fall", "down"], toys) == 70
    said = capsys.readouterr().err
    assert said.startswith(f"referat: This is a mistake in referat {__version__}, not in your book: LookupError: the \\x1b[2J moon\n")
    assert "REFERAT_DEBUG=1" in said
    assert "Traceback" not in said
    monkeypatch.setenv("REFERAT_DEBUG", "1")
    assert main(["fall", "down"], toys) == 70
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(("locale", "said"), [("nb_NO.UTF-8", "Det finnes ingen kommando «æøå»"), ("nn_NO.UTF-8", "Det finst ingen kommando «æøå»")])
def test_it_speaks_the_language_of_the_office(locale: str, said: str) -> None:
    done = python("-m", "referat", "æøå", LC_ALL="", LC_CTYPE="C.UTF-8", LC_MESSAGES=locale)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_pipe_gets_utf8_whatever_the_locale() -> None:
    # -S: where the clone's own path is not ASCII, Python itself fails to find its packages in such a locale.
    done = python("-S", "-X", "utf8=0", "-m", "referat", "nope", LC_ALL="C", PYTHONCOERCECLOCALE="0")
    assert "“nope”" in done.stderr


def test_a_reader_that_leaves_is_no_failure() -> None:
    read, write = os.pipe()
    os.close(read)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-m", "referat", "--help"], stdout=write, stderr=subprocess.PIPE, env=env, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a device that is always full")
def test_a_full_disk_behind_stdout_is_said() -> None:
    with open("/dev/full", "wb") as full:
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run([sys.executable, "-m", "referat", "--help"], stdout=full, stderr=subprocess.PIPE, env=env, check=False)
    assert done.returncode == 3
    assert b"The computer would not do it" in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_closed_streams_are_no_failure() -> None:
    done = python("-c", "import os, sys; os.close(1); os.close(2); os.execv(sys.executable, [sys.executable, '-m', 'referat', '--help'])")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_that_a_shell_needs(shell: str) -> None:
    done = python("-c", "import sys; from referat.cli.app import main; sys.exit(main())", _REFERAT_COMPLETE=f"source_{shell}")
    assert done.returncode == 0
    assert "_REFERAT_COMPLETE" in done.stdout


COMPLETE = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
from referat.cli.app import main
toys = {{"Ask": {{"import": ("toy", "Take in old files."), "items": ("toy", "Items."), "gone": ("no_such_module", "Never loaded.")}}}}
sys.exit(main(None, toys))
"""


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("", ["import", "items", "gone"]),
        ("i", ["import", "items"]),
        ("import k", ["kraft", "klima"]),
        ("import kr", ["kraft"]),
        ("items p", ["park"]),
    ],
)
def test_completion(line: str, offered: list[str]) -> None:
    words = f"referat {line}"
    position = str(len(words.split(" ")) - 1)
    done = python("-c", COMPLETE, _REFERAT_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=position)
    assert (done.returncode, done.stdout.split()) == (0, offered), done.stderr
    done = python("-c", COMPLETE, _REFERAT_COMPLETE="complete_fish", _TYPER_COMPLETE_ARGS=words, _TYPER_COMPLETE_FISH_ACTION="get-args")
    assert [row.partition("\t")[0] for row in done.stdout.splitlines()] == offered
    done = python("-c", COMPLETE, _REFERAT_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=words)
    assert [name for name in ("import", "items", "gone", "kraft", "klima", "park") if f'"{name}"' in done.stdout] == offered
