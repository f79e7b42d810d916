"""The everyday: what the next meeting holds, what is left to do, words and attendance mended, many actions at once, two people made one."""

import json
from pathlib import Path

import pytest

from tests.cli.prompt import Said, run
from tests.repositories import git, home, make_repository
from tests.small_books import group, minutes

__all__ = ["home"]

TODAY = "2025-03-20"
GOOD = "til stede:\n  - Ada Lie (møteleder, Moss)\n  - Bo Ås\n  - Per Lund\nmøteleder: Ada Lie\nforfall: []\n"
FILES = {
    "meetings/book.yaml": "språk: nb\n",
    "meetings/people.yaml": "ada: Ada Lie (Moss)\nbo: Bo Ås\nper: Per Lund\n",
    "meetings/contacts.yaml": "ada: ada@example.org\n",
    ".gitignore": "meetings/contacts.yaml\n",
    "meetings/groups/laget.md": group(
        "Laget",
        "leder: Ada Lie\nmedlemmer:\n  - {navn: Bo Ås, til: 2025-02-28}\n  - N.N. (Moss)\n"
        "møteplan: [2025-02-25, 2025-04-08]\nfaste saker: [Eventuelt]\n",
    ),
    "meetings/items/tak.md": "---\ntittel: Nytt tak\ngruppe: laget\ntil: neste\n\n---\n\nSaken.\n",
    "meetings/2025-02-04-laget.md": minutes(
        "2025-02-04",
        "## 1. Løypa\n\nUtsatt.\n\nNy sak: Bro over bekken\n\n- [ ] @bo Skriv brev ^skr1v\n- [ ] @per, @bo Mal huset med @ada +laget "
        "frist:2025-03-01 ^m4ln\n",
        group="laget",
        status="sendt",
        more='circulation: {text: "sha256:x", on: 2025-02-06}\n' + GOOD,
    ),
    "meetings/2025-03-11-laget.md": minutes(
        "2025-03-11",
        "## 1. Ymse\n\nHei.\n\n- [ ] @bo Rydd i boden frist:2025-03-15 ^rydd\n- [ ] @bo og @per Vask +laget ^vask\n",
        group="laget",
        more=GOOD,
    ),
}


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    return make_repository(tmp_path / "book", FILES)


def typed(book: Path, *words: str) -> Said:
    return run(book, *words, "--today", TODAY)


def text(book: Path, path: str) -> str:
    return (book / "meetings" / path).read_text(encoding="utf-8")


def points(book: Path) -> list[tuple[str, str, str | None]]:
    said = json.loads(typed(book, "agenda", "--format", "json").out)
    return [(one["title"], one["why"], one["item"]) for one in said["agenda"]]


def test_what_the_next_meeting_holds_is_told_before_and_after_it_is_prepared(book: Path) -> None:
    before = points(book)
    assert before == [
        ("Møte", "to-approve", None),
        ("Møte", "to-approve", None),
        ("Løypa", "postponed", None),
        ("Bro over bekken", "raised", None),
        ("Nytt tak", "prepared", None),
        ("Bo Ås", "seat", None),
        ("Moss", "seat", None),
        ("Mal huset med @ada", "due", None),
        ("Rydd i boden", "due", None),
        ("Skriv brev", "open", None),
        ("Vask", "open", None),
        ("Eventuelt", "standing", None),
    ]
    assert "2025-04-08" in typed(book, "agenda").err
    assert typed(book, "new", "laget", "--date", "2025-04-08").code == 0
    after = {title: why for title, why, number in points(book) if number}
    assert (after["Løypa"], after["Bro over bekken"], after["Nytt tak"], after["Eventuelt"]) == ("postponed", "raised", "prepared", "standing")
    assert "alt i utkastet" in typed(book, "agenda").err


def test_what_is_left_to_do_stands_on_one_screen(book: Path) -> None:
    (book / "meetings/notat.md").write_text("Hei\n", encoding="utf-8")
    said = json.loads(typed(book, "status", "--format", "json").out)["status"]
    assert [(one["kind"], one["what"], one["days"]) for one in said] == [
        ("not-saved", "meetings/notat.md", None),
        ("no-minutes", "laget", 23),
        ("not-sent", "2025-03-11-laget", 9),
        ("not-approved", "2025-02-04-laget", 42),
        ("late", "@per", 19),
        ("late", "@bo", 19),
        ("left", "@bo", 20),
        ("no-address", "@bo", None),
        ("no-address", "@per", None),
    ]
    shown = typed(book, "status", "--format", "table").out
    assert "holdt for 23 dager siden" in shown
    assert "referat assign --owner bo" in " ".join(shown.split()) or "assign --owner" in shown


def test_what_somebody_who_left_owns_is_handed_over_in_one_go(book: Path) -> None:
    said = typed(book, "assign", "--owner", "bo", "@ada", "--yes")
    assert said.code == 0, said.err
    assert said.err.count("Bo Ås") == 4
    owned = json.loads(typed(book, "actions", "--format", "json").out)["actions"]
    assert {owner["handle"] for one in owned for owner in one["owners"]} == {"ada"}
    assert git(book, "status", "--porcelain") == ""
    assert not any(one["kind"] == "left" for one in json.loads(typed(book, "status", "--format", "json").out)["status"])


def test_a_draft_that_takes_up_no_case_is_told_whole(book: Path) -> None:
    draft = minutes("2025-04-08", "## 1. Vaktordning\n\nHun orienterer.\n", group="laget")
    (book / "meetings/2025-04-08-laget.md").write_text(draft, encoding="utf-8")
    assert ("Vaktordning", "written", "1") in points(book)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("defer", "--group", "laget", "--overdue", "--due", "2025-05-01"), 2),  # nobody is there to say yes
        (("defer", "--owner", "nobody-at-all", "--due", "2025-05-01", "--yes"), 2),
        (("defer", "rydd", "--overdue", "--due", "2025-05-01"), 2),
        (("defer", "--due", "2025-05-01"), 2),
        (("drop",), 2),
        (("drop", "--no-owner", "--yes"), 0),  # none is found
    ],
)
def test_filters_are_shown_and_confirmed_before_anything_changes(book: Path, words: tuple[str, ...], code: int) -> None:
    said = typed(book, *words)
    assert (said.code, git(book, "status", "--porcelain")) == (code, ""), said.err


def test_filters_change_what_they_find_and_no_other(book: Path) -> None:
    assert typed(book, "defer", "--overdue", "--due", "2025-05-01", "--yes").code == 0
    due = {one["id"]: one["due"] for one in json.loads(typed(book, "actions", "--format", "json").out)["actions"]}
    assert {key for key, value in due.items() if "2025-05-01" in str(value)} == {"m4ln", "rydd"}
    assert typed(book, "drop", "--meeting", "2025-03-11", "--no-due", "--yes").code == 0
    assert "vask" not in typed(book, "actions").out


FILTERS = (
    ("--words", "boden"),
    ("--group", "laget"),
    ("--owner", "per"),
    ("--owner", "Bård"),  # an alias
    ("--org", "moss"),
    ("--meeting", "2025-03"),
    ("--state", "i gang"),
    ("--overdue",),
    ("--due-by", "2025-03-01"),
    ("--no-owner",),
    ("--no-due",),
    ("--since", "2025-03-01"),
    ("--until", "2025-02-28"),
    ("--view", "sene"),
    ("--view", "sene", "--owner", "per"),
)


DEFER, ASSIGN = ("defer", "--due", "2025-06-01"), ("assign", "@ada")
BULK = [*((("drop",), one) for one in FILTERS), *((DEFER, one) for one in FILTERS[6:9]), *((ASSIGN, one) for one in FILTERS[2:5])]


@pytest.mark.parametrize(("command", "filters"), BULK, ids=" ".join)
def test_what_is_changed_is_what_actions_lists_with_the_same_filters(book: Path, command: tuple[str, ...], filters: tuple[str, ...]) -> None:
    (book / "meetings/book.yaml").write_text("språk: nb\nvisninger:\n  sene: {overdue: ja, sort: -due}\n", encoding="utf-8")
    (book / "meetings/people.yaml").write_text(
        text(book, "people.yaml").replace("bo: Bo Ås", "bo: {navn: Bo Ås, organisasjon: Moss, kallenavn: [Bård]}"), encoding="utf-8"
    )
    (book / "meetings/2025-03-11-laget.md").write_text(text(book, "2025-03-11-laget.md") + "- [/] Feie ^fei3\n", encoding="utf-8")
    git(book, "commit", "--quiet", "--all", "--message", "x")
    words = filters[1:] if filters[0] == "--words" else filters
    listed = [one["id"] for one in json.loads(typed(book, "actions", *words, "--format", "json").out)["actions"]]
    assert listed
    said = typed(book, *command, *filters, "--yes")
    assert said.code == 0, said.err
    assert [line.split()[0] for line in said.out.splitlines() if line[:5].strip() in {"skr1v", "m4ln", "rydd", "vask", "fei3"}] == listed


def test_a_due_date_whose_year_was_chosen_is_said_and_refused_where_far_off(book: Path) -> None:
    assert "«12.10.» er lest som 2025-10-12." in typed(book, "add", "Kjøp sand", "--due", "12.10.").err
    assert "er lest som 2025-10-12." in typed(book, "add", "Kjøp grus frist:12.10.").err
    assert "lest som" not in typed(book, "add", "Kjøp stein", "--due", "fredag").err
    for words in (("add", "Kjøp singel", "--due", "29.2."), ("defer", "rydd", "--due", "15.3."), ("items", "add", "Sti", "--for", "1.2.")):
        assert typed(book, *words).code == 4


@pytest.mark.parametrize(
    ("action", "words", "line"),
    [
        ("rydd", "Rydd i boden og loftet", "- [ ] @bo Rydd i boden og loftet frist:2025-03-15 ^rydd"),
        ("vask", "Vask vinduene", "- [ ] @bo og @per Vask vinduene +laget ^vask"),
    ],
)
def test_the_words_of_an_action_are_mended_and_nothing_else(book: Path, action: str, words: str, line: str) -> None:
    before = text(book, "2025-03-11-laget.md").splitlines()
    assert typed(book, "reword", action, words).code == 0
    after = text(book, "2025-03-11-laget.md").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [line]
    assert typed(book, "reword", action, words).code == 0  # already


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("- [ ] @bo Rydd i boden frist: 15. mars ^rydd", "- [ ] @bo Rydd loftet frist: 15. mars ^rydd"),
        ("- [ ] @bo Rydd i boden innen fredag +laget ^rydd", "- [ ] @bo Rydd loftet +laget innen fredag ^rydd"),
        ("- [ ] Rydd i boden (@bo, frist: 15. mars) ^rydd", "- [ ] @bo Rydd loftet frist: 15. mars ^rydd"),
    ],
)
def test_the_words_of_an_action_are_mended_however_its_due_date_is_written(book: Path, line: str, wanted: str) -> None:
    path = book / "meetings/2025-03-11-laget.md"
    path.write_text(path.read_text(encoding="utf-8").replace("- [ ] @bo Rydd i boden frist:2025-03-15 ^rydd", line), encoding="utf-8")
    said = typed(book, "reword", "rydd", "Rydd loftet")
    assert (said.code, wanted in text(book, "2025-03-11-laget.md")) == (0, True), said.err


@pytest.mark.parametrize(
    ("words", "code"), [(("m4ln", "Mal taket"), 4), (("rydd", "Rydd med @per frist:2025-09-01"), 4), (("rydd", "…"), 2), (("nix", "x"), 2)]
)
def test_words_that_are_frozen_or_say_more_than_words_are_refused(book: Path, words: tuple[str, ...], code: int) -> None:
    said = typed(book, "reword", *words)
    assert (said.code, git(book, "status", "--porcelain")) == (code, ""), said.err


def test_who_came_moves_between_the_lists_and_nothing_else(book: Path) -> None:
    before = text(book, "2025-03-11-laget.md")
    said = typed(book, "attend", "2025-03-11", "--absent", "bo", "--absent", "ada")
    assert said.code == 0, said.err
    assert "Ada Lie" in said.err  # she was to lead it
    now = text(book, "2025-03-11-laget.md")
    assert now == before.replace("  - Ada Lie (møteleder, Moss)\n  - Bo Ås\n", "").replace("forfall: []", "forfall: [Bo Ås, Ada Lie]")
    assert typed(book, "attend", "2025-03-11", "--present", "ada,bo").code == 0
    back = text(book, "2025-03-11-laget.md")
    assert "til stede:\n  - Per Lund\n  - Ada Lie (Moss)\n  - Bo Ås\n" in back
    assert "forfall: []" in back
    assert typed(book, "attend", "2025-03-11", "--present", "bo").code == 0
    assert text(book, "2025-03-11-laget.md") == back
    for words, code in ((("2025-03-11", "--absent", "kåre"), 2), (("2025-03-11",), 2), (("2025-02-04", "--absent", "bo"), 4)):
        assert typed(book, "attend", *words).code == code, words


def test_two_people_become_one_in_the_register_and_in_drafts(book: Path) -> None:
    draft = text(book, "2025-03-11-laget.md").replace("@bo Rydd", "@bo-as Rydd")
    (book / "meetings/2025-03-11-laget.md").write_text(draft, encoding="utf-8")
    sent = text(book, "2025-02-04-laget.md").replace("@bo Skriv", "@bo-as Skriv")
    (book / "meetings/2025-02-04-laget.md").write_text(sent, encoding="utf-8")
    (book / "meetings/people.yaml").write_text(text(book, "people.yaml") + "bo-as: Bo Aas\n", encoding="utf-8")
    git(book, "commit", "--quiet", "--all", "--message", "x")
    said = typed(book, "people", "merge", "bo-as", "bo")
    assert said.code == 0, said.err
    assert text(book, "people.yaml") == "ada: Ada Lie (Moss)\nbo: {navn: Bo Ås, kallenavn: [bo-as, Bo Aas]}\nper: Per Lund\n"
    assert "@bo Rydd" in text(book, "2025-03-11-laget.md")
    assert text(book, "2025-02-04-laget.md") == sent
    assert "2025-02-04-laget.md" in said.err
    owners = {one["id"]: [o["handle"] for o in one["owners"]] for one in json.loads(typed(book, "actions", "--format", "json").out)["actions"]}
    assert owners["skr1v"] == owners["rydd"] == ["bo"]
    assert typed(book, "people", "merge", "bo-as", "bo").code == 4
    assert typed(book, "people", "merge", "bo", "nobody").code == 2


def test_somebody_whom_only_lists_name_comes_into_the_register(book: Path) -> None:
    people = text(book, "people.yaml").replace("per: Per Lund\n", "")
    (book / "meetings/people.yaml").write_text(people, encoding="utf-8")
    group_file = book / "meetings/groups/laget.md"
    group_file.write_text(group_file.read_text(encoding="utf-8").replace("Bo Ås", "Bo Ås, Per Lund", 1), encoding="utf-8")
    git(book, "commit", "--quiet", "--all", "--message", "x")
    said = typed(book, "people", "merge", "bo", "per")
    assert said.code == 0, said.err
    assert "per: {navn: Per Lund, kallenavn: [bo, Bo Ås]}" in text(book, "people.yaml")
    assert "@per Rydd" in text(book, "2025-03-11-laget.md")


def test_a_file_is_opened_in_the_persons_editor(book: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    editor = tmp_path / "skriv"
    editor.write_text('#!/bin/sh\necho "$1" > "$OPENED"\n', encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("OPENED", str(tmp_path / "opened"))
    monkeypatch.setenv("EDITOR", str(editor))
    for what, path in (("siste", "2025-03-11-laget.md"), ("laget", "groups/laget.md"), ("tak", "items/tak.md")):
        assert typed(book, "edit", what).code == 0
        assert (tmp_path / "opened").read_text(encoding="utf-8").strip() == str(book / "meetings" / path)
    assert typed(book, "edit", "finnes ikke").code == 2
    monkeypatch.delenv("EDITOR")
    assert typed(book, "edit", "siste").code == 2
