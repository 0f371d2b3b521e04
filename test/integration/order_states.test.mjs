// The state table of orders.md: every state with every action, in the browser and by the operator.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { anOfficer, anOrganisation, orderPortal, placesOrder, posts, productFor } from "../support/order.mjs";
import { anAddress } from "../support/portal.mjs";

const STATES = ["submitted", "approved", "issuing", "issued", "rejected", "withdrawn", "failed"];
const OPEN = ["submitted", "approved", "issuing", "failed"];

// From which states a person may do it, and what comes of it; from all others it is refused.
const ACTIONS = {
  withdraw: { states: ["submitted", "approved", "failed"], leadsTo: "withdrawn", event: "order_withdrawn", browser: (order) => order.withdraws() },
  approve: { states: ["submitted"], leadsTo: "approved", event: "order_approved", browser: (order) => order.approves(), operator: (order) => order.decides("approve") },
  reject: { states: ["submitted", "failed"], leadsTo: "rejected", event: "order_rejected", browser: (order) => order.rejects(), operator: (order) => order.decides("reject") },
  retry: { states: ["failed"], leadsTo: "approved", event: "order_retried", browser: (order) => order.retries(), operator: (order) => order.decides("retry") },
};

let portal;
let anna;
let olga;
let organisation;
let stranger;
const made = new Map();

const newOrder = async (state) => (await placesOrder(portal, { contact: anna, officer: olga, organisation, product: productFor(state) })).becomes(state);

// One order for each state: what is refused leaves it as it was.
function inState(state) {
  if (!made.has(state)) made.set(state, newOrder(state));
  return made.get(state);
}

async function staysAsItWas(order, does) {
  const before = await order.everything();
  const answer = await does();
  assert.deepEqual(await order.everything(), before, answer.summary ?? answer.stderr);
  return answer;
}

const referencesOn = (page) => page.page.all("tr").map(({ attributes }) => attributes["data-reference"]).filter(Boolean);

describe("an order", () => {
  before(async () => {
    portal = await orderPortal();
    [anna, olga, stranger] = await Promise.all([portal.signedIn(anAddress("anna"), "Anna Alt"), anOfficer(portal), portal.signedIn(anAddress("fremd"), "Frida Fremd")]);
    organisation = await anOrganisation(anna);
  });

  for (const state of STATES) {
    for (const [action, { states, leadsTo, event, browser, operator }] of Object.entries(ACTIONS)) {
      for (const [way, does] of Object.entries({ browser, operator }).filter(([, step]) => step)) {
        const isWell = (answer) => (way === "browser" ? answer.status === 303 : answer.status === 0);
        if (states.includes(state)) {
          it(`that is ${state} is ${leadsTo} after ${action} (${way}), with one event`, async () => {
            const order = await newOrder(state);
            const events = await order.events();
            const mails = await order.mails();
            const answer = await does(order);
            assert.ok(isWell(answer), answer.summary ?? answer.stderr);
            assert.equal(await order.state(), leadsTo);
            assert.deepEqual(await order.events(), [...events, event]);
            assert.deepEqual(await order.mails(), action === "reject" ? [...mails, `order_rejected to ${anna.email}`] : mails);
          });
        } else {
          it(`that is ${state} refuses ${action} (${way}), which says so and changes nothing`, async () => {
            const order = await inState(state);
            const answer = await staysAsItWas(order, () => does(order));
            if (way === "browser") {
              assert.equal(answer.status, 409, answer.summary);
            } else {
              assert.equal(answer.status, 1, answer.stdout);
              assert.equal(answer.stdout, "");
              assert.match(answer.stderr, new RegExp(`^certportal: ${order.number}: the order is ${state}\n$`));
            }
          });
        }
      }
    }

    it(`that is ${state} is nobody else's: 404 for a stranger, 403 for a contact who would decide`, async () => {
      const order = await inState(state);
      for (const does of [() => stranger.get(order.page), () => order.withdraws(stranger), () => olga.get(order.page), () => order.withdraws(olga)]) {
        const answer = await staysAsItWas(order, does);
        assert.equal(answer.status, 404, answer.summary);
      }
      for (const step of ["approve", "reject", "retry"]) {
        const answer = await staysAsItWas(order, () => posts(anna, `${order.approval}/${step}`, { reason: "mine" }));
        assert.equal(answer.status, 403, answer.summary);
      }
    });

    it(`that is ${state} stands in the right list, and in no other`, async () => {
      const order = await inState(state);
      const lists = { open: "/orders", closed: "/orders?status=closed", certificates: `/certificates?q=${order.number}` };
      const found = [];
      for (const [name, path] of Object.entries(lists)) if (referencesOn(await anna.gets(path)).includes(order.number)) found.push(name);
      assert.deepEqual(found, [OPEN.includes(state) ? "open" : state === "issued" ? "certificates" : "closed"]);
    });
  }

  it("keeps its request, who asked, who decided, when and why", async () => {
    const order = await newOrder("rejected");
    const { csr, ...row } = await order.row("state, kind, product, submitted_by_email, decided_at, reason, TO_BASE64(csr) csr");
    assert.equal(csr.replaceAll("\n", ""), order.request.der.toString("base64"));
    assert.deepEqual({ ...row, decided_at: undefined }, { state: "rejected", kind: "new", product: "hand", submitted_by_email: anna.email, decided_at: undefined, reason: "The name belongs to somebody else." });
    const { decisions } = await portal.json(["order", "show", order.number]);
    assert.equal(decisions.length, 1);
    assert.match(decisions[0], new RegExp(`^rejected by ${olga.email} at \\d{4}-`));
  });
});
