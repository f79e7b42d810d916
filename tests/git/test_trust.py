from pathlib import Path

import pytest

from referat.errors import Exit
from referat.git.git_errors import UntrustedRepository
from referat.git.trust import is_trusted, own_programs, record_trust, refuse_untrusted
from referat.store.state_folder import state_folder
from tests.repositories import git, git_of, make_repository


def hook(repository: Path, name: str, mode: int = 0o755) -> None:
    file = repository / ".git/hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("#!/bin/sh\n", encoding="utf-8")
    file.chmod(mode)


def test_a_plain_repository_needs_no_trust(repository: Path) -> None:
    git(repository, "config", "core.autocrlf", "input")
    git(repository, "config", "core.fsmonitor", "false")
    git(repository, "config", "user.name", "Eli")
    hook(repository, "pre-commit.sample")
    hook(repository, "pre-push")
    hook(repository, "commit-msg", mode=0o644)
    assert own_programs(git_of(repository)) == []
    refuse_untrusted(git_of(repository))


PROGRAMS = ["core.fsmonitor", "filter.x.clean", "gpg.ssh.program", "core.hooksPath", "diff.a.b.textconv", "include.path", "hook.x.command"]


@pytest.mark.parametrize("setting", PROGRAMS)
def test_a_setting_that_names_a_program_is_named(repository: Path, setting: str) -> None:
    git(repository, "config", setting, "./evil")
    assert [name.lower() for name in own_programs(git_of(repository))] == [setting.lower()]
    with pytest.raises(UntrustedRepository) as refused:
        refuse_untrusted(git_of(repository))
    assert refused.value.exit == Exit.REFUSED
    assert setting.lower() in str(refused.value).lower()


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change", "a-hook-of-tomorrow"])
def test_a_hook_that_saving_starts_is_named(repository: Path, name: str) -> None:
    hook(repository, name)
    assert own_programs(git_of(repository)) == [f"hooks/{name}"]


def test_a_setting_of_one_work_tree_counts(repository: Path) -> None:
    git(repository, "config", "extensions.worktreeConfig", "true")
    git(repository, "config", "--worktree", "core.fsmonitor", "./evil")
    assert own_programs(git_of(repository)) == ["core.fsmonitor"]


def test_the_users_own_settings_need_no_trust(repository: Path, home: Path) -> None:
    git(repository, "config", "--global", "core.hooksPath", "/usr/local/hooks")
    assert own_programs(git_of(repository)) == []


def test_trust_is_recorded_once_outside_the_repository(repository: Path, home: Path) -> None:
    hook(repository, "pre-commit")
    record_trust(git_of(repository))
    record_trust(git_of(repository))
    assert is_trusted(git_of(repository))
    refuse_untrusted(git_of(repository))
    record = home / ".local/state/referat/trusted"
    assert len(record.read_text(encoding="utf-8").splitlines()) == 1
    assert record.stat().st_mode & 0o777 == 0o600


def test_another_repository_at_the_same_place_is_not_trusted(repository: Path, tmp_path: Path) -> None:
    record_trust(git_of(repository))
    repository.rename(tmp_path / "kept")
    assert not is_trusted(git_of(make_repository(repository)))
    assert not is_trusted(git_of(tmp_path / "kept"))


def test_the_state_folder_may_be_moved_but_not_to_where_we_stand(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state_folder() == str(home / ".local/state/referat")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() == str(tmp_path / "referat")
    monkeypatch.setenv("XDG_STATE_HOME", "state")
    assert state_folder() == str(home / ".local/state/referat")
