// Every route of the program × everybody who may ask for it: each answers as its row in ../support/access.mjs says.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";

import { ACCESS, ROLES, TO_SIGN_IN } from "../support/access.mjs";
import { anOrganisation, idIn, posts, startHandover } from "../support/handover.mjs";
import { anOfficer, orderPortal, placesOrder } from "../support/order.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress, isAlive, ROOT } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const LANES = 4; // as many files of lists as one address may ask for at once
const SECRET_NAME = "geheim.example.org"; // in the names of the certificate and of the order

// The rows of the program's own table, as "GET /login".
const source = fs.readFileSync(path.join(ROOT, "src/portal/routes.cc"), "utf8");
const ROUTES = [...source.matchAll(/^ *\{"([A-Z]+)", "([^"]+)",/gm)].map(([, method, pattern]) => `${method} ${pattern}`);

let portal;
let people;
let things;

async function prepare() {
  portal = await orderPortal("roles");
  // One after the other: only so many passwords are hashed at once.
  const signed = [];
  for (const [name, full] of [["frieda", "Frieda Fremd"], ["oskar", "Oskar Öhler"], ["nora", "Nora Neu"], ["anna", "Anna Alt"], ["bea", "Bea Büttner"], ["karl", "Karl Kalender"]]) signed.push(await portal.signedIn(anAddress(name), full));
  const [stranger, other, successor, former, contact, keeper] = signed;
  const officer = await anOfficer(portal);
  const unsettled = await portal.account(anAddress("otto"), "Otto Offizier", { role: "officer" });
  await unsettled.signIn();
  people = { nobody: { browser: portal.browser() }, stranger, other, successor, former, contact, unsettled, officer };
  const pki = new Pki();
  const leaf = await pki.leaf(await pki.root("Muster Root CA 1"), [SECRET_NAME], { to: 5 });
  const organisation = await anOrganisation(former, "Müller & Söhne AG");
  await anOrganisation(other, "Andere AG");
  assert.equal((await portal.imports(organisation, [leaf.file])).imported, 1);
  const order = await (await placesOrder(portal, { contact: former, organisation, names: [`neu.${SECRET_NAME}`] })).becomes("withdrawn");
  const handover = await (await startHandover(portal, { organisation, from: former, to: contact })).becomes("completed");
  await until("the signed receipt", async () => (await contact.get(`${handover.page}/receipt.p7m`)).status === 200);
  await startHandover(portal, { organisation, from: contact, to: successor });
  const feed = (await posts(keeper, "/account/calendar", { current_password: keeper.password })).page.byId("calendar-address").text;
  const certificate = await portal.sql(`SELECT number FROM certificate WHERE organisation_id=${idIn(organisation)}`);
  things = { certificate, order: order.number, organisation, handover: handover.reference, secret: /\/calendar\/(.*)\.ics/.exec(feed)[1] };
  const jobs = portal.pid("jobs");
  process.kill(jobs); // else it changes what must not change meanwhile
  await until("the end of jobs", () => !isAlive(jobs));
}

function argument(name, pattern) {
  if (name === "number") return pattern.startsWith("/certificates") ? things.certificate : things.order;
  if (name === "reference") return pattern.startsWith("/handovers") ? things.handover : things.organisation;
  return { secret: things.secret, file: "logo.svg", topic: "install", format: "pem" }[name];
}

const filled = (text, pattern) => text.replace(/:([a-z]+)/g, (_, name) => argument(name, pattern));

// Sends one request of that route: { answer, path }.
async function asks(browser, route, { token, headers } = {}) {
  const [method, pattern] = route.split(" ");
  const target = filled(pattern, pattern) + ACCESS[route].query;
  if (method === "GET") return { path: target, answer: await browser.get(target, { headers }) };
  const fields = Object.entries(ACCESS[route].fields).map(([name, value]) => [name, filled(value, pattern)]);
  return { path: target, answer: await browser.post(target, [...(token ? [["csrf_token", token]] : []), ...fields], { headers }) };
}

function isAsExpected(expected, { answer, path: target }, route) {
  const leads = answer.status === 303 ? answer.location : undefined;
  // A form leads back only to a path that can be opened.
  const back = ["/login", `/login?next=${encodeURIComponent(target)}`];
  if (expected === TO_SIGN_IN) return route.startsWith("GET") ? leads === back[1] : back.includes(leads);
  if (typeof expected === "string") return leads === expected;
  return answer.status === expected && !leads?.startsWith("/login");
}

// Sends all of them over LANES connections; none may be answered otherwise than expected(route) says.
async function checkAll(routes, expected, ask, check = () => {}) {
  const wrong = [];
  const left = [...routes];
  await Promise.all(Array.from({ length: LANES }, async () => {
    for (let route = left.shift(); route; route = left.shift()) {
      const asked = await ask(route);
      if (!isAsExpected(expected(route), asked, route)) wrong.push(`${route}: ${expected(route)} expected: ${asked.answer.summary.replace(/\s+/g, " ").slice(0, 200)}`);
      check(route, asked.answer);
    }
  }));
  assert.deepEqual(wrong, []);
}

// All tables' content but for what a refused request may change: when a session was used and a calendar fetched last, tries
// that are counted, counters that are rows' locks.
async function everything() {
  for (const spared of ["organisation SET handover_lock=0", "account SET handover_lock=0", "calendar_feed SET fetched_at=NULL"]) await portal.sql(`UPDATE ${spared}`);
  const tables = await portal.sql("SELECT GROUP_CONCAT(table_name) FROM information_schema.tables WHERE table_schema='certportal' AND table_name NOT IN ('session', 'throttle')");
  return (await portal.sql(`CHECKSUM TABLE ${tables}`)).split("\n");
}

async function changesNothing(does) {
  const before = await everything();
  await does();
  assert.deepEqual(await everything(), before);
}

const tokenFor = async (browser, page) => (await browser.get(page)).csrfToken;
const isForm = (route) => route.startsWith("POST");
const entitledTo = (route) => people[ACCESS[route].entitled];
const answerToEntitled = (route) => ACCESS[route].answers[ACCESS[route].entitled];
const ENTITLED = ["former", "contact", "officer"];

// Their form tokens, by browser. Their sessions may have ended: each signs in anew.
async function entitledSignIn() {
  for (const role of ENTITLED) await people[role].signIn();
  return new Map(await Promise.all(ENTITLED.map(async (role) => [people[role].browser, await tokenFor(people[role].browser, "/account")])));
}

describe("the table of who gets what", () => {
  it("has a row for every route of the program", () => {
    assert.ok(ROUTES.length > 100);
    assert.deepEqual(ROUTES.filter((route) => !ACCESS[route]), []);
  });

  it("has no row without a route", () => assert.deepEqual(Object.keys(ACCESS).filter((route) => !ROUTES.includes(route)), []));
});

describe("every route", () => {
  before(prepare);

  const inTable = ROUTES.filter((route) => ACCESS[route]);
  const mayChange = (role, route) => isForm(route) && [200, 303].includes(ACCESS[route].answers[role]);

  for (const role of ROLES) {
    it(`answers ${role} as its row says, and changes nothing where it refuses`, async () => {
      const { browser } = people[role];
      const token = await tokenFor(browser, { nobody: "/login", unsettled: "/account/second-factor" }[role] ?? "/account");
      const send = (routes) => checkAll(routes, (route) => ACCESS[route].answers[role], (route) => asks(browser, route, { token }), (route, { text }) => {
        if (!["contact", "officer"].includes(role)) assert.ok(!text.includes(SECRET_NAME), `${route} tells ${role} a name`);
      });
      const quiet = inTable.filter((route) => !ACCESS[route].isLast && !mayChange(role, route));
      await changesNothing(() => send(quiet));
      await send(inTable.filter((route) => !ACCESS[route].isLast && mayChange(role, route)));
      await send(inTable.filter((route) => ACCESS[route].isLast));
    });
  }

  it("refuses every form without a token", async () => {
    await entitledSignIn();
    await changesNothing(() => checkAll(inTable.filter(isForm), () => 403, (route) => asks(entitledTo(route).browser, route)));
  });

  it("refuses every form of a foreign origin, and shows a page that a foreign link leads to", async () => {
    const tokens = await entitledSignIn();
    const headers = { Origin: "https://example.org", Referer: "https://example.org/" };
    const ask = (route) => asks(entitledTo(route).browser, route, { headers, token: tokens.get(entitledTo(route).browser) });
    await changesNothing(() => checkAll(inTable, (route) => (isForm(route) ? 403 : answerToEntitled(route)), ask));
  });

  for (const [state, loses] of [
    ["an expired session", async () => portal.later({ minutes: 31 })],
    ["a locked account", async () => { for (const role of ENTITLED) await portal.done(["user", "lock", people[role].email]); }],
  ]) {
    it(`answers ${state} as it does nobody`, async () => {
      const tokens = await entitledSignIn();
      await loses();
      const { browser } = people.nobody;
      const formToken = await tokenFor(browser, "/login");
      const isOpen = (route) => ACCESS[route].answers.nobody !== TO_SIGN_IN;
      for (const role of ENTITLED) people[role].browser.setCookie("form", browser.cookie("form"));
      const ask = (route) => asks(entitledTo(route).browser, route, { token: isOpen(route) ? formToken : tokens.get(entitledTo(route).browser) });
      // Nothing that can be had without a session changes anything: no row lets nobody send a form that succeeds.
      await changesNothing(() => checkAll(inTable.filter((route) => !ACCESS[route].isLast), (route) => ACCESS[route].answers.nobody, ask));
    });
  }
});
