# `make` alone: test and lint. `make demo` and `make test` set everything up in a fresh clone.

VENV    := .venv
PYTHON  := $(VENV)/bin/python
EXTRAS  := dev

# Exact versions for what is installed and for what builds the package (pip reads both names; the second from 25.3 on).
# Relative, because pip splits these at spaces, and a clone may lie in a folder with one.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Byte code is kept: the tests start hundreds of commands, and each would compile the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: all demo test lint format soak mutants bench constraints messages reference pictures current dist check-dist notes tag clean
.DELETE_ON_ERROR:

all: test lint

demo: $(VENV)/.user
	$(VENV)/bin/referat actions --group kraft

test: $(VENV)/.dev
	$(PYTHON) -m pytest -n auto --durations=15

lint: $(VENV)/.dev
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports
	$(PYTHON) -m tools.dead_code

format: $(VENV)/.dev
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

# Is all that is made from something else up to date?
current: $(VENV)/.dev
	$(PYTHON) tools/messages.py --check
	$(PYTHON) tools/reference.py --check
	$(PYTHON) -m tools.fast_path --check
	$(PYTHON) -m tools.problems --check
	$(PYTHON) -m tools.decisions --check
	$(PYTHON) -m tools.pictures --check

soak: $(VENV)/.dev
	HYPOTHESIS_PROFILE=soak STOPS=200 $(PYTHON) -m pytest -n auto --timeout 0 -m "soak or hypothesis"
	STOPS=200 $(PYTHON) -m pytest -n auto --timeout 0 tests/faults

# Bugs planted on purpose, each in a copy; the tests named with it must see it. Takes an hour; `python -m tools.mutants WORD` tries a few.
mutants: $(VENV)/.dev
	$(PYTHON) -m tools.mutants

bench: $(VENV)/.dev
	$(PYTHON) -m benchmarks

# The translation catalogues: find the marked texts, bring nb and nn up to date, compile.
messages: $(VENV)/.dev
	$(PYTHON) tools/messages.py

# docs/commands.md and the table of the fast path, from the commands; docs/problems.md, from the catalogue and its examples.
reference: $(VENV)/.dev
	$(PYTHON) tools/reference.py
	$(PYTHON) -m tools.fast_path
	$(PYTHON) -m tools.problems
	$(PYTHON) -m tools.decisions

# The pictures of the README, from the example book; needs pdftoppm and chromium.
pictures: $(VENV)/.dev
	$(PYTHON) -m tools.pictures

# A release, up to the upload: RELEASING.md says when. hatchling builds; PIP_BUILD_CONSTRAINT says which.
dist: $(VENV)/.dev
	rm -rf dist
	$(PYTHON) -m pip install --quiet hatchling
	$(PYTHON) -m hatchling build -d dist

check-dist: $(VENV)/.dev
	$(PYTHON) tools/release.py check dist

notes: $(VENV)/.dev
	@$(PYTHON) tools/release.py notes

tag: $(VENV)/.dev
	$(PYTHON) tools/release.py tag

# The newest versions that fit, names and versions alone; run the tests before you commit them.
constraints:
	rm -rf $(VENV)-constraints
	"$$(sh tools/python.sh)" -m venv $(VENV)-constraints
	PIP_CONSTRAINT= PIP_BUILD_CONSTRAINT= $(VENV)-constraints/bin/python -m pip install --quiet --upgrade pip
	PIP_CONSTRAINT= PIP_BUILD_CONSTRAINT= $(VENV)-constraints/bin/python -m pip install --quiet ".[$(EXTRAS)]" hatchling
	$(VENV)-constraints/bin/python tools/constraints.py constraints.txt
	rm -rf $(VENV)-constraints

clean:
	rm -rf $(VENV) $(VENV)-* build dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# pip itself is renewed first: an old one writes a `referat` that starts a third slower.
$(PYTHON):
	"$$(sh tools/python.sh)" -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --upgrade pip

# What a user has who moves in with old minutes.
$(VENV)/.user: pyproject.toml constraints.txt | $(PYTHON)
	$(PYTHON) -m pip install --quiet -e ".[import]"
	@touch $@

# What a contributor has.
$(VENV)/.dev: pyproject.toml constraints.txt | $(PYTHON)
	$(PYTHON) -m pip install --quiet -e ".[$(EXTRAS)]"
	@touch $@ $(VENV)/.user
