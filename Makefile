# SPDX-License-Identifier: Apache-2.0
# Everything that can be done with this project on a Debian machine that has Swift. `make` alone says what.

PORT ?= 8080
HOST ?= 127.0.0.1
CONFIGURATION ?= debug
export PORT HOST CONFIGURATION DATA

.PHONY: help run test bench faults format ci prepare clean

help: ## What can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18
	@echo
	@echo "  PORT=$(PORT) HOST=$(HOST) CONFIGURATION=$(CONFIGURATION) may be given: make run PORT=9000"

run: ## Build, make the example city, serve, open the browser; Ctrl-C stops; DATA=folder serves real data
	@Scripts/run.sh

test: ## Format check, build without warnings, all tests, packs, browser, fuzzing
	@Scripts/test.sh

bench: ## All benchmarks, in release
	@Scripts/bench.sh

faults: ## Power cuts, full disks, killed processes, lost connections
	@Scripts/faults.sh

format: ## Put Swift into its form
	@swift format --in-place --parallel --recursive Package.swift Sources Tests

ci: ## What the project's server runs: the tests, and benchmarks and faults in short
	@.ci/run

prepare: ## Install what all of this needs, by Debian package name
	@Scripts/prepare.sh build test bench

clean: ## Remove what was built
	@rm -rf .build
