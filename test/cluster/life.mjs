// What goes on while a cluster is hurt: people who hand over, order, sign in and read pages on both hosts, and go on
// after each 503. What they were told is kept, to be found again afterwards.
import assert from "node:assert/strict";

import { csr } from "../support/csr.mjs";
import { anOrganisation, idIn } from "../support/handover.mjs";
import { anOfficer, aName, orders, posts } from "../support/order.mjs";
import { Persistent } from "../support/persistent.mjs";
import { anAddress } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const PAUSE_MS = 50;

const moment = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// Reads one page again and again, and keeps when it got what.
class Reader {
  constructor(contact) {
    Object.assign(this, { contact, seen: [] });
  }

  async reads() {
    const began = performance.now();
    const answer = await this.contact.get("/certificates").catch(() => ({ status: 0 }));
    this.seen.push({ status: answer.status, at: performance.now(), took: performance.now() - began });
    await moment(PAUSE_MS);
  }

  // Of what came from `time` until now: { pause: the longest ms without a page, slowest: ms of an answer, unavailable: how
  // many were 503, others: other statuses }.
  since(time) {
    const seen = this.seen.filter(({ at }) => at >= time);
    const good = [time, ...seen.filter(({ status }) => status === 200).map(({ at }) => at), performance.now()];
    return {
      pause: Math.max(0, ...good.slice(1).map((at, index) => at - good[index])),
      slowest: Math.max(0, ...seen.map(({ took }) => took)),
      unavailable: seen.filter(({ status }) => status === 503).length,
      others: seen.map(({ status }) => status).filter((status) => ![200, 503].includes(status)),
    };
  }

  isWell(count = 5) {
    const last = this.seen.slice(-count);
    return last.length === count && last.every(({ status }) => status === 200);
  }
}

const persistent = (host) => new Persistent(host, (sends) => sends().catch(() => null), { pause: 300, seconds: 150 });

// An organisation that goes to and fro between a contact of the one host and one of the other.
class Pair {
  static async make([here, there], told) {
    const people = [await here.signedIn(anAddress("anna"), "Anna Alt"), await there.signedIn(anAddress("nora"), "Nora Neu")];
    return Object.assign(new Pair(), { host: here, people, organisation: await anOrganisation(people[0]), told, turn: 0 });
  }

  async lives() {
    this.turn += 1;
    const email = await this.host.sql(`SELECT a.email FROM organisation o JOIN account a ON a.id=o.technical_contact_id WHERE o.id=${idIn(this.organisation)}`);
    const [from, to] = this.people[0].email === email ? this.people : this.people.toReversed();
    const person = persistent(this.host);
    const handover = await person.starts(this.organisation, from, to);
    if (this.turn % 4 === 3) await person.withdraws();
    else await person.accepts();
    if (this.turn % 4 === 2) await person.declines();
    if (this.turn % 2 === 1 && (await handover.state()) === "accepted") await this.authorises(person);
    // Each lost answer may have cost a try; when five are gone the contact begins anew.
    if ((await handover.state()) === "accepted") await person.withdraws();
    this.told.handovers.push({ reference: handover.reference, state: await handover.state() });
  }

  async authorises(person) {
    const { handover } = person;
    const answer = await person.insists(() => handover.authorises(), async () => (await handover.state()) !== "accepted");
    if (answer && answer.status !== 303) assert.equal(answer.status, 409, answer.summary);
    if (answer?.status === 303) assert.equal(await handover.state(), "completed");
  }
}

// Orders by a contact of the one host, which an officer of the other approves and jobs issue.
class Buyer {
  static async make([here, there], told) {
    const contact = await here.signedIn(anAddress("anna"), "Anna Alt");
    return Object.assign(new Buyer(), { host: here, contact, officer: await anOfficer(there), organisation: await anOrganisation(contact), told });
  }

  async lives() {
    const name = aName();
    const request = await csr({ names: [name] });
    const person = persistent(this.host);
    const number = () => this.host.sql(`SELECT number FROM certificate_order WHERE name='${name}'`);
    const placed = await person.insists(() => orders(this.contact, { organisation: this.organisation, product: "server", request }), async () => Boolean(await number()));
    if (placed) assert.equal(placed.status, 303, placed.summary);
    const order = await number();
    const state = () => this.host.sql(`SELECT state FROM certificate_order WHERE number=${order}`);
    const approved = await person.insists(() => posts(this.officer, `/approvals/${order}/approve`), async () => (await state()) !== "submitted");
    if (approved) assert.equal(approved.status, 303, approved.summary);
    this.told.orders.push(Number(order));
    await until(`certificate ${order}`, async () => (await state()) === "issued", { seconds: 150, pause: 100 });
  }
}

// Signs in anew each time.
class Guest {
  static async make([here], told) {
    return Object.assign(new Guest(), { contact: await here.account(anAddress("anna")), host: here, told });
  }

  async lives() {
    const answer = await this.contact.triesToSignIn();
    if (answer.status === 303) this.told.signIns += 1;
    else assert.equal(answer.status, 503, answer.summary);
    await moment(PAUSE_MS);
  }
}

export class Life {
  static async begin(hosts) {
    const life = new Life();
    Object.assign(life, { told: { handovers: [], orders: [], signIns: 0 }, going: true, problems: [] });
    const both = [hosts, hosts.toReversed()];
    life.readers = [];
    for (const host of hosts) life.readers.push(new Reader(await host.signedIn(anAddress("anna"), "Anna Alt")));
    const people = [];
    for (const way of both) for (const kind of [Pair, Buyer, Guest]) people.push(await kind.make(way, life.told));
    life.lanes = [...people.map((each) => life.#goesOn(() => each.lives())), ...life.readers.map((each) => life.#goesOn(() => each.reads()))];
    return life;
  }

  async #goesOn(step) {
    try {
      while (this.going && this.problems.length === 0) await step();
    } catch (problem) {
      this.problems.push(problem);
    }
  }

  check() {
    if (this.problems.length > 0) throw this.problems[0];
  }

  // Everybody gets on again: pages on both hosts, a handover and an order.
  async isWell() {
    const before = { handovers: this.told.handovers.length, orders: this.told.orders.length, signIns: this.told.signIns };
    await until("everybody getting on again", () => {
      this.check();
      return this.readers.every((reader) => reader.isWell()) && Object.entries(before).every(([what, count]) => (this.told[what].length ?? this.told[what]) > count);
    }, { seconds: 90 });
  }

  async end() {
    this.going = false;
    await Promise.all(this.lanes);
    this.check();
    return this.told;
  }
}
