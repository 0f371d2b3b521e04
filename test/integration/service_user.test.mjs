// Whoever has become the service user owns its folders in STATE: links and FIFOs there must lead root nowhere.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";

import { newPortal, ROOT, run, sharedPortal, startPortal } from "../support/portal.mjs";

const onlyRoot = { skip: process.getuid() !== 0 && "only root has a service user" };

const SERVICE = ["setpriv", "--reuid=www-data", "--regid=www-data", "--init-groups", "--"];

// Runs a shell script as the service user; gives its output.
const asService = (script) => execFileSync(SERVICE[0], [...SERVICE.slice(1), "sh", "-ec", script], { encoding: "utf8" }).trim();

// Runs one function of the stack's libraries by itself, as root.
function withLibrary(command, { state, before = "", input }) {
  const script = `set -euo pipefail; deadline=60
    for part in common place configure process database; do . "${ROOT}/scripts/lib/$part.sh"; done; use_state
    ${before}
    ${command}`;
  return run("bash", ["-c", script], { input, env: { PATH: process.env.PATH, STATE: state } });
}

function rootsFolder(name) {
  const folder = path.join(process.env.TEST_FOLDER, `pki-${name}`);
  fs.mkdirSync(folder);
  return folder;
}

describe("a start by root", onlyRoot, () => {
  it("gives no folder away that the service user's folders link to, and appends to no file of root's", async () => {
    const portal = await startPortal("links");
    await portal.stop();
    const folder = rootsFolder("prey");
    fs.mkdirSync(path.join(folder, "inner"), { mode: 0o755 });
    fs.writeFileSync(path.join(folder, "file"), "root's\n", { mode: 0o600 });
    for (const name of ["tmp", "new"]) asService(`rmdir '${portal.path("mail", name)}'; ln -s '${folder}/inner' '${portal.path("mail", name)}'`);
    for (const name of ["mariadb", "workers", "jobs", "nginx-error"]) asService(`rm -f '${portal.path("log", `${name}.log`)}'; ln -s '${folder}/file' '${portal.path("log", `${name}.log`)}'`);
    for (const name of ["mariadb", "workers", "jobs", "nginx"]) asService(`ln -sf '${folder}/file' '${portal.path("run", `${name}.pid`)}'`);
    const { stdout, stderr } = await portal.stack("start");
    await portal.stop();
    const inner = fs.statSync(path.join(folder, "inner"));
    assert.deepEqual([inner.uid, inner.mode & 0o777], [0, 0o755]);
    assert.equal(fs.readFileSync(path.join(folder, "file"), "utf8"), "root's\n");
    assert.equal(fs.statSync(path.join(folder, "file")).uid, 0);
    assert.doesNotMatch(stdout + stderr, /root's/);
    assert.deepEqual(await portal.processes(), []);
  });

  it("appends nothing to what the log of a database that cannot be made links to", async () => {
    const folder = rootsFolder("log");
    fs.writeFileSync(path.join(folder, "file"), "", { mode: 0o600 });
    for (const name of ["log", "tmp"]) {
      fs.mkdirSync(path.join(folder, name));
      fs.chownSync(path.join(folder, name), 33, 33);
    }
    asService(`ln -s '${folder}/file' '${folder}/log/mariadb.log'`);
    const { stderr } = await withLibrary("init_database", {
      state: folder, before: `as_service() { case " $* " in *mariadb-install-db*) echo broken; return 1 ;; *) ${SERVICE.join(" ")} "$@" ;; esac; }`,
    });
    assert.match(stderr, /the database could not be made/);
    assert.equal(fs.readFileSync(path.join(folder, "file"), "utf8"), "");
  });

  it("refuses a folder of the service user's that is a link or a file, and what somebody else left in STATE", async () => {
    const folder = rootsFolder("else");
    for (const { name, leave, says } of [
      { name: "link", leave: (state) => fs.symlinkSync(folder, path.join(state, "log")), says: /\/log is not a folder/ },
      { name: "file", leave: (state) => fs.writeFileSync(path.join(state, "secret"), ""), says: /\/secret is not a folder/ },
      { name: "foreign", leave: (state) => { fs.symlinkSync(folder, path.join(state, "settings.new")); fs.lchownSync(path.join(state, "settings.new"), 33, 33); }, says: /somebody else/ },
      { name: "owner", leave: (state) => { fs.mkdirSync(path.join(state, "pki")); fs.chownSync(state, 33, 33); }, says: /STATE belongs to/ },
    ]) {
      const portal = await newPortal(`left-${name}`);
      fs.mkdirSync(portal.state);
      leave(portal.state);
      const { status, stderr } = await portal.stack("start");
      assert.equal(status, 1, name);
      assert.match(stderr, says);
    }
    assert.equal(fs.statSync(folder).uid, 0);
  });
});

describe("root's stop and status", onlyRoot, () => {
  it("do not wait for a FIFO, and signal nobody that a forged pid file names", async () => {
    const portal = await startPortal("fifo", { workers: 1 });
    await portal.stop();
    const bystander = asService("sleep 60 >/dev/null 2>&1 & echo $!");
    const victim = execFileSync("sh", ["-c", `sh -c 'sleep 60; :' '${portal.state}/x' >/dev/null 2>&1 & echo $!`], { encoding: "utf8" }).trim();
    asService(`mkfifo '${portal.path("run/mariadb.pid")}' && echo ${bystander} >'${portal.path("run/workers.pid")}' && echo ${victim} >'${portal.path("run/jobs.pid")}' && echo -1 >'${portal.path("run/nginx.pid")}'`);
    asService(`rm -f '${portal.path("log/mariadb.log")}' && mkfifo '${portal.path("log/mariadb.log")}'`);
    const status = await portal.stack("status");
    assert.equal(status.status, 1);
    assert.doesNotMatch(status.stdout, /running/);
    const begin = performance.now();
    assert.equal((await portal.stop()).status, 0);
    assert.ok(performance.now() - begin < 10_000);
    for (const pid of [bystander, victim]) process.kill(Number(pid), "SIGKILL"); // throws where it is gone
  });
});

describe("what root asks of the database", onlyRoot, () => {
  it("is only SQL: a client command in it runs no program", async () => {
    const portal = await sharedPortal();
    const mark = path.join(rootsFolder("mark"), "mark");
    const { stdout } = await withLibrary("administer", { state: portal.state, input: `SELECT 'before';\n\\! touch ${mark}\n` });
    assert.match(stdout, /before/);
    assert.ok(!fs.existsSync(mark));
  });
});

describe("what root runs as the service user", onlyRoot, () => {
  it("has no terminal: another process of that user could trace it, and type for root", async () => {
    const inner = `. ${ROOT}/scripts/lib/common.sh; conf_file=/dev/null; choose_service_user; as_service cat /proc/self/stat`;
    const { stdout } = await run("script", ["-qec", `bash -c '${inner}'`, "/dev/null"]);
    assert.equal(stdout.trim().split(" ")[6], "0", stdout); // tty_nr: proc(5)
  });
});
