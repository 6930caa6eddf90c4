# `make demo` and `make test` do all the set-up themselves; the rest is for work on readout.
PYTHON ?= python3
DATA ?= ../shared
PAGE ?= tests/pages/chron.html.gz
RUN = .venv/bin
DEV = .venv-dev/bin
WHEEL = dist/readout_news-*.whl

.PHONY: demo test check floors floors-corpora floors-gold accuracy proof bench exports docs sbom audit fuzz train-speech train-statements train-pronouns train-events train-links train-lines train-packing lock clean

# Reads a real page with the built wheel, prints what it reports and opens the reading in a browser.
demo: .venv/ready
	$(RUN)/readout read $(PAGE)
	@mkdir -p out
	$(RUN)/readout read --quiet --html out/page.html $(PAGE)
	@$(PYTHON) -m webbrowser -t "file://$(CURDIR)/out/page.html" >/dev/null 2>&1 || true
	@echo "The page with its record beside it: out/page.html"

# Everything that must hold: style, types, layers, accuracy floors, tests (with coverage) on the built wheel.
test: .venv-dev/ready
	$(MAKE) --no-print-directory --jobs=2 floors-corpora check floors-gold
	$(DEV)/python -m pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

check: .venv-dev/ready
	$(DEV)/ruff check .
	$(DEV)/mypy
	$(DEV)/lint-imports

floors: floors-corpora floors-gold

floors-corpora: .venv-dev/ready
	$(DEV)/python benchmarks/accuracy.py --data $(DATA) --floors benchmarks/floors.json

floors-gold: .venv-dev/ready
	$(DEV)/readout evaluate tests/gold/build --floors tests/gold/floors.json

# The figures of the README: the annotated corpora, the pages, and the half of the gold that nobody builds on.
accuracy: .venv-dev/ready
	$(DEV)/python benchmarks/accuracy.py --data $(DATA)
	$(DEV)/python -m tests.pages.measure
	$(DEV)/python -m tests.names.measure
	$(DEV)/python -m tests.extract.entities.cases
	$(DEV)/python -m tests.extract.statements.measure
	$(DEV)/python -m tests.relations.measure
	$(DEV)/python -m tests.link.chains.measure
	$(DEV)/readout evaluate tests/gold/report
	$(DEV)/python benchmarks/certainty.py tests/gold/report
	$(DEV)/python benchmarks/times.py --data $(DATA)

# Runs the command of every claim in the README and writes its table anew: an hour or two on an idle machine.
proof: .venv-dev/ready
	$(DEV)/python benchmarks/proof.py --data $(DATA)

bench: .venv-dev/ready
	$(DEV)/python benchmarks/speed.py --data $(DATA)
	$(DEV)/python benchmarks/statements.py --data $(DATA)
	$(DEV)/python benchmarks/people.py
	$(DEV)/python benchmarks/links.py --articles 4000

# Writes 500 articles in every format, has each validated by its standard, and prints how long it took.
exports: .venv-dev/ready
	$(DEV)/python -m tests.present.export.measure --data $(DATA)/data

# The documentation as a site, from docs/ and from the code: out/site/index.html.
docs: .venv-dev/ready
	$(DEV)/python -m tests.docs.examples --write
	$(DEV)/python -m sphinx -q -W -b html docs out/site

# The bill of materials (CycloneDX) and every licence; fails on one that does not fit.
sbom: .venv-dev/ready
	$(DEV)/python -m tools.licences out

# Asks the registry's list of known faults for every pinned package; fails on a package of which nothing is known.
audit:
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet pip-audit==2.10.1
	.venv-audit/bin/pip-audit --strict --no-deps --disable-pip -r requirements.lock

# A quarter of an hour of fuzzing led by coverage; what reached new code is kept for the next run.
fuzz: .venv-dev/ready
	$(DEV)/python -m tests.fuzz.guided --seconds 900 --keep

# Measures anew how often each cue of reported speech is right (docs/models/speech.md); takes a few minutes.
train-speech: .venv-dev/ready
	$(DEV)/python -m training.speech $(DATA)

# Trains the tagger of statements anew (docs/models/statements.md): hours on a processor, minutes on a graphics card.
train-statements: .venv-train/ready
	.venv-train/bin/python -m training.statements $(DATA)

train-pronouns: .venv-dev/ready
	$(DEV)/python -m training.fit_pronouns tests/gold/build --write

train-links: .venv-dev/ready
	$(DEV)/python -m training.links $(DATA) --write

train-events: .venv-dev/ready
	$(DEV)/python -m training.fit_events tests/gold/build $(DATA) --write

# Which words are a page's own and not its article's (docs/models/lines.md): five minutes.
train-lines: .venv-dev/ready
	$(DEV)/python -m benchmarks.reading.fit_lines $(DATA) --write

# How records are packed, anew as the next NUMBER, once the record's type has changed (docs/many.md): ten minutes.
train-packing: .venv-dev/ready
	@mkdir -p out
	$(DEV)/readout read --json --fast --quiet $(DATA)/data/polnear/train.jsonl.gz >out/records.jsonl
	$(DEV)/python -m training.packing $(NUMBER) out/records.jsonl $(DATA)/data/polnear/train.jsonl.gz \
		$(DATA)/data/ecbplus/articles.jsonl $(DATA)/data/timex/timebank.jsonl

# Pins every package that readout and its tests use, by hash and without naming an index.
# Extras stay in: pip asks for them by name. It knows lxml's by the spelling that asks for it, not by the canonical one.
COMPILE = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-strip-extras -q
lock:
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) --group statements -c requirements-dev.lock -o requirements-train.lock
	sed -i 's/^lxml\[html-clean\]/lxml[html_clean]/' requirements.lock requirements-dev.lock requirements-train.lock

SOURCES = $(shell git ls-files src 2>/dev/null) pyproject.toml README.md

dist/ready: $(SOURCES) requirements.lock
	rm -rf dist
	$(PYTHON) -m venv .venv-build
	.venv-build/bin/python -m pip install --quiet --disable-pip-version-check build==1.3.0
	.venv-build/bin/python -m build --wheel --outdir dist . >dist.log 2>&1 || { cat dist.log; exit 1; }
	@rm -f dist.log; touch $@

.venv/ready: dist/ready requirements.lock
	$(PYTHON) -m venv .venv
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall $(WHEEL)
	@touch $@

.venv-dev/ready: dist/ready requirements-dev.lock tools/chromium.sh
	sh tools/chromium.sh
	$(PYTHON) -m venv .venv-dev
	$(DEV)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(DEV)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall $(WHEEL)
	@touch $@

.venv-train/ready: dist/ready requirements-train.lock
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-train.lock
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall $(WHEEL)
	@touch $@

clean:
	rm -rf .venv .venv-dev .venv-build .venv-train dist build out .coverage
