// control leak|overflow|undefined: does the wrong on purpose, to see that test/sanitize/run hears of it.
#include <climits>
#include <cstdlib>
#include <string_view>

int main(int argc, char** argv) {
  std::string_view wrong = argc > 1 ? argv[1] : "";
  if (wrong == "leak") {
    void* volatile lost = std::malloc(31);
    lost = nullptr;
  }
  if (wrong == "overflow") {
    char* volatile bytes = static_cast<char*>(std::malloc(31));
    bytes[31] = 'x';
  }
  if (wrong == "undefined") {
    volatile int most = INT_MAX;
    most = most + 1;
  }
}
