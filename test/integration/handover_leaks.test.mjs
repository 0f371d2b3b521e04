// Secrets of a handover: the session password is found nowhere below STATE, in any spelling, once it was shown; the link's
// token only in the mail to the successor. Nor does an address that the portal leads to carry one. On a portal of its own.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";

import { GOOD_PASSWORD } from "../support/contact.mjs";
import { asksForHandover, aWrongPassword, postsFrom, startHandover } from "../support/handover.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

let portal;
let anna;
let nora;
const locations = []; // every Location
const links = []; // every href, action and src that a page held
const secrets = []; // { what, patterns, mayStandIn }

// Remembers where the browser was led to.
function watches(browser) {
  const plain = browser.request.bind(browser);
  browser.request = async (...request) => {
    const answer = await plain(...request);
    if (answer.location) locations.push(answer.location);
    if (/html/.test(answer.headers["content-type"] ?? "")) {
      for (const { attributes } of answer.page.all("*")) links.push(...[attributes.href, attributes.action, attributes.src].filter(Boolean));
    }
    return answer;
  };
  return browser;
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// Between two symbols: nothing, blanks and dashes, also as they stand in a form's body or a quoted-printable mail, or the
// zero byte of UTF-16.
const BETWEEN = "(?:[\\s+\\-]|%20|%2D|\\xe2\\x80[\\x90-\\x95]|\\xc2\\xa0|=20|=2D|=\\r?\\n|\\x00){0,9}";

// The text in base64, whatever stands before it.
function inBase64(text) {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.from("x".repeat(offset) + text).toString("base64");
    return escaped(encoded.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + text.length) * 4) / 3)));
  });
}

function sessionPassword(shown) {
  const symbols = shown.replaceAll("-", "");
  assert.match(symbols, /^[0-9A-HJKMNP-TV-Z]{16}$/);
  const typed = [...symbols].map((symbol) => ({ 0: "[0O]", 1: "[1IL]" }[symbol] ?? symbol)).join(BETWEEN);
  const spellings = [symbols, symbols.toLowerCase(), shown, shown.toLowerCase()];
  const exact = spellings.flatMap((text) => [...inBase64(text), escaped(Buffer.from(text).toString("hex"))]);
  secrets.push({ what: "a session password", patterns: [new RegExp(typed, "i"), new RegExp(exact.join("|"))] });
  return shown;
}

function linkToken(token, mail) {
  const raw = Buffer.from(token, "base64url");
  const cut = [...token].map((symbol) => (symbol === "-" ? "(?:-|%2D|=2D)" : symbol)).join("(?:=\\r?\\n|\\x00)?");
  const patterns = [new RegExp(cut), new RegExp([...inBase64(token), escaped(raw.toString("latin1")), raw.toString("hex"), escaped(raw.toString("base64"))].join("|"))];
  secrets.push({ what: "a token", patterns: patterns.slice(0, 1), mayStandIn: mail }, { what: "a token, encoded", patterns: patterns.slice(1) });
}

function * filesBelow(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield * filesBelow(file);
    else if (entry.isFile()) yield file;
  }
}

// "a token in log/worker.log" for each secret that is found where it must not be.
function leaksIn(name, bytes) {
  const text = bytes.toString("latin1");
  return secrets.filter(({ patterns, mayStandIn }) => (!mayStandIn || path.basename(name) !== mayStandIn) && patterns.some((pattern) => pattern.test(text)))
    .map(({ what }) => `${what} in ${name}`);
}

// Files come and go while mails are written: one that is gone is looked at under its next name.
function leaksBelowState() {
  const found = [];
  for (const file of filesBelow(portal.state)) {
    try {
      found.push(...leaksIn(path.relative(portal.state, file), fs.readFileSync(file)));
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  return found;
}

async function dump() {
  const tables = (await portal.sql("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA='certportal'")).split("\n");
  return Buffer.from((await Promise.all(tables.map((table) => portal.sql(`SELECT * FROM ${table}`)))).join("\n"), "utf8");
}

const must = (answer, status) => {
  assert.equal(answer.status, status, answer.summary);
  return answer;
};

describe("after a whole handover", () => {
  let handover;
  let firstToken;
  let lastToken;

  before(async () => {
    portal = await sharedPortal("handover-leaks", { limits: 0 });
    [anna, nora] = await Promise.all([portal.account(anAddress("anna"), "Anna Alt"), portal.account(anAddress("nora"), "Nora Neu")]);
    for (const contact of [anna, nora]) watches(contact.browser);
    await anna.signIn();

    // A start, a resend, a new session password; a page behind the link whose worker is killed, and one without a database.
    handover = await startHandover(portal, { from: anna, to: nora, name: "Verschwiegene AG" });
    sessionPassword(handover.sessionPassword);
    const first = await handover.mail("handover_offered", nora, 1);
    firstToken = first.token;
    linkToken(first.token, first.file);
    must(await handover.resends(), 303);
    const second = await handover.mail("handover_offered", nora, 2);
    linkToken(second.token, second.file);
    must(await handover.renews(), 200);
    sessionPassword(handover.sessionPassword);

    const stranger = watches(portal.browser());
    for (const token of [first.token, second.token]) {
      const opening = stranger.get(`/handover?token=${token}`);
      for (const pid of portal.workers()) process.kill(pid, "SIGKILL");
      await opening;
      await stranger.get(`/handover/accept?token=${token}`);
      await stranger.get(`/handover/decline?token=${token}`);
      await stranger.get(`/nowhere?token=${token}`);
      await stranger.head(`/handover?token=${token}`);
      await stranger.post("/handover/accept", { token });
    }
    const goesOn = await portal.freezes("mariadb");
    try {
      must(await stranger.get(`/handover?token=${second.token}`), 503);
    } finally {
      goesOn();
    }
    await until("a healthy portal", async () => (await stranger.get("/healthz")).status === 200);

    // The successor follows the link, accepts, signs in on the way, mistypes, authorises.
    must(await postsFrom(stranger, "/login", "/handover/accept", { token: first.token }), 410);
    must(await handover.declinesByToken({ browser: nora.browser, token: second.token, fields: {} }), 200);
    must(await handover.acceptsByToken({ browser: nora.browser, token: second.token }), 303);
    must(await nora.get(handover.page), 303);
    must(await nora.triesToSignIn(GOOD_PASSWORD, handover.page), 303);
    must(await handover.authorisesWrongly(), 422);
    must(await handover.authorises(`${handover.sessionPassword}X`), 422);
    must(await handover.authorises(handover.sessionPassword.toLowerCase().replaceAll("-", " ")), 303);
    for (const contact of [anna, nora]) for (const page of [handover.page, `${handover.page}/receipt`, "/handovers", "/certificates"]) await contact.get(page);
    must(await stranger.get(`/handover?token=${second.token}`), 410);

    // A second one, ended before anybody took it up: the token's mail was sent, the password never used.
    const open = await startHandover(portal, { organisation: handover.organisation, from: nora, to: anna });
    sessionPassword(open.sessionPassword);
    const third = await open.mail("handover_offered", anna);
    lastToken = third.token;
    linkToken(lastToken, third.file);
    must(await asksForHandover(nora, handover.organisation, anna), 409);
    must(await open.withdraws(), 303);
    await portal.mailsAreOut();
    await until("the receipt", async () => (await portal.sql("SELECT COUNT(*) FROM handover_receipt")) === "1");
  });

  it("this test's own eyes are good: it finds what is there", async () => {
    const bytes = Buffer.from(`x${handover.sessionPassword.toLowerCase().replaceAll("-", "%20-")}y`);
    assert.equal(leaksIn("somewhere", bytes).length, 1);
    assert.equal(leaksIn("somewhere", Buffer.from(handover.sessionPassword, "utf16le")).length, 1);
    assert.equal(leaksIn("somewhere", Buffer.from(bytes.toString("base64").slice(0, 12) + Buffer.from(`a ${handover.sessionPassword} b`).toString("base64"))).length, 1);
    assert.ok(leaksIn("somewhere", Buffer.from(`token=3D${firstToken.slice(0, 9)}=\r\n${firstToken.slice(9)}`)).length >= 1);
    assert.deepEqual(leaksIn("somewhere", Buffer.from(aWrongPassword(handover.sessionPassword))), []);
    const mail = (await handover.mail("handover_offered", nora, 1)).file;
    assert.ok(secrets.some(({ patterns, mayStandIn }) => mayStandIn === mail && patterns[0].test(fs.readFileSync(portal.path("mail/new", mail), "latin1"))), "the token stands in its mail");
  });

  const secretsIn = (text) => secrets.filter(({ patterns }) => patterns.some((pattern) => pattern.test(text))).map(({ what }) => what);

  it("no redirect leads to an address with a token or a session password", () => {
    const text = locations.join("\n");
    assert.match(text, /\/handovers\/UEB-/);
    assert.deepEqual(secretsIn(text), []);
    assert.doesNotMatch(text, /token/);
  });

  it("no link of a page holds one, but those back to the page behind the link, in another language too", () => {
    const others = links.filter((link) => !/^(\/handover|\/handover\/decline)?\?token=[\w-]+(&lang=\w+)?$/.test(link));
    assert.ok(others.includes(handover.page) && others.length < links.length);
    assert.deepEqual(secretsIn(others.join("\n")), []);
  });

  it("no row of the database holds one", async () => {
    const bytes = await dump();
    assert.ok(bytes.includes("Verschwiegene AG"));
    assert.deepEqual(leaksIn("the dump", bytes), []);
  });

  it("no file below STATE holds one but the successor's mail: logs, mails, temporary files, raw database files", async () => {
    assert.deepEqual(leaksBelowState(), []);
    // A clean end of the database writes every page to its file.
    await portal.stop();
    const table = fs.readFileSync(portal.path("db/certportal/handover.ibd"), "latin1");
    assert.ok(table.includes("Verschwiegene AG"), "the files are as the pages were");
    assert.ok(table.includes(createHash("sha256").update(lastToken).digest("latin1")), "the hash of the token stands there");
    assert.ok(table.includes("$argon2id$"), "and that of the session password");
    assert.deepEqual(leaksBelowState(), []);
    await portal.start();
  });
});
