"""How many examples a property test tries where a byte or a tick could be lost: as many as the profile says, and no fewer than fifty.

`MOST` is for two ways of saying the same thing, where a difference hides in one text of a thousand.
"""

from hypothesis import settings

MANY = settings(max_examples=max(50, settings().max_examples))
MOST = settings(max_examples=max(200, settings().max_examples))
