"""A pattern that waits answers as the one that it is compiled to."""

import re

import pytest

from referat.model.pattern import lazily


def test_it_is_compiled_when_it_is_first_used_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda source, flags=0: made.append(source) or real(source, flags))
    word = lazily(r"(?P<word>[a-z]+)", re.IGNORECASE)
    assert made == []
    assert word.fullmatch("Ab")["word"] == "Ab"  # type: ignore[index]
    assert (word.sub("x", "a 1 b"), [m[0] for m in word.finditer("a b")], word.pattern) == ("x 1 x", ["a", "b"], r"(?P<word>[a-z]+)")
    assert made == [r"(?P<word>[a-z]+)"]


def test_what_a_pattern_has_not_it_has_not_either() -> None:
    with pytest.raises(AttributeError):
        lazily("a").nothing()  # type: ignore[attr-defined]
