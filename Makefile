# `make run` and `make test` do all their own set-up. README.md has the same for Windows.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench long sample clean

run: $(VENV)/run.stamp
	$(BIN)/streamlit run app.py

test: $(VENV)/test.stamp
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint -q queries enrolment/imports

bench: $(VENV)/test.stamp
	$(BIN)/python -m bench

long: $(VENV)/test.stamp
	$(BIN)/python -m tests.oracle.long 50000

sample: $(VENV)/run.stamp
	$(BIN)/python -m enrolment sample

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || sh tools/apt.sh python3-venv
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	sh tools/chromium.sh $(BIN)/python
	touch $@

clean:
	rm -rf $(VENV) .store
