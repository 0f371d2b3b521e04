// Nodes killed, hung, cut off and brought back under a life that goes on: nothing is lost, nothing comes twice, pages
// answer 503 at worst and are well again by themselves. Prints the longest pause of each fault.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { rows } from "../support/handover.mjs";
import { checkInvariants } from "../support/invariants.mjs";
import { checkIssuedOnce } from "../support/issuance.mjs";
import { until } from "../support/until.mjs";
import { startCluster } from "./hosts.mjs";
import { Life } from "./life.mjs";

const SLOWEST_MS = 5000; // 3 s by the budget, on a busy machine
const LASTING_MS = 8000;

const moment = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

describe("a cluster", () => {
  let cluster;
  let hosts;
  let life;

  before(async () => {
    ({ cluster, hosts } = await startCluster());
    life = await Life.begin(hosts);
    await life.isWell();
  });
  after(async () => {
    life.going = false;
    await Promise.all(life.lanes);
  });

  // Hurts it, heals it when it has lasted a while, and tells what readers on both hosts saw of each half.
  async function meets(title, hurts, heals) {
    const began = performance.now();
    await hurts();
    await moment(LASTING_MS);
    const [hurt, healing] = [life.readers.map((reader) => reader.since(began)), performance.now()];
    await heals();
    const whole = await cluster.isWhole();
    await life.isWell();
    const healed = life.readers.map((reader) => reader.since(healing));
    const all = [...hurt, ...healed];
    const pauses = (list) => list.map(({ pause }) => seconds(pause)).join(" and ");
    console.log(`     ${title}: longest pause on the two hosts ${pauses(hurt)}, while coming back (${seconds(whole)}) ${pauses(healed)}; ` +
      `slowest answer ${seconds(Math.max(...all.map(({ slowest }) => slowest)))}, 503: ${all.reduce((sum, { unavailable }) => sum + unavailable, 0)}`);
    for (const { others, slowest } of all) {
      assert.deepEqual(others, [], "200 or 503, nothing else");
      assert.ok(slowest < SLOWEST_MS, `an answer after ${seconds(slowest)}`);
    }
    return { hurt, healed };
  }

  // With two of three nodes at work pages come after a moment.
  async function staysUp(title, hurts, heals) {
    for (const { pause } of (await meets(title, hurts, heals)).hurt) assert.ok(pause < LASTING_MS - 1000, `no page for ${seconds(pause)}`);
  }

  const areReady = async (status) => {
    for (const host of hosts) for (const path of ["/healthz", "/readyz"]) assert.equal((await host.browser().get(path)).status, status, path);
  };

  it("whose node is stopped for maintenance goes on without a pause", async () => {
    const [node] = cluster.nodes;
    for (const { pause, unavailable } of (await meets("node 1 stopped in order", () => cluster.stops(node), () => cluster.rejoins(node))).hurt) {
      assert.equal(unavailable, 0);
      assert.ok(pause < 2000, `no page for ${seconds(pause)}`);
    }
  });

  for (const index of [0, 1, 2]) {
    it(`whose node ${index + 1} is killed goes on`, async () => {
      const node = cluster.nodes[index];
      await staysUp(`node ${index + 1} killed`, () => cluster.kills(node), () => cluster.rejoins(node));
    });
    it(`whose node ${index + 1} hangs goes on`, async () => {
      const node = cluster.nodes[index];
      await staysUp(`node ${index + 1} hung`, () => cluster.hangs(node), () => cluster.goesOn(node));
    });
  }

  it("that loses its quorum by hanging nodes answers 503, and is well again by itself", async () => {
    const lost = cluster.nodes.slice(1);
    const hurts = async () => {
      cluster.hangs(...lost);
      await moment(LASTING_MS);
      await areReady(503);
    };
    const { hurt } = await meets("quorum lost, two nodes hung", hurts, () => cluster.goesOn(...lost));
    await areReady(200);
    for (const { unavailable } of hurt) assert.ok(unavailable > 0);
  });

  it("that loses its quorum by killed nodes answers 503, and is well again when they are back", async () => {
    const lost = cluster.nodes.slice(0, 2);
    const { hurt } = await meets("quorum lost, two nodes killed", () => cluster.kills(...lost), () => cluster.rejoins(...lost));
    for (const { unavailable } of hurt) assert.ok(unavailable > 0);
  });

  it("all of whose nodes are killed answers 503, and is well again when they are back", async () => {
    await meets("all nodes killed", () => cluster.kills(...cluster.nodes), () => cluster.rejoins(...cluster.nodes));
  });

  it("has lost and doubled nothing of what people were told", async () => {
    const told = await life.end();
    console.log(`     ${told.handovers.length} handovers, ${told.orders.length} orders, ${told.signIns} sign-ins`);
    const waiting = async () => Number(await hosts[0].sql("SELECT COUNT(*) FROM outbox WHERE state='waiting'"));
    // A mail whose claim was lost with a connection is taken up again after ten minutes.
    await until("most mails", async () => (await waiting()) < 5, { seconds: 60, pause: 300 });
    for (const host of hosts) host.later({ minutes: 11 });
    await until("all mails", async () => (await waiting()) === 0, { seconds: 60, pause: 300 });
    const { handovers, mails } = await checkInvariants(hosts[0]);
    for (const { reference, state } of told.handovers) assert.equal(handovers.get(reference)?.state, state, reference);
    await checkIssuedOnce(hosts[0], told.orders);
    assert.equal(await hosts[0].sql("SELECT COUNT(*) FROM surplus_certificate"), "0");
    const open = await rows(hosts[0], "number, state", "FROM certificate_order WHERE state NOT IN ('issued', 'withdrawn')");
    assert.deepEqual(open, []);
    console.log(`     ${mails} mails, each sent once`);
    await until("a sealed chain that verifies", async () => /^unsealed 0$/m.test(await hosts[1].done(["audit", "verify"])), { seconds: 60, pause: 500 });
    await cluster.areTheSame();
  });
});
