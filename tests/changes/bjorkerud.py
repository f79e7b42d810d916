"""A small invented book in which actions stand everywhere they can: approved, circulated and draft minutes, a group's own list, a note."""

from pathlib import Path

from referat.book import Book
from referat.changes.transaction import Transaction
from referat.format.canon import digest
from referat.format.document import parse
from tests.repositories import put

APPROVED = "meetings/2024-01-10-styret.md"
CIRCULATED = "meetings/2024-02-14-styret.md"
DRAFT = "meetings/2024-03-13-styret.md"
GROUP = "meetings/groups/styret.md"
NOTE = "meetings/notat.md"

FILES = {
    "meetings/book.yaml": "tittel: Bjørkerud vel\nspråk: nb\n",
    "meetings/people.yaml": "berte: Berte Lunde (Bjørkerud vel)\nhaakon:\n  navn: Haakon Moen\n  kallenavn: [hm]\n",
    APPROVED: """---
tittel: Styremøte
gruppe: styret
dato: 2024-01-10
til stede:
  - Berte Lunde (møteleder)
  - Haakon Moen
status: godkjent

---

## 1. Oppfølging

- [ ] @berte Bestill brøyting til vinteren frist:2024-02-01 ^br0yt
  - 2024-01-20 frist:2024-03-01
- [ ] @haakon Mål opp lekeplassen frist:2024-04-01 ^lek3p
- [ ] @alle Les vedtektene ^vedt3
- [ ] Uten id
- [x] @berte Takk sponsorene frist:2024-01-31 ^takk5
""",
    CIRCULATED: """---
tittel: Styremøte
gruppe: styret
dato: 2024-02-14
status: sendt

---

## 1. Oppfølging

- [ ] @berte Bestill brøyting til vinteren frist:2024-02-01 ^br0yt
  - 2024-01-20 frist:2024-03-01

## 2. Strøm

- [ ] @haakon Skift strømleverandør ^str0m
""",
    DRAFT: """---
tittel: Styremøte
gruppe: styret
dato: 2024-03-13
status: utkast

---

## 1. Oppfølging

- [ ] @berte Bestill brøyting til vinteren frist:2024-02-01 ^br0yt
  - 2024-01-20 frist:2024-03-01

## 2. Dugnad

- [ ] Skriv til alle om dugnad
- [ ] @haakon Kjøp inn pølser ^p0lse
  Til førti stykker.

  - [ ] @berte og brus ^bru5k
""",
    GROUP: """---
tittel: Styret
medlemmer:
  - Berte Lunde
  - Haakon Moen

---

* [ ] @haakon Vask bommen ^bom4x
* [ ] @berte Fyll på sand
""",
    NOTE: "# Notat\n\n- [ ] @berte Spør kommunen ^komm7\n",
}


def make_book(folder: Path, **changed: str) -> Path:
    """The book in a folder; a file named by a constant of this module (as `DRAFT=...`) has another text."""
    put(folder, FILES | {globals()[name]: text for name, text in changed.items()})
    return folder


def transaction_in(folder: Path) -> Transaction:
    """A transaction without a lock: nothing is written but by `lay_down`."""
    return Transaction(Book.open(folder), None)


def lay_down(folder: Path, transaction: Transaction) -> None:
    """Write what lies in the transaction as plainly as can be."""
    for path, document in transaction.changed.items():
        if document is None:
            (folder / path).unlink()
        else:
            put(folder, {path: document.data})


def text_of(folder: Path, path: str) -> str:
    return (folder / path).read_bytes().decode()


def frozen_digests(folder: Path) -> dict[str, str]:
    """The digest of every text that may not change any more."""
    book = Book.open(folder)
    return {m.path: digest(parse(m.path, text_of(folder, m.path)), m.on) for m in book.minutes if m.source.is_frozen}
