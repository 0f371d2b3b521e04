// Debian's Chromium, and what is said about each of its pages: html-validate for the HTML, axe for accessibility.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

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

export async function assertAccessible(page, name) {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  const found = violations.map(({ id, help, nodes }) => `${name} ${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  assert.deepEqual(found, []);
}
