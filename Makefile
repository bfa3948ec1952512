# Everything a visitor or a developer types. `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements/constraints.txt

# Usable after `||`: as root on Debian the named package is installed, anyone else is told which it is.
define install
{ test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
  && apt-get update --quiet=2 \
  && DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends $(1) >/dev/null; } \
|| { echo "argmap: $(2)" >&2; exit 1; }
endef

.PHONY: help run dev test lint audit backup restore bench drill browser
.DEFAULT_GOAL := help

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 \t\2/p' $(MAKEFILE_LIST) | expand -t 16
	@echo; echo "  PORT, HOST, DATA_DIR and DATABASE_URL change where it runs: make run PORT=8001"

run: $(VENV)/.serve ## serve argmap at http://127.0.0.1:8000/
	@exec $(BIN)/python -m argmap.serve

dev: $(VENV)/.develop ## the same for developers: every change shows at once, errors in full
	@DEBUG=1 exec $(BIN)/python -m argmap.serve

test: $(VENV)/.develop browser ## run all tests, those in the browser included
	@$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist worksteal

lint: $(VENV)/.develop ## check style, types, imports, templates, migrations and the compose file
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +
	@$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	@$(BIN)/python manage.py makemigrations --check --dry-run

audit: $(VENV)/.audit ## ask PyPI whether a vulnerability is known in any pinned package
	@$(BIN)/python requirements/audit.py

backup: $(VENV)/.serve ## write all data into one file (FILE=… names it) with its hash; the site may run
	@$(BIN)/python manage.py backup $(if $(FILE),"$$FILE")

restore: $(VENV)/.serve ## put a backup in the place of all data: FILE=…, and FORCE=1 if there are any; stop the site first
	@test -n "$$FILE" || { echo "argmap: Name the backup: make restore FILE=backups/backup-….dump" >&2; exit 1; }
	@$(BIN)/python manage.py restore "$$FILE" $(if $(filter 1,$(FORCE)),--force)

bench: $(VENV)/.develop ## measure pages of arguments from 100 to 20,000 claims
	@$(BIN)/python manage.py bench

drill: $(VENV)/.develop ## kill the server and the database while people write, then let in a crowd
	@$(BIN)/python manage.py drill

browser:
	@test -x "$$CHROMIUM" || command -v chromium >/dev/null || command -v google-chrome >/dev/null \
	|| $(call install,chromium,The tests need a browser: install the package chromium or set CHROMIUM to one.)

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "argmap: Python 3.11 or newer is needed; name it as in: make run PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	|| $(call install,python3-venv,Python cannot make a virtual environment here: install the package python3-venv.)
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.serve: requirements/app.txt requirements/serve.txt requirements/constraints.txt | $(VENV)/.made
	@echo "Installing what argmap needs ..."
	@$(PIP) --requirement requirements/serve.txt
	@touch $@

$(VENV)/.develop: requirements/develop.txt $(VENV)/.serve
	@echo "Installing what the tests and checks need ..."
	@$(PIP) --requirement requirements/develop.txt
	@touch $@

$(VENV)/.audit: requirements/audit.txt requirements/constraints.txt | $(VENV)/.made
	@echo "Installing what the audit needs ..."
	@$(PIP) --requirement requirements/audit.txt
	@touch $@
