// One's own sessions: where they are, ending them; notices of sign-ins from new browsers.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { rows } from "../support/handover.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";

let portal;

before(async () => { portal = await sharedPortal(); });

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const listed = (page) => page.page.byId("sessions").one("tbody").all("tr").map((row) => row.text);
const notices = (contact) => rows(portal, "content", `FROM outbox WHERE recipient='${contact.email}' AND kind='signed_in_elsewhere' ORDER BY id`);

describe("where you are signed in", () => {
  it("lists each session with its browser, address and times, the present one marked", async () => {
    const anna = await portal.signedIn(anAddress(), "Anna Ärmel");
    const phone = anna.atAnotherDevice({ userAgent: FIREFOX });
    await phone.signIn();
    const page = await phone.gets("/account/sessions");
    const sessions = listed(page);
    assert.equal(sessions.length, 2);
    assert.equal(sessions.filter((row) => row.includes("Firefox, Linux") && row.includes("this one")).length, 1);
    for (const { browser } of [anna, phone]) assert.ok(sessions.some((row) => row.includes(browser.address)), sessions.join("\n"));
    assert.ok(!page.text.includes(phone.browser.cookie("session")));
  });

  it("ends one, or all others, of one's own", async () => {
    const [anna, nora] = [await portal.signedIn(anAddress("anna")), await portal.signedIn(anAddress("nora"))];
    const [one, two, three] = [anna.atAnotherDevice(), anna.atAnotherDevice(), anna.atAnotherDevice()];
    for (const device of [one, two, three]) await device.signIn();
    // The rows stand in the order of last use: the one that looks is the present one.
    const page = await one.gets("/account/sessions");
    const theirs = (await nora.gets("/account/sessions")).page.all("input", { name: "session" });
    assert.equal(theirs.length, 0);
    const form = page.page.all("form").find((each) => each.attributes.action === "/account/sessions/end");
    await one.browser.submit(page, {}, { action: form.attributes.action });
    const alive = [];
    for (const device of [anna, one, two, three]) alive.push(await device.isSignedIn());
    assert.equal(alive.filter(Boolean).length, 3);
    assert.ok(alive[1]);
    const answer = await one.browser.submit(await one.gets("/account/sessions"), {}, { action: "/account/sessions/end-others" });
    assert.equal(answer.location, "/account/sessions");
    for (const device of [anna, two, three]) assert.ok(!await device.isSignedIn());
    assert.ok(await one.isSignedIn());
    assert.ok(await nora.isSignedIn());
    assert.equal(listed(await one.gets("/account/sessions")).length, 1);
  });

  it("ends no session of somebody else", async () => {
    const [anna, nora] = [await portal.signedIn(anAddress("anna")), await portal.signedIn(anAddress("nora"))];
    const hash = Buffer.from(await portal.sql(`SELECT HEX(token_hash) FROM session s JOIN account a ON a.id = s.account_id WHERE a.email='${nora.email}'`), "hex").toString("base64url");
    const { csrfToken } = await anna.gets("/account/sessions");
    for (const session of [hash, "", "x"]) await anna.browser.post("/account/sessions/end", { csrf_token: csrfToken, session });
    assert.ok(await nora.isSignedIn());
    assert.ok(await anna.isSignedIn());
  });

  it("keeps of a browser's name only what it knows", async () => {
    const anna = await portal.account(anAddress());
    const odd = anna.atAnotherDevice({ userAgent: `<script>alert(1)</script>\u00ff${"x".repeat(500)}` });
    await odd.signIn();
    const page = await odd.gets("/account/sessions");
    assert.ok(!page.text.includes("alert(1)"));
    assert.match(listed(page)[0], /unknown/);
  });
});

describe("a new browser", () => {
  it("is told by mail, with its name and address, but the very first one and known ones are not", async () => {
    const anna = await portal.account(anAddress(), "Anna Ärmel");
    await anna.signIn();
    assert.equal((await notices(anna)).length, 0);
    await anna.signIn();
    assert.equal((await notices(anna)).length, 0);
    const phone = anna.atAnotherDevice({ userAgent: FIREFOX });
    await phone.signIn();
    const mail = await portal.mailTo(anna.email, ({ subject }) => subject.includes("new browser"));
    assert.ok(mail.text.includes("Firefox, Linux") && mail.text.includes(phone.browser.address), mail.text);
    await phone.signIn();
    assert.equal((await notices(anna)).length, 1);
  });
});
