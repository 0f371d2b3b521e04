// What goes along with a handover, how both prove it, and what both see of it.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, describe, it } from "node:test";

import { anOrganisation, aStage, idIn } from "../support/handover.mjs";
import { openssl, Pki } from "../support/pki.mjs";
import { anAddress } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let anna;
let started;
const prepare = async () => { if (!portal) ({ portal, anna, started } = await aStage()); };


let orderNumber = 800_000_000;
async function orders(organisation, states) {
  const values = states.map((state) => `(${(orderNumber += 1)}, ${idIn(organisation)}, '${state}', UTC_TIMESTAMP())`);
  await portal.sql(`INSERT INTO certificate_order (number, organisation_id, state, created_at) VALUES ${values}`);
}

describe("open orders", () => {
  before(prepare);

  it("go along and are counted: before the start, on the receipt, in the signed file; closed ones are not", async () => {
    const pki = new Pki();
    const leaf = await pki.leaf(await pki.root("Muster Root CA 1"), ["eins.example.org"]);
    const organisation = await anOrganisation(anna, "Besteller & Söhne AG");
    await portal.imports(organisation, [leaf.file]);
    await orders(organisation, ["submitted", "approved", "issuing", "failed", "issued", "rejected", "withdrawn"]);
    const page = await anna.gets(`/organisations/${organisation}`);
    assert.match(page.form(`/organisations/${organisation}/technical-contact`).text, /\b1 certificate\s*4 open orders/);
    const handover = await (await started({ organisation })).becomes("completed");
    assert.deepEqual((({ certificates, open_orders }) => [certificates, open_orders])(await handover.row()), [1, 4]);
    for (const party of [anna, handover.to]) {
      const receipt = await party.gets(`${handover.page}/receipt`);
      for (const wanted of [handover.reference, organisation, "Besteller & Söhne AG", "Anna Alt", "Nora Neu", anna.email, handover.to.email, "1", "4"]) assert.ok(receipt.main.includes(wanted), `${wanted} in ${receipt.summary}`);
    }
    const content = await signedContent(handover);
    assert.deepEqual([content.certificates, content.open_orders], [1, 4]);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM certificate_order WHERE organisation_id=${idIn(organisation)}`), "7");
  });
});

// The file as both get it, verified by the openssl command with the portal's certificate; its content.
async function signedContent(handover) {
  const path = `${handover.page}/receipt.p7m`;
  const answer = await until("the signed receipt", async () => {
    const got = await handover.from.get(path);
    assert.ok([200, 409].includes(got.status), got.summary);
    return got.status === 200 && got;
  });
  handover.signed = answer;
  const file = portal.path(`tmp/${handover.reference}.p7m`);
  fs.writeFileSync(file, answer.body);
  const certificate = /^receipt_certificate_file = (.*)$/m.exec(fs.readFileSync(portal.path("certportal.conf"), "utf8"))[1];
  const verified = await openssl(["cms", "-verify", "-binary", "-inform", "DER", "-in", file, "-CAfile", certificate, "-purpose", "any"]);
  fs.rmSync(file);
  return JSON.parse(verified);
}

// Of the certificate that the file holds, by the commands that the page shows.
async function fingerprintIn(signed) {
  const file = portal.path("tmp/fingerprint.p7m");
  const certificate = portal.path("tmp/fingerprint.pem");
  fs.writeFileSync(file, signed);
  await openssl(["pkcs7", "-inform", "DER", "-in", file, "-print_certs", "-out", certificate]);
  const printed = await openssl(["x509", "-in", certificate, "-noout", "-fingerprint", "-sha256"]);
  for (const made of [file, certificate]) fs.rmSync(made);
  return String(printed).trim().replace(/^.*=/, "");
}

describe("the receipt", () => {
  before(prepare);

  it("is a signed file that proves who handed over what and when, the same for both, signed once", async () => {
    const handover = await (await started({ name: "Beweis & Söhne AG 🦦" })).becomes("completed");
    const content = await signedContent(handover);
    const row = await handover.row();
    const iso = (time) => `${time.slice(0, 19).replace(" ", "T")}Z`;
    assert.deepEqual(content, {
      reference: handover.reference,
      organisation: { reference: handover.organisation, name: "Beweis & Söhne AG 🦦" },
      from: { name: "Anna Alt", email: anna.email },
      to: { name: "Nora Neu", email: handover.to.email },
      certificates: 0, open_orders: 0,
      started_at: iso(row.started_at), accepted_at: iso(row.accepted_at), completed_at: iso(row.ended_at),
      portal: portal.url,
    });
    const { headers, body } = handover.signed;
    assert.match(headers["content-type"], /^application\/pkcs7-mime;\s*smime-type="?signed-data"?/);
    assert.equal(headers["content-disposition"], `attachment; filename="${handover.reference}.p7m"`);
    assert.match(headers["cache-control"], /no-store/);
    assert.ok((await handover.to.get(`${handover.page}/receipt.p7m`)).body.equals(body));
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM handover_receipt WHERE handover_id=${handover.id}`), "1");
  });

  const signedFiles = (page) => page.page.all("a").filter(({ attributes }) => attributes.href?.endsWith(".p7m"));

  it("is “being made” until jobs signed it", async () => {
    const jobs = portal.pid("jobs");
    process.kill(jobs, "SIGSTOP");
    let handover;
    try {
      handover = await (await started()).becomes("completed");
      const answer = await anna.get(`${handover.page}/receipt.p7m`);
      assert.equal(answer.status, 409);
      assert.match(answer.main, /still being made/);
      const page = await anna.gets(`${handover.page}/receipt`);
      assert.match(page.main, /is being made/);
      assert.deepEqual(signedFiles(page), []);
    } finally {
      process.kill(jobs, "SIGCONT");
    }
    await signedContent(handover);
    const page = await anna.gets(`${handover.page}/receipt`);
    assert.doesNotMatch(page.main, /being made/);
    assert.equal(signedFiles(page).length, 1);
  });

  it("is a page with a note where the portal has no key, and signed as soon as there is one", async () => {
    const [, certificate] = /^receipt_certificate_file = (.*)$/m.exec(fs.readFileSync(portal.path("certportal.conf"), "utf8"));
    let handover;
    portal.configure({ receipt_certificate_file: undefined });
    try {
      await portal.reload();
      handover = await (await started()).becomes("completed");
      for (const party of [anna, handover.to]) {
        const answer = await party.get(`${handover.page}/receipt.p7m`);
        assert.equal(answer.status, 409, answer.summary);
        assert.match(answer.main, /signs no receipts/);
        const page = await party.gets(`${handover.page}/receipt`);
        assert.match(page.main, /signs no receipts/);
        assert.deepEqual(signedFiles(page), []);
      }
    } finally {
      portal.configure({ receipt_certificate_file: certificate });
      await portal.reload();
    }
    assert.equal((await signedContent(handover)).reference, handover.reference);
  });

  it("tells the fingerprint of the certificate in the file, whichever the portal signs with today", async () => {
    const older = await (await started()).becomes("completed");
    await signedContent(older);
    const pair = ["receipt-key", "receipt-certificate"].map((name) => portal.path(`secret/${name}`));
    const contents = pair.map((file) => fs.readFileSync(file));
    const fresh = fs.mkdtempSync(portal.path("tmp/pair-"));
    await portal.done(["secrets", "init", fresh]);
    for (const file of pair) fs.writeFileSync(file, fs.readFileSync(file.replace(/.*\//, `${fresh}/`)));
    fs.rmSync(fresh, { recursive: true });
    let newer;
    try {
      newer = await (await started()).becomes("completed");
      await signedContent(newer);
    } finally {
      pair.forEach((file, i) => fs.writeFileSync(file, contents[i]));
    }
    const told = [];
    for (const handover of [older, newer]) {
      const page = await anna.gets(`${handover.page}/receipt`);
      told.push(await fingerprintIn(handover.signed.body));
      assert.ok(page.main.includes(told.at(-1)), page.main);
    }
    assert.notEqual(told[0], told[1]);
  });

  it("does not verify once a byte of it is another", async () => {
    const handover = await (await started()).becomes("completed");
    await signedContent(handover);
    const changed = Buffer.from(handover.signed.body);
    const at = changed.indexOf(handover.reference) + handover.reference.length - 1;
    changed[at] = changed[at] === 0x30 ? 0x31 : 0x30;
    const file = portal.path("tmp/changed.p7m");
    fs.writeFileSync(file, changed);
    await assert.rejects(openssl(["cms", "-verify", "-binary", "-inform", "DER", "-in", file, "-noverify"]));
    fs.rmSync(file);
  });

  it("keeps what was true then: neither a new name of the organisation nor of an account changes it", async () => {
    const handover = await (await started({ name: "Damals AG" })).becomes("completed");
    await portal.done(["organisation", "edit", handover.organisation, "--name", "Heute AG"]);
    await handover.to.fills("/account", { name: "Nora Nachher" });
    const receipt = await anna.gets(`${handover.page}/receipt`);
    for (const wanted of ["Damals AG", "Nora Neu"]) assert.ok(receipt.main.includes(wanted), wanted);
    for (const unwanted of ["Heute AG", "Nora Nachher"]) assert.ok(!receipt.main.includes(unwanted), unwanted);
  });
});

describe("what both see", () => {
  before(prepare);

  // A completed handover to that account of an organisation with a certificate.
  async function withCertificate(to) {
    const pki = new Pki();
    const leaf = await pki.leaf(await pki.root("Muster Root CA 1"), ["banner.example.org"]);
    const organisation = await anOrganisation(anna);
    await portal.imports(organisation, [leaf.file]);
    const number = await portal.sql(`SELECT number FROM certificate WHERE organisation_id=${idIn(organisation)}`);
    return { handover: await (await started({ organisation, to })).becomes("completed"), number };
  }

  const hasBanner = (answer) => answer.page.all("aside", { class: "banner" }).some((banner) => banner.one("a", { href: "/handovers" }));

  it("a banner on every kind of page but the handovers' while it is the successor's turn, not the contact's; gone when it is over", async () => {
    const to = await portal.signedIn(anAddress("nora"), "Nora Neu");
    const { handover: earlier, number } = await withCertificate(to);
    const pages = [
      "/account", "/account/password", "/certificates", "/certificates?q=nirgends", `/certificates/${number}`, "/organisations", "/organisations/new",
      ...["", "/edit", "/technical-contact"].map((end) => `/organisations/${earlier.organisation}${end}`),
      "/nowhere", "/organisations/ORG-999999", "/approvals/organisations", "/register", "/password/forgot", "/handover/accepted", `/handover?token=${"A".repeat(43)}`,
    ];
    const handover = await started({ to });
    const handovers = ["/handovers", earlier.page, `${earlier.page}/receipt`, handover.page];
    for (const state of ["offered", "accepted"]) {
      if (state === "accepted") await handover.becomes(state);
      for (const path of pages) assert.ok(hasBanner(await to.get(path)), `${path}, ${state}`);
      for (const path of handovers) assert.ok(!hasBanner(await to.get(path)), `${path}, ${state}`);
      assert.ok(hasBanner(await to.fills("/account", { name: "" })), "a form refused");
      for (const path of ["/account", "/certificates", handover.page]) assert.ok(!hasBanner(await anna.gets(path)), `${path}, the contact`);
    }
    await handover.authorises();
    for (const path of [...pages, ...handovers]) assert.ok(!hasBanner(await to.get(path)), `${path}, over`);
  });

  it("no banner any more after the answer that tells of its end", async () => {
    const [blocked, declined] = [await (await started()).becomes("accepted"), await started()];
    for (let i = 0; i < 4; i += 1) assert.equal((await blocked.authorisesWrongly()).status, 422);
    assert.ok(hasBanner(await blocked.to.gets("/account")));
    const fifth = await blocked.authorisesWrongly();
    assert.equal(fifth.status, 422, fifth.summary);
    assert.ok(!hasBanner(await blocked.to.gets("/account")));
    assert.equal((await declined.declines()).status, 303);
    assert.ok(!hasBanner(await declined.to.gets("/account")));
  });

  it("the list of handovers for both directions, the open ones and how the others ended", async () => {
    const open = await started();
    const ended = await (await started({ to: open.to })).becomes("declined");
    for (const contact of [anna, open.to]) {
      const { main } = await contact.gets("/handovers");
      assert.ok(main.includes(open.reference) && main.includes(ended.reference), main.slice(0, 300));
      assert.ok(main.indexOf(open.reference) < main.indexOf(ended.reference), "open ones first");
    }
    const stranger = await portal.signedIn(anAddress("fremd"), "Frida Fremd");
    assert.ok(!(await stranger.gets("/handovers")).main.includes(open.reference));
  });

  it("the organisation's history, for its contact: each step but single wrong tries, who did it and its reference; no client address", async () => {
    const handover = await started();
    for (const step of ["resends", "accepts", "renews", "authorisesWrongly", "authorises"]) await handover[step]();
    const { page, text } = await handover.to.gets(`/organisations/${handover.organisation}`);
    const lines = page.one("table", { class: "list history" }).all("tr").map((row) => row.all("td").map((cell) => cell.text).slice(1));
    const [contact, successor] = [anna.email, handover.to.email];
    assert.deepEqual(lines.filter(([, , reference]) => reference === handover.reference).map(([what, who]) => [what, who]), [
      ["Handover completed: new technical contact", successor],
      ["New session password shown", contact],
      ["Handover accepted", successor],
      ["Mail to the successor sent again", contact],
      ["Handover started", contact],
    ]);
    for (const { browser } of [anna, handover.to]) assert.ok(!text.includes(browser.address));
  });
});
