"""Referat beside the programs people keep such lists in today: one question, one run, side by side."""
