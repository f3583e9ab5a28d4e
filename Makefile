# The two commands: `make demo` and `make test`. Every path is relative, so that a checkout in a folder with a space works.

.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: demo test lint format readme clean help

# The first Python that is new enough; `make PYTHON=...` names another.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
JOBS ?= 2

BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-build-isolation -c constraints.txt
PAGE := corpus/pages/small-caps-november.html
CACHES := .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

help:
	@echo "make demo    judge the numbers of $(PAGE)"
	@echo "make test    lint, then every test"
	@echo "make lint    ruff, mypy --strict, the import contracts"
	@echo "make format  let ruff format and mend what it can"
	@echo "make readme  put the program's current output into README.md"
	@echo "make clean   remove .venv and every cache"

demo: .venv/.base
	@echo "$$ tapecheck check $(PAGE)"
	@$(BIN)/tapecheck check $(PAGE)

test: lint
	$(BIN)/python -m pytest -n $(JOBS) $(PYTEST)

lint: .venv/.dev
	$(BIN)/python -m ruff check -q .
	$(BIN)/python -m ruff format -q --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-logo

format: .venv/.dev
	$(BIN)/python -m ruff check -q --fix-only .
	$(BIN)/python -m ruff format -q .

readme: .venv/.dev
	$(BIN)/python tests/test_readme.py

clean:
	rm -rf .venv dist build $(CACHES)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: rebuilt from nothing when a dependency or a pin may have changed, untouched otherwise.
.venv/.base: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "tapecheck needs Python 3.11 or newer: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Installing tapecheck into .venv: once, one to two minutes ..." >&2
	@"$(PYTHON)" -m venv --clear .venv
	@$(PIP) hatchling
	@$(PIP) -e .
	@touch $@

.venv/.dev: .venv/.base
	@echo "Installing what the tests need ..." >&2
	@$(PIP) -e ".[dev]"
	@touch $@
