// A handover in real browsers: the contact's and the successor's, each with a profile of its own; and what a mail
// scanner's browser does with the link.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { authorities, fillIn, launch, open as openPage, path } from "../support/chromium.mjs";
import { GOOD_PASSWORD } from "../support/contact.mjs";
import { idIn, startHandover } from "../support/handover.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let browser;
let pki;
let issuing;

before(async () => {
  [portal, browser, { pki, issuing }] = await Promise.all([sharedPortal(), launch(), authorities()]);
});

after(() => browser?.close());

const open = (place, options) => openPage(browser, place, options);
const text = (page, selector = "main") => page.innerText(selector);

// Presses the form's button; gives the response of the page that it leads to.
async function send(page, action) {
  const [response] = await Promise.all([page.waitForNavigation(), page.click(`form[action$="${action}"] button:not([name])`)]);
  return response;
}

async function signsIn(page, email) {
  await fillIn(page, { email, password: GOOD_PASSWORD }, "form[action*='/login']");
  const [response] = await Promise.all([page.waitForNavigation(), page.click("form[action*='/login'] button")]);
  return response;
}

describe("a walk through a handover", () => {
  for (const { title, ...options } of [
    { title: "in English", language: "en-GB" },
    { title: "in German", language: "de-DE" },
    { title: "in German, without JavaScript, narrow", language: "de-DE", javaScriptEnabled: false, width: 360 },
    { title: "in English, without JavaScript, narrow", language: "en-US", javaScriptEnabled: false, width: 360 },
  ]) {
    it(title, async () => {
      const language = options.language.slice(0, 2);
      const says = (page, english, german) => text(page).then((shown) => assert.match(shown, language === "de" ? german : english));
      const [anna, nora] = [await portal.account(anAddress("anna"), "Anna Alt"), await portal.account(anAddress("nora"), "Nora Neu", { locale: language })];
      const organisation = (await portal.done(["organisation", "create", "--name", "Müller & Söhne KG", "--technical-contact", anna.email])).trim();
      const name = `${anna.email.replace("@", ".")}`;
      await portal.imports(organisation, [issuing.root.file, issuing.file, (await pki.leaf(issuing, [name])).file]);
      const [hers, theirs] = [await open(portal, options), await open(portal, options)];

      // Anna starts it, and gets the session password.
      await hers.goto(`/organisations/${organisation}`);
      assert.equal(path(hers), "/login");
      await signsIn(hers, anna.email);
      assert.equal(path(hers), `/organisations/${organisation}`);
      assert.equal(await hers.getAttribute("html", "lang"), language);
      const start = "form[action$='/technical-contact#technical-contact']";
      assert.equal(await hers.inputValue(`${start} [name=email]`), anna.email, "filled in with the present one");
      await hers.click(`${start} summary`);
      await says(hers, /1 certificate\b/, /1 Zertifikat\b/);
      await fillIn(hers, { email: ` ${nora.email.toUpperCase()} `, current_password: GOOD_PASSWORD }, start);
      const started = await send(hers, "/technical-contact#technical-contact");
      assert.equal(started.status(), 200);
      assert.match(started.headers()["cache-control"], /no-store/);
      const password = await text(hers, "#session-password");
      assert.match(password, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
      const reference = /UEB-\d{6,}/.exec(await text(hers))[0];

      // Nora follows the link of her mail, without being signed in, and accepts.
      const mail = await portal.waitForMail(nora.email);
      assert.ok(mail.text.includes("Müller & Söhne KG") && mail.text.includes(reference), mail.text);
      assert.match(mail.text, language === "de" ? /übergeben|Übergabe/ : /handover/);
      assert.ok(!mail.text.includes(password));
      await theirs.goto(mail.link);
      assert.match(await text(theirs), /Müller & Söhne KG/);
      assert.ok(!(await theirs.content()).includes(name), "no certificate data before completion");
      await send(theirs, "/handover/accept");
      assert.equal(path(theirs), "/login");
      await signsIn(theirs, nora.email);
      assert.equal(path(theirs), `/handovers/${reference}`, "signing in does not lose the place");

      // A banner tells of it on every page; she types the password as people do.
      await theirs.goto("/account");
      assert.equal(await theirs.locator("aside.banner a[href='/handovers']").count(), 1);
      await theirs.click("aside.banner a");
      await theirs.click(`a[href='/handovers/${reference}'] >> nth=0`);
      const typed = ` ${password.toLowerCase().replaceAll("-", "  ").replaceAll("0", "o").replaceAll("1", "l")} `;
      await fillIn(theirs, { session_password: typed }, "form[action$='/authorise']");
      await send(theirs, "/authorise");
      assert.equal(path(theirs) + new URL(theirs.url()).search, `/certificates?organisation=${organisation}`);
      assert.equal(await theirs.locator("#certificates tr[data-reference]").count(), 1);
      assert.notEqual(await text(theirs, "[role=status]"), "");
      assert.equal(await theirs.locator("aside.banner").count(), 0);

      // The receipt, for both; as a signed file, too.
      await until("the signed receipt", async () => (await portal.sql(`SELECT COUNT(*) FROM handover_receipt WHERE handover_id=${idIn(reference)}`)) === "1");
      for (const page of [theirs, hers]) {
        await page.goto(`/handovers/${reference}`);
        await page.click(`main a[href='/handovers/${reference}/receipt']`);
        const shown = await text(page);
        for (const fact of [reference, organisation, "Müller & Söhne KG", anna.email, nora.email, "Anna Alt", "Nora Neu"]) assert.ok(shown.includes(fact), `${fact} in ${shown}`);
        const [download] = await Promise.all([page.waitForEvent("download"), page.click("main a[href$='/receipt.p7m']")]);
        assert.equal(download.suggestedFilename(), `${reference}.p7m`);
        assert.ok(fs.readFileSync(await download.path()).includes(Buffer.from(organisation)));
      }

      // Anna has nothing left, and is told what that means.
      await hers.goto("/certificates");
      await says(hers, /handed everything over/, /übergeben/);
      assert.ok(await hers.locator("main a[href='/handovers']").count() >= 1);
      assert.equal((await hers.goto(`/organisations/${organisation}`)).status(), 404);
      assert.equal((await hers.goto(`/certificates?organisation=${organisation}`)).ok() && (await hers.content()).includes(name), false);
      for (const page of [hers, theirs]) {
        assert.deepEqual(page.complaints, []);
        await page.context().close();
      }
    });
  }

  it("declined behind the link: one click more, and nothing has changed", async () => {
    const handover = await startHandover(portal);
    const page = await open(portal);
    await page.goto(await handover.link());
    await send(page, "/handover/decline");
    assert.equal(await handover.state(), "offered", "asked once more");
    await send(page, "/handover/decline");
    assert.equal(path(page), "/handover/declined");
    assert.equal(await handover.state(), "declined");
    assert.equal(await handover.contact(), handover.from.email);
    await page.context().close();
  });
});

describe("a link scanner's browser", () => {
  it("that runs scripts, loads everything, scrolls and clicks nothing leaves the handover as it was", async () => {
    const handover = await startHandover(portal);
    const link = await handover.link();
    const before = await handover.everything();
    for (const javaScriptEnabled of [true, false]) {
      const page = await open(portal, { javaScriptEnabled });
      assert.equal((await page.goto(link, { waitUntil: "networkidle" })).status(), 200);
      for (let i = 0; i < 5; i += 1) await page.mouse.wheel(0, 600);
      await page.mouse.move(400, 400);
      // What stands in the page is fetched as well, and asked for by HEAD.
      const addresses = await page.$$eval("a[href], link[href], img[src], script[src]", (all) => all.map((element) => element.href || element.src));
      const own = [...new Set(addresses)].filter((address) => address.startsWith(portal.url));
      for (const address of own) for (const method of ["get", "head"]) await page.request[method](address, { maxRedirects: 3 });
      // Where the forms lead, too: they are not sent, only looked at.
      for (const action of await page.$$eval("form[method=post]", (all) => all.map((form) => form.action))) {
        for (const address of [action, `${action}?token=${new URL(link, portal.url).searchParams.get("token")}`]) await page.request.get(address, { maxRedirects: 3 });
      }
      await page.reload({ waitUntil: "networkidle" });
      await page.context().close();
    }
    assert.deepEqual(await handover.everything(), before);
    assert.equal((await handover.acceptsByToken()).status, 303, "the link is still good");
  });
});
