// The end of one's own account: who manages nothing may end it, and nothing of it is left but what others need.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { OTHER_PASSWORD } from "../support/contact.mjs";
import { anOrganisation, asksForHandover, idIn, posts, rows, startHandover } from "../support/handover.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";
import { lag, racingPortal, together } from "../support/race.mjs";
import { until } from "../support/until.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 10);
const PAGE = "/account/delete";

let portal;

const deletes = (contact, password = contact.password) => contact.fills(PAGE, { current_password: password }, { action: PAGE });
const idOf = (email, place = portal) => place.sql(`SELECT id FROM account WHERE email='${email}'`);
const exists = async (contact, place = portal) => (await idOf(contact.email, place)) !== "";

describe("an account that manages nothing", () => {
  before(async () => { portal = await sharedPortal(); });

  it("is deleted with its password, with sessions and all that was mailed, and a mail says so", async () => {
    const contact = await portal.signedIn(anAddress("weg"), "Wanda Weg");
    const id = await idOf(contact.email);
    const elsewhere = contact.atAnotherDevice();
    await elsewhere.signIn();
    const address = (await posts(contact, "/account/calendar", { current_password: contact.password })).page.byId("calendar-address").text.slice(portal.url.length);
    await contact.fills("/account/email", { email: anAddress("neu"), current_password: contact.password }, { action: "/account/email" });
    await portal.browser().fills("/password/forgot", { email: contact.email });
    const page = await contact.gets(PAGE);
    assert.match(page.text, /What is removed[\s\S]*What stays/);
    const answer = await deletes(contact);
    assert.equal(answer.location, "/login", answer.summary);
    assert.match((await contact.browser.follow(answer)).flash, /deleted/);
    for (const device of [contact, elsewhere]) assert.equal(await device.isSignedIn(), false);
    assert.equal((await contact.triesToSignIn()).status, 422);
    assert.equal((await portal.browser().get(address)).status, 404);
    const tables = (await portal.sql("SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema='certportal' AND column_name='account_id' AND table_name <> 'audit_event'")).split("\n");
    assert.ok(tables.length >= 5, tables.join());
    for (const table of tables) assert.equal(await portal.sql(`SELECT COUNT(*) FROM ${table} WHERE account_id=${id}`), "0", table);
    const mail = await until("the notice", () => portal.mails(contact.email).find(({ subject }) => /account is deleted/.test(subject)));
    assert.ok(!mail.text.includes("token="));
    const [event] = await rows(portal, "actor, content", `FROM audit_event WHERE kind='account_deleted' AND account_id=${id}`);
    assert.equal(event.actor, contact.email);
  });

  for (const [title, password] of [["without", ""], ["with a wrong", OTHER_PASSWORD]]) {
    it(`is not deleted ${title} password`, async () => {
      const contact = await portal.signedIn(anAddress("bleibt"));
      const answer = await deletes(contact, password);
      assert.equal(answer.status, 422);
      assert.deepEqual(answer.badFields, ["current_password"]);
      assert.ok(await exists(contact) && await contact.isSignedIn());
    });
  }

  it("leaves ended handovers to the other side, with both names and the receipt", async () => {
    const handover = await (await startHandover(portal)).becomes("completed");
    assert.equal((await deletes(handover.from)).status, 303);
    const seen = await handover.to.gets(`${handover.page}/receipt`);
    assert.ok(seen.text.includes(handover.from.email));
  });

  it("may come into being anew with the same address, and has nothing of the former one", async () => {
    const handover = await (await startHandover(portal)).becomes("completed");
    const { from } = handover;
    await deletes(from);
    const again = await portal.signedIn(from.email, "Anna Alt");
    assert.equal((await again.get(handover.page)).status, 404);
  });

  it("makes organisations that it added no better known", async () => {
    const from = await portal.signedIn(anAddress("gruender"));
    const handover = await (await startHandover(portal, { from, organisation: await from.creates() })).becomes("completed");
    await deletes(from);
    assert.equal(await portal.sql(`SELECT CONCAT(is_from_portal, founded_by IS NULL) FROM organisation WHERE id=${idIn(handover.organisation)}`), "11");
  });

  it("is deleted by the operator in the same way, open handovers withdrawn", async () => {
    const handover = await startHandover(portal);
    assert.match(await portal.done(["user", "delete", handover.to.email]), /deleted/);
    assert.equal(await handover.state(), "withdrawn");
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM outbox WHERE kind='account_deleted' AND recipient='${handover.to.email}'`), "1");
  });
});

describe("an account that others depend on is not deleted", () => {
  before(async () => { portal = await sharedPortal(); });

  async function isRefused(contact, says) {
    const page = await contact.gets(PAGE);
    assert.match(page.text, says);
    assert.equal(page.text.includes('name="current_password"'), false);
    const answer = await posts(contact, PAGE, { current_password: contact.password });
    assert.equal(answer.status, 409);
    assert.match(answer.text, says);
    assert.ok(await exists(contact) && await contact.isSignedIn());
  }

  it("while it is a technical contact: the page leads to the handover", async () => {
    const contact = await portal.signedIn(anAddress("anna"));
    const organisation = await anOrganisation(contact);
    await isRefused(contact, new RegExp(`/organisations/${organisation}#technical-contact`));
  });

  it("while a handover to it is open: the page leads there", async () => {
    const handover = await startHandover(portal);
    await isRefused(handover.to, new RegExp(handover.page));
    assert.equal((await handover.declines()).status, 303);
    assert.equal((await deletes(handover.to)).status, 303);
  });

  it("while it is an officer's", async () => {
    await isRefused(await portal.signedIn(anAddress("pruefer"), "Paul Prüfer", { role: "officer" }), /You are an officer/);
  });
});

describe("at the same moment", () => {
  let racing;
  before(async () => { racing = await racingPortal(); });

  // The contact's form of deletion, opened beforehand.
  async function deletion(contact) {
    const page = await contact.gets(PAGE);
    return () => contact.browser.submit(page, { current_password: contact.password }, { action: PAGE });
  }

  it("an organisation is added and its founder deleted: one of the two", async () => {
    const tally = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      const contact = await racing.signedIn(anAddress("gruender"));
      const form = await contact.gets("/organisations/new");
      const fields = { name: "Muster AG", street: "Musterweg 1", postcode: "12345", city: "Musterstadt", country: "DE" };
      const [deleted, founded] = await together([
        await deletion(contact), () => contact.browser.submit(form, fields, { action: "/organisations/new" })], [0, 30 + lag(round, ROUNDS, 150)]);
      const isFounded = /\/organisations\/ORG/.test(founded.location ?? "");
      tally[isFounded ? "founded" : "deleted"] = (tally[isFounded ? "founded" : "deleted"] ?? 0) + 1;
      assert.equal(deleted.status, isFounded ? 409 : 303, `${deleted.summary} ${founded.summary}`);
      if (!isFounded) assert.match(founded.location ?? "", /^\/login/, founded.summary);
      assert.equal(await exists(contact, racing), isFounded);
    }
    console.log(`     founding against deletion: ${JSON.stringify(tally)}`);
  });

  it("a handover is completed and its successor deleted: one of the two, never an organisation without a contact", async () => {
    const tally = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      const handover = await (await startHandover(racing)).becomes("accepted");
      const { to } = handover;
      // By the operator: the page would not offer it.
      const [, completed] = await together([
        async () => racing.cli(["user", "delete", to.email]), () => handover.authorises()], [60 + lag(round, ROUNDS, 150), 0]);
      const state = await handover.state();
      tally[state] = (tally[state] ?? 0) + 1;
      assert.equal(state, completed.status === 303 && !/^\/login/.test(completed.location) ? "completed" : "withdrawn", completed.summary);
      assert.equal(await exists(to, racing), state === "completed");
      assert.equal(await handover.contact(), state === "completed" ? to.email : handover.from.email);
    }
    console.log(`     completion against deletion: ${JSON.stringify(tally)}`);
  });

  it("a handover to it starts: it is withdrawn, or never began", async () => {
    const tally = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      const [from, to] = [await racing.signedIn(anAddress("anna")), await racing.signedIn(anAddress("nora"))];
      const organisation = await anOrganisation(from);
      const [deleted, started] = await together([await deletion(to), () => asksForHandover(from, organisation, to)], [10 + lag(round, ROUNDS, 40), 0]);
      assert.ok([200, 422].includes(started.status), started.summary);
      const state = await racing.sql(`SELECT state FROM handover WHERE organisation_id=${idIn(organisation)}`);
      tally[state || "none"] = (tally[state || "none"] ?? 0) + 1;
      assert.equal(deleted.status === 303, !(await exists(to, racing)), deleted.summary);
      if (deleted.status === 303) assert.equal(state, started.status === 200 ? "withdrawn" : "");
    }
    console.log(`     start against deletion: ${JSON.stringify(tally)}`);
  });

  it("one asks twice: it is deleted once", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const contact = await racing.signedIn(anAddress("doppelt"));
      const [one, other] = [await deletion(contact), await deletion(contact)];
      const answers = await together([one, other]);
      assert.ok(answers.every(({ status }) => [303, 422].includes(status)), answers.map(({ summary }) => summary).join());
      assert.equal(await racing.sql(`SELECT COUNT(*) FROM audit_event WHERE kind='account_deleted' AND actor='${contact.email}'`), "1");
      assert.equal(await exists(contact, racing), false);
    }
  });
});

