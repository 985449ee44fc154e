.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Two stages: what running needs, in seconds; what working on it needs besides.
RUNS := $(VENV)/.runs
READY := $(VENV)/.ready
# Two more than there are cores: some tests wait rather than work.
EACH_CORE := -n $(shell expr $$(getconf _NPROCESSORS_ONLN) + 2) --dist worksteal
# Modules are compiled once, not by each of the many processes that the tests start.
unexport PYTHONDONTWRITEBYTECODE
IN_NODE := $(addsuffix /node_modules/.ready,tests/botium tests/textmate)

help: ## list what make can do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/\1\t\2/' | expand -t 12

# With uv where there is a wheel of it for this machine, else with pip; hashes are checked by either.
define install
if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --python $(BIN)/python $(1); \
else $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check $(1); fi
endef

$(RUNS): pyproject.toml deploy/setup.lock deploy/requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Jiaji needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	@echo "Setting up in $(VENV), once; it takes some seconds …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r deploy/setup.lock \
	 || $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check hatchling
	@$(call install,--require-hashes -r deploy/requirements.lock)
	@$(call install,--no-deps --no-build-isolation -e .)
	@touch $(RUNS)

$(READY): $(RUNS) requirements.lock
	@echo "Fetching what the tests need, once …"
	@$(call install,--require-hashes -r requirements.lock)
	@touch $(READY)

setup: $(READY) ## make the virtual environment (the others do it by themselves)

chat: $(RUNS) ## talk to the bot in this terminal
	@$(BIN)/jiaji chat

console: $(READY) ## the staff console, with invented conversations
	@$(BIN)/jiaji console --demo --data build/console

web: $(RUNS) ## the web chat on this machine: an address to open, nothing else needed
	@JIAJI_WEB_URL=http://127.0.0.1:8080 JIAJI_LISTEN=127.0.0.1:8080 JIAJI_LOG_LEVEL=WARNING $(BIN)/jiaji run

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint ## format, lint, types and translations: the fast part of test
	$(BIN)/pytest tests/house/test_translations.py tests/house/test_layers.py

fast: $(READY) ## what one runs every minute: lint, the house, the core, and the scripts in one language
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(MAKE) --no-print-directory --jobs --output-sync .fast-scripts .fast-core .fast-house

# Each in one process: several would first have to learn which tests there are.
.fast-scripts:
	@$(BIN)/jiaji test --lang zh
.fast-core:
	@$(BIN)/pytest tests/core --ignore tests/core/test_hostile.py --ignore tests/core/test_upgrade.py
.fast-house:
	@$(BIN)/pytest tests/house/test_layers.py tests/house/test_translations.py tests/answers

# The types are checked beside the tests, some of which wait rather than work.
test: $(READY) ## everything that CI runs
	@$(MAKE) --no-print-directory --jobs lint .tests

thorough: $(READY) ## the same in full sizes: each crash point, 500 kills, every planted fault
	@JIAJI_THOROUGH=1 $(MAKE) --no-print-directory --jobs lint .tests

.tests: $(IN_NODE)
	$(BIN)/pytest $(EACH_CORE) --coverage build/coverage --min 100

# Where there is Node, scripts are also played in Botium, and coloured as VS Code does. Nothing depends on it: tests say
# what was not tried.
$(IN_NODE): %/node_modules/.ready: %/package-lock.json
	@command -v node >/dev/null && command -v npm >/dev/null || { echo "$*: there is no Node here"; exit 0; }; \
	 cd $* && { npm ci --silent --fetch-retries=1 --fetch-timeout=60000 && touch node_modules/.ready; } \
	 || { rm -rf node_modules; echo "$*: it cannot be fetched here"; }

bench: $(READY) ## print the benchmarks; only="polling replicas" for some
	$(BIN)/python -m tests.benchmarks $(only)

pictures: $(READY) ## take the pictures of the console in docs/ anew; needs Chromium
	$(BIN)/python -m tests.console.tour docs/pictures --docs

messages: $(READY) ## extract the texts and update the catalogue
	@mkdir -p build
	$(BIN)/pybabel --quiet extract --no-location --sort-output --omit-header -k N_ -o build/jiaji.pot bot dialogs
	$(BIN)/pybabel --quiet update --no-wrap --omit-header --no-fuzzy-matching --ignore-obsolete -D jiaji -l zh_Hans -d locales -i build/jiaji.pot

COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url

lock: $(READY) ## resolve the dependencies anew: for whoever works on it, for whoever runs it, and to read papers
	$(COMPILE) --extra dev --extra documents --group setup -o requirements.lock pyproject.toml
	$(COMPILE) --constraint requirements.lock -o deploy/requirements.lock pyproject.toml
	$(COMPILE) --constraint requirements.lock --extra documents -o deploy/documents.lock pyproject.toml
	$(COMPILE) --constraint requirements.lock --group setup -o deploy/setup.lock

.PHONY: help setup chat console web lint check fast .fast-scripts .fast-core .fast-house test .tests thorough bench pictures messages lock
