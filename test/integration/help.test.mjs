// Help: public pages, the same for everybody, with commands that really make what the portal takes.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { promisify } from "node:util";

import { aName, orderPortal } from "../support/order.mjs";
import { anAddress } from "../support/portal.mjs";

const LANGUAGES = { en: "Help", de: "Hilfe" };
const TOPICS = ["", "/handover", "/session-password", "/csr", "/install", "/renewal"];

let portal;
let anna;

const commandsOf = (answer) => answer.page.all("pre", { "data-copy": true }).map((element) => element.raw);
const commandOf = (answer, start) => commandsOf(answer).find((text) => text.startsWith(start));
const linksOf = (answer) => answer.page.all("a", { href: true }).map((link) => link.attributes.href).filter((link) => /^[/?]/.test(link));

// Runs what a contact copies from the page, in an empty folder; the folder.
async function pastes(command) {
  const folder = fs.mkdtempSync(path.join(process.env.TEST_FOLDER, "help-"));
  await promisify(execFile)("sh", ["-ec", command], { cwd: folder });
  return folder;
}

const orders = (contact, organisation, request) => contact.fills("/orders/new", { organisation, product: "hand", csr: request });

async function prepare() {
  if (portal) return;
  portal = await orderPortal();
  anna = await portal.signedIn(anAddress("anna"), "Anna Alt");
}

describe("help", () => {
  before(prepare);

  for (const [language, word] of Object.entries(LANGUAGES)) {
    it(`has its topics in the reader's language, signed in or not: ${language}`, async () => {
      for (const browser of [portal.browser(), anna.browser]) {
        for (const topic of TOPICS) {
          const page = await browser.get(`/help${topic}?lang=${language}`);
          assert.equal(page.status, 200, page.summary);
          assert.equal(page.page.one("html").attributes.lang, language);
          assert.ok(page.text.includes(`>${word}</a>`), page.summary);
        }
      }
    });
  }

  it("has no page for a topic that it does not know", async () => {
    for (const topic of ["/nothing", "/", "/csr/more", "/..", "/Handover"]) {
      assert.equal((await portal.browser().get(`/help${topic}`)).status, 404, topic);
    }
  });

  it("links to pages that are there", async () => {
    const organisation = await anna.creates();
    const seen = new Set();
    for (const topic of [...TOPICS, `/csr?organisation=${organisation}&names=www.example.org`]) {
      for (const link of linksOf(await anna.gets(`/help${topic}`))) seen.add(link);
      for (const link of linksOf(await portal.browser().get(`/help${topic}`))) {
        const answer = await portal.browser().get(link.startsWith("?") ? `/help${topic.split("?")[0]}${link}` : link);
        assert.ok(answer.status === 200 || /^\/login/.test(answer.location), `${link} → ${answer.status}`);
      }
    }
    for (const link of seen) assert.equal((await anna.browser.get(link.startsWith("?") ? `/help${link}` : link)).status, 200, link);
  });

  it("is one click away from the pages where it is needed", async () => {
    const organisation = await anna.creates();
    for (const [page, topic] of [
      ["/login", "/help"], ["/orders/new", "/help/csr"], [`/orders/new?organisation=${organisation}`, `/help/csr?organisation=${organisation}`],
      [`/organisations/${organisation}`, "/help/handover"], ["/handovers", "/help/handover"],
    ]) assert.ok(linksOf(await anna.gets(page)).includes(topic), `${page} → ${topic}`);
  });
});

describe("its commands for a CSR", () => {
  before(prepare);

  it("make one that the order form takes, with the names that were typed", async () => {
    const organisation = await anna.creates({ name: "Müller & Söhne KG" });
    const [name, other] = [aName(), aName()];
    const page = await anna.gets(`/help/csr?organisation=${organisation}&names=${name}+*.${other}`);
    assert.ok(linksOf(page).includes(`/orders/new?organisation=${organisation}`));
    const folder = await pastes(commandOf(page, "openssl req -new -newkey"));
    const request = fs.readFileSync(path.join(folder, "server.csr"), "utf8");
    const preview = await orders(anna, organisation, request);
    assert.equal(preview.status, 200, preview.summary);
    for (const wanted of [name, `*.${other}`, "O=Müller & Söhne KG", "L=Musterstadt", "C=DE"]) assert.ok(preview.main.includes(wanted), `${wanted}: ${preview.summary}`);
    const again = await pastes(`cp ${folder}/server.key .\n${commandOf(page, "openssl req -new -key")}`);
    assert.equal((await orders(anna, organisation, fs.readFileSync(path.join(again, "server.csr"), "utf8"))).status, 200);
  });

  it("make one for example names before any are typed", async () => {
    const page = await portal.browser().get("/help/csr");
    const folder = await pastes(commandOf(page, "openssl req -new -newkey"));
    assert.match(fs.readFileSync(path.join(folder, "server.csr"), "utf8"), /BEGIN CERTIFICATE REQUEST/);
  });

  it("run nothing that an organisation's name or the address asks for", async () => {
    const organisation = await anna.creates({ name: "$(touch a) `touch b` \"; touch c; ' %x% „d“ AG", city: "x\\" });
    const page = await anna.browser.get(`/help/csr?organisation=${organisation}&names=${encodeURIComponent(`${aName()} "$(touch a) ;touch b`)}`);
    assert.equal(page.status, 422);
    const folder = await pastes(commandOf(page, "openssl req -new -newkey"));
    assert.deepEqual(fs.readdirSync(folder).sort(), ["server.csr", "server.key"]);
    for (const command of commandsOf(page)) assert.doesNotMatch(command.replace("$Windows NT$", ""), /[$`\\„“%]|; /);
  });

  it("hold nothing of an organisation that is another's", async () => {
    const organisation = await anna.creates({ name: "Geheime AG" });
    const otto = await portal.signedIn(anAddress("otto"), "Otto Anders");
    for (const page of [await otto.gets(`/help/csr?organisation=${organisation}`), await portal.browser().get(`/help/csr?organisation=${organisation}`)]) {
      assert.equal(page.status, 200);
      assert.ok(!page.text.includes("Geheime"), page.summary);
    }
  });
});
