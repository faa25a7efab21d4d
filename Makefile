# Everything runs from .venv, which is made on first use from pinned, hashed requirements.
# Another interpreter: make PYTHON=python3.12 demo (after `make clean`, if .venv exists).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
JOBS ?= 2

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
# --fork-strategy fewest: one version of a library for every Python, so that results agree.
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-long lint format bench bench-accuracy bench-neo4j schemas lock venv clean

help: ## list what can be made
	@awk -F ':[^#]*## ' '/^[a-z0-9-]+:[^#]*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile
	@echo 'ARGS="..." is handed on, for example: make demo ARGS=--no-serve'

demo: $(VENV)/.runtime ## made-up ads in, networks out, one link explained, then the service
	@$(BIN)/linkage demo $(ARGS)

test: $(VENV)/.dev ## all tests but the long ones
	$(BIN)/pytest -n $(JOBS) --dist worksteal -m "not long" $(ARGS)

test-long: $(VENV)/.dev ## the tests that take minutes
	$(BIN)/pytest -n $(JOBS) --dist worksteal -m long -o faulthandler_timeout=7200 $(ARGS)

lint: $(VENV)/.dev ## style, types and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.dev ## rewrite the code in the project's style
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

bench: $(VENV)/.dev ## measure; writes docs/benchmarks.md
	$(BIN)/python -m bench $(ARGS)

bench-accuracy: $(VENV)/.dev ## measure how right the networks are; writes docs/accuracy.md
	$(BIN)/python -m bench.accuracy $(ARGS)

bench-neo4j: $(VENV)/.dev ## measure Neo4j beside SQLite and beside plain rows; needs Java 17 and Maven
	$(BIN)/python -m bench.on_neo4j $(ARGS)

schemas: $(VENV)/.dev ## regenerate schemas/
	$(BIN)/python -m linkage_schemas.generate
	$(BIN)/python -m linkage_api.openapi
	$(BIN)/python -m linkage.store.neo4j.cypher

lock: $(VENV)/.dev ## regenerate the pins; ARGS=--upgrade takes the newest versions
	$(LOCK) $(ARGS) --group build --output-file requirements.txt
	$(LOCK) $(ARGS) --extra neo4j --group build --constraints requirements.txt --output-file requirements-neo4j.txt
	$(LOCK) $(ARGS) --all-extras --group dev --constraints requirements.txt --output-file requirements-dev.txt

venv: $(VENV)/.dev ## only make the environment, with everything for development
	@echo "$(VENV) is ready"

clean: ## remove the environment and caches, never a store
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The demo needs no test tools. The development pins hold all runtime pins, so one environment serves both.
$(VENV)/.runtime: requirements.txt pyproject.toml
	$(call install,requirements.txt)
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt pyproject.toml
	$(call install,requirements-dev.txt)
	@touch $(VENV)/.runtime $@

# Builds nothing in isolation: the build backend is pinned with the rest.
define install
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo 'Python 3.11 or newer is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	echo 'making $(VENV) ...'; $(PYTHON) -m venv $(VENV) || { \
	echo 'no virtual environment: on Debian and Ubuntu, apt-get install python3-venv' >&2; exit 1; }; }
@echo 'installing $(1) into $(VENV) (only the first time) ...'
@$(PIP) --require-hashes -r $(1)
@$(PIP) --no-deps --no-build-isolation --editable .
endef
