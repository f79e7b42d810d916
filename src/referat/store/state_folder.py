"""What is kept outside every repository, in the user's own state folder: where it lies, and how it is put down."""

import os

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Mapping

TRUSTED_TEMPLATES = "templates.txt"  # among the user's settings: the digests of page templates that may run


def state_folder() -> str:
    """Where this program keeps what must not lie in a repository; XDG_STATE_HOME may move it."""
    named = os.environ.get("XDG_STATE_HOME", "")
    base = named if os.path.isabs(named) else os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(base, "referat")


def pin_folder() -> str:
    """Where the pins lie, and what has been verified."""
    return os.path.join(state_folder(), "pins")


def settings_file(name: str, environment: "Mapping[str, str]") -> str:
    """Where the user's own settings of that name are; XDG_CONFIG_HOME may move them."""
    named = environment.get("XDG_CONFIG_HOME", "")
    base = named if os.path.isabs(named) else os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(base, "referat", name)


def read_private(path: str, largest: int) -> str:
    """The text of a file of the state folder. Raises OSError, also where it is a pipe or a device, which is not waited for, or is too large."""
    import stat

    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(fd, encoding="utf-8", errors="surrogateescape") as file:
        facts = os.fstat(fd)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > largest:
            raise OSError(22, os.strerror(22), path)
        return file.read()


def put_private(path: str, text: str, *, lasting: bool = True) -> None:
    """Write a file of the state folder whole, readable by its owner alone; `lasting` so that it outlives a power cut. Raises OSError."""
    from contextlib import suppress

    folder = os.path.dirname(path)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    temporary = os.path.join(folder, ".new-" + os.urandom(8).hex())
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(fd, "w", encoding="utf-8", errors="surrogateescape") as file:  # a name in a book may be no text
            file.write(text)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
