// scripts/portal: workers and jobs on a host with its own database and web server. Those of a stack serve here, whose own
// workers and jobs have ended.
import assert from "node:assert/strict";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { before, describe, it } from "node:test";

import { BUILD, isAlive, ROOT, run, startPortal } from "../support/portal.mjs";
import { refusals, walk } from "../support/shape_walk.mjs";
import { until } from "../support/until.mjs";

let portal;

const script = path.join(ROOT, "scripts/portal");
const conf = () => portal.path("host.conf");

function command(...args) {
  return run(script, ["--config", conf(), ...args], { env: { PATH: process.env.PATH, CERTPORTAL_PROGRAM: path.join(BUILD, "certportal") } });
}

async function does(...args) {
  const { status, stdout, stderr } = await command(...args);
  assert.equal(status, 0, `portal ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

const sections = () => fs.readFileSync(portal.path("certportal.conf"), "utf8");

// The stack's configuration with some keys set otherwise.
function configure(keys = {}) {
  const lines = Object.entries(keys).map(([key, value]) => [key, `${key} = ${value}`]);
  fs.writeFileSync(conf(), lines.reduce((text, [key, line]) => text.replace(new RegExp(`^${key} *=.*$`, "m"), line), sections()));
}

const serves = async () => (await portal.browser().get("/login")).status === 200;

async function endAll() {
  const leaders = ["workers", "jobs"].map((name) => portal.pid(name));
  for (const pid of leaders) process.kill(pid, "SIGTERM");
  await until("their end", () => !leaders.some(isAlive));
}

async function prepare() {
  if (portal) return;
  portal = await startPortal("host");
  await endAll();
  configure();
}

describe("portal", () => {
  before(prepare);

  it("starts workers and jobs that people can walk through, and says what runs", async () => {
    assert.match(await does("start"), /started: workers jobs/);
    const said = await does("status");
    assert.match(said, new RegExp(`^workers +running, process ${portal.pid("workers")}$`, "m"));
    assert.match(said, new RegExp(`^jobs +running, process ${portal.pid("jobs")}$`, "m"));
    await walk({ url: portal.url, cli: (...args) => portal.cli(...args), mails: () => portal.mails() });
    assert.match(await does("logs"), /route=\/login/);
  });

  it("lets a second start find nothing to do, and two at once start one group only", async () => {
    const before = [portal.pid("workers"), portal.pid("jobs")];
    assert.equal(await does("start"), "", "cron would mail each word");
    assert.deepEqual([portal.pid("workers"), portal.pid("jobs")], before);
    await does("stop");
    await Promise.all([does("start"), does("start")]);
    assert.equal((await portal.processes()).filter((pid) => fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("/usr/bin/multiwatch")).length, 1);
  });

  it("heals by start what was killed, and takes no process for its own that got an old number", async () => {
    const killed = [portal.pid("workers"), portal.pid("jobs")];
    for (const pid of killed) process.kill(pid, "SIGKILL");
    await until("their end", () => !killed.some(isAlive));
    assert.equal((await command("status")).status, 1);
    fs.writeFileSync(portal.path("run/workers.pid"), String(process.pid));
    fs.writeFileSync(portal.path("run/jobs.pid"), String(portal.pid("nginx")));
    assert.match(await does("start"), /started: workers jobs/);
    assert.ok(await serves());
    await does("status");
  });

  it("reloads and scales, each with new workers", async () => {
    const before = portal.workers();
    await does("reload");
    assert.equal(portal.workers().length, 2);
    assert.match(await does("scale", "3"), /until the next reload/);
    assert.equal(portal.workers().length, 3);
    assert.ok(portal.workers().every((pid) => !before.includes(pid)));
    assert.ok(await serves());
  });

  it("stops all that it started, and says so when asked to reload then", async () => {
    await does("stop");
    assert.equal((await command("status")).status, 1);
    const left = (await portal.processes()).filter((pid) => fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("host.conf"));
    assert.deepEqual(left, []);
    const { status, stderr } = await command("reload");
    assert.equal(status, 1);
    assert.match(stderr, /^certportal: workers does not run.*\n$/);
    assert.equal((await command("scale", "many")).status, 2);
    assert.equal((await command("restart")).status, 2);
  });

  it("refuses to start with one clear line for each trouble", async () => {
    const folder = portal.path("folder-of-root");
    fs.mkdirSync(folder);
    let server;
    const fault = (name, keys, says) => ({ name, says, make: () => configure(keys), mend: () => configure() });
    await refusals({
      attempt: async () => {
        const { status, stdout, stderr } = await command("start");
        return { status, lines: (stdout + stderr).trim().split("\n") };
      },
      faults: [
        fault("database", { database_hosts: "unix:/nowhere/db.sock" }, /^certportal: database: .*nowhere/),
        fault("run_dir missing", { run_dir: "/nowhere/run" }, /^certportal: the folder \/nowhere\/run \(run_dir/),
        fault("log_dir missing", { log_dir: "/nowhere/log" }, /^certportal: the folder \/nowhere\/log \(log_dir/),
        ...(process.getuid() === 0 ? [fault("run_dir unwritable", { run_dir: folder }, /^certportal: www-data cannot write to .*folder-of-root/)] : []),
        fault("template_dir", { template_dir: "/nowhere/templates" }, /^certportal: .*\/nowhere\/templates/),
        fault("key file", { form_key_file: "/nowhere/key" }, /^certportal: .*\/nowhere\/key/),
        {
          name: "socket", says: /^certportal: another program listens on .*w\.sock/,
          make: async () => {
            fs.rmSync(portal.path("run/w.sock"));
            server = net.createServer().listen(portal.path("run/w.sock"));
            await until("the other server", () => server.listening);
          },
          mend: () => server.close(),
        },
      ],
    });
    const { status, stderr } = await run(script, ["--config", conf(), "start"], { env: { PATH: process.env.PATH, CERTPORTAL_PROGRAM: "/etc/passwd" } });
    assert.equal(status, 1);
    assert.match(stderr, /^certportal: cannot run \/etc\/passwd: .*\n$/);
    assert.deepEqual((await portal.processes()).filter((pid) => fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("host.conf")), []);
  });

  it("names the Debian packages that it lacks", async () => {
    const tools = portal.path("tools");
    fs.mkdirSync(tools);
    for (const folder of ["/bin", "/usr/bin"]) {
      const wanted = fs.readdirSync(folder).filter((name) => !/^(spawn-fcgi|multiwatch)$/.test(name) && !fs.existsSync(path.join(tools, name)));
      for (const name of wanted) fs.symlinkSync(path.join(folder, name), path.join(tools, name));
    }
    const nobody = process.getuid() === 0 ? ["setpriv", "--reuid=www-data", "--regid=www-data", "--init-groups", "--"] : ["env", "--"];
    const { status, stderr } = await run(nobody[0], [...nobody.slice(1), script, "--config", conf(), "start"], { env: { PATH: tools, CERTPORTAL_PROGRAM: path.join(BUILD, "certportal") } });
    assert.equal(status, 1);
    assert.match(stderr, /^certportal: programs are missing; install the Debian packages: spawn-fcgi multiwatch\n$/);
  });

});
