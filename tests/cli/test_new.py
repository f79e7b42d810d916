"""`referat new` as it is typed."""

import stat
from pathlib import Path

import pytest

from referat.cli.app import main
from tests.small_books import group, minutes, on_disk

FILES = {
    "groups/styret.md": group("Styret", "medlemmer: [Ada Vik, N.N. (Nordre)]\n"),
    "2024-04-23-styret.md": minutes("2024-04-23", "- [ ] @ada Ring ^b7r2k\n\n- [ ] @bo Uten id\n", more="neste: 2024-06-04 kl. 18.00\n"),
}
NEW = "meetings/2024-06-04-styret.md"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("REFERAT_TODAY", "2024-05-01")
    monkeypatch.chdir(on_disk(tmp_path / "bok", FILES, "en"))
    return tmp_path / "bok"


def test_it_says_what_was_taken_in_and_what_was_not(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new"]) == 0
    out, said = capsys.readouterr()
    assert out == (f"{NEW} is prepared:\n  one person expected\n  to approve: 2024-04-23-styret\n  one open action carried\n  one seat to fill\n")
    assert "meetings/2024-04-23-styret.md:12" in said
    assert "referat init" in said
    assert (book / NEW).is_file()


def test_the_second_time_it_says_that_the_draft_is_there(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new"])
    text = (book / NEW).read_bytes()
    capsys.readouterr()
    assert main(["new", "styret"]) == 0
    assert capsys.readouterr().out.startswith(f"{NEW} is there already, and is left as it is.\n")
    assert main(["new", "--refresh"]) == 0
    assert capsys.readouterr().out == f"{NEW} is up to date; nothing was added.\n"
    assert (book / NEW).read_bytes() == text


def test_a_refresh_says_what_it_added(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new"])
    earlier = book / "meetings/2024-04-23-styret.md"
    earlier.write_text(earlier.read_text() + "\n- [ ] @ada Skriv ^c7r2k\n")
    capsys.readouterr()
    assert main(["new", "--refresh"]) == 0
    assert capsys.readouterr().out == f"{NEW} is brought up to date:\n  one open action carried\n"


def test_a_dry_run_shows_the_text_and_writes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--dry-run"]) == 0
    out, said = capsys.readouterr()
    assert f"--- /dev/null\n+++ {NEW}\n" in out
    assert "+- [ ] @ada Ring ^b7r2k\n" in out
    assert "dry run" in said
    assert not (book / NEW).exists()


def test_without_a_day_and_without_a_terminal_the_option_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(on_disk(tmp_path, {"groups/styret.md": group("Styret")}))
    assert main(["new"]) == 2
    assert "--date" in capsys.readouterr().err


def test_minutes_that_are_sent_out_are_refused(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / NEW).write_text(minutes("2024-06-04", "", status="circulated"))
    assert main(["new", "--date", "2024-06-04", "--refresh"]) == 4
    assert main(["new", "--date", "2024-06-04"]) == 4
    assert "2024-06-04-styret" in capsys.readouterr().err


def test_a_slug_never_leads_out_of_the_meetings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(on_disk(tmp_path / "bok", {}, "en"))
    assert main(["new", "../../../etc", "--date", "2024-06-04"]) == 0
    assert capsys.readouterr().out.startswith("meetings/2024-06-04-etc.md is prepared; nothing waited for it.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["bok"]
    assert (tmp_path / "bok/meetings/2024-06-04-etc.md").is_file()


def test_the_editor_is_the_persons_own_and_no_shell_is_asked(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = tmp_path / "my editor"
    editor.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/opened"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    monkeypatch.setenv("VISUAL", f"'{editor}' --wait '$(touch {tmp_path}/ran)'")
    assert main(["new", "--open"]) == 0
    assert (tmp_path / "opened").read_text() == f"--wait\n$(touch {tmp_path}/ran)\n{book / NEW}\n"
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("editor", ["", "no-such-editor", "'unclosed"])
def test_an_editor_that_is_not_there_is_said_and_the_minutes_are(book: Path, editor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    assert main(["new", "--open"]) == 2
    assert (book / NEW).is_file()
