"""Writes the versions installed beside the interpreter that runs this, one `name==version` a line, and nothing else."""

import re
import sys
from importlib.metadata import distributions
from pathlib import Path

HEAD = """\
# The exact versions that `make demo`, `make test` and CI install. Made by `make constraints`.
"""
# Not ours to choose: they come with the environment, or are this project itself.
LEFT_OUT = {"setuptools", "wheel", "referat"}


def installed() -> list[str]:
    names = {re.sub(r"[-_.]+", "-", found.name).lower(): found.version for found in distributions()}
    return [f"{name}=={version}" for name, version in sorted(names.items()) if name not in LEFT_OUT]


def main(path: str) -> None:
    lines = installed()
    Path(path).write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{path}: {len(lines)} versions")


if __name__ == "__main__":
    main(*sys.argv[1:])
