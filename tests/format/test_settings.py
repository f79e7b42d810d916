import pytest

from referat.format.settings import STRICTEST, read_contacts, read_people, read_settings
from referat.model.problems import Severity


def test_settings_in_full() -> None:
    text = """språk: NN
tittel: Tunrådet
visninger:
  sene: {overdue: yes, group: [tun, tak]}
alvor:
  two-dues: off
approval: {signatures: wanted, by: [leder, Eli Nes]}
"""
    settings, problems = read_settings("meetings/book.yaml", text)
    assert problems == ()
    assert (settings.language, settings.title) == ("nn", "Tunrådet")
    assert settings.views == {"sene": {"overdue": "yes", "group": "tun tak"}}
    assert settings.severities == {"two-dues": Severity.OFF}
    assert (settings.approval.signatures, settings.approval.by) == ("wanted", ("leder", "Eli Nes"))


@pytest.mark.parametrize(
    ("text", "line"),
    [("language: sv\n", 1), ("\nviews: x\n", 2), ("severities:\n  no-such: off\n", 2), ("severities:\n  two-dues: loud\n", 2), ("title: [a]\n", 1)],
)
def test_what_is_wrong_is_named_and_the_default_holds(text: str, line: int) -> None:
    settings, problems = read_settings("meetings/book.yaml", text)
    assert [(p.code, p.place.line) for p in problems] == [("bad-value", line)]
    assert (settings.language, settings.severities, settings.approval.signatures) == ("", {}, "off")


@pytest.mark.parametrize("text", ["title: a\ntitle: b\n", "- a\n", "a: [\n", "approval: {signatures: requierd}\n"])
def test_a_policy_that_cannot_be_read_is_never_the_lax_one(text: str) -> None:
    settings, problems = read_settings("meetings/book.yaml", text)
    assert problems
    assert settings.approval.signatures == STRICTEST.approval.signatures == "required"


@pytest.mark.parametrize(
    ("text", "place", "near"),
    [
        ("visnigner: {sene: {overdue: yes}}\n", (1, 1), "visninger"),
        ("tittel: Tun\nfarge: blå\n", (2, 1), ""),
        ("views:\n  sene: {overdo: yes}\n", (2, 10), "overdue"),
        ("approval: {by: [leder], signature: required}\n", (1, 25), "signatures"),
        ("aproval: {signatures: required}\n", (1, 1), "approval"),
        ("import: {original: no}\n", (1, 10), "originals"),
    ],
)
def test_a_name_that_is_not_read_is_told_with_the_one_that_was_meant(text: str, place: tuple[int, int], near: str) -> None:
    settings, (problem,) = read_settings("meetings/book.yaml", text)
    assert (problem.code, problem.place.line, problem.place.column, problem.facts["near"]) == ("near-field", *place, near)
    assert settings.approval.signatures == ("required" if near in {"approval", "signatures"} else "off")  # never the lax one


def test_a_view_and_a_severity_that_mean_nothing_are_told_before_they_are_used() -> None:
    (flag,) = read_settings("b", "views:\n  sene: {overdue: kanskje}\n")[1]
    assert (flag.code, flag.place.line, flag.facts["expected"]) == ("bad-value", 2, "yes, no")
    (code,) = read_settings("b", "severities: {two-deus: off}\n")[1]
    assert code.facts["near"] == "two-dues"
    assert read_settings("b", "views:\n  sene: {no_owner: ja, overdue: no, sort: [due, owner]}\n")[1] == ()


def test_a_field_of_a_person_that_is_nearly_known_is_told_and_others_are_the_books_own() -> None:
    people, (problem,) = read_people("p", "per: {navn: Per Lie, orgnisasjon: Moss, telefon: ukjent}\n")
    assert (people[0].org, problem.code, problem.facts["field"], problem.facts["near"]) == ("", "near-field", "orgnisasjon", "organisasjon")


@pytest.mark.parametrize("text", ["", "# tom\n", "---\n"])
def test_no_settings_are_no_problem(text: str) -> None:
    assert read_settings("meetings/book.yaml", text)[1] == ()
    assert read_people("meetings/people.yaml", text) == ((), ())


def test_the_register() -> None:
    text = "eli: Eli Nes (Moss)\n'@per':\n  navn: Per Lie\n  kallenavn: [pl, Pelle]\n  e-post: per@eksempel.no\n"
    text += "sekr: {navn: Sekretariatet, type: organ}\ntom:\n"
    people, problems = read_people("meetings/people.yaml", text)
    assert problems == ()
    assert [(p.handle, p.name, p.org, p.aliases, p.is_body) for p in people] == [
        ("eli", "Eli Nes", "Moss", (), False),
        ("per", "Per Lie", "", ("pl", "Pelle"), False),
        ("sekr", "Sekretariatet", "", (), True),
        ("tom", "tom", "", (), False),
    ]


def test_a_large_register_is_read_and_an_endless_one_is_not() -> None:
    rows = "".join(f"navn{n}: Navn Navnesen {n} (Kommunen)\n" for n in range(10_000))
    assert len(read_people("meetings/people.yaml", rows)[0]) == 10_000
    people, problems = read_people("meetings/people.yaml", rows * 6)
    assert people == ()
    assert [p.code for p in problems] == ["header-too-large"]


def test_contacts() -> None:
    assert read_contacts("c", "eli: eli@eksempel.no\n'@per': per@eksempel.no\n")[0] == {"eli": "eli@eksempel.no", "per": "per@eksempel.no"}
