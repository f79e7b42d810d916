"""How well documents are read: what is found, compared with what a person read by eye. Right is right; a value that is not there is invented."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from referat.intake import Imported, read_document

TODAY = date(2026, 6, 1)
Document = dict[str, Any]


@dataclass(slots=True)
class Totals:
    """Hits, what there was to find, and what was found beside it, by field; and the documents that were called ready."""

    hits: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    ready: int = 0
    ready_wrong: list[str] = field(default_factory=list)

    def recall(self, name: str) -> float:
        return self.hits[name] / self.wanted[name] if self.wanted[name] else 1.0

    def precision(self, name: str) -> float:
        told = self.hits[name] + self.extra[name]
        return self.hits[name] / told if told else 1.0


def folded(text: str | None) -> str:
    return " ".join(re.sub(r"[^\w/]+", " ", (text or "").casefold()).split())


def truth_of(folder: Path) -> list[Document]:
    found: list[Document] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return found


def score(folder: Path) -> Totals:
    """All documents of a folder."""
    totals = Totals()
    for document in truth_of(folder):
        path = folder / document["file"]
        score_one(document, read_document(path, today=TODAY)[0], totals)
    return totals


def score_one(document: Document, found: Imported, totals: Totals) -> None:
    for name in ("date", "start", "end", "title", "place"):
        _value(totals, name, document.get(name), found.value(name))
    people = _names(totals, "present", document["present"], [one.name for one in (*found.present, *found.substitutes)])
    _names(totals, "absent", document["absent"], [one.name for one in found.absent or ()])
    items = _items(totals, document["agenda"], found)
    _actions(totals, document["actions"], found)
    if found.outcome == "ready":
        totals.ready += 1
        if not (items and people and (not document["date"] or document["date"] == found.value("date"))):
            totals.ready_wrong.append(document["file"])


def _value(totals: Totals, name: str, wanted: str | None, told: str | None) -> None:
    if not wanted:
        totals.extra[name] += bool(told)
        return
    totals.wanted[name] += 1
    a, b = folded(wanted), folded(told)
    totals.hits[name] += bool(b) and (a == b or (len(b) > 4 and (b in a or a in b)))


def _names(totals: Totals, name: str, wanted: list[str], told: list[str]) -> bool:
    left = [folded(one) for one in told]
    right = 0
    for one in map(folded, wanted):
        match = next((other for other in left if other == one or other.split()[-1:] == one.split()[-1:]), None)
        if match is not None:
            left.remove(match)
            right += 1
    totals.hits[name] += right
    totals.wanted[name] += len(wanted)
    totals.extra[name] += len(left)
    return right == len(wanted) and not left


def _items(totals: Totals, wanted: list[list[str]], found: Imported) -> bool:
    left = [(folded(item.number), folded(item.title)) for item in found.items]
    right = 0
    for number, title in ((folded(one[0]), folded(one[1])) for one in wanted):
        match = next((one for one in left if one[1] == title or (number and one[0] == number and (not title or one[1][:8] == title[:8]))), None)
        if match is not None:
            left.remove(match)
            right += 1
    totals.hits["items"] += right
    totals.wanted["items"] += len(wanted)
    totals.extra["items"] += len(left)
    return right == len(wanted) and not left


def _actions(totals: Totals, wanted: list[Document], found: Imported) -> None:
    left = list(found.actions)
    for one in wanted:
        owners = [folded(owner) for owner in one["who"]]
        hits = [action for action in left if _same_owner(owners, [folded(owner) for owner in action.owners])]
        hits.sort(key=lambda action: -len(_stems(one["what"]) & _stems(action.text)))
        if one["strength"] == "explicit":
            totals.wanted["actions"] += 1
            totals.hits["actions"] += bool(hits)
            if hits and one.get("due"):
                totals.wanted["due"] += 1
                totals.hits["due"] += hits[0].due == one["due"]
        if hits:
            left.remove(hits[0])
    totals.extra["actions"] += len(left)


def _same_owner(wanted: list[str], told: list[str]) -> bool:
    if not wanted or not told:
        return not wanted and not told
    return any(a == b or set(a.split()) & set(b.split()) for a in wanted for b in told)


def _stems(text: str) -> set[str]:
    return {word[:4] for word in re.findall(r"\w{3,}", text.casefold())}
