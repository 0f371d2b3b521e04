// From an approved order to its certificate: what is issued, listed and downloaded, who is told, what fails and how; that no
// moment shows an order in both lists or in neither; and that a CA that answers slowly holds nothing else up. On a portal of
// its own. Approved orders are put into the database: how they get there is told elsewhere.
import assert from "node:assert/strict";
import fs from "node:fs";
import net from "node:net";
import { before, describe, it } from "node:test";

import { idIn, rows } from "../support/handover.mjs";
import { allIssued, checkIssuedOnce, countOf, inState, orderRow, placesOrders } from "../support/issuance.mjs";
import { openssl } from "../support/pki.mjs";
import { anAddress, isAlive, sharedPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let anna;
let organisation;

async function prepare() {
  portal = await sharedPortal("issuance", { limits: 0, workers: 2 });
  anna ??= await portal.signedIn(anAddress("anna"), "Anna Alt");
  organisation ??= await anna.creates();
}

const seconds = (date) => Date.parse(`${String(date).slice(0, 19).replace(" ", "T")}Z`) / 1000;

async function killJobs() {
  const pid = portal.pid("jobs");
  if (!isAlive(pid)) return;
  process.kill(pid, "SIGKILL");
  await until("the end of jobs", () => !isAlive(pid));
}

// While `work` runs there is no daemon.
async function withoutJobs(work) {
  await killJobs();
  try {
    return await work();
  } finally {
    await portal.start();
  }
}

async function issued(count = 1, options = {}) {
  const numbers = await placesOrders(portal, organisation, count, options);
  await allIssued(portal, numbers);
  return numbers;
}

const eventsOf = async (number) => (await portal.sql(`SELECT kind FROM audit_event WHERE JSON_VALUE(content, '$.reference')='${number}' ORDER BY id`)).split("\n").filter(Boolean);
const mailsOf = (kind, number) => countOf(portal, `outbox WHERE kind='${kind}' AND JSON_VALUE(content, '$.NUMBER')='${number}'`);

describe("an approved order", () => {
  before(prepare);

  it("becomes a certificate that is listed, can be downloaded, and that openssl verifies with its chain", async () => {
    const [number] = await issued(1, { name: "shop.example.org", more: ["www.shop.example.org", "xn--mller-kva.example.org"] });
    assert.match((await anna.gets(`/certificates?organisation=${organisation}`)).text, new RegExp(`data-reference="${number}"`));
    const file = (name, content) => {
      fs.writeFileSync(portal.path("tmp", name), content);
      return portal.path("tmp", name);
    };
    const leaf = file("leaf.pem", (await anna.gets(`/certificates/${number}/download/pem`)).text);
    const chain = (await anna.gets(`/certificates/${number}/download/chain`)).text.split(/(?<=-----END CERTIFICATE-----\n)/).filter((part) => /BEGIN/.test(part));
    assert.ok(chain.length >= 1, "a chain");
    const [root, between] = [file("root.pem", chain.at(-1)), file("between.pem", chain.slice(0, -1).join(""))];
    const untrusted = chain.length > 1 ? ["-untrusted", between] : [];
    await openssl(["verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "www.shop.example.org", "-CAfile", root, ...untrusted, leaf]);
    const shown = await openssl(["x509", "-in", leaf, "-noout", "-ext", "subjectAltName", "-subject"]);
    for (const name of ["shop.example.org", "www.shop.example.org", "xn--mller-kva.example.org"]) assert.match(shown, new RegExp(`DNS:${name.replaceAll(".", "\\.")}\\b`));
    await checkIssuedOnce(portal, [number]);
    assert.deepEqual(await eventsOf(number), ["order_issued"]);
  });

  it("is told to the contact in a mail that leads to the certificate", async () => {
    const [number] = await issued();
    const mail = await until("the mail", () => portal.mails(anna.email).find(({ subject }) => subject.includes(String(number))));
    assert.match(mail.text, new RegExp(`${portal.url}/certificates/${number}\n`));
    assert.equal((await anna.get(`/certificates/${number}`)).status, 200);
  });

  it("keeps serial and dates as they were reserved: random, a lifetime long, begun a few minutes ago", async () => {
    const numbers = await issued(3, { lifetime: 90 });
    const serials = new Set();
    for (const number of numbers) {
      const order = await orderRow(portal, number);
      const [certificate] = await rows(portal, "serial, not_before, not_after", `FROM certificate WHERE number=${number}`);
      assert.equal(order.not_before, certificate.not_before);
      assert.equal(order.not_after, certificate.not_after);
      assert.equal(seconds(certificate.not_after) - seconds(certificate.not_before), 90 * 86400 - 1);
      const age = Date.now() / 1000 - seconds(certificate.not_before);
      assert.ok(age >= 300 && age < 360, `begun ${age} s ago`);
      assert.ok(order.serial.length === 32 && Number.parseInt(order.serial.slice(0, 2), 16) < 0x80, order.serial);
      serials.add(order.serial);
    }
    assert.equal(serials.size, 3);
  });

  it("that renews another marks that one as replaced, unless it is already", async () => {
    const [old] = await issued(1, { name: "renewed.example.org" });
    const [renewal] = await issued(1, { name: "renewed.example.org", kind: "renewal", predecessor: old });
    assert.equal(await portal.sql(`SELECT replaced_by FROM certificate WHERE number=${old}`), String(renewal));
    const [other] = await issued(1, { name: "renewed.example.org", kind: "renewal", predecessor: old });
    assert.equal(await portal.sql(`SELECT replaced_by FROM certificate WHERE number=${old}`), String(renewal));
    assert.equal(await portal.sql(`SELECT JSON_VALUE(content, '$.PREDECESSOR') FROM outbox WHERE JSON_VALUE(content, '$.NUMBER')='${other}'`), String(old));
  });

  it("that re-issues another keeps its end", async () => {
    const ends = new Date(Date.now() + 20 * 86400_000).toISOString().slice(0, 19).replace("T", " ");
    const [number] = await issued(1, { kind: "reissue", ends_at: ends });
    assert.equal(seconds((await orderRow(portal, number)).not_after), seconds(ends));
    assert.equal(await portal.sql(`SELECT not_after FROM certificate WHERE number=${number}`), ends);
  });

  it("is issued by jobs --once as well", () => withoutJobs(async () => {
    const numbers = await placesOrders(portal, organisation, 70);
    await portal.done(["jobs", "--once"]);
    assert.equal(await inState(portal, numbers, "issued"), 70);
    await checkIssuedOnce(portal, numbers);
  }));
});

describe("the two lists", () => {
  before(prepare);

  it("show each order in one of them at any moment, while 20 are issued", async () => {
    const numbers = [];
    let looks = 0;
    let isDone = false;
    const problems = [];
    const look = async () => {
      while (!isDone) {
        // One snapshot of what both pages read.
        const text = await portal.sql(`SELECT o.number, o.state IN ('submitted', 'approved', 'issuing', 'failed'), c.number IS NOT NULL FROM certificate_order o
          LEFT JOIN certificate c ON c.number=o.number WHERE o.organisation_id=${idIn(organisation)} AND o.state NOT IN ('rejected', 'withdrawn')`);
        for (const line of text.split("\n").filter(Boolean)) {
          const [number, isOpen, isListed] = line.split("\t").map(Number);
          if (isOpen === isListed) problems.push(`${number}: open ${isOpen}, listed ${isListed}`);
        }
        looks += 1;
      }
    };
    // What is among the certificates is no open order any more; what is no open order is among the certificates.
    const look2 = async () => {
      const listed = async () => new Set((await anna.gets(`/certificates?organisation=${organisation}&sort=-number`)).text.match(/(?<=data-reference=")\d+/g)?.map(Number));
      while (!isDone) {
        const placed = [...numbers];
        const certificates = await listed();
        const open = new Set(((await anna.gets("/orders")).text.match(/(?<=data-reference=")\d+/g) ?? []).map(Number));
        const later = await listed();
        for (const number of placed) {
          if (certificates.has(number) && open.has(number)) problems.push(`${number} stands in both lists`);
          if (!open.has(number) && !later.has(number)) problems.push(`${number} stands in neither list`);
        }
        looks += 1;
      }
    };
    const looking = [look(), look(), look2()];
    for (let i = 0; i < 20; i += 1) {
      numbers.push(...(await placesOrders(portal, organisation)));
      await new Promise((resolve) => { setTimeout(resolve, 25 * (i % 8)); });
    }
    await allIssued(portal, numbers);
    isDone = true;
    await Promise.all(looking);
    assert.deepEqual(problems, []);
    assert.ok(looks > 50, `${looks} looks`);
    await checkIssuedOnce(portal, numbers);
  });
});

describe("an order that the CA refuses", () => {
  before(prepare);

  it("fails with a text that says why, is told to the contact after a day, and is issued once it can be", async () => {
    const [number] = await placesOrders(portal, organisation, 1, { lifetime: 20000 });
    await until("failed", async () => (await orderRow(portal, number)).state === "failed");
    const { failure, serial } = await orderRow(portal, number);
    assert.match(failure, /\w+ \w+/);
    assert.deepEqual(await eventsOf(number), ["order_failed"]);
    assert.equal(await mailsOf("order_failed", number), 0);
    portal.later({ hours: 25 });
    await withoutJobs(() => portal.done(["jobs", "--once"]));
    await portal.done(["jobs", "--once"]);
    assert.equal(await mailsOf("order_failed", number), 1);
    await portal.sql(`UPDATE certificate_order SET state='approved', lifetime_days=30 WHERE number=${number}`);
    await allIssued(portal, [number]);
    const again = await orderRow(portal, number);
    assert.equal(again.failure, "");
    assert.notEqual(again.serial, serial, "a retry reserves anew");
    await checkIssuedOnce(portal, [number]);
  });

  it("fails where a re-issue would have no time left", async () => {
    const [number] = await placesOrders(portal, organisation, 1, { kind: "reissue", ends_at: "2020-01-01 00:00:00" });
    await until("failed", async () => (await orderRow(portal, number)).state === "failed");
    assert.match((await orderRow(portal, number)).failure, /has passed/);
  });

  it("fails alone, with what is wrong with it, and the others of its batch go on", async () => {
    const [old] = await issued();
    const mine = `id=${idIn(organisation)}`;
    const subject = (name) => `subject=CONCAT_WS(CHAR(10), '${name}', 'Musterstadt', 'D!')`;
    const cases = [
      ["a name that is none", () => "name='localhost', names='localhost\\n'", /its name localhost cannot be issued/],
      ["another common name", () => "name='www.example.com'", /common name www\.example\.com/],
      ["no product", () => "product='gone'", /product is not in the configuration any more: gone/],
      ["a long lifetime", () => "lifetime_days=300", /beyond the lifetime/],
      ["no CSR", () => "csr='?'", /CSR cannot be read/],
      ["a compromised key", () => "key_sha256=UNHEX(SHA2('compromised', 256))", /revoked for keyCompromise/],
      ["a renamed organisation", () => subject("Muster GmbH"), /called otherwise/],
      ["a country that is none", () => subject("Muster AG"), /a name is refused/],
      ["a certificate", () => "state='approved'", /cannot be stored/],
    ];
    let numbers;
    await withoutJobs(async () => {
      numbers = await placesOrders(portal, organisation, cases.length + 2);
      const columns = (await portal.sql("SELECT GROUP_CONCAT(column_name) FROM information_schema.columns WHERE table_schema='certportal' AND table_name='certificate' AND extra='' AND column_name NOT IN ('number', 'sha256')")).trim();
      await portal.sql(`UPDATE organisation SET name='Muster AG', city='Musterstadt', country='D!', checked_at=UTC_TIMESTAMP(), certificate_count=certificate_count+1 WHERE ${mine};
        ${cases.map(([, change], i) => `UPDATE certificate_order SET ${change()} WHERE number=${numbers[i + 1]};`).join("\n")}
        INSERT INTO certificate (number, sha256, ${columns}) SELECT ${numbers[cases.length]}, UNHEX(SHA2('another', 256)), ${columns} FROM certificate WHERE number=${old};
        UPDATE certificate SET key_sha256=UNHEX(SHA2('compromised', 256)) WHERE number=${old};
        INSERT INTO revocation (number, issuer, serial, reason, asked_by_email, asked_at) SELECT number, 'far', serial, 'keyCompromise', '', UTC_TIMESTAMP() FROM certificate WHERE number=${old}`);
    });
    const [first, last] = [numbers[0], numbers.at(-1)];
    await allIssued(portal, [first, last]);
    for (const [i, [what, , says]] of cases.entries()) {
      const row = () => orderRow(portal, numbers[i + 1]);
      await until(`${what} failed`, async () => (await row()).state === "failed");
      assert.match((await row()).failure, says, what);
      assert.deepEqual(await eventsOf(numbers[i + 1]), ["order_failed"], what);
    }
    await portal.sql(`UPDATE organisation SET checked_at=NULL, country='DE' WHERE ${mine}`);
    const [unchecked] = await placesOrders(portal, organisation, 1, { subject: "Muster AG\nMusterstadt\nDE" });
    await until("failed", async () => (await orderRow(portal, unchecked)).state === "failed");
    assert.match((await orderRow(portal, unchecked)).failure, /not checked any more/);
  });

  it("fails where what was reserved is another's, and never signs it", async () => {
    const [number] = await placesOrders(portal, organisation, 1, { state: "issuing", serial: "x", not_before: "2020-01-01 00:00:00", not_after: "2050-01-01 00:00:00", next_try_at: "2020-01-01 00:00:00" });
    await until("failed", async () => (await orderRow(portal, number)).state === "failed");
    assert.match((await orderRow(portal, number)).failure, /beyond the lifetime/);
    for (const table of ["certificate", "surplus_certificate"])
      assert.equal(await portal.sql(`SELECT COUNT(*) FROM ${table} WHERE number=${number}`), "0", table);
    assert.deepEqual(await eventsOf(number), ["order_failed"]);
  });
});

describe("orders that wait", () => {
  before(prepare);

  it("are told to the officers who may decide them, at most every 15 minutes", async () => {
    const officer = await portal.account(anAddress("pia"), "Pia Prüferin", { role: "officer" });
    const party = await portal.account(anAddress("olaf"), "Olaf Prüfer", { role: "officer" });
    const own = (await portal.done(["organisation", "create", "--name", "Eigene GmbH", "--technical-contact", party.email])).trim();
    const digests = async ({ email }) => (await rows(portal, "content", `FROM outbox WHERE kind='order_waiting' AND recipient='${email}' ORDER BY id`))
      .map(({ content }) => JSON.parse(content).ROWS.map(({ NUMBER }) => Number(NUMBER)));
    const pass = () => portal.done(["jobs", "--once"]);
    const first = [...await placesOrders(portal, organisation, 2, { state: "submitted" }), ...await placesOrders(portal, own, 1, { state: "submitted" })];
    await pass();
    assert.deepEqual(await digests(officer), [first]);
    assert.deepEqual(await digests(party), [first.slice(0, 2)]);
    const second = await placesOrders(portal, organisation, 1, { state: "submitted" });
    await pass();
    assert.equal((await digests(officer)).length, 1);
    portal.later({ minutes: 16 });
    await Promise.all([pass(), pass(), pass()]);
    assert.deepEqual(await digests(officer), [first, second]);
    const mail = await portal.waitForMail(officer.email);
    assert.match(mail.text, new RegExp(`^- ${first[0]}, Muster AG, .*: host-`, "m"));
    assert.match(mail.text, new RegExp(`${portal.url}/approvals\n`));
  });
});

describe("an issuer", () => {
  before(prepare);

  const conf = () => portal.path("certportal.conf");

  // The configuration changed for the time of `work`.
  async function configured(change, work) {
    const kept = fs.readFileSync(conf(), "utf8");
    fs.writeFileSync(conf(), change(kept));
    try {
      await withoutJobs(async () => {});
      await work();
    } finally {
      fs.writeFileSync(conf(), kept);
      await withoutJobs(async () => {});
    }
  }

  it("whose key cannot be read leaves its orders approved, says so in the log, and issues them once it can", async () => {
    const key = /^key_file = (.*local.*)$/m.exec(fs.readFileSync(conf(), "utf8"))[1];
    fs.renameSync(key, `${key}.away`);
    const [number] = await placesOrders(portal, organisation);
    try {
      await until("the trouble in the log", () => /error duty=issuance local: .*key_file/.test(portal.log("jobs.log")));
      assert.equal((await orderRow(portal, number)).state, "approved");
    } finally {
      fs.renameSync(`${key}.away`, key);
    }
    await allIssued(portal, [number]);
    await checkIssuedOnce(portal, [number]);
  });

  it("that is manual leaves its orders to the officers", () => configured((text) => `${text}\n[issuer.hand]\nkind = manual\n`, async () => {
    const [number] = await placesOrders(portal, organisation, 1, { issuer: "hand" });
    await issued();
    assert.equal((await orderRow(portal, number)).state, "approved");
    await portal.sql(`UPDATE certificate_order SET state='withdrawn' WHERE number=${number}`);
  }));

  it("that does not answer holds up neither other orders nor mails, has a process of its own, and gets it again", async () => {
    const silent = net.createServer(() => {}).listen(0, "127.0.0.1");
    await new Promise((resolve) => { silent.once("listening", resolve); });
    const sockets = new Set();
    silent.on("connection", (socket) => { sockets.add(socket); socket.on("error", () => {}); });
    fs.writeFileSync(portal.path("secret/cmp-secret"), "a secret of the CA\n", { mode: 0o600 });
    if (process.getuid() === 0) fs.chownSync(portal.path("secret/cmp-secret"), fs.statSync(portal.path("secret")).uid, fs.statSync(portal.path("secret")).gid);
    const section = `\n[issuer.far]\nkind = cmp\nurl = http://127.0.0.1:${silent.address().port}/cmp\nreference = us\nsecret_file = ${portal.path("secret/cmp-secret")}\ntimeout_seconds = 30\n`;
    try {
      await configured((text) => text + section, async () => {
        const child = () => Number(fs.readFileSync(`/proc/${portal.pid("jobs")}/task/${portal.pid("jobs")}/children`, "utf8").trim().split(" ")[0]);
        const far = await placesOrders(portal, organisation, 2, { issuer: "far" });
        await until("an exchange under way", () => sockets.size > 0);
        const began = performance.now();
        const [near] = await issued();
        await until("its mail", () => portal.mails(anna.email).some(({ subject }) => subject.includes(String(near))));
        assert.ok(performance.now() - began < 8000, "others go on");
        assert.equal(await inState(portal, far, "issuing"), 1);
        assert.equal(await inState(portal, far, "approved"), 1);
        const first = child();
        process.kill(first, "SIGKILL");
        await until("another process", () => child() && child() !== first && isAlive(child()));
        const second = child();
        await killJobs();
        for (const socket of sockets) socket.destroy(); // the exchange that it is to finish
        await until("the end of both", () => !isAlive(second));
        await portal.sql(`UPDATE certificate_order SET state='withdrawn', claim=NULL WHERE number IN (${far})`);
      });
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  });
});
