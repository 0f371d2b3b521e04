// The handover's rules on what goes along, limits, time, addresses, and contacts that are gone (handover.md, 7 and 9 to 11).
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { GOOD_PASSWORD } from "../support/contact.mjs";
import { anOrganisation, asksForHandover, aStage, idIn, posts, postsFrom, rows, startHandover } from "../support/handover.mjs";
import { checkInvariants } from "../support/invariants.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";
import { racingPortal } from "../support/race.mjs";

let portal;
let anna;
let started;
const prepare = async () => { if (!portal) ({ portal, anna, started } = await aStage()); };

const section = (organisation) => `/organisations/${organisation}/technical-contact`;

describe("rule 7, what goes along:", () => {
  before(prepare);

  it("the mail of completion tells the successor what ends within 60 days, and both where the receipt is", async () => {
    const pki = new Pki();
    const root = await pki.root("Muster Root CA 1");
    const organisation = await anOrganisation(anna, "Endet AG");
    const leafs = await Promise.all([["bald.example.org", 30], ["spaeter.example.org", 75]].map(([name, to]) => pki.leaf(root, [name], { to })));
    await portal.imports(organisation, leafs.map(({ file }) => file));
    const handover = await (await started({ organisation })).becomes("completed");
    const mail = await handover.mail("handover_completed", handover.to);
    assert.match(mail.text, /bald\.example\.org/);
    assert.match(mail.html, /bald\.example\.org/);
    assert.doesNotMatch(mail.text, /spaeter\.example\.org/);
    for (const party of [anna, handover.to]) assert.ok((await handover.mail("handover_completed", party)).text.includes(`${handover.page}/receipt`));
    assert.doesNotMatch((await handover.mail("handover_completed", anna)).text, /bald\.example\.org/);
  });
});

describe("rule 9, limits:", () => {
  let clock;
  let paula;

  before(async () => {
    await prepare();
    clock = await sharedPortal("handover-clock");
    paula = await clock.signedIn(anAddress("paula"), "Paula Plan");
  });

  const isLater = async (time) => {
    clock.later(time);
    await paula.signIn();
  };
  const isLimited = (answer, seconds) => {
    assert.equal(answer.status, 429, answer.summary);
    const wait = Number(answer.headers["retry-after"]);
    assert.ok(wait > 0 && wait <= seconds, String(wait));
    assert.notEqual(answer.alert, "");
  };
  const startsAndWithdraws = async (organisation, to) => {
    const handover = await startHandover(clock, { from: paula, organisation, to });
    assert.equal((await handover.withdraws()).status, 303);
  };

  it("five starts a day and organisation", async () => {
    const organisation = await anOrganisation(paula);
    for (let i = 0; i < 5; i += 1) await startsAndWithdraws(organisation);
    const nora = await clock.signedIn(anAddress("nora"));
    isLimited(await asksForHandover(paula, organisation, nora), 86400);
    await startsAndWithdraws(await anOrganisation(paula), nora);
    await isLater({ hours: 24, minutes: 1 });
    await startsAndWithdraws(organisation);
  });

  it("three starts a day and successor's address, over all contacts", async () => {
    const nora = await clock.signedIn(anAddress("nora"));
    for (let i = 0; i < 3; i += 1) await startHandover(clock, { from: i === 0 ? undefined : paula, to: nora });
    const organisation = await anOrganisation(paula);
    isLimited(await asksForHandover(paula, organisation, nora), 86400);
    await isLater({ hours: 24, minutes: 1 });
    assert.equal((await asksForHandover(paula, organisation, nora)).status, 200);
  });

  it("ten unknown addresses a day and account, each audited", async () => {
    const organisation = await anOrganisation(paula);
    for (let i = 0; i < 10; i += 1) assert.equal((await asksForHandover(paula, organisation, anAddress("niemand"))).status, 422);
    isLimited(await asksForHandover(paula, organisation, anAddress("niemand")), 86400);
    isLimited(await asksForHandover(paula, organisation, await clock.account(anAddress("nora"))), 86400); // nor may this tell that it is known
    // An invitation asks for no password: whoever has the session only cannot use up what a start needs, nor the other way round.
    assert.equal((await posts(paula, `${section(organisation)}/invite`, { email: paula.email })).status, 422);
    const audited = await clock.sql(`SELECT COUNT(*) FROM audit_event WHERE kind='handover_address_unknown' AND actor='${paula.email}'`);
    assert.equal(audited, "10");
    await isLater({ hours: 24, minutes: 1 });
    assert.equal((await asksForHandover(paula, organisation, anAddress("niemand"))).status, 422);
  });

  it("three invitations a day and account, one per address in 30 days over all accounts", async () => {
    const organisation = await anOrganisation(paula);
    const invites = (email, contact = paula, at = organisation) => posts(contact, `${section(at)}/invite`, { email });
    const first = anAddress("eingeladen");
    assert.equal((await invites(first)).status, 303);
    isLimited(await invites(first), 30 * 86400);
    const other = await clock.signedIn(anAddress("otto"), "Otto Anders");
    isLimited(await invites(first, other, await anOrganisation(other)), 30 * 86400);
    for (let i = 0; i < 2; i += 1) assert.equal((await invites(anAddress("eingeladen"))).status, 303);
    const fourth = anAddress("eingeladen");
    isLimited(await invites(fourth), 86400);
    await isLater({ days: 1, minutes: 1 });
    assert.equal((await invites(fourth)).status, 303);
    await isLater({ days: 29 });
    assert.equal((await invites(first)).status, 303);
    assert.equal(await clock.sql(`SELECT COUNT(*) FROM audit_event WHERE kind='invitation_sent' AND actor='${paula.email}'`), "5");
  });

  it("a registered address is not invited", async () => {
    const organisation = await anOrganisation(anna);
    const nora = await portal.account(anAddress("nora"));
    const answer = await posts(anna, `${section(organisation)}/invite`, { email: nora.email });
    assert.equal(answer.status, 422, answer.summary);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM outbox WHERE kind='invitation' AND recipient='${nora.email}'`), "0");
  });

  it("an invitation holds no text typed by a user, and a link that ends them for good", async () => {
    const inviter = await portal.signedIn(anAddress("ina"), "Gewinnspiel Gratis");
    const organisation = await anOrganisation(inviter, "Werbetext GmbH");
    const email = anAddress("eingeladen");
    assert.equal((await posts(inviter, `${section(organisation)}/invite`, { email })).status, 303);
    const mail = await portal.waitForMail(email);
    for (const typed of ["Gewinnspiel", "Werbetext", organisation]) assert.ok(!(mail.text + mail.html + mail.subject).includes(typed), typed);
    assert.ok(mail.text.includes(inviter.email));
    for (const greeting of ["Hello,", "Guten Tag,"]) assert.ok(mail.text.includes(greeting), "in every language: nobody knows which is theirs");
    assert.ok(mail.text.includes(`${portal.url}/register`));
    const refused = async () => portal.sql(`SELECT refused_at IS NOT NULL FROM invitation WHERE email='${email}'`);
    const browser = portal.browser();
    await browser.head(mail.link);
    const page = await browser.get(mail.link);
    assert.equal(page.status, 200, page.summary);
    assert.equal(await refused(), "0", "looking changes nothing");
    const done = await browser.submit(page);
    assert.equal(done.location, "/invitation/refused", done.summary);
    assert.equal((await browser.follow(done)).status, 200);
    assert.equal(await refused(), "1");
    assert.equal((await browser.get(mail.link)).status, 200, "harmless twice");
    assert.equal((await browser.get(`/invitation/refuse?token=${"A".repeat(43)}`)).status, 410);
    await portal.sql(`UPDATE invitation SET invited_at = invited_at - INTERVAL 400 DAY WHERE email='${email}'`);
    const again = await posts(inviter, `${section(organisation)}/invite`, { email });
    assert.equal(again.status, 429, again.summary);
  });

  it("of 80 characters a name goes into mails whole, and once", async () => {
    const name = `Müller & <Söhne> 🦦 ${"x".repeat(80 - 19)}`;
    assert.equal([...name].length, 80);
    const handover = await started({ name });
    for (const mail of [await handover.mail("handover_started", anna), await handover.mail("handover_offered", handover.to)]) {
      assert.ok(mail.text.replace(/\s+/g, " ").includes(name), mail.text);
      assert.ok(!mail.html.includes("<Söhne>"));
      assert.ok(mail.html.includes("&lt;Söhne&gt;"));
    }
  });

});

describe("a portal without limits, for load and race tests,", () => {
  let place;

  before(async () => { place = await racingPortal(); });

  it("knows no daily ones: starts, unknown addresses, invitations", async () => {
    const contact = await place.signedIn(anAddress("anna"), "Anna Alt");
    const [organisation, to] = [await anOrganisation(contact), await place.signedIn(anAddress("nora"), "Nora Neu")];
    for (let i = 0; i < 6; i += 1) assert.equal((await (await startHandover(place, { from: contact, organisation, to })).withdraws()).status, 303);
    for (let i = 0; i < 11; i += 1) assert.equal((await asksForHandover(contact, organisation, anAddress("niemand"))).status, 422);
    const email = anAddress("eingeladen");
    for (const address of [email, email, ...Array.from({ length: 3 }, () => anAddress("eingeladen"))]) {
      const invited = await posts(contact, `${section(organisation)}/invite`, { email: address });
      assert.equal(invited.status, 303, invited.summary);
    }
  });

  it("still sends an offer again three times only, and takes five tries", async () => {
    const handover = await startHandover(place);
    for (const status of [303, 303, 303, 409]) assert.equal((await handover.resends()).status, status);
    await handover.becomes("blocked");
    assert.equal((await handover.authorises()).status, 409);
  });

  it("still invites nobody who wants no more invitations", async () => {
    const contact = await place.signedIn(anAddress("anna"), "Anna Alt");
    const [organisation, email] = [await anOrganisation(contact), anAddress("eingeladen")];
    const invites = () => posts(contact, `${section(organisation)}/invite`, { email });
    assert.equal((await invites()).status, 303);
    const browser = place.browser();
    assert.equal((await browser.submit(await browser.get((await place.waitForMail(email)).link))).status, 303);
    const refused = await invites();
    assert.equal(refused.status, 429, refused.summary);
    await place.mailsAreOut();
    assert.equal(place.mails(email).length, 1);
  });
});

describe("time", () => {
  let clock;

  before(async () => {
    await prepare();
    clock = await sharedPortal("handover-clock");
  });

  const both = (handover) => Promise.all([handover.from.signIn(), handover.to.signIn()]);
  const stopped = async (does) => {
    const jobs = clock.pid("jobs");
    process.kill(jobs, "SIGSTOP");
    try {
      return await does();
    } finally {
      process.kill(jobs, "SIGCONT");
    }
  };

  it("ends a handover 14 days after its start, with mails to both", async () => {
    const [offered, accepted] = await Promise.all([startHandover(clock), startHandover(clock)]);
    const link = await offered.link();
    await accepted.becomes("accepted");
    clock.later({ days: 13, hours: 23, minutes: 58 });
    await both(accepted);
    assert.equal((await clock.browser().get(link)).status, 200);
    assert.deepEqual([await offered.state(), await accepted.state()], ["offered", "accepted"]);
    clock.later({ minutes: 3 });
    await clock.done(["jobs", "--once"]);
    for (const handover of [offered, accepted]) {
      assert.equal(await handover.state(), "expired");
      for (const party of [handover.from, handover.to]) await handover.mail("handover_expired", party);
      const [event] = (await handover.eventRows()).slice(-1);
      assert.deepEqual([event.kind, event.actor], ["handover_expired", "jobs"]);
    }
    assert.equal((await clock.browser().get(link)).status, 410);
    assert.equal((await accepted.authorises()).status, 409);
  });

  it("is looked at by whoever meets an overdue one: each step, by account or by link, expires it there and then", async () => {
    const byLink = (action) => async (handover) => postsFrom(clock.browser(), "/login", `/handover/${action}`, { token: await handover.token(), confirm: "1" });
    const steps = [
      [(handover) => handover.accepts(), 409], [(handover) => handover.withdraws(), 409], [(handover) => handover.authorises(), 409],
      [(handover) => handover.renews(), 409], [byLink("accept"), 410], [byLink("decline"), 410],
    ];
    const handovers = [];
    for (let i = 0; i < steps.length; i += 1) handovers.push(await startHandover(clock));
    await handovers[2].becomes("accepted");
    await clock.mailsAreOut();
    await stopped(async () => {
      clock.later({ days: 14, minutes: 1 });
      for (const [index, [step, status]] of steps.entries()) {
        const handover = handovers[index];
        await both(handover);
        const answer = await step(handover);
        assert.equal(answer.status, status, answer.summary);
        assert.match(answer.main, /expired|over/i);
        assert.equal(await handover.state(), "expired");
        assert.equal((await handover.mailKinds()).filter((kind) => kind.startsWith("handover_expired")).length, 2);
        const expired = (await handover.eventRows()).filter(({ kind }) => kind === "handover_expired");
        assert.deepEqual(expired.map(({ actor }) => actor), ["jobs"], "nobody's own doing");
      }
    });
  });

  it("lets a new start follow an overdue one at once, in one transaction", async () => {
    const first = await startHandover(clock);
    await stopped(async () => {
      clock.later({ days: 14, minutes: 1 });
      await both(first);
      const page = await first.from.gets(`/organisations/${first.organisation}`);
      assert.ok(page.form(`/organisations/${first.organisation}/technical-contact`).one("input", { name: "email" }), "the form, not the overdue one");
      const next = await startHandover(clock, { from: first.from, to: first.to, organisation: first.organisation });
      assert.deepEqual([await first.state(), await next.state()], ["expired", "offered"]);
    });
  });

  it("on the moved clock too, all that was promised holds", async () => { await checkInvariants(clock); });
});

describe("rule 10, addresses:", () => {
  before(prepare);

  it("however it is typed, the mail goes to the stored address", async () => {
    for (const typed of [(email) => ` ${email}\t`, (email) => email.toUpperCase(), (email) => email.replace("@example.org", "@ｅｘａｍｐｌｅ．ｏｒｇ")]) {
      const nora = await portal.account(anAddress("nora"));
      const organisation = await anOrganisation(anna);
      const answer = await asksForHandover(anna, organisation, typed(nora.email));
      assert.equal(answer.status, 200, answer.summary);
      assert.ok(answer.main.includes(nora.email));
      assert.equal(await portal.sql(`SELECT successor_email FROM handover WHERE organisation_id=${idIn(organisation)}`), nora.email);
      assert.equal((await portal.waitForMail(nora.email)).to, nora.email);
    }
  });

  it("pages show the A-label beside the U-label", async () => {
    const nora = await portal.account(`${anAddress("nora").split("@")[0]}@münchen.example`);
    nora.email = nora.email.replace("münchen", "xn--mnchen-3ya");
    const handover = await started({ to: nora });
    for (const path of [handover.page, "/handovers"]) {
      const page = await anna.gets(path);
      assert.ok(page.main.includes("xn--mnchen-3ya.example") && page.main.includes("münchen.example"), page.summary);
    }
  });
});

describe("rule 11, the contact is gone:", () => {
  before(prepare);

  const idOf = (email) => portal.sql(`SELECT id FROM account WHERE email='${email}'`);

  it("the operator names another, with a reason; mails to both, on the history, with the system user", async () => {
    const former = await portal.signedIn(anAddress("anna"), "Anna Alt");
    const organisation = await anOrganisation(former, "Verwaist AG");
    const nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
    await portal.done(["organisation", "set-contact", organisation, nora.email, "--reason", "Frau Alt ist ausgeschieden"]);
    assert.equal((await former.get(`/organisations/${organisation}`)).status, 404);
    const page = await nora.gets(`/organisations/${organisation}`);
    assert.equal(page.form(section(organisation)).one("input", { name: "email" }).attributes.value, nora.email);
    for (const party of [former, nora]) {
      const mail = await portal.waitForMail(party.email);
      for (const wanted of ["Verwaist AG", organisation, "Frau Alt ist ausgeschieden"]) assert.ok(mail.text.includes(wanted), `${wanted} in ${mail.text}`);
    }
    const [event] = await rows(portal, "actor, account_id, content", `FROM audit_event WHERE kind='organisation_contact_set' AND organisation_id=${idIn(organisation)}`);
    assert.equal(event.actor, `system user ${process.env.USER_NAME}`);
    assert.equal(String(event.account_id), await idOf(nora.email));
  });

  it("only a confirmed account can be named, not a locked one, not the contact itself, not without a reason", async () => {
    const organisation = await anOrganisation(anna);
    const locked = await portal.account(anAddress("gesperrt"));
    await portal.done(["user", "lock", locked.email]);
    const waiting = { email: anAddress("wartend"), name: "Wanda Wartend", password: GOOD_PASSWORD };
    await portal.browser().fills("/register", { ...waiting, phone: "", password_repeat: waiting.password });
    for (const email of [anAddress("niemand"), waiting.email, locked.email, anna.email]) {
      const { status, stderr } = await portal.cli(["organisation", "set-contact", organisation, email, "--reason", "Weil es sein muss"]);
      assert.equal(status, 1, email);
      assert.match(stderr, /^[^\n]+\n$/);
    }
    const nora = await portal.account(anAddress("nora"));
    assert.equal((await portal.cli(["organisation", "set-contact", organisation, nora.email])).status, 2);
    assert.equal((await anna.get(`/organisations/${organisation}`)).status, 200);
  });
});
