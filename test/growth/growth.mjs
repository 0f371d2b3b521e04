// The memory of a worker under a mixed load: every page and download that a contact, an officer and a stranger can reach,
// and every form, empty, filled in with nonsense or without its token; sign-ins, right and wrong; CSRs.
import assert from "node:assert/strict";
import fs from "node:fs";

import { GOOD_PASSWORD, OTHER_PASSWORD } from "../support/contact.mjs";
import { crawl } from "../support/crawl.mjs";
import { csr } from "../support/csr.mjs";
import { everything } from "../support/everything.mjs";
import { Load } from "../support/load.mjs";
import { newPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const REQUESTS = Number(process.env.REQUESTS ?? 100_000);
const FIRST = 1000;
const ALLOWED_KB = 1024;

// A worker that does not retire, and the only one: all requests are its.
async function onePortal() {
  const portal = await newPortal("growth", { limits: 0, workers: 1 });
  await portal.start();
  portal.configure({ worker_max_requests: 0, worker_max_megabytes: 0 });
  await portal.reload();
  return portal;
}

const isAnswer = (status) => status < 500;
const cookieOf = (browser) => [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ");
let count = 0;
// Text that was never sent before: what would be kept of it, would be kept for ever.
const nonsense = () => `${(count += 1)} Ünsinn <b>"'&;${"x".repeat(count % 500)}`;

// Requests as Load makes them. What ends sessions, or changes what they are, would end the walk.
function requestsOf({ pages, forms }, browser) {
  const headers = { Cookie: cookieOf(browser) };
  const gets = pages.map(({ path, status }) => () => ({ path, headers, expects: status }));
  const harmless = forms.filter(({ action }) => !/logout|session|second-factor/.test(action));
  const posts = harmless.flatMap(({ action, fields }) => {
    const tokens = fields.filter(([name]) => name === "csrf_token");
    const filled = () => Object.fromEntries(fields.map(([name, value]) => [name, name === "csrf_token" ? value : nonsense()]));
    return [() => Object.fromEntries(tokens), filled, () => ({ ...filled(), csrf_token: "x" })]
      .map((make) => () => ({ method: "POST", path: action, headers, fields: make(), expects: isAnswer }));
  });
  return { gets, posts };
}

async function kindsOf(portal) {
  const { anna, olga, organisation } = await everything(portal);
  const nobody = portal.browser();
  const { csrfToken } = await nobody.get("/login");
  const found = [];
  for (const browser of [anna.browser, olga.browser, nobody]) found.push(requestsOf(await crawl(browser), browser));
  const request = await csr({ names: ["www.example.org", "müller.example.org"] });
  const token = (await anna.gets("/account")).csrfToken;
  const headers = { Cookie: cookieOf(anna.browser) };
  const signsIn = (password) => () => ({ method: "POST", path: "/login", headers: { Cookie: cookieOf(nobody) }, fields: { csrf_token: csrfToken, email: anna.email, password }, expects: isAnswer });
  const special = [
    signsIn(GOOD_PASSWORD), signsIn(OTHER_PASSWORD),
    () => ({ method: "POST", path: "/orders/new", headers, fields: { csrf_token: token, organisation, product: "server", csr: request.pem }, expects: 200 }),
    () => ({ path: `/certificates?q=${encodeURIComponent(nonsense())}`, headers }),
    () => ({ path: `/${encodeURIComponent(nonsense())}`, headers, expects: 404 }),
  ];
  const gets = found.flatMap((each) => each.gets);
  const posts = found.flatMap((each) => each.posts);
  console.log(`${gets.length} pages, ${posts.length} forms, ${special.length} others, in turns; a worker of its own`);
  // Passwords cost 10 ms each: five rounds of pages and forms to one of them.
  return [...Array.from({ length: 5 }, () => [...gets, ...posts]).flat(), ...special];
}

// KB that are this process's alone. Not Pss: how a library's pages are shared out depends on who else runs.
function memoryOf(pid) {
  const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const of = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)[1]);
  return { dirty: of("Private_Dirty"), anonymous: of("Anonymous") };
}

const portal = await onePortal();
const kinds = await kindsOf(portal);
const [pid] = portal.workers();
const load = new Load(portal, kinds, 4).start();
let first;
let now;
for (const target of [FIRST, ...Array.from({ length: 10 }, (_, i) => ((i + 1) * REQUESTS) / 10)]) {
  await until(`${target} requests`, () => load.requests >= target, { seconds: 7200 });
  now = memoryOf(pid);
  first ??= now;
  console.log(`${target} requests: private dirty ${now.dirty} KB, anonymous ${now.anonymous} KB`);
}
await load.stop();
assert.deepEqual(portal.workers(), [pid], "the worker was replaced");
console.log(`grown after ${FIRST} requests: private dirty by ${now.dirty - first.dirty} KB, anonymous by ${now.anonymous - first.anonymous} KB, of ${ALLOWED_KB} KB; ${load.figures}`);
assert.equal(load.failures.length, 0, JSON.stringify(load.failures.slice(0, 5)));
assert.ok(Math.max(now.dirty - first.dirty, now.anonymous - first.anonymous) <= ALLOWED_KB, "it grows");
