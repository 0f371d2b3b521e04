// Organisations: their technical contact's pages, and the officers' mark "checked".
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { idIn, startHandover } from "../support/handover.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";

let portal;
let anna;
let officer;

async function prepare() {
  portal = await sharedPortal();
  anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
  officer ??= await portal.signedIn(anAddress("pruefstelle"), "Prüfstelle", { role: "officer" });
}

const references = (answer) => answer.page.byId("organisations")?.all("tr", { "data-reference": true }).map((row) => row.attributes["data-reference"]) ?? [];
const ADDRESS = { street: "Musterweg 1", postcode: "12345", city: "Musterstadt", country: "DE" };

describe("an organisation", () => {
  before(prepare);

  it("is founded by a form, listed, and shown with its technical contact", async () => {
    const nora = await portal.signedIn(anAddress("nora"), "Nora Neu");
    const answer = await nora.fills("/organisations/new", { name: "Müller & Söhne KG", ...ADDRESS, note: "Fragen Sie\nFrau Beispiel" });
    assert.equal(answer.status, 303);
    assert.match(answer.location, /^\/organisations\/ORG-\d{6,}$/);
    const page = await nora.browser.follow(answer);
    assert.notEqual(page.flash, "");
    for (const wanted of ["Müller & Söhne KG", "Musterweg 1", "12345", "Musterstadt", "Nora Neu", nora.email, "Frau Beispiel"]) assert.ok(page.main.includes(wanted), wanted);
    assert.ok(page.page.byId("technical-contact"));
    assert.deepEqual(references(await nora.gets("/organisations")), [answer.location.split("/")[2]]);
  });

  it("is changed by a form that comes filled in", async () => {
    const organisation = await anna.creates({ name: "Vorher AG" });
    const page = await anna.gets(`/organisations/${organisation}/edit`);
    const value = (name) => page.form(`/organisations/${organisation}/edit`).one("input", { name }).attributes.value;
    assert.deepEqual(["name", "street", "postcode", "city", "country"].map(value), ["Vorher AG", "Musterweg 1", "12345", "Musterstadt", "DE"]);
    const saved = await anna.browser.submit(page, { name: "Nachher AG", city: "Neustadt", note: "neu" });
    assert.equal(saved.location, `/organisations/${organisation}`);
    const shown = await anna.browser.follow(saved);
    assert.ok(shown.main.includes("Nachher AG") && shown.main.includes("Neustadt") && !shown.main.includes("Vorher AG"));
  });

  for (const { title, values, bad } of [
    { title: "no name", values: { name: " " }, bad: ["name"] },
    { title: "a name of 81 characters", values: { name: "x".repeat(81) }, bad: ["name"] },
    { title: "a link as name", values: { name: "Gratis https://example.org" }, bad: ["name"] },
    { title: "a country that there is not", values: { country: "XX" }, bad: ["country"] },
    { title: "control characters", values: { name: "A\u0007B", city: "C\u202eD" }, bad: ["name", "city"] },
    { title: "too long an address", values: { street: "x".repeat(200), postcode: "1".repeat(17), city: "y".repeat(200) }, bad: ["street", "postcode", "city"] },
    { title: "too long a note", values: { note: "x".repeat(501) }, bad: ["note"] },
  ]) {
    it(`is refused with ${title}, the form filled in`, async () => {
      const organisation = await anna.creates();
      for (const path of ["/organisations/new", `/organisations/${organisation}/edit`]) {
        const name = `Muster ${Math.random()} AG`;
        const answer = await anna.fills(path, { name, ...ADDRESS, ...values });
        assert.equal(answer.status, 422, answer.summary);
        assert.deepEqual(answer.badFields, bad, path);
        assert.equal(answer.form(path).one("input", { name: "street" }).attributes.value, values.street ?? "Musterweg 1");
        assert.equal(await portal.sql(`SELECT COUNT(*) FROM organisation WHERE name='${name}'`), "0");
      }
    });
  }

  for (const name of ["<script>alert(1)</script>", `"O'Brien" & <b>Söhne</b>`, "Übungsverein Straße e. V.", "𝔐𝔲𝔰𝔱𝔢𝔯 🦦", "חברה לדוגמה", "{{NAME}} [[Edit]]", "'; DROP TABLE organisation; --"]) {
    it(`named ${name} is shown right and escaped, everywhere`, async () => {
      const nora = await portal.signedIn(anAddress("nora"));
      const organisation = await nora.creates({ name, note: name });
      await nora.creates({ name: "Zweite AG" });
      const pages = ["/organisations", `/organisations/${organisation}`, `/organisations/${organisation}/edit`, `/certificates?organisation=${organisation}`];
      const answers = [...await Promise.all(pages.map((path) => nora.gets(path))), await officer.gets(`/approvals/organisations/${organisation}`)];
      for (const answer of answers) {
        assert.doesNotMatch(answer.text, /<script>alert|<b>Söhne/, answer.request.path);
        assert.ok(answer.page.text.includes(name), `${name} in ${answer.request.path}`);
      }
      assert.equal(answers[2].form(pages[2]).one("input", { name: "name" }).attributes.value, name);
      assert.equal(answers[0].page.byId("selector").all("option").find((option) => option.attributes.value === organisation).text, name);
    });
  }

  it("of somebody else is the same 404 as one that is not there, to look at and to change", async () => {
    const organisation = await anna.creates();
    const nora = await portal.signedIn(anAddress("nora"));
    const { csrfToken } = await nora.gets("/account");
    for (const reference of [organisation, "ORG-999999", "ORG-0", "x"]) {
      assert.equal((await nora.get(`/organisations/${reference}`)).status, 404, reference);
      assert.equal((await nora.get(`/organisations/${reference}/edit`)).status, 404, reference);
      const post = await nora.browser.post(`/organisations/${reference}/edit`, { csrf_token: csrfToken, name: "Gestohlen", ...ADDRESS });
      assert.equal(post.status, 404, reference);
    }
    assert.doesNotMatch((await anna.gets(`/organisations/${organisation}`)).main, /Gestohlen/);
  });

  it("has one address for its reference: other spellings lead nowhere else", async () => {
    const organisation = await anna.creates();
    for (const spelling of [organisation.toLowerCase(), organisation.slice(4), `${organisation}%20`, organisation.replace("ORG-", "ORG-000")]) {
      const answer = await anna.get(`/organisations/${spelling}`);
      assert.ok([200, 404].includes(answer.status), spelling);
      if (answer.status === 200) assert.ok(answer.main.includes(organisation));
    }
  });

  it("keeps what two commands change at the same moment", async () => {
    const nora = await portal.signedIn(anAddress("nora"));
    const organisation = await nora.creates();
    for (let i = 0; i < 4; i += 1) {
      const values = [["--street", `Weg ${i}`], ["--postcode", `1000${i}`], ["--city", `Stadt ${i}`], ["--note", `Notiz ${i}`]];
      await Promise.all(values.map((option) => portal.done(["organisation", "edit", organisation, ...option])));
      const stored = await portal.sql(`SELECT street, postcode, city, note FROM organisation WHERE id=${Number(organisation.slice(4))}`);
      assert.deepEqual(stored.split("\t"), values.map(([, value]) => value));
    }
  });

  it("goes to the account that the operator names, and its contact's account cannot be deleted", async () => {
    const nora = await portal.signedIn(anAddress("nora"));
    const organisation = (await portal.done(["organisation", "create", "--name", "Vom Betreiber AG", "--technical-contact", nora.email])).trim();
    assert.match(organisation, /^ORG-\d{6,}$/);
    assert.deepEqual(references(await nora.gets("/organisations")), [organisation]);
    const refused = await portal.cli(["user", "delete", nora.email]);
    assert.equal(refused.status, 1);
    assert.ok(refused.stderr.includes(organisation));
  });
});

describe("the officers' mark", () => {
  before(prepare);

  const isChecked = async (organisation) => (await portal.json(["organisation", "list"])).find((row) => row.reference === organisation).checked_at !== null;
  const page = (organisation) => officer.gets(`/approvals/organisations/${organisation}`);
  const mark = async (organisation, checked = "1") => officer.browser.submit(await page(organisation), { checked }, { action: `/approvals/organisations/${organisation}/check` });

  it("is set and taken away by an officer, and shown to the contact", async () => {
    const organisation = await anna.creates();
    const before = (await anna.gets(`/organisations/${organisation}`)).main;
    assert.equal((await mark(organisation)).status, 303);
    assert.ok(await isChecked(organisation));
    assert.notEqual((await anna.gets(`/organisations/${organisation}`)).main, before);
    assert.equal((await mark(organisation, "0")).status, 303);
    assert.ok(!await isChecked(organisation));
  });

  for (const field of ["name", "street", "postcode", "city", "country"]) {
    it(`is taken away by a changed ${field}`, async () => {
      const organisation = await anna.creates();
      await mark(organisation);
      await anna.fills(`/organisations/${organisation}/edit`, { [field]: { country: "AT" }[field] ?? "77777" });
      assert.ok(!await isChecked(organisation));
    });
  }

  it("stays with a changed note, and with a form that changes nothing", async () => {
    const organisation = await anna.creates();
    await mark(organisation);
    await anna.fills(`/organisations/${organisation}/edit`, { note: "Neue Notiz" });
    await anna.fills(`/organisations/${organisation}/edit`, {});
    assert.ok(await isChecked(organisation));
  });

  it("is taken away by the operator's change too", async () => {
    const organisation = await anna.creates();
    await mark(organisation);
    await portal.done(["organisation", "edit", organisation, "--city", "Anderswo"]);
    assert.ok(!await isChecked(organisation));
  });

  for (const field of ["name", "street", "postcode", "city", "country"]) {
    it(`is not set where the ${field} changed since the officer looked`, async () => {
      const organisation = await anna.creates();
      const seen = await page(organisation);
      await anna.fills(`/organisations/${organisation}/edit`, { [field]: { country: "AT" }[field] ?? "77777" });
      const answer = await officer.browser.submit(seen, { checked: "1" }, { action: `/approvals/organisations/${organisation}/check` });
      assert.equal(answer.status, 409, answer.summary);
      assert.ok(!await isChecked(organisation));
    });
  }

  it("is never set by an officer on an organisation of their own", async () => {
    const organisation = await officer.creates({ name: "Eigene AG" });
    const { csrfToken } = await officer.gets(`/approvals/organisations/${organisation}`);
    const answer = await officer.browser.post(`/approvals/organisations/${organisation}/check`, { csrf_token: csrfToken, checked: "1" });
    assert.equal(answer.status, 403, answer.summary);
    assert.ok(!await isChecked(organisation));
  });

  it("is never set by an officer who has to do with the organisation, or had within 90 days", async () => {
    const other = await portal.signedIn(anAddress("olga"), "Olga Offizier", { role: "officer" });
    const give = (organisation, to) => portal.done(["organisation", "set-contact", organisation, to.email, "--reason", "test"]);
    const founded = await other.creates({ name: "Gegründet AG" });
    await give(founded, anna);
    await portal.sql(`UPDATE former_contact SET until = until - INTERVAL 91 DAY WHERE organisation_id=${idIn(founded)}`);
    const former = await anna.creates({ name: "Vormals AG" });
    await give(former, other);
    await give(former, anna);
    const { organisation: offered } = await startHandover(portal, { from: anna, to: other });
    for (const organisation of [founded, former, offered]) {
      const page = await other.gets(`/approvals/organisations/${organisation}`);
      assert.match(page.main, /another officer has to check it/, organisation);
      const seen = await officer.gets(`/approvals/organisations/${organisation}`);
      const fields = Object.fromEntries(seen.form(`/approvals/organisations/${organisation}/check`).all("input").map(({ attributes: { name, value } }) => [name, value]));
      const answer = await other.browser.post(`/approvals/organisations/${organisation}/check`, { ...fields, csrf_token: page.csrfToken, checked: "1" });
      assert.equal(answer.status, 403, answer.summary);
      assert.ok(!await isChecked(organisation));
    }
    await portal.sql(`UPDATE former_contact SET until = until - INTERVAL 91 DAY WHERE organisation_id=${idIn(former)}`);
    const checked = await other.browser.submit(await other.gets(`/approvals/organisations/${former}`), { checked: "1" }, { action: `/approvals/organisations/${former}/check` });
    assert.equal(checked.status, 303, checked.summary);
  });

  it("is out of reach of contacts: 403 for list, page and mark, and no menu entry", async () => {
    const organisation = await anna.creates();
    for (const path of ["/approvals/organisations", `/approvals/organisations/${organisation}`]) assert.equal((await anna.get(path)).status, 403, path);
    const { csrfToken } = await anna.gets("/account");
    assert.equal((await anna.browser.post(`/approvals/organisations/${organisation}/check`, { csrf_token: csrfToken, checked: "1" })).status, 403);
    assert.ok(!await isChecked(organisation));
    const menu = (answer) => answer.page.one("nav").all("a").map((link) => link.attributes.href);
    assert.ok(!menu(await anna.gets("/account")).some((href) => href.startsWith("/approvals")));
    assert.ok(menu(await officer.gets("/account")).some((href) => href.startsWith("/approvals")));
  });

  it("has a list of all organisations, which nobody sees without signing in", async () => {
    const organisation = await anna.creates();
    assert.deepEqual(references(await officer.gets(`/approvals/organisations?q=${organisation}`)), [organisation]);
    assert.equal((await portal.browser().get("/approvals/organisations")).status, 303);
    assert.equal((await officer.get("/approvals/organisations/ORG-999999")).status, 404);
  });

  it("ends with the role: who is an officer no more gets 403 with the next sign-in", async () => {
    const former = await portal.signedIn(anAddress("ehemals"), "Ehemals Prüfstelle", { role: "officer" });
    assert.equal((await former.get("/approvals/organisations")).status, 200);
    await portal.done(["user", "set-role", former.email, "contact"]);
    assert.ok(!await former.isSignedIn());
    await former.signIn();
    assert.equal((await former.get("/approvals/organisations")).status, 403);
  });
});

describe("founding", () => {
  before(prepare);

  const details = (name) => ({ name, ...ADDRESS });
  const idOf = (contact) => portal.sql(`SELECT id FROM account WHERE email='${contact.email}'`);
  const insert = async (contact, count, { founded = true, checked = false, name = "Vorrat", age = "2 DAY" } = {}) => {
    const id = await idOf(contact);
    const row = (i) => `('${name} ${String(i).padStart(3, "0")}', 'Musterstadt', ${id}, ${founded ? id : "NULL"}, ${checked ? "NOW()" : "NULL"}, UTC_TIMESTAMP() - INTERVAL ${age})`;
    await portal.sql(`INSERT INTO organisation (name, city, technical_contact_id, founded_by, checked_at, created_at) VALUES ${Array.from({ length: count }, (_, i) => row(i)).join()}`);
  };

  it("ends for a day after 20, many at once included, with the limit, support and the time named", async () => {
    const nora = await portal.signedIn(anAddress("nora"));
    const { csrfToken } = await nora.gets("/organisations/new");
    const all = await Promise.all(Array.from({ length: 24 }, (_, i) => nora.browser.post("/organisations/new", { csrf_token: csrfToken, ...details(`Viele ${i}`) })));
    assert.equal(all.filter(({ status }) => status === 303).length, 20);
    const refused = all.find(({ status }) => status === 429);
    assert.match(refused.page.one("*", { role: "alert" }).text, /\b20\b.*support/i);
    const wait = Number(refused.headers["retry-after"]);
    assert.ok(wait > 86000 && wait <= 86400, String(wait));
    assert.equal(refused.form("/organisations/new").one("input", { name: "street" }).attributes.value, "Musterweg 1");
    assert.match((await nora.fills("/organisations/new?lang=de", details("Noch eine"))).page.one("*", { role: "alert" }).text, /\b20 Organisationen.*Support/);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM organisation WHERE founded_by=${await idOf(nora)}`), "20");
    await portal.done(["organisation", "create", "--name", "Vom Betreiber AG", "--technical-contact", nora.email]);
    await portal.sql(`UPDATE organisation SET created_at=created_at - INTERVAL 25 HOUR WHERE founded_by=${await idOf(nora)}`);
    assert.equal((await nora.fills("/organisations/new", details("Morgen"))).status, 303);
  });

  it("counts what was founded and given away", async () => {
    const nora = await portal.signedIn(anAddress("nora"));
    await insert(nora, 20, { age: "1 HOUR" });
    await portal.sql(`UPDATE organisation SET technical_contact_id=${await idOf(anna)} WHERE founded_by=${await idOf(nora)}`);
    assert.equal((await nora.fills("/organisations/new", details("Eine mehr"))).status, 429);
  });

  it("ends at 50 that nobody has checked, until an officer has; the operator's do not count", async () => {
    const nora = await portal.signedIn(anAddress("nora"));
    await insert(nora, 60, { founded: false });
    await insert(nora, 60, { checked: true });
    await insert(nora, 50);
    const refused = await nora.fills("/organisations/new", details("Eine mehr"));
    assert.equal(refused.status, 422);
    assert.match(refused.page.one("*", { role: "alert" }).text, /\b50\b.*support/i);
    await portal.sql(`UPDATE organisation SET checked_at=NOW() WHERE checked_at IS NULL AND founded_by=${await idOf(nora)} LIMIT 1`);
    assert.equal((await nora.fills("/organisations/new", details("Eine mehr"))).status, 303);
  });

  it("knows no limit with LIMITS=0", async () => {
    const free = await sharedPortal("unlimited", { limits: 0 });
    const nora = await free.signedIn(anAddress("nora"));
    for (let i = 0; i < 22; i += 1) await nora.creates({ name: `Frei ${i}` });
  });

  describe("of 300 organisations by one contact", () => {
    let many;
    let ids;
    let last;
    let number;

    before(async () => {
      many = await portal.signedIn(anAddress("viele"));
      await insert(many, 300, { name: "Stapel%_", founded: false });
      ids = (await portal.sql(`SELECT id FROM organisation WHERE technical_contact_id=${await idOf(many)} ORDER BY name, id`)).split("\n").map((id) => `ORG-${id.padStart(6, "0")}`);
      last = ids[299];
      const pki = new Pki();
      await portal.imports(ids[0], [(await pki.leaf(undefined, ["erste.stapel.example"])).file]);
      await portal.imports(last, [(await pki.leaf(undefined, ["letzte.stapel.example"])).file]);
      number = await portal.sql("SELECT number FROM certificate WHERE name='letzte.stapel.example'");
    });

    const nextOf = (answer) => answer.page.one("a", { rel: "next" })?.attributes.href;
    const walk = async (who, path) => {
      const pages = [];
      for (let next = path; next; next = nextOf(pages[pages.length - 1])) pages.push(await who.gets(next));
      return pages.map(references);
    };

    it("lists them by pages of 50, each once, by name", async () => {
      const pages = await walk(many, "/organisations");
      assert.deepEqual(pages.map((page) => page.length), [50, 50, 50, 50, 50, 50]);
      assert.deepEqual(pages.flat(), ids);
      for (const after of ["x", "ORG-000001", "ORG-000001.%ff", ".", "ORG-000001.'%20OR%201=1"]) assert.ok([200, 400, 422].includes((await many.get(`/organisations?after=${after}`)).status), after);
    });

    it("lets officers search them, by pages too", async () => {
      assert.deepEqual((await walk(officer, `/approvals/organisations?q=${encodeURIComponent("stapel%_")}`)).flat(), ids);
      assert.deepEqual((await walk(officer, `/approvals/organisations?q=${encodeURIComponent(many.email)}`)).flat(), ids);
      assert.deepEqual((await walk(officer, `/approvals/organisations?q=${last}`)).flat(), [last]);
      assert.deepEqual((await walk(officer, "/approvals/organisations?q=nirgends")).flat(), []);
      assert.ok((await walk(officer, "/approvals/organisations")).flat().includes(last));
    });

    it("offers 50 in the selector, the chosen one among them, and leads to the others", async () => {
      const options = (answer) => answer.page.byId("selector").all("option").map((option) => option.attributes.value);
      const page = await many.gets("/account");
      assert.deepEqual(options(page), ["", ...ids.slice(0, 50)]);
      assert.ok(page.page.all("form").some((form) => form.hasClass("selector") && form.all("a").some((link) => link.attributes.href === "/organisations")));
      assert.deepEqual(options(await many.gets(`/certificates?organisation=${last}`)), ["", ...ids.slice(0, 50), last]);
    });

    it("shows the certificates of all of them, and of the last one", async () => {
      const names = async (query) => JSON.parse((await many.gets(`/certificates.json?${query}`)).text).certificates.map(({ name }) => name).sort();
      assert.deepEqual(await names(""), ["erste.stapel.example", "letzte.stapel.example"]);
      assert.deepEqual(await names(`organisation=${last}`), ["letzte.stapel.example"]);
      const list = await many.gets("/certificates");
      assert.equal(list.page.byId("certificates").all("tr", { "data-reference": true }).length, 2);
      assert.ok(list.main.includes("Stapel%_ 299"));
      assert.equal((await many.gets("/certificates.csv")).text.trim().split("\n").length, 3);
      assert.equal((await many.get(`/certificates/${number}`)).status, 200);
      assert.equal((await many.get("/certificates?organisation=ORG-999999")).status, 404);
    });
  });
});
