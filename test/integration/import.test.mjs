// `certportal certificate import`: what is taken, what is refused, and what is said about it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { before, describe, it } from "node:test";

import { Pki } from "../support/pki.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";

describe("an import", () => {
  let portal;
  let pki;
  let ca;
  let anna;
  let organisation;
  let key;

  before(async () => {
    portal = await sharedPortal();
    pki = new Pki();
    ca = await pki.root("Import Root");
    key = await pki.key();
    anna = await portal.signedIn(anAddress());
    organisation = await anna.creates({ name: "Import AG" });
  });

  const leaf = (name, options) => pki.leaf(ca, [name], { key, ...options });
  const counts = ({ imported, known, refused, status }) => [imported, known, refused, status];
  const has = async (name) => (await anna.gets(`/certificates.json?organisation=${organisation}&q=${name}`)).text.includes(name);

  it("takes PEM, DER, a bundle, PKCS#7 in both forms and CA certificates, and counts them", async () => {
    const [a, b, c, d, e, f] = await Promise.all(["a", "b", "c", "d", "e", "f"].map((name) => leaf(`${name}.import.example`)));
    const files = [
      a.file, b.derFile, pki.bundle("bundle.pem", [c, d]), await pki.p7b("e.p7b", [e]), await pki.p7b("f.p7b", [f, ca], "DER"),
    ];
    assert.deepEqual(counts(await portal.imports(organisation, files)), [7, 0, 0, 0]);
    for (const name of ["a", "b", "c", "d", "e", "f"]) assert.ok(await has(`${name}.import.example`), name);
  });

  it("shows no CA certificate in the list", async () => {
    const listed = JSON.parse((await anna.gets("/certificates.json")).text).certificates;
    assert.ok(listed.length > 0 && listed.every(({ name }) => name !== "Import Root"));
  });

  it("keeps who holds each name, found exactly, and the key's fingerprint", async () => {
    const names = Array.from({ length: 47 }, (_, i) => `held${i}.exact.example`);
    const many = await pki.leaf(ca, ["*.exact.example", ...names, "xn--mnchen-3ya.exact.example"], { key });
    assert.deepEqual(counts(await portal.imports(organisation, [many.file])), [1, 0, 0, 0]);
    const held = await portal.sql(`SELECT name FROM certificate_name WHERE organisation_id=${Number(organisation.slice(4))} AND name LIKE '%exact.example'`);
    assert.deepEqual(held.split("\n").sort(), ["*.exact.example", ...names, "xn--mnchen-3ya.exact.example"].sort());
    const keys = await portal.sql(`SELECT DISTINCT HEX(key_sha256) FROM certificate WHERE organisation_id=${Number(organisation.slice(4))}`);
    const der = execFileSync("openssl", ["pkey", "-in", key, "-pubout", "-outform", "DER"]);
    assert.equal(keys, createHash("sha256").update(der).digest("hex").toUpperCase());
  });

  it("counts what is there already as known, and stores it once", async () => {
    const once = await leaf("once.import.example");
    assert.deepEqual(counts(await portal.imports(organisation, [once.file, once.derFile])), [1, 1, 0, 0]);
    assert.deepEqual(counts(await portal.imports(organisation, [once.file])), [0, 1, 0, 0]);
    const { certificates } = JSON.parse((await anna.gets("/certificates.json?q=once.import.example")).text);
    assert.equal(certificates.length, 1);
  });

  it("refuses one that another organisation holds, names its reference and shows it to nobody else", async () => {
    const other = await anna.creates({ name: "Andere AG" });
    const held = await leaf("held.import.example");
    await portal.imports(organisation, [held.file]);
    const result = await portal.imports(other, [held.file]);
    assert.deepEqual(counts(result), [0, 0, 1, 1]);
    assert.match(result.lines.join("\n"), new RegExp(organisation));
    const { certificates } = JSON.parse((await anna.gets("/certificates.json?q=held.import.example")).text);
    assert.deepEqual(certificates.map((row) => row.organisation), [organisation]);
  });

  for (const { title, content } of [
    { title: "junk", content: () => Buffer.from([...Array(3000).keys()].map((i) => (i * 7919) % 256)) },
    { title: "an empty file", content: () => "" },
    { title: "a private key", content: () => fs.readFileSync(key) },
    { title: "a truncated PEM file", content: () => fs.readFileSync(ca.file, "utf8").slice(0, 300) },
    { title: "a truncated DER file", content: () => ca.der.subarray(0, 200) },
    { title: "a PEM block with a broken Base64 line", content: () => ca.pem.replace(/[A-Z]{2}/, "!!") },
    { title: "a web page", content: () => "<!DOCTYPE html><title>404</title>" },
    { title: "a megabyte of blanks", content: () => " ".repeat(1 << 20) },
    { title: "a PEM block of another kind", content: () => ca.pem.replaceAll("CERTIFICATE", "X509 CRL") },
  ]) {
    it(`refuses ${title} with a reason and goes on with the rest`, async () => {
      const good = await leaf(`good-${title.replace(/\W/g, "")}.import.example`);
      const bad = pki.write("bad.bin", content());
      const result = await portal.imports(organisation, [bad, good.file]);
      assert.deepEqual(counts(result), [1, 0, 1, 1], result.lines.join("\n"));
      assert.ok(result.lines.some((line) => line.includes(bad) && line.length > bad.length + 8), result.lines.join("\n"));
    });
  }

  it("says a missing file and a folder are refused", async () => {
    const result = await portal.imports(organisation, [pki.path("missing.pem"), pki.folder]);
    assert.deepEqual(counts(result), [0, 0, 2, 1], result.lines.join("\n"));
    assert.match(result.stderr, /missing\.pem/);
  });

  it("takes the certificate beside a key in one file, and stores nothing of the key", async () => {
    const own = await leaf("withkey.import.example");
    const result = await portal.imports(organisation, [pki.write("both.pem", fs.readFileSync(key, "utf8") + own.pem)]);
    assert.equal(result.imported, 1, result.lines.join("\n"));
    const secret = fs.readFileSync(key, "utf8").split("\n")[1];
    assert.ok(!result.lines.join("\n").includes(secret));
    assert.ok(!(await portal.sql("SELECT HEX(der) FROM certificate_content")).includes(Buffer.from(secret, "base64").toString("hex").toUpperCase()));
  });

  it("takes text around PEM blocks, and Windows line ends", async () => {
    const [a, b] = [await leaf("text.import.example"), await leaf("crlf.import.example")];
    const files = [pki.write("text.pem", `subject=CN = x\n\n${a.pem}\nend\n`), pki.write("crlf.pem", b.pem.replace(/\n/g, "\r\n"))];
    assert.deepEqual(counts(await portal.imports(organisation, files)), [2, 0, 0, 0]);
  });

  it("ends with 1 and says why where the organisation is unknown or no reference, and stores nothing", async () => {
    const lost = await leaf("lost.import.example");
    for (const reference of ["ORG-999999", "ORG-x", "", "999"]) {
      const { status, stderr } = await portal.imports(reference, [lost.file]);
      assert.equal(status, 1, reference);
      assert.match(stderr, /organisation|reference/i);
    }
    assert.ok(!await has("lost.import.example"));
  });

  it("ends with 2 without files or without an organisation", async () => {
    assert.equal((await portal.cli(["certificate", "import", "--organisation", organisation])).status, 2);
    assert.equal((await portal.cli(["certificate", "import", ca.file])).status, 2);
  });

  it("stores each of several that run at the same moment once", async () => {
    const certificates = await Promise.all([1, 2, 3, 4, 5].map((i) => leaf(`race${i}.import.example`)));
    const file = pki.bundle("race.pem", certificates);
    const results = await Promise.all([1, 2, 3, 4].map(() => portal.imports(organisation, [file])));
    assert.ok(results.every(({ status }) => status === 0), results.map(({ stderr }) => stderr).join("\n"));
    assert.equal(results.reduce((sum, { imported }) => sum + imported, 0), 5);
    assert.equal(results.reduce((sum, { known }) => sum + known, 0), 15);
  });

  it("takes the roots that Debian has, whatever is in them", async () => {
    const folder = "/usr/share/ca-certificates/mozilla";
    const files = fs.readdirSync(folder).map((name) => `${folder}/${name}`);
    const result = await portal.imports(organisation, files);
    assert.deepEqual([result.imported + result.known, result.refused], [files.length, 0], result.stderr);
  });
});
