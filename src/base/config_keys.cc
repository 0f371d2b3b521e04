// The reference of all keys. A new key is one row; `certportal config --reference` makes doc/configuration.md of them.
#include "base/config.h"

namespace certportal {
namespace {

constexpr ConfigKey::Form text() { return {ConfigKey::Kind::text, 0, 0, ""}; }
constexpr ConfigKey::Form list() { return {ConfigKey::Kind::list, 0, 0, ""}; }
constexpr ConfigKey::Form path() { return {ConfigKey::Kind::path, 0, 0, ""}; }
constexpr ConfigKey::Form flag() { return {ConfigKey::Kind::flag, 0, 1, ""}; }
constexpr ConfigKey::Form number(long lowest, long highest) { return {ConfigKey::Kind::number, lowest, highest, ""}; }
constexpr ConfigKey::Form choice(std::string_view choices) { return {ConfigKey::Kind::choice, 0, 0, choices}; }

constexpr ConfigKey kKeys[] = {
    {"base_url", "http://127.0.0.1:8080", text(),
     "public address of the portal, with the sub-folder it lives in, without a slash at the end"},
    {"other_origins", "", list(), "further origins (scheme://host:port) whose forms are accepted, comma separated"},
    {"brand", "Zertifikatsportal", text(), "name of the portal in pages and mails"},
    {"brand_color", "", text(),
     "accent of the pages, rrggbb (without #, which begins a comment); made darker, in the dark scheme lighter, where "
     "it could not be read; empty: the "
     "portal's own"},
    {"logo_file", "", path(),
     "SVG or PNG of up to 64 KiB that stands, as a square, beside the name; empty: the portal's own"},
    {"support_email", "", text(), "address that pages and mails name for questions"},
    {"operator_email", "", text(), "address that is mailed once a day what the operator must act on; empty: none"},
    {"imprint_url", "", text(), "link to the imprint in the page footer"},
    {"privacy_url", "", text(), "link to the privacy page in the page footer"},
    {"time_zone", "Europe/Berlin", text(), "time zone of dates in pages and mails"},
    {"template_dir", "/usr/local/share/certportal/templates", path(),
     "folder of the translated templates, one sub-folder a language"},
    {"run_dir", "/run/certportal", path(),
     "folder for the slots that bound password hashing on this host, and for the socket and pid files of "
     "scripts/portal"},
    {"log_dir", "/var/log/certportal", path(),
     "folder for the logs of what scripts/portal starts: workers.log, jobs.log"},
    {"log_format", "text", choice("text, json"),
     "how worker and jobs write their log, a line an event: text, or json (an object each)"},
    {"service_user", "", text(), "system user that commands started by root switch to; empty: none"},
    {"workers", "4", number(1, 512), "number of workers on this host; at most half as many hash passwords at once"},
    {"worker_max_requests", "100000", number(0, 1000000000),
     "a worker that shares its socket ends after so many requests, up to a tenth more, to be replaced; 0: never"},
    {"worker_max_megabytes", "256", number(0, 1000000), "and likewise when its memory has grown so large; 0: never"},
    {"trusted_proxies", "", list(), "addresses of proxies whose client_address_header is believed, comma separated"},
    {"client_address_header", "", text(), "request header that holds the client's address, set by a trusted proxy"},
    {"database_hosts", "unix:/run/mysqld/mysqld.sock", list(),
     "database servers, tried in order: unix:PATH or HOST:PORT, comma separated"},
    {"database_name", "certportal", text(), "database (schema)"},
    {"table_prefix", "", text(), "put before every table name, for a database shared with other programs"},
    {"database_ca_file", "", path(),
     "CA certificates that a database reached over TCP must prove itself with; empty: no TLS"},
    {"database_connect_seconds", "1", number(1, 60), "a server that lets nobody in for so long counts as away"},
    {"database_statement_seconds", "2", number(1, 60), "one that does not answer a page or jobs for so long, too"},
    {"sendmail", "/usr/sbin/sendmail", path(),
     "program that takes mails, called as: sendmail -i -f SENDER -- RECIPIENT"},
    {"sendmail_timeout_seconds", "30", number(0, 3600),
     "after this a hanging sendmail is killed and the mail tried again later"},
    {"mail_retry_days", "5", number(1, 30), "a mail that sendmail refuses is tried again for so long, then given up"},
    {"mail_from", "certportal@localhost", text(), "sender address of mails"},
    {"seal_public_key_file", "", path(), "public key that seals mail tokens for jobs"},
    {"receipt_certificate_file", "", path(),
     "certificate (PEM) that the receipts of handovers are signed with; empty: they are not signed"},
    {"pki_dir", "", path(),
     "public folder that CRLs and the CA certificates of local issuers are written into, served as /pki/"},
    {"pki_url", "", text(),
     "address of that folder as certificates name it, best with http://: few programs ask for a CRL by https; empty: "
     "base_url/pki"},
    {"bad_keys_file", "", path(),
     "SHA-256 sums (hexadecimal, one a line) of public keys that no order may have; empty: none"},
    {"allow_shared_user", "0", flag(),
     "1: a local issuer's key may belong to the system user that the workers run as (demo, shared hosting)"},
    {"renewable_part", "3", number(1, 100), "a certificate is renewable in the last of so many parts of its lifetime"},
    {"renewable_days", "0", number(0, 10000), "and in its last days, so many of them, where that is earlier"},
    {"reminder_parts", "3, 6, 12", list(),
     "reminders are sent when the last of so many parts of the lifetime begins, and on expiry"},
    {"officers_need_second_factor", "1", flag(),
     "officers without an authenticator app must set one up before anything else"},
    {"keep_mails_days", "90", number(0, 36500),
     "mails that were sent or given up leave the outbox after so long, and the lists of what was sent to whom; 0: "
     "never"},
    {"keep_client_addresses_days", "90", number(0, 36500),
     "so long audit events hold the network address that they came from; 0: for ever"},
    {"keep_handovers_days", "3650", number(0, 36500),
     "so long after its end a handover names its two sides, and its receipt is kept; 0: for ever"},
    {"keep_audit_days", "3650", number(0, 36500),
     "so long audit events hold personal data: who, to whom, and particulars; kind, time, organisation and seal stay; "
     "0: for ever"},
    {"session_idle_minutes", "30", number(1, 1440), "a session ends after so long without a request"},
    {"session_hours", "12", number(1, 168), "and so long after sign-in"},
    {"address_change_hours", "24", number(1, 168),
     "so long the old and the new address of an account have to confirm the change"},
    {"account_free_tries", "4", number(1, 100),
     "so many wrong passwords of one account cost no pause; then 1 s, 2 s, 4 s and so on, up to 5 minutes"},
    {"network_free_tries", "19", number(1, 100000), "likewise of one client network: IPv4 address, or IPv6 /64"},
    {"organisations_per_day", "20", number(1, 1000000), "organisations that one account may found within 24 hours"},
    {"unchecked_organisations", "50", number(1, 1000000),
     "organisations of one account's founding that no officer has checked yet"},
    {"orders_per_day", "500", number(1, 1000000), "orders of one organisation within 24 hours"},
    {"form_kilobytes", "64", number(16, 4096), "size of a form that is sent"},
    {"upload_kilobytes", "256", number(128, 4096), "size of a form with a CSR or a certificate"},
    {"zip_certificates", "100", number(1, 1000), "certificates in one ZIP file"},
    {"export_certificates", "10000", number(1, 1000000), "rows of a list as CSV or JSON"},
    {"limits", "1", flag(), "0 turns throttles and daily limits off (load tests only)"},
    {"clock_offset_file", "", path(), "file with a number of seconds that moves the program's clock (tests only)"},
    {"worker.database_user", "certportal_worker", text(), "database user of the workers"},
    {"worker.database_password_file", "", path(), "file with its password; empty: none"},
    {"worker.form_key_file", "", path(),
     "key that signs the forms shown before sign-in and locks "
     "the secrets of authenticator apps, the same on all hosts; with another one no app's code is right any more"},
    {"jobs.database_user", "certportal_jobs", text(), "database user of jobs"},
    {"jobs.database_password_file", "", path(), "file with its password; empty: none"},
    {"jobs.seal_secret_key_file", "", path(), "secret key that opens sealed mail tokens"},
    {"jobs.receipt_key_file", "", path(), "private key (PEM) of the receipt certificate"},
    {"jobs.audit_key_file", "", path(), "key that seals audit events into a chain; empty: they are not sealed"},
    {"operator.database_user", "certportal_operator", text(), "database user of the operator's commands"},
    {"operator.database_password_file", "", path(), "file with its password; empty: none"},
    {"operator.audit_key_file", "", path(), "the same key as that of jobs, for audit verify"},
    {"product.*.name_de", "", text(), "the product's name in German"},
    {"product.*.name_en", "", text(), "and in English"},
    {"product.*.issuer", "", text(), "the issuer: NAME of a section [issuer.NAME]"},
    {"product.*.lifetime_days", "200", number(1, 825), "lifetime of its certificates in days"},
    {"product.*.key_types", "rsa, p256, p384, p521, ed25519", list(), "kinds of keys that it takes, comma separated"},
    {"product.*.wildcards", "1", flag(), "1: names like *.example.org are taken"},
    {"product.*.auto_approval", "0", flag(), "1: an order whose every name the organisation holds needs no officer"},
    {"product.*.officers", "1", number(1, 2), "how many officers have to approve an order: 1 or 2"},
    {"product.*.organisation_in_subject", "0", flag(), "1: organisation, city and country stand in the certificate"},
    {"product.*.same_key", "1", flag(), "1: a renewal may keep the key, for 398 days at most"},
    {"issuer.*.kind", "", text(),
     "local (a CA of this portal), cmp (a CA that speaks CMP), or manual (an officer uploads)"},
    {"issuer.*.certificate_file", "", path(),
     "local: the issuing CA's certificate (PEM); cmp: that of a key of our own"},
    {"issuer.*.key_file", "", text(), "its private key: a file (PEM, mode 0600), or a pkcs11: URI (RFC 7512)"},
    {"issuer.*.passphrase_file", "", path(), "file with the key's passphrase, or the token's PIN; empty: none"},
    {"issuer.*.pkcs11_module", "", path(), "local: the token's PKCS#11 library"},
    {"issuer.*.crl_days", "7", number(1, 366),
     "local: so many days a CRL is valid; a new one is made after half of them"},
    {"issuer.*.subject_extra", "", list(),
     "cmp, manual: what the CA may add to a subject, comma separated: O=Example Hosting GmbH, C=DE"},
    {"issuer.*.url", "", text(), "cmp: address of the CA's CMP service, http://HOST:PORT/PATH"},
    {"issuer.*.reference", "", text(), "cmp: the name by which the CA knows the secret"},
    {"issuer.*.secret_file", "", path(),
     "cmp: file with the secret shared with the CA; empty: messages are signed by key_file"},
    {"issuer.*.ca_file", "", path(), "cmp: CA certificates (PEM) that the CA's signed answers must lead to"},
    // Claims of orders last five minutes (store/issuance.h): the answer is to be there before another asks, too.
    {"issuer.*.timeout_seconds", "30", number(1, 120), "cmp: so long one exchange with the CA may take"},
};

struct Topic {
  std::string_view first_key, title;
};

constexpr Topic kTopics[] = {
    {"base_url", "Site"},
    {"template_dir", "Host"},
    {"database_hosts", "Database"},
    {"sendmail", "Mail"},
    {"seal_public_key_file", "Keys and published files"},
    {"renewable_part", "Renewal and reminders"},
    {"keep_mails_days", "Retention"},
    {"session_idle_minutes", "Limits"},
    {"limits", "Tests only"},
    {"worker.database_user", "Duties: database users and secrets"},
    {"product.*.name_de", "Products"},
    {"issuer.*.kind", "Issuers"},
};

}  // namespace

std::span<const ConfigKey> config_keys() { return kKeys; }

std::string_view topic_beginning_with(std::string_view key) {
  for (const Topic& topic : kTopics)
    if (topic.first_key == key) return topic.title;
  return "";
}

}  // namespace certportal
