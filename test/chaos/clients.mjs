// People who do random valid and invalid things at once, and write down what they sent and what came back (history.mjs).
import { createHash } from "node:crypto";

import { aWrongPassword, sentMails } from "../support/handover.mjs";
import { OTHER_PASSWORD } from "../support/contact.mjs";
import { together } from "../support/race.mjs";
import { addressOf } from "./history.mjs";

const now = () => performance.timeOrigin + performance.now();
const moment = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const plain = (password) => password?.replace(/-/g, "");

export class History {
  actions = [];

  // Sends a request, `send(address)`, from an address of its own; the answer, or null if none came. `shows(answer)`: what
  // of it is to be kept.
  async record(action, send, shows = () => ({})) {
    const kept = { id: this.actions.length, ...action, start: now(), end: null, status: null };
    this.actions.push(kept);
    try {
      const answer = await send(addressOf(kept.id));
      Object.assign(kept, { status: answer.status, location: answer.location, shown: shows(answer), end: now() });
      return answer;
    } catch (error) {
      kept.error = error.message;
      return null;
    }
  }
}

// What the people know of one another, so that most of what they do makes sense when they do it. Looked up in the database,
// as their pages would tell it: a choice made by it may come too late.
export class World {
  constructor(portal, people) {
    Object.assign(this, { portal, people, organisations: [], handovers: [], orders: [], offers: [], passwords: new Map(), isOver: false });
  }

  async keepsUp() {
    while (!this.isOver) {
      await this.look().catch(() => {}); // the database is away
      await moment(250);
    }
  }

  // By one client's start for all three: this is done four times a second.
  async look() {
    const found = { o: [], h: [], c: [] };
    const text = await this.portal.sql(`SELECT 'o', CONCAT('ORG-', LPAD(o.id, 6, 0)), a.email FROM organisation o JOIN account a ON a.id=o.technical_contact_id;
      SELECT 'h', CONCAT('UEB-', LPAD(id, 6, 0)), CONCAT('ORG-', LPAD(organisation_id, 6, 0)), contact_email, successor_email, state FROM handover ORDER BY id DESC LIMIT 12;
      SELECT 'c', number, CONCAT('ORG-', LPAD(organisation_id, 6, 0)), state, issuer='local' FROM certificate_order ORDER BY number DESC LIMIT 40;`);
    for (const [which, ...columns] of text.split("\n").map((line) => line.split("\t"))) found[which]?.push(columns);
    this.organisations = found.o.map(([reference, contact]) => ({ reference, contact }));
    this.handovers = found.h.map(([reference, organisation, contact, successor, state]) => ({ reference, organisation, contact, successor, state }));
    this.orders = found.c.map(([reference, organisation, state, isLocal]) => ({ reference, organisation, state, isAutomatic: isLocal === "1" }));
    this.offers = sentMails(this.portal).filter(({ text: mail }) => mail.includes("/handover?token=")).slice(-12)
      .map(({ id, token, subject }) => ({ mail: id, token, handover: /UEB-\d{6,}/.exec(subject)?.[0] }));
  }

  managerOf(organisation) {
    return this.organisations.find(({ reference }) => reference === organisation)?.contact;
  }
}

const OPEN = ["offered", "accepted"];

export class Client {
  // `requests`: a CSR of each organisation, by its reference.
  constructor({ history, world, contact, isOfficer, requests, random, pause = 30 }) {
    Object.assign(this, { history, world, contact, isOfficer, requests, random, pause, session: "out" });
  }

  get email() {
    return this.contact.email;
  }

  any(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  // Until `end` (ms).
  async lives(end) {
    while (now() < end) {
      await moment(this.random() * this.pause + (this.isTold503 ? 200 : 0));
      this.isTold503 = false;
      if (this.session !== "in" || !this.token) {
        if (this.session !== "out" || this.random() < 0.9) await this.signsIn();
        else await this.does(this.choices());
        continue;
      }
      if (this.random() < 0.02) {
        await this.signsOut();
        continue;
      }
      // Now and then something else at the same moment, as from another tab: the same again, or a rival to it.
      const choices = this.choices();
      if (this.random() < 0.3) await Promise.all([this.does(choices), this.does(choices)]);
      else await this.does(choices);
    }
  }

  // The first most often just behind the second: while that changes something, this one still finds it as it was.
  both(first, second) {
    const lag = this.random() * 12 - 3;
    return together([first, second], [Math.max(0, lag), Math.max(0, -lag)]);
  }

  // One of [weight, what] by its weight.
  does(choices) {
    let place = this.random() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, what] of choices) {
      place -= weight;
      if (place < 0) return what();
    }
    return choices.at(-1)[1]();
  }

  choices() {
    const { world, email } = this;
    const choices = [[1, () => this.reads()], [1, () => this.triesAnything()]];
    if (world.offers.length > 0) choices.push([0.3, () => this.answersByLink(this.any(world.offers))]);
    for (const organisation of world.organisations) {
      if (organisation.contact !== email) continue;
      const { reference } = organisation;
      const open = world.handovers.find((handover) => handover.organisation === reference && OPEN.includes(handover.state));
      if (!open) choices.push([8, () => this.starts(reference)]);
      choices.push([1, () => this.orders(reference)]);
    }
    for (const handover of world.handovers) choices.push(...this.choicesFor(handover));
    for (const order of world.orders) choices.push(...this.choicesForOrder(order));
    return choices;
  }

  choicesFor(handover) {
    const { reference, state, contact, successor } = handover;
    if (!OPEN.includes(state)) return [];
    const offers = state === "offered" ? this.world.offers.filter((offer) => offer.handover === reference).slice(-2) : [];
    // Somebody accepts by the link while the account does something else.
    const rivals = (kind, weight) => offers.map((offer) => [weight, () => this.answersByLink(offer, () => this.changes(kind, reference))]);
    if (contact === this.email) {
      return [...rivals("withdraw", 4), [0.2, () => this.changes("withdraw", reference)], [0.5, () => this.changes("resend", reference)], [this.world.passwords.has(reference) ? 0.3 : 2, () => this.renews(reference)]];
    }
    if (successor !== this.email) return [];
    const declines = [0.3, () => this.changes("decline", reference)];
    if (state === "accepted") return [[5, () => this.authorises(reference)], declines];
    const twice = (kind, weight) => [weight, () => this.both(() => this.changes("accept", reference), () => this.changes(kind, reference))];
    return [[1, () => this.changes("accept", reference)], declines, twice("accept", 5), twice("decline", 2), ...rivals("decline", 1), ...rivals("accept", 8), ...offers.map((offer) => [1, () => this.answersByLink(offer)])];
  }

  choicesForOrder({ reference, organisation, state, isAutomatic }) {
    const choices = [];
    if (this.world.managerOf(organisation) === this.email) {
      if (state === "issued") choices.push([0.2, () => this.downloads(reference)]);
      if (["submitted", "approved", "failed"].includes(state)) choices.push([0.2, () => this.changesOrder("withdrawOrder", reference)]);
    }
    if (!this.isOfficer) return choices;
    if (state === "submitted") choices.push([2, () => this.changesOrder("approve", reference)], [0.5, () => this.changesOrder("reject", reference)]);
    if (state === "failed") choices.push([1, () => this.changesOrder("retry", reference)], [0.5, () => this.changesOrder("reject", reference)]);
    if (state === "approved" && !isAutomatic) choices.push([1, () => this.changesOrder("refuse", reference)]);
    return choices;
  }

  // What need not be this person's to do.
  triesAnything() {
    const { world } = this;
    const organisation = this.any(world.organisations)?.reference;
    const handover = this.any(world.handovers)?.reference;
    const order = this.any(world.orders)?.reference;
    const all = [() => this.starts(organisation), () => this.orders(organisation)];
    if (handover) for (const kind of ["accept", "decline", "withdraw", "resend"]) all.push(() => this.changes(kind, handover));
    if (handover) all.push(() => this.renews(handover), () => this.authorises(handover));
    if (order) for (const kind of ["withdrawOrder", "approve", "reject", "retry", "refuse"]) all.push(() => this.changesOrder(kind, order));
    if (order) all.push(() => this.downloads(order));
    return organisation ? this.any(all)() : undefined;
  }

  // --- Sessions

  async signsIn() {
    this.token = undefined;
    const wrong = this.random() < 0.1;
    const { browser } = this.contact;
    const answer = await this.history.record({ kind: "signIn", by: this.email, session: this.session, sent: { wrong } }, async (address) => {
      browser.address = address;
      const page = await browser.get("/login");
      if (page.status !== 200) return page;
      browser.address = address;
      return browser.submit(page, { email: this.email, password: wrong ? OTHER_PASSWORD : this.contact.password });
    });
    this.notices("in", answer);
    if (answer?.status === 303) this.session = "in";
    if (this.session !== "in") return;
    const account = this.notices("in", await browser.get("/account").catch(() => null));
    if (account?.status === 200) this.token = account.csrfToken;
    else this.session = "unknown";
  }

  async signsOut() {
    this.session = "unknown";
    const answer = await this.posts({ kind: "signOut" }, "/logout");
    if (answer?.status !== 303) return;
    this.session = "out";
  }

  // A session ends by signing out alone.
  notices(session, answer) {
    this.isTold503 ||= !answer || answer.status === 503;
    if (!answer || answer.status >= 500 || session !== "unknown") return answer;
    if (answer.status === 303 && answer.location.startsWith("/login")) this.session = "out";
    return answer;
  }

  async posts(action, path, fields = {}, shows) {
    const { session } = this;
    const answer = await this.history.record({ by: this.email, session, ...action }, (address) => {
      this.contact.browser.address = address;
      return this.contact.browser.post(path, { csrf_token: this.token ?? "", ...fields });
    }, shows);
    return this.notices(session, answer);
  }

  async gets(action, path, shows) {
    const { session } = this;
    const answer = await this.history.record({ by: this.email, session, ...action }, (address) => {
      this.contact.browser.address = address;
      return this.contact.browser.get(path);
    }, shows);
    return this.notices(session, answer);
  }

  // --- Handovers

  async starts(organisation) {
    const { world, email } = this;
    const fault = this.random();
    const others = world.people.filter((each) => each !== email);
    let sent = { to: this.any(others) };
    if (fault < 0.05) sent = { ...sent, wrong: "wrong password" };
    else if (fault < 0.1) sent = { to: email, wrong: "address of their own" };
    else if (fault < 0.15) sent = { to: "nobody@example.org", wrong: "address that nobody has" };
    const fields = { email: sent.to, current_password: sent.wrong === "wrong password" ? OTHER_PASSWORD : this.contact.password };
    const shows = (answer) => (answer.status === 200 ? { reference: /UEB-\d{6,}/.exec(answer.main)?.[0], password: plain(answer.page.byId("session-password")?.text) } : {});
    const answer = await this.posts({ kind: "start", target: { organisation }, sent }, `/organisations/${organisation}/technical-contact`, fields, shows);
    if (answer?.status === 200) world.passwords.set(shows(answer).reference, shows(answer).password);
  }

  changes(kind, handover) {
    return this.posts({ kind, target: { handover } }, `/handovers/${handover}/${kind}`, kind === "decline" ? { confirm: "1" } : {});
  }

  async renews(handover) {
    const wrong = this.random() < 0.1 ? "wrong password" : undefined;
    const shows = (answer) => ({ password: plain(answer.page.byId("session-password")?.text) });
    const answer = await this.posts({ kind: "renew", target: { handover }, sent: { wrong } }, `/handovers/${handover}/new-password`, { current_password: wrong ? OTHER_PASSWORD : this.contact.password }, shows);
    if (answer?.status === 200) this.world.passwords.set(handover, shows(answer).password);
  }

  authorises(handover) {
    const known = this.world.passwords.get(handover) ?? "0123456789ABCDEF";
    const fault = this.random();
    let password = known;
    if (fault < 0.3) password = aWrongPassword(known);
    if (fault < 0.03) password = "too short";
    return this.posts({ kind: "authorise", target: { handover }, sent: { password, malformed: password === "too short" } }, `/handovers/${handover}/authorise`, { session_password: password });
  }

  // As somebody who is not signed in, and has the mail; `rival` goes out at the same moment.
  async answersByLink({ mail, token }, rival) {
    const kind = this.random() < 0.9 ? "accept" : "decline";
    const browser = this.world.portal.browser();
    const page = await browser.get("/login").catch(() => null); // its form token is good for every public form
    if (page?.status !== 200) return;
    const answers = () => this.history.record({ kind: `${kind}ByLink`, by: null, target: { mail } }, (address) => {
      browser.address = address;
      return browser.post(`/handover/${kind}`, { csrf_token: page.csrfToken, token, ...(kind === "decline" ? { confirm: "1" } : {}) });
    });
    await (rival ? this.both(answers, rival) : answers());
  }

  // --- Orders

  orders(organisation, { foreign = this.random() < 0.1, product = this.any(["server", "server", "hand", "two"]) } = {}) {
    const all = [...this.requests.keys()];
    const key = foreign ? this.any(all.filter((each) => each !== organisation)) : organisation;
    const shows = (answer) => ({ reference: /\/orders\/(\d{6,})/.exec(answer.location ?? "")?.[1] });
    const fields = { organisation, product, csr: this.requests.get(key).pem, confirm: "1" };
    return this.posts({ kind: "order", target: { organisation }, sent: { foreign } }, "/orders/new", fields, shows);
  }

  changesOrder(kind, order) {
    if (kind === "withdrawOrder") return this.posts({ kind, target: { order } }, `/orders/${order}/withdraw`);
    const step = kind === "refuse" ? "refused" : kind;
    return this.posts({ kind, target: { order } }, `/approvals/${order}/${step}`, ["reject", "refuse"].includes(kind) ? { reason: "The name is not theirs." } : {});
  }

  // The certificate, as its bytes' SHA-256.
  downloads(order) {
    return this.gets({ kind: "download", target: { order } }, `/certificates/${order}/download/der`, ({ body }) => ({ sha256: createHash("sha256").update(body).digest("hex") }));
  }

  // --- Pages

  reads() {
    const { world } = this;
    const organisation = this.any(world.organisations)?.reference;
    const handover = this.any(world.handovers)?.reference;
    const order = this.any(world.orders)?.reference;
    const references = (answer) => ({ references: answer.status === 200 ? answer.page.all("tr", { "data-reference": true }).map((row) => row.attributes["data-reference"]) : [] });
    const all = [() => this.gets({ kind: "list" }, this.any(["/certificates", "/orders"]), references), () => this.gets({ kind: "approvals" }, "/approvals")];
    if (organisation) all.push(() => this.gets({ kind: "organisationPage", target: { organisation } }, `/organisations/${organisation}`));
    if (handover) all.push(() => this.gets({ kind: "handoverPage", target: { handover } }, `/handovers/${handover}`));
    if (order) all.push(() => this.gets({ kind: "orderPage", target: { order } }, `/orders/${order}`));
    return this.any(all)();
  }
}
