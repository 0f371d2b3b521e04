// The rules of the handover itself, each by its number in handover.md.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { GOOD_PASSWORD, OTHER_PASSWORD } from "../support/contact.mjs";
import { anOrganisation, asksForHandover, aStage, aWrongPassword, idIn, posts, postsFrom, sentMails, startHandover } from "../support/handover.mjs";
import { checkInvariants } from "../support/invariants.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress } from "../support/portal.mjs";

let portal;
let anna;
let started;
const prepare = async () => { if (!portal) ({ portal, anna, started } = await aStage()); };

const section = (organisation) => `/organisations/${organisation}/technical-contact`;
const openFor = (organisation) => portal.sql(`SELECT COUNT(*) FROM handover WHERE organisation_id=${idIn(organisation)} AND state IN ('offered', 'accepted')`);
const startsOf = (organisation) => portal.sql(`SELECT COUNT(*) FROM handover WHERE organisation_id=${idIn(organisation)}`);

describe("rule 1, start:", () => {
  let nora;

  before(async () => {
    await prepare();
    nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
  });

  it("the section holds the form itself, filled in with the present address, and what moves", async () => {
    const organisation = await anOrganisation(anna, "Muster AG");
    await portal.sql(`INSERT INTO certificate_order (number, organisation_id, state, created_at) VALUES ${[1, 2, 3].map((i) => `(${900000000 + idIn(organisation) * 10 + i}, ${idIn(organisation)}, 'submitted', UTC_TIMESTAMP())`)}`);
    const page = await anna.gets(`/organisations/${organisation}`);
    const form = page.form(section(organisation));
    const names = form.all("input").filter(({ attributes }) => attributes.type !== "hidden" && attributes.autocomplete !== "username").map(({ attributes }) => attributes.name);
    assert.deepEqual(names.sort(), ["current_password", "email"]);
    assert.equal(form.one("input", { name: "email" }).attributes.value, anna.email);
    assert.match(form.text, /\b0 certificates\s*3 open orders/);
    assert.match(page.main, /Anna Alt/);
  });

  it("the form's path shows the page", async () => {
    const organisation = await anOrganisation(anna);
    for (const path of [section(organisation), `${section(organisation)}/invite`]) {
      const page = await anna.gets(path);
      assert.ok(page.form(section(organisation)).one("input", { name: "email" }), path);
    }
  });

  for (const { title, to, password = GOOD_PASSWORD, bad, says } of [
    { title: "a wrong current password", to: () => nora.email, password: OTHER_PASSWORD, bad: ["current_password"], says: /present password/ },
    { title: "no current password", to: () => nora.email, password: "", bad: ["current_password"], says: /password/ },
    { title: "the present address", to: () => anna.email, bad: ["email"], says: /own address/ },
    { title: "an address without an account", to: () => anAddress("niemand"), bad: ["email"], says: /regist/ },
    { title: "no address", to: () => " ", bad: ["email"], says: /e-mail address/ },
    { title: "what is no address", to: () => "nora@", bad: ["email"], says: /domain|address/ },
  ]) {
    it(`${title} is refused at its field, and nothing stored`, async () => {
      const organisation = await anOrganisation(anna);
      const typed = to();
      const answer = await asksForHandover(anna, organisation, typed, password);
      assert.equal(answer.status, 422, answer.summary);
      assert.deepEqual(answer.badFields, bad);
      assert.match(answer.main, says);
      assert.notEqual(answer.alert, "");
      assert.equal(answer.form(section(organisation)).one("input", { name: "email" }).attributes.value.trim(), typed.trim());
      assert.equal(answer.form(section(organisation)).one("input", { name: "current_password" }).attributes.value ?? "", "");
      assert.equal(await startsOf(organisation), "0");
    });
  }

  it("an unregistered address gets the precondition named and a button that invites it", async () => {
    const organisation = await anOrganisation(anna);
    const email = anAddress("niemand");
    const answer = await asksForHandover(anna, organisation, email);
    const form = answer.form(`${section(organisation)}/invite`);
    assert.equal(form.one("input", { name: "email" }).attributes.value, email);
    const invited = await anna.browser.submit(answer, {}, { action: `${section(organisation)}/invite` });
    assert.equal(invited.status, 303, invited.summary);
    assert.equal(invited.location, `/organisations/${organisation}`);
    assert.notEqual((await anna.browser.follow(invited)).flash, "");
    await portal.waitForMail(email);
  });

  it("a registration that was not confirmed does not count, nor does a locked account: the same answer", async () => {
    const waiting = { email: anAddress("wartend"), name: "Wanda Wartend", password: GOOD_PASSWORD };
    await portal.browser().fills("/register", { ...waiting, phone: "", password_repeat: waiting.password });
    const locked = await portal.account(anAddress("gesperrt"));
    await portal.done(["user", "lock", locked.email]);
    const without = (answer) => answer.main.replaceAll(/[\w.]+@example\.org|ORG-\d+/g, "…");
    const answers = [];
    for (const email of [anAddress("niemand"), waiting.email, locked.email]) answers.push(await asksForHandover(anna, await anOrganisation(anna), email));
    for (const answer of answers) {
      assert.equal(answer.status, 422, answer.summary);
      assert.equal(without(answer), without(answers[0]));
    }
  });

  it("a second start is 409 with a link to the first, and the database itself allows only one", async () => {
    const handover = await started();
    const answer = await asksForHandover(anna, handover.organisation, nora);
    assert.equal(answer.status, 409, answer.summary);
    assert.ok(answer.page.all("a").some(({ attributes }) => attributes.href === handover.page), "link");
    assert.equal(await openFor(handover.organisation), "1");
    const columns = "organisation_id, contact_id, contact_email, contact_name, successor_id, successor_email, successor_name, state, session_password_hash, started_at, expires_at";
    await assert.rejects(portal.sql(`INSERT INTO handover (${columns}, token_hash) SELECT ${columns}, UNHEX(SHA2('another', 256)) FROM handover WHERE id=${handover.id}`), /Duplicate entry/);
  });

  it("only the present contact can start: 404 for others, sign-in for who is not signed in", async () => {
    const organisation = await anOrganisation(anna);
    for (const reference of [organisation, "ORG-999999", "ORG-0", "x"]) {
      const answer = await posts(nora, section(reference), { email: nora.email, current_password: nora.password });
      assert.equal(answer.status, 404, answer.summary);
    }
    const stranger = await postsFrom(portal.browser(), "/login", section(organisation), { email: nora.email, current_password: GOOD_PASSWORD });
    assert.match(stranger.location, /^\/login\?next=/);
    assert.equal(await startsOf(organisation), "0");
  });

  it("no page shows the contact the name that is registered for a typed address", async () => {
    const secretive = await portal.account(anAddress("nora"), "Geheimer Name");
    const handover = await started({ to: secretive });
    const refused = await asksForHandover(anna, await anOrganisation(anna), secretive, OTHER_PASSWORD);
    await secretive.signIn();
    await handover.accepts();
    const pages = [handover.answer, refused, ...await Promise.all([handover.page, "/handovers", `/organisations/${handover.organisation}`].map((path) => anna.gets(path)))];
    for (const page of pages) assert.ok(!page.text.includes("Geheimer"), page.summary);
    await portal.mailsAreOut();
    for (const mail of portal.mails(anna.email)) assert.ok(!mail.text.includes("Geheimer"), mail.subject);
    assert.equal((await handover.authorises()).status, 303);
    assert.ok((await anna.gets(`${handover.page}/receipt`)).main.includes("Geheimer Name"), "after completion the receipt names both");
  });

  it("after each end but completion the contact is unchanged and may start anew", async () => {
    for (const state of ["declined", "withdrawn", "expired", "blocked"]) {
      const handover = await (await started()).becomes(state);
      assert.equal(await handover.contact(), anna.email, state);
      const again = await startHandover(portal, { from: anna, organisation: handover.organisation });
      assert.equal(await again.state(), "offered", state);
    }
  });
});

describe("rule 2, session password:", () => {
  before(prepare);

  const plain = (password) => password.replaceAll("-", "");

  it("16 symbols of Crockford's base32 in groups, shown once with the procedure's four steps, never stored by the browser", async () => {
    const handover = await started();
    assert.match(handover.sessionPassword, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    assert.match(handover.answer.headers["cache-control"], /no-store/);
    assert.ok(handover.answer.page.all("ol").some((list) => list.all("li").length === 4), "four steps");
    for (const path of [handover.page, "/handovers", `/organisations/${handover.organisation}`]) {
      const page = await anna.gets(path);
      assert.ok(!page.text.includes(handover.sessionPassword), path);
      assert.equal(page.page.byId("session-password"), undefined, path);
    }
  });

  it("differs each time", async () => {
    const all = [];
    for (let i = 0; i < 3; i += 1) all.push(await started());
    assert.equal(new Set(all.map(({ sessionPassword }) => sessionPassword)).size, 3);
  });

  it("stored only as an Argon2id hash; in no log and no mail", async () => {
    const handover = await started();
    await handover.accepts();
    await handover.authorisesWrongly();
    await handover.authorises();
    const hash = await portal.sql(`SELECT session_password_hash FROM handover WHERE id=${handover.id}`);
    assert.ok(hash === "" || hash.startsWith("$argon2id$"), hash);
    await portal.mailsAreOut();
    const kept = [portal.logs(), await portal.sql("SELECT content FROM outbox"), await portal.sql("SELECT content FROM audit_event"), ...sentMails(portal).map(({ raw, text, html }) => raw + text + html)].join("\n");
    const wrong = aWrongPassword(handover.sessionPassword);
    for (const word of [handover.sessionPassword, plain(handover.sessionPassword), wrong, plain(wrong)]) assert.ok(!kept.toUpperCase().includes(word), word);
  });

  for (const { title, typed } of [
    { title: "in lower case", typed: (password) => password.toLowerCase() },
    { title: "without dashes", typed: plain },
    { title: "with blanks around and between", typed: (password) => `  ${[...plain(password)].join(" ")} ` },
    { title: "with a word processor's dashes and blanks", typed: (password) => password.replaceAll("-", "\u2013").replace("\u2013", "\u00a0") },
    { title: "with O for 0 and I, L for 1", typed: (password) => password.replaceAll("0", "o").replace("1", "l").replaceAll("1", "I") },
  ]) {
    it(`is taken ${title}`, async () => {
      const handover = await (await started()).becomes("accepted");
      const answer = await handover.authorises(typed(handover.sessionPassword));
      assert.equal(answer.status, 303, answer.summary);
      assert.equal(await handover.state(), "completed");
    });
  }

  it("anything that is not 16 symbols is 422 and costs no try", async () => {
    const handover = await (await started()).becomes("accepted");
    const right = plain(handover.sessionPassword);
    for (const typed of ["", " ", right.slice(1), `${right}0`, `U${right.slice(1)}`, `ä${right.slice(1)}`, "x".repeat(5000), `${right.slice(0, 15)}\u{1F9A6}`, `${right.slice(0, 15)}!`]) {
      const answer = await handover.authorises(typed);
      assert.equal(answer.status, 422, `${typed.slice(0, 30)}: ${answer.summary}`);
      assert.deepEqual(answer.badFields, ["session_password"]);
    }
    const { tries, wrong_tries } = await handover.row();
    assert.deepEqual([tries, wrong_tries], [0, 0]);
    assert.equal((await handover.authorises()).status, 303);
  });

  it("lost: the contact's current password shows a new one once, the old one is void; audited, mailed", async () => {
    const handover = await (await started()).becomes("accepted");
    const first = handover.sessionPassword;
    const answer = await handover.renews();
    assert.equal(answer.status, 200, answer.summary);
    assert.match(answer.headers["cache-control"], /no-store/);
    assert.notEqual(handover.sessionPassword, first);
    assert.ok(!(await anna.gets(handover.page)).text.includes(handover.sessionPassword));
    assert.ok((await handover.events()).includes("handover_password_renewed"));
    await handover.mail("handover_password_renewed", anna);
    assert.equal((await handover.authorises(first)).status, 422);
    assert.equal((await handover.row()).wrong_tries, 1);
    assert.equal((await handover.authorises()).status, 303);
  });

  it("is not renewed without the current password", async () => {
    const handover = await started();
    const before = await handover.everything();
    for (const password of [OTHER_PASSWORD, ""]) {
      const answer = await handover.renews(anna, password);
      assert.equal(answer.status, 422, answer.summary);
      assert.deepEqual(answer.badFields, ["current_password"]);
    }
    assert.deepEqual(await handover.everything(), before);
  });
});

describe("rule 4, accepting alone", () => {
  before(prepare);

  it("gives access to nothing: name, reference, contact, dates; no certificate", async () => {
    const pki = new Pki();
    const root = await pki.root("Muster Root CA 1");
    const organisation = await anOrganisation(anna, "Verschwiegen AG");
    const leaf = await pki.leaf(root, ["geheim.example.org"], { to: 30 });
    assert.equal((await portal.imports(organisation, [leaf.file])).imported, 1);
    const number = await portal.sql(`SELECT number FROM certificate WHERE organisation_id=${idIn(organisation)}`);
    const handover = await started({ organisation });
    const { to } = handover;
    const seen = [await portal.browser().get(await handover.link()), await to.gets(handover.page)];
    await handover.accepts();
    for (const path of [handover.page, "/handovers", "/certificates", "/organisations", "/certificates.json", "/certificates.csv"]) seen.push(await to.gets(path));
    for (const answer of seen) for (const data of ["geheim.example.org", number, "1 certificate"]) assert.ok(!answer.text.includes(data), `${data} in ${answer.summary}`);
    for (const wanted of ["Verschwiegen AG", organisation, "Anna Alt", anna.email]) assert.ok(seen[1].main.includes(wanted), wanted);
    for (const path of [`/organisations/${organisation}`, `/certificates/${number}`, `/certificates/${number}/download/pem`, `/certificates?organisation=${organisation}`]) assert.equal((await to.get(path)).status, 404, path);
    await portal.mailsAreOut();
    for (const mail of portal.mails(to.email)) assert.ok(!mail.text.includes("geheim.example.org") && !mail.text.includes(number));
    assert.equal((await handover.authorises()).status, 303);
    assert.equal((await to.get(`/certificates/${number}/download/pem`)).status, 200);
    assert.equal((await anna.get(`/certificates/${number}`)).status, 404);
  });
});

describe("rule 5, authorise:", () => {
  before(prepare);

  it("only the very account named, signed in", async () => {
    const handover = await (await started()).becomes("accepted");
    const other = await portal.signedIn(anAddress("andere"), "Olga Ohneamt");
    assert.equal((await handover.authorises(handover.sessionPassword, other)).status, 404);
    assert.equal((await handover.authorises(handover.sessionPassword, anna)).status, 403);
    const nobody = await postsFrom(portal.browser(), "/login", `${handover.page}/authorise`, { session_password: handover.sessionPassword });
    assert.match(nobody.location, /^\/login\?next=/);
    assert.equal((await handover.row()).tries, 0);
    assert.equal(await handover.state(), "accepted");
  });

  it("a wrong one says how many are left, the fifth blocks, the right one comes too late", async () => {
    const handover = await (await started()).becomes("accepted");
    for (const left of [4, 3, 2, 1]) {
      const answer = await handover.authorisesWrongly();
      assert.equal(answer.status, 422, answer.summary);
      assert.deepEqual(answer.badFields, ["session_password"]);
      assert.match(answer.main, new RegExp(`\\b${left}\\b`));
      assert.equal(await handover.state(), "accepted");
    }
    const fifth = await handover.authorisesWrongly();
    assert.equal(fifth.status, 422, fifth.summary);
    assert.equal(await handover.state(), "blocked");
    assert.equal((await handover.authorises()).status, 409);
    assert.equal(await handover.contact(), anna.email);
    assert.deepEqual((await handover.events()).slice(-5), [...Array(4).fill("handover_session_password_wrong"), "handover_blocked"]);
  });

  // One account's wrong passwords of any other form are slowed down after a few.
  it("the general throttle does not apply: twelve wrong ones by one account, and the right ones are taken at once", async () => {
    const first = await started();
    const handovers = [first, await started({ to: first.to }), await started({ to: first.to })];
    for (const handover of handovers) {
      await handover.becomes("accepted");
      for (let i = 0; i < 4; i += 1) assert.equal((await handover.authorisesWrongly()).status, 422);
    }
    for (const handover of handovers) assert.equal((await handover.authorises()).status, 303);
  });

  const takenTries = (handover, seconds) => portal.sql(`UPDATE handover SET tries=5, wrong_tries=4, last_try_at=UTC_TIMESTAMP() - INTERVAL ${seconds} SECOND WHERE id=${handover.id}`);

  it("five tries of which none was under way for 60 s are blocked by jobs", async () => {
    const handover = await (await started()).becomes("accepted");
    await handover.authorisesWrongly();
    await portal.sql(`UPDATE handover SET tries=5, last_try_at=UTC_TIMESTAMP() - INTERVAL 61 SECOND WHERE id=${handover.id}`);
    await portal.done(["jobs", "--once"]);
    assert.equal(await handover.state(), "blocked");
    const [event] = (await handover.eventRows()).slice(-1);
    assert.deepEqual([event.kind, event.actor], ["handover_blocked", "jobs"]);
  });

  it("and by the next request; while one is under way, by neither", async () => {
    const jobs = portal.pid("jobs");
    process.kill(jobs, "SIGSTOP");
    try {
      const handover = await (await started()).becomes("accepted");
      for (let i = 0; i < 4; i += 1) await handover.authorisesWrongly();
      await takenTries(handover, 0);
      assert.equal((await handover.authorises()).status, 409);
      assert.equal(await handover.state(), "accepted");
      await takenTries(handover, 61);
      assert.equal((await handover.authorises()).status, 409);
      assert.equal(await handover.state(), "blocked");
    } finally {
      process.kill(jobs, "SIGCONT");
    }
  });
});

describe("rule 6, completion", () => {
  before(prepare);

  it("shuts the former contact out and lets the new one in, on every worker, and touches no other organisation", async () => {
    const other = await anOrganisation(anna, "Bleibt AG");
    const handover = await (await started()).becomes("accepted");
    const { organisation, to } = handover;
    const done = await handover.authorises();
    assert.equal(done.status, 303, done.summary);
    assert.equal(done.location, `/certificates?organisation=${organisation}`);
    assert.notEqual((await to.browser.follow(done)).flash, "");
    const twelve = (contact, path) => Promise.all(Array.from({ length: 12 }, () => contact.get(path)));
    for (const path of [`/organisations/${organisation}`, `/certificates?organisation=${organisation}`]) {
      assert.ok((await twelve(anna, path)).every(({ status }) => status === 404), path);
      assert.ok((await twelve(to, path)).every(({ status }) => status === 200), path);
    }
    assert.equal((await anna.get(`/organisations/${other}`)).status, 200);
    assert.equal(await handover.contact(), to.email);
  });

  it("leaves the former contact who has nothing left a page that explains, not an empty table", async () => {
    const leaving = await portal.signedIn(anAddress("anna"), "Anna Alt");
    const handover = await (await startHandover(portal, { from: leaving })).becomes("completed");
    const page = await leaving.gets("/certificates");
    assert.equal(page.page.byId("certificates"), undefined);
    assert.match(page.main, /handed everything over/);
    const newcomer = await portal.signedIn(anAddress("neuling"), "Nils Neuling");
    assert.doesNotMatch((await newcomer.gets("/certificates")).main, /handed/);
    assert.ok((await leaving.gets("/handovers")).main.includes(handover.reference));
  });
});

describe("the invariants", () => {
  before(prepare);

  it("hold over all that these rules did", async () => { await checkInvariants(portal); });
});
