#include "portal/address_change.h"

#include "model/email.h"
#include "portal/answer.h"
#include "portal/password_checks.h"
#include "portal/traces.h"
#include "secret/sealed_box.h"
#include "secret/token.h"
#include "store/address_changes.h"
#include "store/handover_changes.h"
#include "view/account_pages.h"

namespace certportal::portal {
namespace {

std::string shown(const std::string& address) { return model::EmailAddress::from_stored(address).display(); }

long hours_of(const Visit& visit) {
  return std::chrono::duration_cast<std::chrono::hours>(visit.portal.limits.address_change).count();
}

view::EmailChangePage make_content(Visit& visit, view::FormState form) {
  view::EmailChangePage content{
      std::move(form), visit.account().email, shown(visit.account().email), hours_of(visit), {}};
  if (auto change = store::find_address_change(visit.database(), visit.account().id, visit.now))
    content.pending = view::PendingEmail{shown(change->new_email), change->old_confirmed_at.has_value(),
                                         change->new_confirmed_at.has_value(), change->expires_at};
  return content;
}

// Where the new address has an account, its owner is told and gets no link; nothing that the page says, or how long it
// takes, depends on it.
void queue_mails(Visit& visit, store::Transaction& transaction, const store::Account& account, const std::string& email,
                 const std::optional<store::Account>& owner, const std::string& old_token,
                 const std::string& new_token) {
  const std::string hours = std::to_string(hours_of(visit));
  store::Mail to_old = store::confirm_old_mail(account, email, visit.language);
  store::Mail to_new = store::confirm_new_mail(account, email, visit.language);
  to_old.values["HOURS"] = to_new.values["HOURS"] = hours;
  queue_mail(visit, transaction, std::move(to_old), old_token);
  to_new.sealed_token = secret::seal(visit.portal.seal_public_key, new_token);
  store::queue_mail(transaction, owner ? store::address_taken_mail(account, *owner, visit.language) : to_new,
                    visit.now);
}

// Whether one more mail may go to each of the two. Counted apart: who wants an address keeps nobody from leaving it.
Result<void> take_mails(Visit& visit, store::Transaction& transaction, const std::string& old_email,
                        const std::string& new_email) {
  for (const auto& [form, email] : {std::pair{"address to", new_email}, {"address from", old_email}})
    if (Seconds pause = take_mail(visit, transaction, form, email); pause > Seconds{0})
      return Error{
          Code::rate_limited, "TOO_MANY_TRIES", "mails to an address", {{"SECONDS", std::to_string(pause.count())}}};
  return {};
}

// Errors: rate_limited; invalid CURRENT_PASSWORD_WRONG (changed meanwhile).
Result<void> ask_change(Visit& visit, const store::Account& account, const std::string& email) {
  auto owner = store::find_account(visit.database(), email);
  std::string old_token = secret::new_token(), new_token = secret::new_token();
  return visit.database().transact([&](store::Transaction& transaction) -> Result<void> {
    if (!store::take_unchanged_account(transaction, account) ||
        !store::take_account(transaction, account.id, account.email))
      return Error{Code::invalid, store::kCurrentPasswordWrong, "password or address changed meanwhile"};
    give_back_current_password_try(visit, transaction);
    if (auto taken = take_mails(visit, transaction, account.email, email); !taken) return taken;
    store::add_address_change(transaction,
                              {account.id, email, secret::token_hash(old_token), secret::token_hash(new_token),
                               visit.now + visit.portal.limits.address_change},
                              visit.now);
    queue_mails(visit, transaction, account, email, owner, old_token, new_token);
    store::Event event = event_of(visit, "address_change_asked", account);
    event.content["to"] = email;
    store::add_event(transaction, event, visit.now);
    return {};
  });
}

Error link_gone() { return {Code::gone, "LINK_GONE_ADDRESS", "link of a change of address unknown, used or over"}; }

bool is_own(const Visit& visit, const store::AddressLink& link) {
  return visit.session && visit.account().id == link.account.id;
}

// Who holds the token reads the mails of that address.
store::Actor actor_of_answer(const Visit& visit, const store::AddressLink& link) {
  if (is_own(visit, link)) return actor_of(visit);
  return actor_of_link(visit,
                       link.side == store::AddressSide::old_address ? link.account.email : link.change.new_email);
}

// The link of the form's token, answered by `answer`, which gives false where it is gone.
template <class Answer>
Result<http::Response> answer_link(Visit& visit, std::string_view next, Answer answer) {
  const std::string token_hash = secret::token_hash(visit.form.get("token"));
  auto link = store::find_address_link(visit.database(), token_hash, visit.now);
  if (!link || !visit.database().transact(
                   [&](store::Transaction& transaction) { return answer(transaction, *link, token_hash); }))
    return link_gone();
  return redirect(visit, next);
}

}  // namespace

Result<http::Response> show_account_email(Visit& visit) { return page(visit, make_content(visit, {})); }

Result<http::Response> post_account_email(Visit& visit) {
  view::EmailChangePage content = make_content(visit, sent_form(visit));
  auto email = model::EmailAddress::parse(visit.form.get("email"));
  if (!email)
    content.form.add("email", email.error());
  else if (email->address() == visit.account().email)
    content.form.errors.push_back({"email", "EMAIL_IS_PRESENT"});
  if (visit.field("current_password").empty())
    content.form.errors.push_back({"current_password", "CURRENT_PASSWORD_MISSING"});
  if (!content.form.ok()) return form_page(visit, content);
  auto account = check_current_password(visit, content.form);
  if (!account) return refused_page(visit, content, account.error());
  if (!*account) return form_page(visit, content);
  if (auto asked = ask_change(visit, **account, email->address()); !asked) {
    if (asked.error().code == Code::rate_limited) return refused_page(visit, content, asked.error());
    content.form.add("current_password", asked.error());
    return form_page(visit, content);
  }
  return redirect(visit, "/account/email", "FLASH_ADDRESS_CHANGE_ASKED");
}

Result<http::Response> post_account_email_withdraw(Visit& visit) {
  visit.database().transact([&](store::Transaction& transaction) {
    if (store::end_address_change(transaction, visit.account().id))
      store::add_event(transaction, event_of(visit, "address_change_withdrawn", visit.account()), visit.now);
  });
  return redirect(visit, "/account/email", "FLASH_ADDRESS_CHANGE_WITHDRAWN");
}

Result<http::Response> show_email_confirm(Visit& visit) {
  std::string token(visit.request.parameters.get("token"));
  auto link = store::find_address_link(visit.database(), secret::token_hash(token), visit.now);
  if (!link) return link_gone();
  bool is_old = link->side == store::AddressSide::old_address;
  return page(visit, view::EmailLinkPage{token, is_old, is_old && link->change.old_confirmed_at.has_value(),
                                         shown(link->account.email), shown(link->change.new_email)});
}

Result<http::Response> post_email_confirm(Visit& visit) {
  return answer_link(visit, "/account/email/confirmed",
                     [&](store::Transaction& transaction, const store::AddressLink& link, const std::string& hash) {
                       std::string_view kept = is_own(visit, link) ? visit.session->token_hash : std::string_view();
                       return store::confirm_address_change(transaction, link, hash, kept, visit.language,
                                                            actor_of_answer(visit, link), visit.now);
                     });
}

Result<http::Response> post_email_refuse(Visit& visit) {
  return answer_link(visit, "/account/email/refused",
                     [&](store::Transaction& transaction, const store::AddressLink& link, const std::string& hash) {
                       return store::refuse_address_change(transaction, link, hash, actor_of_answer(visit, link),
                                                           visit.now);
                     });
}

Result<http::Response> show_email_confirmed(Visit& visit) { return page(visit, view::EmailAnsweredPage{true}); }

Result<http::Response> show_email_refused(Visit& visit) { return page(visit, view::EmailAnsweredPage{false}); }

}  // namespace certportal::portal
