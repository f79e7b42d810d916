"""What approval freezes and what it leaves free: one row for each kind of edit, and texts whose digests may never change."""

import hashlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.approvals.filing import read_filed
from referat.errors import ReferatError
from referat.format.boxes import scan
from referat.format.canon import canonical_text, digest, loose_digest
from referat.format.document import parse, read
from referat.format.reader import read_page
from referat.model.dates import iso_day
from referat.model.meeting import Minutes
from tests.format.writing import bodies

VECTORS = Path(__file__).parent.parent / "vectors"
NEW_FORMS = VECTORS / "read-since-1.1"
SHARED = Path(__file__).parents[3] / "shared" / "vectors"

BASE = """---
tittel: Møte i fagrådet
dato: 2024-03-12
møteleder: Åse Nordtun
til stede: [Åse Nordtun, "Odd Lie"]
status: utkast

---

## 1. Budsjett

Vi så på tallene.

- [ ] @odd Hente inn tilbud +drift frist:2024-04-01 ^k3v7p
  - 2024-03-12 @åse
  - 2024-03-20 frist:2024-05-01
- [x] Ja til forslaget
- [ ] Nei til forslaget
* [x] @åse Sende brev ^b8r2t
"""


def of(text: str) -> str:
    data = text.encode() if isinstance(text, str) else text
    document = read("meetings/m.md", data)
    day = iso_day("2024-03-12")
    assert day
    return digest(document, day)


def swap(old: str, new: str) -> str:
    assert BASE.count(old) == 1, old
    return BASE.replace(old, new)


# The state of an action with an id, its events after the meeting, and what is no text.
SAME = {
    "a box is ticked": swap("[ ] @odd", "[x] @odd"),
    "a box is ticked with a capital": swap("[ ] @odd", "[X] @odd"),
    "a box is dropped": swap("[ ] @odd", "[-] @odd"),
    "a box is begun": swap("[ ] @odd", "[/] @odd"),
    "a box is opened": swap("[x] @åse", "[ ] @åse"),
    "a later event is added": swap("frist:2024-05-01\n", "frist:2024-05-01\n  - 2024-06-01 ferdig\n"),
    "a later event is taken away": swap("  - 2024-03-20 frist:2024-05-01\n", ""),
    "a later event says something else": swap("2024-03-20 frist:2024-05-01", "2024-04-20 @odd,@åse startet DUE:neste"),
    "a later event is indented with a tab": swap("  - 2024-03-20", "\t* 2024-03-20"),
    "the status": swap("status: utkast", "status: godkjent"),
    "the status is spelled with a capital": swap("status: utkast", "Status: utkast"),
    "no status": swap("status: utkast\n", ""),
    "a circulation": swap("status: utkast\n", 'circulation: {text: "sha256:00", on: 2024-03-13}\n'),
    "an approval": swap("status: utkast\n", 'approval: {text: "sha256:00", in: 2024-04-12-x}\n'),
    "a remark in the header": swap("status: utkast\n", "status: utkast # snart ferdig\n# og mer\n"),
    "other quotes": swap('"Odd Lie"', "'Odd Lie'").replace("tittel: Møte i fagrådet", 'tittel: "Møte i fagr\\u00e5det"'),
    "another order of the fields": swap("dato: 2024-03-12\n", "").replace("status: utkast\n", "status: utkast\ndato: 2024-03-12\n"),
    "the list written in lines": swap('[Åse Nordtun, "Odd Lie"]', "\n  - Åse Nordtun\n  - Odd Lie"),
    "blanks at the ends of lines": BASE.replace("\n", " \t\n").replace("--- \t\n", "---\n"),
    "blank lines at the end": BASE + "\n \n\t\n",
    "blank lines at the beginning": swap("---\n\n## 1.", "---\n\n\n \n## 1."),
    "no line end at the end": BASE.removesuffix("\n"),
    "CRLF": BASE.replace("\n", "\r\n"),
    "CR": BASE.replace("\n", "\r"),
    "a byte order mark": "\ufeff" + BASE,
    "decomposed letters": unicodedata.normalize("NFD", BASE),
}

CHANGED = {
    "a word": swap("Vi så", "Me såg"),
    "a letter that looks the same": swap("tallene", "t\u0430llene"),
    "a zero-width space": swap("tallene", "tall\u200bene"),
    "a no-break space for a space": swap("Vi så", "Vi\u00a0så"),
    "a no-break space at the end of a line": swap("tallene.\n", "tallene.\u00a0\n"),
    "a line separator for a line end": swap("tallene.\n", "tallene.\u2028"),
    "a hidden remark": swap("Vi så", "<!-- nei -->Vi så"),
    "two blanks for one": swap("Vi så", "Vi  så"),
    "a blank line between paragraphs": swap("tallene.\n", "tallene.\n\n"),
    "a ballot without id": swap("[x] Ja", "[ ] Ja"),
    "the other ballot": swap("[ ] Nei", "[x] Nei"),
    "the chair": swap("møteleder: Åse", "møteleder: Odd"),
    "the order of those present": swap('[Åse Nordtun, "Odd Lie"]', '["Odd Lie", Åse Nordtun]'),
    "a field": swap("status: utkast\n", "status: utkast\nsted: Hamar\n"),
    "the spelling of a field": swap("tittel:", "title:"),
    "the date": swap("dato: 2024-03-12", "dato: 2024-03-13"),
    "the words of an action": swap("Hente inn", "Hente"),
    "the owner of an action": swap("@odd", "@åse"),
    "the due date of an action": swap("frist:2024-04-01", "frist:2024-04-02"),
    "the id of an action": swap("^k3v7p", "^k3v7q"),
    "words after an id": swap("^k3v7p", "^k3v7p og mer"),
    "an unknown sign in a box": swap("[ ] @odd", "[?] @odd"),
    "an event on the day of the meeting": swap("2024-03-12 @åse", "2024-03-12 @odd"),
    "an event on the day of the meeting taken away": swap("  - 2024-03-12 @åse\n", ""),
    "a later event made earlier": swap("2024-03-20 frist", "2024-03-02 frist"),
    "a later event with words of its own": swap("frist:2024-05-01\n", "frist:2024-05-01 etter avtale\n"),
    "a later day that does not exist": swap("2024-03-20", "2024-02-30"),
    "a later event under a ballot": swap("[x] Ja til forslaget\n", "[x] Ja til forslaget\n  - 2024-06-01 ferdig\n"),
    "a later event not indented": swap("  - 2024-03-20", "- 2024-03-20"),
    "a later event after a line that ends the action": swap("  - 2024-03-20", "Tekst.\n\n  - 2024-03-20"),
    "a later event in code": swap("  - 2024-03-20 frist:2024-05-01\n", "  ```\n  - 2024-03-20 frist:2024-05-01\n  ```\n"),
    "a later event in a quote": swap("  - 2024-03-20", "  > - 2024-03-20"),
    "a blank line before a later event": swap("  - 2024-03-20", "\n  - 2024-03-20"),
    "an id given to a ballot": swap("Ja til forslaget", "Ja til forslaget ^m4n6p"),
    "an action more": BASE + "- [ ] Enda en ^q2w4r\n",
    "an action less": swap("* [x] @åse Sende brev ^b8r2t\n", ""),
    "another bullet": swap("* [x] @åse", "- [x] @åse"),
    "a second header": swap("---\n\n## 1.", "---\n---\nstatus: utkast\n---\n\n## 1."),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_what_is_live_or_no_text_leaves_the_digest(text: str) -> None:
    assert text != BASE
    assert of(text) == of(BASE)


@pytest.mark.parametrize("text", CHANGED.values(), ids=CHANGED)
def test_all_else_changes_the_digest(text: str) -> None:
    assert of(text) != of(BASE)


def test_no_two_changes_give_one_digest() -> None:
    assert len({of(text) for text in CHANGED.values()}) == len(CHANGED)


def test_the_canonical_text_is_what_the_specification_writes_out() -> None:
    day = iso_day("2024-03-12")
    assert day
    text = canonical_text(read("m.md", BASE.encode()), day)
    assert text == (
        "referat-canon-1\n"
        '{"dato":"2024-03-12","møteleder":"Åse Nordtun","til stede":["Åse Nordtun","Odd Lie"],"tittel":"Møte i fagrådet"}\n'
        "## 1. Budsjett\n\nVi så på tallene.\n\n"
        "- [ ] @odd Hente inn tilbud +drift frist:2024-04-01 ^k3v7p\n  - 2024-03-12 @åse\n"
        "- [x] Ja til forslaget\n- [ ] Nei til forslaget\n* [ ] @åse Sende brev ^b8r2t"
    )
    assert of(BASE) == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _vectors(folder: Path) -> list[tuple[str, str]]:
    rows = (folder / "digests.txt").read_text(encoding="utf-8").splitlines()
    return [(name, wanted) for wanted, name in (row.split() for row in rows)]


def _digest_of_file(path: Path) -> str:
    document = read(f"meetings/{path.name}", path.read_bytes())
    page = read_page(document).page
    assert isinstance(page, Minutes)
    return digest(document, page.on).removeprefix("sha256:")


@pytest.mark.parametrize(("name", "wanted"), _vectors(VECTORS))
def test_a_frozen_vector_keeps_its_digest(name: str, wanted: str) -> None:
    assert _digest_of_file(VECTORS / name) == wanted


@pytest.mark.parametrize(("name", "wanted"), _vectors(NEW_FORMS))
def test_a_form_that_is_read_since_keeps_the_digest_it_had_before(name: str, wanted: str) -> None:
    data = (NEW_FORMS / name).read_bytes()
    day = iso_day("2025-05-06")
    assert day
    assert digest(read(f"meetings/{name}", data), day).removeprefix("sha256:") == wanted
    filed = read_filed(f"meetings/{name}", data)
    assert not filed.is_minutes or filed.digest.removeprefix("sha256:") == wanted


def test_vectors_made_by_another_hand_agree() -> None:
    if not (SHARED / "digests.txt").is_file():
        pytest.skip("the other vectors are not here")
    rows = _vectors(SHARED)
    assert {name: _digest_of_file(SHARED / name) for name, _ in rows} == dict(rows)


@given(bodies, st.sampled_from(("\n", "\r\n", "\r")), st.sampled_from(("NFC", "NFD")), st.booleans(), st.sampled_from(("", " ", "\t ")))
def test_how_a_text_is_stored_does_not_count(lines: list[str], newline: str, form: str, bom: bool, blanks: str) -> None:
    text = "---\ndato: 2023-08-31\n---\n" + "\n".join(lines)
    stored = unicodedata.normalize(form, text).replace("\n", blanks + newline)
    day = iso_day("2023-08-31")
    assert day
    one, other = (read("m.md", t.encode()) for t in (text, ("\ufeff" if bom else "") + stored))
    assert digest(one, day) == digest(other, day)
    assert loose_digest(one, day) == loose_digest(other, day)


@given(bodies, st.sampled_from(("x", "å", "\u200b", "\u00a0", ".", "-")))
def test_a_sign_more_at_the_end_of_any_line_that_is_not_live_changes_the_digest(lines: list[str], sign: str) -> None:
    day = iso_day("2023-08-31")
    assert day
    head = "---\ndato: 2023-08-31\n---\n"
    live = {log.index for log in scan(lines).logs if log.on > day}
    for index, line in enumerate(lines):
        if index not in live and line.strip():
            changed = [*lines[:index], line + sign, *lines[index + 1 :]]
            assert digest(parse("m.md", head + "\n".join(changed)), day) != digest(parse("m.md", head + "\n".join(lines)), day)


@given(bodies)
def test_what_the_reader_takes_for_an_event_is_what_the_digest_leaves_out(lines: list[str]) -> None:
    """Take every event after the meeting, as the reader sees them, out of the text: nothing is left that the digest would leave out."""
    text = "---\ndato: 2023-08-31\n---\n" + "\n".join(lines)
    document = parse("meetings/m.md", text)
    page = read_page(document).page
    assert isinstance(page, Minutes)
    later = {event.place.line for line in page.action_lines for event in line.events if event.on > page.on}
    read_out = {document.body[log.index].number for log in scan(line.text for line in document.body).logs if log.on > page.on}
    counted = {line.place.line for line in page.action_lines}
    assert later <= read_out
    for number in read_out - later:  # under a box with an id and no word: grammar, but nothing to do
        box = next(log.box for log in scan(line.text for line in document.body).logs if document.body[log.index].number == number)
        assert document.body[box.index].number not in counted
    kept = parse("m.md", "".join(line.text + "\n" for line in document.lines if line.number not in read_out))
    assert digest(kept, page.on) == digest(document, page.on)


@given(bodies)
def test_composed_and_decomposed_letters_are_scanned_alike(lines: list[str]) -> None:
    found = [scan([unicodedata.normalize(form, line) for line in lines]) for form in ("NFC", "NFD")]
    boxes = [
        [(b.index, b.indent, unicodedata.normalize("NFC", b.state), b.state_at, unicodedata.normalize("NFC", b.text), b.id) for b in f.boxes]
        for f in found
    ]
    logs = [[(log.index, log.box.index, log.on, [(e.kind, e.value) for e in log.events]) for log in f.logs] for f in found]
    assert boxes[0] == boxes[1]
    assert logs[0] == logs[1]
    assert (found[0].hidden, found[0].orphans) == (found[1].hidden, found[1].orphans)


@pytest.mark.parametrize("text", ["---\na: 1\na: 2\n---\n", "---\n", "<<<<<<< HEAD\n"])
def test_a_text_whose_header_cannot_be_read_has_no_digest(text: str) -> None:
    day = iso_day("2023-08-31")
    assert day
    with pytest.raises(ReferatError):
        digest(parse("m.md", text), day)
