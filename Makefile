# Two commands set everything up: `make demo` runs the main job, `make check` the tests. Only Python 3.11 and make are needed.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(shell find src -type f -not -name '*.pyc') pyproject.toml README.md

.PHONY: demo check check-web check-spark test bench kill soak fuzz hostile docs lock format clean

demo: $(VENV)/installed
	$(BIN)/sayso demo

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check src tests tools benchmarks
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/mypy
	$(BIN)/sayso ontology check --no-examples
	cd tests && SAYSO_REPO=$(CURDIR) ../$(BIN)/python -m pytest -c ../pyproject.toml --rootdir .. .

test: $(VENV)/installed-dev
	cd tests && SAYSO_REPO=$(CURDIR) ../$(BIN)/python -m pytest -c ../pyproject.toml --rootdir .. .

# pages in Debian's headless Chromium, and the API against its own description
check-web: $(VENV)/installed-dev
	command -v chromium > /dev/null || (apt-get update -qq && apt-get install -y -qq chromium) || (sudo apt-get update -qq && sudo apt-get install -y -qq chromium)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'playwright>=1.45' 'axe-playwright-python>=0.1.4' 'schemathesis>=4'
	cd tests && SAYSO_WEB=1 SAYSO_REPO=$(CURDIR) ../$(BIN)/python -m pytest -c ../pyproject.toml --rootdir .. web/browser web/test_schema.py

# Spark's local mode against the local engine; needs Java 17
check-spark: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pyspark>=4,<5' 'pandas>=2.2' 'pyarrow>=15'
	cd tests && SAYSO_SPARK=1 SAYSO_REPO=$(CURDIR) ../$(BIN)/python -m pytest -c ../pyproject.toml --rootdir .. spark

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/filtering.py
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/resolving.py

# adding, workers and readers killed at random points and resumed, and a full disk
kill: $(VENV)/installed-dev
	$(BIN)/python tools/kill_add.py
	$(BIN)/python tools/kill_workers.py

# memory over 300,000 sentences in one process
soak: $(VENV)/installed-dev
	$(BIN)/python tools/soak.py

# bytes and records that nobody meant, through readers, data files and the inbox
fuzz: $(VENV)/installed-dev
	$(BIN)/python tools/fuzz.py --examples 5000

# made hostile inputs, each with its end, time and memory
hostile: $(VENV)/installed-dev
	$(BIN)/python tools/hostile.py

docs: $(VENV)/installed-dev
	$(BIN)/python tools/make_docs.py
	$(BIN)/python tools/make_notebook.py

format: $(VENV)/installed-dev
	$(BIN)/ruff format src tests tools benchmarks
	$(BIN)/ruff check --fix src tests tools benchmarks

# the lock: every dependency of the package and of its tools, with hashes
lock: $(VENV)/installed-dev
	$(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-options --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-options --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/locked: requirements.lock $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	touch $@

$(VENV)/locked-dev: requirements-dev.lock $(VENV)/locked
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.lock
	touch $@

# a person's install: the package alone, built by pip's own isolated build
$(VENV)/installed: $(VENV)/locked $(SOURCES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall .
	touch $@

# what gets tested is the built wheel, installed
$(VENV)/installed-dev: $(VENV)/locked-dev $(SOURCES)
	rm -rf dist
	$(BIN)/python -m build --quiet --wheel --no-isolation
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall dist/*.whl
	touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
