#include "view/certificate_list.h"

#include "base/text.h"
#include "view/page.h"
#include "view/status.h"

namespace certportal::view {
namespace {
using ctemplate::StaticTemplateString;
using ctemplate::TemplateString;

constexpr long kCountedExactly = 1000;
constexpr long kEndingExactly = 100;

// Names of the row's variables with their ids worked out once: a row sets nine of them.
const StaticTemplateString kNumber = STS_INIT(kNumber, "NUMBER");
const StaticTemplateString kName = STS_INIT(kName, "NAME");
const StaticTemplateString kNote = STS_INIT(kNote, "NOTE");
const StaticTemplateString kOrganisation = STS_INIT(kOrganisation, "ORGANISATION");
const StaticTemplateString kEnd = STS_INIT(kEnd, "END");
const StaticTemplateString kDays = STS_INIT(kDays, "DAYS");
const StaticTemplateString kClass = STS_INIT(kClass, "CLASS");
const StaticTemplateString kState = STS_INIT(kState, "STATE");
const StaticTemplateString kRenew = STS_INIT(kRenew, "RENEW");
const StaticTemplateString kOpenOrder = STS_INIT(kOpenOrder, "OPEN_ORDER");
const StaticTemplateString kOrder = STS_INIT(kOrder, "ORDER");
const StaticTemplateString kRow = STS_INIT(kRow, "ROW");

void add(std::string& query, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  query += query.empty() ? '?' : '&';
  ((query += name) += '=') += percent_encode(value);
}

std::string link(const std::string& base, std::string_view path, const CertificateFilter& filter) {
  std::string query;
  add(query, "organisation", filter.organisation);
  add(query, "status", filter.status);
  add(query, "q", filter.q);
  add(query, "sort", filter.sort);
  add(query, "after", filter.after);
  return (base + std::string(path)) + query;
}

CertificateFilter first_page(CertificateFilter filter) {
  filter.after.clear();
  return filter;
}

class Links {
 public:
  Links(Page& out, const std::string& base, const CertificateFilter& filter)
      : out_(out), base_(base), filter_(first_page(filter)), after_(filter.after) {}

  void set_chips(const StatusCounts& counts) {
    chip("ALL", "", counts.all);
    chip("EXPIRING", "expiring", counts.expiring);
    chip("ACTIVE", "active", counts.active);
    chip("EXPIRED", "expired", counts.expired);
    chip("REVOKED", "revoked", counts.revoked);
    chip("REPLACED", "replaced", counts.replaced);
  }

  // A header sorts by its column, and turns the direction where it is the sorted one already.
  void set_headers() {
    header("NUMBER", "number");
    header("NAME", "name");
    header("END", "end");
  }

  void set_pages(const std::string& next_after) {
    set("URL_CSV", link(base_, "/certificates.csv", filter_));
    set("URL_JSON", link(base_, "/certificates.json", filter_));
    if (!after_.empty()) {
      out_->ShowSection("NOT_FIRST");
      set("URL_FIRST", link(base_, "/certificates", filter_));
    }
    CertificateFilter next = filter_;
    next.after = next_after;
    if (!next_after.empty()) out_.section("NEXT", "URL", link(base_, "/certificates", next));
  }

  // What the search form sends along unseen.
  void set_kept() {
    keep("organisation", filter_.organisation);
    keep("status", filter_.status);
    keep("sort", filter_.sort);
  }

 private:
  void set(const std::string& name, const std::string& value) { out_->SetValue(name, value); }

  void chip(const std::string& name, const std::string& status, long count) {
    CertificateFilter other = filter_;
    other.status = status;
    set("URL_" + name, link(base_, "/certificates", other));
    if (count >= 0) {
      set("COUNT_" + name,
          count > kCountedExactly ? out_.language().number(kCountedExactly) + "+" : out_.language().number(count));
    }
    out_.show(("AT_" + name).c_str(), filter_.status == status);
  }

  void header(const std::string& name, const std::string& sort) {
    std::string_view now = filter_.sort.empty() ? "end" : std::string_view(filter_.sort);
    bool is_descending = now.starts_with('-');
    bool is_sorted = now.substr(is_descending ? 1 : 0) == sort;
    CertificateFilter other = filter_;
    other.sort = is_sorted && !is_descending ? "-" + sort : sort;
    set("URL_" + name, link(base_, "/certificates", other));
    if (is_sorted) out_.section(("SORT_" + name).c_str(), "DIRECTION", is_descending ? "descending" : "ascending");
  }

  void keep(const std::string& name, const std::string& value) {
    if (value.empty()) return;
    auto* field = out_->AddSectionDictionary("KEEP");
    field->SetValue("NAME", name);
    field->SetValue("VALUE", value);
  }

  Page& out_;
  const std::string& base_;
  CertificateFilter filter_;
  const std::string& after_;
};

std::string note_of(const Language& language, const CertificateRow& row) {
  std::string note = row.ascii_name;
  auto append = [&note](const std::string& text) { (note.empty() ? note : note += " · ") += text; };
  if (row.more_names > 0) append(language.count("names.more", row.more_names));
  if (row.replaced_by > 0) append(language.with("list.replaced_by", "N", std::to_string(row.replaced_by)));
  return note;
}

void set_row(ctemplate::TemplateDictionary& line, const Language& language, const CertificateRow& row, Time now) {
  const StatusLook& look = look_of(row.status);
  line.SetIntValue(kNumber, row.number);
  line.SetValueWithoutCopy(kName, TemplateString(row.name.data(), row.name.size()));
  line.SetValueWithoutCopy(kOrganisation, TemplateString(row.organisation.data(), row.organisation.size()));
  if (row.more_names > 0 || row.replaced_by > 0 || !row.ascii_name.empty())
    line.SetValue(kNote, note_of(language, row));
  line.SetValue(kEnd, language.date(row.end));
  if (row.status != model::CertificateStatus::revoked) line.SetValue(kDays, language.days_left(row.end, now));
  line.SetValueWithoutCopy(kClass, look.css_class);
  line.SetValueWithoutCopy(kState, language.word(look.word));
  if (row.is_renewable) line.ShowSection(kRenew);
  if (row.open_order > 0) line.AddSectionDictionary(kOpenOrder)->SetIntValue(kOrder, row.open_order);
}

std::string count_line(const Language& language, const CertificateListPage& page) {
  long rows = static_cast<long>(page.rows.size());
  std::string total = page.total > kCountedExactly
                          ? language.with("list.more_than", "N", language.number(kCountedExactly))
                          : language.number(page.total);
  if (page.first <= 0) {
    if (page.total < 0) return language.number(rows);
    return replace_all(language.with("list.some", "M", language.number(rows)), "{N}", total);
  }
  std::string line = language.word(page.total < 0 ? "list.range_unknown" : "list.range");
  line = replace_all(std::move(line), "{A}", language.number(page.first));
  line = replace_all(std::move(line), "{B}", language.number(page.first + rows - 1));
  return replace_all(std::move(line), "{N}", total);
}

void set_notice(Page& out, const std::string& base, const CertificateListPage& page) {
  if (page.ending_soon <= 0) return;
  const Language& language = out.language();
  auto* notice = out->AddSectionDictionary("ENDING");
  std::string text = page.ending_soon > kEndingExactly
                         ? language.with("list.ending.many", "N", language.number(kEndingExactly))
                         : language.count("list.ending", page.ending_soon);
  notice->SetValue("TEXT", replace_all(std::move(text), "{D}", language.number(page.ending_soon_days)));
  notice->SetValue("NAME", page.next_end_name);
  notice->SetValue("DATE", language.date(page.next_end));
  CertificateFilter soon;
  soon.organisation = page.filter.organisation;
  soon.status = "expiring";
  notice->SetValue("URL", link(base, "/certificates", soon));
}

const char* body_section(const CertificateListPage& page) {
  if (!page.rows.empty()) return "HAS_ROWS";
  if (!page.has_organisations) return page.has_handed_over ? "ALL_HANDED_OVER" : "NO_ORGANISATION";
  return page.has_certificates ? "NOTHING_FOUND" : "NO_CERTIFICATE";
}

void set_lead_in(Page& out, const Chrome& chrome, const std::string& reference) {
  for (const OrganisationOption& option : chrome.organisations) {
    if (option.reference == reference) return out.section("IN_ORGANISATION", "NAME", option.name);
  }
  out->ShowSection("IN_ALL");
}
}  // namespace

std::string render(const Site& site, const Chrome& chrome, const CertificateListPage& page) {
  Chrome there = chrome;
  there.has_language_link = page.form.ok();  // an answer to a form stands at an address that nobody can open
  Page out(site, there, "certificate_list");
  const std::string& base = site.settings().base_path;
  set_lead_in(out, chrome, page.filter.organisation);
  set_notice(out, base, page);
  Links links(out, base, page.filter);
  out->SetValueWithoutCopy("Q", page.filter.q);
  out.form(page.form, {});
  if (page.has_certificates && page.has_organisations) {
    out->ShowSection("HAS_CERTIFICATES");
    links.set_chips(page.counts);
    links.set_kept();
  }
  out->ShowSection(body_section(page));
  if (!page.rows.empty()) {
    links.set_headers();
    links.set_pages(page.next_after);
    out->SetValue("URL_ZIP", link(base, "/certificates/download.zip", page.filter));
    out->SetValue("URL_RENEW", link(base, "/certificates/renew", page.filter));
    out->SetValue("COUNT_LINE", count_line(out.language(), page));
  }
  for (const CertificateRow& row : page.rows) set_row(*out->AddSectionDictionary(kRow), out.language(), row, page.now);
  return out.finish();
}

}  // namespace certportal::view
