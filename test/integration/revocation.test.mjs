// Revocation: reason and password, the effect with each kind of issuer, and what stays possible afterwards.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { OTHER_PASSWORD } from "../support/contact.mjs";
import { csr } from "../support/csr.mjs";
import { anOrganisation, posts, rows } from "../support/handover.mjs";
import { aName, anOfficer, numberIn, Order, orderPortal, placesOrder } from "../support/order.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress } from "../support/portal.mjs";
import { together } from "../support/race.mjs";

const REASONS = ["unspecified", "keyCompromise", "affiliationChanged", "superseded", "cessationOfOperation"];

describe("revocation", () => {
  let portal;
  let anna;
  let officer;
  let organisation;

  const issued = async (options = {}) => {
    const order = await placesOrder(portal, { contact: anna, officer, organisation, product: "server", ...options });
    return (await order.becomes("issued")).number;
  };
  const revokes = (number, { reason = "superseded", password = anna.password, who = anna } = {}) =>
    posts(who, `/certificates/${number}/revoke`, { reason, current_password: password });
  const row = async (number) => (await rows(portal, "revocation_asked_at, revoked_at", `FROM certificate WHERE number=${number}`))[0];
  const revocation = async (number) => (await rows(portal, "reason, asked_by_email, revoked_at, refused_at, refusal", `FROM revocation WHERE number=${number}`))[0];
  const eventsOf = async (number) => (await rows(portal, "kind", `FROM audit_event WHERE content LIKE '%"${number}"%' AND kind LIKE 'certificate%' ORDER BY id`)).map(({ kind }) => kind);
  const eventIds = async (kind, number) => (await rows(portal, "id", `FROM audit_event WHERE kind='${kind}' AND content LIKE '%"${number}"%' ORDER BY id`)).map(({ id }) => Number(id));

  before(async () => {
    portal = await orderPortal("revocation", { workers: 3 });
    anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
    officer = await anOfficer(portal);
    organisation = await anOrganisation(anna);
    portal.configure({ renewable_part: 1 });
    await portal.reload();
  });

  it("says before what it does", async () => {
    const number = await issued();
    const page = await anna.gets(`/certificates/${number}/revoke`);
    for (const effect of [/shows errors to its visitors/, /cannot be undone/, /revoked at once/]) assert.match(page.text, effect);
    assert.deepEqual(page.page.all("input", { name: "reason" }).map((input) => input.attributes.value), REASONS);
  });

  it("is done at once by a local CA, for each reason, with one mail and one event", async () => {
    for (const reason of REASONS) {
      const number = await issued();
      const answer = await revokes(number, { reason });
      assert.equal(answer.location, `/certificates/${number}`, answer.summary);
      assert.ok((await row(number)).revoked_at, reason);
      assert.equal((await revocation(number)).reason, reason);
      assert.deepEqual(await eventsOf(number), ["certificate_revoked"]);
      const mail = await portal.sql(`SELECT content FROM outbox WHERE kind='certificate_revoked' AND recipient='${anna.email}' AND content LIKE '%"${number}"%'`);
      assert.match(mail, new RegExp(reason));
    }
  });

  it("ends renewing, re-issuing and revoking again, and is shown with its reason", async () => {
    const number = await issued();
    await revokes(number, { reason: "keyCompromise" });
    for (const step of ["renew", "reissue", "revoke"]) {
      const answer = await anna.get(`/certificates/${number}/${step}`);
      assert.equal(answer.status, 409, step);
      assert.match(answer.text, /The certificate is revoked/, step);
    }
    assert.equal((await revokes(number)).status, 409);
    const details = (await anna.gets(`/certificates/${number}`)).text;
    assert.match(details, /Revoked on/);
    assert.match(details, /The key is known to others/);
  });

  it("wants a reason and the password", async () => {
    const number = await issued();
    for (const [fields, message] of [
      [{ reason: "" }, /choose a reason/],
      [{ reason: "removeFromCRL" }, /choose a reason/],
      [{ password: "" }, /give your present password/],
      [{ password: OTHER_PASSWORD }, /not your present password/],
    ]) {
      const answer = await revokes(number, fields);
      assert.equal(answer.status, 422, answer.summary);
      assert.match(answer.text, message);
    }
    assert.equal(await row(number).then(({ revoked_at }) => revoked_at), null);
    assert.equal(await revocation(number), undefined);
  });

  it("is paused after many wrong passwords", async () => {
    const nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
    const own = await anOrganisation(nora, "Neu GmbH");
    const order = await (await placesOrder(portal, { contact: nora, officer, organisation: own, product: "server" })).becomes("issued");
    let answer;
    for (let i = 0; i < 12 && answer?.status !== 429; i += 1) answer = await revokes(order.number, { password: OTHER_PASSWORD, who: nora });
    assert.equal(answer.status, 429);
    assert.ok(Number(answer.headers["retry-after"]) > 0);
    // The first pause is a second, which a busy machine may take until the next line.
    await portal.sql("UPDATE throttle SET last_try_at = last_try_at + INTERVAL 1 MINUTE WHERE tries > 4");
    assert.equal((await revokes(order.number, { who: nora, password: nora.password })).status, 429);
  });

  it("waits for a CA behind CMP, and can be asked for again once refused", async () => {
    const number = await issued();
    await portal.sql(`UPDATE certificate_order SET issuer='silent' WHERE number=${number}`);
    assert.equal((await revokes(number)).status, 303);
    assert.equal((await row(number)).revoked_at, null);
    assert.match((await anna.gets(`/certificates/${number}`)).text, /being revoked/);
    assert.deepEqual(await eventsOf(number), ["certificate_revocation_asked"]);
    assert.equal((await revokes(number)).status, 409);
    await portal.sql(`UPDATE revocation SET refused_at=UTC_TIMESTAMP(), refusal='no such certificate', next_try_at=NULL, claim=NULL WHERE number=${number}; UPDATE certificate SET revocation_asked_at=NULL WHERE number=${number}`);
    const details = (await anna.gets(`/certificates/${number}`)).text;
    assert.match(details, /has refused to revoke it/);
    assert.match(details, /no such certificate/);
    assert.equal((await revokes(number, { reason: "keyCompromise" })).status, 303);
    const again = await revocation(number);
    assert.deepEqual([again.reason, again.refused_at, again.refusal], ["keyCompromise", null, ""]);
  });

  it("names whom to ask where nobody here can revoke", async () => {
    const pki = new Pki();
    const root = await pki.root("Elsewhere Root");
    const leaf = await pki.leaf(root, ["www.elsewhere.example.org"]);
    await portal.imports(organisation, [root.file, leaf.file]);
    const [{ number }] = await rows(portal, "number", "FROM certificate WHERE name='www.elsewhere.example.org'");
    for (const answer of [await anna.get(`/certificates/${number}/revoke`), await revokes(number)]) {
      assert.equal(answer.status, 409);
      assert.match(answer.text, /Ask its issuer to revoke it: Muster Trust/);
    }
    assert.match((await anna.gets(`/certificates/${number}`)).text, /Ask its issuer to revoke it: Muster Trust/);
    const byHand = await issued();
    await portal.sql(`UPDATE certificate_order SET issuer='hand' WHERE number=${byHand}`);
    const manual = await revokes(byHand);
    assert.equal(manual.status, 409);
    assert.match(manual.text, /Ask the officers/);
  });

  it("is for the present contact only", async () => {
    const number = await issued();
    const nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
    assert.equal((await nora.get(`/certificates/${number}/revoke`)).status, 404);
    assert.equal((await revokes(number, { who: nora, password: nora.password })).status, 404);
  });

  it("leaves an open renewal to go on", async () => {
    const number = await issued();
    const renewal = await posts(anna, `/certificates/${number}/renew`, { same_key: 1, confirm: 1 });
    assert.equal(renewal.status, 303, renewal.summary);
    assert.match((await anna.gets(`/certificates/${number}/revoke`)).text, /The order for its successor goes on/);
    assert.equal((await revokes(number)).status, 303);
    assert.equal(await portal.sql(`SELECT state FROM certificate_order WHERE open_predecessor=${number}`), "submitted");
  });

  it("because others know the key ends the open orders with it, and names the certificates with it", async () => {
    const request = await csr({ names: [aName()] });
    const [number, sibling] = [await issued({ request }), await issued({ request })];
    const renewal = await posts(anna, `/certificates/${number}/renew`, { same_key: 1, confirm: 1 });
    const placed = (options) => placesOrder(portal, { contact: anna, officer, organisation, request, ...options });
    const ended = [new Order(portal, { number: numberIn(renewal), organisation, contact: anna, officer }), await (await placed()).becomes("approved"), await (await placed()).becomes("failed")];
    const issuing = await (await placed({ product: "silent" })).becomes("issuing");
    const other = await placed({ request: await csr({ names: [aName()] }) });
    const page = await anna.gets(`/certificates/${number}/revoke`);
    for (const order of ended) assert.ok(page.main.includes(`open orders with the same key are withdrawn`) && page.text.includes(`href="${order.page}"`), order.number);
    assert.ok(!page.text.includes(`href="${issuing.page}"`) && !page.text.includes(`href="${other.page}"`));
    assert.ok(page.text.includes(`href="/certificates/${sibling}/revoke"`));
    assert.equal((await revokes(number, { reason: "keyCompromise" })).status, 303);
    for (const order of ended) {
      assert.equal(await order.state(), "withdrawn");
      const { kind, actor, content } = (await order.eventRows()).at(-1);
      assert.deepEqual([kind, actor, JSON.parse(content)], ["order_withdrawn", anna.email, { reference: order.number, key_compromised: "1" }]);
      assert.match((await anna.gets(order.page)).main, /because others know the key/);
      const officers = (await officer.gets(order.approval)).main;
      assert.match(officers, /because others know the key/);
      assert.doesNotMatch(officers, /Rejected/);
    }
    assert.equal(await other.state(), "submitted");
    assert.equal((await revokes(sibling, { reason: "keyCompromise" })).status, 303);
  });

  for (const state of ["submitted", "failed"]) {
    it(`because others know the key keeps an order with it that is ${state} from being ${state === "failed" ? "tried again" : "approved"}`, async () => {
      const request = await csr({ names: [aName()] });
      const number = await issued({ request });
      const order = await (await placesOrder(portal, { contact: anna, officer, organisation, request })).becomes(state);
      assert.equal((await revokes(number, { reason: "keyCompromise" })).status, 303);
      await portal.sql(`UPDATE certificate_order SET state='${state}' WHERE number=${order.number}`); // as if jobs had it at that moment
      const refused = state === "failed" ? await order.retries() : await order.approves();
      assert.equal(refused.status, 409, refused.summary);
      assert.match(refused.alert, /was revoked because others know the key/);
    });
  }

  it("and a renewal at the same moment leave either order, never a renewal of a revoked one", async () => {
    for (let round = 0; round < 8; round += 1) {
      const number = await issued();
      const [renewal, revoked] = await together([
        () => posts(anna, `/certificates/${number}/renew`, { same_key: 1, confirm: 1 }),
        () => revokes(number),
      ], [round, 0]);
      assert.equal(revoked.status, 303, revoked.summary);
      assert.ok([303, 409].includes(renewal.status), renewal.summary);
      const open = await portal.sql(`SELECT COUNT(*) FROM certificate_order WHERE open_predecessor=${number}`);
      assert.equal(open, renewal.status === 303 ? "1" : "0");
      if (renewal.status !== 303) continue;
      const order = numberIn(renewal);
      const [submitted] = await eventIds("order_submitted", order);
      const [ended] = await eventIds("certificate_revoked", number);
      assert.ok(submitted && ended && submitted < ended, `order ${order}: event ${submitted}, revocation: event ${ended}`);
    }
  });
});
