// What happens around a handover: accounts that change in between, what the former contact kept, addresses that look alike,
// session passwords that are tried.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { before, describe, it } from "node:test";

import { OTHER_PASSWORD } from "../support/contact.mjs";
import { anOrganisation, asksForHandover, aStage, aWrongPassword, idIn, posts, startHandover } from "../support/handover.mjs";
import { checkInvariants } from "../support/invariants.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let anna;
let started;
const prepare = async () => { if (!portal) ({ portal, anna, started } = await aStage()); };


async function setNewPasswordByMail(contact) {
  const browser = portal.browser();
  const mails = portal.mails(contact.email).length;
  await browser.fills("/password/forgot", { email: contact.email });
  const mail = await until(`reset mail to ${contact.email}`, () => portal.mails(contact.email).slice(mails).find(({ text }) => text.includes("/password/reset?token=")));
  const answer = await browser.fills(mail.link, { password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD });
  assert.equal(answer.status, 303, answer.summary);
}

describe("rule 8, an open handover is withdrawn, with mails to both,", () => {
  before(prepare);

  for (const state of ["offered", "accepted"]) {
    for (const { title, reason, does } of [
      { title: "when the contact's account is locked", reason: "account_locked", does: ({ from }) => portal.done(["user", "lock", from.email]) },
      { title: "when the successor's account is locked", reason: "account_locked", does: ({ to }) => portal.done(["user", "lock", to.email]) },
      { title: "when the successor's account is deleted", reason: "account_deleted", does: ({ to }) => portal.done(["user", "delete", to.email]) },
      { title: "when the contact's address is changed", reason: "address_changed", does: ({ from }) => portal.done(["user", "set-email", from.email, anAddress("anders")]) },
      { title: "when the successor's address is changed", reason: "address_changed", does: ({ to }) => portal.done(["user", "set-email", to.email, anAddress("anders")]) },
      { title: "when the contact's password is reset by mail", reason: "password_reset", does: ({ from }) => setNewPasswordByMail(from) },
      { title: "when the operator sets another contact", reason: "contact_set", does: async ({ organisation }) => portal.done(["organisation", "set-contact", organisation, (await portal.account(anAddress("neu"), "Nils Neu")).email, "--reason", "Vertrag geändert"]) },
      { title: "when the operator sets the successor as contact", reason: "contact_set", does: ({ organisation, to }) => portal.done(["organisation", "set-contact", organisation, to.email, "--reason", "Vertrag geändert"]) },
      { title: "by the operator", reason: "operators", does: ({ reference }) => portal.done(["handover", "withdraw", reference]) },
    ]) {
      it(`${title} (${state})`, async () => {
        const handover = await (await startHandover(portal)).becomes(state);
        const { from, to } = handover;
        const token = state === "offered" ? await handover.token() : "";
        await does(handover);
        const { state: now, end_reason } = await handover.row();
        assert.deepEqual([now, end_reason], ["withdrawn", reason]);
        assert.equal((await handover.events()).filter((kind) => kind === "handover_withdrawn").length, 1);
        for (const party of [from, to]) {
          const mail = await handover.mail("handover_withdrawn", party);
          assert.ok(mail.text.includes(handover.reference));
        }
        if (token) assert.equal((await portal.browser().get(`/handover?token=${token}`)).status, 410);
        if (["password_reset", "operators"].includes(reason)) assert.equal((await handover.authorises()).status, 409);
        assert.equal(await handover.state(), "withdrawn");
      });
    }
  }

  it("but not when the successor's password is reset, and not when the contact changes the own one", async () => {
    const handover = await (await startHandover(portal)).becomes("accepted");
    const { from, to } = handover;
    await setNewPasswordByMail(to);
    const changed = await from.fills("/account/password", { current_password: from.password, password: OTHER_PASSWORD, password_repeat: OTHER_PASSWORD });
    assert.equal(changed.status, 303, changed.summary);
    assert.equal(await handover.state(), "accepted");
    await to.signIn(OTHER_PASSWORD);
    assert.equal((await handover.authorises()).status, 303);
  });

  it("and an account that is the contact of an organisation is not deleted, its handover stays", async () => {
    const handover = await started();
    assert.equal((await portal.cli(["user", "delete", anna.email])).status, 1);
    assert.equal(await handover.state(), "offered");
  });

  it("all of them at once: those that the account hands over and those that wait for it", async () => {
    const otto = await portal.signedIn(anAddress("otto"), "Otto Mitte");
    const handovers = [await startHandover(portal, { from: otto }), await startHandover(portal, { from: otto }), await started({ to: otto })];
    await portal.done(["user", "lock", otto.email]);
    for (const handover of handovers) assert.equal(await handover.state(), "withdrawn");
  });

  it("and stays withdrawn when the account is unlocked: the successor sees how it ended", async () => {
    const handover = await (await started()).becomes("accepted");
    const { to } = handover;
    await portal.done(["user", "lock", to.email]);
    assert.match((await handover.to.get(handover.page)).location, /^\/login/);
    await portal.done(["user", "unlock", to.email]);
    await to.signIn();
    assert.equal((await handover.authorises()).status, 409);
    assert.equal((await to.gets(handover.page)).form === undefined, false);
    assert.equal((await asksForHandover(anna, handover.organisation, to)).status, 200, "may be started anew");
  });

  it("while a locked successor is no successor at all", async () => {
    const nora = await portal.account(anAddress("nora"));
    await portal.done(["user", "lock", nora.email]);
    assert.equal((await asksForHandover(anna, await anOrganisation(anna), nora)).status, 422);
  });
});

describe("what the former contact kept fails after completion:", () => {
  let handover;
  let second;
  let organisation;
  let number;
  const kept = {};

  before(async () => {
    await prepare();
    const pki = new Pki();
    const leaf = await pki.leaf(await pki.root("Muster Root CA 1"), ["shop.example.org"]);
    const from = await portal.signedIn(anAddress("anna"), "Anna Alt");
    organisation = await anOrganisation(from, "Muster AG");
    await anOrganisation(from, "Zweite AG");
    assert.equal((await portal.imports(organisation, [leaf.file])).imported, 1);
    number = await portal.sql(`SELECT number FROM certificate WHERE organisation_id=${idIn(organisation)}`);
    second = from.atAnotherDevice();
    await second.signIn();
    for (const [name, path] of Object.entries({ list: "/certificates", one: `/certificates/${number}`, edit: `/organisations/${organisation}/edit`, section: `/organisations/${organisation}` })) kept[name] = await from.gets(path);
    for (const format of ["pem", "chain", "fullchain", "issuers", "der", "p7b"]) kept[format] = await from.get(`/certificates/${number}/download/${format}`);
    handover = await (await startHandover(portal, { from, organisation })).becomes("accepted");
    kept.handover = await from.gets(handover.page);
    assert.equal((await handover.authorises()).status, 303);
  });

  const sessions = () => [["first", handover.from], ["second", second]];

  it("open pages lead nowhere, in no session", async () => {
    for (const [name, contact] of sessions()) {
      const paths = [`/certificates/${number}`, `/organisations/${organisation}`, `/organisations/${organisation}/edit`, ...["csv", "json"].map((end) => `/certificates.${end}?organisation=${organisation}`), `/certificates?organisation=${organisation}`, `/organisations/${organisation}/technical-contact`];
      for (const path of paths) assert.equal((await contact.get(path)).status, 404, `${name} session: ${path}`);
      for (const path of ["/certificates", "/certificates.csv", "/certificates.json", "/organisations", "/account", "/certificates?q=shop"]) {
        const page = await contact.gets(path);
        for (const data of [number, "shop.example.org", organisation]) assert.ok(!page.page.byId("main") ? !page.text.includes(data) : !page.main.replace(/shop"?$/, "").includes(data), `${data} in ${path}`);
      }
    }
  });

  it("downloads are not even “not modified”", async () => {
    for (const [, contact] of sessions()) {
      for (const format of ["pem", "chain", "fullchain", "issuers", "der", "p7b"]) {
        const before = kept[format].headers;
        assert.match(before["cache-control"], /no-store/);
        for (const headers of [{}, { "If-None-Match": before.etag ?? "*" }, { "If-None-Match": "*" }, { "If-Modified-Since": before["last-modified"] ?? new Date().toUTCString() }, { Range: "bytes=0-9" }]) {
          assert.equal((await contact.get(`/certificates/${number}/download/${format}`, { headers })).status, 404, format);
          assert.equal((await contact.browser.head(`/certificates/${number}/download/${format}`, { headers })).status, 404, format);
        }
      }
    }
  });

  it("saved forms store nothing: details, technical contact, invitation, ZIP", async () => {
    const rowOf = () => portal.sql(`SELECT name, street, city, technical_contact_id FROM organisation WHERE id=${idIn(organisation)}`);
    const before = await rowOf();
    const { browser } = handover.from;
    const other = await portal.account(anAddress("nora"));
    assert.equal((await browser.submit(kept.edit, { name: "Gekapert AG" })).status, 404);
    assert.equal((await browser.submit(kept.section, { email: other.email, current_password: handover.from.password }, { action: `/organisations/${organisation}/technical-contact` })).status, 404);
    assert.equal((await posts(handover.from, `/organisations/${organisation}/technical-contact/invite`, { email: anAddress("x") })).status, 404);
    assert.equal((await posts(handover.from, "/certificates/download.zip", { number })).status, 404);
    assert.equal((await posts(second, "/certificates/download.zip", { number })).status, 404);
    assert.equal(await rowOf(), before);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM handover WHERE organisation_id=${idIn(organisation)}`), "1");
  });

  it("the handover's own saved forms answer 409 and say that it is completed", async () => {
    const before = await handover.everything();
    for (const action of ["withdraw", "new-password"]) {
      const answer = await handover.from.browser.submit(kept.handover, { current_password: handover.from.password }, { action: `${handover.page}/${action}` });
      assert.equal(answer.status, 409, answer.summary);
      assert.match(answer.main, /completed/i);
    }
    assert.deepEqual(await handover.everything(), before);
  });

  it("while all of it works for the new contact", async () => {
    const { to } = handover;
    for (const path of [`/certificates/${number}`, `/organisations/${organisation}/edit`, `/certificates/${number}/download/pem`]) assert.equal((await to.get(path)).status, 200, path);
    assert.equal((await to.fills(`/organisations/${organisation}/edit`, { city: "Neustadt" })).status, 303);
    assert.equal((await posts(to, "/certificates/download.zip", { number })).status, 200);
  });
});

describe("an organisation that is handed back", () => {
  before(prepare);

  it("is the first contact's again, in the same session, and the other's no more", async () => {
    const handover = await (await started()).becomes("completed");
    const { to, organisation } = handover;
    const page = `/organisations/${organisation}/edit`;
    assert.deepEqual([(await anna.get(page)).status, (await to.get(page)).status], [404, 200]);
    const back = await (await startHandover(portal, { from: to, to: anna, organisation })).becomes("completed");
    assert.equal(await back.contact(), anna.email);
    assert.deepEqual([(await anna.get(page)).status, (await to.get(page)).status], [200, 404]);
  });
});

describe("an address that looks like the successor's", () => {
  before(prepare);

  const CASES = [
    { title: "with a Cyrillic а in its domain is another, unregistered one", typed: (email) => email.replace("example", "ex\u0430mple"), says: /regist/ },
    { title: "with a Cyrillic о in its name is refused for its letters", typed: (email) => email.replace("o", "\u043e"), says: /Before the @/ },
    { title: "with fullwidth letters in its name is refused for its letters", typed: (email) => `\uff4e${email.slice(1)}`, says: /Before the @/ },
    { title: "with a zero-width space in its name is refused for its letters", typed: (email) => email.replace("@", "\u200b@"), says: /Before the @/ },
    { title: "with an accent that combines is refused for its letters", typed: (email) => email.replace("@", "\u0301@"), says: /Before the @/ },
    { title: "with a dotless ı in its domain is another", typed: (email) => email.replace("example", "\u0131example"), says: /regist/ },
    { title: "with a blank in it is no address", typed: (email) => email.replace("@", " @"), says: /address/ },
    { title: "with a subdomain is another", typed: (email) => email.replace("@", "@mail."), says: /regist/ },
    { title: "with a tag is another", typed: (email) => email.replace("@", "+x@"), says: /regist/ },
  ];
  for (const { title, typed, says } of CASES) {
    it(title, async () => {
      const nora = await portal.account(anAddress("nora"));
      const asking = await portal.signedIn(anAddress("anna"), "Anna Alt"); // only so many unknown addresses a day
      const organisation = await anOrganisation(asking);
      const answer = await asksForHandover(asking, organisation, typed(nora.email));
      assert.equal(answer.status, 422, answer.summary);
      assert.deepEqual(answer.badFields, ["email"]);
      assert.match(answer.main, says);
      assert.equal(await portal.sql(`SELECT COUNT(*) FROM handover WHERE organisation_id=${idIn(organisation)}`), "0");
    });
  }
});

describe("session passwords tried", () => {
  before(prepare);

  it("go on counting when a new one was made: the fifth in all blocks", async () => {
    const handover = await (await started()).becomes("accepted");
    for (let i = 0; i < 3; i += 1) assert.equal((await handover.authorisesWrongly()).status, 422);
    assert.equal((await handover.renews()).status, 200);
    assert.match((await handover.authorisesWrongly()).main, /\b1\b/);
    assert.equal((await handover.authorisesWrongly()).status, 422);
    assert.equal(await handover.state(), "blocked");
    for (const party of [handover.from, handover.to]) await handover.mail("handover_blocked", party);
  });

  // Connections to the workers' socket that none of them has taken yet: the kernel lists them without an inode, by the
  // name that their socket was bound to.
  const waitingForWorkers = () => fs.readFileSync("/proc/net/unix", "utf8").split("\n").filter((line) => / 0+ \S*$/.test(line) && line.endsWith(` ${portal.path("run/w.sock.new")}`)).length;
  // Whether nginx still holds its end of the connection from that port, established or closed by the other side alone.
  const isHeldByNginx = (port) => {
    const hex = (number) => number.toString(16).toUpperCase().padStart(4, "0");
    return new RegExp(`:${hex(portal.port)} \\w+:${hex(port)} 0[18] `).test(fs.readFileSync("/proc/net/tcp", "utf8"));
  };

  // Sends the form while no worker is awake, and hangs up before any wakes: nobody is there to read the answer.
  async function sendsAndHangsUp(handover, password) {
    const { browser, formToken } = handover.to;
    const body = new URLSearchParams({ csrf_token: formToken.token, session_password: password }).toString();
    const cookies = [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { Cookie: cookies, Origin: browser.origin, "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) };
    const request = http.request({ method: "POST", host: "127.0.0.1", port: portal.port, path: `${handover.page}/authorise`, headers, localAddress: browser.address, agent: false });
    request.on("error", () => {});
    request.end(body);
    await until("a request that waits for a worker", () => waitingForWorkers() === 1);
    const { localPort } = request.socket;
    assert.ok(isHeldByNginx(localPort));
    request.destroy();
    await until("nginx' end of the connection", () => !isHeldByNginx(localPort));
  }

  it("count when the connection breaks before the answer: five of those block as well", async () => {
    const handover = await (await started()).becomes("accepted");
    const wrong = aWrongPassword(handover.sessionPassword);
    for (let i = 1; i <= 5; i += 1) {
      const workers = portal.workers();
      for (const pid of workers) process.kill(pid, "SIGSTOP");
      try {
        const stopped = (pid) => / T /.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
        await until("workers that stand", () => workers.every(stopped));
        await sendsAndHangsUp(handover, wrong);
      } finally {
        for (const pid of workers) process.kill(pid, "SIGCONT");
      }
      await until(`try ${i} counted`, async () => (await handover.row()).wrong_tries === i);
    }
    assert.equal(await handover.state(), "blocked");
    assert.equal((await handover.authorises()).status, 409);
  });
});

describe("the invariants", () => {
  before(prepare);

  it("hold over all these changes", async () => { await checkInvariants(portal); });
});
