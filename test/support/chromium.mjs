// Debian's Chromium, and what is said about each of its pages: html-validate for the HTML, axe for accessibility.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

import { Pki } from "./pki.mjs";

// npm's packages lie below the build folder (test/browser/run).
const require = createRequire(`${process.env.NPM_FOLDER}/package.json`);
const { chromium } = require("playwright-core");
const { AxeBuilder } = require("@axe-core/playwright");
const { HtmlValidate } = require("html-validate");

const OPTIONS = [
  "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--no-first-run", "--disable-quic",
];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: OPTIONS });
}

// A page in a profile of its own. Its `complaints` are what the browser complains of: errors in scripts, refusals by the CSP,
// missing files. Pages that answer 4xx are asked for on purpose. Nothing moves: no colour is seen half-way to another.
export async function open(browser, portal, { language = "en", width = 1280, javaScriptEnabled = true, colorScheme = "light" } = {}) {
  const context = await browser.newContext({ locale: language, viewport: { width, height: 900 }, javaScriptEnabled, colorScheme, reducedMotion: "reduce", baseURL: portal.url });
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/the server responded with a status of 4/.test(message.text())) page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("response", (response) => { if (response.status() >= 400 && !response.request().isNavigationRequest()) page.complaints.push(`${response.status()} ${response.url()}`); });
  return page;
}

export const path = (page) => new URL(page.url()).pathname;

// Whether nothing is wider than the screen.
export const fitsItsWidth = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

// What stands in the header lies behind its menu on a phone.
export async function followInHeader(page, selector) {
  const menu = page.locator("header .menu summary");
  if (await menu.isVisible()) await menu.click();
  await Promise.all([page.waitForNavigation(), page.click(`header ${selector}`)]);
}

export async function fillIn(page, fields, form = "main") {
  for (const [name, value] of Object.entries(fields)) await page.fill(`${form} [name="${name}"]`, value);
}

// Authorities that certificates of these tests come from: { pki, issuing }, issuing.root above it.
export async function authorities() {
  const pki = new Pki();
  const root = await pki.root("Muster Root CA 1");
  return { pki, issuing: Object.assign(await pki.ca("Muster Issuing CA 1", root), { root }) };
}

const validator = new HtmlValidate({
  extends: ["html-validate:standard", "html-validate:document"],
  rules: {
    // Rules of taste: what HTML allows, the pages may do.
    "no-trailing-whitespace": "off", "long-title": "off", "no-inline-style": "error", "void-style": "off", "no-implicit-close": "off",
    "no-implicit-button-type": "off", "require-sri": "off", "attribute-boolean-style": "off", "wcag/h63": "error",
    "prefer-native-element": "off", "no-raw-characters": ["error", { relaxed: true }],
  },
});

export async function assertValid(html, name) {
  const { results } = await validator.validateString(html, name);
  const found = results.flatMap(({ messages }) => messages).map(({ ruleId, message, line, selector }) => `${name}:${line} ${ruleId}: ${message} (${selector})`);
  assert.deepEqual(found, []);
}

// By all rules, or only those that are named.
export async function assertAccessible(page, name, rules) {
  const axe = new AxeBuilder({ page });
  const chosen = rules ? axe.withRules(rules) : axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  const { violations } = await chosen.analyze();
  const found = violations.map(({ id, help, nodes }) => `${name} ${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  assert.deepEqual(found, []);
}
