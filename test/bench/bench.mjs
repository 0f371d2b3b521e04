// The measurement itself; test/bench/run prepares and cleans up around it.
import { spawn } from "node:child_process";
import fs from "node:fs";

import { ROOT, run, startPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";
import { ask } from "../support/fastcgi.mjs";
import { measureOrders } from "./orders.mjs";

const TOTAL = Number(process.env.CERTIFICATES ?? 1_000_000);
const BIG = Math.min(100_000, Math.floor(TOTAL / 2));
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 2);
const WORKERS = 4;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const note = (text) => process.stderr.write(`${text}\n`);

// The floor program behind the same nginx, as many processes of it as there are workers.
async function startFloor(portal) {
  const socket = portal.path("run", "floor.sock");
  const as = process.getuid() === 0 ? ["setpriv", "--reuid=www-data", "--regid=www-data", "--init-groups", "--"] : [];
  const command = [...as, "spawn-fcgi", "-n", "-s", socket, "-M", "0660", "-b", "1024", "--", "/usr/bin/multiwatch", "-f", String(WORKERS), "--", process.env.FLOOR];
  const child = spawn(command[0], command.slice(1), { stdio: "ignore", env: { PATH: process.env.PATH, LIBFCGI_OS_CLOSE_POLL_TIMEOUT: "0" } });
  const file = portal.path("nginx.conf");
  const conf = fs.readFileSync(file, "utf8").replace("location / {", `location = /floor { fastcgi_pass unix:${socket}; }\n    location / {`);
  fs.writeFileSync(file, conf);
  process.kill(portal.pid("nginx"), "SIGHUP");
  await until("the floor", async () => (await fetch(`${portal.url}/floor`)).status === 200);
  return child;
}

async function wrk(portal, { path, cookie, connections = 16 }) {
  const header = cookie ? ["-H", `Cookie: ${cookie}`] : [];
  const { stdout } = await run("wrk", [`-t${Math.min(2, connections)}`, `-c${connections}`, `-d${SECONDS}s`, "--latency", ...header, portal.url + path]);
  const number = (pattern) => Number(pattern.exec(stdout)?.[1] ?? NaN);
  const [, value, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? [0, NaN, "ms"];
  if (/Non-2xx/.test(stdout)) throw new Error(`${path}: ${stdout}`);
  return { rate: number(/Requests\/sec:\s+([\d.]+)/), p99: Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit] };
}

async function fetchPage(portal, { path, cookie }) {
  const began = performance.now();
  const answer = await fetch(portal.url + path, { headers: cookie ? { Cookie: cookie } : {}, redirect: "manual" });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return { body, bytes: Buffer.byteLength(body), ms: performance.now() - began };
}

// The key of the `count`-th page, walked by its next links.
async function walk(portal, page, count) {
  let { path } = page;
  for (let i = 1; i < count; i += 1) {
    const { body } = await fetchPage(portal, { ...page, path });
    const next = /href="([^"]*[?&;]after=[^"]*)"/.exec(body);
    if (!next) throw new Error(`page ${i} has no next`);
    path = new URL(next[1].replaceAll("&amp;", "&"), portal.url + path).href.slice(portal.url.length);
  }
  return { ...page, path };
}

function workerMemory(portal) {
  const field = (pid, name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]);
  const of = (name) => portal.workers().map((pid) => field(pid, name) / 1024);
  return { pss: median(of("Pss")), dirty: median(of("Private_Dirty")), rss: median(of("Rss")) };
}

async function startUp(portal) {
  const times = [];
  for (let i = 0; i < 7; i += 1) {
    const socket = portal.path("tmp", `start-${i}.sock`);
    const began = performance.now();
    const child = spawn(`${portal.path("program", "certportal")}`, ["--config", portal.path("certportal.conf"), "worker", "--listen", `unix:${socket}`], { stdio: "ignore" });
    for (;;) {
      const answer = await ask(socket, "/login").catch(() => "");
      if (answer.includes("Status: 200")) break;
      await new Promise((resolve) => setTimeout(resolve, 0.5));
    }
    times.push(performance.now() - began);
    child.kill("SIGTERM");
  }
  return median(times);
}

async function prepare() {
  const portal = await startPortal("bench", { limits: 0, workers: WORKERS });
  const contact = await portal.account("bench@example.org", "Bench");
  note(`filling ${TOTAL} certificates`);
  const began = performance.now();
  const filled = await run(`${ROOT}/scripts/fill-database`, [portal.path("run/db.sock"), "certportal", contact.email, String(TOTAL), String(BIG), "100"], { timeout: 600_000 });
  if (filled.status !== 0) throw new Error(filled.stderr);
  const seconds = (performance.now() - began) / 1000;
  const [small] = /small (ORG-\d+)/.exec(filled.stdout).slice(1);
  const [big] = /big (ORG-\d+)/.exec(filled.stdout).slice(1);
  await contact.signIn();
  return { portal, contact, small, big, seconds };
}

const { portal, contact, small, big, seconds } = await prepare();
const floor = await startFloor(portal);
const cookie = [...contact.browser.jar].map(([name, value]) => `${name}=${value}`).join("; ");
const list = { path: `/certificates?organisation=${small}`, cookie };
const first = await fetchPage(portal, list);
const number = /data-reference="(\d+)"/.exec(first.body)[1];
const bigList = { path: `/certificates?organisation=${big}`, cookie };
const deep = BIG >= 25_000 ? 1000 : Math.floor(BIG / 50);
note(`walking to page ${deep}`);
const pages = {
  floor: { path: "/floor" },
  list,
  bigList,
  bigListDeep: await walk(portal, bigList, deep),
  details: { path: `/certificates/${number}`, cookie },
  pem: { path: `/certificates/${number}/download/pem`, cookie },
  login: { path: "/login" },
  search: { path: `/certificates?organisation=${big}&q=ogin-4`, cookie },
};
const results = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  note(`round ${round + 1} of ${ROUNDS}`);
  for (const [name, page] of Object.entries(pages)) results[name].push(await wrk(portal, { ...page, connections: name === "search" ? 1 : 16 }));
}
const memory = workerMemory(portal);
const start = await startUp(portal);
floor.kill("SIGTERM");
note("orders, import, CRL");
const orders = await measureOrders(portal, contact, { rounds: Math.min(ROUNDS, 3), load: () => wrk(portal, list) });

const rate = (name) => median(results[name].map((result) => result.rate));
const share = (name) => median(results[name].map((result, i) => result.rate / results.floor[i].rate));
const p99 = (name) => median(results[name].map((result) => result.p99));
const rows = [
  ["what", "measured", "must", "aim"],
  ["floor: 20 bytes by FastCGI, requests/s", rate("floor").toFixed(0), "", ""],
  ["list page, 25 of 100 rows, requests/s", rate("list").toFixed(0), "", ""],
  ["  as a share of the floor", share("list").toFixed(3), "0.17", "0.28"],
  ["  p99 at 16 connections, ms", p99("list").toFixed(1), "10", "5"],
  ["  bytes of HTML", String(first.bytes), "", ""],
  [`list page, 25 of ${BIG} rows, share of the floor`, share("bigList").toFixed(3), "", ""],
  ["  cost against 25 of 100 rows", (rate("list") / rate("bigList")).toFixed(2), "", ""],
  [`  page ${deep} against page 1`, (rate("bigList") / rate("bigListDeep")).toFixed(2), "1.5", "1.1"],
  [`search of a name's part in ${BIG}, ms`, (1000 / rate("search")).toFixed(1), "50", "10"],
  ["details page, share of the floor", share("details").toFixed(3), "", ""],
  ["PEM download, share of the floor", share("pem").toFixed(3), "0.5", "0.7"],
  ["sign-in form, share of the floor", share("login").toFixed(3), "", ""],
  [`worker PSS, ${WORKERS} of them, MB`, memory.pss.toFixed(1), "4", "3"],
  ["worker private dirty, MB", memory.dirty.toFixed(1), "2", "1.3"],
  ["worker RSS, MB", memory.rss.toFixed(1), "", ""],
  ["worker start to first page, ms", start.toFixed(1), "50", "15"],
  [`filling ${TOTAL} certificates, s`, seconds.toFixed(0), "", ""],
  ...orders,
];
for (const [what, ...figures] of rows) console.log(what.padEnd(48) + figures.map((figure) => figure.padStart(10)).join(""));
await portal.stop();
