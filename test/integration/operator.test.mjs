// The operator's commands: words, exit codes, lists, doctor.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, describe, it } from "node:test";

import { GOOD_PASSWORD } from "../support/contact.mjs";
import { anAddress, BUILD, run, sharedPortal, startPortal } from "../support/portal.mjs";

const COMMANDS = [
  "worker", "jobs", "migrate", "secrets init", "config", "user create", "user list", "user lock", "user unlock", "user set-password", "user set-role",
  "user delete", "user set-email", "organisation create", "organisation list", "organisation edit", "organisation set-contact", "certificate import", "handover list", "handover show",
  "handover withdraw", "audit list", "audit verify", "mail list", "doctor",
];

describe("the commands", () => {
  let portal;

  before(async () => { portal = await sharedPortal(); });

  for (const command of COMMANDS) {
    it(`explain ${command} by --help, without a configuration`, async () => {
      const { status, stdout } = await run(`${BUILD}/certportal`, ["--config", "/nonexistent", ...command.split(" "), "--help"]);
      assert.equal(status, 0);
      assert.ok(stdout.startsWith(`usage: certportal [--config FILE] ${command}`), stdout);
    });
  }

  it("are listed by --help", async () => {
    const { status, stdout } = await run(`${BUILD}/certportal`, ["--help"]);
    assert.equal(status, 0);
    for (const command of COMMANDS) assert.ok(stdout.includes(`  ${command} `), command);
  });

  for (const words of [
    [], ["nonsense"], ["user"], ["user", "nonsense"], ["user", "list", "--nonsense"], ["user", "list", "word"], ["user", "create"], ["user", "create", "--email"],
    ["user", "lock"], ["user", "lock", "a@example.org", "b@example.org"], ["--nonsense", "doctor"], ["user", "create", "--email", "a@example.org", "--email", "b@example.org", "--name", "A"],
    ["organisation", "create", "--name", "A"], ["migrate", "now"],
  ]) {
    it(`end with 2 and one line for wrong words: ${words.join(" ") || "none"}`, async () => {
      const { status, stdout, stderr } = await portal.cli(words);
      assert.equal(status, 2, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, /^certportal: .+\n$/);
    });
  }

  for (const [words, input, says] of [
    [["user", "lock", "niemand@example.org"], "", /niemand@example\.org/],
    [["user", "lock", "nonsense"], "", /address/],
    [["user", "create", "--email", "x@example.org", "--name", "X"], "kurz\n", /12/],
    [["user", "create", "--email", "x@example.org", "--name", "X"], "", /password/],
    [["user", "create", "--email", "x@example.org", "--name", "X", "--role", "king"], `${GOOD_PASSWORD}\n`, /role/],
    [["user", "create", "--email", "ü@example.org", "--name", "X"], `${GOOD_PASSWORD}\n`, /address/],
    [["organisation", "create", "--name", "A", "--technical-contact", "niemand@example.org"], "", /niemand/],
    [["organisation", "edit", "ORG-999999", "--name", "A"], "", /ORG-999999/],
    [["secrets", "init", "/proc/nothing"], "", /proc/],
  ]) {
    it(`end with 1 and one line that says why: ${words.slice(0, 4).join(" ")}`, async () => {
      const { status, stdout, stderr } = await portal.cli(words, input);
      assert.equal(status, 1, stdout + stderr);
      assert.match(stderr, /^certportal: .+\n$/);
      assert.match(stderr, says);
    });
  }

  it("end with 1 where the configuration is missing or wrong, and name the nearest key", async () => {
    const missing = await run(`${BUILD}/certportal`, ["--config", "/nonexistent", "user", "list"]);
    assert.equal(missing.status, 1);
    assert.match(missing.stderr, /\/nonexistent/);
    const file = portal.path("tmp/wrong.conf");
    fs.writeFileSync(file, "base_ulr = http://x\n", { mode: 0o644 });
    const wrong = await run(`${BUILD}/certportal`, ["--config", file, "user", "list"]);
    assert.equal(wrong.status, 1);
    assert.match(wrong.stderr, /base_ulr.*base_url/);
    fs.rmSync(file);
  });

  it("take the configuration from CERTPORTAL_CONFIG", async () => {
    const { status, stdout } = await run(`${BUILD}/certportal`, ["user", "list", "--json"], { env: { ...process.env, CERTPORTAL_CONFIG: portal.path("certportal.conf") } });
    assert.equal(status, 0);
    assert.ok(Array.isArray(JSON.parse(stdout)));
  });

  it("list as a table for people and as JSON for programs, names as they are", async () => {
    const email = anAddress("liste");
    await portal.account(email, `"Ünä" <b> 🦦`);
    const row = (await portal.json(["user", "list"])).find((each) => each.email === email);
    assert.equal(row.name, `"Ünä" <b> 🦦`);
    assert.equal(row.role, "contact");
    assert.equal(row.locked, false);
    assert.match(row.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const table = await portal.done(["user", "list"]);
    assert.match(table, /^EMAIL/);
    assert.ok(table.includes(email));
    assert.ok(!JSON.stringify(await portal.json(["user", "list"])).includes("argon2"));
  });

  it("print defaults that load, and check the configuration in use", async () => {
    const defaults = await portal.done(["config", "--defaults"]);
    assert.match(defaults, /^base_url|^# /m);
    const file = portal.path("tmp/defaults.conf");
    fs.writeFileSync(file, defaults, { mode: 0o644 });
    const loaded = await run(`${BUILD}/certportal`, ["--config", file, "config", "--defaults"]);
    assert.equal(loaded.status, 0, loaded.stderr);
    fs.rmSync(file);
    const checked = await portal.done(["config", "--check"]);
    assert.match(checked, /certportal\.conf: the values are fine\n$/);
    assert.doesNotMatch(checked, / names /);
    portal.configure({ bad_keys_file: "/nonexistent/keys" });
    assert.match(await portal.done(["config", "--check"]), /key 'bad_keys_file' names \/nonexistent\/keys: No such file/);
    portal.configure({ bad_keys_file: undefined });
    const before = fs.readFileSync(portal.path("certportal.conf"));
    for (const [key, value] of [["mail_from", "x y"], ["operator_email", "nobody"], ["support_email", "a@b, c@d"], ["trusted_proxies", "10.0.0.0/8"]]) {
      portal.configure({ [key]: value });
      const { status, stderr } = await portal.cli(["config", "--check"]);
      fs.writeFileSync(portal.path("certportal.conf"), before);
      assert.equal(status, 1, key);
      assert.ok(stderr.includes(`key '${key}' `) && stderr.includes(`'${value}'`), stderr);
    }
  });

  it("print the reference that lies in doc", async () => {
    const page = new URL("../../doc/configuration.md", import.meta.url);
    assert.equal(await portal.done(["config", "--reference"]), fs.readFileSync(page, "utf8"), "renew it: scripts/check-man PROGRAM --write");
  });

  it("make secrets once: readable by their owner only, kept the second time, all different", async () => {
    const folder = portal.path("tmp/secrets");
    assert.equal((await portal.cli(["secrets", "init", folder])).status, 0);
    const read = () => Object.fromEntries(fs.readdirSync(folder).map((name) => [name, fs.readFileSync(`${folder}/${name}`, "utf8")]));
    const first = read();
    assert.ok(Object.keys(first).length >= 9);
    assert.equal(new Set(Object.values(first)).size, Object.keys(first).length);
    for (const name of Object.keys(first)) assert.equal(fs.statSync(`${folder}/${name}`).mode & 0o077, name === "receipt-certificate" ? 0o044 : 0, name);
    await portal.cli(["secrets", "init", folder]);
    assert.deepEqual(read(), first);
    fs.rmSync(folder, { recursive: true });
  });
});

describe("doctor", () => {
  let portal;

  before(async () => { portal = await startPortal("doctor"); });

  const finds = async (check, grade, says) => {
    const { status, stdout } = await portal.cli(["doctor", "--json"]);
    const findings = JSON.parse(stdout);
    const found = findings.filter((each) => each.check === check && each.grade === grade);
    assert.ok(found.some((each) => says.test(each.finding)), JSON.stringify(findings, null, 1));
    assert.ok(found.every((each) => each.cure !== ""), "says what to do");
    assert.equal(status, findings.some((each) => each.grade === "error") ? 1 : 0);
    return findings;
  };

  it("finds no error in a fresh stack", async () => {
    const { status, stdout } = await portal.cli(["doctor", "--json"]);
    assert.equal(status, 0, stdout);
    assert.ok(JSON.parse(stdout).every(({ grade }) => grade !== "error"));
  });

  it("finds a secret that others may read", async () => {
    fs.chmodSync(portal.path("secret/form-key"), 0o644);
    await finds("secrets", "error", /form-key/);
    fs.chmodSync(portal.path("secret/form-key"), 0o600);
  });

  it("finds a secret that is missing, and one that is empty", async () => {
    const file = portal.path("secret/seal-secret-key");
    fs.renameSync(file, `${file}.away`);
    await finds("secrets", "error", /seal-secret-key/);
    fs.writeFileSync(file, "", { mode: 0o600 });
    await finds("secrets", "error", /empty|cannot/);
    fs.renameSync(`${file}.away`, file);
  });

  it("finds a missing sendmail", async () => {
    portal.sendmail(null);
    await finds("sendmail", "error", /sendmail/);
    portal.sendmail();
  });

  it("finds a schema that is older than the program", async () => {
    const last = await portal.sql("SELECT MAX(version) FROM migration");
    await portal.sql(`CREATE TABLE migration_kept AS SELECT * FROM migration WHERE version=${last}; DELETE FROM migration WHERE version=${last}`);
    await finds("schema", "error", /1 migration/);
    assert.equal((await portal.browser().get("/healthz")).status, 503);
    await portal.sql(`INSERT INTO migration SELECT * FROM migration_kept; DROP TABLE migration_kept`);
    assert.equal((await portal.browser().get("/healthz")).status, 200);
  });

  it("finds limits that are off, a moved clock, templates that are missing and a file that others may write", async () => {
    portal.configure({ limits: 0 });
    await finds("limits", "warning", /off/);
    portal.configure({ limits: 1 });
    portal.clockOffset = 3600;
    await finds("clock", "warning", /3600/);
    portal.clockOffset = 0;
    const folder = fs.readFileSync(portal.path("certportal.conf"), "utf8").match(/template_dir = (.*)/)[1];
    portal.configure({ template_dir: "/nonexistent" });
    await finds("configuration", "error", /nonexistent/);
    portal.configure({ template_dir: folder });
    fs.chmodSync(portal.path("certportal.conf"), 0o666);
    await finds("configuration", "error", /others/);
    fs.chmodSync(portal.path("certportal.conf"), 0o644);
  });

  it("finds grants that are missing or too many", async () => {
    await portal.sql("REVOKE SELECT ON certportal.certificate FROM certportal_worker@localhost; GRANT DELETE ON certportal.organisation TO certportal_worker@localhost");
    const { stdout } = await portal.cli(["doctor", "--json"]);
    const told = JSON.parse(stdout).filter(({ check }) => check === "grants");
    assert.ok(told.length > 0, stdout);
    await portal.sql("GRANT SELECT ON certportal.certificate TO certportal_worker@localhost; REVOKE DELETE ON certportal.organisation FROM certportal_worker@localhost");
  });

  it("finds grants on single columns that are missing or too many, where the operator may see them", async () => {
    await portal.sql("GRANT SELECT ON mysql.* TO certportal_operator@localhost");
    assert.match(await portal.done(["doctor"]), /certportal_worker has what it needs and no more/);
    await portal.sql("GRANT UPDATE (role) ON certportal.account TO certportal_worker@localhost; REVOKE UPDATE (name) ON certportal.account FROM certportal_worker@localhost");
    await finds("grants", "warning", /may do more than it needs: UPDATE \(role\) on account$/);
    await finds("grants", "error", /lacks UPDATE \(name\) on account$/);
    await portal.sql("REVOKE UPDATE (role) ON certportal.account FROM certportal_worker@localhost; GRANT UPDATE (name) ON certportal.account TO certportal_worker@localhost; REVOKE SELECT ON mysql.* FROM certportal_operator@localhost");
  });

  it("keeps the worker's database user from roles, locks and what proves a handover", async () => {
    const worker = (statement) => run("mariadb", ["--no-defaults", `--socket=${portal.path("run/db.sock")}`, "--user=certportal_worker", `--password=${portal.secret("worker-database-password")}`, "--database=certportal"], { input: statement });
    assert.equal((await worker("UPDATE account SET name=name WHERE id=0")).status, 0);
    for (const statement of [
      "UPDATE account SET role='officer'", "UPDATE account SET locked_at=NULL", "UPDATE account SET created_at=NOW()", "UPDATE address_change SET new_email='x'",
      "INSERT INTO account (email, name, role, password_hash, created_at) VALUES ('x', 'x', 'officer', 'x', NOW())", "UPDATE session SET account_id=1",
      "UPDATE certificate_order SET csr='x'", "SELECT der FROM surplus_certificate", "UPDATE crl SET number=1", "UPDATE handover SET successor_id=1", "UPDATE handover SET expires_at=NOW()", "DELETE FROM handover",
      "INSERT INTO handover_receipt VALUES (1, 'x', NOW())", "UPDATE audit_event SET actor='x'", "DELETE FROM audit_event", "SELECT client FROM audit_event",
      "INSERT INTO audit_event (happened_at, kind, actor, content, is_sealed) VALUES (NOW(), 'x', 'x', '{}', 1)", "SELECT mac FROM audit_seal", "UPDATE audit_head SET position=0", "DELETE FROM organisation",
      "INSERT INTO organisation (name, technical_contact_id, checked_at, created_at) VALUES ('x', 1, NOW(), NOW())", "UPDATE certificate SET not_after=NOW()", "DELETE FROM certificate", "DELETE FROM certificate_name",
    ]) {
      const { status, stderr } = await worker(statement);
      assert.notEqual(status, 0, statement);
      assert.match(stderr, /denied to user/, statement);
    }
  });

  it("finds a database that is not there, at once", async () => {
    portal.configure({ database_hosts: `unix:${portal.path("run/none.sock")}` });
    const started = performance.now();
    await finds("database", "error", /none\.sock/);
    assert.ok(performance.now() - started < 5000);
    portal.configure({ database_hosts: `unix:${portal.path("run/db.sock")}` });
  });
});
