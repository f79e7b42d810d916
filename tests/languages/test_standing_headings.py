"""A heading that the built-in templates put on every agenda is no case that waits when its meeting is cancelled."""

import re
from importlib.resources import files

from referat.languages.standing_headings import STANDING_HEADINGS
from referat.languages.words import BOOK_LANGUAGES

HEADING = re.compile(r"^## \{\{\w+\}\}\. (?!\{\{)(.+?)(?: \([A-Z]\))?$", re.MULTILINE)


def test_every_heading_of_a_built_in_template_is_known() -> None:
    for language in BOOK_LANGUAGES:
        texts = [one.read_text(encoding="utf-8") for one in files("referat.templates").joinpath("builtin", language).iterdir()]
        assert {title.casefold() for text in texts for title in HEADING.findall(text)} == set(STANDING_HEADINGS[language])
