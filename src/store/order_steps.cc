#include "store/order_steps.h"

#include "base/broken.h"
#include "store/many_rows.h"
#include "store/order_rows.h"

namespace certportal::store {

std::optional<Order> read_order(Transaction& transaction, model::CertificateNumber number) {
  return first_order(transaction.read(SELECT_ORDER FROM_ORDER "WHERE r.number = ?", {number.value}));
}

Error order_conflict(Transaction& transaction, model::CertificateNumber number) {
  auto order = read_order(transaction, number);
  if (!order) throw Broken("order is gone: " + model::to_text(number));
  return model::state_conflict(order->state);
}

std::map<std::uint64_t, OrderContact> read_contacts(Transaction& transaction,
                                                    const std::vector<std::uint64_t>& organisations) {
  std::map<std::uint64_t, OrderContact> contacts;
  for_numbers(organisations, [&](const std::string& list, const Params& numbers) {
    Rows rows = transaction.read(
        "SELECT o.id, a.id, a.email, a.name, IF(a.locale = '', a.seen_locale, a.locale) FROM [organisation] o "
        "JOIN [account] a ON a.id = o.technical_contact_id WHERE o.id IN " +
            list,
        numbers);
    while (rows.next())
      contacts[static_cast<std::uint64_t>(rows.number(1))] = {
          {static_cast<std::uint64_t>(rows.number(2))}, rows.text(3), rows.text(4), rows.text(5)};
  });
  return contacts;
}

OrderContact read_contact(Transaction& transaction, model::OrganisationId organisation) {
  auto contacts = read_contacts(transaction, {organisation.value});
  if (contacts.empty()) throw Broken("organisation is gone: " + model::to_text(organisation));
  return contacts.begin()->second;
}

Mail order_mail(const Order& order, const OrderContact& contact, const model::MailKind& kind,
                const std::map<std::string, std::string>& values) {
  Mail mail{std::string(kind.name), contact.email, contact.locale, values};
  mail.values.insert({{"NAME", contact.name},
                      {"NUMBER", model::to_text(order.number)},
                      {"CERTIFICATE_NAME", order.name},
                      {"ORGANISATION", order.organisation_name},
                      {"ORGANISATION_REFERENCE", model::to_text(order.organisation)}});
  return mail;
}

void queue_order_mail(Transaction& transaction, const Order& order, const model::MailKind& kind,
                      const std::map<std::string, std::string>& values, Time now) {
  queue_mail(transaction, order_mail(order, read_contact(transaction, order.organisation), kind, values), now);
}

Event order_event(const Order& order, std::string kind, const Actor& actor) {
  Event event{std::move(kind), actor};
  if (actor.account != order.submitted_by) event.account = order.submitted_by;
  event.organisation = order.organisation;
  event.content = {{"reference", model::to_text(order.number)}};
  return event;
}

}  // namespace certportal::store
