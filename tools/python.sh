#!/bin/sh
# Prints a Python that runs and is new enough: python3 if it is, else the first of python3.11, 3.12, 3.13, 3.14.
# With --newest or --oldest: the newest or oldest there is, on the path or among pyenv's versions.
# A name on the path is not enough (pyenv's shims answer for versions that are not chosen), so each is asked.
set -u

answers() { # the path of the interpreter itself, if it is Python 3.11 or newer and can make an environment
    "$1" -c 'import sys, venv, ensurepip; sys.version_info >= (3, 11) or sys.exit(1); print(sys.executable)' 2>/dev/null
}

among() { # VERSION...: the first that answers
    for version in "$@"; do
        answers "python$version" && exit 0
        command -v pyenv >/dev/null 2>&1 || continue
        for found in $(pyenv versions --bare 2>/dev/null | grep -E "^$version\.[0-9]+$" | sort -t. -k3,3nr); do
            answers "$(pyenv root)/versions/$found/bin/python" && exit 0
        done
    done
}

case "${1:-}" in
    --newest) among 3.14 3.13 3.12 3.11 ;;
    --oldest) among 3.11 3.12 3.13 3.14 ;;
    *)
        for name in python3 python3.11 python3.12 python3.13 python3.14; do
            answers "$name" && exit 0
        done
        ;;
esac
echo "No Python 3.11 or newer was found. Install one, or put it first on the PATH as python3." >&2
exit 1
