"""Whatever two or three clones have written, and in whatever order they meet: every event stands once under its own action, in all of them."""

import shutil
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from referat.changes.sync_book import Choose, FrozenDiffers, MergeQuestion, sync
from referat.format.canon import digest
from referat.format.document import parse
from referat.git import driver
from referat.git.trust import record_trust
from referat.store.state_folder import state_folder
from tests.approved_books import M1, M2, M3, M4, M5, change, commit, page, referat
from tests.format.test_merge import BASE, added, done, events, logged
from tests.format.test_merge import PATH as PAGE
from tests.repositories import git, git_of, make_repository, put

CLONES = ("a", "b", "c")
CARRIED = "meetings/2026-04-14-velforening.md"
IDS = ("aaaa1", "aaaa2", "aaaa3")
OPERATIONS = ("done", "defer", "assign", "reopen", "add", "note", "cancel", "circulate", "reword", "carry", "sync", "merge")
steps = st.lists(st.tuples(st.sampled_from(CLONES), st.sampled_from(OPERATIONS), st.sampled_from(IDS)), max_size=9)


class Clones:
    """Three clones of a book, and what each has been told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[MergeQuestion] = []
        self.told: set[tuple[str, str]] = set()
        first = make_repository(folder / "a", {PAGE: BASE})
        git(folder, "clone", "-q", "--bare", str(first), "felles.git")
        git(first, "remote", "add", "origin", str(folder / "felles.git"))
        for name in CLONES[1:]:
            git(folder, "clone", "-q", str(folder / "felles.git"), name)
        for name in CLONES:
            driver.install(git_of(folder / name))
            record_trust(git_of(folder / name))

    def text(self, name: str) -> str:
        return (self.folder / name / PAGE).read_text(encoding="utf-8")

    def step(self, number: int, name: str, what: str, action_id: str) -> None:
        text, day = self.text(name), f"2026-04-{number + 1:02}"
        if what == "sync":
            self.meet(name)
            return
        if what == "merge":
            self.merge(name)
            return
        if what == "carry":
            self.carry(name)
            return
        new = self.changed(text, number, name, what, action_id, day)
        if new != text:
            put(self.folder / name, {PAGE: new})
            git(self.folder / name, "commit", "-qam", f"{what} {action_id}")

    def changed(self, text: str, number: int, name: str, what: str, action_id: str, day: str) -> str:  # noqa: PLR0911 - a case each
        sign = events(parse(PAGE, text))[action_id][0]
        is_frozen = "circulation:" in text
        match what:
            case "done" if sign == " ":
                self.told.add((action_id, f"{day} done"))
                return done(text, action_id, day)
            case "reopen" if sign == "x":
                self.told.add((action_id, f"{day} reopened"))
                return logged(text, action_id, f"{day} gjenåpnet", " ")
            case "defer":
                self.told.add((action_id, f"{day} due"))
                return logged(text, action_id, f"{day} frist:2026-06-{number + 1:02}")
            case "assign":
                self.told.add((action_id, f"{day} owners"))
                return logged(text, action_id, f"{day} @{name}{number}")
            case "add" if not is_frozen:
                return added(text, f"- [ ] @{name} Oppgave {number} ^{name}{number}zzz")
            case "note" if not is_frozen:
                return text.replace("Ingen saker.", f"Ingen saker. {name} {number}.")
            case "reword" if not is_frozen:
                return text.replace("Kjøpe maling", f"Kjøpe maling {name}{number}")
            case "cancel" if not is_frozen and "cancelled" not in text:
                return text.replace("status: utkast", f"status: utkast\ncancelled: {{on: {day}, why: {name}}}")
            case "circulate" if not is_frozen:
                return text.replace("status: utkast", f'status: sendt\ncirculation: {{text: "sha256:{number}", on: {day}}}')
        return text

    def carry(self, name: str) -> None:
        """The open actions as they stand, into the minutes of the next meeting."""
        path = self.folder / name / CARRIED
        if path.exists():
            return
        head, _, rest = self.text(name).partition("## 1. Dugnad\n\n")
        lines = [line for line in rest.split("\n") if line.startswith("- [ ]")]
        text = head.replace("2026-03-03", "2026-04-14").split("circulation:")[0].replace("status: sendt", "status: utkast")
        text = text if text.endswith("---\n\n") else text.rstrip() + "\n\n---\n\n"
        put(self.folder / name, {CARRIED: text + "## 1. Oppfølging\n\n" + "\n".join(lines) + "\n"})
        git(self.folder / name, "add", "-A")
        git(self.folder / name, "commit", "-qm", "neste møte")

    def meet(self, name: str) -> None:
        sync(str(self.folder / name), lambda question: self.asked.append(question) or "ours", opened=lambda _: None)  # type: ignore[func-returns-value]

    def merge(self, name: str) -> None:
        """As somebody does who knows plain git."""
        merged_by_git(self.folder / name)


def merged_by_git(root: Path) -> None:
    """What plain git makes of it with the driver; what it leaves to a person is taken back."""
    git(root, "fetch", "-q", "origin")
    try:
        git(root, "merge", "-q", "--no-edit", "origin/main")
    except AssertionError:
        git(root, "merge", "--abort")


def check(clones: Clones) -> None:
    carried = {(clones.folder / name / CARRIED).read_text(encoding="utf-8") if (clones.folder / name / CARRIED).exists() else "" for name in CLONES}
    assert len(carried) == 1
    ids = [line.rpartition("^")[2] for line in carried.pop().split("\n") if line.startswith("- [")]
    assert len(ids) == len(set(ids))
    texts = {clones.text(name) for name in CLONES}
    assert len(texts) == 1
    (text,) = texts
    there = events(parse(PAGE, text))
    said = {(action_id, f"{on} {kind}") for action_id, (_, log) in there.items() for on, kind, _ in log}
    if not clones.asked:
        assert said == clones.told
    else:
        assert said <= clones.told
    assert text.count("## 1. Dugnad") == text.count("## 2. Eventuelt") == 1
    for name in CLONES:
        assert git(clones.folder / name, "status", "--porcelain") == ""


def tried(told: list[tuple[str, str, str]]) -> None:
    folder = Path(mkdtemp(prefix="sync-"))
    try:
        clones = Clones(folder)
        for number, (name, what, action_id) in enumerate(told):
            clones.step(number, name, what, action_id)
        for name in (*CLONES, *CLONES):
            clones.meet(name)
        check(clones)
    finally:
        shutil.rmtree(folder)


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(steps)
def test_all_clones_say_the_same_in_the_end(home: Path, told: list[tuple[str, str, str]]) -> None:
    tried(told)


@pytest.mark.soak
@pytest.mark.timeout(0)
@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(steps)
def test_all_clones_say_the_same_in_the_end_many_times(home: Path, told: list[tuple[str, str, str]]) -> None:
    tried(told)


COMMANDS = ("done", "defer", "assign", "add", "cancel", "reword", "approve", "correct", "carry", "sync", "merge")
ACTIONS = tuple(f"{meeting[5:7]}k{meeting[8:10]}{letter}" for meeting in (M1, M3, M4, M5) for letter in "ab")
TITLES = {M1: "enighet om retningen", M2: "Merking av stier ble", M3: "Badeplassen ble"}
orders = st.lists(
    st.tuples(st.sampled_from(CLONES), st.sampled_from(COMMANDS), st.sampled_from(ACTIONS), st.sampled_from(sorted(TITLES))), max_size=9
)


class Boards:
    """Three clones of a book with approved minutes, kept with the commands themselves, and what these have acknowledged."""

    def __init__(self, chain: Path) -> None:
        self.folder = chain.parent
        self.asked: list[MergeQuestion] = []
        self.said: set[tuple[str, str]] = set()
        self.added: set[str] = set()
        self.corrected: set[str] = set()
        self.words = {path.name: path.read_text(encoding="utf-8") for path in (chain / "meetings").glob("*.md")}
        git(self.folder, "clone", "-q", "--bare", str(chain), "felles.git")
        for name in CLONES:
            git(self.folder, "clone", "-q", "felles.git", name)
            driver.install(git_of(self.folder / name))
            record_trust(git_of(self.folder / name))

    def step(self, number: int, name: str, what: str, action_id: str, meeting: str) -> None:
        root, day = self.folder / name, f"2024-06-{number + 1:02}"
        later = f"2024-07-{number + 1:02}"
        match what:
            case "sync":
                self.meet(name)
            case "merge":
                merged_by_git(root)
            case "done" | "defer" | "assign":
                words, event = {
                    "done": ((), "done"),
                    "defer": (("--due", later), f"due {later}"),
                    "assign": ((f"@{name}{number}",), f"owners {name}{number}"),
                }[what]
                before = git(root, "rev-parse", "HEAD")
                assert referat(root, what, action_id, *words, day=day).code == 0
                if git(root, "rev-parse", "HEAD") != before:
                    self.said.add((action_id, f"{day} {event}"))
            case "add":
                if referat(root, "add", f"Oppgave {name}{number}", "--owner", "signe", "--meeting", M5, day=day).code == 0:
                    self.added.add(f"Oppgave {name}{number}")
            case "cancel":
                referat(root, "cancel", M5, "--why", f"Syk {name}", day=day)
            case "reword":
                change(root, M5, "Be om lengre", f"Be {name}{number} om lengre") if "Be om lengre" in page(root, M5).read_text() else None
                commit(root, day=day)
            case "approve":
                referat(root, "approve", M4, "--in", M5, "--by", "Signe Haugstad", day=day)
            case "correct":
                self.correct(root, meeting, day)
            case "carry":
                referat(root, "new", "styret", "--date", "2024-08-14", day=day)
                commit(root, day=day)

    def correct(self, root: Path, meeting: str, day: str) -> None:
        if TITLES[meeting] not in page(root, meeting).read_text(encoding="utf-8"):
            return
        change(root, meeting, TITLES[meeting], f"{TITLES[meeting]} og farten")
        if referat(root, "correct", meeting, "--in", M5, "--by", "Signe Haugstad", day=day).code == 0:
            self.corrected.add(meeting)
        else:
            git(root, "checkout", "-q", "--", ".")

    def meet(self, name: str) -> None:
        """With what we wrote where both disagree; or with what they did, where ours would leave an approval without its record."""

        def answers(side: str) -> Choose:
            return lambda question: self.asked.append(question) or side  # type: ignore[func-returns-value]

        before = git(self.folder / name, "rev-parse", "HEAD")
        for side in ("ours", "theirs"):
            try:
                sync(str(self.folder / name), answers(side), opened=lambda _: None)
            except FrozenDiffers:
                assert self.asked
                assert git(self.folder / name, "rev-parse", "HEAD") == before
                assert git(self.folder / name, "status", "--porcelain") == ""
            else:
                break

    def check(self) -> None:
        roots = [self.folder / name for name in CLONES]
        assert len({git(root, "rev-parse", "HEAD^{tree}") for root in roots}) == 1
        for root in roots:
            assert git(root, "status", "--porcelain") == ""
        verified = referat(roots[0], "verify")
        assert verified.code == 0, verified.out
        pages = {path.name: path.read_text(encoding="utf-8") for path in (roots[0] / "meetings").glob("*.md")}
        for meeting in {M1, M2, M3, M4} - self.corrected:
            assert digest(parse("", pages[f"{meeting}.md"]), date.fromisoformat(meeting[:10])) == digest(
                parse("", self.words[f"{meeting}.md"]), date.fromisoformat(meeting[:10])
            )
        if self.asked:
            return
        found = {
            (i, f"{on} {kind} {value}".strip())
            for text in pages.values()
            for i, (_, log) in events(parse("", text)).items()
            for on, kind, value in log
        }
        assert self.said <= found
        assert all(sum(words in text for text in pages.values()) >= 1 for words in self.added)


def kept(chain: Path, told: list[tuple[str, str, str, str]]) -> None:
    folder = Path(mkdtemp(prefix="sync-"))
    try:
        shutil.rmtree(state_folder(), ignore_errors=True)  # what was verified in other walks is another book's
        shutil.copytree(chain, folder / "book", symlinks=True)
        boards = Boards(folder / "book")
        for number, one in enumerate(told):
            boards.step(number, *one)
        for name in (*CLONES, *CLONES):
            boards.meet(name)
        boards.check()
    finally:
        shutil.rmtree(folder)


@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(orders)
def test_approved_minutes_stay_what_they_are_in_all_clones(chain: Path, told: list[tuple[str, str, str, str]]) -> None:
    kept(chain, told)


@pytest.mark.soak
@pytest.mark.timeout(0)
@settings(max_examples=200, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(orders)
def test_approved_minutes_stay_what_they_are_in_all_clones_many_times(chain: Path, told: list[tuple[str, str, str, str]]) -> None:
    kept(chain, told)
