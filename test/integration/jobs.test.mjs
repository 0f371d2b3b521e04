// What jobs does beside mails: seals audit events, signs receipts, sweeps; and what doctor says where it cannot. On a portal
// of its own. Handovers are put into the database as they look after completion: how they get there is told elsewhere.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, describe, it } from "node:test";

import { startHandover } from "../support/handover.mjs";
import { anAddress, isAlive, run, sharedPortal, startPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let organisation;
let anna;

async function prepare() {
  portal = await sharedPortal("jobs", { workers: 1 });
  anna ??= await portal.account(anAddress());
  organisation ??= (await portal.done(["organisation", "create", "--name", "Muster AG", "--technical-contact", anna.email])).trim();
}

const count = async (from) => Number(await portal.sql(`SELECT COUNT(*) FROM ${from}`));
const seq = (number) => `(SELECT seq FROM seq_1_to_${number}) s`;

function completedHandovers(number) {
  return portal.sql(`INSERT INTO handover (organisation_id, organisation_name, contact_email, contact_name, successor_email, successor_name, state, token_hash,
    session_password_hash, started_at, expires_at, accepted_at, ended_at) SELECT ${Number(organisation.slice(4))}, 'Muster AG', 'anna.alt@example.org', 'Anna Alt',
    'nora.neu@example.org', 'Nora Neu', 'completed', UNHEX(SHA2(CONCAT(UUID(), seq), 256)), '', NOW(), NOW(), NOW(), NOW() FROM ${seq(number)}`);
}

const unsigned = () => count("handover h LEFT JOIN handover_receipt r ON r.handover_id=h.id WHERE h.state='completed' AND r.handover_id IS NULL");
const allSigned = () => until("all receipts", async () => (await unsigned()) === 0);
const linesOf = (log, pattern) => log.split("\n").filter((line) => pattern.test(line));

async function findings() {
  const { stdout } = await portal.cli(["doctor", "--json"]);
  return JSON.parse(stdout);
}

async function finds(check, grade, says) {
  const found = (await findings()).filter((each) => each.check === check && each.grade === grade);
  assert.ok(found.some((each) => says.test(each.finding)), JSON.stringify(found));
  assert.ok(found.every((each) => grade === "ok" || each.cure !== ""), "says what to do");
}

// While `work` runs, jobs stands still.
async function withoutJobs(work) {
  process.kill(portal.pid("jobs"), "SIGSTOP");
  try {
    await work();
  } finally {
    process.kill(portal.pid("jobs"), "SIGCONT");
  }
}

async function killJobs() {
  const pid = portal.pid("jobs");
  process.kill(pid, "SIGKILL");
  await until("the end of jobs", () => !isAlive(pid));
}

// The file changed for the time of `work`.
async function withFile(path, content, work) {
  const kept = fs.readFileSync(path);
  fs.writeFileSync(path, content);
  try {
    await work();
  } finally {
    fs.writeFileSync(path, kept);
  }
}

describe("sealing", () => {
  before(prepare);

  it("makes one chain, however many jobs run at once and whatever is killed", async () => {
    await portal.sql(`INSERT INTO audit_event (happened_at, kind, actor, client, content) SELECT NOW(), 'signed_in', CONCAT('a', seq, '@example.org'), '', '{}' FROM ${seq(4000)}`);
    const passes = [1, 2, 3, 4].map(() => portal.cli(["jobs", "--once"]));
    await killJobs();
    for (const { status, stderr } of await Promise.all(passes)) assert.equal(status, 0, stderr);
    await portal.start();
    await until("all events sealed", async () => (await count("audit_event WHERE is_sealed=0")) === 0);
    const report = await portal.done(["audit", "verify"]);
    assert.match(report, new RegExp(`^sealed ${await count("audit_event")}\nhead [0-9]+:[0-9a-f]{64}\nunsealed 0\nok: the chain is whole\n$`));
  });

  it("logs the head once a day, as verify shows it", async () => {
    const heads = () => linesOf(portal.log("jobs.log"), /audit head/);
    const before = heads().length;
    portal.later({ hours: 25 });
    await until("the head in the log", () => heads().length > before);
    const [, position, mac] = /audit head (\d+):([0-9a-f]{64})$/.exec(heads().at(-1));
    assert.equal(await portal.sql(`SELECT LOWER(HEX(mac)) FROM audit_seal WHERE position=${position}`), mac);
    await portal.account(anAddress());
    await until("all events sealed", async () => (await count("audit_event WHERE is_sealed=0")) === 0);
    assert.equal(heads().length, before + 1);
  });

  it("goes on with nothing where the chain was cut off, and says so once", async () => {
    const [position, mac] = (await portal.sql("SELECT position, HEX(mac) FROM audit_head")).split("\t");
    await portal.sql("DELETE FROM audit_head");
    await portal.account(anAddress());
    const told = () => linesOf(portal.log("jobs.log"), /error duty=audit .*audit verify/);
    await until("the trouble in the log", () => told().length > 0);
    assert.equal((await portal.cli(["audit", "verify"])).status, 1);
    await portal.sql(`UPDATE audit_head SET position=${position}, mac=UNHEX('${mac}'); INSERT IGNORE INTO audit_head VALUES (1, ${position}, UNHEX('${mac}'))`);
    await until("all events sealed", async () => (await count("audit_event WHERE is_sealed=0")) === 0);
    assert.equal(told().length, 1);
    assert.equal((await portal.cli(["audit", "verify"])).status, 0);
  });
});

describe("a chain made anew by whoever can write the whole database", () => {
  let chain;

  before(async () => { chain = await startPortal("chain", { workers: 1 }); });

  const total = async (from) => Number(await chain.sql(`SELECT COUNT(*) FROM ${from}`));
  const sealed = () => until("all events sealed", async () => (await total("audit_event WHERE is_sealed=0")) === 0);
  const verify = async (head) => chain.cli(["audit", "verify", ...(head ? ["--head", head] : [])]);
  const lastHead = () => / audit head (\d+:[0-9a-f]{64})$/.exec(linesOf(chain.log("jobs.log"), /audit head/).at(-1))[1];
  const told = () => linesOf(chain.log("jobs.log"), /error duty=audit .*no longer holds the head/).length;

  async function restartJobs() {
    const pid = chain.pid("jobs");
    process.kill(pid, "SIGTERM");
    await until("the end of jobs", () => !isAlive(pid));
    await chain.start();
  }

  // Some events sealed; gives the head as verify prints it, which the log holds after a restart.
  async function grown() {
    for (const name of ["one", "two", "three"]) await chain.account(anAddress(name));
    await sealed();
    return /^head (.*)$/m.exec((await verify()).stdout)[1];
  }

  for (const [title, tamper] of [
    ["sealed anew as a whole", "UPDATE audit_event SET actor='nobody' ORDER BY id LIMIT 1; DELETE FROM audit_seal; DELETE FROM audit_head; UPDATE audit_event SET is_sealed=0"],
    ["cut off at its end", `DELETE FROM audit_event WHERE id=(SELECT MAX(event_id) FROM audit_seal); DELETE FROM audit_seal ORDER BY position DESC LIMIT 1;
      UPDATE audit_head SET position=(SELECT MAX(position) FROM audit_seal), mac=(SELECT mac FROM audit_seal ORDER BY position DESC LIMIT 1)`],
  ]) {
    it(`is not sealed further by jobs: ${title}; and the log's head tells of it after a restart`, async () => {
      const head = await grown();
      assert.match((await verify(head)).stdout, new RegExp(`^holds ${head}$`, "m"));
      const before = told();
      await chain.sql(tamper);
      await chain.account(anAddress());
      await until("the trouble in the log", () => told() > before);
      const seals = await total("audit_seal");
      await chain.account(anAddress());
      await new Promise((resolve) => setTimeout(resolve, 5000));
      assert.equal(await total("audit_seal"), seals, "nothing sealed");
      assert.equal(told(), before + 1, "told once");
      assert.ok(chain.log("jobs.log").includes(`no longer holds the head ${head} `));
      await restartJobs();
      assert.ok(linesOf(chain.log("jobs.log"), /audit head/).some((line) => line.endsWith(head)), "logged when jobs stops");
      await sealed();
      assert.equal((await verify()).status, 0, "whole by itself");
      const { status, stdout } = await verify(head);
      assert.equal(status, 1);
      assert.match(stdout, new RegExp(`^problem: the chain does not hold ${head}: it was rewritten or cut off since$`, "m"));
      assert.notEqual(lastHead(), head);
      assert.equal((await verify(lastHead())).status, 0);
    });
  }

  it("is asked about by --head with a head as jobs logs it", async () => {
    for (const head of ["1", "x:y", `0:${"0".repeat(64)}`, "position=1"]) assert.equal((await verify(head)).status, 2, head);
  });
});

describe("the outbox", () => {
  before(prepare);

  const queue = (kind, recipient, content) => portal.sql(`INSERT INTO outbox (kind, recipient, locale, content, next_try_at, created_at) VALUES
    ('${kind}', '${recipient}', 'en', '${content}', UTC_TIMESTAMP(), UTC_TIMESTAMP())`);

  for (const content of ["junk", "[]", "{\"NAME\":1}", "{\"NAME\":null}", "{\"NAME\":[\"x\"]}", "{\"ROWS\":1}", "{\"ROWS\":{}}", "{\"ROWS\":[1]}", "{\"ROWS\":[{\"NUMBER\":1}]}"]) {
    it(`gives up a row whose content is ${content}, and sends what comes behind it`, async () => {
      const [bad, good] = [anAddress(), anAddress()];
      const pid = portal.pid("jobs");
      await queue("handover_declined", bad, content);
      await queue("password_changed", good, "{\"NAME\":\"Nora Neu\"}");
      await portal.waitForMail(good);
      assert.match(await portal.sql(`SELECT state, answer FROM outbox WHERE recipient='${bad}'`), /^failed\tnot composed: /);
      assert.equal(portal.pid("jobs"), pid);
      assert.ok(isAlive(pid));
    });
  }

  it("sends the portal's own links, whatever a row says of them", async () => {
    const address = anAddress();
    const foreign = "https://example.org/elsewhere";
    const names = ["LOGIN_LINK", "FORGOT_LINK", "HANDOVERS_LINK", "HANDOVER_LINK", "RECEIPT_LINK", "CERTIFICATES_LINK", "LINK"];
    const links = Object.fromEntries(names.map((name) => [name, foreign]));
    const rest = { NAME: "Nora Neu", ORGANISATION: "Muster AG", CONTACT_NAME: "Anna Alt", STARTED_AT: "x" };
    await queue("handover_declined", address, JSON.stringify({ ...links, ...rest, REFERENCE: "UEB-000001" }));
    await queue("handover_declined", address, JSON.stringify({ ...links, ...rest }));
    const first = await portal.waitForMail(address);
    assert.ok(first.text.includes(`${portal.url}/handovers/UEB-000001`), first.text);
    await portal.waitForMail(address, 2);
    for (const { text } of portal.mails(address)) assert.ok(!text.includes(foreign), text);
  });
});

describe("a handover's steps", () => {
  before(prepare);

  it("wait for nobody who changes the accounts", async () => {
    const handover = await startHandover(portal);
    const isHeld = async () => (await count("information_schema.processlist WHERE info='DO SLEEP(6)'")) === 1;
    const holding = portal.sql(`BEGIN; UPDATE account SET phone='1' WHERE email IN ('${handover.from.email}', '${handover.to.email}'); DO SLEEP(6); COMMIT`);
    try {
      await until("the hold", isHeld);
      assert.equal((await handover.accepts()).status, 303);
      await portal.sql(`UPDATE handover SET expires_at=started_at WHERE id=${handover.id}`);
      await portal.done(["jobs", "--once"]);
      assert.equal(await handover.state(), "expired");
      assert.ok(await isHeld(), "all that while the accounts were held");
    } finally {
      await holding;
    }
  });
});

describe("receipts", () => {
  before(prepare);

  it("are signed once each, however many jobs run at once and whatever is killed", async () => {
    await withoutJobs(async () => {
      await completedHandovers(300);
      const passes = [1, 2, 3].map(() => portal.cli(["jobs", "--once"]));
      await until("the first receipts", async () => (await unsigned()) < 300);
      await Promise.all(passes);
    });
    await completedHandovers(200);
    await killJobs();
    await portal.start();
    await allSigned();
    assert.equal(await count("handover_receipt"), await count("handover WHERE state='completed'"));
    const signed = linesOf(portal.log("jobs.log"), /receipt of UEB-\d+ signed/);
    assert.equal(new Set(signed.map((line) => /UEB-\d+/.exec(line)[0])).size, signed.length);
  });

  it("verify with openssl and the certificate of the configuration", async () => {
    await completedHandovers(1);
    await allSigned();
    const file = portal.path("tmp/receipt.p7m");
    const [id, hex] = (await portal.sql("SELECT handover_id, HEX(cms) FROM handover_receipt ORDER BY handover_id DESC LIMIT 1")).split("\t");
    fs.writeFileSync(file, Buffer.from(hex, "hex"));
    for (const purpose of [[], ["-purpose", "any"]]) {
      const { status, stdout, stderr } = await run("openssl", ["cms", "-verify", "-binary", "-inform", "DER", "-in", file, "-CAfile", portal.path("secret/receipt-certificate"), ...purpose]);
      assert.equal(status, 0, stderr);
      assert.equal(JSON.parse(stdout).reference, `UEB-${id.padStart(6, "0")}`);
    }
    fs.rmSync(file);
  });

  it("wait while the key is broken: told once, nothing else stops, signed once it is mended", async () => {
    const told = () => linesOf(portal.log("jobs.log"), /error duty=receipts /).length;
    const before = told();
    await withFile(portal.path("secret/receipt-key"), "junk", async () => {
      await completedHandovers(2);
      await until("the trouble in the log", () => told() > before);
      await portal.done(["user", "set-password", anna.email], "Kupfer-Anker-Wolke-77\n");
      await portal.waitForMail(anna.email);
      await until("all events sealed", async () => (await count("audit_event WHERE is_sealed=0")) === 0);
      assert.equal((await portal.cli(["jobs", "--once"])).status, 1);
      assert.equal(await unsigned(), 2);
      assert.equal(told(), before + 1);
    });
    await allSigned();
  });

  it("are signed while sendmail hangs and many mails wait", async () => {
    portal.configure({ sendmail_timeout_seconds: 3 });
    await portal.reload();
    portal.sendmail("sleep 30");
    await portal.sql(`INSERT INTO outbox (kind, recipient, locale, content, next_try_at, created_at) SELECT 'password_changed', 'anna.alt@example.org', 'de', '{"NAME":"Anna Alt"}',
      '2026-01-01', NOW() FROM ${seq(10)}`);
    await until("a mail under way", async () => (await count("outbox WHERE claim IS NOT NULL")) === 1);
    await completedHandovers(1);
    await allSigned();
    assert.ok((await count("outbox WHERE state='waiting' AND tries=0")) > 0, "mails still wait for their first try");
    portal.sendmail();
    await portal.sql("DELETE FROM outbox WHERE state='waiting'");
    portal.configure({ sendmail_timeout_seconds: undefined });
    await portal.reload();
  });
});

describe("sweeping", () => {
  before(prepare);

  it("forgets invitations after 60 days, refusals never", async () => {
    await portal.sql(`INSERT INTO invitation (email, token_hash, invited_at, refused_at) VALUES
      ('alt@example.net', UNHEX(SHA2('1', 256)), UTC_TIMESTAMP() - INTERVAL 61 DAY, NULL), ('neu@example.net', UNHEX(SHA2('2', 256)), UTC_TIMESTAMP() - INTERVAL 20 DAY, NULL),
      ('nie@example.net', UNHEX(SHA2('3', 256)), UTC_TIMESTAMP() - INTERVAL 300 DAY, NOW())`);
    await portal.done(["jobs", "--once"]);
    assert.equal(await portal.sql("SELECT email FROM invitation ORDER BY email"), "neu@example.net\nnie@example.net");
  });
});

describe("doctor", () => {
  before(prepare);

  it("finds both pairs of keys in order", async () => {
    await finds("receipts", "ok", /receipt-certificate/);
    await finds("audit", "ok", /sealed/);
  });

  it("finds a receipt key and a certificate that do not belong together, and one that is no key", async () => {
    const other = portal.path("tmp/other-secrets");
    assert.equal((await portal.cli(["secrets", "init", other])).status, 0);
    for (const content of [fs.readFileSync(`${other}/receipt-key`), "junk"])
      await withFile(portal.path("secret/receipt-key"), content, () => finds("receipts", "error", content === "junk" ? /no private key/ : /do not belong together/));
    await withFile(portal.path("secret/receipt-certificate"), "junk", () => finds("receipts", "error", /no certificate/));
    fs.rmSync(other, { recursive: true });
  });

  it("finds an audit key that is too short, and two that differ", async () => {
    await withFile(portal.path("secret/audit-key"), "short", () => finds("audit", "error", /too short/));
    fs.writeFileSync(portal.path("tmp/audit-key"), "another key of more than 16 bytes", { mode: 0o600 });
    const file = portal.path("certportal.conf");
    const [jobs, operator] = fs.readFileSync(file, "utf8").split("[operator]");
    const changed = `${jobs}[operator]${operator.replace(/^audit_key_file.*$/m, `audit_key_file = ${portal.path("tmp/audit-key")}`)}`;
    fs.chownSync(portal.path("tmp/audit-key"), fs.statSync(portal.path("secret/audit-key")).uid, fs.statSync(portal.path("secret/audit-key")).gid);
    await withFile(file, changed, () => finds("audit", "error", /different keys/));
    fs.rmSync(portal.path("tmp/audit-key"));
  });

  it("finds events that nobody seals and handovers that nobody ends", async () => {
    await withoutJobs(async () => {
      await portal.sql("INSERT INTO audit_event (happened_at, kind, actor, client, content) VALUES (UTC_TIMESTAMP() - INTERVAL 1 HOUR, 'signed_in', 'anna.alt@example.org', '', '{}')");
      await finds("jobs", "warning", /not sealed/);
      await completedHandovers(1);
      await portal.sql("UPDATE handover SET state='offered', expires_at=UTC_TIMESTAMP() - INTERVAL 1 HOUR ORDER BY id DESC LIMIT 1");
      await finds("jobs", "warning", /overdue/);
    });
    await until("a well portal", async () => (await findings()).every(({ check, grade }) => check !== "jobs" || grade === "ok"), { seconds: 30 });
  });

  it("warns in a stack made before there were these keys, which starts and works without", async () => {
    const file = portal.path("certportal.conf");
    const older = fs.readFileSync(file, "utf8").replace(/^(audit_key_file|receipt_key_file|receipt_certificate_file).*\n/gm, "");
    await portal.stop();
    await withFile(file, older, async () => {
      for (const name of ["audit-key", "receipt-key", "receipt-certificate"]) fs.renameSync(portal.path(`secret/${name}`), portal.path(`tmp/${name}`));
      await portal.start();
      await finds("receipts", "warning", /not signed/);
      await finds("audit", "warning", /not sealed/);
      await completedHandovers(1);
      await portal.done(["jobs", "--once"]);
      assert.equal(await unsigned(), 1);
      assert.ok((await findings()).every(({ grade }) => grade !== "error"));
      await portal.stop();
      for (const name of ["audit-key", "receipt-key", "receipt-certificate"]) fs.renameSync(portal.path(`tmp/${name}`), portal.path(`secret/${name}`));
    });
    await portal.start();
    await allSigned();
    await until("a whole chain", async () => /^unsealed 0$/m.test(await portal.done(["audit", "verify"])));
  });
});
