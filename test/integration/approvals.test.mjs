// Officers decide orders, and upload what a CA without a program has made.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, describe, it } from "node:test";

import { csr } from "../support/csr.mjs";
import { anOrganisation, posts, rows, startHandover } from "../support/handover.mjs";
import { aName, numberIn, orderPortal, orders } from "../support/order.mjs";
import { openssl, Pki } from "../support/pki.mjs";
import { anAddress } from "../support/portal.mjs";
import { together } from "../support/race.mjs";

let portal;
let anna;
let organisation;
let officer;
let second;
let pki;
let root;

before(async () => {
  portal = await orderPortal("approvals");
  anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
  organisation = await anOrganisation(anna, "Muster AG");
  officer = await portal.signedIn(anAddress("pruefer"), "Petra Prüferin", { role: "officer" });
  second = await portal.signedIn(anAddress("zweiter"), "Paul Prüfer", { role: "officer" });
  pki = new Pki();
  root = await pki.root("Hand Root");
});

// An order of Anna's with a new key: { number, request, name, path }.
async function ordered({ contact = anna, of = organisation, product = "hand", ...wanted } = {}) {
  const name = wanted.names?.[0] ?? aName();
  const request = await csr({ names: wanted.names ?? [name], key: wanted.key });
  const answer = await orders(contact, { organisation: of, product, request });
  const number = numberIn(answer);
  assert.ok(number, answer.summary);
  return { number: Number(number), request, name, path: `/approvals/${number}` };
}

const stateOf = ({ number }) => portal.sql(`SELECT state FROM certificate_order WHERE number=${number}`);
const listed = (page) => page.page.byId("orders")?.all("tr", { "data-reference": true }).map(({ attributes }) => attributes["data-reference"]) ?? [];
const rowOf = (page, { number }) => page.page.byId("orders").one("tr", { "data-reference": String(number) });
const events = async ({ number }) => (await rows(portal, "id, kind", `FROM audit_event WHERE content LIKE '%"${number}"%' ORDER BY id`)).map(({ kind }) => kind);
const mailsTo = async ({ number }, kind) => portal.sql(`SELECT COUNT(*) FROM outbox WHERE kind='${kind}' AND content LIKE '%${number}%'`);
const does = (who, order, action, fields) => posts(who, `${order.path}/${action}`, fields);
const actions = (page) => page.page.all("form", { method: "post" }).map(({ attributes }) => attributes.action.split("/").at(-1)).filter((name) => name !== "logout");

async function approved(order, who = officer) {
  const answer = await does(who, order, "approve");
  assert.equal(answer.status, 303, answer.summary);
  return order;
}

// A form with one file, as a browser sends it.
async function uploads(who, order, content) {
  const { csrfToken } = await who.gets(order.path);
  const part = (head, body) => [`--grenze\r\nContent-Disposition: form-data; ${head}\r\n\r\n`, body, "\r\n"];
  const body = Buffer.concat([...part('name="csrf_token"', csrfToken), ...part('name="certificate"', ""),
    ...part('name="certificate_file"; filename="hand.pem"', content), "--grenze--\r\n"].map((piece) => Buffer.from(piece)));
  const headers = { "Content-Type": "multipart/form-data; boundary=grenze", Origin: portal.url };
  return who.browser.request("POST", `${order.path}/certificate`, { headers, body });
}

describe("approvals: who may", () => {
  it("a contact gets 403, a stranger is led to sign in, and the menu tells officers only", async () => {
    const order = await ordered();
    for (const path of ["/approvals", order.path, `${order.path}/csr`]) {
      assert.equal((await anna.get(path)).status, 403, path);
      const stranger = await portal.browser().get(path);
      assert.equal(stranger.status, 303);
      assert.match(stranger.location, /^\/login\?next=/);
    }
    for (const action of ["approve", "reject", "retry", "certificate", "refused"]) {
      assert.equal((await does(anna, order, action, { reason: "x" })).status, 403, action);
      assert.equal((await officer.gets(`${order.path}/${action}`)).main, (await officer.gets(order.path)).main, "a form's path shows the page");
    }
    assert.equal(await stateOf(order), "submitted");
    assert.match((await officer.gets("/account")).page.one("a", { href: "/approvals" }).text, /^Approvals \d+$/);
    assert.equal((await anna.gets("/account")).page.one("a", { href: "/approvals" }), undefined);
    for (const number of ["999999", "1", "x"]) assert.equal((await officer.get(`/approvals/${number}`)).status, 404);
  });

  it("never one's own: submitted, of an own organisation, of a handover's party, lately a contact", async () => {
    const mine = await anOrganisation(officer, "Prüfer AG");
    const own = await ordered({ contact: officer, of: mine });
    const page = await officer.gets(own.path);
    assert.deepEqual(actions(page), []);
    assert.match(page.main, /You submitted this order yourself/);
    const refused = await does(officer, own, "approve");
    assert.equal(refused.status, 403, refused.summary);
    assert.match(refused.alert, /You submitted this order yourself/);
    assert.equal(rowOf(await officer.gets("/approvals"), own).one("input", { type: "checkbox" }), undefined);
    assert.deepEqual(actions(await second.gets(own.path)), ["approve", "reject"]);

    const handover = await startHandover(portal, { from: anna, to: second, organisation: await anOrganisation(anna) });
    const under = await ordered({ of: handover.organisation });
    assert.match((await second.gets(under.path)).main, /party of a handover/);
    assert.equal((await does(second, under, "reject", { reason: "x" })).status, 403);
    await handover.becomes("completed");
    assert.match((await second.gets(under.path)).main, /You are the technical contact of this organisation/);
    const back = await startHandover(portal, { from: second, to: anna, organisation: handover.organisation });
    await back.becomes("completed");
    assert.match((await second.gets(under.path)).main, /or were within the 90 days/);
    assert.equal(await stateOf(under), "submitted");
    assert.equal((await does(officer, under, "approve")).status, 303);
  });
});

describe("approvals: queue and page", () => {
  it("the queue lists the oldest first, with chips for what waits for what", async () => {
    const [waiting, uploading, failed] = [await ordered(), await approved(await ordered()), await approved(await ordered())];
    assert.equal((await does(officer, failed, "refused", { reason: "no such customer" })).status, 303);
    const has = async (query, ...orders) => {
      const all = listed(await officer.gets(`/approvals${query}`));
      return orders.map(({ number }) => all.includes(String(number)));
    };
    assert.deepEqual(await has("", waiting, uploading, failed), [true, true, true]);
    assert.deepEqual(await has("?status=submitted", waiting, uploading, failed), [true, false, false]);
    assert.deepEqual(await has("?status=failed", waiting, uploading, failed), [false, false, true]);
    assert.deepEqual(await has("?status=upload", waiting, uploading, failed), [false, true, false]);
    assert.deepEqual(await has("?status=all", waiting, uploading, failed), [true, true, true]);
    const queue = await officer.gets("/approvals");
    assert.deepEqual(listed(queue), listed(queue).toSorted((a, b) => a - b));
    assert.match(rowOf(queue, uploading).text, /waits for its certificate/);
    assert.match(rowOf(queue, waiting).text, /By hand/);
    assert.ok(queue.page.one("a", { href: "/approvals/organisations" }), "checks of organisations stay reachable");
  });

  it("the page holds what a decision needs", async () => {
    const order = await ordered({ names: ["müller.example.org", `*.${aName()}`] });
    const page = await officer.gets(order.path);
    const pem = await openssl(["req", "-in", order.request.file, "-noout", "-pubkey"]);
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
    const sha256 = createHash("sha256").update(der).digest("hex").toUpperCase().match(/../g).join(":");
    for (const expected of ["müller.example.org", "xn--mller-kva.example.org", "Muster AG", organisation, "not yet checked", "Anna Alt", anna.email, "EC P-256", sha256, "By hand", "one officer has to approve", "valid for 200 days", "Certificate ordered"]) {
      assert.ok(page.main.includes(expected), expected);
    }
    assert.ok(page.page.one("a", { href: `/approvals/organisations/${organisation}` }));
    assert.equal(page.page.one("main").one("details").one("pre").raw.trim(), order.request.pem.trim());
    assert.deepEqual(actions(page), ["approve", "reject"]);
  });

  it("a name in another organisation's certificate is shown in red, and in words", async () => {
    const name = aName();
    const other = await anOrganisation(await portal.account(anAddress("nora"), "Nora Neu"), "Andere AG");
    const leaf = await pki.leaf(root, [name]);
    assert.equal((await portal.imports(other, [leaf.file])).imported, 1);
    const own = await pki.leaf(root, [name]);
    assert.equal((await portal.imports(organisation, [own.file])).imported, 1);
    const page = await officer.gets((await ordered({ names: [name] })).path);
    const mark = page.page.all("b", { class: "state bad" }).find((element) => /collides with another organisation’s name/.test(element.text));
    assert.ok(mark, page.main);
    assert.match(page.main, /One of the names collides with a name in a valid certificate of another organisation/);
    assert.ok(page.page.one("a", { href: `/approvals/organisations/${other}` }));
    const earlier = page.page.byId("earlier-certificates").all("tr", { "data-reference": true });
    assert.equal(earlier.length, 1, "the organisation's own alone");
    assert.match(earlier[0].text, new RegExp(name));
  });

  it("a wildcard collides with the names one label below, both ways, and with no others", async () => {
    const [covered, covering] = [aName(), aName()];
    const other = await anOrganisation(await portal.account(anAddress("nora"), "Nora Neu"), "Andere AG");
    const theirs = await pki.leaf(root, [`www.${covered}`, `*.${covering}`]);
    assert.equal((await portal.imports(other, [theirs.file])).imported, 1);
    const own = await pki.leaf(root, [`*.${covered}`, `www.${covering}`]);
    assert.equal((await portal.imports(organisation, [own.file])).imported, 1);
    const redOf = async (names) => {
      const order = await ordered({ names });
      const marked = /another organisation’s name: look at it/.test(rowOf(await officer.gets("/approvals?status=submitted"), order).text);
      const { page } = await officer.gets(order.path);
      return { marked, red: page.all("small").map(({ text }) => text.match(/^covere?[ds].* of Andere AG/)?.[0]).filter(Boolean) };
    };
    const number = await portal.sql(`SELECT number FROM certificate_name WHERE name='*.${covering}'`);
    assert.deepEqual(await redOf([`*.${covered}`]), { marked: true, red: [`covers www.${covered}, in ${number} of Andere AG`] });
    assert.deepEqual(await redOf([`www.${covering}`]), { marked: true, red: [`covered by *.${covering}, in ${number} of Andere AG`] });
    for (const names of [[covered, covering], [`a.www.${covered}`, `a.b.${covering}`], [`*.www.${covered}`, `*.a.${covering}`]])
      assert.deepEqual(await redOf(names), { marked: false, red: [] }, names.join());
  });
});

describe("approvals: decisions", () => {
  it("reject asks for a reason, tells the contact, and is final", async () => {
    const order = await ordered();
    for (const [reason, says] of [["", /give the reason/], ["x".repeat(501), /500 characters/]]) {
      const answer = await does(officer, order, "reject", { reason });
      assert.equal(answer.status, 422, answer.summary);
      assert.deepEqual(answer.badFields, ["reason"]);
      assert.match(answer.alert, says);
    }
    assert.equal(await stateOf(order), "submitted");
    assert.equal((await does(officer, order, "reject", { reason: "Wrong\r\nname" })).status, 303);
    assert.equal(await stateOf(order), "rejected");
    assert.equal(await mailsTo(order, "order_rejected"), "1");
    assert.deepEqual(await events(order), ["order_submitted", "order_rejected"]);
    const page = await officer.gets(order.path);
    assert.match(page.main, /Rejected, because: Wrong name/);
    assert.deepEqual(actions(page), []);
    for (const action of ["approve", "reject", "retry"]) {
      const answer = await does(officer, order, action, { reason: "once more" });
      assert.equal(answer.status, 409, answer.summary);
      assert.match(answer.alert, /This order was rejected/);
    }
    assert.deepEqual(await events(order), ["order_submitted", "order_rejected"]);
  });

  it("several are approved at once, and the answer says of each what became of it", async () => {
    const orders = [await ordered(), await ordered({ product: "two" }), await ordered()];
    assert.equal((await does(officer, orders[2], "reject", { reason: "no" })).status, 303);
    const own = await ordered({ contact: officer, of: await anOrganisation(officer, "Prüfer AG") });
    const numbers = [...orders, own].map(({ number }) => ["number", number]);
    const answer = await posts(officer, "/approvals/approve", {});
    assert.equal(answer.status, 422, answer.summary);
    assert.match(answer.alert, /Tick at least one order/);
    const queue = await officer.gets("/approvals");
    const result = await officer.browser.post("/approvals/approve", [["csrf_token", queue.csrfToken], ...numbers, ["number", "999999"], ["number", "x"]]);
    assert.equal(result.status, 200, result.summary);
    const line = (number) => result.page.one("tr", { "data-reference": String(number) }).text;
    assert.match(line(orders[0].number), /approved$/);
    assert.match(line(orders[1].number), /approved by you Another officer/);
    assert.match(line(orders[2].number), /not approved This order was rejected/);
    assert.match(line(own.number), /not approved You submitted this order yourself/);
    assert.match(line(999999), /not approved There is no such/);
    assert.deepEqual(await Promise.all(orders.map(stateOf)), ["approved", "submitted", "rejected"]);
    assert.equal(await stateOf(own), "submitted");
  });

  it("what another organisation has a name of is approved on its own page alone, and holds up no other", async () => {
    const names = [...Array.from({ length: 30 }, aName), aName()];
    const other = await anOrganisation(await portal.account(anAddress("nora"), "Nora Neu"), "Andere AG");
    assert.equal((await portal.imports(other, [(await pki.leaf(root, [names.at(-1)])).file])).imported, 1);
    const [fine, red] = [await ordered(), await ordered({ names })];
    const queue = await officer.gets("/approvals");
    const boxes = [fine, red].map((order) => rowOf(queue, order).one("input", { type: "checkbox" }) !== undefined);
    assert.deepEqual(boxes, [true, false]);
    assert.ok(rowOf(queue, red).one("b", { class: "bad" }));
    const result = await officer.browser.post("/approvals/approve", [["csrf_token", queue.csrfToken], ["number", red.number], ["number", fine.number]]);
    assert.match(result.page.one("tr", { "data-reference": String(red.number) }).text, /not approved Another organisation has such a name: look at/);
    assert.deepEqual(await Promise.all([fine, red].map(stateOf)), ["approved", "submitted"]);
    assert.equal((await does(officer, red, "approve")).status, 303);
    assert.equal(await stateOf(red), "approved");
  });

  it("a product for two officers takes two, and one of them counts once", async () => {
    const order = await ordered({ product: "two" });
    assert.match((await officer.gets(order.path)).main, /2 officers have to approve/);
    const first = await does(officer, order, "approve");
    assert.equal(first.status, 303);
    assert.match((await officer.browser.follow(first)).flash, /Another officer/);
    assert.equal(await stateOf(order), "submitted");
    const page = await officer.gets(order.path);
    assert.deepEqual(actions(page), ["reject"], "a second thought is possible");
    assert.match(page.main, /You have approved this order already/);
    assert.equal((await does(officer, order, "approve")).status, 403);
    assert.equal(await stateOf(order), "submitted");
    assert.ok((await second.gets(order.path)).main.includes(officer.email), "who has approved so far");
    assert.equal((await does(second, order, "approve")).status, 303);
    assert.equal(await stateOf(order), "approved");
    assert.deepEqual(await events(order), ["order_submitted", "order_approved", "order_approved"]);
  });

  it("of two officers at the same moment one decides, and the other is told how it stands", async () => {
    const order = await ordered();
    const answers = await together([() => does(officer, order, "approve"), () => does(second, order, "reject", { reason: "no" })]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409], answers.map(({ summary }) => summary).join("\n"));
    const state = answers[0].status === 303 ? "approved" : "rejected";
    assert.equal(await stateOf(order), state);
    assert.match(answers.find(({ status }) => status === 409).alert, new RegExp(`This order (is|was) ${state}`));
    assert.deepEqual(await events(order), ["order_submitted", `order_${state}`]);
  });
});

describe("approvals: certificates made by hand", () => {
  it("from the request to the stored certificate", async () => {
    const order = await approved(await ordered());
    const download = await officer.gets(`${order.path}/csr`);
    assert.equal(download.headers["content-type"], "application/pkcs10");
    assert.match(download.headers["content-disposition"], new RegExp(`attachment; filename="?${order.number}\\.csr`));
    assert.equal(download.text.trim(), order.request.pem.trim());
    const ca = await pki.ca(`Hand CA ${order.number}`, root);
    const leaf = await pki.leaf(ca, [order.name], { key: order.request.keyFile });
    const alone = await does(officer, order, "certificate", { certificate: leaf.pem });
    assert.equal(alone.status, 422, alone.summary);
    assert.match(alone.alert, new RegExp(`is missing: .*Hand CA ${order.number}`));
    const answer = await uploads(officer, order, leaf.pem + ca.pem + root.pem);
    assert.equal(answer.status, 303, answer.summary);
    assert.equal(await stateOf(order), "issued");
    assert.equal(await mailsTo(order, "order_issued"), "1");
    assert.equal((await events(order)).at(-1), "order_issued");
    const mine = await anna.gets(`/certificates/${order.number}/download/fullchain`);
    assert.equal(mine.text, leaf.pem + ca.pem);
    assert.deepEqual(actions(await officer.gets(order.path)), []);
    assert.ok(!listed(await officer.gets("/approvals")).includes(String(order.number)));
    const again = await does(officer, order, "certificate", { certificate: leaf.pem });
    assert.equal(again.status, 409, again.summary);
    assert.match(again.alert, /certificate is issued/);
  });

  it("what was not ordered is refused, and nothing stored", async () => {
    const order = await approved(await ordered());
    const other = await approved(await ordered());
    const { key } = { key: order.request.keyFile };
    const long = await pki.leaf(root, [order.name, "more.example.org"], { key });
    const asCa = await pki.ca(order.name, root, { key });
    const cases = [
      ["another key", (await pki.leaf(root, [order.name])).pem, /not what was ordered: SubjectPublicKeyInfo/],
      ["a name more", long.pem, /not what was ordered: subjectAltName: \+ more\.example\.org/],
      ["another name", (await pki.leaf(root, ["other.example.org"], { key })).pem, /not what was ordered: subjectAltName/],
      ["another order's", (await pki.leaf(root, [other.name], { key: other.request.keyFile })).pem, /not what was ordered/],
      ["a CA", asCa.pem, /certificates of CAs in it only/],
      ["an organisation", (await pki.leaf(root, [order.name], { key, fields: { O: "Muster Bank AG", CN: order.name } })).pem, /not what was ordered: subject: \+ O=Muster Bank AG/],
      ["expired", (await pki.leaf(root, [order.name], { key, from: -20, to: -10 })).pem, /has expired already/],
      ["the request", order.request.pem, /no certificate in it/],
      ["a private key", order.request.key, /no certificate in it/],
      ["nothing", "", /Choose the file/],
    ];
    const before = await portal.sql("SELECT (SELECT COUNT(*) FROM certificate), (SELECT COUNT(*) FROM ca_certificate), (SELECT MAX(id) FROM outbox)");
    for (const [title, certificate, says] of cases) {
      const answer = await does(officer, order, "certificate", { certificate: certificate && certificate + (title === "another key" ? root.pem : "") });
      assert.equal(answer.status, 422, `${title}: ${answer.summary}`);
      assert.match(answer.alert, says, title);
      assert.deepEqual(answer.badFields, ["certificate"], title);
      assert.equal(answer.page.byId("certificate").raw.trim(), "", `${title}: not shown again`);
    }
    assert.equal(await stateOf(order), "approved");
    assert.deepEqual(await events(order), ["order_submitted", "order_approved"]);
    assert.equal(await portal.sql("SELECT (SELECT COUNT(*) FROM certificate), (SELECT COUNT(*) FROM ca_certificate), (SELECT MAX(id) FROM outbox)"), before);
  });

  it("a certificate that is stored already is refused", async () => {
    const order = await approved(await ordered());
    const leaf = await pki.leaf(root, [order.name], { key: order.request.keyFile });
    assert.equal((await portal.imports(organisation, [leaf.file, root.file])).refused, 0);
    const answer = await does(officer, order, "certificate", { certificate: leaf.pem });
    assert.equal(answer.status, 422, answer.summary);
    assert.match(answer.alert, /stored already/);
    assert.equal(await stateOf(order), "approved");
  });

  it("only an approved one takes a certificate, and never one's own", async () => {
    const order = await ordered();
    const leaf = await pki.leaf(root, [order.name], { key: order.request.keyFile });
    assert.equal((await does(officer, order, "certificate", { certificate: leaf.pem + root.pem })).status, 409);
    const own = await approved(await ordered({ contact: officer, of: await anOrganisation(officer, "Prüfer AG") }), second);
    assert.deepEqual(actions(await officer.gets(own.path)), []);
    assert.equal((await does(officer, own, "refused", { reason: "no" })).status, 403);
    const mine = await pki.leaf(root, [own.name], { key: own.request.keyFile });
    assert.equal((await does(officer, own, "certificate", { certificate: mine.pem + root.pem })).status, 403);
    assert.equal((await does(second, own, "certificate", { certificate: mine.pem + root.pem })).status, 303);
  });

  it("refused by the CA: failed, tried again, or rejected", async () => {
    const order = await approved(await ordered());
    assert.equal((await does(officer, order, "refused", { reason: "" })).status, 422);
    assert.equal((await does(officer, order, "refused", { reason: "customer unknown" })).status, 303);
    assert.equal(await stateOf(order), "failed");
    const page = await officer.gets(order.path);
    assert.match(page.main, /The CA answered: customer unknown/);
    assert.deepEqual(actions(page), ["retry", "reject"]);
    assert.equal((await does(officer, order, "approve")).status, 409);
    assert.equal((await does(officer, order, "retry")).status, 303);
    assert.equal(await stateOf(order), "approved");
    const leaf = await pki.leaf(root, [order.name], { key: order.request.keyFile });
    assert.equal((await does(officer, order, "certificate", { certificate: leaf.pem + root.pem })).status, 303);
    assert.deepEqual(await events(order), ["order_submitted", "order_approved", "order_failed", "order_retried", "order_issued"]);
    const refused = await approved(await ordered());
    assert.equal((await does(officer, refused, "refused", { reason: "no" })).status, 303);
    assert.equal((await does(officer, refused, "reject", { reason: "the CA knows you not" })).status, 303);
    assert.equal(await stateOf(refused), "rejected");
  });

  it("of two uploads at the same moment one is stored", async () => {
    const order = await approved(await ordered());
    const leaf = await pki.leaf(root, [order.name], { key: order.request.keyFile });
    const another = await pki.leaf(root, [order.name], { key: order.request.keyFile });
    const answers = await together([leaf, another].map((one, index) => () => does([officer, second][index], order, "certificate", { certificate: one.pem + root.pem })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409], answers.map(({ summary }) => summary).join("\n"));
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM certificate WHERE number=${order.number}`), "1");
    assert.equal(await mailsTo(order, "order_issued"), "1");
  });
});
