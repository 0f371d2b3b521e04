// What an operator must act on: found by doctor and by jobs, mailed once a day, and gone once it is cured. On a portal of
// its own, whose jobs runs by `jobs --once` alone, so that each pass is known.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";

import { placesOrders } from "../support/issuance.mjs";
import { anAddress, BUILD, isAlive, startPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const OPERATOR = "betrieb@example.org";

let portal;
let organisation;

// A mail not sent may be left: then the exit status is 1.
const pass = () => portal.cli(["jobs", "--once"]);

const kept = async () => (await portal.sql("SELECT kind, subject FROM warning ORDER BY kind, subject")).split("\n").filter(Boolean).map((line) => line.replace("\t", " ").trim());

async function doctor() {
  const { status, stdout } = await portal.cli(["doctor", "--json"]);
  return { status, findings: JSON.parse(stdout) };
}

async function finds(check, grade, says) {
  const { findings } = await doctor();
  const found = findings.filter((each) => each.check === check && each.grade === grade);
  assert.ok(found.some((each) => says.test(each.finding)), JSON.stringify(findings.filter((each) => each.check === check)));
  assert.ok(found.every((each) => grade === "ok" || each.cure !== ""), "says what to do");
}

// Those of the operator's mails: whoever sent them, and whether or not they are sent yet.
const mailed = async () => Number(await portal.sql("SELECT COUNT(*) FROM outbox WHERE kind='operator_warnings'"));
const key = (ending = "") => `${portal.path("secret/local-ca.key")}${ending}`;

async function prepare() {
  portal = await startPortal("operation", { workers: 1 });
  const jobs = portal.pid("jobs");
  process.kill(jobs);
  await until("the end of jobs", () => !isAlive(jobs));
  portal.configure({ operator_email: OPERATOR });
  const anna = await portal.account(anAddress());
  organisation = (await portal.done(["organisation", "create", "--name", "Muster AG", "--technical-contact", anna.email])).trim();
  await pass();
}

// A sendmail that refuses, a CA that does not answer, a CRL that cannot be made.
async function breakAll() {
  portal.later({ days: 6 });
  portal.sendmail("echo 'no route to the mail host' >&2; exit 75");
  await portal.sql(`INSERT INTO outbox (kind, recipient, locale, content, next_try_at, created_at) SELECT 'password_changed', 'anna.alt@example.org', 'de',
    '{"NAME": "Anna Alt"}', made_at, made_at FROM (SELECT UTC_TIMESTAMP() + INTERVAL 143 HOUR made_at) t`);
  await placesOrders(portal, organisation, 1, { state: "issuing", issuer: "far", failure: "no answer from ca.example.org" });
  fs.renameSync(key(), key(".away"));
}

async function cureAll() {
  portal.sendmail();
  await portal.sql("UPDATE certificate_order SET state='withdrawn', failure='' WHERE issuer='far'");
  fs.renameSync(key(".away"), key());
}

describe("what an operator must act on", () => {
  before(prepare);

  it("is nothing in a portal that is well, whose jobs doctor has seen", async () => {
    assert.deepEqual(await kept(), []);
    const { status, findings } = await doctor();
    assert.equal(status, 0);
    await finds("jobs", "ok", /^last seen \S+ on host \S+$/);
    await finds("mails", "ok", /^waiting: 0$/);
    assert.ok(findings.every(({ grade, check }) => grade !== "warning" || !["jobs", "mails", "clock", "disk", "expiry"].includes(check)), JSON.stringify(findings));
  });

  it("is a jobs that is gone: a warning after ten minutes, an error after an hour", async () => {
    const last = await portal.sql("SELECT jobs_seen_at FROM operation");
    for (const [minutes, grade, status] of [[11, "warning", 0], [61, "error", 1]]) {
      await portal.sql(`UPDATE operation SET jobs_seen_at = UTC_TIMESTAMP() - INTERVAL ${minutes} MINUTE`);
      await finds("jobs", grade, /last seen/);
      assert.equal((await doctor()).status, status);
    }
    await portal.sql(`UPDATE operation SET jobs_seen_at = '${last}'`);
  });

  it("is a folder that everybody may write into, or templates of another program", async () => {
    const { mode } = fs.statSync(portal.path("run"));
    fs.chmodSync(portal.path("run"), 0o777);
    await finds("folders", "error", /run_dir .* may be written by everybody/);
    fs.chmodSync(portal.path("run"), mode);
    await finds("socket", "ok", /w\.sock$/);
    const other = portal.path("tmp/other");
    fs.cpSync(path.join(BUILD, "templates"), other, { recursive: true });
    fs.writeFileSync(`${other}/version`, "0.0.1\n");
    const own = /^template_dir = (.*)$/m.exec(fs.readFileSync(portal.path("certportal.conf"), "utf8"))[1];
    portal.configure({ template_dir: other });
    await finds("templates", "warning", /are of version 0\.0\.1, the program is /);
    portal.configure({ template_dir: own });
  });

  it("is found by doctor and kept by jobs alike", async () => {
    await breakAll();
    await pass(); // a mail is refused, after the look at the outbox
    await pass();
    assert.deepEqual(await kept(), ["crl_old local", "issuer_down far", "outbox_stuck"]);
    await finds("mails", "warning", /^1 mail waits, since .*refused by sendmail: 1: .*no route to the mail host/);
    await finds("issuers", "warning", /^orders that wait for far: 1; no answer from ca\.example\.org$/);
    await finds("issuers", "warning", /^the CRL of local is valid until .* should have been renewed$/);
    portal.later({ days: 2 });
    assert.equal((await doctor()).status, 1);
    await finds("issuers", "error", /^the CRL of local is valid until .*: strict clients refuse/);
  });

  it("comes by mail once a day, whoever looks, but not for what is young", async () => {
    await portal.sql("UPDATE warning SET since_at = UTC_TIMESTAMP() + INTERVAL 30 DAY");
    await pass();
    assert.equal(await mailed(), 0);
    await portal.sql("UPDATE warning SET since_at = UTC_TIMESTAMP()");
    await Promise.all([pass(), pass(), pass()]);
    assert.equal(await mailed(), 1);
    portal.later({ hours: 23 });
    await pass();
    assert.equal(await mailed(), 1);
    portal.later({ hours: 2 });
    await Promise.all([pass(), pass(), pass()]);
    assert.equal(await mailed(), 2);
  });

  it("is told with its cure and since when, in a mail that waits as long as sendmail does not work", async () => {
    assert.equal(portal.mails(OPERATOR).length, 0);
    await cureAll();
    portal.later({ hours: 2 });
    await pass();
    assert.equal(portal.mails(OPERATOR).length, 2);
    const mail = portal.mails(OPERATOR).find(({ text }) => text.includes("1 mail waits"));
    assert.equal(mail.subject, "The portal wants its operator's attention");
    const text = mail.text.replace(/\s+/g, " ");
    for (const part of ["1 mail waits, since", "no route to the mail host", "orders that wait for far: 1; no answer", "strict clients refuse", "Since:", "What to do: mend section [issuer.far]"])
      assert.ok(text.includes(part), `${part}\n${mail.text}`);
  });

  it("is gone once it is cured, and no mail comes any more", async () => {
    await pass();
    assert.deepEqual(await kept(), []);
    await finds("mails", "ok", /^waiting: 0$/);
    await finds("issuers", "ok", /^the CRL of local is valid until/);
    const before = await mailed();
    portal.later({ hours: 25 });
    await pass();
    assert.equal(await mailed(), before);
    assert.equal(portal.mails(OPERATOR).length, before);
  });
});
