#include "all_pages.h"

#include "fixture.h"
#include "view/account_pages.h"
#include "view/approval_pages.h"
#include "view/calendar.h"
#include "view/certificate_actions.h"
#include "view/error_page.h"
#include "view/help_pages.h"
#include "view/order_pages.h"
#include "view/second_factor_pages.h"
#include "view/start_page.h"

namespace certportal::view {
namespace {

FormState make_form(const std::string& value) {
  FormState form;
  for (const char* name : {"email", "name", "phone", "password", "password_repeat", "current_password", "locale",
                           "street", "postcode", "city", "country", "note", "session_password", "code", "new_code"}) {
    form.values[name] = value;
    form.errors.push_back({name, "NAME_TOO_LONG", {{"LIMIT", value}}});
  }
  form.errors.push_back({"", "SIGN_IN_WRONG"});
  return form;
}

ActionCertificate make_action_certificate(const std::string& value) {
  return {320917, value, value, value, {{value, value}, {value, ""}}, kNow, value, value};
}

OrderPreview make_preview(const std::string& value) {
  OrderPreview preview;
  for (std::string* text : {&preview.organisation_reference, &preview.organisation, &preview.common_name,
                            &preview.subject_organisation, &preview.subject_city, &preview.subject_country,
                            &preview.product, &preview.product_label, &preview.key, &preview.csr}) {
    *text = value;
  }
  preview.names = {{value, value}};
  preview.end = kNow;
  preview.ignored = {value};
  preview.more_ignored = 2;
  return preview;
}

CertificateFollowUpPage make_follow_up(const std::string& value, bool is_reissue) {
  CertificateFollowUpPage page;
  page.now = kNow;
  page.is_reissue = is_reissue;
  page.certificate = make_action_certificate(value);
  page.products = {{value, value}};
  page.same_key_refusal = "KEY_TOO_OLD";
  page.offers_new_order = true;
  page.form = make_form(value);
  page.form.values["csr"] = value;
  return page;
}

OrderListPage make_orders(const std::string& value) {
  OrderListPage page;
  page.now = kNow;
  page.is_closed = true;
  page.is_first = false;
  page.next_after = value;
  for (model::OrderState state : model::kOrderStates)
    page.rows.push_back({320917, value, value, 2, value, model::OrderKind::renewal, state, false, kNow});
  return page;
}

OrderNewPage make_order_new(const std::string& value) {
  OrderNewPage page;
  page.organisations = {{value, value}, {"ORG-000002", value}};
  page.has_more_organisations = true;
  page.products = {{value, value}, {"mail", value}};
  page.form.values = {{"csr", value}, {"organisation", value}, {"product", value}};
  page.form.errors = {{"csr", "NAME_IS_SUFFIX", {{"NAME", value}}},
                      {"organisation", "ORGANISATION_MISSING"},
                      {"product", "PRODUCT_MISSING"}};
  return page;
}

OrderPage make_order(const std::string& value, model::OrderState state) {
  OrderPage page;
  page.now = page.submitted_at = kNow;
  page.number = page.predecessor = 320917;
  page.state = state;
  for (std::string* text : {&page.organisation_reference, &page.organisation, &page.product, &page.key, &page.csr,
                            &page.submitted_by, &page.reason}) {
    *text = value;
  }
  page.names = {{value, value}, {value, ""}};
  page.subject = {value};
  page.ends_at = page.decided_at = kNow;
  page.has_same_key = true;
  page.may_withdraw = model::is_open(state);
  return page;
}

CertificateListPage make_list(const std::string& value) {
  CertificateListPage page;
  page.now = kNow;
  page.filter.q = value;
  page.total = 128;
  page.counts = {128, 3, 112, 10, 3, 0};
  page.next_after = value;
  page.ending_soon = 3;
  page.next_end_name = value;
  page.next_end = kNow;
  for (CertificateStatus status : model::kCertificateStatuses)
    page.rows.push_back({320917, value, value, 2, value, kNow, status, 1, true, 320919});
  return page;
}

StartPage make_start(const std::string& value) {
  StartPage page;
  page.now = kNow;
  page.ending = {{320917, value, "", 2, value, kNow, CertificateStatus::expiring, 0, true, 0}};
  page.has_more_ending = page.has_more_organisations = true;
  page.rejected = {{320918, {value, value}, value}};
  page.open_orders = 51;
  for (int month = 0; month < 12; ++month) page.months.push_back({kNow + month * std::chrono::days(30), month});
  page.organisations = {{value, value, 41}, {"ORG-000002", value, 1}};
  return page;
}

ApprovalListPage make_approvals(const std::string& value) {
  ApprovalListPage page;
  page.now = kNow;
  page.next_after = value;
  page.is_first = false;
  page.form.errors = {{"", "ORDERS_NOT_CHOSEN"}};
  for (model::OrderState state : model::kOrderStates)
    page.rows.push_back({320917, value, value, 2, value, model::OrderKind::renewal, state, false, value, kNow, value,
                         state == model::OrderState::failed ? Message{"ORDER_OWN"} : Message{},
                         state == model::OrderState::submitted});
  return page;
}

ApprovalPage make_approval(const std::string& value) {
  ApprovalPage page;
  page.form.values = {{"reason", value}};
  page.form.errors = {{"reason", "REASON_TOO_LONG", {{"LIMIT", value}}}, {"certificate", "UPLOAD_EMPTY"}};
  page.now = page.submitted_at = kNow;
  page.number = page.predecessor = 320917;
  for (std::string* text :
       {&page.organisation, &page.organisation_reference, &page.contact_name, &page.contact_email, &page.product,
        &page.issuer, &page.key, &page.key_sha256, &page.submitted_by, &page.csr, &page.failure, &page.reason}) {
    *text = value;
  }
  page.ends_at = kNow;
  page.has_product = false;
  page.has_auto_approval = page.has_same_key = true;
  page.subject = page.ignored = {value};
  page.more_ignored = 2;
  page.names = {{{value, value}, {{"*." + value, value, value, 320918, kNow, true}}, true},
                {{"*." + value, value}, {{value, value, value, 320918, kNow, true}}}};
  page.earlier = {{320919, value, 2, kNow, true}};
  page.decisions = {{kNow, value, "approved"}};
  page.history = {{kNow, "order_rejected", value, value}, {kNow, value, "", ""}};
  page.obstacle = {"ORDER_OWN"};
  page.may_approve = page.may_reject = page.may_retry = true;
  return page;
}

HelpCsrPage make_help_csr(const std::string& value) {
  HelpCsrPage page;
  page.form.values["names"] = value;
  page.form.errors.push_back({"names", "NAME_MALFORMED", {{"NAME", value}}});
  page.organisations = {{value, value}};
  page.names = {value, value};
  page.common_name = value;
  page.subject = {value, value, value};
  return page;
}

template <class Make>
Renderer page_of(Make make) {
  return [make](const Site& site, const Chrome& chrome, const std::string& value) {
    return render(site, chrome, make(value));
  };
}

}  // namespace

HandoverFacts make_facts(const std::string& value, HandoverSide side, HandoverState state) {
  HandoverFacts facts;
  for (std::string* text : {&facts.reference, &facts.organisation_reference, &facts.organisation, &facts.end_reason,
                            &facts.contact_name, &facts.contact_email, &facts.successor_name, &facts.successor_email}) {
    *text = value;
  }
  facts.side = side;
  facts.state = state;
  facts.started_at = facts.expires_at = kNow;
  if (state != HandoverState::offered) facts.accepted_at = kNow;
  if (!model::is_open(state)) facts.ended_at = kNow;
  facts.has_load = true;
  facts.certificates = 41;
  facts.tries_left = 5;
  facts.resends_left = 3;
  return facts;
}

CertificateDetailsPage make_details(const std::string& value) {
  CertificateDetailsPage page;
  page.now = page.start = page.end = page.revoked_at = kNow;
  page.number = 320917;
  page.status = CertificateStatus::revoked;
  page.replaced_by = page.open_order = 320918;
  page.revocation = RevocationFacts{model::RevocationReason::key_compromise, value, kNow, false, kNow, value};
  page.renewal = {"CERTIFICATE_REPLACED", {{"NUMBER", value}}};
  page.revoke = {"CERTIFICATE_IMPORTED", {{"ISSUER", value}}};
  page.lineage = {{320917, kNow, kNow, true, true}, {320918, kNow, kNow}};
  for (std::string* text :
       {&page.name, &page.ascii_name, &page.organisation_reference, &page.organisation, &page.issuer, &page.serial,
        &page.key, &page.signature_algorithm, &page.sha256, &page.sha1, &page.missing_issuer, &page.text}) {
    *text = value;
  }
  page.subject = {{"CN", value}, {value, value}};
  for (int i = 0; i < 12; ++i) page.names.push_back({value, value, i == 3 ? "ip" : "dns"});
  page.chain = {{ChainStep::Kind::missing, value, value, {}, {}, false},
                {ChainStep::Kind::root, value, value, kNow, kNow, true},
                {ChainStep::Kind::issuer, "", value, kNow, kNow, false},
                {ChainStep::Kind::certificate, value, value, kNow, kNow, false}};
  page.chain_state = ChainState::gap;
  page.form.values = {{"until", value}};
  page.form.errors = {{"until", "MUTE_DATE_PAST"}};
  page.reminders = {
      true, {{"1/3", kNow, "mailed", value, "sent", value}, {"end", kNow, "coming", "", "", ""}}, {}, value};
  ExtensionFacts& facts = page.extensions;
  facts.has_basic_constraints = facts.has_must_staple = true;
  facts.key_usage = {"digitalSignature", value};
  facts.extended_key_usage = facts.crl_uris = facts.ocsp_uris = facts.ca_issuer_uris = facts.policy_oids = {value};
  facts.subject_key_identifier = facts.authority_key_identifier = value;
  facts.sct_count = 2;
  facts.others = {{value, "1.2.3", value}};
  facts.critical_oids = {"2.5.29.15", "1.2.3"};
  for (const char* format : {"pem", "chain", "fullchain", "issuers", "der", "p7b"}) {
    page.downloads.push_back({format, value, 4711, value, format != std::string("chain")});
  }
  return page;
}

OrganisationPage make_organisation(const std::string& value) {
  OrganisationPage page;
  for (std::string* text :
       {&page.reference, &page.name, &page.street, &page.postcode, &page.city, &page.country, &page.note,
        &page.contact_name, &page.contact_email, &page.contact_phone, &page.contact_email_unicode}) {
    *text = value;
  }
  page.certificates = 128;
  page.expiring = 3;
  page.checked_at = kNow;
  page.contact = {make_form(value), 128, 1, value, {}};
  page.history = {{kNow, "handover_started", value, value}, {kNow, value, "", ""}};
  return page;
}

const std::map<std::string, Renderer>& all_pages() {
  static const std::map<std::string, Renderer> pages = [] {
    std::map<std::string, Renderer> made = {
        {"login", page_of([](const std::string& v) {
           return LoginPage{make_form(v), v};
         })},
        {"register", page_of([](const std::string& v) { return RegisterPage{make_form(v)}; })},
        {"mail sent", page_of([](const std::string&) { return MailSentPage{MailSentPage::Kind::registration}; })},
        {"reset sent", page_of([](const std::string&) { return MailSentPage{MailSentPage::Kind::password_reset}; })},
        {"confirm", page_of([](const std::string& v) {
           return RegisterConfirmPage{make_form(v), v, false};
         })},
        {"confirm elsewhere", page_of([](const std::string& v) {
           return RegisterConfirmPage{make_form(v), v, true};
         })},
        {"forgot", page_of([](const std::string& v) { return PasswordForgotPage{make_form(v)}; })},
        {"reset", page_of([](const std::string& v) {
           return PasswordResetPage{make_form(v), v, true};
         })},
        {"profile", page_of([](const std::string& v) {
           return ProfilePage{make_form(v), v};
         })},
        {"password", page_of([](const std::string& v) {
           return PasswordChangePage{make_form(v), v};
         })},
        {"account delete",
         page_of([](const std::string& v) { return AccountDeletePage{make_form(v), v, {}, false, {}, false}; })},
        {"account delete, not yet", page_of([](const std::string& v) {
           return AccountDeletePage{{}, v, {{v, v}}, true, {{v, v}}, true};
         })},
        {"email change", page_of([](const std::string& v) {
           return EmailChangePage{make_form(v), v, v, 24, PendingEmail{v, true, false, kNow}};
         })},
        {"email confirm, old", page_of([](const std::string& v) {
           return EmailLinkPage{v, true, true, v, v};
         })},
        {"email confirm, new", page_of([](const std::string& v) {
           return EmailLinkPage{v, false, false, v, v};
         })},
        {"email confirmed", page_of([](const std::string&) { return EmailAnsweredPage{true}; })},
        {"email refused", page_of([](const std::string&) { return EmailAnsweredPage{false}; })},
        {"calendar", page_of([](const std::string&) {
           return CalendarPage{{}, "", "", kNow, kNow};
         })},
        {"sign-in code", page_of([](const std::string& v) {
           return SignInCodePage{make_form(v), v};
         })},
        {"second factor to set up", page_of([](const std::string& v) {
           return SecondFactorSetupPage{make_form(v), v, true, v, v, {1, v}};
         })},
        {"second factor", page_of([](const std::string& v) {
           return SecondFactorPage{make_form(v), v, kNow, 2};
         })},
        {"recovery codes", page_of([](const std::string& v) {
           return RecoveryCodesPage{{v, v}, true};
         })},
        {"sessions", page_of([](const std::string& v) {
           return SessionsPage{{{v, v, v, kNow, kNow, true}, {v, "", v, kNow, kNow, false}}};
         })},
        {"calendar not subscribed to", page_of([](const std::string&) { return CalendarPage{}; })},
        {"calendar address", page_of([](const std::string& v) {
           return CalendarPage{{}, "", v, kNow, {}};
         })},
        {"start", page_of(make_start)},
        {"start of somebody new", page_of([](const std::string&) { return StartPage{}; })},
        {"help", page_of([](const std::string&) { return HelpPage{}; })},
        {"help handover", page_of([](const std::string&) { return HelpPage{"handover"}; })},
        {"help session-password", page_of([](const std::string&) { return HelpPage{"session-password"}; })},
        {"help install", page_of([](const std::string&) { return HelpPage{"install"}; })},
        {"help install a certificate", page_of([](const std::string&) {
           return HelpPage{"install", 320917};
         })},
        {"help csr", page_of(make_help_csr)},
        {"help renewal", page_of([](const std::string&) {
           return HelpRenewalPage{4, 30, {3, 6}};
         })},
        {"list", page_of(make_list)},
        {"details", page_of(make_details)},
        {"renew", page_of([](const std::string& v) { return make_follow_up(v, false); })},
        {"re-issue", page_of([](const std::string& v) { return make_follow_up(v, true); })},
        {"renewal preview", page_of([](const std::string& v) {
           CertificateFollowUpPage page = make_follow_up(v, false);
           page.preview = make_preview(v);
           return page;
         })},
        {"renew many", page_of([](const std::string& v) {
           return RenewManyPage{{{320917, v, kNow}},
                                {{320918, v, kNow, "KEY_TOO_OLD"}},
                                {{320919, v, kNow, "CERTIFICATE_REPLACED", {{"NUMBER", v}}}}};
         })},
        {"revoke", page_of([](const std::string& v) {
           return CertificateRevokePage{kNow,     make_action_certificate(v), true,        320918,
                                        {320919}, {{320920, v, kNow}},        make_form(v)};
         })},
        {"orders", page_of(make_orders)},
        {"no orders", page_of([](const std::string&) { return OrderListPage{}; })},
        {"order new", page_of(make_order_new)},
        {"order preview", page_of([](const std::string& v) {
           OrderNewPage page;
           page.preview = make_preview(v);
           return page;
         })},
        {"order without organisation", page_of([](const std::string&) { return OrderNewPage{}; })},
        {"order without product", page_of([](const std::string& v) {
           OrderNewPage page = make_order_new(v);
           page.products.clear();
           return page;
         })},
        {"order", page_of([](const std::string& v) { return make_order(v, model::OrderState::submitted); })},
        {"order rejected", page_of([](const std::string& v) { return make_order(v, model::OrderState::rejected); })},
        {"order withdrawn", page_of([](const std::string& v) { return make_order(v, model::OrderState::withdrawn); })},
        {"organisations", page_of([](const std::string& v) {
           return OrganisationListPage{{{v, v, v, v, true, 1}}, true, v, false, v};
         })},
        {"organisation new", page_of([](const std::string& v) { return OrganisationNewPage{make_form(v)}; })},
        {"organisation edit", page_of([](const std::string& v) {
           return OrganisationEditPage{make_form(v), v, v, true};
         })},
        {"organisation", page_of(make_organisation)},
        {"session password", page_of([](const std::string& v) {
           return SessionPasswordPage{make_facts(v), v, true};
         })},
        {"handovers", page_of([](const std::string& v) {
           return HandoverListPage{{make_facts(v), make_facts(v, HandoverSide::successor)},
                                   {make_facts(v, HandoverSide::contact, HandoverState::completed)},
                                   kNow};
         })},
        {"offer", page_of([](const std::string& v) {
           return OfferPage{make_facts(v, HandoverSide::successor), v, false, v};
         })},
        {"offer declined", page_of([](const std::string& v) {
           return OfferPage{make_facts(v, HandoverSide::successor), v, true, v};
         })},
        {"offer answered", page_of([](const std::string&) { return OfferAnsweredPage{true}; })},
        {"handover declined", page_of([](const std::string& v) {
           return HandoverPage{make_facts(v, HandoverSide::successor), {}, true, kNow};
         })},
        {"receipt", page_of([](const std::string& v) {
           return ReceiptPage{make_facts(v, HandoverSide::contact, HandoverState::completed), ReceiptState::is_signed,
                              kNow, v};
         })},
        {"invitation refused", page_of([](const std::string& v) { return InvitationRefusalPage{v}; })},
        {"organisation under way", page_of([](const std::string& v) {
           OrganisationPage page = make_organisation(v);
           page.contact.open = make_facts(v);
           return page;
         })},
        {"mails", page_of([](const std::string& v) {
           return MailListPage{
               {{"reminder", v, "sent", v, kNow, kNow}, {v, "UEB-000017 +3", "failed", v, kNow, {}}}, v, true};
         })},
        {"details muted", page_of([](const std::string& v) {
           CertificateDetailsPage page = make_details(v);
           page.reminders.muted_until = kNow;
           return page;
         })},
        {"approvals", page_of(make_approvals)},
        {"no approvals", page_of([](const std::string&) { return ApprovalListPage{}; })},
        {"approval", page_of(make_approval)},
        {"approval upload", page_of([](const std::string& v) {
           ApprovalPage page = make_approval(v);
           page.may_approve = page.may_reject = page.may_retry = false;
           page.may_upload = true;
           return page;
         })},
        {"approval result", page_of([](const std::string& v) {
           return ApprovalResultPage{{{320917, v, true}, {320918, v, false}, {320919, v, false, {"ORDER_OWN"}}}};
         })},
        {"error", page_of([](const std::string& v) {
           return ErrorPage{403, "NAME_TOO_LONG", {{"LIMIT", v}}, v, 100, true};
         })},
    };
    for (HandoverSide side : {HandoverSide::contact, HandoverSide::successor}) {
      for (HandoverState state : kHandoverStates) {
        made.emplace("handover of " + std::string(side == HandoverSide::contact ? "contact, " : "successor, ") +
                         std::string(model::name(state)),
                     page_of([=](const std::string& v) {
                       return HandoverPage{make_facts(v, side, state), make_form(v), false, kNow};
                     }));
      }
    }
    return made;
  }();
  return pages;
}

}  // namespace certportal::view
