"""Questions to the book: facts in, answers out, nothing read and nothing written."""
