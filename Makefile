# The two commands: `make run` and `make test`. They need Python 3.11+ and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data
PORT ?= 8000
HOST ?= 127.0.0.1

.PHONY: run test lint ci lock bench clean

run: $(VENV)/.installed
	@exec $(BIN)/factcheck up --data "$(DATA)" --port "$(PORT)" --host "$(HOST)"

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto $(TESTS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

# The lock files carry hashes and no addresses; pip older than 24 fails on some of their combinations.
$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Say which with: make run PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=24'
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet 'hatchling>=1.27' editables
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

# Written by uv; the flags keep the registry's address out of the files.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links -q --extra postgresql --extra server pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links -q --extra postgresql --extra server --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

ci:
	bash .ci/run

clean:
	rm -rf $(VENV) build dist
