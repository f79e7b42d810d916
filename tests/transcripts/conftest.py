"""`pytest --update` rewrites what the commands answered; look at the difference before it is kept."""

from tests.repositories import home

__all__ = ["home"]
