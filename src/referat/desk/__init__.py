"""The writing desk: everything that changes the book, each change whole or not at all."""
