"""Finds what nothing in the program uses any more; tests do not count. Ends with 1 if there is any.

    python -m tools.dead_code

A name in small letters that is only set is left to ruff: most are fields of records that are unpacked. What vulture cannot see being used stands in
`KEPT` with its reason; a name there that is not needed any more is reported too.
"""

import sys
from keyword import iskeyword
from pathlib import Path
from typing import Any

from vulture import Vulture

from referat.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PLACES = ("src/referat", "tools", "benchmarks")

PARSER = "a parser of the standard library calls or reads it"
FORMAT = "the table of formats finds it by name in each module"
TYPER = "typer reads or calls it"
SERVER = "the standard library's server calls or reads it"
HINT = "a type, in an annotation that is a text"
# Modules that only set attributes of what another library made: paragraphs of python-docx, entries of zipfile.
FOR_OTHERS = frozenset({"src/referat/handouts/docx.py", "src/referat/handouts/zipped.py"})
KEPT = {
    "buffer_text": PARSER,
    "StartElementHandler": PARSER,
    "EndElementHandler": PARSER,
    "CharacterDataHandler": PARSER,
    "StartDoctypeDeclHandler": PARSER,
    "EntityDeclHandler": PARSER,
    "ExternalEntityRefHandler": PARSER,
    "handle_starttag": PARSER,
    "handle_endtag": PARSER,
    "handle_data": PARSER,
    "do_GET": SERVER,
    "log_message": SERVER,
    "daemon_threads": SERVER,
    "validateLink": "markdown-it asks it",
    "mime_headers": "babel writes it",
    "DOCUMENT_MARKS": "the tests ask which texts go into documents",
    "report_text": FORMAT,
    "excel_text": FORMAT,
    "markdown": FORMAT,
    "list_files": "a listing with what is seen of each file, as the tests of the disk ask for it",
    "xlsx": FORMAT,
    "as_csv": FORMAT,
    "default_map": TYPER,
    "__init_subclass__": "Python calls it",
    "Token": HINT,
    "Fits": HINT,
}


def commands() -> str:
    """The functions of the commands, as a text that uses them: the table knows them by name."""
    names = [name.replace("-", "_") for panel in COMMANDS.values() for name in panel]
    return "\n".join(f"{name}_" if iskeyword(name) else name for name in names)


def is_set_for_others(item: Any) -> bool:
    """Whether it is an attribute of another library's object: what is set on it is read there."""
    return item.typ == "attribute" and item.filename.relative_to(ROOT).as_posix() in FOR_OTHERS


def main() -> int:
    tool = Vulture(ignore_decorators=["@*.command"])
    tool.scan(commands(), filename=Path("commands"))
    tool.scavenge([str(ROOT / place) for place in PLACES])
    found = list(tool.get_unused_code(min_confidence=60, sort_by_size=False))
    needed = {item.name for item in found} & KEPT.keys()
    dead = [item for item in found if item.name not in KEPT and not (item.typ == "variable" and item.name.islower()) and not is_set_for_others(item)]
    for item in dead:
        print(f"{item.filename.relative_to(ROOT)}:{item.first_lineno}: nothing uses {item.typ} {item.name}")
    for name in sorted(KEPT.keys() - needed):
        print(f"tools/dead_code.py: {name} need not be kept in the list any more")
    return 1 if dead or KEPT.keys() - needed else 0


if __name__ == "__main__":
    sys.exit(main())
