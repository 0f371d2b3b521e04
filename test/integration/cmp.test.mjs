// Orders whose CA speaks CMP, from the officer's approval to the end that they come to, with OpenSSL's mock server as the CA:
// what it can say, not say, and say wrongly; processes that die while it decides; and revocations. On a portal of its own.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { caProcess, CmpProxy, SECRET } from "../support/cmp.mjs";
import { GOOD_PASSWORD } from "../support/contact.mjs";
import { posts } from "../support/handover.mjs";
import { allIssued, checkIssuedOnce, countOf, orderRow, placesOrders, sharedRequest } from "../support/issuance.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress, isAlive, newPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let proxy;
let pki;
let root;
let anna;
let olga;
let organisation;

function configure() {
  const secret = portal.path("secret/far");
  fs.writeFileSync(secret, `${SECRET}\n`, { mode: 0o600 });
  const { uid, gid } = fs.statSync(portal.path("secret"));
  fs.chownSync(secret, uid, gid);
  fs.appendFileSync(portal.path("certportal.conf"),
    `\n[issuer.far]\nkind = cmp\nurl = ${proxy.url}\nreference = portal\nsecret_file = ${secret}\ntimeout_seconds = 2\n`);
}

async function prepare() {
  if (portal) return;
  portal = await (await newPortal("cmp", { limits: 0, workers: 1 })).start();
  proxy = await new CmpProxy().start();
  configure();
  const jobs = portal.pid("jobs");
  process.kill(jobs);
  await until("the end of jobs", () => !isAlive(jobs));
  await portal.start();
  await portal.reload();
  pki = new Pki();
  root = await pki.root("Far CA");
  anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
  olga = await portal.signedIn(anAddress("olga"), "Olga Offizier", { role: "officer" });
  organisation = await anna.creates();
}

let names = 0;
const aName = () => `far-${(names += 1)}.example.org`;
const leafFor = async (name, options = {}) => pki.leaf(root, [name], { key: (await sharedRequest()).keyFile, to: 190, ...options });

// A submitted order, approved by the operator in the officer's name; its number.
async function approved(name = aName()) {
  const [number] = await placesOrders(portal, organisation, 1, { state: "submitted", issuer: "far", name });
  await portal.done(["order", "approve", number, "--as", olga.email]);
  return number;
}

const derOf = (number) => portal.sql(`SELECT LOWER(HEX(der)) FROM certificate_content WHERE number=${number}`);
const bodies = (requests) => requests.map(({ body }) => body).join(" ");
const transactionOf = (number) => portal.sql(`SELECT LOWER(HEX(transaction_id)) FROM certificate_order WHERE number=${number}`);
const becomes = (number, state) => until(`${number} is ${state}`, async () => (await orderRow(portal, number)).state === state);
const text = (number, pattern) => until(`${number}: ${pattern}`, async () => pattern.test((await orderRow(portal, number)).failure ?? ""));
const surplus = (number) => portal.sql(`SELECT COUNT(*), COUNT(revoked_at) FROM surplus_certificate WHERE number=${number}`);

// It might yet turn out to be the one that is stored: it is kept for ten minutes.
async function isRevokedSurplus(number) {
  await until("the surplus", async () => (await surplus(number)) === "1\t0");
  portal.later({ minutes: 11 });
  await until("its revocation", async () => (await surplus(number)) === "1\t1");
}

// One that the CA does not revoke is told, and revoked once it does.
async function isTriedAgain(number, leaf) {
  const problem = async () => (await portal.json(["ca", "status"])).find(({ name }) => name === "far").problem;
  assert.equal(await problem(), null);
  await proxy.returns(leaf, { options: ["-pkistatus", "2", "-statusstring", "ask by phone"] });
  portal.later({ minutes: 11 });
  await until("the refusal", async () => new RegExp(`order ${number}: .*ask by phone`).test(await problem()));
  await proxy.returns(leaf);
  portal.later({ hours: 25 });
  await until("its revocation", async () => (await surplus(number)) === "1\t1");
  assert.equal(await problem(), null);
}

// An order that the CA has returned a certificate for, with its certificate.
async function issuedBy(options) {
  const name = aName();
  const leaf = await leafFor(name);
  await proxy.returns(leaf, { chain: [root], ...options });
  const number = await approved(name);
  await allIssued(portal, [number]);
  return { number, leaf };
}

after(() => proxy?.end());

describe("a CA that speaks CMP", () => {
  before(prepare);

  it("issues what was approved, with its chain, and hears of its arrival", async () => {
    proxy.requests.length = 0;
    const { number, leaf } = await issuedBy();
    assert.equal(await derOf(number), leaf.der.toString("hex"));
    await checkIssuedOnce(portal, [number]);
    assert.equal(bodies(proxy.requests), "p10cr certConf");
    assert.match((await anna.gets(`/certificates/${number}/download/chain`)).text, /BEGIN CERTIFICATE/);
    await until("the mail", () => portal.mails(anna.email).find(({ subject }) => subject.includes(String(number))));
  });

  it("is asked by a process that knows no secret of the other duties", async () => {
    const secret = Buffer.from(fs.readFileSync(/^seal_secret_key_file = (.*)$/m.exec(fs.readFileSync(portal.path("certportal.conf"), "utf8"))[1], "utf8").trim());
    const isKnownTo = (pid) => {
      const memory = fs.openSync(`/proc/${pid}/mem`);
      const maps = fs.readFileSync(`/proc/${pid}/maps`, "utf8").matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw-p.*(?:\[heap\]|\[stack\]| 0 +)$/gm);
      const found = [...maps].some(([, start, end]) => {
        const length = Number(`0x${end}`) - Number(`0x${start}`);
        if (length > 2 ** 30) return false; // of a sanitizer: terabytes that nothing is in
        const bytes = Buffer.alloc(length);
        fs.readSync(memory, bytes, 0, bytes.length, Number(`0x${start}`));
        return bytes.includes(secret);
      });
      fs.closeSync(memory);
      return found;
    };
    assert.equal(isKnownTo(portal.pid("jobs")), true);
    assert.equal(isKnownTo(await caProcess(portal)), false);
  });

  it("that rejects the request fails the order with its words", async () => {
    const name = aName();
    await proxy.returns(await leafFor(name), { options: ["-pkistatus", "2", "-failure", "19", "-statusstring", "no such product"] });
    const number = await approved(name);
    await becomes(number, "failed");
    assert.match((await orderRow(portal, number)).failure, /badCertTemplate.*no such product/);
    assert.match((await olga.gets(`/approvals/${number}`)).text, /no such product/);
    assert.equal(await derOf(number), "");
    await proxy.returns(await leafFor(name), { chain: [root] });
    await portal.done(["order", "retry", number, "--as", olga.email]);
    await allIssued(portal, [number]);
  });

  it("that waits is asked again when it said, in one transaction", async () => {
    proxy.requests.length = 0;
    const { number } = await issuedBy({ options: ["-poll_count", "3", "-check_after", "1"] });
    assert.equal(bodies(proxy.requests), "p10cr pollReq pollReq pollReq certConf");
    assert.equal(new Set(proxy.requests.map(({ transaction }) => transaction)).size, 1);
    await checkIssuedOnce(portal, [number]);
  });

  it("is asked by the same transaction and request after a crash while it waits", async () => {
    const name = aName();
    await proxy.returns(await leafFor(name), { chain: [root], options: ["-poll_count", "9", "-check_after", "2"] });
    proxy.requests.length = 0;
    const number = await approved(name);
    await until("a poll", () => bodies(proxy.requests).endsWith("pollReq"));
    await becomes(number, "issuing");
    const transaction = await transactionOf(number);
    const killed = await caProcess(portal);
    process.kill(killed, "SIGKILL");
    await until("its end", () => !isAlive(killed));
    portal.later({ minutes: 6 });
    await allIssued(portal, [number]);
    const requests = proxy.of(transaction).filter(({ body }) => body === "p10cr");
    assert.equal(requests.length, 2);
    const { der } = await sharedRequest();
    for (const request of requests) assert.ok(request.der.includes(der), "the request as ordered");
    assert.equal(new Set(proxy.requests.map(({ transaction: each }) => each)).size, 1);
    await checkIssuedOnce(portal, [number]);
  });

  it("that returns a further certificate to a process that slept has it back to revoke", async () => {
    const name = aName();
    const [first, second] = [await leafFor(name), await leafFor(name)];
    await proxy.returns(first, { chain: [root] });
    const sleeper = await caProcess(portal);
    let isAsleep = false;
    proxy.onRequest = ({ body }) => {
      if (body !== "certConf" || isAsleep) return;
      isAsleep = true;
      process.kill(sleeper, "SIGSTOP");
    };
    try {
      const number = await approved(name);
      await until("it sleeps", () => isAsleep);
      await proxy.returns(second, { chain: [root] });
      portal.later({ minutes: 6 });
      await portal.cli(["jobs", "--once"]);
      assert.equal(await derOf(number), second.der.toString("hex"));
      await proxy.returns(first);
      process.kill(sleeper, "SIGCONT");
      await isRevokedSurplus(number);
      assert.equal(await portal.sql(`SELECT LOWER(HEX(der)) FROM surplus_certificate WHERE number=${number}`), first.der.toString("hex"));
      assert.equal(await derOf(number), second.der.toString("hex"));
      await checkIssuedOnce(portal, [number]);
    } finally {
      proxy.onRequest = undefined;
      process.kill(sleeper, "SIGCONT");
    }
  });

  it("whose answers do not prove themselves, or that does not answer, fails no order", async () => {
    const name = aName();
    const leaf = await leafFor(name);
    await proxy.returns(leaf, { chain: [root], secret: "anders" });
    const number = await approved(name);
    await text(number, /is the secret that of the reference\?/);
    assert.match((await portal.cli(["doctor"])).stdout, /orders that wait for far: 1; .*is the secret that of the reference\?/);
    for (const [answer, pattern] of [["nothing", /no CMP answer/], ["garbage", /no CMP message/], ["silence", /did not answer in time/]]) {
      proxy.answer = answer;
      portal.later({ minutes: 10 });
      await text(number, pattern);
      assert.equal((await orderRow(portal, number)).state, "issuing");
      assert.equal(await derOf(number), "");
    }
    await proxy.end();
    portal.later({ minutes: 30 });
    await text(number, /Connection refused/);
    await proxy.start(Number(/:(\d+)\//.exec(fs.readFileSync(portal.path("certportal.conf"), "utf8").split("[issuer.far]")[1])[1]));
    await proxy.returns(leaf, { chain: [root] });
    portal.later({ minutes: 60 });
    await allIssued(portal, [number]);
    await checkIssuedOnce(portal, [number]);
  });

  for (const [what, make, pattern] of [
    ["key", (name) => pki.leaf(root, [name], { to: 190 }), /SubjectPublicKeyInfo/],
    ["name", async (name) => leafFor(`other.${name}`), /subjectAltName/],
    ["organisation", async (name) => leafFor(name, { fields: { O: "Muster Bank AG", CN: name } }), /subject: \+ O=Muster Bank AG/], // as its CSR might wish
  ]) {
    it(`that returns a certificate of another ${what} has it refused, never stored, and revoked`, async () => {
      const name = aName();
      const wrong = await make(name);
      await proxy.returns(wrong, { chain: [root] });
      const number = await approved(name);
      await becomes(number, "failed");
      assert.match((await orderRow(portal, number)).failure, pattern);
      if (what === "organisation") await isTriedAgain(number, wrong);
      else await isRevokedSurplus(number);
      const stored = await portal.sql(`SELECT COUNT(*) FROM certificate WHERE sha256=UNHEX('${(await wrong.fingerprint()).replaceAll(":", "")}')`);
      assert.equal(stored, "0");
      assert.equal(await countOf(portal, `outbox WHERE kind='order_issued' AND JSON_VALUE(content, '$.NUMBER')='${number}'`), 0);
    });
  }

  it("that returns a certificate whose key was compromised meanwhile has it refused, never stored, and revoked", async () => {
    const { number: old } = await issuedBy();
    const name = aName();
    await proxy.returns(await leafFor(name), { chain: [root], options: ["-poll_count", "4", "-check_after", "1"] });
    proxy.requests.length = 0;
    const number = await approved(name);
    await until("a poll", () => bodies(proxy.requests).endsWith("pollReq"));
    await portal.sql(`INSERT INTO revocation (number, issuer, serial, reason, asked_by_email, asked_at) SELECT number, 'far', serial, 'keyCompromise', '', UTC_TIMESTAMP() FROM certificate WHERE number=${old}`);
    await becomes(number, "failed");
    assert.match((await orderRow(portal, number)).failure, /revoked for keyCompromise/);
    await isRevokedSurplus(number);
    assert.equal(await derOf(number), "");
    await portal.sql(`DELETE FROM revocation WHERE number=${old}`); // the key serves the other tests, too
  });
});

describe("a revocation", () => {
  before(prepare);

  const asks = (number, reason = "superseded") => posts(anna, `/certificates/${number}/revoke`, { reason, current_password: GOOD_PASSWORD });
  const stands = (number) => portal.sql(`SELECT revocation_asked_at IS NOT NULL, revoked_at IS NOT NULL FROM certificate WHERE number=${number}`);
  const mail = (kind, number) => until(kind, () => countOf(portal, `outbox WHERE kind='${kind}' AND JSON_VALUE(content, '$.NUMBER')='${number}'`));

  before(() => anna.signIn()); // the clock went on

  it("is pending until the CA has accepted it", async () => {
    const { number, leaf } = await issuedBy();
    proxy.answer = "silence";
    assert.equal((await asks(number)).status, 303);
    await until("its end", () => portal.log("jobs.log").includes(`certificate ${number}: far is not reachable for its revocation`));
    assert.equal(proxy.requests.at(-1).body, "rr");
    assert.equal(await stands(number), "1\t0");
    await proxy.returns(leaf);
    portal.later({ minutes: 2 });
    await mail("certificate_revoked", number);
    assert.match(await stands(number), /\t1$/);
  });

  it("that the CA refuses leaves the certificate as it was, with the CA's words", async () => {
    const { number, leaf } = await issuedBy();
    await proxy.returns(leaf, { options: ["-pkistatus", "2", "-statusstring", "ask by phone"] });
    assert.equal((await asks(number)).status, 303);
    await mail("revocation_refused", number);
    assert.equal(await stands(number), "0\t0");
    assert.match((await anna.gets(`/certificates/${number}`)).text, /ask by phone/);
  });
});
