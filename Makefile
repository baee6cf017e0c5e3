# Fengqiao: `make run` sets up what is missing and starts everything, `make test` proves that it works.

SHELL := /bin/bash
export PYTHONDONTWRITEBYTECODE := # compiled once, not by each of the processes
BIN := .venv/bin
MANIFEST := src/fengqiao/ui/static/app/manifest.json
PAGES := $(shell find src/fengqiao/ui/frontend src/fengqiao -type f \( -path '*/frontend/*' -o -name '*.html' \))
MESSAGES := $(patsubst %.po,%.mo,$(wildcard src/fengqiao/locale/*/LC_MESSAGES/*.po))
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: run install test check bench fmt lock messages

run: install ## everything in the foreground until Ctrl-C; PORT=8001 make run takes another port
	@exec $(BIN)/fengqiao run

install: .venv/.installed node_modules/.installed $(MANIFEST) $(MESSAGES) ## set-up alone; a second call is instant

test: install ## every test, browser journeys included
	@scripts/install-browser
	$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

check: install ## every guard that needs no running platform
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/djlint src --quiet --lint
	$(BIN)/lint-imports --no-logo
	npm run --silent check
	$(BIN)/python scripts/messages.py check
	$(BIN)/pytest tests/test_architecture.py tests/test_catalogue.py tests/test_supply.py

bench: install ## fill a jurisdiction with 100,000 cases and measure; results go to docs/benchmarks.md
	@exec $(BIN)/fengqiao bench

fmt: install ## mend what a machine can mend
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format --quiet

lock: .venv/.installed ## take newer dependencies: UPGRADE=1 for all, else only what the .in files changed
	$(LOCK) $(if $(UPGRADE),--upgrade) requirements-dev.in -o requirements-dev.txt
	$(LOCK) requirements.in --constraint requirements-dev.txt -o requirements.txt
	npm install --package-lock-only --silent

messages: .venv/.installed ## bring the English catalogue up to the texts in the source
	$(BIN)/python scripts/messages.py update

.venv/.installed: requirements-dev.txt pyproject.toml scripts/install-python
	@echo '安装 Python 依赖 / Python packages'
	@scripts/install-python
	@touch $@

node_modules/.installed: package-lock.json package.json .npmrc scripts/install-node
	@echo '安装前端依赖 / npm packages'
	@scripts/install-node
	@touch $@

$(MANIFEST): node_modules/.installed $(PAGES)
	@echo '构建前端 / front end'
	@npm run --silent build -- --logLevel error
	@touch $@

%.mo: %.po scripts/messages.py .venv/.installed
	@$(BIN)/python scripts/messages.py compile
