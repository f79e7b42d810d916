"""The command line: words typed to calls of the book, and answers to the screen."""
