"""Small commands for the fault tests, until they run the real ones: each makes one change in a book and says "done" when it stands.

operations.py three ROOT               replaces, makes and removes a file in one change
operations.py add ROOT PATH WORD       adds a line to a file
operations.py save ROOT PATH WORD      adds a line and saves it in the history
operations.py many ROOT PATH NAME N    adds N lines, one change after the other
"""

import sys

from referat.errors import ReferatError
from referat.store.disk_errors import ChangedMeanwhile, KeptAside
from referat.store.files import FileChange, digest, write, write_all
from referat.store.lock import Lock, hold_lock
from referat.store.places import Places, find_places
from referat.store.reading import read_bytes


def three(places: Places) -> None:
    with hold_lock(places) as held:
        old = [read_bytes(places.root, f"meetings/{name}.md") for name in ("replaced", "removed")]
        write_all(
            held,
            [
                FileChange("meetings/replaced.md", b"new text\n" * 2000, digest(old[0])),
                FileChange("meetings/made.md", b"made\n", None),
                FileChange("meetings/removed.md", None, digest(old[1])),
            ],
        )
    say("done")


def add(held: Lock, path: str, word: str) -> bytes:
    """Add a line; read anew and tried again as long as another program saves in between."""
    while True:
        old = read_bytes(held.places.root, path)
        new = old + f"{word}\n".encode()
        try:
            write(held, path, new, expected=digest(old))
        except (ChangedMeanwhile, KeptAside):
            continue
        return new


def save(places: Places, path: str, word: str) -> None:
    from referat.git.commit import commit
    from referat.git.program import Git

    assert places.top is not None
    assert places.git is not None
    assert places.common is not None
    git = Git(places.root, places.top, places.git, places.common)
    with hold_lock(places) as held:
        before = read_bytes(places.root, path)
        commit(git, {path: before}, "an edit from outside", held=held.fd)  # what a killed command wrote is not ours
        new = add(held, path, word)
        commit(git, {path: new}, f"add {word}", held=held.fd)
    say(f"done {word}")


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(words: list[str]) -> int:
    what, root, *rest = words
    places = find_places(root)
    try:
        if what == "three":
            three(places)
        elif what == "add":
            with hold_lock(places) as held:
                add(held, rest[0], rest[1])
            say("done")
        elif what == "save":
            save(places, rest[0], rest[1])
        else:
            for number in range(int(rest[2])):
                with hold_lock(places) as held:
                    add(held, rest[0], f"{rest[1]}-{number}")
    except ReferatError as error:
        sys.stderr.write(f"{error.code}: {error}\n")
        return int(error.exit)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
