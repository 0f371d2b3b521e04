// A strict reader of Prometheus' text format 0.0.4, stricter than Prometheus itself: what it takes, any reader takes.
import assert from "node:assert/strict";
import http from "node:http";

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const LABEL = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"`;
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (-?[0-9.]+(?:e[+-]?[0-9]+)?|[+-]Inf|NaN)$`);
const TYPES = ["counter", "gauge", "histogram"];

// Map of families, each { name, help, type, samples: [{ name, labels: {…}, value }] }; throws at the first fault.
export function parseMetrics(text) {
  assert.ok(text.endsWith("\n"), "the last line ends");
  const families = new Map();
  const seen = new Set();
  let family = null;
  for (const line of text.slice(0, -1).split("\n")) {
    const help = new RegExp(`^# HELP (${NAME}) (\\S.*)$`).exec(line);
    const type = new RegExp(`^# TYPE (${NAME}) (\\w+)$`).exec(line);
    if (help) {
      assert.ok(!families.has(help[1]), `a family stands once, in one piece: ${line}`);
      assert.ok(family === null || family.type, `TYPE follows HELP: ${line}`);
      family = { name: help[1], help: help[2], samples: [] };
      families.set(family.name, family);
    } else if (type) {
      assert.equal(type[1], family?.name, `TYPE follows HELP: ${line}`);
      assert.equal(family.type, undefined, `one TYPE: ${line}`);
      assert.ok(TYPES.includes(type[2]), line);
      family.type = type[2];
    } else {
      const sample = readSample(line);
      assert.ok(family?.type, `HELP and TYPE come first: ${line}`);
      assert.ok(!seen.has(sample.key), `no sample stands twice: ${line}`);
      seen.add(sample.key);
      checkName(sample, family, line);
      family.samples.push(sample);
    }
  }
  for (const each of families.values()) checkFamily(each);
  return families;
}

function readSample(line) {
  const [, name, inside, number] = SAMPLE.exec(line) ?? assert.fail(`no sample: ${line}`);
  const labels = {};
  for (const pair of inside?.match(new RegExp(LABEL, "g")) ?? []) {
    const [label, quoted] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    assert.ok(!(label in labels), `a label stands once: ${line}`);
    labels[label] = JSON.parse(quoted);
  }
  const sorted = Object.keys(labels).sort().map((label) => `${label}=${labels[label]}`);
  return { name, labels, value: Number(number.replace("Inf", "Infinity")), key: [name, ...sorted].join("\n") };
}

function checkName(sample, family, line) {
  const suffixes = family.type === "histogram" ? ["_bucket", "_sum", "_count"] : [""];
  assert.ok(suffixes.some((suffix) => sample.name === family.name + suffix), `a sample of its family: ${line}`);
  assert.equal("le" in sample.labels, sample.name === `${family.name}_bucket`, `le is for buckets: ${line}`);
}

function checkFamily(family) {
  assert.ok(family.type, `${family.name} has a TYPE`);
  assert.equal(family.type === "counter", family.name.endsWith("_total"), `${family.name}: counters end in _total`);
  if (family.type === "counter") assert.ok(family.samples.every(({ value }) => value >= 0), `${family.name} >= 0`);
  if (family.type === "histogram") checkHistogram(family);
}

function checkHistogram({ name, samples }) {
  const buckets = samples.filter((sample) => sample.name === `${name}_bucket`);
  const bounds = buckets.map(({ labels }) => Number(labels.le.replace("Inf", "Infinity")));
  for (let i = 1; i < buckets.length; ++i) {
    assert.ok(bounds[i] > bounds[i - 1], `${name}: bounds rise`);
    assert.ok(buckets[i].value >= buckets[i - 1].value, `${name}: buckets hold those below`);
  }
  assert.equal(bounds.at(-1), Infinity, `${name}: the last bucket is +Inf`);
  assert.equal(samples.find((sample) => sample.name === `${name}_count`).value, buckets.at(-1).value, `${name}: +Inf is the count`);
  assert.equal(samples.filter((sample) => sample.name === `${name}_sum`).length, 1);
}

// What a stack's socket for Prometheus answers: { status, type, text }.
export function askMetrics(portal, path = "/metrics") {
  return new Promise((resolve, reject) => {
    const request = http.get({ socketPath: portal.path("run/metrics.sock"), path, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => { text += part; });
      response.on("end", () => resolve({ status: response.statusCode, type: response.headers["content-type"], text }));
    });
    request.on("error", reject);
  });
}

export class Metrics {
  static async of(portal) {
    const { status, text } = await askMetrics(portal);
    assert.equal(status, 200, text);
    return new Metrics(parseMetrics(text));
  }

  constructor(families) {
    this.families = families;
  }

  // The sum of the samples of that name with these labels, or undefined.
  value(name, labels = {}) {
    const all = [...this.families.values()].flatMap(({ samples }) => samples);
    const found = all.filter((sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value));
    return found.length === 0 ? undefined : found.reduce((sum, sample) => sum + sample.value, 0);
  }
}
