# Sceau: `make` says what there is.

# Where cargo builds: what the environment says, else ./target.
export CARGO_TARGET_DIR ?= $(CURDIR)/target

# The window is run from the development build, whose dependencies are optimised
# and which `make test` shares; Sceau's own code is optimised here too.
optimised = CARGO_PROFILE_DEV_OPT_LEVEL=2

# How many messages `make practice` starts with.
MESSAGES ?= 10000

.PHONY: help run test soak practice check bench
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: ## open Sceau on a demonstration mailbox (HEADLESS=1: pictures of it in target/screens)
ifeq ($(HEADLESS),1)
	@packaging/install-deps.sh headless
	$(optimised) cargo build --bin sceau
	tests/run-headless.sh $(CARGO_TARGET_DIR)/debug/sceau $(CURDIR)/target/screens
else ifeq ($(DISPLAY)$(WAYLAND_DISPLAY),)
	@echo "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): try make run HEADLESS=1" >&2; exit 1
else
	@packaging/install-deps.sh run
	$(optimised) cargo run --bin sceau -- --demo
endif

test: ## install what the tests need and run them all
	@packaging/install-deps.sh test
	cargo test --no-fail-fast

soak: ## what goes wrong, in full: hours (SCEAU_SEED=… to do the same again)
	@packaging/install-deps.sh test
	SCEAU_SOAK=1 cargo test --release --test tests -- faults:: outbox:: --skip mailbox:: --test-threads 1

practice: ## start the test servers, a virtual card and a Sceau connected to them (MESSAGES=10000)
	@packaging/install-deps.sh test
	$(optimised) cargo build --bin sceau --example practice
	$(CARGO_TARGET_DIR)/debug/examples/practice $(MESSAGES)

check: ## formatting, lints, documentation, licences
	@packaging/install-deps.sh build
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --document-private-items
	@.ci/deny

bench: ## measure beside mbsync; the tables go to target/bench
	@packaging/install-deps.sh bench
	cargo bench
