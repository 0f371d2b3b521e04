// Backup of a portal in use, and its restore into another: everything is there and goes on. What can go wrong on the way
// is in test/upgrade.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, describe, it } from "node:test";

import { failed, Rehearsal } from "../support/backup.mjs";
import { Contact } from "../support/contact.mjs";
import { anOrganisation, Handover, posts, startHandover } from "../support/handover.mjs";
import { allIssued, placesOrders } from "../support/issuance.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress, sharedPortal, startPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal; // the one that is lost
let other; // where it is restored
let rehearsal;
let archive;
let story;

const tables = (of) => of.sql("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema='certportal'");

// What a portal holds that no row count shows.
async function aStory() {
  const anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
  const organisation = await anOrganisation(anna, "Muster & Söhne AG");
  const pki = new Pki();
  const leaf = await pki.leaf(await pki.root("Muster Root CA B"), ["sicher.example.org"]);
  await portal.imports(organisation, [leaf.file]);
  const [number] = await placesOrders(portal, organisation, 1);
  await allIssued(portal, [number]);
  const done = await (await startHandover(portal, { from: anna })).becomes("completed");
  const receipt = await until("the receipt", async () => {
    const answer = await anna.get(`${done.page}/receipt.p7m`);
    return answer.status === 200 && answer.body;
  });
  const half = await (await startHandover(portal, { from: anna, organisation })).becomes("accepted");
  return { anna, organisation, number, done, receipt, half };
}

async function prepare() {
  if (portal) return;
  [portal, other] = await Promise.all([sharedPortal("handover"), startPortal("restored")]);
  rehearsal = await new Rehearsal(portal, other).begins();
  story = await aStory();
}

describe("backup", () => {
  before(prepare);

  it("of a portal in use costs no request, and its host cannot read it", async () => {
    const counts = {};
    let going = true;
    const stream = async (ask) => { while (going) { const { status } = await ask(); counts[status] = (counts[status] ?? 0) + 1; } };
    const streams = [stream(() => story.anna.get("/certificates")), stream(() => posts(story.anna, "/account", { name: "Anna Alt", phone: "", locale: "" }))];
    const { status, stdout, stderr } = await rehearsal.backup([rehearsal.folder]);
    going = false;
    await Promise.all(streams);
    assert.equal(status, 0, stderr);
    assert.deepEqual(Object.keys(counts).sort(), ["200", "303"], JSON.stringify(counts));
    archive = /in (\/.*\.backup)$/m.exec(stdout)[1];
    assert.equal(fs.statSync(archive).mode & 0o777, 0o600);
    const bytes = fs.readFileSync(archive, "latin1");
    for (const secret of [portal.secret("audit-key"), story.anna.email, "certportal.conf", "CREATE TABLE"]) assert.ok(!bytes.includes(secret), secret);
  });

  it("names what is wrong, and leaves no file", async () => {
    const before = rehearsal.files();
    const elsewhere = rehearsal.in("missing.conf");
    failed(await rehearsal.backup([rehearsal.folder], { file: elsewhere }), /^certportal: cannot read .*missing\.conf/);
    failed(await rehearsal.backup(["/proc/nowhere"]), /cannot write to \/proc/);
    failed(await rehearsal.backup([archive]), /is there already/);
    failed(await rehearsal.backup([rehearsal.folder], { recipients: ["--recipient", "age1wrong"] }), /the key to encrypt for is refused/);
    assert.deepEqual(rehearsal.files(), before);
  });
});

describe("restore", () => {
  before(prepare);

  it("refuses what it cannot bring back, before it changes anything", async () => {
    const state = async () => [await other.sql("SELECT MAX(id) FROM audit_event"), await tables(other), other.secret("audit-key"), await other.browser().get("/healthz").then(({ status }) => status)];
    const before = await state();
    failed(await rehearsal.restore([archive]), /holds a portal .*--replace/);
    const stranger = await rehearsal.newKey("stranger");
    failed(await rehearsal.restore(["--replace", archive], { key: stranger }), /the key .*stranger does not open/);
    const bytes = fs.readFileSync(archive);
    const cut = rehearsal.in("cut.backup");
    const end = bytes.findLastIndex((byte) => byte !== 0); // tar fills up with zeros, which nobody misses
    for (const size of [0, 1000, Math.floor(end / 2), end - 10]) {
      fs.writeFileSync(cut, bytes.subarray(0, size));
      failed(await rehearsal.restore(["--replace", cut]), /cut\.backup is no backup, or not whole/);
    }
    const flipped = Buffer.from(bytes);
    flipped[5_000] ^= 1; // of the first part
    fs.writeFileSync(cut, flipped);
    failed(await rehearsal.restore(["--replace", cut]), /cut\.backup is no backup, or not whole/);
    failed(await rehearsal.restore(["--replace", await rehearsal.rewritten(archive, (manifest) => manifest.replace(/^schema .*/m, "schema 99"))]), /has schema 99, made by certportal .*; this program knows \d+: install a newer one/);
    failed(await rehearsal.restore(["--replace", await rehearsal.rewritten(archive, (manifest) => manifest.replace(/^table_prefix .*/m, "table_prefix x_"))]), /table_prefix 'x_'/);
    failed(await rehearsal.restore(["--replace", await rehearsal.rewritten(archive, (manifest) => manifest.replace(/^part files.tar.gz ./m, "part files.tar.gz x"))]), /files\.tar\.gz differs/);
    assert.deepEqual(await state(), before);
  });

  it("brings everything back", async () => {
    const { status, stdout, stderr } = await rehearsal.restore(["--replace", archive]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^certportal: restored: \d+ tables of /m);
    await other.start();
    const { anna, organisation, number, done, receipt, half } = story;
    const again = new Contact(other, anna);
    await again.signIn();
    const list = await again.gets(`/certificates?organisation=${organisation}`);
    for (const wanted of ["sicher.example.org", String(number)]) assert.ok(list.main.includes(wanted), wanted);
    assert.ok((await again.gets(`/certificates/${number}/download/fullchain`)).body.equals((await anna.gets(`/certificates/${number}/download/fullchain`)).body));
    assert.ok((await again.gets(`${done.page}/receipt.p7m`)).body.equals(receipt));
    const successor = new Contact(other, half.to);
    await successor.signIn();
    const handover = new Handover(other, { ...half, from: again, to: successor });
    assert.equal((await handover.authorises()).status, 303);
    assert.equal(await handover.state(), "completed");
    assert.equal((await again.get(`/organisations/${organisation}`)).status, 404);
    assert.deepEqual(fs.readFileSync(other.path("pki/local.cer")), fs.readFileSync(portal.path("pki/local.cer")));
    await allIssued(other, await placesOrders(other, organisation, 1));
    assert.match(await other.done(["audit", "verify"]), /the chain is whole/);
    assert.doesNotMatch((await other.cli(["doctor"])).stdout, /^error/m);
    assert.equal((await other.browser().get("/pki/local.crl")).status, 200);
  });
});
