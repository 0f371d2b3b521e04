// Every page in each of its states, for tests and pictures of them all. A scene (pages_of_*.mjs) has prepare(), which makes
// the portal and the people in it, and `groups` of what one person sees: { title, email(scene) (or the Contact), looks(scene, language) }.
// Each look is called with a browser's page and gives the response of what it opened there.
import assert from "node:assert/strict";

import { assertAccessible, assertValid, fillIn, fitsItsWidth, open, path } from "./chromium.mjs";
import { GOOD_PASSWORD } from "./contact.mjs";

export const LANGUAGES = ["en", "de"];
export const SCHEMES = ["light", "dark"];
export const WIDTHS = [1280, 768, 360];
const TABLES = 1096; // the narrowest in which lists are tables and not cards
const STATUSES = [200, 403, 404, 409, 410, 422];

export const goes = (target) => (page) => page.goto(target);

// Sends the form as it is filled in; the response of the page that it leads to.
export async function sends(page, form) {
  const [response] = await Promise.all([page.waitForNavigation(), page.click(`${form} button:not([name])`)]);
  return response;
}

// Opens `target` and sends its form with these fields, even with what the browser itself would object to.
export const fills = (target, fields, form = "main form[method=post]") => async (page) => {
  await page.goto(target);
  await page.evaluate(() => document.querySelectorAll("form").forEach((each) => { each.noValidate = true; }));
  await fillIn(page, fields, form);
  return sends(page, form);
};

// `who`: an address, or a Contact, whose second factor is asked for where there is one.
export async function signsIn(page, who, next = "/certificates") {
  await page.goto(`/login?next=${encodeURIComponent(next)}`);
  await fillIn(page, { email: who.email ?? who, password: GOOD_PASSWORD }, "form[action*='/login']");
  let response = await sends(page, "form[action*='/login']");
  if (path(page) === "/login/second-factor") {
    await fillIn(page, { code: who.code }, "main form");
    response = await sends(page, "main form");
  }
  assert.equal(path(page), next);
  return response;
}

// The page of one who looks at that group of the scene, signed in if need be.
export async function opens(browser, scene, group, options) {
  const page = await open(browser, scene.portal, options);
  const who = group.email?.(scene);
  if (who) await signsIn(page, who);
  return page;
}

// What is wrong with the pages of a group, in one language. `sees(page, name)` looks at each once it has been found to be
// valid HTML, and gives what is wrong with its picture.
export async function problemsOf(page, scene, group, language, sees) {
  const problems = [];
  for (const [name, look] of Object.entries(await group.looks(scene, language))) {
    const response = await look(page);
    if (!STATUSES.includes(response.status())) problems.push(`${name}: ${response.status()}`);
    await assertValid(await response.text(), name).catch((error) => problems.push(...error.actual));
    problems.push(...await sees(page, name));
  }
  problems.push(...page.complaints);
  await page.context().close();
  return [...new Set(problems)];
}

export async function accessible(page, name, rules) {
  return assertAccessible(page, name, rules).then(() => [], (error) => error.actual);
}

// Whether no width makes it wider than the screen, nor does a zoom of 400 % of 1280 pixels (WCAG 1.4.10); afterwards it is
// as wide as before.
export async function fits(page, name) {
  const before = page.viewportSize();
  const problems = [];
  for (const width of [...WIDTHS, TABLES, 1280 / 4, before.width]) {
    await page.setViewportSize({ ...before, width });
    if (!await fitsItsWidth(page)) problems.push(`${name} is wider than ${width}`);
  }
  return problems;
}

// Whether everything that the keyboard reaches shows that it has the focus (WCAG 2.4.7).
export async function showsFocus(page, name) {
  await page.keyboard.press("Tab"); // from now on the browser takes focus for the keyboard's
  const hidden = await page.evaluate(() => {
    const visible = (element) => element.checkVisibility() && element.getClientRects().length > 0;
    const reached = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")].filter(visible);
    const shows = (element) => {
      element.focus();
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return document.activeElement === element && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    return reached.filter((element) => !element.disabled && !shows(element)).map((element) => element.outerHTML.slice(0, 120));
  });
  return hidden.map((element) => `${name}: no focus to be seen on ${element}`);
}
