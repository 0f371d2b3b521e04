// Linked into the program and the unit tests of `make sanitize` only: how the sanitizers work in every process of
// theirs, with whatever environment it was started. Each report becomes a file REPORTS/report.PID; test/sanitize/run
// collects them.

extern "C" {
const char* __asan_default_options();  // NOLINT(bugprone-reserved-identifier): the sanitizers look for these names
const char* __ubsan_default_options();
const char* __lsan_default_suppressions();
}

// abort(), as assert has it, is reported too. Leaks are looked for at each exit, jobs and workers included.
const char* __asan_default_options() {
  return "log_path=" REPORTS
         "/report:detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1:check_initialization_order=1:"
         "handle_abort=1:allocator_may_return_null=0";
}

const char* __ubsan_default_options() { return "log_path=" REPORTS "/report:print_stacktrace=1"; }

// One line for each leak that is not ours, with its reason. There is none.
const char* __lsan_default_suppressions() { return ""; }
