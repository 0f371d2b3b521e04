// The mails of the handover: who gets which, in either language.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { anOrganisation, aStage, sentMails, startHandover } from "../support/handover.mjs";
import { anAddress } from "../support/portal.mjs";

let portal;
let anna;
let started;
const prepare = async () => { if (!portal) ({ portal, anna, started } = await aStage()); };


describe("the mails", () => {
  before(prepare);

  const LANGUAGES = {
    de: { speaks: /\b(Sie|Ihre?[nmrs]?)\b/, other: /\b(you|your|the)\b/i, date: (time) => new Intl.DateTimeFormat("de-DE", { timeZone: "Europe/Berlin", day: "2-digit", month: "2-digit", year: "numeric" }).format(time) },
    en: { speaks: /\b(you|your)\b/i, other: /\b(Sie|Ihre?|der|die|das)\b/, date: (time) => new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Berlin", day: "numeric", month: "short", year: "numeric" }).format(time) },
  };

  const speaking = async (language, name, person) => {
    const account = await portal.signedIn(anAddress(name), person);
    await portal.sql(`UPDATE account SET locale='${language}' WHERE email='${account.email}'`);
    return account;
  };

  function assertIsRight(mail, { language, party, handover, until: end }) {
    const about = `${mail.subject}\n\n${mail.text}`;
    const { headers } = mail;
    assert.equal(mail.to, party.email, about);
    assert.match(headers["auto-submitted"] ?? "", /^auto-generated/i, about);
    assert.ok(headers["x-auto-response-suppress"], about);
    assert.match(headers["message-id"], /^<[^<>@\s]+@[^<>@\s]+>$/, about);
    assert.ok(Math.abs(Date.parse(headers.date) - Date.now()) < 120_000, headers.date);
    assert.match(headers.from, /[^\s<>]+@[^\s<>]+/, about);
    assert.match(headers["content-type"], /^multipart\/alternative/i);
    assert.deepEqual(mail.types.map((type) => type.split(";")[0]), ["text/plain", "text/html"]);
    const plain = mail.text.replace(/\s+/g, " ");
    for (const text of [plain, mail.html]) {
      for (const wanted of [handover.reference, "Muster AG", party.name]) assert.ok(text.includes(wanted), `${wanted} in ${text}`);
      assert.doesNotMatch(text, /\{\{|\}\}|\[\[|\]\]/);
      assert.match(text, LANGUAGES[language].speaks);
      assert.doesNotMatch(text.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, " "), LANGUAGES[language].other);
      if (end) assert.ok(text.includes(LANGUAGES[language].date(end)), `${LANGUAGES[language].date(end)} in ${text}`);
    }
    assert.doesNotMatch(mail.html, /<(img|script|link|iframe)\b/i);
    for (const line of mail.text.split("\n")) assert.ok(line.length <= 78 || line.includes("://"), line);
  }

  for (const language of ["de", "en"]) {
    for (const { kind, to, becomes, does, isOpen } of [
      { kind: "handover_started", to: "contact", isOpen: true },
      { kind: "handover_offered", to: "successor", isOpen: true },
      { kind: "handover_accepted", to: "contact", becomes: "accepted", isOpen: true },
      { kind: "handover_password_renewed", to: "contact", does: (handover) => handover.renews() },
      { kind: "handover_declined", to: "contact", becomes: "declined" },
      { kind: "handover_withdrawn", to: "successor", becomes: "withdrawn" },
      { kind: "handover_withdrawn", to: "both", does: ({ reference }) => portal.done(["handover", "withdraw", reference]) },
      { kind: "handover_expired", to: "both", becomes: "expired" },
      { kind: "handover_blocked", to: "both", becomes: "blocked" },
      { kind: "handover_completed", to: "both", becomes: "completed" },
    ]) {
      it(`${kind} goes to the ${to}${does && to === "both" ? " when the operator did it" : ""}, in ${language}, and to nobody else`, async () => {
        const [from, successor] = await Promise.all([speaking(language, "anna", "Anna Alt"), speaking(language, "nora", "Nora Neu")]);
        const organisation = await anOrganisation(from, "Muster AG");
        const handover = await startHandover(portal, { from, to: successor, organisation });
        if (becomes) await handover.becomes(becomes);
        if (does) await does(handover);
        const parties = { contact: [from], successor: [successor], both: [from, successor] }[to];
        const end = isOpen && new Date(`${(await handover.row()).expires_at.replace(" ", "T").slice(0, 19)}Z`);
        for (const party of parties) assertIsRight(await handover.mail(kind, party), { language, party, handover, until: end });
        const recipients = (await handover.mails()).filter((mail) => mail.kind === kind).map(({ recipient }) => recipient);
        assert.deepEqual(recipients.sort(), parties.map(({ email }) => email).sort());
      });
    }
  }

  it("each speaks its own reader's language", async () => {
    const [from, successor] = await Promise.all([speaking("de", "anna", "Anna Alt"), speaking("en", "nora", "Nora Neu")]);
    const handover = await startHandover(portal, { from, to: successor });
    assert.match((await handover.mail("handover_started", from)).text, LANGUAGES.de.speaks);
    assert.match((await handover.mail("handover_offered", successor)).text, LANGUAGES.en.speaks);
  });

  // The operator makes accounts without a language.
  it("of an account without a language speak that of the pages it signed in with last", async () => {
    const handover = async (language) => {
      const people = await Promise.all(["anna", "nora"].map((name) => portal.account(anAddress(name), "Ohne Sprache")));
      for (const person of people) {
        person.browser = portal.browser({ language });
        await person.signIn();
        assert.equal(await portal.sql(`SELECT CONCAT(locale, '/', seen_locale) FROM account WHERE email='${person.email}'`), `/${language}`);
      }
      const [from, to] = people;
      return { handover: await (await startHandover(portal, { from, to })).becomes("accepted"), from, to };
    };
    for (const language of ["de", "en"]) {
      const { handover: accepted, from, to } = await handover(language);
      await portal.done(["handover", "withdraw", accepted.reference]);
      for (const [kind, party] of [["handover_started", from], ["handover_offered", to], ["handover_accepted", from], ["handover_withdrawn", from], ["handover_withdrawn", to]]) {
        const { text } = await accepted.mail(kind, party);
        assert.match(text, LANGUAGES[language].speaks, kind);
        assert.doesNotMatch(text, LANGUAGES[language].other, kind);
      }
    }
  });

  it("of an account that never signed in are in every language", async () => {
    const to = await portal.account(anAddress("nora"), "Nie Hier");
    const from = await speaking("de", "anna", "Anna Alt");
    const mail = await (await startHandover(portal, { from, to })).mail("handover_offered", to);
    for (const text of [mail.text, mail.html])
      for (const part of ["Guten Tag Nie Hier,", "Hello Nie Hier,"]) assert.ok(text.includes(part), `${part} in ${text}`);
  });

  it("of the start: the contact can say “this wasn't me” and gets to where it is withdrawn; no token, no password", async () => {
    const handover = await started();
    const mail = await handover.mail("handover_started", anna);
    assert.ok(mail.text.includes(`${portal.url}${handover.page}`), mail.text);
    assert.doesNotMatch(mail.text, /token=/);
  });

  it("only the successor's mail holds a token, and only that of the offer", async () => {
    const handover = await (await started()).becomes("completed");
    await portal.mailsAreOut();
    const token = await handover.token();
    const holding = sentMails(portal).filter(({ raw, text, html }) => (raw + text + html).includes(token));
    assert.deepEqual(holding.map(({ to, id }) => [to, id]), [[handover.to.email, (await handover.mail("handover_offered", handover.to)).id]]);
  });
});
