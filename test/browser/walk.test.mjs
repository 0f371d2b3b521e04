// A person's way through the portal in a real browser: registration, mail, sign-in, organisation, list, details, download.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { assertAccessible, assertValid, authorities, fillIn, fitsItsWidth, launch, open as openPage, path } from "../support/chromium.mjs";
import { GOOD_PASSWORD, OTHER_PASSWORD } from "../support/contact.mjs";
import { csr } from "../support/csr.mjs";
import { numberIn, orders } from "../support/order.mjs";
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
  assert.equal(path(page), "/certificates");
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
      await page.click("header nav a[href='/certificates']");
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
      await Promise.all([page.waitForNavigation(), page.click("header form[action$='/logout'] button")]);
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

describe("every page is valid, accessible and fits", () => {
  let email;
  let number;
  let gap;
  let organisation;
  let officer;
  let order;

  before(async () => {
    email = anAddress("seiten");
    const contact = await portal.signedIn(email, "Anna Alt");
    organisation = await contact.creates({ name: "Müller & Söhne KG", note: "Frau Beispiel" });
    const second = await contact.creates({ name: "<b>Sehr lange Firmierung mit vielen Wörtern und ohne Ende Gesellschaft</b>" });
    officer = await portal.account(anAddress("pruefstelle"), "Prüfstelle", { role: "officer" });
    const names = Array.from({ length: 64 }, (_, index) => `host${index}.a-rather-long-name-for-a-narrow-screen.example.org`);
    const hidden = await pki.ca("Nirgends CA", issuing.root);
    const leafs = [await pki.leaf(issuing, names), await pki.leaf(hidden, ["gap.example.org"]), await pki.leaf(issuing, ["xn--mller-kva.example"], { from: -300, to: -5 }), await pki.leaf(issuing, ["soon.example.org"], { to: 5 })];
    const key = await pki.key();
    for (let i = 0; i < 26; i += 1) leafs.push(await pki.leaf(issuing, [`n${i}.example.org`], { key }));
    await portal.imports(organisation, [issuing.root.file, issuing.file, ...leafs.map((leaf) => leaf.file)]);
    await portal.imports(second, [(await pki.leaf(issuing, ["second.example.org"])).file]);
    const numberOf = (name) => portal.sql(`SELECT number FROM certificate WHERE name='${name}'`);
    order = numberIn(await orders(contact, { organisation, product: "server", request: await csr({ names: ["müller.example.org", ...names.slice(1)] }) }));
    [number, gap] = [await numberOf(names[0]), await numberOf("gap.example.org")];
  });

  const PUBLIC = ["/login", "/login?next=%2Faccount", "/register", "/register/sent", "/password/forgot", "/password/sent", "/nothing", "/register/confirm?token=x", "/password/reset?token=x"];
  const OWN = () => [
    "/certificates", "/certificates?q=example&sort=-name&status=active", "/certificates?q=nirgends", `/certificates?organisation=${organisation}`,
    `/certificates/${number}`, `/certificates/${gap}`, `/certificates/${gap}/download/chain`, "/organisations", "/organisations/new", `/organisations/${organisation}`,
    `/organisations/${organisation}/edit`, "/account", "/account/password", "/account/mails", "/approvals/organisations",
  ];
  const OFFICERS = () => [
    "/certificates", "/organisations", "/approvals", "/approvals?status=failed", `/approvals/${order}`, "/approvals/organisations",
    `/approvals/organisations/${organisation}`,
  ];

  async function check(page, paths) {
    const problems = [];
    for (const each of paths) {
      const response = await page.goto(each);
      const html = await response.text();
      for (const look of [() => assertValid(html, each), () => assertAccessible(page, each), async () => assert.ok(await fitsItsWidth(page), `${each} is wider than the screen`)]) {
        await look().catch((error) => problems.push(error.actual === false ? error.message : error.actual ?? error.message));
      }
    }
    assert.deepEqual([...new Set(problems.flat())], []);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  }

  for (const options of [{ language: "en", width: 1280 }, { language: "de", width: 360, colorScheme: "dark" }]) {
    const how = `${options.language}, ${options.width} wide, ${options.colorScheme ?? "light"}`;

    it(`before sign-in: ${how}`, async () => check(await open(options), PUBLIC));

    it(`of a contact: ${how}`, async () => {
      const page = await open(options);
      await signsIn(page, email);
      await check(page, OWN());
    });

    it(`of an officer: ${how}`, async () => {
      const page = await open(options);
      await signsIn(page, officer.email);
      await check(page, OFFICERS());
    });

    it(`forms with errors: ${how}`, async () => {
      const page = await open(options);
      const problems = [];
      for (const each of ["/register", "/login", "/password/forgot"]) {
        await page.goto(each);
        await page.evaluate(() => document.querySelectorAll("form").forEach((form) => { form.noValidate = true; }));
        await send(page);
        await assertAccessible(page, `${each} with errors`).catch((error) => problems.push(error.actual));
        assert.ok(await fitsItsWidth(page), each);
      }
      assert.deepEqual(problems.flat(), []);
      await page.context().close();
    });
  }

  it("the links of mails, open", async () => {
    const page = await open();
    const address = anAddress("mail");
    await page.goto("/register");
    await fillIn(page, { email: address, name: "Anna Alt", password: GOOD_PASSWORD, password_repeat: GOOD_PASSWORD });
    await send(page);
    const confirm = (await portal.waitForMail(address)).link;
    const other = await open();
    const contact = await portal.account(anAddress("vergessen"));
    await contact.fills("/password/forgot", { email: contact.email });
    const reset = (await portal.waitForMail(contact.email)).link;
    await check(page, [confirm]);
    await check(other, [confirm, reset]);
  });
});
