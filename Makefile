# Every door for people who work on InnoCities. The work itself is in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run test bench bench-search bench-decide bench-cases format clean

PORT ?= 8080
DATA ?= local/data

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

run: ## Install what is missing, build, and serve the demonstration (PORT=8080 DATA=local/data)
	@scripts/run --port "$(PORT)" --data "$(DATA)"

test: ## Install what is missing and run every check, the same as in CI
	@scripts/setup --test
	@scripts/test

bench: ## Install what is missing and measure speed and memory; the figures go to docs/performance.md
	@scripts/setup --bench
	@Benchmarks/run

bench-search: ## Install what is missing and measure the search engine over a million texts; prints a table
	@scripts/setup --bench
	@Benchmarks/search/speed

bench-decide: ## Install what is missing and measure selections, joint calls, rankings and opinion maps beside their peers
	@scripts/setup --bench
	@Benchmarks/decide/run

bench-cases: ## Install what is missing and measure the comparison of cases and what researchers exchange
	@scripts/setup --bench
	@Benchmarks/cases/run

format: ## Format the Swift sources
	@swift format --in-place --parallel --recursive Sources Tests Package.swift

clean: ## Remove what was built; installed packages and the data in local/data stay
	@rm -rf .build local/test local/screenshots
