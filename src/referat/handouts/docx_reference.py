"""A Word document whose styles are used: looked through before it is opened, and stripped of what it says of itself."""

import re
import zipfile
from io import BytesIO

from docx.document import Document as WordDocument

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_

# What a reference document may not hold: whatever is fetched, run or worked out when somebody opens it.
_NOT_IN_REFERENCE = re.compile(
    rb'TargetMode\s*=\s*["\']External|<w:instrText|<w:fldSimple|<w:altChunk|<w:object|attachedTemplate|mailMerge', re.IGNORECASE
)
_NOT_AMONG_PARTS = re.compile(r"vbaProject|activeX|embeddings|oleObject|\.bin\Z", re.IGNORECASE)
_NOT_TAKEN_ALONG = frozenset({"thumbnail", "extended-properties", "custom-properties", "customXml"})
_LARGEST_PARTS = 32 * 1024 * 1024


class NotAReference(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("The Word document that book.yaml names for its styles cannot be used: {why}.")
    hint = N_("Save a document without macros, fields, links and embedded files, and name that.")


def drop_relations(word: WordDocument) -> None:
    """What a template says of itself does not come along: a preview, its maker's company and template, data of its own."""
    for relations in (word.part.package.rels, word.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.rpartition("/")[2] in _NOT_TAKEN_ALONG]:
            del relations[key]


def refuse_unsafe(data: bytes) -> None:
    """Raises NotAReference for a document that does more than look."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST_PARTS:
                raise NotAReference(why=N_("it is too large"))
            for part in archive.infolist():
                if _NOT_AMONG_PARTS.search(part.filename) or _NOT_IN_REFERENCE.search(archive.read(part)):
                    raise NotAReference(why=N_("it holds macros, fields, links or embedded files"))
            if "word/document.xml" not in archive.namelist():
                raise NotAReference(why=N_("it is no Word document"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise NotAReference(why=N_("it is no Word document")) from None
