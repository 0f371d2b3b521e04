// The local CA: what a new stack has of it, what is published, certportal ca, keys with a passphrase or in a token, and what
// CRLs hold. On a portal of its own. Revocations are put into the database as they look once asked for.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";

import { rows } from "../support/handover.mjs";
import { allIssued, placesOrders } from "../support/issuance.mjs";
import { openssl } from "../support/pki.mjs";
import { anAddress, BUILD, isAlive, run, sharedPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let organisation;

async function prepare() {
  portal = await sharedPortal("ca", { limits: 0, workers: 1 });
  if (organisation) return;
  const anna = await portal.account(anAddress());
  organisation = (await portal.done(["organisation", "create", "--name", "Muster AG", "--technical-contact", anna.email])).trim();
  await until("the first CRL", () => fs.existsSync(portal.path("pki/local.crl")));
}

const pki = (name) => portal.path("pki", name);
const tmp = (name) => portal.path("tmp", name);
const config = () => portal.path("certportal.conf");
const status = async (name) => (await portal.json(["ca", "status"])).find((issuer) => issuer.name === name);
const findings = async () => JSON.parse((await portal.cli(["doctor", "--json"])).stdout).filter(({ check }) => check === "issuers");
const ownedAs = (file, like) => {
  const { uid, gid } = fs.statSync(like);
  fs.chownSync(file, uid, gid);
};

// A secret of the service user's.
function writesSecret(file, content) {
  fs.writeFileSync(file, content, { mode: 0o600 });
  ownedAs(file, portal.path("secret/form-key"));
  return file;
}

// { number, entries: {SERIAL: reason} } of the published CRL, verified with the issuing certificate.
async function crl(name = "local") {
  const issuing = tmp(`${name}-issuing.pem`);
  await openssl(["x509", "-inform", "DER", "-in", pki(`${name}.cer`), "-out", issuing]);
  const { stdout, stderr } = await run("openssl", ["crl", "-inform", "DER", "-in", pki(`${name}.crl`), "-noout", "-text", "-CAfile", issuing]);
  assert.match(stderr, /^verify OK$/m);
  const entries = {};
  for (const [, serial, rest] of stdout.matchAll(/Serial Number: ([0-9A-F]+)\n([\s\S]*?)(?=\n {4}Serial Number|\n {4}Signature Algorithm)/g))
    entries[serial] = /CRL Reason Code: \n\s+(.*)/.exec(rest)?.[1];
  return { number: Number(/CRL Number: \n\s+(\d+)/.exec(stdout)[1]), entries };
}

async function withConfig(change, work) {
  const before = fs.readFileSync(config(), "utf8");
  fs.writeFileSync(config(), change(before));
  try {
    return await work();
  } finally {
    fs.writeFileSync(config(), before);
  }
}

const withSection = (name, lines, work) => withConfig((text) => `${text}\n[issuer.${name}]\nkind = local\n${lines.join("\n")}\n`, work);

function issuerFiles(name) {
  const [certificate, key] = [portal.path("secret", `${name}.pem`), portal.path("secret", `${name}.key`)];
  return { certificate, key, lines: [`certificate_file = ${certificate}`, `key_file = ${key}`] };
}

async function issued(count = 1, options = {}) {
  const numbers = await placesOrders(portal, organisation, count, options);
  await allIssued(portal, numbers);
  return numbers;
}

// The key of all of them is one, and not to count as compromised.
const revoked = (number, reason) => portal.sql(`START TRANSACTION; UPDATE certificate SET key_sha256=UNHEX(SHA2(number, 256)) WHERE number=${number};
  INSERT INTO revocation (number, issuer, serial, reason, asked_by_email, asked_at, revoked_at)
    SELECT number, 'local', serial, '${reason}', 'anna.alt@example.org', UTC_TIMESTAMP(), UTC_TIMESTAMP() FROM certificate WHERE number=${number};
  UPDATE certificate SET revoked_at=UTC_TIMESTAMP() WHERE number=${number}; COMMIT`);
const serialOf = async (number) => (await portal.sql(`SELECT serial FROM certificate WHERE number=${number}`)).toUpperCase();

describe("a new stack", () => {
  before(prepare);

  it("has its CA, whose key can be used", async () => {
    const local = await status("local");
    assert.match(local.subject, /^CN=Zertifikatsportal local Issuing CA \d{4}$/);
    assert.deepEqual([local.kind, local.key_reachable, local.problem], ["local", true, null]);
    assert.ok(Date.parse(local.not_after) > Date.now() + 3600 * 86400_000, "ten years");
    assert.ok(local.crl_number >= 1 && local.crl_entries === 0 && Date.parse(local.crl_next_update) > Date.now());
    for (const file of ["local-ca.key", "local-ca.key.root"]) assert.equal(fs.statSync(portal.path("secret", file)).mode & 0o777, 0o600);
  });

  it("publishes CRL and certificates with their media types, a CRL to be kept for a minute", async () => {
    for (const [name, type, seconds] of [["local.crl", "application/pkix-crl", 60], ["local.cer", "application/pkix-cert", 3600], ["local.root.cer", "application/pkix-cert", 3600]]) {
      const answer = await fetch(`${portal.url}/pki/${name}`);
      assert.equal(answer.status, 200, name);
      assert.equal(answer.headers.get("content-type"), type);
      assert.equal(answer.headers.get("cache-control"), `public, max-age=${seconds}`);
      assert.deepEqual(Buffer.from(await answer.arrayBuffer()), fs.readFileSync(pki(name)));
    }
    assert.equal((await fetch(`${portal.url}/pki/other.crl`)).status, 404);
    assert.equal((await fetch(`${portal.url}/pki/`)).status, 404);
  });

  it("has a chain that openssl verifies strictly, and names where its root stands", async () => {
    await openssl(["x509", "-inform", "DER", "-in", pki("local.root.cer"), "-out", tmp("root.pem")]);
    await openssl(["x509", "-inform", "DER", "-in", pki("local.cer"), "-out", tmp("issuing.pem")]);
    await openssl(["verify", "-x509_strict", "-CAfile", tmp("root.pem"), tmp("issuing.pem")]);
    assert.match(await openssl(["x509", "-in", tmp("issuing.pem"), "-noout", "-text"]), new RegExp(`CA Issuers - URI:${portal.url}/pki/local.root.cer`));
    assert.equal(await portal.sql("SELECT COUNT(*) FROM ca_certificate"), "2");
  });

  it("leaves doctor without an error about it, with a warning that all duties are one user's", async () => {
    const found = await findings();
    assert.deepEqual(found.filter(({ grade }) => grade === "error"), []);
    assert.ok(found.some(({ grade, finding }) => grade === "ok" && /^the CRL of local is valid/.test(finding)), JSON.stringify(found));
    assert.ok(found.some(({ grade, finding }) => grade === "warning" && /one system user/.test(finding)), JSON.stringify(found));
  });

  it("has doctor warn until the root's key is off the machine", async () => {
    const warned = async () => (await findings()).some(({ grade, finding }) => grade === "warning" && /root's key of local is still on this machine: .*local-ca\.key\.root$/.test(finding));
    const key = portal.path("secret", "local-ca.key.root");
    assert.ok(await warned());
    fs.renameSync(key, tmp("root.key"));
    assert.ok(!(await warned()));
    fs.copyFileSync(tmp("root.key"), key);
    fs.chmodSync(key, 0o600);
  });
});

describe("certportal ca", () => {
  before(prepare);

  it("init overwrites nothing", async () => {
    const files = ["local-ca.pem", "local-ca.key", "local-ca.key.root"].map((name) => portal.path("secret", name));
    const contents = () => files.map((file) => fs.readFileSync(file, "utf8"));
    const earlier = contents();
    assert.equal(await portal.done(["ca", "init", "local", "--key", "rsa3072"]), "all there already\n");
    assert.deepEqual(contents(), earlier);
  });

  it("init goes on with the keys that a killed one left, and imports what it could not", async () => {
    const { certificate, key, lines } = issuerFiles("second");
    await withSection("second", lines, async () => {
      assert.match(await portal.done(["ca", "init", "second", "--key", "p384", "--title", "Müster"]), /made .*second\.key\.root\n.*made .*second\.key\nmade .*second\.pem\n/s);
      const keys = [key, `${key}.root`].map((file) => fs.readFileSync(file, "utf8"));
      fs.rmSync(certificate);
      assert.equal(await portal.done(["ca", "init", "second", "--title", "Müster"]), `made ${certificate}\n`);
      assert.deepEqual([key, `${key}.root`].map((file) => fs.readFileSync(file, "utf8")), keys);
      if (process.getuid() === 0) assert.deepEqual([key, `${key}.root`].map((file) => fs.statSync(file).uid), [fs.statSync(portal.path("secret/seal-secret-key")).uid, 0]);
      assert.match(await openssl(["x509", "-in", certificate, "-noout", "-subject", "-nameopt", "utf8"]), /CN=Müster Issuing CA \d{4}/);
      assert.match(await openssl(["x509", "-in", certificate, "-noout", "-text"]), /P-384[\s\S]*pathlen:0/);
      await portal.sql("DELETE FROM ca_certificate WHERE subject LIKE '%ster Issuing%'");
      assert.equal(await portal.done(["ca", "init", "second"]), "certificates imported\n");
      assert.match(await portal.done(["ca", "crl", "second"]), /^CRL 1, 0 entries, until \S+\n.*pki\/second\.crl\n.*\/pki\/second\.crl\n$/);
      assert.equal((await crl("second")).number, 1);
    });
  });

  it("crl makes the next one now", async () => {
    const { number } = await crl();
    const [first] = (await portal.done(["ca", "crl", "local"])).split("\n");
    assert.match(first, new RegExp(`^CRL ${number + 1}, `));
    assert.equal((await crl()).number, number + 1);
  });

  it("names what it cannot use, and how to mend it", async () => {
    const refused = async (args, says) => {
      const { status: exit, stderr } = await portal.cli(["ca", ...args]);
      assert.equal(exit, 1);
      assert.match(stderr, says);
    };
    await refused(["crl", "nobody"], /issuer\.nobody/);
    await withSection("empty", issuerFiles("empty").lines, () => refused(["crl", "empty"], /ca init empty/));
    await withConfig((text) => text.replace(/^allow_shared_user.*\n/m, ""), async () => {
      if (process.getuid() === 0) await refused(["crl", "local"], /allow_shared_user = 1/);
      assert.ok((await findings()).some(({ grade, finding }) => grade === "error" && /one system user/.test(finding)));
    });
    fs.chmodSync(portal.path("secret/local-ca.key"), 0o644);
    await refused(["crl", "local"], /chmod 0600/);
    assert.ok((await findings()).some(({ grade, finding }) => grade === "error" && /local-ca\.key is open to others/.test(finding)));
    assert.match((await status("local")).problem, /chmod 0600/);
    fs.chmodSync(portal.path("secret/local-ca.key"), 0o600);
    await withConfig((text) => text.replace("issuer = local", "issuer = other"), async () => {
      const { stderr } = await portal.cli(["config", "--check"]);
      assert.match(stderr, /certportal\.conf: key 'product\.server\.issuer' names no section/);
    });
  });

  it("takes a key with a passphrase, and no other passphrase", async () => {
    const passphrase = writesSecret(portal.path("secret/locked-passphrase"), "Sesam öffne dich\n");
    const { key, lines } = issuerFiles("locked");
    await withSection("locked", [...lines, `passphrase_file = ${passphrase}`], async () => {
      await portal.done(["ca", "init", "locked"]);
      assert.match(fs.readFileSync(key, "utf8"), /BEGIN ENCRYPTED PRIVATE KEY/);
      await portal.done(["ca", "crl", "locked"]);
      writesSecret(passphrase, "another\n");
      const { stderr } = await portal.cli(["ca", "crl", "locked"]);
      assert.match(stderr, /passphrase is wrong/);
      assert.ok(!stderr.includes("another"));
    });
  });
});

describe("a CRL", () => {
  before(prepare);

  it("holds what is revoked, with its reason unless there is none, and openssl then refuses the certificate", async () => {
    const [good, stolen, dull] = await issued(3);
    await revoked(stolen, "keyCompromise");
    await revoked(dull, "unspecified");
    const wanted = { [await serialOf(stolen)]: "Key Compromise", [await serialOf(dull)]: undefined };
    await until("both in the CRL", async () => Object.keys((await crl()).entries).length === 2, { seconds: 20 });
    assert.deepEqual((await crl()).entries, wanted);
    await openssl(["crl", "-inform", "DER", "-in", pki("local.crl"), "-out", tmp("crl.pem")]);
    await openssl(["x509", "-inform", "DER", "-in", pki("local.root.cer"), "-out", tmp("root.pem")]);
    await openssl(["x509", "-inform", "DER", "-in", pki("local.cer"), "-out", tmp("issuing.pem")]);
    const judged = async (number) => {
      fs.writeFileSync(tmp("leaf.der"), Buffer.from(await portal.sql(`SELECT HEX(der) FROM certificate_content WHERE number=${number}`), "hex"));
      await openssl(["x509", "-inform", "DER", "-in", tmp("leaf.der"), "-out", tmp("leaf.pem")]);
      return run("openssl", ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", tmp("root.pem"), "-untrusted", tmp("issuing.pem"), "-crl_check", "-CRLfile", tmp("crl.pem"), tmp("leaf.pem")]);
    };
    assert.match((await judged(good)).stdout, /OK/);
    const { stderr } = await judged(stolen);
    assert.match(stderr, /certificate revoked/);
    assert.equal(await portal.sql("SELECT COUNT(*) FROM revocation WHERE in_crl IS NULL"), "0");
  });

  it("keeps a revoked certificate for one CRL beyond its end", async () => {
    const [number] = await issued();
    await revoked(number, "superseded");
    const serial = await serialOf(number);
    await until("it in the CRL", async () => serial in (await crl()).entries, { seconds: 20 });
    const secondLater = () => until("a second later", async () => (await portal.sql("SELECT made_at < UTC_TIMESTAMP() FROM crl WHERE issuer='local'")) === "1");
    await portal.sql(`UPDATE certificate SET not_after=(SELECT made_at FROM crl WHERE issuer='local') WHERE number=${number}`);
    await secondLater();
    await portal.done(["ca", "crl", "local"]);
    assert.ok(serial in (await crl()).entries, "the first one after its end");
    await secondLater();
    await portal.done(["ca", "crl", "local"]);
    assert.ok(!(serial in (await crl()).entries), "the second one");
  });

  it("goes on listing what it has listed, and is made though a revocation has no serial", async () => {
    const [listed, damaged] = await issued(2);
    const serial = await serialOf(listed);
    await revoked(listed, "keyCompromise");
    await until("it in the CRL", async () => serial in (await crl()).entries, { seconds: 20 });
    await portal.sql(`UPDATE revocation SET revoked_at=NULL WHERE number=${listed}; UPDATE certificate SET revoked_at=NULL WHERE number=${listed}`);
    await revoked(damaged, "superseded");
    const { number } = await crl();
    await portal.sql(`UPDATE revocation SET serial='x-1', in_crl=NULL WHERE number=${damaged}`);
    await until("the next", async () => (await crl()).number > number, { seconds: 20 });
    assert.equal((await crl()).entries[serial], "Key Compromise");
    await until("its line in the log", () => portal.log("jobs.log").includes(`certificate ${damaged} stands in no CRL`));
    await until("each marked", async () => (await portal.sql("SELECT COUNT(*) FROM revocation WHERE in_crl IS NULL")) === "0");
  });

  it("is made anew at half of its life, written again where it is missing, and never counts back", async () => {
    const { number } = await crl();
    portal.later({ days: 3 });
    await until("no look at it", async () => (await rows(portal, "number", "FROM crl WHERE issuer='local'"))[0].number === number);
    portal.later({ hours: 13 });
    await until("a new one", async () => (await crl()).number === number + 1, { seconds: 20 });
    portal.clockOffset = 0;
    fs.rmSync(pki("local.crl"));
    await until("the file", () => fs.existsSync(pki("local.crl")), { seconds: 20 });
    await portal.sql("UPDATE crl SET number=1 WHERE issuer='local'"); // restored from a backup
    await until("a higher number", async () => Number(await portal.sql("SELECT number FROM crl WHERE issuer='local'")) === number + 2, { seconds: 20 });
  });

  it("of many makers at once is made by each in turn, no number twice", async () => {
    const { number } = await crl();
    const made = await Promise.all(Array.from({ length: 4 }, () => portal.cli(["ca", "crl", "local"])));
    for (const { status: exit, stderr } of made) assert.equal(exit, 0, stderr);
    const after = Number(await portal.sql("SELECT number FROM crl WHERE issuer='local'"));
    assert.ok(after > number && after <= number + 4);
    await until("the latest in the folder", async () => (await crl()).number === after);
  });
});

describe("a key in a token", () => {
  before(prepare);

  it("issues and signs CRLs, and is never asked for", async () => {
    const folder = tmp("softhsm");
    const pin = writesSecret(portal.path("secret/hsm-pin"), "4711\n");
    fs.mkdirSync(path.join(folder, "tokens"), { recursive: true });
    const env = { ...process.env, SOFTHSM2_CONF: path.join(folder, "softhsm2.conf") };
    fs.writeFileSync(env.SOFTHSM2_CONF, `directories.tokendir = ${folder}/tokens\nlog.level = ERROR\n`);
    const done = async (program, args) => {
      const { status: exit, stdout, stderr } = await run(program, args, { env });
      assert.equal(exit, 0, `${args.join(" ")}: ${stderr}`);
      return stdout;
    };
    await done("softhsm2-util", ["--init-token", "--free", "--label", "ca", "--so-pin", "12345678", "--pin", "4711"]);
    await openssl(["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", tmp("hsm-key.pem")]);
    await done("softhsm2-util", ["--import", tmp("hsm-key.pem"), "--token", "ca", "--id", "01", "--label", "issuing", "--pin", "4711"]);
    fs.rmSync(tmp("hsm-key.pem"));
    await run("chown", ["-R", `--reference=${portal.path("secret/form-key")}`, folder]);
    const program = (...args) => done(path.join(BUILD, "certportal"), ["--config", config(), ...args]);
    const certificate = portal.path("secret/hsm.pem");
    const lines = [`certificate_file = ${certificate}`, "key_file = pkcs11:token=ca;object=issuing;type=private", `passphrase_file = ${pin}`, "pkcs11_module = /usr/lib/softhsm/libsofthsm2.so"];
    await withSection("hsm", lines, async () => {
      assert.match(await program("ca", "init", "hsm"), /made .*hsm\.pem\.root-key\n[\s\S]*made .*hsm\.pem\n/);
      assert.match(await program("ca", "crl", "hsm"), /^CRL 1, /);
      assert.equal((await crl("hsm")).number, 1);
      const leader = portal.pid("jobs");
      process.kill(leader, "SIGKILL");
      await until("the end of jobs", () => !isAlive(leader));
      const [number] = await placesOrders(portal, organisation, 1, { issuer: "hsm" });
      await run(path.join(BUILD, "certportal"), ["--config", config(), "jobs", "--once"], { env });
      await allIssued(portal, [number]);
      fs.writeFileSync(tmp("leaf.der"), Buffer.from(await portal.sql(`SELECT HEX(der) FROM certificate_content WHERE number=${number}`), "hex"));
      await openssl(["x509", "-inform", "DER", "-in", tmp("leaf.der"), "-out", tmp("leaf.pem")]);
      await openssl(["verify", "-partial_chain", "-purpose", "sslserver", "-CAfile", certificate, tmp("leaf.pem")]);
      writesSecret(pin, "0815\n");
      const { stderr } = await run(path.join(BUILD, "certportal"), ["--config", config(), "ca", "crl", "hsm"], { env });
      assert.match(stderr, /the PIN is wrong/);
      assert.ok(!stderr.includes("0815"));
    });
    await portal.start();
  });
});
