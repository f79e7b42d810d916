"""Where a book meets the others: its branch, the address or file it is exchanged with, and what stands in the way of going there."""

import os
from contextlib import suppress

from referat.errors import Exit, ReferatError
from referat.git.git_errors import GitFailed, UntrustedRepository
from referat.git.hardening import SYNC_SETTINGS, names_program
from referat.git.home_branch import home_branch, record_home_branch
from referat.git.program import Git
from referat.git.transport import Address, UnfitAddress, Unreachable, address_of
from referat.git.trust import is_trusted, own_programs, own_settings, programs_of_sync
from referat.languages.i18n import tr
from referat.languages.mark import N_


class NoRemote(ReferatError):
    exit = Exit.REFUSED
    message = N_("The book is not told where to meet the others.")
    hint = N_("Name the place once: git remote add origin ADDRESS. Or carry it on a stick: referat sync FILE.bundle")


class Detached(ReferatError):
    exit = Exit.REFUSED
    message = N_("The book stands at an old state, on no branch, and cannot be brought together with others there.")
    hint = N_("Go back to the branch first: git switch {branch}")


class OtherBranch(ReferatError):
    exit = Exit.REFUSED
    message = N_("The book is kept on the branch {home}, and you stand on {branch}.")
    hint = N_("Go back: git switch {home}. To keep the book on this branch from now on: referat sync --branch {branch}")


class UntrustedFolder(ReferatError):
    exit = Exit.REFUSED
    message = N_("The book meets the others in the folder {folder}, which can hold programs of its own. You have not said that you trust it.")
    hint = N_("If you know whose folder that is, run: referat trust")


class NotABundle(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("{path} is no ordinary file that ends in .bundle.")


def own_branch(git: Git, wanted: str) -> str:
    """The book's branch, which must be checked out; it is recorded the first time, and when it is named."""
    git.refuse_unfinished()
    now, home = git.branch(), home_branch(git)
    if not now:
        raise Detached(branch=home or "main")
    if wanted and wanted != now:
        raise OtherBranch(home=wanted, branch=now)
    if home and home != now and not wanted:
        raise OtherBranch(home=home, branch=now)
    with suppress(OSError):
        record_home_branch(git, now)
    return now


def programs_to_trust(git: Git) -> list[str]:
    """All that the book's repository names and saving or `sync` would heed: programs, and other repositories in folders, which may hold hooks."""
    remotes = [(name, value) for name, value in own_settings(git) if name.startswith("remote.") and name.endswith(".url")]
    folders = [f"{name}: {value}" for name, value in remotes if _is_folder(value, git)]
    return list(dict.fromkeys([*own_programs(git), *programs_of_sync(git), *folders]))


def _is_folder(address: str, git: Git) -> bool:
    try:
        place = address_of(address, git, "")
    except UnfitAddress:
        return False
    return place.is_local and not place.is_bundle


def refuse_programs(git: Git) -> None:
    if not is_trusted(git) and (programs := programs_of_sync(git)):
        raise UntrustedRepository(setting=", ".join(programs[:3]))


def meeting_place(git: Git, branch: str) -> tuple[Address, str]:
    """The address that the branch is told to be exchanged with, and the ref that remembers what was seen there."""
    told_of = dict(reversed(own_settings(git)))  # the last line of a name counts
    told_of = {name.lower() if name.count(".") == 1 else name: value for name, value in told_of.items()}
    remote = told_of.get(f"branch.{branch}.remote") or "origin"
    remotes = {name.split(".", 1)[1].rpartition(".")[0] for name in told_of if name.startswith("remote.") and name.endswith(".url")}
    if remote not in remotes and len(remotes) == 1:
        (remote,) = remotes
    url = told_of.get(f"remote.{remote}.url", "")
    if not url:
        raise NoRemote
    address = address_of(url, git, remote)
    if address.is_bundle and not os.path.exists(address.url):
        raise Unreachable(address=address.shown, reason=tr(N_("there is no such file")))
    if address.is_local and not address.is_bundle and not is_trusted(git):
        raise UntrustedFolder(folder=address.shown)
    return address, f"refs/remotes/{remote}/{branch}"


def bundle_place(path: str, branch: str) -> tuple[Address, str]:
    full = os.path.abspath(path)
    if not full.endswith(".bundle") or (os.path.lexists(full) and not os.path.isfile(full)):
        raise NotABundle(path=path)
    if not os.path.isdir(os.path.dirname(full)):
        raise Unreachable(address=full, reason=tr(N_("there is no such folder")))
    return Address(full, is_local=True), f"refs/referat/bundle/{branch}"


def trusted_settings(git: Git) -> list[str]:
    """The book's own settings for reaching others, which count once the user has said that the book is trusted."""
    if not is_trusted(git):
        return []
    ways = ("core.sshcommand", "ssh.variant", "credential.", "http.", "url.", "core.askpass", "core.gitproxy")
    return [f"{name}={value}" for name, value in own_settings(git) if name.lower().startswith(ways) and names_program(name, value, SYNC_SETTINGS)]


def remember_seen(git: Git, ref: str, commit: str | None) -> None:
    """Remember what was seen there."""
    if commit and git.read("update-ref", ref, commit).code != 0:
        raise GitFailed(reason=ref)


def commit_of(git: Git, ref: str) -> str | None:
    answer = git.read("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    return answer.out.decode().strip() if answer.code == 0 else None
