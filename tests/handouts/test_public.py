"""The public edition: what is marked is not in it, its place is; and the leak check, which does not trust whoever made it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from referat.book import Book
from referat.format.marks import hidden_lines, is_almost_mark, read_marks
from referat.format.public import NotThere, PublicUnread, read_kept
from referat.handouts.content import Handout, Paragraph, Picture, Run, Table, all_text, cell
from referat.handouts.leaks import LeakCheck, Leaked, NotReadBack, said_in
from referat.handouts.lists import actions_list, decisions_list, group_handout, person_handout
from referat.handouts.minutes import extract_handout, minutes_handout
from referat.handouts.notice import notice_handout
from referat.handouts.writers import WRITERS, written
from tests.handouts import closed_book
from tests.handouts.books import book, facts, minutes
from tests.handouts.odd import png

_CONSONANTS, _VOWELS = "bdfgklmnprstv", "aeiouyøå"


def secret(number: int) -> str:
    """A word that nobody else has."""
    one, rest = divmod(number, 13)
    first = f"{_CONSONANTS[rest]}{_VOWELS[one % 8]}zq{_CONSONANTS[(rest * 5 + one) % 13]}"
    return f"{first}{_VOWELS[(rest + one // 8) % 8]}wx{_CONSONANTS[one % 13]}{_VOWELS[number % 8]}"


def page(planted: list[str]) -> str:
    """Minutes with a secret in every place where they can hold one that is not public."""
    take = iter(planted).__next__
    return f"""---
tittel: Møte i rådet
gruppe: rådet
dato: 2024-06-04
sted: Rådhuset
møteleder: Signe Haugstad
til stede: [Signe Haugstad (Elvdal), Per Lie]
forfall:
  - Kåre Lindset ({take()} {take()} {take()})
  - {{name: Turid Æsøy, org: {take()}, role: {take()}}}
vedlegg:
  - budsjett.pdf
  - {take()}-{take()}.pdf (unntatt: offl. § 23)
intern merknad: {take()} {take()}
egen liste: [{take()}, {take()}]

---

Åpen innledning. <!-- {take()} {take()} -->

<!--
{take()} {take()}
-->

## 1. Åpen sak (V)

Alle får lese dette. Ring {take()}@eksempel.no eller 915 23 456.

Unntatt: offl. § 13
{take()} {take()} **{take()}** [{take()}](https://{take()}.example) ![{take()}]({take()}.png)
- {take()} `{take()}`

Åpent igjen.

- [ ] @signe Åpen oppgave frist:2024-07-01 ^open1
  {take()} {take()}
  - {take()} er et notat

### {take()} {take()} (unntatt: offl. § 26)

{take()} og {take()}.

### Åpen underoverskrift

**Vedtak:** Åpent vedtak.

## 2. {take()} {take()} (V) (unntatt: offl. § 13)

{take()} {take()} {take()} konto 1234 56 78901.

#### {take()}

> {take()}

| {take()} | {take()} |
|---|---|
| {take()} | {take()} |

```
{take()}
```

1. {take()}
   - {take()}

Forslag til vedtak: {take()} {take()}.

**Vedtak:** {take()} {take()}.
{take()}

Votering: {take()} mot {take()}.

Merknad: {take()}.

Ny sak: {take()}

Fra: 2024-01-01-{take()}, sak 4

- [ ] @per {take()} {take()} +rådet frist:2024-07-02 ^hemm1
  - 2024-06-10 frist:2024-08-01
  {take()}
- [x] {take()} ^hemm2

![{take()}](bilder/hemmelig.png)

{take()} ~~{take()}~~ <b>{take()}</b> \\{take()} &amp; {take()}.

# {take()} (unntatt: offl. § 13)

{take()}

## {take()}

* {take()}
  * {take()}
    1. {take()}

> - {take()}
>   > {take()}

+ [ ] @{take()} {take()} frist:{take()} ^hemm4

<div>{take()}</div>

<details><summary>{take()}</summary>{take()}</details>

[{take()}]: https://eksempel.no/{take()} "{take()}"

[lenke][{take()}], <https://{take()}.example/{take()}>

~~~{take()}
{take()}
~~~

{take()}
========

{take()}\\
{take()}

Innstilling: {take()}

Enstemmig vedtak: {take()}

Utsatt til {take()}

Rettelse: {take()}

# Åpent

## 3. Åpen slutt

Unntatt: offl. § 13
- [ ] @per {take()} {take()} ^hemm3

Takk for i dag.
"""


GROUP = """---
tittel: Rådet
medlemmer: [Signe Haugstad (Elvdal), Per Lie, Kåre Lindset, Turid Æsøy]
intern: {0} {1}

---

Rådet styrer.

Unntatt: offl. § 13
{2} {3}

- [ ] @per Åpen gruppeoppgave ^grupp
"""


def secretive(folder: Path) -> tuple[Book, list[str]]:
    words = [secret(number) for number in range(170)]
    text = page(words)
    used = [word for word in words if word in text]
    group = words[len(used) : len(used) + 4]
    other = words[len(used) + 4 : len(used) + 12]
    files = {
        "book.yaml": "språk: nb\ntittel: Elvdal\n",
        "2024-06-04-raadet.md": text,
        "groups/rådet.md": GROUP.format(*group),
        "contacts.yaml": f"signe: {other[0]}@eksempel.no\nper: {other[1]}@{other[2]}.no\n",
        "people.yaml": "signe: Signe Haugstad (Elvdal)\nper: Per Lie\n",
        "notat.md": f"Et notat.\n\nUnntatt: offl. § 13\n- [ ] @signe {other[3]} {other[4]} frist:2024-09-01 ^nota1\n",
        "2024-05-01-raadet.md": "---\ntittel: Møte i rådet\ngruppe: rådet\ndato: 2024-05-01\nstatus: godkjent\n\n---\n\n"
        f"## 1. {other[5]}\n\n{other[6]} ble drøftet.\n\n- [ ] @per {other[7]} ^held1\n\n## 2. Åpen\n\nÅpent.\n",
        "public.yaml": "2024-05-01-raadet: [{sak: 1, hjemmel: offl. § 14}]\n",
    }
    opened = book(folder, files)
    (folder / "meetings/bilder").mkdir()
    (folder / "meetings/bilder/hemmelig.png").write_bytes(png())
    return opened, [*used, *group, *other]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, list[str]]:
    return secretive(tmp_path_factory.mktemp("secret"))


def documents(opened: Book, *, public: bool) -> list[Handout]:
    """Every kind of document of a book."""
    from referat.query.decisions import decided

    known = facts(opened, public=public)
    one, other = minutes(opened, "2024-06"), minutes(opened, "2024-05")
    made = [minutes_handout(known, one), minutes_handout(known, other), notice_handout(known.page(one))]
    made += [extract_handout(known, one, item) for item in one.items]
    made += [actions_list(known, opened.action_rows), decisions_list(known, decided(opened.minutes)), group_handout(known, opened.groups[0])]
    return [*made, *(person_handout(known, person, opened.rows_owned(person)) for person in opened.people if person.name)]


def test_a_hundred_secrets_in_every_place_and_none_in_the_public_edition(planted: tuple[Book, list[str]]) -> None:
    opened, words = planted
    assert len(words) >= 100
    for made in documents(opened, public=True):
        text = " ".join(all_text(made))
        assert [word for word in words if word in text] == []
        assert not [block for block in made.blocks if isinstance(block, Picture)]
        assert "915 23" not in text
        assert "sha256" not in text
        assert "trail" not in text


@pytest.mark.parametrize("form", list(WRITERS))
def test_each_format_of_it_passes_the_check_and_holds_no_secret(form: str, planted: tuple[Book, list[str]]) -> None:
    opened, words = planted
    check = LeakCheck(facts(opened, public=True))
    for made in documents(opened, public=True)[: 3 if form in {"pdf", "docx"} else 20]:
        data = written(made, form)
        check.refuse(made.id, form, data)
        assert not [word for word in words if word.encode() in data]


def test_the_place_and_its_ground_are_marked(planted: tuple[Book, list[str]]) -> None:
    text = "\n".join(all_text(documents(planted[0], public=True)[0]))
    for words in (
        "Sak 2",
        "Unntatt offentlighet",
        "offl. § 13",
        "offl. § 26",
        "offl. § 23",
        "Åpent igjen.",
        "Åpen underoverskrift",
        "Takk for i dag.",
        "Åpent vedtak.",
    ):
        assert words in text, words
    assert "offl. § 14" in "\n".join(all_text(documents(planted[0], public=True)[1]))


def test_members_get_all_of_it(planted: tuple[Book, list[str]]) -> None:
    opened, words = planted
    text = " ".join(text for made in documents(opened, public=False) for text in all_text(made))
    assert len([word for word in words if word in text]) > 60


@pytest.mark.parametrize("form", list(WRITERS))
def test_the_check_finds_what_a_careless_writer_would_let_through(form: str, planted: tuple[Book, list[str]]) -> None:
    """Each kind of secret, put into an innocent document, is found in every format."""
    opened, words = planted
    check = LeakCheck(facts(opened, public=True))
    innocent = documents(opened, public=True)[0]
    block = {"pdf": words[:1] + words[-1:]}.get(form, words[::9])
    for said in (*block, "12345678901", "konto 1234 56 78901", "915 23 456", "@signe", f"{words[-8]}@eksempel.no"):
        leaky = replace(innocent, blocks=(Paragraph((Run(f"Dette er {said} her."),)), *innocent.blocks))
        if form in {"xlsx", "csv"}:  # which hold the tables alone
            leaky = replace(innocent, blocks=(Table("", ("A",), ((cell(f"Dette er {said} her."),),), (1,)), *innocent.blocks))
        with pytest.raises(Leaked):
            check.refuse("x", form, written(leaky, form))


def test_metadata_and_text_alternatives_are_read_too(planted: tuple[Book, list[str]]) -> None:
    opened, words = planted
    check = LeakCheck(facts(opened, public=True))
    innocent = documents(opened, public=True)[0]
    for form in ("html", "pdf", "docx", "odt"):
        for leaky in (
            replace(innocent, title=f"Om {words[0]}"),
            replace(innocent, blocks=(Picture(f"Bilde av {words[1]}", png(), "png", 40, 20),)),
            replace(innocent, blocks=(Paragraph((Run("lenke", link=f"https://{words[2]}.example/"),)),)),
        ):
            with pytest.raises(Leaked):
                check.refuse("x", form, written(leaky, form))


def test_what_cannot_be_read_back_is_refused(planted: tuple[Book, list[str]]) -> None:
    check = LeakCheck(facts(planted[0], public=True))
    for form, data in (("pdf", b"%PDF-1.7 broken"), ("docx", b"PK broken"), ("json", b"{"), ("html", b"\xff\xfe"), ("rtf", b"{}")):
        with pytest.raises(NotReadBack):
            check.refuse("x", form, data)


@pytest.mark.parametrize("rule", ["words", "runs", "numbers", "addresses"])
def test_each_rule_of_the_check_finds_something_that_no_other_does(rule: str, tmp_path: Path) -> None:
    """A rule taken away makes its own case pass, which is how one knows that it does something."""
    hidden = "fordi naboen klaget\n\nUnntatt: offl. § 13\nnummer 987654 eller skriv nabo.klage@eksempel.no\n\nUnntatt: offl. § 13\nen tullball\n"
    shown = "naboen klaget nummer eller skriv nabo klage eksempel no fordi en"
    text = f"---\ntittel: A\ndato: 2024-06-04\n\n---\n\n{shown}\n\nUnntatt: offl. § 13\n{hidden}"
    opened = book(tmp_path, {"2024-06-04-a.md": text})
    case = {"words": "tullball", "runs": "fordi naboen klaget", "numbers": "98 76 54", "addresses": "nabo.klage@eksempel.no"}[rule]
    check = LeakCheck(facts(opened, public=True))
    with pytest.raises(Leaked):
        check.refuse("x", "txt", case.encode())
    getattr(check, rule).clear()
    check.refuse("x", "txt", case.encode())


def test_a_word_parted_at_the_end_of_a_line_is_one_word() -> None:
    assert "hemmelighet" in said_in("en hem-\nmelighet").words
    assert "hemmeligsak" in said_in("hemmelig-sak").words


def test_a_list_of_what_is_kept_back_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    for text in ("- x", "2024-06-04-a: x", "2024-06-04-a: [{sak: 1, vedlegg: b}]", "2024-06-04-a: [{skal: 1}]", "a: b: c"):
        with pytest.raises(PublicUnread):
            read_kept(text)
    opened = book(tmp_path, {"2024-06-04-a.md": "---\ntitle: A\ndate: 2024-06-04\n\n---\n", "public.yaml": "[]: {"})
    with pytest.raises(PublicUnread):
        minutes_handout(facts(opened, public=True), minutes(opened, "2024-06"))


def test_the_marks() -> None:
    marks = read_marks("Ny leder (V, 15 min) (unntatt: offl. § 13 (1))")
    assert (marks.title, marks.kind, marks.minutes, marks.ground) == ("Ny leder", "decision", 15, "offl. § 13 (1)")
    assert read_marks("Budsjett (2025)").title == "Budsjett (2025)"
    assert list(hidden_lines(["a", "Unntatt: x", "b", "", "c", "**Exempt:** y"])) == [(1, 3, "x"), (5, 6, "y")]


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("closed")
    opened = book(folder, closed_book.FILES)
    (folder / "meetings/kart.png").write_bytes(png())
    return opened


def every_document(opened: Book) -> list[Handout]:
    """Every document, list and report of a book, for the public."""
    from referat.handouts import lists, reports
    from referat.query.decisions import decided

    known, today = facts(opened, public=True), date(2024, 9, 20)
    made = [whole for one in opened.minutes for whole in (minutes_handout(known, one), notice_handout(known.page(one), version=2, on=today))]
    made += [extract_handout(known, one, item) for one in opened.minutes for item in one.items]
    made += [actions_list(known, opened.action_rows), decisions_list(known, decided(opened.minutes)), lists.people_list(known, opened.people)]
    made += [group_handout(known, group) for group in opened.groups]
    made += [person_handout(known, person, opened.rows_owned(person)) for person in opened.people]
    return [*made, *(reports.report(known, kind, reports.ReportScope()) for kind in reports.KINDS)]


def test_no_secret_of_a_closed_book_is_in_any_document_and_none_is_refused(closed: Book) -> None:
    assert len(closed_book.SECRETS) > 110
    check = LeakCheck(facts(closed, public=True))
    for made in every_document(closed):
        text = " ".join(all_text(made))
        assert [place for place, word in closed_book.SECRETS.items() if word in text] == []
        for form in ("html", "json", "odt"):
            check.refuse(made.id, form, written(made, form))


def test_the_check_knows_every_secret_of_a_closed_book(closed: Book) -> None:
    check = LeakCheck(facts(closed, public=True))
    for place, word in closed_book.SECRETS.items():
        try:
            check.refuse("x", "txt", f"Dette er {word} her".encode())
        except Leaked:
            continue
        pytest.fail(place)


@pytest.mark.parametrize("kept", ["2024-06-05-a: [{sak: 1}]", "2024-06-04-a: [{sak: 7}]", "2024-06-04-a: [{vedlegg: b.pdf}]"])
def test_what_is_kept_back_must_be_there(kept: str, tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2024-06-04\nattachments: [a.pdf]\n\n---\n\n## 1. A\n"
    opened = book(tmp_path, {"2024-06-04-a.md": text, "public.yaml": kept})
    with pytest.raises(NotThere):
        minutes_handout(facts(opened, public=True), minutes(opened, "2024-06"))


@pytest.mark.parametrize(
    ("title", "ground"),
    [
        ("Lån (unntatt offentlighet, jf. offl. § 13)", "jf. offl. § 13"),
        ("Lån (Unntatt fra offentlighet)", ""),
        ("Lån (u.off. § 13).", "§ 13"),
        ("Lån (unnateke offentleg innsyn: fvl. § 13 (1) nr. 2)", "fvl. § 13 (1) nr. 2"),
        ("Lån (unntatt jf. offl. § 23)", "jf. offl. § 23"),
        ("Lån (exempt from public disclosure)", ""),
        ("Vedtekter (unntatt § 4)", None),
        ("Kutt i alle etater (unntatt skole)", None),
        ("Om unntatt offentlighet", None),
    ],
)
def test_marks_as_people_write_them(title: str, ground: str | None) -> None:
    assert read_marks(title).ground == ground


@pytest.mark.parametrize("line", ["> Unntatt: x", "1. Unntatt: x", "*Unntatt:* x", "Unntatt offentlighet: x", "u.off., x", "Unntatt offentlighet"])
def test_lines_that_keep_what_follows_back(line: str) -> None:
    assert list(hidden_lines(["a", line, "b", ""])) == [(1, 3, "x" if "x" in line else "")]
    assert not list(hidden_lines(["Unntatt offentlighet er bare det som loven sier", ""]))


@pytest.mark.parametrize(
    "line",
    [
        "## Sak 2/24: Lønn for ansatte [unntatt: offl. § 13]",
        "## Sak 2/24: Lønn for ansatte (Unntatt. offl. § 13)",
        "## Sak 2/24 Lønn for ansatte – unntatt offentlighet",
        "## Sak 2/24 Lønn for ansatte (uoff § 13)",
        "## Sak 2/24 Lønn for ansatte (**unntatt: offl. § 13**)",
        "## Sak 2/24 Lønn for ansatte (lukket møte)",
        "Unntatt etter offl. § 13:\nLønn for ansatte",
        "(Unntatt: offl. § 13)\nLønn for ansatte",
        "| Unntatt: offl. § 13 | Lønn for ansatte |\n|---|---|",
        "- [ ] @per Ring om lønn for ansatte (unntatt: offl. § 13) ^tasm1",
    ],
)
def test_what_was_perhaps_meant_as_a_mark_stops_the_edition(line: str, tmp_path: Path) -> None:
    """Nobody but who wrote it can tell, and the place is named."""
    text = f"---\ntittel: A\ndato: 2024-06-04\n\n---\n\n## Sak 1/24 Åpen\n\nÅpent.\n\n{line}\n"
    opened = book(tmp_path, {"book.yaml": "språk: nb\n", "2024-06-04-a.md": text})
    known = facts(opened, public=True)
    with pytest.raises(Leaked, match=r"2024-06-04-a\.md:1[12]"):
        LeakCheck(known).refuse("x", "html", written(minutes_handout(known, minutes(opened, "2024-06")), "html"))


def test_talk_of_what_is_not_public_is_no_mark() -> None:
    for text in (
        "Vedtektene endres (unntatt § 4).",
        "Saken er unntatt offentlighet etter offl. § 13.",
        "Alle skoler – unntatt Nes – får besøk.",
        "Utstyr: exempt",
    ):
        assert not is_almost_mark(text), text
