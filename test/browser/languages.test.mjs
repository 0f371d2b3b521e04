// A catalogue makes a language: the pages in one that no program knows of, with longer and accented texts
// (scripts/pseudo-locale). What shows without an accent could not be translated; what is cut off or wider than the screen
// would break in other languages, too.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";

import { authorities, launch, open } from "../support/chromium.mjs";
import { csr } from "../support/csr.mjs";
import { numberIn, orderPortal, orders } from "../support/order.mjs";
import { signsIn } from "../support/pages.mjs";
import { anAddress, BUILD, ROOT, run } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const CODE = "qps";
const WIDTHS = [1280, 360];
const folder = path.join(process.env.TEST_FOLDER, "languages");

let portal;
let browser;
let page;
let targets;

// The program as it is built, with pages in one language more.
async function buildFolder() {
  fs.mkdirSync(folder, { mode: 0o755 });
  for (const name of ["certportal", "fonts"]) fs.symlinkSync(path.join(BUILD, name), path.join(folder, name));
  for (const command of [["pseudo-locale", `${folder}/${CODE}.po`], ["build-templates", folder, `${folder}/${CODE}.po`]]) {
    const { status, stderr } = await run(path.join(ROOT, "scripts", command[0]), command.slice(1));
    assert.equal(status, 0, stderr);
  }
  return folder;
}

before(async () => {
  const [made, { issuing, pki }] = await Promise.all([orderPortal("languages", { limits: 0, build: await buildFolder() }), authorities()]);
  [portal, browser] = [made, await launch()];
  const anna = await portal.signedIn(anAddress("sprachen"), "Anna Alt");
  const organisation = await anna.creates({ name: "Muster AG" });
  const leafs = [await pki.leaf(issuing, ["a.example.org", "b.example.org"]), await pki.leaf(issuing, ["c.example.org"], { to: 5 })];
  await portal.imports(organisation, [issuing.root.file, issuing.file, ...leafs.map((leaf) => leaf.file)]);
  const number = await portal.sql("SELECT number FROM certificate WHERE name='a.example.org'");
  const order = numberIn(await orders(anna, { organisation, product: "server", request: await csr({ names: ["d.example.org"] }) }));
  page = await open(browser, portal);
  await page.goto(`/login?lang=${CODE}`);
  targets = {
    "signed out": ["/login", "/register", "/password/forgot", "/help"],
    "signed in": [
      "/", "/certificates", `/certificates/${number}`, `/certificates/${number}/renew`, `/certificates/${number}/revoke`,
      "/orders", `/orders/${order}`, "/orders/new", "/organisations", `/organisations/${organisation}`, "/handovers", "/account", "/account/mails",
      "/help/csr", "/help/install", "/nothing",
    ],
    email: anna.email,
  };
});

after(() => browser?.close());

// Runs in the browser: texts that show and hold letters, but no accent; data, names and what is typed into a shell aside.
function untranslated() {
  const isData = (text) => !/[a-z]{2}/i.test(text) || /[À-ž]/.test(text) || /[\d@./:_]/.test(text)
    || /^\W*(?:Anna Alt|Muster|Zertifikatsportal|By hand|Four eyes|By policy|With |Without answer|TLS server certificate)/.test(text)
    || /^\W*(?:CN|DE|RSA|CSV|JSON|pem|der|fullchain|chain|issuers|nginx|Apache|Windows, IIS|Tomcat|Java|HAProxy|Postfix|OpenSSL)\b/i.test(text);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (parentElement.closest("code, pre, kbd, script, [lang]:not(html)") || !parentElement.checkVisibility()) continue;
    if (!isData(data.trim())) found.push(data.trim());
  }
  return found;
}

// Runs in the browser: elements whose text goes beyond them or the screen; fields scroll, and what only readers hear is hidden.
function cutOff() {
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility() || element.closest(".visually-hidden, .skip, .who strong, select, input, textarea, pre, svg")) continue;
    const { overflowX } = getComputedStyle(element);
    const hides = ["hidden", "clip"].includes(overflowX) && element.scrollWidth > element.clientWidth + 1;
    const { left, right, width } = element.getBoundingClientRect();
    if (hides || (width > 0 && (left < -1 || right > document.documentElement.clientWidth + 1))) found.push(element.outerHTML.slice(0, 160));
  }
  return found;
}

async function problemsAt(target) {
  await page.goto(target);
  const problems = [];
  if (await page.evaluate(() => document.documentElement.lang) !== CODE) problems.push(`${target}: not in the language`);
  problems.push(...(await page.evaluate(untranslated)).map((text) => `${target}: not translated: ${text}`));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    problems.push(...(await page.evaluate(cutOff)).map((element) => `${target}, ${width} wide: cut off: ${element}`));
    if (process.env.PICTURES) await page.screenshot({ path: path.join(process.env.PICTURES, `${target.replace(/\W+/g, "-")}${width}.png`), fullPage: true });
  }
  return problems;
}

async function assertWhole(list) {
  const problems = [];
  for (const target of list) problems.push(...await problemsAt(target));
  assert.equal(problems.length, 0, problems.join("\n"));
}

describe("a language that came by its catalogue alone", () => {
  it("is offered, spoken and whole before sign-in", () => assertWhole(targets["signed out"]));

  it("is whole after it", async () => {
    await signsIn(page, targets.email, "/account");
    await page.goto(`/account?lang=${CODE}`); // an account without a choice of its own has the language of its first page
    await assertWhole(targets["signed in"]);
    assert.deepEqual(page.complaints, []);
  });

  it("is kept with the account, and mails are written in it", async () => {
    await page.goto("/account");
    await page.selectOption("main [name=locale]", CODE);
    await Promise.all([page.waitForNavigation(), page.click("main form[action$='/account'] button:not([name])")]);
    assert.equal(await portal.sql(`SELECT locale FROM account WHERE email='${targets.email}'`), CODE);
    await portal.browser().fills("/password/forgot", { email: targets.email });
    const mail = await until("the mail", () => portal.mails(targets.email).find(({ link }) => link?.startsWith("/password/reset")));
    assert.match(mail.subject, /[À-ž]/);
    for (const line of mail.text.split("\n")) assert.ok(line.length <= 72 || !line.trim().includes(" "), line);
  });
});
