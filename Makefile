# `make run` opens the studio, `make test` runs every check; both set up what they need, once.
#
# PYTHON=python3.13 chooses the Python (3.11 or newer), WORKERS=8 how many tests run side by side.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
PYTHON ?= python3
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
WHEEL_VENV := build/wheel-venv
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --cov --cov-append --cov-report=
BUILD_INPUTS := pyproject.toml constraints.txt README.md LICENSE
SOURCES := $(shell find studio resources -type f ! -name '*.pyc' ! -name '* *' 2>/dev/null)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export QT_QPA_PLATFORM ?= $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),,offscreen)

.PHONY: run test lint wheel tests forget-coverage headless window soak constraints clean
.NOTPARALLEL:
.DELETE_ON_ERROR:

# --- the two that matter ---------------------------------------------------------------------------------------------

run: $(VENV)/.installed .stamp-qt
ifeq ($(QT_QPA_PLATFORM),offscreen)
	@echo "There is no display here: taking the tour instead of opening the window."
	$(BIN)/studio tour --out tour --screenshots tour/screenshots
	@echo "Photos, PDFs and screenshots of every page are in tour/."
else
	$(BIN)/studio --sample
endif

# The suite comes last, so that its closing lines are the last thing on the screen.
test: lint wheel tests

# --- set-up ----------------------------------------------------------------------------------------------------------

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Closet Studio needs Python 3.11 or newer; try make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@

.stamp-qt: tools/qt_libraries.py
	$(PYTHON) tools/qt_libraries.py
	touch $@

# --- checks ----------------------------------------------------------------------------------------------------------

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Proves that what is shipped is whole: the wheel alone, in an environment without the checkout, does the seller's day.
wheel: build/.toured

build/.toured: $(VENV)/.installed .stamp-qt $(BUILD_INPUTS) $(SOURCES)
	rm -rf dist build/tour
	$(BIN)/python -m build --wheel --outdir dist .
	test -x $(WHEEL_VENV)/bin/python || $(PYTHON) -m venv $(WHEEL_VENV)
	$(WHEEL_VENV)/bin/python -m pip install --quiet --constraint constraints.txt dist/*.whl
	$(WHEEL_VENV)/bin/python -m pip install --quiet --no-deps --force-reinstall dist/*.whl
	mkdir -p build/tour
	cd build/tour && QT_QPA_PLATFORM=offscreen ../wheel-venv/bin/studio tour --out .
	touch $@

tests: forget-coverage headless window
	@$(BIN)/python tools/check_coverage.py
	@echo "Without Qt: $$(tail -n 1 build/headless.log)"
	@echo "The window: $$(tail -n 1 build/window.log)"

forget-coverage: $(VENV)/.installed
	@$(BIN)/coverage erase

# Everything but the window, where Qt is not installed: tests/without_qt hides it, from child processes too.
headless: $(VENV)/.installed
	@! PYTHONPATH=tests/without_qt $(BIN)/python -c 'import PySide6' 2>/dev/null || { echo "Qt is not hidden"; exit 1; }
	@mkdir -p build
	PYTHONPATH=tests/without_qt $(PYTEST) -c tests/headless.ini --rootdir . -p no:pytest-qt \
	  tests --ignore=tests/ui | tee build/headless.log

# The window; and what the run without Qt had to leave out.
WITH_QT := tests/ui tests/tour tests/cli/test_printing.py tests/cli/test_window.py tests/scenarios/test_day.py \
  tests/test_architecture.py
window: $(VENV)/.installed .stamp-qt
	@mkdir -p build
	QT_QPA_PLATFORM=offscreen $(PYTEST) $(WITH_QT) | tee build/window.log

# --- now and then ----------------------------------------------------------------------------------------------------

# Thousands of malformed pictures and a hundred deaths of workers, where the suite has hundreds and a dozen.
soak: $(VENV)/.installed
	$(BIN)/python -m pytest --soak --log-cli-level INFO tests/imaging/test_hostile.py tests/imaging/test_deaths.py

constraints:
	rm -rf build/newest
	$(PYTHON) -m venv build/newest
	build/newest/bin/python -m pip install --quiet '.[test]'
	sed -n '/^#/p' constraints.txt > build/constraints.txt
	build/newest/bin/python -m pip freeze --exclude closet-studio >> build/constraints.txt
	mv build/constraints.txt constraints.txt

clean:
	rm -rf $(VENV) build dist tour .stamp-* .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis
