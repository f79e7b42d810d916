"""The project's own promises: rooms that need nothing, small modules, versions that agree with each other."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "referat"
PURE_ROOMS = ("errors.py", "languages", "model", "query")
# format/ is pure too, but for the one module that imports yaml.
YAML_IMPORTER = "format/yaml_parser.py"


def modules_of(*rooms: str) -> list[Path]:
    found: list[Path] = []
    for room in rooms:
        place = SOURCE / room
        found += [place] if place.suffix == ".py" else sorted(place.rglob("*.py"))
    return found


def imported_by(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.partition(".")[0])
    return names


def requirements() -> dict[str, str]:
    """Every library that pyproject.toml names, with its lower bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra in project["project"]["optional-dependencies"].values():
        asked += [one for one in extra if not one.startswith("referat[")]
    return dict(re.match(r"([\w.-]+)>=([\w.]+)", one).groups() for one in asked)  # type: ignore[union-attr,misc]


def pinned(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def numbers(version: str) -> tuple[int, ...]:
    found = [int(part) for part in re.findall(r"\d+", version)]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


@pytest.mark.parametrize("module", modules_of(*PURE_ROOMS, "format"), ids=lambda module: str(module.relative_to(SOURCE)))
def test_a_pure_room_needs_only_the_standard_library(module: Path) -> None:
    allowed = {*sys.stdlib_module_names, "referat"}
    if module == SOURCE / YAML_IMPORTER:
        allowed.add("yaml")
    assert imported_by(module) <= allowed


def test_private_modules_of_python_are_left_alone() -> None:
    """They may go with any version."""
    private = re.compile(r"^\s*(?:from|import) (_[a-z]\w*)", re.MULTILINE)
    found = {str(module.relative_to(SOURCE)): private.findall(module.read_text(encoding="utf-8")) for module in SOURCE.rglob("*.py")}
    assert {where: names for where, names in found.items() if names} == {}


def test_no_module_is_larger_than_a_room_should_be() -> None:
    sizes = {str(module.relative_to(ROOT)): len(module.read_bytes().splitlines()) for module in SOURCE.rglob("*.py")}
    del sizes["src/referat/cli/fast_path_table.py"]  # made by a tool, and read by nobody
    assert {name: lines for name, lines in sizes.items() if lines > 400} == {}


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-lowest.txt"])
def test_constraints_are_names_and_versions_alone(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines if not line.startswith("# ") and not re.fullmatch(r"[a-z0-9-]+==[a-z0-9.]+", line)] == []


def test_the_exact_versions_are_allowed_ones_and_leave_nothing_out() -> None:
    exact = pinned("constraints.txt")
    assert {name: lowest for name, lowest in requirements().items() if numbers(exact.get(name, "0")) < numbers(lowest)} == {}


def test_the_lowest_versions_are_the_lower_bounds() -> None:
    lowest = pinned("constraints-lowest.txt")
    lint_only = {"ruff", "mypy", "types-pyyaml", "import-linter", "vulture"}
    assert {name: numbers(lowest[name]) for name in lowest if name in requirements()} == {
        name: numbers(version) for name, version in requirements().items() if name not in lint_only
    }


def test_a_public_class_has_its_name_alone() -> None:
    """One name, one meaning. An error's name is what scripts know it by, and one that is refused in two places may be called the same."""
    places: dict[str, list[str]] = {}
    for module in modules_of("."):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not any("message" in ast.unparse(line) for line in node.body):
                places.setdefault(node.name, []).append(module.relative_to(SOURCE).as_posix())
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_each_bug_on_the_list_can_be_planted() -> None:
    from tools.mutants import BUGS, bugs

    planted = list(bugs(BUGS.read_text(encoding="utf-8")))
    assert len(planted) > 50
    assert [(bug.path, bug.old) for bug in planted if (ROOT / bug.path).read_text(encoding="utf-8").count(bug.old) != 1] == []
