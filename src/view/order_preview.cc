#include "view/order_preview.h"

#include <initializer_list>
#include <utility>

#include "view/page.h"

namespace certportal::view {
namespace {

using ctemplate::TemplateDictionary;

void set_subject(TemplateDictionary& where, const Language& language, const OrderPreview& preview) {
  const std::initializer_list<std::pair<const char*, const std::string*>> parts = {
      {"subject.CN", &preview.common_name},
      {"subject.O", &preview.subject_organisation},
      {"subject.L", &preview.subject_city},
      {"subject.C", &preview.subject_country}};
  for (const auto& [word, value] : parts) {
    if (value->empty()) continue;
    auto* line = where.AddSectionDictionary("SUBJECT");
    line->SetValueWithoutCopy("LABEL", language.word(word));
    line->SetValueWithoutCopy("VALUE", *value);
  }
}

}  // namespace

void set_names(TemplateDictionary& where, const std::vector<ShownName>& names) {
  for (const ShownName& name : names) {
    auto* entry = where.AddSectionDictionary("NAME");
    entry->SetValueWithoutCopy("TEXT", name.name);
    entry->SetValueWithoutCopy("ASCII", name.ascii_name);
  }
}

void set_ignored(TemplateDictionary& where, const Language& language, const std::vector<std::string>& ignored,
                 std::size_t more) {
  if (!ignored.empty()) where.ShowSection("HAS_IGNORED");
  for (const std::string& text : ignored) where.AddSectionDictionary("IGNORED")->SetValue("TEXT", text);
  if (more == 0) return;
  auto* rest = where.AddSectionDictionary("MORE_IGNORED");
  rest->SetValue("TEXT", language.count("ignored.more", static_cast<long>(more)));
}

void set_order_preview(TemplateDictionary& where, const Language& language, const OrderPreview& preview) {
  where.SetValueWithoutCopy("ORGANISATION_REFERENCE", preview.organisation_reference);
  where.SetValueWithoutCopy("ORGANISATION", preview.organisation);
  set_names(where, preview.names);
  set_subject(where, language, preview);
  where.SetValueWithoutCopy("PRODUCT", preview.product);
  where.SetValueWithoutCopy("PRODUCT_LABEL", preview.product_label);
  where.SetValue("LIFETIME", language.count("approval.lifetime", preview.lifetime_days));
  where.SetValueWithoutCopy("KEY", preview.key);
  where.SetValueWithoutCopy("CSR", preview.csr);
  where.ShowSection(preview.has_same_key ? "KEPT_KEY" : "NEW_KEY");
  where.SetValue("END", language.date(preview.end));
  where.ShowSection(preview.keeps_end ? "KEPT_END" : "NEW_END");
  where.SetValue("WHO_DECIDES", preview.is_approved_by_policy ? language.word("order.by_policy")
                                                              : language.count("approval.officers", preview.officers));
  set_ignored(where, language, preview.ignored, preview.more_ignored);
}

}  // namespace certportal::view
