"""The checks of a book: one module for each kind of what a person can write wrongly."""
