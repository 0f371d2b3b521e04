// Every task by the keyboard alone: on each stop of the way the focus is seen.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { authorities, launch, open as openPage, path } from "../support/chromium.mjs";
import { GOOD_PASSWORD } from "../support/contact.mjs";
import { csr } from "../support/csr.mjs";
import { Keyboard } from "../support/keyboard.mjs";
import { anOfficer, orderPortal, placesOrder } from "../support/order.mjs";
import { anAddress } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let browser;

before(async () => {
  [portal, browser] = await Promise.all([orderPortal("orders-browser", { limits: 0 }), launch()]);
});

after(() => browser?.close());

async function opens(options) {
  const page = await openPage(browser, portal, options);
  return [page, new Keyboard(page)];
}

async function signsIn(page, keys, email) {
  if (path(page) !== "/login") await page.goto("/login");
  await keys.types("main [name=email]", email);
  await keys.types("main [name=password]", GOOD_PASSWORD);
  await keys.goes();
}

const SCRIPTS = [{ title: "with scripts", javaScriptEnabled: true }, { title: "without scripts, 400 %", javaScriptEnabled: false, width: 320 }];

// On a phone, and at 400 %, the header is folded.
async function goesInHeader(page, keys, selector) {
  const menu = page.locator("header .menu summary");
  if (await menu.isVisible()) await keys.presses("header .menu summary");
  await keys.goes(`header ${selector}`);
}

describe("by the keyboard alone", () => {
  for (const { title, ...options } of SCRIPTS) {
    it(`a certificate is found, sorted and downloaded, ${title}`, async () => {
      const { pki, issuing } = await authorities();
      const anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
      const organisation = await anna.creates();
      const leafs = [];
      for (let i = 0; i < 3; i += 1) leafs.push((await pki.leaf(issuing, [`n${i}.${anna.email.replace("@", ".")}`], { to: 5 })).file);
      await portal.imports(organisation, [issuing.root.file, issuing.file, ...leafs]);
      const [page, keys] = await opens(options);
      await page.goto("/login");
      await signsIn(page, keys, anna.email);
      assert.equal(path(page), "/");

      // The link that skips the menu.
      await keys.presses("a.skip");
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));

      await goesInHeader(page, keys, "nav a[href='/certificates']");
      await keys.goes(".chips a[href*='status=expiring']");
      await keys.types("main [name=q]", "n1");
      await keys.goes();
      assert.equal(await page.locator("#certificates tr[data-reference]").count(), 1);
      await page.goto("/certificates");
      await keys.goes("#certificates th a[href*='sort=']");
      assert.match(page.url(), /sort=/);
      for (const nth of [0, 1]) await keys.presses(`#certificates tbody tr:nth-child(${nth + 1}) [name=number]`, "Space");
      assert.match((await keys.downloads(".ticked button:not([formaction])")).suggestedFilename(), /\.zip$/);

      await keys.goes("#certificates tbody a[href^='/certificates/']");
      assert.match((await keys.downloads("main a[href$='/download/fullchain']")).suggestedFilename(), /fullchain\.pem$/);
      await page.context().close();
    });

    it(`a certificate is ordered, renewed and revoked, ${title}`, async () => {
      const [anna, olga] = [await portal.signedIn(anAddress("anna"), "Anna Alt"), await anOfficer(portal)];
      const organisation = await anna.creates();
      const name = `www.${anna.email.replace("@", ".")}`;
      const issued = await (await placesOrder(portal, { contact: anna, officer: olga, organisation, request: await csr({ names: [name] }), product: "server" })).becomes("issued");
      const [page, keys] = await opens(options);
      await page.goto("/login?next=%2Forders%2Fnew");
      await signsIn(page, keys, anna.email);

      await keys.reaches("main [name=product]");
      await page.keyboard.type("TLS");
      await keys.types("main [name=csr]", (await csr({ names: [`new.${name}`] })).pem);
      await keys.goes("main form[action$='/orders/new'] button:not([name])");
      assert.equal(await page.locator("main [name=confirm]").count(), 1, "the preview");
      await keys.goes("main form[action$='/orders/new'] button:not([name])");
      assert.match(path(page), /^\/orders\/\d+$/);

      await page.goto(`/certificates/${issued.number}`);
      await keys.goes("main a[href$='/reissue']");
      assert.match(path(page), /\/reissue$/);
      await page.goto(`/certificates/${issued.number}`);
      await keys.goes("main a[href$='/revoke']");
      await keys.reaches("main [name=reason]");
      for (let i = 0; i < 3; i += 1) await page.keyboard.press("ArrowDown");
      await keys.types("main [name=current_password]", GOOD_PASSWORD);
      await keys.goes();
      assert.equal(path(page), `/certificates/${issued.number}`);
      await page.context().close();
    });

    it(`an organisation is handed over, ${title}`, async () => {
      const [anna, nora] = [await portal.signedIn(anAddress("anna"), "Anna Alt"), await portal.account(anAddress("nora"), "Nora Neu")];
      const organisation = await anna.creates();
      const [[hers, herKeys], [theirs, theirKeys]] = [await opens(options), await opens(options)];
      await hers.goto(`/login?next=${encodeURIComponent(`/organisations/${organisation}`)}`);
      await signsIn(hers, herKeys, anna.email);
      await herKeys.presses("form[action*='/technical-contact'] summary");
      await herKeys.types("form[action*='/technical-contact'] [name=email]", nora.email);
      await herKeys.types("form[action*='/technical-contact'] [name=current_password]", GOOD_PASSWORD);
      await herKeys.goes();
      const password = await hers.innerText("#session-password");

      await theirs.goto((await portal.waitForMail(nora.email)).link);
      await theirKeys.goes("main form[action$='/handover/accept'] button");
      await signsIn(theirs, theirKeys, nora.email);
      await theirKeys.types("main [name=session_password]", password.toLowerCase());
      await theirKeys.goes();
      assert.equal(path(theirs), "/certificates");
      assert.equal(await portal.sql(`SELECT email FROM account a JOIN organisation o ON o.technical_contact_id=a.id WHERE o.id=${Number(organisation.slice(4))}`), nora.email);
      for (const page of [hers, theirs]) await page.context().close();
    });
  }

  it("an account chooses its language, and a calendar's address", async () => {
    const anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
    const [page, keys] = await opens();
    await page.goto("/login?next=%2Faccount");
    await signsIn(page, keys, anna.email);
    await keys.reaches("main [name=locale]");
    await page.keyboard.type("Deutsch");
    await keys.goes("main form[action$='/account'] button");
    assert.equal(await page.getAttribute("html", "lang"), "de");
    await keys.goes("main a[href$='/account/calendar']");
    await keys.reaches("main [name=current_password]");
    await page.keyboard.type(anna.password);
    await keys.goes("main form[action$='/account/calendar'] button");
    assert.match(await page.innerText("#calendar-address"), /\.ics$/);
    await page.context().close();
  });

  it("due certificates are renewed from the start page", async () => {
    const [anna, olga] = [await portal.signedIn(anAddress("anna"), "Anna Alt"), await anOfficer(portal)];
    const organisation = await anna.creates();
    const name = `www.${anna.email.replace("@", ".")}`;
    const issued = await (await placesOrder(portal, { contact: anna, officer: olga, organisation, request: await csr({ names: [name] }), product: "server" })).becomes("issued");
    await portal.sql(`UPDATE certificate SET not_before = not_before - INTERVAL 170 DAY, not_after = not_after - INTERVAL 170 DAY WHERE number=${issued.number}`);
    const [page, keys] = await opens();
    await page.goto("/login");
    await signsIn(page, keys, anna.email);
    await keys.goes(`#tasks a[href$='/certificates/${issued.number}/renew']`);
    await keys.goes("main form#same_key button");
    await keys.goes("main form[action$='/renew'] button:not([name])");
    assert.match(path(page), /^\/orders\/\d+$/);
    await until("the order", async () => (await portal.sql(`SELECT COUNT(*) FROM certificate_order WHERE predecessor=${issued.number}`)) === "1");
    await page.context().close();
  });
});
