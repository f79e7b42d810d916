"""Two clones of a book and the place where they meet: what was said on both sides is on both sides afterwards, and nothing is half done."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from referat.changes import sync_book, sync_place
from referat.changes.sync_book import MergeQuestion, Synced, sync
from referat.errors import Exit, ReferatError
from referat.format.document import parse
from referat.git import driver
from referat.git.transport import NotTaken, Unreachable
from referat.git.trust import record_trust
from tests.approved_books import M1, M4, M5, change, referat
from tests.format.test_merge import BASE, added, done, events, logged
from tests.format.test_merge import PATH as PAGE
from tests.git.test_driver import prompt
from tests.repositories import git, git_of, make_repository, put


def nobody(question: MergeQuestion) -> str:
    raise sync_book.NobodyToDecide(path=question.path)


def meet(folder: Path, choose: Callable[[MergeQuestion], str] = nobody, **more: str) -> Synced:
    return sync(str(folder), choose, opened=lambda _: None, **more)


def write(folder: Path, text: str, path: str = PAGE, words: str = "skrevet") -> None:
    put(folder, {path: text})
    git(folder, "add", "--", path)
    git(folder, "commit", "-qm", words)


def read(folder: Path, path: str = PAGE) -> str:
    return (folder / path).read_text(encoding="utf-8")


@pytest.fixture
def two(home: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A bare repository, and the book twice."""
    first = make_repository(tmp_path / "a", {PAGE: BASE, "meetings/people.yaml": "ingrid: Ingrid Nes\ntore: Tore Lid\n"})
    bare = tmp_path / "felles.git"
    git(tmp_path, "clone", "-q", "--bare", str(first), str(bare))
    git(first, "remote", "add", "origin", str(bare))
    git(tmp_path, "clone", "-q", str(bare), "b")
    for folder in (first, tmp_path / "b"):
        record_trust(git_of(folder))
    return bare, first, tmp_path / "b"


def is_clean(folder: Path) -> bool:
    return git(folder, "status", "--porcelain") == ""


def test_what_is_saved_on_one_side_comes_to_the_other(two: tuple[Path, Path, Path]) -> None:
    bare, a, b = two
    write(a, done(BASE, "aaaa1"))
    went = meet(a)
    assert ([one.path for one in went.went], went.came) == ([PAGE], ())
    came = meet(b)
    assert ([one.path for one in came.came], came.went, came.merged) == ([PAGE], (), False)
    assert read(b) == read(a)
    assert is_clean(b)
    assert git(a, "rev-parse", "HEAD") == git(b, "rev-parse", "HEAD") == git(bare, "rev-parse", "main")
    assert meet(b) == meet(b) == Synced(str(bare))


def test_both_sides_are_merged_by_actions_and_are_the_same_afterwards(two: tuple[Path, Path, Path]) -> None:
    _, a, b = two
    write(a, added(done(BASE, "aaaa1"), "- [ ] @tore Ringe ^bbbb1"))
    write(b, added(logged(done(BASE, "aaaa2"), "aaaa1", "2026-03-09 frist:2026-05-01"), "- [ ] @ingrid Leie ^bbbb2"))
    meet(a)
    there = meet(b)
    assert there.merged
    meet(a)
    assert read(a) == read(b)
    state = events(parse(PAGE, read(a)))
    assert {i for i, (sign, _) in state.items() if sign == "x"} == {"aaaa1", "aaaa2"}
    assert {"bbbb1", "bbbb2"} <= set(state)
    assert is_clean(a)
    assert is_clean(b)
    assert git(b, "log", "-1", "--format=%P").count(" ") == 1


def test_a_disagreement_off_the_terminal_changes_nothing_at_all(two: tuple[Path, Path, Path]) -> None:
    bare, a, b = two
    write(a, BASE.replace("Ingen saker.", "Ingen."))
    write(b, done(BASE, "aaaa1").replace("Ingen saker.", "Én sak."))
    meet(a)
    before = (read(b), git(b, "rev-parse", "HEAD"), git(bare, "rev-parse", "main"))
    with pytest.raises(sync_book.NobodyToDecide) as refused:
        meet(b)
    assert refused.value.exit is Exit.REFUSED
    assert (read(b), git(b, "rev-parse", "HEAD"), git(bare, "rev-parse", "main")) == before
    assert is_clean(b)


@pytest.mark.parametrize(("answer", "words"), [("ours", "Én sak.\n"), ("theirs", "Ingen.\n"), ("both", "Én sak.\nIngen.\n")])
def test_a_disagreement_is_a_question_for_its_place_alone(two: tuple[Path, Path, Path], answer: str, words: str) -> None:
    _, a, b = two
    write(a, done(BASE, "aaaa2").replace("Ingen saker.", "Ingen."))
    write(b, done(BASE, "aaaa1").replace("Ingen saker.", "Én sak."))
    meet(a)
    asked: list[MergeQuestion] = []
    meet(b, lambda question: asked.append(question) or answer)  # type: ignore[func-returns-value]
    assert asked == [MergeQuestion(PAGE, "Én sak.\n", "Ingen.\n", may_keep_both=True)]
    assert read(b) == done(done(BASE, "aaaa1"), "aaaa2").replace("Ingen saker.\n", words)
    assert git(b, "rev-parse", "HEAD") == git(two[0], "rev-parse", "main")


def test_minutes_sent_out_there_are_taken_as_they_are_or_nothing_is(two: tuple[Path, Path, Path]) -> None:
    _, a, b = two
    write(a, done(BASE.replace("status: utkast", "status: sendt"), "aaaa1"))
    write(b, logged(BASE, "aaaa2", "2026-03-12 @ingrid").replace("Ingen saker.", "Én sak."))
    meet(a)
    asked: list[MergeQuestion] = []

    def choose(question: MergeQuestion) -> str:
        asked.append(question)
        return "theirs"

    meet(b, choose)
    meet(a)
    assert [(one.frozen, one.may_keep_both) for one in asked] == [("theirs", False)]
    assert read(a) == read(b)
    assert "2026-03-10 ferdig" in read(a)
    assert "2026-03-12 @ingrid" in read(a)
    assert "Ingen saker." in read(a)


def test_a_file_that_was_moved_here_and_written_in_there_is_one_file(two: tuple[Path, Path, Path]) -> None:
    _, a, b = two
    other = "meetings/2026-03-04-velforening.md"
    git(a, "mv", PAGE, other)
    write(a, BASE.replace("dato: 2026-03-03", "dato: 2026-03-04"), other)
    write(b, done(BASE, "aaaa3"))
    meet(a)
    meet(b)
    assert not (b / PAGE).exists()
    assert read(b, other) == done(BASE, "aaaa3").replace("dato: 2026-03-03", "dato: 2026-03-04")


def test_a_file_taken_away_here_and_changed_there_is_a_question(two: tuple[Path, Path, Path]) -> None:
    _, a, b = two
    git(a, "rm", "-q", PAGE)
    git(a, "commit", "-qm", "borte")
    write(b, done(BASE, "aaaa3"))
    meet(a)
    asked: list[MergeQuestion] = []
    meet(b, lambda question: asked.append(question) or "ours")  # type: ignore[func-returns-value]
    assert [(one.path, one.theirs) for one in asked] == [(PAGE, None)]
    assert read(b) == done(BASE, "aaaa3")


def test_files_beside_the_book_and_pictures_come_too(two: tuple[Path, Path, Path]) -> None:
    _, a, b = two
    put(a, {"LESMEG.txt": "hei\n", "meetings/kart.png": b"\x89PNG\0\xff"})
    (a / "lenke").symlink_to("LESMEG.txt")
    git(a, "add", "-A")
    git(a, "commit", "-qm", "mer")
    write(b, done(BASE, "aaaa3"))
    meet(a)
    meet(b)
    assert (b / "meetings/kart.png").read_bytes() == b"\x89PNG\0\xff"
    assert (read(b, "LESMEG.txt"), (b / "lenke").readlink()) == ("hei\n", Path("LESMEG.txt"))
    assert is_clean(b)


def test_writing_that_is_not_saved_stands_in_the_way_before_anything_is_fetched(two: tuple[Path, Path, Path]) -> None:
    bare, _, b = two
    put(b, {PAGE: done(BASE, "aaaa1")})
    shutil.rmtree(bare)
    with pytest.raises(sync_book.UnsavedBefore):
        meet(b)


def test_a_place_that_cannot_be_reached_changes_nothing(two: tuple[Path, Path, Path]) -> None:
    bare, a, _ = two
    write(a, done(BASE, "aaaa1"))
    shutil.rmtree(bare)
    before = git(a, "rev-parse", "HEAD")
    with pytest.raises(ReferatError) as refused:
        meet(a)
    assert (refused.value.exit, git(a, "rev-parse", "HEAD")) == (Exit.NETWORK, before)
    assert is_clean(a)


def test_a_history_that_was_rewritten_there_is_not_taken_in(two: tuple[Path, Path, Path]) -> None:
    _, a, b = two
    write(a, done(BASE, "aaaa1"))
    meet(a)
    meet(b)
    git(a, "reset", "-q", "--hard", "HEAD^")
    write(a, BASE.replace("Ingen", "Fire"))
    git(a, "push", "-qf", "origin", "main")
    with pytest.raises(sync_book.Rewritten):
        meet(b)
    assert read(b) == done(BASE, "aaaa1")


def test_another_book_is_not_taken_in(two: tuple[Path, Path, Path], tmp_path: Path) -> None:
    _, a, _ = two
    other = make_repository(tmp_path / "annen", {PAGE: BASE})
    git(a, "remote", "set-url", "origin", str(other))
    git(a, "update-ref", "-d", "refs/remotes/origin/main")
    with pytest.raises(sync_book.Unrelated):
        meet(a)


def test_nothing_is_forced_and_others_who_are_quicker_are_met_again(two: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    _, a, b = two
    write(a, done(BASE, "aaaa1"))
    write(b, done(BASE, "aaaa2"))
    turn, was = [0], sync_book._one_turn

    def meanwhile(*words: object) -> Synced:
        made = was(*words)  # type: ignore[arg-type]
        turn[0] += 1
        if turn[0] == 1:
            git(a, "push", "-q", "origin", "main")
        return made

    monkeypatch.setattr(sync_book, "_one_turn", meanwhile)
    meet(b)
    assert turn == [2]
    assert read(b) == done(done(BASE, "aaaa1"), "aaaa2")


@pytest.mark.parametrize("where", ["detached", "other branch", "merge"])
def test_where_the_book_does_not_stand_on_its_branch_nothing_is_begun(two: tuple[Path, Path, Path], where: str) -> None:
    _, a, _ = two
    meet(a)
    if where == "detached":
        git(a, "checkout", "-q", "--detach")
    elif where == "other branch":
        git(a, "checkout", "-q", "-b", "utkast")
    else:
        put(a, {".git/MERGE_HEAD": git(a, "rev-parse", "HEAD") + "\n"})
    with pytest.raises(ReferatError) as refused:
        meet(a)
    assert refused.value.exit is Exit.REFUSED
    if where == "other branch":
        assert meet(a, branch="utkast").came == ()


def test_a_stick_carries_the_book_both_ways(two: tuple[Path, Path, Path], tmp_path: Path) -> None:
    _, a, b = two
    stick = str(tmp_path / "styret.bundle")
    write(a, done(BASE, "aaaa1"))
    write(b, done(BASE, "aaaa2"))
    assert meet(a, bundle=stick).came == ()
    assert meet(b, bundle=stick).merged
    meet(a, bundle=stick)
    assert read(a) == read(b) == done(done(BASE, "aaaa1"), "aaaa2")
    (tmp_path / "tull.bundle").write_text("ikke en bunt")
    with pytest.raises(ReferatError):
        meet(a, bundle=str(tmp_path / "tull.bundle"))
    with pytest.raises(sync_place.NotABundle):
        meet(a, bundle=PAGE)


@pytest.mark.parametrize(
    "address", ["ext::touch fired", "http://example.org/x.git", "git://example.org/x", "-oProxyCommand=touch", "fd::17", "ssh://-oX=y/z", ""]
)
def test_only_https_ssh_and_files_are_gone_to(two: tuple[Path, Path, Path], address: str) -> None:
    _, a, _ = two
    git(a, "config", "remote.origin.url", address)
    with pytest.raises(ReferatError) as refused:
        meet(a)
    assert refused.value.exit in {Exit.REFUSED, Exit.NETWORK}
    assert not (a / "fired").exists()


def test_it_goes_over_ssh_as_the_user_has_it(two: tuple[Path, Path, Path], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare, a, _ = two
    ssh = home / "ssh"
    ssh.write_text('#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n')
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
    for address in (f"ssh://kari@tjener.example{bare}", f"kari@tjener.example:{bare}"):
        git(a, "config", "remote.origin.url", address)
        write(a, done(read(a), "aaaa1" if address.startswith("ssh") else "aaaa2"))
        assert [one.path for one in meet(a).went] == [PAGE]
        assert git(bare, "rev-parse", "main") == git(a, "rev-parse", "HEAD")


def test_a_password_in_an_address_is_never_shown(two: tuple[Path, Path, Path]) -> None:
    _, a, _ = two
    git(a, "config", "remote.origin.url", "https://kari:hemmelig@127.0.0.1:1/bok.git")
    with pytest.raises(ReferatError) as refused:
        meet(a)
    assert "hemmelig" not in str(refused.value)
    assert "kari@" in str(refused.value)


def test_an_approved_text_that_was_changed_there_is_not_taken_in(chain: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(chain), "andre")
    git(chain, "remote", "add", "origin", str(tmp_path / "andre"))
    record_trust(git_of(chain))
    page = next(path for path in sorted((tmp_path / "andre/meetings").glob("*.md")) if "\nstatus: godkjent" in path.read_text())
    page.write_text(page.read_text() + "\nEt ord til.\n")
    git(tmp_path / "andre", "commit", "-qam", "endret")
    before = git(chain, "rev-parse", "HEAD")
    with pytest.raises(sync_book.FrozenDiffers):
        meet(chain)
    assert (git(chain, "rev-parse", "HEAD"), is_clean(chain)) == (before, True)


def test_one_that_was_cut_short_is_finished_by_the_next(two: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    _, a, b = two
    write(a, done(BASE, "aaaa1"))
    write(b, done(BASE, "aaaa2"))
    meet(a)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sync_book, "follow", cut)
        with pytest.raises(KeyboardInterrupt):
            meet(b)
    meet(b)
    assert read(b) == done(done(BASE, "aaaa1"), "aaaa2")
    assert is_clean(b)
    assert git(b, "rev-parse", "HEAD") == git(two[0], "rev-parse", "main")


def test_the_clone_with_the_driver_needs_no_more_trust_than_before(home: Path, tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "a", {PAGE: BASE})
    driver.install(git_of(folder))
    assert meet(folder, bundle=str(tmp_path / "x.bundle")).came == ()


def test_approvals_and_corrections_of_both_are_put_together(chain: Path, tmp_path: Path) -> None:
    """Two colleagues write approvals into one later meeting: both hold, and the chain verifies in both clones."""
    git(tmp_path, "clone", "-q", "--bare", str(chain), "felles.git")
    git(chain, "remote", "add", "origin", str(tmp_path / "felles.git"))
    git(tmp_path, "clone", "-q", str(tmp_path / "felles.git"), "andre")
    other = tmp_path / "andre"
    for folder in (chain, other):
        record_trust(git_of(folder))
    change(chain, M1, "enighet om retningen", "enighet om retningen og farten")
    assert referat(chain, "correct", M1, "--in", M5, "--by", "Signe Haugstad").code == 0
    assert referat(other, "approve", M4, "--in", M5, "--by", "Signe Haugstad").code == 0
    meet(chain)
    merged = meet(other)
    assert merged.merged
    meet(chain)
    for folder in (chain, other):
        assert is_clean(folder)
        assert referat(folder, "verify").code == 0
        text = (folder / f"meetings/{M5}.md").read_text(encoding="utf-8")
        assert text.count("result: corrected") == text.count(f"id: {M4}") == 1


def test_one_approval_recorded_in_two_clones_is_one_and_nobody_is_asked(chain: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(chain), "felles.git")
    git(chain, "remote", "add", "origin", str(tmp_path / "felles.git"))
    git(tmp_path, "clone", "-q", str(tmp_path / "felles.git"), "andre")
    other = tmp_path / "andre"
    for folder, day in ((chain, "2024-06-03"), (other, "2024-06-02")):
        record_trust(git_of(folder))
        assert referat(folder, "approve", M4, "--in", M5, "--by", "Signe Haugstad", day=day).code == 0
    change(chain, M1, "enighet om retningen", "enighet om retningen og farten")
    assert referat(chain, "correct", M1, "--in", M5, "--by", "Signe Haugstad", day="2024-06-04").code == 0
    for folder in (other, chain, other):
        meet(folder)
    assert "recorded: 2024-06-02T" in read(chain, f"meetings/{M4}.md")
    assert referat(chain, "verify").code == referat(other, "verify").code == 0
    assert read(chain, f"meetings/{M5}.md") == read(other, f"meetings/{M5}.md")


def two_that_approve(chain: Path, tmp_path: Path) -> Path:
    """Another clone; both have recorded one approval, the first later, and verified it. Returns the other."""
    git(tmp_path, "clone", "-q", "--bare", str(chain), "felles.git")
    git(chain, "remote", "add", "origin", str(tmp_path / "felles.git"))
    git(tmp_path, "clone", "-q", str(tmp_path / "felles.git"), "andre")
    for folder, day in ((chain, "2024-06-03"), (tmp_path / "andre", "2024-06-02")):
        record_trust(git_of(folder))
        assert referat(folder, "approve", M4, "--in", M5, "--by", "Signe Haugstad", day=day).code == 0
    assert referat(chain, "verify").code == 0
    return tmp_path / "andre"


def test_who_verified_the_later_of_two_records_is_told_of_the_earlier_and_not_alarmed(chain: Path, tmp_path: Path) -> None:
    other = two_that_approve(chain, tmp_path)
    meet(other)
    meet(chain)
    told = referat(chain, "verify")
    assert (told.code, told.out.count("R11"), "2024-06-02" in told.out) == (0, 1, True), told.out
    again = referat(chain, "verify")  # what was noted is now what was seen
    assert (again.code, "R11" in again.out) == (0, False), again.out
    meet(other)
    assert referat(other, "verify").code == 0


def test_a_record_that_is_dated_back_in_the_history_that_was_seen_is_found(chain: Path, tmp_path: Path) -> None:
    other = two_that_approve(chain, tmp_path)
    meet(other)
    meet(chain)
    page = chain / f"meetings/{M4}.md"
    page.write_text(page.read_text(encoding="utf-8").replace("recorded: 2024-06-02T", "recorded: 2024-06-01T"), encoding="utf-8")
    git(chain, "commit", "-qam", "a day earlier")
    told = referat(chain, "verify")
    assert (told.code, "R11" in told.out) == (1, True), told.out


def test_a_place_that_may_only_be_read_takes_nothing_and_what_came_stays(two: tuple[Path, Path, Path]) -> None:
    bare, a, b = two
    write(a, done(BASE, "aaaa1"))
    write(b, done(BASE, "aaaa2"))
    meet(a)
    hook = bare / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'bare lesing' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(ReferatError) as refused:
        meet(b)
    assert refused.value.exit is Exit.NETWORK
    assert read(b) == done(done(BASE, "aaaa1"), "aaaa2")
    hook.unlink()
    assert [one.path for one in meet(b).went] == [PAGE]
    assert git(b, "rev-parse", "HEAD") == git(bare, "rev-parse", "main")


def test_a_folder_where_the_others_are_can_be_trusted(two: tuple[Path, Path, Path], tmp_path: Path) -> None:
    bare, _, _ = two
    git(tmp_path, "clone", "-q", str(bare), "ny")
    assert prompt(tmp_path / "ny", "sync")[0] == Exit.REFUSED
    assert prompt(tmp_path / "ny", "trust", "--yes") == (0, f"remote.origin.url: {bare}\n")
    assert prompt(tmp_path / "ny", "sync")[0] == 0


def test_a_clone_of_a_stick_meets_the_others_on_the_stick_again(two: tuple[Path, Path, Path], tmp_path: Path) -> None:
    _, a, _ = two
    stick = tmp_path / "styret.bundle"
    meet(a, bundle=str(stick))
    git(tmp_path, "clone", "-q", "-b", "main", str(stick), "ny")
    write(tmp_path / "ny", done(BASE, "aaaa1"))
    assert [one.path for one in meet(tmp_path / "ny").went] == [PAGE]
    meet(a, bundle=str(stick))
    assert read(a) == done(BASE, "aaaa1")
    stick.unlink()
    with pytest.raises(Unreachable):
        meet(tmp_path / "ny")
    assert not stick.exists()


def test_a_stick_that_is_not_there_or_takes_nothing_is_said(two: tuple[Path, Path, Path], tmp_path: Path) -> None:
    _, a, b = two
    with pytest.raises(Unreachable):
        meet(a, bundle=str(tmp_path / "borte/styret.bundle"))
    stick = tmp_path / "pinne/styret.bundle"
    stick.parent.mkdir()
    meet(a, bundle=str(stick))
    write(a, done(BASE, "aaaa1"))
    meet(a, bundle=str(stick))
    write(b, done(BASE, "aaaa2"))
    (stick.parent / "styret.bundle.new.lock").touch()
    with pytest.raises(NotTaken) as refused:
        meet(b, bundle=str(stick))
    assert "hint" not in str(refused.value)
    assert read(b) == done(done(BASE, "aaaa1"), "aaaa2")


def test_what_went_is_what_the_others_get(two: tuple[Path, Path, Path]) -> None:
    _, a, b = two
    write(a, BASE.replace("Kjøpe maling", "Kjøpe beis"))
    write(b, done(BASE.replace("Kjøpe maling", "Kjøpe tjære"), "aaaa1"))
    meet(a)
    there = meet(b, lambda _: "theirs")
    assert [str(one) for one in there.went] == [str(one) for one in meet(a).came]


@pytest.mark.parametrize(
    ("path", "is_tracked"), [("LESMEG.txt", False), ("LESMEG.txt", True), ("meetings/contacts.yaml", False), ("meetings/vedlegg/kart.txt", False)]
)
def test_writing_of_mine_beside_the_minutes_is_never_written_over(two: tuple[Path, Path, Path], path: str, is_tracked: bool) -> None:
    _, a, b = two
    put(b, {".git/info/exclude": "contacts.yaml\nvedlegg/\n"})
    if is_tracked:
        write(a, "hei\n", path)
        meet(a)
        meet(b)
    write(a, "deres\n", path)
    meet(a)
    put(b, {path: "mitt\n"})
    before = git(b, "rev-parse", "HEAD")
    with pytest.raises(ReferatError) as refused:
        meet(b)
    assert refused.value.exit is Exit.REFUSED
    assert path in str(refused.value)
    assert (read(b, path), git(b, "rev-parse", "HEAD")) == ("mitt\n", before)


def test_whoever_signs_what_is_saved_signs_what_is_merged(two: tuple[Path, Path, Path], home: Path) -> None:
    _, a, b = two
    key = home / "nøkkel"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    (home / "kjente").write_text(f"ase@example.org {key.with_suffix('.pub').read_text()}", encoding="utf-8")
    settings = {"gpg.format": "ssh", "user.signingKey": str(key), "commit.gpgSign": "true", "gpg.ssh.allowedSignersFile": str(home / "kjente")}
    for name, value in settings.items():
        git(home, "config", "--global", name, value)
    write(a, done(BASE, "aaaa1"))
    write(b, done(BASE, "aaaa2"))
    meet(a)
    assert meet(b).merged
    assert git(b, "log", "-1", "--format=%G? %an %s") == "G Åse Ødegård Brought together with what others have saved"
    write(a, logged(read(a), "aaaa3", "2026-03-12 @tore"))
    git(home, "config", "--global", "user.signingKey", str(home / "borte"))
    before = git(a, "rev-parse", "HEAD")
    with pytest.raises(ReferatError):
        meet(a)
    assert (git(a, "rev-parse", "HEAD"), is_clean(a)) == (before, True)
