// Who sees an organisation while it is handed over: I1 and I5 of handover.md, asked for over several connections all through
// the successor's authorisation. On the portal for races.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { anOrganisation, idIn, posts, startHandover } from "../support/handover.mjs";
import { Pki } from "../support/pki.mjs";
import { anAddress } from "../support/portal.mjs";
import { racingPortal } from "../support/race.mjs";
import { until } from "../support/until.mjs";

const ROUNDS = 3;
const CONNECTIONS = 4; // of each of the two

let portal;

before(async () => { portal = await racingPortal(); });

describe("the technical contact", () => {
  it("I1: is one at every moment; the database itself takes no organisation without, and keeps the account", async () => {
    const anna = await portal.account(anAddress("anna"), "Anna Alt");
    const id = idIn(await anOrganisation(anna));
    for (const nobody of ["NULL", "0", "4294967295"]) await assert.rejects(portal.sql(`UPDATE organisation SET technical_contact_id=${nobody} WHERE id=${id}`), /cannot be null|foreign key/);
    await assert.rejects(portal.sql(`DELETE FROM account WHERE email='${anna.email}'`), /foreign key/);
  });
});

describe("while an organisation is handed over", () => {
  let people;
  let organisation;
  let number;
  let pages;

  before(async () => {
    people = await Promise.all([portal.signedIn(anAddress("anna"), "Anna Alt"), portal.signedIn(anAddress("nora"), "Nora Neu")]);
    const pki = new Pki();
    const leaf = await pki.leaf(await pki.root("Muster Root CA 1"), ["zugriff.example.org"]);
    organisation = await anOrganisation(people[0], "Muster AG");
    assert.equal((await portal.imports(organisation, [leaf.file])).imported, 1);
    number = await portal.sql(`SELECT number FROM certificate WHERE organisation_id=${idIn(organisation)}`);
    const isFound = ({ status }) => status === 200;
    const holds = (text) => (answer) => isFound(answer) && answer.text.includes(text);
    const own = [
      ...["", "/edit", "/technical-contact", "/technical-contact/invite"].map((end) => `/organisations/${organisation}${end}`),
      ...["", "/download/pem", "/download/der"].map((end) => `/certificates/${number}${end}`),
      ...["", ".csv", ".json"].map((end) => `/certificates${end}?organisation=${organisation}`),
    ].map((path) => ({ path, asks: (contact) => contact.get(path), sees: isFound, refusal: 404 }));
    const lists = [["/certificates", number], ["/certificates.csv", number], ["/certificates.json", number], ["/organisations", organisation]]
      .map(([path, text]) => ({ path, asks: (contact) => contact.get(path), sees: holds(text), refusal: 200 }));
    const zip = { path: "/certificates/download.zip", asks: (contact) => posts(contact, "/certificates/download.zip", { number }), sees: isFound, refusal: 404 };
    const edit = { path: "a form", asks: (contact) => posts(contact, `/organisations/${organisation}/edit`, { name: "" }), sees: ({ status }) => status === 422, refusal: 404 };
    pages = [...own, ...lists, zip, edit];
    for (const contact of people) await posts(contact, "/certificates/download.zip", { number }); // reads the form's token
  });

  // Asks for one page after the other until `isOver`; notes when each request began and ended, and whether it saw the data.
  async function asks(contact, first, isOver, notes) {
    for (let i = first; !isOver(); i += 1) {
      const page = pages[i % pages.length];
      const begin = performance.now();
      const answer = await page.asks(contact);
      const note = { contact, path: page.path, begin, end: performance.now(), sees: page.sees(answer) };
      if (!note.sees) assert.equal(answer.status, page.refusal, answer.summary);
      notes.push(note);
    }
  }

  const told = ({ contact, path, sees, begin, end }) => `${contact.name} ${sees ? "sees" : "does not see"} ${path} (${begin.toFixed(1)} to ${end.toFixed(1)})`;

  // Both contacts ask for all pages, over several connections each, before `step`, during it, and then all once more. Gives
  // { notes, sent, done, answer }: when the step's request began, when its answer was there.
  async function underLoad(step) {
    const notes = [];
    let isOver = false;
    const all = Promise.all(people.flatMap((contact) => Array.from({ length: CONNECTIONS }, (_, i) => asks(contact, Math.floor((i * pages.length) / CONNECTIONS), () => isOver, notes))));
    const hasAll = (since) => people.every((contact) => pages.every(({ path }) => notes.some((note) => note.contact === contact && note.path === path && note.begin > since)));
    const asked = (what, since) => Promise.race([until(what, () => hasAll(since), { seconds: 30 }), all]);
    try {
      await asked("all pages before", 0);
      const sent = performance.now();
      const answer = await step();
      const done = performance.now();
      await asked("all pages afterwards", done);
      return { notes, sent, done, answer };
    } finally {
      isOver = true;
      await all.catch(() => {}); // a failure has ended asked() already
    }
  }

  it("I5: every request that begins after the answer to authorise sees it as the new contact's; I1: at no moment two see it, or nobody", async () => {
    let requests = 0;
    let meanwhile = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const [from, to] = round % 2 === 0 ? people : people.slice().reverse();
      const handover = await startHandover(portal, { organisation, from, to });
      await handover.becomes("accepted");
      const { notes, sent, done, answer } = await underLoad(() => handover.authorises());
      assert.equal(answer.status, 303, answer.summary);
      for (const note of notes) {
        if (note.begin > done) assert.equal(note.sees, note.contact === to, `began after the answer (${done.toFixed(1)}): ${told(note)}`);
        if (note.end < sent) assert.equal(note.sees, note.contact === from, `ended before the request (${sent.toFixed(1)}): ${told(note)}`);
      }
      // There is one moment before which all saw it as it was, and after which all as it is.
      const isNew = ({ contact, sees }) => sees === (contact === to);
      const lastOld = notes.filter((note) => !isNew(note)).reduce((last, note) => (note.begin > last.begin ? note : last));
      const firstNew = notes.filter(isNew).reduce((first, note) => (note.end < first.end ? note : first));
      assert.ok(lastOld.begin < firstNew.end, `two truths: ${told(lastOld)}, after ${told(firstNew)}`);
      requests += notes.length;
      meanwhile += notes.filter(({ begin, end }) => begin < done && end > sent).length;
    }
    assert.ok(meanwhile >= ROUNDS * CONNECTIONS, `only ${meanwhile} requests were under way`);
    console.log(`     ${ROUNDS} handovers, ${requests} requests by both contacts, ${meanwhile} of them during authorise`);
  });
});
