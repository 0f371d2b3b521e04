// The second factor: set up, asked for at sign-in and by what is not to be undone, recovery codes, officers, the operator.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { OTHER_PASSWORD } from "../support/contact.mjs";
import { anOrganisation, rows } from "../support/handover.mjs";
import { together } from "../support/race.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";
import { App } from "../support/totp.mjs";
import { until } from "../support/until.mjs";

let portal;

before(async () => { portal = await sharedPortal("second-factor"); });

async function secured(name = "sicher") {
  const contact = await portal.signedIn(anAddress(name), "Sigrid Sicher");
  await contact.setsUpSecondFactor();
  return contact;
}

const kinds = (contact) => rows(portal, "kind", `FROM audit_event e JOIN account a ON a.id = e.account_id WHERE a.email='${contact.email}' ORDER BY e.id`).then((found) => found.map(({ kind }) => kind));
const mails = (contact) => rows(portal, "kind", `FROM outbox WHERE recipient='${contact.email}' AND kind <> 'discarded' ORDER BY id`).then((found) => found.map(({ kind }) => kind));
const idOf = (contact) => portal.sql(`SELECT id FROM account WHERE email='${contact.email}'`);

// The page that asks for the code, after the right password.
async function atSecondStep(contact) {
  const answer = await contact.triesToSignIn();
  assert.equal(answer.location, "/login/second-factor");
  return contact.browser.follow(answer);
}

// Such a request has read the account by then, and waits for its row. Each gives what sends it.
describe("a request that compared the password alone before the factor was there", () => {
  const passwords = { password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD };
  for (const [title, prepare, status] of [
    ["signs nobody in", (anna) => () => anna.atAnotherDevice().triesToSignIn(), 422],
    ["changes no password", (anna) => () => anna.fills("/account/password", { current_password: anna.password, ...passwords }), 422],
    ["resets no password", async (anna) => {
      await portal.browser().fills("/password/forgot", { email: anna.email });
      const [link] = /\/password\/reset\?token=\S+/.exec((await portal.mailTo(anna.email, ({ text }) => text.includes("/password/reset?"))).text);
      return () => portal.browser().fills(link, passwords);
    }, 410],
  ]) {
    it(title, async () => {
      const anna = await portal.signedIn(anAddress("zugleich"));
      const send = await prepare(anna);
      const release = await portal.holds(`UPDATE account SET has_second_factor=TRUE WHERE id=${await idOf(anna)}`);
      const sent = send();
      await until("the wait for the account", async () => (await portal.sql("SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state='LOCK WAIT'")) === "1", { pause: 200 }); // the table is refreshed once nobody has read it for 0.1 s
      await release("COMMIT");
      const answer = await sent;
      assert.equal(answer.status, status, answer.summary);
      await portal.sql(`UPDATE account SET has_second_factor=FALSE WHERE id=${await idOf(anna)}`);
      await anna.atAnotherDevice().signIn(); // by the password that it had
    });
  }
});

describe("setting it up", () => {
  it("shows a secret, takes the app's code and the password, and gives ten recovery codes", async () => {
    const anna = await portal.signedIn(anAddress("anna"), "Anna Ärmel");
    const before = anna.browser.cookie("session");
    const other = anna.atAnotherDevice();
    await other.signIn();
    const page = await anna.setsUpSecondFactor();
    assert.equal(new Set(anna.recoveryCodes).size, 10);
    assert.match(page.text, /<pre[^>]*>([0-9A-Z-]{19}\n){10}<\/pre>/, "a line each");
    for (const code of anna.recoveryCodes) assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    assert.equal(page.headers["cache-control"], "no-store");
    assert.notEqual(anna.browser.cookie("session"), before);
    assert.ok(await anna.isSignedIn());
    assert.ok(!await other.isSignedIn(), "other sessions end");
    assert.ok((await kinds(anna)).includes("second_factor_set"));
    await portal.mailTo(anna.email, (mail) => mail.subject.includes("factor"));
  });

  it("leaves forms on the page of the recovery codes that go with the new session", async () => {
    const anna = await portal.signedIn(anAddress("anna"), "Anna Ärmel");
    const answer = await anna.browser.submit(await anna.setsUpSecondFactor(), {}, { action: "/logout" });
    assert.equal(answer.location, "/login", answer.summary);
    assert.ok(!await anna.isSignedIn());
  });

  it("keeps neither the secret nor a recovery code as it is", async () => {
    const anna = await secured();
    const [row] = await rows(portal, "HEX(secret) AS secret", `FROM second_factor WHERE account_id=${await idOf(anna)}`);
    assert.ok(!Buffer.from(row.secret, "hex").includes(anna.app.key));
    const hashes = await rows(portal, "LENGTH(code_hash) AS length", `FROM recovery_code WHERE account_id=${await idOf(anna)}`);
    assert.deepEqual(hashes.map(({ length }) => Number(length)), Array(10).fill(32));
  });

  it("keeps the secret that was scanned when the form was wrong, and sets nothing up", async () => {
    const anna = await portal.signedIn(anAddress());
    const page = await anna.gets("/account/second-factor");
    const secret = page.page.one("pre").text;
    const wrong = await anna.browser.submit(page, { new_code: "000000", current_password: "" });
    assert.equal(wrong.status, 422);
    assert.deepEqual(wrong.badFields, ["new_code", "current_password"]);
    assert.equal(wrong.page.one("pre").text, secret);
    const password = await anna.browser.submit(wrong, { new_code: new App(secret).next(), current_password: OTHER_PASSWORD });
    assert.deepEqual(password.badFields, ["current_password"]);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM second_factor WHERE account_id=${await idOf(anna)}`), "0");
    assert.ok(!(await kinds(anna)).includes("second_factor_set"));
  });

  it("takes no secret of another account, nor one that was made up", async () => {
    const [anna, nora] = [await portal.signedIn(anAddress("anna")), await portal.signedIn(anAddress("nora"))];
    const theirs = await nora.gets("/account/second-factor");
    const secret = theirs.page.one("input", { name: "secret" }).attributes.value;
    for (const sent of [secret, "", "AAAA"]) {
      const page = await anna.gets("/account/second-factor");
      const answer = await anna.browser.submit(page, { secret: sent, new_code: new App(theirs.page.one("pre").text).next(), current_password: anna.password });
      assert.equal(answer.location, "/account/second-factor");
    }
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM second_factor WHERE account_id=${await idOf(anna)}`), "0");
  });

  it("done twice at once leaves one, whose codes were shown", async () => {
    const anna = await portal.signedIn(anAddress());
    const here = await anna.gets("/account/second-factor");
    const app = new App(here.page.one("pre").text);
    const answers = await together([0, 1].map(() => () => anna.browser.submit(here, { new_code: app.codeOf(app.step), current_password: anna.password })));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1, answers.map(({ summary }) => summary).join("\n"));
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM recovery_code WHERE account_id=${await idOf(anna)}`), "10");
  });
});

describe("signing in with it", () => {
  it("asks for the code after the right password, and leads on to the page that was wanted", async () => {
    const anna = await secured();
    await anna.signsOut();
    const password = await anna.triesToSignIn(anna.password, "/organisations?a=b");
    assert.equal(password.location, `/login/second-factor?next=${encodeURIComponent("/organisations?a=b")}`);
    assert.ok(!await anna.isSignedIn());
    const answer = await anna.givesCode(password);
    assert.equal(answer.location, "/organisations?a=b");
    assert.ok(await anna.isSignedIn());
    assert.equal(anna.browser.cookie("pending"), undefined);
  });

  it("says nothing of it for a wrong password", async () => {
    const [anna, nora] = [await secured(), await portal.account(anAddress("nora"))];
    const stranger = anna.atAnotherDevice();
    const [hers, theirs] = [await stranger.triesToSignIn(OTHER_PASSWORD), await nora.triesToSignIn(OTHER_PASSWORD)];
    assert.equal(hers.status, 422);
    assert.equal(hers.alert, theirs.alert);
    assert.equal(stranger.browser.cookie("pending"), undefined);
  });

  it("takes no code twice, nor an older one", async () => {
    const anna = await secured();
    const code = anna.app.next();
    const first = anna.atAnotherDevice();
    assert.equal((await first.browser.submit(await atSecondStep(first), { code })).status, 303);
    for (const again of [code, anna.app.codeOf(anna.app.used - 1)]) {
      const thief = anna.atAnotherDevice();
      const answer = await thief.browser.submit(await atSecondStep(thief), { code: again });
      assert.equal(answer.status, 422);
      assert.ok(!await thief.isSignedIn());
    }
  });

  it("takes a code once of two browsers at once", async () => {
    const anna = await secured();
    const devices = [anna.atAnotherDevice(), anna.atAnotherDevice()];
    const pages = [await atSecondStep(devices[0]), await atSecondStep(devices[1])];
    const code = anna.app.next();
    const answers = await together(devices.map((device, i) => () => device.browser.submit(pages[i], { code })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422]);
  });

  it("takes codes with blanks, and recovery codes however they are typed, each once", async () => {
    const anna = await secured();
    const [code] = [anna.app.next()];
    const spaced = anna.atAnotherDevice();
    assert.equal((await spaced.browser.submit(await atSecondStep(spaced), { code: `${code.slice(0, 3)} ${code.slice(3)}` })).status, 303);
    const recovery = anna.recoveryCodes[0];
    const other = anna.atAnotherDevice();
    assert.equal((await other.browser.submit(await atSecondStep(other), { code: ` ${recovery.toLowerCase().replaceAll("-", " ").replaceAll("0", "o")}` })).status, 303);
    const again = anna.atAnotherDevice();
    assert.equal((await again.browser.submit(await atSecondStep(again), { code: recovery })).status, 422);
    assert.ok((await kinds(anna)).includes("recovery_code_used"));
    const mail = await portal.mailTo(anna.email, ({ subject }) => subject.includes("recovery"));
    assert.match(mail.text, /\b9\b/);
    assert.match((await other.gets("/account/second-factor")).page.one("main").text, /codes left\s*9\b/);
  });

  it("pauses after wrong codes, counted for the account across browsers, and lets the owner in after it", async () => {
    const anna = await secured();
    let paused;
    for (let i = 0; i < 20 && !paused; i += 1) {
      const thief = anna.atAnotherDevice();
      const answer = await thief.browser.submit(await atSecondStep(thief), { code: anna.app.wrong() });
      if (answer.status === 429) paused = answer;
      else assert.equal(answer.status, 422, answer.summary);
    }
    assert.ok(paused, "no pause");
    assert.ok(Number(paused.headers["retry-after"]) >= 1);
    await portal.later({ minutes: 6 });
    const owner = anna.atAnotherDevice();
    await owner.signIn();
    assert.ok(await owner.isSignedIn());
  });

  it("lets the owner in, and do what evicts a thief who has the password and keeps the codes in a pause", async () => {
    const anna = await secured();
    const phone = anna.atAnotherDevice();
    await phone.signIn();
    await phone.signsOut();
    const [thief, laptop, desk] = [anna.atAnotherDevice(), anna.atAnotherDevice(), anna.atAnotherDevice()];
    await thief.browser.submit(await atSecondStep(thief), { code: anna.app.wrong() });
    await portal.sql(`UPDATE throttle SET tries = 30, last_try_at = last_try_at + INTERVAL 1 MINUTE WHERE name='code account ${anna.email}'`);
    for (const stranger of [thief, laptop]) assert.equal((await stranger.browser.submit(await atSecondStep(stranger), { code: anna.app.wrong() })).status, 429);
    await phone.signIn();
    const made = await anna.browser.submit(await anna.gets("/account/second-factor"), anna.proof, { action: "/account/second-factor/recovery-codes" });
    assert.equal(made.status, 200, made.summary);
    anna.recoveryCodes = made.page.byId("recovery-codes").text.trim().split(/\s+/);
    // By mail, too, where each link has tries of its own; the pause is over then.
    await laptop.fills("/password/forgot", { email: anna.email });
    const { link } = await portal.mailTo(anna.email, (mail) => /password\/reset/.test(mail.link ?? ""));
    const fields = { password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD };
    const tries = [];
    for (let i = 0; i < 6; i += 1) tries.push((await thief.fills(link, { ...fields, code: anna.app.wrong() })).status);
    assert.deepEqual(tries, [422, 422, 422, 422, 422, 429]);
    await portal.sql(`UPDATE throttle SET tries = 0 WHERE name LIKE 'code account ${anna.email} %'`);
    assert.equal((await laptop.fills(link, { ...fields, code: anna.recoveryCodes.shift() })).status, 303);
    desk.password = OTHER_PASSWORD;
    desk.recoveryCodes = anna.recoveryCodes;
    await desk.signIn();
    assert.ok(await desk.isSignedIn());
  });

  it("gives up a sign-in that waits for longer than ten minutes, after a new password, or when the account is locked", async () => {
    const anna = await secured();
    for (const end of [() => portal.later({ minutes: 11 }), () => portal.cli(["user", "set-password", anna.email], `${anna.password}\n`), () => portal.cli(["user", "lock", anna.email])]) {
      const device = anna.atAnotherDevice();
      const page = await atSecondStep(device);
      await end();
      const answer = await device.browser.submit(page, { code: anna.code });
      assert.equal(answer.status, 303);
      assert.equal(answer.location, "/login");
      assert.ok(!await device.isSignedIn());
    }
  });

  it("leads to the password where none was given", async () => {
    assert.equal((await portal.browser().get("/login/second-factor?next=%2Forders")).location, `/login?next=${encodeURIComponent("/orders")}`);
  });
});

describe("what is not to be undone", () => {
  it("asks for it: handover, password, recovery codes, its end", async () => {
    const anna = await secured();
    const nora = await portal.account(anAddress("nora"), "Nora Neu");
    const organisation = await anOrganisation(anna, "Müller & Söhne KG");
    for (const [path, action, fields] of [
      [`/organisations/${organisation}`, `/organisations/${organisation}/technical-contact`, { email: nora.email }],
      ["/account/password", undefined, { password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD }],
      ["/account/second-factor", "/account/second-factor/recovery-codes", {}],
    ]) {
      for (const code of ["", anna.app.wrong(), "x"]) {
        const answer = await anna.browser.submit(await anna.gets(path), { ...fields, current_password: anna.password, code }, { action });
        assert.equal(answer.status, 422, answer.summary);
        assert.deepEqual(answer.badFields, ["code"], path);
      }
      await portal.later({ minutes: 6 });
    }
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM handover WHERE contact_email='${anna.email}'`), "0");
    const started = await anna.fills(`/organisations/${organisation}`, { email: nora.email, ...anna.proof }, { action: `/organisations/${organisation}/technical-contact` });
    assert.equal(started.status, 200, started.summary);
  });

  it("a wrong code costs no try of the password", async () => {
    const anna = await secured();
    for (let i = 0; i < 3; i += 1) {
      await anna.fills("/account/password", { current_password: anna.password, code: anna.app.wrong(), password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD });
    }
    assert.equal(await portal.sql(`SELECT COALESCE(SUM(tries), 0) FROM throttle WHERE name LIKE 'password account ${anna.email}%'`), "0");
  });

  it("a forgotten password takes the code, too", async () => {
    const anna = await secured();
    await anna.browser.fills("/password/forgot", { email: anna.email });
    const { link } = await portal.mailTo(anna.email, (mail) => /password\/reset/.test(mail.link ?? ""));
    const fields = { password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD };
    const thief = portal.browser();
    for (const code of ["", anna.app.wrong()]) {
      const answer = await thief.fills(link, { ...fields, code });
      assert.equal(answer.status, 422);
      assert.deepEqual(answer.badFields, ["code"]);
    }
    assert.equal((await anna.browser.fills(link, { ...fields, code: anna.code })).status, 303);
    const owner = anna.atAnotherDevice();
    owner.password = OTHER_PASSWORD;
    await owner.signIn();
    assert.ok(await owner.isSignedIn());
  });
});

describe("its end", () => {
  it("takes the recovery codes along; the password alone is enough again", async () => {
    const anna = await secured();
    const answer = await anna.browser.submit(await anna.gets("/account/second-factor"), anna.proof, { action: "/account/second-factor/recovery-codes" });
    assert.equal(answer.status, 200, answer.summary);
    const codes = answer.page.byId("recovery-codes").text.trim().split(/\s+/);
    assert.equal(codes.filter((code) => anna.recoveryCodes.includes(code)).length, 0);
    const page = await anna.gets("/account/second-factor");
    const { csrfToken } = page;
    const ended = await anna.browser.post("/account/second-factor/end", { csrf_token: csrfToken, current_password: anna.password, code: codes[0] });
    assert.equal(ended.status, 303, ended.summary);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM recovery_code WHERE account_id=${await idOf(anna)}`), "0");
    const again = await anna.atAnotherDevice().triesToSignIn();
    assert.equal(again.location, "/");
    assert.ok((await mails(anna)).includes("second_factor_ended"));
  });

  it("is the operator's answer to a lost app", async () => {
    const anna = await secured();
    const { status, stdout } = await portal.cli(["user", "end-second-factor", anna.email]);
    assert.equal(status, 0);
    assert.ok(stdout.includes(anna.email));
    assert.ok(!await anna.isSignedIn());
    assert.equal((await anna.atAnotherDevice().triesToSignIn()).location, "/");
    assert.ok((await mails(anna)).includes("second_factor_ended"));
    const again = await portal.cli(["user", "end-second-factor", anna.email]);
    assert.equal(again.status, 0);
    assert.match(again.stdout, /has no second factor$/m);
  });
});

describe("officers", () => {
  it("have nothing open before it is set up", async () => {
    const olga = await portal.account(anAddress("olga"), "Olga Offizier", { role: "officer" });
    await olga.signIn();
    for (const path of ["/", "/certificates", "/approvals", "/approvals.csv", "/account", "/account/password", "/handovers", "/organisations/new"]) {
      const answer = await olga.get(path);
      assert.equal(answer.status, 303, path);
      assert.equal(answer.location, "/account/second-factor", path);
    }
    const page = await olga.gets("/account/second-factor");
    const founds = await olga.browser.post("/organisations/new", { csrf_token: page.csrfToken, name: "Muster AG" });
    assert.equal(founds.location, "/account/second-factor");
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM organisation o JOIN account a ON a.id = o.technical_contact_id WHERE a.email='${olga.email}'`), "0");
    await olga.setsUpSecondFactor();
    assert.equal((await olga.get("/approvals")).status, 200);
  });

  it("may sign out without it, and are led back to it after ending it", async () => {
    const olga = await portal.signedIn(anAddress("olga"), "Olga Offizier", { role: "officer" });
    const ended = await olga.browser.post("/account/second-factor/end", { csrf_token: (await olga.gets("/account")).csrfToken, ...olga.proof });
    assert.equal(ended.status, 303, ended.summary);
    assert.equal((await olga.get("/approvals")).location, "/account/second-factor");
    await olga.browser.submit(await olga.gets("/account/second-factor"), {}, { action: "/logout" });
    assert.ok(!await olga.isSignedIn());
  });
});
