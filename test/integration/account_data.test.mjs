// All that is stored about oneself, as a file: complete, without secrets, and nothing of others that one could not see.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { anOrganisation, idIn, posts, startHandover } from "../support/handover.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";

const PAGE = "/account/data.json";
let portal;

async function dataOf(contact) {
  const answer = await contact.get(PAGE);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers["content-type"], "application/json");
  assert.match(answer.headers["content-disposition"], /^attachment; filename="?account-data\.json/);
  assert.equal(answer.headers["cache-control"], "no-store");
  return { text: answer.text, data: JSON.parse(answer.text) };
}
const idOf = (email) => portal.sql(`SELECT id FROM account WHERE email='${email}'`);

describe("the data of an account", () => {
  before(async () => { portal = await sharedPortal(); });

  it("are for whoever is signed in alone", async () => {
    assert.match((await portal.browser().get(PAGE)).location, /^\/login/);
  });

  it("tell of account, sessions, organisations, handovers, events and mails", async () => {
    const anna = await portal.signedIn(anAddress("anna"), "Änne Alt");
    const nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
    const kept = await anna.creates({ name: "Bleibt AG" });
    await posts(anna, "/account/calendar", { current_password: anna.password });
    const given = await (await startHandover(portal, { from: anna, to: nora })).becomes("completed");
    const taken = await (await startHandover(portal, { to: anna })).becomes("accepted");
    const { data } = await dataOf(anna);
    assert.equal(data.format, "certportal account data 1");
    assert.deepEqual([data.account.email, data.account.name, data.account.role], [anna.email, "Änne Alt", "contact"]);
    assert.equal(data.sessions.length, 1);
    assert.match(data.sessions[0].started_at, /^\d{4}-\d\d-\d\dT.*Z$/);
    assert.deepEqual(data.organisations.map(({ organisation, name }) => [organisation, name]), [[kept, "Bleibt AG"]]);
    assert.deepEqual(data.organisations_added.map(({ organisation }) => organisation), [kept]);
    assert.deepEqual(data.former_organisations.map(({ organisation }) => organisation), [given.organisation]);
    assert.deepEqual(data.handovers.map(({ reference, side }) => [reference, side]).sort(), [[given.reference, "contact"], [taken.reference, "successor"]].sort());
    assert.equal(data.calendar_addresses.length, 1);
    const kinds = data.events.map(({ kind, by }) => `${kind} by ${by}`);
    for (const expected of ["account_created by operators", "signed_in by me", "organisation_created by me", "calendar_feed_made by me", "handover_started by me", "handover_accepted by somebody else", "handover_completed by somebody else"])
      assert.ok(kinds.includes(expected), `${expected} is not among ${kinds.join(", ")}`);
    assert.ok(data.mails.some(({ kind, about }) => kind === "handover_completed" && about === given.reference));
    assert.deepEqual(data.truncated, []);
  });

  it("tell an officer's decisions, and who placed it that an order was placed", async () => {
    const anna = await portal.signedIn(anAddress("anna"));
    const officer = await portal.signedIn(anAddress("pruefer"), "Paul Prüfer", { role: "officer" });
    const organisation = idIn(await anOrganisation(anna));
    const number = await portal.sql("INSERT INTO reference_number () VALUES (); SELECT LAST_INSERT_ID()");
    await portal.sql(`INSERT INTO certificate_order (number, organisation_id, state, created_at, product, issuer, lifetime_days, name, changed_at, submitted_by, submitted_by_email)
      VALUES (${number}, ${organisation}, 'rejected', UTC_TIMESTAMP(), 'server', 'demo', 90, 'auftrag.example.org', UTC_TIMESTAMP(), ${await idOf(anna.email)}, '${anna.email}');
      INSERT INTO order_decision (number, officer_email, officer_id, decision, decided_at) VALUES (${number}, '${officer.email}', ${await idOf(officer.email)}, 'rejected', UTC_TIMESTAMP())`);
    assert.deepEqual((await dataOf(officer)).data.decisions.map((decision) => [decision.number, decision.decision]), [[number, "rejected"]]);
    const { data, text } = await dataOf(anna);
    assert.deepEqual(data.orders.map((order) => [order.number, order.name, order.state]), [[number, "auftrag.example.org", "rejected"]]);
    assert.ok(!text.includes(officer.email));
  });

  it("hold no more of an organisation that is not theirs any more than that they had to do with it", async () => {
    const handover = await startHandover(portal);
    const { from, to } = handover;
    const organisation = idIn(handover.organisation);
    const number = await portal.sql("INSERT INTO reference_number () VALUES (); SELECT LAST_INSERT_ID()");
    await portal.sql(`INSERT INTO certificate_order (number, organisation_id, state, created_at, product, issuer, lifetime_days, name, changed_at, submitted_by, submitted_by_email)
      VALUES (${number}, ${organisation}, 'submitted', UTC_TIMESTAMP(), 'server', 'demo', 90, 'geheim.example.org', UTC_TIMESTAMP(), ${await idOf(from.email)}, '${from.email}')`);
    assert.ok((await dataOf(from)).text.includes("geheim.example.org"));
    await handover.becomes("completed");
    await to.fills(`/organisations/${handover.organisation}/edit`, { name: "Neuer Name AG", city: "Neuhausen" });
    await portal.sql(`INSERT INTO audit_event (happened_at, kind, actor, account_id, organisation_id, content) VALUES
      (UTC_TIMESTAMP(), 'order_rejected', 'pruefer@example.org', ${await idOf(from.email)}, ${organisation}, '{"reference":"${number}"}')`);
    const { text, data } = await dataOf(from);
    for (const secret of ["geheim.example.org", "Neuer Name", "Neuhausen", "pruefer@example.org", "order_rejected"]) assert.ok(!text.includes(secret), secret);
    assert.deepEqual(data.orders.map((order) => Object.keys(order)), [["number", "organisation", "ordered_at"]]);
  });

  it("hold no secret, and no network address but those of the own sessions", async () => {
    const handover = await (await startHandover(portal)).becomes("accepted");
    const { from } = handover;
    await posts(from, "/account/calendar", { current_password: from.password });
    await portal.browser().fills("/password/forgot", { email: from.email });
    const { data } = await dataOf(from);
    assert.ok(data.sessions.every(({ client }) => /^127\./.test(client)));
    const text = JSON.stringify({ ...data, sessions: [], portal: "" });
    const hashes = await portal.sql(`SELECT password_hash FROM account; SELECT session_password_hash FROM handover; SELECT LOWER(HEX(token_hash)) FROM session; SELECT LOWER(HEX(token_hash)) FROM handover; SELECT LOWER(HEX(token_hash)) FROM calendar_feed`);
    for (const secret of hashes.split("\n")) assert.ok(!text.includes(secret));
    for (const word of ["argon2", "hash", "token", handover.sessionPassword, "127."]) assert.ok(!text.toLowerCase().includes(word.toLowerCase()), word);
  });

  it("end where the configured number of rows does, and say so", async () => {
    const small = await sharedPortal("data", { limits: 0 });
    small.configure({ export_certificates: 3 });
    await small.reload();
    const anna = await small.signedIn(anAddress("anna"));
    for (let i = 0; i < 4; i += 1) await anna.creates({ name: `Muster ${i} AG` });
    const data = JSON.parse((await anna.gets(PAGE)).text);
    assert.equal(data.organisations.length, 3);
    assert.deepEqual(data.truncated, ["organisations", "organisations_added", "events"]);
  });
});
