"""The figures of the last run, kept in the workshop as JSON, so that the page can be worded anew without measuring again."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from benchmarks.measuring import Measured
from benchmarks.stopwatch import Run, Timed


def keep(path: Path, measured: Measured, machine: Mapping[str, str]) -> None:
    facts = asdict(measured)
    for times in facts["times"].values():
        for one in times.values():
            for run in one["runs"]:
                run["output"] = ""  # an answer is judged while it is measured
    path.write_text(json.dumps({"machine": machine, "measured": facts}, ensure_ascii=False, indent=1), encoding="utf-8")


def kept(path: Path) -> tuple[Measured, dict[str, str]]:
    facts = json.loads(path.read_text(encoding="utf-8"))
    found = facts["measured"]
    for times in found["times"].values():
        for name, one in times.items():
            times[name] = Timed([Run(**run) for run in one["runs"]], one["trouble"])
    return Measured(**found), facts["machine"]
