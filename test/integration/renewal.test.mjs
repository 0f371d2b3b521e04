// Renewal and re-issue: when, with which key and names, one and many, and what becomes of the predecessor. The last test
// moves the clock on, which never goes back.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { csr } from "../support/csr.mjs";
import { anOrganisation, posts, rows } from "../support/handover.mjs";
import { anOfficer, aName, orderPortal, placesOrder } from "../support/order.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress } from "../support/portal.mjs";
import { together } from "../support/race.mjs";

const DAY = 86400;
const numberOf = (answer) => /^\/orders\/(\d+)$/.exec(answer.location ?? "")?.[1];

describe("renewal", () => {
  let portal;
  let anna;
  let officer;
  let organisation;
  let pki;
  let root;

  // A certificate that was ordered here and issued by the local CA; `request` has its key.
  async function issued(options = {}) {
    const order = await placesOrder(portal, { contact: anna, officer, organisation, product: "server", ...options });
    return order.becomes("issued");
  }

  async function imported(names, options = {}) {
    const leaf = await pki.leaf(root, names, options);
    await portal.imports(organisation, [leaf.file]);
    const [{ number }] = await rows(portal, "number", `FROM certificate WHERE name='${names[0]}' ORDER BY number DESC LIMIT 1`);
    return { number, leaf };
  }

  const renews = (number, fields = { same_key: 1 }, who = anna) => posts(who, `/certificates/${number}/renew`, fields);
  const orderRow = async (number) => (await rows(portal, "kind, state, predecessor, product, has_same_key, ends_at, name, more_names", `FROM certificate_order WHERE number=${number}`))[0];
  const openOrders = async (number) => (await rows(portal, "number", `FROM certificate_order WHERE open_predecessor=${number}`)).map((row) => row.number);

  const rule = async (keys) => {
    portal.configure(keys);
    await portal.reload();
  };

  before(async () => {
    portal = await orderPortal("renewal");
    pki = new Pki();
    root = await pki.root("Renewal Root");
    anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
    officer = await anOfficer(portal);
    organisation = await anOrganisation(anna);
    await portal.imports(organisation, [root.file]);
    await rule({ renewable_part: 1 }); // at any time
  });

  it("takes the window from the configuration for what is stored already", async () => {
    const { number } = await imported([aName()], { from: -100, to: 100 });
    assert.equal((await anna.get(`/certificates/${number}/renew`)).status, 200);
    assert.equal((await anna.gets(`/certificates?q=${number}`)).page.byId("certificates").one("b").text, "ends soon");
    await rule({ renewable_part: 3 });
    assert.equal((await anna.get(`/certificates/${number}/renew`)).status, 409);
    assert.equal((await anna.gets(`/certificates?q=${number}`)).page.byId("certificates").one("b").text, "valid");
    await rule({ renewable_days: 101 });
    assert.equal((await anna.get(`/certificates/${number}/renew`)).status, 200);
    assert.match((await anna.gets(`/certificates?status=expiring&q=${number}`)).text, new RegExp(`data-reference="${number}"`));
    await rule({ renewable_part: 1, renewable_days: undefined });
  });

  it("keeps key, names and product after a preview, and replaces the old one only when the new one is issued", async () => {
    const old = await issued({ names: ["www.a.example.org", "a.example.org"] });
    assert.match((await anna.gets(`/certificates?q=${old.number}`)).text, new RegExp(`/certificates/${old.number}/renew`));
    const preview = await renews(old.number);
    assert.equal(preview.status, 200, preview.summary);
    assert.match(preview.text, /www\.a\.example\.org/);
    assert.deepEqual(await openOrders(old.number), []);
    const answer = await anna.browser.submit(preview, {}, { action: `/certificates/${old.number}/renew` });
    const number = numberOf(answer);
    assert.ok(number, answer.summary);
    const row = await orderRow(number);
    assert.deepEqual([row.kind, row.predecessor, row.product, row.has_same_key, row.name, row.more_names], ["renewal", Number(old.number), "server", 1, "www.a.example.org", 1]);
    assert.equal((await renews(old.number, { same_key: 1, confirm: 1 })).status, 409);
    const list = (await anna.gets(`/certificates?q=${old.number}`)).text;
    assert.match(list, new RegExp(`/orders/${number}`));
    assert.doesNotMatch(list, new RegExp(`/certificates/${old.number}/renew"`));
    assert.equal((await anna.get(`/certificates/${number}`)).location, `/orders/${number}`);
    assert.equal(await portal.sql(`SELECT replaced_by FROM certificate WHERE number=${old.number}`), "NULL");
    old.number = number;
    await old.becomes("issued");
    const [before] = await rows(portal, "number, replaced_by", `FROM certificate WHERE replaced_by=${number}`);
    assert.equal(before.replaced_by, Number(number));
    const details = (await anna.gets(`/certificates/${before.number}`)).text;
    assert.match(details, new RegExp(`/certificates/${number}"`));
    assert.match((await anna.gets(`/certificates/${number}`)).text, new RegExp(`/certificates/${before.number}"`));
    const refused = await anna.get(`/certificates/${before.number}/renew`);
    assert.equal(refused.status, 409);
    assert.match(refused.text, /replaced already/);
  });

  it("takes a new CSR of the same names, and offers a new order for one of others", async () => {
    const old = await issued({ names: ["www.b.example.org", "b.example.org"] });
    const other = await renews(old.number, { csr: (await csr({ names: ["www.b.example.org", "c.example.org"] })).pem, confirm: 1 });
    assert.equal(other.status, 422);
    const offer = other.form("/orders/new");
    assert.match(offer.all("input", { name: "csr" })[0].attributes.value, /BEGIN CERTIFICATE REQUEST/);
    const request = await csr({ names: ["b.example.org", "www.b.example.org"] });
    const preview = await renews(old.number, { csr: request.pem });
    assert.equal(preview.status, 200, preview.summary);
    const answer = await anna.browser.submit(preview, {}, { action: `/certificates/${old.number}/renew` });
    assert.ok(numberOf(answer), answer.summary);
    assert.equal((await orderRow(numberOf(answer))).has_same_key, 0);
  });

  it("never shows a private key again", async () => {
    const old = await issued();
    const answer = await renews(old.number, { csr: old.request.key, confirm: 1 });
    assert.equal(answer.status, 422);
    assert.doesNotMatch(answer.text, /PRIVATE KEY-----/);
  });

  it("takes the names of an imported certificate, and asks for product and CSR", async () => {
    const { number } = await imported(["www.imported.example.org", "imported.example.org"], { from: -100, to: 20 });
    const form = await anna.gets(`/certificates/${number}/renew`);
    assert.ok(form.page.byId("product"));
    const request = await csr({ names: ["www.imported.example.org", "imported.example.org"] });
    assert.equal((await renews(number, { csr: request.pem, confirm: 1 })).status, 422, "which product?");
    assert.equal((await renews(number, { same_key: 1, product: "server", confirm: 1 })).status, 422);
    const answer = await renews(number, { csr: request.pem, product: "server", confirm: 1 });
    assert.ok(numberOf(answer), answer.summary);
    assert.equal((await orderRow(numberOf(answer))).predecessor, Number(number));
  });

  it("keeps a key for 398 days", async () => {
    const old = await issued();
    const used = (days, seconds) => portal.sql(`UPDATE certificate SET not_before=UTC_TIMESTAMP() - INTERVAL ${days * DAY + seconds} SECOND WHERE number=${old.number}`);
    await used(398, -60);
    assert.equal((await renews(old.number)).status, 200);
    await used(399, 0);
    assert.equal((await renews(old.number)).status, 422);
    assert.match((await anna.gets(`/certificates/${old.number}/renew`)).text, /more than 398 days/);
  });

  it("renews the ticked ones together that keep their key, and lists the others", async () => {
    const [first, second, third] = [await issued(), await issued(), await issued()];
    await renews(third.number, { same_key: 1, confirm: 1 });
    const elsewhere = await imported([aName()], { from: -100, to: 20 });
    const number = [first.number, second.number, third.number, elsewhere.number];
    const many = async (ticked, fields = {}, who = anna) => {
      const { csrfToken } = await who.gets("/account");
      return who.browser.post("/certificates/renew", [["csrf_token", csrfToken], ...ticked.map((each) => ["number", each]), ...Object.entries(fields)]);
    };
    const shown = await many(number);
    assert.equal(shown.status, 200, shown.summary);
    assert.equal(shown.page.all("input", { name: "number" }).length, 2);
    assert.match(shown.text, new RegExp(`/certificates/${elsewhere.number}/renew`));
    const answer = await anna.browser.submit(shown, {}, { action: "/certificates/renew" });
    assert.equal(answer.location, "/orders", answer.summary);
    assert.match((await anna.browser.follow(answer)).text, /Renewals ordered: 2\./);
    for (const each of [first, second]) assert.equal((await openOrders(each.number)).length, 1);
    assert.equal((await many(number, { confirm: 1 })).status, 409);
    assert.equal((await many([])).status, 422);
    const nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
    assert.equal((await many([first.number], {}, nora)).status, 404);
  });

  it("re-issues with a new key and the same end", async () => {
    const old = await issued();
    const reissues = (request) => posts(anna, `/certificates/${old.number}/reissue`, { csr: request.pem, confirm: 1 });
    const same = await reissues(old.request);
    assert.equal(same.status, 422);
    assert.match(same.text, /has the present certificate’s key/);
    const [{ name }] = await rows(portal, "name", `FROM certificate WHERE number=${old.number}`);
    const answer = await reissues(await csr({ names: [name] }));
    assert.ok(numberOf(answer), answer.summary);
    const next = numberOf(answer);
    const predecessor = old.number;
    old.number = next;
    await old.becomes("issued");
    const ends = await portal.sql(`SELECT COUNT(DISTINCT not_after) FROM certificate WHERE number IN (${predecessor}, ${next})`);
    assert.equal(ends, "1");
  });

  it("shows nothing of it to others", async () => {
    const old = await issued();
    const nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
    for (const step of ["renew", "reissue", "revoke"]) {
      assert.equal((await nora.get(`/certificates/${old.number}/${step}`)).status, 404, step);
      assert.equal((await posts(nora, `/certificates/${old.number}/${step}`, { same_key: 1, confirm: 1 })).status, 404, step);
    }
    assert.deepEqual(await openOrders(old.number), []);
  });

  it("gives one open order to two renewals at once", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { number } = await imported([`r${round}.race.example.org`], { from: -100, to: 20 });
      const request = await csr({ names: [`r${round}.race.example.org`] });
      await posts(anna, `/certificates/${number}/renew`, { csr: request.pem, product: "hand" });
      const order = () => renews(number, { csr: request.pem, product: "hand", confirm: 1 });
      const answers = await together([order, order]);
      assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409]);
      assert.equal((await openOrders(number)).length, 1);
    }
  });

  it("opens in the last third, and closes 30 days after the end", async () => {
    const old = await issued();
    await rule({ renewable_part: undefined });
    const [{ begin, end }] = await rows(portal, "UNIX_TIMESTAMP(not_before) AS begin, UNIX_TIMESTAMP(not_after) AS end", `FROM certificate WHERE number=${old.number}`);
    const third = Number(end) - Math.trunc((Number(end) - Number(begin)) / 3);
    const cases = [
      ["a minute before the last third", third - 60, 409],
      ["a minute into it", third + 60, 200],
      ["at the end", Number(end) - 60, 200],
      ["30 days after it", Number(end) + 30 * DAY - 60, 200],
      ["and a minute", Number(end) + 30 * DAY + 60, 409],
      ["31 days after it", Number(end) + 31 * DAY, 409],
    ];
    for (const [name, moment, status] of cases) {
      portal.clockOffset = moment - Date.now() / 1000;
      await anna.signIn();
      anna.formToken = undefined;
      assert.equal((await anna.get(`/certificates/${old.number}/renew`)).status, status, name);
      assert.equal((await renews(old.number)).status, status, name);
      const list = (await anna.gets(`/certificates?q=${old.number}`)).text;
      assert.equal(list.includes(`/certificates/${old.number}/renew"`), status === 200, name);
    }
  });
});
