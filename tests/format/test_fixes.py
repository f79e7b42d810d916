"""What --fix mends: each fix takes its problem away and moves nothing else, in every kind of file a person may have."""

import re
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format.document import Document, parse
from referat.format.fixes import FIXES, Kit, mend
from referat.format.header import plain
from referat.format.reader import read_page
from referat.model.action import ActionLine
from referat.model.meeting import Minutes, Note
from tests.examples import MANY

PATH = "meetings/2024-05-14-styret.md"


def numbered() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"new{next(numbers):02d}"


def kit() -> Kit:
    return Kit(numbered())


def minutes(body: str, head: str = "", status: str = "utkast") -> Document:
    return parse(PATH, f"---\ntittel: Møte\ndato: 2024-05-14\n{head}status: {status}\n\n---\n\n{body}")


def body_of(document: Document) -> str:
    return document.text.split("---\n\n", 1)[1]


# ---------------------------------------------------------------- one by one


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- [ ] @kari Ring  \n", "- [ ] @kari Ring ^new01  \n"),
        ("- [/] Ring", "- [/] Ring ^new01"),
        ("- [x] @kari Ring frist:2024-06-01\n", "- [x] @kari Ring frist:2024-06-01\n"),
        ("1) [ ] Ring\n   - [ ] Spør\n", "1) [ ] Ring ^new01\n   - [ ] Spør ^new02\n"),
        ("- [ ] Ring ^K3P\n", "- [ ] Ring ^K3P\n"),
        ("- [ ] Ring ^k3p7d kommunen\n", "- [ ] Ring ^k3p7d kommunen\n"),
        ("- [ ] !\n", "- [ ] !\n"),
        ("> - [ ] Ring\n", "> - [ ] Ring\n"),
        ("```\n- [ ] Ring\n```\n", "```\n- [ ] Ring\n```\n"),
        ("- [ ] Ring\n  - 2024-05-20 frist:2024-06-01\n", "- [ ] Ring ^new01\n  - 2024-05-20 frist:2024-06-01\n"),
        ("- [x] Ring ^k3p7d\n", "- [x] Ring ^k3p7d\n  - 2024-05-14 ferdig\n"),
        ("- [-] Ring ^k3p7d", "- [-] Ring ^k3p7d\n  - 2024-05-14 utgår"),
        ("- [x] Ring ^k3p7d\n  Husk nummeret.\n", "- [x] Ring ^k3p7d\n  Husk nummeret.\n  - 2024-05-14 ferdig\n"),
        ("- [x] Ring ^k3p7d\n  - 2024-05-20 gjenåpnet\n", "- [x] Ring ^k3p7d\n  - 2024-05-20 gjenåpnet\n  - 2024-05-21 ferdig\n"),
        ("- [x] Ring ^k3p7d\n  - 2024-05-20 utgår\n", "- [x] Ring ^k3p7d\n  - 2024-05-20 utgår\n"),
        ("\t* [x] Ring ^k3p7d\n", "\t* [x] Ring ^k3p7d\n\t\t* 2024-05-14 ferdig\n"),
        ("- [ ] Ring frist:1.6. ^k3p7d\n", "- [ ] Ring frist:2024-06-01 ^k3p7d\n"),
        ("- [ ] Ring Frist: 5. januar 2027 ^k3p7d\n", "- [ ] Ring Frist:2027-01-05 ^k3p7d\n"),
        ("- [ ] Ring frist: 1. november, og skriv ^k3p7d\n", "- [ ] Ring frist:2024-11-01, og skriv ^k3p7d\n"),
        ("- [ ] Ring (due: uke 2) ^k3p7d\n", "- [ ] Ring (due:2025-W02) ^k3p7d\n"),
        ("- [ ] Ring due: uke 2 ^k3p7d\n", "- [ ] Ring due:2025-W02 ^k3p7d\n"),
        ("- [ ] Ring frist:snart ^k3p7d\n", "- [ ] Ring frist:snart ^k3p7d\n"),
        ("-[ ] Ring ^k3p7d\n", "- [ ] Ring ^k3p7d\n"),
        ("- []Ring\n", "- [ ] Ring ^new01\n"),
        ("•\t[x] Ring frist:1.6 ^k3p7d\n", "- [x] Ring frist:2024-06-01 ^k3p7d\n  - 2024-05-14 ferdig\n"),
        ("-\u00a0[ ]\u00a0Ring Per\u00a0Aas ^k3p7d\n", "- [ ] Ring Per\u00a0Aas ^k3p7d\n"),
        ("- [ ] Ring âk3p7\n", "- [ ] Ring ^ak3p7\n"),
        ("- [ ] Ring på château\n", "- [ ] Ring på château ^new01\n"),
        ("**Vedtak:** Godkjent.\n- [] @kari Ring ^k3p7d\n", "**Vedtak:** Godkjent.\n- [ ] @kari Ring ^k3p7d\n"),
    ],
)
def test_a_line_is_mended_and_the_rest_is_left(before: str, after: str) -> None:
    mended = mend(minutes(before), kit())
    assert body_of(mended.document) == after
    assert bool(mended.codes) == (before != after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sted: Rom #3\n", 'sted: "Rom #3"\n'),
        ("sted: Rom  #3 \n", 'sted: "Rom  #3" \n'),
        ('sted: Rom "A" #3\n', 'sted: "Rom \\"A\\" #3"\n'),
        ('sted: "Rom 3" # trappa\n', 'sted: "Rom 3" # trappa\n'),
        ("# sted\nsted: Rom 3\n", "# sted\nsted: Rom 3\n"),
        ("til stede:\n  - Kari: leder\n  - Ola\n", 'til stede:\n  - "Kari: leder"\n  - Ola\n'),
        ("til stede:\n  - navn: Kari\n", "til stede:\n  - navn: Kari\n"),
        ("til stede:\n  - @kari\n  - @ola\n", 'til stede:\n  - "@kari"\n  - "@ola"\n'),
        ("til stede: [@kari, @ola]\n", "til stede: [@kari, @ola]\n"),
    ],
)
def test_the_header_keeps_what_yaml_would_lose(before: str, after: str) -> None:
    mended = mend(minutes("Tekst.\n", before), kit())
    assert mended.document.text == minutes("Tekst.\n", after).text


@pytest.mark.parametrize("status", ["sendt", "godkjent", "nesten", "utkast\napproval: {text: x}", "utkast\ncirculation: {text: x}"])
def test_only_drafts_are_mended(status: str) -> None:
    body = "- [ ] Ring\n-[ ] Ring ^k3p7d\n- [x] Ring ^m4q8s\n- [ ] Ring frist:1.6 ^n5r9t\n"
    for head in ("", "sted: Rom #3\n", "til stede:\n  - @kari\n"):
        document = minutes(body, head, status)
        assert mend(document, kit()).document == document


@pytest.mark.parametrize("head", ["dato: 14.5.2024\n", "status: godkjent\n", "approval: {text: x}\n"])
def test_minutes_whose_date_cannot_be_read_are_no_notes_to_mend(head: str) -> None:
    document = parse("meetings/2024-05-14-styret.md", f"---\n{head}---\n- [ ] @kari Ring\n")
    assert mend(document, kit()).document == document


def test_files_without_a_date_are_mended_but_no_day_is_made_up() -> None:
    body = "- [ ] Ring\n- [x] Mal ^k3p7d\n- [ ] Spør frist:1.6 ^m4q8s\n- [ ] Be frist:1.6.2024 ^n5r9t\n"
    group = parse("meetings/groups/sti.md", f"---\ntittel: Sti\n---\n{body}")
    assert mend(group, kit()).document.text.split("---\n")[2] == (
        "- [ ] Ring ^new01\n- [x] Mal ^k3p7d\n- [ ] Spør frist:1.6 ^m4q8s\n- [ ] Be frist:2024-06-01 ^n5r9t\n"
    )
    note = parse("meetings/notat.md", "- [ ] kaffe\n- [ ] @kari kake\n")
    assert mend(note, kit()).document.text == "- [ ] kaffe\n- [ ] @kari kake ^new01\n"


def test_a_fix_that_would_move_another_actions_events_is_left_out() -> None:
    body = "- [ ] Ring ^k3p7d\n  - [] Spør\n    - 2024-05-20 ferdig\n"
    assert body_of(mend(minutes(body), kit()).document) == body


def test_english_minutes_get_english_words() -> None:
    document = parse(PATH, "---\ntitle: Meeting\ndate: 2024-05-14\nstatus: draft\n---\n- [x] Call ^k3p7d\n")
    assert mend(document, kit()).document.text.endswith("  - 2024-05-14 done\n")


# ---------------------------------------------------------------- generated files


words = st.sampled_from(
    ["Ring", "Møt Åse", "Mo\u0308t A\u030ase", "🙂 ring", "«sitat»", "rapporten", "e\u0301n", "Per\u00a0Aas", "👩\u200d👧 møte", "2024-05-01"]
)
names = st.sampled_from(["@kari", "@ola", "@kari og @åse", "@sekretariatet,@ola", ""])
dues = st.sampled_from(
    ["", "frist:2024-06-01", "frist:1.6.", "due: 12. november", "frist:uke 42", "frist:snart", "frist:neste", "frist:2024-06-01 frist:2.6"]
)
last_words = st.sampled_from(["âk3p7", "^K3", "^k99 x"])
ids = st.integers(0, 3000).map(lambda n: f"^k{n:04d}")
bullets = st.sampled_from(["-", "*", "+", "1.", "2)"])
indents = st.sampled_from(["", "  ", "\t", "    ", " "])
boxes = st.sampled_from(["[ ]", "[x]", "[-]", "[/]", "[X]", "[?]", "[]", "[ x]", "[  ]"])
trails = st.sampled_from(["", " ", "\t", "  "])


@st.composite
def box_lines(draw: st.DrawFn) -> str:
    gap = draw(st.sampled_from([" ", "", "\u00a0", "\t"]))
    parts = [draw(one) for one in (names, words, st.sampled_from(["", "+sti"]), dues, st.one_of(st.just(""), ids, last_words))]
    bullet = draw(st.one_of(bullets, st.sampled_from(["•", "–", "☐"])))
    sign = "" if bullet == "☐" else draw(boxes)
    return f"{draw(indents)}{bullet}{gap}{sign} {' '.join(filter(None, parts))}{draw(trails)}"


logs = st.builds(
    lambda indent, bullet, day, event: f"{indent}{bullet} {day} {event}",
    st.sampled_from(["  ", "\t", "    ", "      "]),
    st.sampled_from(["-", "*"]),
    st.sampled_from(["2024-05-14", "2024-05-20", "2024-02-30", "2023-01-01"]),
    st.sampled_from(["ferdig", "done", "utgår", "gjenåpnet", "startet @ola", "frist:2024-07-01", "frist:1.7", "ferdig!", "møtte Kari"]),
)
texts = st.sampled_from(
    [
        *("## 1. Sak", "## 2. Sak (V)", "**Vedtak:** Godkjent.", "Forslag til vedtak: Nei", "Utsatt", "", "", "Tekst."),
        *("> - [ ] sitat", "```", "<!-- skjult", "-->", "  notat", "---"),
    ]
)
heads = st.lists(
    st.sampled_from(
        [
            *("sted: Rom #3", "sted: Rom 3 # trappa", "til stede:\n  - Kari: leder\n  - Ola", "vara:\n  - @kari", "møteleder: @ola"),
            *("# merknad", "kopi: 'a #b'", "neste: 2024-06-04 #5", "forfall: []"),
        ]
    ),
    unique_by=lambda field: field.split(":")[0],
    max_size=4,
)


@st.composite
def files(draw: st.DrawFn) -> Document:
    lines = draw(st.lists(st.one_of(box_lines(), box_lines(), logs, texts), max_size=8))
    head = ["tittel: Møte", "dato: 2024-05-14", *draw(heads), f"status: {draw(st.sampled_from(['utkast', 'draft', 'utkast', 'godkjent']))}"]
    ending = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    kind = draw(st.sampled_from([PATH, PATH, "meetings/groups/sti.md", "meetings/notat.md"]))
    if kind == PATH:
        whole = "\n".join(["---", *head, "", "---", "", *lines])
    elif kind.startswith("meetings/groups"):
        whole = "\n".join(["---", "tittel: Sti", "---", *lines])
    else:
        whole = "\n".join(lines)
    text = whole.replace("\n", ending) + draw(st.sampled_from(["", ending]))
    return parse(kind, text, has_bom=draw(st.booleans()))


def action_lines(document: Document) -> tuple[ActionLine, ...]:
    page = read_page(document).page
    return () if page is None or not hasattr(page, "action_lines") else page.action_lines


def said(line: ActionLine) -> tuple[object, ...]:
    return line.id, line.task, line.box, line.owners, line.groups


def leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield str(value)


_BLANKS = re.compile(r"[\s\u00a0]+")


@MANY
@given(files())
def test_mending_loses_nothing_and_settles(document: Document) -> None:
    mended = mend(document, kit())
    after = mended.document
    assert bool(mended.codes) == (after.data != document.data)
    assert after.has_bom == document.has_bom
    page = read_page(document).page
    if isinstance(page, Minutes) and page.status != "draft":
        assert after.data == document.data
    again = mend(after, kit())
    assert again.document.data == after.data, "a second run has nothing to do"
    # Every word a person wrote is still there; what was added is ids, days, quotes and boxes.
    kept = set(re.findall(r"[^\W\d_]{4,}", document.text)) - {"november"}
    assert kept <= set(re.findall(r"[^\W\d_]{4,}", after.text)) | {word[1:] for word in kept}
    endings = {line.ending for line in document.lines if line.ending}
    assert {line.ending for line in after.lines if line.ending} <= (endings or {"\n"})
    assert bool(after.lines and after.lines[-1].ending) == bool(document.lines and document.lines[-1].ending)


@MANY
@given(files())
def test_mending_moves_only_what_was_meant(document: Document) -> None:
    mended = mend(document, kit())
    now = iter(action_lines(mended.document))
    for line in (line for line in action_lines(document) if line.id):
        same = next((other for other in now if said(other) == said(line)), None)
        assert same is not None, "an action keeps its id, its task and its people, in its order"
        assert same.events[: len(line.events)] == line.events
        assert len(same.events) <= len(line.events) + 1
    untouched = [line.text for line in document.body]
    for line in mended.document.body:
        if line.text in untouched:
            untouched.remove(line.text)
        else:
            assert re.search(r"\^|\d{4}-|\[.\]", line.text), "only boxes and their days are written anew"
    if document.header is not None and mended.document.header is not None:
        there = "".join(_BLANKS.sub("", leaf) for leaf in leaves(plain(mended.document.header))).replace(":", "")
        for leaf in leaves(plain(document.header)):
            assert _BLANKS.sub("", leaf).replace(":", "") in there


@MANY
@given(files(), st.sampled_from([code for code, _, _ in FIXES]))
def test_a_problem_that_was_mended_is_gone_and_none_has_come(document: Document, code: str) -> None:
    problems = [p.code for p in read_page(document).problems]
    mended = mend(document, kit())
    left = [p.code for p in read_page(mended.document).problems]
    gone = mended.codes.count(code)
    if code not in {"no-id", "tick-without-day"} and "header-bare-at" not in problems and "looks-like-action" not in mended.codes:
        assert left.count(code) == problems.count(code) - gone
    if "looks-like-action" not in mended.codes and "header-bare-at" not in mended.codes:
        assert all(left.count(other) <= problems.count(other) for other in left)
    if isinstance(read_page(document).page, Note):
        assert not gone or code != "tick-without-day"
