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

  it("is “being signed” until jobs did it", async () => {
    const jobs = portal.pid("jobs");
    process.kill(jobs, "SIGSTOP");
    let handover;
    try {
      handover = await (await started()).becomes("completed");
      assert.equal((await anna.get(`${handover.page}/receipt.p7m`)).status, 409);
      assert.match((await anna.gets(`${handover.page}/receipt`)).main, /sign/);
    } finally {
      process.kill(jobs, "SIGCONT");
    }
    await signedContent(handover);
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

  it("a banner on every page while it is the successor's turn, not the contact's; gone when it is over", async () => {
    const handover = await started();
    const { to } = handover;
    const from = await portal.signedIn(anAddress("nix"), "Nix Offen");
    const links = async (contact, path) => (await contact.gets(path)).page.all("a", { href: "/handovers" }).length;
    const without = await links(from, "/account");
    for (const state of ["offered", "accepted"]) {
      for (const path of ["/account", "/certificates", "/organisations"]) assert.ok(await links(to, path) > without, `${path}, ${state}`);
      if (state === "offered") await handover.accepts();
    }
    assert.equal(await links(anna, "/account"), without, "the contact");
    await handover.authorises();
    assert.equal(await links(to, "/account"), without, "over");
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

  it("the organisation's history, for its contact: each step with its reference, no client address", async () => {
    const handover = await (await started()).becomes("completed");
    const { main, text } = await handover.to.gets(`/organisations/${handover.organisation}`);
    assert.ok(main.split(handover.reference).length > 3, main);
    assert.ok(!text.includes(anna.browser.address));
  });

  it("the operator's commands show and withdraw", async () => {
    const handover = await started();
    const shown = await portal.json(["handover", "show", handover.reference]);
    assert.equal(shown.state, "offered");
    assert.deepEqual([shown.contact, shown.successor, shown.organisation], [anna.email, handover.to.email, handover.organisation]);
    assert.ok((await portal.json(["handover", "list"])).some(({ reference }) => reference === handover.reference));
    await portal.done(["handover", "withdraw", handover.reference]);
    assert.equal((await portal.cli(["handover", "withdraw", handover.reference])).status, 1);
    assert.ok(!(await portal.json(["handover", "list"])).some(({ reference }) => reference === handover.reference));
    const [event] = (await handover.eventRows()).slice(-1);
    assert.equal(event.actor, `system user ${process.env.USER_NAME}`);
  });

  it("a sealed chain of audit events that verifies", async () => {
    await until("everything sealed", async () => (await portal.sql("SELECT COUNT(*) FROM audit_event WHERE is_sealed=0")) === "0");
    await portal.done(["audit", "verify"]);
  });
});
