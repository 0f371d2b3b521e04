// What ends by the clock; on a portal of its own, whose clock only ever moves forward.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { Contact, GOOD_PASSWORD, OTHER_PASSWORD } from "../support/contact.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";

let portal;

async function registering() {
  const anna = new Contact(portal, { email: anAddress(), name: "Anna Alt", password: GOOD_PASSWORD });
  await anna.registers();
  return { anna, link: (await portal.waitForMail(anna.email)).link };
}

async function forgetting() {
  const anna = await portal.account(anAddress());
  await anna.fills("/password/forgot", { email: anna.email });
  return { anna, link: (await portal.waitForMail(anna.email)).link };
}

describe("time", () => {
  before(async () => { portal = await sharedPortal("clock"); });

  it("lets a registration link live 24 hours", async () => {
    const { anna, link } = await registering();
    portal.later({ hours: 23, minutes: 59 });
    assert.equal((await anna.get(link)).status, 200);
    portal.later({ minutes: 2 });
    assert.equal((await anna.get(link)).status, 410);
  });

  it("refuses the form of a registration link that ended meanwhile", async () => {
    const { anna, link } = await registering();
    const page = await anna.gets(link);
    portal.later({ hours: 24, minutes: 1 });
    assert.equal((await anna.browser.submit(page)).status, 410);
    assert.equal((await anna.triesToSignIn()).status, 422);
  });

  it("lets a reset link live one hour", async () => {
    const { anna, link } = await forgetting();
    portal.later({ minutes: 59 });
    const page = await anna.gets(link);
    portal.later({ minutes: 2 });
    assert.equal((await anna.get(link)).status, 410);
    assert.equal((await anna.browser.submit(page, { password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD })).status, 410);
    await anna.signIn();
  });

  it("ends a session that was idle for 30 minutes", async () => {
    const anna = await portal.signedIn(anAddress());
    portal.later({ minutes: 29 });
    assert.ok(await anna.isSignedIn());
    portal.later({ minutes: 29 });
    assert.ok(await anna.isSignedIn(), "use prolongs it");
    portal.later({ minutes: 31 });
    const answer = await anna.get("/account");
    assert.equal(answer.location, "/login?next=%2Faccount");
  });

  it("ends a session 12 hours after sign-in, however busy", async () => {
    const anna = await portal.signedIn(anAddress());
    for (let i = 0; i < 28; i += 1) {
      portal.later({ minutes: 25 });
      assert.ok(await anna.isSignedIn(), `${i + 1} × 25 minutes`);
    }
    portal.later({ minutes: 21 });
    assert.ok(!await anna.isSignedIn());
  });

  it("lifts the pause after wrong passwords with time", async () => {
    const anna = await portal.account(anAddress());
    const paused = await anna.triesUntilPaused();
    portal.later({ seconds: Number(paused.headers["retry-after"]) + 1 });
    await anna.signIn();
  });

  it("never pauses longer than five minutes", async () => {
    const anna = await portal.account(anAddress());
    for (let i = 0; i < 16; i += 1) {
      const answer = await anna.atAnotherDevice().triesToSignIn(OTHER_PASSWORD);
      if (answer.status !== 429) continue;
      const pause = Number(answer.headers["retry-after"]);
      assert.ok(pause >= 1 && pause <= 300, `${pause} s`);
      portal.later({ seconds: pause + 1 });
    }
    portal.later({ seconds: 301 });
    await anna.signIn();
  });

  for (const [path, fields] of [["/password/forgot", {}], ["/register", { name: "Jemand Anders", password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD }]]) {
    it(`lets strangers cause three mails to one address by ${path}, then one an hour`, async () => {
      const owner = await portal.account(anAddress());
      const asks = async () => {
        const answer = await portal.browser().fills(path, { email: owner.email, ...fields });
        assert.equal(answer.status, 303, answer.summary);
        portal.later({ seconds: 301 }); // past the longest pause of the form itself
        await portal.mailsAreOut();
        return portal.mails(owner.email).length;
      };
      const counts = [];
      for (let i = 0; i < 8; i += 1) counts.push(await asks());
      assert.deepEqual(counts, [1, 2, 3, 3, 3, 3, 3, 3]);
      portal.later({ minutes: 40 });
      assert.equal(await asks(), 4);
    });
  }

  it("sweeps away what has ended", async () => {
    await registering();
    await forgetting();
    await portal.signedIn(anAddress());
    portal.later({ days: 2 });
    await portal.done(["jobs", "--once"]);
    for (const table of ["registration", "password_reset", "session"]) {
      assert.equal(await portal.sql(`SELECT COUNT(*) FROM ${table}`), "0", table);
    }
  });

  it("tells in doctor that the clock is moved", async () => {
    portal.later({ minutes: 1 });
    const findings = await portal.json(["doctor"]);
    assert.ok(findings.some(({ check, grade }) => check === "clock" && grade === "warning"));
  });
});
