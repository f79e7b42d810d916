"""Everything that changes the book: each change is whole, or it is not at all."""
