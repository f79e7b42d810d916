"""docs/templates.md names everything a template may hold, and nothing else."""

import re
from pathlib import Path

from referat.templates.engine import BLOCKS, FIELDS, ITEMS, KINDS, VALUES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")


def test_every_name_is_explained_and_no_other() -> None:
    known = {name for table in (VALUES, BLOCKS, ITEMS) for name in (*table, *(word for words in table.values() for word in words))}
    assert set(re.findall(r"\{\{([^}]+)\}\}", PAGE)) == known


def test_every_kind_and_field_is_named() -> None:
    names = {*KINDS, *(name for names in KINDS.values() for name in names.values()), *FIELDS, *(word for words in FIELDS.values() for word in words)}
    assert {name for name in names if f"`{name}`" not in PAGE} == set()
