"""The disk: finding, reading and writing the book's files."""
