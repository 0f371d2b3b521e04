// What the steps of an order share: reading it, whom they tell, its mails and events. For the files of store/ that
// change orders.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/mail_kind.h"
#include "store/audit.h"
#include "store/orders.h"
#include "store/outbox.h"

namespace certportal::store {

// Without CSR.
std::optional<Order> read_order(Transaction& transaction, model::CertificateNumber number);

// Why a conditional update found no row: how the order stands now, as an error.
Error order_conflict(Transaction& transaction, model::CertificateNumber number);

// The present technical contact of an organisation.
struct OrderContact {
  model::AccountId id;
  std::string email, name, locale;
};

// By organisation; those of `organisations` that there are.
std::map<std::uint64_t, OrderContact> read_contacts(Transaction& transaction,
                                                    const std::vector<std::uint64_t>& organisations);
OrderContact read_contact(Transaction& transaction, model::OrganisationId organisation);

// A mail to the contact with the values that all have (view/mail.h), and further ones.
Mail order_mail(const Order& order, const OrderContact& contact, const model::MailKind& kind,
                const std::map<std::string, std::string>& values = {});
void queue_order_mail(Transaction& transaction, const Order& order, const model::MailKind& kind,
                      const std::map<std::string, std::string>& values, Time now);

// With organisation and reference filled in; the account is who submitted it, unless they did this as well.
Event order_event(const Order& order, std::string kind, const Actor& actor);

}  // namespace certportal::store
