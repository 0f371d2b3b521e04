// Ordering a certificate: the form, then what it will contain, then the order.
#include "portal/answer.h"
#include "portal/csr_input.h"
#include "portal/orders.h"
#include "portal/product_choice.h"
#include "portal/traces.h"
#include "store/order_changes.h"
#include "view/order_pages.h"

namespace certportal::portal {
namespace {

// All that the form names, found to be right.
struct Request {
  store::Organisation organisation;
  const model::Product* product;
  x509::Csr csr;
  model::OrderContent content;
};

view::OrderNewPage make_page(const Visit& visit, view::FormState form) {
  view::OrderNewPage content;
  content.form = std::move(form);
  for (const store::ManagedOrganisation& one : visit.session->organisations)
    content.organisations.push_back({model::to_text(one.id), one.name});
  content.has_more_organisations = visit.session->has_more_organisations;
  for (const model::Product& product : visit.portal.products)
    content.products.push_back({product.name, product.shown_name(visit.language)});
  return content;
}

// One that did not come with the session stands in the list all the same.
void offer(view::OrderNewPage& content, const store::Organisation& organisation) {
  std::string reference = model::to_text(organisation.id);
  for (const view::OrganisationOption& option : content.organisations)
    if (option.reference == reference) return;
  content.organisations.push_back({reference, organisation.details.name});
}

// Error: not_found for one that is not this contact's. nullopt: none was chosen, which stands in the form.
Result<std::optional<store::Organisation>> read_organisation(Visit& visit, view::FormState& form) {
  std::string reference = visit.field("organisation");
  const auto& own = visit.session->organisations;
  if (reference.empty() && own.size() == 1) reference = model::to_text(own.front().id);
  if (reference.empty()) {
    form.errors.push_back({"organisation", "ORGANISATION_MISSING"});
    return std::optional<store::Organisation>();
  }
  auto id = model::parse_organisation_reference(reference);
  auto organisation = id ? store::find_organisation_of(visit.database(), visit.account().id, *id) : std::nullopt;
  if (!organisation) return not_found();
  return organisation;
}

// nullopt: what is wrong stands in the form, all of it.
std::optional<Request> read_request(Visit& visit, const std::optional<store::Organisation>& organisation,
                                    view::FormState& form) {
  const model::Product* product = choose_product(visit, form);
  auto csr = read_csr(visit, form);
  if (!organisation || !product || !csr) return std::nullopt;
  model::OrderCheck checked = check_csr(visit, *csr, *product, *organisation);
  for (const model::Finding& finding : checked.findings) form.add("csr", finding.error);
  if (!form.ok()) return std::nullopt;
  return Request{*organisation, product, *csr, std::move(checked.content)};
}

http::Response preview_page(Visit& visit, view::OrderNewPage content, const Request& request) {
  content.preview = make_preview(visit, request.csr, *request.product, request.content, request.organisation.id);
  content.preview->organisation = request.organisation.details.name;
  return page(visit, content);
}

Result<model::CertificateNumber> submit(Visit& visit, const Request& request) {
  store::NewOrder order{.organisation = request.organisation.id,
                        .contact = visit.account().id,
                        .predecessor = std::nullopt,
                        .product = *request.product,
                        .csr = request.csr.der(),
                        .content = request.content,
                        .ends_at = std::nullopt,
                        .most_a_day = visit.portal.limits.orders_a_day};
  return visit.database().transact([&](store::Transaction& transaction) {
    return store::submit_order(transaction, order, actor_of(visit), visit.now);
  });
}

}  // namespace

Result<http::Response> show_order_new(Visit& visit) {
  view::FormState form;
  form.values["organisation"] = visit.request.parameters.get("organisation");
  view::OrderNewPage content = make_page(visit, form);
  if (auto id = model::parse_organisation_reference(form.values["organisation"]))
    if (auto chosen = store::find_organisation_of(visit.database(), visit.account().id, *id)) offer(content, *chosen);
  return page(visit, content);
}

Result<http::Response> post_order_new(Visit& visit) {
  view::FormState form = sent_form(visit);
  auto organisation = read_organisation(visit, form);
  if (!organisation) return organisation.error();
  auto request = read_request(visit, *organisation, form);
  view::OrderNewPage content = make_page(visit, std::move(form));
  if (*organisation) offer(content, **organisation);
  if (!request || visit.form.has("edit")) return form_page(visit, content);
  if (visit.form.get("confirm") != "1") return preview_page(visit, std::move(content), *request);
  auto number = submit(visit, *request);
  if (number) return redirect(visit, "/orders/" + model::to_text(*number), "FLASH_ORDER_SUBMITTED");
  if (number.error().code == Code::rate_limited) return refused_page(visit, content, number.error());
  if (number.error().code != Code::invalid) return number.error();
  content.form.add("csr", number.error());
  return form_page(visit, content);
}

}  // namespace certportal::portal
