#include "admin/ca.h"

#include <iostream>

#include "admin/ca_files.h"
#include "admin/operator.h"
#include "admin/privileges.h"
#include "admin/table.h"
#include "base/file.h"
#include "issuer/local.h"
#include "jobs/crl.h"
#include "model/certificate_record.h"
#include "model/product.h"
#include "store/ca_certificates.h"
#include "store/revocations.h"
#include "x509/bundle.h"

namespace certportal::admin {
namespace {

// [issuer.NAME] has to be a local one.
Result<std::string> get_local_issuer(const Config& config, const Options& options) {
  std::string name = options.text("NAME");
  auto kind = model::kind_of_issuer(config, name);
  if (kind == model::IssuerKind::local) return name;
  std::string why = kind ? "is not of kind local" : "is no section with a kind of " + config.path();
  return Error{Code::invalid, "", "[issuer." + name + "] " + why};
}

// All that the certificate file holds; the number of those that the database did not know.
Result<int> import_certificates_of(store::Database& database, const Config& config, const std::string& issuer) {
  auto content = read_file(config.text("issuer." + issuer + ".certificate_file"));
  if (!content) return content.error();
  auto certificates = x509::parse_bundle(*content).certificates;
  return database.transact([&](store::Transaction& transaction) {
    int added = 0;
    for (const x509::Certificate& certificate : certificates)
      added += store::import_ca_certificate(transaction, model::make_ca_record(certificate), now()) ? 1 : 0;
    if (added == 0) return added;
    store::Event event = operator_event("ca_initialised");
    event.content = {{"issuer", issuer}, {"certificate", certificates.front().subject().text}};
    store::add_event(transaction, event, now());
    return added;
  });
}

void print_made(const Config& config, const std::string& issuer, const std::vector<std::string>& made) {
  const std::string root_key = root_key_file(config, issuer);
  for (const std::string& path : made) {
    std::cout << "made " << path << "\n";
    if (path == root_key)
      std::cout << "  The root's key: move it off this machine to a safe place; it is needed only for another issuing "
                   "CA.\n";
  }
}

std::string kind_text(model::IssuerKind kind) {
  switch (kind) {
    case model::IssuerKind::local: return "local";
    case model::IssuerKind::cmp: return "cmp";
    case model::IssuerKind::manual: return "manual";
  }
  return "";
}

// The folder may be that of jobs alone.
void publish(store::Database& database, const Config& config, const std::string& issuer) {
  const std::string& dir = config.text("pki_dir");
  if (dir.empty()) return;
  try {
    auto published = jobs::publish_issuer(database, config, issuer);
    std::cout << (published ? dir + "/" + issuer + ".crl" : published.error().log) << "\n";
  } catch (const Unavailable&) {
    throw;
  } catch (const Broken& problem) {
    std::cout << problem.what() << "; jobs publishes it with its next pass\n";
  }
}

// Cells of a local issuer behind name and kind.
std::vector<Cell> local_cells(store::Database& database, const Config& config, const std::string& issuer) {
  std::vector<Cell> cells;
  auto certificate = issuer::load_certificate(config, issuer);
  cells.push_back(certificate ? Cell(certificate->subject().text) : Cell());
  cells.push_back(certificate ? cell(certificate->not_after()) : Cell());
  auto crl = store::find_crl_facts(database, issuer);
  cells.push_back(crl ? Cell(crl->number) : Cell());
  cells.push_back(crl ? Cell(crl->entries) : Cell());
  cells.push_back(crl ? cell(crl->next_update) : Cell());
  auto authority = issuer::load_authority(config, issuer);
  cells.emplace_back(authority.ok());
  cells.push_back(authority ? Cell() : Cell(authority.error().log));
  return cells;
}

std::string surplus_problem(const std::vector<store::RefusedSurplus>& all, const std::string& issuer) {
  for (const store::RefusedSurplus& each : all)
    if (each.issuer == issuer)
      return "it does not revoke surplus certificates, " + std::to_string(each.certificates) +
             " so far: that of order " + model::to_text(each.order) + ": " + each.answer;
  return "";
}

}  // namespace

int init_ca(const Config& config, const Options& options) {
  auto issuer = get_local_issuer(config, options);
  if (!issuer) return fail(issuer.error().log);
  CaOrder order;
  order.issuer = *issuer;
  if (options.has("--key")) {
    auto kind = x509::parse_key_kind(options.text("--key"));
    if (!kind) return wrong_usage("ca init: --key is one of p256, p384, rsa3072");
    order.key_kind = *kind;
  }
  order.title = options.has("--title") ? options.text("--title") : config.text("brand") + " " + *issuer;
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  auto made = make_ca_files(config, order);
  if (!made) return fail(made.error().log);
  if (auto dropped = drop_privileges(config); !dropped) return fail(dropped.error().log);
  print_made(config, *issuer, *made);
  auto imported = import_certificates_of(**database, config, *issuer);
  if (!imported) return fail(imported.error().log);
  if (auto authority = issuer::load_certificate(config, *issuer); !authority) return fail(authority.error().log);
  if (made->empty()) std::cout << (*imported == 0 ? "all there already\n" : "certificates imported\n");
  return kDone;
}

int show_ca_status(const Config& config, const Options& options) {
  auto products = model::read_products(config);
  if (!products) return fail(products.error().log);
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  auto refused = store::list_refused_surplus(**database);
  Table table({"name", "kind", "subject", "not_after", "crl_number", "crl_entries", "crl_next_update", "key_reachable",
               "problem"});
  for (const std::string& issuer : config.names("issuer")) {
    auto kind = model::kind_of_issuer(config, issuer).value();  // read_products() saw to it
    std::vector<Cell> row = {issuer, kind_text(kind)};
    std::vector<Cell> rest(7);
    if (kind == model::IssuerKind::local) rest = local_cells(**database, config, issuer);
    if (auto problem = surplus_problem(refused, issuer); !problem.empty()) rest.back() = problem;
    row.insert(row.end(), rest.begin(), rest.end());
    table.add(std::move(row));
  }
  table.print(std::cout, options.has("--json"));
  return kDone;
}

int make_ca_crl(const Config& config, const Options& options) {
  auto issuer = get_local_issuer(config, options);
  if (!issuer) return fail(issuer.error().log);
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  auto made = jobs::make_crl(**database, config, *issuer);
  if (!made) return fail(made.error().log);
  auto crl = store::find_crl_facts(**database, *issuer);
  if (!crl) return fail("there is no CRL of " + *issuer);
  std::cout << "CRL " << crl->number << ", " << crl->entries << (crl->entries == 1 ? " entry" : " entries")
            << ", until " << to_iso(crl->next_update) << "\n";
  publish(**database, config, *issuer);
  std::cout << issuer::publication_of(config, *issuer).crl_url << "\n";
  return kDone;
}

}  // namespace certportal::admin
