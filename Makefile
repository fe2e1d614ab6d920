# One word per habit. This file only sequences; the work is in lstm_tutor/.
# Needs: make, git and Python 3.11 to 3.14 with venv. `make` alone lists what there is.

VENV := .venv
PY := $(VENV)/bin/python
RUN := $(PY) -m
DOCS := $(VENV)/docs.stamp
TEST := $(VENV)/test.stamp
INSTALL := $(RUN) pip install --quiet --disable-pip-version-check \
	--require-hashes --only-binary :all: --requirement
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate
# A file's tests stay in one process; files with a browser come last (tests/conftest.py).
PARALLEL := --numprocesses=logical --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

# The numbers must not depend on the reader's shell, and pages are built by the pinned MkDocs.
export PYTHONUTF8 := 1
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help docs docs-all figures figure notebooks serve test check format bench soak accept
.PHONY: addresses timings deploy lock wheels clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile

docs: $(DOCS) ## everything: train what is new, draw, build, verify, then swap into site/
	@$(RUN) lstm_tutor docs

docs-all: $(TEST) ## the same with the chapter as a PDF and the site as a zip, which need a browser
	@$(RUN) lstm_tutor docs --all

figures: $(DOCS) ## train what is new, check the claims, draw the figures
	@$(RUN) lstm_tutor figures

figure: $(DOCS) ## one figure: make figure ID=lr-low
	@test -n "$(ID)" || { echo 'make figure: which one? For example: make figure ID=lr-low' >&2; exit 2; }
	@$(RUN) lstm_tutor figures --only "$(ID)"

notebooks: $(DOCS) ## execute the notebooks that are not up to date
	@$(RUN) lstm_tutor notebooks

serve: $(DOCS) ## the site on this machine, rebuilt while you write
	@$(RUN) lstm_tutor content
	@$(RUN) lstm_tutor serve

test: $(TEST) ## every test: trains, builds the site, opens a browser
	@$(RUN) pytest $(PARALLEL)

check: $(TEST) ## before every commit: format, lint, types, fast tests
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .
	@$(RUN) mypy
	@$(RUN) pytest $(PARALLEL) -m "not slow"

format: $(TEST) ## bring every Python file into the project's format
	@$(RUN) ruff format .
	@$(RUN) ruff check --fix .

bench: $(TEST) ## how fast training is here, and whether a notebook takes a minute at most
	@$(RUN) benchmarks

soak: $(TEST) ## kill the build at random moments, over and over: does the site stand?
	@$(RUN) tests.pipeline.soak --kills 200
	@$(RUN) tests.pipeline.soak --full --kills 5

accept: $(DOCS) ## train the twins too, put the evidence as measured now and new addresses on record
	@$(RUN) lstm_tutor accept

addresses: $(DOCS) ## put addresses that are new on record, which course material may then cite
	@$(RUN) lstm_tutor addresses

timings: $(DOCS) ## measure seconds on this machine into figures/timings.json
	@OPENBLAS_NUM_THREADS=1 $(RUN) lstm_tutor timings

deploy: $(TEST) ## commit a version to the branch gh-pages: make deploy VERSION=0.1.0 (or dev, a draft)
	@test -n "$(VERSION)" || { echo 'make deploy: which one? For example: make deploy VERSION=0.1.0' >&2; exit 2; }
	@$(RUN) lstm_tutor deploy --all "$(VERSION)"

lock: ## pin the newest allowed versions, with hashes, into requirements/ (needs uv)
	@command -v uv >/dev/null || { echo 'make lock: install uv first (pip install uv)' >&2; exit 1; }
	$(COMPILE) --upgrade pyproject.toml --output-file requirements/docs.txt
	$(COMPILE) --upgrade pyproject.toml --extra test -c requirements/docs.txt --output-file requirements/test.txt
	@$(MAKE) wheels

# uv takes the oldest macOS from the environment; each platform below is followed by it.
PLATFORMS := x86_64-manylinux_2_28: aarch64-manylinux_2_28: \
	x86_64-apple-darwin:13.0 aarch64-apple-darwin:14.0

wheels: ## ask the index whether all that is pinned has a wheel for every promised machine (needs uv)
	@for file in docs test; do for machine in $(PLATFORMS); do for python in 3.11 3.12 3.13 3.14; do \
	  MACOSX_DEPLOYMENT_TARGET=$${machine#*:} uv pip compile --quiet --no-deps --only-binary :all: \
	    --python-platform $${machine%:*} --python-version $$python requirements/$$file.txt >/dev/null \
	  || { echo "make wheels: requirements/$$file.txt does not install on $$machine with Python" \
	    "$$python, see above" >&2; exit 1; }; \
	done; done; done; echo 'every pinned package has a wheel for every promised machine'

clean: ## remove what was generated: site, figures, results of training (keeps .venv)
	rm -rf build site docs/figures docs/cite docs/exercises docs/notebooks
	rm -rf .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# --- The environment: made once, installed again when its lock file changes -------------------

$(DOCS): requirements/docs.txt | $(PY)
	@echo 'Installing what the site needs (requirements/docs.txt) ...'
	@touch $(UNFINISHED)
	@$(INSTALL) requirements/docs.txt
	@rm $(UNFINISHED)
	@touch $@

$(TEST): requirements/test.txt | $(PY)
	@echo 'Installing what the tests need (requirements/test.txt) ...'
	@touch $(UNFINISHED)
	@$(INSTALL) requirements/test.txt
	@rm $(UNFINISHED)
	@touch $@ $(DOCS)

# Tried at every call: an environment that was left half made or half filled, or whose Python is gone,
# is made anew. (A package that pip was killed in would count as installed.)
UNFINISHED := $(VENV)/unfinished
USABLE := import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
CANDIDATES := $(if $(PYTHON),"$(PYTHON)",python3.14 python3.13 python3.12 python3.11 python3)

$(PY): FORCE
	@test ! -e $(UNFINISHED) && $(PY) -c 'import pip; $(USABLE)' 2>/dev/null && exit 0; \
	for python in $(CANDIDATES); do \
	  "$$python" -c '$(USABLE)' 2>/dev/null || continue; \
	  echo "Making $(VENV) with $$("$$python" --version) ..."; \
	  rm -rf $(VENV) && "$$python" -m venv $(VENV) && exit 0; \
	  echo "make: $$python could not make $(VENV), see above" >&2; exit 1; \
	done; \
	echo 'make: no usable Python among: $(CANDIDATES). Needed: 3.11 to 3.14 with venv and' \
	  'ensurepip (Debian: apt-get install python3-venv). Name one: make PYTHON=/path/to/python3' >&2; \
	exit 1

.PHONY: FORCE
FORCE:
