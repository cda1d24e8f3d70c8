# `make run` and `make test` do all their own set-up, from the lock files. README.md has the same for Windows.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test install check bench bench-peers long sample lock clean

run: $(VENV)/run.stamp
	$(BIN)/streamlit run app.py

test: $(VENV)/test.stamp
	$(BIN)/python -m pytest -n 2 --dist loadgroup

install: $(VENV)/test.stamp

check: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint -q queries enrolment/imports

bench: $(VENV)/test.stamp
	$(BIN)/python -m bench

# Beside what peers make of the same questions: Streamlit's floor, naive Streamlit, Dash, Datasette.
bench-peers: $(VENV)/test.stamp
	$(BIN)/python -m bench.pages --peers

long: $(VENV)/test.stamp
	$(BIN)/python -m tests.oracle.long 50000
	ENROLMENT_SNAPSHOTS_KEPT=0 $(BIN)/python -m tests.snapshot.test_renewal 0 300
	$(BIN)/python -m tests.oracle.quiet 1000
	$(BIN)/python -m tests.oracle.replay 20
	$(BIN)/python -m tests.browser.axe
	$(BIN)/python -m tests.browser.sheets .store/sheets

sample: $(VENV)/run.stamp
	$(BIN)/python -m enrolment sample

# After a change of a range in requirements*.txt: the exact versions, with hashes, for every system.
lock: $(VENV)/test.stamp
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes requirements.txt -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes requirements-dev.txt -o requirements-dev.lock

$(VENV)/run.stamp: requirements.lock pyproject.toml
	$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || sh tools/apt.sh python3-venv
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	sh tools/chromium.sh $(BIN)/python
	touch $@

clean:
	rm -rf $(VENV) .store
