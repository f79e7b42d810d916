"""Moving in: the minutes people already have, read without guessing, and written as drafts in the book's format.

read_document -> to_json | to_draft, to_groups | questions, answer. Pure but for reading the file; the book and the command line do the rest.
"""

from referat.legacy.contract import to_json
from referat.legacy.draft import lost_words, to_draft
from referat.legacy.groupfiles import to_groups
from referat.legacy.importer import read_document
from referat.legacy.result import Imported, KnownPerson
from referat.legacy.review import Alias, Choice, Question, answer, known_people, questions

__all__ = [
    "Alias",
    "Choice",
    "Imported",
    "KnownPerson",
    "Question",
    "answer",
    "known_people",
    "lost_words",
    "questions",
    "read_document",
    "to_draft",
    "to_groups",
    "to_json",
]
