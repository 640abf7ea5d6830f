# Needs Python 3.11 or newer and nothing else; every target works from a bare clone, in any order.
PYTHON ?= python3
BIN := .venv/bin
STUDENTS ?= 14
export PYTHONDONTWRITEBYTECODE :=  # where it is set, every process would compile the package for itself

.PHONY: demo quick test checks battery lab build clean

demo: .venv/installed  ## build the notebooks, simulate a class, mark it, say what to open
	$(BIN)/python examples/demo.py --students $(STUDENTS)

quick: checks  ## lint, types, layers, drift, fast tests in one process, which costs least: under 90 CPU seconds
	$(BIN)/python -m pytest -m "not slow"

test: checks  ## the same, the slow tests, and the audit
	$(BIN)/python -m pytest -n 2 --dist worksteal
	$(BIN)/pixgrad audit

checks: .venv/installed  ## lint, types, layers, drift
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pixgrad build --check

battery: .venv/installed  ## mark hostile, broken and odd submissions of every assignment
	$(BIN)/python tests/battery/run.py

lab: .venv/installed  ## open JupyterLab on the assignments, formgrader included
	$(BIN)/pixgrad lab

build: .venv/installed  ## rebuild the notebooks from their sources
	$(BIN)/pixgrad build

.venv/installed: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: pixgrad needs Python 3.11 or newer, but $(PYTHON) is `$(PYTHON) --version 2>&1`; call make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv || { echo "make: could not create .venv; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

clean:  ## remove the environment and what can be made again; never submissions, marks or the exchange
	rm -rf .venv dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
