// Issuing in a broken world: several jobs on the same orders, jobs killed by SIGKILL at any moment, the database away in the
// middle, its disk full. Each order ends issued once, with one certificate, one mail, one event. ROUNDS races (20) and KILLS kills (20);
// `make chaos` runs more. On a portal of its own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { before, describe, it } from "node:test";

import { allIssued, checkIssuedOnce, countOf, inState, placesOrders } from "../support/issuance.mjs";
import { anAddress, isAlive, sharedPortal } from "../support/portal.mjs";
import { random } from "../support/random.mjs";
import { until } from "../support/until.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 20);
const KILLS = Number(process.env.KILLS ?? 20);

let portal;
let organisations;

const moment = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

async function prepare() {
  portal = await sharedPortal("issuance-faults", { limits: 0, workers: 1 });
  if (organisations) return;
  const anna = await portal.account(anAddress("anna"));
  const create = () => portal.done(["organisation", "create", "--name", "Muster AG", "--technical-contact", anna.email]);
  organisations = (await Promise.all([create(), create()])).map((text) => text.trim());
}

const anOrganisation = () => organisations[Math.floor(random() * organisations.length)];

// While `work` runs, the stack's own jobs does not.
async function withoutJobs(work) {
  const pid = portal.pid("jobs");
  process.kill(pid, "SIGTERM");
  await until("the end of jobs", () => !isAlive(pid));
  try {
    return await work();
  } finally {
    await portal.start();
  }
}

// Another process of jobs, which the test may kill.
function startJobs() {
  const child = spawn(portal.path("program", "certportal"), ["--config", portal.path("certportal.conf"), "jobs"], { stdio: "ignore" });
  child.ended = once(child, "exit");
  return child;
}

describe("several jobs on the same orders", () => {
  before(prepare);

  it("store one certificate for each", () => withoutJobs(async () => {
    const all = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const numbers = await placesOrders(portal, anOrganisation(), round % 2 === 0 ? 1 : 5);
      const passes = Array.from({ length: 2 + (round % 2) }, () => portal.cli(["jobs", "--once"]));
      for (const { status, stderr } of await Promise.all(passes)) assert.equal(status, 0, stderr);
      assert.equal(await inState(portal, numbers, "issued"), numbers.length);
      all.push(...numbers);
    }
    await checkIssuedOnce(portal, all);
    console.log(`     ${ROUNDS} rounds, ${all.length} orders`);
  }));

  it("that run on go through a heap of orders together", () => withoutJobs(async () => {
    const numbers = (await Promise.all(organisations.map((organisation) => placesOrders(portal, organisation, 150)))).flat();
    const running = [1, 2, 3].map(startJobs);
    await allIssued(portal, numbers, { seconds: 30 });
    for (const child of running) child.kill("SIGTERM");
    await Promise.all(running.map(({ ended }) => ended));
    await checkIssuedOnce(portal, numbers);
  }));
});

describe("jobs killed at any moment", () => {
  before(prepare);

  it("leaves each order to be issued once", () => withoutJobs(async () => {
    const numbers = [];
    const found = { approved: 0, issuing: 0, issued: 0 };
    // From start to commit it takes some ten milliseconds: the moment of the kill follows what the last ones met.
    let delay = 60;
    for (let i = 0; i < KILLS; i += 1) {
      const placed = await placesOrders(portal, anOrganisation(), 1 + (i % 3));
      numbers.push(...placed);
      const child = startJobs();
      await moment(Math.max(0, delay + (random() - 0.5) * 16));
      child.kill("SIGKILL");
      await child.ended;
      const state = await portal.sql(`SELECT state FROM certificate_order WHERE number=${placed.at(-1)}`);
      found[state] += 1;
      if (state === "approved") delay += 6;
      if (state === "issued") delay -= 6;
    }
    portal.later({ minutes: 6 }); // the claims of the killed run out
    const last = startJobs();
    await allIssued(portal, numbers);
    last.kill("SIGTERM");
    await last.ended;
    await checkIssuedOnce(portal, numbers);
    assert.equal(await countOf(portal, "surplus_certificate"), 0);
    console.log(`     ${KILLS} kills, ${numbers.length} orders, killed before the claim ${found.approved}, while issuing ${found.issuing}, after the commit ${found.issued}`);
  }));
});

describe("a database that goes away while orders are issued", () => {
  before(prepare);

  for (const signal of ["SIGKILL", "SIGTERM"]) {
    it(`by ${signal}, and comes back, loses and doubles nothing`, async () => {
      const numbers = [];
      for (let i = 0; i < 3; i += 1) {
        numbers.push(...await placesOrders(portal, anOrganisation(), 40));
        await until("the first", async () => (await inState(portal, numbers, "approved")) < numbers.length, { pause: 0 });
        await moment(random() * 30);
        const pid = portal.pid("mariadb");
        process.kill(pid, signal);
        await until("the database's end", () => !isAlive(pid), { seconds: 30 });
        const { status, stderr } = await portal.stack("start");
        assert.equal(status, 0, stderr);
      }
      await allIssued(portal, numbers, { seconds: 30 });
      await checkIssuedOnce(portal, numbers);
    });
  }
});

describe("a disk that is full for some orders of several", () => {
  before(prepare);

  it("makes none of them fail: they are issued once there is room", () => withoutJobs(async () => {
    const numbers = await placesOrders(portal, anOrganisation(), 6);
    await portal.sql(`DELIMITER ;;
      CREATE TRIGGER outbox_is_full BEFORE INSERT ON outbox FOR EACH ROW IF NEW.kind='order_issued' AND NEW.reference % 2 = 0 THEN SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO=1114, MESSAGE_TEXT='The table is full'; END IF;;
      DELIMITER ;`);
    await portal.cli(["jobs", "--once"]);
    await portal.sql("DROP TRIGGER outbox_is_full");
    assert.equal(await inState(portal, numbers, "failed"), 0);
    portal.later({ minutes: 6 });
    const { status, stderr } = await portal.cli(["jobs", "--once"]);
    assert.equal(status, 0, stderr);
    await checkIssuedOnce(portal, numbers);
  }));
});
