"""What every test shares: how many examples the property tests try, and a surrounding that is the same everywhere."""

import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from referat.index import database
from referat.index.database import Unusable, remove_database
from referat.store.places import find_places

# Hundreds of commands are started: each would compile the whole program anew where its byte code may not be kept.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A slow machine is no fault of the program's, so no example has a deadline. Few are tried with old libraries,
# more in a step of CI, many in `make soak`.
# The same examples each time, so that a run says the same of the same code; `soak` searches further, with others at each run.
for profile, examples in {"few": 10, "default": 50, "ci": 200, "soak": 2000}.items():
    slow = [HealthCheck.too_slow]
    fixed = profile != "soak"
    settings.register_profile(profile, max_examples=examples, deadline=None, suppress_health_check=slow, print_blob=True, derandomize=fixed)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# Hundreds of repositories are made and thrown away: in memory where the system offers a place there.
MEMORY = Path("/dev/shm")
if os.access(MEMORY, os.W_OK):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    os.environ.setdefault("TMPDIR", str(MEMORY))  # where property tests put a folder for each example


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the transcripts anew from what the commands answer now")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(autouse=True, scope="session")
def no_index_of_earlier_runs() -> None:
    """The books that are read where they stand: an index that another version of the program left there would be spoken of."""
    here = Path(__file__).resolve().parent
    for root in (here.parent, *(here / "books").iterdir()):
        with suppress(Unusable):
            remove_database(find_places(str(root)))


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The developer's own language, colours, width, book and state do not reach a test, and no test reaches them."""
    for name in list(os.environ):
        if name.startswith(("LC_", "REFERAT_", "GIT_")) or name in {"LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PAGER"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("state", "cache"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path_factory.getbasetemp() / name))
    # Books that a test leaves open hold the index; what asks it next needs not wait for that.
    monkeypatch.setattr(database, "PATIENCE", 0.01)
