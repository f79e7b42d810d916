import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.model.text import at_words, safe, shorten, width

SHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def test_every_character_there_is() -> None:
    """All that has no shape is written out, but for the joiner and the soft hyphen; all else stays."""
    wrong = []
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        hidden = category(character) in SHOWN and code not in (0x200D, 0xAD)
        if (safe(character) != character) != hidden:
            wrong.append(f"U+{code:04X}")
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Blåbærsyltetøy og kål – «to» “pairs”", "Blåbærsyltetøy og kål – «to» “pairs”"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\x9b2J", r"\x9b2J"),
        ("\x1b]52;c;aGVp\x07", r"\x1b]52;c;aGVp\x07"),
        ("\x1b]8;;http://x\x1b\\y", "\\x1b]8;;http://x\\x1b\\y"),
        ("a\tb\r\nc", r"a\x09b\x0d\x0ac"),
        ("abc\u202egnp.exe", r"abc\u202egnp.exe"),
        ("\u2066x\u2069", r"\u2066x\u2069"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("\ufeffmark", r"\ufeffmark"),
        ("line\u2028sep\u2029", r"line\u2028sep\u2029"),
        ("half \ud83d", r"half \ud83d"),
        ("private \ue000", r"private \ue000"),
        ("tag \U000e0041", r"tag \U000e0041"),
        ("no\u00a0break", "no\u00a0break"),
        ("soft\u00adhyphen", "soft\u00adhyphen"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("a\u030a", "a\u030a"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text())
def test_safe_is_safe_and_says_it_once(text: str) -> None:
    shown = safe(text)
    assert safe(shown) == shown
    shown.encode()  # no half characters left


@pytest.mark.parametrize(("text", "cells"), [("abc", 3), ("åæø", 3), ("a\u030a", 1), ("日本", 4), ("👩", 2), ("", 0), ("soft", 4)])
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


@given(st.text(), st.integers(1, 30))
def test_shortened_text_fits_and_whole_text_stays(text: str, cells: int) -> None:
    cut = shorten(text, cells)
    assert width(cut) <= cells
    assert (cut == text) == (width(text) <= cells)


def test_shorten_cuts_with_an_ellipsis() -> None:
    assert shorten("Arbeidsgruppe for kraft", 13) == "Arbeidsgrupp…"
    assert shorten("日本語", 4) == "日…"
    assert shorten("abc", 0) == ""


def test_a_line_is_broken_between_words_and_keeps_its_indent() -> None:
    assert at_words("98xgs  Ferdig: Mal naustet", 14) == ["98xgs  Ferdig:", "Mal naustet"]
    assert at_words("  Skriv for eksempel", 13) == ["  Skriv for", "  eksempel"]
    assert at_words("frist:2027-10-12 nå", 10) == ["frist:2027-10-12", "nå"]
    assert at_words("\x1b[1ma.md:3:\x1b[0m Nå regner det", 16) == ["\x1b[1ma.md:3:\x1b[0m Nå", "regner det"]
    assert at_words("", 10) == [""]


@given(st.text("ab æ日 ", max_size=80), st.integers(8, 40))
def test_a_broken_line_fits_but_for_words_too_long_and_loses_only_spaces(line: str, cells: int) -> None:
    parts = at_words(line, cells)
    assert "".join(parts).replace(" ", "") == line.replace(" ", "")
    assert all(width(part) <= cells or len(part.split()) <= 1 for part in parts)
    assert [word for part in parts for word in part.split()] == line.split()
