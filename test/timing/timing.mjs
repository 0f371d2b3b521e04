// Whether the time of an answer tells who has an account. Known and unknown addresses take turns in random order, so that
// whatever else happens meets both alike; then Welch's t of the two means, once of all times and once of the fastest nine
// tenths, where a small difference shows that the slow ones hide.
import http from "node:http";
import { randomInt } from "node:crypto";

import { GOOD_PASSWORD, OTHER_PASSWORD } from "../support/contact.mjs";
import { startPortal } from "../support/portal.mjs";

const TRIES = Number(process.env.TRIES ?? 2000);
// Of tests of leaks like this one (dudect): by chance |t| is larger in one of 150,000.
const TOO_LARGE = 4.5;

const portal = await startPortal("timing", { limits: 0, workers: 1 });
const model = await portal.account("vorbild@example.org");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
// All of one length, and each asked once a form.
const address = (kind, number) => `${kind}-${String(number).padStart(6, "0")}@example.org`;
const rows = Array.from({ length: TRIES }, (_, i) => `('${address("bekannt", i)}')`);
await portal.sql(`CREATE TEMPORARY TABLE known (email VARCHAR(254)); INSERT INTO known VALUES ${rows}; ` +
  `INSERT INTO account (email, name, password_hash, created_at) SELECT k.email, 'Anna Alt', a.password_hash, a.created_at FROM known k JOIN account a ON a.email='${model.email}'; ` +
  "ANALYZE TABLE account");

// The cookie and the token of an open form, good for all of them.
async function openForm() {
  const browser = portal.browser();
  const { csrfToken } = await browser.get("/login");
  return { cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; "), token: csrfToken };
}
const { cookie, token } = await openForm();

// Milliseconds until the answer has come whole.
function post(path, fields, status) {
  const body = new URLSearchParams({ csrf_token: token, ...fields }).toString();
  const headers = { Cookie: cookie, Origin: portal.url, "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const request = http.request({ agent, method: "POST", host: "127.0.0.1", port: portal.port, path, headers }, (response) => {
      response.on("error", reject).resume().on("end", () => {
        const took = performance.now() - began;
        if (response.statusCode === status) resolve(took);
        else reject(new Error(`POST ${path}: ${response.statusCode}, not ${status}`));
      });
    });
    request.on("error", reject).end(body);
  });
}

const signsIn = (email) => post("/login", { email, password: OTHER_PASSWORD }, 422);
const forgets = (email) => post("/password/forgot", { email }, 303);
const registers = (email) => post("/register", { email, name: "Anna Alt", phone: "", password: GOOD_PASSWORD, password_repeat: GOOD_PASSWORD }, 303);
const known = (number) => address("bekannt", number);
const unknown = (number) => address("niemand", number);

// The first of two must be the same to the clock as the second; the last two lines are of the measurement itself.
const pairs = [
  ["sign-in, wrong password", [(i) => signsIn(known(i)), (i) => signsIn(unknown(i))]],
  ["password forgotten", [(i) => forgets(known(i)), (i) => forgets(unknown(i))]],
  ["registration", [(i) => registers(known(i)), (i) => registers(unknown(i))]],
  ["control: unknown and unknown", [(i) => signsIn(unknown(i)), (i) => signsIn(address("keiner-", i))]],
  ["control: unknown and no address", [(i) => signsIn(unknown(i)), () => signsIn("niemand")], "differ"],
];

async function measure([first, second]) {
  const times = [[], []];
  for (let i = 0; i < 50; i += 1) await signsIn(unknown(i)); // until all is warm
  for (let i = 0; i < TRIES; i += 1) {
    const order = randomInt(2) ? [0, 1] : [1, 0];
    for (const which of order) times[which].push(await [first, second][which](i));
  }
  return times.map((list) => Float64Array.from(list).sort());
}

const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;

function variance(list) {
  const middle = mean(list);
  return list.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (list.length - 1);
}

// The difference of the means in microseconds, its standard error, and t.
function compare(one, other) {
  const [a, b] = [one, other].map((list) => ({ mean: mean(list), square: variance(list) / list.length }));
  const difference = a.mean - b.mean;
  const error = Math.sqrt(a.square + b.square);
  return { difference: difference * 1000, error: error * 1000, t: difference / error };
}

const median = (sorted) => sorted[Math.floor(sorted.length / 2)];
const faster = (sorted) => sorted.subarray(0, Math.floor(sorted.length * 0.9));

let told = 0;
const line = (cells) => console.log(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(34) : String(cell).padStart(16))).join(""));
line([`${TRIES} tries each, in turns`, "medians, ms", "means differ, us", "t", "fastest 90 %, us", "t", ""]);
for (const [title, forms, wanted = "same"] of pairs) {
  const [one, other] = await measure(forms);
  const [all, most] = [compare(one, other), compare(faster(one), faster(other))];
  const is = Math.max(Math.abs(all.t), Math.abs(most.t)) < TOO_LARGE ? "same" : "differ";
  if (is !== wanted) told += 1;
  const shown = ({ difference, error }) => `${difference.toFixed(0)} ± ${(1.96 * error).toFixed(0)}`;
  line([title, `${median(one).toFixed(2)} ${median(other).toFixed(2)}`, shown(all), all.t.toFixed(1), shown(most), most.t.toFixed(1), is === wanted ? is : `${is.toUpperCase()}!`]);
}
agent.destroy();
process.exitCode = told > 0 ? 1 : 0;
