"""Every kind of problem has an example, found where it stands and nowhere else; what --fix makes of it, and that this takes it away."""

from pathlib import Path

import pytest

from referat.model.problems import PROBLEMS
from tools.examples import FOLDER, example, found_in, laid_out, mended

# The codes that --fix is there for. Of these the whole example is mended, and nothing else is by any of them.
MENDED = {
    "header-late",
    "header-bare-at",
    "lost-in-yaml",
    "name-with-colon",
    "looks-like-action",
    "due-not-iso",
    "no-id",
    "log-without-id",
    "tick-without-day",
}


def places_in(root: Path, one: object) -> list[str]:
    book, found = found_in(root, one.today)  # type: ignore[attr-defined]
    lines = [f"{p.place.path}:{p.place.line}:{p.place.column} {severity} {p.code}" for p, severity in found]
    for problem, _ in found:
        line = book.line_text(problem.place)
        assert not line or problem.place.column - 1 + problem.length <= len(line) + 1, "the marker stands under the line"
    return [line.encode("utf-8", "backslashreplace").decode() for line in lines]


def test_every_code_has_an_example_and_every_example_a_code() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(PROBLEMS)


@pytest.mark.parametrize("code", PROBLEMS)
def test_an_example_yields_its_code_and_nothing_unexpected(code: str) -> None:
    one = example(code)
    with laid_out(one) as root:
        assert places_in(root, one) == one.findings
    assert any(line.endswith(f" {code}") for line in one.findings)


@pytest.mark.parametrize("code", PROBLEMS)
def test_what_is_mended_is_what_the_example_says(code: str) -> None:
    one = example(code)
    with laid_out(one) as root:
        after = mended(root)
        assert after == one.after
        assert bool(after) == (code in MENDED)
        for path, text in after.items():
            (root / path).write_text(text, encoding="utf-8", newline="")
        assert not any(line.endswith(f" {code}") for line in places_in(root, one)) or code not in MENDED
        assert mended(root) == {}, "a second run finds nothing more to mend"


@pytest.mark.parametrize(("code", "entry"), PROBLEMS.items())
def test_a_problem_says_what_is_wrong_and_what_to_do(code: str, entry: object) -> None:
    assert code == code.lower()
    for text in (entry.title, entry.message, entry.remedy):  # type: ignore[attr-defined]
        assert text
        assert text[0].isupper() or text.startswith(("“", "^", "{", "referat check --fix"))
    assert entry.message.endswith((".", "}"))  # type: ignore[attr-defined]
