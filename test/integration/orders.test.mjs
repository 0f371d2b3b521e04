// A contact's pages of orders: the form with its preview and its refusals, the lists, one order. Which orders are
// taken is told by order_rules, what becomes of them by order_states.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, describe, it } from "node:test";

import { csr } from "../support/csr.mjs";
import { placesOrders } from "../support/issuance.mjs";
import { aName, anOfficer, anOrganisation, idIn, numberIn, Order, posts } from "../support/order.mjs";
import { anAddress, run, sharedPortal } from "../support/portal.mjs";

let portal;
let anna;
let olga;
let organisation;

// One product, as every new stack has it.
before(async () => {
  portal = await sharedPortal("order-pages");
  [anna, olga] = await Promise.all([portal.signedIn(anAddress("anna"), "Anna Alt"), anOfficer(portal)]);
  organisation = await anOrganisation(anna, "Müller & Söhne KG");
});

const ordersOf = (reference = organisation) => portal.sql(`SELECT COUNT(*) FROM certificate_order WHERE organisation_id=${idIn(reference)}`);
const asksFor = (contact, request, fields = {}) => posts(contact, "/orders/new", { organisation, product: "server", csr: request.pem ?? request, ...fields });
const listed = (answer) => (answer.page.byId("orders")?.all("tr", { "data-reference": true }) ?? []).map(({ attributes }) => attributes["data-reference"]);
const selected = (answer, field) => answer.page.byId(field).all("option").find(({ attributes }) => "selected" in attributes)?.attributes.value ?? "";
const textarea = (answer) => answer.page.one("textarea", { name: "csr" }).raw;

// The form with a file, as a browser sends it.
async function uploads(contact, file, fields = {}, target = "/orders/new") {
  const { csrfToken } = await contact.gets("/account");
  const part = (head, body) => [`--grenze\r\nContent-Disposition: form-data; ${head}\r\n\r\n`, body, "\r\n"];
  const all = { csrf_token: csrfToken, organisation, product: "server", csr: "", ...fields };
  const body = Buffer.concat([...Object.entries(all).flatMap(([name, value]) => part(`name="${name}"`, value)),
    ...part('name="csr_file"; filename="server.csr"', file), "--grenze--\r\n"].map((piece) => Buffer.from(piece)));
  return contact.browser.request("POST", target, { headers: { "Content-Type": "multipart/form-data; boundary=grenze", Origin: portal.url }, body });
}

async function ordered(names = [aName()]) {
  const request = await csr({ names });
  const answer = await asksFor(anna, request, { confirm: "1" });
  assert.equal(answer.status, 303, answer.summary);
  return new Order(portal, { number: numberIn(answer), organisation, contact: anna, officer: olga, request, product: "server" });
}

describe("ordering", () => {
  it("begins with a form that has chosen what there is no choice of, and the organisation that the link names", async () => {
    const bert = await portal.signedIn(anAddress("bert"), "Bert Beispiel");
    assert.match((await bert.gets("/orders/new")).main, /First an organisation/);
    const one = await anOrganisation(bert, "Eins AG");
    let form = await bert.gets("/orders/new");
    assert.equal(selected(form, "organisation"), one);
    assert.equal(selected(form, "product"), "server");
    assert.match(form.main, /openssl req -new/);
    const two = await anOrganisation(bert, "Zwei AG");
    form = await bert.gets("/orders/new");
    assert.equal(selected(form, "organisation"), "");
    assert.equal(selected(await bert.gets(`/orders/new?organisation=${two}`), "organisation"), two);
    assert.equal(selected(await bert.gets(`/orders/new?organisation=${organisation}`), "organisation"), "", "another's");
    const sent = await posts(bert, "/orders/new", { csr: (await csr({ names: [aName()] })).pem });
    assert.equal(sent.status, 422);
    assert.deepEqual(sent.badFields, ["organisation"]);
  });

  it("shows what the certificate will contain, and what of the CSR it will not, before anything is stored", async () => {
    const name = `käse-${process.pid}.example.org`;
    const ascii = new URL(`http://${name}`).hostname;
    const request = await csr({ names: [ascii, "*.shop.example.org"], fields: { O: "Muster AG", OU: "Einkauf" }, extensions: "keyUsage = dataEncipherment\n" });
    const preview = await asksFor(anna, request);
    assert.equal(preview.status, 200, preview.summary);
    for (const fact of [name, ascii, "*.shop.example.org", "EC P-256", "Müller & Söhne KG", organisation, "TLS server certificate", "200 days", "one officer has to approve"]) {
      assert.ok(preview.main.includes(fact), `${fact} in ${preview.main}`);
    }
    const ignored = preview.page.all("dd").find((element) => /it will just not stand/.test(element.text)).text;
    for (const fact of ["Muster AG", "Einkauf", "Key Usage"]) assert.ok(ignored.includes(fact), `${fact} in ${ignored}`);
    assert.equal(await ordersOf(), "0");
    const answer = await anna.browser.submit(preview);
    assert.equal(answer.status, 303, answer.summary);
    assert.equal(await ordersOf(), "1");
    const page = await anna.browser.follow(answer);
    assert.match(page.flash, /order is received/i);
    for (const fact of [name, ascii, "Müller & Söhne KG", "EC P-256", anna.email, "An officer of the portal looks at the order"]) assert.ok(page.main.includes(fact), `${fact} in ${page.main}`);
    assert.deepEqual(await (new Order(portal, { number: numberIn(answer) })).mails(), []);
  });

  it("takes a file, PEM or DER, which wins over the text", async () => {
    const [pasted, file] = [await csr({ names: [aName()] }), await csr({ names: [aName()] })];
    for (const content of [file.pem, file.der]) {
      const preview = await uploads(anna, content, { csr: pasted.pem });
      assert.equal(preview.status, 200, preview.summary);
      assert.ok(preview.form().one("input", { name: "csr" }).attributes.value.includes(file.pem.split("\n")[1]), "the file's request is what will be ordered");
    }
    const preview = await uploads(anna, "", { csr: pasted.pem });
    assert.ok(preview.form().one("input", { name: "csr" }).attributes.value.includes(pasted.pem.split("\n")[1]), "no file chosen");
  });

  it("tells everything that is wrong at once, and keeps what was filled in", async () => {
    const request = await csr({ names: ["localhost", "10.0.0.1", "co.uk"], key: "rsa1024" });
    const before = await ordersOf();
    for (const confirm of [undefined, "1"]) {
      const answer = await asksFor(anna, request, confirm ? { confirm } : {});
      assert.equal(answer.status, 422, answer.summary);
      for (const finding of [/localhost is an internal name/, /10\.0\.0\.1 is an IP address/, /co\.uk belongs to a registry/, /unsuitable size: RSA 1024/, /openssl req -new/]) assert.match(answer.alert, finding);
      assert.deepEqual(answer.badFields, ["csr"]);
      assert.equal(textarea(answer).trim(), request.pem.trim());
      assert.equal(selected(answer, "organisation"), organisation);
    }
    assert.equal(await ordersOf(), before);
    const other = await asksFor(anna, request, { product: "unknown", csr: "" });
    assert.deepEqual(other.badFields.sort(), ["csr", "product"]);
  });

  it("has bounds: 64 KiB a request, 256 KiB a form", async () => {
    const tooLarge = "A".repeat((64 << 10) + 1);
    for (const answer of [await asksFor(anna, tooLarge), await uploads(anna, tooLarge)]) {
      assert.equal(answer.status, 422, answer.summary);
      assert.match(answer.alert, /64 KiB at most/);
      assert.ok(answer.text.length < 32 << 10, "it is not sent back");
    }
    assert.equal((await uploads(anna, "A".repeat(257 << 10))).status, 413);
  });

  it("without any product says so", async () => {
    const file = portal.path("certportal.conf");
    const content = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, content.replace(/^\[product\.server\][^[]*/m, ""));
    await portal.reload();
    assert.match((await anna.gets("/orders/new")).main, /set up no product/);
    const answer = await asksFor(anna, await csr({ names: [aName()] }), { confirm: "1" });
    assert.equal(answer.status, 422);
    assert.match(answer.main, /set up no product/);
    fs.writeFileSync(file, content);
    await portal.reload();
    assert.equal((await asksFor(anna, await csr({ names: [aName()] }))).status, 200);
  });
});

describe("a private key", () => {
  // A line of its Base64 that no encoding of a form changes.
  const markerIn = (pem) => pem.match(/[A-Za-z0-9]{12,}/g).reduce((longest, text) => (text.length > longest.length ? text : longest));

  it("is refused wherever it comes, with the warning that it is burnt, and nothing of it is left anywhere", async () => {
    const request = await csr({ names: [aName()], key: "rsa2048" });
    const marker = markerIn(request.key.replace(/-----[^-]+-----/g, ""));
    const issued = await (await (await ordered()).isApproved()).isIssued();
    const before = await ordersOf();
    const der = Buffer.from(request.key.replace(/-----[^-]+-----|\s/g, ""), "base64");
    const ways = {
      pasted: () => asksFor(anna, request.key),
      "pasted and confirmed": () => asksFor(anna, request.key, { confirm: "1" }),
      "beside the request": () => asksFor(anna, request.key + request.pem),
      "behind the request": () => asksFor(anna, request.pem + request.key),
      "with a product that there is none of": () => asksFor(anna, request.key, { product: "unknown" }),
      "as a file": () => uploads(anna, request.key),
      "as a file in DER": () => uploads(anna, der),
      "pasted beside a good file": () => uploads(anna, request.pem, { csr: request.key }),
      "pasted beside a bad file": () => uploads(anna, "nonsense", { csr: request.key }),
      "pasted for a re-issue": () => posts(anna, `/certificates/${issued.number}/reissue`, { csr: request.key }),
      "pasted beside a good file for a re-issue": () => uploads(anna, request.pem, { csr: request.key }, `/certificates/${issued.number}/reissue`),
    };
    for (const [way, sends] of Object.entries(ways)) {
      const answer = await sends();
      assert.equal(answer.status, 422, `${way}: ${answer.summary}`);
      assert.match(answer.alert, /do not use it any more/, way);
      assert.equal(textarea(answer).trim(), "", way);
      assert.ok(!answer.text.includes(marker), way);
    }
    const unknown = await asksFor(anna, request.key.replace(/^.*\n.*\n|-----END.*/g, ""));
    assert.match(unknown.alert, /not shown here again/);
    assert.ok(!unknown.text.includes(marker), "nor is what could be one shown again");
    assert.equal(await ordersOf(), before);
    await portal.mailsAreOut();
    const filesWith = async (text) => (await run("grep", ["-rlaF", "--", text, portal.state])).stdout;
    assert.match(await filesWith(anna.email), /\/db\//, "the database lies there, too");
    assert.equal(await filesWith(marker), "");
    // Nor in DER: a part of its modulus, which no request that is stored holds.
    const modulus = der.toString("hex").slice(80, 112);
    const { status, stdout } = await run("grep", ["-rlaP", "--", modulus.replace(/../g, "\\x$&"), portal.state], { env: { ...process.env, LC_ALL: "C" } });
    assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
  });
});

describe("an order", () => {
  it("is in one's list with its state, its age and what comes next, until it is withdrawn", async () => {
    const name = aName();
    const order = await ordered([name, aName(), aName()]);
    const row = (await anna.gets("/orders")).page.byId("orders").one("tr", { "data-reference": order.number });
    for (const fact of [name, "+ 2 further names", "Müller & Söhne KG", "New certificate", "waits for approval", "just now", "An officer of the portal looks at the order"]) assert.ok(row.text.includes(fact), `${fact} in ${row.text}`);
    const withdrawn = await anna.fills(order.page, {}, { action: `${order.page}/withdraw` });
    assert.equal(withdrawn.location, order.page);
    const page = await anna.browser.follow(withdrawn);
    assert.match(page.flash, /withdrawn/);
    assert.ok(page.page.one("a", { href: `/orders/new?organisation=${organisation}` }));
    assert.ok(!listed(await anna.gets("/orders")).includes(order.number));
    assert.ok(listed(await anna.gets("/orders?status=closed")).includes(order.number));
    const again = await order.withdraws();
    assert.equal(again.status, 409);
    assert.match(again.main, /withdrawn/);
    assert.equal((await anna.gets(`${order.page}/withdraw`)).main, (await anna.gets(order.page)).main, "a form's path shows the page");
  });

  it("that is rejected shows the reason, and the way to a new one", async () => {
    const order = await ordered();
    assert.equal((await order.rejects(olga, "Bitte einen <anderen> Namen.")).status, 303);
    const page = await anna.gets(order.page);
    assert.match(page.main, /Bitte einen <anderen> Namen\./);
    assert.ok(page.page.one("a", { href: `/orders/new?organisation=${organisation}` }));
    assert.equal(page.page.all("form", { method: "post" }).length, 1, "nothing to do but sign out");
    assert.ok(listed(await anna.gets("/orders?status=closed")).includes(order.number));
  });

  it("that is issued leads to its certificate, and before that the certificate's page to the order", async () => {
    const order = await ordered();
    assert.equal((await anna.get(`/certificates/${order.number}`)).location, order.page);
    await (await order.isApproved()).isIssued();
    assert.equal((await anna.get(order.page)).location, `/certificates/${order.number}`);
    for (const list of ["/orders", "/orders?status=closed"]) assert.ok(!listed(await anna.gets(list)).includes(order.number));
    assert.equal((await order.withdraws()).status, 409);
  });

  it("is there for its contact alone: 404 for others, officers too, and to sign-in for whoever is not signed in", async () => {
    const order = await ordered();
    const stranger = await portal.signedIn(anAddress("fremd"), "Frida Fremd");
    for (const other of [stranger, olga]) {
      assert.equal((await other.get(order.page)).status, 404);
      assert.equal((await order.withdraws(other)).status, 404);
      assert.deepEqual(listed(await other.gets("/orders")), []);
    }
    for (const number of ["999999", "1", "x", "0"]) assert.equal((await anna.get(`/orders/${number}`)).status, 404, number);
    for (const page of ["/orders", "/orders/new", order.page]) assert.equal((await portal.browser().get(page)).location, `/login?next=${encodeURIComponent(page)}`);
    assert.equal(await order.state(), "submitted");
  });

  it("stands on the next page where there are many, the newest first", async () => {
    const carl = await portal.signedIn(anAddress("carl"), "Carl Beispiel");
    const numbers = (await placesOrders(portal, await anOrganisation(carl), 51, { state: "submitted" })).map(String).reverse();
    const first = await carl.gets("/orders");
    assert.deepEqual(listed(first), numbers.slice(0, 50));
    const next = first.page.one("a", { rel: "next" }).attributes.href;
    assert.match(next, /[?&]after=/);
    const second = await carl.gets(next);
    assert.deepEqual(listed(second), numbers.slice(50));
    assert.equal(second.page.one("a", { rel: "next" }), undefined);
  });
});
