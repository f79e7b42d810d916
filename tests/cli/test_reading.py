"""What the reading commands say of the invented book, byte for byte. `pytest --update` writes what they say now; read the diff."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from referat.cli.app import main
from referat.languages import i18n

BOOK = Path(__file__).parents[1] / "books" / "elvdal"
TRANSCRIPTS = Path(__file__).parent / "transcripts"

# name -> (width of the terminal, what is typed)
SCREENS = {
    "actions-80": (80, "actions --format table"),
    "actions-40": (40, "actions --format table --all"),
    "actions-120": (120, "actions --format table --all"),
    "actions-plain": (80, "actions --all --format plain"),
    "actions-md": (80, "actions --format md"),
    "actions-csv": (80, "actions --format csv --all"),
    "actions-excel": (80, "actions --format csv-excel"),
    "actions-todotxt": (80, "actions --format todotxt --all"),
    "actions-ics": (80, "actions --format ics --all"),
    "actions-json": (80, "actions --format json b7r2k"),
    "followup-80": (80, "followup --format table"),
    "followup-40": (40, "followup --format table --group sti"),
    "followup-md": (80, "followup --format md --by group"),
    "followup-plain": (80, "followup --format plain --by org"),
    "followup-meeting": (100, "followup --format table --by meeting"),
    "meetings-80": (80, "meetings --format table"),
    "meetings-40": (40, "meetings --format table"),
    "groups-80": (80, "groups --format table"),
    "groups-40": (40, "groups --format table"),
    "people-80": (80, "people --format table"),
    "people-120": (120, "people --format table"),
    "decisions-80": (80, "decisions --format table --since 2024-04-01"),
    "decisions-plain": (80, "decisions budsjett --format plain"),
    "items-80": (80, "items --format table"),
    "show-meeting": (80, "show 2024-03 --format table"),
    "show-group": (80, "show sti --format table"),
    "show-group-md": (80, "show bad --format md"),
    "show-item": (80, "show kartblad --format table"),
    "show-person": (80, "show oddvar --format table"),
    "show-action": (80, "show b7r2k --format table"),
    "show-action-json": (80, "show h2c6w --format json"),
}


@pytest.fixture(autouse=True)
def the_book(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("REFERAT_BOOK", str(BOOK))
    monkeypatch.setenv("REFERAT_TODAY", "2024-05-20")
    yield
    i18n.use("en")


def ask(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    sys.stdout.flush()
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


@pytest.fixture(scope="module")
def english_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented book, told to speak English: what the program says is then the source's own words."""
    book = tmp_path_factory.mktemp("english") / "elvdal"
    shutil.copytree(BOOK, book)
    settings = book / "meetings" / "book.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("språk: nb", "språk: en"), encoding="utf-8")
    return book


@pytest.mark.parametrize("name", SCREENS)
def test_it_says_what_it_said(
    name: str, english_book: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], update: bool
) -> None:
    columns, typed = SCREENS[name]
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("REFERAT_BOOK", str(english_book))
    code, out, err = ask(capfdbinary, *typed.split())
    said = out + ("-- stderr --\n" + err if err else "")
    kept = TRANSCRIPTS / f"{name}.txt"
    if update:
        kept.write_bytes(said.encode())
    assert code == 0
    assert said == kept.read_bytes().decode()


@pytest.mark.parametrize("name", [name for name, (_, typed) in SCREENS.items() if "table" in typed])
def test_no_line_is_wider_than_the_screen(name: str) -> None:
    columns, _ = SCREENS[name]
    lines = (TRANSCRIPTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) <= columns


def test_json_keeps_the_contract(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = ask(capfdbinary, "actions", "--format", "json", "--all")
    told = json.loads(out)
    assert (code, err, told["schema"]) == (0, "", "referat/actions/1")
    by_id = {action["id"]: action for action in told["actions"]}
    bridge = by_id["b7r2k"]
    assert bridge["owners"] == [{"handle": "oddvar", "name": "Oddvar Bråten", "org": "Øvre Elvdal kommune"}]
    assert (bridge["state"], bridge["group"], bridge["due"], bridge["overdue"]) == ("open", "styret", "2024-05-10", True)
    assert (bridge["carried"], bridge["moved"]) == (2, 1)
    assert bridge["born"] == {"meeting": "2024-03-12-styret", "item": "2", "path": "meetings/2024-03-12-styret.md", "line": 30}
    assert bridge["newest"] == {"meeting": "2024-06-04-styret", "path": "meetings/2024-06-04-styret.md", "line": 15}
    assert bridge["events"] == [{"on": "2024-04-23", "event": "due:2024-05-10", "path": "meetings/2024-04-23-styret.md", "line": 36}]
    assert by_id[None]["owners"][0]["name"] == "Signe Haugstad"
    assert by_id["w3m8t"]["born"]["meeting"] is None
    assert by_id["p8q4z"]["due"] is None
    assert {action["state"] for action in told["actions"]} == {"open", "in-progress", "done"}


def test_the_places_it_names_are_the_lines_it_means(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = ask(capfdbinary, "actions", "--format", "json", "--all")
    for action in json.loads(out)["actions"]:
        for place in (action["born"], action["newest"]):
            line = (BOOK / place["path"]).read_text(encoding="utf-8").splitlines()[place["line"] - 1]
            assert action["text"] in line
            assert action["id"] is None or line.endswith("^" + action["id"])


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("", ["k5n2h", None, "b7r2k", "w3m8t", "p8q4z"]),
        ("--group sti", ["k5n2h", "w3m8t"]),
        ("--group styret", ["k5n2h", None, "b7r2k", "w3m8t", "p8q4z"]),
        ("--group ba", ["p8q4z"]),
        ("--owner jorunn", ["k5n2h", "w3m8t"]),
        ("--owner lindset", ["k5n2h"]),
        ("--owner @oddvar,signe", [None, "b7r2k"]),
        ("--owner sekretariatet --all", ["v4s9d"]),
        ("--org turlag", ["k5n2h"]),
        ("--meeting 2024-06", ["b7r2k"]),
        ("--meeting last --all", ["k5n2h", None, "b7r2k", "h2c6w", "p8q4z"]),
        ("--state done", ["v4s9d", "h2c6w"]),
        ("--state ferdig --state utgår", ["v4s9d", "h2c6w"]),
        ("--overdue", ["k5n2h", None, "b7r2k"]),
        ("--due today", ["k5n2h", None, "b7r2k"]),
        ("--due week", ["k5n2h", None, "b7r2k", "w3m8t"]),
        ("--due 2024-04-15", ["k5n2h"]),
        ("--no-owner", ["p8q4z"]),
        ("--no-due", ["p8q4z"]),
        ("--since 2024-05-01 --all", ["h2c6w"]),  # b7r2k was only carried since
        ("--sort -carried", ["b7r2k", "k5n2h", "p8q4z", None, "w3m8t"]),
        ("--sort owner", ["w3m8t", "k5n2h", "b7r2k", None, "p8q4z"]),
        ("rekkverk", ["b7r2k"]),
        ("GAVEN sparebanken", [None]),
        ("--view haster", ["k5n2h", "b7r2k", None]),
        ("--view haster --owner signe", [None]),
        ("--view sti --sort -due", ["w3m8t", "k5n2h"]),
        ("ingenting --all", []),
    ],
)
def test_what_is_asked_for_is_shown(typed: str, ids: list[str | None], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, _ = ask(capfdbinary, "actions", *typed.split(), "--format", "json")
    assert code == 0
    assert [action["id"] for action in json.loads(out)["actions"]] == ids


@pytest.mark.parametrize(
    "typed",
    [
        "actions --group krat",
        "actions --owner nobody",
        "actions --view hast",
        "actions --state closed",
        "actions --sort size",
        "actions --due never",
        "actions --since never",
        "show xyzzy",
        "show 2024",
        "meetings --group xx",
        "decisions --meeting 1999",
    ],
)
def test_a_word_that_means_nothing_is_named(typed: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = ask(capfdbinary, *typed.split())
    assert (code, out) == (2, "")
    assert typed.rsplit(maxsplit=1)[-1] in err


def test_a_late_action_can_fail_a_script(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert ask(capfdbinary, "actions", "--fail")[0] == 1
    assert ask(capfdbinary, "actions", "--fail", "--group", "bad")[0] == 0
    assert ask(capfdbinary, "actions", "--fail", "--today", "2024-01-01")[0] == 0


def test_the_last_line_goes_where_it_does_no_harm(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    _, table, beside_table = ask(capfdbinary, "actions", "--format", "table")
    _, plain, beside_plain = ask(capfdbinary, "actions")
    assert table.splitlines()[-1] == beside_plain.strip()
    assert beside_table == ""
    assert len(plain.splitlines()) == 5


def test_i_am_who_git_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    book = tmp_path / "book"
    (book / "meetings").mkdir(parents=True)
    (book / "meetings" / "people.yaml").write_text("ada: Ada Moen (Lia)\nbo: Bo Li (Lia)\n")
    (book / "meetings" / "list.md").write_text("- [ ] @ada Ring @bo\n- [ ] @bo Skriv\n")
    monkeypatch.setenv("REFERAT_BOOK", str(book))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    code, _, err = ask(capfdbinary, "actions", "--owner", "me")
    assert code == 2
    assert "git does not know your name" in err
    subprocess.run(["git", "init", "-q", str(book)], check=True)
    for key, value in (("user.name", "Ada Moen"), ("user.email", "ada@example.org")):
        subprocess.run(["git", "-C", str(book), "config", key, value], check=True)
    code, out, err = ask(capfdbinary, "actions", "--owner", "me", "--format", "json")
    assert [action["text"] for action in json.loads(out)["actions"]] == ["Ring @bo"]


def test_the_spreadsheet_formats_can_be_read_back(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = ask(capfdbinary, "actions", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert [row["id"] for row in rows] == ["k5n2h", "", "b7r2k", "w3m8t", "p8q4z"]
    _, out, _ = ask(capfdbinary, "actions", "--format", "csv-excel")
    assert out.startswith("\ufeff")
    assert "Kåre Lindset, Jorunn Sletten" in next(csv.reader(io.StringIO(out.splitlines()[1]), delimiter=";"))


def test_one_unreadable_file_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    meetings = tmp_path / "meetings"
    meetings.mkdir()
    (meetings / "2024-01-01-a.md").write_text("---\ndate: 2024-01-01\n---\n- [ ] @ada Ring ^abcd1\n")
    (meetings / "2024-01-02-b.md").write_bytes(b"\xff\xfe\n")
    monkeypatch.setenv("REFERAT_BOOK", str(tmp_path))
    code, out, err = ask(capfdbinary, "actions")
    assert (code, out.split("\t")[0]) == (0, "abcd1")
    assert "meetings/2024-01-02-b.md:1" in err


@pytest.mark.parametrize("name", ["ids", "handles", "groups", "meetings", "items", "pages", "views", "states", "sorts", "anything"])
def test_completion_offers_and_never_fails(name: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from referat.cli import completion

    offer = getattr(completion, name)
    assert offer("")
    assert offer("no such beginning") == []
    if name not in {"states", "sorts"}:
        monkeypatch.setenv("REFERAT_BOOK", "/nowhere")
        assert offer("") == []
    assert capfdbinary.readouterr() == (b"", b"")


def test_completion_by_a_shell() -> None:
    asked = {"_REFERAT_COMPLETE": "complete_bash", "COMP_WORDS": "referat actions --group s", "COMP_CWORD": "3"}
    surroundings = {**os.environ, **asked, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-m", "referat"], capture_output=True, env=surroundings, check=False, text=True)
    assert ran.stdout.split() == ["sti", "styret"]
    assert ran.stderr == ""


def test_every_list_is_json_under_its_schema(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for command in ("meetings", "groups", "people", "decisions", "items"):
        code, out, _ = ask(capfdbinary, command, "--format", "json")
        told = json.loads(out)
        assert (code, told["schema"]) == (0, f"referat/{command}/1")
        assert told[command]
    for what, kind in (("last", "meeting"), ("sti", "group"), ("signe", "person"), ("kartblad", "item"), ("2024-04-23-styret:53", "action")):
        assert json.loads(ask(capfdbinary, "show", what, "--format", "json")[1])["schema"] == f"referat/{kind}/1"
