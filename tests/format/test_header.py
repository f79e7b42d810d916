import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format.header import compose, plain
from referat.format.nodes import HeaderError, Mapping, Node, Scalar, Sequence
from referat.model.problems import PROBLEMS
from tests.format.writing import texts

keys = st.sampled_from(("tittel", "til stede", "møteleder", "x y", "dato", "a-b", "1", "no"))
scalars = st.sampled_from(
    (
        "no",
        "14:30",
        "010",
        "2023-02-30",
        "~",
        "1_000",
        "true",
        "=",
        "Kari Nes (leder)",
        "'it''s'",
        '"a, b\\n\\u00e9"',
        "|\n    en\n    to",
        ">-\n    en\n    to",
        "to\n    linjer",
        "",
        "é",
        "e\u0301",
        "x # merknad",
        "[]",
        "[a, 'b, c', \"d\"]",
        "{i: x, sak: 4}",
        "\n    - a\n    - {b: c}\n    - 'd'",
    )
)
headers = st.lists(st.tuples(keys, scalars), max_size=6, unique_by=lambda pair: pair[0]).map(
    lambda pairs: "".join(f"{key}: {value}\n" if not value.startswith("\n") else f"{key}:{value}\n" for key, value in pairs)
)


def _scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence):
        return [found for item in node.items for found in _scalars(item)]
    return [found for key, value in node for found in (key, *_scalars(value))]


@given(headers, st.sampled_from(("\n", "\r\n")))
def test_a_scalars_span_put_in_its_own_place_changes_nothing(text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    header = compose(text)
    for scalar in _scalars(header):
        assert compose(text[: scalar.start] + text[scalar.start : scalar.end] + text[scalar.end :]) == header
        written = text[scalar.start : scalar.end]
        if not scalar.style and "\n" not in written:
            assert written == scalar.text
        assert text[: scalar.start].count("\n") == scalar.line


@given(headers, st.data())
def test_another_value_in_a_plain_scalars_place_is_the_only_thing_that_changes(text: str, data: st.DataObject) -> None:
    header = compose(text)
    single = [s for s in _scalars(header) if s.style not in {"|", ">"} and s.start < s.end]
    if not single:
        return
    chosen = data.draw(st.sampled_from(single))
    changed = compose(text[: chosen.start] + '"ny verdi"' + text[chosen.end :])
    was, now = _scalars(header), _scalars(changed)
    assert len(was) == len(now)
    assert [(a.text, b.text) for a, b in zip(was, now, strict=True) if a.text != b.text] == [(chosen.text, "ny verdi")]


@given(texts)
def test_any_header_is_read_or_refused(text: str) -> None:
    try:
        header = compose(text)
    except HeaderError as caught:
        refused = caught
    else:
        assert isinstance(plain(header), dict)
        return
    assert 0 <= refused.line <= text.count("\n") + text.count("\r") + 1
    assert refused.problem in PROBLEMS


@pytest.mark.parametrize(
    "value", ["no", "yes", "14:30", "9:30", "010", "1.10", "1e3", "2023-02-30", "~", "null", "=", "0777", "1_000", "Yes", "2023-08-31"]
)
def test_a_value_is_the_text_that_stands_there(value: str) -> None:
    assert plain(compose(f"felt: {value}\n")) == {"felt": value}


REFUSED = {
    "an alias": ("a: &x 1\n", "header-feature"),
    "a reference": ("a: *x\n", "header-feature"),
    "a tag": ("a: !!python/object:os.system x\n", "header-feature"),
    "a plain tag": ("a: !x y\n", "header-feature"),
    "a merge key": ("<<: {a: b}\n", "header-feature"),
    "a directive": ("%YAML 1.2\n---\na: b\n", "header-feature"),
    "a second document": ("a: b\n--- \nc: d\n", "header-feature"),
    "a key that is a list": ("? [a]\n: b\n", "header-feature"),
    "a double key": ("a: 1\nb: 2\na: 3\n", "duplicate-field"),
    "a double key below": ("x: {a: 1, a: 2}\n", "duplicate-field"),
    "U+2028": ("a: b\u2028c\n", "header-feature"),
    "U+2029": ("a: b\u2029c\n", "header-feature"),
    "U+0085": ("a: b\u0085c\n", "header-feature"),
    "a surrogate": ("a: b\ud800\n", "header-feature"),
    "a surrogate written as an escape": ('a: "\\ud800"\n', None),
    "a control character": ("a: \x1b[31m\n", "header-yaml"),
    "NUL": ("a: \x00\n", "header-yaml"),
    "a bare handle": ("a: @eli\n", "header-bare-at"),
    "only text": ("bare tekst\n", "header-not-fields"),
    "a list": ("- a\n", "header-not-fields"),
    "deep": ("a: " + "[" * 17 + "]" * 17 + "\n", "header-too-large"),
    "25,000 deep": ("a: " + "[" * 25_000, "header-too-large"),
    "25,000 deep in fields": ("{a: " * 15_000, "header-too-large"),
    "64 KiB and a little": ("a: " + "x" * 64 * 1024, "header-too-large"),
    "a merge bomb": ("a: &a {x: 1}\n" + "".join(f"b{i}: &b{i} {{<<: [{', '.join(['*a'] * 9)}]}}\n" for i in range(9)), "header-feature"),
    "billion laughs": ("a: &a [x, x]\n" + "".join(f"b{i}: [*a, *a, *a]\n" for i in range(30)), "header-feature"),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_what_a_header_may_not_hold_is_refused_at_once(text: str, code: str | None) -> None:
    started = time.perf_counter()
    with pytest.raises(HeaderError) as caught:
        compose(text)
    assert time.perf_counter() - started < 1
    assert code is None or caught.value.problem == code


def test_sixteen_deep_is_still_read() -> None:
    assert isinstance(compose("a: " + "[" * 15 + "]" * 15 + "\n"), Mapping)


@pytest.mark.parametrize("text", ["", "\n\n", "# bare en merknad\n", "---\n# tom\n"])
def test_an_empty_header_has_no_fields(text: str) -> None:
    assert plain(compose(text)) == {}


def test_a_key_keeps_the_spelling_of_the_file() -> None:
    decomposed = unicodedata.normalize("NFD", "møteleder på")
    assert [key.text for key, _ in compose(f"{decomposed}: x\nTITTEL: y\n")] == [decomposed, "TITTEL"]
