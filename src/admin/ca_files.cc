#include "admin/ca_files.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "admin/privileges.h"
#include "base/text.h"
#include "issuer/local.h"
#include "secret/secrets.h"
#include "x509/authority.h"
#include "x509/encoding.h"

namespace certportal::admin {
namespace {

constexpr auto kRootLife = std::chrono::days(365 * 20 + 5);
constexpr auto kIssuingLife = std::chrono::days(365 * 10 + 2);
// Hosts whose clocks are behind take them at once (Baseline Requirements 7.1.2.2.1 allow one day).
constexpr auto kBackdated = std::chrono::hours(24);
constexpr std::size_t kMaxCommonName = 64;  // RFC 5280 A.1

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

Error failure(const std::string& path, const std::string& why) { return {Code::invalid, "", path + ": " + why}; }

// Jobs' other secrets show whose its files are: its user's own, or root's and open to its group.
bool find_rights_of_jobs(const Config& config, struct stat& rights) {
  return stat(config.text("jobs.seal_secret_key_file").c_str(), &rights) == 0;
}

// Then the key is root's to make and to give.
bool is_jobs_another_user(const Config& config) {
  struct stat rights {};
  const passwd* service = getpwnam(config.text("service_user").c_str());
  return service && find_rights_of_jobs(config, rights) && rights.st_uid != service->pw_uid;
}

// What root makes for jobs belongs to it, as its other secrets do.
Result<void> give_to_jobs(const Config& config, const std::string& path, mode_t mode) {
  struct stat rights {};
  if (geteuid() != 0 || !find_rights_of_jobs(config, rights)) return {};
  if (lchown(path.c_str(), rights.st_uid, rights.st_gid) == 0 &&
      chmod(path.c_str(), mode | (rights.st_mode & S_IRGRP)) == 0)
    return {};
  return failure(path, std::strerror(errno));
}

Result<void> make_file(const std::string& path, std::string_view content, unsigned mode,
                       std::vector<std::string>& made) {
  std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return failure(path, "is no absolute path");
  auto written = secret::make_secret(path.substr(0, slash), path.substr(slash + 1), content, mode);
  if (!written) return written.error();
  if (!*written) return failure(path, "was made by somebody else meanwhile");
  made.push_back(path);
  return {};
}

// The key that is there, else a new one.
Result<x509::PrivateKey> get_key(const Config& config, const CaOrder& order, const std::string& path,
                                 std::vector<std::string>& made) {
  if (x509::is_token_uri(path) || exists(path)) return issuer::load_key(config, order.issuer, path);
  auto passphrase = issuer::read_passphrase(config, order.issuer);
  if (!passphrase) return passphrase.error();
  x509::PrivateKey key = x509::PrivateKey::make(order.key_kind);
  if (auto done = make_file(path, key.pem(*passphrase), 0600, made); !done) return done.error();
  return key;
}

std::string year_of(Time time) { return to_iso(time).substr(0, 4); }

x509::CaContent content_of(const CaOrder& order, const char* kind, Time at, Seconds life) {
  return {order.title + " " + kind + " CA " + year_of(at), at - kBackdated, at + life, std::nullopt};
}

Result<void> check_title(const CaOrder& order) {
  if (!is_valid_utf8(order.title) || trim(order.title).empty() || has_control_characters(order.title))
    return Error{Code::invalid, "", "--title wants a plain text"};
  std::string longest = content_of(order, "Issuing", now(), Seconds(0)).common_name;
  if (count_code_points(longest) <= kMaxCommonName) return {};
  return Error{Code::invalid, "", "'" + longest + "' has more than 64 characters: give a shorter --title"};
}

// Issuing and root certificate, PEM.
Result<std::string> make_certificates(const Config& config, const CaOrder& order, const x509::PrivateKey& root_key,
                                      const x509::PrivateKey& issuing_key) {
  Time at = now();
  auto root = x509::Certificate::from_der(x509::make_root(root_key, content_of(order, "Root", at, kRootLife)));
  if (!root) return root.error();
  auto authority = x509::Authority::make(*root, root_key);
  if (!authority) return authority.error();
  x509::CaContent content = content_of(order, "Issuing", at, kIssuingLife);
  content.path_length = 0;  // it signs no further CA
  std::string issuing =
      authority->sign_ca(issuing_key.public_key_der(), content, {issuer::root_url(config, order.issuer), ""});
  return x509::pem(issuing) + x509::pem(root->der());
}

}  // namespace

std::string root_key_file(const Config& config, const std::string& issuer) {
  const std::string& key_file = config.text("issuer." + issuer + ".key_file");
  if (x509::is_token_uri(key_file)) return config.text("issuer." + issuer + ".certificate_file") + ".root-key";
  return key_file + ".root";
}

Result<std::vector<std::string>> make_ca_files(const Config& config, const CaOrder& order) {
  std::vector<std::string> made;
  const std::string start = "issuer." + order.issuer + ".";
  const std::string& certificate_file = config.text(start + "certificate_file");
  const std::string& key_file = config.text(start + "key_file");
  for (const std::string* path : {&certificate_file, &key_file})
    if (path->empty())
      return failure(config.path(), "[issuer." + order.issuer + "] wants certificate_file and key_file");
  if (exists(certificate_file)) return made;
  if (auto title = check_title(order); !title) return title.error();
  auto root_key = get_key(config, order, root_key_file(config, order.issuer), made);
  if (!root_key) return root_key.error();
  if (!is_jobs_another_user(config))
    if (auto dropped = drop_privileges(config); !dropped) return dropped.error();
  bool is_new = !x509::is_token_uri(key_file) && !exists(key_file);
  auto issuing_key = get_key(config, order, key_file, made);
  if (!issuing_key) return issuing_key.error();
  if (is_new)
    if (auto given = give_to_jobs(config, key_file, 0600); !given) return given.error();
  auto certificates = make_certificates(config, order, *root_key, *issuing_key);
  if (!certificates) return certificates.error();
  if (auto done = make_file(certificate_file, *certificates, 0644, made); !done) return done.error();
  if (auto given = give_to_jobs(config, certificate_file, 0644); !given) return given.error();
  return made;
}

}  // namespace certportal::admin
