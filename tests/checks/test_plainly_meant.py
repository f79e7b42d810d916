"""A book in which each meeting says one thing as people say it: what is read, what is named, and where nothing is found."""

from dataclasses import dataclass
from datetime import date

import pytest

from referat.book import Book
from referat.changes.check_book import findings
from referat.format.document import parse
from referat.format.reader import read_page
from referat.model.dates import last_day, read_due
from referat.model.meeting import Minutes
from tests.checks import also_meant
from tests.checks.plainly_meant import BOXES, CASE, DECISIONS, DUE, HEADERS, ORDINARY, OWNERS, POSTPONED, SMALL_PRINT, WORDS, Case

TODAY = date(2026, 2, 20)
QUIET = [
    Case(f"{CASE}{words}\n\nVedtak: Tatt til orientering.\n", (), (("3", "Tatt til orientering."),), is_postponed=False, is_quiet=True)
    for words in (*ORDINARY, *also_meant.ORDINARY)
]
OTHERS = [
    *(*also_meant.DECISIONS, *also_meant.POSTPONED, *also_meant.DUE, *also_meant.OWNERS, *also_meant.BOXES),
    *(*also_meant.HEADERS, *also_meant.WORDS, *also_meant.SMALL_PRINT),
]
CASES = [*DECISIONS, *POSTPONED, *DUE, *OWNERS, *BOXES, *HEADERS, *WORDS, *SMALL_PRINT, *OTHERS, *QUIET]
# What is said of minutes however they are worded.
USUAL = {"no-id", "no-due", "no-owner", "item-without-outcome", "due-not-iso"}
MEMBERS = "medlemmer:\n  - Siv Moe\n  - Jo Berg\n  - Ådne Aas\n"


@dataclass(frozen=True)
class Found:
    page: Minutes
    findings: list[tuple[str, str]]  # code, line


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Found | None]:
    """What is read in the minutes of each case, and what `check` says of them; None where the header is not read."""
    root = tmp_path_factory.mktemp("book")
    (root / "meetings" / "groups").mkdir(parents=True)
    (root / "meetings" / "people.yaml").write_text("siv: {navn: Siv Moe}\njo: {navn: Jo Berg}\nådne: {navn: Ådne Aas}\n", encoding="utf-8")
    texts = {}
    for number, case in enumerate(CASES):
        group = f"g{number:03}"
        (root / f"meetings/groups/{group}.md").write_text(f"---\ntittel: Gruppe {number}\n{MEMBERS}---\n", encoding="utf-8")
        path = f"meetings/2026-02-10-{group}.md"
        texts[path] = (case.head.format(group=group) + case.body).replace("^aa01", f"^aa{number:03}")
        (root / path).write_text(texts[path], encoding="utf-8")
    named: dict[str, list[tuple[str, str]]] = {path: [] for path in texts}
    for problem, _ in findings(Book.open(root), TODAY):
        if problem.place.path in named:
            named[problem.place.path].append((problem.code, [*texts[problem.place.path].split("\n"), ""][problem.place.line - 1]))
    pages = [read_page(parse(path, text)).page for path, text in texts.items()]
    return [Found(page, named[path]) if isinstance(page, Minutes) else None for page, path in zip(pages, texts, strict=True)]


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: f"{number}-{CASES[number].body.strip().splitlines()[-1][:40]}")
def test_what_is_plainly_meant_is_read_or_named(found: list[Found | None], number: int) -> None:
    case, here = CASES[number], found[number]
    if here is not None:
        page = here.page
        if case.actions is not None:
            assert [(set(line.owners), _day(line.due, page)) for line in page.action_lines] == [(set(owners), due) for _, owners, due in case.actions]
            assert all(task in {None, line.task} for line, (task, _, _) in zip(page.action_lines, case.actions, strict=True))
        if case.decisions is not None:
            assert tuple((item.number, " ".join(d.text.split())) for item in page.items for d in item.decisions) == case.decisions
        if case.is_postponed is not None:
            assert any(item.is_postponed for item in page.items) == case.is_postponed
        said = [(code, line) for code, line in here.findings if code not in USUAL]
        assert not (case.is_quiet and said)
        if case.named:
            assert any(
                case.named in line or code == "unread-until"
                for code, line in here.findings
                if case.code in {"", code} and code not in USUAL - {"due-not-iso"}
            )


def _day(due: str | None, page: Minutes) -> str | None:
    """The day of a due date, read against the meeting."""
    if due is None or not (iso := read_due(due, page.on)):
        return None
    day = page.next_on if iso == "neste" else last_day(iso)
    return day.isoformat() if day else None
