# certportal: `make run` starts the portal, `make test` tests it; both install what is missing (scripts/packages.txt).
# Build rules only; what starts and stops processes lives in scripts/.

PORT    ?= 8080
STATE   ?= var
WORKERS ?= 4
DEMO    ?= 1
LIMITS  ?= 1
PREFIX  ?= /usr/local
B       ?= build
JOBS    ?= $(shell nproc)

CXX      ?= g++
CXXFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wconversion -Wshadow
# What Debian builds its own packages with: an overrun of a buffer ends the program instead of going on.
HARDENED := -D_FORTIFY_SOURCE=2 -fstack-protector-strong
CPPFLAGS += -Isrc -I$(B)/generated
LDFLAGS  += -Wl,-z,relro,-z,now
ALL_CXXFLAGS = -std=c++20 $(CXXFLAGS) $(HARDENED) $(WARNINGS) $(CPPFLAGS)
LDLIBS   := -lfcgi -lctemplate_nothreads -lmysqlcppconn -lboost_program_options -lssl -lcrypto -lsodium -lzxcvbn -lidn2 -lpsl -lz -loath -lqrencode

SOURCES  := $(filter-out src/main.cc,$(wildcard src/*/*.cc))
OBJECTS  := $(SOURCES:%.cc=$(B)/%.o)
# Tests are built about as often as they run: without optimising, in half the time.
UNIT     := $(wildcard test/unit/*.cc test/unit/*/*.cc)
UNIT_O   := $(UNIT:%.cc=$(B)/%.o)
$(UNIT_O): ALL_CXXFLAGS += -O0 -U_FORTIFY_SOURCE

Q := $(if $(V),,@)  # V=1 shows every command

.DEFAULT_GOAL := all
.PHONY: all
all: $(B)/certportal $(B)/templates.stamp
	@:

$(B)/certportal: $(B)/src/main.o $(SANITIZERS) $(B)/libcertportal.a
	@echo 'LINK $@'
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/libcertportal.a: $(OBJECTS)
	@echo 'AR   $@'
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/unit-tests: $(UNIT_O) $(SANITIZERS) $(B)/libcertportal.a
	@echo 'LINK $@'
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ -lcppunit $(LDLIBS)

$(B)/%.o: %.cc
	@mkdir -p $(@D)
	@echo 'CXX  $<'
	$(Q)$(CXX) $(ALL_CXXFLAGS) -MMD -MP -c -o $@ $<

# The migrations, grants and first SQL of sql/ are compiled into the program.
MIGRATIONS := $(sort $(wildcard sql/[0-9]*.sql))
$(B)/generated/migrations.inc: $(MIGRATIONS)
	@mkdir -p $(@D)
	$(Q)for file in $(MIGRATIONS); do name=$$(basename $$file .sql); \
	  printf '{%d, "%s", R"sql(' $$(expr $${name%%_*} + 0) $${name#*_}; cat $$file; echo ')sql"},'; done > $@
$(B)/generated/grants.inc: sql/grants.sql
$(B)/generated/bootstrap.inc: sql/bootstrap.sql.in
$(B)/generated/grants.inc $(B)/generated/bootstrap.inc:
	@mkdir -p $(@D)
	$(Q){ printf 'R"sql('; cat $<; echo ')sql"'; } > $@
$(B)/src/store/migrations.o: $(B)/generated/migrations.inc $(B)/generated/grants.inc
$(B)/src/admin/bootstrap.o: $(B)/generated/bootstrap.inc

# Static files under hashed names, then the templates of each language with those names and translated texts.
TEMPLATES := $(shell find templates nginx/static -type f)
$(B)/templates.stamp: $(TEMPLATES) scripts/build-templates src/admin/site.h
	@echo 'PAGES $(B)/templates $(B)/static'
	$(Q)scripts/build-templates $(B)
	@touch $@

# --- The stack: installs what is missing, builds, then scripts/stack does the rest.
STACK := PORT='$(PORT)' STATE='$(STATE)' STATE_GIVEN=$(if $(filter file,$(origin STATE)),no,yes) WORKERS='$(WORKERS)' \
         DEMO='$(DEMO)' LIMITS='$(LIMITS)' BUILD='$(abspath $(B))' scripts/stack
PARALLEL  = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))
BUILD_ALL = umask 022 && $(MAKE) --no-print-directory $(PARALLEL)

.PHONY: run start reload stop status
run start reload:
	@scripts/install-packages build run
	@+$(BUILD_ALL) all
	@$(STACK) $@

stop status:
	@$(STACK) $@

# --- Checks
.PHONY: test chaos chaos-planted lint bench
test:
	@scripts/install-packages build run test
	@+$(BUILD_ALL) all $(B)/unit-tests
	@BUILD='$(abspath $(B))' scripts/test

# Handovers and orders at the same moment and in a broken world, reloads under a load: more rounds than in `make test`; and
# five minutes of random people whose history is judged.
chaos:
	@scripts/install-packages build run test
	@+$(BUILD_ALL) all
	@BUILD='$(abspath $(B))' test/chaos/run

# Whether that judge finds a bug: of a program that was given one, in $(B)/planted, and there alone.
PLANTED := $(B)/planted
$(PLANTED)/certportal: src/store/handover_changes.cc $(B)/src/main.o $(B)/libcertportal.a $(B)/templates.stamp
	@mkdir -p $(PLANTED)
	@echo 'CXX  $< with a planted bug'
	$(Q)$(CXX) $(ALL_CXXFLAGS) -DCERTPORTAL_PLANTED_BUG -c -o $(PLANTED)/handover_changes.o $<
	$(Q)$(CXX) $(LDFLAGS) -o $@ $(B)/src/main.o $(PLANTED)/handover_changes.o $(B)/libcertportal.a $(LDLIBS)
	$(Q)for folder in templates static; do rm -rf $(PLANTED)/$$folder && cp -r $(B)/$$folder $(PLANTED)/; done

chaos-planted:
	@scripts/install-packages build run test
	@+$(BUILD_ALL) all $(PLANTED)/certportal
	@BUILD='$(abspath $(PLANTED))' test/chaos/planted

# Every page at each width, English light and German dark (ALL=1: each in both): valid, accessible, and a picture of it in
# $(B)/screenshots.
.PHONY: screenshots
screenshots:
	@scripts/install-packages build run test
	@+$(BUILD_ALL) all
	@BUILD='$(abspath $(B))' test/pages/run

# Lighthouse's scores of every public page, as a phone and as a desktop computer sees it.
.PHONY: lighthouse
lighthouse:
	@scripts/install-packages build run test
	@+$(BUILD_ALL) all
	@BUILD='$(abspath $(B))' test/lighthouse/run

# Each deployment shape started by its document, and walked through: test/shapes.
.PHONY: test-shapes
test-shapes:
	@scripts/install-packages build run test shapes deb
	@+$(BUILD_ALL) all
	@scripts/make-bundle '$(B)'
	@scripts/make-deb '$(abspath $(B))'
	@BUILD='$(abspath $(B))' test/shapes/run

# Two portal hosts on a Galera cluster of three nodes that are killed, hung and brought back: about eight minutes.
.PHONY: test-cluster
test-cluster:
	@scripts/install-packages build run test cluster
	@+$(BUILD_ALL) all
	@BUILD='$(abspath $(B))' test/cluster/run

# From the previous program to this one under load; migrations and restores that are cut off.
.PHONY: test-upgrade
test-upgrade:
	@scripts/install-packages build run test
	@+$(BUILD_ALL) all
	@BUILD='$(abspath $(B))' test/upgrade/run

# clang-tidy: a file is checked again when it, or a header that it includes, changed: then its object did, too.
TIDY := $(patsubst %.cc,$(B)/%.tidy,$(SOURCES) $(wildcard src/main.cc))
$(B)/%.tidy: $(B)/%.o .clang-tidy
	@echo 'TIDY $(@:$(B)/%.tidy=%.cc)'
	$(Q)clang-tidy --quiet --warnings-as-errors='*' $(@:$(B)/%.tidy=%.cc) -- $(ALL_CXXFLAGS) 2>$@.log || { cat $@.log; exit 1; }
	@touch $@

.PHONY: tidy
tidy: $(TIDY)

# --- Fuzzing (test/fuzz/run): the layers that read what strangers send once more in $(B)/fuzz, with clang's sanitizers, and
# a program for each target.
FUZZERS  := $(patsubst test/fuzz/%.cc,$(B)/%,$(wildcard test/fuzz/*.cc))
$(FUZZERS): $(B)/%: $(B)/test/fuzz/%.o $(B)/libcertportal.a
	@echo 'LINK $@'
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# The rows of the table of routes without their handlers.
$(B)/generated/routes.inc: src/portal/routes.cc
	@mkdir -p $(@D)
	$(Q)sed -nE 's/^ *\{("[A-Z]+", "[^"]+"),.*/{\1},/p' $< > $@
$(B)/test/fuzz/router.o: $(B)/generated/routes.inc

.PHONY: fuzz fuzz-smoke fuzzers
fuzzers: $(FUZZERS) $(B)/templates.stamp

FUZZ_CXX ?= clang++
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
fuzz fuzz-smoke:
	@scripts/install-packages build fuzz
	@+$(BUILD_ALL) B='$(B)/fuzz' CXX='$(FUZZ_CXX)' WARNINGS= HARDENED=-D_GLIBCXX_ASSERTIONS LDFLAGS='$(SANITIZE) -fsanitize=fuzzer' \
	  CXXFLAGS='-O1 -g -fno-omit-frame-pointer $(SANITIZE) -fsanitize=fuzzer-no-link' \
	  SOURCES='$(wildcard $(patsubst %,src/%/*.cc,base secret x509 model mail http fcgi view))' fuzzers
	@BUILD='$(abspath $(B))/fuzz' test/fuzz/run $(if $(findstring smoke,$@),smoke,long)

# --- The whole suite once more, the program in $(B)/sanitize built under AddressSanitizer, leaks included, and
# UndefinedBehaviorSanitizer: any report of any process fails it. Linked statically, as else each of the two has its own
# idea of where reports go. HARDENED without _FORTIFY_SOURCE, whose functions are none that the sanitizers watch.
$(B)/test/sanitize/options.o: CPPFLAGS += -DREPORTS='"$(abspath $(B))/reports"'
$(B)/control: $(B)/test/sanitize/control.o $(SANITIZERS)
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^

.PHONY: sanitize
sanitize:
	@scripts/install-packages build run test
	@+$(BUILD_ALL) B='$(B)/sanitize' HARDENED='-fstack-protector-strong -D_GLIBCXX_ASSERTIONS' LDFLAGS='$(SANITIZE) -static-libasan -static-libubsan' \
	  CXXFLAGS='-O1 -g1 -fno-omit-frame-pointer $(SANITIZE)' SANITIZERS='$(B)/sanitize/test/sanitize/options.o' \
	  all '$(B)/sanitize/unit-tests' '$(B)/sanitize/control'
	@BUILD='$(abspath $(B))/sanitize' test/sanitize/run

# Each by itself: whether 100,000 requests make a worker grow; whether the time of an answer tells who has an account.
.PHONY: growth timing
growth timing:
	@scripts/install-packages build run test
	@+$(BUILD_ALL) all
	@BUILD='$(abspath $(B))' test/$@/run

lint:
	@scripts/install-packages build lint test
	@+$(BUILD_ALL) all
	@BUILD='$(abspath $(B))' JOBS='$(JOBS)' MAKE='$(MAKE)' scripts/lint

bench:
	@scripts/install-packages build run bench
	@+$(BUILD_ALL) all
	@BUILD='$(abspath $(B))' test/bench/run

# --- Installing and cleaning
.PHONY: install deb clean
install: all
	@scripts/install-files '$(B)' '$(DESTDIR)' '$(PREFIX)'

# build/deb/certportal_VERSION_ARCHITECTURE.deb, of what is compiled already; lintian judges it.
deb:
	@scripts/install-packages build deb
	@+$(BUILD_ALL) all
	@scripts/make-deb '$(abspath $(B))'

# A tarball for hosts without root and with an older C library: doc/shared-hosting.md.
.PHONY: bundle
bundle:
	@scripts/install-packages build
	@+$(BUILD_ALL) all
	@scripts/make-bundle '$(B)'

clean:
	rm -rf $(B)

-include $(shell find $(B) -name '*.d' 2>/dev/null)
