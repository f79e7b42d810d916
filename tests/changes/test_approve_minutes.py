"""Circulating, approving, withdrawing and correcting: what is written, what is refused and why, what is warned of; on real repositories."""

import json
import os
from pathlib import Path

import pytest

from referat.changes.copies import FOLDER
from referat.git.driver import MARK
from tests.approved_books import M1, M2, M3, M4, M5, Ran, change, commit, done, on_day, page, referat
from tests.repositories import git, put

DAY = "2024-06-01"
SIGNE = ("--by", "Signe Haugstad")


def approve(book: Path, *words: str, day: str = DAY) -> Ran:
    return referat(book, "approve", M4, "--in", M5, *(SIGNE if "--by" not in words else ()), *words, day=day)


def refused(ran: Ran, *said: str) -> None:
    assert ran.code == 4, ran.out + ran.err
    for words in said:
        assert words in ran.err, ran.err


def unchanged(book: Path) -> bool:
    return git(book, "status", "--porcelain") == ""


# ---------------------------------------------------------------- approve


def test_an_approval_is_one_entry_with_both_records_and_trailers(chain: Path) -> None:
    before = git(chain, "rev-parse", "HEAD")
    ran = done(approve(chain))
    assert "2024-04-10-styret is approved in 2024-05-08-styret, item 2, by Signe Haugstad." in ran.out
    assert git(chain, "rev-parse", "HEAD~1") == before
    assert git(chain, "diff", "--name-only", "HEAD~1").split("\n") == [f"meetings/{M4}.md", f"meetings/{M5}.md"]
    text = page(chain, M4).read_text("utf-8")
    assert "status: godkjent" in text
    record = next(line for line in text.split("\n") if line.startswith("approval:"))
    assert 'in: 2024-05-08-styret, item: "2", on: 2024-05-08, by: Signe Haugstad, recorded: 2024-06-01T12:00:00Z}' in record
    digest = record.split('"')[1]
    assert f'- {{id: {M4}, text: "{digest}", item: "2", result: approved}}' in page(chain, M5).read_text("utf-8")
    assert f"Referat-Approve: {M4} {digest}\nReferat-In: {M5}" in git(chain, "log", "-1", "--format=%B")
    assert unchanged(chain)


def test_what_others_have_staged_stays_staged(chain: Path) -> None:
    put(chain, {"meetings/notat.md": "Et notat.\n"})
    git(chain, "add", "meetings/notat.md")
    done(approve(chain))
    assert git(chain, "status", "--porcelain") == "A  meetings/notat.md"


def test_a_dry_run_shows_and_writes_nothing(chain: Path) -> None:
    head = git(chain, "rev-parse", "HEAD")
    ran = done(approve(chain, "--dry-run"))
    assert "+status: godkjent" in ran.out
    assert git(chain, "rev-parse", "HEAD") == head
    assert unchanged(chain)


def test_without_saving_the_records_stand_in_the_files(chain: Path) -> None:
    done(approve(chain, "--no-save"))
    assert git(chain, "status", "--porcelain").split() == ["M", f"meetings/{M4}.md", "M", f"meetings/{M5}.md"]
    ran = referat(chain, "verify")
    assert ran.code == 0
    assert "R12" in ran.out


def test_a_book_without_history_is_approved_all_the_same(chain: Path) -> None:
    import shutil

    shutil.rmtree(chain / ".git")
    ran = done(approve(chain))
    assert "keeps no history" in ran.err
    assert referat(chain, "verify").code == 0


@pytest.mark.parametrize(("by", "name"), [("signe", "Signe Haugstad"), ("@signe", "Signe Haugstad"), ("Haugstad", "Signe Haugstad")])
def test_the_approver_is_found_by_handle_and_by_part_of_the_name(chain: Path, by: str, name: str) -> None:
    done(approve(chain, "--by", by))
    assert f"by: {name}" in page(chain, M4).read_text("utf-8")


def test_git_says_who_approves_if_nobody_else_does(chain: Path) -> None:
    git(chain, "config", "user.name", "Signe Haugstad")
    done(referat(chain, "approve", M4, "--in", M5, day=DAY))
    assert "by: Signe Haugstad" in page(chain, M4).read_text("utf-8")


def test_the_address_that_git_knows_finds_the_person_in_the_register(chain: Path) -> None:
    put(chain, {"meetings/contacts.yaml": "signe: ase@example.org\n"})
    done(referat(chain, "approve", M4, "--in", M5, day=DAY))
    assert "by: Signe Haugstad" in page(chain, M4).read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("approve", M5, "--in", M4, *SIGNE), "was not held after"),
        (("approve", M4, "--in", M4, *SIGNE), "was not held after"),
        (("approve", M2, "--in", M5, *SIGNE), "is approved; its text does not change"),
        (("approve", M4, "--in", M5, "--by", "Turid Æsøy"), "“Turid Æsøy” was not at 2024-05-08-styret"),
        (("approve", M4, "--in", M5, "--by", "Åse Ødegård"), "“Åse Ødegård” was not at 2024-05-08-styret"),
        (("approve", M4, "--in", M5, "--by", "Oddvar Bråten"), "lets only these approve: chair"),
    ],
)
def test_what_the_rules_refuse(chain: Path, words: tuple[str, ...], said: str) -> None:
    refused(referat(chain, *words, day=DAY), said)
    assert unchanged(chain)


def test_an_approving_meeting_that_is_approved_is_refused(chain: Path) -> None:
    put(chain, {"meetings/2024-01-05-styret.md": page(chain, M5).read_text("utf-8").replace("2024-05-08", "2024-01-05").replace("05k08", "00k05")})
    commit(chain)
    refused(referat(chain, "approve", "2024-01-05", "--in", M2, *SIGNE, day=DAY), "is approved itself")


@pytest.mark.parametrize("meeting", [M4, M5])
def test_unsaved_writing_is_refused_in_either_file(chain: Path, meeting: str) -> None:
    git(chain, "update-index", "--assume-unchanged", f"meetings/{meeting}.md")
    path = page(chain, meeting)
    path.write_bytes(path.read_bytes() + b"\n")
    refused(approve(chain), "holds writing that is not saved yet")


def test_conflict_marks_are_refused(chain: Path) -> None:
    change(chain, M4, "## 3.", "<<<<<<< HEAD\n=======\n>>>>>>> other\n## 3.")
    commit(chain)
    refused(approve(chain), "cannot be read")


def test_a_merge_that_is_not_finished_is_refused(chain: Path) -> None:
    (chain / ".git" / "MERGE_HEAD").write_text(git(chain, "rev-parse", "HEAD") + "\n", encoding="utf-8")
    refused(approve(chain), "in the middle of a git merge")


def test_a_double_id_is_refused(chain: Path) -> None:
    put(chain, {f"meetings/arkiv/{M4.upper()}.md": page(chain, M4).read_bytes()})
    commit(chain)
    refused(approve(chain), "More than one file is called")


def test_one_action_on_two_lines_is_refused(chain: Path) -> None:
    path = page(chain, M4)
    path.write_bytes(path.read_bytes() + b"\n- [ ] @oddvar Lei en lavvo ^04k10a\n")
    commit(chain)
    refused(approve(chain, "--as-amended"), "^04k10a stands twice")


def test_a_box_without_an_id_in_what_was_sent_out_is_refused(chain: Path) -> None:
    path = page(chain, M4)
    path.write_bytes(path.read_bytes() + b"\n- [ ] @oddvar Noe nytt\n")
    commit(chain)
    refused(approve(chain, "--as-amended"), "has no id", "at the end of the line: ^")


def test_text_that_changed_since_it_was_sent_out_must_be_said_to_be_amended(chain: Path) -> None:
    change(chain, M4, "retningen", "farten")
    commit(chain)
    refused(approve(chain), "is not as it was sent out on 2024-04-21", "--as-amended")
    done(approve(chain, "--as-amended"))
    assert "result: approved-as-amended" in page(chain, M5).read_text("utf-8")
    circulation, approval = (line for line in page(chain, M4).read_text("utf-8").split("\n") if line.startswith(("circulation", "approval")))
    assert circulation.split('"')[1] != approval.split('"')[1]
    assert referat(chain, "verify").code == 0


def test_as_amended_without_a_change_is_recorded_as_it_is(chain: Path) -> None:
    ran = done(approve(chain, "--as-amended"))
    assert "is as it was sent out" in ran.err
    assert "result: approved}" in page(chain, M5).read_text("utf-8")


def test_ticks_since_the_circulation_do_not_change_the_text(chain: Path) -> None:
    change(chain, M4, "- [ ] @oddvar Lei", "- [x] @oddvar Lei")
    commit(chain)
    done(approve(chain))
    assert "[x] @oddvar Lei en lavvo frist:2024-12-01 ^04k10a\n  - 2024-05-20 ferdig" in page(chain, M4).read_text("utf-8")


def test_a_tick_of_the_day_it_was_sent_breaks_nothing_and_means_that_day(chain: Path) -> None:
    put(chain, {"meetings/2024-04-20-styret.md": page(chain, M4).read_text("utf-8").replace("2024-04-10", "2024-04-20").replace("04k10", "04k20")})
    commit(chain)
    done(referat(chain, "circulate", "2024-04-20", "--force", "prøve", "--out", str(chain.parent / "out"), day="2024-04-20"))
    sent = page(chain, "2024-04-20-styret").read_text("utf-8")
    done(referat(chain, "done", "04k20a", day="2024-04-20"))
    assert page(chain, "2024-04-20-styret").read_text("utf-8") == sent.replace("[ ] @oddvar Lei", "[x] @oddvar Lei")
    refused(referat(chain, "defer", "04k20b", "--due", "2024-12-24", day="2024-04-20"), "cannot be written there any more")
    again = done(referat(chain, "circulate", "2024-04-20", "--force", "prøve", "--out", str(chain.parent / "out"), day="2024-04-20"))
    assert "is as it was sent out" in again.err
    assert "done 2024-04-20" in done(referat(chain, "show", "04k20a", day="2024-05-30")).out


def test_without_a_name_the_policy_says_who_approves_and_not_whoever_types(chain: Path) -> None:
    ran = done(referat(chain, "approve", M4, "--in", M5, day=DAY))
    assert "by Signe Haugstad" in ran.out


def test_a_draft_is_approved_with_ids_and_closing_days_and_a_warning(chain: Path) -> None:
    later = page(chain, M5).read_text("utf-8").replace("2024-05-08", "2024-05-29").replace("05k08", "05k29")
    put(chain, {"meetings/2024-05-29-styret.md": later})
    change(chain, M5, "[ ] @oddvar Be om", "[x] @oddvar Be om")
    change(chain, M5, "^05k08a", "^05k08a\n- [ ] @signe Ring")
    commit(chain)
    ran = done(referat(chain, "approve", M5, "--in", "2024-05-29", *SIGNE, day=DAY))
    text = page(chain, M5).read_text("utf-8")
    assert "^05k08a\n  - 2024-05-08 ferdig" in text
    assert "@signe Ring ^" in text
    assert "Ring" in ran.out
    assert "was never sent out" in ran.err
    assert f"Earlier minutes of the group are not approved: {M4}" in ran.err


def test_an_approving_meeting_that_was_sent_out_is_sent_out_anew(chain: Path) -> None:
    done(referat(chain, "circulate", M5, "--force", "prøve", "--out", str(chain.parent / "out"), day="2024-05-20"))
    before = page(chain, M5).read_text("utf-8").split("circulation")[1].split('"')[1]
    ran = done(approve(chain))
    assert "had been sent out" in ran.err
    assert before not in page(chain, M5).read_text("utf-8")
    assert "on: 2024-06-01" in page(chain, M5).read_text("utf-8")


def test_a_change_in_the_approving_meeting_is_not_hidden_by_sending_it_out_anew(chain: Path) -> None:
    done(referat(chain, "circulate", M5, "--force", "prøve", "--out", str(chain.parent / "out"), day="2024-05-20"))
    change(chain, M5, "retningen", "farten")
    commit(chain)
    refused(approve(chain), f"{M5} has changed since it was sent out")


@pytest.mark.parametrize(("item", "code"), [("2", 0), ("2.", 0), ("9", 2)])
def test_the_item_must_be_there(chain: Path, item: str, code: int) -> None:
    assert approve(chain, "--item", item).code == code


@pytest.mark.parametrize(
    ("title", "linked_in", "item"),
    [
        ("Godkjenning av møtebok", "3", "2"),  # a link in passing
        ("Godkjenning av møtebok", "1", "2"),
        ("Fra sist", "3", "3"),  # no title speaks of minutes
        ("Møteboka", "2", "2"),
    ],
)
def test_the_item_is_the_one_about_minutes_else_the_one_that_links_them(chain: Path, title: str, linked_in: str, item: str) -> None:
    change(chain, M5, "## 2. Godkjenning av møtebok", f"## 2. {title}")
    path = page(chain, M5)
    text = path.read_text("utf-8")
    at = text.index("\n\n", text.index(f"## {linked_in}. "))
    path.write_text(f"{text[:at]}\n\nSe [det]({M4}.md).{text[at:]}", encoding="utf-8")
    commit(chain)
    assert f"item {item}, by Signe Haugstad" in done(referat(chain, "approve", M4, "--in", M5, *SIGNE, day=DAY)).out


def test_two_items_that_may_be_meant_are_named(chain: Path) -> None:
    change(chain, M5, "## 3.", "## 2b. Godkjenning av møtebok fra årsmøtet\n\n## 3.")
    path = page(chain, M5)
    path.write_bytes(path.read_bytes().replace(b"## 2b.", b"## 4."))
    commit(chain)
    ran = approve(chain)
    assert ran.code == 2
    assert "Say which with --item." in ran.err


def test_minutes_that_are_not_in_the_book(chain: Path) -> None:
    done(referat(chain, "approve", "--date", "2023-11-22", "--in", M5, day=DAY))
    assert '- {date: 2023-11-22, item: "2"}' in page(chain, M5).read_text("utf-8")
    assert referat(chain, "verify").code == 0
    refused(referat(chain, "approve", "--date", "2023-11-22", "--in", M5, day=DAY), "is approved already")
    refused(referat(chain, "approve", "--date", "2024-04-10", "--in", M5, day=DAY), "are in this book")


# ---------------------------------------------------------------- withdraw and correct


def test_withdrawing_leaves_no_trace_in_the_files(chain: Path) -> None:
    before = {meeting: page(chain, meeting).read_bytes() for meeting in (M4, M5)}
    done(approve(chain))
    done(referat(chain, "withdraw", M4, day=DAY))
    assert {meeting: page(chain, meeting).read_bytes() for meeting in (M4, M5)} == before
    assert "Referat-Withdraw" in git(chain, "log", "-1", "--format=%B")


def test_withdrawing_is_refused_once_the_approving_meeting_is_approved(chain: Path) -> None:
    refused(referat(chain, "withdraw", M2, day=DAY), "is approved itself", f"referat correct {M2}")
    refused(referat(chain, "withdraw", M5, day=DAY), "is not approved")


def test_a_correction_keeps_the_old_text_byte_for_byte(chain: Path) -> None:
    old = page(chain, M2).read_bytes()
    change(chain, M2, "retningen", "farten")
    done(referat(chain, "correct", M2, "--in", M5, *SIGNE, day=DAY))
    (kept,) = [path for path in (chain / "meetings" / ".superseded").iterdir() if path.name.startswith(M2)]
    assert kept.read_bytes() == old
    assert "result: corrected, supersedes:" in page(chain, M5).read_text("utf-8")
    assert unchanged(chain)
    assert referat(chain, "verify").code == 0
    done(referat(chain, "withdraw", M2, day=DAY))
    assert page(chain, M2).read_bytes() == old
    assert referat(chain, "verify").code == 0


def test_a_second_correction_names_both_earlier_texts(chain: Path) -> None:
    change(chain, M1, "Stilleelva ble drøftet", "Storelva ble drøftet")
    done(referat(chain, "correct", M1, "--in", M5, *SIGNE, day=DAY))
    record = next(line for line in page(chain, M1).read_text("utf-8").split("\n") if line.startswith("approval"))
    assert record.count("{text:") == 3
    assert referat(chain, "verify").code == 0


def test_one_meeting_may_correct_twice(chain: Path) -> None:
    for old, new in (("retningen", "farten"), ("farten", "målet")):
        change(chain, M2, old, new)
        done(referat(chain, "correct", M2, "--in", M5, *SIGNE, day=DAY))
        assert referat(chain, "verify").code == 0
    done(referat(chain, "withdraw", M2, day=DAY))
    assert "farten" in page(chain, M2).read_text("utf-8")
    assert referat(chain, "verify").code == 0


def test_what_was_approved_in_minutes_is_not_corrected_with_them(chain: Path) -> None:
    path = page(chain, M3)
    path.write_text(path.read_text("utf-8").replace("result: approved", "result: approved-as-amended"), encoding="utf-8")
    refused(referat(chain, "correct", M3, "--in", M5, *SIGNE, day=DAY), "the list of it is not corrected")
    git(chain, "checkout", "--quiet", ".")
    change(chain, M3, "retningen", "farten")
    done(referat(chain, "correct", M3, "--in", M5, *SIGNE, day=DAY))
    done(referat(chain, "verify"))


def test_there_must_be_something_to_correct(chain: Path) -> None:
    refused(referat(chain, "correct", M2, "--in", M5, *SIGNE, day=DAY), "there is nothing to correct")
    refused(referat(chain, "correct", M4, "--in", M5, *SIGNE, day=DAY), "is not approved")


# ---------------------------------------------------------------- circulate


def test_sending_out_writes_the_record_and_two_copies(chain: Path) -> None:
    ran = done(referat(chain, "circulate", M5, "--comments-by", "2024-06-15", day=DAY))
    assert f"{M5} is sent out." in ran.out
    text = page(chain, M5).read_text("utf-8")
    assert "status: sendt" in text
    assert "on: 2024-06-01, comments-by: 2024-06-15}" in text
    html, plain = ((chain / FOLDER / f"{M5}.{ending}").read_text("utf-8") for ending in ("html", "txt"))
    point = referat(chain, "verify").out.split(" (")[0]
    assert f"{point} (" in ran.err
    assert point in html
    assert point in plain
    assert "Referat-Circulate" in git(chain, "log", "-1", "--format=%B")
    assert unchanged(chain), "the copies must not show up in git"


def test_a_copy_is_a_page_that_can_do_nothing(chain: Path) -> None:
    evil = "<script>alert(1)</script> [a](javascript:alert(1)) ![b](https://example.org/c.png) <!-- hemmelig --> \x1b[31m"
    change(chain, M5, "retningen", f"retningen {evil}")
    commit(chain)
    done(referat(chain, "circulate", M5, "--force", "prøve", day=DAY))
    html = (chain / FOLDER / f"{M5}.html").read_text("utf-8")
    for sign in ("<script", "<img", 'javascript:alert(1)"', "hemmelig", "\x1b"):
        assert sign not in html
    assert "&lt;script&gt;" in html
    assert '<html lang="nb">' in html
    assert "default-src 'none'" in html
    assert "hemmelig" not in (chain / FOLDER / f"{M5}.txt").read_text("utf-8")


def test_a_copy_is_read_by_people_who_have_not_got_the_book(chain: Path) -> None:
    """Owners are names, and what would be a dead link names the file."""
    change(chain, M5, "- [ ] @signe Skriv til kommunen om høringen", "- [ ] Spør @oddvar om høringen frist:neste")
    links = f"[kartet](kart%20over%20elva.png), [sist]({M4}.md#sak-3), [sak 2](#sak-2), [kommunen](https://elvdal.example.org/a) ![Brua](brua.jpg)"
    change(chain, M5, "retningen", f"retningen: {links} <https://elvdal.example.org>")
    commit(chain)
    done(referat(chain, "circulate", M5, "--force", "prøve", day=DAY))
    html, plain = ((chain / FOLDER / f"{M5}.{ending}").read_text("utf-8") for ending in ("html", "txt"))
    assert f"retningen: kartet (kart over elva.png), sist ({M4}), sak 2, " in html
    assert '<a href="https://elvdal.example.org/a" class="elsewhere">kommunen</a> [Brua: brua.jpg]' in html
    assert '<a href="https://elvdal.example.org">https://elvdal.example.org</a>' in html
    said = html.replace("<b>", "").replace("</b>", "")
    assert 'Be om lengre frist <span class="facts">Ansvarlig: Oddvar Bråten · Frist: 1. desember 2024</span>' in said
    assert "Be om lengre frist\n    Ansvarlig: Oddvar Bråten  Frist: 1. desember 2024" in plain
    for copy in (said, plain):
        assert "Spør Oddvar Bråten om høringen" in copy
        assert "Frist: neste møte" in copy


def test_the_last_day_for_comments_holds_for_a_new_version_while_it_is_not_over(chain: Path) -> None:
    done(referat(chain, "circulate", M5, "--comments-by", "2024-06-15", day=DAY))
    for day, kept in (("2024-06-10", True), ("2024-06-20", False)):
        change(chain, M5, "retningen", f"retningen den {day}")
        ran = done(referat(chain, "circulate", M5, day=day))
        assert ("comments-by: 2024-06-15" in page(chain, M5).read_text("utf-8")) is kept
        assert "Changed since it was last sent out: text in item 3 Høringen" in ran.out


def test_sending_out_again_is_a_new_version_that_says_what_changed(chain: Path) -> None:
    assert "only the copies are made again" in done(referat(chain, "circulate", M4, day=DAY)).err
    change(chain, M4, "**Vedtak:** Møteboka ble godkjent.", "**Vedtak:** Møteboka ble godkjent med en merknad.")
    commit(chain)
    ran = done(referat(chain, "circulate", M4, "--force", "prøve", day=DAY))
    assert "is sent out again: version" in ran.out
    assert "decision in item 2 Godkjenning av møtebok" in ran.out


def test_handles_become_names_and_ids_are_given_and_shown(chain: Path) -> None:
    change(chain, M5, "  - Oddvar Bråten (Øvre Elvdal kommune)", "  - oddvar")
    change(chain, M5, " ^05k08b", "")
    ran = done(referat(chain, "circulate", M5, day=DAY))
    assert "oddvar → Oddvar Bråten (Øvre Elvdal kommune)" in ran.out
    assert "Skriv til kommunen om høringen" in ran.out
    text = page(chain, M5).read_text("utf-8")
    assert "  - Oddvar Bråten (Øvre Elvdal kommune)" in text
    assert "Skriv til kommunen om høringen ^" in text
    assert [line.partition(": ")[0] for line in git(chain, "log", "-2", "--format=%s").split("\n")] == [f"{M5} is sent out", M5]


def test_what_check_finds_stops_it_unless_a_reason_is_given(chain: Path) -> None:
    change(chain, M5, "- [ ] @signe Skriv til", "- [ ] Skriv til")
    commit(chain)
    ran = referat(chain, "circulate", M5, day=DAY)
    refused(ran, "no-owner", "is not sent out")
    assert unchanged(chain)
    done(referat(chain, "circulate", M5, "--force", "styret vil det", day=DAY))
    assert "forced: styret vil det" in page(chain, M5).read_text("utf-8")


def test_approved_minutes_are_not_sent_out(chain: Path) -> None:
    refused(referat(chain, "circulate", M2, day=DAY), "is approved")


def test_a_prepared_item_says_where_it_was_handled(chain: Path) -> None:
    put(chain, {"meetings/items/hytta.md": "---\ntittel: Hytta\ngruppe: styret\n---\nSalg av hytta.\n"})
    change(chain, M5, "## 3.", "## 4. Hytta\n\n[Hytta](items/hytta.md)\n\n**Vedtak:** Hytta selges.\n\n## 3.")
    commit(chain)
    done(referat(chain, "circulate", M5, "--force", "prøve", day=DAY))
    assert f'behandlet: {{i: {M5}, sak: "4"}}' in (chain / "meetings/items/hytta.md").read_text("utf-8")


# ---------------------------------------------------------------- trail and hooks


def test_the_trail_is_a_table_a_board_can_read(chain: Path) -> None:
    done(referat(chain, "done", "02k14a", day=DAY))
    facts = {one["id"]: one for one in json.loads(done(referat(chain, "trail", "--format", "json", day=DAY)).out)["meetings"]}
    second = facts[M2]
    assert (second["drafted"], second["circulated"], second["followed_up"]) == ("2024-02-14", ["2024-02-20"], 1)
    assert second["approved"] | {"text": ""} == {"in": M3, "item": "2", "on": "2024-03-13", "by": "Signe Haugstad", "text": ""}
    assert [one["in"] for one in facts[M1]["corrections"]] == [M2]
    told = json.loads(done(referat(chain, "trail", M2, "--format", "json", day=DAY)).out)
    assert [step["step"] for step in told["meeting"]["steps"]] == ["held", "drafted", "circulated", "approved", "followed up"]
    assert {one["id"] for one in told["since"]["opened"]} == {"02k14a", "02k14b"}
    put(chain, {"meetings/book.yaml": "språk: nb\n"})
    rows = done(referat(chain, "trail", "--format", "plain", day=DAY)).out.splitlines()
    assert {row.split("\t")[2] for row in rows} == {one["status"] for one in facts.values()}  # the same words in every language
    assert "godkjent" in done(referat(chain, "trail", "--format", "csv-excel", day=DAY)).out


@pytest.mark.parametrize(("columns", "line"), [("80", f"{M2}  approved    {M3}  2     Signe Haugstad"), ("60", f"{M2}  approved    {M3}  2")])
def test_a_narrow_trail_still_says_in_which_item(chain: Path, monkeypatch: pytest.MonkeyPatch, columns: str, line: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert line in done(referat(chain, "trail", "--format", "table", day=DAY)).out.splitlines()


def test_the_trail_keeps_its_days_when_the_history_is_put_in_another_order(chain: Path) -> None:
    with on_day("2024-07-01"):
        first = git(chain, "rev-list", "--max-parents=0", "HEAD")
        git(chain, "rebase", "--quiet", "--force-rebase", first, GIT_AUTHOR_DATE="")
    facts = {one["id"]: one for one in json.loads(done(referat(chain, "trail", "--format", "json", day=DAY)).out)["meetings"]}
    assert (facts[M2]["drafted"], facts[M2]["circulated"]) == ("2024-02-14", ["2024-02-20"])


def test_a_copy_of_minutes_that_approved_others_may_go_again_and_they_themselves_may_not(chain: Path) -> None:
    copy = chain / f"meetings/{M4} (kopi).md"
    copy.write_bytes((chain / f"meetings/{M4}.md").read_bytes())
    done(referat(chain, "save"))
    copy.unlink()
    done(referat(chain, "save"))
    done(referat(chain, "verify"))
    (chain / f"meetings/{M4}.md").unlink()
    assert referat(chain, "save").code == 4


def test_hooks_stop_an_entry_that_changes_approved_text(chain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    tools = tmp_path / "bin"
    tools.mkdir()
    source = Path(__file__).parents[2] / "src"
    (tools / "referat").write_text(f"#!/bin/sh\nPYTHONPATH='{source}' exec '{sys.executable}' -m referat \"$@\"\n", encoding="utf-8")
    (tools / "referat").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    done(referat(chain, "hooks", "install"))
    change(chain, M2, "retningen", "farten")
    with pytest.raises(AssertionError, match="R01"):
        commit(chain)
    git(chain, "reset", "--quiet", "--hard")
    git(chain, "rm", "--quiet", f"meetings/{M2}.md")
    with pytest.raises(AssertionError, match="R09"):
        git(chain, "commit", "--quiet", "-m", "gone")
    git(chain, "reset", "--quiet", "--hard")
    done(referat(chain, "done", "02k14a", day=DAY))
    done(approve(chain))
    done(referat(chain, "withdraw", M4, day=DAY))
    change(chain, M2, "retningen", "farten")
    done(referat(chain, "correct", M2, "--in", M5, *SIGNE, day=DAY))
    git(chain, "mv", f"meetings/{M2}.md", "meetings/2024-02-14-styremøte.md")
    commit(chain)
    git(chain, "checkout", "--quiet", "-b", "side", "HEAD~1")
    change(chain, M5, "retningen", "det ene")
    commit(chain)
    git(chain, "checkout", "--quiet", "main")
    change(chain, M5, "retningen", "det andre")
    commit(chain)
    with pytest.raises(AssertionError, match="git merge"):
        git(chain, "merge", "--quiet", "side")
    git(chain, "checkout", "--theirs", f"meetings/{M5}.md")
    commit(chain, "a merge is finished in spite of the hook")
    done(referat(chain, "hooks", "remove"))
    assert not (chain / ".git" / "hooks" / "pre-commit").exists()


def test_hooks_are_shown_before_they_are_put_in_place_or_taken_away(chain: Path) -> None:
    pre_push = chain / ".git" / "hooks" / "pre-push"
    shown = done(referat(chain, "hooks", "install", "--dry-run"))
    assert f"--- /dev/null\n+++ {pre_push}\n" in shown.out
    assert "Nothing is written" in shown.err
    assert not pre_push.exists()
    assert str(pre_push) in done(referat(chain, "hooks", "install")).out
    shown = done(referat(chain, "hooks", "remove", "--dry-run"))
    assert f"--- {pre_push}\n+++ /dev/null\n" in shown.out
    assert pre_push.exists()
    assert "+++" not in done(referat(chain, "hooks", "install", "--dry-run")).out  # they are as they would be
    done(referat(chain, "hooks", "remove"))
    assert "no hooks of ours" in done(referat(chain, "hooks", "remove", "--dry-run")).err


def test_a_hook_that_was_planted_writes_nothing_on_the_screen(chain: Path) -> None:
    hook = chain / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{MARK}\n# \x1b[2J\n", encoding="utf-8")
    shown = done(referat(chain, "hooks", "remove", "--dry-run"))
    assert "+++ /dev/null" in shown.out
    assert "\x1b" not in shown.out


def test_a_pipe_or_a_link_in_place_of_a_hook_is_left_alone(chain: Path) -> None:
    hook = chain / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    os.mkfifo(hook)
    refused(referat(chain, "hooks", "install"), str(hook))
    assert "no hooks of ours" in done(referat(chain, "hooks", "remove")).err
    hook.unlink()
    hook.symlink_to(chain.parent / "elsewhere")
    refused(referat(chain, "hooks", "install"), str(hook))
    assert not (chain.parent / "elsewhere").exists()


def test_a_folder_of_hooks_for_all_repositories_is_left_alone(chain: Path, home: Path) -> None:
    """Else every other repository of the person would be verified as a book before each push, and refused."""
    git(chain, "config", "--global", "core.hooksPath", str(home / "hooks"))
    refused(referat(chain, "hooks", "install"), str(home / "hooks"), f"git config core.hooksPath {chain}/.git/hooks")
    assert not (home / "hooks").exists()
    git(chain, "config", "core.hooksPath", str(chain / ".git" / "hooks"))
    refused(referat(chain, "hooks", "install"), "core.hookspath", "run: referat trust")
    assert "core.hookspath" in done(referat(chain, "trust", "--yes")).out
    done(referat(chain, "hooks", "install"))
    assert (chain / ".git" / "hooks" / "pre-push").exists()


def test_a_hook_of_somebody_else_is_left_alone(chain: Path) -> None:
    (chain / ".git" / "hooks").mkdir(exist_ok=True)
    (chain / ".git" / "hooks" / "pre-push").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    refused(referat(chain, "hooks", "install"), "not ours", "referat verify --book .")


@pytest.mark.parametrize("rules", [b"approval: {by: [chair\n", b"approval: alle\n", b"approval: {by: [chair]}\napproval: {by: []}\n", b"\xff\xfe"])
def test_nobody_approves_by_rules_that_cannot_be_read(chain: Path, rules: bytes) -> None:
    (chain / "meetings" / "book.yaml").write_bytes(rules)
    commit(chain)
    refused(approve(chain, "--by", "Oddvar Bråten"), "rules for approval cannot be read")
    assert unchanged(chain)
