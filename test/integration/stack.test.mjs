// Starting, stopping, killing and starting anew. Reloads: reload.test.mjs.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";

import { anAddress, BUILD, isAlive, newPortal, run, sharedPortal, startPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

describe("two stacks", () => {
  it("run side by side, and one browser may be signed in at both", async () => {
    const [one, two] = await Promise.all([sharedPortal(), sharedPortal("unlimited", { limits: 0 })]);
    const [anna, nora] = [await one.account(anAddress("anna")), await two.account(anAddress("nora"))];
    // Cookies ignore ports: what one portal sets, a browser sends to the other.
    nora.browser.jar = anna.browser.jar;
    await anna.signIn();
    await nora.signIn();
    assert.ok(await anna.isSignedIn());
    assert.ok(await nora.isSignedIn());
    await anna.signsOut();
    assert.ok(await nora.isSignedIn());
  });

  it("refuse to share a port, with one clear line, and leave the first alone", async () => {
    const one = await sharedPortal();
    const two = await newPortal("same-port");
    two.port = one.port;
    const { status, stderr } = await two.stack("start");
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`^certportal: port ${one.port} is in use.*\\n$`));
    assert.equal((await one.browser().get("/healthz")).status, 200);
    assert.deepEqual(await two.processes(), []);
  });
});

describe("a stack", () => {
  let portal;

  before(async () => { portal = await startPortal("life"); });

  it("that was killed starts over its remains, with all data, and stops without leaving a process", async () => {
    const anna = await portal.signedIn(anAddress());
    const organisation = await anna.creates();
    const leaders = ["mariadb", "workers", "jobs", "nginx"].map((name) => portal.pid(name));
    for (const pid of leaders) process.kill(pid, "SIGKILL");
    await until("their end", () => leaders.every((pid) => !isAlive(pid)));
    await portal.start();
    assert.equal((await anna.gets(`/organisations/${organisation}`)).status, 200);
    await portal.stop();
    assert.deepEqual(await portal.processes(), []);
    await assert.rejects(portal.browser().get("/healthz"), { code: "ECONNREFUSED" });
    assert.equal((await portal.stop()).status, 0, "stop is harmless twice");
    await portal.start();
    assert.equal((await anna.gets(`/organisations/${organisation}`)).status, 200, "the session too");
  });

  it("keeps edits of its configuration over a start", async () => {
    await portal.stop();
    portal.configure({ brand: "Musterportal" });
    await portal.start();
    assert.match((await portal.browser().get("/login")).page.one("title").text, /Musterportal/);
    portal.configure({ brand: undefined });
  });

  for (const { title, spoil, says } of [
    { title: "an unknown key in the configuration", spoil: () => { portal.configure({ bse_url: "x" }); return () => portal.configure({ bse_url: undefined }); }, says: /base_url/ },
    { title: "a secret that is empty", spoil: () => { const file = portal.path("secret/form-key"); const old = fs.readFileSync(file); fs.writeFileSync(file, ""); return () => fs.writeFileSync(file, old); }, says: /form-key/ },
  ]) {
    it(`does not start with ${title}, says why in one line and leaves no process`, async () => {
      await portal.stop();
      const restore = spoil();
      const { status, stderr } = await portal.stack("start");
      restore();
      assert.equal(status, 1);
      assert.match(stderr, says);
      assert.equal(stderr.trim().split("\n").length, 1, stderr);
      assert.deepEqual(await portal.processes(), []);
      await portal.start();
    });
  }

  it("refuses a STATE that is too long, or holds something else", async () => {
    const long = await newPortal("x".repeat(90));
    const { status, stderr } = await long.stack("start");
    assert.equal(status, 1);
    assert.match(stderr, /^certportal: STATE is \d+ characters long/);
    const other = await newPortal("other");
    fs.mkdirSync(other.state);
    fs.writeFileSync(other.path("diary.txt"), "x");
    const refused = await other.stack("start");
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /diary\.txt/);
    assert.deepEqual(fs.readdirSync(other.state), ["diary.txt"]);
  });
});

describe("a checkout that the service user cannot reach", () => {
  it("is copied into STATE, and the stack runs from there", { skip: process.getuid() !== 0 && "only root has a service user" }, async () => {
    const closed = fs.mkdtempSync(path.join(process.env.TEST_FOLDER, "closed-"));
    fs.chmodSync(closed, 0o700);
    for (const name of ["certportal", "templates", "static"]) fs.cpSync(path.join(BUILD, name), path.join(closed, name), { recursive: true });
    const portal = await startPortal("closed", { build: closed });
    assert.ok(fs.lstatSync(portal.path("program/certportal")).isFile());
    const anna = await portal.registered(anAddress());
    await anna.signIn();
    await portal.reload();
    assert.ok(await anna.isSignedIn());
    await portal.stop();
    fs.rmSync(closed, { recursive: true });
  });
});

describe("the services", () => {
  it("run as an unprivileged user, without any TCP port but nginx's", async () => {
    const portal = await sharedPortal();
    const user = (pid) => /^Uid:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))[1];
    for (const pid of [portal.pid("mariadb"), portal.pid("nginx"), portal.pid("jobs"), ...portal.workers()]) assert.notEqual(user(pid), "0");
    const state = await portal.sql("SELECT @@skip_networking, @@port");
    assert.match(state, /^1\t/);
  });

  it("show no secret in the process list or the environment", async () => {
    const portal = await sharedPortal();
    const secrets = fs.readdirSync(portal.path("secret")).map((name) => portal.secret(name));
    for (const pid of await portal.processes()) {
      const shown = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8") + fs.readFileSync(`/proc/${pid}/environ`, "utf8");
      for (const secret of secrets) assert.ok(!shown.includes(secret), String(pid));
    }
  });

  it("have least rights in the database: workers cannot read mails, change certificates or drop tables", async () => {
    const portal = await sharedPortal();
    const as = (duty, statement) => run("mariadb", ["--no-defaults", `--socket=${portal.path("run/db.sock")}`, `--user=certportal_${duty}`, `--password=${portal.secret(`${duty}-database-password`)}`, "certportal", "-e", statement]);
    assert.equal((await as("worker", "SELECT 1 FROM account LIMIT 1")).status, 0);
    for (const [duty, statement] of [
      ["worker", "SELECT * FROM outbox"], ["worker", "DELETE FROM account"], ["worker", "UPDATE certificate SET number=1"], ["worker", "DROP TABLE session"],
      ["worker", "SELECT * FROM audit_event"], ["jobs", "SELECT password_hash FROM account"], ["jobs", "DELETE FROM certificate_content"], ["jobs", "UPDATE certificate_content SET der=1"], ["jobs", "UPDATE session SET account_id=1"],
    ]) assert.notEqual((await as(duty, statement)).status, 0, `${duty}: ${statement}`);
  });
});
