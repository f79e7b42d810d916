import io
import os
import shlex
import subprocess
import sys

import pytest

from referat.cli import console


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "terminal", "colour"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_who_wants_colour(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], terminal: bool, colour: bool) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    stream = Screen() if terminal else io.StringIO()
    assert console.wants_colour(stream) is colour
    assert console.styled("x", "problem", stream) == ("\x1b[1;31mx\x1b[0m" if colour else "x")


def test_a_closed_stream_is_no_terminal() -> None:
    stream = Screen()
    stream.isatty = lambda: (_ for _ in ()).throw(ValueError)  # type: ignore[method-assign]
    assert not console.is_terminal(stream)
    assert not console.is_terminal(None)


def test_nobody_is_asked_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    with pytest.raises(console.NeedsAnswer) as caught:
        console.confirm("Trust it?", flag="--yes")
    assert caught.value.facts == {"question": "Trust it?", "flag": "--yes"}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("y\n", True), ("Ja\n", True), ("j\n", True), ("n\n", False), ("\n", False), ("", False), ("maybe\n", False)],
)
def test_only_a_yes_is_a_yes(monkeypatch: pytest.MonkeyPatch, typed: str, answer: bool) -> None:
    monkeypatch.setattr(sys, "stdin", Screen(typed))
    monkeypatch.setattr(sys, "stderr", Screen())
    assert console.confirm("Trust it?", flag="--yes") is answer


def test_width_follows_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert console.screen_width() == 60
    monkeypatch.setenv("COLUMNS", "3")
    assert console.screen_width() == 20


def test_a_sentence_is_broken_between_words_on_a_terminal_and_left_alone_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "24")
    text = "Skriv navnet uten spørsmålstegn når det er bekreftet."
    for stream, said in ((Screen(), "Skriv navnet uten\nspørsmålstegn når det er\nbekreftet.\n"), (io.StringIO(), f"{text}\n")):
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stderr", stream)
        console.to_stdout_wrapped(text)
        console.to_stderr(text)
        assert stream.getvalue() == said * 2


def test_in_a_pipe_nothing_is_paged(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "false")
    console.page("line\n" * 500)
    assert capsys.readouterr().out == "line\n" * 500


def test_a_long_answer_on_a_terminal_goes_through_the_pager(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("PAGER", f'{shlex.quote(sys.executable)} -c \'import sys; open("{tmp_path}/seen", "w").write(sys.stdin.read())\'')
    monkeypatch.setattr(sys, "stdin", Screen())
    monkeypatch.setattr(sys, "stdout", Screen())
    console.page("linje æøå\n" * 500)
    with open(f"{tmp_path}/seen", encoding="utf-8") as seen:
        assert seen.read() == "linje æøå\n" * 500


def test_a_pager_that_is_not_there_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "no-such-pager --x")
    screen = Screen()
    monkeypatch.setattr(sys, "stdin", Screen())
    monkeypatch.setattr(sys, "stdout", screen)
    console.page("line\n" * 500)
    assert screen.getvalue() == "line\n" * 500


def test_a_table_is_plain_in_a_pipe_and_takes_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    console.rich_console(width=40).print("[/foo] [bold]x[/bold] :smile:")
    assert capsys.readouterr().out == "[/foo] [bold]x[/bold] :smile:\n"


@pytest.mark.parametrize(
    ("encoding", "said"), [("ascii", b"bl\\xe5b\\xe6r"), ("cp437", "blåbær".encode("cp437")), ("ascii:ignore", b"blbr"), ("utf-8", "blåbær".encode())]
)
def test_a_chosen_encoding_is_kept_and_never_ends_a_run(encoding: str, said: bytes) -> None:
    speak = "from referat.cli.streams import speak_utf8, to_stderr, to_stdout; speak_utf8(); to_stdout('blåbær'); to_stderr('blåbær')"
    told = subprocess.run([sys.executable, "-c", speak], env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=True)
    assert said in told.stdout
    assert told.stderr
