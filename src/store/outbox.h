// Mails to be sent: written in the transaction that they tell of, sent by jobs. A row holds kind and values, never a
// rendered text; a token is sealed for jobs and deleted once the mail is sent.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"

namespace certportal::store {

struct Mail {
  std::string kind;       // a template of templates/mails
  std::string recipient;  // a stored address
  std::string locale;
  std::map<std::string, std::string> values = {};
  std::string sealed_token = {};                              // "" : none
  std::vector<std::map<std::string, std::string>> rows = {};  // of a list in the mail
};

void queue_mail(Transaction& transaction, const Mail& mail, Time now);
void queue_mails(Transaction& transaction, const std::vector<Mail>& mails, Time now);

struct ClaimedMail {
  std::uint64_t id = 0;
  Mail mail;
  bool is_readable = true;  // false: the row's content is none of a mail
  unsigned tries = 0;       // before this one
  Time created_at;
  std::string claim;
};

// Claims one mail that is due, by a conditional update: of any number of jobs exactly one gets it. A claim older than
// ten minutes was left by a killed process and is taken over.
std::optional<ClaimedMail> claim_mail(Database& database, Time now);

// Both do nothing once the claim was taken over by another. Without `next_try_at` the mail is given up.
void mark_mail_sent(Database& database, const ClaimedMail& mail, std::string_view answer, Time now);
void mark_mail_failed(Database& database, const ClaimedMail& mail, std::string_view answer,
                      std::optional<Time> next_try_at);

}  // namespace certportal::store
