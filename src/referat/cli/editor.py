"""Opening a file in the person's own editor: the one named in VISUAL or EDITOR, never one that a book or a repository names."""

import os

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_


class NoEditor(ReferatError):
    exit = Exit.USAGE
    message = N_("No editor is chosen, so {path} is not opened.")
    hint = N_("Set EDITOR to the program you write in, for example: export EDITOR=nano")


class EditorMissing(ReferatError):
    exit = Exit.USAGE
    message = N_("The editor “{name}” is not found, so {path} is not opened.")
    hint = N_("Look at what EDITOR (or VISUAL) is set to.")


def open_in_editor(path: str) -> None:
    """Run the editor on a file, and wait for it. No shell is asked; `path` is absolute, so that it is never taken for an option."""
    import shlex
    import shutil
    import subprocess

    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(chosen)
    except ValueError:  # a quote without its like
        raise EditorMissing(name=chosen, path=path) from None
    if not command:
        raise NoEditor(path=path)
    if not shutil.which(command[0]):
        raise EditorMissing(name=command[0], path=path)
    subprocess.run([*command, path], check=False)  # noqa: S603 - the person's own choice
