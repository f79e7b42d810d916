from hypothesis import example, given
from hypothesis import strategies as st

from referat.model.dates import iso_day
from referat.model.isoday import is_day


@example("0000-01-01")
@example("2024-02-30")
@given(st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True) | st.dates().map(str) | st.text(max_size=11))
def test_a_day_is_what_the_calendar_says(text: str) -> None:
    assert is_day(text) == (iso_day(text) is not None)
