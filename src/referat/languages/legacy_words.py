"""The words people's old minutes are read by, gathered from one table per language.

Kept apart from the words of the book's own format: that vocabulary is closed, this one grows with every pile of old files.
"""

from referat.languages import legacy_da, legacy_en, legacy_nb, legacy_nn, legacy_sv
from referat.languages.legacy_shape import Words

WORDS: dict[str, Words] = {
    "nb": legacy_nb.WORDS,
    "nn": legacy_nn.WORDS,
    "en": legacy_en.WORDS,
    "sv": legacy_sv.WORDS,
    "da": legacy_da.WORDS,
}
