"""The command check: its formats, its exit codes, which files it looks at, and that --fix writes drafts alone and saves nothing in git."""

import json
from pathlib import Path

import pytest

from referat.cli import opening
from referat.cli.app import main
from referat.model.problems import PROBLEMS
from tests.repositories import git, make_repository

GOOD = """---
tittel: Styremøte
dato: 2024-05-14
til stede:
  - Signe Haugstad
status: utkast

---

## 1. Orientering

- [ ] @signe Ring kommunen frist:2024-06-20 ^k3p7d
"""
TODAY = ("--today", "2024-06-10")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "meetings" / "groups").mkdir(parents=True)
    return tmp_path


def put(book: Path, text: str, path: str = "2024-05-14-styret.md") -> Path:
    file = book / "meetings" / path
    file.write_text(text, encoding="utf-8", newline="")
    return file


def run(book: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["check", "--book", str(book), *TODAY, *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_good_book_exits_with_0_and_says_so(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(book, GOOD)
    assert run(book, capsys) == (0, "", "Nothing is wrong.\n")


def test_a_pipe_gets_a_line_for_each_finding(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(book, GOOD.replace("@signe ", "@signy "))
    code, out, err = run(book, capsys)
    assert code == 1
    assert out == (
        "meetings/2024-05-14-styret.md:12:7: warning: “@signy” is neither in people.yaml, nor present at the meeting, nor a member of the group. "
        "(unknown-owner)\n"
    )
    assert err == "One warning.\n"


def test_a_table_shows_the_line_and_what_to_do(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(book, GOOD.replace("@signe ", "@signy "))
    _, out, _ = run(book, capsys, "--format", "table")
    assert out.splitlines()[1:] == [
        "    - [ ] @signy Ring kommunen frist:2024-06-20 ^k3p7d",
        "          ^^^^^^",
        "Did you mean signe? Correct the handle, or add the person to people.yaml.",
    ]


def test_json_keeps_its_contract(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(book, GOOD.replace("@signe ", ""))
    code, out, _ = run(book, capsys, "--format", "json")
    answer = json.loads(out)
    assert code == 1
    assert answer["schema"] == "referat/check/1"
    (finding,) = answer["findings"]
    assert {key: finding[key] for key in ("code", "severity", "path", "line", "column")} == {
        "code": "no-owner",
        "severity": "warning",
        "path": "meetings/2024-05-14-styret.md",
        "line": 12,
        "column": 3,
    }
    assert finding["message"] == "Nobody is named as the one who does this."


def test_json_of_a_good_book_is_an_empty_list(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(book, GOOD)
    code, out, _ = run(book, capsys, "--format", "json")
    assert (code, json.loads(out)) == (0, {"schema": "referat/check/1", "findings": []})


def test_github_gets_commands_in_which_nothing_is_left_unescaped(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(book, GOOD.replace("utkast", '"100%\\n::error::x"'), "2024-05-14,a:b.md")
    code, out, _ = run(book, capsys, "--format", "github")
    assert code == 1
    (line,) = out.splitlines()
    assert line.startswith("::error file=meetings/2024-05-14%2Ca%3Ab.md,line=6,col=9,title=Unknown status::“100%25")
    assert "%0A" in line or "\\x0a" in line


def test_a_note_is_a_notice_and_exits_with_0(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(book, GOOD.replace(" frist:2024-06-20", ""))
    code, out, _ = run(book, capsys, "--format", "github")
    assert code == 0
    assert out.startswith("::notice file=meetings/2024-05-14-styret.md,line=12,col=3,")


def test_it_speaks_the_language_of_the_book(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(book, GOOD.replace("dato: 2024-05-14\n", "dato: 2024-05-14\ntid: onsdag 18.00\n"))
    put(book, "språk: nb\n", "book.yaml")
    _, out, _ = run(book, capsys)
    assert "tirsdag" in out
    assert "onsdag" in out


@pytest.mark.parametrize("typed", ["2024-05-14-styret", "05-14", "meetings/2024-05-14-styret.md", "meetings"])
def test_files_are_named_by_id_by_path_or_by_folder(book: Path, capsys: pytest.CaptureFixture[str], typed: str) -> None:
    put(book, GOOD.replace("@signe ", ""))
    put(book, "---\ntittel: Sti\nmedlemmer: [N.N.]\n---\n", "groups/sti.md")
    code, out, _ = run(book, capsys, typed)
    assert (code, "no-owner" in out, "open-seat" in out) == (1, True, typed == "meetings")


def test_a_path_is_also_read_from_where_one_stands(book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    put(book, GOOD.replace("@signe ", ""))
    monkeypatch.chdir(book / "meetings")
    assert run(book, capsys, "2024-05-14-styret.md")[0] == 1
    assert run(book, capsys, "groups/stig.md")[0] == 2
    assert run(book, capsys, "nowhere")[0] == 2


def test_codes_are_listed_in_the_language_of_the_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings/book.yaml").write_text("språk: nb\n", encoding="utf-8")
    assert main(["check", "--codes", "--book", str(tmp_path)]) == 0
    assert "Grunnen til et forfall" in capsys.readouterr().out


def test_codes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--codes"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(PROBLEMS)
    assert main(["check", "--codes", "--format", "json"]) == 0
    assert [entry["code"] for entry in json.loads(capsys.readouterr().out)["codes"]] == list(PROBLEMS)


def test_fix_writes_drafts_shows_each_change_and_leaves_the_rest(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = put(book, GOOD.replace(" ^k3p7d", ""))
    sent = put(book, GOOD.replace("utkast", "sendt").replace(" ^k3p7d", "").replace("05-14", "04-14"), "2024-04-14-styret.md")
    before = sent.read_bytes()
    code, _, err = run(book, capsys, "--fix", "2024-05")
    assert code == 0
    line = draft.read_text(encoding="utf-8").splitlines()[11]
    assert line.startswith("- [ ] @signe Ring kommunen frist:2024-06-20 ^")
    assert f"meetings/2024-05-14-styret.md:12: {line}" in err
    assert "One thing mended." in err
    assert sent.read_bytes() == before


def test_a_dry_run_shows_a_diff_and_writes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = put(book, GOOD.replace("frist:2024-06-20", "frist:20.6."))
    before = draft.read_bytes()
    code, out, err = run(book, capsys, "--fix", "--dry-run")
    assert code == 0
    assert "-- [ ] @signe Ring kommunen frist:20.6. ^k3p7d\n+- [ ] @signe Ring kommunen frist:2024-06-20 ^k3p7d" in out
    assert "Nothing is written" in err
    assert draft.read_bytes() == before


def test_what_cannot_be_mended_is_still_found_after_fix(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(book, GOOD.replace("@signe ", "").replace(" ^k3p7d", ""))
    code, out, _ = run(book, capsys, "--fix")
    assert code == 1
    assert "no-owner" in out
    assert "no-id" not in out


def test_fix_with_nothing_to_mend_says_so(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(book, GOOD)
    code, _, err = run(book, capsys, "--fix")
    assert code == 0
    assert err.startswith("There was nothing to mend.\n")


def test_fix_saves_nothing_in_git_and_shuns_the_ids_of_its_history(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = make_repository(home / "bok", {"meetings/2024-05-14-styret.md": GOOD})
    put(book, GOOD.replace(" ^k3p7d", ""))
    before = git(book, "rev-parse", "HEAD")
    assert run(book, capsys, "--fix")[0] == 0
    assert git(book, "rev-parse", "HEAD") == before
    assert git(book, "status", "--porcelain", "--", "meetings").split() == ["M", "meetings/2024-05-14-styret.md"]
    assert "^k3p7d" not in (book / "meetings/2024-05-14-styret.md").read_text(encoding="utf-8")


def test_annotations_name_files_from_the_top_of_the_repository(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    top = make_repository(home / "lag", {"LESMEG.md": "Laget\n", "styret/meetings/2024-05-14-styret.md": GOOD.replace("@signe ", "")})
    assert "file=styret/meetings/2024-05-14-styret.md," in run(top / "styret", capsys, "--format", "github")[1]


def test_how_far_it_has_come_is_told_at_a_terminal_once_it_takes_long(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(book, GOOD)
    assert run(book, capsys) == (0, "", "Nothing is wrong.\n")
    monkeypatch.setattr(opening, "PATIENCE", -1.0)
    assert run(book, capsys) == (0, "", "Nothing is wrong.\n")
    monkeypatch.setattr(opening, "is_terminal", lambda _stream: True)
    code, out, err = run(book, capsys)
    assert (code, out) == (0, "")
    assert err.startswith("\rReading the book: 0 %\r")
    assert err.endswith("\r\x1b[KNothing is wrong.\n")


def test_a_book_of_hundreds_of_files_is_asked_about_some(book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(10, 30):
        put(book, GOOD.replace("05-14", f"05-{day}").replace("@signe ", "@signy ").replace("k3p7d", f"k3p{day}"), f"2024-05-{day}-styret.md")
    _, out, err = run(book, capsys, "2024-05-11-styret", "meetings/2024-05-29-styret.md")
    assert [line.split(":")[0] for line in out.splitlines()] == ["meetings/2024-05-11-styret.md", "meetings/2024-05-29-styret.md"]
    assert err == "2 warnings.\n"


def test_the_next_and_the_last_meeting_can_be_looked_at(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(book, GOOD.replace("@signe ", "@signy "))
    put(book, GOOD.replace("2024-05-14", "2024-06-18").replace("^k3p7d", ""), "2024-06-18-styret.md")
    assert {line.partition(":")[0] for line in run(book, capsys, "siste")[1].splitlines()} == {"meetings/2024-05-14-styret.md"}
    assert {line.partition(":")[0] for line in run(book, capsys, "next")[1].splitlines()} == {"meetings/2024-06-18-styret.md"}


def test_hints_of_a_kind_stand_under_one_heading_on_a_terminal(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = "- [ ] @signe Ring kommunen ^k3p7d\n- [ ] @signe Mal døra ^a4x9p\n- [ ] @siggne Vask ^b5y8m\n"
    put(book, GOOD.partition("- [ ]")[0] + more)
    shown = run(book, capsys, "--format", "table")[1]
    assert shown.count("(no-due)") == 1
    assert "meetings/2024-05-14-styret.md:13:3: - [ ] @signe Mal døra ^a4x9p" in shown
    assert shown.index("(unknown-owner)") < shown.index("(no-due)")
