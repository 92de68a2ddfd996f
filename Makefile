# One command each: setup, book, read, pdf, pyodide, lab, check, test, bench, notebooks, release, clean.
# CONTRIBUTING.md has them in plain form.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SITE := _build/html
# The pages, what surrounds them, and the scripts of the library that are in the site, too.
PAGES := $(wildcard book/*.md book/*.ipynb book/*.bib) $(shell find book/_ext book/_static book/_theme \
  backprop_lib/explorers backprop_lib/activities -type f ! -path '*/__pycache__/*')
LITE := $(SITE)/lite/jupyter-lite.json
WHEEL := $(shell find backprop_lib -type f ! -path '*/__pycache__/*')

# Twice as many workers as cores: a worker often waits, for a browser or for a student's process.
PYTEST := $(BIN)/pytest -n 4 --dist loadscope
NBVAL := --nbval --nbval-current-env book tools/chapter_template.ipynb
# How packages are installed. .ci/run, which does it three times, has a faster way.
INSTALL ?= $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: setup book read pdf pyodide live lab check quick-library quick-figures test lint everything portable unit outputs prove speed bench lighthouse notebooks release times clean

book: $(SITE)/index.html $(LITE)
	@echo "The book is at $(abspath $(SITE)/index.html)"

# Sphinx notices when a page changes, Make when anything around the pages does: then all are built.
$(SITE)/index.html: $(VENV)/ready _config.yml _toc.yml $(PAGES)
	$(BIN)/jupyter-book build --warningiserror --nitpick --keep-going $(if $(filter-out book/%.md book/%.ipynb,$?),--all) .
	$(BIN)/python tools/lite.py $(SITE) --chapters
	@touch $@

# JupyterLite is built again only when the library changes, or for another Pyodide; a changed chapter
# is only copied.
.PHONY: $(if $(PYODIDE),$(LITE))
$(LITE): $(VENV)/ready tools/lite.py $(wildcard tools/lite_*.js) tools/pyodide-lock.json pyproject.toml $(WHEEL) | $(SITE)/index.html
	$(BIN)/python tools/lite.py $(SITE) $(if $(PYODIDE),--pyodide $(PYODIDE))

read: book
	$(BIN)/python tools/read.py $(SITE)

# Python for the browser and its packages, from npm and PyPI: for the tests, or to build a site with.
pyodide: _build/pyodide/pyodide-lock.json

_build/pyodide/pyodide-lock.json: tools/local_pyodide.py tools/local-pyodide.json tools/pyodide-lock.json | $(VENV)/ready
	$(BIN)/python tools/local_pyodide.py _build/pyodide

pdf: book
	$(BIN)/python tools/pdf.py $(SITE) _build/backpropagation.pdf

# Two steps of two jobs each: what needs no site beside building it, and then all that looks at it.
test:
	@start=$$(date +%s); $(MAKE) --no-print-directory -j2 --output-sync lint book || exit 1; \
	  built=$$(date +%s); echo "-- lint and book: $$((built - start)) s"; \
	  $(MAKE) --no-print-directory everything || exit 1; \
	  echo "-- tests: $$(($$(date +%s) - built)) s"
	@echo "All tests passed."

# The fast loop: needs neither the site nor a browser. Three jobs, so that two cores stay busy.
check: $(VENV)/ready
	@$(MAKE) --no-print-directory -j2 --output-sync quick-library quick-figures lint
	@echo "Fast checks passed. Before you push: make test"

quick-library: $(VENV)/ready
	$(BIN)/pytest -q -p no:nbval -m "not alone and not thorough" tests/test_*.py tests/exercises

quick-figures: $(VENV)/ready
	$(BIN)/pytest -q -p no:nbval tests/figures tests/explorers/test_explorer_traits.py

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(BIN)/mypy

# unit and outputs in one run. `prove` is in it, too: tests/prover/test_book.py.
everything: book
	$(PYTEST) tests grader/tests $(NBVAL)

unit: book
	$(PYTEST) tests grader/tests

outputs: $(VENV)/ready
	$(BIN)/pytest -n 4 --dist loadfile $(NBVAL)

# What another Python could change, and what needs no browser: for the Pythons beside the main one.
# The figures are compared in the notebooks' outputs; what is tried by the hundred is so once.
portable: $(VENV)/ready
	$(PYTEST) -m "not alone and not thorough" tests/test_*.py tests/exercises grader/tests $(NBVAL)

# Every cell of every chapter, in the page: minutes. make test has one chapter, and all exercises.
live: book pyodide
	COMPLETE=1 $(BIN)/pytest -p no:nbval tests/live

lighthouse: book
	npm ci --prefix tools/lighthouse --ignore-scripts --no-audit --no-fund --silent
	node tools/lighthouse/measure.mjs $(SITE)

speed: $(VENV)/ready
	$(BIN)/pytest -s -m alone tests

# What the book names as measured is written only on request: make bench RECORD=1
bench: $(VENV)/bench
	$(BIN)/python -m benchmarks.speed $(if $(RECORD),--record)

$(VENV)/bench: $(VENV)/ready
	VIRTUAL_ENV=$(VENV) $(INSTALL) -e '.[bench]'
	@touch $@

prove: $(VENV)/ready
	$(BIN)/python -m equation_prover --check book/equations.md

notebooks: $(VENV)/ready
	$(BIN)/python -m equation_prover.derivations
	$(BIN)/python tools/write_exercises.py
	$(BIN)/python tools/grader_links.py
	$(BIN)/python tools/notebooks.py
	$(BIN)/python -m equation_prover --ledger book/equations.md
	$(BIN)/python -m benchmarks.speed.page

release: $(VENV)/ready
	$(BIN)/python tools/release.py

# Habits for this clone: checks before each commit; notebooks compared cell by cell, without the
# outputs, whose figures would fill the screen. Relative paths, so that each worktree uses its own.
setup: $(VENV)/ready
	$(BIN)/pre-commit install
	git config diff.jupyternotebook.command "$(BIN)/git-nbdiffdriver diff --ignore-outputs --ignore-metadata --ignore-details"
	git config merge.jupyternotebook.name "notebooks cell by cell"
	git config merge.jupyternotebook.driver "$(BIN)/git-nbmergedriver merge %O %A %B %L %P"

lab: $(VENV)/ready
	$(BIN)/jupyter trust book/*.ipynb
	$(BIN)/jupyter lab --notebook-dir book

$(VENV)/ready: requirements.txt requirements-dev.txt pyproject.toml grader/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The book needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	VIRTUAL_ENV=$(VENV) $(INSTALL) -r requirements-dev.txt
	@touch $@

times:
	$(PYTHON) tools/times.py

clean:
	rm -rf _build dist .venv .pytest_cache .mypy_cache .hypothesis
	find . -name .git -prune -o -type d \( -name .ruff_cache -o -name __pycache__ \) -prune -exec rm -rf {} +
