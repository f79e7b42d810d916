"""Every edit, on files of every sort: only what was meant differs, byte for byte, and what is read again has moved only as meant."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from referat.errors import Exit
from referat.format import edits
from referat.format.below import Below
from referat.format.boxes import Scan, scan
from referat.format.document import Document, Edit, parse
from referat.format.header import plain
from referat.format.lines import Line, split
from referat.model.action import EventKind
from tests.examples import MANY
from tests.format.files import documents

PATH = "meetings/2023-08-31-naering.md"
WORDS = ("2023-11-02 ferdig", "2023-11-02 frist:2024-01-31", "2023-11-02 @berte,@ola")
VALUES = (
    *("utkast", "Hamar, rådhuset", "a: b", "x # y", "@berte", "", "«sitat»", 'si "hei"'),
    "it's",
    "- punkt",
    "👩‍👧",
    "æ\u00a0ø",
    "[",
    "no",
    "tab\there",
)


def boxes(document: Document) -> Scan:
    return scan(line.text for line in split(document.text)[document.body_at :])


def facts(found: Scan, but: int | None = None) -> list[object]:
    """Every box with its log, but one."""
    logs = [(next(n for n, box in enumerate(found.boxes) if box is log.box), log.on, [(e.kind, e.value) for e in log.events]) for log in found.logs]
    return [
        (box.state, box.text, box.id, box.indent, [log for log in logs if log[0] == number])
        for number, box in enumerate(found.boxes)
        if number != but
    ]


def pick(data: st.DataObject, document: Document, fits: Callable[[Scan, int], bool]) -> int:
    found = boxes(document)
    numbers = [number for number in range(len(found.boxes)) if fits(found, number)]
    assume(numbers)
    return data.draw(st.sampled_from(numbers))


def unless_refused(make: Callable[[], list[Edit]]) -> list[Edit] | None:
    """The edits; None where they are refused, which must be with a reason."""
    try:
        return make()
    except edits.NotExact as refused:
        reason = refused.facts["why"]
    assert reason
    return None


def without(after: list[Line], before: list[Line]) -> list[str] | None:
    """The lines of `after` that are not those of `before`, where all of those are there, in order, with their endings; else None."""
    rest = [(line.text, line.ending) for line in before]
    new = []
    for line in after:
        if (rest and (line.text, line.ending) == rest[0]) or (len(rest) == 1 and rest[0] == (line.text, "")):
            rest.pop(0)
        else:
            new.append(line.text)
    return None if rest else new


@MANY
@given(documents(), st.data())
def test_tick_changes_one_character(document: Document, data: st.DataObject) -> None:
    number = pick(data, document, lambda found, n: found.boxes[n].is_action)
    state = data.draw(st.sampled_from(" x"))
    changed = document.replaced(edits.tick(document, number, state))
    assert changed.has_bom == document.has_bom
    assert len(changed.text) == len(document.text)
    differing = [at for at, (a, b) in enumerate(zip(document.text, changed.text, strict=True)) if a != b]
    was, now = boxes(document).boxes[number], boxes(changed).boxes[number]
    assert len(differing) == (was.state != state)
    assert now.state == state
    assert (now.text, now.id) == (was.text, was.id)
    assert facts(boxes(changed), number) == facts(boxes(document), number)


@MANY
@given(documents(), st.data())
def test_give_id_adds_the_id_and_nothing_else(document: Document, data: st.DataObject) -> None:
    number = pick(data, document, lambda found, n: found.boxes[n].is_action and not found.boxes[n].id)
    found = boxes(document)
    sentence, more, own = Below(document.body_texts, found).sentence(found.boxes[number])
    assume(not own)
    changed = document.replaced(edits.give_id(document, number, "n3w1d"))
    as_it_was = changed.text.replace(" ^n3w1d", "", 1)
    assert as_it_was == document.text if not more else as_it_was.split() == document.text.split()
    assert len(changed.lines) == len(document.lines) - more
    now = boxes(changed)
    assert now.boxes[number].id == "n3w1d"
    assert now.boxes[number].text == sentence
    assert facts(now, number) == facts(boxes(document), number)


@MANY
@given(documents(), st.data())
def test_log_event_adds_one_line_to_one_log(document: Document, data: st.DataObject) -> None:
    number = pick(data, document, lambda found, n: bool(found.boxes[n].is_action and found.boxes[n].id))
    words = data.draw(st.sampled_from(WORDS))
    made = unless_refused(lambda: edits.log_event(document, number, words))
    if made is None:
        return
    changed = document.replaced(made)
    new = without(list(changed.lines), list(document.lines))
    assert new is not None
    assert [text.strip(" \t").partition(" ")[2] for text in new] == [words]
    assert changed.text.endswith(("\n", "\r")) == document.text.endswith(("\n", "\r"))
    before, after = boxes(document), boxes(changed)
    assert facts(after, number) == facts(before, number)
    own = [log for log in after.logs if log.box is after.boxes[number]]
    assert len(own) == 1 + sum(log.box is before.boxes[number] for log in before.logs)
    assert changed.body[own[-1].index].text == new[0]


@MANY
@given(documents(), st.data())
def test_drop_event_takes_away_what_was_logged_and_log_event_puts_it_back(document: Document, data: st.DataObject) -> None:
    number = pick(data, document, lambda found, n: bool(found.boxes[n].is_action and found.boxes[n].id))
    made = unless_refused(lambda: edits.log_event(document, number, "2031-01-02 ferdig"))
    if made is None:
        return
    logged = document.replaced(made)
    found = boxes(logged)
    line = next(logged.body[log.index].number for log in found.logs if log.box is found.boxes[number] and log.on.year == 2031)
    dropped = unless_refused(lambda: edits.drop_event(logged, number, line, EventKind.DONE))
    assert dropped is None or logged.replaced(dropped).text == document.text


@MANY
@given(documents(), st.data())
def test_drop_event_takes_only_the_events_of_its_kind(document: Document, data: st.DataObject) -> None:
    found = boxes(document)
    assume(found.logs)
    log = data.draw(st.sampled_from(found.logs))
    kind = data.draw(st.sampled_from([event.kind for event in log.events]))
    number = found.boxes.index(log.box)
    there = document.body[log.index]
    made = unless_refused(lambda: edits.drop_event(document, number, there.number, kind))
    if made is None:
        return
    changed = document.replaced(made)
    kept = [(e.kind, e.value) for e in log.events if e.kind is not kind]
    if kept:
        assert len(changed.lines) == len(document.lines)
        others = [(a.text, a.ending) for a, b in zip(changed.lines, document.lines, strict=True) if a.number != there.number]
        assert others == [(line.text, line.ending) for line in document.lines if line.number != there.number]
        now = next(entry for entry in boxes(changed).logs if changed.body[entry.index].number == there.number)
        assert [(e.kind, e.value) for e in now.events] == kept
    else:
        new = without(list(document.lines), list(changed.lines))
        assert new == [there.text]
    assert facts(boxes(changed), number) == facts(found, number)


@MANY
@given(documents(), st.data())
def test_append_block_adds_its_lines_with_blank_ones_around(document: Document, data: st.DataObject) -> None:
    after = data.draw(st.sampled_from([None, *(line for line in document.body if not line.is_blank)]))
    changed = document.replaced(edits.append_block(document, ["- [ ] Ny sak ^n3w1d", "  - 2023-11-02 ferdig"], after))
    new = without(list(changed.lines), list(document.lines))
    assert new is not None
    assert [text for text in new if text] == ["- [ ] Ny sak ^n3w1d", "  - 2023-11-02 ferdig"]
    assert len(new) <= 4
    at = next(line.number for line in changed.lines if line.text.endswith("^n3w1d"))
    assert at == 1 or changed.lines[at - 2].is_blank
    assert at + 1 == len(changed.lines) or changed.lines[at + 1].is_blank
    assert (changed.header is None) == (document.header is None)


def header_facts(document: Document) -> dict[str, object]:
    assert document.header is not None
    return {key.text: plain(value) for key, value in document.header}


def outside(document: Document) -> tuple[bool, str]:
    """What no edit of the header may touch: the byte order mark, and all from the closing line on."""
    assert document.closing is not None
    return document.has_bom, document.text[document.lines[document.closing].start :]


def header_edit(document: Document, make: Callable[[], list[Edit]]) -> Document | None:
    """The changed document; None where the edit was refused, with a reason."""
    assume(document.header is not None)
    made = unless_refused(make)
    if made is None:
        return None
    changed = document.replaced(made)
    assert outside(changed) == outside(document)
    return changed


NAMES = ("tittel", "sted", "neste", "tom", "dato", "kopi", "status", "til stede", "notat", "hale", "vedlegg", "flyt", "lang", "ledd", "helt nytt")


@MANY
@given(documents(), st.sampled_from(NAMES), st.sampled_from(VALUES))
def test_set_field_sets_that_field(document: Document, name: str, value: str) -> None:
    changed = header_edit(document, lambda: edits.set_field(document, name, value))
    if changed is None:
        return
    before, after = header_facts(document), header_facts(changed)
    assert after == before | {name: value}
    assert list(after) == list(before) + ([name] if name not in before else [])
    for sign in ("# en merknad mellom feltene", "# Rådhuset", "# kom sent", "# ingen ennå"):
        assert changed.text.count(sign) == document.text.count(sign)


@MANY
@given(documents(), st.sampled_from(NAMES))
def test_insert_field_adds_lines_at_the_end_of_the_header(document: Document, name: str) -> None:
    assume(document.header is not None and name not in header_facts(document))
    changed = header_edit(document, lambda: edits.insert_field(document, f"{name}:", "  - {id: a, text: b}"))
    if changed is None:
        return
    new = without(list(changed.lines), list(document.lines))
    assert new is not None
    assert [text.strip() for text in new] == [f"{name}:", "- {id: a, text: b}"]
    assert header_facts(changed) == header_facts(document) | {name: [{"id": "a", "text": "b"}]}


@MANY
@given(documents(), st.sampled_from(NAMES))
def test_remove_field_takes_its_lines_and_no_remark(document: Document, name: str) -> None:
    changed = header_edit(document, lambda: edits.remove_field(document, name))
    if changed is None:
        return
    before = header_facts(document)
    assert header_facts(changed) == {key: value for key, value in before.items() if key != name}
    gone = without(list(document.lines), list(changed.lines))
    assert gone is not None
    assert all(not text.startswith("# en merknad") for text in gone)
    assert bool(gone) == (name in before)


@MANY
@given(documents(), st.sampled_from(NAMES))
def test_replace_field_puts_one_line_in_its_place(document: Document, name: str) -> None:
    changed = header_edit(document, lambda: edits.replace_field(document, name, f"{name}: {{text: ny, on: 2023-09-05}}"))
    if changed is None:
        return
    before = header_facts(document)
    assert header_facts(changed) == before | {name: {"text": "ny", "on": "2023-09-05"}}
    assert list(header_facts(changed)) == list(before) + ([name] if name not in before else [])


def changed(text: str, make: Callable[[Document], list[Edit]]) -> str:
    document = parse(PATH, text)
    return document.replaced(make(document)).text


LOGGED = {
    "under the words": ("- [ ] a ^7qk2m\n", "- [ ] a ^7qk2m\n  - 2023-11-02 ferdig\n"),
    "wide bullet": ("12) [ ] a ^7qk2m\n", "12) [ ] a ^7qk2m\n    - 2023-11-02 ferdig\n"),
    "wide gap": ("-   [ ] a ^7qk2m\n", "-   [ ] a ^7qk2m\n    - 2023-11-02 ferdig\n"),
    "tab": ("\t- [ ] a ^7qk2m", "\t- [ ] a ^7qk2m\n\t\t- 2023-11-02 ferdig"),
    "after the note": ("* [ ] a ^7qk2m\n  note\n\n  more\n\ntext\n", "* [ ] a ^7qk2m\n  note\n\n  more\n  * 2023-11-02 ferdig\n\ntext\n"),
    "before a nested box": ("- [ ] a ^7qk2m\n  - [ ] b\n", "- [ ] a ^7qk2m\n  - 2023-11-02 ferdig\n  - [ ] b\n"),
    "as the log it has": ("- [ ] a ^7qk2m\n     * 2023-09-20 @b\r\n", "- [ ] a ^7qk2m\n     * 2023-09-20 @b\r\n     * 2023-11-02 ferdig\n"),
    "as other logs": (
        "- [ ] a ^7qk2m\n- [ ] b ^a4x9b\n    + 2023-09-20 @b\n",
        "- [ ] a ^7qk2m\n    - 2023-11-02 ferdig\n- [ ] b ^a4x9b\n    + 2023-09-20 @b\n",
    ),
    "before code at the margin": ("- [ ] a ^7qk2m\n  note\n```\nx\n```\n", "- [ ] a ^7qk2m\n  note\n  - 2023-11-02 ferdig\n```\nx\n```\n"),
    "after its code": ("- [ ] a ^7qk2m\n  ```\n  x\n  ```\n", "- [ ] a ^7qk2m\n  ```\n  x\n  ```\n  - 2023-11-02 ferdig\n"),
    "before an open remark": ("- [ ] a ^7qk2m\n  <!-- husk\n", "- [ ] a ^7qk2m\n  - 2023-11-02 ferdig\n  <!-- husk\n"),
    "most lines end in CR": ("- [ ] a ^7qk2m\r\r\rb\r\n\n", "- [ ] a ^7qk2m\r  - 2023-11-02 ferdig\r\r\rb\r\n\n"),
    "a CR may not meet an LF": ("x\r- [ ] a ^7qk2m\n\nb\ry\r", "x\r- [ ] a ^7qk2m\n  - 2023-11-02 ferdig\r\n\nb\ry\r"),
}


@pytest.mark.parametrize(("before", "after"), LOGGED.values(), ids=LOGGED)
def test_where_a_log_line_goes(before: str, after: str) -> None:
    assert changed(before, lambda document: edits.log_event(document, 0, "2023-11-02 ferdig")) == after


def test_an_action_whose_own_line_opens_a_remark_gets_no_log() -> None:
    with pytest.raises(edits.NotExact) as refused:
        changed("- [ ] a <!-- b ^7qk2m\n  note\n", lambda document: edits.log_event(document, 0, "2023-11-02 ferdig"))
    assert refused.value.exit is Exit.REFUSED


FIELD_EDITS = {
    "plain": ("status: utkast  # ennå\n", "status: sendt  # ennå\n"),
    "quoted": ("status: 'utkast'\n", "status: 'sendt'\n"),
    "empty": ("status:\n", "status: sendt\n"),
    "empty with a remark": ("status: # ingen\n", "status: sendt # ingen\n"),
    "on two lines": ("status: ut\n  kast\ndato: x\n", "status: sendt\ndato: x\n"),
    "not there": ("dato: x\n# slutt\n\n", "dato: x\n# slutt\nstatus: sendt\n\n"),
    "indented": ("  dato: x\n", "  dato: x\n  status: sendt\n"),
    "in braces": ("{dato: x, status: utkast}\n", "{dato: x, status: sendt}\n"),
}


@pytest.mark.parametrize(("before", "after"), FIELD_EDITS.values(), ids=FIELD_EDITS)
def test_a_field_is_set_where_it_stands(before: str, after: str) -> None:
    assert changed(f"---\n{before}---\nbody", lambda document: edits.set_field(document, "status", "sendt")) == f"---\n{after}---\nbody"


NEW = "status: {text: ny}"
WHOLE_FIELDS = {  # before, without the field, with another line in its place
    "plain": ("dato: x\nstatus: a  # b\ntid: 9\n", "dato: x\ntid: 9\n", f"dato: x\n{NEW}\ntid: 9\n"),
    "a list": ("status:\n  - a\n  - b\n# en merknad\ndato: x\n", "# en merknad\ndato: x\n", f"{NEW}\n# en merknad\ndato: x\n"),
    "a text block": ("dato: x\nstatus: |\n  a\n\n  b\n\n", "dato: x\n\n", f"dato: x\n{NEW}\n\n"),
    "indented": ("  status: a\n  dato: x\n", "  dato: x\n", f"  {NEW}\n  dato: x\n"),
    "CRLF": ("status: a\r\ndato: x\r\n", "dato: x\r\n", f"{NEW}\r\ndato: x\r\n"),
    "not there": ("dato: x\n", "dato: x\n", f"dato: x\n{NEW}\n"),
}


@pytest.mark.parametrize(("before", "gone", "new"), WHOLE_FIELDS.values(), ids=WHOLE_FIELDS)
def test_a_field_goes_or_is_another_line(before: str, gone: str, new: str) -> None:
    end = "\r\n" if "\r\n" in before else "\n"
    head, tail = f"---{end}", f"---{end}body"
    assert changed(head + before + tail, lambda document: edits.remove_field(document, "status")) == head + gone + tail
    assert changed(head + before + tail, lambda document: edits.replace_field(document, "status", NEW)) == head + new + tail


REFUSED = {
    "a list": "---\nstatus: [utkast]\n---\n",
    "a text block": "---\nstatus: |\n  utkast\n---\n",
    "no value in braces": "---\n{status, dato: x}\n---\n",
    "a new field in braces": "---\n{dato: x}\n---\n",
    "no header": "status: utkast\n",
    "a header that cannot be read": "---\n@x: y\n---\n",
    "after a text block that keeps its last lines": "---\nnotat: |+\n  x\n\n---\n",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_exact_is_refused(text: str) -> None:
    with pytest.raises(edits.NotExact):
        changed(text, lambda document: edits.set_field(document, "status", "sendt"))
