"""What git would call each page of the book as it lies here. To know it a file must be read, so it is kept until the file changes."""

from referat.book import Book
from referat.errors import ReferatError
from referat.git.blobs import blob_id
from referat.store.reading import read_bytes


def blob_ids(book: Book, like: str) -> dict[str, str]:
    """The id of each page that can be read, by its path; `like` is any id of the repository."""
    kept = {path: data.decode() for path, data in book.kept("blob").items() if len(data) == len(like)}
    new: dict[str, str] = {}
    for path in book.page_paths:
        if path not in kept:
            try:
                new[path] = blob_id(read_bytes(book.root, path), like)
            except ReferatError:
                continue
    if new:
        book.keep("blob", {path: blob.encode() for path, blob in new.items()})
    return kept | new
