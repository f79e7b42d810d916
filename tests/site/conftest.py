"""A home where git knows a name, and a site made of files."""

from tests.repositories import home

__all__ = ["home"]
