// The list as CSV or JSON: every row of the filter up to the limit, read page by page. A longer list says so:
// "truncated" in JSON, in the file's name with CSV.
#include <functional>

#include <nlohmann/json.hpp>

#include "model/certificate_record.h"
#include "model/domain_name.h"
#include "portal/answer.h"
#include "portal/certificate_files.h"
#include "portal/certificate_filter.h"
#include "portal/certificates.h"
#include "portal/csv.h"
#include "x509/encoding.h"

namespace certportal::portal {
namespace {

constexpr std::size_t kRowsAPage = 500;

// What an export tells of one certificate.
struct Exported {
  const store::ListedCertificate& row;
  const store::ManagedOrganisation& organisation;
  model::CertificateStatus status;
  x509::Certificate certificate;
};

std::vector<std::string> names_of(const Exported& exported) {
  std::vector<std::string> names;
  for (const auto& alternative : exported.certificate.all_alternative_names()) names.push_back(alternative.text);
  if (names.empty()) names.push_back(exported.row.name);
  return names;
}

void export_row(const Visit& visit, const model::RenewableRule& rule, const store::ListedCertificate& row,
                const std::function<void(const Exported&)>& write) {
  for (const auto& organisation : visit.session->organisations) {
    if (organisation.id != row.organisation) continue;
    write({row, organisation, model::status_at(row.facts, rule, visit.now), parse_stored(row.der)});
  }
}

// Calls `write` for each row. True: all are written; false: there are more than the limit.
bool export_rows(Visit& visit, CertificateListRequest& request, const std::function<void(const Exported&)>& write) {
  store::CertificateQuery& query = request.query;
  query.after.reset();
  query.with_der = true;
  const std::size_t most = visit.portal.limits.export_certificates;
  for (std::size_t written = 0; written < most;) {
    query.limit = std::min(kRowsAPage, most - written);
    auto part = store::list_certificates(visit.database(), query);
    for (const auto& row : part.rows) export_row(visit, query.rule, row, write);
    written += part.rows.size();
    if (!part.has_more) return true;
    const auto& last = part.rows.back();
    query.after = store::CertificateCursor{last.number.value, last.name, last.facts.not_after, part.ended};
  }
  return false;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : " ") + text;
  return out;
}

std::string unicode_name(const std::string& name) {
  std::string unicode = model::display_name(name).unicode;
  return unicode.empty() ? name : unicode;
}

std::vector<std::string> csv_header(const Visit& visit) {
  std::vector<std::string> header;
  for (const char* column : {"number", "name", "unicode_name", "names", "organisation", "start", "end", "status",
                             "serial", "sha256", "issuer"})
    header.push_back(visit.portal.site.word(visit.language, std::string("csv.") + column));
  return header;
}

std::vector<std::string> csv_cells(const Visit& visit, const Exported& exported) {
  const auto& row = exported.row;
  const auto& certificate = exported.certificate;
  return {model::to_text(row.number),
          row.name,
          unicode_name(row.name),
          joined(names_of(exported)),
          exported.organisation.name,
          to_sql(row.facts.not_before),
          to_sql(row.facts.not_after),
          visit.portal.site.word(visit.language, "status." + std::string(model::name(exported.status))),
          model::serial_text(certificate),  // with colons no spreadsheet takes it for a number
          x509::colon_hex(certificate.fingerprint_sha256()),
          certificate.issuer().text};
}

nlohmann::ordered_json json_object(const Exported& exported) {
  const auto& row = exported.row;
  const auto& certificate = exported.certificate;
  nlohmann::ordered_json object = {
      {"number", row.number.value},
      {"name", row.name},
      {"names", names_of(exported)},
      {"organisation", model::to_text(exported.organisation.id)},
      {"organisation_name", exported.organisation.name},
      {"status", model::name(exported.status)},
      {"not_before", to_iso(row.facts.not_before)},
      {"not_after", to_iso(row.facts.not_after)},
      {"serial", certificate.serial_hex()},
      {"sha256", x509::sha256_hex(certificate.der())},
      {"issuer", certificate.issuer().text},
  };
  if (row.replaced_by != 0) object["replaced_by"] = row.replaced_by;
  return object;
}

}  // namespace

Result<http::Response> show_certificates_csv(Visit& visit) {
  auto request = read_list_request(visit);
  if (!request) return request.error();
  std::string csv;
  append_csv_row(csv, csv_header(visit));
  bool is_whole =
      export_rows(visit, *request, [&](const Exported& exported) { append_csv_row(csv, csv_cells(visit, exported)); });
  std::string file_name =
      is_whole ? "certificates.csv"
               : "certificates-first-" + std::to_string(visit.portal.limits.export_certificates) + ".csv";
  return http::file("text/csv; charset=utf-8", file_name, std::move(csv));
}

Result<http::Response> show_certificates_json(Visit& visit) {
  auto request = read_list_request(visit);
  if (!request) return request.error();
  auto certificates = nlohmann::ordered_json::array();
  bool is_whole =
      export_rows(visit, *request, [&](const Exported& exported) { certificates.push_back(json_object(exported)); });
  nlohmann::ordered_json answer = {{"certificates", std::move(certificates)}, {"truncated", !is_whole}};
  return http::json(200, answer.dump(2) + "\n");
}

}  // namespace certportal::portal
