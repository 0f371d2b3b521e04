// The bundle on an older Debian: its own C library and Apache, nothing of ours installed, an ordinary user. The system is
// unpacked from a copy kept below the build directory, and entered by chroot; the database is this machine's, by TCP.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";

import { BUILD, run } from "../support/portal.mjs";
import { walk } from "../support/shape_walk.mjs";
import { RemoteDatabase, SharedHost } from "./shared_host.mjs";

async function done(command, ...args) {
  const { status, stdout, stderr } = await run(command, args, { timeout: 600_000 });
  assert.equal(status, 0, `${command} ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

// Debian 11 with Apache and mod_fcgid in a folder of this run.
async function bullseye() {
  const copy = path.join(BUILD, "shapes/bullseye.tar");
  if (!fs.existsSync(copy)) {
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    await done("mmdebstrap", "--variant=minbase", "--include=apache2-bin,libapache2-mod-fcgid", "bullseye", `${copy}.new.tar`, "http://deb.debian.org/debian");
    fs.renameSync(`${copy}.new.tar`, copy);
  }
  const root = path.join(process.env.TEST_FOLDER, "bullseye-root");
  fs.mkdirSync(root);
  await done("tar", "-C", root, "-xf", copy);
  return root;
}

describe("the bundle on Debian 11", () => {
  let database, host;

  before(async () => {
    database = await new RemoteDatabase("bullseye").start();
    host = new SharedHost("bullseye", { database, root: await bullseye() });
    await host.installs();
    await host.startApache();
    host.startCron();
  }, { timeout: 600_000 });

  after(async () => {
    await host?.stop();
    await database.stop();
  });

  it("has a C library that the program itself could not run with", async () => {
    const { status, stderr } = await host.runs([host.inside(host.folder, "current/bin/certportal"), "--version"]);
    assert.notEqual(status, 0);
    assert.match(stderr, /error while loading shared libraries|GLIBC/);
  });

  it("goes through sign-in, list, download and a handover", () => walk(host.shape));

  it("maps no file of that system into a worker", () => {
    const workers = host.processes().filter(({ line }) => / worker $/.test(line));
    assert.ok(workers.length > 0);
    for (const { pid } of workers) {
      const files = fs.readFileSync(`/proc/${pid}/maps`, "utf8").split("\n").map((line) => line.slice(73)).filter(Boolean);
      assert.ok(files.some((file) => file.endsWith(`${host.version}/lib/libc.so.6`)), files.join("\n"));
      assert.deepEqual(files.filter((file) => !file.startsWith("[") && !file.includes(`${host.version}/`) && !file.includes(host.inside(host.folder, "run"))), []);
    }
  });

  it("has nothing wrong in doctor's eyes", async () => {
    const { status, stdout } = await host.cli(["doctor"]);
    assert.equal(status, 0, stdout);
  });
});
