// What operators watch: certportal status, /metrics, /readyz, workers that retire.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";

import { askMetrics, Metrics, parseMetrics } from "../support/metrics.mjs";
import { anAddress, ROOT, startPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
before(async () => { portal = await startPortal("watching", { limits: 0 }); });

const get = async (address) => (await portal.browser().get(address)).status;
const repeat = (count, work) => Promise.all(Array.from({ length: count }, work));
const answered = (metrics) => metrics.value("certportal_requests_total");
const statusOf = () => portal.json(["status"]);

describe("/metrics", () => {
  it("is Prometheus' text format to the letter", async () => {
    const { status, type, text } = await askMetrics(portal);
    assert.equal(status, 200);
    assert.equal(type, "text/plain; version=0.0.4; charset=utf-8");
    for (const name of parseMetrics(text).keys()) assert.match(name, /^certportal_/);
  });

  it("counts requests by status, their durations and statements, but not itself", async () => {
    const before = await Metrics.of(portal);
    assert.equal(answered(await Metrics.of(portal)), answered(before));
    assert.deepEqual(await repeat(10, () => get("/healthz")), Array(10).fill(200));
    await get("/no-such-page");
    const risen = await until("11 more", async () => {
      const now = await Metrics.of(portal);
      return answered(now) === answered(before) + 11 && now;
    });
    const rise = (name, labels) => risen.value(name, labels) - before.value(name, labels);
    assert.equal(rise("certportal_requests_total", { class: "2xx" }), 10);
    assert.equal(rise("certportal_requests_total", { class: "4xx" }), 1);
    assert.equal(rise("certportal_request_duration_seconds_count"), 11);
    assert.ok(rise("certportal_request_duration_seconds_sum") > 0);
    assert.ok(rise("certportal_database_statements_total") >= 10);
  });

  it("tells of workers, database and the installation", async () => {
    await portal.mailsAreOut();
    const metrics = await until("jobs was seen", async () => {
      const now = await Metrics.of(portal);
      return now.value("certportal_jobs_seen_timestamp_seconds") > 0 && now;
    });
    assert.equal(metrics.value("certportal_scoreboard_up"), 1);
    assert.equal(metrics.value("certportal_workers"), 2);
    assert.equal(metrics.value("certportal_workers_wanted"), 2);
    assert.ok(metrics.value("certportal_worker_resident_bytes_highest") > 1e6);
    assert.equal(metrics.value("certportal_database_up"), 1);
    assert.equal(metrics.value("certportal_database_workers", { host: `unix:${portal.path("run/db.sock")}` }), 2);
    assert.equal(metrics.value("certportal_outbox_waiting"), 0);
    assert.equal(metrics.value("certportal_orders"), 0);
    assert.ok(metrics.value("certportal_crl_ends_timestamp_seconds", { issuer: "local" }) > Date.now() / 1000);
  });

  it("is there for nobody who comes by the public address, whatever the client sends", async () => {
    const headers = { "CERTPORTAL-METRICS": "1", CERTPORTAL_METRICS: "1" };
    assert.equal((await portal.browser().get("/metrics", { headers })).status, 404);
    assert.equal((await askMetrics(portal, "/login")).status, 404, "and no page by the other");
  });

  it("knows every name of the dashboard", async () => {
    const dashboard = JSON.parse(fs.readFileSync(path.join(ROOT, "doc/grafana.json"), "utf8"));
    const names = new Set(JSON.stringify(dashboard).match(/certportal_\w+/g));
    assert.ok(names.size > 10);
    const { families } = await Metrics.of(portal);
    for (const name of names) assert.ok(families.has(name) || families.has(name.replace(/_(bucket|sum|count)$/, "")), name);
    const ids = dashboard.panels.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, "each panel has an id of its own");
  });

  it("never falls, though a worker is killed", async () => {
    await repeat(10, () => get("/healthz"));
    const before = await Metrics.of(portal);
    for (const { pid } of await statusOf()) process.kill(pid, "SIGKILL");
    const after = await until("new workers", async () => {
      const now = await Metrics.of(portal).catch(() => null);
      return now?.value("certportal_workers") === 2 && now;
    });
    assert.ok(answered(after) >= answered(before));
    assert.equal(after.value("certportal_workers_started_total"), before.value("certportal_workers_started_total") + 2);
  });
});

describe("certportal status", () => {
  it("lists each worker, for people and for programs", async () => {
    await repeat(5, () => get("/healthz"));
    const workers = await until("idle workers", async () => {
      const all = await statusOf();
      return all.every(({ state }) => state === "idle") && all;
    });
    assert.deepEqual(workers.map(({ pid }) => pid).sort(), portal.workers().sort());
    assert.ok(workers.reduce((sum, { requests }) => sum + requests, 0) >= 5);
    assert.ok(workers.some((worker) => worker.requests_per_second > 0));
    const [{ pid, memory_bytes: memory, since, last_error: error }] = workers;
    assert.ok(memory > 1e6 && memory < 1e8);
    assert.ok(Math.abs(Date.parse(since) - Date.now()) < 600_000);
    assert.equal(error, null);
    const table = await portal.done(["status"]);
    assert.match(table, /^PID +STATE +SINCE +REQUESTS +REQUESTS\/S +MEMORY +DATABASE HOST +LAST ERROR$/m);
    assert.match(table, new RegExp(`^${pid} +(idle|busy) +\\d+ s +\\d+ +[\\d.]+ +\\d+ MB +`, "m"));
  });
});

describe("/readyz", () => {
  const ready = async () => {
    const answer = await portal.browser().get("/readyz");
    return `${answer.status} ${answer.text.trim()}`;
  };

  it("says no while the host is drained or the database takes no writes", async () => {
    assert.equal(await ready(), "200 ready");
    fs.writeFileSync(portal.path("run/drain"), "");
    assert.match(await ready(), /^503 drained/);
    assert.equal(await get("/healthz"), 200);
    fs.rmSync(portal.path("run/drain"));
    await portal.sql("SET GLOBAL read_only = 1");
    assert.match(await ready(), /^503 the database takes no writes/);
    await portal.sql("SET GLOBAL read_only = 0");
    assert.equal(await ready(), "200 ready");
  });

  it("says no while there is no database; metrics and status go on and tell why", async () => {
    process.kill(portal.pid("mariadb"), "SIGKILL");
    await until("503", async () => /^503 the database does not answer/.test(await ready()));
    await until("an error", async () => (await get("/login")) === 503 || (await get("/healthz")) === 503);
    const metrics = await Metrics.of(portal);
    assert.equal(metrics.value("certportal_database_up"), 0);
    assert.ok(metrics.value("certportal_database_failures_total") > 0);
    assert.ok(metrics.value("certportal_logged_errors_total") > 0);
    assert.equal(metrics.value("certportal_orders"), undefined);
    const errors = (await statusOf()).map((worker) => worker.last_error).filter(Boolean);
    assert.match(errors[0], /^unavailable: /);
    await portal.start();
    assert.equal(await ready(), "200 ready");
  });
});

describe("a worker", () => {
  it("retires after its last request, is replaced, and no request is lost", async () => {
    portal.configure({ worker_max_requests: 20 });
    await portal.reload();
    const started = (await Metrics.of(portal)).value("certportal_workers_started_total");
    const anna = await portal.signedIn(anAddress());
    for (let round = 0; round < 15; ++round) {
      const statuses = await repeat(8, async () => (await anna.gets("/certificates")).status);
      assert.deepEqual(statuses, Array(8).fill(200));
    }
    const more = (await Metrics.of(portal)).value("certportal_workers_started_total") - started;
    assert.ok(more >= 3 && more <= 6, `${more} were replaced`);
    assert.match(portal.log("workers.log"), / info retires requests=2[0-2] megabytes=\d+$/m);
    portal.configure({ worker_max_requests: undefined });
  });

  it("serves on where the scoreboard cannot be used, and status says so", async () => {
    fs.rmSync(portal.path("run/scoreboard"));
    fs.mkdirSync(portal.path("run/scoreboard"));
    await portal.reload();
    assert.equal(await get("/healthz"), 200);
    assert.match(portal.log("workers.log"), / warning scoreboard .*neither status nor metrics show this worker$/m);
    const { status, stderr } = await portal.cli(["status"]);
    assert.equal(status, 1);
    assert.match(stderr, /^certportal: scoreboard [^\n]*\n$/);
    const metrics = await Metrics.of(portal);
    assert.equal(metrics.value("certportal_scoreboard_up"), 0);
    assert.equal(metrics.value("certportal_database_up"), 1);
    fs.rmdirSync(portal.path("run/scoreboard"));
  });
});
