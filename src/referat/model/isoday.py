"""Whether a text is a day, for those who cannot wait for the calendar to be loaded: the questions asked all day, and the quick way of reading."""

_DAYS_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MOST_KNOWN = 20_000
_known: dict[str, bool] = {}  # the same days stand in many files


def is_day(text: str) -> bool:
    """Whether a text is an ISO day that exists, as `dates.iso_day` has it."""
    if (found := _known.get(text)) is None:
        found = _is_day(text)
        if len(_known) < _MOST_KNOWN:
            _known[text] = found
    return found


def _is_day(text: str) -> bool:
    year, month, day = text[:4], text[5:7], text[8:]
    if len(text) != 10 or text[4] + text[7] != "--" or not text.isascii() or not (year + month + day).isdigit() or year == "0000":
        return False
    if month == "02" and day == "29":
        return int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    return 1 <= int(month) <= 12 and 1 <= int(day) <= _DAYS_OF_MONTH[int(month) - 1]
