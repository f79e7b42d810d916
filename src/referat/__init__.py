"""A minute book in plain text: minutes, decisions and action items as Markdown files in git."""

__version__ = "0.1.0"
