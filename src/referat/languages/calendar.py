"""Month and weekday names as they are written, in every language that minutes are read in."""

# January first; a name may be cut to three letters or more in the text that is read.
MONTHS: dict[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "nb": ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"),
    "nn": ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"),
    "sv": ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"),
    "da": ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"),
}

# Monday first, as ISO 8601 counts.
WEEKDAYS: dict[str, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
}


def long_day(year: int, month: int, day: int, language: str) -> str:
    """A day as a sentence has it: `31. august 2023`, `31 August 2023`."""
    dot = "" if language == "en" else "."
    return f"{day}{dot} {MONTHS[language][month - 1]} {year}"


def with_long_days(text: str, language: str) -> str:
    """A text with each ISO day in it as a sentence has it; a name that begins with a day, or a path, stays as it is."""
    import re

    def spelled(found: "re.Match[str]") -> str:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        return long_day(year, month, day, language) if 1 <= month <= len(MONTHS[language]) else found[0]

    return re.sub(r"(?<![\w/:-])(\d{4})-(\d{2})-(\d{2})(?![\w-])", spelled, text)
