// The page after sign-in: what needs the account now, when certificates end, its organisations.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { csr } from "../support/csr.mjs";
import { posts, startHandover } from "../support/handover.mjs";
import { anOfficer, orderPortal, placesOrder } from "../support/order.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress } from "../support/portal.mjs";

describe("the start page", () => {
  let portal;
  let pki;
  let root;

  before(async () => {
    portal = await orderPortal();
    pki = new Pki();
    root = await pki.root("Start Root");
  });

  const start = (contact) => contact.gets("/");
  const tasks = (answer) => answer.page.byId("tasks")?.all("li").map((line) => line.text) ?? [];
  const months = (answer) => answer.page.one("ul", { class: "visually-hidden" }).all("li").map((line) => line.text);

  async function withCertificates(ends) {
    const anna = await portal.signedIn(anAddress("start"), "Anna Alt");
    const organisation = await anna.creates({ name: "Startende AG" });
    const key = await pki.key();
    const name = (days) => `ends${days}.${anna.email.replace("@", ".")}`;
    const leafs = await Promise.all(ends.map((days) => pki.leaf(root, [name(days)], { key, from: -200, to: days })));
    await portal.imports(organisation, [root.file, ...leafs.map((leaf) => leaf.file)]);
    return { anna, organisation, name };
  }

  it("leads to sign-in, and stands behind it", async () => {
    assert.equal((await portal.browser().get("/")).location, "/login");
    const anna = await portal.account(anAddress("start"));
    assert.equal((await anna.triesToSignIn()).location, "/");
    assert.match((await start(anna)).headers["cache-control"], /no-store/);
  });

  it("tells somebody new what to do first", async () => {
    const anna = await portal.signedIn(anAddress("start"));
    const answer = await start(anna);
    assert.ok(answer.page.all("a", { href: "/organisations/new" }).length > 0, answer.main);
    assert.deepEqual(tasks(answer), []);
  });

  it("names what has just ended and what ends soon, each with its renewal, and nothing else", async () => {
    const { anna, name } = await withCertificates([-60, -3, 5, 20, 60]);
    const shown = tasks(await start(anna));
    assert.deepEqual(shown.map((line) => [-60, -3, 5, 20, 60].find((days) => line.includes(name(days)))), [-3, 5, 20]);
    for (const line of shown) assert.match(line, /Renew$/);
    assert.match(shown[0], /3 days ago/);
    assert.match(shown[1], /5 days left/);
  });

  it("leaves out what is being renewed", async () => {
    const { anna, name } = await withCertificates([5]);
    const number = await portal.sql(`SELECT number FROM certificate WHERE name='${name(5)}'`);
    assert.equal(tasks(await start(anna)).length, 1);
    const request = await csr({ names: [name(5)] });
    const answer = await posts(anna, `/certificates/${number}/renew`, { csr: request.pem, product: "server", confirm: 1 });
    assert.equal(answer.status, 303, answer.summary);
    const after = await start(anna);
    assert.deepEqual(tasks(after), []);
    assert.match(after.main, /One order is under way/);
  });

  it("counts in months what ends, without what has ended or belongs to others", async () => {
    const { anna } = await withCertificates([-3, 5, 5, 60, 500]);
    await withCertificates([5]);
    const lines = months(await start(anna));
    assert.equal(lines.length, 12);
    const counts = lines.map((line) => Number(/: (\d+) certificate/.exec(line)[1]));
    assert.equal(counts.reduce((sum, count) => sum + count), 3, lines.join("; "));
    assert.equal(new Set(lines.map((line) => line.split(":")[0])).size, 12);
  });

  it("tells the successor of a handover that waits, and no longer once it is answered", async () => {
    const handover = await startHandover(portal);
    const before = await start(handover.to);
    assert.match(tasks(before)[0], /A handover waits for you/);
    assert.equal(before.page.all("aside", { class: "banner" }).length, 0, "not twice");
    await handover.becomes("declined");
    assert.deepEqual(tasks(await start(handover.to)), []);
  });

  it("shows why an order was rejected, for two weeks, and which are under way", async () => {
    const [anna, olga] = [await portal.signedIn(anAddress("start")), await anOfficer(portal)];
    const rejected = await placesOrder(portal, { contact: anna, officer: olga });
    assert.match((await start(anna)).main, /One order is under way/);
    assert.match(tasks(await start(olga))[0], /wait/);
    await rejected.becomes("rejected");
    const answer = await start(anna);
    assert.match(tasks(answer)[0], /The name belongs to somebody else/);
    assert.doesNotMatch(answer.main, /under way/);
    await portal.sql(`UPDATE certificate_order SET changed_at=changed_at - INTERVAL 15 DAY WHERE number=${rejected.number}`);
    assert.deepEqual(tasks(await start(anna)), []);
  });
});
