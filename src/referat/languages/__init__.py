"""Words as data: what the book's files may say, and what the program says, in each language."""
