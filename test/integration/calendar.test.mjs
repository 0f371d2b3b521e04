// The calendar of ends: its page, its secret address, what a calendar program gets; and lists other than certificates as
// CSV and JSON.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { Pki } from "../support/pki.mjs";
import { anAddress, sharedPortal } from "../support/portal.mjs";
import { idIn, posts, startHandover } from "../support/handover.mjs";
import { until } from "../support/until.mjs";

const ZONE = "Europe/Berlin";
const PAGE = "/account/calendar";

let portal;
let pki;
let root;
let key;

before(async () => {
  portal = await sharedPortal();
  pki = new Pki();
  root = await pki.root("Calendar Root");
  key = await pki.key();
});

const dayOf = (date) => date.toLocaleDateString("sv-SE", { timeZone: ZONE }).replaceAll("-", "");
const inDays = (days) => new Date(Date.now() + days * 86400_000);
const unfolded = (text) => text.replaceAll("\r\n ", "");

// { summary, dtstart, uid, … } of each event.
function eventsOf(answer) {
  const blocks = unfolded(answer.text).split("BEGIN:VEVENT\r\n").slice(1);
  return blocks.map((block) => Object.fromEntries(block.split("BEGIN:VALARM")[0].trim().split("\r\n").map((line) => {
    const [, name, value] = /^([A-Z-]+)[^:]*:(.*)$/.exec(line);
    return [name.toLowerCase(), value];
  })));
}
const summariesOf = (answer) => eventsOf(answer).map(({ summary }) => summary);

async function imports(organisation, names, { from = -10, to = 30 } = {}) {
  const leaf = await pki.leaf(root, names, { key, from, to });
  const { imported, stderr } = await portal.imports(organisation, [leaf.file]);
  assert.equal(imported, 1, stderr);
  const serial = (await leaf.serial()).toLowerCase();
  return portal.sql(`SELECT number FROM certificate WHERE serial='${serial}'`);
}

// A new address, as its path.
async function subscribes(contact) {
  const answer = await posts(contact, PAGE, { current_password: contact.password });
  assert.equal(answer.status, 200, answer.summary);
  const address = answer.page.byId("calendar-address").text;
  assert.ok(address.startsWith(`${portal.url}/calendar/`), address);
  return address.slice(portal.url.length);
}
const fetches = (path, headers) => portal.browser().get(path, { headers });

describe("the calendar", () => {
  it("has an event for each certificate that ends, the next first, without those that are done with", async () => {
    const anna = await portal.signedIn(anAddress("kalender"));
    const organisation = await anna.creates({ name: "Muster, Söhne; AG" });
    const later = await imports(organisation, ["later.calendar.example", "www.later.calendar.example"], { to: 40 });
    const sooner = await imports(organisation, ["xn--mnchen-3ya.calendar.example"], { to: 5 });
    const [revoked, pending, replaced] = [
      await imports(organisation, ["revoked.calendar.example"]),
      await imports(organisation, ["pending.calendar.example"]),
      await imports(organisation, ["replaced.calendar.example"])];
    await imports(organisation, ["ended.calendar.example"], { from: -40, to: -2 });
    await portal.sql(`UPDATE certificate SET revoked_at=UTC_TIMESTAMP() WHERE number=${revoked}`);
    await portal.sql(`UPDATE certificate SET revocation_asked_at=UTC_TIMESTAMP() WHERE number=${pending}`);
    await portal.sql(`UPDATE certificate SET replaced_by=${later} WHERE number=${replaced}`);
    const other = await portal.signedIn(anAddress("fremd"));
    await imports(await other.creates(), ["other.calendar.example"]);

    const answer = await fetches(await subscribes(anna));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["content-type"], "text/calendar; charset=utf-8");
    assert.deepEqual(answer.cookies, []);
    assert.deepEqual(summariesOf(answer), ["Certificate ends: münchen.calendar.example", "Certificate ends: later.calendar.example"]);
    const [first, second] = eventsOf(answer);
    assert.equal(first.dtstart, dayOf(inDays(5)));
    assert.equal(first.dtend, dayOf(inDays(6)));
    assert.equal(first.url, `${portal.url}/certificates/${sooner}`);
    assert.equal(first.uid, `certificate-${sooner}@${new URL(portal.url).host}`);
    assert.ok(second.description.startsWith(`Reference number: ${later}\\nOrganisation: Muster\\, Söhne\\; AG\\n`), second.description);
    for (const line of answer.text.split("\r\n")) {
      assert.ok(Buffer.byteLength(line) <= 75 && !line.includes("\n"), line);
    }
  });

  it("is in the account's language, whoever asks", async () => {
    const anna = await portal.signedIn(anAddress("deutsch"), "Anna Alt", { locale: "de" });
    const organisation = await anna.creates();
    await imports(organisation, ["deutsch.calendar.example"]);
    assert.deepEqual(summariesOf(await fetches(await subscribes(anna))), ["Zertifikat läuft ab: deutsch.calendar.example"]);
  });

  it("is valid without certificates, and holds no more than 1,000 events", async () => {
    const anna = await portal.signedIn(anAddress("viele"));
    const path = await subscribes(anna);
    const empty = await fetches(path);
    assert.match(empty.text, /^BEGIN:VCALENDAR\r\n[^]*BEGIN:VTIMEZONE\r\n[^]*END:VCALENDAR\r\n$/);
    const organisation = await anna.creates();
    const number = await imports(organisation, ["many.calendar.example"]);
    await portal.sql(`
      INSERT INTO reference_number (number) SELECT seq FROM seq_9000001_to_9001010;
      INSERT INTO certificate (organisation_id, not_after, number, name, more_names, not_before, serial, sha256, sha1, key_sha256, created_at, names)
        SELECT organisation_id, not_after + INTERVAL (seq - 9000000) HOUR, seq, 'x.example', 0, not_before, seq, UNHEX(SHA2(seq, 256)), UNHEX(SHA1(seq)), key_sha256, created_at, ''
        FROM certificate, seq_9000001_to_9001010 WHERE number=${number}`);
    const events = eventsOf(await fetches(path));
    assert.equal(events.length, 1000);
    assert.equal(events[0].summary, "Certificate ends: many.calendar.example");
    await portal.sql("DELETE FROM certificate WHERE number > 9000000; DELETE FROM reference_number WHERE number > 9000000");
  });

  it("is asked for cheaply: an entity tag that changes with what stands in it", async () => {
    const anna = await portal.signedIn(anAddress("etag"));
    const organisation = await anna.creates();
    const path = await subscribes(anna);
    const { etag } = (await fetches(path)).headers;
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const again = await fetches(path, { "If-None-Match": known });
      assert.equal(again.status, 304, known);
      assert.equal(again.text, "");
      assert.equal(again.headers.etag, etag);
      assert.equal(again.headers["cache-control"], "private, no-cache");
    }
    await imports(organisation, ["etag.calendar.example"]);
    for (const known of [etag, '"x"', "", etag.slice(1, -1)]) assert.equal((await fetches(path, { "If-None-Match": known })).status, 200, known);
    const head = await portal.browser().head(path);
    assert.equal(head.status, 200);
    assert.equal(head.text, "");
    const lines = portal.log("workers.log").split("\n").filter((line) => line.includes("route=/calendar/:secret.ics") && line.includes("status=304"));
    assert.ok(lines.length >= 4);
    for (const line of lines) assert.ok(Number(/statements=(\d+)/.exec(line)[1]) <= 3, line);
  });

  it("loses what is handed over, and the successor's gets it", async () => {
    const [anna, nora] = [await portal.signedIn(anAddress("alt")), await portal.signedIn(anAddress("neu"), "Nora Neu")];
    const organisation = await anna.creates();
    await imports(organisation, ["moves.calendar.example"]);
    const [annas, noras] = [await subscribes(anna), await subscribes(nora)];
    assert.equal(eventsOf(await fetches(annas)).length, 1);
    await portal.done(["organisation", "set-contact", organisation, nora.email, "--reason", "test"]);
    assert.equal(eventsOf(await fetches(annas)).length, 0);
    assert.equal(eventsOf(await fetches(noras)).length, 1);
  });
});

describe("the calendar's address", () => {
  const eventKinds = async ({ email }) => (await portal.sql(`SELECT kind FROM audit_event WHERE actor='${email}' AND kind LIKE 'calendar%' ORDER BY id`)).split("\n");

  it("is shown once, told of afterwards, renewed and ended", async () => {
    const anna = await portal.signedIn(anAddress("adresse"));
    const none = await anna.gets(PAGE);
    assert.match(none.main, /no address to subscribe to yet/);
    const first = await subscribes(anna);
    assert.match(first, /^\/calendar\/[\w-]{43}\.ics$/);
    const made = await anna.gets(PAGE);
    assert.ok(!made.text.includes(first.slice(10, 53)));
    assert.match(made.main, /not yet/);
    assert.equal((await fetches(first)).status, 200);
    assert.doesNotMatch((await anna.gets(PAGE)).main, /not yet/);

    const second = await subscribes(anna);
    assert.equal((await fetches(first)).status, 404);
    assert.equal((await fetches(second)).status, 200);

    const ended = await posts(anna, `${PAGE}/revoke`);
    assert.equal(ended.status, 303);
    assert.equal(ended.location, PAGE);
    const after = await anna.browser.follow(ended);
    assert.match(after.flash, /has ended/);
    assert.match(after.main, /no address to subscribe to yet/);
    assert.equal((await fetches(second)).status, 404);
    assert.equal((await posts(anna, `${PAGE}/revoke`)).status, 303); // nothing to end any more
    assert.deepEqual(await eventKinds(anna), ["calendar_feed_made", "calendar_feed_made", "calendar_feed_ended"]);
  });

  it("is made by who knows the password, and the code of the second factor, alone", async () => {
    const anna = await portal.signedIn(anAddress("nachgefragt"));
    for (const fields of [{}, { current_password: "falsch" }]) {
      const answer = await posts(anna, PAGE, fields);
      assert.equal(answer.status, 422);
      assert.equal(answer.page.byId("calendar-address"), undefined);
    }
    await anna.setsUpSecondFactor();
    assert.equal((await posts(anna, PAGE, { current_password: anna.password })).status, 422);
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM calendar_feed f JOIN account a ON a.id=f.account_id WHERE a.email='${anna.email}'`), "0");
    assert.equal((await posts(anna, PAGE, anna.proof)).status, 200);
  });

  it("keeps its secret out of the database and the logs", async () => {
    const anna = await portal.signedIn(anAddress("geheim"));
    const path = await subscribes(anna);
    const secret = path.slice(10, 53);
    const before = portal.log("nginx-access.log").length;
    assert.equal((await fetches(path)).status, 200);
    assert.equal((await fetches(`${path}?x=1`)).status, 200);
    assert.equal((await portal.browser().head(path.replace("calendar", "Calendar"))).status, 404);
    assert.equal((await fetches(path.replace(".ics", ".txt"))).status, 404);
    for (const line of [" GET /calendar/- 404 ", " HEAD /calendar/- 404 "]) await until(`the access log:${line}`, () => portal.log("nginx-access.log").slice(before).includes(line));
    assert.ok(!portal.logs().includes(secret));
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM calendar_feed WHERE token_hash='${secret}'`), "0");
    assert.equal(await portal.sql(`SELECT LENGTH(token_hash) FROM calendar_feed f JOIN account a ON a.id=f.account_id WHERE a.email='${anna.email}'`), "32");
  });

  it("ends while the account is locked, with the account, and with a reset of its password", async () => {
    const anna = await portal.signedIn(anAddress("gesperrt"));
    const path = await subscribes(anna);
    await portal.done(["user", "lock", anna.email]);
    assert.equal((await fetches(path)).status, 404);
    await portal.done(["user", "unlock", anna.email]);
    assert.equal((await fetches(path)).status, 200);
    await portal.done(["user", "set-password", anna.email], `${anna.password} neu\n`);
    assert.equal((await fetches(path)).status, 404);
    anna.password = `${anna.password} neu`;
    await anna.signIn();
    const last = await subscribes(anna);
    await portal.done(["user", "delete", anna.email]);
    assert.equal((await fetches(last)).status, 404);
  });

  it("is not made by a session that a reset of the password ends meanwhile", async () => {
    const anna = await portal.signedIn(anAddress("zugleich"));
    const id = await portal.sql(`SELECT id FROM account WHERE email='${anna.email}'`);
    const waiting = (count) => until(`${count} that wait for the account`,
      async () => (await portal.sql("SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state='LOCK WAIT'")) === String(count), { pause: 200 }); // the table is refreshed once nobody has read it for 0.1 s
    const token = (await anna.gets(PAGE)).page.one("input", { name: "csrf_token" }).attributes.value;
    const release = await portal.holds(`SELECT id FROM account WHERE id=${id} FOR UPDATE`);
    const resetting = portal.done(["user", "set-password", anna.email], `${anna.password} neu\n`);
    await waiting(1);
    const making = anna.browser.post(PAGE, { csrf_token: token, current_password: anna.password });
    await waiting(2);
    await release();
    await resetting;
    assert.equal((await making).location, "/login?next=%2Faccount%2Fcalendar");
    assert.equal(await portal.sql(`SELECT COUNT(*) FROM calendar_feed WHERE account_id=${id}`), "0");
  });

  for (const [title, path] of Object.entries({
    "no secret": "/calendar/.ics",
    "another's length": "/calendar/x.ics",
    "one never made": `/calendar/${"A".repeat(43)}.ics`,
    "5,000 characters": `/calendar/${"A".repeat(5000)}.ics`,
    "another ending": `/calendar/${"A".repeat(43)}.csv`,
    "SQL": "/calendar/'%20OR%20''='.ics",
    "a control character": "/calendar/%1F.ics",
    "a script": "/calendar/%3Cscript%3Ealert(1)%3C%2Fscript%3E.ics",
    "no calendar at all": "/calendar/",
  })) {
    it(`answers 404 to ${title}`, async () => {
      const answer = await fetches(path);
      assert.equal(answer.status, 404);
      assert.ok(!answer.text.includes("<script>alert"));
    });
  }

  it("wants a sign-in, a form of ours and the right method", async () => {
    const stranger = portal.browser();
    assert.equal((await stranger.get(PAGE)).location, "/login?next=%2Faccount%2Fcalendar");
    assert.equal((await stranger.post(PAGE)).status, 303);
    const anna = await portal.signedIn(anAddress("formular"));
    assert.equal((await anna.browser.post(PAGE)).status, 403);
    assert.equal((await anna.browser.post(`${PAGE}/revoke`, { csrf_token: "x" })).status, 403);
    const path = await subscribes(anna);
    assert.equal((await anna.browser.post(path)).status, 405);
    assert.equal((await fetches(path)).status, 200);
  });

  it("is found from the account and from the list", async () => {
    const anna = await portal.signedIn(anAddress("wege"));
    await imports(await anna.creates(), ["ways.calendar.example"]);
    for (const from of ["/account", "/certificates"]) {
      assert.ok((await anna.gets(from)).page.all("a").some((link) => link.attributes.href === PAGE), from);
    }
  });
});

describe("every list as a file", () => {
  let anna;
  let organisation;

  before(async () => {
    anna = await portal.signedIn(anAddress("listen"));
    organisation = await anna.creates({ name: "=Formel AG", street: "Weg, 1" });
  });

  const csvOf = async (contact, path) => {
    const answer = await contact.gets(path);
    assert.equal(answer.headers["content-type"], "text/csv; charset=utf-8");
    assert.match(answer.headers["cache-control"], /no-store/);
    return { name: /filename="(.*)"/.exec(answer.headers["content-disposition"])[1], lines: answer.text.trim().split("\r\n") };
  };
  const jsonOf = async (contact, path) => JSON.parse((await contact.gets(path)).text);
  const linked = (page) => page.page.all("a").map((link) => link.attributes.href).filter((href) => /\.(csv|json)/.test(href ?? ""));

  // One row an order: what lists show of it needs no CSR that anybody reads.
  async function order(number, state, reason = "") {
    await portal.sql(`
      INSERT INTO reference_number (number) VALUES (${number});
      INSERT INTO certificate_order (number, organisation_id, state, created_at, kind, product, issuer, lifetime_days, needed_approvals, name, more_names, names, subject, csr, key_sha256, has_same_key, submitted_by_email, changed_at, reason)
      VALUES (${number}, ${idIn(organisation)}, '${state}', '2026-11-01 10:00:00', 'new', 'server', 'demo', 90, 1, 'a${number}.example', 1, 'a${number}.example\\nb.example\\n', '', '', '', 0, '${anna.email}', '2026-11-01 10:00:00', '${reason}')`);
  }

  it("orders: the open ones or the closed ones, all of them", async () => {
    for (const [number, state, reason] of [[8000001, "submitted"], [8000002, "failed"], [8000003, "rejected", "no, not so"], [8000004, "withdrawn", "key"]]) await order(number, state, reason);
    const open = await csvOf(anna, "/orders.csv");
    assert.equal(open.name, "orders.csv");
    assert.equal(open.lines[0], "Reference number,Name,Name as read,All names,Organisation,Kind,State,Product,Submitted (UTC),Submitted by,Decided (UTC),Reason");
    assert.deepEqual(open.lines.slice(1).map((line) => line.slice(0, 7)), ["8000002", "8000001"]);
    assert.ok(open.lines[1].includes(",a8000002.example b.example,'=Formel AG,New certificate,failed,"), open.lines[1]);
    const { orders, truncated } = await jsonOf(anna, "/orders.json?status=closed");
    assert.equal(truncated, false);
    assert.deepEqual(orders.map(({ number, status, reason }) => [number, status, reason]), [[8000004, "withdrawn", undefined], [8000003, "rejected", "no, not so"]]);
    assert.deepEqual(orders[1].names, ["a8000003.example", "b.example"]);
    assert.equal(orders[1].organisation, organisation);
    assert.equal(orders[1].submitted_at, "2026-11-01T10:00:00Z");
    assert.deepEqual(linked(await anna.gets("/orders")), ["/orders.csv", "/orders.json"]);
    assert.deepEqual(linked(await anna.gets("/orders?status=closed")), ["/orders.csv?status=closed", "/orders.json?status=closed"]);
  });

  it("what officers see: the queue by its chips, the organisations by their search", async () => {
    const officer = await portal.signedIn(anAddress("officer"), "Olga Amt", { role: "officer" });
    const numbers = async (query) => (await jsonOf(officer, `/approvals.json?${query}`)).approvals.map(({ number }) => number).filter((number) => number > 8000000 && number < 9000000);
    assert.deepEqual(await numbers(""), [8000001, 8000002]);
    assert.deepEqual(await numbers("status=failed"), [8000002]);
    assert.deepEqual(await numbers("status=nonsense"), [8000001, 8000002]);
    assert.ok((await numbers("status=all")).includes(8000004));
    assert.equal((await csvOf(officer, "/approvals.csv?status=submitted")).name, "approvals.csv");
    assert.deepEqual(linked(await officer.gets("/approvals?status=failed")), ["/approvals.csv?status=failed", "/approvals.json?status=failed"]);
    const found = await jsonOf(officer, "/approvals/organisations.json?q=Formel%20AG");
    assert.deepEqual(found.organisations.map(({ reference }) => reference), [organisation]);
    assert.deepEqual(linked(await officer.gets("/approvals/organisations?q=Formel%20AG")), ["/approvals/organisations.csv?q=Formel%20AG", "/approvals/organisations.json?q=Formel%20AG"]);
    for (const path of ["/approvals.csv", "/approvals.json", "/approvals/organisations.csv", "/approvals/organisations.json"]) {
      assert.equal((await anna.get(path)).status, 403, path);
    }
  });

  it("organisations", async () => {
    const { lines } = await csvOf(anna, "/organisations.csv");
    assert.deepEqual(lines, [
      "Reference number,Name,Street,Postcode,City,Country,Certificates,Checked (UTC)",
      `${organisation},'=Formel AG,"Weg, 1",12345,Musterstadt,DE,0,`]);
    const { organisations } = await jsonOf(anna, "/organisations.json");
    assert.deepEqual(organisations, [{ reference: organisation, name: "=Formel AG", street: "Weg, 1", postcode: "12345", city: "Musterstadt", country: "DE", certificates: 0 }]);
    assert.deepEqual(linked(await anna.gets("/organisations")), ["/organisations.csv", "/organisations.json"]);
  });

  it("handovers: each side sees no more than on the page", async () => {
    const handover = await startHandover(portal);
    const reference = handover.reference;
    for (const [contact, side] of [[handover.from, "contact"], [handover.to, "successor"]]) {
      const { handovers } = await jsonOf(contact, "/handovers.json");
      assert.deepEqual(handovers.map((row) => [row.reference, row.side, row.status, row.successor]), [[reference, side, "offered", handover.to.email]]);
      assert.equal(handovers[0].successor_name, undefined);
      assert.equal(handovers[0].certificates, undefined);
      const { lines } = await csvOf(contact, "/handovers.csv");
      assert.equal(lines[0], "Reference number,Organisation,Technical contact,Successor,State,Started (UTC),Open until (UTC),Accepted (UTC),Ended (UTC)");
      assert.ok(lines[1].startsWith(`${reference},`) && lines.length === 2, lines[1]);
      assert.deepEqual(linked(await contact.gets("/handovers")), ["/handovers.csv", "/handovers.json"]);
    }
    assert.deepEqual((await jsonOf(anna, "/handovers.json")).handovers, []);
  });

  it("none without a sign-in, none of another's", async () => {
    const other = await portal.signedIn(anAddress("andere"));
    for (const list of ["orders", "organisations", "handovers"]) {
      for (const form of ["csv", "json"]) {
        assert.equal((await portal.browser().get(`/${list}.${form}`)).location, `/login?next=%2F${list}.${form}`);
        assert.equal((await anna.browser.post(`/${list}.${form}`)).status, 405);
      }
      assert.deepEqual((await jsonOf(other, `/${list}.json`))[list], []);
      assert.equal((await csvOf(other, `/${list}.csv`)).lines.length, 1);
    }
  });
});
