"""The folder where corpora, peers and the installed referat are kept between runs, and how a program is got into it.

What is on the PATH is used as it is. The rest is fetched with the registries' own clients as the user who runs this, into this
folder alone: a Debian package is unpacked here, not installed.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.stopwatch import WentWrong, must


class Missing(Exception):
    """A peer cannot be had here; the message says why."""


def usual_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "referat-benchmarks"


@dataclass(frozen=True)
class Workshop:
    root: Path
    may_install: bool

    def folder(self, *parts: str) -> Path:
        path = self.root.joinpath(*parts)
        path.mkdir(parents=True, exist_ok=True)
        return path

    @cached_property
    def env(self) -> dict[str, str]:
        """Surroundings that are the same for every program: no settings of the user's, no colours, a home of its own."""
        home = str(self.folder("home"))
        # Who saves what is changed: nobody's own name.
        (self.root / "home/.gitconfig").write_text("[user]\n\tname = Ada Askeland\n\temail = ada@example.org\n", encoding="utf-8")
        own = {f"XDG_{kind.upper()}_HOME": f"{home}/{kind}" for kind in ("cache", "config", "data", "state")}
        return {"PATH": os.environ.get("PATH", os.defpath), "HOME": home, "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "dumb", "NO_COLOR": "1", **own}

    def on_path(self, program: str) -> Path:
        found = shutil.which(program)
        if not found:
            raise Missing(f"{program} is not installed")
        return Path(found)

    def from_apt(self, program: str, package: str) -> Path:
        """A program of a Debian package, unpacked here with what it needs and the machine has not."""
        root = self.root / "apt" / package
        target = root / "usr/bin" / program
        if target.exists():
            return target
        try:
            return self.on_path(program)
        except Missing:
            self._ask_to_install(program, "apt-get")
        fetched = self.folder("apt", f"{package}.fetched")
        planned = self._must("apt-get", "-s", "install", "--no-install-recommends", package)
        names = [line.split()[1] for line in planned.splitlines() if line.startswith("Inst ")]
        self._must("apt-get", "download", *names, folder=fetched)
        for file in sorted(fetched.glob("*.deb")):
            self._must("dpkg-deb", "-x", str(file), str(root))
        shutil.rmtree(fetched)
        if not target.exists():
            raise Missing(f"{package} holds no {program}")
        return target

    def from_pip(self, program: str, package: str) -> Path:
        """A program of a Python package, in an environment of its own, with its bytecode compiled."""
        venv = self.root / "pip" / package
        target = venv / "bin" / program
        if not target.exists():
            self._ask_to_install(program, "pip")
            self._must(sys.executable, "-m", "venv", str(venv))
            self._must(str(venv / "bin/python"), "-m", "pip", "install", "--quiet", package)
        return target

    def from_npm(self, program: str, package: str) -> Path:
        root = self.root / "npm" / package
        target = root / "node_modules/.bin" / program
        if not target.exists():
            self._ask_to_install(program, "npm")
            root.mkdir(parents=True, exist_ok=True)
            self._must("npm", "install", "--no-audit", "--no-fund", "--prefix", str(root), package)
        return target

    def _ask_to_install(self, program: str, client: str) -> None:
        if not self.may_install:
            raise Missing(f"{program} is not installed, and nothing was to be installed")
        if not shutil.which(client):
            raise Missing(f"{program} is not installed, and there is no {client} to get it with")

    def _must(self, *words: str, folder: Path | None = None) -> str:
        # The registries' own settings of the user hold for them, so these run in the surroundings as they are.
        env = {name: value for name, value in os.environ.items() if name not in {"PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"}}
        try:
            return must(words, folder=folder or self.root, env=env)
        except WentWrong as problem:
            raise Missing(str(problem)) from None
