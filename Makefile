# Everything that is done with this project. `make help` lists it.
#
# `make run` and `make test` may be the first command on a fresh clone: what they need
# (environment, words, fonts) is made first, once, and again where its source is newer.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# Images for containers tend to set it: the tests, and what they start, would be compiled each time.
unexport PYTHONDONTWRITEBYTECODE
.NOTPARALLEL:

VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/ready-run
DEV_READY := $(VENV)/ready-dev
FONTS_READY := $(VENV)/ready-fonts
# Made first, removed last: an interrupted installation is begun anew, never counted as done.
INCOMPLETE := $(VENV)/incomplete

CATALOGUES := $(wildcard config/locale/*/LC_MESSAGES/*.po)
WORDS := $(CATALOGUES:.po=.mo)

# Two makes at once: the second waits for the first one's environment, where flock exists.
LOCKED := $(if $(shell command -v flock),flock Makefile)

# make PYTHON=/path/to/python3.12 setup chooses one; else the first on the PATH that serves.
PYTHON ?=
PYTHONS := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)
SERVES := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

# Nothing is resolved here, and nothing built that would fetch what builds it: the lock file names
# every package, and a release that somebody makes tomorrow is not asked about (decision 0001).
PIP = $(BIN)/python -m pip --disable-pip-version-check
PIP_INSTALL = $(PIP) install --quiet --no-deps
LOCKED_ALONE = --require-hashes --only-binary=:all:

# What a registry on PostgreSQL needs is added by `make postgresql`. An environment that has it keeps it.
POSTGRESQL ?= $(wildcard $(VENV)/lib/python*/site-packages/psycopg)
DRIVER_LOCK = requirements-postgresql.lock
RUN_LOCKS = requirements.lock requirements-build.lock $(if $(POSTGRESQL),$(DRIVER_LOCK))

# Options for pytest: make test ARGS="-k orders"
ARGS ?=
# The files of tests shared out to the cores.
SHARED := -n auto --dist loadfile

DEMO := sqlite:///var/demo.db

UV_VERSION := 0.13.9
PIP_AUDIT_VERSION := 2.10.1
COMPILE = $(VENV)/uv/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-strip-extras --custom-compile-command "make lock"
ASKED_BY_POSTGRESQL := import pathlib, tomllib; \
	print(*tomllib.loads(pathlib.Path('pyproject.toml').read_text())['project']['optional-dependencies']['postgresql'])

# What replaces methods of the driver and of its dialect, with what it stands on.
NEWEST := $(VENV)/newest
OF_PIPELINES := tests/registry/test_pipelines.py tests/registry/test_prepared_statements.py

.PHONY: help setup postgresql run test test-slow test-install test-newest schema lint bench gallery wheel words changes lock audit env-run env-dev things

help:  ## List what make can do.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: env-run things  ## Make the environment from the lock file, the words and the fonts.

postgresql:  ## Add to the environment what a registry on PostgreSQL needs; setup keeps it from then on.
	@rm -f $(RUN_READY)
	@$(MAKE) setup POSTGRESQL=yes

run: env-run things  ## Make the demo registry if there is none, start Prasan, say what waits.
	@mkdir -p var
	@PRASAN_REGISTRY="$${PRASAN_REGISTRY:-$(DEMO)}" $(BIN)/prasan demo --if-missing
	@PRASAN_REGISTRY="$${PRASAN_REGISTRY:-$(DEMO)}" exec $(BIN)/prasan up

test: env-dev things  ## Run the tests, the slow ones left out.
	@$(BIN)/python -m pytest $(SHARED) $(ARGS)

test-slow: env-dev things  ## Run the tests that take minutes.
	@$(BIN)/python -m pytest $(SHARED) --no-loadscope-reorder -m "slow and not installation" $(ARGS)

test-install: env-dev things  ## Install with each Python found, from an index of tomorrow (needs PyPI).
	@$(BIN)/python -m pytest -n 2 --no-loadscope-reorder -m installation $(ARGS)

test-newest: env-dev things  ## Try the pipelines with the newest SQLAlchemy and psycopg; tells, and never fails (needs PyPI).
	@rm -rf $(NEWEST)
	@{ $(PIP_INSTALL) --pre --only-binary=:all: --target $(NEWEST) sqlalchemy psycopg psycopg-binary \
	  && PYTHONPATH=$(NEWEST) $(BIN)/python -m pytest -m "" $(OF_PIPELINES) $(ARGS); } \
	  || echo "test-newest: the pipelines do not pass with the newest releases (decision 0047)."
	@$(PIP) freeze --path $(NEWEST)

schema:  ## Install what holds papers against the Open XML schema, for test-slow (needs npm).
	@npm ci --prefix tests/schema --ignore-scripts --no-audit --no-fund --silent

lint: env-dev things  ## Check style, format, types and the direction of imports.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: env-dev things  ## Measure, beside the floor of the same run; print table and JSON.
	@$(BIN)/python -m benchmarks

gallery: env-dev things  ## Make the pictures of the README anew (LibreOffice, poppler-utils).
	@$(BIN)/python -m tests.gallery

wheel: env-run things  ## Build the wheel into dist/, words and fonts inside.
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

words: env-run  ## Compile the Thai and English catalogues.
	@$(MAKE) --silent $(WORDS)

changes: env-dev  ## Show what the next release tells, put together of its fragments.
	@$(BIN)/towncrier build --draft

# What a build and PostgreSQL need has locks of its own, in the versions of the first where both ask.
lock: env-run  ## Write the lock files anew from pyproject.toml (for developers, needs PyPI).
	@test -x $(VENV)/uv/bin/uv || $(BIN)/python -m venv $(VENV)/uv
	@$(VENV)/uv/bin/python -m pip install --quiet "uv==$(UV_VERSION)"
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --group build --constraints requirements.lock -o requirements-build.lock
	$(BIN)/python -c "$(ASKED_BY_POSTGRESQL)" \
	  | $(COMPILE) --constraints requirements.lock - -o requirements-postgresql.lock
	$(COMPILE) --all-extras --group dev --constraints requirements.lock pyproject.toml \
	  -o requirements-dev.lock

audit: env-run  ## Look the locked packages up among the known advisories (needs PyPI).
	@test -x $(VENV)/pip-audit/bin/pip-audit || $(BIN)/python -m venv $(VENV)/pip-audit
	@$(VENV)/pip-audit/bin/python -m pip install --quiet "pip-audit==$(PIP_AUDIT_VERSION)"
	$(VENV)/pip-audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements-dev.lock

env-run:
	@$(LOCKED) $(MAKE) --silent $(RUN_READY)

env-dev:
	@$(LOCKED) $(MAKE) --silent $(DEV_READY)

# Called anew once the environment stands, so that the dates of files are read then.
things: | env-run
	@$(LOCKED) $(MAKE) --silent $(WORDS) $(FONTS_READY)

$(RUN_READY): requirements.lock requirements-build.lock requirements-postgresql.lock pyproject.toml
	$(call installed_from,$(RUN_LOCKS))
	@touch $@

# The development lock holds the others whole: one installation makes both ready.
$(DEV_READY): requirements-dev.lock pyproject.toml
	$(call installed_from,requirements-dev.lock)
	@touch $@ $(RUN_READY)

$(FONTS_READY): tasks/documents/font_maker.py config/documents.toml $(RUN_READY)
	@$(BIN)/python -m tasks.documents.font_maker
	@touch $@

%.mo: %.po
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@.part
	@mv $@.part $@

# The environment if there is none that can be built on, then lock files, then ourselves.
define installed_from
	@if [ -e $(INCOMPLETE) ] || ! $(BIN)/python -c "$(SERVES)" 2>/dev/null \
	    || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  for python in $(PYTHONS); do \
	    "$$python" -c "$(SERVES)" 2>/dev/null && break; python=; \
	  done; \
	  if [ -z "$$python" ]; then \
	    echo "ไม่พบ Python 3.11 ขึ้นไปที่มี venv และ ensurepip ($(PYTHONS))" \
	      "ให้ติดตั้งก่อน เช่น บน Debian: apt install python3 python3-venv" >&2; \
	    echo "No Python 3.11 or newer with venv and ensurepip was found ($(PYTHONS));" \
	      "install one, on Debian: apt install python3 python3-venv" >&2; \
	    exit 1; \
	  fi; \
	  rm -rf $(VENV) && mkdir $(VENV) && touch $(INCOMPLETE) && "$$python" -m venv $(VENV); \
	fi
	@touch $(INCOMPLETE)
	@echo "Installing from $(1) …"
	@{ $(PIP_INSTALL) $(LOCKED_ALONE) $(addprefix -r ,$(1)) \
	  && $(PIP_INSTALL) --no-build-isolation --editable .; } || { \
	  echo "ติดตั้งตาม $(1) ไม่สำเร็จ ให้ตรวจการเชื่อมต่อ pypi.org และพื้นที่ดิสก์ แล้วสั่งใหม่" >&2; \
	  echo "Could not install from $(1): check the way to pypi.org and the disk space," \
	    "then give the command again." >&2; \
	  exit 1; \
	}
	@misfit=$$($(PIP) check 2>&1) || { \
	  echo "$$misfit" >&2; \
	  echo "แพ็กเกจที่ติดตั้งไว้ไม่เข้ากัน ให้สั่งใหม่ ระบบจะสร้าง $(VENV) ใหม่ทั้งหมด" >&2; \
	  echo "The installed packages do not fit together: give the command again," \
	    "and $(VENV) is made anew as a whole." >&2; \
	  exit 1; \
	}
	@rm $(INCOMPLETE)
endef
