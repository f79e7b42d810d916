"""Starts one command and writes how long it took, how much memory its largest process had, and how it ended.

It is run by an interpreter of its own that has loaded next to nothing (-I -S): a process inherits the peak of the one that
started it, so a large one would show its own memory for every small command.

    python -I -S one_run.py OUT ERR COMMAND...      writes: nanoseconds, those of them on a core, KiB, exit code
"""

import os
import sys
from time import perf_counter_ns

FOUND_NOTHING_TO_RUN = 127


def run(out: str, err: str, command: list[str]) -> tuple[int, int, int, int]:
    begun = perf_counter_ns()
    child = os.fork()
    if not child:
        try:
            for number, path, flags in ((0, os.devnull, os.O_RDONLY), (1, out, os.O_WRONLY | os.O_TRUNC), (2, err, os.O_WRONLY | os.O_TRUNC)):
                os.dup2(os.open(path, flags), number)
            os.execvp(command[0], command)
        finally:
            os._exit(FOUND_NOTHING_TO_RUN)
    _, status, used = os.wait4(child, 0)
    return perf_counter_ns() - begun, int((used.ru_utime + used.ru_stime) * 1e9), used.ru_maxrss, os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    print(*run(sys.argv[1], sys.argv[2], sys.argv[3:]))
