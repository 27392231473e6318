# Needs Python 3.11, make and the package registry; everything else goes into .venv.
#   make demo    load the sample articles and print answers from them
#   make test    lint, format check, types, tests
#   make help    the rest

PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
# A change of what is to be installed changes the stamp's name; nothing else makes make reinstall.
STAMP  := $(VENV)/installed-$(shell cat requirements.lock pyproject.toml | cksum | cut -d' ' -f1)
DEMO   := build/demo
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

.PHONY: help demo test lint types docs ontology-docs bench lock wheel check-wheel clean
.DEFAULT_GOAL := help

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what requirements.lock names into $(VENV) (a few minutes the first time)"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/installed-*
	@touch $@

HEADS  := SELECT ?state ?leader { GRAPH graph:current { ?l geokg:headOfStateOf ?s ; rdfs:label ?leader . ?s rdfs:label ?state } } ORDER BY ?state ?leader
ASK    := $(BIN)/geokg query --store $(DEMO)/store --format table

demo: $(STAMP)  ## load examples/articles into build/demo and print answers from them
	@rm -rf $(DEMO)
	$(BIN)/geokg load examples/articles --store $(DEMO)/store
	@echo; echo "Who led Kazakhstan on 7 January 2022?"
	$(ASK) leaders/list-leaders --param state=Kazakhstan --param date=2022-01-07
	@echo; echo "Who sent forces to Kazakhstan, or withdrew them?"
	$(ASK) deployments/list-deployments --param place=Kazakhstan
	@echo; echo "Who was killed or detained there, and who says so?"
	$(ASK) casualties/list-casualties --param place=Kazakhstan
	@echo; echo "What did Jens Stoltenberg say?"
	$(ASK) statements/list-quotations --param speaker="Jens Stoltenberg"
	@echo; echo "What is denied, doubted or only expected?"
	$(ASK) statements/list-uncertain
	@echo; echo "And in SPARQL of your own: heads of state, as affirmed by articles"
	$(ASK) --sparql '$(HEADS)'

test: lint types  ## lint, format check, types, tests
	$(BIN)/python -m pytest

lint: $(STAMP)  ## ruff: lint and format check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)  ## mypy --strict
	$(BIN)/mypy

docs: $(STAMP)  ## write the generated pages in docs/ anew
	$(BIN)/python -m loader.cli.reference docs

ontology-docs: $(STAMP)  ## write the ontology's reference page, JSON-LD context and questions with answers anew
	$(BIN)/python -m loader.map.reference docs ontology
	$(BIN)/python examples/competency_questions.py docs/competency-questions.md

# The public gold sets are not part of this repository: BENCH names their folder.
BENCH  ?= ../shared/bench

bench: $(STAMP)  ## score extraction on public gold sets (BENCH=folder), check floors, write docs/quality.md
	$(BIN)/python benchmarks/quality.py --bench $(BENCH) $(RAISE)

# Run after a change of the dependencies in pyproject.toml. No index address may get into the lock.
lock:  ## resolve the dependencies anew and write requirements.lock
	@test -x build/uv/bin/uv || { $(PYTHON) -m venv build/uv && build/uv/bin/pip --quiet install uv; }
	@echo '# Every package that geokg needs to run, to test and to build, pinned with hashes. Made by `make lock`.' > build/lock
	@build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --extra dev --upgrade --generate-hashes \
	    --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml >> build/lock
	@! grep -n -E '://|^--' build/lock
	@mv build/lock requirements.lock

wheel: $(STAMP)  ## build the wheel into dist/
	@rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation

check-wheel: $(STAMP)  ## install the wheel away from the checkout and load an article with it
	$(BIN)/python -m pytest tests/test_wheel.py

clean:  ## remove the environment and everything built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
