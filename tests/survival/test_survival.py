"""An approval holds whatever git does to the book on its way: merged, squashed, cut short, carried by tar, in another kind of repository."""

import tarfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.approved_books import M1, M2, M3, M4, M5, change, commit, copy, done, on_day, page, referat
from tests.repositories import git

DAY = "2024-06-10"


def holds(book: Path) -> None:
    """Everything verifies, and three approved minutes are still there to be verified."""
    ran = done(referat(book, "verify"))
    assert "referat trail 4 approved" in ran.out, ran.out
    assert "finding" not in ran.out


def approved_on_a_branch(book: Path) -> None:
    """The fourth minutes approved in the fifth, on a branch; main has gone on meanwhile."""
    git(book, "checkout", "--quiet", "-b", "proposal")
    done(referat(book, "approve", M4, "--in", M5, "--by", "Signe Haugstad", day=DAY))
    git(book, "checkout", "--quiet", "main")
    (book / "meetings" / "notat.md").write_text("Et notat.\n", encoding="utf-8")
    commit(book, "a note", DAY)


def joined(book: Path, *words: str) -> None:
    with on_day(DAY, hour=15):
        git(book, *words)


def still_approved(book: Path) -> None:
    ran = done(referat(book, "verify"))
    assert "referat trail 5 approved" in ran.out, ran.out


def test_a_merge(chain: Path) -> None:
    approved_on_a_branch(chain)
    joined(chain, "merge", "--quiet", "--no-ff", "--no-edit", "proposal")
    still_approved(chain)


def test_a_fast_forward(chain: Path) -> None:
    approved_on_a_branch(chain)
    joined(chain, "checkout", "--quiet", "proposal")
    still_approved(chain)


def test_a_squash_with_nothing_but_a_title(chain: Path) -> None:
    approved_on_a_branch(chain)
    joined(chain, "merge", "--quiet", "--squash", "proposal")
    commit(chain, "Proposal (#12)", DAY)
    still_approved(chain)


def test_a_squash_whose_trailers_are_no_trailers_any_more(chain: Path) -> None:
    approved_on_a_branch(chain)
    message = git(chain, "log", "-1", "--format=%B", "proposal")
    joined(chain, "merge", "--quiet", "--squash", "proposal")
    commit(chain, f"Proposal (#12)\n\n{message}\n\n---------\n\nCo-authored-by: B <b@example.org>", DAY)
    still_approved(chain)


def test_a_rebase_merge(chain: Path) -> None:
    approved_on_a_branch(chain)
    joined(chain, "checkout", "--quiet", "proposal")
    joined(chain, "rebase", "--quiet", "main")
    joined(chain, "checkout", "--quiet", "main")
    joined(chain, "merge", "--quiet", "--ff-only", "proposal")
    still_approved(chain)


def test_a_cherry_pick(chain: Path) -> None:
    approved_on_a_branch(chain)
    joined(chain, "cherry-pick", "proposal")
    still_approved(chain)


@pytest.mark.parametrize(
    "options",
    [("--no-local",), ("--no-local", "--depth=1"), ("--no-local", "--depth=3"), ("--no-local", "--filter=blob:none"), ("--single-branch",)],
    ids=["whole", "shallow", "a little deeper", "partial", "one branch"],
)
def test_a_clone(chain: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    git(chain, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", *options, chain.as_uri(), "clone")
    holds(tmp_path / "clone")


def test_a_shallow_clone_says_that_it_is_one(chain: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", chain.as_uri(), "clone")
    assert "note R10" in referat(tmp_path / "clone", "verify").out


@pytest.mark.parametrize("setting", ["core.autocrlf=true", "core.eol=crlf"])
def test_line_ends_of_another_system(chain: Path, tmp_path: Path, setting: str) -> None:
    (chain / ".gitattributes").write_text("*.md text\n", encoding="utf-8")
    commit(chain)
    git(tmp_path, "-c", setting, "clone", "--quiet", "--no-local", str(chain), "clone", "--config", setting)
    assert b"\r\n" in page(tmp_path / "clone", M2).read_bytes()
    holds(tmp_path / "clone")


def test_keywords_that_git_fills_in(chain: Path, tmp_path: Path) -> None:
    (chain / ".gitattributes").write_text("*.md ident\n", encoding="utf-8")
    commit(chain)
    git(tmp_path, "clone", "--quiet", "--no-local", str(chain), "clone")
    holds(tmp_path / "clone")


REWRITINGS: dict[str, Callable[[bytes], bytes]] = {
    "line ends of Windows": lambda data: data.replace(b"\n", b"\r\n"),
    "line ends of an old Mac": lambda data: data.replace(b"\n", b"\r"),
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "letters taken apart": lambda data: unicodedata.normalize("NFD", data.decode()).encode(),
    "trailing blanks": lambda data: data.replace(b"styret\n", b"styret  \n").replace(b".\n\n", b". \t\n \t \n"),
    "blank lines at the end": lambda data: data + b"\n\n\n",
    "no line end at the end": lambda data: data.rstrip(b"\n"),
    "other quotes": lambda data: data.replace(b"gruppe: styret", b"gruppe: 'styret'"),
    "a remark in the header": lambda data: data.replace(b"gruppe: styret", b"# husk\ngruppe: styret"),
}


@pytest.mark.parametrize("name", REWRITINGS)
@pytest.mark.parametrize("saved", [True, False], ids=["saved", "not saved"])
def test_a_program_that_rewrites_the_file(chain: Path, name: str, saved: bool) -> None:
    for meeting in (M1, M2, M3, M4):
        path = page(chain, meeting)
        path.write_bytes(REWRITINGS[name](path.read_bytes()))
    if saved:
        commit(chain)
    holds(chain)


def test_a_move_into_a_folder(chain: Path) -> None:
    (chain / "meetings" / "2024").mkdir()
    git(chain, "mv", f"meetings/{M2}.md", f"meetings/2024/{M2}.md")
    commit(chain)
    holds(chain)


def test_another_name_is_said_and_is_no_loss(chain: Path) -> None:
    git(chain, "mv", f"meetings/{M1}.md", "meetings/det-første.md")
    commit(chain)
    ran = referat(chain, "verify")
    assert ran.code == 0, ran.out
    assert "note R09" in ran.out
    assert M1 in ran.out


def test_a_correction_under_another_name(chain: Path) -> None:
    """The first minutes were corrected under the name they had, and are once more under the new one."""
    for meeting in (M1, M2):
        git(chain, "mv", f"meetings/{meeting}.md", f"meetings/{meeting}møte.md")
        commit(chain, "better names", DAY)
        change(chain, f"{meeting}møte", "retningen", "retningen og farten")
        done(referat(chain, "correct", f"{meeting}møte", "--in", M5, "--by", "Signe Haugstad", day=DAY))
        ran = done(referat(chain, "verify"))
        assert f"note R09: {meeting}møte: They were called “{meeting}”" in ran.out
        assert ran.out.count(" note ") == (1 if meeting == M1 else 2)
    assert "referat trail 6 approved" in ran.out


def test_a_work_tree(chain: Path, tmp_path: Path) -> None:
    git(chain, "worktree", "add", "--quiet", str(tmp_path / "tree"))
    holds(tmp_path / "tree")


def test_a_submodule(chain: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "--quiet")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(chain), "book")
    holds(outer / "book")


def test_a_folder_of_a_larger_repository(chain: Path, tmp_path: Path) -> None:
    outer = tmp_path / "larger"
    outer.mkdir()
    git(outer, "init", "--quiet")
    copy(chain / "meetings", outer / "the book" / "meetings")
    commit(outer)
    holds(outer / "the book")


def test_a_repository_of_another_kind(chain: Path, tmp_path: Path) -> None:
    other = tmp_path / "sha256"
    other.mkdir()
    git(other, "init", "--quiet", "--object-format=sha256")
    copy(chain / "meetings", other / "meetings")
    commit(other)
    holds(other)
    change(other, M2, "retningen", "det motsatte")
    assert referat(other, "verify").code == 1


def test_a_tar_without_any_history(chain: Path, tmp_path: Path) -> None:
    git(chain, "archive", "--format=tar", f"--output={tmp_path / 'book.tar'}", "HEAD")
    with tarfile.open(tmp_path / "book.tar") as packed:
        packed.extractall(tmp_path / "unpacked", filter="data")
    holds(tmp_path / "unpacked")
    change(tmp_path / "unpacked", M2, "retningen", "det motsatte")
    assert "R01" in referat(tmp_path / "unpacked", "verify").out


def test_a_paragraph_broken_anew_is_said_to_differ_in_white_space_only(chain: Path) -> None:
    change(chain, M2, "og det ble enighet", "og det ble\nenighet")
    commit(chain)
    ran = referat(chain, "verify")
    assert ran.code == 1
    assert "white space only" in ran.out


def test_ticks_since_are_no_change(chain: Path) -> None:
    done(referat(chain, "done", "01k10a", "02k14a", "03k13b", day=DAY))
    holds(chain)


def test_the_checkpoint_survives_what_the_approval_survives(chain: Path, tmp_path: Path) -> None:
    point = referat(chain, "verify").out.split("(")[-1].rstrip(")\n")
    approved_on_a_branch(chain)
    joined(chain, "merge", "--quiet", "--squash", "proposal")
    commit(chain, "Proposal (#12)", DAY)
    git(tmp_path, "clone", "--quiet", "--depth=1", chain.as_uri(), "clone")
    done(referat(tmp_path / "clone", "verify", "--against", point))
