// The operator and the handover: organisation set-contact, handover list|show|withdraw, audit list|verify.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, describe, it } from "node:test";

import { rows, startHandover } from "../support/handover.mjs";
import { checkInvariants } from "../support/invariants.mjs";
import { anAddress, sharedPortal, startPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const REASON = "Anna Alt left Muster AG; asked for by its board.";
const OPERATOR = /^system user \S+/;

// A failure as every command's: one line that says why.
function assertRefused({ status, stdout, stderr }, says) {
  assert.equal(status, 1, stdout + stderr);
  assert.equal(stdout, "");
  assert.match(stderr, /^certportal: .+\n$/);
  assert.match(stderr, says);
}

describe("organisation set-contact", () => {
  let portal;

  before(async () => { portal = await sharedPortal(); });

  // Anna with an organisation, and Nora, both signed in.
  const twoContacts = async () => {
    const [anna, nora] = await Promise.all([portal.signedIn(anAddress("anna")), portal.signedIn(anAddress("nora"), "Nora Neu")]);
    return { anna, nora, organisation: await anna.creates({ name: "Muster AG" }) };
  };
  const setContact = (organisation, email, reason = REASON) => portal.cli(["organisation", "set-contact", organisation, email, "--reason", reason]);
  const contactOf = async (organisation) => (await portal.json(["organisation", "list"])).find(({ reference }) => reference === organisation).technical_contact;
  const outboxOf = (organisation) => rows(portal, "kind, recipient, content", `FROM outbox WHERE content LIKE '%"${organisation}"%' ORDER BY id`);
  const eventsOf = (organisation) => portal.json(["audit", "list", "--organisation", organisation]);

  it("gives the organisation to the new contact at once, and answers the former one 404 from then on", async () => {
    const { anna, nora, organisation } = await twoContacts();
    const open = await anna.gets(`/organisations/${organisation}/edit`);
    const other = anna.atAnotherDevice();
    await other.signIn();
    const { status, stdout, stderr } = await setContact(organisation, ` ${nora.email.toUpperCase()} `);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, `${organisation} has the technical contact ${nora.email}, no longer ${anna.email}\n`);
    assert.equal(await contactOf(organisation), nora.email);
    for (const page of ["", "/edit", "/technical-contact"]) {
      assert.equal((await anna.get(`/organisations/${organisation}${page}`)).status, 404, page);
      assert.equal((await other.get(`/organisations/${organisation}${page}`)).status, 404, page);
      assert.equal((await nora.get(`/organisations/${organisation}${page}`)).status, 200, page);
    }
    assert.equal((await anna.browser.submit(open, { note: "still here" })).status, 404, "a form that was open before");
    assert.ok(!(await nora.gets(`/organisations/${organisation}`)).text.includes("still here"));
  });

  it("mails both contacts the reason, and nobody else", async () => {
    const { anna, nora, organisation } = await twoContacts();
    await setContact(organisation, nora.email);
    assert.deepEqual((await outboxOf(organisation)).map(({ kind, recipient }) => `${kind} to ${recipient}`).sort(),
      [`organisation_contact_set to ${anna.email}`, `organisation_contact_set to ${nora.email}`].sort());
    for (const contact of [anna, nora]) {
      const mail = await portal.waitForMail(contact.email);
      assert.ok(mail.text.replace(/\s+/g, " ").includes(REASON), mail.text);
      assert.ok(mail.text.includes(organisation) && mail.text.includes("Muster AG"), mail.text);
    }
  });

  it("is one audit event by the system user, and stands in the organisation's history", async () => {
    const { anna, nora, organisation } = await twoContacts();
    await setContact(organisation, nora.email);
    const events = (await eventsOf(organisation)).filter(({ kind }) => kind === "organisation_contact_set");
    assert.equal(events.length, 1);
    assert.match(events[0].actor, OPERATOR);
    assert.equal(events[0].actor_account, null);
    assert.equal(events[0].client, "");
    assert.equal(events[0].account, Number(await portal.sql(`SELECT id FROM account WHERE email='${nora.email}'`)));
    const content = Object.values(events[0].content);
    for (const value of [REASON, anna.email, nora.email]) assert.ok(content.includes(value), JSON.stringify(events[0]));
    const page = await nora.gets(`/organisations/${organisation}`);
    assert.ok(!page.text.includes("system user"), "the operator's own name is no customer's business");
    assert.match(page.main, /technical contact set by the operators|operators/i);
  });

  it("withdraws an open handover, says so, and mails both of its sides", async () => {
    const handover = await startHandover(portal);
    await handover.becomes("accepted");
    const third = await portal.account(anAddress("tom"), "Tom Treu");
    const { status, stdout, stderr } = await setContact(handover.organisation, third.email);
    assert.equal(status, 0, stderr);
    assert.deepEqual(stdout.trim().split("\n"), [
      `${handover.organisation} has the technical contact ${third.email}, no longer ${handover.from.email}`,
      `${handover.reference} to ${handover.to.email} withdrawn`,
    ]);
    const { state, end_reason } = await handover.row();
    assert.deepEqual([state, end_reason], ["withdrawn", "contact_set"]);
    assert.deepEqual((await handover.mailKinds()).filter((kind) => kind.startsWith("handover_withdrawn")).sort(),
      [`handover_withdrawn to ${handover.from.email}`, `handover_withdrawn to ${handover.to.email}`].sort());
    assert.equal((await handover.events()).filter((kind) => kind === "handover_withdrawn").length, 1);
    const late = await handover.authorises();
    assert.equal(late.status, 409, late.summary);
    assert.equal(await handover.contact(), third.email);
    await checkInvariants(portal);
  });

  it("withdraws it also where the handover's own successor becomes the contact", async () => {
    const handover = await startHandover(portal);
    const { status, stderr } = await setContact(handover.organisation, handover.to.email);
    assert.equal(status, 0, stderr);
    assert.equal(await handover.state(), "withdrawn");
    assert.equal(await handover.contact(), handover.to.email);
  });

  it("works where the former contact's account is locked", async () => {
    const { anna, nora, organisation } = await twoContacts();
    await portal.done(["user", "lock", anna.email]);
    const { status, stderr } = await setContact(organisation, nora.email);
    assert.equal(status, 0, stderr);
    assert.equal(await contactOf(organisation), nora.email);
  });

  it("leaves everything as it was where it refuses: unknown, unconfirmed, locked, the same contact, no address", async () => {
    const { anna, nora, organisation } = await twoContacts();
    const unconfirmed = anAddress("pending");
    await portal.browser().fills("/register", { email: unconfirmed, name: "Paul Plan", phone: "", password: anna.password, password_repeat: anna.password });
    await portal.done(["user", "lock", nora.email]);
    for (const [email, says] of [
      [anAddress("nobody"), /nobody/], [unconfirmed, /pending/], [nora.email, /locked|no account/], [anna.email, /already/], ["no address", /address/],
    ]) assertRefused(await setContact(organisation, email), says);
    assertRefused(await setContact("ORG-999999", anna.email), /ORG-999999/);
    assertRefused(await setContact("ORG-1", anna.email), /ORG-1/);
    assert.equal(await contactOf(organisation), anna.email);
    assert.deepEqual(await outboxOf(organisation), []);
    assert.deepEqual((await eventsOf(organisation)).map(({ kind }) => kind), ["organisation_created"]);
  });

  it("demands a reason of one line", async () => {
    const { anna, nora, organisation } = await twoContacts();
    const without = await portal.cli(["organisation", "set-contact", organisation, nora.email]);
    assert.equal(without.status, 2);
    assert.match(without.stderr, /--reason/);
    for (const reason of ["", " \t", "left\nBcc: x@example.org", "x".repeat(501), "\u202etfel"]) assertRefused(await setContact(organisation, nora.email, reason), /--reason/);
    assert.equal(await contactOf(organisation), anna.email);
  });
});

describe("handover list, show and withdraw", () => {
  let portal;

  before(async () => { portal = await sharedPortal(); });

  const listed = async (handover, ...options) => (await portal.json(["handover", "list", ...options])).find(({ reference }) => reference === handover.reference);

  it("list the open ones; with --all the others too", async () => {
    const handover = await startHandover(portal);
    const { from, to, organisation } = handover;
    const row = await listed(handover);
    assert.deepEqual([row.state, row.organisation, row.contact, row.successor, row.accepted_at, row.ended_at], ["offered", organisation, from.email, to.email, null, null]);
    assert.equal(Date.parse(row.expires_at) - Date.parse(row.started_at), 14 * 86400_000);
    const table = await portal.done(["handover", "list"]);
    assert.match(table, /^REFERENCE +STATE +ORGANISATION +ORGANISATION NAME +CONTACT +SUCCESSOR +STARTED AT +EXPIRES AT\n/);
    assert.ok(table.includes(handover.reference));
    await handover.becomes("declined");
    assert.equal(await listed(handover), undefined);
    assert.equal((await listed(handover, "--all")).state, "declined");
  });

  it("show one with all that may be known, and no secret", async () => {
    const handover = await startHandover(portal);
    await handover.becomes("accepted");
    await handover.authorisesWrongly();
    const shown = await portal.json(["handover", "show", handover.reference]);
    assert.deepEqual([shown.reference, shown.state, shown.wrong_tries, shown.resends, shown.is_receipt_signed], [handover.reference, "accepted", 1, 0, false]);
    const text = await portal.done(["handover", "show", handover.reference]);
    assert.match(text, new RegExp(`^REFERENCE +${handover.reference}$`, "m"));
    assert.match(text, /^WRONG TRIES +1$/m);
    for (const secret of [handover.sessionPassword, handover.sessionPassword.replaceAll("-", ""), await handover.token(), "argon2"])
      assert.ok(!(text + JSON.stringify(shown)).includes(secret));
  });

  it("withdraw an open one, with mails to both and the operator's event", async () => {
    for (const state of ["offered", "accepted"]) {
      const handover = await startHandover(portal);
      if (state === "accepted") await handover.becomes(state);
      const said = await portal.done(["handover", "withdraw", handover.reference]);
      assert.equal(said, `${handover.reference} withdrawn; ${handover.from.email} remains the technical contact of ${handover.organisation}\n`);
      const row = await handover.row();
      assert.deepEqual([row.state, row.end_reason], ["withdrawn", "operators"]);
      assert.deepEqual((await handover.mailKinds()).filter((kind) => kind.startsWith("handover_withdrawn")).sort(),
        [`handover_withdrawn to ${handover.from.email}`, `handover_withdrawn to ${handover.to.email}`].sort());
      const [event] = (await handover.eventRows()).filter(({ kind }) => kind === "handover_withdrawn");
      assert.match(event.actor, OPERATOR);
      assert.equal((await handover.from.get(`/organisations/${handover.organisation}`)).status, 200);
    }
    await checkInvariants(portal);
  });

  for (const state of ["completed", "declined", "withdrawn", "expired", "blocked"]) {
    it(`withdraw refuses one that is ${state}, and changes nothing`, async () => {
      const handover = await (await startHandover(portal)).becomes(state);
      const everything = await handover.everything();
      assertRefused(await portal.cli(["handover", "withdraw", handover.reference]), new RegExp(`${handover.reference}.*${state}`));
      assert.deepEqual(await handover.everything(), everything);
    });
  }

  for (const command of ["show", "withdraw"]) {
    it(`${command} refuses a reference that there is not, or that is none`, async () => {
      assertRefused(await portal.cli(["handover", command, "UEB-999999"]), /UEB-999999/);
      for (const reference of ["UEB-1", "ORG-000001", "1"]) assertRefused(await portal.cli(["handover", command, reference]), /UEB-000123/);
    });
  }
});

describe("audit list", () => {
  let portal;

  before(async () => { portal = await sharedPortal(); });

  it("tells of a whole handover, the newest first", async () => {
    const handover = await (await startHandover(portal)).becomes("completed");
    const events = await portal.json(["audit", "list", "--organisation", handover.organisation]);
    assert.deepEqual(events.map(({ kind }) => kind), ["handover_completed", "handover_accepted", "handover_started", "organisation_created"]);
    for (const { content, organisation } of events.slice(0, 3)) {
      assert.equal(content.reference, handover.reference);
      assert.equal(organisation, handover.organisation);
    }
    assert.deepEqual(events.slice(0, 3).map(({ actor }) => actor), [handover.to.email, handover.to.email, handover.from.email]);
  });

  it("takes kind and limit", async () => {
    const handover = await (await startHandover(portal)).becomes("withdrawn");
    const list = (...options) => portal.json(["audit", "list", ...options]);
    assert.deepEqual((await list("--kind", "handover_started", "--organisation", handover.organisation)).length, 1);
    assert.ok((await list("--kind", "signed_in", "--limit", "3")).every(({ kind }) => kind === "signed_in"));
    assert.equal((await list("--limit", "2")).length, 2);
    assert.match(await portal.done(["audit", "list", "--limit", "1"]), /^HAPPENED AT +KIND +ACTOR +ORGANISATION +CONTENT\n/);
    for (const limit of ["0", "-1", "ten", "100001"]) assert.equal((await portal.cli(["audit", "list", "--limit", limit])).status, 2, limit);
    assertRefused(await portal.cli(["audit", "list", "--organisation", "ORG-999999"]), /ORG-999999/);
  });
});

describe("audit verify", () => {
  let portal;

  before(async () => { portal = await startPortal("audit"); });

  const verify = async () => {
    const { status, stdout, stderr } = await portal.cli(["audit", "verify"]);
    const [, sealed, head, unsealed] = /^sealed (\d+)\nhead (\S+)\nunsealed (\d+)\n/.exec(stdout) ?? assert.fail(stdout + stderr);
    return { status, stderr, sealed: Number(sealed), head, unsealed: Number(unsealed), problems: stdout.split("\n").filter((line) => line.startsWith("problem: ")) };
  };
  const sealed = () => until("all events sealed", async () => (await verify()).unsealed === 0);
  // Does `change`, gives what verify finds then, and takes it back by `undo`.
  const tampered = async (change, undo) => {
    await portal.sql(change);
    const found = await verify();
    await portal.sql(undo);
    assert.equal((await verify()).status, 0, "taken back, all is well again");
    assert.equal(found.status, 1);
    assert.match(found.stderr, /^certportal: audit verify: \d+ problems?\n$/);
    return found.problems.join("\n");
  };
  const middle = () => portal.sql("SELECT event_id FROM audit_seal ORDER BY position LIMIT 1 OFFSET 3");

  it("finds a whole handover sealed, and nothing wrong", async () => {
    await (await startHandover(portal)).becomes("completed");
    await sealed();
    const report = await verify();
    assert.equal(report.status, 0);
    assert.deepEqual(report.problems, []);
    assert.equal(report.sealed, Number(await portal.sql("SELECT COUNT(*) FROM audit_event")));
    assert.match(report.head, /^[0-9]+:[0-9a-f]{64}$/);
    assert.equal(report.head, (await portal.sql("SELECT CONCAT(position, ':', LOWER(HEX(mac))) FROM audit_head")));
  });

  for (const [column, value] of [
    ["kind", "'signed_out'"], ["actor", "'nora.neu@example.org'"], ["happened_at", "happened_at - INTERVAL 1 DAY"], ["content", "'{\"x\":\"y\"}'"], ["client", "'192.0.2.1'"],
    ["actor_account_id", "4711"], ["account_id", "4711"], ["organisation_id", "4711"],
  ]) {
    it(`names an event whose ${column} was changed`, async () => {
      const id = await middle();
      await portal.sql(`DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * FROM audit_event WHERE id=${id}`);
      const problems = await tampered(`UPDATE audit_event SET ${column}=${value} WHERE id=${id}`, `UPDATE audit_event e, kept k SET e.${column}=k.${column} WHERE e.id=k.id`);
      assert.match(problems, new RegExp(`\\b${id}\\b`));
    });
  }

  it("names an event that was removed", async () => {
    const id = await middle();
    await portal.sql(`DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * FROM audit_event WHERE id=${id}`);
    assert.match(await tampered(`DELETE FROM audit_event WHERE id=${id}`, "INSERT INTO audit_event SELECT * FROM kept"), new RegExp(`\\b${id}\\b`));
  });

  for (const [which, order] of [["first", "position"], ["last", "position DESC"]]) {
    it(`names a seal that was removed: the ${which}`, async () => {
      const [position, id] = (await portal.sql(`SELECT position, event_id FROM audit_seal ORDER BY ${order} LIMIT 1`)).split("\t");
      await portal.sql(`DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * FROM audit_seal WHERE position=${position}`);
      assert.match(await tampered(`DELETE FROM audit_seal WHERE position=${position}`, "INSERT INTO audit_seal SELECT * FROM kept"), new RegExp(`\\b(${position}|${id})\\b`));
    });
  }

  it("names an event that was put in as if it were sealed", async () => {
    const problems = await tampered("INSERT INTO audit_event (id, happened_at, kind, actor, content, is_sealed) VALUES (4294967, NOW(), 'signed_in', 'nora.neu@example.org', '{}', 1)", "DELETE FROM audit_event WHERE id=4294967");
    assert.match(problems, /\b4294967\b/);
  });

  it("finds an event and its digest changed together", async () => {
    const id = await middle();
    await portal.sql(`DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * FROM audit_seal WHERE event_id=${id}`);
    assert.notEqual(await tampered(`UPDATE audit_seal SET digest=REPEAT('x', 32), mac=REPEAT('y', 32) WHERE event_id=${id}`,
      "UPDATE audit_seal s, kept k SET s.digest=k.digest, s.mac=k.mac WHERE s.position=k.position"), "");
  });

  it("finds nothing right with another key", async () => {
    const file = portal.path("secret/audit-key");
    const key = fs.readFileSync(file);
    fs.writeFileSync(file, "another key, of more than 16 bytes\n");
    assert.equal((await verify()).status, 1);
    fs.writeFileSync(file, key);
    assert.equal((await verify()).status, 0);
  });

  it("says in one line that it has no key, or a short one", async () => {
    const file = portal.path("certportal.conf");
    const text = fs.readFileSync(file, "utf8");
    const [, operator] = /^\[operator\][^[]*^audit_key_file = (.*)$/m.exec(text) ?? assert.fail("no key in the configuration");
    const start = text.indexOf("[operator]");
    fs.writeFileSync(file, text.slice(0, start) + text.slice(start).replace(/^audit_key_file.*$/m, ""));
    assertRefused(await portal.cli(["audit", "verify"]), /operator\.audit_key_file/);
    fs.writeFileSync(file, text);
    const key = fs.readFileSync(operator);
    fs.writeFileSync(operator, "short");
    assertRefused(await portal.cli(["audit", "verify"]), /shorter than 16/);
    fs.writeFileSync(operator, key);
  });
});
