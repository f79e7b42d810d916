"""The fast path says what Typer's commands say, byte for byte, and loads next to nothing for it."""

import itertools
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from referat.cli import fast_path
from referat.cli.fast_path import NotHere, answered, read
from referat.cli.fast_path_table import ASKED, COMPLETED
from tests.small_books import group, minutes, on_disk

PINNED = re.search(r"^typer==(\S+)$", (Path(__file__).parents[2] / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
# Each version of Typer describes a command in its own way.
AS_PINNED = pytest.mark.skipif(PINNED is None or version("typer") != PINNED[1], reason="the table is made with the typer in constraints.txt")

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2024-05-20"
# Has the whole program loaded, and answers each line of words in a process of its own: to start it anew each time would take most of the time.
ANSWERS = """\
import json, os, sys
from referat.cli import app, fast_path
from referat.cli.fast_path_table import ASKED
for place, _ in ASKED.values():
    fast_path.found(place)
for line in sys.stdin:
    which, words, variables, out, err = json.loads(line)
    child = os.fork()
    if child == 0:
        os.environ.clear()
        os.environ.update(variables)
        for path, number in ((os.devnull, 0), (out, 1), (err, 2)):
            os.dup2(os.open(path, os.O_RDWR | os.O_CREAT), number)
        code = fast_path.answered(words) if which == "fast" else app.main(words)
        assert code is not None, "left to the other way"
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    _, status = os.waitpid(child, 0)
    sys.__stdout__.write(f"{os.waitstatus_to_exitcode(status)}\\n")
    sys.__stdout__.flush()
"""
LOADED = (
    "import sys\n"
    "from referat.cli import fast_path\n"
    "assert fast_path.answered(sys.argv[1:]) is not None\n"
    "sys.stdout.flush()\n"
    "print('\\n'.join(sys.modules), file=sys.stderr)\n"
)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One book a language; the last holds a file that cannot be read, and hostile words."""
    body = (
        "## 1. Økonomi\n\n- [ ] @ida Ring +sti frist:2024-03-01 ^abcd1\n  - 2024-04-02 frist:2024-06-01\n\n"
        "- [x] @per,@ida Skriv `brev` ^abcd2\n  - 2024-05-02 ferdig\n\n- [/] Åpne døra frist:neste\n\n**Vedtak:** Ja.\n"
    )
    files = {
        "2024-01-09.md": minutes("2024-01-09", body, status="godkjent", more="til stede:\n  - Ida Moen (Lia)\n  - Per Aas\n"),
        "2024-05-07.md": minutes("2024-05-07", body, more="til stede: []\nneste: 2024-06-11\n"),
        "groups/styret.md": group("Styret", "medlemmer:\n  - N.N. (Lia)\n"),
        "groups/sti.md": group("Stigruppe", "under: styret\n", "- [ ] @ola Merk løypa ^abcd3\n"),
        "items/kart.md": group("Kart"),
        "people.yaml": "ida: Ida Moen (Lia kommune)\nola: {name: Ola Dal, org: Bø}\n",
    }
    views = "visninger:\n  sti: {group: sti, sort: owner}\n  'sti:sent': {group: sti, overdue: true}\n"
    hostile = {**files, "2024-02-09.md": "---\ntittel: [\n---\n", "rå.md": "- [ ] @ida \x1b[2J +sti ^abcd9\n"}
    folder = tmp_path_factory.mktemp("books")
    found = {
        language: on_disk(folder / language, {**(hostile if language == "en" else files), "book.yaml": f"language: {language}\n{views}"})
        for language in ("nb", "nn", "en")
    }
    time.sleep(2.1)  # until nothing is so young that it is distrusted
    return found


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))


def through(program: str, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "REFERAT_TODAY": TODAY, **more}
    return subprocess.run([sys.executable, "-c", program, *words], capture_output=True, env=env, check=False, stdin=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def answering() -> Iterator[subprocess.Popen[str]]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen([sys.executable, "-c", ANSWERS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, text=True) as started:
        yield started
        started.communicate()


@pytest.fixture
def same(answering: subprocess.Popen[str], tmp_path: Path) -> Callable[..., None]:
    """Asks both ways and compares: exit code and every byte of both streams."""

    def asked(which: str, words: list[str], variables: dict[str, str]) -> tuple[str, bytes, bytes]:
        out, err = tmp_path / f"{which}.out", tmp_path / f"{which}.err"
        assert answering.stdin is not None
        assert answering.stdout is not None
        answering.stdin.write(json.dumps([which, words, {**os.environ, "REFERAT_TODAY": TODAY, **variables}, str(out), str(err)]) + "\n")
        answering.stdin.flush()
        return answering.stdout.readline(), out.read_bytes(), err.read_bytes()

    def compare(words: list[str], **variables: str) -> None:
        front = asked("fast", words, variables)
        assert front == asked("proper", words, variables)
        assert b"left to the other way" not in front[2]
        assert front[1] or front[2]

    return compare


ALL_DAY = ("actions", "followup", "meetings", "verify")
QUESTIONS = [
    "actions",
    "actions --group sti",
    "actions -g sty --all",
    "actions --owner ida --format json",
    "actions --owner=ola --owner per",
    "actions --fail",
    "actions --state done --sort -due --sort owner",
    "actions --overdue --no-owner",
    "actions --no-due --format csv",
    "actions ring --format md",
    "actions --due 2024-06-30 --format todotxt",
    "actions --due month",
    "actions --since 2024-02-01 -a --format csv-excel",
    "actions --since last",
    "actions --meeting 2024-05 --format ics",
    "actions --org lia --format table",
    "actions --view sti",
    "actions -f plain Skriv ø --all",
    "actions --today 2030-01-01",
    "followup",
    "followup --group sti --format json",
    "followup --by org --since 2024-01-09",
    "followup --by meeting --format md",
    "followup --by group --format table",
    "meetings",
    "meetings --status draft --format json",
    "meetings økonomi",
    "meetings --group styret --since 2024-02-01",
    "meetings --format csv",
    "meetings --format table",
    "verify",
    "verify --all --format json",
    "verify --format github",
    "verify -f table",
    "verify --against K7QD-94MX-TR2A-81PB@12",
]


@pytest.mark.parametrize("typed", QUESTIONS)
def test_both_ways_say_the_same(books: dict[str, Path], same: Callable[..., None], typed: str) -> None:
    language = ("nb", "nn", "en")[QUESTIONS.index(typed) % 3]
    same(typed.split(), REFERAT_BOOK=str(books[language]), COLUMNS="90")


OF_A_DAY = [
    "show styret",
    "show 2024-05",
    "show abcd1 --format json",
    "show ida",
    "show nobody",
    "decisions --group styret",
    "decisions --since 2024-02-01 --format csv",
    "items",
    "items --group sti --format md",
    "groups --all",
    "people lia --format json",
    "search ring -g sti",
    "search ring --group=styret --since last",
    "trail",
    "trail 2024-05-07 --format plain",
    "trail 2023",
    "agenda styret",
    "status",
    "check --format github",
    "check --codes",
    "undo --list",
    "undo",
    "restore kart",
    "done abcd1 --dry-run",
    "done abcd1 abcd3 --on 2024-05-19 --dry-run",
    "done abcd1 --on 2030-01-01 --dry-run",
    "done abc --dry-run",
    "start abcd3 --dry-run",
    "reopen abcd2 --dry-run --no-save",
    "drop --owner ola --yes --dry-run",
    "drop --owner ola",
    "defer abcd1 --due friday --dry-run",
    "defer --overdue --group=sti --due 2024-06-30 --dry-run",
    "assign abcd1 @ola @per --dry-run",
    "reword abcd1 Ring igjen --dry-run",
    "new styret --date 2024-06-11 --dry-run",
    "new sti",
    "move 2024-05-07 --date 2024-06-20 --dry-run",
    "cancel 2024-05-07 --why syk --dry-run",
    "attend 2024-05-07 --present ida --absent per --dry-run",
    "items add Ny sak --group sti --dry-run",
    "items park kart --dry-run",
    "items postpone kart --for 2024-09 --dry-run",
    "save --dry-run",
    "rename kart plan --dry-run",
    "circulate 2024-01-09 --dry-run",
    "approve 2024-05-07 --in 2024-01-09 --dry-run",
    "withdraw 2024-01-09 --dry-run",
]


@pytest.mark.parametrize("typed", OF_A_DAY)
def test_both_ways_do_the_same(books: dict[str, Path], same: Callable[..., None], typed: str) -> None:
    same(typed.split(), REFERAT_BOOK=str(books[("nb", "nn")[OF_A_DAY.index(typed) % 2]]), COLUMNS="90")


def test_each_command_of_the_table_is_tried_both_ways() -> None:
    tried = {name for typed in (*QUESTIONS, *OF_A_DAY) for name in (typed.split()[0], " ".join(typed.split()[:2]))}
    assert ASKED.keys() - tried == {"add", "edit", "correct"}  # an id by chance, an editor, approved minutes that a later meeting corrected


def any_question(r: random.Random) -> list[str]:
    """A question of options and values taken at random from the table itself."""
    name = r.choice(ALL_DAY)
    parameters = ASKED[name][1]
    values = {
        "group": "sti",
        "owner": "ida",
        "org": "lia",
        "meeting": "2024-05-07",
        "state": "done",
        "due": "2024-12-01",
        "since": "2024-01-01",
        "until": "2024-12-01",
        "sort": "task",
        "view": "sti",
        "against": "K7QD-94MX-TR2A-81PB@12",
    }
    words = [name]
    free = [called for called, (how, *_) in parameters.items() if how[:1] == "-" and called not in {"book", "today", "accept"}]
    spelled = {option: called for called in free for option in parameters[called][0].split()}
    for option in r.sample(list(spelled), r.randrange(5)):
        takes = parameters[spelled[option]][1]
        value = None if takes == "flag" else r.choice(takes) if isinstance(takes, tuple) else values[spelled[option]]
        words += [option] if value is None else [f"{option}={value}"] if option[:2] == "--" and r.random() < 0.3 else [option, value]
    return words + (["Ring"] if "words" in parameters and r.random() < 0.3 else [])


@pytest.mark.parametrize("seed", range(12))
def test_both_ways_say_the_same_of_any_options(books: dict[str, Path], same: Callable[..., None], seed: int) -> None:
    r = random.Random(seed)
    same(any_question(r), REFERAT_BOOK=str(books[r.choice(("nb", "nn", "en"))]))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("init there", "another command"),
        ("show", "no word where there has to be one"),
        ("defer abcd1", "no option where there has to be one"),
        ("trail 2024 2023", "a word too many"),
        ("search ring --limit 3", "a number"),
        ("", "nothing typed"),
        ("actions --gruop x", "no such option"),
        ("actions --group", "no value"),
        ("actions -ag sti", "short options together"),
        ("actions --all=yes", "a flag with a value"),
        ("actions --format tabel", "no such format"),
        ("actions --today 2024-02-30", "no such day"),
        ("actions --today 20240520", "a day written otherwise"),
        ("actions -- --group", "two dashes"),
        ("--book x actions", "an option first"),
        ("followup sti", "a word that it does not take"),
        ("actions -g=x", "a short option with a sign"),
    ],
)
def test_what_it_does_not_know_is_left_to_typer(typed: str, why: str) -> None:
    with pytest.raises(NotHere):
        read(typed.split(), {})


@pytest.mark.parametrize(
    "typed", ["actions --group ukjent", "actions --group st", "actions --owner hvem", "actions --sort farge", "meetings --since aldri"]
)
def test_what_goes_wrong_is_said_the_same(books: dict[str, Path], same: Callable[..., None], typed: str) -> None:
    same(typed.split(), REFERAT_BOOK=str(books["nb"]))


@pytest.mark.parametrize("typed", ["assign abcd1", "drop", "approve --in 2024-05-07", "items add Kart --park --for next"])
def test_what_does_not_go_together_is_said_by_typer(
    books: dict[str, Path], typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REFERAT_BOOK", str(books["nb"]))
    assert answered(typed.split()) is None
    assert capsys.readouterr() == ("", "")


def test_days_are_taken_as_typer_takes_them() -> None:
    from referat.cli.options import as_day

    days = ("00", "01", "28", "29", "30", "31", "32")
    for year, month, day in itertools.product(("0000", "0001", "2023", "2024"), ("00", "02", "04", "12", "13"), days):
        text = f"{year}-{month}-{day}"
        if fast_path._is_day(text):
            assert as_day(text).isoformat() == text
    assert [text for text in ("2024-1-01", "2024/01/01", "２０２４-01-01", "2024-01-01 ") if fast_path._is_day(text)] == []


# A hot question loads no library, and of Python's own what it cannot do without: not these.
HEAVY = {
    "typer",
    "click",
    "rich",
    "yaml",
    "git",
    "frontmatter",
    "json",
    "re",
    "dataclasses",
    "enum",
    "pathlib",
    "typing",
    "subprocess",
    "shutil",
    "contextlib",
    "hashlib",
    "inspect",
    "tempfile",
    "gettext",
    "locale",
    "referat.errors",
    "referat.cli.app",
    "referat.format",
    "referat.model.action",
    "referat.model.people",
    "referat.query.lookup",
}


def test_a_hot_question_loads_next_to_nothing(books: dict[str, Path]) -> None:
    through(LOADED, "actions", REFERAT_BOOK=str(books["nb"]))  # the first of them reads the book
    time.sleep(2.1)  # until nothing is so young that it is distrusted
    through(LOADED, "actions", REFERAT_BOOK=str(books["nb"]))
    for typed in ("actions", "actions --group sti", "actions --overdue --sort task", "meetings", "followup --group sti"):
        told = through(LOADED, *typed.split(), REFERAT_BOOK=str(books["nb"]))
        assert loaded(told) & HEAVY == set(), typed


def loaded(told: subprocess.CompletedProcess[bytes]) -> set[str]:
    """The modules that a question was answered with, beside what Python always loads."""
    assert told.returncode == 0, told.stderr.decode()
    already = set(through("import sys; print('\\n'.join(sys.modules), file=sys.stderr)").stderr.decode().splitlines())
    return set(told.stderr.decode().splitlines()) - already


SHELLS = {
    "bash": lambda words: {"COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)},
    "zsh": lambda words: {"_TYPER_COMPLETE_ARGS": " ".join(words)},
    "fish": lambda words: {"_TYPER_COMPLETE_ARGS": " ".join(words), "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "typed",
    [
        "actions --group s",
        "actions -g ",
        "done abc",
        "done abcd1 a",
        "meetings --since 2024",
        "actions --owner i",
        "show s",
        "actions --view ",
        "actions -a --sort d",
    ],
)
def test_completion_of_values_is_the_same_through_both_ways(books: dict[str, Path], same: Callable[..., None], shell: str, typed: str) -> None:
    words = ["referat", *typed.split(), *([""] if typed.endswith(" ") else [])]
    same([], REFERAT_BOOK=str(books["nb"]), _REFERAT_COMPLETE=f"complete_{shell}", **SHELLS[shell](words))


@pytest.mark.parametrize("typed", ["act", "actions --gr", "actions --format ", "actions --org ", "followup s", "nonsense x"])
def test_completion_of_other_words_is_left_to_typer(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["referat", *typed.split(), *([""] if typed.endswith(" ") else [])]
    monkeypatch.setenv("_REFERAT_COMPLETE", "complete_bash")
    for name, value in SHELLS["bash"](words).items():
        monkeypatch.setenv(name, value)
    assert answered([]) is None


def test_every_command_that_completes_values_has_its_place_in_the_table() -> None:
    assert {"actions", "followup", "meetings", "done", "show"} <= COMPLETED.keys()
    assert COMPLETED["done"]["*"] == "ids"


def test_a_reader_that_leaves_is_no_trouble(books: dict[str, Path]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "REFERAT_BOOK": str(books["nb"])}
    done = subprocess.run([sys.executable, "-m", "referat", "actions"], stdout=writing, stderr=subprocess.PIPE, env=env, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@AS_PINNED
def test_what_is_made_from_the_commands_is_current() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    told = subprocess.run([sys.executable, "tools/fast_path.py", "--check"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "the fast path is current\n")
