"""Ways to tamper with approved minutes: one function each, from an honest book to a dishonest one."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from referat.format import document
from referat.format.canon import digest
from referat.format.reader import read_page
from referat.model.meeting import Minutes
from tests.approved_books import M1, M2, M3, M4, M5, change, commit, on_day, page
from tests.repositories import git

Tamper = Callable[[Path], None]


@dataclass(frozen=True)
class Attack:
    """A tampering, and the rules that must name it: in a clone that nobody has verified before (empty: it cannot), and with a pin."""

    tamper: Tamper
    fresh: frozenset[str]
    pinned: frozenset[str]
    cloned: bool = True  # False: it lies in the work tree or in git's own folder, which a clone does not take along

    @property
    def name(self) -> str:
        return self.tamper.__name__


ATTACKS: list[Attack] = []


def attack(fresh: str = "", pinned: str = "", *, cloned: bool = True) -> Callable[[Tamper], Tamper]:
    def added(tamper: Tamper) -> Tamper:
        ATTACKS.append(Attack(tamper, frozenset(fresh.split()), frozenset((pinned or fresh).split()), cloned))
        return tamper

    return added


def digest_of(book: Path, meeting: str) -> str:
    path = page(book, meeting)
    there = document.read(f"meetings/{path.name}", path.read_bytes())
    minutes = read_page(there).page
    assert isinstance(minutes, Minutes)
    return digest(there, minutes.on)


def recompute(book: Path, meeting: str, *recorders: str) -> None:
    """Put the digest that the text has now in its approval, and in those who record it."""
    path = page(book, meeting)
    old = re.search(r"^approval: \{text: \"(sha256:[0-9a-f]{64})", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert old is not None
    new = digest_of(book, meeting)
    for one in (meeting, *recorders):
        file = page(book, one)
        file.write_text(file.read_text(encoding="utf-8").replace(old[1], new), encoding="utf-8")


# ---------------------------------------------------------------- the text


@attack("R01")
def edit_committed(book: Path) -> None:
    change(book, M2, "retningen", "det motsatte")
    commit(book)


@attack("R01 R12", cloned=False)
def edit_uncommitted(book: Path) -> None:
    change(book, M2, "retningen", "det motsatte")


@attack("R01 R12", cloned=False)
def edit_hidden_by_assume_unchanged(book: Path) -> None:
    git(book, "update-index", "--assume-unchanged", f"meetings/{M2}.md")
    change(book, M2, "retningen", "det motsatte")
    assert git(book, "status", "--porcelain") == ""


@attack("R01 R12", cloned=False)
def edit_hidden_by_skip_worktree(book: Path) -> None:
    git(book, "update-index", "--skip-worktree", f"meetings/{M2}.md")
    change(book, M2, "retningen", "det motsatte")


@attack("R01")
def log_line_back_dated(book: Path) -> None:
    change(book, M2, "^02k14a", "^02k14a\n  - 2024-02-14 ferdig")
    commit(book)


@attack("R01")
def text_under_an_action(book: Path) -> None:
    change(book, M2, "^02k14a", "^02k14a\n  - 2024-03-01 ferdig, og styret takket")
    commit(book)


@attack("R01")
def text_after_an_id(book: Path) -> None:
    change(book, M2, "^02k14a", "^02k14a likevel ikke")
    commit(book)


@attack("R01")
def letters_that_look_alike(book: Path) -> None:
    change(book, M2, "retningen", "retningеn")  # a Cyrillic e
    commit(book)


@attack("R01")
def letter_without_width(book: Path) -> None:
    change(book, M2, "retningen", "retnin\u200bgen")
    commit(book)


@attack("R01")
def space_that_does_not_break(book: Path) -> None:
    change(book, M2, "om retningen", "om\u00a0retningen")
    commit(book)


@attack("R01")
def hidden_remark(book: Path) -> None:
    change(book, M2, "## 3.", "<!-- ikke sant -->\n\n## 3.")
    commit(book)


@attack("R01")
def other_chair(book: Path) -> None:
    change(book, M2, "møteleder: Signe Haugstad", "møteleder: Oddvar Bråten")
    commit(book)


@attack("R01")
def later_date_to_freeze_less(book: Path) -> None:
    change(book, M2, "dato: 2024-02-14", "dato: 2024-02-13")
    commit(book)


@attack("R01")
def second_header_line(book: Path) -> None:
    change(book, M2, "gruppe: styret", "gruppe: styret\nvedlegg: [et nytt vedlegg]")
    commit(book)


@attack("R01")
def decision_removed(book: Path) -> None:
    change(book, M2, "**Vedtak:** Møteboka ble godkjent.\n\n", "")
    commit(book)


@attack("R01")
def action_removed(book: Path) -> None:
    change(book, M2, "- [ ] @signe Skriv til kommunen om merking av stier ^02k14b\n", "")
    commit(book)


@attack("R01")
def other_owner_in_the_line(book: Path) -> None:
    change(book, M2, "- [ ] @oddvar Kjøp", "- [ ] @signe Kjøp")
    commit(book)


@attack("R01")
def clean_merge_brings_old_text_back(book: Path) -> None:
    """A branch that was made while the minutes were a draft edits them; approval happens on main; git merges without a word."""
    draft = git(book, "log", "--format=%H", "--grep", f"^{M2} is written").split()[0]
    git(book, "checkout", "--quiet", "-b", "stale", draft)
    change(book, M2, "^02k14b\n", "^02k14b\n\n## 4. Eventuelt\n\nDet ble også vedtatt å selge hytta.\n")
    commit(book, day="2024-02-15")
    git(book, "checkout", "--quiet", "main")
    with on_day("2024-05-20"):
        git(book, "merge", "--quiet", "--no-edit", "stale")


# ---------------------------------------------------------------- the records


@attack("R02")
def digest_recomputed_in_one_file(book: Path) -> None:
    change(book, M2, "retningen", "det motsatte")
    recompute(book, M2)
    commit(book)


@attack("R01")
def digest_recomputed_in_both_files(book: Path) -> None:
    change(book, M2, "retningen", "det motsatte")
    recompute(book, M2, M3)
    commit(book)


@attack("", "R11")
def digest_recomputed_in_the_newest_link(book: Path) -> None:
    """The approving meeting is not approved yet: only whoever has seen it before can know."""
    change(book, M3, "retningen", "det motsatte")
    recompute(book, M3, M4)
    recirculated(book, M4)
    commit(book)


@attack("", "R11")
def digest_recomputed_in_the_whole_chain(book: Path) -> None:
    change(book, M2, "retningen", "det motsatte")
    recompute(book, M2, M3)
    recompute(book, M3, M4)
    recirculated(book, M4)
    commit(book)


def recirculated(book: Path, meeting: str) -> None:
    path = page(book, meeting)
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(circulation: \{text: )\"sha256:[0-9a-f]+\"", rf'\1"{digest_of(book, meeting)}"', text), encoding="utf-8")


@attack("R04b")
def status_set_by_hand(book: Path) -> None:
    change(book, M5, "status: utkast", "status: godkjent")
    commit(book)


@attack("R03b")
def status_moved_back(book: Path) -> None:
    change(book, M2, "status: godkjent", "status: utkast")
    commit(book)


@attack("R03b")
def status_nobody_knows(book: Path) -> None:
    change(book, M2, "status: godkjent", "status: nesten")
    commit(book)


@attack("R03")
def approval_in_one_file_only(book: Path) -> None:
    change(book, M4, "status: sendt", "status: godkjent")
    block = f'approval: {{text: "{digest_of(book, M4)}", in: {M5}, item: "2", on: 2024-05-08, by: Signe Haugstad, recorded: 2024-05-09T10:00:00Z}}'
    change(book, M4, "circulation:", f"{block}\ncirculation:")
    commit(book)


@attack("R04")
def record_in_the_approving_file_only(book: Path) -> None:
    change(book, M5, "status: utkast", f'status: utkast\napproves:\n  - {{id: {M4}, text: "{digest_of(book, M4)}", item: "2", result: approved}}')
    commit(book)


@attack("R04")
def approval_taken_out_of_one_file(book: Path) -> None:
    path = page(book, M2)
    text = re.sub(r"^approval:.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text.replace("godkjent\n", "sendt\n", 1), encoding="utf-8")
    commit(book)


@attack("", "R09c")
def newest_approval_taken_out_of_both_files(book: Path) -> None:
    """What `withdraw` would do; whoever has seen the approval is told."""
    path, other = page(book, M3), page(book, M4)
    text = re.sub(r"^approval:.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text.replace("status: godkjent\n", "status: sendt\n", 1), encoding="utf-8")
    other.write_text(re.sub(rf"^  - \{{id: {M3}.*\n", "", other.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    commit(book)


@attack("R03 R09")
def approving_minutes_removed(book: Path) -> None:
    page(book, M3).unlink()
    commit(book)


@attack("R03")
def approval_names_an_earlier_meeting(book: Path) -> None:
    change(book, M2, f"in: {M3}", f"in: {M1}")
    commit(book)


@attack("R08")
def approved_before_it_was_held(book: Path) -> None:
    """Both files say that the first meeting approved the draft of the last."""
    change(book, M5, "status: utkast", "status: godkjent")
    text = digest_of(book, M5)
    record = f'in: {M4}, item: "2", on: 2024-04-10, by: Signe Haugstad, recorded: 2024-05-09T10:00:00Z'
    change(book, M5, "status: godkjent", f'status: godkjent\napproval: {{text: "{text}", {record}}}')
    change(book, M4, "approves:\n", f'approves:\n  - {{id: {M5}, text: "{text}", item: "2", result: approved}}\n')
    commit(book)


@attack("R02")
def approving_minutes_name_another_digest(book: Path) -> None:
    change(book, M4, digest_of(book, M3), "sha256:" + "0" * 64)
    commit(book)


@attack("R08b")
def other_day_of_approval(book: Path) -> None:
    change(book, M2, "on: 2024-03-13, by", "on: 2024-03-14, by")
    commit(book)


@attack("R07")
def approver_who_was_not_there(book: Path) -> None:
    change(book, M2, "by: Signe Haugstad", "by: Turid Æsøy")
    commit(book)


@attack("R06")
def approver_who_may_not(book: Path) -> None:
    change(book, M2, "by: Signe Haugstad", "by: Oddvar Bråten")
    commit(book)


@attack("", "R11")
def other_time_of_recording(book: Path) -> None:
    path = page(book, M2)
    path.write_text(re.sub(r"recorded: [0-9TZ:-]+", "recorded: 2024-02-20T08:00:00Z", path.read_text(encoding="utf-8")), encoding="utf-8")
    commit(book)


@attack("R18")
def words_in_the_tools_block(book: Path) -> None:
    change(book, M2, "by: Signe Haugstad,", "by: Signe Haugstad, condition: only if the money comes,")
    commit(book)


@attack("R18")
def a_second_block_in_the_first(book: Path) -> None:
    path = page(book, M2)
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^approval: (.*)$", r"approval: [\1, {note: Saken utgår}]", text, flags=re.MULTILINE), encoding="utf-8")
    commit(book)


@attack("R18")
def words_in_the_circulation(book: Path) -> None:
    change(book, M2, "circulation: {", "circulation: {note: Saken utgår, ")
    commit(book)


# ---------------------------------------------------------------- the files


@attack("R09")
def minutes_removed(book: Path) -> None:
    page(book, M2).unlink()
    commit(book)


@attack("R09", cloned=False)
def minutes_removed_uncommitted(book: Path) -> None:
    page(book, M2).unlink()


@attack("R17")
def a_double(book: Path) -> None:
    (book / "meetings" / "arkiv").mkdir()
    shutil.copy(page(book, M2), book / "meetings" / "arkiv" / f"{M2}.md")
    commit(book)


@attack("R00")
def unreadable_header(book: Path) -> None:
    change(book, M2, "gruppe: styret", "gruppe: [styret")
    commit(book)


@attack("R00")
def other_encoding(book: Path) -> None:
    path = page(book, M2)
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    commit(book)


@attack("R00")
def a_pointer_instead(book: Path) -> None:
    page(book, M2).write_text("version https://git-lfs.example.org/spec/v1\noid sha256:00\nsize 1\n", encoding="utf-8")
    commit(book)


@attack("R00", cloned=False)
def a_link_instead(book: Path) -> None:
    path = page(book, M2)
    path.rename(book / "elsewhere.md")
    path.symlink_to(book / "elsewhere.md")


@attack("R00")
def half_merged(book: Path) -> None:
    change(book, M2, "## 3.", "<<<<<<< HEAD\n=======\n>>>>>>> stale\n## 3.")
    commit(book)


@attack("R19")
def earlier_text_removed(book: Path) -> None:
    shutil.rmtree(book / "meetings" / ".superseded")
    commit(book)


@attack("R19")
def earlier_text_changed(book: Path) -> None:
    (path,) = (book / "meetings" / ".superseded").iterdir()
    path.write_text(path.read_text(encoding="utf-8").replace("Brua over elva ble", "Ferja over elva ble"), encoding="utf-8")
    commit(book)


# ---------------------------------------------------------------- the history


@attack("R14", cloned=False)
def a_replacement_in_git(book: Path) -> None:
    path = page(book, M2)
    forged = git(book, "hash-object", "-w", "--stdin", stdin=path.read_text(encoding="utf-8").replace("retningen", "det motsatte").encode())
    git(book, "replace", git(book, "rev-parse", f"HEAD:meetings/{M2}.md"), forged)


@attack("R14", cloned=False)
def a_graft(book: Path) -> None:
    (book / ".git" / "info").mkdir(exist_ok=True)
    (book / ".git" / "info" / "grafts").write_text(git(book, "rev-parse", "HEAD") + "\n", encoding="utf-8")


@attack("", "R10")
def history_rewritten(book: Path) -> None:
    """Every commit made anew with other messages; the texts are the same."""
    with on_day("2024-05-21"):
        tip = ""
        for old in git(book, "rev-list", "--reverse", "HEAD").split():
            tree = git(book, "rev-parse", f"{old}^{{tree}}")
            tip = git(book, "commit-tree", tree, *(["-p", tip] if tip else []), "-m", "rewritten")
    git(book, "reset", "--quiet", "--hard", tip)


@attack("", "R10")
def approval_rewritten(book: Path) -> None:
    """Only the last entries made anew, the one with the newest approval among them."""
    base = git(book, "log", "--format=%H", "--grep", f"^{M4} is sent out").split()[0]
    tree = git(book, "rev-parse", "HEAD^{tree}")
    with on_day("2024-05-21"):
        tip = git(book, "commit-tree", tree, "-p", base, "-m", "one entry for all")
    git(book, "reset", "--quiet", "--hard", tip)


@attack("", "R09c R10")
def rolled_back(book: Path) -> None:
    git(book, "reset", "--quiet", "--hard", git(book, "log", "--format=%H", "--grep", f"^{M3} is sent out").split()[0])


@attack("", "R15")
def back_dated_entry(book: Path) -> None:
    """A note without a pin: clocks are wrong. With one, the entry came after what was seen and says it is from before."""
    change(book, M5, "retningen", "alt")
    commit(book, day="2024-01-01")


@attack("", "R13")
def rules_relaxed(book: Path) -> None:
    (book / "meetings" / "book.yaml").write_text("approval: {by: [chair, member]}\n", encoding="utf-8")
    commit(book)


@attack("", "R09c")
def everything_of_the_newest_link_removed(book: Path) -> None:
    """The minutes and their record go together, before the approving minutes are approved."""
    page(book, M3).unlink()
    other = page(book, M4)
    other.write_text(re.sub(rf"^  - \{{id: {M3}.*\n", "", other.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    for meeting in (M2,):  # whose approving meeting it was
        path = page(book, meeting)
        text = re.sub(r"^approval:.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        path.write_text(text.replace("status: godkjent\n", "status: sendt\n", 1), encoding="utf-8")
    commit(book)


