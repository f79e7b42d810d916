"""How many books made at random a test tries: a few in `make test`, many in `make soak`."""

import os


def seeds(few: int, *, of: int) -> range:
    """The seeds to try: the first few, or all of them where the profile searches further."""
    return range(of if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else few)
