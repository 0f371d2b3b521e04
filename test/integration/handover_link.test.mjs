// The link in the successor's mail (handover.md, rule 3).
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, describe, it } from "node:test";

import { aStage, postsFrom } from "../support/handover.mjs";
import { anAddress } from "../support/portal.mjs";

let portal;
let anna;
let started;
const prepare = async () => { if (!portal) ({ portal, anna, started } = await aStage()); };


describe("rule 3, mail link:", () => {
  before(prepare);

  it("a 256-bit token, stored only as its SHA-256", async () => {
    const handover = await started();
    const token = await handover.token();
    assert.match(token, /^[A-Za-z0-9_-]{43}$/);
    const stored = await portal.sql(`SELECT HEX(token_hash) FROM handover WHERE id=${handover.id}`);
    const hashes = [Buffer.from(token), Buffer.from(token, "base64url")].map((bytes) => createHash("sha256").update(bytes).digest("hex").toUpperCase());
    assert.ok(hashes.includes(stored));
  });

  it("sealed in the outbox until it is sent, and deleted then", async () => {
    const jobs = portal.pid("jobs");
    process.kill(jobs, "SIGSTOP");
    let handover;
    let waiting;
    try {
      handover = await started();
      waiting = (await handover.mails()).find(({ kind }) => kind === "handover_offered");
    } finally {
      process.kill(jobs, "SIGCONT");
    }
    const token = await handover.token();
    assert.ok(Buffer.from(waiting.sealed_token, "hex").length > 43);
    const stored = Buffer.concat([Buffer.from(waiting.sealed_token, "hex"), Buffer.from(waiting.content)]);
    for (const clear of [Buffer.from(token), Buffer.from(token, "base64url")]) assert.equal(stored.indexOf(clear), -1, "token in clear");
    assert.equal((await handover.mails()).find(({ kind }) => kind === "handover_offered").sealed_token, null);
  });

  it("accepting is one click, without signing in; then the sign-in leads on to the handover", async () => {
    const nora = await portal.account(anAddress("nora"), "Nora Neu");
    const handover = await started({ to: nora });
    const page = await nora.gets(await handover.link());
    for (const wanted of [handover.reference, anna.email, "Anna Alt"]) assert.ok(page.main.includes(wanted), wanted);
    const accepted = await nora.browser.submit(page, {}, { action: "/handover/accept" });
    assert.equal(accepted.status, 303, accepted.summary);
    assert.equal(accepted.location, handover.page);
    assert.equal(await handover.state(), "accepted");
    const login = await nora.browser.follow(accepted);
    assert.equal(login.location, `/login?next=${encodeURIComponent(handover.page)}`);
    const form = await nora.browser.follow(login);
    assert.match(form.main, /You have accepted the handover\. Now sign in/);
    const signedIn = await nora.browser.submit(form, { email: nora.email, password: nora.password });
    assert.equal(signedIn.location, handover.page);
    const next = await nora.browser.follow(signedIn);
    assert.ok(next.form(`${handover.page}/authorise`));
    assert.doesNotMatch(next.main, /You have accepted the handover/, "told once");
  });

  it("accepting works for whoever reads the mail: signed in as the successor, or as another, who gets a plain page", async () => {
    const first = await started();
    const answer = await first.acceptsByToken({ browser: first.to.browser });
    assert.equal(answer.location, first.page);
    assert.match((await first.to.browser.follow(answer)).main, /You have accepted the handover\. Now enter the session password/);
    const second = await started();
    const other = await portal.signedIn(anAddress("andere"), "Olga Ohneamt");
    const accepted = await second.acceptsByToken({ browser: other.browser });
    assert.equal(accepted.location, "/handover/accepted", accepted.summary);
    const page = await other.browser.follow(accepted);
    assert.equal(page.status, 200);
    assert.ok(!page.text.includes(second.reference));
    assert.equal(await second.state(), "accepted");
    assert.equal((await other.get(second.page)).status, 404);
  });

  it("declining asks once more, by token and by account", async () => {
    for (const declines of [(handover, fields) => handover.declinesByToken({ fields }), (handover, fields) => handover.declines(handover.to, fields)]) {
      const handover = await started();
      const question = await declines(handover, {});
      assert.equal(question.status, 200, question.summary);
      assert.equal(question.page.one("input", { name: "confirm" })?.attributes.value ?? question.page.one("button", { name: "confirm" })?.attributes.value, "1");
      assert.equal(await handover.state(), "offered");
      const done = await declines(handover, { confirm: "1" });
      assert.equal(done.status, 303, done.summary);
      assert.ok([handover.page, "/handover/declined"].includes(done.location), done.location);
      assert.equal(await handover.state(), "declined");
    }
    assert.equal((await portal.browser().get("/handover/declined")).status, 200);
  });

  it("used, declined, withdrawn, expired, unknown: 410 with a kind explanation, each its own", async () => {
    const texts = new Set();
    for (const state of ["accepted", "declined", "withdrawn", "expired", "blocked", "completed"]) {
      const handover = await started();
      const link = await handover.link();
      await handover.becomes(state);
      const page = await portal.browser().get(link);
      assert.equal(page.status, 410, `${state}: ${page.summary}`);
      if (state === "accepted") assert.ok(page.page.all("a").some(({ attributes }) => attributes.href === handover.page), "leads on");
      texts.add(page.main);
    }
    assert.equal(texts.size, 6);
    for (const token of ["A".repeat(43), "x", "", "a".repeat(5000)]) {
      const page = await portal.browser().get(`/handover?token=${token}`);
      assert.equal(page.status, 410, page.summary);
    }
    assert.equal((await portal.browser().get("/handover")).status, 410);
  });

  it("resend, three times: a new token, the old one void", async () => {
    const handover = await started();
    const tokens = [await handover.token()];
    for (let i = 0; i < 3; i += 1) {
      const answer = await handover.resends();
      assert.equal(answer.status, 303, answer.summary);
      assert.equal(answer.location, handover.page);
      tokens.push(await handover.token());
    }
    assert.equal(new Set(tokens).size, 4);
    const before = await handover.everything();
    const fourth = await handover.resends();
    assert.equal(fourth.status, 409, fourth.summary);
    for (const token of tokens.slice(0, 3)) {
      assert.equal((await portal.browser().get(`/handover?token=${token}`)).status, 410);
      assert.equal((await handover.acceptsByToken({ token })).status, 403, "no page, no form");
      const answer = await postsFrom(portal.browser(), "/login", "/handover/accept", { token });
      assert.equal(answer.status, 410, answer.summary);
    }
    assert.deepEqual(await handover.everything(), before);
    assert.equal((await handover.acceptsByToken()).status, 303);
  });

  it("no address on the way holds the token: not in Location, next, logs", async () => {
    const handover = await started();
    const token = await handover.token();
    const browser = portal.browser();
    const answer = await handover.acceptsByToken({ browser });
    const login = await browser.follow(answer);
    for (const each of [answer, login]) assert.ok(!each.location.includes(token));
    assert.ok(!portal.logs().includes(token), "logs");
  });

  it("on a page that somebody else is signed in to, says whose link it is", async () => {
    const handover = await started();
    const other = await portal.signedIn(anAddress("andere"), "Olga Ohneamt");
    const page = await other.gets(await handover.link());
    assert.ok(page.main.includes(other.email), "names the account that is signed in");
  });
});
