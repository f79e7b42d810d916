"""One more name in a list of the header: however it is written, the rest stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format.document import parse
from referat.format.edits import NotExact
from referat.format.header import plain
from referat.format.lists import add_to_list

BEFORE = st.sampled_from(["", "tittel: Møte # merknad\n", "dato: 2024-01-10\nmer:\n  - a\n", "x: |\n  til stede: [nei]\n\n"])
LISTS = st.sampled_from(
    [
        "",
        "til stede:\n",
        "til stede: []\n",
        "til stede: [K, 'O, far']\n",
        "til stede:\n  - Kari # hun\n\n  - 'Ola'\n",
        "til stede:\n- K\n",
        "til stede: |\n  Kari\n  - Ola\n",
        "til stede: [\n  Kari,\n  Ola,\n]\n",
        "til stede:\n  - {name: Kari, org: X}\n",
        "'til stede':\n    - Kari\n",
    ]
)
AFTER = st.sampled_from(["", "\n", "# til slutt\n", "neste: 2024-02-01\n", "status: utkast # ja\n\n"])
NAMES = st.lists(st.text("aåÆ b'\"#:,-{}[]é😀()@", min_size=1, max_size=12).map(lambda text: f"K{text.strip()}n"), min_size=1, max_size=3)


@given(BEFORE, LISTS, AFTER, NAMES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\n- [ ] @a b\n", "til stede: []"]))
def test_the_names_come_last_and_nothing_else_moves(before: str, listed: str, after: str, new: list[str], newline: str, body: str) -> None:
    there = parse("meetings/a.md", f"---\n{before}{listed}{after}---\n{body}".replace("\n", newline))
    made = add_to_list(there, "til stede", new)
    changed = there.replaced(made)
    assert len(made) == 1
    assert made[0].start == made[0].end  # only put in, nothing taken out
    assert there.header is not None
    assert changed.header is not None
    old, now = there.header.get("til stede"), changed.header.get("til stede")
    assert now is not None
    assert changed.text.endswith("---" + newline + body.replace("\n", newline))
    if isinstance(plain(now), list):
        was = plain(old) if old is not None else []
        assert plain(now) == [*(was if isinstance(was, list) else []), *new]


@pytest.mark.parametrize("header", ["til stede: Kari", "til stede: {name: Kari}", "til stede: >\n  Kari", "{tittel: x}"])
def test_what_is_no_list_is_left_alone(header: str) -> None:
    there = parse("meetings/a.md", f"---\n{header}\n---\n")
    with pytest.raises(NotExact):
        add_to_list(there, "til stede", ["Ola"])
