// What can go wrong with a backup or a restore: one clear line, and nothing half done.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";

import { failed, Rehearsal } from "../support/backup.mjs";
import { GOOD_PASSWORD } from "../support/contact.mjs";
import { anAddress, run, startPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let other;
let rehearsal;
let archive;

const tables = (name) => other.sql(`SELECT COUNT(*) FROM information_schema.tables WHERE table_schema='certportal' AND table_name LIKE '${name}'`);
const operatorsIn = (of) => of.sql("SELECT id FROM information_schema.processlist WHERE user='certportal_operator'");

async function endConnections(of) {
  for (const id of (await operatorsIn(of)).split("\n").filter(Boolean)) await of.sql(`KILL ${id}`).catch(() => {});
}

// A folder with a gunzip that pauses in the midst of the tables.
const pausing = (seconds) => rehearsal.pathWith("gunzip", `/usr/bin/gunzip | {
  start=$(dd bs=1 count=4 2>/dev/null); printf %s "$start"
  if [ "$start" = '/*M!' ]; then dd bs=8000 count=1 iflag=fullblock 2>/dev/null; sleep ${seconds}; fi
  cat; }`);

async function prepare() {
  if (portal) return;
  [portal, other] = await Promise.all([startPortal("lost", { workers: 1 }), startPortal("restored", { workers: 1 })]);
  rehearsal = await new Rehearsal(portal, other).begins();
  for (let i = 0; i < 3; i += 1) await portal.account(anAddress());
  archive = rehearsal.in("first.backup");
  assert.equal((await rehearsal.backup([archive])).status, 0);
}

describe("backup", () => {
  before(prepare);

  it("on a full disk, and of a database that goes away in the midst", { skip: process.getuid() !== 0 && "only root can mount" }, async () => {
    const small = rehearsal.in("small");
    fs.mkdirSync(small);
    const [command, args, options] = rehearsal.backupBy([small]);
    const mounted = `mount -t tmpfs -o size=8k none ${small} && { "$@"; status=$?; ls -A ${small} >&2; exit $status; }`;
    failed(await run("unshare", ["-m", "sh", "-c", mounted, "sh", command, ...args], options), /no backup: .*No space left on device/);
    fs.rmdirSync(small);
    // Two rows: while gzip lets nobody go on, mariadb-dump holds the first and the server cannot get rid of the second.
    for (const letter of "xy") await portal.sql(`INSERT INTO ca_certificate VALUES (REPEAT('${letter}', 32), REPEAT('x', 32), 'CN=Large', '2001-01-01', REPEAT('x', 6000000), '2001-01-01')`);
    try {
      const before = rehearsal.files();
      const going = rehearsal.backup([rehearsal.folder], { pathFirst: rehearsal.pathWith("gzip", "sleep 1; exec /usr/bin/gzip") });
      await until("the dump", async () => (await operatorsIn(portal)) !== "", { pause: 20 });
      await until("its query", async () => (await portal.sql("SELECT id FROM information_schema.processlist WHERE info LIKE '%SQL_NO_CACHE%ca_certificate%' AND user='certportal_operator'")) !== "", { pause: 5 });
      await endConnections(portal);
      failed(await going, /no backup: mariadb-dump: .*(Lost connection|gone away|killed)/);
      assert.deepEqual(rehearsal.files(), before);
    } finally {
      await portal.sql("DELETE FROM ca_certificate WHERE subject='CN=Large'");
    }
  });
});

describe("restore", () => {
  before(prepare);

  it("that is cut off is no portal, and may be begun again", async () => {
    const pauses = () => until("the pause", async () => (await other.sql("SELECT id FROM information_schema.processlist WHERE user='certportal_operator' AND command='Sleep' AND time_ms > 200")) !== "");
    const [command, args, options] = rehearsal.restoreBy(["--replace", archive], { pathFirst: pausing(30) });
    const child = spawn(command, args, { ...options, detached: true, stdio: "ignore" });
    await pauses();
    assert.equal(await tables("migration_restoring"), "1");
    process.kill(-child.pid, "SIGKILL");
    await once(child, "close");
    assert.equal((await other.browser().get("/healthz")).status >= 500, true);
    const refused = await other.cli(["migrate"]);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /restore that was not finished/);
    const going = rehearsal.restore(["--replace", archive], { pathFirst: pausing(1) });
    await pauses();
    await endConnections(other);
    failed(await going, /could not be filled: .*(Lost connection|gone away|killed)/i);
    assert.equal(await tables("%"), "0");
    assert.deepEqual(fs.readdirSync(other.path("secret")).filter((name) => name.includes("restoring")), []);
    const { status, stderr } = await rehearsal.restore(["--replace", archive]);
    assert.equal(status, 0, stderr);
    await other.start();
    assert.equal((await other.browser().get("/healthz")).status, 200);
  });

  it("takes a portal with a prefix and one database user, and leaves others in that database alone", async () => {
    const confOf = (of) => {
      const operator = { database_user: "certportal_operator", database_password_file: of.path("secret/operator-database-password") };
      const text = fs.readFileSync(of.path("certportal.conf"), "utf8").replace(/^run_dir = .*/m, `run_dir = ${of.path("tmp")}`).replace(/^(database_user|database_password_file) = .*$/gm, (line, key) => `${key} = ${operator[key]}`);
      fs.writeFileSync(of.path("tmp/kunde.conf"), `table_prefix = kunde_\n${text}`);
      return of.path("tmp/kunde.conf");
    };
    const [from, to] = [confOf(portal), confOf(other)];
    const cli = (file, args, input) => run(path.join(portal.build, "certportal"), ["--config", file, ...args], { input });
    assert.equal((await cli(from, ["migrate"])).status, 0);
    const email = anAddress("kunde");
    assert.equal((await cli(from, ["user", "create", "--email", email, "--name", "Karl Kunde"], `${GOOD_PASSWORD}\n`)).status, 0);
    await other.sql("CREATE TABLE kunde_shop (a INT); INSERT INTO kunde_shop VALUES (7)");
    const file = rehearsal.in("kunde.backup");
    assert.equal((await rehearsal.backup([file], { file: from })).status, 0);
    const users = await other.sql("SELECT COUNT(*) FROM account");
    const { status, stderr } = await rehearsal.restore([file], { file: to });
    assert.equal(status, 0, stderr);
    assert.ok((await cli(to, ["user", "list"])).stdout.includes(email));
    assert.deepEqual([await other.sql("SELECT a FROM kunde_shop"), await other.sql("SELECT COUNT(*) FROM account")], ["7", users]);
  });
});
