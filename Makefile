# Two commands do everything: `make demo` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help demo test tests run worker bench lint style types contracts security catalogues translate assets \
	lock install install-dev clean

PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
DIST := coproduce/web/static/dist/manifest.json
CATALOGUES := translations/.compiled
# Where an environment forbids it, every start compiles everything anew: half a second.
export PYTHONDONTWRITEBYTECODE :=
CHECKS := style types contracts security catalogues
OIDC := tests/oidc/node_modules/.installed
HASNODE := $(shell node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && npm --version >/dev/null 2>&1 && echo yes)

help:  ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

demo: install assets $(CATALOGUES)  ## everything, with the Dudley plan and sample answers, at http://127.0.0.1:8000
	@$(BIN)/coproduce demo --keep --serve $(PORT)

test: install-dev assets $(CATALOGUES) $(OIDC)  ## every check: style, types, contracts, catalogues, migrations, tests on both databases
	@$(MAKE) --no-print-directory -j 2 tests $(CHECKS)

tests:
	@echo "Tests, on SQLite and PostgreSQL and in a browser"; $(BIN)/pytest -n 3

lint: install-dev assets $(CATALOGUES)  ## style, types, import contracts, security, catalogues
	@$(MAKE) --no-print-directory -j 2 $(CHECKS)

style:
	@echo "Style"; $(BIN)/ruff check . && $(BIN)/ruff format --check .

types:
	@echo "Types"; $(BIN)/mypy

contracts:
	@echo "Import contracts"; $(BIN)/lint-imports --no-cache

security:
	@echo "Security"; $(BIN)/bandit --quiet --configfile pyproject.toml --recursive coproduce surveys events wsgi.py

catalogues:
	@echo "Catalogues"; $(BIN)/coproduce translations check

run: install assets $(CATALOGUES)  ## the server on the database that is there
	@$(BIN)/coproduce db upgrade
	@$(BIN)/coproduce serve --port $(PORT)

worker: install  ## the jobs beside the server
	@$(BIN)/coproduce worker

bench: install-dev assets $(CATALOGUES)  ## speed and faults, each beside a limit measured in the same run
	@$(BIN)/python bench/answers.py
	@$(BIN)/python bench/kill.py
	@$(BIN)/python bench/hand_over.py
	@$(BIN)/python bench/outbox_crash.py
	@$(BIN)/python bench/page_weight.py

translate: install-dev  ## bring the catalogues up to date with the words in the code
	@$(BIN)/coproduce translations update

assets: $(DIST)  ## the style sheets

install: .venv/.installed

install-dev: .venv/.installed-dev

lock: install-dev  ## write the pinned requirements anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--no-annotate --no-header pyproject.toml --group build -o requirements/runtime.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--no-annotate --no-header pyproject.toml --group build --group dev -o requirements/dev.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--no-annotate --no-header --group node -o requirements/node.txt

clean:  ## remove what was built; the database in var/ stays
	rm -rf .venv node_modules tests/oidc/node_modules build coproduce/web/static/dist $(CATALOGUES)

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
	@echo "Making an environment in .venv"
	@$(PYTHON) -m venv .venv

.venv/.installed: requirements/runtime.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the program needs (about a minute, once)"
	@$(PIP) --require-hashes -r requirements/runtime.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-dev: requirements/dev.txt .venv/.installed
	@echo "Installing what the checks need (about a minute, once)"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.node: requirements/node.txt | .venv/.installed
ifneq ($(HASNODE),yes)
	@echo "Installing Node, for the style sheets and a test"
	@$(PIP) --require-hashes -r requirements/node.txt
endif
	@touch $@

$(DIST): package.json package-lock.json $(shell find assets -type f 2>/dev/null) | .venv/.node
	@echo "Building the style sheets"
	@PATH="$(if $(HASNODE),$$PATH,$(CURDIR)/$(BIN):$$PATH)" && npm ci --loglevel=error --no-audit --no-fund >/dev/null && npm run --silent build
	@touch $@

$(OIDC): tests/oidc/package.json tests/oidc/package-lock.json | .venv/.node
	@echo "Installing an OpenID provider to test sign-in with"
	@cd tests/oidc && PATH="$(if $(HASNODE),$$PATH,$(CURDIR)/$(BIN):$$PATH)" && npm ci --loglevel=error --no-audit --no-fund >/dev/null
	@touch $@

$(CATALOGUES): $(wildcard translations/*/LC_MESSAGES/messages.po) | .venv/.installed
	@$(BIN)/coproduce translations compile
	@touch $@
