"""`pytest --update` rewrites what the commands answered; look at the difference before it is kept."""

import pytest

from tests.repositories import home

__all__ = ["home"]


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))
