// A handover as a story: started by its contact, answered by its successor, seen from outside; and what must hold for all
// handovers of a portal at any time (the invariants I1-I4 and I7 of handover.md).
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { parseMail } from "./mail.mjs";
import { until } from "./until.mjs";

export const FINAL = ["completed", "declined", "withdrawn", "expired", "blocked"];

const idIn = (reference) => Number(reference.slice(4));

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
  posts(contact, `/organisations/${organisation}/technical-contact`, { email: to.email ?? to, current_password: password });

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
    const answer = await posts(contact, `${this.page}/new-password`, { current_password: password });
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

// --- Invariants

// The table of mails in handover.md: what a handover that stands so has sent, "kind to address" sorted.
function expectedMails(handover, renewals) {
  const { state, contact_email: contact, successor_email: successor, resends, accepted_at, end_reason } = handover;
  const both = (kind) => [`${kind} to ${contact}`, `${kind} to ${successor}`];
  const mails = [`handover_started to ${contact}`, ...Array(resends + 1).fill(`handover_offered to ${successor}`), ...Array(renewals).fill(`handover_password_renewed to ${contact}`)];
  if (accepted_at) mails.push(`handover_accepted to ${contact}`);
  if (state === "declined") mails.push(`handover_declined to ${contact}`);
  if (state === "withdrawn") mails.push(...(end_reason === "contact" ? [`handover_withdrawn to ${successor}`] : both("handover_withdrawn")));
  if (["completed", "expired", "blocked"].includes(state)) mails.push(...both(`handover_${state}`));
  return mails.sort();
}

function expectedEvents(handover, renewals) {
  const { state, resends, accepted_at, wrong_tries } = handover;
  const blockedByTry = state === "blocked" && wrong_tries >= 5;
  const wrong = Array(blockedByTry ? 4 : wrong_tries).fill("handover_session_password_wrong");
  const events = ["handover_started", ...Array(resends).fill("handover_resent"), ...Array(renewals).fill("handover_password_renewed"), ...wrong];
  if (accepted_at) events.push("handover_accepted");
  if (FINAL.includes(state)) events.push(`handover_${state}`);
  return events.sort();
}

const referenceIn = (content) => /"(UEB-\d{6,})"/.exec(content)?.[1];

function groupBy(list, key) {
  const groups = new Map();
  for (const each of list) {
    const name = key(each);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(each);
  }
  return groups;
}

// I3: accepted, then authorised by the very account, in time.
function checkCompleted(handover, events, problems) {
  const { reference, accepted_at, ended_at, expires_at, successor_id } = handover;
  const at = (kind) => events.findIndex((event) => event.kind === kind);
  const [accepted, completed] = [events[at("handover_accepted")], events[at("handover_completed")]];
  if (!accepted_at || !accepted || !completed || at("handover_accepted") > at("handover_completed")) problems.push(`I3: ${reference} completed without being accepted before`);
  else if (completed.actor_account_id !== successor_id) problems.push(`I3: ${reference} authorised by account ${completed.actor_account_id}, not ${successor_id}`);
  else if (!(accepted_at <= ended_at && ended_at < expires_at)) problems.push(`I3: ${reference} accepted ${accepted_at}, completed ${ended_at}, its end ${expires_at}`);
}

// I2: from the first contact on, each change is one of the two allowed ones, and they lead to the present contact.
function checkContacts(organisation, events, handovers, problems) {
  const changes = events.filter(({ kind }) => ["organisation_created", "handover_completed", "organisation_contact_set"].includes(kind));
  let contact;
  for (const { kind, actor_account_id: actor, account_id: account, content } of changes) {
    if (kind === "organisation_created") contact = account ?? actor;
    if (kind === "organisation_contact_set") contact = account;
    if (kind !== "handover_completed") continue;
    const handover = handovers.get(referenceIn(content));
    if (contact !== undefined && handover.contact_id !== contact) problems.push(`I2: ${handover.reference} handed over what belonged to account ${contact}, not ${handover.contact_id}`);
    contact = handover.successor_id;
  }
  if (contact !== undefined && contact !== organisation.technical_contact_id) problems.push(`I2: organisation ${organisation.id} belongs to account ${organisation.technical_contact_id}, its events say ${contact}`);
}

// Each row of the outbox was sent once, into one file, and each file tells of a row that was sent.
function checkSent(portal, mails, maySendTwice, problems) {
  const files = groupBy(sentMails(portal), ({ id }) => id);
  let twice = 0;
  for (const { id, kind, recipient, state } of mails) {
    if (kind === "discarded") continue;
    const found = files.get(id) ?? [];
    if (state !== "sent") problems.push(`I7: mail ${id} ${kind} to ${recipient} is ${state}`);
    else if (found.length === 0) problems.push(`I7: mail ${id} ${kind} to ${recipient} was never written`);
    if (found.length > 1) twice += found.length - 1;
    for (const mail of found) if (!mail.to.includes(recipient)) problems.push(`I7: mail ${id} went to ${mail.to}, not ${recipient}`);
  }
  if (twice > maySendTwice) problems.push(`I7: ${twice} mails came again, ${maySendTwice} may`);
  return twice;
}

// Asserts I1-I4 and I7 over the whole database, once the outbox is empty. `before`: what an earlier call gave back; final
// states must not have changed since. `maySendTwice`: how often sendmail's answer was lost (the exception of I7).
// Gives { handovers: Map by reference, mails, twice }.
export async function checkInvariants(portal, { before, maySendTwice = 0 } = {}) {
  await portal.mailsAreOut();
  const [organisations, list, events, mails] = await Promise.all([
    rows(portal, "o.id id, o.technical_contact_id technical_contact_id, a.id account", "FROM organisation o LEFT JOIN account a ON a.id=o.technical_contact_id"),
    rows(portal, "id, organisation_id, contact_id, contact_email, successor_id, successor_email, state, end_reason, resends, tries, wrong_tries, accepted_at, ended_at, expires_at", "FROM handover ORDER BY id"),
    rows(portal, "id, kind, actor_account_id, account_id, organisation_id, content", "FROM audit_event ORDER BY id"),
    rows(portal, "id, kind, recipient, state, content", "FROM outbox ORDER BY id"),
  ]);
  const problems = [];
  const handovers = new Map(list.map((handover) => {
    const reference = `UEB-${String(handover.id).padStart(6, "0")}`;
    return [reference, Object.assign(handover, { reference })];
  }));
  const byOrganisation = groupBy(events, ({ organisation_id }) => organisation_id);
  const eventsOf = groupBy(events.filter(({ kind }) => kind.startsWith("handover_")), ({ content }) => referenceIn(content));
  const mailsOf = groupBy(mails, ({ content }) => referenceIn(content));

  for (const organisation of organisations) {
    if (organisation.account === null) problems.push(`I1: organisation ${organisation.id} has no technical contact`);
    const open = list.filter(({ organisation_id, state }) => organisation_id === organisation.id && !FINAL.includes(state));
    if (open.length > 1) problems.push(`I4: open for organisation ${organisation.id}: ${open.map(({ reference }) => reference)}`);
    checkContacts(organisation, byOrganisation.get(organisation.id) ?? [], handovers, problems);
  }
  for (const handover of list) {
    const { reference, state, organisation_id, tries, wrong_tries } = handover;
    const earlier = before?.handovers.get(reference);
    if (earlier && FINAL.includes(earlier.state) && earlier.state !== state) problems.push(`I4: ${reference} was ${earlier.state} and is ${state}`);
    if (tries > 5 || wrong_tries > tries) problems.push(`${reference}: ${tries} tries, ${wrong_tries} wrong`);
    const own = eventsOf.get(reference) ?? [];
    const renewals = own.filter(({ kind }) => kind === "handover_password_renewed").length;
    const compare = (what, found, wanted) => {
      if (found.join() !== wanted.join()) problems.push(`I7: ${reference} (${state}) has ${what}\n    ${found.join("\n    ")}\n  and should have\n    ${wanted.join("\n    ")}`);
    };
    compare("events", own.map(({ kind }) => kind).sort(), expectedEvents(handover, renewals));
    compare("mails", (mailsOf.get(reference) ?? []).map(({ kind, recipient }) => `${kind} to ${recipient}`).sort(), expectedMails(handover, renewals));
    for (const event of own) if (event.organisation_id !== organisation_id) problems.push(`I7: event ${event.id} of ${reference} stands at organisation ${event.organisation_id}`);
    if (state === "completed") checkCompleted(handover, own, problems);
  }
  for (const reference of eventsOf.keys()) if (reference && !handovers.has(reference)) problems.push(`I7: events of ${reference}, which there is not`);
  const twice = checkSent(portal, mails, maySendTwice, problems);
  assert.deepEqual(problems, [], problems.join("\n"));
  return { handovers, mails: mails.length, twice };
}
