// Sign-in, sessions, passwords, the throttle.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { OTHER_PASSWORD } from "../support/contact.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";

let portal;

const withoutNoise = (answer) => answer.text.replace(/[0-9a-f]{32}|[A-Za-z0-9._-]{43,}/g, "…").replace(/value="[^"]*@[^"]*"/g, "");

describe("sign-in", () => {
  before(async () => { portal = await sharedPortal(); });

  it("leads from a page that wants it to the form and back to that page", async () => {
    const anna = await portal.account(anAddress());
    const answer = await anna.get("/organisations?a=b%26c");
    assert.equal(answer.status, 303);
    assert.equal(answer.location, `/login?next=${encodeURIComponent("/organisations?a=b%26c")}`);
    const form = await anna.browser.follow(answer);
    const done = await anna.browser.submit(form, { email: anna.email, password: anna.password });
    assert.equal(done.status, 303);
    assert.equal(done.location, "/organisations?a=b%26c");
  });

  it("answers wrong password and unknown account alike", async () => {
    const anna = await portal.account(anAddress());
    const wrong = await anna.triesToSignIn(OTHER_PASSWORD);
    const unknown = await anna.browser.fills("/login", { email: anAddress("niemand"), password: OTHER_PASSWORD });
    assert.equal(wrong.status, 422);
    assert.equal(unknown.status, 422);
    assert.equal(withoutNoise(unknown), withoutNoise(wrong));
    assert.notEqual(wrong.alert, "");
    assert.ok(!wrong.text.includes(OTHER_PASSWORD));
    assert.equal(wrong.form().one("input", { name: "email" }).attributes.value, anna.email);
    assert.equal(anna.browser.cookie("session"), undefined);
    for (const { requestId } of [wrong, unknown]) assert.ok(portal.log("workers.log").split("\n").some((line) => line.includes(requestId) && line.includes("sign-in refused")), "logged");
  });

  for (const next of [
    "//example.org/", "https://example.org/", "/\\example.org", "\\\\example.org", "/%09/example.org", "/\t/example.org", "javascript:alert(1)",
    "/register/confirm?token=abc", "/%2fexample.org", "/password/reset?t=1&token=x", "/a\r\nSet-Cookie: x=1", "", "certificates", "/../..//x",
  ]) {
    it(`does not follow next=${JSON.stringify(next)}`, async () => {
      const anna = await portal.account(anAddress());
      assert.equal((await anna.triesToSignIn(anna.password, next)).location, "/");
    });
  }

  it("gives a new session token at each sign-in and ends the old session", async () => {
    const anna = await portal.signedIn(anAddress());
    const first = anna.browser.cookie("session");
    await anna.signIn();
    const second = anna.browser.cookie("session");
    assert.notEqual(first, second);
    assert.match(second, /^[A-Za-z0-9_-]{43}$/);
    const thief = anna.atAnotherDevice();
    thief.browser.setCookie("session", first);
    assert.ok(!await thief.isSignedIn());
  });

  it("never takes over a session token that somebody planted", async () => {
    const anna = await portal.account(anAddress());
    anna.browser.setCookie("session", "A".repeat(43));
    await anna.signIn();
    assert.notEqual(anna.browser.cookie("session"), "A".repeat(43));
  });

  it("stores session tokens hashed only", async () => {
    const anna = await portal.signedIn(anAddress());
    const stored = await portal.sql("SELECT HEX(token_hash) FROM session");
    const token = anna.browser.cookie("session");
    for (const form of [Buffer.from(token), Buffer.from(token, "base64url")]) assert.ok(!stored.includes(form.toString("hex").toUpperCase()));
  });

  it("ends with sign-out, also for who kept the cookie", async () => {
    const anna = await portal.signedIn(anAddress());
    const kept = anna.browser.cookie("session");
    const out = await anna.signsOut();
    assert.equal(out.status, 303);
    assert.ok(!await anna.isSignedIn());
    anna.browser.setCookie("session", kept);
    assert.ok(!await anna.isSignedIn());
  });

  it("signs nobody out by a link", async () => {
    const anna = await portal.signedIn(anAddress());
    assert.equal((await anna.get("/logout")).status, 405);
    assert.ok(await anna.isSignedIn());
  });

  it("lets one account be signed in at two devices, and out at one", async () => {
    const anna = await portal.signedIn(anAddress());
    const phone = anna.atAnotherDevice();
    await phone.signIn();
    await anna.signsOut();
    assert.ok(await phone.isSignedIn());
  });

  it("shows what belongs to the account that signed in last in a browser", async () => {
    const anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
    const nora = await portal.account(anAddress("nora"), "Nora Neu");
    nora.browser = anna.browser;
    await nora.signIn();
    assert.match((await nora.gets("/account")).page.one("strong", { dir: "auto" }).text, /Nora Neu/);
  });

  it("keeps a locked account out, with its right password, and says so to nobody else", async () => {
    const anna = await portal.signedIn(anAddress());
    await portal.done(["user", "lock", anna.email]);
    assert.ok(!await anna.isSignedIn(), "lock ends all sessions");
    const unknown = await anna.browser.fills("/login", { email: anAddress("niemand"), password: OTHER_PASSWORD });
    const wrong = await anna.triesToSignIn(OTHER_PASSWORD);
    assert.equal(withoutNoise(wrong), withoutNoise(unknown));
    const locked = await anna.triesToSignIn();
    assert.equal(locked.status, 422);
    assert.notEqual(locked.alert, wrong.alert);
    await portal.done(["user", "unlock", anna.email]);
    await anna.signIn();
  });

  it("ends all sessions of an account that the operator gives a new password", async () => {
    const anna = await portal.signedIn(anAddress());
    await portal.done(["user", "set-password", anna.email], `${OTHER_PASSWORD}\n`);
    assert.ok(!await anna.isSignedIn());
    assert.equal((await anna.triesToSignIn()).status, 422);
    await anna.signIn(OTHER_PASSWORD);
  });
});

describe("the throttle", () => {
  before(async () => { portal = await sharedPortal(); });

  it("lets the owner in from a browser of theirs while strangers keep the address in its pause", async () => {
    const anna = await portal.signedIn(anAddress());
    await anna.signsOut();
    const [stranger, elsewhere] = [anna.atAnotherDevice(), anna.atAnotherDevice()];
    await stranger.triesUntilPaused();
    assert.equal((await elsewhere.triesToSignIn()).status, 429);
    assert.equal((await anna.triesToSignIn()).status, 303);
    // The browser is known for this account only, and has a pause of its own.
    const nora = await portal.account(anAddress("nora"));
    await nora.atAnotherDevice().triesUntilPaused();
    nora.browser = anna.browser;
    assert.equal((await nora.triesToSignIn()).status, 429);
    await anna.signsOut();
    await anna.triesUntilPaused();
  });

  it("lets the owner change the password while somebody else who is signed in keeps that form in its pause", async () => {
    const anna = await portal.signedIn(anAddress());
    const thief = anna.atAnotherDevice();
    await thief.signIn();
    const changes = (contact, current_password) => contact.fills("/account/password", { current_password, password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD });
    assert.equal((await changes(thief, "Acht Igel rollen 12 Reifen")).status, 422);
    await portal.sql(`UPDATE throttle SET tries = 30, last_try_at = last_try_at + INTERVAL 1 MINUTE WHERE name LIKE 'password account ${anna.email}%'`);
    assert.equal((await changes(thief, anna.password)).status, 429);
    assert.equal((await changes(anna, anna.password)).status, 303);
    assert.ok(!await thief.isSignedIn());
  });

  it("answers 429 with Retry-After after several wrong passwords, to the right one too, and lets it in after the pause", async () => {
    const anna = await portal.account(anAddress());
    for (let i = 0; i < 4; i += 1) assert.equal((await anna.triesToSignIn(OTHER_PASSWORD)).status, 422, "a few slips cost nothing");
    const paused = await anna.triesUntilPaused();
    const seconds = Number(paused.headers["retry-after"]);
    assert.ok(seconds >= 1 && seconds <= 10, `Retry-After: ${paused.headers["retry-after"]}`);
    assert.match(paused.main, /\d/);
    assert.equal(paused.page.byId("email").attributes.value, anna.email, "the form stays filled in");
    assert.equal((await anna.triesToSignIn()).status, 429);
    await new Promise((resolve) => setTimeout(resolve, (seconds + 1) * 1000)); // the pause itself is what is tested
    await anna.signIn();
  });

  it("counts for an account from everywhere, and for one that does not exist", async () => {
    const anna = await portal.account(anAddress());
    await anna.triesUntilPaused();
    assert.equal((await anna.atAnotherDevice().triesToSignIn(OTHER_PASSWORD)).status, 429);
    const nobody = await portal.account(anAddress("niemand"));
    await portal.done(["user", "delete", nobody.email]);
    assert.equal((await nobody.triesUntilPaused()).status, 429);
  });

  it("counts for a network over many accounts", async () => {
    const browser = portal.browser();
    const statuses = [];
    for (let i = 0; i < 24; i += 1) statuses.push((await browser.fills("/login", { email: anAddress(), password: OTHER_PASSWORD })).status);
    assert.equal(statuses[10], 422);
    assert.ok(statuses.slice(15).includes(429), statuses.join(" "));
    const elsewhere = await portal.browser().fills("/login", { email: anAddress(), password: OTHER_PASSWORD });
    assert.equal(elsewhere.status, 422);
  });

  it("counts tries that come at the same moment", async () => {
    const anna = await portal.account(anAddress());
    const page = await anna.gets("/login");
    const tries = Array.from({ length: 12 }, () => anna.browser.submit(page, { email: anna.email, password: OTHER_PASSWORD }));
    const answers = await Promise.all(tries);
    assert.deepEqual([...new Set(answers.map((answer) => answer.status))].sort(), [422, 429]);
    const compared = answers.filter((answer) => answer.status === 422).length;
    assert.ok(compared >= 1 && compared <= 6, `${compared} of 12 were compared`);
  });

  it("forgets wrong tries once the right password came", async () => {
    const anna = await portal.account(anAddress());
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 3; i += 1) assert.equal((await anna.triesToSignIn(OTHER_PASSWORD)).status, 422);
      await anna.signIn();
    }
  });

  it("also guards the change of the password", async () => {
    const anna = await portal.signedIn(anAddress());
    const change = () => anna.fills("/account/password", { current_password: OTHER_PASSWORD, password: "Vier Dachse malen 88 Wolken", password_repeat: "Vier Dachse malen 88 Wolken" });
    const statuses = [];
    for (let i = 0; i < 8; i += 1) statuses.push((await change()).status);
    assert.ok(statuses.includes(429), statuses.join(" "));
  });

  it("is lifted with LIMITS=0, with a warning in the footer and in doctor", async () => {
    const free = await sharedPortal("unlimited", { limits: 0 });
    const anna = await free.account(anAddress());
    for (let i = 0; i < 30; i += 1) assert.equal((await anna.triesToSignIn(OTHER_PASSWORD)).status, 422);
    await anna.signIn();
    const footer = (page) => page.page.one("footer")?.text ?? "";
    const [off, on] = await Promise.all([free, portal].map((each) => each.browser().get("/login")));
    assert.notEqual(footer(off), footer(on));
    assert.match(footer(off), /limit|throttle/i);
    const findings = await free.json(["doctor"]);
    assert.ok(findings.some(({ check, grade }) => check === "limits" && grade === "warning"));
  });
});

describe("passwords", () => {
  before(async () => { portal = await sharedPortal(); });

  it("are changed with the present one, which ends all other sessions and mails a notice", async () => {
    const anna = await portal.signedIn(anAddress());
    const phone = anna.atAnotherDevice();
    await phone.signIn();
    const token = anna.browser.cookie("session");
    const done = await anna.fills("/account/password", { current_password: anna.password, password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD });
    assert.equal(done.location, "/account");
    assert.ok(await anna.isSignedIn());
    assert.notEqual(anna.browser.cookie("session"), token);
    assert.ok(!await phone.isSignedIn());
    assert.equal((await phone.triesToSignIn()).status, 422);
    await phone.signIn(OTHER_PASSWORD);
    assert.doesNotMatch((await portal.waitForMail(anna.email)).text, /token=/);
  });

  for (const { title, values, bad } of [
    { title: "with a wrong present one", values: { current_password: "Zwei Igel falten 93 Karten" }, bad: ["current_password"] },
    { title: "without the present one", values: { current_password: "" }, bad: ["current_password"] },
    { title: "to the present one", values: ({ password }) => ({ password, password_repeat: password }), bad: ["password"] },
    { title: "to a short one", values: { password: "kurz", password_repeat: "kurz" }, bad: ["password"] },
    { title: "to two different ones", values: { password_repeat: "Zwei Igel falten 93 Karten" }, bad: ["password_repeat"] },
  ]) {
    it(`are not changed ${title}`, async () => {
      const anna = await portal.signedIn(anAddress());
      const answer = await anna.fills("/account/password", { current_password: anna.password, password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD, ...(typeof values === "function" ? values(anna) : values) });
      assert.equal(answer.status, 422, answer.summary);
      assert.deepEqual(answer.badFields, bad);
      assert.ok(answer.page.all("input", { type: "password" }).every((input) => !input.attributes.value));
      assert.ok(await anna.isSignedIn());
      await anna.signIn();
    });
  }

  it("forgotten are chosen anew by a mail link, once, which ends all sessions and mails a notice", async () => {
    const anna = await portal.signedIn(anAddress());
    const other = anna.atAnotherDevice();
    const asked = await other.fills("/password/forgot", { email: anna.email });
    assert.equal(asked.location, "/password/sent");
    assert.equal((await other.get(asked.location)).status, 200);
    const { link } = await portal.waitForMail(anna.email);
    assert.match(link, /^\/password\/reset\?token=/);
    assert.equal((await other.browser.head(link)).status, 200);
    const page = await other.gets(link);
    const done = await other.browser.submit(page, { password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD });
    assert.equal(done.location, "/login");
    assert.ok(!await anna.isSignedIn());
    assert.ok(!await other.isSignedIn(), "a reset signs nobody in");
    await portal.waitForMail(anna.email, 2);
    assert.equal((await other.browser.submit(page, { password: anna.password, password_repeat: anna.password })).status, 410);
    assert.equal((await other.get(link)).status, 410);
    assert.equal((await anna.triesToSignIn()).status, 422);
    await anna.signIn(OTHER_PASSWORD);
  });

  it("forgotten: refuses a weak new one and keeps the link", async () => {
    const anna = await portal.account(anAddress());
    await anna.fills("/password/forgot", { email: anna.email });
    const { link } = await portal.waitForMail(anna.email);
    const weak = await anna.fills(link, { password: "annaaltannaalt", password_repeat: "annaaltannaalt" });
    assert.equal(weak.status, 422);
    assert.deepEqual(weak.badFields, ["password"]);
    assert.equal((await anna.browser.submit(weak, { password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD })).status, 303);
  });

  it("forgotten: a second link voids none of the first's work, and using one voids the other", async () => {
    const anna = await portal.account(anAddress());
    await anna.fills("/password/forgot", { email: anna.email });
    await portal.waitForMail(anna.email);
    await anna.fills("/password/forgot", { email: anna.email });
    await portal.waitForMail(anna.email, 2);
    const [first, second] = portal.mails(anna.email).map((mail) => mail.link);
    assert.equal((await anna.fills(second, { password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD })).status, 303);
    assert.equal((await anna.get(first)).status, 410);
  });

  it("forgotten: an unknown address and a locked account get the same answer, and no mail", async () => {
    const locked = await portal.account(anAddress());
    await portal.done(["user", "lock", locked.email]);
    const nobody = anAddress("niemand");
    for (const email of [locked.email, nobody]) {
      assert.equal((await portal.browser().fills("/password/forgot", { email })).location, "/password/sent");
    }
    await portal.mailsAreOut();
    assert.equal(portal.mails(locked.email).length + portal.mails(nobody).length, 0);
  });

  it("forgotten: refuses what is no address", async () => {
    const answer = await portal.browser().fills("/password/forgot", { email: "anna" });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.badFields, ["email"]);
  });

  it("may hold any characters, blanks at both ends too", async () => {
    const password = "  Пять ежей 🦔 zählen 39 Türen ";
    const anna = await portal.account(anAddress());
    await anna.signIn();
    await anna.fills("/account/password", { current_password: anna.password, password, password_repeat: password });
    assert.equal((await anna.triesToSignIn(password.trim())).status, 422);
    await anna.signIn(password);
  });

  it("are stored as Argon2id hashes with 19 MiB and 2 passes", async () => {
    const anna = await portal.account(anAddress());
    const hash = await portal.sql(`SELECT password_hash FROM account WHERE email='${anna.email}'`);
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe("the profile", () => {
  before(async () => { portal = await sharedPortal(); });

  it("shows and changes name, phone and language", async () => {
    const anna = await portal.signedIn(anAddress());
    const saved = await anna.fills("/account", { name: "Anna Neu-Alt", phone: "+49 (30) 123-45", locale: "de" });
    assert.equal(saved.location, "/account");
    const page = await anna.browser.follow(saved);
    assert.equal(page.page.one("html").attributes.lang, "de");
    assert.notEqual(page.flash, "");
    assert.equal(page.form("/account").one("input", { name: "name" }).attributes.value, "Anna Neu-Alt");
    assert.equal(page.form("/account").one("input", { name: "phone" }).attributes.value, "+49 (30) 123-45");
    assert.equal((await anna.gets("/account")).flash, "", "a flash message comes once");
  });

  for (const { title, values, bad } of [
    { title: "an empty name", values: { name: " " }, bad: ["name"] },
    { title: "a phone number of letters", values: { phone: "call me <b>" }, bad: ["phone"] },
    { title: "a language that there is not", values: { locale: "../x" }, bad: [] },
  ]) {
    it(`refuses ${title}`, async () => {
      const anna = await portal.signedIn(anAddress());
      const answer = await anna.fills("/account", values);
      assert.equal(answer.status, 422, answer.summary);
      assert.deepEqual(answer.badFields.filter((name) => name !== "locale"), bad);
      assert.match((await anna.gets("/account")).page.one("strong", { dir: "auto" }).text, /Anna Alt/);
    });
  }
});
