"""done, drop, start, reopen, defer, assign and add at the prompt: what is written, saved and said, and what is refused."""

import os
import shutil
from pathlib import Path

import pytest

from referat.store.lock import hold_lock
from referat.store.places import find_places
from tests.changes.bjorkerud import APPROVED, CIRCULATED, DRAFT, FILES, GROUP, make_book, text_of
from tests.cli.prompt import Said, run, run_alone
from tests.repositories import git, home, make_repository, put

__all__ = ["home"]


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    return make_repository(tmp_path / "book", FILES)


def texts(book: Path) -> dict[str, str]:
    return {path: text_of(book, path) for path in FILES}


def head(book: Path) -> str:
    return git(book, "rev-parse", "HEAD")


def saved(book: Path) -> list[str]:
    return git(book, "-c", "core.quotePath=false", "show", "--format=", "--name-only", "HEAD").splitlines()


SAID = {
    "done": (["done", "str0m"], "Skift strømleverandør", "  - 2024-03-20 ferdig"),
    "drop": (["drop", "str0m"], "Skift strømleverandør", "  - 2024-03-20 utgår"),
    "start": (["start", "^str"], "Skift strømleverandør", "  - 2024-03-20 startet"),
    "reopen": (["reopen", "takk"], "Takk sponsorene", "  - 2024-03-20 gjenåpnet"),
    "defer": (["defer", "str0m", "--due", "12.10."], "2024-10-12: Skift strømleverandør", "  - 2024-03-20 frist:2024-10-12"),
    "assign": (["assign", "str0m", "@Berte Lunde", "@hm"], "Berte Lunde, Haakon Moen: Skift strømleverandør", "  - 2024-03-20 @berte,@haakon"),
}


@pytest.mark.parametrize(("words", "answer", "line"), SAID.values(), ids=SAID)
def test_a_change_is_written_saved_and_said(book: Path, words: list[str], answer: str, line: str) -> None:
    before = texts(book)
    said = run(book, *words)
    assert (said.code, said.err) == (0, "")
    changed = [path for path in FILES if text_of(book, path) != before[path]]
    assert len(changed) == 1
    assert answer in said.out
    assert f"({changed[0]}:" in said.out
    assert [new for new in text_of(book, changed[0]).splitlines() if new not in before[changed[0]].splitlines() and "[" not in new] == [line]
    assert saved(book) == changed
    assert git(book, "status", "--porcelain") == ""
    assert git(book, "log", "-1", "--format=%an") == "Åse Ødegård"


@pytest.mark.parametrize("words", [words for words, _, _ in SAID.values()], ids=SAID)
def test_check_has_nothing_against_what_a_change_has_written(book: Path, words: list[str]) -> None:
    was = run(book, "check").out
    run(book, *words)
    said = run(book, "check").out
    assert said.count("(box-disagrees)") == was.count("(box-disagrees)") == 0


def test_several_at_once_are_one_entry_in_the_history(book: Path) -> None:
    said = run(book, "done", "str0m", "lek3p", "2024-03-13-styret:16", "--on", "2024-03-19")
    assert said.code == 0
    assert len(said.out.splitlines()) == 3
    assert sorted(saved(book)) == [APPROVED, CIRCULATED, DRAFT]
    subject, blank, *more = git(book, "log", "-1", "--format=%B").splitlines()
    assert "(str0m)" in subject
    assert blank == ""
    assert len(more) == 2
    assert "2024-03-19" in text_of(book, DRAFT)


def test_one_wrong_id_among_several_and_nothing_is_written(book: Path) -> None:
    before, was = texts(book), head(book)
    said = run(book, "done", "str0m", "lek3q")
    assert (said.code, said.out) == (2, "")
    assert "lek3p" in said.err
    assert (texts(book), head(book)) == (before, was)


def test_a_dry_run_shows_the_change_and_makes_none(book: Path) -> None:
    before, was = texts(book), head(book)
    said = run(book, "done", "br0yt", "--dry-run")
    assert said.code == 0
    assert said.out.count("\n+- [x] @berte Bestill") == 2
    assert said.out.count("\n+  - 2024-03-20 ") == 2
    assert (texts(book), head(book)) == (before, was)


def test_a_dry_run_shows_no_control_signs(book: Path) -> None:
    put(book, {DRAFT: FILES[DRAFT].replace("pølser", "pølser \x1b]0;x\x07")})
    said = run(book, "done", "p0lse", "--dry-run")
    assert "\x1b" not in said.out + said.err


def test_unsaved_writing_stays_unsaved_and_that_is_said(book: Path) -> None:
    was = head(book)
    put(book, {CIRCULATED: FILES[CIRCULATED] + "\nNoe nytt.\n"})
    said = run(book, "done", "str0m")
    assert said.code == 0
    assert "referat save" in said.err
    assert CIRCULATED in said.err
    assert head(book) == was
    assert "- [x] @haakon Skift" in text_of(book, CIRCULATED)


def test_no_save_leaves_it_for_save(book: Path) -> None:
    was = head(book)
    said = run(book, "done", "str0m", "--no-save")
    assert (said.code, head(book)) == (0, was)
    assert "referat save" in said.err


def test_a_book_without_history_is_changed_and_that_is_said(home: Path, tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    said = run(book, "done", "str0m")
    assert said.code == 0
    assert "referat init" in said.err
    assert "- [x] @haakon Skift" in text_of(book, CIRCULATED)
    assert "referat init" in run(book, "reopen", "str0m", "--no-save").err


def test_done_already_is_no_error_and_writes_nothing(book: Path) -> None:
    was = head(book)
    said = run(book, "done", "takk5")
    assert said.code == 0
    assert "takk5" in said.out
    assert head(book) == was
    assert run(book, "done", "takk5", "--dry-run").out.count("\n") == 1


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_changed(book: Path) -> None:
    put(book, {"meetings/2024-04-01-styret.md": "---\ntittel: [\n---\n"})
    said = run(book, "done", "str0m")
    assert said.code == 0
    assert "meetings/2024-04-01-styret.md" in said.err


def test_a_handle_that_is_nearly_a_known_one_is_named(book: Path) -> None:
    said = run(book, "assign", "str0m", "@bertee")
    assert said.code == 0
    assert "@berte?" in said.err
    assert "@bertee" in text_of(book, CIRCULATED)
    assert run(book, "assign", "p0lse", "@nils").err == ""


@pytest.mark.parametrize(("typed", "day"), [("fredag", "2024-03-15"), ("18.3.", "2024-03-18"), ("i går", "2024-03-19")])
def test_what_happened_on_friday_has_happened(book: Path, typed: str, day: str) -> None:
    assert run(book, "done", "str0m", "--on", typed).code == 0
    assert f"- {day} ferdig" in git(book, "show", "--format=")


USAGE = {
    "no day": ["done", "str0m", "--on", "førstkommende"],
    "nothing for a due date": ["defer", "str0m", "--due", ""],
    "no due date": ["defer", "str0m", "--due", "31.2."],
    "no such group for the next meeting": ["defer", "str0m", "--due", "next finnesikke"],
    "no handle": ["assign", "str0m", "@to ord"],
    "nobody": ["assign", "str0m"],
    "no action": ["assign", "@berte"],
    "no words": ["add", "@berte", "+styret"],
    "an id of its own": ["add", "Noe nytt ^7qk2m"],
    "two due dates": ["add", "Noe nytt frist:2024-05-01", "--due", "2024-06-01"],
    "a due date that is none": ["add", "Noe nytt due:snart"],
    "no such item": ["add", "Noe nytt", "--item", "9"],
    "no such group": ["add", "Noe nytt", "--group", "finnesikke"],
    "a group spelled in part": ["add", "Noe nytt +styr"],
    "bytes that are no text": ["add", "Noe nytt \udcff"],
    "unknown": ["done", "7qk2m"],
    "ambiguous": ["done", "br"],
}


@pytest.mark.parametrize("words", USAGE.values(), ids=USAGE)
def test_what_cannot_be_meant_is_said_and_nothing_is_written(book: Path, words: list[str]) -> None:
    before, was = texts(book), head(book)
    said = run(book, *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert (texts(book), head(book)) == (before, was)


def in_a_merge(book: Path) -> None:
    (book / ".git/MERGE_HEAD").write_text("0" * 40 + "\n", encoding="utf-8")


def in_a_rebase(book: Path) -> None:
    (book / ".git/rebase-merge").mkdir()


def read_only(book: Path) -> None:
    (book / CIRCULATED).chmod(0o444)


def a_link(book: Path) -> None:
    outside = book.parent / "outside.md"
    shutil.move(book / CIRCULATED, outside)
    (book / CIRCULATED).symlink_to(outside)


def two_names(book: Path) -> None:
    os.link(book / CIRCULATED, book.parent / "outside.md")


def two_versions(book: Path) -> None:
    put(book, {CIRCULATED: FILES[CIRCULATED].replace("## 2", "<<<<<<< HEAD\n## 2") + "=======\n>>>>>>> other\n"})


def a_hook(book: Path) -> None:
    hook = book / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch ../ran\n", encoding="utf-8")
    hook.chmod(0o755)


REFUSED = {
    "in a merge": (in_a_merge, 4),
    "in a rebase": (in_a_rebase, 4),
    "read-only": (read_only, 4),
    "a second name": (two_names, 4),
    "two versions": (two_versions, 4),
    "a repository of a stranger": (a_hook, 4),
    "a link": (a_link, 2),  # it is no file of the book, so the action is not known; the link is named
}


@pytest.mark.parametrize("extra", [[], ["--no-save"]], ids=["save", "no save"])
@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED)
def test_what_stands_in_the_way_is_said_and_nothing_is_written(book: Path, make: object, code: int, extra: list[str]) -> None:
    assert callable(make)
    make(book)
    if make is read_only and os.geteuid() == 0:
        pytest.skip("nothing is read-only for root")
    before, was = texts(book), head(book)
    said = run(book, "done", "str0m", *extra)
    if extra and make is a_hook:
        assert said.code == 0
        return
    assert (said.code, said.out) == (code, "")
    assert CIRCULATED in said.err or make in {in_a_merge, in_a_rebase, a_hook}
    assert (texts(book), head(book)) == (before, was)
    assert not (book.parent / "ran").exists()


def test_while_another_command_writes(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referat.changes.transaction.hold_lock", lambda places, **_: hold_lock(places, wait=0.1))
    with hold_lock(find_places(str(book))):
        said = run(book, "done", "str0m")
    assert (said.code, said.out) == (5, "")


def test_git_that_does_not_know_who_you_are(book: Path, home: Path) -> None:
    (home / ".gitconfig").write_text("", encoding="utf-8")
    was = head(book)
    said = run(book, "done", "str0m")
    assert said.code == 6
    assert "user.name" in said.err
    assert "referat save" in said.err
    assert "str0m" in said.out  # the file stands, so what was done is said
    assert "- [x] @haakon Skift" in text_of(book, CIRCULATED)
    assert head(book) == was


def test_a_machine_without_git(book: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    said = run(book, "done", "str0m")
    assert said.code == 6
    assert "git" in said.err
    assert "- [x] @haakon Skift" in text_of(book, CIRCULATED)
    assert run(book, "reopen", "str0m", "--no-save").code == 0
    assert run(book, "done", "2024-03-13-styret:16").code == 6  # an id is minted without a look into the history
    assert run(book, "save").code == 3


@pytest.mark.parametrize("words", [words for words, _, _ in SAID.values()] + [["add", "Ny sak"], ["save"], ["rename", "notat", "notis"]], ids=str)
@pytest.mark.parametrize("variables", [{"LC_ALL": "C", "LANG": "C", "NO_COLOR": "1", "COLUMNS": "40"}], ids=["C"])
def test_in_a_pipe_on_a_narrow_screen_in_the_barest_locale(book: Path, words: list[str], variables: dict[str, str]) -> None:
    put(book, {"meetings/nytt.md": "# Nytt\n"})
    said = run_alone(book, *words, **variables)
    assert said.code in {0, 2}
    assert "\x1b" not in said.out + said.err
    assert "Traceback" not in said.err
    if words[0] == "done":
        assert "Skift strømleverandør" in said.out


# ---------------------------------------------------------------- add


def added(book: Path, said: Said, path: str) -> list[str]:
    """The lines that are new in a file, the id taken away."""
    assert said.code == 0, said.err
    new_id = said.out.split()[0]
    assert f"^{new_id}" in text_of(book, path)
    lines = [line for line in text_of(book, path).splitlines() if line not in FILES[path].splitlines()]
    return [line.removesuffix(f" ^{new_id}") for line in lines]


def test_add_puts_the_action_in_the_newest_draft(book: Path) -> None:
    said = run(book, "add", "Bestill lokale", "--owner", "Berte Lunde", "--due", "fredag")
    assert added(book, said, DRAFT) == ["- [ ] @berte Bestill lokale frist:2024-03-22"]
    assert saved(book) == [DRAFT]


def test_add_goes_under_the_item_that_gathers_actions_or_the_one_named(book: Path) -> None:
    run(book, "add", "Første nye oppgave")
    lines = text_of(book, DRAFT).splitlines()
    at = next(number for number, line in enumerate(lines) if "Første nye" in line)
    assert lines[at + 2] == "## 2. Dugnad"
    run(book, "add", "Andre nye", "--item", "2")
    assert "Andre nye" in text_of(book, DRAFT).splitlines()[-1]


def test_add_goes_into_the_list_of_a_group_without_a_draft(book: Path) -> None:
    (book / DRAFT).unlink()
    said = run(book, "add", "@berte Ring kommunen +styret due:12.10.")
    assert added(book, said, GROUP) == ["* [ ] @berte Ring kommunen +styret due:2024-10-12"]
    assert text_of(book, GROUP).startswith(FILES[GROUP])


def test_add_says_the_group_where_the_file_is_of_another(book: Path) -> None:
    put(book, {"meetings/groups/park.md": "---\ntittel: Park\n---\n"})
    said = run(book, "add", "Luk ugress", "--group", "park", "--meeting", "2024-03")
    assert added(book, said, DRAFT) == ["- [ ] Luk ugress +park"]


def test_add_refuses_minutes_that_were_sent_out(book: Path) -> None:
    said = run(book, "add", "For sent", "--meeting", "2024-02-14")
    assert (said.code, said.out) == (4, "")


def test_add_in_an_open_code_block_is_refused(book: Path) -> None:
    put(book, {DRAFT: FILES[DRAFT] + "\n```\n"})
    before = text_of(book, DRAFT)
    said = run(book, "add", "Blir ikke lest", "--item", "2")
    assert (said.code, text_of(book, DRAFT)) == (4, before)


def test_add_for_a_case_names_it_on_the_line(book: Path) -> None:
    said = run(book, "add", "Bestill lokale", "--for", "2024-02-14#2")
    (line,) = added(book, said, DRAFT)
    assert line == "- [ ] Bestill lokale (sak 2, 2024-02-14-styret)"


@pytest.mark.parametrize("named", ["2", "#2", "2024-02-14#", "2024-02-14#99", "1999-01-01#1"])
def test_add_for_no_case_is_refused(book: Path, named: str) -> None:
    before = text_of(book, DRAFT)
    assert (run(book, "add", "Bestill", "--for", named).code, text_of(book, DRAFT)) == (2, before)
