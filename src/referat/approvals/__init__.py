"""The approval trail: who approved which text, and how anyone can check it."""
