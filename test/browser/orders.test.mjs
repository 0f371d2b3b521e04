// A certificate's whole life in real browsers, the contact's and an officer's: ordered, approved, issued, downloaded,
// renewed, revoked.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { fillIn, followInHeader, launch, open as openPage, path } from "../support/chromium.mjs";
import { csr } from "../support/csr.mjs";
import { orderPortal } from "../support/order.mjs";
import { signsIn } from "../support/pages.mjs";
import { anAddress } from "../support/portal.mjs";
import { openssl } from "../support/pki.mjs";
import { until } from "../support/until.mjs";

let portal;
let browser;

before(async () => {
  [portal, browser] = await Promise.all([orderPortal("orders-browser", { limits: 0 }), launch()]);
});

after(() => browser?.close());

const open = (options) => openPage(browser, portal, options);
const text = (page, selector = "main") => page.innerText(selector);

// Presses the button of the form that posts there; gives the response of the page that it leads to.
async function send(page, action, form = `main form[action$="${action}"]`) {
  const [response] = await Promise.all([page.waitForNavigation(), page.click(`${form} button:not([name])`)]);
  return response;
}

async function follow(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

const listed = (page, table) => page.$$eval(`#${table} tr[data-reference]`, (rows) => rows.map((row) => row.dataset.reference));

async function downloads(page, format) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(`main a[href$='/download/${format}']`)]);
  return download.path();
}

async function isIssued(number) {
  await until(`certificate ${number}`, async () => (await portal.sql(`SELECT state FROM certificate_order WHERE number=${number}`)) === "issued");
}

describe("a walk through a certificate's life", () => {
  for (const { title, ...options } of [
    { title: "in English", language: "en-GB" },
    { title: "in German, without JavaScript, narrow", language: "de-DE", javaScriptEnabled: false, width: 360 },
  ]) {
    it(title, async () => {
      const says = (page, english, german) => text(page).then((shown) => assert.match(shown, options.language.startsWith("de") ? german : english));
      const [anna, olga] = [await portal.account(anAddress("anna"), "Anna Alt"), await portal.signedIn(anAddress("olga"), "Olga Offizier", { role: "officer" })];
      const [hers, officers] = [await open(options), await open(options)];
      const name = `www.${anna.email.replace("@", ".")}`;
      const request = await csr({ names: [name, `*.${name}`] });

      // From an account without anything to an order: the empty pages lead there.
      await signsIn(hers, anna);
      await followInHeader(hers, "nav a[href='/orders/new']");
      await follow(hers, "main a[href='/organisations/new']");
      await fillIn(hers, { name: "Müller & Söhne KG" });
      await send(hers, "/organisations/new");
      const organisation = path(hers).split("/").pop();
      await follow(hers, `main a[href='/orders/new?organisation=${organisation}']`);
      assert.equal(await hers.inputValue("main [name=organisation]"), organisation);
      assert.equal(await hers.getAttribute("main form", "enctype"), "multipart/form-data");

      // A private key by mistake, then the request.
      await hers.selectOption("main [name=product]", "server");
      await fillIn(hers, { csr: request.key });
      assert.equal((await send(hers, "/orders/new")).status(), 422);
      await says(hers, /do not use it any more/, /verwenden Sie ihn nicht mehr/);
      assert.equal((await hers.inputValue("main [name=csr]")).trim(), "");
      await hers.setInputFiles("main [name=csr_file]", request.file);
      await send(hers, "/orders/new");
      await says(hers, /What the certificate will contain/, /Was das Zertifikat enthalten wird/);
      assert.ok((await text(hers)).includes(`*.${name}`));
      await send(hers, "/orders/new");
      const number = path(hers).split("/").pop();
      assert.match(number, /^\d{6,}$/);
      await says(hers, /An officer of the portal looks at the order/, /Prüfer des Portals/);
      await followInHeader(hers, "nav a[href='/orders']");
      assert.deepEqual(await listed(hers, "orders"), [number]);

      // The officer finds and approves it; jobs issues it.
      await signsIn(officers, olga, "/approvals");
      await follow(officers, `#orders a[href='/approvals/${number}'] >> nth=0`);
      assert.ok((await text(officers)).includes(anna.email));
      await send(officers, `/approvals/${number}/approve`);
      await isIssued(number);
      const mail = await portal.waitForMail(anna.email);
      assert.ok(mail.text.includes(number) && mail.text.includes(name), mail.text);

      // It moves from one list into the other; the file fits the key.
      await hers.goto("/orders");
      assert.deepEqual(await listed(hers, "orders"), []);
      await followInHeader(hers, "nav a[href='/certificates']");
      assert.deepEqual(await listed(hers, "certificates"), [number]);
      await follow(hers, `#certificates a[href='/certificates/${number}'] >> nth=0`);
      const [leaf, issuers] = [await downloads(hers, "pem"), await downloads(hers, "issuers")];
      assert.match(await openssl(["verify", "-x509_strict", "-purpose", "sslserver", "-attime", String(Math.round(Date.now() / 1000) + (portal.offset ?? 0)), "-verify_hostname", name, "-CAfile", issuers, leaf]), /OK$/m);
      assert.equal(await openssl(["x509", "-in", leaf, "-noout", "-pubkey"]), await openssl(["req", "-in", request.file, "-noout", "-pubkey"]));

      // Nearly five months later it is renewed with the key that is in use.
      assert.equal(await hers.locator("main a[href$='/renew']").count(), 0, "too early");
      portal.later({ days: 140 });
      await signsIn(hers, anna, `/certificates/${number}`);
      await follow(hers, "main a[href$='/renew'] >> nth=0");
      await send(hers, "/renew", "main form#same_key");
      await says(hers, /the same key as before/, /derselbe Schlüssel wie bisher/);
      await send(hers, "/renew");
      const next = path(hers).split("/").pop();
      assert.equal(path(hers), `/orders/${next}`);
      await signsIn(officers, olga, `/approvals/${next}`);
      await send(officers, `/approvals/${next}/approve`);
      await isIssued(next);
      await hers.goto("/certificates");
      assert.deepEqual((await listed(hers, "certificates")).sort(), [number, next].sort());
      await hers.goto(`/certificates/${number}`);
      assert.ok(await hers.locator(`main a[href='/certificates/${next}']`).count() > 0, "leads to its successor");

      // The new one is revoked, with the password once more.
      await hers.goto(`/certificates/${next}`);
      await follow(hers, "main a[href$='/revoke']");
      await hers.check("main [name=reason][value=superseded]", { force: true });
      await fillIn(hers, { current_password: anna.password });
      await send(hers, "/revoke");
      assert.equal(path(hers), `/certificates/${next}`);
      await until("revoked", async () => (await portal.sql(`SELECT revoked_at IS NOT NULL FROM certificate WHERE number=${next}`)) === "1");
      await hers.reload();
      await says(hers, /Revoked on/, /Gesperrt am/);
      const crl = await until("the CRL", async () => {
        const list = fs.readdirSync(portal.path("pki")).find((file) => file.endsWith(".crl"));
        const shown = list && await openssl(["crl", "-inform", "DER", "-in", portal.path("pki", list), "-noout", "-text"]);
        const serial = await portal.sql(`SELECT serial FROM certificate WHERE number=${next}`);
        return shown && shown.toLowerCase().replace(/[^0-9a-f]/g, "").includes(serial) ? shown : null;
      });
      assert.match(crl, /Superseded/);
      for (const page of [hers, officers]) {
        assert.deepEqual(page.complaints, []);
        await page.context().close();
      }
    });
  }
});
