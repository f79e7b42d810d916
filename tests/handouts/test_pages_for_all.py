"""Every kind of HTML document in Chromium: nothing that axe-core finds (WCAG 2.2 AA), dark and light, 320 pixels wide, and by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from referat.handouts import lists, reports
from referat.handouts.content import Handout
from referat.handouts.minutes import extract_handout, minutes_handout
from referat.handouts.notice import notice_handout
from referat.handouts.writers import written
from tests.handouts.books import TODAY, book, elvdal, facts, minutes
from tests.handouts.browser import Browser, browser
from tests.handouts.odd import hostile_minutes, odd_minutes, png

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    from shutil import which

    if not which("chromium"):
        pytest.skip("no Chromium")
    with browser(tmp_path_factory.mktemp("chromium")) as found:
        yield found


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Handout]:
    """Every kind of document: of a usual book, for the public, of an odd and of a hostile one."""
    from referat.query.decisions import decided
    from referat.query.groups import stand

    opened = elvdal()
    known, one = facts(opened), minutes(opened, "2024-03")
    folder = tmp_path_factory.mktemp("odd")
    odd = book(folder, {"book.yaml": "språk: nn\n", "2024-06-04-odd.md": odd_minutes(8, 24), "2024-06-05-hostile.md": hostile_minutes()})
    (folder / "meetings/bilete").mkdir()
    (folder / "meetings/bilete/kart.png").write_bytes(png())
    others = facts(odd)
    made = {
        "minutes": minutes_handout(known, one),
        "minutes for the public": minutes_handout(facts(opened, public=True), one),
        "extract": extract_handout(known, one, one.items[1]),
        "notice": notice_handout(known.page(minutes(opened, "2024-06")), version=2, on=TODAY, changed=["Sak 3 er ny."]),
        "actions": lists.actions_list(known, opened.action_rows),
        "decisions": lists.decisions_list(known, decided(opened.minutes)),
        "meetings": lists.meetings_list(known, opened.meeting_rows),
        "groups": lists.groups_list(known, stand(opened.groups, opened.open_counts(TODAY), TODAY)),
        "people": lists.people_list(known, opened.people),
        "group": lists.group_handout(known, opened.groups[0]),
        "person": lists.person_handout(known, opened.people[0], opened.rows_owned(opened.people[0])),
        "odd": minutes_handout(others, minutes(odd, "odd")),
        "odd notice": notice_handout(others.page(minutes(odd, "odd"))),
        "hostile": minutes_handout(others, minutes(odd, "hostile")),
    }
    return made | {f"report {kind}": reports.report(known, kind, reports.ReportScope()) for kind in reports.KINDS}


def test_no_page_has_a_violation(chromium: Browser, documents: dict[str, Handout], tmp_path: Path) -> None:
    found = []
    for name, made in documents.items():
        page = tmp_path / f"{name}.html"
        page.write_bytes(written(made, "html"))
        for scheme, width in (("light", 1280), ("dark", 320))[name in {"odd", "hostile"} :]:  # these take long
            chromium.open(page, width=width, scheme=scheme)
            found += [(name, scheme, width, *one) for one in chromium.violations()]
            assert chromium.run("document.documentElement.scrollWidth") <= width, (name, width)
    assert found == []


def test_the_keyboard_alone_reaches_all_that_can_be_used(chromium: Browser, documents: dict[str, Handout], tmp_path: Path) -> None:
    """Tab goes to every link and every table that scrolls, in the order they stand, shows where it is, and is caught nowhere."""
    script = "[...document.querySelectorAll('a[href], [tabindex]')].forEach((one, number) => one.dataset.at = number)"
    for name in ("minutes", "notice", "odd", "actions"):
        page = tmp_path / f"{name}.html"
        page.write_bytes(written(documents[name], "html"))
        chromium.open(page, width=320)
        chromium.run(f"{script};0")
        there = chromium.run("document.querySelectorAll('a[href], [tabindex]').length")
        reached = []
        for _ in range(there):
            chromium.press("Tab")
            at, seen = chromium.run("(e => [e.dataset.at, getComputedStyle(e).outlineStyle])(document.activeElement)")
            assert seen != "none", (name, at)
            reached.append(int(at))
        assert reached == list(range(there)), name
