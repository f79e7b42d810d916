"""Old minutes read: from the blocks of a document to what they say of a meeting, each with its evidence, and to a draft of it.

A file becomes blocks (`documents`), blocks become claims, claims one result with an outcome: ready, questions or text (`judge`).
Where a day is decided: `facts`. A person: `people` and `presence`. An item: `structure`. A task: `tasks`.
"""

from referat.intake.contract import to_json
from referat.intake.draft import lost_words, to_draft
from referat.intake.group_files import to_groups
from referat.intake.questions import Alias, Choice, ImportQuestion, answer, known_people, questions
from referat.intake.reading import read_document
from referat.intake.result import Imported, KnownPerson

__all__ = [
    "Alias",
    "Choice",
    "ImportQuestion",
    "Imported",
    "KnownPerson",
    "answer",
    "known_people",
    "lost_words",
    "questions",
    "read_document",
    "to_draft",
    "to_groups",
    "to_json",
]
