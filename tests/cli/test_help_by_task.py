"""`referat help`: every command it names can be typed, and a task is found by its words."""

from pathlib import Path

import pytest

from referat.cli.app import made, main
from referat.cli.help_by_task import TASKS
from tests.small_books import on_disk


@pytest.mark.parametrize("line", sorted({line for lines in TASKS.values() for line in lines}))
def test_every_line_names_a_command_and_its_options(line: str) -> None:
    name, *words = line.split()
    table = made()
    context = table.make_context("referat", [], resilient_parsing=True)
    command = table.get_command(context, name)
    assert command, line
    if words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words[0]]
    known = {option for parameter in command.get_params(context) for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize(
    ("language", "typed", "task", "command"),
    [
        ("nb", "kalle inn", "Kalle inn til møte", "referat notice neste"),
        ("nb", "følge opp", "Følge opp", "referat actions --overdue"),
        ("nb", "dele boka", "Dele boken", "referat sync"),
        ("nb", "noe gikk galt", "Noe gikk galt", "referat undo"),
        ("nn", "noko gjekk gale", "Noko gjekk gale", "referat restore FIL"),
        ("nn", "godkjenne", "Sende ut og godkjenne", "referat approve siste --in MØTE"),
        ("en", "wrong", "Something went wrong", "referat withdraw MEETING"),
    ],
)
def test_a_task_is_found_by_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, typed: str, task: str, command: str) -> None:
    book = on_disk(tmp_path, {}, language)
    assert main(["help", *typed.split(), "--book", str(book)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{task}\n")
    assert f"  {command} " in said.replace("\n", " ")
    assert said.count("\n\n") == 1


def test_a_word_that_no_task_is_called_by_is_looked_for_in_what_its_commands_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "angre", "--book", str(on_disk(tmp_path, {}))]) == 0
    assert capsys.readouterr().out.startswith("Noe gikk galt\n")


def test_a_command_shows_its_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hjelp", "items", "park", "--book", str(on_disk(tmp_path, {}))]) == 0
    assert capsys.readouterr().out.startswith("Bruk: referat items park [VALG] SAK\n")
