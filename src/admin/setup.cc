#include "admin/setup.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "admin/bootstrap.h"
#include "admin/operator.h"
#include "admin/privileges.h"
#include "admin/site.h"
#include "admin/table.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "model/product.h"
#include "model/reminder.h"
#include "secret/secrets.h"
#include "store/migrations.h"
#include "store/outbox_list.h"
#include "store/settings.h"
#include "x509/cms.h"
#include "x509/signing_key.h"

namespace certportal::admin {
namespace {

constexpr unsigned kMailsShown = 1000;
constexpr char kReceiptSigner[] = "certportal receipts";

void print_migrations(const std::vector<store::Migration>& list, std::string_view verb, std::string_view none) {
  if (list.empty()) std::cout << none << "\n";
  for (const store::Migration& migration : list)
    std::cout << verb << " " << migration.version << " " << migration.name << "\n";
}

bool is_host(const std::string& host) {
  if (host.starts_with("unix:")) return host.starts_with("unix:/");
  std::size_t colon = host.rfind(':');
  if (colon == std::string::npos || colon == 0) return false;
  std::string port = host.substr(colon + 1);
  return !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos &&
         std::stol(port) > 0 && std::stol(port) < 65536;
}

int check_config(const Config& unloaded) {
  auto config = Config::load(unloaded.path());
  if (!config) return fail(config.error().log);
  if (auto dropped = drop_privileges(*config); !dropped) return fail(dropped.error().log);
  if (std::string problem = problem_of_values(*config); !problem.empty()) return fail(config->path() + ": " + problem);
  std::cout << config->path() << ": fine\n";
  return kDone;
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

bool is_absolute(const std::string& path) { return path.starts_with('/'); }

// The caller names the file already.
std::string without_path(const Config& config, const std::string& why) {
  const std::string start = config.path() + ": ";
  return why.starts_with(start) ? why.substr(start.size()) : why;
}

// Values alone: the files may be for jobs only, or not be made yet.
std::string problem_of_issuers(const Config& config) {
  if (auto products = model::read_products(config); !products) return without_path(config, products.error().log);
  if (const std::string& dir = config.text("pki_dir"); !dir.empty() && !is_absolute(dir))
    return "key 'pki_dir' must be an absolute path";
  for (const std::string& issuer : config.names("issuer")) {
    if (model::kind_of_issuer(config, issuer) != model::IssuerKind::local) continue;
    const std::string start = "issuer." + issuer + ".";
    const std::string& key = config.text(start + "key_file");
    if (!is_absolute(config.text(start + "certificate_file")))
      return "key '" + start + "certificate_file' must be an absolute path";
    if (!is_absolute(key) && !x509::is_token_uri(key))
      return "key '" + start + "key_file' must be an absolute path, or a pkcs11: URI";
    if (x509::is_token_uri(key) && !is_absolute(config.text(start + "pkcs11_module")))
      return "key '" + start + "pkcs11_module' must be the absolute path of the token's library";
  }
  return "";
}

}  // namespace

std::string problem_of_values(const Config& config) {
  auto hosts = config.list("database_hosts");
  if (hosts.empty()) return "key 'database_hosts' names no server";
  for (const std::string& host : hosts)
    if (!is_host(host)) return "key 'database_hosts' must hold unix:/PATH or HOST:PORT: '" + host + "'";
  if (config.text("database_name").empty()) return "key 'database_name' is empty";
  for (const char* key : {"template_dir", "run_dir", "log_dir", "sendmail"})
    if (!config.text(key).starts_with('/')) return std::string("key '") + key + "' must be an absolute path";
  const std::string& user = config.text("service_user");
  if (!user.empty() && !getpwnam(user.c_str()))
    return "key 'service_user': there is no such system user: '" + user + "'";
  if (std::string problem = problem_of_issuers(config); !problem.empty()) return problem;
  if (auto parts = model::reminder_parts(config); !parts) return without_path(config, parts.error().log);
  // What pages show: the address, the time zone, the templates.
  auto site = load_site(config);
  return site ? "" : site.error().log;
}

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

std::string default_configuration() {
  std::string text =
      "# certportal.conf: every key with its default. A '#' starts a comment anywhere in a line; quotes are part of a "
      "value.\n";
  std::string section;
  for (const ConfigKey& key : config_keys()) {
    std::size_t dot = key.name.rfind('.');
    std::string in(key.name.substr(0, dot == std::string_view::npos ? 0 : dot));
    // Any number of these sections: shown as a comment, with NAME for the star.
    const std::string comment = in.ends_with('*') ? "# " : "";
    if (in != section)
      text += "\n" + comment + "[" + in.substr(0, in.find('*')) + (comment.empty() ? "" : "NAME") + "]\n";
    section = in;
    std::string name(key.name.substr(dot == std::string_view::npos ? 0 : dot + 1));
    text += "\n# " + std::string(key.help) + "\n" + comment + name + " =" + (key.default_value.empty() ? "" : " ") +
            std::string(key.default_value) + "\n";
  }
  return text;
}

int show_config(const Config& config, const Options& options) {
  if (options.has("--check") == options.has("--defaults")) return wrong_usage("config: one of --check and --defaults");
  if (options.has("--check")) return check_config(config);
  std::cout << default_configuration();
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
