// An order as a story: placed by a contact, decided by officers in the browser or by the operator, issued by jobs, seen
// from outside.
import assert from "node:assert/strict";
import fs from "node:fs";

import { csr } from "./csr.mjs";
import { anOrganisation, idIn, posts, rows } from "./handover.mjs";
import { anAddress, startPortal } from "./portal.mjs";
import { until } from "./until.mjs";

// Beside the product `server` of every stack, which the local CA issues. Of `hand` an officer uploads the certificate;
// `silent` has a CA that nobody answers for, so that its orders stay at issuing.
const PRODUCTS = `
[product.hand]
name_de = Von Hand
name_en = By hand
issuer = hand

[product.two]
name_de = Vier Augen
name_en = Four eyes
issuer = hand
officers = 2

[product.policy]
name_de = Nach Regel
name_en = By policy
issuer = hand
auto_approval = 1

[product.strict]
name_de = Nach Regel zu zweit
name_en = By policy of two
issuer = hand
auto_approval = 1
officers = 2

[product.fresh]
name_de = Mit neuem Schlüssel
name_en = With a new key
issuer = hand
same_key = 0

[product.subject]
name_de = Mit Organisation
name_en = With organisation
issuer = hand
organisation_in_subject = 1

[product.silent]
name_de = Ohne Antwort
name_en = Without answer
issuer = silent

[issuer.hand]
kind = manual

[issuer.silent]
kind = cmp
url = http://127.0.0.1:9/cmp
reference = portal
secret_file = SECRET
timeout_seconds = 1
`;

const portals = new Map();

// The portal of that name, with those products, which all tests of this run share.
export function orderPortal(name = "orders", options) {
  const make = async () => {
    const portal = await startPortal(name, options);
    const secret = portal.path("secret/cmp-secret");
    fs.writeFileSync(secret, "geheim\n", { mode: 0o600 });
    const { uid, gid } = fs.statSync(portal.path("secret"));
    fs.chownSync(secret, uid, gid);
    fs.appendFileSync(portal.path("certportal.conf"), PRODUCTS.replace("SECRET", secret));
    await portal.reload();
    return portal;
  };
  if (!portals.has(name)) portals.set(name, make());
  return portals.get(name);
}

export const anOfficer = (portal, name = "olga") => portal.signedIn(anAddress(name), "Olga Offizier", { role: "officer" });

let names = 0;
// A name that no other order has.
export const aName = () => `www-${process.pid}-${(names += 1)}.example.org`;

// Sends the order as the page's own form does at its second step; the answer, whatever it is.
export function orders(contact, { organisation, product = "hand", request }) {
  return posts(contact, "/orders/new", { organisation, product, csr: request.pem, confirm: "1" });
}

export const numberIn = (answer) => /\/orders\/(\d{6,})/.exec(answer.location ?? "")?.[1];

export class Order {
  constructor(portal, { number, organisation, contact, officer, request, product }) {
    Object.assign(this, { portal, number, organisation, contact, officer, request, product });
  }

  get page() {
    return `/orders/${this.number}`;
  }

  get approval() {
    return `/approvals/${this.number}`;
  }

  // --- How it stands

  async row(names = "state, kind, product, issuer, name, more_names, has_same_key, submitted_by_email, created_at, decided_at, reason, has_officer_approval, failure, predecessor") {
    return (await rows(this.portal, names, `FROM certificate_order WHERE number=${this.number}`))[0];
  }

  state() {
    return this.portal.sql(`SELECT state FROM certificate_order WHERE number=${this.number}`);
  }

  eventRows() {
    return rows(this.portal, "id, kind, actor, actor_account_id, organisation_id, content", `FROM audit_event WHERE content LIKE '%"${this.number}"%' ORDER BY id`);
  }

  async events() {
    return (await this.eventRows()).map(({ kind }) => kind);
  }

  // Its rows in the outbox but for the officers' digests, as "kind to address".
  async mails() {
    const found = await rows(this.portal, "kind, recipient", `FROM outbox WHERE kind LIKE 'order%' AND kind <> 'order_waiting' AND content LIKE '%"${this.number}"%' ORDER BY id`);
    return found.map(({ kind, recipient }) => `${kind} to ${recipient}`);
  }

  // All that a refused action must leave as it was, in lines. What jobs does meanwhile to one that is issuing is no part.
  async everything() {
    const statements = [
      `SELECT state, changed_at, decided_at, reason, has_officer_approval, failed_at, MD5(CONCAT(csr, names)), submitted_by, organisation_id FROM certificate_order WHERE number=${this.number}`,
      `SELECT * FROM order_decision WHERE number=${this.number} ORDER BY officer_email, decision`,
      `SELECT id, kind FROM audit_event WHERE content LIKE '%"${this.number}"%' ORDER BY id`,
      `SELECT number, HEX(sha256), revoked_at, replaced_by FROM certificate WHERE number=${this.number}`,
    ];
    return [...(await this.portal.sql(statements.join(";\n"))).split("\n"), ...await this.mails()];
  }

  // --- Steps: each gives the answer, whatever it is

  withdraws(contact = this.contact) {
    return posts(contact, `${this.page}/withdraw`);
  }

  approves(officer = this.officer) {
    return posts(officer, `${this.approval}/approve`);
  }

  rejects(officer = this.officer, reason = "The name belongs to somebody else.") {
    return posts(officer, `${this.approval}/reject`, { reason });
  }

  retries(officer = this.officer) {
    return posts(officer, `${this.approval}/retry`);
  }

  // An officer writes down that the CA refused it.
  isRefused(officer = this.officer, reason = "The CA wants another form.") {
    return posts(officer, `${this.approval}/refused`, { reason });
  }

  // The same by the operator: { status, stdout, stderr }.
  decides(step, officer = this.officer, ...more) {
    const reason = step === "reject" && more.length === 0 ? ["--reason", "The name belongs to somebody else."] : more;
    return this.portal.cli(["order", step, this.number, "--as", officer.email ?? officer, ...reason]);
  }

  async isApproved(officer = this.officer) {
    const { status, stderr } = await this.decides("approve", officer);
    assert.equal(status, 0, stderr);
    return this;
  }

  async isIssued() {
    await until(`certificate ${this.number}`, async () => {
      const state = await this.state();
      assert.notEqual(state, "failed", (await this.row()).failure);
      return state === "issued";
    });
    return this;
  }

  // --- To the state that a test begins with

  async becomes(state) {
    const must = (answer) => assert.equal(answer.status, 303, answer.summary);
    if (["approved", "issuing", "issued", "failed"].includes(state)) await this.isApproved();
    if (state === "issuing") await until(`${this.number} is issuing`, async () => (await this.state()) === "issuing");
    if (state === "issued") await this.isIssued();
    if (state === "rejected") must(await this.rejects());
    if (state === "withdrawn") must(await this.withdraws());
    if (state === "failed") must(await this.isRefused());
    assert.equal(await this.state(), state);
    return this;
  }
}

// An order, as it was sent. Whatever is not given is made: `contact` and `officer`, signed in; an organisation of the
// contact's; a request for a name of its own.
export async function placesOrder(portal, { contact, officer, organisation, product = "hand", names: wanted, request } = {}) {
  const who = contact ?? await portal.signedIn(anAddress("anna"), "Anna Alt");
  const of = organisation ?? await anOrganisation(who);
  const asked = request ?? await csr({ names: wanted ?? [aName()] });
  const answer = await orders(who, { organisation: of, product, request: asked });
  const number = numberIn(answer);
  if (answer.status !== 303 || !number) throw new Error(`order: ${answer.summary}`);
  return new Order(portal, { number, organisation: of, contact: who, officer, request: asked, product });
}

// The product whose orders come to that state, and stay there.
export const productFor = (state) => ({ issuing: "silent", issued: "server" })[state] ?? "hand";

export { anOrganisation, idIn, posts, rows };
