// A whole portal of its own (scripts/stack): MariaDB, nginx, workers, jobs below one folder, on a free port, without
// demo data. Every portal that a test run starts is ended with it: test/support/run stops what is left.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";

import { Browser } from "./browser.mjs";
import { Contact, GOOD_PASSWORD } from "./contact.mjs";
import { parseMail } from "./mail.mjs";
import { until } from "./until.mjs";

export const ROOT = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../..");
export const BUILD = process.env.BUILD ?? path.join(ROOT, "build");
const FOLDER = process.env.TEST_FOLDER;

// Runs a program to its end: { status, stdout, stderr }.
export function run(command, args, { input, env, timeout = 90_000 } = {}) {
  return new Promise((resolve) => {
    const child = execFile(command, args, { env: env ?? process.env, timeout, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      resolve({ status: error ? (error.code ?? error.signal) : 0, stdout, stderr });
    });
    child.stdin.on("error", () => {}); // it may end without reading
    child.stdin.end(input);
  });
}

// Below the kernel's own range for clients, where a port could be taken between this look and its use.
export async function freePort() {
  for (;;) {
    const port = 20000 + Math.floor(Math.random() * 12000);
    const server = net.createServer();
    const isFree = await new Promise((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => resolve(true));
    });
    if (isFree) await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
}

let count = 0;

export class Portal {
  constructor(name, port, { workers, limits, demo, build = BUILD }) {
    count += 1;
    this.state = path.join(FOLDER, `${count}-${name}`);
    this.port = port;
    this.build = build;
    this.variables = { WORKERS: workers, LIMITS: limits, DEMO: demo };
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  path(...parts) {
    return path.join(this.state, ...parts);
  }

  // --- The stack

  get environment() {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, STATE: this.state, PORT: this.port, BUILD: this.build, ...this.variables };
    for (const name of Object.keys(env)) if (env[name] === undefined) delete env[name];
    return env;
  }

  stack(command) {
    return run(path.join(ROOT, "scripts/stack"), [command], { env: this.environment });
  }

  async start() {
    const { status, stdout, stderr } = await this.stack("start");
    if (status !== 0) throw new Error(`stack start: ${status}\n${stdout}${stderr}`);
    return this;
  }

  async reload() {
    const { status, stdout, stderr } = await this.stack("reload");
    if (status !== 0) throw new Error(`stack reload: ${status}\n${stdout}${stderr}`);
  }

  stop() {
    return this.stack("stop");
  }

  pid(service) {
    return Number(fs.readFileSync(this.path("run", `${service}.pid`), "utf8"));
  }

  // Stops a service by SIGSTOP until the function that this gives is called: once none of its threads runs any more.
  async freezes(service) {
    const pid = this.pid(service);
    process.kill(pid, "SIGSTOP");
    const stands = (task) => /^State:\s*T/m.test(fs.readFileSync(`/proc/${pid}/task/${task}/status`, "utf8"));
    await until(`${service} stands still`, () => fs.readdirSync(`/proc/${pid}/task`).every(stands));
    return () => process.kill(pid, "SIGCONT");
  }

  // Process ids of the workers themselves, below multiwatch.
  workers() {
    return childrenOf(this.pid("workers"));
  }

  // All living processes that belong to this portal.
  async processes() {
    const { stdout } = await run("pgrep", ["-f", `${this.state}/`]);
    return stdout.split("\n").filter(Boolean).map(Number).filter((pid) => pid !== process.pid && isAlive(pid));
  }

  // --- What operators and tests may touch

  // `stdin` feeds the command; a password, mostly.
  cli(args, stdin = "") {
    return run(path.join(this.build, "certportal"), ["--config", this.path("certportal.conf"), ...args.map(String)], { input: stdin });
  }

  async done(args, stdin) {
    const result = await this.cli(args, stdin);
    if (result.status !== 0) throw new Error(`certportal ${args.join(" ")}: exit ${result.status}\n${result.stderr}`);
    return result.stdout;
  }

  async json(args) {
    return JSON.parse(await this.done([...args, "--json"]));
  }

  // The client's arguments.
  database() {
    const place = ["--no-defaults", `--socket=${this.path("run/db.sock")}`, `--user=${process.env.USER_NAME}`, "--database=certportal"];
    return [...place, "--default-character-set=utf8mb4", "--batch", "--skip-column-names"];
  }

  // Done again where it met jobs at the same rows.
  async sql(statement, tries = 5) {
    const { status, stdout, stderr } = await run("mariadb", this.database(), { input: statement });
    if (status === 0) return stdout.trim();
    if (tries > 1 && stderr.includes("ERROR 1213 (40001) at line 1:")) return this.sql(statement, tries - 1);
    throw new Error(`${statement}: ${stderr}`);
  }

  // Does `statement` in a transaction that stays open, with its locks, until the function that this gives is called:
  // that ends it by ROLLBACK, or as told.
  async holds(statement) {
    const client = spawn("mariadb", [...this.database(), "--unbuffered"], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(client, "close");
    client.stdin.write(`START TRANSACTION;\n${statement};\nSELECT 'held';\n`);
    let said = "";
    for await (const chunk of client.stdout.iterator({ destroyOnReturn: false })) {
      said += chunk;
      if (/^held$/m.test(said)) break;
    }
    if (!/^held$/m.test(said)) throw new Error(`not held: ${statement}`);
    return async (end = "ROLLBACK") => {
      client.stdin.end(`${end};\n`);
      await ended;
    };
  }

  // Moves the program's clock: seconds from the real time.
  set clockOffset(seconds) {
    fs.writeFileSync(this.path("clock-offset.new"), String(Math.round(seconds)));
    fs.renameSync(this.path("clock-offset.new"), this.path("clock-offset"));
    this.offset = Math.round(seconds);
  }

  later({ seconds = 0, minutes = 0, hours = 0, days = 0 }) {
    this.clockOffset = (this.offset ?? 0) + seconds + 60 * minutes + 3600 * hours + 86400 * days;
  }

  // configure({ table_prefix: "x_" }): common keys of certportal.conf; undefined removes one. Takes effect at a reload.
  configure(keys) {
    const file = this.path("certportal.conf");
    const [, common, sections] = /^([\s\S]*?)(^\[[\s\S]*)$/m.exec(fs.readFileSync(file, "utf8"));
    let lines = common.split("\n");
    for (const [key, value] of Object.entries(keys)) {
      lines = lines.filter((line) => !new RegExp(`^\\s*${key}\\s*=`).test(line));
      if (value !== undefined) lines.unshift(`${key} = ${value}`);
    }
    fs.writeFileSync(file, lines.join("\n") + sections);
  }

  log(name) {
    const file = this.path("log", name);
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  }

  secret(name) {
    return fs.readFileSync(this.path("secret", name), "utf8").trim();
  }

  logs() {
    return fs.readdirSync(this.path("log")).map((name) => this.log(name)).join("\n");
  }

  // Replaces the sendmail command by a shell script; without one, puts the first back.
  sendmail(script) {
    const [now, before] = [this.path("sendmail"), this.path("sendmail.first")];
    if (!fs.existsSync(before)) fs.renameSync(now, before);
    if (script === null) return fs.rmSync(now, { force: true });
    if (script === undefined) fs.copyFileSync(before, `${now}.new`);
    else fs.writeFileSync(`${now}.new`, `#!/bin/sh\n${script}\n`);
    fs.chmodSync(`${now}.new`, 0o755);
    fs.renameSync(`${now}.new`, now);
  }

  // --- Mails

  mails(to) {
    const folder = this.path("mail/new");
    const all = fs.readdirSync(folder).sort().map((name) => parseMail(fs.readFileSync(path.join(folder, name))));
    return to ? all.filter((mail) => mail.to.includes(to)) : all;
  }

  // The `nth` mail to this address, the first by default.
  async waitForMail(to, nth = 1) {
    const mails = await until(`mail ${nth} to ${to}`, () => (this.mails(to).length >= nth ? this.mails(to) : null));
    return mails[nth - 1];
  }

  // The first mail to this address that `is` takes.
  mailTo(to, is) {
    return until(`a mail to ${to}`, () => this.mails(to).find(is));
  }

  // Until the outbox holds nothing that waits.
  async mailsAreOut() {
    await until("an empty outbox", async () => (await this.sql("SELECT COUNT(*) FROM outbox WHERE state <> 'sent'")) === "0", { pause: 50, seconds: 60 }); // hundreds, after a load
  }

  // --- People

  browser(options) {
    return new Browser(this.url, options);
  }

  // An account made by the operator; not signed in.
  async account(email, name = "Anna Alt", { password = GOOD_PASSWORD, role, locale } = {}) {
    const chosen = Object.entries({ "--role": role, "--locale": locale }).filter(([, value]) => value !== undefined).flat();
    await this.done(["user", "create", "--email", email, "--name", name, ...chosen], `${password}\n`);
    return new Contact(this, { email, name, password });
  }

  // An account as people get theirs: registered and confirmed in the browser.
  async registered(email, name = "Anna Alt") {
    const contact = new Contact(this, { email, name, password: GOOD_PASSWORD });
    await contact.registers();
    await contact.confirms();
    return contact;
  }

  async signedIn(email, name, options) {
    const contact = await this.account(email, name, options);
    await contact.signIn();
    if (options?.role === "officer" && (await contact.get("/")).status === 303) await contact.setsUpSecondFactor();
    return contact;
  }

  // { status, imported, known, refused, lines } of `certificate import`.
  async imports(organisation, files) {
    const { status, stdout, stderr } = await this.cli(["certificate", "import", "--organisation", organisation, ...files]);
    const counts = /^imported (\d+), known (\d+), refused (\d+)$/m.exec(stdout);
    const [imported, known, refused] = (counts ?? []).slice(1).map(Number);
    return { status, imported, known, refused, stdout, stderr, lines: (stdout + stderr).trim().split("\n") };
  }
}

export function isAlive(pid) {
  try {
    return !/^State:\s*Z/m.test(fs.readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

function childrenOf(pid) {
  return fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
}

// A portal that is made, not yet started: for tests of starting itself.
export async function newPortal(name, { limits = 1, workers = 2, demo = 0, build } = {}) {
  return new Portal(name, await freePort(), { limits, workers, demo, build });
}

export async function startPortal(name, options) {
  return (await newPortal(name, options)).start();
}

const shared = new Map();

// The portal of that name which all tests of this run share; they keep to accounts and organisations of their own.
export function sharedPortal(name = "shared", options) {
  if (!shared.has(name)) shared.set(name, startPortal(name, options));
  return shared.get(name);
}

// An e-mail address that no other test uses.
let addresses = 0;
export function anAddress(name = "anna") {
  addresses += 1;
  return `${name}.${addresses}@example.org`;
}

export { spawn };
