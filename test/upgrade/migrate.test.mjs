// Migrations beside people at work, two at once, cut off; and a program that meets an older schema.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { before, describe, it } from "node:test";

import { anAddress, BUILD, run, startPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let anna;

const migrates = () => run(path.join(BUILD, "certportal"), ["--config", portal.path("certportal.conf"), "migrate"]);
const versions = () => portal.sql("SELECT GROUP_CONCAT(version ORDER BY version) FROM migration");

// The statements of those migrations are done over again, each finding its work done. That the newest is there is what
// workers ask for when they connect.
const forgets = (list) => portal.sql(`DELETE FROM migration WHERE version IN (${list})`);

describe("migrate", () => {
  before(async () => {
    portal = await startPortal("migrate", { workers: 2 });
    anna = await portal.signedIn(anAddress());
  });

  it("waits for a table that is busy, without holding up pages", async () => {
    const all = await versions();
    await portal.sql("ALTER TABLE certificate DROP KEY certificate_next_reminder_at");
    const release = await portal.holds("SELECT COUNT(*) FROM certificate");
    await forgets([4]);
    let ended = false;
    const going = migrates().then((result) => { ended = true; return result; });
    let longest = 0;
    const end = performance.now() + 6000;
    while (performance.now() < end) {
      const answer = await anna.get("/certificates");
      assert.equal(answer.status, 200, answer.summary);
      longest = Math.max(longest, answer.milliseconds);
    }
    assert.ok(!ended, "the table is busy still");
    assert.ok(longest < 1900, `${longest} ms`);
    await release();
    assert.equal((await going).status, 0);
    assert.equal(await versions(), all);
    assert.match(await portal.sql("SHOW CREATE TABLE certificate"), /certificate_next_reminder_at/);
  });

  it("that is killed again and again, on two hosts, comes to the same end", async () => {
    const all = await versions();
    await forgets([3, 4]);
    for (let delay = 5; delay < 120; delay += 10) {
      const two = [1, 2].map(() => spawn(path.join(BUILD, "certportal"), ["--config", portal.path("certportal.conf"), "migrate"], { stdio: "ignore" }));
      await new Promise((resolve) => { setTimeout(resolve, delay); });
      for (const child of two) child.kill("SIGKILL");
      await Promise.all(two.map((child) => child.exitCode === null && child.signalCode === null ? once(child, "close") : null));
    }
    const results = await Promise.all([migrates(), migrates()]);
    for (const { status, stderr } of results) assert.equal(status, 0, stderr);
    assert.equal(await versions(), all);
    assert.equal((await anna.get("/orders")).status, 200);
  });

  it("is waited for by workers and jobs that are newer than the schema, with one clear line", async () => {
    const newest = await portal.sql("SELECT MAX(version) FROM migration");
    await forgets([newest]);
    for (const pid of [...portal.workers(), portal.pid("jobs")]) process.kill(pid, "SIGKILL");
    await until("503", async () => (await portal.browser().get("/healthz")).status === 503);
    const answer = await anna.get("/certificates");
    assert.equal(answer.status, 503, answer.summary);
    assert.ok(answer.page.byId("main"), "the portal's own page");
    assert.match(portal.log("workers.log"), new RegExp(`has a schema older than this program's, version ${newest}: run certportal migrate`));
    assert.equal((await migrates()).status, 0);
    assert.equal((await anna.get("/certificates")).status, 200);
    await portal.start();
  });
});
