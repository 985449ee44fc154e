.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BOTIUM := tests/botium/node_modules/.ready

help: ## list what make can do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/\1\t\2/' | expand -t 12

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit("Jiaji needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

setup: $(READY) ## make the virtual environment (the others do it by themselves)

chat: $(READY) ## talk to the bot in this terminal
	@$(BIN)/jiaji chat

check: $(READY) ## format, lint, types and translations: the fast part of test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest tests/house/test_translations.py tests/house/test_layers.py

test: check $(BOTIUM) ## everything that CI runs
	$(BIN)/pytest -n auto --coverage build/coverage --min 100

# Scripts are also played in Botium where there is Node. Nothing depends on it: tests say what was not played.
$(BOTIUM): tests/botium/package-lock.json
	@command -v node >/dev/null && command -v npm >/dev/null || { echo "Botium: there is no Node here"; exit 0; }; \
	 cd tests/botium && { npm ci --silent --fetch-retries=1 --fetch-timeout=60000 && touch node_modules/.ready; } \
	 || { rm -rf node_modules; echo "Botium: it cannot be fetched here"; }

bench: $(READY) ## print the benchmarks; only="polling replicas" for some
	$(BIN)/python -m tests.benchmarks $(only)

messages: $(READY) ## extract the texts and update the catalogue
	@mkdir -p build
	$(BIN)/pybabel --quiet extract --no-location --sort-output --omit-header -k N_ -o build/jiaji.pot bot dialogs
	$(BIN)/pybabel --quiet update --no-wrap --omit-header --no-fuzzy-matching -D jiaji -l zh_Hans -d locales -i build/jiaji.pot

COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-header --no-annotate --no-emit-index-url \
  --no-emit-trusted-host --no-emit-find-links --no-emit-options --strip-extras

lock: $(READY) ## resolve the dependencies anew: for whoever works on it, and of these for whoever runs it
	$(COMPILE) --extra dev -o requirements.lock pyproject.toml
	$(COMPILE) --constraint requirements.lock -o deploy/requirements.lock pyproject.toml

.PHONY: help setup chat check test bench messages lock
