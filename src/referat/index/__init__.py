"""The index: what the files of a book say, in one SQLite database that may be deleted at any time."""
