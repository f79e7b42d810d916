"""Ways to tamper with what the proof leans on: with git, with past rules, in live places, with signs that look alike, and with what lies beside."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.approved_books import M2, M3, M4, M5, change, commit, done, page, referat
from tests.attacks.tampering import attack_each, digest_of, put_in, recirculated, recompute
from tests.repositories import git, put

RULES = "meetings/book.yaml"
PIPE_DAY = "2024-05-25"


def forged(book: Path) -> None:
    """The newest link exchanged in both files: in a first look, nobody can know."""
    change(book, M3, "retningen", "det motsatte")
    recompute(book, M3, M4)
    recirculated(book, M4)


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def blob(book: Path, path: str, commit: str = "HEAD") -> Path:
    """Where git keeps a text."""
    name = git(book, "rev-parse", f"{commit}:{path}")
    file = book / ".git" / "objects" / name[:2] / name[2:]
    file.chmod(0o644)
    return file


def loose(book: Path) -> None:
    """All that git keeps, each in a file of its own."""
    packs = list((book / ".git" / "objects" / "pack").glob("*.pack"))
    for pack in packs:
        kept = book / "kept.pack"
        pack.rename(kept)
        git(book, "unpack-objects", "-q", stdin=kept.read_bytes())
        kept.unlink()


# ---------------------------------------------------------------- git in another state, and a forged newest link: the pin is asked all the same


def head_says(text: str) -> Callable[[Path], None]:
    return lambda book: (book / ".git" / "HEAD").write_text(text, encoding="utf-8") and None


def an_outer_repository(book: Path) -> None:
    remove(book / ".git")
    git(book.parent, "init", "--quiet")
    git(book.parent, "add", "book")
    git(book.parent, "commit", "--quiet", "--message", "an archive")


def an_outer_repository_without_a_commit(book: Path) -> None:
    remove(book / ".git")
    git(book.parent, "init", "--quiet")


def begun_anew(book: Path) -> None:
    remove(book / ".git")
    git(book, "init", "--quiet")


def begun_anew_and_saved(book: Path) -> None:
    begun_anew(book)
    commit(book)


def points_nowhere(book: Path) -> None:
    remove(book / ".git")
    (book / ".git").write_text("gitdir: /nowhere/at/all\n", encoding="utf-8")


def orphaned(book: Path) -> None:
    git(book, "checkout", "--quiet", "--orphan", "ny")


def no_branch_any_more(book: Path) -> None:
    remove(book / ".git" / "refs" / "heads" / "main")


def cut_short_and_orphaned(book: Path) -> None:
    (book / ".git" / "shallow").write_text(git(book, "rev-parse", "HEAD") + "\n", encoding="utf-8")
    orphaned(book)


def moved_away(book: Path) -> None:
    (book / ".git").rename(book / "git.bak")


def an_empty_folder(book: Path) -> None:
    moved_away(book)
    (book / ".git").mkdir()


STATES: dict[str, Callable[[Path], None]] = {
    "head_that_is_unborn": head_says("ref: refs/heads/ny\n"),
    "head_that_leads_deeper": head_says("ref: refs/heads/main/ny\n"),
    "orphan": orphaned,
    "branch_that_is_gone": no_branch_any_more,
    "git_moved_away": moved_away,
    "git_removed": lambda book: remove(book / ".git"),
    "git_an_empty_folder": an_empty_folder,
    "git_that_points_nowhere": points_nowhere,
    "git_begun_anew": begun_anew,
    "git_begun_anew_and_saved": begun_anew_and_saved,
    "an_outer_repository": an_outer_repository,
    "an_outer_repository_without_a_commit": an_outer_repository_without_a_commit,
    "cut_short_and_orphaned": cut_short_and_orphaned,
}
for name, state in STATES.items():
    attack_each(f"forged_with_{name}", (forged, state), "", "R10 R11", cloned=False)


# ---------------------------------------------------------------- past rules, and objects that are gone


def not_allowed(book: Path) -> None:
    """Approved by one who might not, under the rule of the day."""
    put_in(book, M2, "by: Signe Haugstad", "by: Oddvar Bråten")
    commit(book, day="2024-05-19")


def rules(text: str) -> Callable[[Path], None]:
    def write(book: Path) -> None:
        (book / RULES).write_text(text, encoding="utf-8")
        commit(book)

    return write


def rules_as_bytes(data: bytes) -> Callable[[Path], None]:
    def write(book: Path) -> None:
        (book / RULES).write_bytes(data)
        commit(book)

    return write


def no_rules(book: Path) -> None:
    (book / RULES).unlink()
    commit(book)


def rules_behind_a_link(book: Path) -> None:
    (book / "rules.yaml").write_text("approval: {by: []}\n", encoding="utf-8")
    (book / RULES).unlink()
    (book / RULES).symlink_to("../rules.yaml")
    commit(book)


def past_rules_lost(book: Path) -> None:
    """The rule that stood on the day cannot be read any more: that nobody objects proves nothing."""
    loose(book)
    there = blob(book, RULES)
    rules("tittel: x\n")(book)
    there.unlink()


LIFTED: dict[str, tuple[Callable[[Path], None], str]] = {
    "for_good": (rules("tittel: Elvdal friluftsråd\n"), "R06"),
    "for_everybody_by_name": (rules("approval: {by: [chair, Oddvar Bråten]}\n"), "R06"),
    "by_removing_them": (no_rules, "R06"),
    "by_a_header_twice": (rules("approval: {by: [chair]}\napproval: {by: []}\n"), "R06 R13"),
    "by_half_a_line": (rules("approval: {by: [chair\n"), "R06 R13"),
    "by_a_word_for_a_record": (rules("approval: alle\n"), "R06 R13"),
    "by_other_letters": (rules_as_bytes("approval: {by: [møteleder]}\n".encode("utf-16")), "R06 R13"),
    "by_a_link": (rules_behind_a_link, "R06 R13"),
}
for name, (lift, found) in LIFTED.items():
    attack_each(f"not_allowed_and_rules_lifted_{name}", (not_allowed, lift), found)
attack_each("rules_that_cannot_be_read", (rules("approval: {by: [chair\n"),), "R13")
attack_each("past_rules_lost", (not_allowed, past_rules_lost), "R13", cloned=False)


def signatures_no_longer_required(book: Path) -> None:
    """On the day of the fourth approval every approval had to be signed; it was not, and the rule went."""
    rules("approval: {by: [chair], signatures: required}\n")(book)
    change(book, M4, "status: sendt", "status: godkjent")
    block = f'{{text: "{digest_of(book, M4)}", in: {M5}, item: "2", on: 2024-05-08, by: Signe Haugstad, recorded: 2024-05-30T10:00:00Z}}'
    change(book, M4, "circulation:", f"approval: {block}\ncirculation:")
    change(book, M5, "status: utkast", f'status: utkast\napproves:\n  - {{id: {M4}, text: "{digest_of(book, M4)}", item: "2", result: approved}}')
    commit(book, day="2024-05-30")
    (book / RULES).write_text("approval: {by: [chair]}\n", encoding="utf-8")
    commit(book, day="2024-05-31")


attack_each("signatures_no_longer_required", (signatures_no_longer_required,), "R05")


def unapproved_here(book: Path) -> None:
    """The newest approval taken out of both files, its text changed, and none of it saved."""
    put_in(book, M3, r"^approval:.*\n", "")
    change(book, M3, "status: godkjent", "status: sendt")
    change(book, M3, "retningen", "det motsatte")
    put_in(book, M4, rf"^  - \{{id: {M3}.*\n", "")


def saved_texts_lost(*meetings: str) -> Callable[[Path], None]:
    def lose(book: Path) -> None:
        loose(book)
        for meeting in meetings:
            blob(book, f"meetings/{meeting}.md").unlink()

    return lose


attack_each("saved_texts_lost", (unapproved_here, saved_texts_lost(M3, M4)), "R12", cloned=False)
attack_each("one_saved_text_lost", (unapproved_here, saved_texts_lost(M3)), "R12", cloned=False)


# ---------------------------------------------------------------- live lines that move what is frozen, and words in a live place

NESTED = """
- [ ] @oddvar Rydd loftet ^0loft1
  - [ ] @signe Bær ned kassene ^0kass1
    - 2024-04-10 startet
    - 2024-04-09 ferdig
"""


def nested(book: Path) -> None:
    """The fourth minutes, with boxes in boxes and what had happened by then, approved in the fifth."""
    change(book, M4, "^04k10b\n", f"^04k10b\n{NESTED}")
    commit(book, day="2024-05-09")
    done(referat(book, "approve", M4, "--in", M5, "--as-amended", "--by", "Signe Haugstad", day="2024-05-10"))


def line_in(meeting: str, after: str, line: str) -> Callable[[Path], None]:
    def insert(book: Path) -> None:
        change(book, meeting, f"{after}\n", f"{after}\n{line}\n")
        commit(book, day=PIPE_DAY)

    return insert


MOVED: dict[str, str] = {
    "less_indent": "  - 2024-05-20 startet",
    "less_indent_and_a_number": "  1. 2024-05-20 startet",
    "less_indent_and_a_plus": "  + 2024-05-20 frist:2024-12-01",
}
for name, line in MOVED.items():
    attack_each(f"frozen_event_moved_by_a_live_line_with_{name}", (nested, line_in(M4, "^0kass1", line)), "R01")
attack_each("frozen_event_moved_from_between", (nested, line_in(M4, "    - 2024-04-10 startet", "  - 2024-05-20 startet")), "R01")

WORDS: dict[str, str] = {
    "many_handles": "@vedtaket,@er,@opphevet,@hytta_selges_til_oddvar_for_en_krone",
    "one_handle": "@hytta_skal_likevel_ikke_selges",
    "handles_in_many_events": "@vedtaket @gjelder @ikke",
    "handles_among_people": "@oddvar,@fikk,@signe,@til,@aa,@gaa",
}
for name, words in WORDS.items():
    attack_each(f"words_in_a_live_place_as_{name}", (line_in(M2, "^02k14a", f"  - 2024-03-20 {words}"),), noted="R20")
attack_each("a_number_in_a_live_place", (line_in(M2, "^02k14a", "  500000000. 2024-03-20 ferdig"),), noted="R20")


# ---------------------------------------------------------------- the digest is equal, and a reader sees another text

QUOTE = "\n> Sitat: @oddvar sa nei.\n"
CODE = "\n```\n- [ ] @oddvar Bare et eksempel ^0eksem\n```\n"


def amended_with(text: str) -> Callable[[Path], None]:
    def amend(book: Path) -> None:
        change(book, M4, "^04k10b\n", f"^04k10b\n{text}")
        commit(book, day="2024-05-09")
        done(referat(book, "approve", M4, "--in", M5, "--as-amended", "--by", "Signe Haugstad", day="2024-05-10"))

    return amend


def exchanged(old: str, new: str, meeting: str = M4) -> Callable[[Path], None]:
    def exchange(book: Path) -> None:
        change(book, meeting, old, new)
        commit(book, day=PIPE_DAY)

    return exchange


READ_OTHERWISE = {"backticks", "a_stroke_through_a_sign"}
ALIKE: dict[str, tuple[Callable[[Path], None], ...]] = {
    "backticks": (amended_with(CODE), exchanged("```\n- [ ]", "\u1fef\u1fef\u1fef\n- [ ]")),
    "a_greek_question_mark": (amended_with("\nBelop; sum.\n"), exchanged("Belop; sum", "Belop\u037e sum")),
    "a_stroke_through_a_sign": (amended_with("\n\u226f Ikke mer enn ti.\n"), exchanged("\u226f Ikke", ">\u0338 Ikke")),
    "the_sign_of_kelvin": (exchanged("Kåre Lindset (Nordre", "\u212aåre Lindset (Nordre", M2),),
}
for name, deeds in ALIKE.items():
    attack_each(f"equal_digest_with_{name}", deeds, "R20" if name in READ_OTHERWISE else "", noted="R20")


# ---------------------------------------------------------------- what approved minutes hang on


def with_attachment(book: Path) -> None:
    """The fifth minutes, with a file of their own, sent out and approved in a sixth meeting."""
    put(book, {"meetings/vedlegg/kart.txt": "Kart over stien\n", "meetings/vedlegg/bilde.png": b"\x89PNG\0\r\n"})
    change(book, M5, "status: utkast", "vedlegg:\n  - vedlegg/kart.txt\n  - vedlegg/bilde.png\nstatus: utkast")
    commit(book, day="2024-05-09")
    done(referat(book, "circulate", M5, "--force", "en prøve", "--out", str(book.parent / "copies"), day="2024-05-20"))
    text = page(book, M5).read_text(encoding="utf-8").replace("2024-05-08", "2024-05-22")
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith(("circulation:", "attached:", "  - {file:", "status:"))]
    put(
        book,
        {
            "meetings/2024-05-22-styret.md": "".join(kept)
            .replace("^05k08", "^05k22")
            .replace("vedlegg:\n  - vedlegg/kart.txt\n  - vedlegg/bilde.png\n", "")
        },
    )
    commit(book, day="2024-05-22")
    done(referat(book, "approve", M5, "--in", "2024-05-22", "--by", "Signe Haugstad", day="2024-05-23"))


def other_file(path: str, data: bytes | None) -> Callable[[Path], None]:
    def write(book: Path) -> None:
        if data is None:
            (book / path).unlink()
        else:
            (book / path).parent.mkdir(parents=True, exist_ok=True)
            (book / path).write_bytes(data)
        commit(book, day=PIPE_DAY)

    return write


ATTACHED: dict[str, Callable[[Path], None]] = {
    "changed": other_file("meetings/vedlegg/kart.txt", b"Kart over en annen sti\n"),
    "gone": other_file("meetings/vedlegg/kart.txt", None),
    "another_picture": other_file("meetings/vedlegg/bilde.png", b"\x89PNG\0\n"),
    "emptied": other_file("meetings/vedlegg/kart.txt", b""),
}
for name, deed in ATTACHED.items():
    attack_each(f"attachment_{name}", (with_attachment, deed), "R21")

BESIDE: dict[str, Callable[[Path], None]] = {
    "a_person_behind_another_handle": other_file("meetings/people.yaml", "signe: Oddvar Bråten\noddvar: Signe Haugstad\n".encode()),
    "a_person_gone": other_file("meetings/people.yaml", b"signe: Signe Haugstad (Elvdal kommune)\n"),
    "the_group_removed": other_file("meetings/groups/styret.md", None),
    "the_group_changed": other_file("meetings/groups/styret.md", "---\ntittel: Styret\nmedlemmer: [Kåre Lindset]\n---\n".encode()),
    "minutes_with_a_large_ending": other_file(f"meetings/{M2}.MD", b"---\ntittel: Et annet\n---\n"),
    "minutes_that_look_alike": other_file("meetings/2024\u201102\u201114-styret.md", b"---\ntittel: Et annet\n---\n"),
    "minutes_with_a_letter_that_looks_alike": other_file("meetings/2024-02-14-st\u0443ret.md", b"---\ntittel: Et annet\n---\n"),
}
for name, deed in BESIDE.items():
    attack_each(f"beside_{name}", (deed,), noted="R21")


# ---------------------------------------------------------------- the record of sending out, and a second file that approves


def sent_out_on_another_day(book: Path) -> None:
    put_in(book, M2, r"^(circulation: .*), on: [0-9-]+", r"\1, on: 2024-02-21")


def a_second_file_that_approves_others(book: Path) -> None:
    """Neither of the two is approved itself, and one approves others."""
    put(book, {f"meetings/2024/{M4}.md": page(book, M4).read_text(encoding="utf-8").replace("approves:", "godkjenner:")})
    commit(book, day=PIPE_DAY)


attack_each("record_of_sending_out_changed", (sent_out_on_another_day,), "R12", cloned=False)
attack_each("a_second_file_that_approves_others", (a_second_file_that_approves_others,), "R17")
