"""`referat init` as it is typed."""

from pathlib import Path

import pytest

from referat.cli.app import main
from tests.repositories import home

__all__ = ["home"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "state"))


def test_it_says_what_was_made_and_what_comes_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "bok"), "--language", "en"]) == 0
    out, _ = capsys.readouterr()
    assert out.splitlines()[0] == f"A minute book is started in {tmp_path / 'bok'}:"
    assert "  meetings/book.yaml" in out
    assert "referat new styret --date friday" in out
    assert (tmp_path / "bok/meetings/book.yaml").read_text() == "title: bok\nlanguage: en\n"


def test_who_has_no_name_in_git_is_told_before_it_is_needed(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", str(tmp_path / "en"), "--language", "nb"])
    assert capsys.readouterr().err == ""
    (home / ".gitconfig").write_text("", encoding="utf-8")
    for words, told in (([str(tmp_path / "to")], True), ([str(tmp_path / "tre"), "--dry-run"], False), ([str(tmp_path / "fire"), "--no-git"], False)):
        assert main(["init", *words, "--language", "nb"]) == 0
        assert ("git config --global user.name" in capsys.readouterr().err) is told


def test_the_second_time_it_says_that_all_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", str(tmp_path / "bok"), "--language", "en"])
    capsys.readouterr()
    assert main(["init", str(tmp_path / "bok")]) == 0
    out, _ = capsys.readouterr()
    assert out == f"{tmp_path / 'bok'} is a minute book already; nothing was changed.\n"


@pytest.mark.parametrize(("typed", "code"), [("nynorsk", "nn"), ("Bokmål", "nb"), ("EN", "en"), ("no", "nb")])
def test_a_language_may_be_called_what_people_call_it(tmp_path: Path, typed: str, code: str) -> None:
    assert main(["init", str(tmp_path), "--language", typed, "--no-git"]) == 0
    assert (tmp_path / "meetings/book.yaml").read_text().endswith(f": {code}\n")
    assert not (tmp_path / ".git").exists()


def test_the_language_is_the_computers_where_none_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nn_NO.UTF-8")
    assert main(["init", str(tmp_path), "--no-git"]) == 0
    assert (tmp_path / "meetings/book.yaml").read_text() == f"tittel: {tmp_path.name}\nspråk: nn\n"


def test_a_language_we_have_not_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path), "--language", "fr"]) == 2
    assert "«fr»" in capsys.readouterr().err
    assert not (tmp_path / "meetings").exists()


def test_a_dry_run_shows_and_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "bok"), "--dry-run", "--language", "en"]) == 0
    out, said = capsys.readouterr()
    assert "  meetings/people.yaml" in out
    assert "dry run" in said
    assert not (tmp_path / "bok").exists()
