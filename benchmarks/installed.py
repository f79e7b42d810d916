"""The referat that is measured: installed like a user's, in an environment of its own with its bytecode compiled."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stopwatch import must
from benchmarks.workshop import Workshop

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Referat:
    """How it is started, its Python, and the smallest Typer app, all of one environment."""

    words: tuple[str, ...]
    python: tuple[str, ...]
    smallest: tuple[str, ...]
    paths: tuple[str, ...] = ()  # where its modules lie, when it is not installed

    @property
    def env(self) -> dict[str, str]:
        return {"PYTHONPATH": os.pathsep.join(self.paths)} if self.paths else {}


def installed(shop: Workshop) -> Referat:
    """From this source, as it stands now, into the workshop."""
    venv = shop.root / "referat"
    python = venv / "bin/python"
    if not python.exists():
        must([sys.executable, "-m", "venv", str(venv)])
        # An old pip writes a `referat` that starts a third slower.
        must([str(python), "-m", "pip", "install", "--quiet", "--upgrade", "pip"])
    constraints = {name: str(ROOT / "constraints.txt") for name in ("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT")}
    pip = [str(python), "-m", "pip", "install", "--quiet", "--compile"]
    must([*pip, f"{ROOT}[office,pdf,site]"], folder=ROOT, env={**os.environ, **constraints})
    must([*pip, "--force-reinstall", "--no-deps", str(ROOT)], folder=ROOT, env={**os.environ, **constraints})
    library = Path(must([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip())
    shutil.copy(ROOT / "benchmarks/smallest.py", library / "smallest_typer_app.py")
    must([str(python), "-m", "compileall", "-q", str(library / "smallest_typer_app.py")])
    referat, smallest = venv / "bin/referat", venv / "bin/smallest-typer-app"
    smallest.write_text(referat.read_text(encoding="utf-8").replace("referat.__main__", "smallest_typer_app"), encoding="utf-8")
    smallest.chmod(0o755)
    return Referat((str(referat),), (str(python),), (str(smallest),))


def from_source() -> Referat:
    """As a module of this source, in the environment that runs the benchmark: good enough to see that all works."""
    python = sys.executable
    return Referat((python, "-m", "referat"), (python,), (python, "-m", "benchmarks.smallest"), (str(ROOT / "src"), str(ROOT)))
