"""Running git: how it is started, kept harmless and asked; what it tells of a book's history; saving in it."""
