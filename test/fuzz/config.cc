// A configuration file: what is accepted, written out again key by key, is the same configuration.
#include "base/config.h"

#include "base/text.h"
#include "fuzz.h"
#include "model/product.h"

using namespace certportal;

namespace {

// Every key as [SECTION] wants it, sections with names last.
template <class Use>
void for_each_key(const Config& config, Use use) {
  for (const ConfigKey& key : config_keys()) {
    if (!key.is_starred()) {
      use(key, std::string(key.name));
      continue;
    }
    auto star = key.name.find('*');
    for (const std::string& name : config.names(key.name.substr(0, star - 1)))
      use(key, std::string(key.name).replace(star, 1, name));
  }
}

void check_forms(const Config& config) {
  for_each_key(config, [&](const ConfigKey& key, const std::string& name) {
    const std::string& value = config.text(name);
    fuzz::demand(value.find('\n') == value.npos && trim(value) == value, "a value is one line without blanks around");
    if (key.form.kind == ConfigKey::Kind::number)
      fuzz::demand(config.number(name) >= key.form.lowest && config.number(name) <= key.form.highest,
                   "a number is in its bounds");
    if (key.form.kind == ConfigKey::Kind::flag) fuzz::demand(value == "0" || value == "1", "a flag is one");
    for (const std::string& item : config.list(name)) fuzz::demand(!item.empty(), "a list has no empty items");
  });
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(fuzz::as_text(data, size));
  auto config = Config::parse(text, "FILE");
  if (!config) {
    fuzz::demand(config.error().log.starts_with("FILE: ") && config.error().log.size() > 6, "a refusal says why");
    return 0;
  }
  check_forms(*config);
  std::string again;
  for_each_key(*config,
               [&](const ConfigKey&, const std::string& name) { again += name + " = " + config->text(name) + "\n"; });
  auto same = Config::parse(again, "FILE");
  fuzz::demand(same.ok(), "a configuration written out is accepted");
  for_each_key(*config, [&](const ConfigKey&, const std::string& name) {
    fuzz::demand(same->text(name) == config->text(name), "a configuration written out is the same");
  });
  (void)model::read_products(*config);
  return 0;
}
