# Tracker: `make run` to use it, `make test` to check it, `make help` for the rest.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ONLY ?=

.PHONY: help run setup test check bench soak letters pictures mutants lock clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.run ## install, migrate, load demo data when empty, serve on http://127.0.0.1:8000
	@$(BIN)/tracker db upgrade
	@$(BIN)/tracker demo --if-empty
	@exec $(BIN)/tracker serve

setup: $(VENV)/.dev ## prepare .venv with everything the checks need

# Python keeps what it compiled even where the surroundings say otherwise: hundreds of processes are started.
test: $(VENV)/.dev ## run every test, a real browser, mail server and PostgreSQL included
	@sh .ci/browser
	@mkdir -p build
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(if $(ONLY),-k $(ONLY))

check: $(VENV)/.dev ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet templates

bench: $(VENV)/.dev ## measure speed and size into build/bench.jsonl; ONLY=name for one
	@mkdir -p build && $(BIN)/python -m benchmarks bench $(ONLY)

soak: $(VENV)/.dev ## the long checks into build/soak.jsonl; ONLY=name for one
	@mkdir -p build && $(BIN)/python -m benchmarks soak $(ONLY)

letters: $(VENV)/.dev ## write the letters in tests/reminders/letters anew, to be read as a difference
	TRACKER_WRITE_LETTERS=1 $(BIN)/python -m pytest tests/reminders/test_letters.py

pictures: $(VENV)/.dev ## take the README's pictures of the brief, the projector and the print anew
	PYTHONPATH=. $(BIN)/python docs/pictures/take.py

mutants: $(VENV)/.dev ## change the deadline grammar bit by bit: does a test notice? ONLY='*terms*' for some (needs mutmut)
	@$(BIN)/python -c "import importlib.util as u, sys; sys.exit(not u.find_spec('mutmut'))" \
	  || { echo "mutmut is not installed: $(BIN)/pip install 'mutmut>=3.8,<4'"; exit 1; }
	$(BIN)/mutmut run $(if $(ONLY),"$(ONLY)")
	@$(BIN)/mutmut results

lock: ## resolve the lock files anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove what was built; the office's data in instance/ stays
	rm -rf $(VENV) build mutants .mypy_cache .ruff_cache .pytest_cache

$(VENV)/.run: requirements.lock pyproject.toml
	@PYTHON=$(PYTHON) sh .ci/install $(VENV) requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml
	@PYTHON=$(PYTHON) sh .ci/install $(VENV) requirements-dev.lock
	@touch $(VENV)/.run $@
