"""The shared repositories, for the tests of this room."""

from tests.repositories import home, repository

__all__ = ["home", "repository"]
