// "Meine Zertifikate": list, filter, search, sort, key paging, exports.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { Pki, openssl } from "../support/pki.mjs";
import { anAddress, run, sharedPortal } from "../support/portal.mjs";
import fs from "node:fs";

describe("the list", () => {
  let portal;
  let anna;
  let pki;
  let first;
  let second;
  let all; // what the database holds: { number, name, end, organisation }

  before(async () => {
    portal = await sharedPortal();
    pki = new Pki();
    const root = await pki.root("Listen Root");
    const key = await pki.key();
    anna = await portal.signedIn(anAddress("liste"));
    first = await anna.creates({ name: "Erste AG" });
    second = await anna.creates({ name: "Zweite AG" });
    // Ends that many share, names that differ in case and length, expired and current ones.
    const leafs = [];
    for (let i = 0; i < 70; i += 1) {
      const to = i % 7 === 0 ? -20 : i % 5 === 0 ? 10 : new Date(Date.now() + (40 + (i % 4)) * 86400_000);
      leafs.push(() => pki.leaf(root, [`${"abcdefg"[i % 7]}${i}.shop.example.org`, `alt${i}.example.net`], { key, from: -100, to }));
    }
    leafs.push(() => pki.leaf(root, ["xn--mnchen-3ya.example", "100%_sale.example.org"], { key }));
    leafs.push(() => pki.leaf(root, ["under_score.example.org"], { key, serial: "0A1B2C3D4E5F60718293A4B5C6D7E8F901020304" }));
    const made = [];
    while (leafs.length > 0) made.push(...(await Promise.all(leafs.splice(0, 4).map((make) => make()))));
    await portal.imports(first, made.slice(0, 40).map((leaf) => leaf.file));
    await portal.imports(second, made.slice(40).map((leaf) => leaf.file));
    await portal.imports(first, [root.file]);
    const rows = await portal.sql(`SELECT number, name, UNIX_TIMESTAMP(not_after), organisation_id FROM certificate WHERE organisation_id IN (${Number(first.slice(4))},${Number(second.slice(4))})`);
    all = rows.split("\n").map((row) => row.split("\t")).map(([number, name, end, id]) => ({ number, name, end: Number(end), organisation: `ORG-${id.padStart(6, "0")}` }));
    assert.equal(all.length, 72);
  });

  // Takes the certificates of an organisation away again, for the tests that count all.
  const forget = (reference) => portal.sql(`
    DELETE FROM certificate WHERE organisation_id=${Number(reference.slice(4))};
    UPDATE organisation SET certificate_count=0 WHERE id=${Number(reference.slice(4))}`);

  const numbersOf = (answer) => answer.page.byId("certificates")?.all("tr", { "data-reference": true }).map((row) => row.attributes["data-reference"]) ?? [];
  const nextOf = (answer) => answer.page.one("a", { rel: "next" })?.attributes.href;

  async function walk(query) {
    const pages = [];
    for (let path = `/certificates?${query}`; path; path = nextOf(pages[pages.length - 1])) {
      pages.push(await anna.gets(path));
      assert.ok(pages.length < 20, "no end of pages");
    }
    return pages;
  }

  const found = async (q, more = "") => numbersOf(await anna.gets(`/certificates?q=${encodeURIComponent(q)}${more}`));
  const numberOf = (name) => all.find((row) => row.name === name).number;

  for (const scope of ["", "first", "second"]) {
    for (const sort of ["", "number", "-number", "name", "-name", "end", "-end"]) {
      it(`shows every certificate exactly once, sorted by ${sort || "default"}, of ${scope || "all organisations"}`, async () => {
        const reference = { first, second }[scope];
        const wanted = all.filter((row) => !reference || row.organisation === reference);
        const pages = await walk(`sort=${sort}&organisation=${reference ?? ""}`);
        const numbers = pages.flatMap(numbersOf);
        assert.equal(numbers.length, wanted.length);
        assert.deepEqual([...numbers].sort(), wanted.map((row) => row.number).sort());
        assert.ok(pages.slice(0, -1).every((page) => numbersOf(page).length === 25), "25 rows a page");
        const key = { number: (row) => Number(row.number), name: (row) => row.name, end: (row) => row.end }[sort.replace("-", "")];
        if (!key) return;
        const keys = numbers.map((number) => key(all.find((row) => row.number === number)));
        for (let i = 1; i < keys.length; i += 1) {
          const [a, b] = sort.startsWith("-") ? [keys[i], keys[i - 1]] : [keys[i - 1], keys[i]];
          assert.ok(a <= b, `${keys[i - 1]} before ${keys[i]}`);
        }
      });
    }
  }

  it("goes on at the same place when a certificate comes in meanwhile", async () => {
    const page = await anna.gets("/certificates?sort=number");
    const before = await anna.gets(nextOf(page));
    const late = await pki.leaf(undefined, ["late.example.org"]);
    const third = await anna.creates({ name: "Dritte AG" });
    await portal.imports(third, [late.file]);
    assert.deepEqual(numbersOf(await anna.gets(nextOf(page))), numbersOf(before));
    await forget(third);
  });

  for (const after of ["x", "1.2.3.4.5", "-1", "999999999999999999999999", "%00", "%ff", "25.1.c99999999999999999999", "1'%20OR%201=1", ""]) {
    it(`survives after=${after} for every order`, async () => {
      for (const sort of ["", "number", "-name", "end"]) assert.ok([200, 404, 422].includes((await anna.get(`/certificates?sort=${sort}&after=${after}`)).status));
    });
  }

  it("takes unknown sort, status and organisation for what they are", async () => {
    assert.equal((await anna.get("/certificates?sort=drop%20table")).status, 200);
    assert.equal((await anna.get("/certificates?status=nonsense")).status, 200);
    const nora = await portal.signedIn(anAddress("nora"));
    const foreign = await nora.creates();
    assert.equal((await anna.get(`/certificates?organisation=${foreign}`)).status, 404);
    assert.equal((await anna.get("/certificates?organisation=ORG-999999")).status, 404);
  });

  it("filters by status, and the counts beside the filters are right", async () => {
    const now = Date.now() / 1000;
    const expired = all.filter((row) => row.end < now).map((row) => row.number).sort();
    const pages = await walk("status=expired");
    assert.deepEqual(pages.flatMap(numbersOf).sort(), expired);
    const expiring = (await walk("status=expiring")).flatMap(numbersOf);
    const active = (await walk("status=active")).flatMap(numbersOf);
    assert.equal(expired.length + expiring.length + active.length, all.length);
    assert.ok(expiring.length > 0 && active.length > 0);
    for (const [status, count] of [["expired", expired.length], ["expiring", expiring.length], ["active", active.length]]) {
      const chips = (await anna.gets(`/certificates?status=${status}`)).page.all("a").filter((link) => link.hasClass("chip"));
      assert.match(chips.find((chip) => chip.attributes["aria-current"]).text, new RegExp(` ${count}$`), status);
      assert.match(chips[0].text, new RegExp(` ${all.length}$`), "all");
    }
  });

  it("shows a stored state alike in list, filter and details", async () => {
    const number = numberOf("b1.shop.example.org");
    const stateOf = (answer) => answer.page.all("span").find((span) => span.hasClass("state")).text;
    const row = async (query) => (await anna.gets(`/certificates?${query}`)).page.byId("certificates").all("tr", { "data-reference": number })[0];
    const changes = { revoked: "revoked_at=NOW()", revocation_pending: "revocation_asked_at=NOW()", expiring: "not_before=not_after - INTERVAL 4 YEAR" };
    const before = await portal.sql(`SELECT not_before FROM certificate WHERE number=${number}`);
    for (const [status, change] of Object.entries(changes)) {
      await portal.sql(`UPDATE certificate SET ${change} WHERE number=${number}`);
      const shown = (await row(`q=${number}`)).one("b").text;
      assert.ok((await row(`status=${status}&q=b1.shop`)) !== undefined, status);
      assert.equal(stateOf(await anna.gets(`/certificates/${number}`)), shown, status);
      for (const other of ["active", ...Object.keys(changes)].filter((name) => name !== status)) {
        assert.deepEqual(numbersOf(await anna.gets(`/certificates?status=${other}&q=b1.shop`)), [], `${status}, not ${other}`);
      }
      await portal.sql(`UPDATE certificate SET revoked_at=NULL, revocation_asked_at=NULL, not_before='${before}' WHERE number=${number}`);
    }
  });

  it("keeps filter, search and order over its pages and in its links", async () => {
    const [page] = await walk(`organisation=${first}&q=shop&sort=-name`);
    const next = new URL(nextOf(page), portal.url);
    assert.equal(next.searchParams.get("organisation"), first);
    assert.equal(next.searchParams.get("q"), "shop");
    assert.equal(next.searchParams.get("sort"), "-name");
    assert.ok(next.searchParams.get("after"));
    const csv = page.page.all("a").map((link) => link.attributes.href).find((href) => href?.startsWith("/certificates.csv"));
    assert.equal((await anna.gets(csv)).text.trim().split("\n").length, 41);
  });

  for (const { title, q, names } of [
    { title: "part of a name", q: "a0.sho", names: ["a0.shop.example.org"] },
    { title: "the end of a name", q: "score.example.org", names: ["under_score.example.org"] },
    { title: "a name in capitals", q: "A0.SHOP.example.ORG", names: ["a0.shop.example.org"] },
    { title: "blanks around it", q: "  a0.shop.example.org  ", names: ["a0.shop.example.org"] },
    { title: "an alternative name", q: "alt33.example.net", names: ["f33.shop.example.org"] },
    { title: "an internationalised name as people write it", q: "münchen", names: ["xn--mnchen-3ya.example"] },
    { title: "one in capitals", q: "MÜNCHEN.example", names: ["xn--mnchen-3ya.example"] },
    { title: "one as it stands in the certificate", q: "xn--mnchen-3ya", names: ["xn--mnchen-3ya.example"] },
    { title: "a serial number without colons", q: "0a1b2c3d4e5f60718293a4b5c6d7e8f901020304", names: ["under_score.example.org"] },
    { title: "a serial number with colons", q: "0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:01:02:03:04", names: ["under_score.example.org"] },
    { title: "a percent sign as itself", q: "100%", names: ["xn--mnchen-3ya.example"] },
    { title: "an underscore as itself", q: "r_s", names: ["under_score.example.org"] },
    { title: "LIKE's wildcards as themselves", q: "a%shop", names: [] },
    { title: "a backslash", q: "\\", names: [] },
    { title: "SQL", q: "' OR '1'='1", names: [] },
    { title: "a script", q: "<script>alert(1)</script>", names: [] },
    { title: "what is not there", q: "nirgends.example.org", names: [] },
    { title: "300 characters", q: "x".repeat(300), names: [] },
    { title: "four bytes a character", q: "🦦", names: [] },
  ]) {
    it(`finds by ${title}`, async () => {
      const answer = await anna.gets(`/certificates?q=${encodeURIComponent(q)}`);
      assert.deepEqual(numbersOf(answer).sort(), names.map(numberOf).sort());
      assert.ok(!answer.text.includes("<script>alert"));
      if (q.length < 100) assert.equal(answer.page.byId("q").attributes.value, q.trim());
    });
  }

  it("finds by reference number and by both fingerprints, with and without colons", async () => {
    const number = numberOf("a7.shop.example.org");
    assert.deepEqual(await found(number), [number]);
    const file = pki.write("found.pem", (await anna.gets(`/certificates/${number}/download/pem`)).body);
    for (const digest of ["sha256", "sha1"]) {
      const fingerprint = (await openssl(["x509", "-in", file, "-noout", "-fingerprint", `-${digest}`])).trim().replace(/.*=/, "");
      for (const text of [fingerprint, fingerprint.toLowerCase(), fingerprint.replaceAll(":", ""), fingerprint.replaceAll(":", " ")]) assert.deepEqual(await found(text), [number], text);
    }
  });

  it("finds nothing of other accounts", async () => {
    const nora = await portal.signedIn(anAddress("nora"));
    await nora.creates();
    for (const q of ["shop", numberOf("a0.shop.example.org"), "0a1b2c3d4e5f60718293a4b5c6d7e8f901020304"]) {
      assert.deepEqual(numbersOf(await nora.gets(`/certificates?q=${q}`)), []);
    }
  });

  it("counts the rows of search and filter in the foot", async () => {
    const [page] = await walk("q=shop");
    assert.match(page.main, /\b70\b/);
  });

  it("leads an account without organisation to founding one, and one without certificates on", async () => {
    const nora = await portal.signedIn(anAddress("nora"));
    const empty = await nora.gets("/certificates");
    assert.equal(empty.page.byId("certificates"), undefined);
    assert.ok(empty.page.byId("main").all("a").some((link) => link.attributes.href === "/organisations/new"));
    await nora.creates();
    const none = await nora.gets("/certificates");
    assert.notEqual(none.main, empty.main);
  });

  it("offers the organisations to choose from where there are several", async () => {
    const options = (answer) => answer.page.byId("selector")?.all("option").map((option) => option.attributes.value) ?? [];
    const offered = options(await anna.gets("/certificates"));
    assert.equal(offered[0], "");
    assert.ok(offered.includes(first) && offered.includes(second));
    const nora = await portal.signedIn(anAddress("nora"));
    await nora.creates();
    assert.deepEqual(options(await nora.gets("/certificates")), []);
  });

  it("comes whole as CSV that spreadsheets take for text, by the same filter", async () => {
    const whole = await anna.gets("/certificates.csv");
    assert.match(whole.headers["content-type"], /^text\/csv; charset=utf-8$/i);
    assert.match(whole.headers["content-disposition"], /^attachment; filename="?[\w.-]+\.csv"?$/);
    const lines = whole.text.trim().split(/\r?\n/);
    assert.equal(lines.length, 73);
    for (const { number } of all) assert.ok(lines.some((line) => line.includes(number)), number);
    assert.equal((await anna.gets("/certificates.csv?q=a0.shop")).text.trim().split(/\r?\n/).length, 2);
    assert.equal((await anna.gets(`/certificates.csv?organisation=${first}`)).text.trim().split(/\r?\n/).length, 41);
  });

  it("defuses formulas in CSV", async () => {
    const evil = await anna.creates({ name: "=HYPERLINK(1)" });
    const leaf = await pki.leaf(undefined, ["formula.example.org"], { cn: "=cmd|' /C calc'!A0" });
    await portal.imports(evil, [leaf.file]);
    const { text } = await anna.gets(`/certificates.csv?organisation=${evil}`);
    for (const cell of text.split(/[;,\r\n]/)) assert.doesNotMatch(cell.replace(/^"/, ""), /^[=+@\t]/, cell);
    await forget(evil);
  });

  it("comes whole as JSON, by the same filter", async () => {
    const answer = await anna.gets("/certificates.json");
    assert.match(answer.headers["content-type"], /^application\/json/);
    assert.match(answer.headers["cache-control"], /no-store/);
    const { certificates } = JSON.parse(answer.text);
    assert.deepEqual(certificates.map((row) => String(row.number)).sort(), all.map((row) => row.number).sort());
    const one = JSON.parse((await anna.gets("/certificates.json?q=under_score")).text).certificates[0];
    assert.equal(one.name, "under_score.example.org");
    assert.equal(one.serial.toUpperCase(), "0A1B2C3D4E5F60718293A4B5C6D7E8F901020304");
    assert.equal(one.organisation, second);
  });

  it("gives ticked certificates as a ZIP that unzip takes, each file as its own download", async () => {
    const numbers = [numberOf("a0.shop.example.org"), numberOf("b1.shop.example.org"), numberOf("c2.shop.example.org")];
    const page = await anna.gets("/certificates");
    const fields = [["csrf_token", page.csrfToken], ...numbers.map((number) => ["number", number])];
    const answer = await anna.browser.post("/certificates/download.zip", fields);
    assert.equal(answer.status, 200, answer.summary);
    assert.equal(answer.headers["content-type"], "application/zip");
    const zip = pki.write("ticked.zip", answer.body);
    const script = "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nz.extractall(sys.argv[2])\nprint('\\n'.join(sorted(z.namelist())))";
    const { status, stdout, stderr } = await run("python3", ["-c", script, zip, pki.path("ticked")]);
    assert.equal(status, 0, stderr);
    assert.deepEqual(stdout.trim().split("\n"), numbers.flatMap((number) => [`${number}-x509.pem`, `${number}-x509chain.pem`, `${number}-x509fullchain.pem`]).sort());
    for (const number of numbers) {
      for (const [format, name] of [["pem", "x509.pem"], ["fullchain", "x509fullchain.pem"], ["chain", "x509chain.pem"]]) {
        const single = await anna.gets(`/certificates/${number}/download/${format}`);
        assert.ok(fs.readFileSync(pki.path(`ticked/${number}-${name}`)).equals(single.body), name);
      }
    }
  });

  it("refuses a ZIP of nothing, of somebody else's and without the token", async () => {
    const { csrfToken } = await anna.gets("/certificates");
    const nothing = await anna.browser.post("/certificates/download.zip?q=a0.shop", { csrf_token: csrfToken });
    assert.equal(nothing.status, 422);
    assert.equal(nothing.page.all("a", { hreflang: "de" }).length, 0, "no link to an address that takes forms only");
    assert.equal(nothing.page.byId("certificates").all("tr").filter((row) => row.attributes["data-reference"]).length, 1, "the list stays");
    assert.equal((await anna.browser.post("/certificates/download.zip", { number: all[0].number })).status, 403);
    const nora = await portal.signedIn(anAddress("nora"));
    await nora.creates();
    const page = await nora.gets("/account");
    assert.equal((await nora.browser.post("/certificates/download.zip", { csrf_token: page.csrfToken, number: all[0].number })).status, 404);
  });
});
