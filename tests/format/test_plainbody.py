"""The quick way of reading a body says what the long way says, or nothing."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.corpus import sheets
from referat.format.document import parse
from referat.format.plainbody import read_plain_body
from referat.format.reader import _any_body
from referat.model.action import Source, SourceKind
from tests.format.test_plainminutes import BODY_LINES, HEADER, PATH

SOURCE = Source(PATH, "2024-01-09-styret", SourceKind.MINUTES, "styret")
SPOKEN = (
    "**Vedtak:** Godkjent.", "Vedtak: Godkjent.", "__Vedtak__: Godkjent.", "Enstemmig vedtak: Godkjent.", "- Vedtak: Godkjent.", "**Vedtak:**",
    "Agreed: adjourned to May", "Vedtak: Utsatt til neste møte", "**Vedtak:** Utsatt", "Utsatt til 2024-02-13-styret", "Utsatt.", "Utsyn: fint",
    "Forslag til vedtak: Godkjent.", "Votering: 3 mot 2", "Merknad: Per var uenig.", "Fra: 2023-12-05-styret, sak 4", "Ny sak: Brua (styret)",
    "Møtet slutt kl. 20:15", "Avgjort: nei", "vedtaket: ja", "Et avsnitt.", "- et punkt", "1. et punkt", "_kursiv_ tekst", "## 1. Sak om brua (D)",
    "## 2. Sak om *brua* (V)", "## Eventuelt", "## 3. [Sak](x.md)", "# Møte", "### Under", "#Nei", "Se [saken](2024-01-01-kraft.md).", "a ] b",
    "a ^ b", "", "", "", "- [ ] @ida Ring +styret frist:2024-03-01 ^abcd1",
    "- [x] @per Skriv om [x] ^abcd2", "- [x] Skriv ^abcd3", "  - 2024-01-20 ferdig",
    "  - 2024-01-20 @ida frist:2024-04-01", "  - 2024-01-20 tull", "☐ @ida Ring",
)  # fmt: skip


def agree(body: str) -> bool:
    """Whether the quick way had something to say; that it is what the long way says is asserted."""
    document = parse(PATH, f"{HEADER}\n{body}")
    found = read_plain_body(document, SOURCE)
    if found is None:
        return False
    long = _any_body(document, SOURCE)
    assert repr(found) == repr(long)
    assert [(line.text, line.indent, line.note) for line in found[2]] == [(line.text, line.indent, line.note) for line in long[2]]
    return True


@settings(max_examples=500)
@given(st.lists(st.sampled_from((*SPOKEN, *BODY_LINES)), max_size=12))
def test_any_body(lines: list[str]) -> None:
    agree("\n".join(lines))


@settings(max_examples=500)
@given(st.lists(st.sampled_from(SPOKEN), max_size=12), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_what_is_said_in_items(lines: list[str], end: str) -> None:
    agree(end.join(["## 1. Sak om brua (D)", *lines]))


@pytest.mark.parametrize("line", [*SPOKEN, *BODY_LINES])
def test_each_line_in_an_item_and_under_an_action(line: str) -> None:
    for before in ("", "Tekst\n", "## 1. Sak\n", "## 1. Sak\n\n", "## 1. Sak\n\n- [ ] @ida Ring ^abcd1\n", "## 1. Sak\n\nVedtak: Ja.\n"):
        for after in ("", "\n", "\nTekst", "\n\nTekst\n", "\n  - 2024-01-20 ferdig\n"):
            agree(f"{before}{line}{after}")


@settings(max_examples=300)
@given(st.integers(0, 2**32))
def test_ordinary_minutes_with_a_slip_of_the_pen(seed: int) -> None:
    r = random.Random(seed)
    text = r.choice(ORDINARY)
    for _ in range(r.randrange(1, 4)):
        at = r.randrange(len(text))
        sign = r.choice(("", " ", "\n", "\r", "-", "[", "]", "^", "@", "#", ">", ":", "\t", "x", "`", "\u0301", "å", "~", "<!--", "](", "**", "u"))
        text = text[:at] + sign + text[at + r.randrange(2) :]
    agree(text)


ORDINARY = [sheet.text.partition("\n---\n")[2] for sheet in sheets(20)]


def test_ordinary_minutes_are_read_quickly() -> None:
    assert all(map(agree, ORDINARY))
