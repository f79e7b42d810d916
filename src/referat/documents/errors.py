"""What can stop an import: a document that cannot be read, is too large, or needs a library that is not there."""

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_


class UnreadableDocument(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("“{name}” cannot be read: {reason}.")


class UnknownDocument(UnreadableDocument):
    message = N_("“{name}” is not a kind of document that can be imported.")
    hint = N_("Save it as text, .docx, .odt, HTML or PDF, a table as .xlsx or CSV, and try again.")


class OldWordDocument(UnreadableDocument):
    message = N_("“{name}” is an old Word file (.doc).")
    hint = N_("Open it and save it as .docx, then import that.")


class OldExcelDocument(UnreadableDocument):
    message = N_("“{name}” is an old Excel file (.xls).")
    hint = N_("Open it and save it as .xlsx, then import that.")


class LockedDocument(UnreadableDocument):
    message = N_("“{name}” is protected by a password.")
    hint = N_("Save a copy without the password and import that.")


class DocumentTooLarge(UnreadableDocument):
    message = N_("“{name}” is too large to import: {what} is over {limit}.")
    hint = N_("Split it, or save the part with the minutes as text.")


class DangerousDocument(UnreadableDocument):
    message = N_("“{name}” is refused: {reason}.")
    hint = N_("Open it in the program it came from, save it anew as .docx or text, and import that.")


class NoTextInDocument(UnreadableDocument):
    message = N_("“{name}” holds no text, only pictures.")
    hint = N_("Have the scanned pages made into text first (OCR), then import that.")


class MissingLibrary(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("To read “{name}” the library {library} is needed, and it is not installed.")
    hint = N_("Install it where referat is: pip install {library} (with pipx: pipx inject referat {library}).")
