from pathlib import Path

import pytest

from referat.errors import BookIsLink, NoBook
from referat.store.places import find_book, find_places
from tests.repositories import git, make_repository


def test_a_book_is_found_from_any_folder_in_it(tmp_path: Path) -> None:
    inside = tmp_path / "book" / "meetings" / "2023" / "autumn"
    inside.mkdir(parents=True)
    assert find_book(str(inside)).root == str(tmp_path / "book")
    assert find_book(str(tmp_path / "book")).root == str(tmp_path / "book")


def test_no_book_is_said_with_the_folder_looked_in(tmp_path: Path) -> None:
    with pytest.raises(NoBook) as refused:
        find_book(str(tmp_path))
    assert refused.value.facts["path"] == str(tmp_path)


def test_a_named_book_is_not_looked_for_above(tmp_path: Path) -> None:
    (tmp_path / "meetings" / "x").mkdir(parents=True)
    assert find_book(book=str(tmp_path)).root == str(tmp_path)
    assert find_book(book=str(tmp_path / "meetings")).root == str(tmp_path)
    with pytest.raises(NoBook):
        find_book(book=str(tmp_path / "meetings" / "x"))


def test_a_link_named_meetings_makes_no_book(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "meetings").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "inner").mkdir()
    for start in (tmp_path, tmp_path / "inner"):
        with pytest.raises(BookIsLink) as refused:
            find_book(str(start))
        assert refused.value.facts == {"path": str(tmp_path / "meetings"), "target": str(tmp_path / "elsewhere")}
    with pytest.raises(BookIsLink):
        find_book(book=str(tmp_path))


def test_without_git_the_workshop_lies_in_the_cache_and_differs_by_book(tmp_path: Path, home: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        (folder / "meetings").mkdir(parents=True)
    places = find_places(str(first))
    assert (places.git, places.top, places.bare) == (None, None, False)
    assert places.workshop[0] == str(home / ".cache")
    assert places.workshop != find_places(str(second)).workshop


@pytest.mark.parametrize("below", ["", "council"])
def test_a_repository_is_found_as_git_finds_it(home: Path, tmp_path: Path, below: str) -> None:
    make_repository(tmp_path)
    book = tmp_path / below
    book.mkdir(exist_ok=True)
    places = find_places(str(book))
    assert places.top == git(book, "rev-parse", "--show-toplevel")
    assert places.git == git(book, "rev-parse", "--absolute-git-dir")
    assert places.common == places.git
    assert places.prefix == git(book, "rev-parse", "--show-prefix")


def test_a_second_work_tree_shares_the_lock_and_has_its_own_workshop(repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    first, second = find_places(str(repository)), find_places(str(tmp_path / "side"))
    assert second.git == git(tmp_path / "side", "rev-parse", "--absolute-git-dir")
    assert second.common == first.common
    assert second.lock == first.lock
    assert second.workshop != first.workshop


def test_a_submodule_is_a_repository_of_its_own(repository: Path, tmp_path: Path) -> None:
    outer = make_repository(tmp_path / "outer", {"meetings/x.md": "x\n"})
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repository), "inner")
    assert find_places(str(outer / "inner")).git == git(outer / "inner", "rev-parse", "--absolute-git-dir")


def test_the_inside_of_a_bare_repository_is_told_apart(home: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    git(bare, "init", "--quiet", "--bare")
    (bare / "meetings").mkdir()
    assert find_places(str(bare)).bare


@pytest.mark.parametrize("planted", ["", "gitdir: nowhere\n", "gitdir: \0\n", "x" * 10000])
def test_a_git_file_that_leads_nowhere_is_no_repository(tmp_path: Path, planted: str) -> None:
    (tmp_path / ".git").write_text(planted, encoding="utf-8")
    assert find_places(str(tmp_path)).top != str(tmp_path)
