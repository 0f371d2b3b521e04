// How long what is kept: personal data goes when its time is over, and the audit chain holds all the same.
import assert from "node:assert/strict";
import { before, beforeEach, describe, it } from "node:test";

import { idIn, startHandover } from "../support/handover.mjs";
import { anAddress, startPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;

const LOOPBACK = /^127\.\d+\.\d+\.\d+$/; // each browser has an address of its own

const count = async (rest) => Number(await portal.sql(`SELECT COUNT(*) FROM ${rest}`));

async function verify() {
  const { status, stdout } = await portal.cli(["audit", "verify"]);
  const number = (name) => Number((new RegExp(`^${name} (\\d+)$`, "m").exec(stdout) ?? [0, 0])[1]);
  return { status, unsealed: number("unsealed"), sealed: number("sealed"), reduced: number("reduced"), stdout };
}
const sealed = () => until("all events sealed", async () => (await verify()).unsealed === 0);

// One pass of jobs, so many days later.
async function passes({ days = 0 } = {}) {
  portal.later({ days });
  return portal.cli(["jobs", "--once"]);
}

// Common keys; jobs reads them anew.
async function keeps(keys) {
  portal.configure(keys);
  await portal.reload();
}

async function startsAnew() {
  if (!portal) portal = await startPortal("retention");
  await keeps({ keep_client_addresses_days: undefined, keep_audit_days: undefined, keep_handovers_days: undefined, keep_mails_days: undefined });
}

describe("the network address of an audit event", () => {
  before(startsAnew);

  it("is kept for 90 days, then removed; who did what stays, and the chain is whole", async () => {
    const anna = await portal.signedIn(anAddress("anna"));
    await sealed();
    const where = `audit_event WHERE actor='${anna.email}' AND kind='signed_in'`;
    assert.match(await portal.sql(`SELECT client FROM ${where}`), LOOPBACK);
    await passes({ days: 89 });
    assert.match(await portal.sql(`SELECT client FROM ${where}`), LOOPBACK);
    await passes({ days: 2 });
    assert.equal(await portal.sql(`SELECT CONCAT(client, actor_account_id IS NOT NULL, cleared) FROM ${where}`), "11");
    await sealed();
    const report = await verify();
    assert.equal(report.status, 0, report.stdout);
    assert.ok(report.reduced >= 1 && report.reduced < report.sealed, report.stdout);
    const told = JSON.parse(await portal.sql("SELECT content FROM audit_event WHERE kind='personal_data_removed' AND is_sealed=1 ORDER BY id DESC LIMIT 1"));
    assert.equal(told.what, "network addresses");
    assert.equal(Number(told.events), report.reduced);
  });

  for (const [title, change, undo] of [
    ["who did it is changed afterwards", "UPDATE audit_event SET actor=CONCAT('x', actor) WHERE id=ID", "UPDATE audit_event SET actor=SUBSTR(actor, 2) WHERE id=ID"],
    ["an address is put in again", "UPDATE audit_event SET client='192.0.2.1' WHERE id=ID", "UPDATE audit_event SET client='' WHERE id=ID"],
    ["what was left is sealed by nobody who has the key", "UPDATE audit_seal SET mac=mac, remainder=UNHEX(SHA2('x', 256)) WHERE event_id=ID", null],
  ]) {
    it(`is removed, and ${title}: audit verify finds it`, async () => {
      const id = await portal.sql("SELECT event_id FROM audit_seal WHERE remainder IS NOT NULL ORDER BY position LIMIT 1");
      const before = await portal.sql(`SELECT HEX(remainder) FROM audit_seal WHERE event_id=${id}`);
      await portal.sql(change.replaceAll("ID", id));
      const found = await verify();
      await portal.sql((undo ?? `UPDATE audit_seal SET remainder=UNHEX('${before}') WHERE event_id=ID`).replaceAll("ID", id));
      assert.equal(found.status, 1);
      assert.match(found.stdout, new RegExp(`problem: .*event ${id}: the event was changed`));
      assert.equal((await verify()).status, 0);
    });
  }

  it("is not removed by whoever has no key without a trace", async () => {
    await portal.signedIn(anAddress("nora"));
    await sealed();
    const id = await portal.sql("SELECT MAX(id) FROM audit_event WHERE client <> '' AND is_sealed=1");
    const client = await portal.sql(`SELECT client FROM audit_event WHERE id=${id}`);
    await portal.sql(`UPDATE audit_event SET client='', cleared=1 WHERE id=${id}`);
    const found = await verify();
    await portal.sql(`UPDATE audit_event SET client='${client}', cleared=0 WHERE id=${id}`);
    assert.match(found.stdout, new RegExp(`problem: .*event ${id}: the event was changed`));
  });

  it("stays in an event that does not fit its seal, and in no other, and jobs says so", async () => {
    const [anna, otto] = [await portal.signedIn(anAddress("anna")), await portal.signedIn(anAddress("otto"))];
    await sealed();
    const id = await portal.sql(`SELECT id FROM audit_event WHERE actor='${anna.email}' AND kind='signed_in'`);
    await portal.sql(`UPDATE audit_event SET content='{"x":"y"}' WHERE id=${id}`);
    const { status, stderr } = await passes({ days: 91 });
    assert.match(await portal.sql(`SELECT client FROM audit_event WHERE id=${id}`), LOOPBACK);
    assert.equal(await portal.sql(`SELECT client FROM audit_event WHERE actor='${otto.email}' AND kind='signed_in'`), "");
    assert.equal(status, 1);
    assert.ok(stderr.includes(`event ${id} does not fit its seal`), stderr);
    await portal.sql(`UPDATE audit_event SET content='{}' WHERE id=${id}`);
    assert.equal((await passes()).status, 0);
    assert.equal(await portal.sql(`SELECT client FROM audit_event WHERE id=${id}`), "");
    assert.equal((await verify()).status, 0);
  });

  it("stays in an event that was made older by whoever wants it gone early", async () => {
    await portal.signedIn(anAddress("frieda"));
    await sealed();
    const id = await portal.sql("SELECT MAX(id) FROM audit_event WHERE client <> '' AND is_sealed=1");
    const time = await portal.sql(`SELECT happened_at FROM audit_event WHERE id=${id}`);
    await portal.sql(`UPDATE audit_event SET happened_at='2010-01-01' WHERE id=${id}`);
    const { stderr } = await passes();
    assert.ok(stderr.includes(`event ${id} does not fit its seal`), stderr);
    assert.match(await portal.sql(`SELECT client FROM audit_event WHERE id=${id}`), LOOPBACK);
    await portal.sql(`UPDATE audit_event SET happened_at='${time}' WHERE id=${id}`);
    assert.equal((await verify()).status, 0);
  });

  it("waits for its event to be sealed", async () => {
    await portal.sql("INSERT INTO audit_event (happened_at, kind, actor, client, content, is_sealed) VALUES ('2020-01-01', 'signed_in', 'alt@example.org', '192.0.2.7', '{}', 0)");
    for (const pass of [await passes(), await passes()]) assert.equal(pass.status, 0, pass.stderr);
    assert.equal(await portal.sql("SELECT CONCAT_WS(',', e.client, is_sealed, cleared, s.remainder IS NULL) FROM audit_event e LEFT JOIN audit_seal s ON s.event_id=e.id WHERE actor='alt@example.org'"), ",1,1,0");
    assert.equal((await verify()).status, 0);
  });
});

describe("the personal data of audit events", () => {
  before(startsAnew);

  it("goes as configured; kind, time and organisation stay, and the chain is whole", async () => {
    const anna = await portal.signedIn(anAddress("anna"));
    const organisation = idIn(await anna.creates());
    await sealed();
    const events = await count("audit_event");
    await keeps({ keep_audit_days: 30 });
    await passes({ days: 31 });
    await sealed();
    assert.equal(await count(`audit_event WHERE actor='${anna.email}'`), 0);
    const [kind, rest] = (await portal.sql(`SELECT kind, CONCAT(actor, client, content, actor_account_id IS NULL) FROM audit_event WHERE organisation_id=${organisation}`)).split("\t");
    assert.deepEqual([kind, rest], ["organisation_created", "{}1"]);
    assert.ok(await count("audit_event") >= events);
    const report = await verify();
    assert.equal(report.status, 0, report.stdout);
    await anna.signIn();
    assert.equal((await anna.get(`/organisations/ORG-${String(organisation).padStart(6, "0")}`)).status, 200);
    assert.equal((await portal.cli(["audit", "list"])).status, 0);
  });

  it("is kept for ever where nothing is to go", async () => {
    await keeps({ keep_audit_days: 0, keep_client_addresses_days: 0 });
    const anna = await portal.signedIn(anAddress("anna"));
    await sealed();
    await passes({ days: 20_000 });
    assert.match(await portal.sql(`SELECT client FROM audit_event WHERE actor='${anna.email}' AND kind='signed_in'`), LOOPBACK);
  });
});

describe("an ended handover", () => {
  beforeEach(startsAnew);

  it("names nobody any more after the configured time; an open one and a younger one do", async () => {
    const [old, open] = [await (await startHandover(portal)).becomes("completed"), await startHandover(portal)];
    await until("the receipt", async () => await count(`handover_receipt WHERE handover_id=${old.id}`) === 1);
    await keeps({ keep_handovers_days: 5, session_hours: 168, session_idle_minutes: 1440 });
    await passes({ days: 4 });
    assert.equal(await portal.sql(`SELECT contact_email FROM handover WHERE id=${old.id}`), old.from.email);
    await passes({ days: 2 });
    assert.equal(await portal.sql(`SELECT CONCAT_WS(',', state, contact_email, contact_name, successor_email, successor_name, session_password_hash, COALESCE(contact_id, successor_id, 'nobody'), has_receipt) FROM handover WHERE id=${old.id}`),
      "completed,,,,,,nobody,1");
    assert.equal(await count(`handover_receipt WHERE handover_id=${old.id}`), 0);
    assert.equal(await portal.sql(`SELECT contact_email FROM handover WHERE id=${open.id}`), open.from.email);
    await old.to.signIn();
    assert.equal((await old.to.get(old.page)).status, 404);
    assert.equal((await old.to.get("/handovers")).status, 200);
    assert.equal((await old.to.get(`/organisations/${old.organisation}`)).status, 200);
    assert.match(await portal.done(["handover", "list", "--all"]), new RegExp(old.reference));
  });
});

describe("sent mails", () => {
  beforeEach(startsAnew);

  it("leave the outbox after the configured time, those that wait never do", async () => {
    const anna = await portal.account(anAddress("anna"));
    await anna.fills("/password/forgot", { email: anna.email });
    await portal.mailsAreOut();
    await portal.sql("INSERT INTO outbox (kind, recipient, locale, content, next_try_at, created_at) VALUES ('password_changed', 'wartet@example.org', 'de', '{}', '2099-01-01', UTC_TIMESTAMP())");
    await keeps({ keep_mails_days: 10 });
    await passes({ days: 9 });
    assert.equal(await count(`outbox WHERE recipient='${anna.email}'`), 1);
    await passes({ days: 2 });
    assert.equal(await count(`outbox WHERE recipient='${anna.email}'`), 0);
    assert.equal(await count("outbox WHERE recipient='wartet@example.org'"), 1);
    await portal.sql("DELETE FROM outbox WHERE recipient='wartet@example.org'");
  });
});
