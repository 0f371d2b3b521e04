// "Meine Zertifikate": details and downloads.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, describe, it } from "node:test";

import { openssl, Pki } from "../support/pki.mjs";
import { anAddress, run, sharedPortal } from "../support/portal.mjs";

let portal;
let pki;
let anna;
let organisation;
let root;
let issuing;

async function prepare() {
  if (portal) return;
  portal = await sharedPortal();
  pki = new Pki();
  root = await pki.root("Muster Root CA 1");
  issuing = await pki.ca("Müller & Söhne Issuing <CA> 1", root);
  anna = await portal.signedIn(anAddress());
  organisation = await anna.creates({ name: "Müller & Söhne KG" });
  const { refused } = await portal.imports(organisation, [root.file, issuing.file]);
  assert.equal(refused, 0);
}

// The reference number that the certificate got.
async function imported(certificate, into = organisation) {
  const result = await portal.imports(into, [certificate.file]);
  assert.equal(result.imported, 1, result.lines.join("\n"));
  return portal.sql(`SELECT number FROM certificate WHERE sha256=UNHEX('${(await certificate.fingerprint()).replaceAll(":", "")}')`);
}

const plain = (text) => text.replace(/[\u2066-\u2069\u200e\u200f\u00a0]/g, " ").replace(/\s+/g, " ");

describe("downloads", () => {
  before(prepare);

  const FORMATS = ["pem", "chain", "fullchain", "issuers", "der", "p7b"];
  const FILES = { pem: "x509.pem", chain: "x509chain.pem", fullchain: "x509fullchain.pem", issuers: "issuers.pem", der: "x509.der", p7b: "x509.p7b" };
  const TYPES = { der: "application/pkix-cert", p7b: "application/x-pkcs7-certificates" };

  // What the openssl command makes of the same certificates.
  async function expected(leaf, chain) {
    const pem = (certificates) => certificates.map((certificate) => certificate.pem).join("");
    return {
      pem: await openssl(["x509", "-in", leaf.derFile, "-inform", "DER"]),
      chain: pem([leaf, ...chain]),
      fullchain: pem([leaf, ...chain.slice(0, -1)]),
      issuers: pem(chain),
      der: leaf.der,
      p7b: fs.readFileSync(await pki.p7b("expected.p7b", [leaf, ...chain])),
    };
  }

  async function assertDownloads(number, leaf, chain) {
    const files = await expected(leaf, chain);
    for (const format of FORMATS) {
      const answer = await anna.gets(`/certificates/${number}/download/${format}`);
      assert.ok(answer.body.equals(Buffer.from(files[format])), `${format}:\n${answer.text}\nnot\n${files[format]}`);
    }
  }

  it("give each format byte for byte as the openssl command makes it", async () => {
    const leaf = await pki.leaf(issuing, ["bytes.example.org", "www.bytes.example.org"]);
    await assertDownloads(await imported(leaf), leaf, [issuing, root]);
  });

  it("give RSA and Ed25519 certificates the same way, and a chain of four", async () => {
    const second = await pki.ca("Muster Sub CA", issuing);
    await portal.imports(organisation, [second.file]);
    for (const type of ["rsa", "ed"]) {
      const leaf = await pki.leaf(second, [`${type}.example.org`], { key: await pki.key(type) });
      await assertDownloads(await imported(leaf), leaf, [second, issuing, root]);
    }
  });

  it("name file and media type, and are never kept by caches", async () => {
    const number = await imported(await pki.leaf(issuing, ["names.example.org"]));
    for (const format of FORMATS) {
      const answer = await anna.gets(`/certificates/${number}/download/${format}`);
      assert.match(answer.headers["content-disposition"], new RegExp(`^attachment; *filename="?${number}-${FILES[format].replaceAll(".", "\\.")}"?$`));
      assert.equal(answer.headers["content-type"], TYPES[format] ?? "application/x-pem-file");
      assert.match(answer.headers["cache-control"], /no-store/);
      assert.equal(answer.headers["x-content-type-options"], "nosniff");
      const head = await anna.browser.head(`/certificates/${number}/download/${format}`);
      assert.equal(head.status, 200);
      assert.equal(head.body.length, 0);
      assert.equal(head.headers["content-disposition"], answer.headers["content-disposition"]);
      assert.equal(head.headers["content-type"], answer.headers["content-type"]);
    }
  });

  it("verify with openssl: the leaf up to the root through the chain's own certificates", async () => {
    const number = await imported(await pki.leaf(issuing, ["verify.example.org"]));
    const get = async (format) => pki.write(`verify-${format}`, (await anna.gets(`/certificates/${number}/download/${format}`)).body);
    const fullchain = await get("fullchain");
    assert.match(await openssl(["verify", "-x509_strict", "-CAfile", root.file, "-untrusted", fullchain, "-verify_hostname", "verify.example.org", await get("pem")]), /: OK/);
    assert.match(await openssl(["pkcs7", "-in", await get("p7b"), "-print_certs", "-noout"]), /verify\.example\.org[\s\S]*Muster Root CA 1/);
  });

  it("answer 404 to another format, an absent number, another account and nobody's session", async () => {
    const number = await imported(await pki.leaf(issuing, ["mine.example.org"]));
    for (const format of ["p12", "pem2", "PEM", "", "pem/", "..%2fpem", "crt"]) {
      assert.equal((await anna.get(`/certificates/${number}/download/${format}`)).status, 404, format);
    }
    assert.equal((await anna.get("/certificates/999999/download/pem")).status, 404);
    const nora = await portal.signedIn(anAddress("nora"));
    const pages = [`/certificates/${number}`, ...FORMATS.map((format) => `/certificates/${number}/download/${format}`)];
    const shape = (answer) => answer.text.replaceAll(answer.requestId, "").replace(/value="[^"]{40,}"/g, "");
    for (const path of pages) {
      const [foreign, absent] = [await nora.get(path), await nora.get(path.replace(number, "999999"))];
      assert.equal(foreign.status, 404, path);
      assert.equal(shape(foreign), shape(absent), path);
      assert.equal((await portal.browser().get(path)).status, 303, path);
    }
  });

  it("answer 409 where an issuer is missing, and say which, while pem and der work and the page says so", async () => {
    const hidden = await pki.ca("Nirgends CA", root);
    const leaf = await pki.leaf(hidden, ["gap.example.org"]);
    const number = await imported(leaf);
    for (const format of ["chain", "fullchain", "issuers", "p7b"]) {
      const answer = await anna.get(`/certificates/${number}/download/${format}`);
      assert.equal(answer.status, 409, format);
      assert.match(answer.main, /Nirgends CA/);
    }
    assert.equal((await anna.gets(`/certificates/${number}/download/pem`)).text, leaf.pem);
    assert.ok((await anna.gets(`/certificates/${number}/download/der`)).body.equals(leaf.der));
    const page = await anna.gets(`/certificates/${number}`);
    assert.match(page.main, /Nirgends CA/);
    const offered = page.page.all("a").map((link) => link.attributes.href).filter((href) => href?.includes("/download/"));
    assert.deepEqual([...new Set(offered.map((href) => href.split("/").pop()))].sort(), ["der", "pem"]);
    await portal.imports(organisation, [hidden.file]);
    await assertDownloads(number, leaf, [hidden, root]);
  });

  it("find the issuer by key and signature where several CAs bear its name", async () => {
    const names = await Promise.all([1, 2, 3].map(() => pki.ca("Gleichnamige CA", root)));
    const leafs = await Promise.all(names.map((ca, index) => pki.leaf(ca, [`same${index}.example.org`])));
    await portal.imports(organisation, names.map((ca) => ca.file));
    for (const [index, leaf] of leafs.entries()) await assertDownloads(await imported(leaf), leaf, [names[index], root]);
  });

  it("take the shortest way to a root that is valid now where a CA is cross-signed", async () => {
    const [oldRoot, newRoot] = [await pki.root("Alte Wurzel", { from: -4000, to: -30 }), await pki.root("Neue Wurzel")];
    const key = await pki.key();
    const byOld = await pki.ca("Gekreuzte CA", oldRoot, { key });
    const byNew = await pki.ca("Gekreuzte CA", newRoot, { key });
    await portal.imports(organisation, [oldRoot, byOld, newRoot, byNew].map((ca) => ca.file));
    const leaf = await pki.leaf(byNew, ["cross.example.org"]);
    await assertDownloads(await imported(leaf), leaf, [byNew, newRoot]);
  });

  it("keep the chain of an expired certificate, and of one whose CAs have expired", async () => {
    const leaf = await pki.leaf(issuing, ["expired.example.org"], { from: -400, to: -10 });
    await assertDownloads(await imported(leaf), leaf, [issuing, root]);
    const goneRoot = await pki.root("Vergangene Wurzel", { from: -4000, to: -200 });
    const goneCa = await pki.ca("Vergangene CA", goneRoot, { from: -2000, to: -200 });
    await portal.imports(organisation, [goneRoot.file, goneCa.file]);
    const gone = await pki.leaf(goneCa, ["gone.example.org"], { from: -600, to: -210 });
    const number = await imported(gone);
    await assertDownloads(number, gone, [goneCa, goneRoot]);
    assert.equal((await anna.gets(`/certificates/${number}`)).page.all("p").filter((each) => each.hasClass("warn")).length, 1, "the page says so");
  });

  it("give a self-signed certificate without issuers as it is", async () => {
    const self = await pki.leaf(undefined, ["self.example.org"]);
    const number = await imported(self);
    assert.equal((await anna.gets(`/certificates/${number}/download/pem`)).text, self.pem);
    assert.equal((await anna.gets(`/certificates/${number}`)).status, 200);
    assert.ok([200, 409].includes((await anna.get(`/certificates/${number}/download/issuers`)).status));
  });
});

describe("the details page", () => {
  before(prepare);

  it("is reached from the number and from the name, and shows what openssl shows", async () => {
    const leaf = await pki.leaf(issuing, ["details.example.org", "www.details.example.org", "10.1.2.3"], {
      key: await pki.key("rsa"), from: -10, to: 20,
      more: "crlDistributionPoints = URI:http://example.org/ca.crl\nauthorityInfoAccess = OCSP;URI:http://ocsp.example.org,caIssuers;URI:http://example.org/ca.cer\ncertificatePolicies = 2.23.140.1.2.1\n",
    });
    const number = await imported(leaf);
    const list = await anna.gets("/certificates?q=details.example.org");
    const row = list.page.one("tr", { "data-reference": number });
    const links = row.all("a").filter((link) => link.attributes.href === `/certificates/${number}`).map((link) => link.text);
    assert.deepEqual(links, [number, "details.example.org"]);
    const page = await anna.gets(`/certificates/${number}`);
    const text = plain(page.main);
    const colons = (hex) => hex.replace(/(..)(?=.)/g, "$1:");
    for (const wanted of [
      number, "Müller & Söhne KG", "details.example.org", "www.details.example.org", "10.1.2.3", "Muster Root CA 1", "Müller & Söhne Issuing <CA> 1",
      colons(await leaf.serial()), await leaf.fingerprint("sha256"), await leaf.fingerprint("sha1"), "http://example.org/ca.crl", "http://ocsp.example.org",
      "http://example.org/ca.cer", "2.23.140.1.2.1", "Muster Trust",
    ]) assert.ok(text.toUpperCase().includes(wanted.toUpperCase()), `${wanted} is not in: ${text}`);
    assert.ok(page.page.byId("main").one("a", { href: `/organisations/${organisation}` }));
    assert.match(text, /RSA.{0,4}2048/);
    assert.match(text, /(18|19|20) days left/);
    assert.ok(page.text.includes("Subject Public Key Info:"), "the raw text, folded away");
  });

  it("shows the chain from the root down to the certificate", async () => {
    const number = await imported(await pki.leaf(issuing, ["steps.example.org"]));
    const steps = (await anna.gets(`/certificates/${number}`)).page.one("ol", { class: "chain" }).all("li").map((step) => step.text);
    assert.equal(steps.length, 3);
    assert.match(steps[0], /Muster Root CA 1/);
    assert.match(steps[1], /Müller & Söhne Issuing <CA> 1/);
    assert.match(steps[2], /steps\.example\.org/);
  });

  it("gives SHA-256 sums that sha256sum -c accepts, and lines with the real file names", async () => {
    const number = await imported(await pki.leaf(issuing, ["sums.example.org"]));
    const page = await anna.gets(`/certificates/${number}`);
    const sums = page.page.all("pre").map((pre) => pre.raw).find((text) => /^[0-9a-f]{64} {2}/m.test(text)).trim();
    const folder = fs.mkdtempSync(pki.path("sums-"));
    for (const link of page.page.all("a").map((each) => each.attributes.href).filter((href) => href?.includes("/download/"))) {
      const answer = await anna.gets(link);
      const [, name] = /filename="?([^"]+)"?/.exec(answer.headers["content-disposition"]);
      fs.writeFileSync(`${folder}/${name}`, answer.body);
    }
    assert.equal(sums.split("\n").length, 6);
    const checked = await run("sh", ["-c", 'cd "$0" && sha256sum -c --strict', folder], { input: `${sums}\n` });
    assert.equal(checked.status, 0, checked.stdout + checked.stderr);
    const help = await anna.gets(page.page.all("a").map((each) => each.attributes.href).find((href) => href?.startsWith("/help/install?")));
    for (const server of ["nginx", "Apache", "HAProxy", "IIS", "Tomcat", "Postfix"]) {
      const part = help.page.all("details").find((each) => each.one("summary")?.text.includes(server));
      assert.ok(part.text.includes(`${number}-`), server);
    }
  });

  for (const { title, cn, names } of [
    { title: "a script in the common name", cn: "<script>alert(1)</script>", names: ["script.example.org"] },
    { title: "quotes and entities", cn: `"Shop" & 'Co' &lt;`, names: ["quotes.example.org"] },
    { title: "a script as alternative name", cn: "san.example.org", names: ["san.example.org", "<script>alert(2)</script>", `"onmouseover=alert(3) x="`] },
    { title: "umlauts", cn: "Ärzte Straße ÖÜ", names: ["umlaut.example.org"] },
    { title: "four bytes a character", cn: "𝔖𝔥𝔬𝔭 🦦", names: ["four.example.org"] },
    { title: "right-to-left letters", cn: "חנות אלט", names: ["rtl.example.org"] },
    { title: "template syntax", cn: "{{#ROW}}{{NAME}}[[Sign in]]", names: ["template.example.org"] },
    { title: "slashes and a line of commas", cn: "a/b, O=Falsch + C=XX", names: ["commas.example.org"] },
  ]) {
    it(`shows ${title} right and escaped, in list, details and downloads`, async () => {
      const number = await imported(await pki.leaf(issuing, names, { cn }));
      const list = await anna.gets(`/certificates?q=${number}`);
      const details = await anna.gets(`/certificates/${number}`);
      const wanted = cn === names[0] ? names[1] : cn;
      assert.ok(plain(details.main).includes(plain(wanted)), `${wanted} is not in ${details.main}`);
      assert.ok(list.page.one("tr", { "data-reference": number }), list.summary);
      for (const answer of [list, details]) {
        assert.doesNotMatch(answer.text, /<script>alert|<[^>]*\sonmouseover=/);
        assert.equal(answer.page.all("script").filter((each) => !each.attributes.src).length, 0);
      }
      for (const format of ["pem", "chain", "p7b"]) {
        const answer = await anna.gets(`/certificates/${number}/download/${format}`);
        assert.match(answer.headers["content-disposition"], /^[\x20-\x7e]+$/);
      }
    });
  }

  it("shows all of 100 alternative names, and the list how many there are", async () => {
    const names = Array.from({ length: 100 }, (_, index) => `host${index}.many.example.org`);
    const number = await imported(await pki.leaf(issuing, names));
    const page = await anna.gets(`/certificates/${number}`);
    for (const name of names) assert.ok(page.text.includes(`${name}<`) || page.main.includes(name), name);
    const row = (await anna.gets(`/certificates?q=${number}`)).page.one("tr", { "data-reference": number });
    assert.match(row.text, /99/);
    const found = await anna.gets("/certificates?q=host64.many.example.org");
    assert.ok(found.page.one("tr", { "data-reference": number }));
  });

  it("shows an internationalised name as people read it and as it stands in the certificate", async () => {
    const number = await imported(await pki.leaf(issuing, ["xn--mller-kva.example", "www.xn--mller-kva.example"]));
    const text = (await anna.gets(`/certificates/${number}`)).main;
    assert.match(text, /müller\.example/);
    assert.match(text, /xn--mller-kva\.example/);
  });

  it("copes with a certificate without a common name, and one without any name", async () => {
    const nameless = await imported(await pki.leaf(issuing, ["onlysan.example.org"], { cn: null, more: "" }));
    assert.match((await anna.gets(`/certificates/${nameless}`)).main, /onlysan\.example\.org/);
    const none = await imported(await pki.leaf(issuing, [], { cn: "Nur ein Name" }));
    assert.match((await anna.gets(`/certificates/${none}`)).main, /Nur ein Name/);
  });

  it("copes with ends beyond 2049 and serial numbers of one and of twenty bytes", async () => {
    const long = await imported(await pki.leaf(issuing, ["long.example.org"], { to: new Date("9999-12-31T23:59:59Z") }));
    assert.match((await anna.gets(`/certificates/${long}`)).main, /9999/);
    for (const serial of ["01", "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"]) {
      const number = await imported(await pki.leaf(issuing, [`serial${serial.length}.example.org`], { serial }));
      assert.ok(plain((await anna.gets(`/certificates/${number}`)).main).includes(serial.replace(/(..)(?=.)/g, "$1:")));
    }
  });

  it("is in the reader's language", async () => {
    const number = await imported(await pki.leaf(issuing, ["sprache.example.org"]));
    const german = anna.atAnotherDevice({ language: "de" });
    await german.signIn();
    const [de, en] = [await german.gets(`/certificates/${number}`), await anna.gets(`/certificates/${number}`)];
    assert.match(de.main, /Aussteller/);
    assert.match(en.main, /Issuer/);
    assert.notEqual(de.page.one("ol", { class: "chain" }).text, en.page.one("ol", { class: "chain" }).text);
  });
});
