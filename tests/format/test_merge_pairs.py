"""Pairs of edits that two secretaries make to one file at once, and what the file should be then."""

from typing import Any

import pytest

from referat.format.merge import merge
from referat.git.merge_lines import merge_lines

DRAFT = """\
---
tittel: Styremøte i velforeningen
gruppe: vel
dato: 2026-03-11
tid: 18.30
sted: Grendehuset
til stede:
  - Bodil Aaneland (leder)
  - Trygve Kvam
  - Solveig Hauan
forfall: []
status: utkast
---

# Styremøte

## 1. Godkjenning av innkalling

Ingen merknader.

## 2. Brøyting av Solbakken

Kontrakten med Maskin AS går ut i mai.

- [ ] @bodil Hente inn tre tilbud frist:2026-04-15 ^br01
- [ ] @trygve Snakke med kommunen om sandkasser ^br02
  - 2026-03-20 frist:2026-05-01
- [ ] @solveig Skrive til beboerne ^br03

## 3. Dugnad

Det var to forslag til dato. Ingen av dem
passet for alle.

Vedtak: Dugnaden holdes 9. mai.

- [ ] @trygve Bestille container frist:2026-05-02 ^du01
- [x] @bodil Låne henger ^du02
  - 2026-03-15 ferdig

## 4. Eventuelt

Ingenting.
"""
B1 = "- [ ] @bodil Hente inn tre tilbud frist:2026-04-15 ^br01\n"
B2 = "- [ ] @trygve Snakke med kommunen om sandkasser ^br02\n"
L2 = "  - 2026-03-20 frist:2026-05-01\n"
B3 = "- [ ] @solveig Skrive til beboerne ^br03\n"
D1 = "- [ ] @trygve Bestille container frist:2026-05-02 ^du01\n"
D2 = "- [x] @bodil Låne henger ^du02\n"
DL = "  - 2026-03-15 ferdig\n"
NONE = "Ingenting.\n"


def x(line: str) -> str:
    return line.replace("[ ]", "[x]")


CONFLICT = "conflict"
N1, N2 = "- [ ] @solveig Ringe banken ^ny01\n", "- [ ] @bodil Kjøpe strøsand ^ny02\n"
GROUP = "---\ntittel: Velforeningen\nleder: Bodil Aaneland\n---\n\nVi møtes i grendehuset.\n"

# What it is, the edits of both, the right answers as edits, and True where a conflict is safe though not the best answer.
PAIRS: list[tuple[Any, ...]] = [
    (
        "ticks next to each other",
        [(B1, x(B1) + "  - 2026-04-02 ferdig\n")],
        [(B2 + L2, x(B2) + L2 + "  - 2026-04-03 ferdig\n")],
        [[(B1, x(B1) + "  - 2026-04-02 ferdig\n"), (B2 + L2, x(B2) + L2 + "  - 2026-04-03 ferdig\n")]],
    ),
    (
        "one tick twice on one day",
        [(B1, x(B1) + "  - 2026-04-02 ferdig\n")],
        [(B1, x(B1) + "  - 2026-04-02 ferdig\n")],
        [[(B1, x(B1) + "  - 2026-04-02 ferdig\n")]],
    ),
    (
        "one tick on two days",
        [(B1, x(B1) + "  - 2026-04-10 ferdig\n")],
        [(B1, x(B1) + "  - 2026-04-08 ferdig\n")],
        [[(B1, x(B1) + "  - 2026-04-08 ferdig\n  - 2026-04-10 ferdig\n")]],
    ),
    (
        "put off and handed over the same day",
        [(B1, B1 + "  - 2026-04-01 frist:2026-05-20\n")],
        [(B1, B1 + "  - 2026-04-01 @solveig\n")],
        [
            [(B1, B1 + "  - 2026-04-01 frist:2026-05-20\n  - 2026-04-01 @solveig\n")],
            [(B1, B1 + "  - 2026-04-01 @solveig\n  - 2026-04-01 frist:2026-05-20\n")],
            [(B1, B1 + "  - 2026-04-01 @solveig frist:2026-05-20\n")],
            [(B1, B1 + "  - 2026-04-01 frist:2026-05-20 @solveig\n")],
        ],
    ),
    (
        "other words, and ticked",
        [("Hente inn tre tilbud", "Hente inn minst tre tilbud på brøyting")],
        [(B1, x(B1) + "  - 2026-04-02 ferdig\n")],
        [[(B1, x(B1).replace("Hente inn tre tilbud", "Hente inn minst tre tilbud på brøyting") + "  - 2026-04-02 ferdig\n")]],
    ),
    ("other words twice", [("Hente inn tre tilbud", "Hente inn fire tilbud")], [("Hente inn tre tilbud", "Hente inn to tilbud")], [CONFLICT]),
    (
        "the same new words",
        [("Skrive til beboerne", "Skrive til alle beboere")],
        [("Skrive til beboerne", "Skrive til alle beboere")],
        [[("Skrive til beboerne", "Skrive til alle beboere")]],
    ),
    (
        "owner and due date by hand",
        [("@bodil Hente", "@solveig Hente")],
        [("frist:2026-04-15 ^br01", "frist:2026-04-30 ^br01")],
        [[("@bodil Hente", "@solveig Hente"), ("frist:2026-04-15 ^br01", "frist:2026-04-30 ^br01")]],
    ),
    (
        "two due dates by hand",
        [("frist:2026-04-15 ^br01", "frist:2026-04-20 ^br01")],
        [("frist:2026-04-15 ^br01", "frist:2026-04-30 ^br01")],
        [CONFLICT],
    ),
    ("two new at the end of a list", [(B3, B3 + N1)], [(B3, B3 + N2)], [[(B3, B3 + N1 + N2)], [(B3, B3 + N2 + N1)]]),
    (
        "a new one after the last, and the last ticked",
        [(B3, B3 + N1)],
        [(B3, x(B3) + "  - 2026-04-02 ferdig\n")],
        [[(B3, x(B3) + "  - 2026-04-02 ferdig\n" + N1)]],
    ),
    (
        "a new one in a list, and prose beside",
        [(D1, D1 + N2)],
        [("passet for alle.", "passet for alle; det ble avstemning.")],
        [[(D1, D1 + N2), ("passet for alle.", "passet for alle; det ble avstemning.")]],
    ),
    (
        "discussion and decision of one item",
        [("Det var to forslag", "Det var tre forslag")],
        [("holdes 9. mai.", "holdes 9. mai kl. 10.")],
        [[("Det var to forslag", "Det var tre forslag"), ("holdes 9. mai.", "holdes 9. mai kl. 10.")]],
    ),
    ("two things under any other business", [(NONE, "Nøkler til boden er hos Trygve.\n")], [(NONE, "Julegrana må hentes.\n")], [CONFLICT]),
    (
        "two new items with one number",
        [(NONE, NONE + "\n## 5. Lekeplassen\n\nHusker er ødelagt.\n")],
        [(NONE, NONE + "\n## 5. Vannlekkasje\n\nMeldt til kommunen.\n")],
        [CONFLICT],
    ),
    (
        "two more were there",
        [("  - Solveig Hauan\n", "  - Solveig Hauan\n  - Ane Rud\n")],
        [("  - Solveig Hauan\n", "  - Solveig Hauan\n  - Odd Vik\n")],
        [
            [("  - Solveig Hauan\n", "  - Solveig Hauan\n  - Ane Rud\n  - Odd Vik\n")],
            [("  - Solveig Hauan\n", "  - Solveig Hauan\n  - Odd Vik\n  - Ane Rud\n")],
        ],
        True,
    ),
    (
        "somebody was absent, another place",
        [("  - Trygve Kvam\n", ""), ("forfall: []", "forfall:\n  - Trygve Kvam")],
        [("sted: Grendehuset", "sted: Skolen")],
        [[("  - Trygve Kvam\n", ""), ("forfall: []", "forfall:\n  - Trygve Kvam"), ("sted: Grendehuset", "sted: Skolen")]],
    ),
    ("removed an action, ticked it", [(B2 + L2, "")], [(B2 + L2, x(B2) + L2 + "  - 2026-04-03 ferdig\n")], [CONFLICT]),
    (
        "removed an action, ticked its neighbour",
        [(B3, "")],
        [(B2 + L2, x(B2) + L2 + "  - 2026-04-03 ferdig\n")],
        [[(B3, ""), (B2 + L2, x(B2) + L2 + "  - 2026-04-03 ferdig\n")]],
    ),
    (
        "moved an action to another item, ticked it",
        [(B3, ""), (D1, D1 + B3)],
        [(B3, x(B3) + "  - 2026-04-02 ferdig\n")],
        [[(B3, ""), (D1, D1 + x(B3) + "  - 2026-04-02 ferdig\n")]],
        True,
    ),
    ("moved an action, a new one after it", [(B3, ""), (D1, D1 + B3)], [(B3, B3 + N1)], [[(B3, N1), (D1, D1 + B3)]], True),
    (
        "items change places, one ticked in them",
        [("## 4. Eventuelt\n\nIngenting.\n", ""), ("## 2. Brøyting", "## 2. Eventuelt\n\nIngenting.\n\n## 4. Brøyting")],
        [(D1, x(D1) + "  - 2026-05-02 ferdig\n")],
        [
            [
                ("## 4. Eventuelt\n\nIngenting.\n", ""),
                ("## 2. Brøyting", "## 2. Eventuelt\n\nIngenting.\n\n## 4. Brøyting"),
                (D1, x(D1) + "  - 2026-05-02 ferdig\n"),
            ]
        ],
    ),
    (
        "a new item before, the others numbered on",
        [("## 3. Dugnad", "## 3. Vannlekkasje\n\nMeldt.\n\n## 4. Dugnad"), ("## 4. Eventuelt", "## 5. Eventuelt")],
        [(D1, x(D1) + "  - 2026-05-02 ferdig\n")],
        [
            [
                ("## 3. Dugnad", "## 3. Vannlekkasje\n\nMeldt.\n\n## 4. Dugnad"),
                ("## 4. Eventuelt", "## 5. Eventuelt"),
                (D1, x(D1) + "  - 2026-05-02 ferdig\n"),
            ]
        ],
    ),
    (
        "a paragraph in other lines, a word of it mended",
        [("Ingen av dem\npasset for alle.", "Ingen av\ndem passet for alle.")],
        [("passet for alle.", "passet alle.")],
        [CONFLICT],
    ),
    (
        "a note and a dated line",
        [(B1, B1 + "  - Husk Lier Anlegg også\n")],
        [(B1, B1 + "  - 2026-04-01 frist:2026-05-20\n")],
        [
            [(B1, B1 + "  - Husk Lier Anlegg også\n  - 2026-04-01 frist:2026-05-20\n")],
            [(B1, B1 + "  - 2026-04-01 frist:2026-05-20\n  - Husk Lier Anlegg også\n")],
        ],
        True,
    ),
    (
        "a box under an action, and the action ticked",
        [(B1, B1 + "  - [ ] @trygve Finne telefonnumre ^ne01\n")],
        [(B1, x(B1) + "  - 2026-04-02 ferdig\n")],
        [[(B1, x(B1) + "  - 2026-04-02 ferdig\n  - [ ] @trygve Finne telefonnumre ^ne01\n")]],
        True,
    ),
    (
        "two boxes under one action",
        [(B1, B1 + "  - [ ] @trygve Finne telefonnumre ^ne01\n")],
        [(B1, B1 + "  - [ ] @solveig Lage skjema ^ne02\n")],
        [
            [(B1, B1 + "  - [ ] @trygve Finne telefonnumre ^ne01\n  - [ ] @solveig Lage skjema ^ne02\n")],
            [(B1, B1 + "  - [ ] @solveig Lage skjema ^ne02\n  - [ ] @trygve Finne telefonnumre ^ne01\n")],
        ],
        True,
    ),
    (
        "done here, dropped there",
        [(B3, x(B3) + "  - 2026-04-02 ferdig\n")],
        [(B3, B3.replace("[ ]", "[-]") + "  - 2026-04-02 utgår\n")],
        [CONFLICT, [(B3, x(B3) + "  - 2026-04-02 ferdig\n  - 2026-04-02 utgår\n")], [(B3, x(B3) + "  - 2026-04-02 utgår\n  - 2026-04-02 ferdig\n")]],
    ),
    (
        "opened again, and given a new day",
        [(D2 + DL, D2.replace("[x]", "[ ]") + DL + "  - 2026-03-20 gjenåpnet\n")],
        [(D2 + DL, D2 + DL + "  - 2026-03-21 frist:2026-04-01\n")],
        [[(D2 + DL, D2.replace("[x]", "[ ]") + DL + "  - 2026-03-20 gjenåpnet\n  - 2026-03-21 frist:2026-04-01\n")]],
    ),
    (
        "a tick taken away by hand, a due date written",
        [(D2 + DL, D2.replace("[x]", "[ ]"))],
        [(D2 + DL, D2 + DL + "  - 2026-03-21 frist:2026-04-01\n")],
        [CONFLICT, [(D2 + DL, D2.replace("[x]", "[ ]") + "  - 2026-03-21 frist:2026-04-01\n")]],
    ),
    ("the same new action on both sides", [(B3, B3 + N1)], [(B3, B3 + N1)], [[(B3, B3 + N1)]]),
    ("one id for two new actions", [(B3, B3 + N1)], [(D1, D1 + N1.replace("Ringe banken", "Ringe forsikringen"))], [CONFLICT]),
    ("the same new action in two places", [(B3, B3 + N1)], [(D1, D1 + N1)], [CONFLICT]),
    (
        "an item removed, one of its actions ticked",
        [(DRAFT[DRAFT.index("## 3.") : DRAFT.index("## 4.")], "")],
        [(D1, x(D1) + "  - 2026-05-02 ferdig\n")],
        [CONFLICT],
    ),
    (
        "the same in two languages",
        [(B3, x(B3) + "  - 2026-04-02 ferdig\n")],
        [(B3, x(B3) + "  - 2026-04-02 done\n")],
        [[(B3, x(B3) + "  - 2026-04-02 ferdig\n")], [(B3, x(B3) + "  - 2026-04-02 done\n")]],
    ),
    (
        "a code block opened above and never closed",
        [("Kontrakten med", "```\nKontrakten med")],
        [(B3, x(B3) + "  - 2026-04-02 ferdig\n")],
        [CONFLICT],
    ),
    ("put in a comment, ticked", [(B2 + L2, "<!--\n" + B2 + L2 + "-->\n")], [(B2 + L2, x(B2) + L2 + "  - 2026-04-03 ferdig\n")], [CONFLICT]),
    (
        "put in a quote, a neighbour ticked",
        [(B3, "> " + B3)],
        [(B1, x(B1) + "  - 2026-04-02 ferdig\n")],
        [[(B3, "> " + B3), (B1, x(B1) + "  - 2026-04-02 ferdig\n")]],
        True,
    ),
    (
        "another sign before the list, ticked",
        [(B1 + B2 + L2 + B3, (B1 + B2).replace("- [", "* [") + L2.replace("- 2", "* 2") + B3.replace("- [", "* ["))],
        [(B1, x(B1) + "  - 2026-04-02 ferdig\n")],
        [
            [
                (
                    B1 + B2 + L2 + B3,
                    (x(B1) + "  - 2026-04-02 ferdig\n" + B2).replace("- [", "* [") + L2.replace("- 2", "* 2") + B3.replace("- [", "* ["),
                )
            ],
            [
                (
                    B1 + B2 + L2 + B3,
                    x(B1).replace("- [", "* [")
                    + "  * 2026-04-02 ferdig\n"
                    + B2.replace("- [", "* [")
                    + L2.replace("- 2", "* 2")
                    + B3.replace("- [", "* ["),
                )
            ],
        ],
    ),
    (
        "a new owner here, another there, on one day",
        [(B3, B3 + "  - 2026-04-01 @bodil\n")],
        [(B3, B3 + "  - 2026-04-01 @trygve\n")],
        [CONFLICT, [(B3, B3 + "  - 2026-04-01 @bodil\n  - 2026-04-01 @trygve\n")], [(B3, B3 + "  - 2026-04-01 @trygve\n  - 2026-04-01 @bodil\n")]],
    ),
    (
        "put off to two days",
        [(B1, B1 + "  - 2026-04-01 frist:2026-05-20\n")],
        [(B1, B1 + "  - 2026-04-03 frist:2026-05-10\n")],
        [[(B1, B1 + "  - 2026-04-01 frist:2026-05-20\n  - 2026-04-03 frist:2026-05-10\n")]],
    ),
    (
        "ticked by hand without a dated line, and put off",
        [(B3, x(B3))],
        [(B3, B3 + "  - 2026-04-03 frist:2026-05-10\n")],
        [[(B3, x(B3) + "  - 2026-04-03 frist:2026-05-10\n")], CONFLICT],
    ),
    (
        "an old dated line mended by hand, and ticked",
        [(L2, "  - 2026-03-20 frist:2026-05-08\n")],
        [(B2 + L2, x(B2) + L2 + "  - 2026-04-03 ferdig\n")],
        [[(B2 + L2, x(B2) + "  - 2026-03-20 frist:2026-05-08\n  - 2026-04-03 ferdig\n")]],
        True,
    ),
    (
        "a blank line put into the list, ticks around it",
        [(B2, "\n" + B2)],
        [(B1, x(B1) + "  - 2026-04-02 ferdig\n"), (B2 + L2, x(B2) + L2 + "  - 2026-04-03 ferdig\n")],
        [[(B1, x(B1) + "  - 2026-04-02 ferdig\n\n"), (B2 + L2, x(B2) + L2 + "  - 2026-04-03 ferdig\n")]],
        True,
    ),
    (
        "words here and owner there",
        [("Skrive til beboerne", "Skrive brev til beboerne")],
        [("@solveig Skrive", "@solveig, @bodil Skrive")],
        [[("@solveig Skrive til beboerne", "@solveig, @bodil Skrive brev til beboerne")]],
    ),
]
# The same with whole files: the draft before, both sides, the right answers.
WHOLE: list[tuple[str, str, str, str, list[str], bool]] = [
    (
        "saved with other line ends, ticked",
        DRAFT,
        DRAFT.replace("\n", "\r\n"),
        DRAFT.replace(B3, x(B3) + "  - 2026-04-02 ferdig\n"),
        [DRAFT.replace(B3, x(B3) + "  - 2026-04-02 ferdig\n").replace("\n", "\r\n"), DRAFT.replace(B3, x(B3) + "  - 2026-04-02 ferdig\n")],
        True,
    ),
    (
        "a due date for a line without id, and an id for it",
        DRAFT.replace(" ^br03", ""),
        DRAFT,
        DRAFT.replace(" ^br03", " frist:2026-05-01"),
        [DRAFT.replace(" ^br03", " frist:2026-05-01 ^br03")],
        True,
    ),
    ("two ids for one line", DRAFT.replace(" ^br03", ""), DRAFT, DRAFT.replace("^br03", "^zz03"), [CONFLICT], True),
    (
        "an id here, a tick there",
        DRAFT.replace(" ^br03", ""),
        DRAFT,
        DRAFT.replace(B3, x(B3).replace(" ^br03", "")),
        [DRAFT.replace(B3, x(B3))],
        True,
    ),
    ("two first actions in a group's file", GROUP, GROUP + "\n" + N1, GROUP + "\n" + N2, [GROUP + "\n" + N1 + N2, GROUP + "\n" + N2 + N1], True),
    (
        "no line end at the end, and one more line",
        DRAFT,
        DRAFT[:-1],
        DRAFT + "\n- [ ] @bodil Vaske ^va01\n",
        [CONFLICT, DRAFT + "\n- [ ] @bodil Vaske ^va01\n"],
        True,
    ),
    ("the same minutes begun twice", "", DRAFT, DRAFT.replace("Grendehuset", "Skolen"), [CONFLICT], True),
]


def edited(text: str, edits: list[tuple[str, str]]) -> str:
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def cases() -> list[tuple[str, str, str, str, list[str], bool]]:
    made = [
        (name, DRAFT, edited(DRAFT, mine), edited(DRAFT, theirs), [one if one == CONFLICT else edited(DRAFT, one) for one in answers], bool(safe))
        for name, mine, theirs, answers, *safe in PAIRS
    ]
    return made + WHOLE


@pytest.mark.parametrize(("name", "base", "mine", "theirs", "answers", "is_safe"), cases(), ids=[case[0] for case in cases()])
def test_what_two_write_at_once(name: str, base: str, mine: str, theirs: str, answers: list[str], is_safe: bool) -> None:
    for ours, others in ((mine, theirs), (theirs, mine)):
        made = merge("meetings/2026-03-11-vel.md", base, ours, others, merge_lines)
        if made.disputed:
            assert is_safe or CONFLICT in answers
        else:
            assert made.text() in answers
