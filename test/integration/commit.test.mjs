// The connection to the database is lost at COMMIT itself: a proxy in front of the database cuts it there.
import assert from "node:assert/strict";
import fs from "node:fs";
import net from "node:net";
import { after, before, describe, it } from "node:test";

import { anAddress, startPortal } from "../support/portal.mjs";

const COM_QUERY = 3;

// A unix socket that hands everything on to the database. Armed with "unsent" or "unanswered" it cuts the next connection
// that sends COMMIT: before the database gets it, or once it has answered.
class Proxy {
  constructor(portal) {
    this.path = portal.path("run/proxy.sock");
    this.server = net.createServer((client) => {
      const database = net.connect(portal.path("run/db.sock"));
      const cut = () => [client, database].forEach((socket) => socket.destroy());
      client.on("data", (packet) => {
        const isCommit = packet[4] === COM_QUERY && packet.subarray(5).toString() === "COMMIT";
        const armed = isCommit ? this.armed : undefined;
        if (isCommit) this.armed = undefined;
        if (armed === "unsent") return cut();
        if (armed === "unanswered") database.removeListener("data", answer).once("data", cut);
        database.write(packet);
      });
      const answer = (packet) => client.write(packet);
      database.on("data", answer);
      for (const socket of [client, database]) socket.on("error", cut).on("close", cut);
    });
  }

  async listen() {
    await new Promise((resolve) => this.server.listen(this.path, resolve));
    fs.chmodSync(this.path, 0o666);
  }
}

describe("a connection lost at COMMIT", () => {
  let portal, proxy, anna;

  before(async () => {
    portal = await startPortal("commit", { workers: 2 });
    proxy = new Proxy(portal);
    await proxy.listen();
    portal.configure({ database_hosts: `unix:${proxy.path}` });
    await portal.reload();
    anna = await portal.signedIn(anAddress());
    process.kill(portal.pid("jobs"), "SIGSTOP"); // it commits, too
  });
  after(async () => {
    process.kill(portal.pid("jobs"), "SIGCONT");
    proxy.server.close();
    await portal.stop();
  });

  const events = () => portal.sql(`SELECT COUNT(*) FROM audit_event WHERE kind='profile_changed' AND actor='${anna.email}'`);
  const name = () => portal.sql(`SELECT name FROM account WHERE email='${anna.email}'`);
  const renames = async (to) => anna.browser.fills("/account", { name: to });

  it("before the database got it: 503, nothing happened, and the next try does it", async () => {
    proxy.armed = "unsent";
    const answer = await renames("Anna Verloren");
    assert.equal(answer.status, 503, answer.summary);
    assert.match(answer.text, /may or may not have happened/);
    assert.deepEqual([await name(), await events()], ["Anna Alt", "0"]);
    assert.equal((await renames("Anna Neu")).status, 303);
    assert.deepEqual([await name(), await events()], ["Anna Neu", "1"]);
  });

  it("before its answer came: 503, and it has happened, once", async () => {
    proxy.armed = "unanswered";
    const answer = await renames("Anna Zwei");
    assert.equal(answer.status, 503, answer.summary);
    assert.match(answer.text, /may or may not have happened/);
    assert.deepEqual([await name(), await events()], ["Anna Zwei", "2"]);
  });
});
