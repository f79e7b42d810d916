"""`pytest tests/transcripts --update` rewrites what the commands answered; look at the difference before it is kept."""

import pytest

from tests.repositories import home

__all__ = ["home"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the transcripts anew from what the commands answer now")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))
