#include "model/audit_seal.h"

#include "secret/keyed_digest.h"

namespace certportal::model {
namespace {

// Fields one after another, each behind its length: no two lists of fields read the same.
class Message {
 public:
  explicit Message(std::string_view label) { add(label); }

  Message& add(std::string_view field) {
    bytes_ += std::to_string(field.size()) + ':';
    bytes_ += field;
    return *this;
  }
  Message& add(std::uint64_t number) { return add(std::to_string(number)); }
  Message& add(const std::optional<std::uint64_t>& number) { return add(number ? std::to_string(*number) : ""); }

  std::string mac(std::string_view key) const { return secret::hmac_sha256(key, bytes_); }

 private:
  std::string bytes_;
};

Message personal_data(std::string_view label, const AuditFacts& event) {
  return Message(label)
      .add(event.id)
      .add(event.actor)
      .add(event.actor_account)
      .add(event.client)
      .add(event.account)
      .add(event.content);
}

}  // namespace

std::string first_audit_mac() { return std::string(32, '\0'); }

std::string audit_digest(std::string_view key, const AuditFacts& event) {
  return personal_data("audit digest", event).mac(key);
}

std::string audit_remainder(std::string_view key, const AuditFacts& left, std::string_view digest) {
  return personal_data("audit remainder", left).add(digest).mac(key);
}

std::string audit_mac(std::string_view key, std::string_view previous, std::uint64_t position, const AuditFacts& event,
                      std::string_view digest) {
  return Message("audit seal")
      .add(previous)
      .add(position)
      .add(event.id)
      .add(to_sql(event.happened_at))
      .add(event.kind)
      .add(event.organisation)
      .add(digest)
      .mac(key);
}

}  // namespace certportal::model
