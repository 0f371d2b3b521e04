// A handover as a story: started by its contact, answered by its successor, seen from outside.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { parseMail } from "./mail.mjs";
import { anAddress, sharedPortal } from "./portal.mjs";
import { until } from "./until.mjs";

// The number in "ORG-000003" or "UEB-000017": the row's id.
export const idIn = (reference) => Number(reference.slice(4));

// Rows of a statement as objects; NULL is null.
export async function rows(portal, names, rest) {
  const pairs = names.split(/,\s*/).map((name) => `'${name.split(" ").pop()}', ${name.split(" ")[0]}`);
  const text = await portal.sql(`SELECT TO_BASE64(JSON_OBJECT(${pairs})) ${rest}`);
  const lines = text.replace(/\\n/g, "").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(Buffer.from(line, "base64").toString("utf8")));
}

// The sent mails, each file read once: [{ file, id, …parseMail() }], `id` that of its outbox row.
const readMails = new Map();
export function sentMails(portal) {
  const known = readMails.get(portal.state) ?? new Map();
  readMails.set(portal.state, known);
  const folder = portal.path("mail/new");
  for (const file of fs.readdirSync(folder).sort()) {
    if (known.has(file)) continue;
    const mail = parseMail(fs.readFileSync(path.join(folder, file)));
    known.set(file, Object.assign(mail, { file, id: Number(/^<(\d+)\./.exec(mail.headers["message-id"])?.[1]) }));
  }
  return [...known.values()];
}

// Posts a form as the signed-in contact without opening its page first; the CSRF token is read once a session.
export async function posts(contact, target, fields = {}, options) {
  const { browser } = contact;
  const session = browser.cookie("session");
  if (contact.formToken?.session !== session) {
    contact.formToken = { session, token: (await contact.gets("/account")).csrfToken };
  }
  return browser.post(target, { csrf_token: contact.formToken.token, ...fields }, options);
}

// The same for somebody who is not signed in, who opened the page `from` before.
export async function postsFrom(browser, from, target, fields = {}) {
  const { csrfToken } = await browser.get(from);
  return browser.post(target, { csrf_token: csrfToken, ...fields });
}

export const asksForHandover = (contact, organisation, to, password = contact.password) =>
  posts(contact, `/organisations/${organisation}/technical-contact`, { email: to.email ?? to, current_password: password, ...(contact.app && { code: contact.code }) });

function passwordIn(answer) {
  const element = answer.page.byId("session-password");
  assert.ok(element, `no session password: ${answer.summary}`);
  return element.text;
}

export class Handover {
  constructor(portal, { organisation, from, to, reference, sessionPassword, answer }) {
    Object.assign(this, { portal, organisation, from, to, reference, sessionPassword, answer });
  }

  get id() {
    return idIn(this.reference);
  }

  get page() {
    return `/handovers/${this.reference}`;
  }

  // --- How it stands

  async row() {
    const names = "state, end_reason, tries, wrong_tries, resends, certificates, open_orders, started_at, expires_at, accepted_at, ended_at";
    return (await rows(this.portal, names, `FROM handover WHERE id=${this.id}`))[0];
  }

  state() {
    return this.portal.sql(`SELECT state FROM handover WHERE id=${this.id}`);
  }

  // The address of the organisation's technical contact at this moment.
  contact() {
    return this.portal.sql(`SELECT a.email FROM organisation o JOIN account a ON a.id=o.technical_contact_id WHERE o.id=${idIn(this.organisation)}`);
  }

  // Kinds of its audit events, the oldest first.
  async events() {
    return (await this.eventRows()).map(({ kind }) => kind);
  }

  eventRows() {
    return rows(this.portal, "id, kind, actor, actor_account_id, account_id, organisation_id, content", `FROM audit_event WHERE content LIKE '%"${this.reference}"%' ORDER BY id`);
  }

  // Its rows in the outbox, the oldest first.
  mails() {
    return rows(this.portal, "id, kind, recipient, locale, state, content, HEX(sealed_token) sealed_token", `FROM outbox WHERE content LIKE '%"${this.reference}"%' ORDER BY id`);
  }

  // "kind to address", in their order.
  async mailKinds() {
    return (await this.mails()).map(({ kind, recipient }) => `${kind} to ${recipient}`);
  }

  // The `nth` mail of that kind to that address, as it arrived.
  async mail(kind, to, nth = 1) {
    return until(`mail ${nth} ${kind} of ${this.reference} to ${to.email ?? to}`, async () => {
      const row = (await this.mails()).filter((mail) => mail.kind === kind && mail.recipient === (to.email ?? to))[nth - 1];
      return row?.state === "sent" && sentMails(this.portal).find(({ id }) => id === row.id);
    });
  }

  // All that a refused action must leave as it was, in lines: compare two by deepEqual.
  async everything() {
    const statements = [
      `SELECT state, end_reason, HEX(token_hash), session_password_hash, tries, wrong_tries, resends, last_try_at, accepted_at, ended_at, expires_at FROM handover WHERE id=${this.id}`,
      `SELECT technical_contact_id FROM organisation WHERE id=${idIn(this.organisation)}`,
      `SELECT id, kind FROM audit_event WHERE content LIKE '%"${this.reference}"%' ORDER BY id`,
      `SELECT id, kind, recipient FROM outbox WHERE content LIKE '%"${this.reference}"%' ORDER BY id`,
    ];
    return (await this.portal.sql(statements.join(";\n"))).split("\n");
  }

  // The path behind the link of the successor's latest mail (the `nth` one).
  async link(nth) {
    const offers = nth ?? (await this.mails()).filter(({ kind }) => kind === "handover_offered").length;
    return (await this.mail("handover_offered", this.to, offers)).link;
  }

  async token(nth) {
    return new URL(await this.link(nth), "http://portal").searchParams.get("token");
  }

  // --- Steps: each gives the answer, whatever it is

  // By the named account, signed in.
  accepts(contact = this.to) {
    return posts(contact, `${this.page}/accept`);
  }

  declines(contact = this.to, fields = { confirm: "1" }) {
    return posts(contact, `${this.page}/decline`, fields);
  }

  // By the mail's token, in `browser`, that of somebody who is not signed in by default.
  async acceptsByToken({ browser = this.portal.browser(), token } = {}) {
    const sent = token ?? await this.token();
    return postsFrom(browser, `/handover?token=${sent}`, "/handover/accept", { token: sent });
  }

  async declinesByToken({ browser = this.portal.browser(), token, fields = { confirm: "1" } } = {}) {
    const sent = token ?? await this.token();
    return postsFrom(browser, `/handover?token=${sent}`, "/handover/decline", { token: sent, ...fields });
  }

  withdraws(contact = this.from) {
    return posts(contact, `${this.page}/withdraw`);
  }

  resends(contact = this.from) {
    return posts(contact, `${this.page}/resend`);
  }

  // A new session password; kept in sessionPassword if there is one.
  async renews(contact = this.from, password = contact.password) {
    const answer = await posts(contact, `${this.page}/new-password`, { current_password: password, ...(contact.app && { code: contact.code }) });
    if (answer.status === 200) this.sessionPassword = passwordIn(answer);
    return answer;
  }

  authorises(password = this.sessionPassword, contact = this.to) {
    return posts(contact, `${this.page}/authorise`, { session_password: password });
  }

  authorisesWrongly(contact = this.to) {
    return this.authorises(aWrongPassword(this.sessionPassword), contact);
  }

  // --- To the state that a test begins with

  async becomes(state) {
    const must = (answer, ...statuses) => assert.ok(statuses.includes(answer.status), answer.summary);
    if (["accepted", "completed", "blocked"].includes(state)) must(await this.accepts(), 303);
    if (state === "completed") must(await this.authorises(), 303);
    if (state === "declined") must(await this.declines(), 303);
    if (state === "withdrawn") must(await this.withdraws(), 303);
    if (state === "blocked") for (let i = 0; i < 5; i += 1) must(await this.authorisesWrongly(), 422);
    if (state === "expired") await this.expires();
    assert.equal(await this.state(), state);
    return this;
  }

  // Its time is over, without moving everybody's clock: its end is put into the past, and whoever meets it finds it so.
  async expires() {
    await this.portal.sql(`UPDATE handover SET expires_at = started_at WHERE id=${this.id} AND state IN ('offered', 'accepted')`);
    await this.withdraws();
    return this;
  }
}

// 16 symbols, and not these.
export function aWrongPassword(right) {
  return (right[0] === "0" ? "1" : "0") + right.slice(1);
}

// An organisation of that contact, made by the operator: a contact can found only so many a day.
export async function anOrganisation(contact, name = "Muster AG") {
  return (await contact.portal.done(["organisation", "create", "--name", name, "--technical-contact", contact.email])).trim();
}

// A started handover of an organisation. Whatever is not given is made: `from`, signed in, with the organisation; `to`,
// another account, signed in too.
let count = 0;
export async function startHandover(portal, { organisation, from, to, name } = {}) {
  count += 1;
  const number = `${process.pid}-${count}`;
  const [contact, successor] = await Promise.all([
    from ?? portal.signedIn(`anna.${number}@example.org`, "Anna Alt"), to ?? portal.signedIn(`nora.${number}@example.org`, "Nora Neu"),
  ]);
  const given = organisation ?? await anOrganisation(contact, name ?? `Muster ${number} AG`);
  const answer = await asksForHandover(contact, given, successor);
  if (answer.status !== 200) throw new Error(`start of a handover: ${answer.summary}`);
  const reference = /UEB-\d{6,}/.exec(answer.main)?.[0];
  return new Handover(portal, { organisation: given, from: contact, to: successor, reference, sessionPassword: passwordIn(answer), answer });
}

// What the tests of most files stand on: the portal that handovers share, Anna, a contact of the calling file's own, and
// handovers that she started.
export async function aStage() {
  const portal = await sharedPortal("handover");
  const anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
  return { portal, anna, started: (options) => startHandover(portal, { from: anna, ...options }) };
}
