"""Days, names, references and groups in the cases that are easily taken wrongly."""

from datetime import date
from pathlib import Path

import pytest

from referat.book import Book
from referat.changes.check_book import findings

TODAY = date(2024, 6, 10)
PATH = "2024-05-14-styret.md"


def found(root: Path, today: date = TODAY, **files: str) -> list[str]:
    """Codes with their lines, of a book whose files are given as id=text; a group or item by its folder and two underscores."""
    for name, text in files.items():
        file = root / "meetings" / (name.replace("__", "/").replace("_", "-") + ".md").removeprefix("m")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return [f"{p.place.line}:{p.place.column} {p.code}" for p, _ in findings(Book.open(root), today)]


def minutes(body: str = "Tekst.\n", head: str = "", on: str = "2024-05-14", status: str = "utkast") -> str:
    return f"---\ntittel: Styremøte\ndato: {on}\nstatus: {status}\n{head}---\n{body}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("torsdag 16. mai", False),
        ("fredag 16. mai", True),
        ("Torsdag den 16.05.2024 kl. 9", False),
        ("Fredag den 16.05.2024.", True),
        ("fredag 16.05.24", True),
        ("fredag 16/5-2024", True),
        ("Thursday, May 16, 2024", False),
        ("Friday 16 May 2024", True),
        ("fredag 2024-05-16", True),
        ("torsdag 9. januar", False),  # next year
        ("tirsdag 12.10", False),  # a time of day
        ("tirsdag 12.10-14.00", False),
        ("tirsdag 31.02.2024", False),  # said elsewhere: no such day
        ("fredager i mai", False),
        ("heldag 16.05.2024", False),
        ("måndag 13. mai", False),
        ("laurdag 13. mai", True),
        ("FREDAG 16. MAI", True),
        ("FriDay 16 May 2024", True),
    ],
)
def test_weekdays_beside_dates(tmp_path: Path, text: str, wrong: bool) -> None:
    codes = found(tmp_path, m2024_05_14_styret=minutes(f"Møtes {text}\n"))
    assert codes == (["6:7 wrong-weekday"] if wrong else [])


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        ("tid: 14.05.2024 kl. 18.00\n", []),
        ("tid: 14.–15. mai kl. 18.00\n", []),
        ("tid: onsdag 15.05.2024 kl. 18.00\n", ["5:13 other-date"]),
        ("tid: 18.00, onsdag\n", ["5:13 wrong-weekday"]),
        ("tid: 18.00, mandag\n", ["5:13 wrong-weekday"]),
        ("neste: 2024-06-04, onsdag kl. 18\n", ["5:20 wrong-weekday"]),
        ("neste: 2024-06-04, tirsdag kl. 18\n", []),
        ("neste: 2024-05-14\n", ["5:8 next-before-this"]),
        ("tid: 19.00–00.30\n", []),
        ("tid: 19.00–18.30\n", ["5:6 ends-before-start"]),
    ],
)
def test_days_in_the_header(tmp_path: Path, head: str, codes: list[str]) -> None:
    assert found(tmp_path, m2024_05_14_styret=minutes(head=head)) == codes


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Gunnhild Paulson", True),
        ("Gunhild Marie Paulsen", True),
        ("Gunhild Paulsen", False),
        ("gunhild  paulsen", False),
        ("Gunhild", False),
        ("Gunvor Paulsen", False),
        ("Gro Paulsen", False),
        ("Per Lie", False),
        ("Pål Lie", False),
        ("Per Li", False),
    ],
)
def test_names_near_a_known_one(tmp_path: Path, name: str, near: bool) -> None:
    group = "---\ntittel: Styret\nmedlemmer:\n  - Gunhild Paulsen (Gjøvik)\n  - Pål Lie\n---\n"
    head = f"til stede:\n  - {name}\n"
    assert found(tmp_path, groups__styret=group, m2024_05_14_styret=minutes(head=head)) == (["6:5 name-near-known"] if near else [])


def test_two_seats_that_nobody_has_are_not_one_person_twice(tmp_path: Path) -> None:
    codes = found(tmp_path, groups__styret="---\ntittel: Styret\nmedlemmer:\n  - N.N.\n  - N.N.\n  - Per Lie\n---\n")
    assert {code.split()[1] for code in codes} == {"open-seat"}


def test_two_people_of_nearly_one_name_are_told_apart_by_the_register(tmp_path: Path) -> None:
    group = "---\ntittel: Styret\nmedlemmer:\n  - Gunhild Paulsen\n---\n"
    files = {"groups__styret": group, "m2024_05_14_styret": minutes(head="til stede:\n  - Gunhild Paulson\n")}
    assert found(tmp_path, **files) == ["6:5 name-near-known"]
    (tmp_path / "meetings" / "people.yaml").write_text("gp: Gunhild Paulson\ngunhild: Gunhild Paulsen\n", encoding="utf-8")
    assert found(tmp_path, **files) == []


@pytest.mark.parametrize(
    ("handle", "codes"),
    [
        *(("kari", []), ("kari.aas", []), ("Kari", []), ("alle", []), ("ola", []), ("per", [])),
        *(("karo", ["9:7 unknown-owner"]), ("nn", ["9:7 unknown-owner"])),
    ],
)
def test_an_owner_is_known_by_list_absence_or_membership(tmp_path: Path, handle: str, codes: list[str]) -> None:
    head = "gruppe: styret\ntil stede: [Kari Aas]\nforfall: [Ola Moen]\n"
    body = f"- [ ] @{handle} Ring frist:2024-06-20 ^k3p7d\n"
    group = "---\ntittel: Styret\nmedlemmer: [Per Lie]\n---\n"
    assert found(tmp_path, groups__styret=group, m2024_05_14_styret=minutes(body, head)) == codes


def test_nothing_is_said_of_owners_where_nobody_is_listed(tmp_path: Path) -> None:
    assert found(tmp_path, m2024_05_14_styret=minutes("- [ ] @noen Ring frist:2024-06-20 ^k3p7d\n")) == []


def test_groups_are_not_asked_for_in_a_book_that_keeps_none(tmp_path: Path) -> None:
    body = "- [ ] @kari Ring +kraft frist:2024-06-20 ^k3p7d\n"
    assert found(tmp_path, m2024_05_14_styret=minutes(body, "gruppe: styret\n")) == []


@pytest.mark.parametrize(
    ("link", "broken"),
    [
        ("groups/sti.md", False),
        ("./groups/sti.md#mandat", False),
        ("groups/st%69.md", False),
        ("groups/bru.md", True),
        ("../LESMEG.md", False),
        ("https://elvdal.example/bru.md", False),
        (".superseded/gammel.md", False),
        ("kart.pdf", True),
    ],
)
def test_links_within_the_book_must_lead_somewhere(tmp_path: Path, link: str, broken: bool) -> None:
    files = {"groups__sti": "---\ntittel: Sti\n---\n", "m2024_05_14_styret": minutes(f"Se [her]({link}).\n")}
    assert found(tmp_path, **files) == (["6:10 broken-link"] if broken else [])


@pytest.mark.parametrize(
    ("target", "broken"),
    [
        ("neste", False),
        ("2026-06", False),
        ("2026-W12", False),
        ("2026-06-01", False),
        ("styret", False),
        ("2024-05-14-styret", False),
        ("snart", True),
    ],
)
def test_what_an_item_waits_for_means_something(tmp_path: Path, target: str, broken: bool) -> None:
    (tmp_path / "meetings/groups").mkdir(parents=True)
    (tmp_path / "meetings/items").mkdir()
    (tmp_path / "meetings/groups/styret.md").write_text("---\ntittel: Styret\n---\n", encoding="utf-8")
    (tmp_path / "meetings/items/kart.md").write_text(f"---\ntittel: Kart\ngruppe: styret\ntil: {target}\n---\n", encoding="utf-8")
    assert [problem.code for problem, _ in findings(Book.open(tmp_path), TODAY)] == ["broken-reference"] * broken


@pytest.mark.parametrize(
    ("source", "broken"),
    [("Vinterlagring", False), ("vinterlagring", False), ("3b. Lås", False), ("3b. Lås.", False), ("Sommerlagring", True), ("1", False), ("2", True)],
)
def test_an_item_without_a_number_is_referred_to_by_its_title(tmp_path: Path, source: str, broken: bool) -> None:
    earlier = minutes("## 1. Tak\n\nUtsatt.\n\n## Vinterlagring\n\nUtsatt.\n\n## 3b. Lås\n\nUtsatt.\n", on="2024-05-14")
    later = minutes(f"## 1. Igjen\n\nFra: 2024-05-14-styret, sak {source}\n", on="2024-06-04")
    codes = found(tmp_path, m2024_05_14_styret=earlier, m2024_06_04_styret=later)
    assert any("broken-reference" in code for code in codes) is broken


def test_a_report_that_was_given_is_not_asked_for_again(tmp_path: Path) -> None:
    group = "---\ntittel: Arbeidsgruppe for stier\nunder: styret\nrapport: [2024-05-31]\n---\n"
    own = "---\ntittel: Styret\n---\n"
    late = minutes("## 1. Orientering\n\nTekst.\n", "gruppe: styret\n")
    assert found(tmp_path, groups__sti=group, groups__styret=own, m2024_05_14_styret=late) == ["4:10 report-due"]
    given = minutes("## 1. Rapport fra arbeidsgruppe for stier\n\nTekst.\n", "gruppe: styret\n")
    assert found(tmp_path, m2024_05_14_styret=given) == []
    linked = minutes("## 1. Rapport\n\n[Gruppen](groups/sti.md)\n", "gruppe: styret\n")
    assert found(tmp_path, m2024_05_14_styret=linked) == []


def test_minutes_that_are_never_sent_are_not_missed(tmp_path: Path) -> None:
    assert found(tmp_path, m2024_05_14_styret=minutes(), m2024_06_04_styret=minutes(on="2024-06-04")) == []


def test_numbers_that_repeat_or_are_left_out(tmp_path: Path) -> None:
    body = "".join(f"## {number} Sak\n\nTekst.\n\n" for number in ("1.", "2.", "2)", "PS 4/24", "PS 7/24", "5.", ""))
    assert found(tmp_path, m2024_05_14_styret=minutes(body)) == ["14:4 repeated-number", "26:4 number-gap"]


def test_hidden_signs_matter_in_titles_and_actions_alone(tmp_path: Path) -> None:
    body = "Tekst\u200b her\n\n## Sa\u200bk\n\nTekst 👩\u200d👧.\n\n- [ ] @kari Ri\u200bng frist:2024-06-20 ^k3p7d\n\nsnudd \u202etekst\n"
    assert found(tmp_path, m2024_05_14_styret=minutes(body)) == ["8:6 hidden-characters", "12:15 hidden-characters", "14:7 hidden-characters"]
