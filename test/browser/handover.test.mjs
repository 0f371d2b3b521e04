// A handover in real browsers: the contact's and the successor's, each with a profile of its own; what a mail scanner's
// browser does with the link; and every page of the procedure under html-validate and axe.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { assertAccessible, assertValid, authorities, fillIn, fitsItsWidth, launch, open as openPage, path } from "../support/chromium.mjs";
import { GOOD_PASSWORD } from "../support/contact.mjs";
import { asksForHandover, idIn, posts, startHandover } from "../support/handover.mjs";
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

describe("every page of a handover is valid, accessible and fits", () => {
  let place;
  let anna;
  let nora;
  let third;
  const handovers = {};

  before(async () => {
    place = await sharedPortal("handover-pages", { limits: 0 });
    anna = await place.signedIn(anAddress("anna"), "Anna Alt");
    nora = await place.signedIn(anAddress("nora"), "Nora Neu");
    third = await place.signedIn(anAddress("otto"), "Otto Beispiel");
    for (const state of ["offered", "accepted", "completed", "declined", "withdrawn", "expired", "blocked"]) {
      const organisation = await anna.creates({ name: state === "offered" ? "<b>Sehr lange Firmierung mit vielen Wörtern und ohne Ende Gesellschaft</b>" : `Müller & Söhne ${state}` });
      const handover = await startHandover(place, { organisation, from: anna, to: nora });
      handovers[state] = state === "offered" ? handover : await handover.becomes(state);
    }
    handovers.gone = await startHandover(place, { from: third, to: nora, name: "Letzte AG" });
    await handovers.gone.becomes("completed");
  });

  // Each look gives the response of the page that it opened.
  async function check(page, looks) {
    const problems = [];
    for (const [name, look] of Object.entries(looks)) {
      const response = await look(page);
      const html = await response.text();
      if (![200, 409, 410, 422].includes(response.status())) problems.push(`${name}: ${response.status()}`);
      const fits = async () => assert.ok(await fitsItsWidth(page), `${name} is wider than the screen`);
      for (const proves of [() => assertValid(html, name), () => assertAccessible(page, name), fits]) {
        await proves().catch((error) => problems.push(error.actual === false ? error.message : error.actual ?? error.message));
      }
    }
    assert.deepEqual([...new Set(problems.flat())], []);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  }

  const goes = (target) => (page) => page.goto(target);

  const PUBLIC = async () => ({
    "behind the link": goes(await handovers.offered.link()),
    "the question behind the link": async (page) => {
      await page.goto(await handovers.offered.link());
      return send(page, "/handover/decline");
    },
    "a link that is used": goes(await handovers.accepted.link()),
    "a link of a completed one": goes(await handovers.completed.link()),
    "a link of a withdrawn one": goes(await handovers.withdrawn.link()),
    "an unknown link": goes(`/handover?token=${"A".repeat(43)}`),
    "accepted": goes("/handover/accepted"),
    "declined": goes("/handover/declined"),
    "no more invitations, unknown": goes(`/invitation/refuse?token=${"A".repeat(43)}`),
    "no more invitations": goes("/invitation/refused"),
  });

  const pagesOf = (states) => Object.fromEntries(states.map((state) => [`${state}`, goes(handovers[state].page)]));
  const ALL = ["offered", "accepted", "completed", "declined", "withdrawn", "expired", "blocked"];

  const CONTACTS = (free) => ({
    "the organisation": goes(`/organisations/${free}`),
    "an address that is not registered": async (page) => {
      await page.goto(`/organisations/${free}`);
      await fillIn(page, { email: "niemand@example.org", current_password: GOOD_PASSWORD }, "form[action$='/technical-contact#technical-contact']");
      return send(page, "/technical-contact#technical-contact");
    },
    "a start": async (page) => {
      await page.goto(`/organisations/${free}`);
      await fillIn(page, { email: third.email, current_password: GOOD_PASSWORD }, "form[action$='/technical-contact#technical-contact']");
      return send(page, "/technical-contact#technical-contact");
    },
    "the organisation that is handed over": goes(`/organisations/${free}`),
    "a new session password": async (page) => {
      await page.goto(handovers.accepted.page);
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
      await fillIn(page, { current_password: GOOD_PASSWORD }, "form[action$='/new-password']");
      return send(page, "/new-password");
    },
    "the list": goes("/handovers"),
    "the receipt": goes(`${handovers.completed.page}/receipt`),
    "no receipt yet": goes(`${handovers.accepted.page}/receipt`),
    ...pagesOf(ALL),
  });

  const SUCCESSORS = () => ({
    "the list": goes("/handovers"),
    "the certificates, below the banner": goes("/certificates"),
    "the question": async (page) => {
      await page.goto(handovers.offered.page);
      return send(page, "/decline");
    },
    "a wrong form of the session password": async (page) => {
      await page.goto(handovers.accepted.page);
      await fillIn(page, { session_password: "1234" }, "form[action$='/authorise']");
      return send(page, "/authorise");
    },
    "its organisation, with the history": goes(`/organisations/${handovers.completed.organisation}`),
    "the receipt": goes(`${handovers.completed.page}/receipt`),
    ...pagesOf(ALL),
  });

  for (const options of [{ language: "en", width: 1280 }, { language: "de", width: 360, colorScheme: "dark" }]) {
    const how = `${options.language}, ${options.width} wide, ${options.colorScheme ?? "light"}`;
    const signedIn = async (email) => {
      const page = await open(place, options);
      await page.goto("/login");
      await signsIn(page, email);
      return page;
    };

    it(`for everybody: ${how}`, async () => check(await open(place, options), await PUBLIC()));

    it(`for the contact: ${how}`, async () => check(await signedIn(anna.email), CONTACTS(await anna.creates({ name: "Freie GmbH" }))));

    it(`for the successor: ${how}`, async () => check(await signedIn(nora.email), SUCCESSORS()));

    it(`for others: ${how}`, async () => check(await signedIn(third.email), {
      "nothing left": goes("/certificates"),
      "organisations, nothing left": goes("/organisations"),
      "behind the link, signed in as somebody else": goes(await handovers.offered.link()),
    }));

    it(`no more invitations, behind its link: ${how}`, async () => {
      const address = anAddress("gast");
      const organisation = await anna.creates({ name: "Einladende GmbH" });
      assert.equal((await asksForHandover(anna, organisation, address)).status, 422);
      assert.equal((await posts(anna, `/organisations/${organisation}/technical-contact/invite`, { email: address })).status, 303);
      const mail = await place.waitForMail(address);
      await check(await open(place, options), { "no more invitations, asked": goes(mail.link) });
    });
  }
});
