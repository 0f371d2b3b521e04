// One certificate as a file, or several in a ZIP file.
#include <algorithm>

#include "portal/answer.h"
#include "portal/certificate_files.h"
#include "portal/certificates.h"
#include "portal/zip.h"
#include "store/certificates.h"
#include "x509/encoding.h"

namespace certportal::portal {
namespace {

std::optional<std::string> find_der(Visit& visit, std::string_view reference) {
  auto number = model::parse_certificate_number(reference);
  if (!number) return std::nullopt;
  return store::find_certificate_der_of(visit.database(), visit.account().id, *number);
}

// What needs no chain is written from the bytes as they are stored.
Result<std::string> content_of(Visit& visit, FileFormat format, const std::string& der) {
  if (format == FileFormat::pem) return x509::pem(der);
  if (format == FileFormat::der) return der;
  x509::Certificate certificate = parse_stored(der);
  return file_content(format, certificate, find_chain(visit, certificate));
}

Result<std::vector<std::string_view>> chosen_numbers(const Visit& visit) {
  auto numbers = visit.form.all("number");
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  if (numbers.empty()) return Error{Code::invalid, "CERTIFICATES_NOT_CHOSEN", "no certificate chosen"};
  if (numbers.size() > visit.portal.limits.zip_certificates)
    return Error{Code::invalid,
                 "CERTIFICATES_TOO_MANY",
                 "too many certificates chosen",
                 {{"LIMIT", std::to_string(visit.portal.limits.zip_certificates)}}};
  return numbers;
}

}  // namespace

Result<http::Response> show_download(Visit& visit) {
  auto format = parse_file_format(visit.match.capture("format"));
  if (!format) return not_found();
  std::string_view reference = visit.match.capture("number");
  auto der = find_der(visit, reference);
  if (!der) return not_found();
  auto content = content_of(visit, *format, *der);
  if (!content) return content.error();
  auto number = model::parse_certificate_number(reference).value();
  return http::file(media_type(*format), file_name(*format, number), std::move(*content));
}

// Of each certificate the file of its own and, unless the chain has a gap, those with its issuing instances.
Result<http::Response> post_certificates_zip(Visit& visit) {
  auto numbers = chosen_numbers(visit);
  if (!numbers) {
    view::FormState form;
    form.add("", numbers.error());
    return show_certificates_with(visit, form);  // the list that the form stood around: its filter is in the address
  }
  ZipWriter zip(visit.now);
  for (std::string_view reference : *numbers) {
    auto der = find_der(visit, reference);
    if (!der) return not_found();
    auto number = model::parse_certificate_number(reference).value();
    for (FileFormat format : {FileFormat::pem, FileFormat::fullchain, FileFormat::chain})
      if (auto content = content_of(visit, format, *der)) zip.add(file_name(format, number), *content);
  }
  return http::file("application/zip", "certificates.zip", std::move(zip).finish());
}

}  // namespace certportal::portal
