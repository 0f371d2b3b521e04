// A person's way through the portal in a real browser: registration, mail, sign-in, organisation, list, details, download.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { authorities, fillIn, fitsItsWidth, followInHeader, launch, open as openPage, path } from "../support/chromium.mjs";
import { GOOD_PASSWORD, OTHER_PASSWORD } from "../support/contact.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";

let portal;
let browser;
let pki;
let issuing;

before(async () => {
  [portal, browser, { pki, issuing }] = await Promise.all([sharedPortal(), launch(), authorities()]);
});

after(() => browser?.close());

const open = (options) => openPage(browser, portal, options);

async function send(page, form = "main form[method=post]") {
  await Promise.all([page.waitForNavigation(), page.click(`${form} button:not([name])`)]);
}

async function registers(page, email, name) {
  await page.goto("/register");
  await fillIn(page, { email, name, password: GOOD_PASSWORD, password_repeat: GOOD_PASSWORD });
  await send(page);
  assert.equal(path(page), "/register/sent");
  const mail = await portal.waitForMail(email);
  await page.goto(mail.link);
  await send(page);
  assert.equal(path(page), "/login");
}

async function signsIn(page, email) {
  await page.goto("/login");
  await fillIn(page, { email, password: GOOD_PASSWORD });
  await send(page);
  assert.equal(path(page), "/");
}

async function founds(page, name) {
  await page.goto("/organisations/new");
  await fillIn(page, { name, street: "Musterweg 1", postcode: "12345", city: "Musterstadt", country: "DE" });
  await send(page);
  return path(page).split("/").pop();
}

describe("a walk from registration to download", () => {
  for (const { title, ...options } of [
    { title: "wide, in English", language: "en-GB" },
    { title: "narrow, in German", language: "de-DE", width: 360 },
    { title: "wide, in German, without JavaScript", language: "de-DE", javaScriptEnabled: false },
    { title: "narrow, in English, without JavaScript", language: "en-US", width: 360, javaScriptEnabled: false },
  ]) {
    it(title, async () => {
      const page = await open(options);
      const email = anAddress("wanderer");
      await registers(page, email, "Änne <Alt> & Söhne");
      await signsIn(page, email);
      assert.equal(await page.getAttribute("html", "lang"), options.language.slice(0, 2));
      const organisation = await founds(page, "Müller & Söhne KG");
      const leaf = await pki.leaf(issuing, [`${email.replace("@", ".")}`, "www.example.org"]);
      assert.equal((await portal.imports(organisation, [issuing.root.file, issuing.file, leaf.file])).imported >= 1, true);
      await followInHeader(page, "nav a[href='/certificates']");
      const row = page.locator("#certificates tr[data-reference]");
      assert.equal(await row.count(), 1);
      const number = await row.getAttribute("data-reference");
      await row.locator(`a[href='/certificates/${number}']`).nth(1).click();
      assert.equal(path(page), `/certificates/${number}`);
      for (const [format, content] of [["pem", leaf.pem], ["chain", leaf.pem + issuing.pem + issuing.root.pem]]) {
        const [download] = await Promise.all([page.waitForEvent("download"), page.click(`a[href$='/download/${format}']`)]);
        assert.equal(download.suggestedFilename(), `${number}-x509${format === "pem" ? "" : "chain"}.pem`);
        assert.equal(fs.readFileSync(await download.path(), "utf8"), content);
      }
      assert.ok(await fitsItsWidth(page), "no page is wider than the screen");
      await followInHeader(page, "form[action$='/logout'] button");
      assert.equal(path(page), "/login");
      await page.goto(`/certificates/${number}`);
      assert.equal(path(page), "/login");
      await page.goBack();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  it("leads back from a form with errors to the field, with the keyboard alone", async () => {
    const page = await open();
    await page.goto("/register");
    await fillIn(page, { email: "anna@localhost", name: "Anna Alt", password: GOOD_PASSWORD, password_repeat: OTHER_PASSWORD });
    await page.press("main [name=password_repeat]", "Enter");
    await page.waitForSelector("[role=alert]");
    assert.equal(await page.inputValue("[name=email]"), "anna@localhost");
    assert.equal(await page.inputValue("[name=password]"), "");
    await page.focus("[role=alert] a >> nth=0");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => location.hash), "#email");
    assert.equal(await page.evaluate(() => document.activeElement.name), "email");
    await page.context().close();
  });

  it("switches the language and stays on the page", async () => {
    const page = await open({ language: "en" });
    await page.goto("/password/forgot");
    await Promise.all([page.waitForNavigation(), page.click("header a[hreflang=de]")]);
    assert.equal(path(page), "/password/forgot");
    assert.equal(await page.getAttribute("html", "lang"), "de");
    await page.context().close();
  });
});
