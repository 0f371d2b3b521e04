// A Galera cluster of three MariaDB nodes on loopback, each below a folder of its own in the layout of scripts/stack: a
// stack that is started there finds its database running, and takes it for its own. SST_SCRIPTS: the folder of the scripts
// that bring a new node a full copy (wsrep_sst_rsync); one that comes back gets what it missed from the others' memory.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { freePort, isAlive, run } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const NODES = 3;
const PROVIDER = "/usr/lib/galera/libgalera_smm.so";

// As doc/cluster.md recommends: a node that is silent for a second is left behind.
const TIMERS = "evs.keepalive_period=PT0.3S;evs.inactive_check_period=PT0.2S;evs.suspect_timeout=PT1S;evs.inactive_timeout=PT2S;evs.install_timeout=PT2S";

const asRoot = process.getuid() === 0;
const AS = asRoot ? ["setpriv", "--reuid=www-data", "--regid=www-data", "--init-groups"] : [];
const SST = path.join(process.env.TEST_FOLDER, "sst");
const PATH = `${SST}:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

async function done(command, ...args) {
  const { status, stdout, stderr } = await run(command, args);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${status}\n${stderr}`);
  return stdout;
}

const asService = (...words) => done(...AS, ...words);

class Node {
  constructor(folder, number, ports) {
    Object.assign(this, { folder, number, ...ports });
  }

  path(...parts) {
    return path.join(this.folder, ...parts);
  }

  async makeFolders() {
    fs.mkdirSync(this.folder, { recursive: true, mode: 0o755 });
    for (const name of ["run", "log", "tmp", "db"]) {
      fs.mkdirSync(this.path(name), { mode: 0o700 });
      if (asRoot) await done("chown", "www-data:www-data", this.path(name));
    }
  }

  get pid() {
    return this.process?.pid;
  }

  arguments(cluster, isFirst) {
    return [
      "--no-defaults", `--datadir=${this.path("db")}`, `--socket=${this.path("run/db.sock")}`, `--pid-file=${this.path("run/mariadb.pid")}`,
      `--tmpdir=${this.path("tmp")}`, `--log-error=${this.path("log/mariadb.log")}`, "--bind-address=127.0.0.1", `--port=${this.port}`,
      "--skip-name-resolve", "--local-infile=0", "--innodb-buffer-pool-size=64M", "--innodb-log-file-size=16M", "--performance-schema=OFF",
      "--character-set-server=utf8mb4", "--default-time-zone=+00:00", "--binlog-format=ROW", "--innodb-autoinc-lock-mode=2",
      "--wsrep-on=ON", `--wsrep-provider=${PROVIDER}`, "--wsrep-cluster-name=certportal", `--wsrep-cluster-address=${cluster}`,
      `--wsrep-node-name=node${this.number}`, "--wsrep-node-address=127.0.0.1", `--wsrep-sst-receive-address=127.0.0.1:${this.sstPort}`,
      `--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:${this.groupPort};ist.recv_addr=127.0.0.1:${this.istPort};gcache.size=32M;${TIMERS}`,
      ...(isFirst ? ["--wsrep-new-cluster"] : []),
    ];
  }

  // Where its own files say that it stands: after a crash its service asks for that, too (galera_recovery). It is ended by
  // force once it has said so: now and then MariaDB 10.11 does not find its end.
  async position() {
    const log = this.path("log/recovery.log");
    await asService("rm", "-f", log);
    const words = [...AS, "mariadbd", ...this.arguments("gcomm://", false).filter((word) => !word.startsWith("--log-error")), `--log-error=${log}`, "--wsrep-recover"];
    const recovery = spawn(words[0], words.slice(1), { stdio: "ignore", env: { PATH } });
    const said = () => /Recovered position:\s*(\S+)/.exec(fs.existsSync(log) ? fs.readFileSync(log, "utf8") : "")?.[1];
    try {
      return await until(`the position of node ${this.number}`, said, { seconds: 30 });
    } finally {
      recovery.kill("SIGKILL");
      await until("its end", () => !isAlive(recovery.pid));
    }
  }

  async start(cluster, { isFirst = false } = {}) {
    const position = fs.existsSync(this.path("log/mariadb.log")) && await this.position();
    const words = [...AS, "mariadbd", ...this.arguments(cluster, isFirst), ...(position ? [`--wsrep-start-position=${position}`] : [])];
    this.process = spawn(words[0], words.slice(1), { detached: true, stdio: "ignore", env: { PATH } });
    this.process.unref();
  }

  signal(name) {
    process.kill(this.pid, name);
  }

  // What the database's administrator types.
  async sql(statement, { timeout = 10 } = {}) {
    const place = ["--no-defaults", `--socket=${this.path("run/db.sock")}`, `--user=${process.env.USER_NAME}`, `--connect-timeout=${timeout}`];
    const { status, stdout, stderr } = await run("mariadb", [...place, "--batch", "--skip-column-names"], { input: statement, timeout: timeout * 1000 });
    if (status !== 0) throw new Error(`node ${this.number}: ${stderr}`);
    return stdout.trim();
  }

  // "Synced" when it takes part; otherwise whatever it is, or "" without an answer.
  async state() {
    const text = await this.sql("SHOW STATUS WHERE Variable_name IN ('wsrep_ready', 'wsrep_local_state_comment')", { timeout: 3 }).catch(() => "");
    const values = Object.fromEntries(text.split("\n").map((line) => line.split("\t")));
    return values.wsrep_ready === "ON" ? values.wsrep_local_state_comment : "";
  }

  async isSynced(seconds = 60) {
    await until(`node ${this.number} in the cluster`, async () => (await this.state()) === "Synced", { seconds, pause: 100 });
  }
}

export class Cluster {
  // Three nodes below `folders`. The first one's files are made; the others get a full copy of them.
  async create(folders) {
    fs.cpSync(process.env.SST_SCRIPTS, SST, { recursive: true }); // to where the nodes' user can read them
    this.nodes = [];
    for (const [index, folder] of folders.entries()) {
      const [port, groupPort, istPort, sstPort] = [await freePort(), await freePort(), await freePort(), await freePort()];
      this.nodes.push(new Node(folder, index + 1, { port, groupPort, istPort, sstPort }));
    }
    const [first, ...others] = this.nodes;
    for (const node of this.nodes) await node.makeFolders();
    await asService("mariadb-install-db", "--no-defaults", `--datadir=${first.path("db")}`, `--tmpdir=${first.path("tmp")}`,
      "--auth-root-authentication-method=socket", `--auth-root-socket-user=${process.env.USER_NAME}`, "--skip-test-db", "--innodb-log-file-size=16M");
    await first.start(this.address, { isFirst: true });
    await first.isSynced();
    for (const node of others) {
      await node.start(this.address);
      await node.isSynced();
    }
    await this.isWhole();
  }

  get address() {
    return `gcomm://${this.nodes.map(({ groupPort }) => `127.0.0.1:${groupPort}`).join(",")}`;
  }

  // One that nothing was done to, for who looks on.
  working() {
    const node = this.nodes.find(({ isHurt }) => !isHurt);
    if (!node) throw new Error("no node works");
    return node;
  }

  // All three are there, and work together. Gives the milliseconds that it took.
  async isWhole(seconds = 90) {
    const began = performance.now();
    await Promise.all(this.nodes.map((node) => node.isSynced(seconds)));
    await until("a cluster of three", async () => (await this.nodes[0].sql("SHOW STATUS LIKE 'wsrep_cluster_size'")).endsWith(`\t${NODES}`), { seconds });
    for (const node of this.nodes) node.isHurt = false;
    return performance.now() - began;
  }

  // Each table has the same rows on all nodes. (CHECKSUM TABLE also counts what stands behind a NULL.)
  async areTheSame(database = "certportal") {
    const columns = await this.working().sql(`SET SESSION group_concat_max_len = 100000; SELECT CONCAT('SELECT \'', TABLE_NAME, '\', COUNT(*), BIT_XOR(CRC32(CONCAT(',
      GROUP_CONCAT('QUOTE(', COLUMN_NAME, ')'), '))) FROM ${database}.', TABLE_NAME) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA='${database}' GROUP BY TABLE_NAME`);
    const sums = `SET SESSION wsrep_sync_wait = 15; ${columns.split("\n").join(";\n")}`;
    let differing;
    await until("the same rows on all nodes", async () => {
      const seen = await Promise.all(this.nodes.map(async (node) => (await node.sql(sums)).split("\n")));
      differing = seen[0].filter((line) => !seen.every((lines) => lines.includes(line)));
      return differing.length === 0;
    }, { pause: 500 }).catch((problem) => { throw new Error(`${problem.message}: ${differing}`); });
  }

  // --- Faults; isWhole() ends each

  kills(...nodes) {
    for (const node of nodes) {
      node.isHurt = true;
      node.signal("SIGKILL");
    }
    return until("the end of nodes", () => nodes.every(({ pid }) => !isAlive(pid)));
  }

  // As for maintenance: it says good-bye to the others.
  async stops(node) {
    node.isHurt = true;
    node.signal("SIGTERM");
    await until(`the end of node ${node.number}`, () => !isAlive(node.pid), { seconds: 60 });
  }

  async rejoins(...nodes) {
    await Promise.all(nodes.map((node) => node.start(this.address)));
  }

  hangs(...nodes) {
    for (const node of nodes) {
      node.isHurt = true;
      node.signal("SIGSTOP");
    }
  }

  goesOn(...nodes) {
    for (const node of nodes) node.signal("SIGCONT");
  }

  async stop() {
    for (const { pid } of this.nodes ?? []) if (pid && isAlive(pid)) process.kill(pid, "SIGKILL");
    await until("the end of all nodes", () => (this.nodes ?? []).every(({ pid }) => !pid || !isAlive(pid)));
  }
}
