# make check   everything that must be green before a commit, without the tests
# make test    the tests
# make bench   the measurements; ratios within one run, never part of the tests
# make docs    the manual, into site/
# make schema  the JSON Schemas, into scenarios/schema/
# make pages   the generated pages of the manual, into docs/reference/
# make clean   all that the above wrote, and the environment

PYTHON ?= python3
BIN := .venv/bin
# every benchmark that can be run by itself; the others are what these share
BENCHMARKS := $(shell grep -l '^if __name__' benchmarks/*.py)

.PHONY: check test bench docs schema pages clean

# The environment is made once and renewed when the dependencies change.
.venv: .venv/.ready
.venv/.ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[test]'
	touch $@

check: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: .venv/.ready
	$(BIN)/python -m pytest -q -n 2

bench: .venv/.ready
	@set -e; for script in $(BENCHMARKS); do echo "$$script"; $(BIN)/python "$$script"; done

docs: .venv/.ready
	$(BIN)/pip install -q -e '.[docs]'
	$(BIN)/zensical build --clean

schema: .venv/.ready
	mkdir -p scenarios/schema
	$(BIN)/planner schema -o scenarios/schema/scenario.schema.json
	$(BIN)/planner schema --result -o scenarios/schema/result.schema.json
	$(BIN)/planner schema --forces -o scenarios/schema/forces.schema.json
	$(BIN)/planner schema --stocks -o scenarios/schema/stocks.schema.json
	$(BIN)/planner schema explanation -o scenarios/schema/explanation.schema.json
	$(BIN)/planner schema faults -o scenarios/schema/faults.schema.json
	$(BIN)/planner schema provenance -o scenarios/schema/provenance.schema.json
	$(BIN)/planner schema report -o scenarios/schema/report.schema.json
	$(BIN)/planner schema comparison -o scenarios/schema/comparison.schema.json
	$(BIN)/planner schema sweep -o scenarios/schema/sweep.schema.json
	$(BIN)/planner schema risk -o scenarios/schema/risk.schema.json
	$(BIN)/planner schema prepare -o scenarios/schema/prepare.schema.json
	$(BIN)/planner schema readiness -o scenarios/schema/readiness.schema.json
	$(BIN)/planner schema funding -o scenarios/schema/funding.schema.json

pages: .venv/.ready
	$(BIN)/python -m planner.catalogue.renew
	PLANNER_RENEW_GOLDEN=1 $(BIN)/python -m pytest -q tests/test_docs.py

clean:
	rm -rf .venv build dist site .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .cache
	find planner tests -name __pycache__ -type d -prune -exec rm -rf {} +
