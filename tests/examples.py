"""How many examples a property test tries where a byte or a tick could be lost: two thousand on every change, fifty."""

import os

from hypothesis import settings

MANY = settings(max_examples=2000 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 50)
