# make run    installs what is missing, builds, and starts the server with demo events
# make test   installs what is missing, builds, and runs every test, real servers and readers too
# make lint   checks the format of every source file
# make bench  measures the server against DuckDB on the same events and cores
# make bench-commits  measures commits to one table beside PyIceberg, and how it plans afterwards
# make bench-tenants  counts the store's requests for a thousand tenants, and what they cost

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
.DELETE_ON_ERROR:

# One configuration for everything. Tests import no module as @testable, so that `swift build` and
# `swift test` compile with the same flags and share every object file.
SWIFTFLAGS := -c release
TESTFLAGS := $(SWIFTFLAGS) --disable-testable-imports
BINARY := .build/release/lakewriter
PYTHON := .venv/bin/python

BUILD_PACKAGES := libcurl4-openssl-dev libzstd-dev zlib1g-dev
PYTHON_PACKAGES := python3-venv
REQUIREMENTS := Tests/InteropTests/requirements.txt
SPARK_REQUIREMENTS := Tests/InteropTests/requirements-spark.txt

.PHONY: build build-tests run test test-swift test-interop lint bench bench-commits bench-tenants \
    clean packages

build: packages
	swift build $(SWIFTFLAGS)

run: build .venv/duckdb
	exec $(PYTHON) Tests/Demo/demo.py --binary $(BINARY) --folder var

# The Python first: some of the Swift tests exchange files with it where it is there.
test: .venv/installed test-swift test-interop

build-tests: packages
	swift build $(SWIFTFLAGS) --build-tests

# Tests that wait for sockets or disks run apart from those that keep every core busy.
SOCKET_TESTS := LakeServerTests
DISK_TESTS := PipelineTests|ObjectStorageTests|WriteAheadLogTests

test-swift: build-tests
	swift test $(TESTFLAGS) --skip-build --filter '$(SOCKET_TESTS)'
	swift test $(TESTFLAGS) --skip-build --filter '$(DISK_TESTS)'
	swift test $(TESTFLAGS) --skip-build --skip '$(SOCKET_TESTS)|$(DISK_TESTS)'

test-interop: build build-tests .venv/installed .venv-spark/installed
	$(PYTHON) -m pytest Tests/InteropTests

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

bench: build .venv/installed
	$(PYTHON) Tests/Benchmarks/bench.py --binary $(BINARY)

bench-commits: build .venv/installed
	$(PYTHON) Tests/Benchmarks/commits.py --binary $(BINARY)

bench-tenants: build .venv/installed
	$(PYTHON) Tests/Benchmarks/tenants.py --binary $(BINARY)

packages:
	@.ci/install-packages $(BUILD_PACKAGES)

# What the demo asks its questions with: far less than the tests need.
.venv/duckdb: $(REQUIREMENTS)
	.ci/install-packages $(PYTHON_PACKAGES)
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check \
	    "$$(grep -x 'duckdb==.*' $(REQUIREMENTS))"
	touch $@

# The mark is written last, so that an installation that was cut short is done again.
.venv/installed: $(REQUIREMENTS)
	.ci/install-packages $(PYTHON_PACKAGES)
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement $(REQUIREMENTS)
	touch $@

.venv-spark/installed: $(SPARK_REQUIREMENTS)
	.ci/install-packages $(PYTHON_PACKAGES)
	python3 -m venv .venv-spark
	.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	    --requirement $(SPARK_REQUIREMENTS)
	touch $@

clean:
	rm -rf .build .venv .venv-spark var
