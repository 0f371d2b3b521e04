// certportal order list|show|approve|reject|retry, and which officer may decide what: by the operator as in the browser.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { asksForHandover, idIn, rows, startHandover } from "../support/handover.mjs";
import { anOfficer, anOrganisation, orderPortal, placesOrder } from "../support/order.mjs";
import { anAddress } from "../support/portal.mjs";

const OPERATOR = /^system user \S+/;

let portal;
let anna;
let olga;

// A failure as every command's: one line that says why; and the order is as it was.
async function assertRefused(order, step, officer, says) {
  const before = await order.everything();
  const { status, stdout, stderr } = await order.decides(step, officer);
  assert.equal(status, 1, stdout + stderr);
  assert.equal(stdout, "");
  assert.match(stderr, /^certportal: .+\n$/);
  assert.match(stderr, says);
  assert.deepEqual(await order.everything(), before);
}

async function prepare() {
  if (portal) return;
  portal = await orderPortal();
  [anna, olga] = await Promise.all([portal.signedIn(anAddress("anna"), "Anna Alt"), anOfficer(portal)]);
}

const newOrder = (options) => placesOrder(portal, { contact: anna, officer: olga, ...options });

describe("order", () => {
  before(prepare);

  it("approve says what comes of it; its event names the system user and the officer", async () => {
    const order = await newOrder();
    const { status, stdout } = await order.decides("approve");
    assert.equal(status, 0);
    assert.equal(stdout, `${order.number} approved; an officer uploads the certificate in the browser\n`);
    const { actor, actor_account_id: account, content } = (await order.eventRows()).find(({ kind }) => kind === "order_approved");
    assert.match(actor, OPERATOR);
    assert.equal(account, null);
    assert.deepEqual(JSON.parse(content), { reference: order.number, officer: olga.email, approvals: "1/1" });
    assert.equal((await order.row()).has_officer_approval, 1);
    assert.ok((await olga.gets(`/approvals/${order.number}`)).text.includes(`${olga.email} (${actor})`), "the page's history names both");
  });

  it("reject says who gets the reason, and mails it to the present contact alone", async () => {
    const nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
    const order = await newOrder();
    await portal.done(["organisation", "set-contact", order.organisation, nora.email, "--reason", "Anna Alt left."]);
    const reason = "Der Name gehört „Söhne & Co“ <nicht Ihnen>.";
    const { status, stdout } = await order.decides("reject", olga, "--reason", reason);
    assert.equal(status, 0);
    assert.equal(stdout, `${order.number} rejected; ${nora.email} gets a mail with the reason\n`);
    assert.deepEqual(await order.mails(), [`order_rejected to ${nora.email}`]);
    const mail = await portal.waitForMail(nora.email, 2);
    for (const part of [order.number, reason, "Nora Neu"]) assert.ok(mail.text.includes(part), `${part} in ${mail.text}`);
    assert.deepEqual(JSON.parse((await order.eventRows()).at(-1).content), { reference: order.number, officer: olga.email, reason });
  });

  it("retry has the issuer of a failed one asked anew, without what was reserved for the first time", async () => {
    const order = await (await newOrder()).becomes("failed");
    assert.equal((await order.row()).failure, "The CA wants another form.");
    assert.equal((await order.decides("retry")).stdout, `${order.number} approved again; the issuer hand is asked anew\n`);
    const row = await order.row("state, failure, failed_at, HEX(serial) serial, not_before, HEX(transaction_id) transaction, HEX(claim) claim, tries");
    assert.deepEqual(row, { state: "approved", failure: "", failed_at: null, serial: null, not_before: null, transaction: null, claim: null, tries: 0 });
  });

  it("list has the open ones, the oldest first; --state one state, --all the newest first", async () => {
    const [first, second, third] = [await newOrder(), await (await newOrder()).becomes("approved"), await (await newOrder()).becomes("rejected")];
    const mine = async (...options) => {
      const all = await portal.json(["order", "list", ...options]);
      return all.map(({ number }) => number).filter((number) => [first, second, third].some((order) => order.number === number));
    };
    assert.deepEqual(await mine(), [first.number, second.number]);
    assert.deepEqual(await mine("--all"), [third.number, second.number, first.number]);
    assert.deepEqual(await mine("--state", "approved"), [second.number]);
    assert.deepEqual(await mine("--state", "rejected"), [third.number]);
    const text = await portal.done(["order", "list"]);
    assert.match(text, new RegExp(`^${first.number} +submitted +new +${first.organisation} `, "m"));
    const { status, stderr } = await portal.cli(["order", "list", "--state", "lost"]);
    assert.equal(status, 2);
    assert.match(stderr, /there is no state 'lost'/);
  });

  it("show tells all of it, and who else has its names", async () => {
    const name = `teuer-${process.pid}.example.org`;
    const other = await (await placesOrder(portal, { officer: olga, product: "server", names: [name] })).becomes("issued");
    const order = await newOrder({ names: [name, `www.${name}`] });
    const shown = await portal.json(["order", "show", order.number]);
    assert.deepEqual(shown.names, [name, `www.${name}`]);
    assert.deepEqual(shown.names_of_others, [`${name} in ${other.number} of ${other.organisation}`]);
    const listed = Object.fromEntries((await portal.json(["order", "list", "--all"])).map((each) => [each.number, each.others_have_names]));
    assert.deepEqual([listed[order.number], listed[other.number]], [true, false]);
    assert.deepEqual([shown.state, shown.kind, shown.product, shown.submitted_by, shown.needed_approvals], ["submitted", "new", "hand", anna.email, 1]);
    assert.match(await portal.done(["order", "show", order.number]), new RegExp(`^NAMES +${name}, www\\.${name}$`, "m"));
  });

  for (const { title, args, status, says } of [
    { title: "a number that there is none of", args: ["approve", "999999999", "--as", "OLGA"], status: 1, says: /there is no order 999999999/ },
    { title: "what is no number", args: ["show", "ORG-000001"], status: 1, says: /is no number/ },
    { title: "nobody to act for", args: ["approve", "320001"], status: 2, says: /--as/ },
    { title: "no reason", args: ["reject", "320001", "--as", "OLGA"], status: 2, says: /--reason/ },
    { title: "an empty reason", args: ["reject", "320001", "--as", "OLGA", "--reason", " "], status: 1, says: /--reason: say why/ },
    { title: "a reason of 501 characters", args: ["reject", "320001", "--as", "OLGA", "--reason", "x".repeat(501)], status: 1, says: /--reason/ },
    { title: "a reason of two lines", args: ["reject", "320001", "--as", "OLGA", "--reason", "a\nb"], status: 1, says: /one line/ },
  ]) {
    it(`refuses ${title}`, async () => {
      const answer = await portal.cli(["order", ...args.map((each) => (each === "OLGA" ? olga.email : each))]);
      assert.equal(answer.status, status, answer.stderr);
      assert.match(answer.stderr, says);
    });
  }
});

describe("an officer", () => {
  before(prepare);

  const moveBack = (order, days) => portal.sql(`UPDATE former_contact SET until = (SELECT created_at FROM certificate_order WHERE number=${order.number}) - INTERVAL ${days} DAY WHERE organisation_id=${idIn(order.organisation)}`);
  const moveHandoversBack = (order, days) => portal.sql(`UPDATE handover SET ended_at = (SELECT created_at FROM certificate_order WHERE number=${order.number}) - INTERVAL ${days} DAY WHERE organisation_id=${idIn(order.organisation)}`);

  it("decides no order of their own, even after its organisation went to somebody else", async () => {
    const own = await anOfficer(portal);
    const order = await placesOrder(portal, { contact: own });
    await portal.done(["organisation", "set-contact", order.organisation, anna.email, "--reason", "test"]);
    await moveBack(order, 100);
    for (const step of ["approve", "reject"]) await assertRefused(order, step, own, /submitted this order/);
    assert.equal((await order.approves(own)).status, 403);
    assert.equal((await order.decides("approve", olga)).status, 0);
  });

  it("decides none of their organisation, whoever submitted it", async () => {
    const own = await anOfficer(portal);
    const order = await newOrder();
    await portal.done(["organisation", "set-contact", order.organisation, own.email, "--reason", "test"]);
    for (const step of ["approve", "reject"]) await assertRefused(order, step, own, /technical contact of the organisation/);
    assert.equal((await order.rejects(own)).status, 403);
  });

  for (const { days, may } of [{ days: 0, may: false }, { days: 89, may: false }, { days: 91, may: true }]) {
    it(`whose organisation it was until ${days} days before the order ${may ? "decides" : "does not decide"} it`, async () => {
      const former = await anOfficer(portal);
      const organisation = await anOrganisation(former);
      await portal.done(["organisation", "set-contact", organisation, anna.email, "--reason", "test"]);
      const order = await newOrder({ organisation });
      await moveBack(order, days);
      if (may) assert.equal((await order.decides("approve", former)).status, 0);
      else await assertRefused(order, "approve", former, /technical contact of the organisation, or was in the 90 days/);
    });
  }

  it("who is to get the organisation by an open handover does not decide", async () => {
    const successor = await anOfficer(portal);
    const order = await newOrder();
    assert.equal((await asksForHandover(anna, order.organisation, successor)).status, 200);
    await assertRefused(order, "approve", successor, /party of a handover/);
  });

  for (const { days, may } of [{ days: 0, may: false }, { days: 89, may: false }, { days: 91, may: true }]) {
    it(`who declined the organisation ${days} days before the order ${may ? "decides" : "does not decide"} it`, async () => {
      const successor = await anOfficer(portal);
      const handover = await (await startHandover(portal, { from: anna, to: successor })).becomes("declined");
      const order = await newOrder({ organisation: handover.organisation });
      await moveHandoversBack(order, days);
      if (may) assert.equal((await order.decides("approve", successor)).status, 0);
      else await assertRefused(order, "reject", successor, /party of a handover/);
    });
  }

  it("whose account was made anew under the same address is still who submitted it", async () => {
    const own = await anOfficer(portal);
    const order = await placesOrder(portal, { contact: own });
    await portal.done(["organisation", "set-contact", order.organisation, anna.email, "--reason", "test"]);
    await portal.done(["user", "delete", own.email]);
    await portal.account(own.email, "Olga Offizier", { role: "officer" });
    await assertRefused(order, "approve", own, /submitted this order/);
  });

  it("who is locked, or no officer any more, or never was one, decides nothing", async () => {
    const order = await newOrder();
    const [locked, former] = [await anOfficer(portal), await anOfficer(portal)];
    await portal.done(["user", "lock", locked.email]);
    await portal.done(["user", "set-role", former.email, "contact"]);
    for (const officer of [locked, former, await portal.account(anAddress("otto"))]) await assertRefused(order, "approve", officer, /no officer, or locked/);
  });

  it("counts once where two have to approve; either may still reject", async () => {
    const second = await anOfficer(portal);
    const order = await newOrder({ product: "two" });
    assert.equal((await order.decides("approve")).stdout, `${order.number} has an approval more, but waits for that of another officer\n`);
    await assertRefused(order, "approve", olga, /another one has to/);
    assert.equal((await order.approves()).status, 403);
    assert.equal(await order.state(), "submitted");
    assert.match((await order.decides("approve", second)).stdout, /approved; an officer/);
    assert.deepEqual((await order.eventRows()).filter(({ kind }) => kind === "order_approved").map(({ content }) => JSON.parse(content).approvals), ["1/2", "2/2"]);
    const other = await newOrder({ product: "two" });
    await other.isApproved();
    assert.equal((await other.decides("reject", olga)).status, 0, "a second thought");
    assert.deepEqual((await rows(portal, "decision", `FROM order_decision WHERE number=${other.number} ORDER BY decision`)).map(({ decision }) => decision), ["approved", "rejected"]);
  });

  for (const { title, ties } of [
    { title: "became its contact", ties: async (officer, order) => portal.done(["organisation", "set-contact", order.organisation, officer.email, "--reason", "test"]) },
    { title: "is to get the organisation", ties: async (officer, order) => assert.equal((await asksForHandover(anna, order.organisation, officer)).status, 200) },
    { title: "is no officer any more", ties: async (officer) => portal.done(["user", "set-role", officer.email, "contact"]) },
    { title: "is locked", ties: async (officer) => portal.done(["user", "lock", officer.email]) },
  ]) {
    it(`who approved an order and now ${title} counts no more`, async () => {
      const [first, second, third] = [await anOfficer(portal), await anOfficer(portal), await anOfficer(portal)];
      const order = await newOrder({ product: "two" });
      await order.isApproved(first);
      await ties(first, order);
      assert.match((await order.decides("approve", second)).stdout, /waits for that of another officer/);
      assert.equal(await order.state(), "submitted");
      assert.match((await order.decides("approve", third)).stdout, /approved; an officer/);
      assert.deepEqual((await order.eventRows()).filter(({ kind }) => kind === "order_approved").map(({ content }) => JSON.parse(content).approvals), ["1/2", "1/2", "2/2"]);
    });
  }

  it("who retries a failed order is not asked for the approvals again", async () => {
    const order = await (await newOrder()).becomes("failed");
    assert.equal((await order.decides("retry")).status, 0);
    assert.deepEqual((await rows(portal, "decision", `FROM order_decision WHERE number=${order.number} ORDER BY decision`)).map(({ decision }) => decision), ["approved", "retried"]);
  });
});
