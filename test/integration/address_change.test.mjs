// Another address for an account: both mailboxes confirm it, nobody learns whose addresses have accounts, and what hangs on the
// address ends with it.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { GOOD_PASSWORD, OTHER_PASSWORD } from "../support/contact.mjs";
import { anOrganisation, asksForHandover, idIn, posts, postsFrom, rows, startHandover } from "../support/handover.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";
import { lag, racingPortal, together } from "../support/race.mjs";
import { until } from "../support/until.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 10);
const PAGE = "/account/email";
const CONFIRM = `${PAGE}/confirm`;

let portal;

const asks = (contact, email, password = contact.password) => contact.fills(PAGE, { email, current_password: password }, { action: PAGE });

// The mails of the outbox to this address, the oldest first: "kind, kind".
const kindsTo = (email, place = portal) => place.sql(`SELECT COALESCE(GROUP_CONCAT(kind ORDER BY id SEPARATOR ', '), '') FROM outbox WHERE recipient='${email}'`);
const emailOf = (id, place = portal) => place.sql(`SELECT email FROM account WHERE id=${id}`);
const idOf = (email, place = portal) => place.sql(`SELECT id FROM account WHERE email='${email}'`);
const pendingOf = (id, place = portal) => place.sql(`SELECT COUNT(*) FROM address_change WHERE account_id=${id}`);
const eventsOf = async (id, place = portal) => (await rows(place, "kind", `FROM audit_event WHERE account_id=${id} AND kind LIKE 'address%' ORDER BY id`)).map(({ kind }) => kind);

// The path of the latest link that was mailed there.
async function linkTo(email, nth = 1, place = portal) {
  const mail = await until(`link ${nth} to ${email}`, () => place.mails(email).filter(({ text }) => text.includes(`${CONFIRM}?token=`))[nth - 1]);
  return mail.text.match(/https?:\/\/\S+confirm\?token=\S+/)[0].replace(place.url, "");
}
const tokenIn = (link) => new URL(link, "http://portal").searchParams.get("token");

// Whether the link's own page is still there or not.
const answers = (link, action, browser = portal.browser()) => postsFrom(browser, browser.cookie("session") ? "/account" : "/login", action, { token: tokenIn(link) });
const confirms = (link, browser) => answers(link, CONFIRM, browser);
const refuses = (link, browser) => answers(link, `${PAGE}/refuse`, browser);

// Somebody who has asked for another address, with both links.
async function aChange(place = portal) {
  const contact = await place.signedIn(anAddress("umzug"), "Änne Umzug");
  const id = await idOf(contact.email, place);
  const email = anAddress("angekommen");
  const asked = await asks(contact, email);
  assert.equal(asked.status, 303, asked.summary);
  return { contact, id, email, old: await linkTo(contact.email, 1, place), fresh: await linkTo(email, 1, place) };
}

describe("a change of one's own address", () => {
  before(async () => { portal = await sharedPortal(); });

  for (const order of [["old", "fresh"], ["fresh", "old"]]) {
    it(`takes place when both have confirmed it, ${order.join(" before ")}`, async () => {
      const { contact, id, email, ...links } = await aChange();
      const first = await confirms(links[order[0]]);
      assert.equal(first.location, `${PAGE}/confirmed`, first.summary);
      assert.equal(await emailOf(id), contact.email);
      const page = await contact.gets(PAGE);
      assert.ok(page.text.includes(email) && page.text.includes("not yet confirmed"));
      const second = await confirms(links[order[1]]);
      assert.equal(second.location, first.location);
      assert.equal(await emailOf(id), email);
      assert.equal((await portal.browser().get(second.location)).status, 200);
      assert.equal(await contact.isSignedIn(), false, "sessions end");
      assert.equal((await contact.triesToSignIn()).status, 422, "the former address signs in no more");
      contact.email = email;
      await contact.signIn();
      assert.deepEqual(await eventsOf(id), ["address_change_asked", "address_change_confirmed", "address_change_confirmed", "address_changed"]);
      for (const link of Object.values(links)) assert.equal((await portal.browser().get(link)).status, 410);
    });
  }

  it("tells both addresses, the former one where to turn", async () => {
    const { contact, email, old, fresh } = await aChange();
    await confirms(old);
    await confirms(fresh);
    assert.equal(await kindsTo(contact.email), "address_change_old, address_changed");
    assert.equal(await kindsTo(email), "address_change_new, address_changed");
    const notice = await portal.waitForMail(email, 2);
    assert.ok(notice.text.includes(`${portal.url}/login`) && notice.text.includes(contact.email));
    assert.ok(!(await portal.waitForMail(contact.email, 2)).text.includes("/login"));
  });

  it("keeps the session of the browser that made the last click, and ends the others", async () => {
    const { contact, email, old, fresh } = await aChange();
    const elsewhere = contact.atAnotherDevice();
    await elsewhere.signIn();
    await confirms(fresh);
    await confirms(old, contact.browser);
    assert.ok((await contact.gets("/account")).text.includes(email));
    assert.equal(await elsewhere.isSignedIn(), false);
  });

  it("is not made by opening the links, by GET or HEAD", async () => {
    const { id, contact, old, fresh } = await aChange();
    for (const link of [old, fresh])
      for (const method of ["GET", "HEAD", "GET"]) assert.equal((await portal.browser().request(method, link)).status, 200);
    for (const path of [CONFIRM, `${PAGE}/refuse`]) await portal.browser().get(`${path}?token=${tokenIn(old)}&confirm=1`);
    assert.deepEqual([await emailOf(id), await pendingOf(id)], [contact.email, "1"]);
  });

  it("is refused by the old address alone: no link works any more", async () => {
    const { id, contact, old, fresh } = await aChange();
    await confirms(fresh);
    assert.equal((await refuses(fresh)).status, 410, "a link that has confirmed is used");
    assert.equal((await refuses(old)).location, `${PAGE}/refused`);
    for (const link of [old, fresh]) assert.equal((await portal.browser().get(link)).status, 410);
    assert.equal(await emailOf(id), contact.email);
    assert.equal((await eventsOf(id)).at(-1), "address_change_refused");
  });

  it("has nothing to refuse at the new address", async () => {
    const { id, fresh } = await aChange();
    assert.equal((await portal.browser().get(fresh)).text.includes(`${PAGE}/refuse`), false);
    assert.equal((await refuses(fresh)).status, 410);
    assert.equal(await pendingOf(id), "1");
  });

  it("is one at a time: a new request takes the place of the old one, a withdrawal ends it", async () => {
    const { contact, id, old, fresh } = await aChange();
    const other = anAddress("anderswo");
    assert.equal((await asks(contact, other)).status, 303);
    assert.equal(await portal.sql(`SELECT new_email FROM address_change WHERE account_id=${id}`), other);
    for (const link of [old, fresh]) assert.equal((await confirms(link)).status, 410);
    const link = await linkTo(other);
    assert.equal((await posts(contact, `${PAGE}/withdraw`)).status, 303);
    assert.equal(await pendingOf(id), "0");
    assert.equal((await portal.browser().get(link)).status, 410);
  });

  it("ends when its time is over, and jobs takes it away", async () => {
    const { id, contact, old, fresh } = await aChange();
    await confirms(old);
    await portal.sql(`UPDATE address_change SET expires_at=requested_at WHERE account_id=${id}`);
    assert.equal((await portal.browser().get(fresh)).status, 410);
    assert.equal(await emailOf(id), contact.email);
    await portal.done(["jobs", "--once"]);
    assert.equal(await pendingOf(id), "0");
  });

  for (const [title, does] of [
    ["a new password", (contact) => contact.fills("/account/password", { current_password: contact.password, password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD })],
    ["a new password by the operator", (contact) => portal.done(["user", "set-password", contact.email], `${OTHER_PASSWORD}\n`)],
    ["a lock", (contact) => portal.done(["user", "lock", contact.email])],
  ]) {
    it(`ends by ${title}`, async () => {
      const { contact, id, old } = await aChange();
      await does(contact);
      assert.equal(await pendingOf(id), "0");
      assert.equal((await portal.browser().get(old)).status, 410);
    });
  }

  it("can be stopped from the old mailbox, hasty as it was, until the new one has confirmed", async () => {
    const { contact, id, old, fresh } = await aChange();
    await confirms(old);
    const page = await portal.browser().get(old);
    assert.match(page.main, /can still stop the change/);
    assert.ok(!page.text.includes(`action="${CONFIRM}"`));
    assert.equal((await refuses(old)).location, `${PAGE}/refused`);
    assert.equal((await confirms(fresh)).status, 410);
    assert.equal(await emailOf(id), contact.email);
  });

  it("is not kept from its owner by others who ask for the address that it leaves", async () => {
    const leaves = await portal.signedIn(anAddress("geht"));
    const wants = await portal.signedIn(anAddress("will"));
    for (let i = 0; i < 4; i += 1) await asks(wants, leaves.email);
    assert.equal((await asks(leaves, anAddress("frei"))).status, 303);
  });

  it("shows the new holder of an address no mail to the one before", async () => {
    const former = await portal.registered(anAddress("vorher"));
    await former.fills("/password/forgot", { email: former.email });
    await portal.mailTo(former.email, ({ text }) => text.includes("/password/reset?"));
    await portal.done(["user", "delete", former.email]);
    const contact = await portal.signedIn(anAddress("nachher"));
    assert.equal((await asks(contact, former.email)).status, 303);
    await confirms(await linkTo(contact.email));
    await new Promise((resolve) => { setTimeout(resolve, 1000); }); // times are whole seconds in the database
    await confirms(await linkTo(former.email));
    contact.email = former.email;
    await contact.signIn();
    const kinds = JSON.parse((await contact.gets("/account/data.json")).text).mails.map(({ kind }) => kind);
    assert.ok(kinds.includes("address_changed"), kinds.join());
    assert.ok(!kinds.includes("password_reset") && !kinds.includes("registration"), kinds.join());
    assert.doesNotMatch((await contact.gets("/account/mails")).main, /password|Kennwort|Passwort/i);
  });

  it("ends links for a new password that went to the former address", async () => {
    const { contact, old, fresh } = await aChange();
    await portal.browser().fills("/password/forgot", { email: contact.email });
    const reset = await until("reset mail", () => portal.mails(contact.email).find(({ text }) => text.includes("/password/reset?token=")));
    await confirms(old);
    await confirms(fresh);
    assert.equal((await portal.browser().get(reset.text.match(/https?:\/\/\S+reset\?token=\S+/)[0].replace(portal.url, ""))).status, 410);
  });

  it("withdraws open handovers of both directions, and leaves the organisation where it is", async () => {
    const { contact, id, email, old, fresh } = await aChange();
    const [out, incoming] = [await startHandover(portal, { from: contact }), await startHandover(portal, { to: contact })];
    await confirms(old);
    assert.equal(await out.state(), "offered");
    await confirms(fresh);
    for (const handover of [out, incoming]) {
      const { state, end_reason } = await handover.row();
      assert.deepEqual([state, end_reason], ["withdrawn", "address_changed"]);
      assert.equal((await handover.events()).filter((kind) => kind === "handover_withdrawn").length, 1);
    }
    assert.equal(await portal.sql(`SELECT technical_contact_id FROM organisation WHERE id=${idIn(out.organisation)}`), id);
    contact.email = email;
    await contact.signIn();
    assert.equal((await asksForHandover(contact, out.organisation, incoming.from)).status, 200, "may be started anew");
  });
});

describe("the form for another address", () => {
  before(async () => { portal = await sharedPortal(); });

  for (const [title, fields, bad] of [
    ["no address", { email: "" }, ["email"]],
    ["what is no address", { email: "anna@localhost" }, ["email"]],
    ["an address with an umlaut before the @", { email: "änne@example.org" }, ["email"]],
    ["no password", { current_password: "" }, ["current_password"]],
    ["a wrong password", { current_password: OTHER_PASSWORD }, ["current_password"]],
  ]) {
    it(`refuses ${title}`, async () => {
      const contact = await portal.signedIn(anAddress());
      const answer = await contact.fills(PAGE, { email: anAddress("neu"), current_password: contact.password, ...fields }, { action: PAGE });
      assert.equal(answer.status, 422);
      assert.deepEqual(answer.badFields, bad);
      assert.equal(await pendingOf(await idOf(contact.email)), "0");
    });
  }

  it("refuses the present address, however it is written", async () => {
    const contact = await portal.signedIn(anAddress("gross"));
    for (const email of [contact.email, contact.email.toUpperCase(), ` ${contact.email} `]) assert.deepEqual((await asks(contact, email)).badFields, ["email"]);
  });

  it("stores the one form of each mailbox", async () => {
    const contact = await portal.signedIn(anAddress());
    const email = anAddress("Neu").replace("example.org", "MÜNCHEN.example.org");
    assert.equal((await asks(contact, email)).status, 303);
    assert.equal(await portal.sql(`SELECT new_email FROM address_change WHERE account_id=${await idOf(contact.email)}`),
      email.toLowerCase().replace("münchen", "xn--mnchen-3ya"));
  });

  it("is told by a page without a field for it that somebody else's CSRF token counts for nothing", async () => {
    const contact = await portal.signedIn(anAddress());
    const answer = await contact.browser.post(PAGE, { email: anAddress("neu"), current_password: contact.password });
    assert.equal(answer.status, 403);
  });

  it("slows wrong passwords down", async () => {
    const contact = await portal.signedIn(anAddress());
    let answer;
    for (let i = 0; i < 6; i += 1) answer = await asks(contact, anAddress("neu"), OTHER_PASSWORD);
    assert.equal(answer.status, 429);
    assert.ok(Number(answer.headers["retry-after"]) >= 1);
  });

  it("sends three mails to an address, whoever asks, then one an hour", async () => {
    const victim = anAddress("opfer");
    const people = [];
    for (let i = 0; i < 4; i += 1) people.push(await portal.signedIn(anAddress(`frager${i}`)));
    const statuses = [];
    for (const contact of people) statuses.push((await asks(contact, victim)).status);
    assert.deepEqual(statuses, [303, 303, 303, 429]);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM outbox WHERE recipient='${victim}'`), "3");
    assert.equal(await pendingOf(await idOf(people[3].email)), "0", "nothing waits that was not mailed");
  });

  it("says to whom to turn who has lost the old mailbox", async () => {
    const contact = await portal.signedIn(anAddress());
    assert.match((await contact.gets(PAGE)).text, /no longer read the mails/);
  });
});

describe("an address that has an account", () => {
  before(async () => { portal = await sharedPortal(); });

  // What the page says, with all that differs by itself taken out.
  const seen = (answer, ...hidden) => hidden.reduce((text, each) => text.replaceAll(each, "…"), answer.text)
    .replace(/name="csrf_token" value="[^"]*"/g, "").replace(/\d\d:\d\d/g, "").replace(/[0-9a-f]{32}/g, "");

  it("is answered like any other; its owner alone is told, by mail", async () => {
    const owner = await portal.account(anAddress("besitzer"), "Otto Besitzer");
    const free = anAddress("frei");
    const pages = [];
    for (const email of [owner.email, free]) {
      const contact = await portal.signedIn(anAddress("frager"), "Fritz Frager");
      const answer = await asks(contact, email);
      assert.deepEqual([answer.status, answer.location], [303, PAGE]);
      assert.equal((await confirms(await linkTo(contact.email))).status, 303);
      pages.push(seen(await contact.gets(PAGE), email, contact.email));
      assert.equal(await kindsTo(contact.email), "address_change_old");
    }
    assert.equal(pages[0], pages[1]);
    assert.equal(await kindsTo(owner.email), "address_change_taken");
    const mail = await portal.waitForMail(owner.email);
    assert.ok(!mail.text.includes("token="));
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM outbox WHERE recipient='${owner.email}' AND sealed_token IS NOT NULL`), "0");
  });

  it("by the time of the second confirmation: its owner alone is told, the account keeps its own", async () => {
    const { contact, id, email, old, fresh } = await aChange();
    await confirms(old);
    const owner = await portal.account(email, "Otto Schneller");
    assert.equal((await confirms(fresh)).location, `${PAGE}/confirmed`);
    assert.deepEqual([await emailOf(id), await emailOf(await idOf(owner.email)), await pendingOf(id)], [contact.email, email, "0"]);
    assert.equal(await kindsTo(contact.email), "address_change_old");
    assert.equal(await kindsTo(email), "address_change_new, address_change_taken");
    assert.ok(await contact.isSignedIn());
  });

  it("comes into being by a registration at the same time, or does not: one account has it", async () => {
    const { id, email, old, fresh } = await aChange();
    const browser = portal.browser();
    await browser.fills("/register", { email, name: "Rita Rasch", phone: "", password: GOOD_PASSWORD, password_repeat: GOOD_PASSWORD });
    const registration = await until("registration mail", () => portal.mails(email).find(({ text }) => text.includes("/register/confirm?token=")));
    await confirms(old);
    await confirms(fresh);
    assert.equal(await emailOf(id), email);
    const link = registration.text.match(/https?:\/\/\S+confirm\?token=\S+/)[0].replace(portal.url, "");
    assert.equal((await browser.get(link)).status, 410, "a registration of the address is void");
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM account WHERE email='${email}'`), "1");
  });
});

describe("the operator's way", () => {
  before(async () => { portal = await sharedPortal(); });

  it("changes the address of somebody who lost the old mailbox", async () => {
    const contact = await portal.signedIn(anAddress("verloren"), "Vera Verloren");
    const id = await idOf(contact.email);
    const email = anAddress("wieder");
    assert.match(await portal.done(["user", "set-email", contact.email, email.toUpperCase()]), new RegExp(`is now ${email}`));
    assert.equal(await emailOf(id), email);
    assert.equal(await contact.isSignedIn(), false);
    assert.deepEqual([await kindsTo(contact.email), await kindsTo(email)], ["address_changed", "address_changed"]);
    const [event] = await rows(portal, "actor, content", `FROM audit_event WHERE kind='address_changed' AND account_id=${id}`);
    assert.match(event.actor, /^system user /);
    assert.deepEqual(JSON.parse(event.content), { from: contact.email, to: email });
  });

  it("refuses an address that has an account, and what is none", async () => {
    const [one, other] = [await portal.account(anAddress("eins")), await portal.account(anAddress("zwei"))];
    for (const [email, says] of [[other.email, /has an account already/], ["nonsense", /address/]]) {
      const { status, stderr } = await portal.cli(["user", "set-email", one.email, email]);
      assert.equal(status, 1);
      assert.match(stderr, says);
    }
    assert.equal(await kindsTo(one.email), "");
  });
});

describe("an officer with another address", () => {
  before(async () => { portal = await sharedPortal(); });

  it("is the same officer: an approval of theirs counts once", async () => {
    const officer = await portal.account(anAddress("pruefer"), "Paul Prüfer", { role: "officer" });
    const id = await idOf(officer.email);
    const anna = await portal.signedIn(anAddress("anna"));
    const organisation = idIn(await anOrganisation(anna));
    const number = await portal.sql("INSERT INTO reference_number () VALUES (); SELECT LAST_INSERT_ID()");
    await portal.sql(`INSERT INTO certificate_order (number, organisation_id, state, created_at, product, issuer, lifetime_days, needed_approvals, name, changed_at)
      VALUES (${number}, ${organisation}, 'submitted', UTC_TIMESTAMP(), 'server', 'demo', 90, 2, 'zwei.example.org', UTC_TIMESTAMP())`);
    await portal.sql(`INSERT INTO order_decision (number, officer_email, officer_id, decision, decided_at) VALUES (${number}, '${officer.email}', ${id}, 'approved', UTC_TIMESTAMP())`);
    const email = anAddress("umbenannt");
    await portal.done(["user", "set-email", officer.email, email]);
    const { status, stderr } = await portal.cli(["order", "approve", number, "--as", email]);
    assert.equal(status, 1);
    assert.match(stderr, /approved it|another one/);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM order_decision WHERE number=${number}`), "1");
  });
});

describe("at the same moment", () => {
  let racing;
  before(async () => { racing = await racingPortal(); });

  it("both confirm: the change is made once", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { contact, id, email, old, fresh } = await aChange(racing);
      const pages = await Promise.all([old, fresh].map(async (link) => {
        const browser = racing.browser();
        return { browser, page: await browser.get(link), link };
      }));
      const answers = await together(pages.map(({ browser, page, link }) => () => browser.submit(page, { token: tokenIn(link) }, { action: CONFIRM })), [0, lag(round, ROUNDS, 20)]);
      assert.deepEqual(answers.map(({ status }) => status), [303, 303]);
      assert.equal(await emailOf(id, racing), email);
      assert.deepEqual((await eventsOf(id, racing)).filter((kind) => kind === "address_changed").length, 1);
      assert.equal(await kindsTo(contact.email, racing), "address_change_old, address_changed");
      assert.equal(await kindsTo(email, racing), "address_change_new, address_changed");
    }
  });

  it("two accounts want one address: one gets it, the mailbox is told of the other", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const email = anAddress("begehrt");
      const people = [await racing.signedIn(anAddress("eins")), await racing.signedIn(anAddress("zwei"))];
      const ids = [];
      const steps = [];
      for (const [index, contact] of people.entries()) {
        ids.push(await idOf(contact.email, racing));
        assert.equal((await asks(contact, email)).status, 303);
        const [old, fresh] = [await linkTo(contact.email, 1, racing), await linkTo(email, index + 1, racing)];
        const browser = racing.browser();
        await postsFrom(browser, old, CONFIRM, { token: tokenIn(old) });
        const page = await browser.get(fresh);
        steps.push(() => browser.submit(page, { token: tokenIn(fresh) }, { action: CONFIRM }));
      }
      const answers = await together(steps, [0, lag(round, ROUNDS, 20)]);
      assert.deepEqual(answers.map(({ status }) => status), [303, 303]);
      const emails = [await emailOf(ids[0], racing), await emailOf(ids[1], racing)];
      assert.equal(emails.filter((each) => each === email).length, 1, emails.join());
      assert.equal((await kindsTo(email, racing)).split(", ").filter((kind) => kind === "address_change_taken").length, 1);
      assert.equal(await racing.sql(`SELECT COUNT(*) FROM address_change WHERE account_id IN (${ids})`), "0");
    }
  });

  it("the successor's address changes and a handover to it starts: never one that names an address without its account", async () => {
    const tally = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      const { contact, id, email, old, fresh } = await aChange(racing);
      const anna = await racing.signedIn(anAddress("anna"));
      const organisation = await anOrganisation(anna);
      await postsFrom(racing.browser(), old, CONFIRM, { token: tokenIn(old) });
      const browser = racing.browser();
      const page = await browser.get(fresh);
      const [changed, started] = await together([
        () => browser.submit(page, { token: tokenIn(fresh) }, { action: CONFIRM }),
        () => asksForHandover(anna, organisation, contact)], [lag(round, ROUNDS, 80) + 30, 0]);
      assert.equal(changed.status, 303);
      assert.equal(await emailOf(id, racing), email);
      assert.ok([200, 422].includes(started.status), started.summary);
      tally[started.status] = (tally[started.status] ?? 0) + 1;
      const state = await racing.sql(`SELECT state FROM handover WHERE organisation_id=${idIn(organisation)}`);
      assert.equal(state, started.status === 200 ? "withdrawn" : "");
    }
    console.log(`     start against change of address: ${JSON.stringify(tally)}`);
  });

  it("a handover is completed and its contact's address changes: the handover is completed or withdrawn, the address changed", async () => {
    const tally = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      const { contact, id, email, old, fresh } = await aChange(racing);
      const handover = await (await startHandover(racing, { from: contact })).becomes("accepted");
      await postsFrom(racing.browser(), old, CONFIRM, { token: tokenIn(old) });
      const browser = racing.browser();
      const page = await browser.get(fresh);
      const [changed, completed] = await together([
        () => browser.submit(page, { token: tokenIn(fresh) }, { action: CONFIRM }),
        () => handover.authorises()], [lag(round, ROUNDS, 60) + 15, 0]);
      assert.equal(changed.status, 303);
      assert.equal(await emailOf(id, racing), email);
      const { state } = await handover.row();
      tally[state] = (tally[state] ?? 0) + 1;
      assert.equal(state, completed.status === 303 ? "completed" : "withdrawn", completed.summary);
      assert.equal(await handover.contact(), state === "completed" ? handover.to.email : email);
    }
    console.log(`     completion against change of address: ${JSON.stringify(tally)}`);
  });
});
