"""Starting a book: what is missing is made, and what is there is left alone."""

import subprocess
from pathlib import Path

import pytest

from referat.book import Book
from referat.changes.init_book import InsideMeetings, NotAFolder, Started, start_book
from referat.languages import i18n
from tests.small_books import problems_of


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    state = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    monkeypatch.setenv("XDG_CACHE_HOME", str(state))
    return state


def start(where: Path, title: str = "", language: str = "nb", **more: bool) -> Started:
    i18n.use(language)
    try:
        return start_book(str(where), title, language, **more)
    finally:
        i18n.use("en")


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file() and ".git/" not in str(p)}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_book_is_started_in_a_new_folder(tmp_path: Path, language: str) -> None:
    started = start(tmp_path / "a" / "bok", "Elvdal: #1", language)
    book = Book.open(tmp_path / "a" / "bok")
    assert (book.settings.title, book.settings.language, problems_of(book), book.register.people) == ("Elvdal: #1", language, (), ())
    assert started.has_history
    assert started.made_history
    assert set(started.made) == {"meetings", "meetings/groups", "meetings/items", "meetings/book.yaml", "meetings/people.yaml", ".gitignore"}
    assert (tmp_path / "a/bok/meetings/items").is_dir()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_examples_in_the_register_can_be_used_as_they_are(tmp_path: Path, language: str) -> None:
    start(tmp_path, language=language)
    people = tmp_path / "meetings/people.yaml"
    head, rule, examples = people.read_text().partition("#\n")
    people.write_text(head + examples.replace("# ", ""))
    assert rule
    book = Book.open(tmp_path)
    assert problems_of(book) == ()
    assert [(p.handle, p.is_body) for p in book.register.people] == [("kari", False), ("per", False), ("sekretariatet", True)]
    assert book.register.people[1].aliases == ("Per Lie",)


def test_twice_is_as_once(tmp_path: Path) -> None:
    start(tmp_path, "En", "nb")
    before = files(tmp_path)
    again = start(tmp_path, "To", "nn")
    assert (again.made, again.made_history) == ((), False)
    assert files(tmp_path) == before


def test_a_folder_in_use_is_completed_and_nothing_there_is_touched(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    there = {"meetings/people.yaml": b"kari: Kari\r\n", ".gitignore": b"*.bak\r\n/build", "README.md": b"hei\n"}
    for name, data in there.items():
        (tmp_path / name).write_bytes(data)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    head = (tmp_path / ".git/HEAD").read_bytes()
    started = start(tmp_path)
    assert (started.has_history, started.made_history) == (True, False)
    assert (tmp_path / ".git/HEAD").read_bytes() == head
    assert (tmp_path / "meetings/people.yaml").read_bytes() == there["meetings/people.yaml"]
    assert (tmp_path / "README.md").read_bytes() == there["README.md"]
    assert (tmp_path / ".gitignore").read_bytes() == b"*.bak\r\n/build\r\nmeetings/contacts.yaml"


@pytest.mark.parametrize("line", ["meetings/contacts.yaml", "/meetings/contacts.yaml  ", "contacts.yaml"])
def test_contacts_that_are_kept_out_already_need_no_line(tmp_path: Path, line: str) -> None:
    (tmp_path / ".gitignore").write_text(f"# vårt\n{line}\n")
    start(tmp_path)
    assert (tmp_path / ".gitignore").read_text() == f"# vårt\n{line}\n"


def test_git_leaves_the_contacts_out(tmp_path: Path) -> None:
    start(tmp_path)
    (tmp_path / "meetings/contacts.yaml").write_text("kari: kari@example.org\n")
    seen = subprocess.run(["git", "-C", str(tmp_path), "status", "--porcelain", "-uall"], check=True, capture_output=True, text=True).stdout
    assert "contacts" not in seen
    assert "meetings/book.yaml" in seen


def test_a_book_without_git(tmp_path: Path) -> None:
    started = start(tmp_path, with_git=False)
    assert (started.has_history, (tmp_path / ".git").exists()) == (False, False)
    later = start(tmp_path)
    assert (later.made, later.made_history) == ((), True)


def test_without_git_installed_the_book_is_there_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    started = start(tmp_path / "bok")
    assert (started.git_missing, started.has_history) == (True, False)
    assert Book.open(tmp_path / "bok").settings.language == "nb"


def test_only_a_history_made_here_is_trusted(tmp_path: Path, own_state: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "strange")], check=True)
    start(tmp_path / "strange")
    assert not list(own_state.rglob("trusted"))
    start(tmp_path / "own")
    assert [path.read_text().count("\n") for path in own_state.rglob("trusted")] == [1]


def test_a_dry_run_makes_nothing(tmp_path: Path) -> None:
    started = start(tmp_path / "bok", dry_run=True)
    assert "meetings/book.yaml" in started.made
    assert list(tmp_path.iterdir()) == []


def test_a_book_is_not_started_inside_the_meetings_of_another(tmp_path: Path) -> None:
    start(tmp_path)
    for where in ("meetings", "meetings/groups", "meetings/new"):
        with pytest.raises(InsideMeetings):
            start(tmp_path / where)
    assert not (tmp_path / "meetings/new").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("hei")
    with pytest.raises(NotAFolder):
        start(tmp_path / "fil")
    assert (tmp_path / "fil").read_text() == "hei"
