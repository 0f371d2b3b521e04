// Eight people do random things to handovers and orders for CHAOS_SECONDS (30; `make chaos`: 300) over four workers, while these are
// killed, the database and jobs restart, sendmail fails and hangs, and the outbox is full. What they sent and saw is then
// judged by the invariants of handovers and the rules of orders (chaos/history.mjs). SEED gives the same choices again.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";

import { Client, History, World } from "../chaos/clients.mjs";
import { Faults } from "../chaos/faults.mjs";
import { readFinal } from "../chaos/final.mjs";
import { outcomeOf, problemsOf } from "../chaos/history.mjs";
import { Contact, GOOD_PASSWORD } from "../support/contact.mjs";
import { csr } from "../support/csr.mjs";
import { checkInvariants } from "../support/invariants.mjs";
import { orderPortal } from "../support/order.mjs";
import { anAddress } from "../support/portal.mjs";
import { randomRow } from "../support/random.mjs";
import { until } from "../support/until.mjs";

const SECONDS = Number(process.env.CHAOS_SECONDS ?? 30);
const PEOPLE = [["anna", "contact"], ["nora", "contact"], ["otto", "contact"], ["ida", "contact"], ["emil", "contact"], ["olga", "contact", "officer"], ["pia", "officer"], ["paul", "officer"]];
const ORGANISATIONS = 5;

let portal;
let history;
let world;
let clients;
let faults;

const tally = (list) => {
  const counts = {};
  for (const each of list) counts[each] = (counts[each] ?? 0) + 1;
  return Object.entries(counts).sort().map(([what, count]) => `${count} ${what}`).join(", ");
};

async function prepare() {
  portal = await orderPortal("chaos", { limits: 0, workers: 4 });
  portal.configure({ sendmail_timeout_seconds: 1 });
  await portal.reload();
  const people = PEOPLE.map(([name, ...roles]) => ({ email: anAddress(name), roles }));
  for (const { email, roles } of people) {
    const role = roles.includes("officer") ? "officer" : undefined;
    await portal.done(["user", "create", "--email", email, "--name", "Jemand Beispiel", ...(role ? ["--role", role] : [])], `${GOOD_PASSWORD}\n`);
  }
  const requests = new Map();
  for (const { email } of people.slice(0, ORGANISATIONS)) {
    const reference = (await portal.done(["organisation", "create", "--name", `Muster ${requests.size + 1} AG`, "--technical-contact", email])).trim();
    requests.set(reference, await csr({ names: [`www-${requests.size + 1}.example.org`] }));
  }
  history = new History();
  world = new World(portal, people.filter(({ roles }) => roles.includes("contact")).map(({ email }) => email));
  clients = people.map(({ email, roles }, index) => new Client({
    history, world, requests, contact: new Contact(portal, { email, name: "Jemand Beispiel", password: GOOD_PASSWORD }), isOfficer: roles.includes("officer"), random: randomRow(1 + index),
  }));
  faults = new Faults(portal, randomRow());
  await world.look();
}

// Each organisation has a certificate, whose key is then nobody else's.
async function ordersOnce() {
  const officer = clients.at(-1);
  while (officer.session !== "in") await officer.signsIn();
  for (const { reference, contact } of world.organisations) {
    const client = clients.find(({ email }) => email === contact);
    while (client.session !== "in") await client.signsIn();
    await client.orders(reference, { foreign: false, product: "server" });
    await officer.changesOrder("approve", history.actions.at(-1).shown.reference);
  }
  await until("the first certificates", async () => (await portal.sql("SELECT COUNT(*) FROM certificate")) === String(ORGANISATIONS));
}

const LEFT = `SELECT (SELECT COUNT(*) FROM outbox WHERE state='waiting') + (SELECT COUNT(*) FROM certificate_order WHERE state='issuing' OR (state='approved' AND issuer='local')) +
  (SELECT COUNT(*) FROM handover WHERE state IN ('offered', 'accepted') AND (expires_at <= UTC_TIMESTAMP() OR tries >= 5))`;

// What is on its way arrives, however long that takes. What was claimed by one that was killed is taken up again after ten
// minutes of the portal's clock: it is moved when nothing else goes on.
async function settles() {
  await faults.heal();
  for (let left = await portal.sql(LEFT); left !== "0"; ) {
    const before = left;
    let looks = 0;
    await until(`less than ${before} things left to do`, async () => {
      looks += 1;
      if (looks % 15 === 0) portal.later({ minutes: 11 });
      left = await portal.sql(LEFT);
      return left !== before;
    }, { seconds: 60, pause: 200 });
  }
}

describe("whatever people do in a broken world", () => {
  before(prepare);

  it("keeps the invariants of handovers and the rules of orders", async () => {
    await ordersOnce();
    const end = performance.timeOrigin + performance.now() + SECONDS * 1000;
    const looking = world.keepsUp();
    try {
      await Promise.all([...clients.map((client) => client.lives(end)), faults.happen(end)]);
    } finally {
      world.isOver = true;
    }
    await looking;
    await settles();

    const final = await readFinal(portal, faults.jobsKilledAt);
    const { actions } = history;
    const officers = clients.filter(({ isOfficer }) => isOfficer).map(({ email }) => email);
    fs.writeFileSync(path.join(portal.state, "history.json"), JSON.stringify({ actions, officers, final }, null, 1));
    const problems = problemsOf({ actions, officers }, final);
    await checkInvariants(portal, { maySendTwice: faults.jobsKilledAt.length + final.lostAnswers.length }).catch(({ message }) => problems.push(message));
    const times = actions.filter(({ end: ended }) => ended).map(({ start, end: ended }) => ended - start);
    console.log(`     ${actions.length} actions in ${SECONDS} s: ${tally(actions.map(outcomeOf))}; the slowest ${Math.round(Math.max(...times))} ms`);
    console.log(`     ${faults.story}`);
    console.log(`     ${final.handovers.length} handovers: ${tally(final.handovers.map(({ state }) => state))}`);
    console.log(`     ${final.orders.length} orders: ${tally(final.orders.map(({ state }) => state))}; ${final.events.length} events, ${final.mails.length} mails`);
    assert.deepEqual(problems, [], problems.join("\n"));
    assert.ok(final.handovers.some(({ state }) => state === "completed") && final.certificates.length > ORGANISATIONS, "too little happened");
  });
});
