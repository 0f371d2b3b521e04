#include "store/account_changes.h"

#include "store/calendar_feeds.h"
#include "store/devices.h"
#include "store/handover_changes.h"
#include "store/second_factors.h"
#include "store/sessions.h"

namespace certportal::store {
namespace {

void end_all_sign_ins(Transaction& transaction, model::AccountId account) {
  end_sessions(transaction, account);
  end_pending_sign_ins(transaction, account);
}

}  // namespace

Mail mail_to(const Account& account, const model::MailKind& kind, std::string_view language) {
  return {std::string(kind.name),
          account.email,
          account.locale.empty() ? std::string(language) : account.locale,
          {{"NAME", account.name}}};
}

void change_password(Transaction& transaction, const Account& account, std::string_view password_hash,
                     std::string_view language, const Event& event, Time now) {
  update_password(transaction, account.id, password_hash);
  end_all_sign_ins(transaction, account.id);
  end_calendar_feed(transaction, account.id);
  queue_mail(transaction, mail_to(account, model::kPasswordChanged, language), now);
  add_event(transaction, event, now);
}

void reset_password(Transaction& transaction, const Account& account, std::string_view password_hash,
                    std::string_view language, const Event& event, Time now) {
  change_password(transaction, account, password_hash, language, event, now);
  forget_devices(transaction, account.id);
  withdraw_handovers_of(transaction, account.id, true, model::WithdrawReason::password_reset, event.actor, now);
}

void after_second_factor(Transaction& transaction, const Account& account, const model::MailKind& kind,
                         std::string_view language, const Event& event, Time now) {
  end_all_sign_ins(transaction, account.id);
  queue_mail(transaction, mail_to(account, kind, language), now);
  add_event(transaction, event, now);
}

Mail confirm_old_mail(const Account& account, const std::string& email, std::string_view language) {
  Mail mail = mail_to(account, model::kAddressChangeOld, language);
  mail.values.insert({{"OLD_EMAIL", account.email}, {"NEW_EMAIL", email}});
  return mail;
}

// Without the account's name: its owner chose both name and recipient.
Mail confirm_new_mail(const Account& account, const std::string& email, std::string_view language) {
  return {std::string(model::kAddressChangeNew.name),
          email,
          account.locale.empty() ? std::string(language) : account.locale,
          {{"OLD_EMAIL", account.email}, {"NEW_EMAIL", email}}};
}

Mail address_taken_mail(const Account& account, const Account& owner, std::string_view language) {
  Mail mail = mail_to(owner, model::kAddressChangeTaken, language);
  mail.values.insert({{"OLD_EMAIL", account.email}, {"NEW_EMAIL", owner.email}});
  return mail;
}

bool change_address(Transaction& transaction, const Account& account, const std::string& email,
                    std::string_view kept_session, std::string_view language, const Event& event, Time now) {
  if (!update_email(transaction, account.id, email, now)) return false;
  end_other_sessions(transaction, account.id, kept_session);
  end_pending_sign_ins(transaction, account.id);
  Mail mail = mail_to(account, model::kAddressChanged, language);
  mail.values.insert({{"SIDE", "old"}, {"OLD_EMAIL", account.email}, {"NEW_EMAIL", email}});
  queue_mail(transaction, mail, now);
  mail.recipient = email;
  mail.values["SIDE"] = "new";
  queue_mail(transaction, mail, now);
  add_event(transaction, event, now);
  withdraw_handovers_of(transaction, account.id, false, model::WithdrawReason::address_changed, event.actor, now);
  return true;
}

void lock_account(Transaction& transaction, const Account& account, const Event& event, Time now) {
  update_lock(transaction, account.id, now);
  end_all_sign_ins(transaction, account.id);
  add_event(transaction, event, now);
  withdraw_handovers_of(transaction, account.id, false, model::WithdrawReason::account_locked, event.actor, now);
}

bool delete_account(Transaction& transaction, const Account& account, std::string_view language, const Event& event,
                    Time now) {
  if (!lock_deletable_account(transaction, account.id)) return false;
  add_event(transaction, event, now);
  withdraw_handovers_of(transaction, account.id, false, model::WithdrawReason::account_deleted, event.actor, now);
  queue_mail(transaction, mail_to(account, model::kAccountDeleted, language), now);
  delete_account_row(transaction, account.id);
  return true;
}

}  // namespace certportal::store
