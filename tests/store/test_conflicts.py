import pytest

from referat.store.conflicts import conflict_line, refuse_conflict
from referat.store.disk_errors import ConflictMarkers

CONFLICT = b"# Agenda\n<<<<<<< HEAD\n- [ ] a\n=======\n- [x] a\n>>>>>>> side\n"


@pytest.mark.parametrize(("text", "line"), [(CONFLICT, 2), (b"a\r\n>>>>>>> side\r\n", 2), (b"||||||| base\n", 1)])
def test_a_conflict_is_found_with_its_line(text: bytes, line: int) -> None:
    assert conflict_line(text) == line
    with pytest.raises(ConflictMarkers) as refused:
        refuse_conflict("meetings/a.md", text)
    assert str(refused.value.place) == f"meetings/a.md:{line}"


@pytest.mark.parametrize("text", [b"", b"Heading\n=======\n", b"a <<<<<<< b\n", b"<<<<<<<<\n", b"> > > quoted\n", b"    <<<<<<< HEAD\n"])
def test_other_text_is_left_in_peace(text: bytes) -> None:
    assert conflict_line(text) is None
    refuse_conflict("meetings/a.md", text)
