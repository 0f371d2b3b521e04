// Several database hosts: a second server beside the portal's own, a copy of it made at the beginning. Nothing replicates
// between them, so that a name tells which one was written to.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, describe, it } from "node:test";

import { anAddress, isAlive, run, startPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const asRoot = process.getuid() === 0;
const AS = asRoot ? ["setpriv", "--reuid=www-data", "--regid=www-data", "--init-groups"] : [];

// The portal's own server, or with `folder` its copy.
class Server {
  constructor(portal, folder) {
    Object.assign(this, { portal, folder, socket: folder ? `${folder}/db.sock` : portal.path("run/db.sock") });
  }

  async copies() {
    const { status, stderr } = await run(AS[0] ?? "cp", [...AS.slice(1), ...(asRoot ? ["cp"] : []), "-a", "--", this.portal.path("db"), this.folder]);
    assert.equal(status, 0, stderr);
  }

  async starts() {
    if (this.folder) {
      const words = [...AS, "mariadbd", "--no-defaults", `--datadir=${this.folder}`, `--socket=${this.socket}`, `--log-error=${this.folder}/log`,
        "--skip-networking", "--innodb-buffer-pool-size=32M", "--innodb-log-file-size=16M", "--performance-schema=OFF", "--default-time-zone=+00:00"];
      this.process = spawn(words[0], words.slice(1), { stdio: "ignore", env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
    } else {
      const { status, stderr } = await this.portal.stack("start");
      assert.equal(status, 0, stderr);
    }
    await until("the server", () => this.sql("SELECT 1").catch(() => null));
  }

  get pid() {
    return this.process?.pid ?? this.portal.pid("mariadb");
  }

  async ends(signal = "SIGKILL") {
    const { pid } = this;
    process.kill(pid, signal);
    await until("its end", () => !isAlive(pid), { seconds: 30 });
  }

  async sql(statement) {
    const { status, stdout, stderr } = await run("mariadb", ["--no-defaults", `--socket=${this.socket}`, `--user=${process.env.USER_NAME}`, "--database=certportal", "--batch", "--skip-column-names"], { input: statement });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }
}

describe("with two database hosts", () => {
  let portal, anna, first, second;

  before(async () => {
    portal = await startPortal("fail-over", { workers: 1 });
    anna = await portal.signedIn(anAddress());
    [first, second] = [new Server(portal), new Server(portal, portal.path("tmp/second"))];
    await first.ends("SIGTERM");
    await second.copies();
    await Promise.all([first.starts(), second.starts()]);
    portal.configure({ database_hosts: `unix:${first.socket}, unix:${second.socket}` });
    await portal.reload();
  });
  after(async () => {
    if (isAlive(second.pid)) process.kill(second.pid, "SIGKILL");
    process.kill(first.pid, "SIGCONT");
    await portal.stop();
  });

  const nameOn = (server) => server.sql(`SELECT name FROM account WHERE email='${anna.email}'`);
  const renames = async (name, status = 303) => {
    const page = await anna.gets("/account");
    const answer = await anna.browser.submit(page, { name });
    assert.equal(answer.status, status, answer.summary);
    return answer;
  };

  it("the first is used, and the second at once when the first is killed: no page fails", async () => {
    await renames("Anna Eins");
    assert.equal(await nameOn(first), "Anna Eins");
    await first.ends();
    await renames("Anna Zwei");
    assert.equal(await nameOn(second), "Anna Zwei");
  });

  it("the first again when the second is killed", async () => {
    await first.starts();
    await second.ends();
    await renames("Anna Drei");
    assert.equal(await nameOn(first), "Anna Drei");
    await second.starts();
  });

  it("a server that becomes read-only is left for the other, in the middle of a request", async () => {
    await renames("Anna Vier");
    const page = await anna.gets("/account");
    await first.sql("SET GLOBAL read_only = 1");
    const answer = await anna.browser.submit(page, { name: "Anna Fünf" });
    assert.equal(answer.status, 303, answer.summary);
    assert.deepEqual([await nameOn(first), await nameOn(second)], ["Anna Vier", "Anna Fünf"]);
  });

  it("with none that takes writes the page is 503 at once; any that does so again is used", async () => {
    await second.sql("SET GLOBAL read_only = 1");
    const answer = await anna.browser.submit(await anna.gets("/account"), { name: "Anna Sechs" });
    assert.equal(answer.status, 503, answer.summary);
    assert.ok(answer.milliseconds < 1000, `${answer.milliseconds} ms`);
    await first.sql("SET GLOBAL read_only = 0");
    await renames("Anna Sieben");
    assert.equal(await nameOn(first), "Anna Sieben");
    await second.sql("SET GLOBAL read_only = 0");
  });

  it("one that hangs costs the request that waits for it, and the first of a new worker a second, and no other", async () => {
    process.kill(first.pid, "SIGSTOP");
    const hanging = await anna.get("/account");
    assert.equal(hanging.status, 503, hanging.summary);
    assert.ok(hanging.milliseconds < 3000, `${hanging.milliseconds} ms`);
    for (let i = 0; i < 3; i += 1) {
      const next = await anna.gets("/account");
      assert.ok(next.milliseconds < 500, `${next.milliseconds} ms`);
    }
    process.kill(portal.workers()[0], "SIGKILL");
    const ofNewWorker = await anna.gets("/account");
    assert.ok(ofNewWorker.milliseconds < 2000, `${ofNewWorker.milliseconds} ms`);
    assert.ok((await anna.gets("/account")).milliseconds < 500);
    process.kill(first.pid, "SIGCONT");
  });

  it("without any the page is 503 within a second", async () => {
    await Promise.all([first.ends(), second.ends()]);
    for (let i = 0; i < 2; i += 1) {
      const answer = await anna.get("/account");
      assert.equal(answer.status, 503, answer.summary);
      assert.ok(answer.milliseconds < 1000, `${answer.milliseconds} ms`);
    }
    assert.match(portal.log("workers.log"), /the database host is now unix:\S*second\/db\.sock/);
  });
});
