# GNU make (3.81 or newer) and Python 3.11 or newer: nothing else has to be there.
# What sets up goes to standard error and reads no input: both belong to the program alone.

.NOTPARALLEL:
.PHONY: help run test image audit evaluate benchmark picture reliability soak servers shards teaching archive fuzz lock clean

help:
	@echo "make run       start souffleur: in Discord when DISCORD_TOKEN is set, else in this terminal"
	@echo "make test      check everything: format, lint, types, imports, tests and their coverage"
	@echo "make image     build the Dockerfile for real, without a Docker engine, and try what it built (as root)"
	@echo "make audit     look for known faults in what the locks list (asks the package index)"
	@echo "make evaluate  measure the answers to the questions of corpus/questions"
	@echo "make benchmark how fast the raw index is beside its peers (SIZES='10000 100000', FOLDER=articles, QUESTIONS=file)"
	@echo "make picture   take the README's pictures of a card (needs Chromium; BROWSER=/path names yours)"
	@echo "make reliability ask 2,000 questions while the gateway fails 100 times: six minutes"
	@echo "make soak      load one core for a minute, then ask 100,000 questions: half an hour"
	@echo "make servers   a thousand servers with articles of their own: memory and times; five minutes, 3 GB"
	@echo "make shards    what one process carries: many servers, questions, two processes; five minutes"
	@echo "make teaching  teach questions and ask the others of PIAF=piaf-v1.0.json: two minutes"
	@echo "make archive   read PASSAGES=100000 drawn from PIAF=piaf-v1.0.json, and ask them: two minutes"
	@echo "make fuzz      look for inputs that break the bot, longer than make test (EXAMPLES=20000)"
	@echo "make lock      lock the dependencies of pyproject.toml again (FLAGS=--upgrade for the newest)"
	@echo "make clean     remove what the others made"
	@echo "PYTHON=python3.13 chooses the Python of .venv when it is made"

# A stamp says what it was written for. One that is missing, or that was written for other locks or
# for another folder (scripts hold its name), means that .venv is unfinished or old.
LOCKS := $(shell { pwd -P; cat requirements.lock requirements-dev.lock; } | cksum | cut -d ' ' -f 1)
PROJECT := $(shell cksum < pyproject.toml | cut -d ' ' -f 1)
LOCKED := .venv/.locked-$(LOCKS)
INSTALLED := .venv/.installed-$(LOCKS)-$(PROJECT)
DEVELOPED := .venv/.developed-$(LOCKS)

# A Python that was removed since leaves a .venv that cannot run.
ifneq ($(shell test -x .venv/bin/python && echo runs),runs)
.PHONY: $(LOCKED)
endif

QUIETLY := --disable-pip-version-check --quiet --quiet --no-input
PIP := .venv/bin/python -m pip $(QUIETLY)
# On every core, while pip compiles on one; a file for another Python that does not compile is no fault.
COMPILED = { .venv/bin/python -m compileall -qq -j 0 .venv/lib >&2 || true; }
# One more than there are cores: tests of the gateway wait for it half of their time.
WORKERS := $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
# What tests keep for a moment is kept in memory, where half a gigabyte is free: a disk waits at each write.
IN_MEMORY = $(shell test -w /dev/shm && df -Pk /dev/shm | awk 'NR == 2 && $$4 > 500000 { print "/dev/shm" }')
PYTHONS := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11)

# The locks hold ready-made wheels up to 3.14: a newer Python is the last choice.
FIND_PYTHON = \
	for newest in 14 99; do \
		for python in $(PYTHONS); do \
			"$$python" -c "import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, $$newest))" \
				2>/dev/null </dev/null && break 2; \
		done; \
		python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo "No Python 3.11 or newer with venv among: $(PYTHONS). Install one (Debian, Ubuntu: apt install python3-venv), or name yours: make $(MAKECMDGOALS) PYTHON=/path/to/python" >&2; \
		exit 1; \
	fi

$(LOCKED):
	@$(FIND_PYTHON); \
	echo "Making .venv with $$python and installing what requirements.lock lists: a minute or less, this once." >&2; \
	rm -rf .venv && "$$python" -m venv .venv </dev/null >&2 && \
	$(PIP) install --no-compile --require-hashes --requirement requirements.lock </dev/null >&2 && $(COMPILED) && touch $@ || { \
		echo "The installation did not finish; the reason stands above. make $(MAKECMDGOALS) starts it afresh." >&2; \
		exit 1; \
	}

$(INSTALLED): $(LOCKED)
	@echo "Installing souffleur itself." >&2
	@$(PIP) install --no-deps --no-build-isolation --editable . </dev/null >&2
	@.venv/bin/python -m compileall -q bot >&2
	@touch $@

$(DEVELOPED): $(LOCKED)
	@echo "Installing the tools of requirements-dev.lock." >&2
	@$(PIP) install --no-compile --require-hashes --requirement requirements-dev.lock </dev/null >&2
	@$(COMPILED)
	@touch $@

# What a start would make of the lexicon otherwise, each time.
KEPT := .venv/.kept
$(KEPT): $(INSTALLED) $(wildcard bot/retrieval/*.py bot/retrieval/lexicon/*.* bot/retrieval/*.txt)
	@.venv/bin/python -m bot.retrieval.compiling >&2
	@touch $@

run: $(KEPT)
	@.venv/bin/souffleur

evaluate: $(KEPT)
	@.venv/bin/souffleur evaluate corpus/questions/*.yaml

# In an environment of its own: the peers are many, unlocked, and no part of what is tested.
SIZES := 10000 100000
PEERS := build/peers/.installed-$(LOCKS)-$(PROJECT)
$(PEERS): $(INSTALLED)
	@echo "Installing the peers of the benchmark." >&2
	@rm -rf build/peers && .venv/bin/python -m venv build/peers
	@build/peers/bin/python -m pip $(QUIETLY) install --require-hashes --requirement requirements.lock </dev/null >&2
	@build/peers/bin/python -m pip $(QUIETLY) install --no-build-isolation --editable ".[benchmark]" </dev/null >&2
	@touch $@

benchmark: $(PEERS)
	@build/peers/bin/python -m benchmarks --sizes "$(SIZES)" $(if $(FOLDER),--folder "$(FOLDER)") \
		$(if $(QUESTIONS),--questions "$(QUESTIONS)")

picture: $(INSTALLED)
	@.venv/bin/python -m picture $(if $(BROWSER),--browser "$(BROWSER)")

test: $(KEPT) $(DEVELOPED)
	@echo "Format (ruff)"
	@.venv/bin/ruff format --quiet --check .
	@echo "Lint (ruff)"
	@.venv/bin/ruff check --quiet .
	@echo "Imports (import-linter)"
	@.venv/bin/lint-imports
	@mkdir -p build
	@# Tests that were compiled are kept, whatever the environment says: each worker would compile all of them.
	@# Types take one core for half a minute: they are checked beside the rest, and told at the end.
	@.venv/bin/mypy --strict --no-error-summary bot benchmarks picture tests >build/types.txt 2>&1 & types=$$!; \
	echo "Answers to the shipped questions (souffleur evaluate)" && \
	.venv/bin/souffleur evaluate corpus/questions/*.yaml --no-thesaurus \
		--floors corpus/questions/floors.json >/dev/null && \
	echo "Tests (pytest)" && \
	unset PYTHONDONTWRITEBYTECODE && $(if $(IN_MEMORY),export TMPDIR="$${TMPDIR:-$(IN_MEMORY)}" &&) \
	.venv/bin/python -m pytest --quiet --cov --numprocesses $(WORKERS) --dist worksteal; failed=$$?; \
	echo "Types (mypy)"; wait $$types || failed=1; cat build/types.txt; exit $$failed

# Not among the tests of `make test`: it needs root, buildah, debootstrap and a mirror of Debian.
image: $(INSTALLED) $(DEVELOPED)
	@tests/image/build.sh
	@.venv/bin/python -m pytest --quiet tests/image/built_image.py

# In an environment of its own: what looks for faults is no part of what is looked at.
audit:
	@$(FIND_PYTHON); echo "Looking for known faults in what the locks list." >&2; \
	"$$python" -m venv build/audit && build/audit/bin/python -m pip $(QUIETLY) install --upgrade pip-audit
	@for lock in requirements.lock requirements-dev.lock; do \
		build/audit/bin/pip-audit --progress-spinner off --strict --require-hashes --disable-pip --requirement $$lock || exit 1; \
	done

# What takes too long for make test; docs/reliability.md holds what they printed.
reliability: $(INSTALLED) $(DEVELOPED)
	@.venv/bin/python -m tests.reliability.storm

soak: $(INSTALLED) $(DEVELOPED)
	@.venv/bin/python -m tests.reliability.soak

servers: $(INSTALLED) $(DEVELOPED)
	@.venv/bin/python -m tests.reliability.servers

# DATABASE_URL names a PostgreSQL whose writes are measured beside those of SQLite.
shards: $(INSTALLED) $(DEVELOPED)
	@.venv/bin/python -m tests.reliability.shards $(if $(DATABASE_URL),--database "$(DATABASE_URL)")

PIAF := piaf-v1.0.json
PART := kept-out
teaching: $(INSTALLED) $(DEVELOPED)
	@.venv/bin/python -m tests.reliability.teaching $(PIAF) $(PART)

PASSAGES := 100000
archive: $(KEPT) $(DEVELOPED)
	@.venv/bin/python -m tests.reliability.archive $(PIAF) $(PASSAGES)

EXAMPLES := 20000
fuzz: $(INSTALLED) $(DEVELOPED)
	@.venv/bin/python -m tests.fuzzing --examples $(EXAMPLES)

# uv alone can lock for several Pythons and systems at once; nothing but this target uses it. The pip
# of Python 3.11 takes the extra's two spellings for two extras: the lock has the one of those who ask for it.
UV = build/lock/bin/uv pip compile --quiet --no-config $(FLAGS) pyproject.toml \
	--universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links \
	--annotation-style line --custom-compile-command "make lock"

lock:
	@$(FIND_PYTHON); echo "Locking for Python 3.11 to 3.14, Linux and macOS." >&2; \
	"$$python" -m venv build/lock && build/lock/bin/python -m pip $(QUIETLY) install --upgrade uv
	@$(UV) --group build --output-file requirements.lock
	@$(UV) --group dev --constraints requirements.lock --output-file requirements-dev.lock
	@sed 's/^lxml\[html-clean\]/lxml[html_clean]/' requirements.lock > build/lock/lock && cp build/lock/lock requirements.lock
	@sed 's/^lxml\[html-clean\]/lxml[html_clean]/' requirements-dev.lock > build/lock/lock && cp build/lock/lock requirements-dev.lock

clean:
	@rm -rf .venv build dist *.egg-info .coverage .coverage.* htmlcov .hypothesis \
		.import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find bot tests benchmarks picture -name __pycache__ -prune -exec rm -rf {} +
