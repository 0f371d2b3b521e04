// "Meine Zertifikate" as CSV or JSON.
#include "model/certificate_record.h"
#include "portal/certificate_files.h"
#include "portal/certificate_filter.h"
#include "portal/certificates.h"
#include "portal/export.h"
#include "portal/shown.h"
#include "x509/encoding.h"

namespace certportal::portal {
namespace {

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

// As portal::export_rows().
bool export_certificates(Visit& visit, CertificateListRequest& request,
                         const std::function<void(const Exported&)>& write) {
  store::CertificateQuery& query = request.query;
  query.after.reset();
  query.with_der = true;
  auto read = [&](std::size_t limit) {
    query.limit = limit;
    auto part = store::list_certificates(visit.database(), query);
    if (part.has_more) {
      const auto& last = part.rows.back();
      query.after = store::CertificateCursor{last.number.value, last.name, last.facts.not_after, part.ended};
    }
    return part;
  };
  return export_rows(visit, read, [&](const auto& row) { export_row(visit, query.rule, row, write); });
}

std::vector<std::string> csv_cells(const Visit& visit, const Exported& exported) {
  const auto& row = exported.row;
  const auto& certificate = exported.certificate;
  return {model::to_text(row.number),
          row.name,
          shown_name(row.name).name,
          in_one_cell(names_of(exported)),
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
  return csv_file(visit, "certificates",
                  {"number", "name", "unicode_name", "names", "organisation", "start", "end", "status", "serial",
                   "sha256", "issuer"},
                  [&](const auto& write) {
                    return export_certificates(visit, *request,
                                               [&](const Exported& exported) { write(csv_cells(visit, exported)); });
                  });
}

Result<http::Response> show_certificates_json(Visit& visit) {
  auto request = read_list_request(visit);
  if (!request) return request.error();
  return json_list("certificates", [&](const auto& write) {
    return export_certificates(visit, *request, [&](const Exported& exported) { write(json_object(exported)); });
  });
}

}  // namespace certportal::portal
