import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from referat.errors import Exit
from referat.git import commit as saving_module
from referat.git import git_errors, leftovers
from referat.git.commit import commit, prepare_commit
from referat.git.program import Git
from referat.git.runs import GitAnswer
from referat.git.tidy import tidy
from referat.git.trust import record_trust
from referat.store.files import digest, write
from referat.store.lock import hold_lock
from referat.store.places import find_places
from tests.repositories import git, git_of, make_repository, put


def save(root: Path, files: dict[str, bytes | None], message: str = "a change", **options: object) -> str | None:
    """Write the files plainly, and save them."""
    for path, data in files.items():
        if data is None:
            (root / path).unlink()
        else:
            put(root, {path: data})
    return commit(git_of(root), files, message, **options)  # type: ignore[arg-type]


def hook(root: Path, name: str, script: str) -> None:
    file = root / ".git/hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def changed(root: Path, revision: str = "HEAD") -> list[str]:
    return git(root, "show", "--format=", "--name-status", "--no-renames", revision).splitlines()


def test_exactly_the_files_named_with_message_and_trailers(repository: Path) -> None:
    put(repository, {"meetings/b.md": "unsaved\n"})
    made = save(repository, {"meetings/a.md": b"new\n"}, "done: ærlig talt", trailers=[("Referat-Done", "k3f9x")])
    assert made == git(repository, "rev-parse", "HEAD")
    assert changed(repository) == ["M\tmeetings/a.md"]
    assert git(repository, "log", "-1", "--format=%an <%ae>%n%B") == "Åse Ødegård <ase@example.org>\ndone: ærlig talt\n\nReferat-Done: k3f9x"
    assert git(repository, "status", "--porcelain") == " M meetings/b.md"


def test_new_changed_and_removed_together(repository: Path) -> None:
    save(repository, {"meetings/a.md": None, "meetings/b.md": b"more\n", "meetings/2023/møte.md": b"new\n"})
    assert sorted(changed(repository)) == ['A\t"meetings/2023/m\\303\\270te.md"', "D\tmeetings/a.md", "M\tmeetings/b.md"]
    assert git(repository, "status", "--porcelain") == ""


def test_what_others_have_staged_stays_staged(repository: Path) -> None:
    put(repository, {"meetings/b.md": "staged\n", "other.txt": "staged\n"})
    git(repository, "add", ".")
    put(repository, {"meetings/b.md": "staged and edited\n"})
    before = git(repository, "diff", "--cached"), git(repository, "diff")
    save(repository, {"meetings/a.md": b"new\n", "meetings/c.md": b"c\n"})
    assert changed(repository) == ["M\tmeetings/a.md", "A\tmeetings/c.md"]
    assert (git(repository, "diff", "--cached"), git(repository, "diff")) == before


def test_the_first_commit_of_a_repository_leaves_staged_work_too(home: Path, tmp_path: Path) -> None:
    make_repository(tmp_path)
    put(tmp_path, {"other.txt": "x"})
    git(tmp_path, "add", "other.txt")
    save(tmp_path, {"meetings/a.md": b"new\n"})
    assert changed(tmp_path) == ["A\tmeetings/a.md"]
    assert git(tmp_path, "status", "--porcelain") == "A  other.txt"


def test_nothing_to_save_makes_no_commit(repository: Path) -> None:
    head = git_of(repository).head()
    assert save(repository, {"meetings/a.md": b"one\n"}) == head
    assert commit(git_of(repository), {}, "x") == head
    assert commit(git_of(repository), {"meetings/none.md": None}, "x") == head


@pytest.mark.parametrize("name", ["-m.md", "--amend", ":!a.md", ":(exclude)*", "*.md", "a b.md", "å.md"])
def test_a_files_name_is_never_an_option_or_a_pattern(repository: Path, name: str) -> None:
    put(repository, {"meetings/a.md": "unsaved\n"})
    save(repository, {f"meetings/{name}": b"x\n"})
    assert git_of(repository).text(f"meetings/{name}") == b"x\n"
    assert len(changed(repository)) == 1


@pytest.mark.parametrize("message", ["# not a comment", "-x", "--amend", "subject\n\n# kept\n", 'with "quotes" $(touch x)'])
def test_the_message_is_saved_as_it_is(repository: Path, message: str) -> None:
    save(repository, {"meetings/a.md": b"new\n"}, message)
    assert git(repository, "log", "-1", "--format=%B") == message.rstrip("\n")


def test_a_book_deep_in_a_repository(home: Path, tmp_path: Path) -> None:
    make_repository(tmp_path, {"council/minutes/meetings/a.md": "one\n"})
    save(tmp_path / "council/minutes", {"meetings/a.md": b"new\n", "meetings/b.md": b"b\n"})
    assert changed(tmp_path) == ["M\tcouncil/minutes/meetings/a.md", "A\tcouncil/minutes/meetings/b.md"]


def test_hooks_are_respected_in_a_trusted_repository(repository: Path) -> None:
    hook(repository, "commit-msg", 'echo "Checked-by: hook" >> "$1"')
    with pytest.raises(git_errors.UntrustedRepository):
        save(repository, {"meetings/a.md": b"new\n"})
    record_trust(git_of(repository))
    save(repository, {"meetings/a.md": b"new\n"})
    assert git(repository, "log", "-1", "--format=%B").endswith("Checked-by: hook")


def test_a_hook_that_says_no_leaves_the_file_and_tells_how_to_finish(repository: Path) -> None:
    hook(repository, "pre-commit", "echo 'Not on a Sunday.' >&2; exit 1")
    record_trust(git_of(repository))
    head = git_of(repository).head()
    with pytest.raises(git_errors.NotCommitted) as refused:
        save(repository, {"meetings/a.md": b"new\n", "meetings/new.md": b"new\n"})
    assert refused.value.exit == Exit.NOT_COMMITTED
    assert "Not on a Sunday." in str(refused.value)
    assert "referat save" in refused.value.hint
    assert git_of(repository).head() == head
    assert (repository / "meetings/a.md").read_bytes() == b"new\n"
    assert git(repository, "status", "--porcelain") == " M meetings/a.md\n?? meetings/new.md"


def test_a_hook_that_rewrites_the_text_is_found_out(repository: Path) -> None:
    hook(repository, "pre-commit", "echo rewritten > meetings/a.md; git add meetings/a.md")
    record_trust(git_of(repository))
    with pytest.raises(git_errors.SavedOtherwise):
        save(repository, {"meetings/a.md": b"new\n"})


def test_a_hook_that_fails_after_the_commit_does_not_matter(repository: Path) -> None:
    hook(repository, "post-commit", "exit 1")
    record_trust(git_of(repository))
    assert save(repository, {"meetings/a.md": b"new\n"}) == git(repository, "rev-parse", "HEAD")


def test_a_program_of_the_repositorys_own_is_refused_before_anything_is_written(repository: Path) -> None:
    git(repository, "config", "core.fsmonitor", "touch pwned")
    with pytest.raises(git_errors.UntrustedRepository):
        prepare_commit(git_of(repository))
    assert not (repository / "pwned").exists()


def test_an_unfinished_merge_is_refused(repository: Path) -> None:
    (repository / ".git/MERGE_HEAD").touch()
    for refuse in (lambda: prepare_commit(git_of(repository)), lambda: save(repository, {"meetings/a.md": b"new\n"})):
        with pytest.raises(git_errors.UnfinishedMerge):
            refuse()


def test_a_missing_name_is_said_and_none_is_made_up(repository: Path, home: Path) -> None:
    (home / ".gitconfig").write_text("", encoding="utf-8")
    with pytest.raises(git_errors.IdentityMissing) as refused:
        save(repository, {"meetings/a.md": b"new\n"})
    assert refused.value.exit == Exit.NOT_COMMITTED
    assert "user.name" in refused.value.hint
    assert refused.value.place is None  # the message names the files; said before it, they would stand there twice
    with pytest.raises(git_errors.IdentityMissing) as refused:
        save(repository, {f"meetings/{name}.md": b"new\n" for name in "abcdefgh"})
    assert str(refused.value).startswith("“meetings/a.md, meetings/b.md, meetings/c.md, meetings/d.md, meetings/e.md …” is written")


def test_signing_is_respected(repository: Path, home: Path) -> None:
    signer = home / "signer"
    signer.write_text(f"#!/bin/sh\ntouch {home}/signed\nexit 1\n", encoding="utf-8")
    signer.chmod(0o755)
    git(repository, "config", "--global", "commit.gpgsign", "true")
    git(repository, "config", "--global", "gpg.program", str(signer))
    with pytest.raises(git_errors.NotCommitted):
        save(repository, {"meetings/a.md": b"new\n"})
    assert (home / "signed").exists()


def test_line_ends_that_git_changes_are_no_other_text(repository: Path) -> None:
    git(repository, "config", "core.autocrlf", "true")
    save(repository, {"meetings/a.md": b"new\r\n"})
    assert git_of(repository).text("meetings/a.md") == b"new\n"
    assert git_of(repository).states({"meetings/a.md": b"new\r\n"}) == {"meetings/a.md": "clean"}


def test_the_users_own_filter_is_no_other_text(repository: Path) -> None:
    git(repository, "config", "--global", "filter.upper.clean", "tr a-z A-Z")
    put(repository, {".gitattributes": "*.md filter=upper\n"})
    save(repository, {"meetings/a.md": b"new\n"})
    assert git_of(repository).text("meetings/a.md") == b"NEW\n"


def test_an_ignored_file_is_not_forced_in(repository: Path) -> None:
    put(repository, {".gitignore": "secret.md\n"})
    with pytest.raises(git_errors.NotCommitted):
        save(repository, {"meetings/secret.md": b"new\n"})
    assert "meetings/secret.md" not in git_of(repository).staged()


def test_another_programs_git_is_waited_for(repository: Path) -> None:
    lock = repository / ".git/index.lock"
    lock.touch()
    other = subprocess.Popen(["sh", "-c", f"sleep 0.3; rm {lock}"])
    try:
        assert save(repository, {"meetings/a.md": b"new\n"}) == git(repository, "rev-parse", "HEAD")
    finally:
        other.wait()


def test_a_lock_that_is_gone_before_we_look_is_no_failure(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = repository / ".git/index.lock"
    lock.touch()
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text(f"""#!/bin/sh\n{shutil.which("git")} "$@"\ncode=$?\ncase " $* " in *" commit "*) rm -f {lock};; esac\nexit $code\n""")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    assert save(repository, {"meetings/a.md": b"new\n"}) == git(repository, "rev-parse", "HEAD")


def test_a_lock_of_another_program_is_named_and_left(repository: Path) -> None:
    lock = repository / ".git/index.lock"
    lock.touch()
    begun = time.monotonic()
    with pytest.raises(git_errors.GitBusy) as refused:
        save(repository, {"meetings/a.md": b"new\n"}, patience=0.2)
    assert time.monotonic() - begun < 5
    assert refused.value.facts["lock"] == "index.lock"
    assert lock.exists()


@pytest.mark.parametrize("name", ["index.lock", "HEAD.lock", "refs/heads/main.lock", "next-index-4711.lock"])
def test_a_lock_of_a_killed_save_of_ours_is_taken_away(repository: Path, name: str) -> None:
    put(repository, {".git/referat/saving": "", f".git/{name}": ""})
    assert save(repository, {"meetings/a.md": b"new\n"}) == git(repository, "rev-parse", "HEAD")
    assert not (repository / ".git" / name).exists()
    assert not (repository / ".git/referat/saving").exists()


def test_a_pipe_in_place_of_the_note_of_a_save_is_not_waited_for(repository: Path) -> None:
    (repository / ".git/referat").mkdir(exist_ok=True)
    os.mkfifo(repository / ".git/referat/saving")
    assert save(repository, {"meetings/a.md": b"new\n"}) == git(repository, "rev-parse", "HEAD")
    assert not os.path.lexists(repository / ".git/referat/saving")


def test_a_pipe_in_place_of_a_file_of_a_killed_save_is_not_waited_for(repository: Path) -> None:
    put(repository, {"meetings/b.md": "b\n"})
    git(repository, "add", "meetings/b.md")
    git(repository, "commit", "-qm", "b")
    git(repository, "rm", "-q", "--cached", "meetings/b.md")
    (repository / "meetings/b.md").unlink()
    os.mkfifo(repository / "meetings/b.md")
    put(repository, {".git/referat/saving": "meetings/b.md"})
    leftovers.recover(git_of(repository))
    assert not (repository / ".git/referat/saving").exists()


def test_gits_list_of_files_catches_up_with_a_killed_save_of_a_large_attachment(repository: Path) -> None:
    put(repository, {"meetings/map.bin": "x" * (5 << 20)})
    git(repository, "add", "meetings/map.bin")
    git(repository, "commit", "-qm", "a map")
    git(repository, "rm", "-q", "--cached", "meetings/map.bin")
    put(repository, {".git/referat/saving": "meetings/map.bin"})
    leftovers.recover(git_of(repository))
    assert git(repository, "status", "--porcelain") == ""


def test_a_git_that_is_killed_alone_is_started_again(repository: Path, home: Path) -> None:
    hook(repository, "pre-commit", 'test -e "$HOME/killed" || { touch "$HOME/killed"; kill -9 $PPID; }')
    record_trust(git_of(repository))
    assert save(repository, {"meetings/a.md": b"new\n", "meetings/new.md": b"new\n"}) == git(repository, "rev-parse", "HEAD")
    assert (home / "killed").exists()
    assert git(repository, "status", "--porcelain") == ""


def test_a_lock_that_git_could_not_take_away_is_taken_away(repository: Path) -> None:
    hook(repository, "post-commit", "touch .git/HEAD.lock")
    record_trust(git_of(repository))
    save(repository, {"meetings/a.md": b"new\n"})
    assert not (repository / ".git/HEAD.lock").exists()


def test_a_lock_that_a_program_holds_open_is_left_although_a_save_of_ours_was_killed(repository: Path) -> None:
    put(repository, {".git/referat/saving": ""})
    with (repository / ".git/index.lock").open("w", encoding="utf-8"), pytest.raises(git_errors.GitBusy):
        save(repository, {"meetings/a.md": b"new\n"}, patience=0)
    assert (repository / ".git/index.lock").exists()


def test_a_git_at_work_in_the_repository_is_respected_although_a_save_of_ours_was_killed(repository: Path) -> None:
    put(repository, {".git/referat/saving": "", ".git/index.lock": ""})
    other = subprocess.Popen(["git", "hash-object", "--stdin"], cwd=repository, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        with pytest.raises(git_errors.GitBusy):
            save(repository, {"meetings/a.md": b"new\n"}, patience=0)
    finally:
        other.communicate(b"")


def test_git_keeps_the_books_lock_while_it_works(repository: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook sees the descriptor of the lock, so an orphaned git has it too."""
    hook(repository, "pre-commit", 'for fd in /proc/$$/fd/*; do readlink "$fd"; done > "$HOME/held"; true')
    record_trust(git_of(repository))
    places = find_places(str(repository))
    with hold_lock(places) as held:
        write(held, "meetings/a.md", b"new\n", expected=digest(b"one\n"))
        commit(git_of(repository), {"meetings/a.md": b"new\n"}, "x", held=held.fd)
    if not os.path.isdir("/proc"):
        pytest.skip("needs /proc")
    assert str(repository / ".git/referat.lock") in (home / "held").read_text(encoding="utf-8").splitlines()


def test_many_loose_objects_are_packed_and_none_is_thrown_away(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = git_of(repository)
    unreachable = git(repository, "hash-object", "-w", "--stdin", stdin=b"what undo may need")
    save(repository, {f"meetings/{number}.md": f"{number}\n".encode() for number in range(600)})
    assert not tidy(book)
    monkeypatch.setattr("referat.git.tidy.MOST_LOOSE", 0)
    assert tidy(book)
    assert int(git(repository, "count-objects").split()[0]) <= 2  # that text, and an empty one from git's own `add --intent-to-add`
    assert git(repository, "cat-file", "blob", unreachable) == "what undo may need"
    assert git(repository, "fsck", "--strict", "--no-dangling") == ""


def test_each_call_that_saves_asks_git_to_bring_it_to_the_disk(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    plain = Git.use

    def use(self: Git, *words: str, **options: Any) -> GitAnswer:
        asked.append(list(words))
        return plain(self, *words, **options)

    monkeypatch.setattr(Git, "use", use)
    save(repository, {"meetings/a.md": b"new\n", "meetings/new.md": b"new\n"})
    saving = [words for words in asked if "commit" in words or "add" in words]
    assert len(saving) == 2
    assert all(words[words.index("core.fsync=all") - 1] == "-c" for words in saving)


@pytest.mark.parametrize("error", [git_errors.GitTooSlow, git_errors.GitMissing])
def test_a_git_that_is_too_slow_or_gone_leaves_the_files_written_and_not_saved(
    repository: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fails(*_: object) -> None:
        raise error(command="git commit", seconds=1)

    monkeypatch.setattr(saving_module, "_try", fails)
    with pytest.raises(git_errors.NotCommitted) as refused:
        save(repository, {"meetings/a.md": b"new\n"})
    assert refused.value.exit == Exit.NOT_COMMITTED


def test_an_entry_that_was_made_although_git_failed_afterwards_leaves_nothing_staged(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = saving_module._try

    def made_and_lost(git_: Git, files: Any, text: bytes, held: int | None) -> GitAnswer:
        """The entry is made by another index; git's own is as it was before, and git says that it failed."""
        kept = (repository / ".git/index").read_bytes()
        answer = plain(git_, files, text, held)
        assert answer.code == 0
        (repository / ".git/index").write_bytes(kept)
        return GitAnswer(1, answer.out, answer.said)

    monkeypatch.setattr(saving_module, "_try", made_and_lost)
    save(repository, {"meetings/a.md": b"new\n"})
    assert git(repository, "status", "--porcelain") == ""


def test_a_removal_that_git_did_not_save_is_found_out(repository: Path) -> None:
    hook(repository, "pre-commit", "git reset --quiet HEAD -- meetings/a.md; echo x > meetings/c.md; git add meetings/c.md")
    record_trust(git_of(repository))
    with pytest.raises(git_errors.SavedOtherwise):
        save(repository, {"meetings/a.md": None, "meetings/b.md": b"more\n"})


def test_a_lock_that_is_there_at_each_try_and_gone_when_looked_for_is_given_up(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def held_up(*_: object) -> GitAnswer:
        tries.append(1)
        return GitAnswer(128, b"", "fatal: Unable to create '.git/index.lock': File exists.")

    monkeypatch.setattr(saving_module, "_try", held_up)
    monkeypatch.setattr(saving_module, "_PAUSE", 0)
    monkeypatch.setattr(leftovers, "tells_of_a_lock", lambda *_: True)
    with pytest.raises(git_errors.NotCommitted) as refused:
        save(repository, {"meetings/a.md": b"new\n"}, patience=5.0)
    assert not isinstance(refused.value, git_errors.GitBusy)
    assert len(tries) == 6
