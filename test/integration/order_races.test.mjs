// Two people at one order in the same moment, over three workers and jobs: whatever comes first, there is one truth, and
// both answers tell it. ROUNDS of each race (20); `make chaos` runs more. On a portal of their own, without limits.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { csr } from "../support/csr.mjs";
import { startHandover } from "../support/handover.mjs";
import { aName, anOfficer, anOrganisation, idIn, numberIn, orderPortal, orders, placesOrder, posts } from "../support/order.mjs";
import { anAddress } from "../support/portal.mjs";
import { holdBack, lag, together } from "../support/race.mjs";
import { until } from "../support/until.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 20);
const LANES = 4; // rounds under way at a time, each with an organisation and a key of its own

let portal;
let arenas;

// Two contacts with an organisation each, and two officers.
async function opens() {
  const [anna, nora, olga, otto] = await Promise.all([portal.signedIn(anAddress("anna"), "Anna Alt"), portal.signedIn(anAddress("nora"), "Nora Neu"), anOfficer(portal), anOfficer(portal, "otto")]);
  const [organisation, otherOrganisation] = [await anOrganisation(anna), await anOrganisation(nora)];
  const request = await csr({ names: [aName()] });
  return { anna, nora, olga, otto, organisation, otherOrganisation, order: (product) => placesOrder(portal, { contact: anna, officer: olga, organisation, product, request }) };
}

const tell = (title, tally) => console.log(`     ${title}: ${Object.entries(tally).map(([outcome, count]) => `${count} ${outcome}`).join(", ")}`);

// Plays ROUNDS of `round(arena, race)`, which gives the outcome's name; each of `sees` must come up in them. Outcomes that
// were not seen by then get twice as many rounds again. race(steps, ahead): the steps together, the second of them sooner or
// later than the first, which needs `ahead` ms more than it.
async function races(title, sees, round) {
  const tally = {};
  let next = 0;
  const isMissing = () => ROUNDS >= 20 && sees.some((outcome) => !tally[outcome]);
  const plays = async (arena) => {
    while (next < ROUNDS || (next < 3 * ROUNDS && isMissing())) {
      const index = next;
      next += 1;
      const race = (steps, ahead = 0, span = 100) => {
        const later = ahead + lag(index % ROUNDS, ROUNDS, span);
        return together(steps, steps.map((_, place) => (place === 0 ? Math.max(0, -later) : Math.max(0, later))));
      };
      const outcome = await round(arena, race);
      tally[outcome] = (tally[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(arenas.map(plays));
  tell(title, tally);
  if (ROUNDS >= 20) for (const outcome of sees) assert.ok(tally[outcome] > 0, `never ${outcome}: the requests did not overlap (${JSON.stringify(tally)})`);
}

// That of two answers exactly one did it, and the other says how the order stands; which one (0 or 1).
function onlyOne(answers) {
  const done = answers.map(({ status }) => status === 303);
  assert.equal(done.filter(Boolean).length, 1, answers.map(({ summary }) => summary).join("\n"));
  const refused = answers[done.indexOf(false)];
  assert.equal(refused.status, 409, refused.summary);
  return done.indexOf(true);
}

describe("at the same moment", () => {
  before(async () => {
    portal = await orderPortal("order-races", { limits: 0, workers: 3 });
    arenas = await Promise.all(Array.from({ length: LANES }, opens));
  });

  it("two officers approve: one of them did, once", () => races("two officers", ["approved"], async ({ olga, otto, order }, race) => {
    const placed = await order("hand");
    onlyOne(await race([() => placed.approves(olga), () => placed.approves(otto)]));
    assert.deepEqual(await placed.events(), ["order_submitted", "order_approved"]);
    assert.equal((await portal.json(["order", "show", placed.number])).decisions.length, 1);
    return placed.state();
  }));

  it("two officers approve where both have to: it is approved, by both", () => races("both officers", ["approved"], async ({ olga, otto, order }, race) => {
    const placed = await order("two");
    for (const answer of await race([() => placed.approves(olga), () => placed.approves(otto)])) assert.equal(answer.status, 303, answer.summary);
    assert.deepEqual(await placed.events(), ["order_submitted", "order_approved", "order_approved"]);
    assert.deepEqual((await placed.eventRows()).slice(1).map(({ content }) => JSON.parse(content).approvals), ["1/2", "2/2"]);
    return placed.state();
  }));

  it("one officer approves twice where two have to: it counts once", () => races("one officer twice", ["submitted"], async ({ olga, order }, race) => {
    const placed = await order("two");
    const statuses = (await race([() => placed.approves(olga), () => placed.approves(olga)])).map(({ status }) => status);
    assert.deepEqual(statuses.sort(), [303, 403]);
    assert.deepEqual(await placed.events(), ["order_submitted", "order_approved"]);
    return placed.state();
  }));

  it("an officer approves and the contact withdraws: it ends withdrawn, or both did it in this order", () => races("approve, withdraw", ["withdrawn", "withdrawn approved"], async ({ olga, order }, race) => {
    const placed = await order("hand");
    const [approved, withdrawn] = await race([() => placed.approves(olga), () => placed.withdraws()]);
    assert.equal(withdrawn.status, 303, withdrawn.summary);
    assert.ok([303, 409].includes(approved.status), approved.summary);
    const was = approved.status === 303;
    assert.deepEqual(await placed.events(), ["order_submitted", ...(was ? ["order_approved"] : []), "order_withdrawn"]);
    return `${await placed.state()}${was ? " approved" : ""}`;
  }));

  it("one officer approves and the other rejects: one of them did, and a rejection has one mail", () => races("approve, reject", ["approved", "rejected"], async ({ anna, olga, otto, order }, race) => {
    const placed = await order("hand");
    const first = onlyOne(await race([() => placed.approves(olga), () => placed.rejects(otto)]));
    const state = await placed.state();
    assert.equal(state, ["approved", "rejected"][first]);
    assert.deepEqual(await placed.events(), ["order_submitted", `order_${state}`]);
    assert.deepEqual(await placed.mails(), state === "rejected" ? [`order_rejected to ${anna.email}`] : []);
    return state;
  }));

  it("the contact withdraws and jobs begins to issue: no certificate, or one", () => races("withdraw, claim", ["withdrawn", "issued"], async ({ olga, order }, race) => {
    const placed = await order("server");
    let withdrawn;
    await race([() => placed.approves(olga), async () => { await holdBack(); withdrawn = await placed.withdraws(); }], 300, 500);
    assert.ok([303, 409].includes(withdrawn.status), withdrawn.summary);
    if (withdrawn.status === 409) await placed.isIssued();
    const state = await placed.state();
    if (state === "withdrawn") assert.ok(!(await placed.events()).includes("order_issued"));
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM certificate WHERE number=${placed.number}`), state === "issued" ? "1" : "0");
    assert.equal((await placed.mails()).length, state === "issued" ? 1 : 0);
    return state;
  }));

  it("two renewals of one certificate are sent: one is there", async () => {
    const issued = await Promise.all(arenas.map(async ({ order }) => (await order("server")).becomes("issued")));
    await portal.sql("UPDATE certificate SET not_before = not_before - INTERVAL 150 DAY, not_after = not_after - INTERVAL 150 DAY");
    await races("two renewals", ["submitted"], async (arena, race) => {
      const { number } = issued[arenas.indexOf(arena)];
      const renews = () => posts(arena.anna, `/certificates/${number}/renew`, { same_key: "1", confirm: "1" });
      const answers = await race([renews, renews]);
      const done = answers[onlyOne(answers)];
      const open = await portal.sql(`SELECT number FROM certificate_order WHERE open_predecessor=${number}`);
      assert.equal(open, numberIn(done));
      const state = await portal.sql(`SELECT state FROM certificate_order WHERE number=${open}`);
      assert.equal((await posts(arena.anna, `/orders/${open}/withdraw`)).status, 303);
      return state;
    });
  });

  it("two organisations order with one key: one of them does", () => races("one key", ["submitted"], async ({ anna, nora, organisation, otherOrganisation }, race) => {
    const request = await csr({ names: [aName()] });
    const answers = await race([() => orders(anna, { organisation, request }), () => orders(nora, { organisation: otherOrganisation, request })]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422], answers.map(({ summary }) => summary).join("\n"));
    return portal.sql(`SELECT state FROM certificate_order WHERE number=${numberIn(answers.find(({ status }) => status === 303))}`);
  }));

  it("the organisation goes to a successor and its contact withdraws or orders: before it, or not at all", () => races("handover, withdraw", ["withdrawn", "submitted"], async ({ anna }, race) => {
    const own = await anOrganisation(anna);
    const request = await csr({ names: [aName()] });
    const placed = await placesOrder(portal, { contact: anna, organisation: own, request });
    const handover = await (await startHandover(portal, { organisation: own, from: anna })).becomes("accepted");
    const [completed, withdrawn, ordered] = await race([() => handover.authorises(), () => placed.withdraws(), () => orders(anna, { organisation: own, request })], 30);
    assert.equal(completed.status, 303, completed.summary);
    for (const answer of [withdrawn, ordered]) assert.ok([303, 404].includes(answer.status), answer.summary);
    assert.equal(await placed.state(), withdrawn.status === 303 ? "withdrawn" : "submitted");
    const open = await portal.sql(`SELECT COUNT(*) FROM certificate_order WHERE organisation_id=${idIn(own)} AND state='submitted'`);
    assert.equal(Number(open), (withdrawn.status === 303 ? 0 : 1) + (ordered.status === 303 ? 1 : 0));
    assert.equal((await handover.row()).open_orders, Number(open), "what the handover counted is what went along");
    return placed.state();
  }));

  after(async () => {
    // No request of them all ended in an error, and every mail is on its way.
    await until("the mails of the races", async () => (await portal.sql("SELECT COUNT(*) FROM outbox WHERE state='waiting'")) === "0", { seconds: 60, pause: 100 });
    assert.equal(await portal.sql("SELECT COUNT(*) FROM outbox WHERE state='failed'"), "0");
  });
});
