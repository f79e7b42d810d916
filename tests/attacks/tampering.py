"""Ways to tamper with approved minutes: one function each, from an honest book to a dishonest one."""

import re
import shutil
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from referat.format import document
from referat.format.canon import digest
from referat.format.reader import read_page
from referat.model.meeting import Minutes
from tests.approved_books import M1, M2, M3, M4, M5, change, commit, done, on_day, page, referat
from tests.repositories import git

Tamper = Callable[[Path], None]


@dataclass(frozen=True)
class Attack:
    """A tampering, and the rules that must name it: in a clone that nobody has verified before (empty: it cannot), and with a pin.

    `noted` are the rules that must at least say a word, as a note or more, in both.
    """

    name: str
    tamper: Tamper
    fresh: frozenset[str]
    pinned: frozenset[str]
    cloned: bool = True  # False: it lies in the work tree or in git's own folder, which a clone does not take along
    noted: frozenset[str] = frozenset()


ATTACKS: list[Attack] = []


def attack(fresh: str = "", pinned: str = "", *, cloned: bool = True) -> Callable[[Tamper], Tamper]:
    def added(tamper: Tamper) -> Tamper:
        ATTACKS.append(Attack(tamper.__name__, tamper, frozenset(fresh.split()), frozenset((pinned or fresh).split()), cloned))
        return tamper

    return added


def attack_each(name: str, deeds: Sequence[Tamper], fresh: str = "", pinned: str = "", *, cloned: bool = True, noted: str = "") -> None:
    """The same of several deeds, one after the other."""

    def tamper(book: Path) -> None:
        for deed in deeds:
            deed(book)

    ATTACKS.append(Attack(name, tamper, frozenset(fresh.split()), frozenset((pinned or fresh).split()), cloned, frozenset(noted.split())))


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


def put_in(book: Path, meeting: str, pattern: str, new: str) -> None:
    """Put something else in minutes where a pattern matches."""
    path = page(book, meeting)
    path.write_text(changed(path.read_text(encoding="utf-8"), pattern, new), encoding="utf-8")


def changed(text: str, pattern: str, new: str) -> str:
    text, count = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
    assert count, f"{pattern!r} is not there"
    return text


def change_earlier(book: Path, pattern: str, new: str) -> None:
    """Put something else in the text of the first minutes that was corrected."""
    (path,) = (book / "meetings" / ".superseded").iterdir()
    path.write_text(changed(path.read_text(encoding="utf-8"), pattern, new), encoding="utf-8")


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


@attack("R04")
def another_item_in_one_record(book: Path) -> None:
    put_in(book, M2, '^(approval:.*item: )"2"', r'\1"2, med forbehold"')
    commit(book)


@attack("R18", "R11 R18")
def words_for_the_time_of_recording(book: Path) -> None:
    put_in(book, M2, "recorded: [0-9TZ:-]+", "recorded: sak 3 ble senere trukket")
    commit(book)


@attack("R18")
def words_for_a_signature(book: Path) -> None:
    put_in(book, M2, r"^(approval:.*)\}$", r'\1, sig: "sak 3 ble senere trukket"}')
    commit(book)


@attack("R18")
def words_for_the_day_it_was_sent(book: Path) -> None:
    put_in(book, M2, "^(circulation:.*on: )[0-9-]+", r"\1etter fristen")
    commit(book)


@attack("R04")
def another_text_as_the_one_that_was_sent(book: Path) -> None:
    put_in(book, M2, r'^(circulation: \{text: )"[^"]*"', rf'\1"sha256:{"0" * 64}"')
    commit(book)


@attack("R04")
def a_change_denied(book: Path) -> None:
    """Minutes that were approved as amended say that just this text had been sent out."""
    put_in(book, M4, rf"^(  - \{{id: {M3}.*result: )approved\b", r"\1approved-as-amended")
    recirculated(book, M4)
    commit(book)


@attack("R06")
def approver_who_may_not_and_dates_it_back(book: Path) -> None:
    done(referat(book, "approve", M4, "--in", M5, "--by", "Signe Haugstad"))
    put_in(book, M4, "by: Signe Haugstad, recorded: [0-9TZ:-]+", "by: Oddvar Bråten, recorded: 2023-01-01T00:00:00Z")
    commit(book, day="2024-06-02")


@attack("R06")
def rules_lifted_for_a_day(book: Path) -> None:
    """The rule comes anew, and is younger than the approval that it forbids."""
    rules = book / "meetings" / "book.yaml"
    there = rules.read_text(encoding="utf-8")
    rules.write_text("tittel: Elvdal friluftsråd\n", encoding="utf-8")
    put_in(book, M2, "by: Signe Haugstad", "by: Oddvar Bråten")
    commit(book)
    rules.write_text(there, encoding="utf-8")
    commit(book, day="2024-05-21")


@attack("R06")
def rules_lifted_for_a_day_long_past(book: Path) -> None:
    rules = book / "meetings" / "book.yaml"
    there = rules.read_text(encoding="utf-8")
    rules.write_text("tittel: Elvdal friluftsråd\n", encoding="utf-8")
    commit(book, day="2024-03-19")  # the day before the approval
    rules.write_text(there, encoding="utf-8")
    put_in(book, M2, "by: Signe Haugstad", "by: Oddvar Bråten")
    commit(book)


@attack("R02", "R02 R11")
def text_exchanged_through_a_correction(book: Path) -> None:
    """The approving minutes are corrected, and the correction names another text of what they once approved."""
    change(book, M3, "retningen", "farten")
    done(referat(book, "correct", M3, "--in", M5, "--by", "Signe Haugstad"))
    change(book, M2, "retningen", "det motsatte")
    recompute(book, M2, M3)
    recompute(book, M3, M5)
    commit(book, day="2024-06-02")


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


@attack("R06")
def another_approver_of_the_earlier_text(book: Path) -> None:
    change_earlier(book, "by: Signe Haugstad", "by: Oddvar Bråten")
    commit(book)


@attack("R12", cloned=False)
def record_of_the_earlier_text_changed_uncommitted(book: Path) -> None:
    change_earlier(book, "by: Signe Haugstad", "by: SIGNE HAUGSTAD")


@attack("R03b")
def status_of_the_earlier_text_moved_back(book: Path) -> None:
    change_earlier(book, "status: godkjent", "status: utkast")
    commit(book)


@attack("R18")
def words_in_the_record_of_the_earlier_text(book: Path) -> None:
    change_earlier(book, "by: Signe Haugstad", "note: annullert, by: Signe Haugstad")
    commit(book)


@attack("R19")
def earlier_text_approved_elsewhere(book: Path) -> None:
    change_earlier(book, f"in: {M2}", f"in: {M3}")
    commit(book)


@attack("R19")
def a_false_earlier_text(book: Path) -> None:
    text = page(book, M2).read_text(encoding="utf-8").replace("retningen", "det motsatte")
    (book / "meetings" / ".superseded" / f"{M2}.0123456789ab.md").write_text(text, encoding="utf-8")
    commit(book)


@attack("R03 R19", "R03 R09c R19")
def minutes_hidden_among_the_earlier_texts(book: Path) -> None:
    """No checkpoint shows it: the approvals are all still there to be counted."""
    for meeting in (M2, M3):
        text = digest_of(book, meeting)
        page(book, meeting).rename(book / "meetings" / ".superseded" / f"{meeting}.{text[7:19]}.md")
    put_in(book, M4, rf"^  - \{{id: {M3}.*\n", "")
    recirculated(book, M4)
    commit(book)


@attack("R03 R09")
def minutes_moved_out_of_sight(book: Path) -> None:
    (book / "meetings" / ".arkiv").mkdir()
    page(book, M2).rename(book / "meetings" / ".arkiv" / f"{M2}.md")
    commit(book)


@attack("R00 R03 R09")
def minutes_made_a_group(book: Path) -> None:
    page(book, M2).rename(book / "meetings" / "groups" / f"{M2}.md")
    commit(book)


@attack("R03 R09")
def minutes_that_are_a_folder(book: Path) -> None:
    page(book, M2).unlink()
    (book / "meetings" / f"{M2}.md").mkdir()
    (book / "meetings" / f"{M2}.md" / "tom").write_text("", encoding="utf-8")
    commit(book)


@attack("R03 R09", "R02 R11")
def minutes_handed_to_another_repository(book: Path) -> None:
    """A submodule holds another text under the name; whoever clones the book gets none."""
    inner = book / "meetings" / "arkiv"
    inner.mkdir()
    git(inner, "init", "--quiet")
    change(book, M2, "retningen", "det motsatte")
    recompute(book, M2)
    page(book, M2).rename(inner / f"{M2}.md")
    commit(inner)
    commit(book)


@attack("R17")
def a_double_in_capitals(book: Path) -> None:
    (book / "meetings" / "arkiv").mkdir()
    shutil.copy(page(book, M2), book / "meetings" / "arkiv" / f"{M2.upper()}.md")
    commit(book)


@attack("R17")
def a_double_in_other_letters(book: Path) -> None:
    """The same name to a reader: the letter å once composed, once of two signs."""
    for name in ("2024-02-15-åpent-styremøte.md", unicodedata.normalize("NFD", "2024-02-15-åpent-styremøte.md")):
        shutil.copy(page(book, M2), book / "meetings" / name)
    commit(book)


@attack("R03 R04")
def another_text_under_the_name(book: Path) -> None:
    """The approved minutes get another name, and a draft of the attacker's takes theirs."""
    text = page(book, M2).read_text(encoding="utf-8")
    page(book, M2).rename(book / "meetings" / "2024-02-14-gammelt.md")
    draft = changed(changed(text, r"^approval:.*\n", ""), "status: godkjent", "status: utkast")
    (book / "meetings" / f"{M2}.md").write_text(draft.replace("retningen", "det motsatte"), encoding="utf-8")
    commit(book)


@attack("R02 R03 R08 R08b", "R02 R03 R08 R08b R11")
def two_texts_exchanged(book: Path) -> None:
    first, second = page(book, M2), page(book, M3)
    texts = first.read_bytes(), second.read_bytes()
    second.write_bytes(texts[0])
    first.write_bytes(texts[1])
    commit(book)


@attack("", "R11")
def another_approver_under_another_name(book: Path) -> None:
    put_in(book, M3, "by: Signe Haugstad", "by: SIGNE HAUGSTAD")
    page(book, M3).rename(book / "meetings" / "2024-03-13-styremøte.md")
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
    git(book, "reset", "--quiet", "--hard", last_entries_made_anew(book))


def last_entries_made_anew(book: Path) -> str:
    """A commit with the same files, in which all since the fourth minutes were sent out is one entry."""
    base = git(book, "log", "--format=%H", "--grep", f"^{M4} is sent out").split()[0]
    with on_day("2024-05-21"):
        return git(book, "commit-tree", git(book, "rev-parse", "HEAD^{tree}"), "-p", base, "-m", "one entry for all")


@attack("", "R10", cloned=False)
def approval_rewritten_in_a_history_cut_short(book: Path) -> None:
    """Where the beginning is not there, git cannot say that the end does not follow from it."""
    git(book, "reset", "--quiet", "--hard", last_entries_made_anew(book))
    (book / ".git" / "shallow").write_text(git(book, "rev-parse", "HEAD~1") + "\n", encoding="utf-8")


@attack("R01")
def merge_of_many_that_changes_the_text(book: Path) -> None:
    for name in ("a", "b", "c"):
        git(book, "checkout", "--quiet", "-b", name, "main")
        (book / f"{name}.txt").write_text(name, encoding="utf-8")
        commit(book)
    git(book, "checkout", "--quiet", "main")
    with on_day("2024-05-21"):
        git(book, "merge", "--quiet", "--no-edit", "a", "b", "c")
        change(book, M2, "retningen", "det motsatte")
        git(book, "commit", "--quiet", "--all", "--amend", "--no-edit")


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
