// Registration and its confirmation by mail.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { Contact, GOOD_PASSWORD, OTHER_PASSWORD } from "../support/contact.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";

let portal;

function stranger(email, name = "Anna Alt", password = GOOD_PASSWORD) {
  return new Contact(portal, { email, name, password });
}

async function linkOf(person, nth) {
  await person.registers();
  return (await portal.waitForMail(person.email, nth)).link;
}

describe("registration", () => {
  before(async () => { portal = await sharedPortal(); });

  it("leads through the mail to an account that can sign in", async () => {
    const anna = stranger(anAddress());
    const sent = await anna.registers();
    assert.equal(sent.location, "/register/sent");
    assert.equal((await anna.get(sent.location)).status, 200);
    assert.notEqual((await anna.triesToSignIn()).status, 303, "not before the confirmation");
    const confirmed = await anna.confirms();
    assert.equal(confirmed.location, "/login");
    assert.match((await anna.browser.follow(confirmed)).flash, /\w/);
    assert.equal((await anna.triesToSignIn()).location, "/");
    assert.ok(await anna.isSignedIn());
  });

  it("asks for the password in another browser, refuses a wrong one, takes the right one", async () => {
    const anna = stranger(anAddress());
    const link = await linkOf(anna);
    const other = anna.atAnotherDevice();
    const page = await other.gets(link);
    assert.ok(page.form().one("input", { name: "password" }));
    const empty = await other.fills(link, { password: "" });
    assert.equal(empty.status, 422);
    const wrong = await other.fills(link, { password: OTHER_PASSWORD });
    assert.equal(wrong.status, 422);
    assert.deepEqual(wrong.badFields, ["password"]);
    assert.notEqual(wrong.alert, "");
    assert.equal((await other.fills(link, { password: GOOD_PASSWORD })).status, 303);
    await other.signIn();
  });

  it("asks for no password in the browser that registered", async () => {
    const anna = stranger(anAddress());
    const page = await anna.gets(await linkOf(anna));
    assert.equal(page.form().one("input", { name: "password" }), undefined);
  });

  it("changes nothing when the link is only opened, by GET or HEAD", async () => {
    const anna = stranger(anAddress());
    const link = await linkOf(anna);
    for (const method of ["GET", "HEAD", "GET"]) assert.equal((await anna.browser.request(method, link)).status, 200, method);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM account WHERE email='${anna.email}'`), "0");
    assert.equal((await anna.confirms()).status, 303);
  });

  it("answers 410 to a link that was used, to its page and to its form", async () => {
    const anna = stranger(anAddress());
    const link = await linkOf(anna);
    const page = await anna.gets(link);
    assert.equal((await anna.browser.submit(page)).status, 303);
    assert.equal((await anna.browser.submit(page)).status, 410);
    assert.equal((await anna.get(link)).status, 410);
  });

  it("answers 410 to tokens that never were", async () => {
    const browser = portal.browser();
    for (const token of ["", "x", "A".repeat(43), "A".repeat(5000), "%3Cscript%3E", "'%20OR%20''='"]) {
      assert.equal((await browser.get(`/register/confirm?token=${token}`)).status, 410, token.slice(0, 20));
    }
    assert.equal((await browser.get("/register/confirm")).status, 410);
  });

  it("answers a known address with the same page, and mails its owner instead of the stranger", async () => {
    const owner = await portal.account(anAddress(), "Nora Neu");
    const stranger1 = stranger(owner.email, "Jemand Anders", OTHER_PASSWORD);
    const known = await stranger1.registers();
    const unknown = await stranger(anAddress()).registers();
    const shape = ({ status, location, cookies }) => ({ status, location, cookies: cookies.map((line) => line.replace(/=[^;]*/, "=")) });
    assert.deepEqual(shape(known), shape(unknown));
    const mail = await portal.waitForMail(owner.email);
    assert.doesNotMatch(mail.text, /token=/);
    assert.doesNotMatch(mail.text, /Jemand Anders/);
    await owner.signIn();
    assert.equal((await stranger1.triesToSignIn()).status, 422, "the stranger's password opens nothing");
  });

  // The time itself: make timing.
  it("costs as many statements for a known address as for an unknown one, as sign-in and a forgotten password do", async () => {
    const statements = (answer) => Number(new RegExp(`request=${answer.requestId} .* statements=(\\d+)`).exec(portal.log("workers.log"))[1]);
    const forms = {
      registration: (person) => person.registers(),
      "sign-in": (person) => person.triesToSignIn(OTHER_PASSWORD),
      "a forgotten password": (person) => person.fills("/password/forgot", { email: person.email }),
    };
    for (const [title, sends] of Object.entries(forms)) {
      const [known, unknown] = [await portal.account(anAddress()), stranger(anAddress())];
      assert.equal(statements(await sends(known)), statements(await sends(unknown)), title);
    }
  });

  it("voids the other pending registrations of an address once one is confirmed", async () => {
    const first = stranger(anAddress(), "Anna Alt");
    const second = stranger(first.email, "Nora Neu", OTHER_PASSWORD);
    const firstLink = await linkOf(first, 1);
    await linkOf(second, 2);
    const links = portal.mails(first.email).map((mail) => mail.link);
    const secondLink = links.find((link) => link !== firstLink);
    assert.equal((await second.fills(secondLink, {})).status, 303);
    assert.equal((await first.get(firstLink)).status, 410);
    assert.equal((await first.triesToSignIn()).status, 422);
    await second.signIn();
  });

  it("cannot be confirmed by who registered an address first, with the link that its owner asked for", async () => {
    const attacker = stranger(anAddress(), "Jemand Anders", OTHER_PASSWORD);
    await attacker.registers();
    await portal.waitForMail(attacker.email);
    const owner = stranger(attacker.email, "Anna Alt");
    await owner.registers();
    await portal.waitForMail(owner.email, 2);
    const [first, second] = portal.mails(owner.email).map((mail) => mail.link);
    const answers = await Promise.all([first, second].map((link) => owner.get(link)));
    const asksForPassword = answers.map((answer) => Boolean(answer.form().one("input", { name: "password" })));
    assert.deepEqual(asksForPassword.sort(), [false, true], "only the owner's own registration is confirmed by a click");
    const owners = answers.find((answer) => !answer.form().one("input", { name: "password" }));
    assert.equal((await owner.browser.submit(owners)).status, 303);
    await owner.signIn();
    assert.equal((await attacker.triesToSignIn()).status, 422);
  });

  it("confirms one of two that are confirmed at the same moment", async () => {
    const anna = stranger(anAddress());
    const link = await linkOf(anna);
    const pages = await Promise.all([1, 2, 3, 4].map(() => anna.gets(link)));
    const answers = await Promise.all(pages.map((page) => anna.browser.submit(page)));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [303, 410, 410, 410]);
  });

  for (const { title, typed, stored } of [
    { title: "upper case", typed: "Nora.UPPER@Example.ORG", stored: "nora.upper@example.org" },
    { title: "blanks around it", typed: "  nora.blank@example.org \t", stored: "nora.blank@example.org" },
    { title: "an internationalised domain", typed: "nora@Müller-Söhne.example", stored: "nora@xn--mller-shne-kcb9d.example" },
    { title: "a plus and dots", typed: "nora+a.b@example.org", stored: "nora+a.b@example.org" },
  ]) {
    it(`stores one form of an address with ${title}`, async () => {
      const nora = stranger(typed, "Nora Neu");
      await nora.registers();
      const mail = await portal.waitForMail(stored);
      assert.match(mail.to, new RegExp(stored.replace(/[.+]/g, "\\$&")));
      await nora.fills(mail.link, {});
      assert.equal(await portal.sql(`SELECT COUNT(*) FROM account WHERE email='${stored}'`), "1");
      assert.equal((await nora.triesToSignIn()).status, 303, "signs in with the address as typed");
    });
  }

  for (const { title, email } of [
    { title: "none", email: "" },
    { title: "one without @", email: "anna.example.org" },
    { title: "a local part that is not ASCII", email: "änna@example.org" },
    { title: "a domain of one label", email: "anna@localhost" },
    { title: "a blank inside", email: "an na@example.org" },
    { title: "a line break", email: "anna@example.org\r\nBcc: nora@example.org" },
    { title: "300 characters", email: `${"a".repeat(300)}@example.org` },
    { title: "quotes", email: '"><script>alert(1)</script>"@example.org' },
    { title: "one that a sendmail could take for an option", email: "-be@example.org" },
    { title: "a right-to-left override", email: "anna\u202e@example.org" },
  ]) {
    it(`refuses as address ${title}, and fills the form in again`, async () => {
      const name = `Anna ${Math.random()}`;
      const answer = await portal.browser().fills("/register", { email, name, phone: "+49 30 1234567", password: GOOD_PASSWORD, password_repeat: GOOD_PASSWORD });
      assert.equal(answer.status, 422, answer.summary);
      assert.deepEqual(answer.badFields, ["email"]);
      assert.equal(answer.form().one("input", { name: "name" }).attributes.value, name);
      assert.equal(await portal.sql(`SELECT COUNT(*) FROM registration WHERE name='${name}'`), "0");
    });
  }

  for (const { title, password, repeat = password, bad } of [
    { title: "none", password: "", bad: "password" },
    { title: "of 11 characters", password: "kX4?vBn9!qZ", bad: "password" },
    { title: "that everybody has", password: "passwordpassword", bad: "password" },
    { title: "of German words that everybody has", password: "passwort123456", bad: "password" },
    { title: "made of the own name", password: "annaaltannaalt", bad: "password" },
    { title: "repeated differently", password: GOOD_PASSWORD, repeat: OTHER_PASSWORD, bad: "password_repeat" },
    { title: "not repeated", password: GOOD_PASSWORD, repeat: "", bad: "password_repeat" },
    { title: "longer than any person's", password: `Sieben Otter ${"x".repeat(5000)}`, bad: "password" },
  ]) {
    it(`refuses a password ${title}, and keeps all but the passwords in the form`, async () => {
      const email = anAddress();
      const answer = await portal.browser().fills("/register", { email, name: "Anna Alt", phone: "030 1234567", password, password_repeat: repeat });
      assert.equal(answer.status, 422, answer.summary);
      assert.deepEqual(answer.badFields, [bad]);
      assert.notEqual(answer.alert, "");
      const value = (name) => answer.form().one("input", { name }).attributes.value;
      assert.equal(value("email"), email);
      assert.equal(value("name"), "Anna Alt");
      assert.equal(value("phone"), "030 1234567");
      assert.ok(!value("password") && !value("password_repeat"));
      if (password.length > 3) assert.ok(!answer.text.includes(password));
      assert.equal(await portal.sql(`SELECT COUNT(*) FROM registration WHERE email='${email}'`), "0");
    });
  }

  it("tells all that is wrong at once, each field with its error, and links to the fields", async () => {
    const answer = await portal.browser().fills("/register", { email: "x", name: "", phone: "call me", password: "short", password_repeat: "" });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.badFields, ["email", "name", "phone", "password", "password_repeat"]);
    const links = answer.page.one("*", { role: "alert" }).all("a").map((link) => link.attributes.href);
    assert.deepEqual([...new Set(links)], ["#email", "#name", "#phone", "#password", "#password_repeat"]);
    for (const link of links) assert.ok(answer.page.byId(link.slice(1)), link);
    for (const name of answer.badFields) assert.ok(answer.page.byId(`${name}-error`).text, name);
  });

  for (const { title, name } of [
    { title: "a script", name: "<script>alert(1)</script>" },
    { title: "quotes and entities", name: `"O'Anna" &amp; <b>Alt` },
    { title: "umlauts", name: "Änne Großmüller-Ößterreich" },
    { title: "four bytes a character", name: "Anna 𝔄𝔩𝔱 🦦" },
    { title: "right-to-left letters", name: "אנה אלט" },
    { title: "template syntax", name: "{{#X}}{{NAME}} [[Sign in]]" },
    { title: "SQL", name: "'; DROP TABLE account; --" },
  ]) {
    it(`shows a name of ${title} escaped and whole, in pages and mails`, async () => {
      const anna = stranger(anAddress(), name);
      const refused = await anna.fills("/register", { email: "x", name, password: "x", password_repeat: "x" });
      assert.equal(refused.form().one("input", { name: "name" }).attributes.value, name);
      assert.ok(!/<script>alert/.test(refused.text));
      await anna.registers();
      const mail = await portal.waitForMail(anna.email);
      assert.ok(mail.text.includes(name), mail.text);
      await anna.confirms();
      await anna.signIn();
      const account = await anna.gets("/account");
      assert.equal(account.form("/account").one("input", { name: "name" }).attributes.value, name);
      assert.ok(account.page.one("strong", { dir: "auto" }).text.includes(name.replace(/\s+/g, " ")));
      assert.ok(!account.text.includes("<script>alert") && !account.text.includes("<b>Alt"));
    });
  }

  for (const { title, name } of [
    { title: "a link", name: "Gratis http://example.org" },
    { title: "a line break", name: "Anna\r\nBcc: nora@example.org" },
    { title: "a right-to-left override", name: "Anna \u202eTla" },
    { title: "81 characters", name: "ä".repeat(81) },
    { title: "NUL", name: "Anna\0Alt" },
    { title: "bytes that are not UTF-8", name: null },
  ]) {
    it(`refuses a name with ${title}`, async () => {
      const browser = portal.browser();
      const page = await browser.get("/register");
      const fields = { csrf_token: page.csrfToken, email: anAddress(), name: name ?? "", password: GOOD_PASSWORD, password_repeat: GOOD_PASSWORD };
      let body = new URLSearchParams(fields).toString();
      if (name === null) body = body.replace("name=&", "name=Anna%ff%fe&");
      const headers = { "Content-Type": "application/x-www-form-urlencoded", Origin: browser.origin };
      const answer = await browser.request("POST", "/register", { headers, body });
      assert.equal(answer.status, 422, answer.summary);
    });
  }

  it("takes 80 characters of four bytes each as a name", async () => {
    const anna = stranger(anAddress(), "🦦".repeat(80));
    await anna.registers();
    assert.ok((await portal.waitForMail(anna.email)).text.replace(/\s/g, "").includes("🦦".repeat(80)));
  });

  it("writes mails that a mail server takes: sender, date, message id, ASCII lines up to 998 bytes", async () => {
    const anna = stranger(anAddress(), "Änne Großmüller");
    await anna.registers();
    const mail = await portal.waitForMail(anna.email);
    assert.match(mail.headers.from, /<certportal@localhost>$/);
    assert.match(mail.headers["message-id"], /^<[^@\s]+@[^@\s]+>$/);
    assert.ok(Math.abs(Date.parse(mail.headers.date) - Date.now()) < 60_000, mail.headers.date);
    assert.match(mail.headers["content-type"], /^multipart\/alternative;/);
    assert.deepEqual(mail.types, ["text/plain; charset=UTF-8", "text/html; charset=UTF-8"], "the text first");
    assert.match(mail.headers["auto-submitted"] ?? "", /auto-generated/);
    assert.doesNotMatch(mail.raw, /[^\x00-\x7f]/);
    assert.ok(mail.raw.split(/\r?\n/).every((line) => line.length <= 998));
    assert.match(mail.subject, /\w/);
    for (const part of [mail.text, mail.html]) assert.ok(part.includes(`${portal.url}/register/confirm?token=`), part);
  });

  it("mails in the language of the page", async () => {
    const german = new Contact(portal, { email: anAddress(), name: "Anna Alt", password: GOOD_PASSWORD });
    german.browser.language = "de";
    await german.registers();
    assert.match((await portal.waitForMail(german.email)).text, /Hallo|Guten Tag/);
    const english = stranger(anAddress());
    await english.registers();
    assert.match((await portal.waitForMail(english.email)).text, /Hello/);
  });
});
