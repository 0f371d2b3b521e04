// From the previous program to this one, with people at work: no request fails, nothing is lost or done twice.
import assert from "node:assert/strict";
import path from "node:path";
import { before, describe, it } from "node:test";

import { csr } from "../support/csr.mjs";
import { anOrganisation, asksForHandover, Handover, posts, startHandover } from "../support/handover.mjs";
import { checkInvariants } from "../support/invariants.mjs";
import { allIssued, placesOrders } from "../support/issuance.mjs";
import { aName, numberIn, orders } from "../support/order.mjs";
import { BUILD, newPortal, run } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const OLD_ROOT = process.env.OLD_ROOT;
const SECONDS = 1000;

// A portal of the previous checkout, until becomesNew(): its own program, templates and scripts.
async function oldPortal(name) {
  const portal = await newPortal(name, { limits: 0, workers: 3, build: path.join(OLD_ROOT, "build") });
  const newStack = portal.stack.bind(portal);
  portal.stack = (command) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, STATE: portal.state, PORT: portal.port, BUILD: portal.build, ...portal.variables };
    return run(path.join(OLD_ROOT, "scripts/stack"), [command], { env });
  };
  portal.becomesNew = () => {
    portal.build = BUILD;
    portal.stack = newStack;
  };
  return portal.start();
}

// Kinds of requests, each gone on with until ends(): what they counted, what failed, and how long one took at most.
class Load {
  constructor() {
    Object.assign(this, { going: true, counts: {}, failures: [], longest: 0, streams: [] });
  }

  // `step` does some requests through `ask(kind, promise of an answer, its right statuses)`.
  runs(step) {
    const ask = async (kind, answering, ...right) => {
      const began = performance.now();
      const answer = await answering.catch((error) => ({ status: error.code ?? error.message, summary: String(error) }));
      this.longest = Math.max(this.longest, performance.now() - began);
      this.counts[kind] = (this.counts[kind] ?? 0) + 1;
      if (!right.includes(answer.status)) this.failures.push(`${kind}: ${answer.status} ${answer.summary ?? ""}`.slice(0, 300));
      return answer;
    };
    this.streams.push((async () => { while (this.going) await step(ask); })().catch((error) => this.failures.push(String(error))));
  }

  async lasts(milliseconds) {
    await new Promise((resolve) => { setTimeout(resolve, milliseconds); });
  }

  async ends() {
    this.going = false;
    await Promise.all(this.streams);
    console.log(`     ${Object.entries(this.counts).map(([kind, count]) => `${kind} ${count}`).join(", ")}; failed ${this.failures.length}, longest ${Math.round(this.longest)} ms`);
    assert.deepEqual(this.failures, []);
  }
}

let portal;
let anna;
let nora;
const done = { handovers: [], orders: [], withdrawn: [] };

async function peopleAtWork() {
  const load = new Load();
  const organisation = await anOrganisation(anna, "Lastprobe AG");
  const own = await portal.signedIn("otto.ohne@example.org", "Otto Ohne");
  const ordering = await anOrganisation(own, "Bestellprobe AG");
  const request = await csr({ names: [aName()] });
  load.runs((ask) => ask("list", anna.get("/certificates"), 200));
  load.runs((ask) => ask("health", portal.browser().get("/healthz"), 200));
  load.runs(async (ask) => {
    const { status } = await ask("sign-in", anna.atAnotherDevice().triesToSignIn(), 303);
    if (status !== 303) await load.lasts(100);
  });
  load.runs(async (ask) => {
    const number = numberIn(await ask("order", orders(own, { organisation: ordering, product: "server", request }), 303));
    if (!number) return;
    done.orders.push(number);
    await ask("order withdrawn", posts(own, `/orders/${number}/withdraw`), 303);
    done.withdrawn.push(number);
  });
  let [from, to] = [anna, nora];
  load.runs(async (ask) => {
    const answer = await ask("handover start", asksForHandover(from, organisation, to), 200);
    const reference = /UEB-\d{6,}/.exec(answer.main ?? "")?.[0];
    if (!reference) return;
    const handover = new Handover(portal, { organisation, from, to, reference, sessionPassword: answer.page.byId("session-password").text });
    await ask("handover accept", handover.accepts(), 303);
    await ask("handover authorise", handover.authorises(), 303);
    done.handovers.push(reference);
    [from, to] = [to, from];
  });
  return load;
}

const startsFrom = async () => {
  portal = await oldPortal("upgrade");
  [anna, nora] = [await portal.signedIn("anna.alt@example.org", "Anna Alt"), await portal.signedIn("nora.neu@example.org", "Nora Neu")];
};

describe("an upgrade", () => {
  before(startsFrom);

  it("loses no request and nothing that was done, and what was half done is finished after it", async () => {
    const newMigrations = run(`${BUILD}/certportal`, ["--config", portal.path("certportal.conf"), "migrate", "--dry-run"]);
    assert.match((await newMigrations).stdout, /^would apply/, "the previous program has an older schema");
    const organisation = await anOrganisation(anna, "Vorher AG");
    const [issuedBefore] = await placesOrders(portal, organisation, 1);
    await allIssued(portal, [issuedBefore]);
    const half = await (await startHandover(portal, { from: anna, to: nora, organisation })).becomes("accepted");
    const load = await peopleAtWork();
    await load.lasts(2 * SECONDS);
    const migrated = await Promise.all([1, 2].map(() => run(`${BUILD}/certportal`, ["--config", portal.path("certportal.conf"), "migrate"])));
    for (const { status, stderr } of migrated) assert.equal(status, 0, stderr);
    await load.lasts(3 * SECONDS); // the old program on the new schema
    const issuedBetween = await placesOrders(portal, organisation, 2);
    await allIssued(portal, issuedBetween);
    const before = portal.workers();
    portal.becomesNew();
    await portal.reload();
    assert.ok(portal.workers().every((pid) => !before.includes(pid)));
    await load.lasts(3 * SECONDS);
    await load.ends();
    assert.equal((await half.authorises()).status, 303);
    await allIssued(portal, await placesOrders(portal, organisation, 2));
    assert.equal((await nora.get(`/certificates/${issuedBefore}/download/pem`)).status, 200);
  });

  it("left every handover and order exactly once", async () => {
    await portal.mailsAreOut();
    await checkInvariants(portal);
    const count = async (from) => Number(await portal.sql(`SELECT COUNT(*) FROM ${from}`));
    assert.ok(done.handovers.length > 3 && done.orders.length > 3, JSON.stringify(done));
    assert.equal(await count("handover WHERE state='completed'"), done.handovers.length + 1);
    await until("the receipts", async () => (await count("handover_receipt")) === done.handovers.length + 1);
    assert.equal(await count("certificate_order o JOIN organisation g ON g.id=o.organisation_id WHERE g.name='Bestellprobe AG'"), done.orders.length);
    assert.equal(await count("certificate_order WHERE state='withdrawn'"), done.withdrawn.length);
    assert.match(await portal.done(["audit", "verify"]), /the chain is whole/);
    assert.doesNotMatch((await portal.cli(["doctor"])).stdout, /^error/m);
  });
});
