// Runs every registered CppUnit test; ends with "N passed, N failed". Arguments: names (or parts) of tests to run.
#include <cppunit/BriefTestProgressListener.h>
#include <cppunit/CompilerOutputter.h>
#include <cppunit/TestResult.h>
#include <cppunit/TestResultCollector.h>
#include <cppunit/TestRunner.h>
#include <cppunit/extensions/TestFactoryRegistry.h>

#include <unistd.h>

#include <iostream>
#include <string>

namespace {
void add_matching(CppUnit::Test* test, const std::string& part, CppUnit::TestRunner& runner) {
  if (test->getChildTestCount() == 0 && test->getName().find(part) != std::string::npos) runner.addTest(test);
  for (int i = 0; i < test->getChildTestCount(); ++i) add_matching(test->getChildTestAt(i), part, runner);
}
}  // namespace

int main(int argc, char** argv) {
  CppUnit::TestResult result;
  CppUnit::TestResultCollector collector;
  result.addListener(&collector);
  CppUnit::TestRunner runner;
  CppUnit::Test* all = CppUnit::TestFactoryRegistry::getRegistry().makeTest();
  if (argc < 2) runner.addTest(all);
  for (int i = 1; i < argc; ++i) add_matching(all, argv[i], runner);
  runner.run(result);
  CppUnit::CompilerOutputter(&collector, std::cerr).write();
  int failed = collector.testFailuresTotal();
  std::cout << collector.runTests() - failed << " passed, " << failed << " failed" << std::endl;
  _exit(failed == 0 && collector.runTests() > 0 ? 0 : 1);  // makeTest's tree is not worth freeing twice
}
