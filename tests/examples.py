"""How many examples a property test tries where a byte or a tick could be lost: as many as the profile says, and no fewer than fifty."""

from hypothesis import settings

MANY = settings(max_examples=max(50, settings().max_examples))
