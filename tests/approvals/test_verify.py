"""What `verify` promises beside its rules: notes, the JSON contract, the pin, the checkpoint, and that a state known again is the same state."""

import json
import os
import shutil
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.approvals.filed import roles_of
from referat.approvals.filing import read_filed
from referat.changes import verify_book as verifying
from referat.changes import verify_cache as recalling
from referat.format import document
from referat.format.canon import digest
from referat.store.finding import MAX_FILE
from referat.store.places import Places, find_places
from tests.approved_books import BOOK, M1, M2, M3, M4, M5, change, commit, done, page, referat
from tests.attacks.tampering import last_entries_made_anew
from tests.repositories import git

VECTORS = Path(__file__).parents[2].parent / "shared" / "vectors"
PIECES = (
    "- [ ] gjør noe ^ab12c|- [x] gjør ^ab12c|  - 2024-03-01 ferdig|  - 2024-01-01 ferdig|```|<!--|-->|> sitat||  |Tekst.|1) [ ] a ^zz99|"
    "\t- 2024-05-05 frist:neste|a\u030a|- [å] nei ^ab12c|<<<<<<< HEAD|---|\u2028|\x0c"
)
pieces = st.sampled_from(PIECES.split("|"))


@given(st.lists(pieces, max_size=25), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.booleans(), st.sampled_from(["", " ", "\t"]))
def test_the_digest_that_is_verified_is_the_one_that_is_approved(lines: list[str], newline: str, bom: bool, closed: bool, blank: str) -> None:
    """Verifying cuts a file up in a quicker way of its own."""
    head = ["---" + blank, "dato: 2024-02-14", "gruppe: styret", "---" + blank]
    data = ("\ufeff" * bom + newline.join([*head, *lines]) + newline * closed).encode()
    there = document.read("meetings/a.md", data)
    one = read_filed("meetings/a.md", data)
    if there.has_broken_header:
        assert one.problem
    else:
        assert one.digest == digest(there, date(2024, 2, 14))


@pytest.mark.skipif(not VECTORS.exists(), reason="the shared vectors are not here")
def test_the_frozen_vectors_hold_when_verifying_too() -> None:
    for line in (VECTORS / "digests.txt").read_text("utf-8").splitlines():
        wanted, name = line.split()
        assert read_filed(f"meetings/{name}", (VECTORS / name).read_bytes()).digest == f"sha256:{wanted}", name


@pytest.mark.parametrize(
    ("listed", "name", "roles"),
    [
        ("til stede: [Signe Haugstad (møteleder)]", "signe haugstad", {"chair"}),
        ("møteleder: Signe Haugstad", "Signe Haugstad", {"chair"}),
        ("referent: {name: Signe Haugstad, org: Elvdal}", "Signe Haugstad", {"secretary"}),
        ("til stede: |\n  Signe Haugstad, Elvdal\n  Oddvar Bråten (nestleder)", "Oddvar Bråten", {"deputy"}),
        ("vara: [Signe Haugstad]", "Signe Haugstad", {"substitute"}),
        ("til stede: [Signe Haugstad Berg]", "Signe Haugstad", None),
        ("forfall: [Signe Haugstad]", "Signe Haugstad", None),
    ],
)
def test_who_was_there_and_as_what(listed: str, name: str, roles: set[str] | None) -> None:
    one = read_filed("meetings/a.md", f"---\ndato: 2024-02-14\n{listed}\n---\n".encode())
    assert roles_of(one, name) == roles


def test_the_json_contract(chain: Path) -> None:
    said = json.loads(referat(chain, "verify", "--format", "json").out)
    assert list(said) == ["schema", "ok", "checkpoint", "findings", "notes"]
    assert (said["schema"], said["ok"], said["findings"]) == ("referat/verify/1", True, [])
    assert said["checkpoint"].endswith("@4")
    change(chain, M2, "retningen", "farten")
    said = json.loads(referat(chain, "verify", "--format", "json").out)
    assert not said["ok"]
    first = said["findings"][0]
    assert list(first) == ["rule", "meeting", "path", "line", "message"]
    line = page(chain, M2).read_text("utf-8").split("\n").index("Merking av stier ble drøftet, og det ble enighet om farten.") + 1
    assert (first["rule"], first["meeting"], first["path"], first["line"]) == ("R01", M2, f"meetings/{M2}.md", line)


def test_github_gets_annotations(chain: Path) -> None:
    change(chain, M2, "retningen", "farten")
    ran = referat(chain, "verify", "--format", "github")
    assert ran.code == 1
    assert f"::error file=meetings/{M2}.md,line=" in ran.out


def test_one_meeting_alone(chain: Path) -> None:
    change(chain, M2, "retningen", "farten")
    assert referat(chain, "verify", M3).code == 0
    assert referat(chain, "verify", M2).code == 1
    assert referat(chain, "verify", "--all").code == 1
    assert referat(chain, "verify", M2, "--all").code == 2
    assert referat(chain, "verify", "nowhere").code == 2


@pytest.mark.parametrize("how", [("-b", "another"), ("--detach",)])
def test_approvals_saved_anew_on_a_branch_that_was_never_seen_are_a_note(chain: Path, how: tuple[str, ...]) -> None:
    """A server that squashes does just that; the approvals themselves are compared."""
    done(referat(chain, "verify"))
    git(chain, "checkout", "--quiet", *how, last_entries_made_anew(chain))
    ran = done(referat(chain, "verify"))
    assert "note R10: The history does not lead through what was seen before; these approvals were saved anew" in ran.out
    git(chain, "checkout", "--quiet", "-b", "from-main", "main")
    assert "R10" not in done(referat(chain, "verify")).out


def test_an_approval_saved_before_the_meeting_is_a_note(chain: Path) -> None:
    done(referat(chain, "approve", M4, "--in", M5, "--by", "Signe Haugstad", day="2024-05-08", clock="2024-05-01"))
    ran = referat(chain, "verify")
    assert ran.code == 0
    assert f"note R08c: {M4}" in ran.out


def test_entries_without_a_signature_are_a_note_where_signatures_are_required(chain: Path) -> None:
    (chain / "meetings" / "book.yaml").write_text("approval: {signatures: required, by: [chair]}\n", encoding="utf-8")
    commit(chain)
    ran = referat(chain, "verify")
    assert ran.code == 0
    assert f"note R16: {M2}" in ran.out


def test_an_approval_that_only_the_history_tells_of_is_a_note(chain: Path) -> None:
    path, other = page(chain, M3), page(chain, M4)
    path.write_text(BOOK[f"meetings/{M3}.md"], encoding="utf-8")
    other.write_text(BOOK[f"meetings/{M4}.md"], encoding="utf-8")
    page(chain, M2).write_text(BOOK[f"meetings/{M2}.md"], encoding="utf-8")
    page(chain, M1).write_text(BOOK[f"meetings/{M1}.md"], encoding="utf-8")
    shutil.rmtree(chain / "meetings" / ".superseded")
    commit(chain)
    git(chain, "config", "trailer.separators", "=")  # a repository's own settings do not hide it
    ran = referat(chain, "verify")
    assert ran.code == 0
    assert f"note R09: {M3}" in ran.out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: godkjent", "status: godkjent # men ikke sak 3"),
        ("approval: {", "approval: { # sak 3 er trukket\n  "),
        ("gruppe: styret", "# sak 3 er trukket\ngruppe: styret"),
        ("gruppe: styret", "gruppe: | # sak 3 er trukket\n  styret"),
    ],
)
def test_remarks_in_the_header_are_a_note(chain: Path, old: str, new: str) -> None:
    change(chain, M2, old, new)
    commit(chain)
    ran = referat(chain, "verify")
    line = next(n for n, text in enumerate(page(chain, M2).read_text("utf-8").split("\n"), start=1) if "# " in text)
    assert f"meetings/{M2}.md:{line}: note R18: {M2}: A remark (#)" in ran.out
    assert ran.out.count("note R18") == 1


def test_a_number_sign_in_a_value_is_no_remark() -> None:
    one = read_filed("meetings/a.md", b'---\ndato: 2024-02-14\ntittel: "Sak # 3"\nsted: a#b\nmerknad: |\n  # ikke en\n  heller # ikke\n---\n')
    assert one.remarks == ()


# ---------------------------------------------------------------- the pin


def pins(home: Path) -> Path:
    return home / ".local" / "state" / "referat" / "pins"


def test_the_first_time_is_said_and_put_down_for_its_owner_alone(chain: Path, home: Path) -> None:
    assert "for the first time" in referat(chain, "verify").err
    assert "for the first time" not in referat(chain, "verify").err
    for path in pins(home).iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_pin_is_not_advanced_by_a_book_that_does_not_hold(chain: Path, home: Path) -> None:
    referat(chain, "verify")
    before = {path.name: path.read_bytes() for path in pins(home).iterdir()}
    change(chain, M3, "retningen", "farten")
    commit(chain)
    referat(chain, "verify")
    assert {path.name: path.read_bytes() for path in pins(home).iterdir()} == before


def test_what_moved_can_be_accepted_by_somebody_who_says_so(chain: Path) -> None:
    referat(chain, "verify")
    (chain / "meetings" / "book.yaml").write_text("approval: {by: [chair, member]}\n", encoding="utf-8")
    commit(chain)
    assert referat(chain, "verify").code == 1
    assert referat(chain, "verify", "--accept").code == 2, "nobody is there to answer"
    assert referat(chain, "verify").code == 1
    done(referat(chain, "verify", "--accept", "--yes"))
    assert referat(chain, "verify").code == 0


def test_what_has_moved_is_shown_with_what_was_seen(chain: Path) -> None:
    referat(chain, "verify")
    change(chain, M3, "by: Signe Haugstad", "by: signe haugstad")
    commit(chain)
    assert "by “Signe Haugstad” → “signe haugstad”" in referat(chain, "verify").out


def test_what_is_accepted_is_all_that_was_shown(chain: Path) -> None:
    """A meeting named would hide what is said about the others."""
    referat(chain, "verify")
    (chain / "meetings" / "book.yaml").write_text("approval: {by: [chair, member]}\n", encoding="utf-8")
    commit(chain)
    assert referat(chain, "verify", M2, "--accept", "--yes").code == 2
    ran = referat(chain, "verify")
    assert ran.code == 1
    assert "{signatures: off, by: [chair, member]} now, {signatures: off, by: [chair]} then" in ran.out


def test_a_history_cut_short_cannot_be_accepted(chain: Path) -> None:
    referat(chain, "verify")
    git(chain, "reset", "--quiet", "--hard", last_entries_made_anew(chain))
    (chain / ".git" / "shallow").write_text(git(chain, "rev-parse", "HEAD~1") + "\n", encoding="utf-8")
    ran = referat(chain, "verify", "--accept", "--yes")
    assert ran.code == 1
    assert "git fetch --unshallow" in ran.out
    assert "only a whole history can be remembered" in ran.err


def test_a_book_that_a_checkpoint_speaks_against_is_not_remembered(chain: Path, home: Path) -> None:
    assert referat(chain, "verify", "--against", "7777-7777-7777-7777@4").code == 1
    assert not pins(home).exists()


def test_what_is_wrong_in_the_book_itself_cannot_be_accepted(chain: Path) -> None:
    referat(chain, "verify")
    change(chain, M2, "retningen", "farten")
    ran = referat(chain, "verify", "--accept", "--yes")
    assert ran.code == 1
    assert "cannot be accepted" in ran.err


def test_a_broken_pin_is_said_and_not_written_over(chain: Path, home: Path) -> None:
    referat(chain, "verify")
    (pin,) = [path for path in pins(home).iterdir() if path.suffix == ".json" and not path.name.startswith("verified-")]
    pin.write_text("{", encoding="utf-8")
    ran = referat(chain, "verify")
    assert ran.code == 3
    assert str(pin) in ran.err
    assert pin.read_text("utf-8") == "{"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_state_folder_that_cannot_be_written_is_no_fault_of_the_book(chain: Path, home: Path) -> None:
    (home / ".local").mkdir(mode=0o500)
    assert referat(chain, "verify").code == 0


def test_the_checkpoint_of_a_copy_is_a_witness(chain: Path) -> None:
    point = json.loads(referat(chain, "verify", "--format", "json").out)["checkpoint"]
    done(referat(chain, "approve", M4, "--in", M5, "--by", "Signe Haugstad", day="2024-06-01"))
    assert referat(chain, "verify", "--against", point).code == 0
    git(chain, "reset", "--quiet", "--hard", "HEAD~3")
    ran = referat(chain, "verify", "--against", point)
    assert ran.code == 1
    assert "R11" in ran.out
    assert referat(chain, "verify", "--against", "what").code == 2


def test_a_checkpoint_outlives_another_name(chain: Path) -> None:
    """What was approved under a name is known by that name, whatever the file is called now."""
    point = json.loads(referat(chain, "verify", "--format", "json").out)["checkpoint"]
    git(chain, "mv", f"meetings/{M2}.md", "meetings/2024-02-14-styremøte.md")
    git(chain, "mv", f"meetings/{M3}.md", f"meetings/{M3.upper()}.md")
    commit(chain)
    ran = done(referat(chain, "verify", "--against", point, "--format", "json"))
    assert json.loads(ran.out)["checkpoint"] == point


# ---------------------------------------------------------------- known again


def test_a_state_is_known_again_only_if_every_byte_is_the_same(chain: Path) -> None:
    first = referat(chain, "verify")
    assert referat(chain, "verify").out == first.out
    path = page(chain, M2)
    facts = path.stat()
    path.write_bytes(path.read_bytes().replace(b"retningen", b"retninger"))
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert referat(chain, "verify").code == 1
    path.write_bytes(path.read_bytes().replace(b"retninger", b"retningen"))
    assert referat(chain, "verify").code == 0


def test_an_entry_made_meanwhile_is_not_taken_for_verified(chain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gather = recalling.gather

    def slowly(places: Places) -> recalling.BookBytes:
        found = gather(places)
        git(chain, "commit", "-q", "--allow-empty", "-m", "meanwhile")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(recalling, "gather", slowly)
        assert referat(chain, "verify").code == 0
    assert not recalling.has_record(find_places(str(chain)))  # neither of the later state nor of the earlier, which may stand again


def replaced(chain: Path) -> None:
    forged = git(chain, "commit-tree", "HEAD~2^{tree}", "-m", "another history", GIT_NO_REPLACE_OBJECTS="1")
    (chain / f".git/refs/replace/{git(chain, 'rev-parse', 'HEAD')}").write_text(f"{forged}\n", encoding="utf-8")


def a_broken_replacement(chain: Path) -> None:
    (chain / ".git/refs/replace").mkdir()
    (chain / f".git/refs/replace/{git(chain, 'rev-parse', 'HEAD')}").write_text("", encoding="utf-8")


def a_folder_of_replacements(chain: Path) -> None:
    (chain / ".git/refs/replace").mkdir()


def replaced_elsewhere(chain: Path) -> None:
    forged = git(chain, "commit-tree", "HEAD~2^{tree}", "-m", "another history")
    elsewhere = chain.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / git(chain, "rev-parse", "HEAD")).write_text(f"{forged}\n", encoding="utf-8")
    (chain / ".git/refs/replace/more").symlink_to(elsewhere)


def grafts_that_lead_nowhere(chain: Path) -> None:
    (chain / ".git/info").mkdir(exist_ok=True)
    (chain / ".git/info/grafts").symlink_to("nowhere")


def no_rules(chain: Path) -> None:
    (chain / "meetings/book.yaml").unlink()


def rules_that_lead_nowhere(chain: Path) -> None:
    (chain / "meetings/book.yaml").symlink_to("nowhere")


def another_name_of_the_branch(chain: Path) -> None:
    git(chain, "symbolic-ref", "refs/heads/master", "refs/heads/main")
    git(chain, "symbolic-ref", "HEAD", "refs/heads/master")


def all_entries_made_anew(chain: Path) -> None:
    """The history of the branch is another, and the files are the same."""
    git(chain, "update-ref", "refs/heads/main", git(chain, "commit-tree", "HEAD^{tree}", "-m", "the book"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (a_broken_replacement, replaced),
        (a_folder_of_replacements, replaced_elsewhere),
        (None, grafts_that_lead_nowhere),
        (no_rules, rules_that_lead_nowhere),
        (another_name_of_the_branch, all_entries_made_anew),
    ],
)
def test_a_book_that_was_verified_is_looked_at_again_when_something_changes(
    before: Callable[[Path], None] | None, after: Callable[[Path], None], chain: Path
) -> None:
    if before:
        before(chain)
    assert [referat(chain, "verify").code for _ in range(3)] == [0, 0, 0]
    after(chain)
    assert referat(chain, "verify").code == 1


@pytest.mark.parametrize("name", ["info/grafts", "shallow", "packed-refs"])
def test_a_folder_in_place_of_a_file_of_gits_is_named(chain: Path, name: str) -> None:
    referat(chain, "verify")
    (chain / ".git" / name).mkdir(parents=True)
    ran = referat(chain, "verify")
    assert (ran.code, name in ran.err) == (3, True), ran.err


def test_a_folder_in_place_of_the_branch_is_a_history_that_has_not_begun(chain: Path) -> None:
    git(chain, "branch", "new/inside")
    git(chain, "symbolic-ref", "HEAD", "refs/heads/new")
    ran = referat(chain, "verify")
    assert (ran.code, "only the files are compared" in ran.out) == (0, True), ran.err


def test_what_is_said_of_what_was_seen_before_is_said_once(chain: Path) -> None:
    git(chain, "checkout", "-q", "-b", "aside")
    commit(chain, "will be gone")
    referat(chain, "verify")
    git(chain, "reset", "-q", "--hard", "HEAD~1")
    assert "older than what was verified" in referat(chain, "verify").out
    for _ in range(2):
        assert "older than what was verified" not in referat(chain, "verify").out


def test_a_book_that_is_known_again_speaks_the_language_of_whoever_asks(chain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "all is as it was approved" in referat(chain, "verify").err
    monkeypatch.setenv("LC_ALL", "nb_NO.UTF-8")
    assert "all is as it was approved" not in referat(chain, "verify").err


def test_a_pin_that_is_a_link_is_followed_to_what_it_says(chain: Path, home: Path) -> None:
    referat(chain, "verify")
    (pin,) = (path for path in pins(home).iterdir() if len(path.stem) == 40)
    pin.rename(home / "elsewhere")
    pin.symlink_to(home / "elsewhere")
    assert referat(chain, "verify").code == 0
    (home / "elsewhere").write_text((home / "elsewhere").read_text("utf-8").replace("Signe", "Turid"), encoding="utf-8")
    assert referat(chain, "verify").code == 1


def test_the_state_of_the_disk_is_that_of_what_is_gathered_from_it(chain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (chain / "meetings/lenke.md").symlink_to(page(chain, M2))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    places = find_places(str(chain))
    standing = recalling.standing_of(places)
    states = set()
    for text in ("first\n", "second\n"):
        (chain / "meetings/book.yaml").write_text(f"# {text}", encoding="utf-8")
        gathered = recalling.state_of(standing, recalling.gather(places))
        for fewest in (2, 200):
            monkeypatch.setattr(recalling, "WORTH_TWO", fewest)
            assert recalling.state_now(standing, places) == gathered
        states.add(gathered)
    assert len(states) == 2
    (chain / "meetings/stor.md").write_bytes(b"x" * (MAX_FILE + 1))
    assert recalling.state_now(standing, places) == ""


def test_a_book_is_known_again_by_two_processes_too(chain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalling, "WORTH_TWO", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    first = referat(chain, "verify")
    with monkeypatch.context() as patch:
        patch.setattr(recalling, "gather", None)  # nothing is verified anew
        assert referat(chain, "verify").out == first.out
    change(chain, M2, "retningen", "farten")
    assert referat(chain, "verify").code == 1


def test_two_processes_find_what_one_does(chain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(chain, M2, "retningen", "farten")
    one = referat(chain, "verify")
    monkeypatch.setattr(verifying, "WORTH_TWO", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert referat(chain, "verify") == one
    assert one.code == 1


def test_where_git_is_missing_it_is_said_and_not_taken_for_the_whole(chain: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    git(chain, "replace", "HEAD", "HEAD~1")
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        ran = referat(chain, "verify")
    assert ran.code == 0
    assert "note R10: There is no history to look at here" in ran.out
    assert "finding R14" in referat(chain, "verify").out


def test_what_is_known_again_can_be_thrown_away(chain: Path, home: Path) -> None:
    first = referat(chain, "verify")
    for path in pins(home).glob("verified-*"):
        path.write_text("not even JSON", encoding="utf-8")
    assert referat(chain, "verify").out == first.out


def test_an_entry_from_the_future_is_named(chain: Path) -> None:
    (chain / "meetings" / "b.md").write_text("x\n", encoding="utf-8")
    git(chain, "add", "-A")
    commit(chain, "hurried", day="2024-06-20")
    ran = referat(chain, "verify", day="2024-06-02")
    assert ran.code == 0
    assert "note R15" in ran.out
    assert "2024-06-20, which is still to come" in ran.out
    assert "R15" not in referat(chain, "verify", day="2024-06-20").out


def test_approved_minutes_under_another_name_are_not_forgotten(chain: Path) -> None:
    git(chain, "mv", f"meetings/{M1}.md", "meetings/2024-01-10-styremote.md")
    commit(chain, "moved")
    assert "not there any more" not in referat(chain, "verify").out
    git(chain, "rm", "-q", "meetings/2024-01-10-styremote.md")
    commit(chain, "removed")
    assert "that approval is not there any more" in referat(chain, "verify").out
