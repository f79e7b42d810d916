"""Two clones whose registers differ: minutes merge without a look at who is who, to one text from either side, and mean the same persons."""

from pathlib import Path

import pytest

from referat.book import Book
from referat.format.merge import merge
from referat.git.merge_lines import merge_lines
from tests.format.test_merge import BASE, PATH, done, logged
from tests.small_books import on_disk

GROUP = "---\ntittel: Velforeningen\nmedlemmer: [Ingrid Nes, Tore Lid]\n---\n"
REGISTERS = (
    "ingrid: {navn: Ingrid Nes, kallenavn: [Inga]}\ntore: {navn: Tore Lid, kallenavn: [TL]}\n",
    "inga: {navn: Ingrid Nes, kallenavn: [Ingrid]}\ntl: {navn: Tore Lid, kallenavn: [Tore]}\n",
)
# What each clone writes, with the handles of its own register, and who owns which action after.
WRITTEN = [
    (logged(BASE, "aaaa2", "2026-03-10 @inga"), logged(BASE, "aaaa2", "2026-03-11 @ingrid"), "aaaa2", {"Ingrid Nes"}, "open"),
    (logged(BASE, "aaaa2", "2026-03-10 @ingrid"), logged(BASE, "aaaa2", "2026-03-10 @inga"), "aaaa2", {"Ingrid Nes"}, "open"),
    (logged(BASE, "aaaa1", "2026-03-10 @tl"), done(BASE, "aaaa1"), "aaaa1", {"Tore Lid"}, "done"),
    (logged(BASE, "aaaa1", "2026-03-10 @TORE,@inga"), logged(BASE, "aaaa1", "2026-03-12 @ingrid"), "aaaa1", {"Ingrid Nes"}, "open"),
]


@pytest.mark.parametrize(("ours", "theirs", "action_id", "names", "state"), WRITTEN)
def test_two_clones_with_different_registers_merge_to_one_state(
    tmp_path: Path, ours: str, theirs: str, action_id: str, names: set[str], state: str
) -> None:
    one, other = merge(PATH, BASE, ours, theirs, merge_lines), merge(PATH, BASE, theirs, ours, merge_lines)
    assert not one.disputed
    assert one.text() == other.text()
    for number, register in enumerate(REGISTERS):
        folder = tmp_path / str(number)
        folder.mkdir()
        book = Book.open(on_disk(folder, {Path(PATH).name: one.text(), "people.yaml": register, "groups/vel.md": GROUP}))
        (row,) = [row for row in book.action_rows if row.id == action_id]
        assert ({name for _, name, _ in row.owners}, row.state) == (names, state)
