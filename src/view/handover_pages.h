// The pages of the handover: the answer to its start, the list, the page of one, the page behind the mail link, the
// receipt; and the invitation's "no more of these".
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/handover_facts.h"
#include "view/site.h"

namespace certportal::view {

// Answer to a start, and to a new session password: shows the password, id="session-password", this once.
struct SessionPasswordPage {
  HandoverFacts handover;
  std::string session_password;  // "7KQ4-M2XD-9TRB-0VHE"
  bool is_renewed = false;
};

struct HandoverListPage {
  std::vector<HandoverFacts> open;   // each as a line of its steps with dates, and whose turn it is
  std::vector<HandoverFacts> ended;  // the newest first
  Time now{};
};

// /handovers/REF: steps, and what this side can do in this state. The form's fields: session_password for the successor
// of an accepted one, current_password for the contact's "new session password".
struct HandoverPage {
  HandoverFacts handover;
  FormState form;
  bool is_decline_question = false;  // asks once more: POST decline with confirm=1
  Time now{};
};

// Behind the mail link, signed in or not: POST /handover/accept, /handover/decline with the token.
struct OfferPage {
  HandoverFacts handover;  // side successor, no load
  std::string token;
  bool is_decline_question = false;
  std::string signed_in_as;  // the address of another account than the successor's that is signed in here, "" if none
};

// After a click on the page behind the link, for readers whom /handovers/REF would not show it.
struct OfferAnsweredPage {
  bool is_accepted = false;
};

enum class ReceiptState { waiting, is_signed, unsigned_portal };  // the last: this portal has no key to sign with

// Made for printing.
struct ReceiptPage {
  HandoverFacts handover;
  ReceiptState signature = ReceiptState::waiting;
  Time signed_at{};                // where it is signed; likewise the next
  std::string certificate_sha256;  // of the certificate in the signed file, colons between bytes
  std::string portal = {};         // its address: a printed page tells where it came from
};

struct InvitationRefusalPage {
  std::string token;  // "" : done
};

std::string render(const Site& site, const Chrome& chrome, const SessionPasswordPage& page);
std::string render(const Site& site, const Chrome& chrome, const HandoverListPage& page);
std::string render(const Site& site, const Chrome& chrome, const HandoverPage& page);
std::string render(const Site& site, const Chrome& chrome, const OfferPage& page);
std::string render(const Site& site, const Chrome& chrome, const OfferAnsweredPage& page);
std::string render(const Site& site, const Chrome& chrome, const ReceiptPage& page);
std::string render(const Site& site, const Chrome& chrome, const InvitationRefusalPage& page);

}  // namespace certportal::view
