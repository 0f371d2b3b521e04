// The rules of the handover, each by its number in handover.md, and its mails in both languages.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, describe, it } from "node:test";

import { GOOD_PASSWORD, OTHER_PASSWORD } from "../support/contact.mjs";
import { asksForHandover, aWrongPassword, checkInvariants, posts, postsFrom, rows, sentMails, startHandover } from "../support/handover.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let anna;

async function prepare() {
  if (portal) return;
  portal = await sharedPortal("handover");
  anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
}

const section = (organisation) => `/organisations/${organisation}/technical-contact`;
const openFor = (organisation) => portal.sql(`SELECT COUNT(*) FROM handover WHERE organisation_id=${Number(organisation.slice(4))} AND state IN ('offered', 'accepted')`);
const startsOf = (organisation) => portal.sql(`SELECT COUNT(*) FROM handover WHERE organisation_id=${Number(organisation.slice(4))}`);
const started = (options) => startHandover(portal, { from: anna, ...options });
const withdrawn = async (options) => {
  const handover = await started(options);
  assert.equal((await handover.withdraws()).status, 303);
  return handover;
};

describe("rule 1, start:", () => {
  let nora;

  before(async () => {
    await prepare();
    nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
  });

  it("the section holds the form itself, filled in with the present address, and what moves", async () => {
    const organisation = await anna.creates({ name: "Muster AG" });
    await portal.sql(`INSERT INTO certificate_order (number, organisation_id, state, created_at) VALUES ${[1, 2, 3].map((i) => `(${900000000 + Number(organisation.slice(4)) * 10 + i}, ${Number(organisation.slice(4))}, 'submitted', UTC_TIMESTAMP())`)}`);
    const page = await anna.gets(`/organisations/${organisation}`);
    const form = page.form(section(organisation));
    const names = form.all("input").filter(({ attributes }) => attributes.type !== "hidden").map(({ attributes }) => attributes.name);
    assert.deepEqual(names.sort(), ["current_password", "email"]);
    assert.equal(form.one("input", { name: "email" }).attributes.value, anna.email);
    assert.match(form.text, /\b0 certificates\b.*\b3\b.*orders?\b/i);
    assert.match(page.main, /Anna Alt/);
  });

  it("the form's path shows the page", async () => {
    const organisation = await anna.creates();
    for (const path of [section(organisation), `${section(organisation)}/invite`]) {
      const page = await anna.gets(path);
      assert.ok(page.form(section(organisation)).one("input", { name: "email" }), path);
    }
  });

  for (const { title, to, password = GOOD_PASSWORD, bad, says } of [
    { title: "a wrong current password", to: () => nora.email, password: OTHER_PASSWORD, bad: ["current_password"], says: /present password/ },
    { title: "no current password", to: () => nora.email, password: "", bad: ["current_password"], says: /password/ },
    { title: "the present address", to: () => anna.email, bad: ["email"], says: /already/ },
    { title: "an address without an account", to: () => anAddress("niemand"), bad: ["email"], says: /regist/ },
    { title: "no address", to: () => " ", bad: ["email"], says: /e-mail address/ },
    { title: "what is no address", to: () => "nora@", bad: ["email"], says: /domain|address/ },
  ]) {
    it(`${title} is refused at its field, and nothing stored`, async () => {
      const organisation = await anna.creates();
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
    const organisation = await anna.creates();
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
    const organisation = await anna.creates();
    const waiting = { email: anAddress("wartend"), name: "Wanda Wartend", password: GOOD_PASSWORD };
    await portal.browser().fills("/register", { ...waiting, phone: "", password_repeat: waiting.password });
    const locked = await portal.account(anAddress("gesperrt"));
    await portal.done(["user", "lock", locked.email]);
    const without = (answer) => answer.main.replaceAll(/[\w.]+@example\.org/g, "…");
    const answers = [];
    for (const email of [anAddress("niemand"), waiting.email, locked.email]) answers.push(await asksForHandover(anna, organisation, email));
    for (const answer of answers) {
      assert.equal(answer.status, 422, answer.summary);
      assert.equal(without(answer), without(answers[0]));
    }
    assert.equal(await startsOf(organisation), "0");
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
    const organisation = await anna.creates();
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
    const refused = await asksForHandover(anna, await anna.creates(), secretive, OTHER_PASSWORD);
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
    const all = await Promise.all(Array.from({ length: 4 }, () => started()));
    assert.equal(new Set(all.map(({ sessionPassword }) => sessionPassword)).size, 4);
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
    const signedIn = await nora.browser.submit(await nora.browser.follow(login), { email: nora.email, password: nora.password });
    assert.equal(signedIn.location, handover.page);
    assert.ok((await nora.browser.follow(signedIn)).form(`${handover.page}/authorise`));
  });

  it("accepting works for whoever reads the mail: signed in as the successor, or as another, who gets a plain page", async () => {
    const first = await started();
    assert.equal((await first.acceptsByToken({ browser: first.to.browser })).location, first.page);
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
    for (const token of ["A".repeat(43), "x", "", "a".repeat(5000), "%00"]) {
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

describe("rule 4, accepting alone", () => {
  before(prepare);

  it("gives access to nothing: name, reference, contact, dates; no certificate", async () => {
    const pki = new Pki();
    const root = await pki.root("Muster Root CA 1");
    const organisation = await anna.creates({ name: "Verschwiegen AG" });
    const leaf = await pki.leaf(root, ["geheim.example.org"], { to: 30 });
    assert.equal((await portal.imports(organisation, [leaf.file])).imported, 1);
    const number = await portal.sql(`SELECT number FROM certificate WHERE organisation_id=${Number(organisation.slice(4))}`);
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

  it("a wrong one says how many are left, the fifth blocks, the right one comes too late; the general throttle stays out", async () => {
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

  const takenTries = (handover, seconds) => portal.sql(`UPDATE handover SET tries=5, wrong_tries=4, last_try_at=UTC_TIMESTAMP() - INTERVAL ${seconds} SECOND WHERE id=${handover.id}`);

  it("five tries of which none was under way for 60 s are blocked by jobs", async () => {
    const handover = await (await started()).becomes("accepted");
    await handover.authorisesWrongly();
    await portal.sql(`UPDATE handover SET tries=5, last_try_at=UTC_TIMESTAMP() - INTERVAL 61 SECOND WHERE id=${handover.id}`);
    await until("blocked by jobs", async () => (await handover.state()) === "blocked");
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
    const other = await anna.creates({ name: "Bleibt AG" });
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
    const newcomer = await portal.signedIn(anAddress("neuling"), "Nils Neuling");
    assert.notEqual(page.main, (await newcomer.gets("/certificates")).main);
    assert.ok((await leaving.gets("/handovers")).main.includes(handover.reference));
  });
});

describe("rule 7, what goes along:", () => {
  before(prepare);

  it("the mail of completion tells the successor what ends within 60 days, and both where the receipt is", async () => {
    const pki = new Pki();
    const root = await pki.root("Muster Root CA 1");
    const organisation = await anna.creates({ name: "Endet AG" });
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
    const organisation = await paula.creates();
    for (let i = 0; i < 5; i += 1) await startsAndWithdraws(organisation);
    const nora = await clock.signedIn(anAddress("nora"));
    isLimited(await asksForHandover(paula, organisation, nora), 86400);
    await startsAndWithdraws(await paula.creates(), nora);
    await isLater({ hours: 24, minutes: 1 });
    await startsAndWithdraws(organisation);
  });

  it("three starts a day and successor's address, over all contacts", async () => {
    const nora = await clock.signedIn(anAddress("nora"));
    for (let i = 0; i < 3; i += 1) await startHandover(clock, { from: i === 0 ? undefined : paula, to: nora });
    const organisation = await paula.creates();
    isLimited(await asksForHandover(paula, organisation, nora), 86400);
    await isLater({ hours: 24, minutes: 1 });
    assert.equal((await asksForHandover(paula, organisation, nora)).status, 200);
  });

  it("ten unknown addresses a day and account, each audited", async () => {
    const organisation = await paula.creates();
    for (let i = 0; i < 10; i += 1) assert.equal((await asksForHandover(paula, organisation, anAddress("niemand"))).status, 422);
    isLimited(await asksForHandover(paula, organisation, anAddress("niemand")), 86400);
    const audited = await clock.sql(`SELECT COUNT(*) FROM audit_event WHERE kind='handover_address_unknown' AND actor='${paula.email}'`);
    assert.equal(audited, "10");
    await isLater({ hours: 24, minutes: 1 });
    assert.equal((await asksForHandover(paula, organisation, anAddress("niemand"))).status, 422);
  });

  it("three invitations a day and account, one per address in 30 days over all accounts", async () => {
    const organisation = await paula.creates();
    const invites = (email, contact = paula, at = organisation) => posts(contact, `${section(at)}/invite`, { email });
    const first = anAddress("eingeladen");
    assert.equal((await invites(first)).status, 303);
    isLimited(await invites(first), 30 * 86400);
    const other = await clock.signedIn(anAddress("otto"), "Otto Anders");
    isLimited(await invites(first, other, await other.creates()), 30 * 86400);
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
    const organisation = await anna.creates();
    const nora = await portal.account(anAddress("nora"));
    const answer = await posts(anna, `${section(organisation)}/invite`, { email: nora.email });
    assert.equal(answer.status, 422, answer.summary);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM outbox WHERE kind='invitation' AND recipient='${nora.email}'`), "0");
  });

  it("an invitation holds no text typed by a user, and a link that ends them for good", async () => {
    const inviter = await portal.signedIn(anAddress("ina"), "Gewinnspiel Gratis");
    const organisation = await inviter.creates({ name: "Werbetext GmbH" });
    const email = anAddress("eingeladen");
    assert.equal((await posts(inviter, `${section(organisation)}/invite`, { email })).status, 303);
    const mail = await portal.waitForMail(email);
    for (const typed of ["Gewinnspiel", "Werbetext", organisation]) assert.ok(!(mail.text + mail.html + mail.subject).includes(typed), typed);
    assert.ok(mail.text.includes(inviter.email));
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

  it("on the moved clock too, all that was promised holds", async () => { await checkInvariants(clock); });
});

describe("rule 10, addresses:", () => {
  before(prepare);

  it("however it is typed, the mail goes to the stored address", async () => {
    for (const typed of [(email) => ` ${email}\t`, (email) => email.toUpperCase(), (email) => email.replace("@example.org", "@ｅｘａｍｐｌｅ．ｏｒｇ")]) {
      const nora = await portal.account(anAddress("nora"));
      const organisation = await anna.creates();
      const answer = await asksForHandover(anna, organisation, typed(nora.email));
      assert.equal(answer.status, 200, answer.summary);
      assert.ok(answer.main.includes(nora.email));
      assert.equal(await portal.sql(`SELECT successor_email FROM handover WHERE organisation_id=${Number(organisation.slice(4))}`), nora.email);
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
    const organisation = await former.creates({ name: "Verwaist AG" });
    const nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
    await portal.done(["organisation", "set-contact", organisation, nora.email, "--reason", "Frau Alt ist ausgeschieden"]);
    assert.equal((await former.get(`/organisations/${organisation}`)).status, 404);
    const page = await nora.gets(`/organisations/${organisation}`);
    assert.ok(page.main.includes(nora.email));
    for (const party of [former, nora]) {
      const mail = await portal.waitForMail(party.email);
      for (const wanted of ["Verwaist AG", organisation, "Frau Alt ist ausgeschieden"]) assert.ok(mail.text.includes(wanted), `${wanted} in ${mail.text}`);
    }
    const [event] = await rows(portal, "actor, account_id, content", `FROM audit_event WHERE kind='organisation_contact_set' AND organisation_id=${Number(organisation.slice(4))}`);
    assert.equal(event.actor, `system user ${process.env.USER_NAME}`);
    assert.equal(String(event.account_id), await idOf(nora.email));
  });

  it("only a confirmed account can be named, not a locked one, not the contact itself, not without a reason", async () => {
    const organisation = await anna.creates();
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
    assert.match(mail.parts[0].type, /^text\/plain/i);
    assert.match(mail.parts[1].type, /^text\/html/i);
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
        const organisation = await from.creates({ name: "Muster AG" });
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

describe("the invariants", () => {
  before(prepare);

  it("hold over all that these rules did", async () => { await checkInvariants(portal); });
});
