// What only the database knows of an order: orders.md rule by rule. What a CSR must be is told elsewhere.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { csr, privateKey } from "../support/csr.mjs";
import { startHandover } from "../support/handover.mjs";
import { aName, anOfficer, anOrganisation, idIn, numberIn, Order, orderPortal, orders, placesOrder, posts } from "../support/order.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress } from "../support/portal.mjs";

let portal;
let anna;
let olga;

const newOrder = (options) => placesOrder(portal, { contact: anna, officer: olga, ...options });
const countOf = (organisation) => portal.sql(`SELECT COUNT(*) FROM certificate_order WHERE organisation_id=${idIn(organisation)}`);
const renews = (contact, number, fields) => posts(contact, `/certificates/${number}/renew`, { confirm: "1", ...fields });

async function prepare() {
  if (portal) return;
  portal = await orderPortal();
  [anna, olga] = await Promise.all([portal.signedIn(anAddress("anna"), "Anna Alt"), anOfficer(portal)]);
}

// A certificate issued here, in the last third of its lifetime.
async function renewable(options) {
  const order = await (await newOrder({ product: "server", ...options })).becomes("issued");
  await portal.sql(`UPDATE certificate SET not_before = not_before - INTERVAL 150 DAY, not_after = not_after - INTERVAL 150 DAY WHERE number=${order.number}`);
  return order;
}

// Nothing is stored of an order that is refused.
async function assertRefused(contact, fields, status, says = /./) {
  const before = await countOf(fields.organisation);
  const answer = await orders(contact, fields);
  assert.equal(answer.status, status, answer.summary);
  assert.match(answer.alert || answer.main, says);
  assert.equal(await countOf(fields.organisation), before);
  return answer;
}

describe("an order is", () => {
  before(prepare);

  it("submitted under the next number of the one sequence, with one event", async () => {
    const [first, second] = [await newOrder(), await newOrder()];
    assert.equal(Number(second.number), Number(first.number) + 1);
    assert.deepEqual(await second.events(), ["order_submitted"]);
    const [{ actor, content }] = await second.eventRows();
    assert.equal(actor, anna.email);
    const { name } = await second.row();
    assert.deepEqual(JSON.parse(content), { reference: second.number, kind: "new", name, product: "hand" });
    assert.deepEqual(await second.mails(), []);
  });

  it("for one's own organisations alone: 404 for another's, or none", async () => {
    const request = await csr({ names: [aName()] });
    const others = await anOrganisation(await portal.account(anAddress("otto"), "Otto Anders"));
    await assertRefused(anna, { organisation: others, request }, 404);
    await assertRefused(anna, { organisation: "ORG-999999", request }, 404);
  });

  it("limited to 500 a day and organisation", async () => {
    const order = await newOrder();
    await portal.sql(`INSERT INTO certificate_order (number, organisation_id, state, created_at) SELECT 700000000 + seq, ${idIn(order.organisation)}, 'withdrawn', UTC_TIMESTAMP() - INTERVAL 23 HOUR FROM seq_1_to_499`);
    const answer = await assertRefused(anna, { organisation: order.organisation, request: order.request }, 429);
    assert.ok(Math.abs(Number(answer.headers["retry-after"]) - 3600) < 120, answer.headers["retry-after"]);
    assert.equal((await orders(anna, { organisation: await anOrganisation(anna), request: await csr({ names: [aName()] }) })).status, 303, "another organisation's");
  });
});

describe("a key", () => {
  before(prepare);

  it("in another organisation's open order is refused, until that is withdrawn or rejected", async () => {
    for (const ends of ["withdrawn", "rejected"]) {
      const order = await newOrder();
      const organisation = await anOrganisation(anna);
      await assertRefused(anna, { organisation, request: order.request }, 422, /key/i);
      await order.becomes(ends);
      assert.equal((await orders(anna, { organisation, request: order.request })).status, 303, ends);
    }
  });

  it("in another organisation's certificate is refused, an expired one's too", async () => {
    const pki = new Pki();
    const root = await pki.root("Muster Root CA 7");
    for (const dates of [{}, { from: -30, to: -10 }]) {
      const leaf = await pki.leaf(root, [aName()], dates);
      const holder = await anOrganisation(anna);
      assert.equal((await portal.imports(holder, [leaf.file])).imported, 1);
      const request = await csr({ names: [aName()], key: leaf.key });
      await assertRefused(anna, { organisation: await anOrganisation(anna), request }, 422, /key/i);
      assert.equal((await orders(anna, { organisation: holder, request })).status, 303, "the organisation's own");
    }
  });

  it("of a certificate that was revoked for keyCompromise is refused for everybody, in the preview as well, and not offered again", async () => {
    const order = await (await newOrder({ product: "server" })).becomes("issued");
    const sibling = await renewable({ organisation: order.organisation, request: order.request });
    const answer = await posts(anna, `/certificates/${order.number}/revoke`, { reason: "keyCompromise", current_password: anna.password, confirm: "1" });
    assert.equal(answer.status, 303, answer.summary);
    for (const organisation of [order.organisation, await anOrganisation(anna)]) await assertRefused(anna, { organisation, request: order.request }, 422, /was revoked because/);
    const preview = await posts(anna, "/orders/new", { organisation: order.organisation, product: "hand", csr: order.request.pem });
    assert.deepEqual([preview.status, preview.badFields], [422, ["csr"]], preview.summary);
    const renewal = (await anna.gets(`/certificates/${sibling.number}/renew`)).main;
    assert.match(renewal, /was revoked because/);
    assert.doesNotMatch(renewal, /Renew with the same key/);
  });

  it("that is in use is refused of a new CSR, too, where the product wants a new one", async () => {
    const order = await renewable({ names: [aName()] });
    const fields = { organisation: order.organisation, product: "fresh", request: order.request };
    await assertRefused(anna, fields, 422, /in use in a certificate already.*openssl req -new -newkey/s);
    await portal.sql(`UPDATE certificate_order SET product='fresh' WHERE number=${order.number}`);
    const renewal = await renews(anna, order.number, { csr: order.request.pem });
    assert.equal(renewal.status, 422, renewal.summary);
    assert.deepEqual(renewal.badFields, ["csr"]);
    assert.equal(await countOf(order.organisation), "1");
  });

  it("that is in use for more than 398 days is refused of a new CSR, too", async () => {
    const order = await renewable({ names: [aName()] });
    const again = { organisation: order.organisation, request: order.request };
    assert.equal((await orders(anna, again)).status, 303);
    const pasted = await renews(anna, order.number, { csr: order.request.pem });
    assert.equal(pasted.status, 303, pasted.summary);
    assert.equal((await new Order(portal, { number: numberIn(pasted) }).row()).has_same_key, 1, "whatever the form called it");
    await posts(anna, `${pasted.location}/withdraw`);
    await portal.sql(`UPDATE certificate SET not_before = UTC_TIMESTAMP() - INTERVAL 399 DAY WHERE number=${order.number}`);
    await assertRefused(anna, again, 422, /398 days.*openssl req -new -newkey/s);
    const renewal = await renews(anna, order.number, { csr: order.request.pem });
    assert.equal(renewal.status, 422, renewal.summary);
    assert.match(renewal.alert, /398 days/);
  });

  it("may be the organisation's own again", async () => {
    const key = await privateKey();
    const [first, second] = [await csr({ names: [aName()], key }), await csr({ names: [aName()], key })];
    const order = await newOrder({ request: first });
    assert.equal((await orders(anna, { organisation: order.organisation, request: second })).status, 303);
  });
});

describe("a renewal", () => {
  before(prepare);

  it("is open once for a certificate", async () => {
    const order = await renewable();
    const first = await renews(anna, order.number, { same_key: "1" });
    assert.equal(first.status, 303, first.summary);
    const second = await renews(anna, order.number, { csr: (await csr({ names: [(await order.row()).name] })).pem });
    assert.equal(second.status, 409, second.summary);
    assert.ok(second.main.includes(numberIn(first)), second.summary);
    const renewal = new Order(portal, { number: numberIn(first), organisation: order.organisation, contact: anna });
    const { state, kind, predecessor, has_same_key: same } = await renewal.row();
    assert.deepEqual([state, kind, String(predecessor), same], ["submitted", "renewal", order.number, 1]);
    assert.equal((await renewal.withdraws()).status, 303);
    assert.equal((await renews(anna, order.number, { same_key: "1" })).status, 303, "after the first was withdrawn");
  });

  for (const { title, change } of [
    { title: "revoked", change: "revoked_at = UTC_TIMESTAMP()" },
    { title: "about to be revoked", change: "revocation_asked_at = UTC_TIMESTAMP()" },
    { title: "replaced", change: "replaced_by = 1" },
  ]) {
    it(`of a ${title} certificate is refused`, async () => {
      const order = await renewable();
      await portal.sql(`UPDATE certificate SET ${change} WHERE number=${order.number}`);
      const answer = await renews(anna, order.number, { same_key: "1" });
      assert.equal(answer.status, 409, answer.summary);
      assert.equal(await countOf(order.organisation), "1");
    });
  }

  it("keeps a key for 398 days at most", async () => {
    const order = await renewable();
    await portal.sql(`UPDATE certificate SET not_before = UTC_TIMESTAMP() - INTERVAL 399 DAY WHERE number=${order.number}`);
    const answer = await renews(anna, order.number, { same_key: "1" });
    assert.equal(answer.status, 422, answer.summary);
    assert.match(answer.main, /398/);
    assert.equal(await countOf(order.organisation), "1");
  });
});

describe("a product's policy", () => {
  before(prepare);

  const held = async (names = [aName()]) => (await newOrder({ product: "server", names })).becomes("issued");
  const ordersAgain = async (order, names, organisation = order.organisation) => newOrder({ organisation, product: "policy", names });
  const namesOf = async (order) => (await portal.json(["order", "show", order.number])).names;

  it("approves what is held after an officer's approval: two events, no officer, nothing that is held by it", async () => {
    const names = [aName(), aName(), aName()];
    const order = await held(names);
    const again = await ordersAgain(order, names.slice(1));
    const { state, has_officer_approval: byOfficer, decided_at: decided } = await again.row();
    assert.deepEqual([state, byOfficer, decided !== null], ["approved", 0, true]);
    assert.deepEqual(await again.events(), ["order_submitted", "order_approved"]);
    assert.deepEqual(JSON.parse((await again.eventRows())[1].content), { reference: again.number, automatically: "1" });
    assert.deepEqual((await portal.json(["order", "show", again.number])).decisions, []);
  });

  for (const { title, spoils, more = [] } of [
    { title: "a name more than is held", more: [aName()] },
    { title: "a name below one that is held", more: ["sub"] },
    { title: "names of an expired certificate", spoils: (order) => `UPDATE certificate SET not_before = not_before - INTERVAL 300 DAY, not_after = not_after - INTERVAL 300 DAY WHERE number=${order.number}` },
    { title: "names of a revoked certificate", spoils: (order) => `UPDATE certificate SET revoked_at = UTC_TIMESTAMP() WHERE number=${order.number}` },
    { title: "names of a certificate that is about to be revoked", spoils: (order) => `UPDATE certificate SET revocation_asked_at = UTC_TIMESTAMP() WHERE number=${order.number}` },
    { title: "names that only a policy approved", spoils: (order) => `UPDATE certificate_order SET has_officer_approval = 0 WHERE number=${order.number}` },
  ]) {
    it(`leaves ${title} to an officer`, async () => {
      const order = await held();
      const names = await namesOf(order);
      if (spoils) await portal.sql(spoils(order));
      const again = await ordersAgain(order, [...names, ...more.map((name) => (name === "sub" ? `sub.${names[0]}` : name))]);
      assert.equal(await again.state(), "submitted");
      assert.deepEqual(await again.events(), ["order_submitted"]);
    });
  }

  it("that asks for two officers approves what two have approved, not one", async () => {
    const order = await held();
    const names = await namesOf(order);
    assert.equal(await (await newOrder({ organisation: order.organisation, product: "strict", names })).state(), "submitted");
    await portal.sql(`UPDATE certificate_order SET needed_approvals = 2 WHERE number=${order.number}`);
    assert.equal(await (await newOrder({ organisation: order.organisation, product: "strict", names })).state(), "approved");
  });

  it("leaves names to an officer that another organisation has in a certificate, or that were imported", async () => {
    const pki = new Pki();
    const order = await held();
    const names = await namesOf(order);
    const imported = aName();
    const leaf = await pki.leaf(await pki.root("Muster Root CA 8"), [...names, imported]);
    const other = await anOrganisation(anna);
    await portal.imports(other, [leaf.file]);
    assert.equal(await (await ordersAgain(order, names)).state(), "submitted");
    assert.equal(await (await ordersAgain(order, [imported], other)).state(), "submitted");
    const domain = aName();
    const covered = await held([`www.${domain}`]);
    await portal.imports(other, [(await pki.leaf(await pki.root("Muster Root CA 9"), [`*.${domain}`])).file]);
    assert.equal(await (await ordersAgain(covered, [`www.${domain}`])).state(), "submitted");
  });
});

describe("an organisation in the subject", () => {
  before(prepare);

  const check = (organisation, at = "UTC_TIMESTAMP()") => portal.sql(`UPDATE organisation SET city='Bonn', country='DE', checked_at=${at} WHERE id=${idIn(organisation)}`);
  async function checkedOrder(product = "subject") {
    const organisation = await anOrganisation(anna);
    await check(organisation);
    const order = await newOrder({ organisation, product });
    assert.equal((await order.row("subject")).subject, "Muster AG\nBonn\nDE");
    return order;
  }
  const SPOILS = {
    "checked no more": (id) => `UPDATE organisation SET checked_at=NULL WHERE id=${id}`,
    "called otherwise by now": (id) => `UPDATE organisation SET name='Muster Ag' WHERE id=${id}`,
    "elsewhere by now": (id) => `UPDATE organisation SET city='Berlin' WHERE id=${id}`,
  };

  for (const [title, spoils] of Object.entries(SPOILS)) {
    it(`that is ${title} is neither approved nor tried again, but may be rejected`, async () => {
      const [submitted, failed] = [await checkedOrder(), await (await checkedOrder()).becomes("failed")];
      for (const order of [submitted, failed]) {
        const before = await order.everything();
        await portal.sql(spoils(idIn(order.organisation)));
        const page = await olga.gets(order.approval);
        assert.match(page.main, /not checked, or were changed since/);
        assert.ok(!page.text.includes(`${order.approval}/approve"`) && !page.text.includes(`${order.approval}/retry"`));
        const refused = order === failed ? await order.retries(olga) : await order.approves(olga);
        assert.equal(refused.status, 409, refused.summary);
        assert.match(refused.alert, /not checked, or were changed since/);
        assert.deepEqual(await order.everything(), before);
      }
      assert.equal((await submitted.rejects(olga)).status, 303);
      await portal.sql(`UPDATE organisation SET name='Muster AG' WHERE id=${idIn(failed.organisation)}`);
      await check(failed.organisation);
      assert.equal((await failed.retries(olga)).status, 303, "checked again");
    });
  }
});

describe("a handover", () => {
  before(prepare);

  it("takes the open orders along: 404 for the former contact from then on, the successor goes on with them", async () => {
    const [open, other] = [await newOrder(), await newOrder()];
    const request = await csr({ names: [aName()] });
    await (await startHandover(portal, { organisation: open.organisation, from: anna })).becomes("withdrawn");
    const handover = await startHandover(portal, { organisation: open.organisation, from: anna });
    await handover.becomes("completed");
    const nora = handover.to;
    const before = await open.everything();
    for (const answer of [await anna.get(open.page), await open.withdraws(anna), await orders(anna, { organisation: open.organisation, request })]) assert.equal(answer.status, 404, answer.summary);
    assert.deepEqual(await open.everything(), before);
    assert.equal((await nora.get(open.page)).status, 200);
    assert.equal((await open.withdraws(nora)).status, 303);
    assert.equal((await other.withdraws()).status, 303, "of the organisation that stayed");
    const { content } = (await handover.eventRows()).find(({ kind }) => kind === "handover_completed");
    assert.equal(JSON.parse(content).open_orders, "1");
  });
});
