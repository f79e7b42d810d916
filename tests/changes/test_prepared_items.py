"""Cases: new ones, those put off in a draft or in their own file, and those that are parked."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.book import Book
from referat.changes import prepared_items as cases
from referat.changes.add_action import NoItem
from referat.changes.prepared_items import NewCase, add_case, park_case, postpone_at, postpone_case
from referat.changes.transaction import Transaction
from referat.errors import ReferatError
from referat.format import postponing
from referat.format.document import Document, parse
from referat.format.edits import NotExact
from referat.format.reader import read_page
from referat.model.meeting import Minutes
from referat.query.backlog import Case, cases_for
from referat.query.lookup import Ambiguous, UnknownItem
from tests.changes.bjorkerud import lay_down, text_of, transaction_in
from tests.small_books import group, minutes, on_disk

TODAY = date(2024, 4, 2)
DRAFT = "meetings/2024-04-23-styret.md"
CARD = "meetings/items/kart.md"
FILES = {
    "people.yaml": "signe: Signe Haugstad (Elvdal kommune)\n",
    "groups/styret.md": group("Styret i Elvdal"),
    "groups/sti.md": group("Stigruppa", "under: styret\n"),
    "2024-03-12-styret.md": minutes("2024-03-12", "## 1. Brua\n\n[Saken](items/bru.md)\n\n**Vedtak:** Ja.\n", status="sendt"),
    "2024-04-23-styret.md": minutes(
        "2024-04-23", "## 1. Skilt\n\nSagt.\n\n- [ ] @signe Mal skilt ^sk1lt\n  - 2024-04-24 ferdig\n\n## Uten nummer\n\n## 3. Turlag"
    ),
    "items/kart.md": "---\ntittel: Nytt kart\ngruppe: styret\ntil: neste  # haster\nhandled: {in: 2023-01-01-styret}\n\n---\n\nTekst.\n",
    "items/bru.md": "---\ntittel: Brua over elva\ngruppe: styret\ntil: neste\nbehandlet: {i: 2024-03-12-styret, sak: 1}\n\n---\n",
}


@pytest.fixture
def transaction(tmp_path: Path) -> Transaction:
    return transaction_in(on_disk(tmp_path, FILES))


def new_text(transaction: Transaction, path: str) -> str:
    document = transaction.changed[path]
    assert document is not None
    return document.text


def coming(transaction: Transaction, group_id: str = "styret", on: date = date(2024, 6, 4)) -> list[Case]:
    after = transaction.read_changed()
    return list(cases_for(group_id, on, after.minutes, after.groups, after.items))


def test_a_new_case_is_a_file_in_the_books_language(transaction: Transaction) -> None:
    put = add_case(transaction, NewCase("  Ærlig  talt: «nei» ", by="@signe", kind="V", text="Først.\n\nForslag til vedtak: Ja.\n"), TODAY)
    assert new_text(transaction, "meetings/items/aerlig-talt-nei.md") == (
        '---\ntittel: "Ærlig talt: «nei»"\ngruppe: styret\ntil: neste\nmeldt av: Signe Haugstad\ntype: vedtak\n'
        "\n---\n\nFørst.\n\nForslag til vedtak: Ja.\n"
    )
    assert (put.place.path, put.aim.group, put.aim.is_parked) == ("meetings/items/aerlig-talt-nei.md", "styret", False)
    assert [(case.title, case.by, [p.text for p in case.proposals]) for case in coming(transaction)] == [
        ("Ærlig talt: «nei»", "Signe Haugstad", ["Ja."])
    ]


@pytest.mark.parametrize(("language", "line"), [("nn", "type: drøfting"), ("en", "kind: discussion")])
def test_the_words_of_the_header_are_the_languages(tmp_path: Path, language: str, line: str) -> None:
    transaction = transaction_in(on_disk(tmp_path, FILES, language))
    add_case(transaction, NewCase("Kart", kind="discussion"), TODAY)
    assert line in new_text(transaction, "meetings/items/kart-2.md").splitlines()


def test_a_file_is_never_written_over(transaction: Transaction, tmp_path: Path) -> None:
    (tmp_path / "meetings/items/vei.md").write_bytes(b"\xff\xfe not text")
    (tmp_path / "meetings/2024-01-01.md").write_text("x", encoding="utf-8")
    transaction = transaction_in(tmp_path)
    assert [add_case(transaction, NewCase(title), TODAY).place.path for title in ("Kart", "Vei", "Styret", "新", "2024-01-01")] == [
        f"meetings/items/{stem}.md" for stem in ("kart-2", "vei-2", "styret-2", "sak", "2024-01-01-2")
    ]
    assert all(not Path(path).is_absolute() and ".." not in path for path in transaction.changed)


TITLES = ["../../etc/passwd", "CON", "a\x1b[31mb", "---", "@x: {", "# hei", "x" * 400, "Møte – i «Ås»\n\nto", "=1+1", "null", "a #b"]


@pytest.mark.parametrize("title", TITLES)
def test_any_title_is_kept_as_words(tmp_path: Path, title: str) -> None:
    transaction = transaction_in(on_disk(tmp_path, FILES))
    if not any(c.isalnum() for c in title):
        with pytest.raises(cases.NoTitle):
            add_case(transaction, NewCase(title), TODAY)
        return
    put = add_case(transaction, NewCase(title), TODAY)
    assert put.title == " ".join(title.replace("\x1b", "").split())
    assert put.place.path.startswith("meetings/items/")
    assert put.place.path.count("/") == 2


AIMS = [
    ("", "neste", None, "styret"),
    ("next", "neste", None, "styret"),
    ("neste møte", "neste", None, "styret"),
    ("2024-05", "2024-05", date(2024, 5, 1), "styret"),
    ("2024-w20", "2024-W20", date(2024, 5, 13), "styret"),
    ("2024-05-20", "2024-05-20", date(2024, 5, 20), "styret"),
    ("12.10.", "2024-10-12", date(2024, 10, 12), "styret"),
    ("fredag", "2024-04-05", date(2024, 4, 5), "styret"),
    ("sti", "sti", None, "sti"),
    ("neste sti", "sti", None, "sti"),
    ("neste styret", "neste", None, "styret"),
    ("2024-04-23-styret", "2024-04-23-styret", date(2024, 4, 23), "styret"),
    ("04-23", "2024-04-23-styret", date(2024, 4, 23), "styret"),
]


@pytest.mark.parametrize(("typed", "written", "day", "group_id"), AIMS)
def test_when_a_case_comes_up(transaction: Transaction, typed: str, written: str, day: date | None, group_id: str) -> None:
    put = add_case(transaction, NewCase("Vei", group="styret", aim=typed), TODAY)
    assert f"til: {written}" in new_text(transaction, put.place.path).splitlines()
    assert (put.aim.not_before, put.aim.group, put.aim.is_parked) == (day, group_id, False)


def test_a_case_for_a_meeting_is_that_groups(tmp_path: Path) -> None:
    more = {"2024-04-25-x.md": minutes("2024-04-25", "", group="sti"), "groups/lag.md": group("Turlaget")}
    transaction = transaction_in(on_disk(tmp_path, FILES | more))
    put = add_case(transaction, NewCase("Vei", aim="2024-04-25-x"), TODAY)
    assert (put.aim.group, put.aim.not_before) == ("sti", date(2024, 4, 25))
    with pytest.raises(ReferatError, match="several groups"):
        add_case(transaction, NewCase("Vei"), TODAY)


@pytest.mark.parametrize(("typed", "error"), [("hos Per", cases.NoSuchMeeting), ("2024-03-12-styret", cases.MeetingIsOver), ("2024", Ambiguous)])
def test_when_must_be_a_meeting_to_come(transaction: Transaction, typed: str, error: type[ReferatError]) -> None:
    with pytest.raises(error):
        add_case(transaction, NewCase("Vei", aim=typed), TODAY)
    assert transaction.changed == {}


def test_an_unknown_kind_is_refused(transaction: Transaction) -> None:
    with pytest.raises(cases.UnknownKind):
        add_case(transaction, NewCase("Vei", kind="prat"), TODAY)


def test_a_parked_case_waits_until_somebody_says_when(transaction: Transaction) -> None:
    put = add_case(transaction, NewCase("Hytte", aim=None), TODAY)
    assert put.aim.is_parked
    assert "Hytte" not in [case.title for case in coming(transaction)]
    lay_down(Path(transaction.book.root), transaction)
    again = transaction_in(Path(transaction.book.root))
    assert not postpone_case(again, "hytte", "2024-05", TODAY).aim.is_parked
    assert "Hytte" in [case.title for case in coming(again)]


def test_a_prepared_item_is_put_off_and_no_longer_handled(transaction: Transaction) -> None:
    postpone_case(transaction, "kart", "2024-09", TODAY)
    assert new_text(transaction, CARD) == "---\ntittel: Nytt kart\ngruppe: styret\ntil: 2024-09  # haster\n\n---\n\nTekst.\n"
    assert coming(transaction) == []
    assert [case.title for case in coming(transaction, on=date(2024, 9, 10))] == ["Nytt kart"]


def test_parking_keeps_what_stands_beside(transaction: Transaction) -> None:
    assert park_case(transaction, "Nytt ka").aim.is_parked
    assert new_text(transaction, CARD) == "---\ntittel: Nytt kart\ngruppe: styret\ntil:  # haster\n\n---\n\nTekst.\n"
    lay_down(Path(transaction.book.root), transaction)
    again = transaction_in(Path(transaction.book.root))
    assert park_case(again, "kart").already
    assert again.changed == {}


HEADERS = ["{tittel: Kart, til: neste}", "tittel: Kart\ntil: >\n  neste\n", "tittel: Kart\r\ntil: neste", '"tittel": Kart\n"til": "neste"']


@pytest.mark.parametrize("header", HEADERS)
def test_parking_any_header(tmp_path: Path, header: str) -> None:
    transaction = transaction_in(on_disk(tmp_path, {"groups/styret.md": group("Styret"), "items/kart.md": f"---\n{header}\n---\n"}))
    try:
        put = park_case(transaction, "kart")
    except NotExact:
        assert transaction.changed == {}
    else:
        assert (put.title, put.aim.is_parked) == ("Kart", True)


def test_what_was_taken_up_does_not_wait(transaction: Transaction) -> None:
    for change in (lambda: park_case(transaction, "bru"), lambda: postpone_case(transaction, "bru", "", TODAY)):
        with pytest.raises(cases.TakenUp):
            change()
    with pytest.raises(UnknownItem):
        park_case(transaction, "tunnel")
    assert transaction.changed == {}


def test_an_agenda_item_is_put_off_where_it_stands_and_comes_back(transaction: Transaction) -> None:
    before = transaction.book.document(DRAFT).text
    put = postpone_at(transaction, "04-23", "1", "", TODAY)
    assert new_text(transaction, DRAFT) == before.replace("ferdig\n", "ferdig\n\nUtsatt til neste møte.\n")
    assert (put.number, put.aim.not_before) == ("1", None)
    assert ("Skilt", ("2024-04-23-styret", "1"), 1) in [(case.title, case.came_from, case.times) for case in coming(transaction)]


def test_the_last_item_of_a_file_without_a_last_line_ending(transaction: Transaction) -> None:
    before = transaction.book.document(DRAFT).text
    postpone_at(transaction, "next", "Turlag", "2024-09", TODAY)
    assert new_text(transaction, DRAFT) == before + "\n\nUtsatt til 2024-09."
    assert "Turlag" not in [case.title for case in coming(transaction)]
    assert "Turlag" in [case.title for case in coming(transaction, on=date(2024, 9, 1))]


def test_an_item_put_off_to_another_group_comes_up_there(transaction: Transaction) -> None:
    postpone_at(transaction, "next", "Uten nummer", "neste sti", TODAY)
    assert "Uten nummer" not in [case.title for case in coming(transaction)]
    assert [case.title for case in coming(transaction, "sti")] == ["Uten nummer"]


def test_what_is_put_off_already_stays_as_it_is(transaction: Transaction) -> None:
    postpone_at(transaction, "next", "1", "", TODAY)
    lay_down(Path(transaction.book.root), transaction)
    again = transaction_in(Path(transaction.book.root))
    assert postpone_at(again, "next", "1", "", TODAY).already
    assert postpone_at(again, "next", "1", "neste", TODAY).already
    assert again.changed == {}


def test_what_is_put_off_to_another_time_is_not_said_to_be_done(transaction: Transaction) -> None:
    postpone_at(transaction, "next", "1", "2024-09", TODAY)
    lay_down(Path(transaction.book.root), transaction)
    again = transaction_in(Path(transaction.book.root))
    assert postpone_at(again, "next", "1", "2024-09-01", TODAY).already
    with pytest.raises(cases.PutOffOtherwise) as refused:
        postpone_at(again, "next", "1", "2024-10", TODAY)
    assert refused.value.facts["words"] == "Utsatt til 2024-10."
    with pytest.raises(cases.NoSuchMeeting):
        postpone_at(again, "next", "1", "tull", TODAY)
    assert again.changed == {}


def test_sent_minutes_are_not_touched_and_unknown_items_are_named(transaction: Transaction) -> None:
    with pytest.raises(cases.MeetingIsOver):
        postpone_at(transaction, "2024-03-12-styret", "1", "", TODAY)
    with pytest.raises(NoItem, match="7"):
        postpone_at(transaction, "next", "7", "", TODAY)
    assert transaction.changed == {}


def test_a_paper_on_a_drafts_agenda_is_put_off_there(tmp_path: Path) -> None:
    linked = minutes("2024-04-23", "## 2. Kart\n\n[Saken](items/kart.md)\n")
    item = FILES["items/kart.md"].replace("2023-01-01-styret", "2024-04-23-styret")
    transaction = transaction_in(on_disk(tmp_path, FILES | {"2024-04-23-styret.md": linked, "items/kart.md": item}))
    with pytest.raises(cases.OnTheAgenda):
        park_case(transaction, "kart")
    put = postpone_case(transaction, "kart", "", TODAY)
    assert (put.place.path, put.number) == (DRAFT, "2")
    assert new_text(transaction, DRAFT) == linked + "\nUtsatt til neste møte.\n"
    assert "handled" not in new_text(transaction, CARD)
    assert [(case.title, case.links) for case in coming(transaction)] == [("Kart", ("kart",))]


WORDS = {"nb": "Utsatt til neste møte.", "nn": "Utsett til neste møte.", "en": "Postponed to the next meeting."}


@pytest.mark.parametrize("code", WORDS)
def test_the_line_is_in_the_files_language(code: str) -> None:
    header = {"nb": "tittel: M\ngruppe: s\ndato", "nn": "tittel: M\ntil stades: []\ndato", "en": "title: M\ndate"}[code]
    there = parse("meetings/m.md", f"---\n{header}: 2024-04-23\n---\n## 1. Kart\n")
    (item,) = _minutes(postponing.postpone(there, _minutes(there).items[0], "", "nb" if code != "nn" else "nn")).items
    assert item.is_postponed
    assert WORDS[code] in postponing.postpone(there, _minutes(there).items[0], "", code).text


def test_where_it_would_not_be_read_it_is_refused() -> None:
    there = parse("meetings/m.md", "---\ndato: 2024-04-23\n---\n## 1. Kart\n\n```\nåpen\n")
    with pytest.raises(NotExact):
        postponing.postpone(there, _minutes(there).items[0], "", "nb")


PIECES = [
    "## 1. Kart",
    "## Turer (D)",
    "",
    "Tekst.",
    "\tinnrykk",
    "**Vedtak:** Ja.",
    "- [ ] @signe Mal ^m4l12",
    "  - 2024-05-01 ferdig",
    "> sitat",
    "```",
    "<!--",
    "-->",
    "# H",
    "é 🎿",
    "Ny sak: Bu",
    "***",
    "Votering: 3–2",
]


@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=14),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    final=st.booleans(),
    bom=st.booleans(),
    data=st.data(),
)
def test_only_the_line_is_new(pieces: list[str], ending: str, final: bool, bom: bool, data: st.DataObject) -> None:
    text = ending.join(["---", "dato: 2024-04-23  # dag", "---", "## 0. Først", *pieces]) + (ending if final else "")
    there = parse("meetings/m.md", text, has_bom=bom)
    before = _minutes(there)
    item = data.draw(st.sampled_from(before.items))
    if item.is_postponed:
        return
    try:
        changed = postponing.postpone(there, item, "", "nb")
    except NotExact:
        return
    after = _minutes(changed)
    words = "Utsatt til neste møte."
    at = changed.text.index(words)
    added = changed.text[:at].rstrip("\r\n"), changed.text[at + len(words) :].lstrip("\r\n")
    assert text.startswith(added[0])
    assert text.endswith(added[1])
    assert text[len(added[0]) : len(text) - len(added[1])].strip("\r\n") == ""
    assert changed.has_bom == bom
    assert [new.is_postponed for new in after.items] == [old.is_postponed or old is item for old in before.items]
    assert len(after.action_lines) == len(before.action_lines)
    assert [n.title for n in after.new_items] == [n.title for n in before.new_items]


def _minutes(document: Document) -> Minutes:
    page = read_page(document).page
    assert isinstance(page, Minutes)
    return page


def test_the_book_is_read_as_it_lies(transaction: Transaction) -> None:
    """Nothing is written by laying things in the transaction."""
    add_case(transaction, NewCase("Vei"), TODAY)
    assert Book.open(transaction.book.root).items == transaction.book.items
    assert text_of(Path(transaction.book.root), CARD) == FILES["items/kart.md"]
