SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# One way to call the SDK: no banner, no telemetry, no build server left behind.
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export MSBUILDDISABLENODEREUSE := 1

DASHBOARD := src/dashboard
# Compiled ahead where the compiler for it is at hand: a start takes a third of the time.
PUBLISH := $(if $(filter Linux-x86_64,$(shell uname -s)-$(shell uname -m)),-r linux-x64 --no-self-contained -p:PublishReadyToRun=true)
SOURCES := $(shell find src -name '*.cs' -o -name '*.csproj' -o -name '*.json' | grep -vE '/(bin|obj|node_modules|dist)/') \
	Directory.Build.props Directory.Packages.props global.json
DASHBOARD_SOURCES := $(shell find $(DASHBOARD) -type f 2>/dev/null | grep -vE '/(node_modules|dist)/')

PROFILES ?=
COMPOSE := docker compose $(foreach profile,$(PROFILES),--profile $(profile))

.PHONY: help run build test test-unit test-integration test-browser test-compose lint format check-all bench certify backup restore migrate superuser clean
.PHONY: docker-build docker-up docker-down docker-logs docker-restart docker-clean docker-shell

help: ## List what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## Build what is out of date and run everything: http://127.0.0.1:8000
	@exec out/oms run

build: out/oms out/wwwroot/index.html ## Build the program to out/oms

out/oms: $(SOURCES)
	@dotnet publish src/Oms.Server -c Release -o out --nologo -v quiet $(PUBLISH)
	@touch out/oms

out/wwwroot/index.html: $(DASHBOARD_SOURCES)
	@cd $(DASHBOARD) && npm ci --no-audit --no-fund --loglevel=error && npm run build --silent
	@mkdir -p out/wwwroot && cp -r $(DASHBOARD)/dist/. out/wwwroot/ && touch out/wwwroot/index.html

test: ## Install what the tests need, build, run every test
	@scripts/test all

test-unit: ## The tests that start nothing
	@scripts/test unit

test-integration: ## The tests with real databases, sockets and processes
	@scripts/test integration

test-browser: ## The dashboard in a real browser
	@scripts/test browser

test-compose: ## The whole stack on a Docker engine: kills, restores, restarts
	@scripts/test-compose

lint: ## Analyzers, formatting, types
	@dotnet format Oms.slnx --verify-no-changes
	@cd $(DASHBOARD) && npm ci --no-audit --no-fund --loglevel=error && npm run typecheck --silent && npm run lint --silent

format: ## Format the code
	@dotnet format Oms.slnx

check-all: lint test ## Everything that must hold before a push

bench: ## The benchmarks
	@dotnet run -c Release --project bench/Oms.Benchmarks -- --filter '*'

backup: build ## Back the database up and try the backup out
	@out/oms backup --check

restore: build ## Restore the newest backup, or FILE=path; stop everything before
	@out/oms restore $(FILE) $(if $(FORCE),--force)

certify: build ## Break everything on purpose and compare the books (SEED=, SCENARIOS=, KILLS=, FRAMES=)
	@dotnet build tests/Oms.Certificate -c Release --nologo -v quiet
	@SEED=$(SEED) SCENARIOS=$(SCENARIOS) KILLS=$(KILLS) dotnet tests/Oms.Certificate/bin/Release/net10.0/Oms.Certificate.dll
	@[ "$(SCENARIOS)" = 1 ] || OMS_FUZZ_FRAMES=$(or $(FRAMES),5000000) OMS_FUZZ_SEED=$(SEED) \
	  dotnet test tests/Oms.Tws.Tests -c Release --nologo -v quiet --filter FuzzTests --logger "console;verbosity=minimal"

migrate: build ## Create or update the database tables
	@out/oms migrate

superuser: build ## Create a user with every role
	@out/oms createsuperuser

docker-build: .env ## Build the images
	@$(COMPOSE) build

docker-up: .env docker-build ## Start the stack in containers: http://127.0.0.1:8000
	@$(COMPOSE) up -d --wait --wait-timeout 180
	@echo "http://127.0.0.1:8000 as $$(sed -n 's/^SUPERUSER_EMAIL=//p' .env); the password is SUPERUSER_PASSWORD in .env, in production a file in secrets"

docker-down: ## Stop the stack; what it knows is kept
	@$(COMPOSE) down

docker-logs: ## Follow what the services say; SERVICE=web for one
	@$(COMPOSE) logs --follow --tail 100 $(SERVICE)

docker-restart: ## Restart SERVICE, or all, without losing an order; web one by one
	@scripts/restart-services $(SERVICE)

docker-clean: ## Stop the stack and remove its volumes: every order that it knows is gone
	@read -r -p "This removes the database of the stack. Type yes: " answer && [ "$$answer" = yes ]
	@$(COMPOSE) down --volumes --remove-orphans

docker-shell: ## A shell beside SERVICE (web): its processes and network, from an image with tools
	@docker run --rm -it --network container:$$($(COMPOSE) ps -q $(or $(SERVICE),web) | head -1) \
		--pid container:$$($(COMPOSE) ps -q $(or $(SERVICE),web) | head -1) postgres:15.14-alpine bash

.env:
	@scripts/make-secrets

clean: ## Remove what was built
	@rm -rf out $(DASHBOARD)/dist && find . -type d \( -name bin -o -name obj \) -not -path '*/node_modules/*' -prune -exec rm -rf {} +
