"""How new minutes are laid out: templates, what fills them, and what is added to a draft that is there already."""
