// Reminders of certificates that end: each step once over a simulated year, whatever is killed; muted ones; what the pages
// tell of them.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { anOrganisation, idIn, posts, rows, startHandover } from "../support/handover.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress, spawn, startPortal } from "../support/portal.mjs";
import { random } from "../support/random.mjs";

const DAY = 86400;
const PARTS = [3, 6, 12];
const ZONE = "Europe/Berlin";

let portal;
let pki;
let root;

before(async () => {
  portal = await startPortal("reminders");
  process.kill(portal.pid("jobs"), "SIGSTOP"); // the tests' own run instead, when the clock is where they want it
  pki = new Pki();
  root = await pki.root("Reminder Root");
});

after(() => process.kill(portal.pid("jobs"), "SIGCONT"));

const dayOf = (seconds) => new Date(seconds * 1000).toLocaleDateString("sv-SE", { timeZone: ZONE });
const now = () => Math.floor(Date.now() / 1000) + (portal.offset ?? 0);
const seconds = (text) => Date.parse(`${text.replace(" ", "T").slice(0, 19)}Z`) / 1000;

let key;
async function certificate(organisation, names, from, to) {
  key ??= await pki.key();
  const leaf = await pki.leaf(root, names, { from, to, key });
  const { imported, stderr } = await portal.imports(organisation, [leaf.file]);
  assert.equal(imported, 1, stderr);
  const serial = (await leaf.serial()).toLowerCase();
  const [row] = await rows(portal, "number, not_before, not_after", `FROM certificate WHERE serial='${serial}'`);
  const [start, end] = [seconds(row.not_before), seconds(row.not_after)];
  const steps = [...PARTS.map((part) => ({ step: `1/${part}`, at: end - Math.floor((end - start) / part) })), { step: "end", at: end }];
  return { number: row.number, name: names[0], names, leaf, start, end, steps };
}

const stepsOf = (number) => rows(portal, "step, outcome, recipient, outbox_id, done_at", `FROM reminder WHERE number=${number} ORDER BY done_at, step`);
const mailed = async ({ number }) => (await stepsOf(number)).filter(({ outcome }) => outcome === "mailed").map(({ step }) => step);
const digests = (email) => rows(portal, "id, recipient, created_at, content, reference", `FROM outbox WHERE kind='reminder' ${email ? `AND recipient='${email}'` : ""} ORDER BY id`);
const numbersIn = ({ content }) => JSON.parse(content).ROWS.map(({ NUMBER }) => Number(NUMBER));

// Two passes of jobs at once, each killed at times, then one that is left alone.
async function jobsRun({ kill = 0.3 } = {}) {
  const one = async () => {
    if (random() >= kill) return portal.cli(["jobs", "--once"]);
    const child = spawn(`${portal.build}/certportal`, ["--config", portal.path("certportal.conf"), "jobs", "--once"], { stdio: "ignore" });
    const ended = new Promise((resolve) => { child.on("exit", resolve); });
    setTimeout(() => child.kill("SIGKILL"), random() * 150);
    return ended;
  };
  await Promise.all([one(), one()]);
  await portal.done(["jobs", "--once"]);
}

const goTo = (time) => portal.later({ seconds: time - now() });

describe("reminders over a year", () => {
  it("each step once, to the contact of that day, in one digest a day and person, whatever is killed", { timeout: 120_000 }, async () => {
    const [anna, nora] = [await portal.signedIn(anAddress("anna"), "Anna Alt"), await portal.account(anAddress("nora"), "Nora Neu")];
    const [kept, given] = [await anOrganisation(anna, "Muster AG"), await anOrganisation(anna, "Wander AG")];
    const begin = now();
    const all = {
      ninety: await certificate(kept, ["ninety.example.org"], -10, 80),
      twin: await certificate(kept, ["twin.example.org"], -10, 80),
      long: await certificate(kept, ["long.example.org", "more.example.org"], -10, 190),
      late: await certificate(kept, ["late.example.org"], -350, 50),
      given: await certificate(given, ["given.example.org"], -30, 90),
      ended: await certificate(kept, ["ended.example.org"], -100, -10),
      forgotten: await certificate(kept, ["forgotten.example.org"], -200, -40),
      revoked: await certificate(kept, ["revoked.example.org"], -10, 70),
      replaced: await certificate(kept, ["replaced.example.org"], -10, 70),
      covered: await certificate(kept, ["a.covered.example.org", "b.covered.example.org"], -10, 60),
      half: await certificate(kept, ["c.covered.example.org", "x.y.covered.example.org"], -10, 60),
      wild: await certificate(kept, ["*.covered.example.org"], -5, 300),
    };
    await portal.sql(`UPDATE certificate SET revoked_at=UTC_TIMESTAMP() WHERE number=${all.revoked.number}; UPDATE certificate SET replaced_by=${all.long.number} WHERE number=${all.replaced.number}`);

    // At each step, and at random times between.
    const moments = [begin + 60];
    for (const { steps } of Object.values(all)) for (const { at } of steps) if (at > begin) moments.push(at + 60);
    for (let i = 0; i < 12; i += 1) moments.push(begin + Math.floor(random() * 330 * DAY));
    let handedOver = 0;
    const seen = new Map(); // jobs forgets mails after 90 days
    for (const moment of [...new Set(moments)].sort((a, b) => a - b)) {
      if (!handedOver && moment > begin + 55 * DAY) {
        await Promise.all([anna.signIn(), nora.signIn()]);
        const handover = await startHandover(portal, { from: anna, to: nora, organisation: given });
        await handover.becomes("completed");
        handedOver = now();
      }
      goTo(moment);
      await jobsRun();
      for (const mail of await digests()) seen.set(mail.id, mail);
    }
    goTo(Math.max(...moments) + 2 * DAY);
    await jobsRun();

    const three = ["1/3", "1/6", "1/12", "end"];
    const expected = {
      ninety: three, twin: three, long: three, late: ["1/6", "1/12", "end"], given: three, ended: ["end"], forgotten: [], revoked: [], replaced: [],
      covered: [], half: three, wild: three,
    };
    for (const [name, steps] of Object.entries(expected)) assert.deepEqual(await mailed(all[name]), steps, name);
    assert.deepEqual((await stepsOf(all.covered.number)).map(({ outcome }) => outcome), ["covered", "covered", "covered", "covered"]);
    assert.deepEqual((await stepsOf(all.late.number)).filter(({ outcome }) => outcome === "passed").map(({ step }) => step), ["1/3"]);

    // Each mail holds what its steps say, and nothing twice.
    const mails = [...seen.values()];
    const told = mails.flatMap((mail) => numbersIn(mail).map((number) => `${mail.id} ${number}`));
    const done = await rows(portal, "number, outbox_id, recipient, step, done_at", "FROM reminder WHERE outcome='mailed'");
    assert.deepEqual(told.toSorted(), done.map(({ number, outbox_id }) => `${outbox_id} ${number}`).toSorted());
    const days = mails.map((mail) => `${mail.recipient} ${dayOf(seconds(mail.created_at))}`);
    assert.equal(new Set(days).size, days.length, "one a day and person");
    assert.equal(mails.filter(({ recipient }) => recipient !== anna.email && recipient !== nora.email).length, 0);
    for (const { number, recipient, step, done_at: at } of done) {
      const which = Object.values(all).find((one) => one.number === number);
      const due = which.steps.find((one) => one.step === step).at;
      assert.ok(dayOf(seconds(at)) >= dayOf(due), `${which.name} ${step}: not before its day`);
      const owner = which === all.given && seconds(at) > handedOver ? nora : anna;
      assert.equal(recipient, owner.email, `${which.name} ${step}`);
    }
    assert.ok(done.some(({ recipient }) => recipient === nora.email), "the successor was reminded");
    assert.equal(await portal.sql("SELECT COUNT(*) FROM certificate WHERE next_reminder_at IS NOT NULL"), "0", "nothing is looked at any more");
    assert.equal(await portal.sql("SELECT COUNT(*) FROM outbox WHERE state <> 'sent'"), "0");
  });
});

describe("reminders:", () => {
  let contact;
  let organisation;

  before(async () => {
    contact = await portal.signedIn(anAddress("mona"), "Mona Muster");
    organisation = await anOrganisation(contact, "Erinner AG");
  });

  const nextDay = () => portal.later({ days: 1 });

  it("the mail names all that one needs, and links straight to the renewal", async () => {
    const one = await certificate(organisation, ["müller.example.org", "shop.example.org"].map((name) => new URL(`http://${name}`).hostname), (portal.offset / DAY) - 76, (portal.offset / DAY) + 14);
    await portal.done(["jobs", "--once"]);
    const [digest] = await digests(contact.email);
    assert.equal(digest.reference, String(one.number));
    const mail = await portal.waitForMail(contact.email);
    const text = mail.text.replace(/\s+/g, " ").replace(/(:[0-9A-F]{2}:) /g, "$1");
    for (const part of [String(one.number), "müller.example.org", "shop.example.org", "Erinner AG", (await one.leaf.serial()).match(/../g).join(":"), await one.leaf.fingerprint(), "Days left: 14", `/certificates/${one.number}/renew`, "Mona Muster"]) {
      assert.ok(text.includes(part), `${part} in ${mail.text}`);
    }
    await portal.done(["jobs", "--once"]);
    assert.equal((await digests(contact.email)).length, 1);
  });

  it("details, the account's mails and the operator's list tell of it, and of sendmail's answer", async () => {
    const [digest] = await digests(contact.email);
    const [number] = numbersIn(digest);
    await contact.signIn();
    const page = await contact.gets(`/certificates/${number}`);
    const section = page.page.all("section").find(({ attributes }) => attributes["aria-labelledby"] === "reminders").text;
    assert.match(section, /1\/3 of the lifetime left.*passed over/);
    assert.match(section, new RegExp(`1/6 of the lifetime left.*reminded by mail\\s*${contact.email}`));
    assert.match(section, /sent/);
    assert.match(section, /On expiry.*to come/);
    const mails = await contact.gets("/account/mails");
    const row = mails.page.byId("mails").all("tr").find((element) => /Reminder: certificates end/.test(element.text));
    assert.ok(row.one("a", { href: `/certificates/${number}` }), row.text);
    assert.match(row.text, /sent/);
    assert.ok(!mails.text.includes("müller"), "no content");
    const stranger = await portal.signedIn(anAddress("fremd"), "Frieda Fremd");
    assert.ok(!(await stranger.gets("/account/mails")).main.includes("Reminder"));
    assert.equal((await portal.browser().get("/account/mails")).status, 303);
    const listed = (await portal.json(["mail", "list"])).find(({ id }) => id === digest.id);
    assert.equal(listed.kind, "reminder");
    assert.equal(listed.recipient, contact.email);
    assert.equal(listed.reference, String(number));
    assert.ok(listed.sent_at, "when");
    assert.equal(typeof listed.answer, "string");
  });

  it("a muted certificate is passed over until the day, and comes with its latest step then", async () => {
    const one = await certificate(organisation, ["stumm.example.org"], (portal.offset / DAY) - 9, (portal.offset / DAY) + 81);
    await contact.signIn();
    const page = await contact.gets(`/certificates/${one.number}/mute`);
    assert.ok(page.form(`/certificates/${one.number}/mute`).one("input", { name: "until", type: "date" }));
    for (const [until, says] of [["", /give a date/], ["2026-02-30", /give a date/], [dayOf(now()), /after today/], [dayOf(now() + 1300 * DAY), /three years/]]) {
      const answer = await posts(contact, `/certificates/${one.number}/mute`, { until });
      assert.equal(answer.status, 422, answer.summary);
      assert.deepEqual(answer.badFields, ["until"]);
      assert.match(answer.alert, says);
    }
    const until = dayOf(now() + 70 * DAY);
    assert.equal((await posts(contact, `/certificates/${one.number}/mute`, { until })).status, 303);
    assert.match((await contact.gets(`/certificates/${one.number}`)).main, /Muted until/);
    const stranger = await portal.signedIn(anAddress("fremd"), "Frieda Fremd");
    for (const action of ["mute", "unmute"]) assert.equal((await posts(stranger, `/certificates/${one.number}/${action}`, { until })).status, 404);
    for (const day of [52, 66, 69]) {
      goTo(one.end - (81 - day) * DAY);
      await portal.done(["jobs", "--once"]);
      assert.deepEqual(await mailed(one), [], `day ${day}`);
    }
    goTo(one.end - 10 * DAY);
    await portal.done(["jobs", "--once"]);
    assert.deepEqual(await mailed(one), ["1/6"], "the latest alone");
    const events = await rows(portal, "id, kind", `FROM audit_event WHERE content LIKE '%"${one.number}"%' AND kind LIKE 'certificate_%' ORDER BY id`);
    assert.deepEqual(events.map(({ kind }) => kind), ["certificate_muted"]);
  });

  it("there is a way back", async () => {
    nextDay();
    const one = await certificate(organisation, ["zurueck.example.org"], (portal.offset / DAY) - 80, (portal.offset / DAY) + 10);
    await contact.signIn();
    assert.equal((await posts(contact, `/certificates/${one.number}/mute`, { until: dayOf(now() + 9 * DAY) })).status, 303);
    await portal.done(["jobs", "--once"]);
    assert.deepEqual(await mailed(one), []);
    assert.equal((await posts(contact, `/certificates/${one.number}/unmute`)).status, 303);
    assert.equal((await posts(contact, `/certificates/${one.number}/unmute`)).status, 303, "twice is fine");
    await portal.done(["jobs", "--once"]);
    assert.deepEqual(await mailed(one), ["1/6"]);
    assert.ok((await contact.gets(`/certificates/${one.number}`)).form(`/certificates/${one.number}/mute`));
    await portal.sql(`UPDATE certificate SET revoked_at=UTC_TIMESTAMP() WHERE number=${one.number}`);
    const refused = await posts(contact, `/certificates/${one.number}/mute`, { until: dayOf(now() + 9 * DAY) });
    assert.equal(refused.status, 409, refused.summary);
  });

  it("ten thousand certificates of an import cost one look each and one mail", async () => {
    nextDay();
    const other = await anOrganisation(await portal.account(anAddress("viele"), "Viola Viele"), "Viele AG");
    const before = await portal.sql("SELECT COUNT(*) FROM outbox");
    const first = Number(await portal.sql(`INSERT INTO reference_number () VALUES (); SELECT LAST_INSERT_ID()`));
    await portal.sql(`INSERT INTO reference_number (number) SELECT ${first} + seq FROM seq_1_to_10000;
      INSERT INTO certificate (organisation_id, not_after, number, name, more_names, not_before, serial, sha256, sha1, key_sha256, created_at, names)
      SELECT ${idIn(other)}, FROM_UNIXTIME(${now()} + IF(seq <= 9000, 80, 20) * 86400), ${first} + seq, CONCAT('n', seq, '.example.org'), 0, FROM_UNIXTIME(${now()} - IF(seq <= 9000, 10, 70) * 86400),
        LPAD(HEX(seq), 16, '0'), UNHEX(SHA2(CONCAT('many', seq), 256)), UNHEX(SHA1(seq)), UNHEX(SHA2('key', 256)), UTC_TIMESTAMP(), CONCAT('n', seq, '.example.org') FROM seq_1_to_10000`);
    const started = Date.now();
    await jobsRun({ kill: 0 });
    assert.ok(Date.now() - started < 15_000, `${Date.now() - started} ms`);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM certificate WHERE organisation_id=${idIn(other)} AND next_reminder_at <= FROM_UNIXTIME(${now()})`), "0");
    assert.equal(Number(await portal.sql("SELECT COUNT(*) FROM outbox")) - Number(before), 1);
    const [mail] = (await digests()).slice(-1);
    const { ROWS, MORE } = JSON.parse(mail.content);
    assert.equal(ROWS.length + Number(MORE), 1000);
    assert.match(mail.reference, /^\d+( \d+){4} \+995$/);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM reminder WHERE outbox_id=${mail.id}`), "1000");
  });

  it("a malformed reminder_parts is told by config --check", async () => {
    portal.configure({ reminder_parts: "3, 1" });
    const checked = await portal.cli(["config", "--check"]);
    assert.equal(checked.status, 1);
    assert.match(checked.stderr, /reminder_parts.*2 to 1000/);
    portal.configure({ reminder_parts: undefined });
    assert.equal((await portal.cli(["config", "--check"])).status, 0);
  });
});
