# Builds, checks and releases surety. `make test` is everything that continuous
# integration runs; it needs Go, make, git and, on Debian, installs the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

# The program is built without cgo, so it is checked without it.
export CGO_ENABLED := 0

PROGRAM ?= bin/surety

# Tools are pinned here and not in go.mod, where their modules would be ours too.
TOOLS := $(CURDIR)/.tools
STATICCHECK := $(TOOLS)/staticcheck-v0.8.2
GOLANGCI_LINT := $(TOOLS)/golangci-lint-v2.15.0
TEMPL := $(TOOLS)/templ-v0.3.1100
WITHPOSTGRES := $(TOOLS)/withpostgres

.PHONY: build
build: ## build the program, stripped; without VERSION it is named after its commit
	go build -trimpath -buildvcs=auto -ldflags='-s -w $(if $(VERSION),-X main.version=$(VERSION))' -o $(PROGRAM) ./cmd/surety

.PHONY: test
test: setup lint $(WITHPOSTGRES) ## everything that is checked, with real PostgreSQL and Chromium
	$(WITHPOSTGRES) go test -count=1 -timeout 30m ./...

.PHONY: setup
setup: ## install what the tests need and the machine lacks
	scripts/setup

.PHONY: lint
lint: $(STATICCHECK) $(GOLANGCI_LINT) $(TEMPL) ## formatting, analysis, freshness of generated files
	@unformatted=$$(find . -name '*.go' -not -path './.*' -not -path '*/testdata/*' -exec gofmt -l {} +); \
	if [[ -n $$unformatted ]]; then echo "not formatted, run gofmt -w on:" $$unformatted >&2; exit 1; fi
	scripts/check-generated $(TEMPL)
	go vet -tags shots ./...
	$(STATICCHECK) ./...
	$(GOLANGCI_LINT) run ./...

.PHONY: generate
generate: $(TEMPL) ## make the Go files of the pages anew
	$(TEMPL) generate

.PHONY: bench
bench: setup ## all benchmarks; PostgreSQL then syncs to disk, as an organization's does
	go test -run '^$$' -bench . -benchmem ./...

.PHONY: torture
torture: setup $(WITHPOSTGRES) ## the tests with long fault runs: 200 kills where `make test` has 10
	SURETY_TORTURE=1 $(WITHPOSTGRES) go test -count=1 -timeout 4h ./...

.PHONY: guide
guide: setup ## draw the pictures of the guide anew, into docs/guide/pictures
	go test -count=1 -tags shots -run TestTheGuidesPicturesAreDrawn ./cmd/surety

.PHONY: shots
shots: setup ## pictures of the main pages, wide, dark and on a phone, and of the papers, in bin/shots
	SURETY_SHOTS=$(CURDIR)/bin/shots go test -count=1 -tags shots -run 'PagesAreDrawn|PapersAreDrawn' ./cmd/surety

.PHONY: release
release: ## make release VERSION=v1.2.0: test, look for known vulnerabilities, build for each system
	scripts/release $(VERSION)

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

.PHONY: $(WITHPOSTGRES)
$(WITHPOSTGRES):
	go build -o $@ ./internal/testpostgres/withpostgres

# install,PACKAGE: a tool's file is named after its version; a new version replaces the old.
define install
	rm -f $(@:$*=)*
	GOBIN=$(TOOLS)/new go install $(1)@v$*
	mv $(TOOLS)/new/* $@
endef

$(TOOLS)/staticcheck-v%:
	$(call install,honnef.co/go/tools/cmd/staticcheck)

$(TOOLS)/golangci-lint-v%:
	$(call install,github.com/golangci/golangci-lint/v2/cmd/golangci-lint)

$(TOOLS)/templ-v%:
	$(call install,github.com/a-h/templ/cmd/templ)
