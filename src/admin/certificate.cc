#include "admin/certificate.h"

#include <iostream>
#include <utility>
#include <variant>
#include <vector>

#include "admin/operator.h"
#include "admin/privileges.h"
#include "admin/table.h"
#include "base/broken.h"
#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "model/certificate_record.h"
#include "store/ca_certificates.h"
#include "store/certificates.h"
#include "store/organisations.h"
#include "x509/bundle.h"

namespace certportal::admin {
namespace {

using Outcome = store::Import::Outcome;

constexpr std::size_t kBatch = 100;  // certificates a transaction

struct Item {
  std::string file;
  std::variant<model::CertificateRecord, model::CaRecord> record;
};

struct Counts {
  long imported = 0, known = 0, refused = 0;

  void add(Outcome outcome) {
    ++(outcome == Outcome::imported ? imported : outcome == Outcome::known ? known : refused);
  }
};

Item make_item(const std::string& file, const x509::Certificate& certificate) {
  if (certificate.is_ca()) return {file, model::make_ca_record(certificate)};
  return {file, model::make_record(certificate)};
}

store::Import store_item(store::Transaction& transaction, model::OrganisationId organisation, const Item& item) {
  if (auto* ca = std::get_if<model::CaRecord>(&item.record)) {
    bool added = store::import_ca_certificate(transaction, *ca, now());
    return {added ? Outcome::imported : Outcome::known, {}};
  }
  return store::import_certificate(transaction, organisation, std::get<model::CertificateRecord>(item.record), now());
}

// One run of the command: collects certificates, stores them batch by batch.
class ImportRun {
 public:
  ImportRun(store::Database& database, model::OrganisationId organisation)
      : database_(database), organisation_(organisation) {}

  void add_file(const std::string& file, const Result<std::string>& content) {
    if (!content) return refuse(content.error().log);  // which names the file
    x509::Bundle bundle = x509::parse_bundle(*content);
    if (bundle.certificates.empty()) return refuse(file, joined(bundle.refusals));
    for (const std::string& reason : bundle.refusals) refuse(file, reason);
    for (const x509::Certificate& certificate : bundle.certificates) {
      batch_.push_back(make_item(file, certificate));
      if (batch_.size() == kBatch) store_batch();
    }
  }

  const Counts& finish() {
    if (!batch_.empty()) store_batch();
    return counts_;
  }

 private:
  static std::string joined(const std::vector<std::string>& reasons) {
    std::string text;
    for (const std::string& reason : reasons) text += (text.empty() ? "" : "; ") + reason;
    return text;
  }

  void refuse(const std::string& file, const std::string& reason) { refuse(file + ": " + reason); }

  void refuse(const std::string& line) {
    std::cerr << printable(line) << "\n";
    ++counts_.refused;
  }

  // All of the batch in one transaction; should one certificate spoil that, each in its own.
  void store_batch() {
    std::vector<Item> batch = std::exchange(batch_, {});
    try {
      return report(batch, store_together(batch));
    } catch (const Unavailable&) {
      throw;
    } catch (const Broken& trouble) {
      log_warning(std::string("storing one by one after: ") + trouble.what());
    }
    for (Item& item : batch) store_alone(std::move(item));
  }

  void store_alone(Item item) {
    std::vector<Item> one;
    one.push_back(std::move(item));
    try {
      report(one, store_together(one));
    } catch (const Unavailable&) {
      throw;
    } catch (const Broken& trouble) {
      refuse(one.front().file, std::string("cannot be stored: ") + trouble.what());
    }
  }

  std::vector<store::Import> store_together(const std::vector<Item>& batch) {
    return database_.transact([&](store::Transaction& transaction) {
      store::lock_organisation(transaction, organisation_);
      std::vector<store::Import> results;
      Counts counts;
      for (const Item& item : batch) {
        results.push_back(store_item(transaction, organisation_, item));
        counts.add(results.back().outcome);
      }
      store::Event event = operator_event("certificates_imported");
      event.organisation = organisation_;
      event.content = {{"imported", std::to_string(counts.imported)},
                       {"known", std::to_string(counts.known)},
                       {"refused", std::to_string(counts.refused)}};
      store::add_event(transaction, event, now());
      return results;
    });
  }

  void report(const std::vector<Item>& batch, const std::vector<store::Import>& results) {
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (results[i].outcome == Outcome::refused)
        refuse(batch[i].file, "another organisation holds this certificate: " + model::to_text(results[i].holder));
      else
        counts_.add(results[i].outcome);
    }
  }

  store::Database& database_;
  model::OrganisationId organisation_;
  std::vector<Item> batch_;
  Counts counts_;
};

}  // namespace

int import_certificates(const Config& config, const Options& options) {
  const auto& files = options.words("FILE");
  std::vector<Result<std::string>> contents;
  contents.reserve(files.size());
  for (const std::string& file : files) contents.push_back(read_file(file));
  if (auto dropped = drop_privileges(config); !dropped) return fail(dropped.error().log);
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  auto organisation = get_organisation(**database, options.text("--organisation"));
  if (!organisation) return fail(organisation.error().log);

  ImportRun run(**database, organisation->id);
  for (std::size_t i = 0; i < files.size(); ++i) run.add_file(files[i], contents[i]);
  const Counts& counts = run.finish();
  std::cout << "imported " << counts.imported << ", known " << counts.known << ", refused " << counts.refused << "\n";
  return counts.refused == 0 ? kDone : kFailed;
}

}  // namespace certportal::admin
