"""The toy commands as a table of the command line."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.repositories import home

__all__ = ["home"]

HERE = Path(__file__).parent


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.delitem(sys.modules, "toy", raising=False)
    return {
        "Ask": {"ask": ("toy", "Answer with what was asked."), "find": ("toy", "Find nothing.")},
        "Change": {
            "import": ("toy", "Take in old files."),
            "look-up": ("toy", "Fail with a place."),
            "fall": ("toy", "Fail in another way."),
            "items": ("toy", "Items that wait."),
        },
        "Nowhere": {"gone": ("no_such_module", "A command whose module must not be loaded for another's sake.")},
    }
