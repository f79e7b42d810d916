"""Moving in: minutes and action lists that were written without referat, read into drafts."""
