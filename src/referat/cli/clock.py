"""What time it is."""

import os
from datetime import UTC, datetime


def clock() -> datetime:
    """The moment that a record is made; SOURCE_DATE_EPOCH sets it for those who must make the same bytes again."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now(UTC)
