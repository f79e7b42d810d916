"""What git starts to put two versions of a file of the book together (gitattributes(5), "Defining a custom merge driver").

`python -m referat.cli.merge_driver BASE OURS THEIRS SIZE PATH`: the result takes the place of OURS; 1 where a person must decide.
Whatever goes wrong leaves a conflict over all that differs, as git itself would leave one.
"""

import os
import sys

from referat.format.merge import merge_file
from referat.format.merge_pieces import Disputed, all_disputed
from referat.git.merge_lines import merge_lines

_FEWEST_SIGNS = 7  # of a mark, as git writes it where nobody says otherwise


def main(words: list[str]) -> int:
    base, ours, theirs, size, path = words
    texts = (_text_of(base), _text_of(ours), _text_of(theirs))
    try:
        merged = merge_file(path, *texts, merge_lines=merge_lines)
    except Exception:  # noqa: BLE001 - git takes a driver that fails for one that has done its work on OURS
        merged = all_disputed(*texts)
    made = merged.text(lambda place: _marked(place, max(int(size), _FEWEST_SIGNS)))
    with open(ours, "wb") as file:
        file.write(made.encode("utf-8", "surrogateescape"))
        file.flush()
        os.fsync(file.fileno())
    return 1 if merged.disputed else 0


def _text_of(file: str) -> str:
    with open(file, "rb") as opened:
        return opened.read().decode("utf-8", "surrogateescape")


def _marked(place: Disputed, size: int) -> str:
    """Both versions between the marks that git and its friends know."""
    ours, theirs = (text + "\n" if text and not text.endswith("\n") else text for text in (place.ours, place.theirs))
    return f"{'<' * size} ours\n{ours}{'=' * size}\n{theirs}{'>' * size} theirs\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
