#include "view/start_page.h"

#include <algorithm>

#include "base/calendar.h"
#include "view/page.h"
#include "view/status.h"

namespace certportal::view {
namespace {

using ctemplate::TemplateDictionary;

constexpr long kCountedOrders = 50;
// The picture of the months: its bars stand on one line, the longest as high as the space above it.
constexpr long kBarHeight = 96, kBaseLine = 120;

void set_own_handovers(Page& out, const StartPage& page) {
  for (const StartHandover& handover : page.handovers) {
    auto* line = out->AddSectionDictionary(handover.is_accepted ? "ACCEPTED_HANDOVER" : "OFFERED_HANDOVER");
    line->SetValue("REFERENCE", handover.reference);
    line->SetValue("ORGANISATION", handover.organisation);
    line->SetValue("SUCCESSOR_EMAIL", handover.successor_email);
  }
}

void set_ending(Page& out, const StartPage& page) {
  const Language& language = out.language();
  for (const CertificateRow& row : page.ending) {
    auto* line = out->AddSectionDictionary("CERTIFICATE");
    const StatusLook& look = look_of(row.status);
    line->SetIntValue("NUMBER", row.number);
    line->SetValue("NAME", row.name);
    line->SetValue("ORGANISATION", row.organisation);
    line->SetValue("END", language.date(row.end));
    line->SetValue("DAYS", language.days_left(row.end, page.now));
    line->SetValue("CLASS", look.css_class);
    line->SetValue("STATE", language.word(look.word));
  }
  out.show("MORE_CERTIFICATES", page.has_more_ending);
}

void set_orders(Page& out, const StartPage& page) {
  for (const RejectedOrder& order : page.rejected) {
    auto* line = out->AddSectionDictionary("REJECTED");
    line->SetIntValue("NUMBER", order.number);
    line->SetValue("NAME", order.name.name);
    line->SetValue("REASON", order.reason);
  }
  for (const IssuedOrder& order : page.issued) {
    auto* line = out->AddSectionDictionary("ISSUED");
    line->SetIntValue("NUMBER", order.number);
    line->SetValue("NAME", order.name.name);
  }
  if (page.open_orders == 0) return;
  const Language& language = out.language();
  out.section("OPEN_ORDERS", "TEXT",
              page.open_orders > kCountedOrders
                  ? language.with("start.orders.many", "N", language.number(kCountedOrders))
                  : language.count("start.orders", page.open_orders));
}

// What other people wait for.
void set_waiting(Page& out, const Chrome& chrome) {
  const Language& language = out.language();
  if (chrome.waiting_handovers > 0)
    out.section("HANDOVERS", "TEXT", language.count("banner.handovers", chrome.waiting_handovers));
  if (chrome.is_officer && chrome.waiting_orders > 0)
    out.section("APPROVALS", "TEXT", language.count("start.approvals", chrome.waiting_orders));
}

std::string percent(std::size_t part, std::size_t parts) {
  std::size_t hundredths = part * 10000 / parts;
  std::string fraction = std::to_string(100 + hundredths % 100).substr(1);
  return std::to_string(hundredths / 100) + "." + fraction + "%";
}

void set_months(Page& out, const StartPage& page) {
  const Language& language = out.language();
  long most = 0, all = 0;
  for (const EndingMonth& month : page.months) {
    most = std::max(most, month.certificates);
    all += month.certificates;
  }
  if (all == 0) return;
  auto* months = out->AddSectionDictionary("MONTHS");
  months->SetValue("SUM", language.count("start.endings.year", all));
  for (std::size_t i = 0; i < page.months.size(); ++i) {
    const EndingMonth& month = page.months[i];
    auto* bar = months->AddSectionDictionary("MONTH");
    // At least a few pixels, so that one certificate is seen beside a thousand.
    long height = month.certificates == 0 ? 0 : std::max(4L, month.certificates * kBarHeight / most);
    bar->SetValue("LEFT", percent(100 * i + 15, page.months.size() * 100));
    bar->SetValue("MIDDLE", percent(100 * i + 50, page.months.size() * 100));
    bar->SetValue("WIDTH", percent(70, page.months.size() * 100));
    bar->SetIntValue("TOP", kBaseLine - height);
    bar->SetIntValue("HEIGHT", height);
    bar->SetIntValue("ABOVE", kBaseLine - height - 6);
    bar->SetValue("COUNT", month.certificates == 0 ? "" : language.number(month.certificates));
    bar->SetValue("WORDS", language.count("start.endings", month.certificates));
    bar->SetValue("NAME", language.month(month.begin));
    bar->SetValue("SHORT", language.short_month(month.begin));
    const std::string date = local_date(month.begin);
    if (i == 0 || date.substr(5, 2) == "01") bar->SetValue("YEAR", date.substr(0, 4));
  }
}

void set_organisations(Page& out, const StartPage& page) {
  const Language& language = out.language();
  for (const StartOrganisation& organisation : page.organisations) {
    auto* line = out->AddSectionDictionary("ORGANISATION");
    line->SetValue("REFERENCE", organisation.reference);
    line->SetValue("NAME", organisation.name);
    line->SetValue("CERTIFICATES", language.count("organisation.certificates", organisation.certificates));
  }
  out.show("MORE_ORGANISATIONS", page.has_more_organisations);
}

}  // namespace

std::string render(const Site& site, const Chrome& chrome, const StartPage& page) {
  Page out(site, chrome, "start");
  set_waiting(out, chrome);
  set_own_handovers(out, page);
  set_ending(out, page);
  set_orders(out, page);
  set_months(out, page);
  set_organisations(out, page);
  bool is_others = chrome.waiting_handovers > 0 || (chrome.is_officer && chrome.waiting_orders > 0);
  bool is_awaited = std::any_of(page.handovers.begin(), page.handovers.end(),
                                [](const StartHandover& handover) { return handover.is_accepted; });
  bool has_tasks = is_others || is_awaited || !page.ending.empty() || !page.rejected.empty();
  bool has_organisations = !page.organisations.empty();
  auto has_certificates = [](const StartOrganisation& organisation) { return organisation.certificates > 0; };
  bool is_new = has_organisations && !has_tasks && page.open_orders == 0 && !page.has_more_organisations &&
                std::none_of(page.organisations.begin(), page.organisations.end(), has_certificates);
  out.show("HAS_ISSUED", !page.issued.empty());
  out.show("HAS_TASKS", has_tasks);
  out.show("USUAL", !is_new);
  out.show("NO_TASKS", !has_tasks && has_organisations && !is_new);
  if (is_new) out.section("FIRST_ORDER", "REFERENCE", page.organisations[0].reference);
  out.show("HAS_ORGANISATIONS", has_organisations);
  // An officer need not manage any.
  if (!has_organisations && !chrome.is_officer)
    out->ShowSection(page.has_handed_over ? "ALL_HANDED_OVER" : "NO_ORGANISATION");
  return out.finish();
}

}  // namespace certportal::view
