#include "admin/setup.h"

#include <unistd.h>

#include <iostream>

#include "admin/bootstrap.h"
#include "admin/operator.h"
#include "admin/table.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "secret/secrets.h"
#include "store/migrations.h"
#include "store/outbox_list.h"
#include "store/settings.h"
#include "x509/cms.h"

namespace certportal::admin {
namespace {

constexpr unsigned kMailsShown = 1000;
constexpr char kReceiptSigner[] = "certportal receipts";

void print_migrations(const std::vector<store::Migration>& list, std::string_view verb, std::string_view none) {
  if (list.empty()) std::cout << none << "\n";
  for (const store::Migration& migration : list)
    std::cout << verb << " " << migration.version << " " << migration.name << "\n";
}

constexpr char kReceiptKey[] = "receipt-key";
constexpr char kReceiptCertificate[] = "receipt-certificate";

// The certificate of the key that is in the folder by now. It is no secret.
Result<bool> make_receipt_certificate(const std::string& dir) {
  std::string path = dir + "/" + kReceiptKey;
  auto key = read_file(path, 64 << 10);
  if (!key) return key.error();
  auto signer = x509::make_signer(kReceiptSigner, now(), *key);
  if (!signer) return Error{Code::invalid, "", path + ": " + signer.error().log};
  auto made = secret::make_secret(dir, kReceiptCertificate, signer->certificate, 0644);
  if (!made || *made) return made;
  auto certificate = read_file(dir + "/" + kReceiptCertificate, 64 << 10);
  if (!certificate) return certificate.error();
  if (auto fine = x509::check_signer({*key, *certificate}); !fine)
    return Error{Code::invalid, "", path + ": " + fine.error().log + "; put the right one back, or remove both"};
  return false;
}

// Adds to `made` what was made. A certificate without its key is refused: somebody may have been told to trust it.
Result<void> make_receipt_pair(const std::string& dir, std::vector<std::string>& made) {
  std::string key = dir + "/" + kReceiptKey;
  std::string certificate = dir + "/" + kReceiptCertificate;
  if (access(certificate.c_str(), F_OK) == 0 && access(key.c_str(), F_OK) != 0)
    return Error{Code::invalid, "",
                 certificate + ": exists without " + kReceiptKey + "; put that back, or remove this one"};
  auto has_key = secret::make_secret(dir, kReceiptKey, x509::make_signer(kReceiptSigner, now()).key, 0600);
  if (!has_key) return has_key.error();
  if (*has_key) made.emplace_back(kReceiptKey);
  auto has_certificate = make_receipt_certificate(dir);
  if (!has_certificate) return has_certificate.error();
  if (*has_certificate) made.emplace_back(kReceiptCertificate);
  return {};
}

}  // namespace

int print_bootstrap(const Config& config) {
  auto sql = bootstrap_sql(config);
  if (!sql) return fail(sql.error().log);
  std::cout << *sql;
  return kDone;
}

int migrate(const Config& config, const Options& options) {
  if (options.has("--bootstrap")) return print_bootstrap(config);
  auto settings = store::database_settings(config, "operator");
  if (!settings) return fail(settings.error().log);
  if (options.has("--tables")) {
    std::cout << "schema " << store::migrations().back().version << "\n";
    for (const std::string& table : store::table_names(*settings)) std::cout << table << "\n";
    return kDone;
  }
  if (options.has("--grants")) {
    std::cout << store::grants(*settings, config.text("worker.database_user"), config.text("jobs.database_user"),
                               client_host(config));
    return kDone;
  }
  store::Database database(*settings);
  if (options.has("--dry-run")) {
    print_migrations(store::pending_migrations(database), "would apply", "nothing to apply");
  } else {
    print_migrations(store::migrate(database), "applied", "nothing to apply");
  }
  return kDone;
}

int init_secrets(const Config&, const Options& options) {
  const std::string& dir = options.text("DIR");
  auto made = secret::init_secrets(dir);
  if (!made) return fail(made.error().log);
  if (auto pair = make_receipt_pair(dir, *made); !pair) return fail(pair.error().log);
  for (const std::string& name : *made) std::cout << "made " << dir << "/" << name << "\n";
  if (made->empty()) std::cout << "all there already\n";
  return kDone;
}

int list_mails(const Config& config, const Options& options) {
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  Table table(
      {"id", "kind", "recipient", "reference", "state", "tries", "created_at", "next_try_at", "sent_at", "answer"});
  for (const store::MailState& mail : store::list_mails(**database, kMailsShown)) {
    std::optional<Time> next_try_at;
    if (mail.state == "waiting") next_try_at = mail.next_try_at;
    table.add({mail.id, mail.kind, mail.recipient, mail.reference, mail.state, mail.tries, cell(mail.created_at),
               cell(next_try_at), cell(mail.sent_at), mail.answer});
  }
  table.print(std::cout, options.has("--json"));
  return kDone;
}

}  // namespace certportal::admin
