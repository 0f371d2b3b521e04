# certportal: `make run` starts the portal, `make test` tests it; both install what is missing (scripts/packages).
# Build rules only; what starts and stops processes lives in scripts/.

PORT    ?= 8080
STATE   ?= var
WORKERS ?= 4
DEMO    ?= 1
LIMITS  ?= 1
PREFIX  ?= /usr/local
B       ?= build

CXX      ?= g++
CXXFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wconversion -Wshadow
PKGS     := openssl libsodium libpsl libidn2
CPPFLAGS += -Isrc -I$(B)/generated
ALL_CXXFLAGS = -std=c++20 $(CXXFLAGS) $(WARNINGS) $(CPPFLAGS)
LDLIBS   := -lfcgi -lctemplate_nothreads -lmysqlcppconn -lboost_program_options -lssl -lcrypto -lsodium -lzxcvbn -lpsl -lidn2

SOURCES  := $(filter-out src/main.cc,$(wildcard src/*/*.cc))
OBJECTS  := $(SOURCES:%.cc=$(B)/%.o)
UNIT     := $(wildcard test/unit/*.cc test/unit/*/*.cc)
UNIT_O   := $(UNIT:%.cc=$(B)/%.o)

.DEFAULT_GOAL := all
.PHONY: all
all: $(B)/certportal $(B)/templates.stamp

$(B)/certportal: $(B)/src/main.o $(B)/libcertportal.a
	$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/libcertportal.a: $(OBJECTS)
	rm -f $@ && ar rcs $@ $^

$(B)/unit-tests: $(UNIT_O) $(B)/libcertportal.a
	$(CXX) $(LDFLAGS) -o $@ $^ -lcppunit $(LDLIBS)

$(B)/%.o: %.cc
	@mkdir -p $(@D)
	$(CXX) $(ALL_CXXFLAGS) -MMD -MP -c -o $@ $<

# The migrations and grants of sql/ are compiled into the program.
MIGRATIONS := $(sort $(wildcard sql/[0-9]*.sql))
$(B)/generated/migrations.inc: $(MIGRATIONS)
	@mkdir -p $(@D)
	for file in $(MIGRATIONS); do name=$$(basename $$file .sql); \
	  printf '{%d, "%s", R"sql(' $$(expr $${name%%_*} + 0) $${name#*_}; cat $$file; echo ')sql"},'; done > $@
$(B)/generated/grants.inc: sql/grants.sql
	@mkdir -p $(@D)
	{ printf 'R"sql('; cat $<; echo ')sql"'; } > $@
$(B)/src/store/migrations.o: $(B)/generated/migrations.inc $(B)/generated/grants.inc

# Static files under hashed names, then the templates of each language with those names and translated texts.
TEMPLATES := $(shell find templates nginx/static -type f)
$(B)/templates.stamp: $(TEMPLATES) scripts/build-templates
	scripts/build-templates $(B)
	touch $@

-include $(shell find $(B) -name '*.d' 2>/dev/null)
