// The pages of the scenes in a browser, as they are seen by everybody in them; then what their links lead to and each form:
// empty, filled in with nonsense, without its token. What they need done right, the scenes do as they are prepared.
import fs from "node:fs";
import path from "node:path";

import { launch } from "../support/chromium.mjs";
import { Contact, OTHER_PASSWORD } from "../support/contact.mjs";
import { crawl } from "../support/crawl.mjs";
import { everything } from "../support/everything.mjs";
import { opens, problemsOf } from "../support/pages.mjs";
import * as certificates from "../support/pages_of_certificates.mjs";
import * as handovers from "../support/pages_of_handovers.mjs";
import * as orders from "../support/pages_of_orders.mjs";
import { isAlive, ROOT } from "../support/portal.mjs";
import { walk } from "../support/shape_walk.mjs";
import { until } from "../support/until.mjs";

const REPORTS = path.join(process.env.TEST_FOLDER, "reports");
const problems = [];

async function looksAt(browser, scene, groups) {
  for (const group of groups) {
    const page = await opens(browser, scene, group);
    page.setDefaultTimeout(120_000);
    problems.push(...await problemsOf(page, scene, group, "en", async () => []));
  }
}

// What ends the own session comes last.
const endsSession = ({ action }) => /logout|session|second-factor/.test(action);

async function sendsForms(browser, forms) {
  for (const { action, fields } of [...forms.filter((form) => !endsSession(form)), ...forms.filter(endsSession)]) {
    const token = fields.find(([name]) => name === "csrf_token")?.[1];
    const nonsense = Object.fromEntries(fields.map(([name]) => [name, "Ünsinn <b>\"'&"]));
    for (const sent of [{ ...nonsense, csrf_token: undefined }, { csrf_token: token }, { ...nonsense, csrf_token: token }]) {
      const answer = await browser.post(action, JSON.parse(JSON.stringify(sent)));
      if (answer.status >= 500) problems.push(answer.summary);
    }
    await browser.get(action);
  }
}

async function crawlsAll(browser) {
  const { pages, forms } = await crawl(browser);
  problems.push(...pages.filter(({ status }) => status >= 500).map((page) => `${page.path}: ${page.status}`));
  await sendsForms(browser, forms);
  return pages.length + forms.length;
}

// Routes of the table that no request of these portals came to.
function missedRoutes(portals) {
  const rows = [...fs.readFileSync(path.join(ROOT, "src/portal/routes.cc"), "utf8").matchAll(/\{"(GET|POST)", "([^"]+)"/g)];
  const asked = new Set(portals.flatMap((portal) => portal.log("workers.log").match(/method=\w+ route=\S+/g)));
  return rows.map(([, method, route]) => `method=${method} route=${route}`).filter((row) => !asked.has(row));
}

// In peace, as else no leaks are looked for.
async function ends(portal) {
  const all = [...portal.workers(), portal.pid("jobs"), portal.pid("workers")];
  for (const service of ["workers", "jobs"]) process.kill(portal.pid(service), "SIGTERM");
  await until("the end of workers and jobs", () => !all.some(isAlive), { seconds: 300 });
  await portal.stop();
}

// [process, what memcheck says at its end].
function summaries() {
  return fs.readdirSync(REPORTS).map((name) => {
    const text = fs.readFileSync(path.join(REPORTS, name), "utf8");
    const [, errors] = /ERROR SUMMARY: ([\d,]+) errors/.exec(text) ?? [];
    return { name, text, errors, leaks: /definitely lost: (\S+ bytes)/.exec(text)?.[1] ?? "0 bytes" };
  });
}

const began = performance.now();
const note = (text) => console.log(`${Math.round((performance.now() - began) / 1000)} s: ${text}`);
const browser = await launch();
const scenes = [certificates, handovers, orders];
const prepared = [];
for (const { prepare } of scenes) prepared.push(await prepare());
note("the scenes are prepared");
for (const [i, { groups }] of scenes.entries()) await looksAt(browser, prepared[i], groups);
await browser.close();
note("all pages seen in a browser");

const portals = [...new Set(prepared.map(({ portal }) => portal))];
const [pages] = portals;
await walk({ url: pages.url, cli: (args, stdin) => pages.cli(args, stdin), mails: () => pages.mails() });
let seen = 0;
for (const scene of [...prepared, await everything(pages)]) {
  for (const contact of Object.values(scene).filter((each) => each instanceof Contact)) {
    await contact.triesToSignIn(OTHER_PASSWORD);
    await contact.signIn();
    seen += await crawlsAll(contact.browser);
  }
}
for (const portal of portals) seen += await crawlsAll(portal.browser());
note(`${seen} pages, downloads and forms`);

const missed = missedRoutes(portals);
for (const portal of portals) await ends(portal);
const found = summaries();
for (const { name, text } of found.filter(({ errors }) => errors !== "0")) console.log(`process ${name}:\n${text}`);
for (const { name, errors = "no", leaks } of found) console.log(`process ${name}: ${errors} errors, definitely lost ${leaks}`);
for (const problem of [...problems, ...missed.map((row) => `never asked: ${row}`)]) console.log(problem);
const bad = found.filter(({ errors }) => errors !== "0").length;
console.log(`memcheck: ${found.length} processes, ${bad} with errors; ${seen} pages and forms, ${problems.length} problems, ${missed.length} routes never asked`);
process.exitCode = bad + problems.length + missed.length > 0 || (!process.env.NATIVE && found.length === 0) ? 1 : 0;
