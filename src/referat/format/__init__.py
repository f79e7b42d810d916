"""The file format: text to facts, and a change of facts back to the fewest changed bytes (docs/format.md)."""
