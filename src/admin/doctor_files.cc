// The doctor's look at secret files, the sendmail program and the list of suffixes, as the user that the command runs
// as.
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "admin/doctor.h"
#include "base/file.h"
#include "base/file_rights.h"
#include "base/text.h"
#include "model/audit_seal.h"
#include "model/certificate_name.h"
#include "x509/bundle.h"
#include "x509/cms.h"

namespace certportal::admin {
namespace {

struct SecretKey {
  std::string_view key;
  bool is_demanded;
};

// The public key of the seal is no secret; the receipts' certificate and the database's CA file neither.
constexpr SecretKey kSecretKeys[] = {
    {"worker.database_password_file", false},   {"worker.form_key_file", true},
    {"jobs.database_password_file", false},     {"jobs.seal_secret_key_file", true},
    {"jobs.receipt_key_file", false},           {"jobs.audit_key_file", false},
    {"operator.database_password_file", false}, {"operator.audit_key_file", false},
};

std::string user_name(uid_t uid) {
  const passwd* entry = getpwuid(uid);
  return entry ? entry->pw_name : std::to_string(uid);
}

std::string key_and_path(std::string_view key, const std::string& path) { return std::string(key) + " " + path; }

std::string cure_of_a_loss(std::string_view key) {
  return key.ends_with(".audit_key_file")
             ? "put it back from a backup: a new one, by certportal secrets init, verifies nothing sealed before"
             : "put it back from a backup; what is nowhere to be found, certportal secrets init DIR makes anew";
}

Finding examine_status(std::string_view key, const std::string& path, const struct stat& status) {
  std::string what = key_and_path(key, path);
  if (!S_ISREG(status.st_mode))
    return {Grade::error, "secrets", what + " is no plain file", "put the file in its place"};
  if (is_open_to_others(status))
    return {Grade::error, "secrets", what + " is open to others than its owner", "chmod 0600 " + path};
  if (status.st_size == 0)
    return {Grade::error, "secrets", what + " is empty", "remove it, then " + cure_of_a_loss(key)};
  if ((status.st_mode & (S_IRUSR | S_IRGRP)) == 0)
    return {Grade::error, "secrets", what + " cannot be read by anybody", "chmod 0600 " + path};
  if (key.starts_with("operator.") && access(path.c_str(), R_OK) != 0)
    return {Grade::error, "secrets", what + " cannot be read by " + user_name(geteuid()),
            "chown " + user_name(geteuid()) + " " + path};
  return {Grade::ok, "secrets", what + " (" + user_name(status.st_uid) + ", closed to others)", ""};
}

void examine_secret(const Config& config, const SecretKey& secret, Findings& findings) {
  const std::string& path = config.text(secret.key);
  std::string what = key_and_path(secret.key, path);
  struct stat status {};
  if (path.empty()) {
    if (secret.is_demanded)
      findings.push_back({Grade::error, "secrets", std::string(secret.key) + " is not set",
                          "certportal secrets init DIR, and name the file in the configuration"});
  } else if (stat(path.c_str(), &status) == 0) {
    findings.push_back(examine_status(secret.key, path, status));
  } else if (errno == EACCES) {
    findings.push_back({Grade::ok, "secrets", what + " is out of sight of " + user_name(geteuid()), ""});
  } else {
    findings.push_back({Grade::error, "secrets", what + ": " + std::strerror(errno), cure_of_a_loss(secret.key)});
  }
}

bool can_read(const Config& config, std::string_view key) {
  const std::string& path = config.text(key);
  return !path.empty() && access(path.c_str(), R_OK) == 0;
}

// Root reads everything, so that this says something only of a plain user.
void examine_sharing(const Config& config, Findings& findings) {
  if (geteuid() == 0) return;
  if (can_read(config, "worker.form_key_file") && can_read(config, "jobs.seal_secret_key_file"))
    findings.push_back(
        {Grade::warning, "duties",
         user_name(geteuid()) +
             " runs all duties: whoever takes over a worker can read the links in waiting mails, sign receipts, seal "
             "what was changed, and use the rights of jobs and operator in the database",
         "where the host allows it, a system user for each duty, each with its own secret files"});
}

void examine_public_key(const Config& config, Findings& findings) {
  const std::string& path = config.text("seal_public_key_file");
  if (path.empty()) {
    findings.push_back({Grade::error, "secrets", "seal_public_key_file is not set",
                        "certportal secrets init DIR, and name DIR/seal-public-key in the configuration"});
  } else if (access(path.c_str(), R_OK) != 0) {
    findings.push_back({errno == EACCES ? Grade::warning : Grade::error, "secrets",
                        key_and_path("seal_public_key_file", path) + ": " + std::strerror(errno),
                        "workers must be able to read it; certportal secrets init DIR makes what is missing"});
  }
}

Finding receipts_unsigned(const std::string& why) {
  return {Grade::warning, "receipts", why + ": receipts of handovers are not signed",
          "certportal secrets init DIR, and name its receipt-certificate and receipt-key in the configuration"};
}

// Judged as far as this user may read them; who may not read the key is told so with the secrets.
Finding examine_signer(const std::string& key_path, const std::string& certificate_path) {
  auto certificate = read_file(certificate_path, 64 << 10);
  if (!certificate)
    return {Grade::error, "receipts", "receipt_certificate_file " + certificate.error().log,
            "make it readable by workers and jobs; it is no secret"};
  auto parsed = x509::parse_bundle(*certificate).certificates;
  if (parsed.empty())
    return {Grade::error, "receipts", certificate_path + " holds no certificate", "name a certificate in PEM"};
  if (auto key = read_file(key_path, 64 << 10))
    if (auto fine = x509::check_signer({*key, *certificate}); !fine)
      return {Grade::error, "receipts", key_path + ", " + certificate_path + ": " + fine.error().log,
              "put the right pair in place, or remove both files, then certportal secrets init"};
  return {Grade::ok, "receipts", certificate_path, ""};
}

void examine_receipts(const Config& config, Findings& findings) {
  const std::string& key = config.text("jobs.receipt_key_file");
  const std::string& certificate = config.text("receipt_certificate_file");
  if (key.empty())
    findings.push_back(receipts_unsigned("jobs.receipt_key_file is not set"));
  else if (certificate.empty())
    findings.push_back(receipts_unsigned("receipt_certificate_file is not set"));
  else
    findings.push_back(examine_signer(key, certificate));
}

void examine_audit_keys(const Config& config, Findings& findings) {
  const std::string& sealing = config.text("jobs.audit_key_file");
  const std::string& verifying = config.text("operator.audit_key_file");
  if (sealing.empty() || verifying.empty()) {
    findings.push_back({Grade::warning, "audit",
                        sealing.empty()
                            ? "jobs.audit_key_file is not set: audit events are not sealed, a change would go unnoticed"
                            : "operator.audit_key_file is not set: certportal audit verify has no key",
                        "certportal secrets init DIR, and name its audit-key for both jobs and operator"});
    return;
  }
  auto one = read_file(sealing, 4096);
  auto other = read_file(verifying, 4096);
  if (!one && !other) return;  // told with the secrets
  if (trim(one ? *one : *other).size() < model::kShortestAuditKey)
    findings.push_back(
        {Grade::error, "audit", (one ? sealing : verifying) + " is too short for a key",
         "put the right key back; a new one, by certportal secrets init, verifies nothing sealed before"});
  else if (one && other && trim(*one) != trim(*other))
    findings.push_back({Grade::error, "audit", "jobs.audit_key_file and operator.audit_key_file hold different keys",
                        "name the one that jobs seals with in both"});
  else
    findings.push_back({Grade::ok, "audit", "audit events are sealed", ""});
}

void examine_sendmail(const Config& config, Findings& findings) {
  const std::string& path = config.text("sendmail");
  struct stat status {};
  if (stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && access(path.c_str(), X_OK) == 0) {
    findings.push_back({Grade::ok, "sendmail", path, ""});
  } else {
    findings.push_back({Grade::error, "sendmail", path + " is no program that " + user_name(geteuid()) + " can start",
                        "install a mail transport agent (msmtp-mta, postfix), or set sendmail"});
  }
}

void examine_suffixes(Findings& findings) {
  const std::string path = model::suffix_list_file();
  if (access(path.c_str(), R_OK) == 0)
    findings.push_back({Grade::ok, "suffixes", path, ""});
  else
    findings.push_back({Grade::warning, "suffixes",
                        (path.empty() ? "there is no list of public suffixes" : path + ": " + std::strerror(errno)) +
                            ": names of orders are judged by an older one, which libpsl brings along",
                        "install the package publicsuffix"});
}

}  // namespace

void examine_files(const Config& config, Findings& findings) {
  for (const SecretKey& secret : kSecretKeys) examine_secret(config, secret, findings);
  examine_public_key(config, findings);
  examine_receipts(config, findings);
  examine_audit_keys(config, findings);
  examine_sharing(config, findings);
  examine_sendmail(config, findings);
  examine_suffixes(findings);
}

}  // namespace certportal::admin
